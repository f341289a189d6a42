(* Averages with softmax weights, and states that a scan unrolls. *)

Lemma sum_weighted p v M n : (forall i, (1 <= i <= n)%nat -> 0 <= p i) -> (forall i, (1 <= i <= n)%nat -> v i <= M) ->
  sum (fun i => p i * v i) n <= M * sum p n.
Proof.
  intros hp hv. rewrite sum_times. apply sum_le; intros i hi. specialize (hp i hi). specialize (hv i hi). nra.
Qed.

Lemma softmax_total x n : (1 <= n)%nat -> sum (fun i => softmax i x n) n = 1.
Proof.
  intro hn. assert (h : 0 < sum (fun j => exp (x j)) n) by (apply sum_pos; [ assumption | intros; apply exp_pos ]).
  unfold softmax. rewrite (sum_ext _ (fun i => / sum (fun j => exp (x j)) n * exp (x i))) by (intros; unfold Rdiv; ring).
  rewrite <- sum_times. field. lra.
Qed.

Lemma softmax_pos i x n : (1 <= n)%nat -> 0 < softmax i x n.
Proof. intro hn. apply Rdiv_lt_0_compat; [ apply exp_pos | ]. apply sum_pos; [ assumption | intros; apply exp_pos ]. Qed.

Theorem softmax_gap :
  forall (b u D : R) (n : nat) (x : nat -> R),
  (1 <= n)%nat ->
  b >= 0 ->
  (forall j : nat, (1 <= j <= n)%nat -> u - x j >= D) ->
  1 - (exp (b * u) / (exp (b * u) + sum (fun j => exp (b * x j)) n)) <= INR n * exp (- (b * D)).
Proof.
  intros b u D n x hyp1 hyp2 hyp3.
  set (s := sum (fun j => exp (b * x j)) n). assert (0 < exp (b * u)) by apply exp_pos.
  assert (0 < s) by (apply sum_pos; [ assumption | intros; apply exp_pos ]).
  assert (s <= INR n * exp (- (b * D)) * exp (b * u)).
  { rewrite Rmult_assoc, <- exp_plus, Rmult_comm, <- sum_one, sum_times. apply sum_le; intros j hj.
    rewrite Rmult_1_r. apply exp_le. specialize (hyp3 j hj). nra. }
  assert (0 <= INR n * exp (- (b * D))) by (apply Rmult_le_pos; [ apply pos_INR | left; apply exp_pos ]).
  apply Rmult_le_reg_r with (exp (b * u) + s); [ lra | ].
  replace ((1 - exp (b * u) / (exp (b * u) + s)) * (exp (b * u) + s)) with s by (field; lra). nra.
Qed.

Theorem softmax_variance :
  forall (n : nat) (x h : nat -> R),
  (1 <= n)%nat ->
  sum (fun i => softmax i x n * (h i) ^ 2) n - (sum (fun k => softmax k x n * h k) n) ^ 2 >= 0.
Proof.
  intros n x h hyp1.
  set (m := sum (fun k => softmax k x n * h k) n).
  assert (0 <= sum (fun i => softmax i x n * (h i - m) ^ 2) n).
  { apply sum_nonneg; intros i hi. apply Rmult_le_pos; [ left; now apply softmax_pos | apply pow2_ge_0 ]. }
  rewrite (sum_ext _ (fun i => (-2 * m) * (softmax i x n * h i) + (m ^ 2 * softmax i x n + softmax i x n * h i ^ 2))) in H by (intros; ring).
  rewrite sum_linear, sum_linear, softmax_total in H by assumption. fold m in H. lra.
Qed.

Theorem softmax_kernel :
  forall (i n : nat) (h x : nat -> R),
  (1 <= i)%nat ->
  (1 <= n)%nat ->
  softmax i x n * (h i - sum (fun k => softmax k x n * h k) n) = 0 ->
  (i <= n)%nat ->
  h i - sum (fun k => softmax k x n * h k) n = 0.
Proof.
  intros i n h x hyp1 hyp2 hyp3 hyp4.
  assert (p := softmax_pos i x n hyp2). apply Rmult_integral in hyp3. destruct hyp3; lra.
Qed.

Theorem softmax_mean_bounded :
  forall (n : nat) (M : R) (x v : nat -> R),
  (1 <= n)%nat ->
  (forall j : nat, (1 <= j <= n)%nat -> v j <= M) ->
  sum (fun j => softmax j x n * v j) n <= M.
Proof.
  intros n M x v hyp1 hyp2.
  apply Rle_trans with (M * sum (fun j => softmax j x n) n); [ | rewrite softmax_total by assumption; lra ].
  apply (sum_weighted (fun j => softmax j x n)); [ intros; left; now apply softmax_pos | assumption ].
Qed.

Theorem masked_weight :
  forall (n t k : nat) (K R_ : R) (y x : nat -> R),
  (1 <= n)%nat ->
  (1 <= t)%nat ->
  (1 <= k)%nat ->
  (forall j : nat, (1 <= j <= n)%nat -> exp (y j) <= exp R_ * exp (x k)) ->
  (k <= t)%nat ->
  sum (fun j => exp (- K) * exp (y j) / (sum (fun i => exp (x i)) t + exp (- K) * sum (fun l => exp (y l)) n)) n <= INR n * exp (R_ - K).
Proof.
  intros n t k K R_ y x hyp1 hyp2 hyp3 hyp4 hyp5.
  assert (0 < sum (fun l => exp (y l)) n) by (apply sum_pos; [ assumption | intros; apply exp_pos ]).
  assert (h := sum_term (fun i => exp (x i)) k t ltac:(lia) (fun i _ => Rlt_le _ _ (exp_pos _))). simpl in h.
  assert (0 < exp (x k)) by apply exp_pos. assert (0 < exp (- K)) by apply exp_pos. assert (0 < exp R_) by apply exp_pos.
  set (s := sum (fun i => exp (x i)) t) in *. set (m := sum (fun l => exp (y l)) n) in *.
  rewrite (Rmult_comm (INR n)), <- sum_one, sum_times. apply sum_le; intros j hj. specialize (hyp4 j hj).
  rewrite Rmult_1_r. unfold Rminus. rewrite exp_plus, (Rmult_comm (exp R_)). unfold Rdiv. rewrite Rmult_assoc.
  apply Rmult_le_compat_l; [ lra | ]. assert (0 < exp (- K) * m) by nra.
  apply Rmult_le_reg_r with (s + exp (- K) * m); [ lra | ].
  replace (exp (y j) * / (s + exp (- K) * m) * (s + exp (- K) * m)) with (exp (y j)) by (field; lra). nra.
Qed.

Theorem scan_unrolled :
  forall (n : nat) (h C_ : R -> R),
  (1 <= n)%nat ->
  h (INR n) = exp (C_ (INR n) - C_ 0) * h 0 + sum (fun s => exp (C_ (INR n) - C_ (INR s)) * (h (INR s) - (exp (C_ (INR s) - C_ (INR s - 1)) * h (INR s - 1)))) n.
Proof.
  intros n h C_ hyp1.
  assert (all : forall m, sum (fun s => exp (- C_ (INR s)) * (h (INR s) - (exp (C_ (INR s) - C_ (INR s - 1)) * h (INR s - 1)))) m
    = exp (- C_ (INR m)) * h (INR m) - exp (- C_ 0) * h 0).
  { induction m as [| m IH]; [ simpl; ring | ].
    rewrite sum_next, IH, S_INR. replace (INR m + 1 - 1) with (INR m) by ring.
    unfold Rminus. rewrite exp_plus, !exp_Ropp. assert (0 < exp (C_ (INR m + 1))) by apply exp_pos. assert (0 < exp (C_ (INR m))) by apply exp_pos.
    assert (0 < exp (C_ 0)) by apply exp_pos. field. lra. }
  rewrite (sum_ext _ (fun s => exp (C_ (INR n)) * (exp (- C_ (INR s)) * (h (INR s) - (exp (C_ (INR s) - C_ (INR s - 1)) * h (INR s - 1)))))).
  - rewrite <- sum_times, all. unfold Rminus. rewrite exp_plus, !exp_Ropp. assert (0 < exp (C_ (INR n))) by apply exp_pos.
    assert (0 < exp (C_ 0)) by apply exp_pos. field. lra.
  - intros s hs. unfold Rminus at 1. rewrite exp_plus. ring.
Qed.

Theorem scan_constant_unrolled :
  forall (n : nat) (c : R) (h : R -> R),
  (1 <= n)%nat ->
  h (INR n) = exp (c * INR n) * h 0 + sum (fun s => exp (c * (INR n - INR s)) * (h (INR s) - (exp c * h (INR s - 1)))) n.
Proof.
  intros n c h hyp1.
  clear hyp1. induction n as [| n IH]; [ simpl; rewrite Rmult_0_r, exp_0; ring | ].
  rewrite sum_next, S_INR, (sum_ext _ (fun s => exp c * (exp (c * (INR n - INR s)) * (h (INR s) - (exp c * h (INR s - 1)))))).
  - rewrite <- sum_times. replace (INR n + 1 - 1) with (INR n) by ring. replace (c * (INR n + 1 - (INR n + 1))) with 0 by ring.
    replace (c * (INR n + 1)) with (c * INR n + c) by ring. rewrite exp_0, exp_plus, IH. ring.
  - intros s hs. replace (c * (INR n + 1 - INR s)) with (c + c * (INR n - INR s)) by ring. rewrite exp_plus. ring.
Qed.

Theorem normalised_read :
  forall (t d : nat) (q v : nat -> R) (k : nat -> nat -> R),
  (1 <= t)%nat ->
  (1 <= d)%nat ->
  sum (fun s => sum (fun c => q c * k s c) d) t <> 0 ->
  sum (fun c => q c * sum (fun s => k s c) t) d <> 0 ->
  sum (fun s => sum (fun c => q c * k s c) d * v s) t / sum (fun s => sum (fun c => q c * k s c) d) t = sum (fun c => q c * sum (fun s => k s c * v s) t) d / sum (fun c => q c * sum (fun s => k s c) t) d.
Proof.
  intros t d q v k hyp1 hyp2 hyp3 hyp4.
  f_equal.
  - transitivity (sum (fun c => sum (fun s => q c * (k s c * v s)) t) d); [ | apply sum_ext; intros; symmetry; apply sum_times ].
    rewrite sum_swap. apply sum_ext; intros s hs. rewrite Rmult_comm, sum_times. apply sum_ext; intros; ring.
  - transitivity (sum (fun c => sum (fun s => q c * k s c) t) d); [ apply sum_swap | ].
    apply sum_ext; intros; symmetry; apply sum_times.
Qed.
