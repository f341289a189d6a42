(* Threshold gates at integers. *)

Lemma threshold_same a b : ((0 <= a <-> 0 <= b)%Z) -> threshold (IZR a) = threshold (IZR b).
Proof.
  intro h. unfold threshold. destruct (Rle_dec 0 (IZR a)) as [p | p], (Rle_dec 0 (IZR b)) as [q | q]; try reflexivity.
  - elim q. apply IZR_le, h, le_IZR, p.
  - elim p. apply IZR_le, h, le_IZR, q.
Qed.

Lemma threshold_one a : (0 <= a)%Z -> threshold (IZR a) = 1.
Proof. intro h. apply IZR_le in h. unfold threshold. destruct (Rle_dec 0 (IZR a)); [ reflexivity | contradiction ]. Qed.

Lemma threshold_zero a : (a < 0)%Z -> threshold (IZR a) = 0.
Proof. intro h. apply IZR_lt in h. unfold threshold. destruct (Rle_dec 0 (IZR a)); [ lra | reflexivity ]. Qed.

Lemma odd_even_gate (p k : Z) : threshold (IZR (2 * p - 2 * k + 1)) - threshold (IZR (2 * p - 2 * k)) = 0.
Proof. rewrite (threshold_same (2 * p - 2 * k + 1) (2 * p - 2 * k)) by lia. ring. Qed.

Lemma even_odd_gate (p k : Z) :
  threshold (IZR (2 * p - 1 - 2 * k + 1)) - threshold (IZR (2 * p - 1 - 2 * k)) = if Z.eq_dec p k then 1 else 0.
Proof.
  destruct (Z.eq_dec p k) as [e | ne].
  - rewrite threshold_one, threshold_zero by lia. ring.
  - rewrite (threshold_same (2 * p - 1 - 2 * k + 1) (2 * p - 1 - 2 * k)) by lia. ring.
Qed.

Lemma even_levels (p : Z) n : sum (fun k => threshold (2 * IZR p - (2 * INR k) + 1) - threshold (2 * IZR p - (2 * INR k))) n = 0.
Proof.
  rewrite <- (sum_zero n). apply sum_ext; intros k hk. rewrite INR_IZR_INZ.
  rewrite <- !mult_IZR, <- !minus_IZR, <- plus_IZR. apply odd_even_gate.
Qed.

Lemma odd_levels (p n : nat) : (1 <= p)%nat ->
  sum (fun k => threshold ((2 * INR p - 1) - (2 * INR k) + 1) - threshold ((2 * INR p - 1) - (2 * INR k))) n
  = threshold (INR n - INR p).
Proof.
  intro hp. rewrite !INR_IZR_INZ. rewrite <- minus_IZR.
  rewrite (sum_ext _ (fun k => if Z.eq_dec (Z.of_nat p) (Z.of_nat k) then 1 else 0)).
  2: { intros k hk. rewrite !INR_IZR_INZ, <- !mult_IZR, <- !minus_IZR, <- plus_IZR. apply even_odd_gate. }
  induction n as [| n IH]; [ simpl; symmetry; apply threshold_zero; lia | ].
  rewrite sum_next, IH. destruct (Z.eq_dec (Z.of_nat p) (Z.of_nat (S n))) as [e | ne].
  - rewrite threshold_zero, threshold_one by lia. ring.
  - rewrite (threshold_same (Z.of_nat n - Z.of_nat p) (Z.of_nat (S n) - Z.of_nat p)) by lia. ring.
Qed.

Theorem even_parity_sum :
  forall (n : nat) (p : Z),
  (1 <= n)%nat ->
  sum (fun k => threshold (2 * IZR p - (2 * INR k) + 1) - threshold (2 * IZR p - (2 * INR k))) n = 0.
Proof. intros n p hyp1. apply even_levels. Qed.

Theorem odd_parity_sum :
  forall (n p : nat),
  (1 <= n)%nat ->
  (1 <= p)%nat ->
  sum (fun k => threshold ((2 * INR p - 1) - (2 * INR k) + 1) - threshold ((2 * INR p - 1) - (2 * INR k))) n = threshold (INR n - INR p).
Proof. intros n p hyp1 hyp2. now apply odd_levels. Qed.

Theorem even_parity_gate :
  forall (n : nat) (p : Z),
  (1 <= n)%nat ->
  threshold (sum (fun k => threshold (2 * IZR p - (2 * INR k) + 1) - threshold (2 * IZR p - (2 * INR k))) n - 1 / 2) = 0.
Proof. intros n p hyp1. rewrite even_levels. cases. Qed.

Theorem odd_parity_gate :
  forall (n p : nat),
  (1 <= n)%nat ->
  (1 <= p)%nat ->
  (p <= n)%nat ->
  threshold (sum (fun k => threshold ((2 * INR p - 1) - (2 * INR k) + 1) - threshold ((2 * INR p - 1) - (2 * INR k))) n - 1 / 2) = 1.
Proof. intros n p hyp1 hyp2 hyp3. rewrite odd_levels by assumption. apply le_INR in hyp3. cases. Qed.

Theorem least_integer_bias_and :
  forall (L K : Z),
  threshold (IZR L + IZR K * (- 1)) = 0 /\ IZR K >= IZR L + 1 \/ threshold (IZR L + IZR K * (- 1)) <> 0 /\ IZR K <= IZR L.
Proof.
  intros L K. rewrite <- mult_IZR, <- !plus_IZR. destruct (Z_lt_le_dec (L + K * -1) 0) as [h | h].
  - left. split; [ now apply threshold_zero | apply Rle_ge, IZR_le; lia ].
  - right. split; [ rewrite threshold_one by assumption; lra | apply IZR_le; lia ].
Qed.

Theorem least_integer_bias_or :
  forall (L K : Z),
  threshold (IZR L + IZR K * 1) = 1 /\ IZR K >= - IZR L \/ threshold (IZR L + IZR K * 1) = 0 /\ IZR K <= - IZR L - 1.
Proof.
  intros L K. rewrite Rmult_1_r, <- opp_IZR, <- plus_IZR, <- minus_IZR. destruct (Z_lt_le_dec (L + K) 0) as [h | h].
  - right. split; [ now apply threshold_zero | apply IZR_le; lia ].
  - left. split; [ now apply threshold_one | apply Rle_ge, IZR_le; lia ].
Qed.

Theorem closed_by_many :
  forall (L K : R) (n : nat),
  (1 <= n)%nat ->
  K > Rabs L ->
  threshold (L - (K * INR n)) = 0.
Proof.
  intros L K n hyp1 hyp2. assert (1 <= INR n) by (apply (le_INR 1); assumption).
  assert (h := Rle_abs L). assert (u := Rabs_pos L). unfold threshold. destruct (Rle_dec 0 _); nra.
Qed.
