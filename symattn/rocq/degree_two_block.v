(* The two-block theorem for polynomial threshold functions of degree at most d: T_d(n + m) >= T_d(n) B'_d(m) 2^(n D') (1 - eps)
   [RV-6, and RV-6-02, RV-6-05, RV-6-11]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold blocks bases simple_vertices bad_tuples shattering.
From Symattn Require Import elementary_gates reed_muller polynomial_bases degree degree_blocks degree_vertices degree_bad_tuples.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope nat_scope.

(* [RV-6-05, the count] A pair is known, up to the D'! orders, from its set of points (u_i, v_i). *)
Section Pairs.
Variables (F : realFieldType) (m n d : nat).
Notation D := (width m d).
Notation pairs := {set choices m d * tuples D n}.

Definition pair_points (UV : choices m d * tuples D n) : {ffun 'I_D -> cube (m + n)} := [ffun i => join (UV.1 i) (UV.2 i)].
Lemma pair_points_inj : injective pair_points.
Proof.
move=> [U V] [U' V'] /ffunP e; congr pair; apply/ffunP => i; by move: (e i); rewrite !ffunE => /join_inj[].
Qed.
Lemma pair_points_set U V : chosen_pairs U V = [set pair_points (U, V) i | i : 'I_D].
Proof. by apply: eq_imset => i; rewrite ffunE. Qed.
Lemma sets_of_points (P : pairs) :
  [set chosen_pairs UV.1 UV.2 | UV in P] = [set [set f i | i : 'I_D] | f : {ffun 'I_D -> cube (m + n)} in [set pair_points UV | UV in P]].
Proof. by rewrite -imset_comp; apply: eq_imset => -[U V]; rewrite /= pair_points_set. Qed.

Lemma pairs_of_set (P : pairs) : (forall UV, UV \in P -> #|chosen_pairs UV.1 UV.2| = D) ->
  #|P| <= D`! * #|[set chosen_pairs UV.1 UV.2 | UV in P]|.
Proof.
move=> all; rewrite -(card_imset (mem P) pair_points_inj) sets_of_points.
apply: orders_at_most => _ /imsetP[[U V] UVP ->] i j.
have /imset_injP inj : #|[set pair_points (U, V) i | i : 'I_D]| == #|'I_D| by rewrite -pair_points_set (all _ UVP) card_ord.
exact: inj.
Qed.

(* There are B'_d(m) 2^(n D') sets of points (u_i, v_i) of pairs. *)
Definition all_pairs : pairs := [set UV | basis F (lifted UV.1)].
Theorem pair_sets : #|[set chosen_pairs UV.1 UV.2 | UV in all_pairs]| = #|point_sets (no_constant m d) F| * 2 ^ (n * D).
Proof.
apply/eqP; rewrite -(eqn_pmul2l (fact_gt0 D)) mulnA -choices_unordered; apply/eqP.
have inj f : f \in [set pair_points UV | UV in all_pairs] -> injective f.
  case/imsetP => -[U V]; rewrite inE => unit -> i j; rewrite !ffunE => /join_inj[/= /(lifted_inj unit)]; by [].
rewrite sets_of_points -(orders_exactly inj) => [|_ g /imsetP[[U V]] + -> ginj e].
  rewrite card_imset; last exact: pair_points_inj.
  rewrite (_ : 2 ^ (n * D) = #|{: tuples D n}|); last by rewrite !card_ffun card_bool !card_ord -expnM.
  rewrite -cardX; apply: eq_card => -[U V]; by rewrite !inE andbT.
rewrite inE => /= unit.
pose W : choices m d := [ffun i => [ffun k => g i (lshift n k)]]; pose Z : tuples D n := [ffun i => [ffun k => g i (rshift m k)]].
have gE i : g i = join (W i) (Z i).
  apply/ffunP => k; rewrite ffunE -[in LHS](splitK k); by case: (split k) => k'; rewrite !ffunE.
apply/imsetP; exists (W, Z); last by apply/ffunP => i; rewrite ffunE -gE.
rewrite inE /=; apply: basis_reorder unit _.
have UW x : (x \in [set W i | i : 'I_D]) = (x \in [set U i | i : 'I_D]).
  apply/imsetP/imsetP => -[i _ ->].
    have : g i \in [set pair_points (U, V) i | i : 'I_D] by rewrite -e imset_f.
    by case/imsetP => j _; rewrite gE [RHS]ffunE => /join_inj[-> _]; exists j.
  have : pair_points (U, V) i \in [set g i | i : 'I_D] by rewrite e imset_f.
  by case/imsetP => j _; rewrite gE [LHS]ffunE => /join_inj[-> _]; exists j.
have lift (U1 : choices m d) : [set lifted U1 i | i : 'I_D] = [set phi d u | u in [set U1 i | i : 'I_D]].
  by rewrite -imset_comp; apply: eq_imset => i; rewrite ffunE.
by rewrite !lift (_ : [set W i | i : 'I_D] = [set U i | i : 'I_D]) //; apply/setP.
Qed.

Lemma good_pairs_many B : (forall U : choices m d, basis F (lifted U) -> #|[set V : tuples D n | ~~ good_for F U V]| <= B) ->
  #|basis_choices F m d| * (2 ^ (D * n) - B) <= #|[set UV : choices m d * tuples D n | basis F (lifted UV.1) && good_for F UV.1 UV.2]|.
Proof.
move=> few; rewrite -[X in _ <= X]sum1dep_card.
rewrite -(pair_big_dep (fun U : choices m d => basis F (lifted U)) (fun U (V : tuples D n) => good_for F U V) (fun _ _ => 1)) /=.
rewrite -sum_nat_const; rewrite (eq_bigl (fun U => basis F (lifted U))) => [|U]; last by rewrite inE.
apply: leq_sum => U /few; rewrite sum1dep_card leq_subLR addnC => le; have -> : 2 ^ (D * n) = #|{: tuples D n}|.
  by rewrite !card_ffun card_bool !card_ord -expnM mulnC.
rewrite -(cardC [set V : tuples D n | good_for F U V]) leq_add2l; apply: leq_trans le; apply: subset_leq_card.
by apply/subsetP => V; rewrite !inE.
Qed.
End Pairs.

Section TwoBlock.
Variable F : realFieldType.
Variable d : nat.
Hypothesis d0 : 0 < d.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold_of_degree F d f.

Section Sizes.
Variables m n : nat.
Notation D := (width m d).
Notation good_pairs := [set UV : choices m d * tuples D n | basis F (lifted UV.1) && good_for F UV.1 UV.2].

Definition first_zero (f : boolean n) : {set boolean (m + n)} := [set t in T (m + n) | [forall v, t (join (origin m) v) == f v]].
Lemma first_zero_large f : f \in T n -> #|good_pairs| <= D`! * #|first_zero f|.
Proof.
move=> /TP/(shattered_by_polynomials m d0)[s hs].
have size UV : UV \in good_pairs -> #|chosen_pairs UV.1 UV.2| = D.
  by case: UV => U V; rewrite inE => /andP[bU gV]; case: (hs U V bU gV).
apply: leq_trans (pairs_of_set size) _; rewrite leq_mul2l; apply/orP; right.
apply: shattered_points => S /imsetP[[U V]]; rewrite inE => /andP[bU gV] ->{S}.
exists (s U V) => t /(proj2 (hs U V bU gV) t)[/TP tT tf]; rewrite inE tT.
by apply/forallP => v; apply/eqP.
Qed.
Lemma first_zero_disjoint : \sum_(f in T n) #|first_zero f| <= #|T (m + n)|.
Proof.
pose second (t : boolean (m + n)) : boolean n := [ffun v => t (join (origin m) v)].
rewrite -sum1_card (partition_big second xpredT) //=.
rewrite [X in _ <= X](bigID (mem (T n))) /=; apply: leq_trans (leq_addr _ _); apply: leq_sum => f _.
rewrite sum1dep_card; apply/subset_leq_card/subsetP => t; rewrite !inE => /andP[-> /forallP tf].
by apply/eqP/ffunP => v; rewrite ffunE; apply/eqP.
Qed.
Theorem functions_times_pairs : #|T n| * #|good_pairs| <= D`! * #|T (m + n)|.
Proof.
rewrite -sum_nat_const; apply: leq_trans (_ : \sum_(f in T n) D`! * #|first_zero f| <= _).
  by apply: leq_sum => f; apply: first_zero_large.
by rewrite -big_distrr leq_mul2l first_zero_disjoint orbT.
Qed.

Lemma from_few_bad e : (forall U : choices m d, basis F (lifted U) -> #|[set V : tuples D n | ~~ good_for F U V]| <= e) ->
  #|T n| * (#|point_sets (no_constant m d) F| * (2 ^ (D * n) - e)) <= #|T (m + n)|.
Proof.
move=> few; rewrite -(leq_pmul2l (fact_gt0 D)); apply: leq_trans functions_times_pairs.
by rewrite mulnCA leq_mul2l mulnA -choices_unordered good_pairs_many ?orbT.
Qed.

(* [RV-6] for every size r at which eps is split, and for the eps of RV-6-08, which is 0 if D' <= 2 or D' = 2^m - 1. *)
Theorem degree_two_block r : #|T n| * (#|point_sets (no_constant m d) F| * (2 ^ (D * n) - eps_at m n d r)) <= #|T (m + n)|.
Proof. by apply: from_few_bad => U unit; exact: bad_tuples_split. Qed.
Theorem degree_two_block_sum : #|T n| * (#|point_sets (no_constant m d) F| * (2 ^ (D * n) - eps_sum m n d)) <= #|T (m + n)|.
Proof. by apply: from_few_bad => U unit; exact: bad_tuples_sum. Qed.
Theorem degree_two_block_all : D <= 2 \/ D = 2 ^ m - 1 -> #|T n| * (#|point_sets (no_constant m d) F| * 2 ^ (D * n)) <= #|T (m + n)|.
Proof. by move=> h; have := degree_two_block_sum; rewrite eps_sum_zero // subn0. Qed.
End Sizes.
End TwoBlock.
