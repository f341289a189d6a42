(* Bounds of logistic, tanh, softplus, silu and elu, from 1 + x <= exp x. *)

Lemma logistic_bounds x : 0 < logistic x < 1.
Proof.
  unfold logistic. assert (0 < exp (- x)) by apply exp_pos. split; [ apply Rdiv_lt_0_compat; lra | ].
  apply Rmult_lt_reg_r with (1 + exp (- x)); [ lra | ]. field_simplify; lra.
Qed.

Lemma tanh_logistic x : tanh x = 2 * logistic (2 * x) - 1.
Proof.
  unfold tanh, sinh, cosh, logistic. replace (- (2 * x)) with (- x + - x) by ring. rewrite exp_plus, !exp_Ropp.
  assert (0 < exp x) by apply exp_pos. field. split; nra.
Qed.

Lemma tanh_bounds x : - 1 < tanh x < 1.
Proof. rewrite tanh_logistic. assert (h := logistic_bounds (2 * x)). lra. Qed.

Lemma tanh_opp x : tanh (- x) = - tanh x.
Proof. unfold tanh, sinh, cosh. rewrite Ropp_involutive. assert (0 < exp x) by apply exp_pos. assert (0 < exp (- x)) by apply exp_pos. field. lra. Qed.

Lemma exp_le x y : x <= y -> exp x <= exp y.
Proof. intros [h | ->]; [ left; now apply exp_increasing | right; reflexivity ]. Qed.

Lemma exp_le_1 x : x <= 0 -> exp x <= 1.
Proof. rewrite <- exp_0. apply exp_le. Qed.

Lemma logistic_increasing x y : x < y -> logistic x < logistic y.
Proof.
  intro h. unfold logistic. assert (exp (- y) < exp (- x)) by (apply exp_increasing; lra).
  assert (0 < exp (- y)) by apply exp_pos. unfold Rdiv. rewrite !Rmult_1_l. apply Rinv_lt_contravar; nra.
Qed.

Lemma softplus_step s t : s <= t -> 0 <= ln (1 + exp t) - ln (1 + exp s) <= t - s.
Proof.
  intro h. assert (exp s <= exp t) by now apply exp_le. assert (0 < exp s) by apply exp_pos.
  assert (0 < exp (t - s)) by apply exp_pos. assert (1 <= exp (t - s)) by (assert (e := exp_ineq1_le (t - s)); lra).
  assert (exp t = exp (t - s) * exp s) by (rewrite <- exp_plus; f_equal; ring).
  split; [ assert (ln (1 + exp s) <= ln (1 + exp t)) by (apply ln_le; lra); lra | ].
  assert (ln (1 + exp t) <= ln (exp (t - s) * (1 + exp s))) by (apply ln_le; nra).
  rewrite ln_mult, ln_exp in H4 by lra. lra.
Qed.

Lemma softplus_nonneg t : 0 <= softplus t.
Proof. unfold softplus. rewrite <- ln_1. assert (0 < exp t) by apply exp_pos. apply ln_le; lra. Qed.

Lemma relu_scale g x : 0 <= g -> relu (g * x) = g * relu x.
Proof.
  intro hg. unfold relu. destruct (Rle_dec 0 x), (Rle_dec 0 (g * x)); try reflexivity; try ring; [ nra | ].
  assert (g * x <= 0) by nra. lra.
Qed.

Theorem silu_near_relu :
  forall (t : R),
  - 1 <= t * logistic t - relu t /\ t * logistic t - relu t <= 0.
Proof.
  intros t. assert (h := logistic_bounds t).
  assert (e : logistic t * (1 + exp (- t)) = 1) by (unfold logistic; assert (0 < exp (- t)) by apply exp_pos; field; lra).
  assert (0 < exp (- t)) by apply exp_pos.
  assert (- t < exp (- t)) by (assert (u := exp_ineq1_le (- t)); lra).
  assert (e' : (1 - logistic t) * (1 + exp t) = 1).
  { assert (exp t * exp (- t) = 1) by (rewrite <- exp_plus; replace (t + - t) with 0 by ring; apply exp_0). nra. }
  assert (t < exp t) by (assert (u := exp_ineq1_le t); lra).
  unfold relu. destruct (Rle_dec 0 t); split; nra.
Qed.

Theorem square_growth :
  forall (h b : R),
  b >= 0 ->
  h >= 0 ->
  h <= 1 / 2 + ((b + h) ^ 2 - b ^ 2) * (1 / 2).
Proof. intros h b hyp1 hyp2. assert (0 <= b * h) by (apply Rmult_le_pos; lra). assert (u := pow2_ge_0 (h - 1)). lra. Qed.

Theorem logistic_differences :
  forall (s t : R),
  Rabs (logistic s - logistic t) <= 1.
Proof. intros s t. assert (a := logistic_bounds s). assert (b := logistic_bounds t). apply Rabs_le. lra. Qed.

Theorem tanh_differences :
  forall (s t : R),
  Rabs (tanh s - tanh t) <= 2.
Proof. intros s t. assert (a := tanh_bounds s). assert (b := tanh_bounds t). apply Rabs_le. lra. Qed.

Theorem elu_near_relu :
  forall (t : R),
  - 1 <= (- 1 + exp (- relu (- t)) + relu t) - relu t /\ (- 1 + exp (- relu (- t)) + relu t) - relu t <= 0.
Proof.
  intros t. assert (0 < exp (- relu (- t))) by apply exp_pos.
  assert (exp (- relu (- t)) <= 1) by (apply exp_le_1; unfold relu; destruct (Rle_dec 0 (- t)); lra). lra.
Qed.

Theorem softplus_lipschitz :
  forall (s t : R),
  Rabs (ln (1 + exp s) - ln (1 + exp t)) <= 0 + 1 * Rabs (s - t).
Proof.
  intros s t. destruct (Rle_dec s t) as [h | h].
  - assert (u := softplus_step s t h). rewrite (Rabs_left1 (s - t)) by lra. rewrite Rabs_left1; lra.
  - assert (u := softplus_step t s ltac:(lra)). rewrite !Rabs_right; lra.
Qed.

Theorem silu_bounded :
  forall (t : R),
  Rabs (t * logistic t) <= 0 + 1 * Rabs t.
Proof. intros t. assert (h := logistic_bounds t). rewrite Rabs_mult, (Rabs_right (logistic t)) by lra. assert (u := Rabs_pos t). nra. Qed.

Theorem linear_below_square :
  forall (a : R),
  a >= 0 ->
  a <= 1 / 2 + a ^ 2 * (1 / 2).
Proof. intros a hyp1. assert (u := pow2_ge_0 (a - 1)). lra. Qed.

Theorem logistic_bounded :
  forall (t : R),
  Rabs (logistic t) <= 1.
Proof. intros t. assert (h := logistic_bounds t). apply Rabs_le. lra. Qed.

Theorem tanh_bounded :
  forall (t : R),
  Rabs (tanh t) <= 1.
Proof. intros t. assert (h := tanh_bounds t). apply Rabs_le. lra. Qed.

Theorem elu_bounded :
  forall (t : R),
  Rabs (- 1 + exp (- relu (- t)) + relu t) <= 0 + 1 * Rabs t.
Proof.
  intros t. unfold relu. destruct (Rle_dec 0 (- t)) as [h | h].
  - rewrite Ropp_involutive. rewrite (Rabs_left1 t) by lra. assert (u := exp_ineq1_le t). assert (v := exp_le_1 t ltac:(lra)).
    destruct (Rle_dec 0 t); apply Rabs_le; lra.
  - rewrite Ropp_0, exp_0. destruct (Rle_dec 0 t); [ | lra ]. replace (- 1 + 1 + t) with t by ring. lra.
Qed.

Theorem softplus_bounded :
  forall (t : R),
  Rabs (ln (1 + exp t)) <= 1 + 1 * Rabs t.
Proof.
  intros t. assert (u := softplus_nonneg t). unfold softplus in u. rewrite Rabs_right by lra.
  assert (two : ln (1 + exp 0) <= 1).
  { rewrite exp_0. assert (v := ln_tangent 1 (1 + 1) ltac:(lra) ltac:(lra)). rewrite ln_1 in v. lra. }
  assert (a := Rabs_pos t). destruct (Rle_dec 0 t) as [h | h].
  - assert (v := softplus_step 0 t h). rewrite (Rabs_right t); lra.
  - assert (v := softplus_step t 0 ltac:(lra)). lra.
Qed.

Lemma exp_1_above : 5 / 2 <= exp 1.
Proof.
  replace 1 with (1 / 4 + 1 / 4 + 1 / 4 + 1 / 4) by lra. rewrite !exp_plus. assert (u := exp_ineq1_le (1 / 4)).
  assert (5 / 4 * (5 / 4) <= exp (1 / 4) * exp (1 / 4)) by nra.
  assert (v := exp_ineq1_le (1 / 16)).
  replace (1/4) with (1/16 + 1/16 + (1/16 + 1/16)) in * by lra. rewrite !exp_plus in *.
 assert (17/16 * (17/16) <= exp (1/16) * exp (1/16)) by nra. set (q := exp (1/16) * exp (1/16)) in *.
 assert (289/256 * (289/256) <= q * q) by nra. set (r := q * q) in *. assert (r * r >= 162/100) by nra. nra.
Qed.

Theorem logistic_at_one :
  Rabs (logistic 1 - 1 / 2) >= 1 / 5.
Proof.
  assert (u := exp_1_above).
  replace (logistic 1) with (1 - / (1 + exp 1)).
  - assert (/ (1 + exp 1) <= / (7 / 2)) by (apply Rinv_le_contravar; lra). rewrite Rabs_right; lra.
  - unfold logistic. rewrite exp_Ropp. field. lra.
Qed.

Theorem tanh_at_one :
  Rabs (tanh 1 + 0) >= 1 / 2.
Proof.
  assert (u := exp_1_above). rewrite Rplus_0_r.
  assert (tanh 1 = 1 - 2 * / (1 + exp 1 * exp 1)) by (unfold tanh, sinh, cosh; rewrite exp_Ropp; field; nra).
  assert (/ (1 + exp 1 * exp 1) <= / (25 / 4)) by (apply Rinv_le_contravar; nra). rewrite Rabs_right; lra.
Qed.

Theorem softplus_sum_sign :
  forall (x y : R),
  - softplus (- x) - softplus (- y) <= 0.
Proof. intros x y. assert (u := softplus_nonneg (- x)). assert (v := softplus_nonneg (- y)). lra. Qed.

Theorem leaky_relu_scale :
  forall (p g S_ q : R),
  g >= 0 ->
  p * relu (g * S_) - (q * relu (- (g * S_))) = g * (p * relu S_ - (q * relu (- S_))).
Proof. intros p g S_ q hyp1. rewrite Ropp_mult_distr_r, !relu_scale by lra. ring. Qed.

Theorem tanh_odd :
  forall (g S_ : R),
  (g = - 1 \/ g = 1) ->
  tanh (g * S_) = g * tanh S_.
Proof. intros g S_ [-> | ->]; [ | rewrite !Rmult_1_l; reflexivity ]. replace (- 1 * S_) with (- S_) by ring. rewrite tanh_opp. ring. Qed.

Theorem silu_gated :
  forall (g S_ : R),
  (g = 0 \/ g = 1) ->
  silu (g * S_) = g * silu S_.
Proof. intros g S_ [-> | ->]; [ | rewrite !Rmult_1_l; reflexivity ]. unfold silu. rewrite !Rmult_0_l. unfold Rdiv. ring. Qed.

Theorem tanh_of_gate :
  tanh (1 / 2) * (1 / 2) < tanh (logistic 1) * (1 / 2).
Proof.
  rewrite !tanh_logistic.
  assert (half : logistic 0 = 1 / 2) by (unfold logistic; rewrite Ropp_0, exp_0; lra).
  assert (u := logistic_increasing 0 1 ltac:(lra)).
  assert (v := logistic_increasing (2 * (1 / 2)) (2 * logistic 1) ltac:(lra)). lra.
Qed.

Theorem defect_is_tanh :
  1 - (2 / (1 + exp 4) * exp 4) = - tanh 2.
Proof.
  rewrite tanh_logistic. unfold logistic. rewrite exp_Ropp. replace (2 * 2) with 4 by ring. assert (0 < exp 4) by apply exp_pos. field. lra.
Qed.

Theorem tanh_two_positive :
  tanh 2 > 0.
Proof.
  rewrite tanh_logistic.
  assert (half : logistic 0 = 1 / 2) by (unfold logistic; rewrite Ropp_0, exp_0; lra).
  assert (u := logistic_increasing 0 (2 * 2) ltac:(lra)). lra.
Qed.
