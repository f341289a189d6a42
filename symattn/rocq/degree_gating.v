(* Output gating of two gates of any degrees d1, d2 >= 1: T_d1(n) T_d2(n) <= G(n + 1) <= T_d1(n + 1) T_d2(n + 1), and half or a quarter of
   the square for equal degrees  [CAP-d]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates extension output_gating pairs capacity reed_muller degree.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Local Open Scope nat_scope.

(* Products of a gate of A and a gate of B. *)
Definition pair_products n (op : bool -> bool -> bool) (A B : {set boolean n}) : {set boolean n} := @product n op @: setX A B.

(* Upper bounds for any set of functions with the constants, or with the negations. *)
Section Family.
Variables (n : nat) (A : {set boolean n}).
Notation const := (constant n).
Hypothesis constants : forall c, const c \in A.
Hypothesis negations : forall f, (negation f \in A) = (f \in A).

Definition varying_in : {set boolean n} := A :\ const true :\ const false.
Lemma card_varying_in : #|varying_in| + 2 = #|A|.
Proof.
rewrite (cardsD1 (const true) A) constants (cardsD1 (const false) (_ :\ _)).
by rewrite !inE eq_sym constants_differ constants addnC.
Qed.
Notation andp := (@product n andb).
Lemma and_cover_family : pair_products andb A A \subset A :|: andp @: apart varying_in.
Proof.
apply/subsetP => h /imsetP[[f g]]; rewrite inE /= => /andP[Af Ag] ->.
have one k : andp (k, const true) = k by apply/ffunP => x; rewrite !ffunE andbT.
have none k : andp (k, const false) = const false by apply/ffunP => x; rewrite !ffunE andbF.
have sym k l : andp (k, l) = andp (l, k) by apply/ffunP => x; rewrite !ffunE andbC.
have same k : andp (k, k) = k by apply/ffunP => x; rewrite !ffunE andbb.
rewrite inE.
case: (eqVneq g (const true)) => [->|g1]; first by rewrite one Af.
case: (eqVneq g (const false)) => [->|g0]; first by rewrite none constants.
case: (eqVneq f (const true)) => [->|f1]; first by rewrite sym one Ag.
case: (eqVneq f (const false)) => [->|f0]; first by rewrite sym none constants.
case: (eqVneq f g) => [->|fg]; first by rewrite same Ag.
by apply/orP; right; apply/imsetP; exists (f, g); rewrite // !inE /= f0 f1 Af g0 g1 Ag fg.
Qed.
Lemma and_upper_family : #|pair_products andb A A| <= #|A| + 'C(#|A| - 2, 2).
Proof.
have sym k l : andp (k, l) = andp (l, k) by apply/ffunP => x; rewrite !ffunE andbC.
rewrite -{2}card_varying_in addnK; apply: leq_trans (leq_add (leqnn _) (unordered_pairs _ sym)).
by apply: leq_trans (subset_leq_card and_cover_family) _; rewrite cardsU leq_subr.
Qed.
Lemma family_two : 2 <= #|A|.
Proof. by rewrite -card_varying_in leq_addl. Qed.

(* one of each pair f, not f *)
Definition half_of : {set boolean n} := [set f in A | ~~ f (origin n)].
Lemma card_half_of : #|A| = 2 * #|half_of|.
Proof.
rewrite mul2n -addnn -(cardsID [set f : boolean n | f (origin n)] A) addnC; congr (_ + _).
  by apply: eq_card => f; rewrite !inE andbC.
rewrite -[RHS](card_imset _ (can_inj (@negationK n))); apply: eq_card => f; apply/idP/imsetP.
  rewrite !inE => /andP[Af f0]; exists (negation f); last by rewrite negationK.
  by rewrite !inE negations Af ffunE negbK.
by case=> g; rewrite !inE => /andP[Ag g0] ->; rewrite negations Ag ffunE.
Qed.
Notation xorp := (@product n agree).
Definition values_of := const true |: xorp @: apart half_of.
Lemma xor_cover_family : pair_products agree A A \subset values_of :|: @negation n @: values_of.
Proof.
apply/subsetP => h /imsetP[[f g]]; rewrite inE /= => /andP[Af Ag] ->.
have left k l : xorp (negation k, l) = negation (xorp (k, l)).
  by apply/ffunP => x; rewrite !ffunE /= /agree; case: (k x); case: (l x).
have right k l : xorp (k, negation l) = negation (xorp (k, l)).
  by apply/ffunP => x; rewrite !ffunE /= /agree; case: (k x); case: (l x).
have inside k l : k \in half_of -> l \in half_of -> xorp (k, l) \in values_of.
  move=> hk hl; rewrite !inE; case: (eqVneq k l) => [->|kl].
    by apply/orP; left; apply/eqP/ffunP => x; rewrite !ffunE /agree eqxx.
  by apply/orP; right; apply: imset_f; rewrite !inE /= kl; move: hk hl; rewrite !inE => -> ->.
have choose k : k \in A -> k \in half_of \/ negation k \in half_of.
  rewrite !inE negations ffunE => ->; case: (k _); by [right | left].
rewrite inE; apply/orP.
case: (choose f Af) => hf; case: (choose g Ag) => hg; move: (inside _ _ hf hg); rewrite ?left ?right ?negationK.
- by left.
- by move=> v; right; apply/imsetP; exists (negation (xorp (f, g))); rewrite ?negationK.
- by move=> v; right; apply/imsetP; exists (negation (xorp (f, g))); rewrite ?negationK.
by left.
Qed.
Lemma xor_upper_family : #|pair_products agree A A| <= 2 * ('C(#|A| %/ 2, 2) + 1).
Proof.
have sym k l : xorp (k, l) = xorp (l, k) by apply/ffunP => x; rewrite !ffunE /agree eq_sym.
have few : #|values_of| <= 'C(#|A| %/ 2, 2) + 1.
  rewrite card_half_of mulKn // addnC; apply: leq_trans (leq_add (leqnn 1) (unordered_pairs _ sym)).
  by rewrite cardsU1 leq_add2r leq_b1.
apply: leq_trans (subset_leq_card xor_cover_family) _; rewrite cardsU; apply: leq_trans (leq_subr _ _) _.
by rewrite mul2n -addnn leq_add // card_imset //; exact: can_inj (@negationK n).
Qed.
End Family.

Section Degrees.
Variable F : realFieldType.
(* T d n is the set of the polynomial threshold functions of degree at most d of n variables. *)
Variable T : forall d n : nat, {set boolean n}.
Hypothesis TP : forall d n (f : boolean n), f \in T d n <-> threshold_of_degree F d f.
Implicit Types d n : nat.

(* G_{d1, d2}(n), with values in {0, 1} and in {-1, 1} *)
Definition G_and_degree d1 d2 n := #|pair_products andb (T d1 n) (T d2 n)|.
Definition G_xor_degree d1 d2 n := #|pair_products agree (T d1 n) (T d2 n)|.

Lemma degree_constant d n c : constant n c \in T d n.
Proof. exact/TP/constant_degree. Qed.
Lemma degree_negation d n (f : boolean n) : (negation f \in T d n) = (f \in T d n).
Proof. by apply/idP/idP => /TP/negation_degree/TP; rewrite ?negationK. Qed.
Lemma degree_four d n : 0 < d -> 4 <= #|T d n.+1|.
Proof.
move=> d0; rewrite (card_half_of (@degree_negation d n.+1)) (leq_mul2l 2 2) /=.
have -> : 2 = #|[set constant n.+1 false; variable ord0]|.
  rewrite cards2; suff -> : constant n.+1 false != variable ord0 by [].
  by apply/eqP => /ffunP /(_ [ffun _ => true]); rewrite !ffunE.
apply/subset_leq_card/subsetP => f; rewrite !inE => /orP[] /eqP ->; rewrite !ffunE ?degree_constant //=.
by rewrite andbT; apply/TP/threshold_degree => //; exact: variable_threshold.
Qed.

Theorem gluing_degrees d1 d2 n (op : bool -> bool -> bool) : 0 < d1 -> 0 < d2 ->
  (forall a, op a true = a) -> (forall a, op true a = a) -> #|T d1 n| * #|T d2 n| <= #|pair_products op (T d1 n.+1) (T d2 n.+1)|.
Proof.
move=> d10 d20 right left; rewrite -cardsX -(card_imset _ (@glue_inj n)).
apply/subset_leq_card/subsetP => h /imsetP[[p q]]; rewrite inE /= => /andP[/TP Tp /TP Tq] ->.
have [f tf ef] := select_degree true d10 Tp; have [g tg eg] := select_degree false d20 Tq.
apply/imsetP; exists (f, g); first by rewrite inE /=; apply/andP; split; apply/TP.
apply/ffunP => y; rewrite !ffunE -[in RHS](extendK y) ef eg.
by case: (y ord_max); rewrite /= ?right ?left.
Qed.
Lemma pairs_at_most d1 d2 n op : #|pair_products op (T d1 n) (T d2 n)| <= #|T d1 n| * #|T d2 n|.
Proof. by rewrite -cardsX leq_imset_card. Qed.

(* [CAP-d] n >= 1 is n.+1 *)
Theorem capacity_degrees d1 d2 n : 1 <= d1 -> 1 <= d2 ->
  [/\ #|T d1 n| * #|T d2 n| <= G_and_degree d1 d2 n.+1, G_and_degree d1 d2 n.+1 <= #|T d1 n.+1| * #|T d2 n.+1|,
      #|T d1 n| * #|T d2 n| <= G_xor_degree d1 d2 n.+1 & G_xor_degree d1 d2 n.+1 <= #|T d1 n.+1| * #|T d2 n.+1|].
Proof.
by move=> d10 d20; split; [apply: gluing_degrees => // -[] | exact: pairs_at_most | apply: gluing_degrees => // -[] | exact: pairs_at_most].
Qed.
Theorem capacity_degree d n : 1 <= d -> 2 * G_and_degree d d n.+1 <= #|T d n.+1| ^ 2 /\ 4 * G_xor_degree d d n.+1 <= #|T d n.+1| ^ 2.
Proof.
move=> d0; have cst := @degree_constant d n.+1; have neg := @degree_negation d n.+1; split.
  apply: leq_trans (half_square (family_two cst)); rewrite leq_mul2l /=.
  exact: and_upper_family.
have even : #|T d n.+1| = 2 * (#|T d n.+1| %/ 2) by rewrite {2}(card_half_of neg) mulKn // (card_half_of neg).
rewrite {1}even; apply: leq_trans (quarter_square _); last by rewrite -even; exact: degree_four.
by rewrite leq_mul2l xor_upper_family.
Qed.
End Degrees.
