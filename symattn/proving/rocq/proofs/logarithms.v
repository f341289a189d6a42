(* The logarithm: tangents, monotony, values between the partial sums of 2 (z + z^3 / 3 + z^5 / 5 + ...). *)

Lemma ln_tangent x y : 0 < x -> 0 < y -> x * (ln y - ln x) <= y - x.
Proof.
  intros hx hy. assert (h := exp_ineq1_le (ln y - ln x)).
  unfold Rminus in h at 2. rewrite exp_plus, exp_Ropp, !exp_ln in h by assumption.
  apply (Rmult_le_compat_l x) in h; [ | lra ].
  replace (x * (y * / x)) with y in h by (field; lra). lra.
Qed.

Lemma ln_le x y : 0 < x -> x <= y -> ln x <= ln y.
Proof. intros hx [h | ->]; [ left; now apply ln_increasing | right; reflexivity ]. Qed.

Lemma increasing_from (f f' : R -> R) a b :
  a <= b -> (forall c, a <= c <= b -> derivable_pt_lim f c (f' c)) -> (forall c, a < c < b -> 0 <= f' c) -> f a <= f b.
Proof.
  intros [h | ->] df pos; [ | lra ].
  destruct (MVT_cor2 f f' a b h df) as (c & e & inside). specialize (pos c inside). nra.
Qed.

Lemma sum_next f n : sum f (S n) = sum f n + f (S n).
Proof. reflexivity. Qed.

Definition odd_series (k : nat) (z : R) : R := sum (fun j => 2 * z ^ (2 * j - 1) / INR (2 * j - 1)) k.

Lemma odd_series_derivative k z : - 1 < z < 1 ->
  derivable_pt_lim (odd_series k) z (2 * (1 - (z ^ 2) ^ k) / (1 - z ^ 2)).
Proof.
  intro hz. assert (0 < 1 - z ^ 2) by nra. induction k as [| k IH].
  - replace (2 * (1 - (z ^ 2) ^ 0) / (1 - z ^ 2)) with 0 by (rewrite pow_O; field; lra).
    apply derivable_pt_lim_const.
  - set (m := (2 * S k - 1)%nat) in *. assert (INR m <> 0) by (apply not_0_INR; lia).
    replace (2 * (1 - (z ^ 2) ^ S k) / (1 - z ^ 2))
      with (2 * (1 - (z ^ 2) ^ k) / (1 - z ^ 2) + 2 / INR m * (INR m * z ^ pred m)).
    + apply (derivable_pt_lim_plus (odd_series k) (fun z => 2 * z ^ m / INR m)); [ exact IH | ].
      assert (d := derivable_pt_lim_scal (fun z => z ^ m) (2 / INR m) z _ (derivable_pt_lim_pow z m)).
      intros eps he. destruct (d eps he) as [r hr]. exists r. intros t t0 tr. specialize (hr t t0 tr).
      unfold mult_real_fct in hr.
      replace (2 * (z + t) ^ m / INR m - 2 * z ^ m / INR m) with (2 / INR m * (z + t) ^ m - 2 / INR m * z ^ m) by (field; assumption).
      exact hr.
    + replace (pred m) with (2 * k)%nat by lia. rewrite pow_mult. change ((z ^ 2) ^ S k) with (z ^ 2 * (z ^ 2) ^ k).
      set (u := z ^ 2) in *. set (p := u ^ k). field. lra.
Qed.

Lemma ratio_derivative z : - 1 < z < 1 ->
  derivable_pt_lim (fun z => ln ((1 + z) / (1 - z))) z (2 / (1 - z ^ 2)).
Proof.
  intro hz.
  assert (q : 0 < (1 + z) / (1 - z)) by (apply Rdiv_lt_0_compat; lra).
  replace (2 / (1 - z ^ 2)) with (/ ((1 + z) / (1 - z)) * ((1 * (1 - z) - (- 1) * (1 + z)) / Rsqr (1 - z))).
  2: { unfold Rsqr. field. split; [ | split ]; nra. }
  apply (derivable_pt_lim_comp (fun z => (1 + z) / (1 - z)) ln); [ | now apply derivable_pt_lim_ln ].
  apply (derivable_pt_lim_div (fun z => 1 + z) (fun z => 1 - z)); [ | | lra ].
  - replace 1 with (0 + 1) at 1 by ring. apply (derivable_pt_lim_plus (fun _ => 1) (fun z => z));
      [ apply derivable_pt_lim_const | apply derivable_pt_lim_id ].
  - replace (- 1) with (0 - 1) by ring. apply (derivable_pt_lim_minus (fun _ => 1) (fun z => z));
      [ apply derivable_pt_lim_const | apply derivable_pt_lim_id ].
Qed.

Lemma odd_series_zero k : odd_series k 0 = 0.
Proof.
  induction k as [| k IH]; [ reflexivity | ].
  unfold odd_series in *. rewrite sum_next, IH, pow_ne_zero by lia. unfold Rdiv. ring.
Qed.

Lemma ln_above k z : 0 <= z < 1 -> odd_series k z <= ln ((1 + z) / (1 - z)).
Proof.
  intro hz.
  enough (h : ln ((1 + 0) / (1 - 0)) - odd_series k 0 <= ln ((1 + z) / (1 - z)) - odd_series k z).
  { rewrite odd_series_zero in h. replace ((1 + 0) / (1 - 0)) with 1 in h by field. rewrite ln_1 in h. lra. }
  apply (increasing_from (fun z => ln ((1 + z) / (1 - z)) - odd_series k z) (fun z => 2 / (1 - z ^ 2) - 2 * (1 - (z ^ 2) ^ k) / (1 - z ^ 2)));
    [ lra | | ].
  - intros c hc. apply (derivable_pt_lim_minus (fun z => ln ((1 + z) / (1 - z))) (odd_series k));
      [ apply ratio_derivative; lra | apply odd_series_derivative; lra ].
  - intros c hc. replace (2 / (1 - c ^ 2) - 2 * (1 - (c ^ 2) ^ k) / (1 - c ^ 2)) with (2 * (c ^ 2) ^ k * / (1 - c ^ 2)) by (field; nra).
    assert (0 < / (1 - c ^ 2)) by (apply Rinv_0_lt_compat; nra).
    assert (0 <= (c ^ 2) ^ k) by (apply pow_le; nra). nra.
Qed.

Lemma ln_below k z : 0 <= z < 1 ->
  ln ((1 + z) / (1 - z)) <= odd_series k z + (odd_series (S k) z - odd_series k z) / (1 - z ^ 2).
Proof.
  intro hz. set (f := fun c => odd_series k c + / (1 - z ^ 2) * (odd_series (S k) c - odd_series k c) - ln ((1 + c) / (1 - c))).
  enough (h : f 0 <= f z).
  { unfold f in h. rewrite !odd_series_zero in h. replace ((1 + 0) / (1 - 0)) with 1 in h by field. rewrite ln_1 in h.
    unfold Rdiv at 2. lra. }
  apply (increasing_from f (fun c => 2 * (1 - (c ^ 2) ^ k) / (1 - c ^ 2) + / (1 - z ^ 2) * (2 * (1 - (c ^ 2) ^ S k) / (1 - c ^ 2) - 2 * (1 - (c ^ 2) ^ k) / (1 - c ^ 2)) - 2 / (1 - c ^ 2)));
    [ lra | | ].
  - intros c hc.
    apply (derivable_pt_lim_minus (fun c => odd_series k c + / (1 - z ^ 2) * (odd_series (S k) c - odd_series k c)) (fun z => ln ((1 + z) / (1 - z))));
      [ | apply ratio_derivative; lra ].
    apply (derivable_pt_lim_plus (odd_series k)); [ apply odd_series_derivative; lra | ].
    apply (derivable_pt_lim_scal (fun c => odd_series (S k) c - odd_series k c)).
    apply (derivable_pt_lim_minus (odd_series (S k))); apply odd_series_derivative; lra.
  - intros c hc. change ((c ^ 2) ^ S k) with (c ^ 2 * (c ^ 2) ^ k). assert (0 <= (c ^ 2) ^ k) by (apply pow_le; nra).
    set (p := (c ^ 2) ^ k) in *.
    match goal with |- 0 <= ?e => replace e with (2 * p * (/ (1 - z ^ 2) - / (1 - c ^ 2))) by (field; split; nra) end.
    assert (/ (1 - c ^ 2) <= / (1 - z ^ 2)) by (apply Rinv_le_contravar; nra). nra.
Qed.

Lemma ln_pow x n : 0 < x -> ln (x ^ n) = INR n * ln x.
Proof.
  intro hx. induction n as [| n IH]; [ simpl; rewrite ln_1; ring | ].
  change (x ^ S n) with (x * x ^ n). rewrite ln_mult, IH, S_INR by (try apply pow_lt; assumption). ring.
Qed.
