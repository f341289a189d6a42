(* Statements for every n, by induction. *)

Theorem successor_below_power :
  forall (n : nat),
  (1 <= n)%nat ->
  INR n + 1 <= 2 ^ (n).
Proof.
  intros n hyp1.
  clear hyp1. induction n as [| n IH]; [ simpl; lra | ].
  rewrite S_INR. simpl pow. assert (1 <= 2 ^ n) by (apply pow_R1_Rle; lra). lra.
Qed.

Theorem cube_below_power :
  forall (n : nat),
  (1 <= n)%nat ->
  (INR n + 9) ^ 3 < 2 ^ (n + 9).
Proof.
  intros n hyp1.
  induction hyp1 as [| n one IH]; [ simpl; lra | ].
  assert (1 <= INR n) by (apply (le_INR 1); assumption).
  rewrite S_INR. change (2 ^ (S n + 9)) with (2 * 2 ^ (n + 9)). nra.
Qed.

Theorem bernoulli :
  forall (x : R) (d : nat),
  (1 <= d)%nat ->
  0 <= x ->
  x <= 1 ->
  (1 - x) ^ (d) >= 1 - (INR d * x).
Proof.
  intros x d hyp1 hyp2 hyp3.
  clear hyp1. induction d as [| d IH]; [ simpl; lra | ].
  rewrite S_INR. simpl pow. assert (0 <= INR d) by apply pos_INR. nra.
Qed.

Theorem cube_below_power_32 :
  forall (d : nat),
  (1 <= d)%nat ->
  INR d >= 6 ->
  2097152 * (INR d) ^ 3 <= 32 ^ (d).
Proof.
  intros d hyp1 hyp2.
  assert (six : (6 <= d)%nat) by (apply INR_le; simpl; lra).
  clear hyp1 hyp2. induction six as [| d six IH]; [ simpl; lra | ].
  assert (6 <= INR d) by (apply le_INR in six; simpl in six; lra).
  rewrite S_INR. change (32 ^ S d) with (32 * 32 ^ d).
  assert ((INR d + 1) ^ 3 <= 32 * INR d ^ 3) by nra. lra.
Qed.

Theorem sum_of_logarithms :
  forall (n : nat),
  (1 <= n)%nat ->
  ln 2 * INR n * (INR n + 1) * (1 / 2) <= sum (fun i => ln (2 ^ (i) + 1)) n.
Proof.
  intros n hyp1.
  clear hyp1. induction n as [| n IH]; [ simpl; lra | ].
  rewrite sum_next.
  assert (ln (2 ^ S n) <= ln (2 ^ S n + 1)) by (apply ln_le; [ apply pow_lt; lra | lra ]).
  rewrite ln_pow in H by lra. rewrite !S_INR in *. simpl pow in *. lra.
Qed.

Theorem geometric_sum :
  forall (q : R) (n : nat),
  (1 <= n)%nat ->
  (1 - q) * sum (fun k => q ^ (k - 1)) n = 1 - q ^ (n).
Proof.
  intros q n hyp1.
  clear hyp1. induction n as [| n IH]; [ simpl; ring | ].
  rewrite sum_next, Nat.sub_succ, Nat.sub_0_r, Rmult_plus_distr_l, IH. simpl pow. ring.
Qed.

Theorem stirling_below :
  forall (n : nat),
  (1 <= n)%nat ->
  INR n * ln (INR n) - INR n + 1 <= sum (fun i => ln (INR i)) n.
Proof.
  intros n hyp1.
  induction hyp1 as [| n one IH]; [ simpl; rewrite ln_1; lra | ].
  assert (0 < INR n) by (apply lt_0_INR; lia).
  assert (h := ln_tangent (INR n) (INR (S n)) H (lt_0_INR _ (Nat.lt_0_succ n))).
  rewrite sum_next. rewrite S_INR in *. lra.
Qed.

Theorem stirling_above :
  forall (n : nat),
  (1 <= n)%nat ->
  sum (fun i => ln (INR i)) n <= INR n * ln (INR n).
Proof.
  intros n hyp1.
  apply Rle_trans with (sum (fun i => ln (INR n) * 1) n).
  apply sum_le; intros i hi. rewrite Rmult_1_r. apply ln_le; [ apply lt_0_INR; lia | apply le_INR; lia ].
  rewrite <- sum_times, sum_one. lra.
Qed.

Theorem wallis_product :
  forall (n : nat),
  (1 <= n)%nat ->
  2 * sum (fun i => ln ((2 * INR i - 1) / (2 * INR i))) n + ln (3 * INR n + 1) <= 0.
Proof.
  intros n hyp1.
  clear hyp1. induction n as [| n IH]; [ simpl; replace (3 * 0 + 1) with 1 by ring; rewrite ln_1; lra | ].
  rewrite sum_next. assert (0 <= INR n) by apply pos_INR. rewrite S_INR in *.
  set (q := (2 * (INR n + 1) - 1) / (2 * (INR n + 1))).
  assert (0 < q) by (apply Rdiv_lt_0_compat; lra).
  enough (2 * ln q + ln (3 * (INR n + 1) + 1) <= ln (3 * INR n + 1)) by lra.
  replace (2 * ln q) with (ln (q * q)) by (rewrite ln_mult by assumption; ring).
  rewrite <- ln_mult by nra. apply ln_le; [ nra | ].
  replace (q * q * (3 * (INR n + 1) + 1)) with (3 * INR n + 1 - INR n / (2 * (INR n + 1)) ^ 2).
  assert (0 <= INR n / (2 * (INR n + 1)) ^ 2); [ | lra ].
  apply Rmult_le_pos; [ lra | left; apply Rinv_0_lt_compat; nra ].
  unfold q. field. lra.
Qed.

Theorem sums_of_binomials_step :
  forall (D N_ : nat),
  (1 <= D)%nat ->
  (1 <= N_)%nat ->
  2 * (sum (fun i => INR (choose N_ (i - 1)%nat)) D + INR (choose N_ D)) = 2 * (sum (fun i => INR (choose (N_ - 1)%nat (i - 1)%nat)) D + INR (choose (N_ - 1)%nat D)) + 2 * sum (fun i => INR (choose (N_ - 1)%nat (i - 1)%nat)) D.
Proof.
  intros D N_ hyp1 hyp2.
  clear hyp1. destruct N_ as [| m]; [ lia | ]. rewrite Nat.sub_succ, Nat.sub_0_r.
  induction D as [| D IH]; [ destruct m; simpl; ring | ].
  rewrite !sum_next, Nat.sub_succ, Nat.sub_0_r. change (choose (S m) (S D)) with (choose m D + choose m (S D))%nat.
  rewrite plus_INR. lra.
Qed.

Theorem sums_of_binomials_first :
  forall (D : nat),
  (1 <= D)%nat ->
  2 * sum (fun i => INR (choose 0%nat (i - 1)%nat)) D = 2.
Proof.
  intros D hyp1.
  induction hyp1 as [| D one IH]; [ simpl; ring | ].
  rewrite sum_next, Nat.sub_succ, Nat.sub_0_r. destruct D; [ lia | ]. change (choose 0 (S D)) with 0%nat. change (INR 0) with 0. lra.
Qed.

Theorem sums_of_binomials_one :
  forall (N_ : nat),
  (1 <= N_)%nat ->
  2 * (INR (choose (N_ - 1)%nat 0%nat)) = 2.
Proof.
  intros N_ hyp1.
  destruct (N_ - 1)%nat; simpl; ring.
Qed.
