(* A non-zero multilinear polynomial of degree at most d in m variables is not 0 at 2^(m-d) or more points of the cube, over every ring;
   over the field of two elements: its value is 1 there  [RV-6-09-rm]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

(* The monomial of a set of variables, and a polynomial given by its coefficients. *)
Definition ones m (x : cube m) : {set 'I_m} := [set i | x i].
Definition monomial m (A : {set 'I_m}) (x : cube m) : bool := A \subset ones x.
Lemma monomial_prod (R : comRingType) m (A : {set 'I_m}) (x : cube m) : (monomial A x)%:R = \prod_(i in A) (x i)%:R :> R.
Proof.
rewrite /monomial; case: subsetP => [sub|/subsetP/subsetPn[i iA]].
  by rewrite big1 // => i /sub; rewrite inE => ->.
by rewrite inE (bigD1 i) //= => /negbTE ->; rewrite mul0r.
Qed.

Section ReedMuller.
Variables (R : ringType) (m : nat).
Implicit Types (c e : {set 'I_m} -> R) (A B S : {set 'I_m}) (x y : cube m).
Definition polynomial c x : R := \sum_A c A * (monomial A x)%:R.
Definition degree_at_most d c : Prop := forall A, (d < #|A|)%N -> c A = 0.

(* The value at the least set with a coefficient that is not 0 is this coefficient. *)
Lemma least_coefficient e A : e A != 0 -> exists2 S : {set 'I_m}, S \subset A & \sum_(B : {set 'I_m} | B \subset S) e B != 0.
Proof.
move=> eA; pose P S := (S \subset A) && (e S != 0); have A0 : P A by rewrite /P subxx.
case: (arg_minnP (fun S => #|S|) A0) => S /andP[SA eS] least; exists S => //.
rewrite (bigD1 S) //= big1 ?addr0 // => B /andP[BS nBS]; apply/eqP/idPn => eB.
have := least B; rewrite /P (subset_trans BS SA) eB => /(_ isT) le.
by case/eqP: nBS; apply/eqP; rewrite eqEcard BS.
Qed.

(* Fix the variables outside A by those of y: the coefficient of the monomial A stays if A is maximal. *)
Definition mix A y S : cube m := [ffun i => if i \in A then i \in S else y i].
Lemma polynomial_mix c A y S : S \subset A ->
  polynomial c (mix A y S) = \sum_(T : {set 'I_m} | T \subset S) \sum_(B : {set 'I_m} | B :&: A == T) c B * (B :\: A \subset ones y)%:R.
Proof.
move=> SA; rewrite /polynomial (partition_big (fun B => B :&: A) xpredT) //= [RHS]big_mkcond /=.
apply: eq_bigr => T _; case: ifP => TS; last first.
  apply: big1 => B /eqP BT; rewrite /monomial (_ : _ \subset _ = false) ?mulr0 //.
  apply: contraFF TS => /subsetP sub; rewrite -BT; apply/subsetP => i; rewrite inE => /andP[iB iA].
  by have := sub i iB; rewrite inE ffunE iA.
apply: eq_bigr => B /eqP BT; congr (_ * (nat_of_bool _)%:R); rewrite /monomial.
apply/subsetP/subsetP => sub i iB.
  by case/setDP: iB => iB /negbTE iA; have := sub i iB; rewrite !inE ffunE iA.
rewrite inE ffunE; case: ifP => iA; first by apply: (subsetP TS); rewrite -BT inE iB.
by have := sub i; rewrite !inE iA iB => ->.
Qed.
Lemma some_value c A y : c A != 0 -> (forall B, A \proper B -> c B = 0) ->
  exists2 S : {set 'I_m}, S \subset A & polynomial c (mix A y S) != 0.
Proof.
move=> cA top; pose e T := \sum_(B : {set 'I_m} | B :&: A == T) c B * (B :\: A \subset ones y)%:R.
have /least_coefficient[S SA eS] : e A != 0.
  rewrite /e (bigD1 A) ?setIid //= setDv sub0set mulr1 big1 ?addr0 // => B /andP[/eqP/setIidPr AB nBA].
  by rewrite top ?mul0r // properEneq AB eq_sym nBA.
by exists S => //; rewrite polynomial_mix.
Qed.

Theorem reed_muller d c : degree_at_most d c -> (exists A, c A != 0) -> (2 ^ (m - d) <= #|[set x | polynomial c x != 0%R]|)%N.
Proof.
move=> deg [A0 cA0]; pose P A := c A != 0; case: (arg_maxnP (fun A => #|A|) (cA0 : P A0)) => A cA most.
have Ad : (#|A| <= d)%N by rewrite leqNgt; apply: contra cA => /deg ->.
have top B : A \proper B -> c B = 0.
  by move=> AB; apply/eqP/idPn => /most /=; rewrite leqNgt proper_card.
pose off x := [ffun i => (i \notin A) && x i] : cube m.
apply: (@leq_trans #|pffun_on false (~: A) predT|).
  by rewrite card_pffun_on card_bool leq_exp2l // cardsCs setCK card_ord leq_sub2l.
apply: leq_trans (leq_imset_card off _); apply/subset_leq_card/subsetP => y /pffun_onP[/subsetP yA _].
have [S _ v] := some_value y cA top; apply/imsetP; exists (mix A y S); first by rewrite inE.
apply/ffunP => i; rewrite !ffunE; case: (boolP (i \in A)) => //= iA.
by apply/negbTE/negP => yi; have := yA i; rewrite !inE yi iA => /(_ isT).
Qed.
End ReedMuller.

(* [RV-6-09-rm] *)
Theorem reed_muller_F2 m d (c : {set 'I_m} -> 'F_2) : degree_at_most d c -> (exists A, c A != 0) ->
  (2 ^ (m - d) <= #|[set x : cube m | polynomial c x == 1%R]|)%N.
Proof.
move=> deg c0; apply: leq_trans (reed_muller deg c0) _; apply/subset_leq_card/subsetP => x; rewrite !inE.
by case: (polynomial c x) => -[|[|//]] a.
Qed.
(* It is attained by a monomial. *)
Theorem reed_muller_sharp (R : ringType) m (A : {set 'I_m}) :
  #|[set x : cube m | polynomial (fun B => (B == A)%:R : R) x == 1%R]| = (2 ^ (m - #|A|))%N.
Proof.
have value x : polynomial (fun B => (B == A)%:R : R) x = (monomial A x)%:R.
  by rewrite /polynomial (bigD1 A) //= eqxx mul1r big1 ?addr0 // => B /negbTE ->; rewrite mul0r.
transitivity #|[set x : cube m | monomial A x]|.
  by apply: eq_card => x; rewrite !inE value; case: monomial; rewrite ?eqxx // eq_sym oner_eq0.
transitivity #|pffun_on true (~: A) predT|; last by rewrite card_pffun_on card_bool cardsCs setCK card_ord.
apply: eq_card => x; rewrite inE /monomial; apply/subsetP/pffun_onP => [sub|[/subsetP sub _] i iA].
  split=> //; apply/subsetP => i; rewrite !inE; apply: contra => /sub; by rewrite inE => ->.
by rewrite inE; apply/negPn/negP => xi; have := sub i; rewrite !inE iA => /(_ _)/negP; apply; case: (x i) xi.
Qed.
