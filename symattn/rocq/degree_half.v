(* The two-block theorem for every degree without binomials, and the sizes of the second block for which at most half of the tuples are bad
   [RV-6-11, RV-6-10]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates central_binomials union_bound_numbers bad_tuples two_block_limit.
From Symattn Require Import blocks reed_muller polynomial_bases degree degree_blocks degree_bad_tuples degree_two_block.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Local Open Scope nat_scope.

(* Every non-empty set of at most d elements is the image of a function on d elements. *)
Theorem width_power m d : 0 < d -> width m d <= m ^ d.
Proof.
move=> d0; pose im (f : {ffun 'I_d -> 'I_m}) := [set f i | i : 'I_d].
rewrite -[m in X in _ <= X ^ _]card_ord -[d in X in _ <= X]card_ord -card_ffun.
apply: leq_trans (leq_imset_card im _); apply/subset_leq_card/subsetP => A; rewrite no_constantE => /andP[/set0Pn[x xA] Ad].
apply/imsetP; exists [ffun i : 'I_d => nth x (enum A) i]; first by [].
apply/setP => y; apply/idP/imsetP => [yA|[i _ ->]].
  have lt : index y (enum A) < d by apply: leq_trans Ad; rewrite cardE index_mem mem_enum.
  by exists (Ordinal lt); rewrite // ffunE nth_index // mem_enum.
rewrite ffunE; case: (ltnP i (size (enum A))) => h; last by rewrite nth_default.
by rewrite -mem_enum mem_nth.
Qed.
Lemma width_binomial m d : 0 < d -> 'C(m, d) <= width m d.
Proof. by case: d => // d _; rewrite card_width big_nat_recr //= leq_addl. Qed.

Section Half.
Variable F : realFieldType.
Variable d : nat.
Hypothesis d0 : 0 < d.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold_of_degree F d f.

Lemma four_of_degree n : 4 <= #|T n.+1|.
Proof.
pose g (p : bool * bool) : boolean n.+1 := [ffun x : cube n.+1 => p.1 (+) (p.2 && x ord0)].
have inj : injective g.
  move=> [a b] [a' b'] /ffunP e; have := e [ffun=> false]; have := e [ffun=> true]; rewrite !ffunE /=.
  by clear e; case: a; case: a'; case: b; case: b'.
have -> : 4 = #|[set g p | p in [set: bool * bool]]| by rewrite card_imset // cardsT card_prod card_bool.
apply/subset_leq_card/subsetP => _ /imsetP[[a b] _ ->]; apply/TP/threshold_degree => //.
have v := variable_threshold F (ord0 : 'I_n.+1).
case: b; last by rewrite (_ : g _ = constant n.+1 a); [exact: constant_threshold | apply/ffunP => x; rewrite !ffunE addbF].
case: a; last by rewrite (_ : g _ = variable ord0) //; apply/ffunP => x; rewrite !ffunE.
rewrite (_ : g _ = negation (variable ord0)); [exact: negation_threshold | by apply/ffunP => x; rewrite !ffunE].
Qed.

(* [RV-6-11] If eps <= 1/2, then log2 T_d(N) >= D' (N - d - d log2 m) + 1, N = n + m. *)
Theorem degree_half m n r : 0 < n -> d <= m -> 2 * eps_at m n d r <= 2 ^ (width m d * n) ->
  2 ^ (width m d * (m + n - d) + 1) <= m ^ (d * width m d) * #|T (m + n)|.
Proof.
case: n => // n _ dm; set D := width m d; set N := m + n.+1; set X := 2 ^ (D * n.+1); set e := eps_at _ _ _ _ => half.
have := degree_two_block d0 TP m n.+1 r; rewrite -/D -/X -/e -/N => main.
have XX : X <= 2 * (X - e) by rewrite mulnBr leq_subRL ?(leq_trans half) ?leq_pmull // [2 * X]mul2n -addnn leq_add2r.
have [_ bases] := bases_of_degree F m d; rewrite -card_width -/D in bases.
have four := four_of_degree n.
have DD : D`! <= m ^ (d * D).
  apply: leq_trans (fact_power D) _; rewrite expnM; case: (posnP D) => [->|D0]; first by rewrite !expn0.
  by rewrite leq_exp2r //; exact: width_power.
rewrite -(leq_pmul2l (isT : 0 < 2)); apply: leq_trans (_ : 2 * (D`! * #|T N|) <= _); last by rewrite leq_mul2l leq_mul2r DD !orbT.
apply: leq_trans (_ : 2 * (D`! * (#|T n.+1| * (#|point_sets (no_constant m d) F| * (X - e)))) <= _); last first.
  by rewrite !leq_mul2l main !orbT.
have -> : 2 ^ (D * (N - d) + 1) = 2 * (2 ^ ((m - d) * D) * X).
  rewrite addn1 expnS /X -expnD [_ * D]mulnC -mulnDr; congr (2 * 2 ^ (_ * _)); by rewrite /N addnBAC.
have -> : 2 * (D`! * (#|T n.+1| * (#|point_sets (no_constant m d) F| * (X - e)))) =
  #|T n.+1| * ((D`! * #|point_sets (no_constant m d) F|) * (2 * (X - e))) by ring.
by rewrite mulnA -[2 * 2]/4 leq_mul // leq_mul.
Qed.
End Half.
