(* The capacity of output gating: T(n)^2 <= G(n + 1), G <= T^2 / 2 for values 0 and 1, G <= T^2 / 4 for values -1 and 1
   [CAP-AND, CAP-XOR, CAP-AND-2, RV-3-P]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover cover_closed threshold elementary_gates output_gating output_gating_bounds.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Local Open Scope nat_scope.

(* [CAP-AND-T, CAP-XOR-T] in integers *)
Lemma half_square t : 2 <= t -> 2 * (t + 'C(t - 2, 2)) <= t ^ 2.
Proof.
case: t => // -[//|t] _; rewrite !subSS subn0 mulnDr -(mul_bin_diag _ 1) bin1 -mulnn.
case: t => // t /=; rewrite -[t.+3]addn3 -[t.+1]addn1.
have -> : (t + 3) * (t + 3) = 2 * (t + 3) + (t + 1) * t + (3 * t + 3) by ring.
exact: leq_addr.
Qed.
Lemma quarter_square t : 4 <= 2 * t -> 4 * (2 * ('C(t, 2) + 1)) <= (2 * t) ^ 2.
Proof.
rewrite (leq_mul2l 2 2) /= => t2; rewrite mulnDr -(mul_bin_diag _ 1) bin1 expnMn leq_mul2l /= -mulnn.
by case: t t2 => // t t1; rewrite [X in _ <= X]mulnS addnC leq_add2r.
Qed.

Section Capacity.
Variable F : realFieldType.
(* T n is the set of the threshold functions of n variables, H(w.x + b) with weights in F and H(0) = 1. *)
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.

(* The products of two gates of n variables, with values in {0, 1} and in {-1, 1}. *)
Definition G_and n := #|products T n andb|.
Definition G_xor n := #|products T n agree|.

(* [CAP-AND] *)
Theorem capacity_and n :
  [/\ #|T n| ^ 2 <= G_and n.+1, G_and n.+1 <= #|T n.+1| + 'C(#|T n.+1| - 2, 2) &
      2 * (#|T n.+1| + 'C(#|T n.+1| - 2, 2)) <= #|T n.+1| ^ 2].
Proof.
split; [exact: gluing_and TP n | exact: and_upper TP _ | exact: half_square (at_least_two TP _)].
Qed.

(* [CAP-XOR] T(n) is even, and M = T(n) / 2 gives the bound M (M - 1) + 2. *)
Theorem capacity_xor n (M := #|T n.+1| %/ 2) :
  [/\ #|T n| ^ 2 <= G_xor n.+1, G_xor n.+1 <= M * (M - 1) + 2, #|T n.+1| = 2 * M & 4 * (M * (M - 1) + 2) <= #|T n.+1| ^ 2].
Proof.
have even : #|T n.+1| = 2 * M by rewrite /M (card_half TP) mulKn.
have E : 2 * ('C(M, 2) + 1) = M * (M - 1) + 2 by rewrite mulnDr -(mul_bin_diag _ 1) bin1 subn1.
split=> //; [exact: gluing_xor TP n | by rewrite -E; exact: xor_upper TP _ |].
by rewrite -E even; apply: quarter_square; rewrite -even; exact: at_least_four TP n.
Qed.

(* The headline, for every n >= 0: T(n)^2 <= G_and(n+1) <= T(n+1)^2 / 2 and T(n)^2 <= G_xor(n+1) <= T(n+1)^2 / 4. *)
Corollary headline n :
  [/\ #|T n| ^ 2 <= G_and n.+1, 2 * G_and n.+1 <= #|T n.+1| ^ 2,
      #|T n| ^ 2 <= G_xor n.+1 & 4 * G_xor n.+1 <= #|T n.+1| ^ 2].
Proof.
have [a1 a2 a3] := capacity_and n; have [x1 x2 _ x3] := capacity_xor n.
by split=> //; [apply: leq_trans a3; rewrite leq_mul2l a2 | apply: leq_trans x3; rewrite leq_mul2l x2].
Qed.

(* [RV-3-T, the bound] *)
Theorem cover_threshold n : #|T n| <= 2 * \sum_(i < n.+1) 'C(2 ^ n - 1, i).
Proof.
rewrite -cover_closed -subSn ?expn_gt0 // subn1 /=.
by apply: (@threshold_cover F) => f /TP.
Qed.
(* [RV-3-P] T(1) = 4 > 2 and T(0) = 2 > 1 *)
Theorem threshold_power n : 2 <= n -> #|T n| <= 2 ^ (n ^ 2).
Proof. by move=> n2; apply: leq_trans (cover_power n2); apply: (@threshold_cover F) => f /TP. Qed.

(* [CAP-AND-2] *)
Theorem capacity_power n : 2 <= n -> G_and n <= 2 ^ (2 * n ^ 2 - 1) /\ G_xor n <= 2 ^ (2 * n ^ 2 - 2).
Proof.
case: n => // n n2; have [_ a _ x] := headline n.
have sq : #|T n.+1| ^ 2 <= 2 ^ (2 * n.+1 ^ 2) by rewrite [2 * _]mulnC expnM leq_exp2r // threshold_power.
have pos : 2 <= 2 * n.+1 ^ 2 by rewrite leq_pmulr // expn_gt0.
split; [rewrite -(leq_pmul2l (isT : 0 < 2)) | rewrite -(leq_pmul2l (isT : 0 < 2 ^ 2))].
  by apply: leq_trans (leq_trans a sq) _; rewrite -expnS subn1 prednK // ltnW.
by apply: leq_trans (leq_trans x sq) _; rewrite -expnD subnKC.
Qed.
End Capacity.
