(* logistic and tanh are near to the gates that they replace. *)

Lemma logistic_far t c : c <= Rabs t -> Rabs (logistic t - threshold t) <= exp (- c).
Proof.
  intro h. apply Rle_trans with (exp (- Rabs t)); [ | apply exp_le; lra ]. clear c h.
  assert (p := exp_pos t). unfold threshold, logistic. destruct (Rle_dec 0 t) as [u | u].
  - rewrite (Rabs_right t) by lra. rewrite exp_Ropp. replace (1 / (1 + / exp t) - 1) with (- / (1 + exp t)) by (field; lra).
    assert (0 < / (1 + exp t)) by (apply Rinv_0_lt_compat; lra). rewrite Rabs_Ropp, Rabs_right by lra. apply Rinv_le_contravar; lra.
  - rewrite (Rabs_left t), Ropp_involutive by lra. rewrite exp_Ropp. replace (1 / (1 + / exp t) - 0) with (exp t * / (1 + exp t)) by (field; lra).
    assert (0 < / (1 + exp t)) by (apply Rinv_0_lt_compat; lra). rewrite Rabs_right by (apply Rle_ge; nra).
    assert (/ (1 + exp t) <= / 1) by (apply Rinv_le_contravar; lra). nra.
Qed.

Lemma far_products a b s t e : Rabs (a - s) <= e -> Rabs (b - t) <= e -> 0 <= b <= 1 -> (s = 0 \/ s = 1) -> Rabs (a * b - s * t) <= 2 * e.
Proof.
  intros ha hb hi hs. replace (a * b - s * t) with ((a - s) * b + s * (b - t)) by ring.
  assert (h := Rabs_triang ((a - s) * b) (s * (b - t))). rewrite !Rabs_mult, (Rabs_right b) in h by lra.
  assert (u := Rabs_pos (a - s)). assert (v := Rabs_pos (b - t)).
  assert (Rabs s <= 1) by (destruct hs as [-> | ->]; cases). assert (w := Rabs_pos s). nra.
Qed.

Theorem logistic_near_gate :
  forall (t : R),
  Rabs (logistic t - threshold t) <= exp (- Rabs t).
Proof. intros t. apply logistic_far. lra. Qed.

Theorem tanh_near_sign :
  forall (t : R),
  Rabs (tanh t - sign t) <= 2 * exp (- 2 * Rabs t).
Proof.
  intros t. assert (h := logistic_far (2 * t) (Rabs (2 * t)) (Rle_refl _)).
  rewrite Rabs_mult, (Rabs_right 2) in h by lra. rewrite tanh_logistic. replace (- 2 * Rabs t) with (- (2 * Rabs t)) by ring.
  replace (2 * logistic (2 * t) - 1 - sign t) with (2 * (logistic (2 * t) - threshold (2 * t))).
  - rewrite Rabs_mult, (Rabs_right 2); lra.
  - unfold sign, threshold. destruct (Rle_dec 0 t), (Rle_dec 0 (2 * t)); lra.
Qed.

Theorem products_near_gates :
  forall (b L_f L_g c : R),
  Rabs L_f >= c ->
  Rabs L_g >= c ->
  b > 0 ->
  c > 0 ->
  Rabs (logistic (b * L_f) * logistic (b * L_g) - (threshold L_f * threshold L_g)) <= 2 * exp (- (b * c)).
Proof.
  intros b L_f L_g c hyp1 hyp2 hyp3 hyp4.
  assert (same : forall L, threshold (b * L) = threshold L) by (intro L; unfold threshold; destruct (Rle_dec 0 L), (Rle_dec 0 (b * L)); nra).
  assert (far : forall L, Rabs L >= c -> Rabs (logistic (b * L) - threshold L) <= exp (- (b * c))).
  { intros L h. rewrite <- same. apply logistic_far. rewrite Rabs_mult, (Rabs_right b) by lra. nra. }
  assert (i := logistic_bounds (b * L_g)). apply far_products; [ now apply far | now apply far | lra | ].
  unfold threshold. destruct (Rle_dec 0 L_f); lra.
Qed.

Theorem multiplexed_near_gate :
  forall (b L_f K g c : R),
  (g = 0 \/ g = 1) ->
  K >= c + L_f ->
  Rabs L_f >= c ->
  b > 0 ->
  c > 0 ->
  Rabs (logistic (b * (L_f + K * (g - 1))) - (threshold L_f * g)) <= exp (- (b * c)).
Proof.
  intros b L_f K g c hyp1 hyp2 hyp3 hyp4 hyp5.
  assert (same : forall L, threshold (b * L) = threshold L) by (intro L; unfold threshold; destruct (Rle_dec 0 L), (Rle_dec 0 (b * L)); nra).
  assert (far : forall L, Rabs L >= c -> Rabs (logistic (b * L) - threshold L) <= exp (- (b * c))).
  { intros L h. rewrite <- same. apply logistic_far. rewrite Rabs_mult, (Rabs_right b) by lra. nra. }
  destruct hyp1 as [-> | ->].
  - replace (threshold L_f * 0) with (threshold (L_f + K * (0 - 1))) by (unfold threshold; destruct (Rle_dec 0 (L_f + K * (0 - 1))); lra).
    apply far. rewrite Rabs_left; lra.
  - replace (L_f + K * (1 - 1)) with L_f by ring. rewrite Rmult_1_r. now apply far.
Qed.

Theorem half_integers :
  forall (m : Z),
  Rabs (IZR m + 1 / 2) >= 1 / 2.
Proof.
  intros m. destruct (Z_lt_le_dec m 0) as [h | h].
  - assert (IZR m <= -1) by (apply IZR_le; lia). rewrite Rabs_left; lra.
  - apply IZR_le in h. rewrite Rabs_right; lra.
Qed.
