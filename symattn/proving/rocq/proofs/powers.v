(* Inequalities between powers and logarithms for v >= 3, from ln v <= v / 2. *)

Lemma power_scale v j k : 3 <= v -> 3 ^ j * v ^ k <= v ^ (j + k).
Proof.
  intro h. rewrite pow_add. apply Rmult_le_compat_r; [ apply pow_le; lra | apply pow_incr; lra ].
Qed.

Lemma ln_two_bounds : 69 / 100 <= ln 2 <= 694 / 1000.
Proof.
  assert (a := ln_above 4 (1 / 3) ltac:(lra)). assert (b := ln_below 4 (1 / 3) ltac:(lra)).
  replace ((1 + 1 / 3) / (1 - 1 / 3)) with 2 in a, b by field. unfold odd_series in a, b. simpl in a, b. lra.
Qed.

Lemma ln_below_half v : 3 <= v -> 1 <= ln v <= v / 2.
Proof.
  intro h. assert (two := ln_two_bounds). assert (t := ln_tangent 2 v ltac:(lra) ltac:(lra)).
  assert (a := ln_above 3 (1 / 2) ltac:(lra)). replace ((1 + 1 / 2) / (1 - 1 / 2)) with 3 in a by field. unfold odd_series in a. simpl in a.
  assert (ln 3 <= ln v) by (apply ln_le; lra). lra.
Qed.

Lemma ln_products v : 3 <= v -> 0 <= ln v * ln 2 <= 347 / 1000 * v /\ 0 <= ln v ^ 2 <= v ^ 2 / 4.
Proof. intro h. assert (two := ln_two_bounds). assert (l := ln_below_half v h). split; split; nra. Qed.

Theorem littlewood_offord_first :
  forall (v : R),
  v >= 3 ->
  12 * ln v * ((v ^ 6 + 1) * (ln 2 + 3 * v ^ 4 * ln v * (1 / 40)) + 2 * ln 2) <= 5 * v ^ 12 * ln 2 * ln (4 / 3).
Proof.
  intros v hyp1. apply Rge_le in hyp1. destruct (ln_products v hyp1) as [p s].
  assert (two := ln_two_bounds). assert (third : 287 / 1000 <= ln (4 / 3)).
  { assert (a := ln_above 2 (1 / 7) ltac:(lra)). replace ((1 + 1 / 7) / (1 - 1 / 7)) with (4 / 3) in a by field. unfold odd_series in a. simpl in a. lra. }
  assert (198 / 1000 <= ln 2 * ln (4 / 3)) by nra.
  assert (q := power_scale v 11 1 hyp1). assert (q6 := power_scale v 6 6 hyp1). assert (q7 := power_scale v 5 7 hyp1).
  assert (0 <= v ^ 6) by (apply pow_le; lra). assert (0 <= v ^ 12) by (apply pow_le; lra).
  assert (v ^ 6 * (ln v * ln 2) <= v ^ 6 * (347 / 1000 * v)) by (apply Rmult_le_compat_l; lra).
  assert (v ^ 10 * ln v ^ 2 <= v ^ 10 * (v ^ 2 / 4)) by (apply Rmult_le_compat_l; [ apply pow_le | ]; lra).
  assert (v ^ 4 * ln v ^ 2 <= v ^ 4 * (v ^ 2 / 4)) by (apply Rmult_le_compat_l; [ apply pow_le | ]; lra).
  assert (v ^ 12 * (198 / 1000) <= v ^ 12 * (ln 2 * ln (4 / 3))) by (apply Rmult_le_compat_l; lra).
  simpl (_ + _)%nat in *. lra.
Qed.

Theorem littlewood_offord_second :
  forall (v : R),
  v >= 3 ->
  24 * ln v * (v ^ 12 + 2) <= 5 * v ^ 12 * (6 * ln v - ln (8 / 3)).
Proof.
  intros v hyp1. apply Rge_le in hyp1. assert (l := ln_below_half v hyp1).
  assert (b := ln_below 3 (5 / 11) ltac:(lra)). replace ((1 + 5 / 11) / (1 - 5 / 11)) with (8 / 3) in b by field. unfold odd_series in b. simpl in b.
  assert (q := power_scale v 11 1 hyp1). assert (0 <= v ^ 12) by (apply pow_le; lra).
  assert (v ^ 12 * 1 <= v ^ 12 * ln v) by (apply Rmult_le_compat_l; lra).
  assert (v ^ 12 * ln (8 / 3) <= v ^ 12 * (99 / 100)) by (apply Rmult_le_compat_l; lra).
  simpl (_ + _)%nat in *. lra.
Qed.

Theorem two_block_small :
  forall (v : R),
  v >= 3 ->
  3 * v ^ 4 * (v ^ 4 * (1 / 160) + 1) * ln 2 * ln v * (1 / 40) + 9 * v ^ 4 * (ln v) ^ 2 * (1 / 10) <= v ^ 12 * (ln 2) ^ 2.
Proof.
  intros v hyp1. apply Rge_le in hyp1. destruct (ln_products v hyp1) as [p s].
  assert (two := ln_two_bounds). assert (47 / 100 <= ln 2 ^ 2) by nra.
  assert (q5 := power_scale v 7 5 hyp1). assert (q6 := power_scale v 6 6 hyp1). assert (q9 := power_scale v 3 9 hyp1).
  assert (0 <= v ^ 12) by (apply pow_le; lra).
  assert (v ^ 8 * (ln v * ln 2) <= v ^ 8 * (347 / 1000 * v)) by (apply Rmult_le_compat_l; [ apply pow_le | ]; lra).
  assert (v ^ 4 * (ln v * ln 2) <= v ^ 4 * (347 / 1000 * v)) by (apply Rmult_le_compat_l; [ apply pow_le | ]; lra).
  assert (v ^ 4 * ln v ^ 2 <= v ^ 4 * (v ^ 2 / 4)) by (apply Rmult_le_compat_l; [ apply pow_le | ]; lra).
  assert (v ^ 12 * (47 / 100) <= v ^ 12 * ln 2 ^ 2) by (apply Rmult_le_compat_l; lra).
  simpl (_ + _)%nat in *. lra.
Qed.
