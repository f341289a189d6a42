(* Inequalities between quotients, powers, binomial coefficients and logarithms. *)

Theorem cubic_mean :
  forall (k m : R),
  k >= 0 ->
  m >= 0 ->
  27 * k * m ^ 2 <= 4 * (k + m) ^ 3.
Proof.
  intros k m hyp1 hyp2.
  assert (0 <= (m - 2 * k) ^ 2 * (4 * m + k)) by (apply Rmult_le_pos; [ apply pow2_ge_0 | lra ]). lra.
Qed.

Theorem below_n :
  forall (n D : R),
  n >= 1 ->
  D >= 1 ->
  n * (D - 1) / D < n.
Proof. intros n D hyp1 hyp2. apply Rmult_lt_reg_r with D; [ lra | ]. replace (n * (D - 1) / D * D) with (n * (D - 1)) by (field; lra). lra. Qed.

Theorem above_predecessor :
  forall (n : R),
  n >= 1 ->
  n - 1 < n ^ 2 / (n + 1).
Proof. intros n hyp1. apply Rmult_lt_reg_r with (n + 1); [ lra | ]. replace (n ^ 2 / (n + 1) * (n + 1)) with (n ^ 2) by (field; lra). lra. Qed.

Theorem quotient_below_n :
  forall (n : R),
  n >= 1 ->
  n ^ 2 / (n + 1) < n.
Proof. intros n hyp1. apply Rmult_lt_reg_r with (n + 1); [ lra | ]. replace (n ^ 2 / (n + 1) * (n + 1)) with (n ^ 2) by (field; lra). lra. Qed.

Lemma choose_zero n : choose n 0 = 1%nat.
Proof. destruct n; reflexivity. Qed.

Lemma choose_one n : choose n 1 = n.
Proof. induction n as [| n IH]; [ reflexivity | ]. change (choose (S n) 1) with (choose n 0 + choose n 1)%nat. rewrite IH, choose_zero. reflexivity. Qed.

Lemma choose_two n : INR (choose n 2) = INR n * (INR n - 1) / 2.
Proof.
  induction n as [| n IH]; [ simpl; lra | ]. change (choose (S n) 2) with (choose n 1 + choose n 2)%nat.
  rewrite plus_INR, IH, choose_one, S_INR. field.
Qed.

Lemma choose_three n : INR (choose n 3) = INR n * (INR n - 1) * (INR n - 2) / 6.
Proof.
  induction n as [| n IH]; [ simpl; lra | ]. change (choose (S n) 3) with (choose n 2 + choose n 3)%nat.
  rewrite plus_INR, IH, choose_two, S_INR. field.
Qed.

Theorem four_binomials :
  forall (m : nat),
  (1 <= m)%nat ->
  INR m >= 2 ->
  2 * (INR (choose m 0%nat) + INR (choose m 1%nat) + INR (choose m 2%nat) + INR (choose m 3%nat)) <= (INR m) ^ 3.
Proof.
  intros m hyp1 hyp2. rewrite choose_zero, choose_one, choose_two, choose_three. simpl (INR 1). set (x := INR m) in *.
  assert (0 <= (x - 2) * (2 * x ^ 2 + 4 * x + 3)) by (apply Rmult_le_pos; nra). nra.
Qed.

Theorem ratio_of_binomials :
  forall (m r : R),
  m >= 1 ->
  r >= 1 ->
  (m - r) / (r + 1) <= m - 1.
Proof.
  intros m r hyp1 hyp2. apply Rmult_le_reg_r with (r + 1); [ lra | ]. replace ((m - r) / (r + 1) * (r + 1)) with (m - r) by (field; lra). nra.
Qed.

Theorem ratio_increases :
  forall (i N_ r : R),
  1 <= i ->
  i <= r ->
  r < N_ ->
  N_ - i <> 0 ->
  N_ - r <> 0 ->
  i / (N_ - i) <= r / (N_ - r).
Proof.
  intros i N_ r hyp1 hyp2 hyp3 hyp4 hyp5. apply Rmult_le_compat; [ lra | left; apply Rinv_0_lt_compat; lra | assumption | ].
  apply Rinv_le_contravar; lra.
Qed.

Theorem ln_one_minus_below :
  forall (x : R),
  x < 1 ->
  1 - x <> 0 ->
  1 - x > 0 ->
  - (x / (1 - x)) <= ln (1 - x).
Proof.
  intros x hyp1 hyp2 hyp3. assert (h := ln_tangent (1 - x) 1 hyp3 Rlt_0_1). rewrite ln_1 in h.
  apply Rmult_le_reg_l with (1 - x); [ lra | ]. replace ((1 - x) * - (x / (1 - x))) with (- x) by (field; lra). lra.
Qed.

Theorem ln_one_minus_above :
  forall (x : R),
  x < 1 ->
  1 - x > 0 ->
  ln (1 - x) <= - x.
Proof. intros x hyp1 hyp2. assert (h := ln_tangent 1 (1 - x) Rlt_0_1 hyp2). rewrite ln_1 in h. lra. Qed.

Theorem gibbs :
  forall (p q : R),
  p > 0 ->
  q > 0 ->
  1 - p > 0 ->
  1 - q > 0 ->
  p * ln p + (1 - p) * ln (1 - p) >= q * ln q + (1 - q) * ln (1 - q) + (q - p) * (ln (1 - q) - ln q).
Proof.
  intros p q hyp1 hyp2 hyp3 hyp4. assert (h := ln_tangent p q hyp1 hyp2). assert (u := ln_tangent (1 - p) (1 - q) hyp3 hyp4). lra.
Qed.

Theorem ln_of_less_than_half :
  forall (q : R),
  q > 0 ->
  q < 1 / 2 ->
  1 - q > 0 ->
  ln q < ln (1 - q).
Proof. intros q hyp1 hyp2 hyp3. apply ln_increasing; lra. Qed.

Lemma powerRZ_two_next m : powerRZ 2 (m + 1) = 2 * powerRZ 2 m.
Proof. rewrite powerRZ_add by lra. simpl. ring. Qed.

Theorem power_of_two_step :
  forall (x y : R) (m d : Z),
  x >= powerRZ 2 (m - (d))%Z /\ y >= powerRZ 2 (m - (d))%Z \/ x = 0 /\ y >= powerRZ 2 (m - ((d - 1)))%Z \/ y = 0 /\ x >= powerRZ 2 (m - ((d - 1)))%Z ->
  x + y >= powerRZ 2 (m + 1 - (d))%Z.
Proof.
  intros x y m d hyp1. replace (m - (d - 1))%Z with (m - d + 1)%Z in hyp1 by lia.
  replace (m + 1 - d)%Z with (m - d + 1)%Z by lia. rewrite powerRZ_two_next in *. lra.
Qed.
