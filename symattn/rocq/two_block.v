(* The two-block theorem for linear threshold gates: T(n + m) >= T(n) B'(m) 2^(m n) (1 - eps)  [RV-6 for d = 1]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold extension shattering blocks bases chosen simple_vertices bad_tuples.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Local Open Scope nat_scope.

Section TwoBlock.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.

Section Sizes.
Variables m n : nat.

(* A basis and a tuple that is good for it. *)
Definition good_pairs : {set vectors m * tuples m n} := [set UV | basis F UV.1 && good F UV.1 UV.2].
(* The gates of m + n variables that are f where the first m variables are 0. *)
Definition fibre (f : boolean n) : {set boolean (m + n)} := [set t in T (m + n) | [forall v, t (join [ffun=> false] v) == f v]].

Lemma fibre_large f : f \in T n -> #|good_pairs| <= m`! * #|fibre f|.
Proof.
move=> /TP/(shattered_by_gates m)[s hs].
have size UV : UV \in good_pairs -> #|chosen UV.1 UV.2| = m.
  by case: UV => U V; rewrite inE => /andP[bU gV]; case: (hs U V bU gV).
apply: leq_trans (pairs_with_set size) _; rewrite leq_mul2l; apply/orP; right.
apply: shattered_points => S /imsetP[[U V]]; rewrite inE => /andP[bU gV] ->{S}.
exists (s U V) => t /(proj2 (hs U V bU gV) t)[/TP tT tf]; rewrite inE tT.
by apply/forallP => v; apply/eqP.
Qed.

Lemma fibres_disjoint : \sum_(f in T n) #|fibre f| <= #|T (m + n)|.
Proof.
pose first_block (t : boolean (m + n)) : boolean n := [ffun v => t (join [ffun=> false] v)].
rewrite -sum1_card (partition_big first_block xpredT) //=.
rewrite [X in _ <= X](bigID (mem (T n))) /=; apply: leq_trans (leq_addr _ _); apply: leq_sum => f _.
rewrite sum1dep_card; apply/subset_leq_card/subsetP => t; rewrite !inE => /andP[-> /forallP tf].
by apply/eqP/ffunP => v; rewrite ffunE; apply/eqP.
Qed.

(* Each chosen set comes from at most m! good pairs, and each fibre shatters all of them. *)
Theorem gates_times_pairs : #|T n| * #|good_pairs| <= m`! * #|T (m + n)|.
Proof.
rewrite -sum_nat_const; apply: leq_trans (_ : \sum_(f in T n) m`! * #|fibre f| <= _).
  by apply: leq_sum => f; apply: fibre_large.
by rewrite -big_distrr leq_mul2l fibres_disjoint orbT.
Qed.

(* If at most e tuples are bad for any basis: the theorem for the bases in any order, without order, and for the bases modulo 2. *)
Lemma from_bad e : (forall U : vectors m, basis F U -> #|[set V : tuples m n | ~~ good F U V]| <= e) ->
  [/\ #|T n| * (#|[set U : vectors m | basis F U]| * (2 ^ (m * n) - e)) <= m`! * #|T (m + n)|,
      #|T n| * (#|basis_sets F m| * (2 ^ (m * n) - e)) <= #|T (m + n)| &
      #|T n| * (2 ^ (m * (m - 1)) * (2 ^ (m * n) - e)) <= m`! * #|T (m + n)|].
Proof.
move=> few; have any : #|T n| * (#|[set U : vectors m | basis F U]| * (2 ^ (m * n) - e)) <= m`! * #|T (m + n)|.
  by apply: leq_trans gates_times_pairs; rewrite leq_mul2l pairs_many ?orbT.
split=> //; last by apply: leq_trans any; rewrite leq_mul2l leq_mul2r bases_many !orbT.
by rewrite -(leq_pmul2l (fact_gt0 m)); apply: leq_trans any; rewrite bases_unordered -[m`! * _ * _]mulnA [X in _ <= X]mulnCA.
Qed.

(* [RV-6 for d = 1]: T(n + m) >= T(n) B' 2^(m n) (1 - eps), where B' sets of m points are bases, for every
   size r at which eps is split.  Nothing is claimed where eps > 1: the subtraction gives 0. *)
Theorem two_block r : #|T n| * (#|basis_sets F m| * (2 ^ (m * n) - eps_split m n r)) <= #|T (m + n)|.
Proof. by case: (from_bad (fun U bU => bad_at_most n bU r)). Qed.
(* The same for ordered bases, for the bases modulo 2, and with eps of RV-6-08. *)
Theorem two_block_bases r :
  #|T n| * (#|[set U : vectors m | basis F U]| * (2 ^ (m * n) - eps_split m n r)) <= m`! * #|T (m + n)|.
Proof. by case: (from_bad (fun U bU => bad_at_most n bU r)). Qed.
Theorem two_block_power r : #|T n| * (2 ^ (m * (m - 1)) * (2 ^ (m * n) - eps_split m n r)) <= m`! * #|T (m + n)|.
Proof. by case: (from_bad (fun U bU => bad_at_most n bU r)). Qed.
Theorem two_block_min : #|T n| * (#|basis_sets F m| * (2 ^ (m * n) - eps_min m n)) <= #|T (m + n)|.
Proof. by case: (from_bad (fun U bU => bad_min n bU)). Qed.
(* No tuple is bad if m <= 2. *)
Corollary two_block_small : m <= 2 -> #|T n| * (#|basis_sets F m| * 2 ^ (m * n)) <= #|T (m + n)|.
Proof. by move=> m2; have := two_block_min; rewrite /eps_min big_geq // subn0. Qed.
End Sizes.
End TwoBlock.
