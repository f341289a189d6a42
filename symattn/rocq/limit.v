(* If log2 T(n) / n^2 tends to 1, then log2 G(n) / n^2 tends to 2 for both kinds of output gating
   [CAP-AND-lim, CAP-XOR-lim from RV-6-lim; two_block_limit.v proves all three]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold output_gating capacity.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Local Open Scope nat_scope.

(* log2 g(n) / n^2 tends to c: for every q > 0 it is within 1/q of c from some n on.  The logarithm is written as powers of 2. *)
Definition at_least_c (g : nat -> nat) (c : nat) : Prop :=
  forall q, 0 < q -> exists n0, forall n, n0 <= n -> 2 ^ ((c * q - 1) * n ^ 2) <= g n ^ q.
Definition at_most_c (g : nat -> nat) (c : nat) : Prop :=
  forall q, 0 < q -> exists n0, forall n, n0 <= n -> g n ^ q <= 2 ^ ((c * q + 1) * n ^ 2).
Definition capacity_tends g c : Prop := at_least_c g c /\ at_most_c g c.

(* From n^2 to (n + 1)^2. *)
Lemma next_square q n : 12 * q <= n -> (4 * (2 * q - 1)) * n.+1 ^ 2 <= 2 * (4 * q - 1) * n ^ 2.
Proof.
case: q => [|p]; first by rewrite muln0 sub0n muln0 mul0n.
move=> hn; have -> : 2 * p.+1 - 1 = 2 * p + 1 by rewrite mulnS addnC -addnBA.
have -> : 4 * p.+1 - 1 = 4 * p + 3 by rewrite mulnS addnC -addnBA.
have -> : 4 * (2 * p + 1) * n.+1 ^ 2 = (8 * p + 4) * n ^ 2 + (8 * p + 4) * (2 * n + 1).
  by rewrite -[n.+1]addn1 -!mulnn; ring.
have -> : 2 * (4 * p + 3) * n ^ 2 = (8 * p + 4) * n ^ 2 + 2 * n * n by rewrite -!mulnn; ring.
rewrite leq_add2l; have n0 : 0 < n by apply: leq_trans hn; rewrite muln_gt0.
apply: (@leq_trans ((8 * p + 4) * (3 * n))).
  by rewrite leq_mul2l; apply/orP; right; rewrite -[3]/(1 + 2) mulnDl mul1n addnC leq_add2r.
have -> : (8 * p + 4) * (3 * n) = (24 * p + 12) * n by ring.
rewrite leq_mul2r; apply/orP; right; apply: leq_trans (leq_mul (leqnn 2) hn).
by have -> : 2 * (12 * p.+1) = 24 * p + 12 + 12 by [rewrite -[p.+1]addn1; ring]; rewrite leq_addr.
Qed.

Lemma squeeze (t g : nat -> nat) : (forall n, t n ^ 2 <= g n.+1) -> at_least_c t 1 -> at_least_c g 2.
Proof.
move=> tg low q q0; have [|n0 h] := low (4 * q); first by rewrite muln_gt0.
exists (maxn n0 (12 * q)).+1 => -[|n] //; rewrite ltnS geq_max => /andP[hn big].
have hT : 2 ^ ((4 * q - 1) * n ^ 2) <= t n ^ (4 * q) by have := h n hn; rewrite mul1n.
rewrite -(leq_exp2r _ _ (isT : 0 < 4)) -[X in X <= _]expnM -[X in _ <= X]expnM.
apply: (@leq_trans (2 ^ (2 * (4 * q - 1) * n ^ 2))).
  by rewrite leq_exp2l // mulnAC [_ * 4]mulnC next_square.
apply: (@leq_trans ((t n ^ 2) ^ (q * 4))); last by rewrite leq_exp2r ?tg // muln_gt0 q0.
have -> : 2 * (4 * q - 1) * n ^ 2 = ((4 * q - 1) * n ^ 2) * 2 by rewrite -mulnA mulnC.
by rewrite [q * 4]mulnC -expnM [2 * (4 * q)]mulnC [X in X <= _]expnM [X in _ <= X]expnM leq_exp2r.
Qed.

Section Limit.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.

Theorem capacity_limit : at_least_c (fun n => #|T n|) 1 ->
  [/\ capacity_tends (fun n => #|T n|) 1, capacity_tends (G_and T) 2 & capacity_tends (G_xor T) 2].
Proof.
move=> low.
have up (g : nat -> nat) c : (forall n, 2 <= n -> g n <= 2 ^ (c * n ^ 2)) -> at_most_c g c.
  move=> hg q q0; exists 2 => n /hg; rewrite -(leq_exp2r _ _ q0) => h; apply: leq_trans h _.
  by rewrite -expnM leq_exp2l // mulnAC leq_mul2r leq_addr orbT.
have fewer b n : 2 ^ (2 * n ^ 2 - b) <= 2 ^ (2 * n ^ 2) by rewrite leq_exp2l // leq_subr.
split; split=> //.
- by apply: up => n n2; rewrite mul1n; exact: threshold_power TP n n2.
- by apply: squeeze low => n; exact: gluing_and TP n.
- by apply: up => n n2; have [a _] := capacity_power TP n2; exact: leq_trans a (fewer 1 n).
- by apply: squeeze low => n; exact: gluing_xor TP n.
by apply: up => n n2; have [_ x] := capacity_power TP n2; exact: leq_trans x (fewer 2 n).
Qed.
End Limit.
