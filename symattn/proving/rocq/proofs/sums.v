(* Sums over 1, ..., n: what holds of every term is summed up. *)

Theorem bias_of_closed_gate :
  forall (n : nat) (b : R) (w : nat -> R),
  (1 <= n)%nat ->
  (Rmax 0 (sum (fun i => relu (- w i)) n - b)) <= Rabs b + sum (fun i => Rabs (w i)) n.
Proof.
  intros n b w hyp1.
  assert (sum (fun i => relu (- w i)) n <= sum (fun i => Rabs (w i)) n) by (apply sum_le; intros i hi; cases).
  assert (0 <= sum (fun i => Rabs (w i)) n) by (apply sum_nonneg; intros i hi; apply Rabs_pos).
  apply Rmax_lub; unfold Rabs; destruct (Rcase_abs b); fold Rabs; cases.
Qed.

Theorem bias_of_closed_gate_pm :
  forall (n : nat) (b : R) (w : nat -> R),
  (1 <= n)%nat ->
  (Rmax 0 (sum (fun i => Rabs (w i)) n - b)) <= Rabs b + sum (fun i => Rabs (w i)) n.
Proof.
  intros n b w hyp1.
  assert (0 <= sum (fun i => Rabs (w i)) n) by (apply sum_nonneg; intros i hi; apply Rabs_pos).
  assert (h := Rle_abs (- b)). rewrite Rabs_Ropp in h. apply Rmax_lub; [ assert (u := Rabs_pos b) | ]; lra.
Qed.

Theorem bias_of_open_gate :
  forall (n : nat) (b : R) (w : nat -> R),
  (1 <= n)%nat ->
  (Rmax 0 (sum (fun i => relu (w i)) n + b)) <= Rabs b + sum (fun i => Rabs (w i)) n.
Proof.
  intros n b w hyp1.
  assert (sum (fun i => relu (w i)) n <= sum (fun i => Rabs (w i)) n) by (apply sum_le; intros i hi; cases).
  assert (0 <= sum (fun i => Rabs (w i)) n) by (apply sum_nonneg; intros i hi; apply Rabs_pos).
  assert (h := Rle_abs b). apply Rmax_lub; [ assert (u := Rabs_pos b) | ]; lra.
Qed.

Theorem bias_of_open_gate_pm :
  forall (n : nat) (b : R) (w : nat -> R),
  (1 <= n)%nat ->
  (Rmax 0 (sum (fun i => Rabs (w i)) n + b)) <= Rabs b + sum (fun i => Rabs (w i)) n.
Proof.
  intros n b w hyp1.
  assert (0 <= sum (fun i => Rabs (w i)) n) by (apply sum_nonneg; intros i hi; apply Rabs_pos).
  assert (h := Rle_abs b). apply Rmax_lub; [ assert (u := Rabs_pos b) | ]; lra.
Qed.

Theorem least_bias_open :
  forall (n : nat) (b K : R) (w : nat -> R),
  (1 <= n)%nat ->
  K < sum (fun i => relu (- w i)) n - b ->
  threshold (sum (fun i => w i * threshold (- w i)) n + b + K) = 0.
Proof.
  intros n b K w hyp1 hyp2.
  assert (sum (fun i => w i * threshold (- w i) + relu (- w i)) n = sum (fun _ => 0) n) by (apply sum_ext; intros i hi; cases).
  rewrite sum_plus, sum_zero in H. unfold threshold at 1. destruct (Rle_dec 0 _); lra.
Qed.

Theorem least_bias_closed :
  forall (n : nat) (b K : R) (w : nat -> R),
  (1 <= n)%nat ->
  K <= sum (fun i => relu (w i)) n + b ->
  threshold (sum (fun i => w i * threshold (w i)) n + b - K) = 1.
Proof.
  intros n b K w hyp1 hyp2.
  assert (sum (fun i => w i * threshold (w i)) n = sum (fun i => relu (w i)) n) by (apply sum_ext; intros i hi; cases).
  unfold threshold at 1. destruct (Rle_dec 0 _); lra.
Qed.

Theorem least_bias_open_pm :
  forall (n : nat) (b K : R) (w : nat -> R),
  (1 <= n)%nat ->
  K < sum (fun i => Rabs (w i)) n - b ->
  threshold (sum (fun i => - (w i * sign (w i))) n + b + K) = 0.
Proof.
  intros n b K w hyp1 hyp2.
  assert (sum (fun i => - (w i * sign (w i)) + Rabs (w i)) n = sum (fun _ => 0) n) by (apply sum_ext; intros i hi; cases).
  rewrite sum_plus, sum_zero in H. unfold threshold. destruct (Rle_dec 0 _); lra.
Qed.

Theorem least_bias_closed_pm :
  forall (n : nat) (b K : R) (w : nat -> R),
  (1 <= n)%nat ->
  K <= sum (fun i => Rabs (w i)) n + b ->
  threshold (sum (fun i => w i * sign (w i)) n + b - K) = 1.
Proof.
  intros n b K w hyp1 hyp2.
  assert (sum (fun i => w i * sign (w i)) n = sum (fun i => Rabs (w i)) n) by (apply sum_ext; intros i hi; cases).
  unfold threshold. destruct (Rle_dec 0 _); lra.
Qed.

Theorem selected_address :
  forall (r : nat) (j : nat -> R),
  (1 <= r)%nat ->
  (forall i : nat, (1 <= i <= r)%nat -> j i = 0 \/ j i = 1) ->
  sum (fun i => j i + (1 - (2 * j i)) * j i) r = 0.
Proof.
  intros r j hyp1 hyp2.
  rewrite <- (sum_zero r). apply sum_ext; intros i hi. destruct (hyp2 i hi) as [-> | ->]; ring.
Qed.

Theorem other_address :
  forall (r k : nat) (j s : nat -> R),
  (1 <= r)%nat ->
  (1 <= k)%nat ->
  (forall i : nat, (1 <= i <= r)%nat -> s i = 0 \/ s i = 1) ->
  (forall i : nat, (1 <= i <= r)%nat -> j i = 0 \/ j i = 1) ->
  s k <> j k ->
  (k <= r)%nat ->
  s k = 0 \/ s k = 1 ->
  j k = 0 \/ j k = 1 ->
  sum (fun i => j i + (1 - (2 * j i)) * s i) r >= 1.
Proof.
  intros r k j s hyp1 hyp2 hyp3 hyp4 hyp5 hyp6 hyp7 hyp8.
  apply Rle_ge, Rle_trans with (j k + (1 - (2 * j k)) * s k).
  - destruct hyp7 as [e | e], hyp8 as [e' | e']; rewrite e, e' in *; lra.
  - apply (sum_term (fun i => j i + (1 - (2 * j i)) * s i)); [ lia | intros i hi ].
    destruct (hyp3 i hi) as [-> | ->], (hyp4 i hi) as [-> | ->]; lra.
Qed.

Theorem address_distance :
  forall (r : nat) (j s : nat -> R),
  (1 <= r)%nat ->
  (forall i : nat, (1 <= i <= r)%nat -> s i = 0 \/ s i = 1) ->
  (forall i : nat, (1 <= i <= r)%nat -> j i = 0 \/ j i = 1) ->
  sum (fun i => j i + (1 - (2 * j i)) * s i) r = sum (fun i => 1 * Rabs (s i - j i)) r.
Proof.
  intros r j s hyp1 hyp2 hyp3.
  apply sum_ext; intros i hi. destruct (hyp2 i hi) as [-> | ->], (hyp3 i hi) as [-> | ->]; cases.
Qed.

Theorem selected_address_pm :
  forall (r : nat) (j : nat -> R),
  (1 <= r)%nat ->
  (forall i : nat, (1 <= i <= r)%nat -> j i = - 1 \/ j i = 1) ->
  sum (fun i => (1 - (j i * j i)) * (1 / 2)) r = 0.
Proof.
  intros r j hyp1 hyp2.
  rewrite <- (sum_zero r). apply sum_ext; intros i hi. destruct (hyp2 i hi) as [-> | ->]; field.
Qed.

Theorem other_address_pm :
  forall (r k : nat) (j s : nat -> R),
  (1 <= r)%nat ->
  (1 <= k)%nat ->
  (forall i : nat, (1 <= i <= r)%nat -> s i = - 1 \/ s i = 1) ->
  (forall i : nat, (1 <= i <= r)%nat -> j i = - 1 \/ j i = 1) ->
  s k <> j k ->
  (k <= r)%nat ->
  s k = - 1 \/ s k = 1 ->
  j k = - 1 \/ j k = 1 ->
  sum (fun i => (1 - (j i * s i)) * (1 / 2)) r >= 1.
Proof.
  intros r k j s hyp1 hyp2 hyp3 hyp4 hyp5 hyp6 hyp7 hyp8.
  apply Rle_ge, Rle_trans with ((1 - (j k * s k)) * (1 / 2)).
  - destruct hyp7 as [e | e], hyp8 as [e' | e']; rewrite e, e' in *; lra.
  - apply (sum_term (fun i => (1 - (j i * s i)) * (1 / 2))); [ lia | intros i hi ].
    destruct (hyp3 i hi) as [-> | ->], (hyp4 i hi) as [-> | ->]; lra.
Qed.

Theorem address_distance_pm :
  forall (r : nat) (j s : nat -> R),
  (1 <= r)%nat ->
  (forall i : nat, (1 <= i <= r)%nat -> s i = - 1 \/ s i = 1) ->
  (forall i : nat, (1 <= i <= r)%nat -> j i = - 1 \/ j i = 1) ->
  sum (fun i => (1 - (j i * s i)) * (1 / 2)) r = sum (fun i => 1 * (1 / 2) * Rabs (s i - j i)) r.
Proof.
  intros r j s hyp1 hyp2 hyp3.
  apply sum_ext; intros i hi. destruct (hyp2 i hi) as [-> | ->], (hyp3 i hi) as [-> | ->]; cases.
Qed.

Theorem gate_of_distance :
  forall (n k : nat) (x a : nat -> R),
  (1 <= n)%nat ->
  (1 <= k)%nat ->
  (k <= n)%nat ->
  Rabs (x k - a k) > 0 ->
  threshold (- sum (fun i => Rabs (x i - a i)) n) = 0.
Proof.
  intros n k x a hyp1 hyp2 hyp3 hyp4.
  assert (h := sum_term (fun i => Rabs (x i - a i)) k n ltac:(lia) (fun i _ => Rabs_pos _)).
  unfold threshold. destruct (Rle_dec 0 _); [ simpl in h; lra | reflexivity ].
Qed.

Theorem top_one_of_zeros :
  forall (k : nat) (u : nat -> R),
  (1 <= k)%nat ->
  (forall i : nat, (1 <= i <= k)%nat -> u i = 0) ->
  threshold (- sum (fun f => u f) k) = 1.
Proof.
  intros k u hyp1 hyp2.
  rewrite (sum_ext _ (fun _ => 0)) by assumption. rewrite sum_zero. cases.
Qed.
