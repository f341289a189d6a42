(* At most the share eps of the tuples is bad for a basis, eps from Littlewood and Offord, and eps does not increase with n
   [RV-6-08, RV-6-08-split for d = 1]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold blocks central_binomials littlewood_offord union_bound.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Local Open Scope nat_scope.

(* 2^m q_s: of the m bits at most so many choices give a sum 0 or 1, if s of the coefficients are not 0. *)
Definition likely m s := 'C(s.+1, s.+1./2) * 2 ^ (m - s).
(* 2^(m n) eps, in the form of RV-6-08 and in the form split at the size r. *)
Definition eps_min m n := \sum_(3 <= s < m.+1) minn ('C(m, s) * 2 ^ s) (2 ^ m - 1 - m) * likely m s ^ n.
Definition eps_split m n r :=
  \sum_(3 <= s < r) 'C(m, s) * 2 ^ s * likely m s ^ n + (r <= m) * (2 ^ m - 1 - m) * likely m r ^ n.

Theorem likely_mono m r s : r <= s <= m -> likely m s <= likely m r.
Proof.
case/andP=> rs sm; rewrite /likely -(leq_pmul2r (_ : 0 < 2 ^ r)) ?expn_gt0 // -(leq_pmul2r (_ : 0 < 2 ^ s)) ?expn_gt0 //.
have swap a b c d : a * b * c * d = a * c * (b * d) by rewrite [a * b * c]mulnAC mulnA.
rewrite swap -[_ * 2 ^ (m - r) * _]mulnA -!expnD !subnK ?(leq_trans rs) //.
by rewrite [_ * 2 ^ m * _]mulnAC leq_mul2r two_values_mono ?orbT.
Qed.
Lemma likely_at_most m s : 0 < s <= m -> likely m s <= 2 ^ m.
Proof.
move=> sm; apply: leq_trans (likely_mono sm) _; rewrite /likely -['C(_, _)]/2 -expnS.
by case/andP: sm => s0 sm; rewrite subn1 prednK // (leq_trans s0).
Qed.

Section Bad.
Variable F : realFieldType.
Lemma likely_bits m (l : 'rV[F]_m) : #|[set x : cube m | bit l x]| <= likely m #|[set i | l ord0 i != 0%R]|.
Proof.
have := bits_few l; move: #|[set i | _]| (max_card [set i | l ord0 i != 0%R]) => s; rewrite card_ord => sm few.
by rewrite -(leq_pmul2r (_ : 0 < 2 ^ s)) ?expn_gt0 // /likely -mulnA -expnD subnK.
Qed.

Variables (m n : nat) (U : vectors m).
Hypothesis unit : basis F U.
(* [RV-6-08 for d = 1] *)
Theorem bad_min : #|[set V : tuples m n | ~~ good F U V]| <= eps_min m n.
Proof. exact: bad_sum unit (@likely_bits m). Qed.
(* [RV-6-08-split for d = 1] *)
Theorem bad_at_most r : #|[set V : tuples m n | ~~ good F U V]| <= eps_split m n r.
Proof. by apply: bad_split unit (@likely_bits m) _ _ => s; exact: likely_mono. Qed.
End Bad.

(* eps does not increase with n. *)
Theorem eps_split_decreases m n r : 0 < r -> eps_split m n.+1 r <= 2 ^ m * eps_split m n r.
Proof.
move=> r0; rewrite /eps_split mulnDr big_distrr leq_add //=.
  rewrite big_nat_cond [X in _ <= X]big_nat_cond; apply: leq_sum => s /andP[/andP[s3 _] _].
  case: (leqP s m) => sm; last by rewrite bin_small // !mul0n muln0.
  by rewrite expnS mulnCA leq_mul2r likely_at_most ?orbT // (leq_trans _ s3).
case: (leqP r m) => rm; last by rewrite !mul0n muln0.
by rewrite expnS mulnCA leq_mul2r likely_at_most ?orbT // r0.
Qed.
