(* The unisolvent sets of degree e, counted with one of their points, are 2^n times as many as the bases
   [RV-6-09-dual, first identity; RV-6-09-uni]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold reed_muller blocks bases polynomial_bases.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Unisolvent.
Variables (F : realFieldType) (n e : nat).
Implicit Types (S : {set cube n}) (a u : cube n) (c : {set 'I_n} -> F) (i : 'I_n) (A B : {set 'I_n}).

Definition up_to : {set {set 'I_n}} := [set A : {set 'I_n} | (0 <= #|A| < e.+1)%N].
Lemma up_toP c : degree_at_most e c <-> forall A, A \notin up_to -> c A = 0.
Proof. by split=> deg A; [rewrite inE ltnS -ltnNge => /deg | move=> eA; apply: deg; rewrite inE ltnS -ltnNge]. Qed.
Lemma unisolventP S : reflect (#|S| = #|up_to| /\ unisolvent F e S) (S \in point_sets up_to F).
Proof.
by apply: (iffP (point_setP _ _ _)) => -[SJ only]; split=> // c deg; apply: only; apply/up_toP.
Qed.

(* Replace the coordinate i by 1 - u_i. *)
Definition flip i u : cube n := [ffun j => (j == i) (+) u j].
Lemma flipK i : involutive (flip i).
Proof. by move=> u; apply/ffunP => j; rewrite !ffunE addKb. Qed.
Definition flipped i c A : F := if i \in A then - c A else c A + c (i |: A).
Lemma monomial_flip i A u : i \notin A -> monomial A (flip i u) = monomial A u.
Proof.
move=> iA; have ne j : j \in A -> (j == i) = false by move=> jA; apply: contraNF iA => /eqP <-.
by apply/subsetP/subsetP => sub j jA; have := sub j jA; rewrite !inE ffunE ne.
Qed.
Lemma monomial_add i A u : monomial (i |: A) u = u i && monomial A u.
Proof. by rewrite /monomial subUset sub1set inE. Qed.
Lemma sum_pairs i (g : {set 'I_n} -> F) : \sum_A g A = \sum_(A : {set 'I_n} | i \notin A) (g A + g (i |: A)).
Proof.
rewrite big_split (bigID (fun A : {set 'I_n} => i \in A)) /= addrC; congr (_ + _).
rewrite (reindex_onto (fun A => i |: A) (fun A => A :\ i)) /= => [|A iA]; last exact: setD1K.
by apply: eq_bigl => A; rewrite setU11 /=; apply/eqP/idP => [<-|/setU1K //]; rewrite !inE eqxx.
Qed.
Lemma polynomial_flip i c u : polynomial (flipped i c) u = polynomial c (flip i u).
Proof.
rewrite /polynomial !(sum_pairs i); apply: eq_bigr => A iA.
rewrite /flipped (negbTE iA) setU11 !monomial_add monomial_flip // ffunE eqxx /=.
by case: (u i); case: (monomial A u); rewrite /= ?mulr0 ?mulr1 ?addr0 ?addrK.
Qed.
Lemma degree_flip i c : degree_at_most e c -> degree_at_most e (flipped i c).
Proof.
move=> deg A eA; rewrite /flipped !deg ?oppr0 ?addr0 ?if_same //.
by apply: leq_trans eA _; apply: subset_leq_card; apply: subsetUr.
Qed.
Lemma flipped0 i c : (forall A, flipped i c A = 0) -> forall A, c A = 0.
Proof.
move=> z A; have on B : i \in B -> c B = 0 by move=> iB; have := z B; rewrite /flipped iB => /eqP; rewrite oppr_eq0 => /eqP.
case: (boolP (i \in A)) => [/on //|iA]; have := z A; by rewrite /flipped (negbTE iA) (on (i |: A)) ?setU11 ?addr0.
Qed.
Lemma unisolvent_flip i S : (flip i @: S \in point_sets up_to F) = (S \in point_sets up_to F).
Proof.
have inj := inv_inj (flipK i).
have one T : T \in point_sets up_to F -> flip i @: T \in point_sets up_to F.
  move=> /unisolventP[SJ only]; apply/unisolventP; split; first by rewrite card_imset.
  move=> c deg zero; apply: (flipped0 (i := i)); apply: only; first exact: degree_flip.
  by move=> u uS; rewrite polynomial_flip; apply: zero; exact: imset_f.
apply/idP/idP => [/one|]; last exact: one.
by rewrite -imset_comp (eq_imset (g := id)) ?imset_id // => u /=; rewrite flipK.
Qed.

Definition through a : {set {set cube n}} := [set S in point_sets up_to F | a \in S].
Lemma through_flip i a : #|through (flip i a)| = #|through a|.
Proof.
have inj := inv_inj (flipK i).
rewrite -(card_imset (mem (through a)) (imset_inj inj)); apply: eq_card => S; rewrite [LHS]inE; apply/andP/imsetP.
  move=> [SB aS]; exists (flip i @: S); first by rewrite inE unisolvent_flip SB /= -(flipK i a) imset_f.
  by rewrite -imset_comp (eq_imset (g := id)) ?imset_id // => u /=; rewrite flipK.
by case=> T; rewrite inE => /andP[TB aT] ->; rewrite unisolvent_flip imset_f.
Qed.
Lemma through_same a : #|through a| = #|through [ffun=> false]|.
Proof.
elim: {a}_.+1 {-2}a (ltnSn #|ones a|) => // k IH a; rewrite ltnS => ak.
case: (set_0Vmem (ones a)) => [a0|[i ia]].
  by congr #|pred_of_set (through _)|; apply/ffunP => j; move/setP/(_ j): a0; rewrite !inE ffunE.
rewrite -(through_flip i); apply: IH; apply: leq_trans ak; apply: proper_card; apply/properP; split.
  by apply/subsetP => j; rewrite !inE ffunE; case: eqP => [->|]; move: ia; rewrite inE => // ->.
by exists i; rewrite // inE ffunE eqxx; move: ia; rewrite inE => ->.
Qed.

(* A set with the point 0 is unisolvent if and only if the other points are a basis: the constant term is the value at 0. *)
Lemma through_zero : #|through [ffun=> false]| = #|point_sets (no_constant n e) F|.
Proof.
pose o : cube n := [ffun=> false].
have at0 c : polynomial c o = c set0.
  rewrite /polynomial (bigD1 set0) //= /monomial sub0set mulr1 big1 ?addr0 // => A A0.
  rewrite (_ : _ \subset _ = false) ?mulr0 //; apply/negbTE/subsetPn; case/set0Pn: A0 => i iA; exists i => //.
  by rewrite inE ffunE.
have up0 : #|up_to| = #|no_constant n e|.+1.
  rewrite (cardsD1 set0) inE cards0 /= add1n; congr _.+1; apply: eq_card => A; rewrite !inE.
  by rewrite card_gt0.
have outs c : (forall A, A \notin no_constant n e -> c A = 0) <-> (c set0 = 0 /\ forall A, A \notin up_to -> c A = 0).
  split=> [out|[c0 out] A].
    split; first by apply: out; rewrite inE cards0.
    by move=> A; rewrite inE => nA; apply: out; rewrite inE; apply: contra nA => /andP[_ ->].
  case: (eqVneq A set0) => [-> //|A0]; rewrite inE card_gt0 A0 => nA; apply: out; by rewrite inE.
have both S : o \in S -> (S \in point_sets up_to F) = (S :\ o \in point_sets (no_constant n e) F).
  move=> oS; have cS : (#|S| = #|up_to|) <-> (#|S :\ o| = #|no_constant n e|).
    by rewrite up0 (cardsD1 o S) oS add1n; split=> [[]|->].
  apply/point_setP/point_setP => -[/cS SJ only]; split=> // c out zero; apply: only; rewrite ?up0 //.
  - by have [] := (outs c).1 out.
  - move=> u uS; case: (eqVneq u o) => [->|uo]; first by rewrite at0; have [] := (outs c).1 out.
    by apply: zero; rewrite !inE uo.
  - by apply/outs; split=> //; rewrite -at0; exact: zero.
  by move=> u; rewrite inE => /andP[_]; exact: zero.
have inj : {in through o &, injective (fun S => S :\ o)}.
  move=> S T; rewrite !inE => /andP[_ oS] /andP[_ oT] e2; by rewrite -(setD1K oS) -(setD1K oT) e2.
rewrite -(card_in_imset inj); apply: eq_card => S; apply/imsetP/idP => [[T]|SB].
  by rewrite inE => /andP[TB oT] ->; rewrite -both.
have oS : o \notin S by have := SB; case: (bases_of_degree F n e) => zero _; case/zero.
exists (o |: S); last by rewrite setU1K.
by rewrite inE setU11 both ?setU11 // setU1K // SB.
Qed.

Theorem unisolvent_bases : (#|up_to| * #|point_sets up_to F| = 2 ^ n * #|point_sets (no_constant n e) F|)%N.
Proof.
transitivity (\sum_(S in point_sets up_to F) \sum_(a : cube n | a \in S) 1)%N.
  rewrite mulnC -sum_nat_const; apply: eq_bigr => S; by case/point_setP => <- _; rewrite sum1_card.
rewrite (exchange_big_dep xpredT) //= -through_zero.
have -> : (2 ^ n = #|{: cube n}|)%N by rewrite card_ffun card_bool card_ord.
rewrite -sum_nat_const; apply: eq_bigr => a _; rewrite -(through_same a) -sum1_card.
by apply: eq_bigl => S; rewrite !inE.
Qed.
End Unisolvent.

(* For d = 1 the bases are those of F^m. *)
Section Linear.
Variables (F : realFieldType) (m : nat).
Lemma card_linear : #|no_constant m 1| = m.
Proof. by rewrite card_degrees big_nat1 bin1. Qed.
Lemma linear_polynomial (c : {set 'I_m} -> F) (u : cube m) : (forall A, A \notin no_constant m 1 -> c A = 0) ->
  polynomial c u = \sum_j (u j)%:R * c [set j].
Proof.
move=> out; rewrite /polynomial (bigID (fun B : {set 'I_m} => B \in [set [set j] | j : 'I_m])) /= addrC big1 ?add0r => [|B nB].
  rewrite big_imset /= => [|j j' _ _]; last exact: set1_inj.
  by apply: eq_big => // j _; rewrite mulrC /monomial sub1set inE.
rewrite out ?mul0r // inE; apply: contra nB => /andP[B0 B1].
have /cards1P[j ->] : #|B| == 1%N by rewrite eqn_leq B0 -ltnS B1.
exact: imset_f.
Qed.
Lemma linear_bases : basis_sets F m \subset point_sets (no_constant m 1) F.
Proof.
apply/subsetP => _ /imsetP[U unit ->]; rewrite inE in unit; apply/point_setP; split.
  by rewrite card_linear card_imset ?card_ord //; exact: basis_inj unit.
move=> c out zero A; case: (boolP (A \in no_constant m 1)) => [|/out //]; rewrite inE ltnS => /andP[A0 A1].
have /cards1P[i ->] : #|A| == 1%N by rewrite eqn_leq A0 A1.
pose v := \col_j c [set j] : 'cV[F]_m.
suff v0 : v = 0 by have /colP/(_ i) := v0; rewrite !mxE.
have zero_v : rows_of F U *m v = 0.
  apply/colP => k; rewrite !mxE -[RHS](zero (U k)) ?imset_f // linear_polynomial //.
  by apply: eq_bigr => j _; rewrite !mxE.
by rewrite -[v](mulKmx unit) zero_v mulmx0.
Qed.
Theorem linear_basis_sets : basis_sets F m = point_sets (no_constant m 1) F.
Proof.
apply/eqP; rewrite eqEsubset linear_bases; apply/subsetP => S /point_setP[]; rewrite card_linear => SD only.
pose U : vectors m := [ffun i => enum_val (cast_ord (esym SD) i)].
have US : S = [set U i | i : 'I_m].
  apply/setP => u; apply/idP/imsetP => [uS|[i _ ->]]; last by rewrite ffunE enum_valP.
  by exists (cast_ord SD (enum_rank_in uS u)); rewrite // ffunE cast_ordK enum_rankK_in.
apply/imsetP; exists U; rewrite // inE /basis -row_full_unit.
suff coker : cokermx (rows_of F U) = 0.
  have /eqP := mxrank_coker (rows_of F U); rewrite coker mxrank0 eq_sym subn_eq0 => le.
  by rewrite /row_full eqn_leq rank_leq_col.
apply/matrixP => i j; pose v := col j (cokermx (rows_of F U)).
have Uv : rows_of F U *m v = 0 by rewrite /v colE mulmxA mulmx_coker mul0mx.
pose c (A : {set 'I_m}) : F := \sum_(k | [set k] == A) v k ord0.
have c1 k : c [set k] = v k ord0 by rewrite /c (big_pred1 k) // => l; rewrite (inj_eq set1_inj).
have out A : A \notin no_constant m 1 -> c A = 0.
  by move=> nA; apply: big1 => k /eqP kA; case/negP: nA; rewrite -kA inE cards1.
have := only c out _ [set i]; rewrite c1 !mxE; apply=> u; rewrite US => /imsetP[k _ ->].
rewrite linear_polynomial //; have /colP/(_ k) := Uv; rewrite !mxE => {2}<-.
by apply: eq_bigr => l _; rewrite c1 !mxE.
Qed.
End Linear.

(* [RV-6-09-uni] *)
Theorem unisolvent_many (F : realFieldType) n e : let D := #|up_to n e| in
  [/\ D = (\sum_(0 <= i < e.+1) 'C(n, i))%N, forall S, S \in point_sets (up_to n e) F <-> #|S| = D /\ unisolvent F e S
    & (2 ^ (n + (n - e) * D.-1) <= D`! * #|point_sets (up_to n e) F|)%N].
Proof.
have up0 : #|up_to n e| = #|no_constant n e|.+1.
  rewrite (cardsD1 set0) inE cards0 /= add1n; congr _.+1; apply: eq_card => A; rewrite !inE.
  by rewrite card_gt0.
split; [exact: card_degrees | by move=> S; split=> [/unisolventP|h] //; apply/unisolventP | ].
rewrite up0 /= factS mulnAC -up0 unisolvent_bases expnD -mulnA leq_mul2l; apply/orP; right; rewrite [X in (_ <= X)%N]mulnC.
have [_] := bases_of_degree F n e; rewrite -card_degrees => le; exact: le.
Qed.
Theorem unisolvent_linear (F : realFieldType) n :
  (2 ^ n * \prod_(i < n) (2 ^ n - 2 ^ i) <= n.+1`! * #|point_sets (up_to n 1) F|)%N.
Proof.
have up1 : #|up_to n 1| = n.+1 by rewrite card_degrees !big_nat_recl // big_geq // bin0 bin1 addn0 add1n.
rewrite factS mulnAC -up1 unisolvent_bases -mulnA leq_mul2l; apply/orP; right; rewrite [X in (_ <= X)%N]mulnC.
have [exact_count _] := basis_sets_many F n; apply: leq_trans exact_count _.
by rewrite linear_basis_sets.
Qed.
