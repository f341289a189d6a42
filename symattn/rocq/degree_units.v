(* A unit of degree d1 that reads a gate of degree d2, and one in which the monomial of one variable is gated: bounds on the numbers of
   their functions  [CAP-d-units]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import multiplexing.
From Symattn Require Import cover threshold elementary_gates extension output_gating generic reed_muller degree degree_cover degree_gating.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Values.
Variable F : realFieldType.
Implicit Types (n d : nat) (s : bool).

(* The values of a bit: in {0, 1}, or in {-1, 1} if s. *)
Definition value s (b : bool) : F := if s then sign_of F b else b%:R.
Definition value_monomial s n (A : {set 'I_n}) (x : cube n) : F := \prod_(i in A) value s (x i).
Definition value_polynomial s n (c : {set 'I_n} -> F) (x : cube n) : F := \sum_A c A * value_monomial s A x.

Lemma value_monomial0 s n (x : cube n) : value_monomial s set0 x = 1.
Proof. by rewrite /value_monomial big_set0. Qed.
Lemma sum_pairs n i (g : {set 'I_n} -> F) : \sum_A g A = \sum_(A : {set 'I_n} | i \notin A) (g A + g (i |: A)).
Proof.
rewrite big_split (bigID (fun A : {set 'I_n} => i \in A)) /= addrC; congr (_ + _).
rewrite (reindex_onto (fun A => i |: A) (fun A => A :\ i)) /= => [|A iA]; last exact: setD1K.
by apply: eq_bigl => A; rewrite setU11 /=; apply/eqP/idP => [<-|/setU1K //]; rewrite !inE eqxx.
Qed.
Lemma halves (a v m : F) : a / 2%:R * m + a / 2%:R * (v * m) = (1 + v) / 2%:R * (a * m).
Proof.
rewrite !mulrDl mul1r; congr (_ + _); first by rewrite [a / _]mulrC -mulrA.
by rewrite mulrACA [a * v]mulrC mulrACA.
Qed.
(* x_i = (1 + u_i) / 2: polynomials of the same degree in the signs *)
Lemma sign_monomial n (B : {set 'I_n}) : exists2 c : {set 'I_n} -> F, forall A : {set 'I_n}, ~~ (A \subset B) -> c A = 0 &
  forall x, value_polynomial true c x = (monomial B x)%:R.
Proof.
move: {2}#|B| (erefl #|B|) => k; elim: k B => [|k IH] B Bk.
  exists (single F set0) => [A|x].
    by rewrite /single; case: eqP => // ->; rewrite sub0set.
  rewrite (cards0_eq Bk) monomial0 /value_polynomial (bigD1 set0) //= /single eqxx value_monomial0 mulr1 big1 ?addr0 // => A /negbTE ->.
  by rewrite mul0r.
have /card_gt0P[i iB] : (0 < #|B|)%N by rewrite Bk.
have [|c out val] := IH (B :\ i); first by apply/eqP; rewrite -eqSS -Bk (cardsD1 i B) iB add1n.
exists (fun A => (c A + (if i \in A then c (A :\ i) else 0)) / 2%:R) => [A AB|x].
  rewrite out; last by apply: contra AB => AB; apply: subset_trans AB (subsetDl _ _).
  case: ifP => iA; rewrite ?addr0 ?mul0r // out ?addr0 ?mul0r //; apply: contra AB => sub.
  by rewrite -(setD1K iA) -(setD1K iB) setUS.
have -> : (monomial B x)%:R = (1 + value true (x i)) / 2%:R * (monomial (B :\ i) x)%:R :> F.
  rewrite -[B in LHS](setD1K iB) /monomial subUset sub1set inE /value; case: (x i) => /=.
    by rewrite half2 mul1r.
  by rewrite subrr !mul0r.
rewrite -val /value_polynomial !(sum_pairs i) mulr_sumr; apply: eq_bigr => A iA.
have vi : value_monomial true (i |: A) x = value true (x i) * value_monomial true A x.
  by rewrite /value_monomial big_setU1.
have ci : c (i |: A) = 0.
  by apply: out; apply/negP => /subsetP/(_ i); rewrite !inE eqxx => /(_ isT).
rewrite (negbTE iA) setU11 setU1K // ci vi addr0 add0r mul0r addr0.
by rewrite ?addr0; exact: halves.
Qed.
Lemma to_values s d n (c : {set 'I_n} -> F) : degree_at_most d c ->
  exists2 e : {set 'I_n} -> F, degree_at_most d e & forall x, value_polynomial s e x = polynomial c x.
Proof.
move=> deg; case: s; last first.
  by exists c => // x; apply: eq_bigr => A _; rewrite monomial_prod.
have /fin_all_exists2[e out val] B := @sign_monomial n B.
exists (fun A => \sum_B c B * e B A) => [A dA|x].
  apply: big1 => B _; case: (leqP #|B| d) => [Bd|/deg ->]; last by rewrite mul0r.
  by rewrite out ?mulr0 //; apply: contraTN dA => /subset_leq_card AB; rewrite -leqNgt (leq_trans AB).
rewrite /value_polynomial; under eq_bigr do rewrite mulr_suml; rewrite exchange_big; apply: eq_bigr => B _.
rewrite -val /value_polynomial mulr_sumr; apply: eq_bigr => A _; by rewrite mulrA.
Qed.

(* The signs of the combinations of finitely many functions, the constant 1 among them. *)
Theorem span_cover n (I : finType) (e : I -> cube n -> F) (i0 : I) (S : {set boolean n}) : (forall x, e i0 x = 1) ->
  (forall h, h \in S -> exists w : I -> F, forall x, h x = (0 <= \sum_i w i * e i x)) -> (#|S| <= C (2 ^ n) #|I|)%N.
Proof.
move=> one hS; rewrite -card_cube -(card_imset (mem S) (@table_inj n)).
pose P : 'M[F]_(#|I|, #|{: cube n}|) := \matrix_(k, j) e (enum_val k) (enum_val j).
apply: (cover_bound (P := P)) => t /imsetP[h /hS[w hw] ->].
have [a a0 low] : exists2 a : F, 0 < a & forall x, \sum_i w i * e i x < 0 -> a <= - \sum_i w i * e i x.
  by apply: (@least F _ (fun x => \sum_i w i * e i x < 0)) => x; rewrite oppr_gt0.
pose r : 'rV[F]_#|I| := \row_k (w (enum_val k) + a / 2%:R * (enum_val k == i0)%:R).
have rE j : (r *m P) ord0 j = \sum_i w i * e i (enum_val j) + a / 2%:R.
  rewrite mxE (reindex (@enum_rank I)) /=; last by exists (@enum_val _ (mem I)) => k _; [exact: enum_rankK | exact: enum_valK].
  under eq_bigr do rewrite !mxE enum_rankK mulrDl; rewrite big_split /=; congr (_ + _).
  by rewrite (bigD1 i0) //= eqxx one !mulr1 big1 ?addr0 // => i /negbTE ->; rewrite mulr0 mul0r.
have a2 : 0 < a / 2%:R by rewrite divr_gt0 // ltr0Sn.
have half_a : a / 2%:R < a by rewrite ltr_pdivr_mulr ?ltr0Sn // ltr_pmulr // ltr1n.
have key j : ((r *m P) ord0 j != 0) /\ (0 < (r *m P) ord0 j) = h (enum_val j).
  rewrite rE hw; case: (ltP (\sum_i w i * e i (enum_val j)) 0) => [neg|pos].
    have lt : \sum_i w i * e i (enum_val j) + a / 2%:R < 0.
      by rewrite -subr_gt0 sub0r opprD subr_gt0; apply: lt_le_trans (low _ neg).
    by rewrite lt_eqF // lt_gtF.
  have gt : 0 < \sum_i w i * e i (enum_val j) + a / 2%:R by apply: ltr_paddl pos a2.
  by rewrite gt_eqF // gt.
exists r; first by apply/forallP => j; case: (key j).
by apply/ffunP => j; rewrite !ffunE; case: (key j).
Qed.
(* If one of G belongs to each of them: at most #|G| times as many. *)
Lemma many_spans n (I : finType) (G : {set boolean n}) (e : boolean n -> I -> cube n -> F) (i0 : I) (S : {set boolean n}) :
  (forall g x, e g i0 x = 1) ->
  (forall h, h \in S -> exists2 g, g \in G & exists w : I -> F, forall x, h x = (0 <= \sum_i w i * e g i x)) ->
  (#|S| <= #|G| * C (2 ^ n) #|I|)%N.
Proof.
move=> one hS.
have /fin_all_exists[c hc] h : exists g, h \in S -> g \in G /\ exists w : I -> F, forall x, h x = (0 <= \sum_i w i * e g i x).
  by case: (boolP (h \in S)) => [/hS[g gG hg]|_]; [exists g | exists h].
rewrite -sum1_card (partition_big c (mem G)) /=; last by move=> h /hc[].
rewrite -sum_nat_const; apply: leq_sum => g _; rewrite sum1dep_card.
apply: (@span_cover n I (e g) i0 [set h | (h \in S) && (c h == g)] (one g)) => h; rewrite inE => /andP[/hc[_ hw] /eqP <-].
exact: hw.
Qed.
End Values.

Section Units.
Variable F : realFieldType.
Variable T : forall d n : nat, {set boolean n}.
Hypothesis TP : forall d n (f : boolean n), f \in T d n <-> threshold_of_degree F d f.
(* s1 and s2 say whether x and g have values in {-1, 1} instead of {0, 1}. *)
Variables (s1 s2 : bool).

(* H(p(x) + z g(x)) *)
Definition reads d1 d2 n (h : boolean n) : Prop := exists g (c : {set 'I_n} -> F) z, [/\ g \in T d2 n, degree_at_most d1 c &
  forall x, h x = (0 <= value_polynomial s1 c x + z * value F s2 (g x))].
(* H(p(x)), in which the monomial x_1 (the last variable here) is multiplied by g(x) *)
Definition gated d1 d2 n (h : boolean n.+1) : Prop := exists g (c : {set 'I_n.+1} -> F), [/\ g \in T d2 n.+1, degree_at_most d1 c &
  forall x, h x = (0 <= \sum_A c A * (value_monomial F s1 A x * (if A == [set ord_max] then value F s2 (g x) else 1)))].

Notation small d n := {A : {set 'I_n} | (#|A| <= d)%N}.
Lemma card_small d n : #|{: small d n}| = terms d n.
Proof. by rewrite card_sig -card_terms /monomials_to cardsE. Qed.
Lemma sum_small d n (g : {set 'I_n} -> F) : (forall A : {set 'I_n}, (d < #|A|)%N -> g A = 0) -> \sum_A g A = \sum_(a : small d n) g (val a).
Proof.
move=> out; rewrite (bigID (fun A : {set 'I_n} => (#|A| <= d)%N)) /= [X in _ + X]big1 ?addr0 => [|A]; last by rewrite -ltnNge => /out.
rewrite (reindex_omap (val : small d n -> {set 'I_n}) insub) => [|A Ad]; last by rewrite insubT.
by apply: eq_bigl => a; rewrite valK eqxx andbT (valP a).
Qed.
Definition empty_small d n : small d n := exist _ set0 (leq_trans (eq_leq (cards0 _)) (leq0n d)).
Lemma sum_some (I : finType) (x : option I -> F) : \sum_i x i = x None + \sum_i x (Some i).
Proof.
rewrite (bigD1 None) //=; congr (_ + _); rewrite (reindex_omap Some id) //= => [|[i|] //].
by apply: eq_bigl => i; rewrite eqxx.
Qed.
Lemma value_true s : value F s true = 1. Proof. by case: s. Qed.
Lemma value_not s b : value F s (~~ b) = (if s then 0 else 1) - value F s b.
Proof. by case: s; case: b; rewrite /value /= ?sub0r ?subr0 ?opprK ?subrr. Qed.
Lemma value_polynomialD n s (c e : {set 'I_n} -> F) x :
  value_polynomial s (fun A => c A + e A) x = value_polynomial s c x + value_polynomial s e x.
Proof. by rewrite /value_polynomial -big_split; apply: eq_bigr => A _; rewrite mulrDl. Qed.
Lemma value_polynomial_single n s z (B : {set 'I_n}) x : value_polynomial s (fun A => z * single F B A) x = z * value_monomial F s B x.
Proof.
rewrite /value_polynomial (bigD1 B) //= /single eqxx mulr1 big1 ?addr0 // => A /negbTE ->.
by rewrite mulr0 mul0r.
Qed.
Lemma above_values n (c : {set 'I_n} -> F) : exists2 z, 0 <= z & forall x, polynomial c x < z.
Proof.
have [M M0 h] := bounded (fun A => - 1 * c A); exists (M + 1) => [|x]; first by rewrite addr_ge0 ?ler01.
by have := h x; rewrite polynomialZ mulN1r addrC subr_ge0 => le; apply: le_lt_trans le _; rewrite ltr_addl ltr01.
Qed.

(* g may be replaced by its negation. *)
Lemma reads_half d1 d2 n (h : boolean n) : reads d1 d2 h ->
  exists g (c : {set 'I_n} -> F) z, [/\ g \in half_of (T d2 n), degree_at_most d1 c &
  forall x, h x = (0 <= value_polynomial s1 c x + z * value F s2 (g x))].
Proof.
case=> g [c [z [gT deg hE]]]; case: (boolP (g (origin n))) => [g0|g0]; last by exists g, c, z; rewrite inE gT.
exists (negation g), (fun A => c A + (z * (if s2 then 0 else 1)) * single F set0 A), (- z); split.
- by rewrite inE (degree_negation TP) gT ffunE g0.
- by apply: degreeD => //; apply: degreeZ; apply: degree_single; rewrite cards0.
move=> x; rewrite hE value_polynomialD value_polynomial_single value_monomial0 mulr1 ffunE value_not; congr (0 <= _).
by rewrite -addrA; congr (_ + _); rewrite mulrBr addrA mulNr subrr sub0r mulNr opprK.
Qed.

(* [CAP-d-units] the unit that reads a gate; n >= 1 is n.+1 *)
Theorem reading_units d1 d2 n (S : {set boolean n.+1}) : (1 <= d1)%N -> (1 <= d2)%N -> (forall h, h \in S <-> reads d1 d2 h) ->
  (#|T d1 n| * #|T d2 n| <= #|S|)%N /\ (2 * #|S| <= #|T d2 n.+1| * C (2 ^ n.+1) (terms d1 n.+1).+1)%N.
Proof.
move=> d10 d20 hS; split.
  have [low _ _ _] := capacity_degrees TP n d10 d20; apply: leq_trans low _; apply/subset_leq_card/subsetP => h /imsetP[[f g]].
  rewrite inE /= => /andP[/TP[q [deg fE]] gT] ->; apply/hS.
  have [e dege eE] := to_values s1 deg; have [z z0 lt] := above_values q.
  exists g, (fun A => e A + - z * single F set0 A), z; split=> // [|x].
    by apply: degreeD => //; apply: degreeZ; apply: degree_single; rewrite cards0.
  rewrite !ffunE /= fE ffunE value_polynomialD value_polynomial_single value_monomial0 mulr1 eE.
  case: (g x); first by rewrite value_true mulr1 subrK andbT.
  rewrite andbF; apply/esym/negbTE; rewrite -ltNge.
  apply: (@le_lt_trans _ _ (polynomial q x - z)); last by rewrite subr_lt0.
  by rewrite ger_addl; case: (s2); rewrite /value /= ?mulrN1 ?oppr_le0 ?mulr0.
rewrite (card_half_of (fun g => degree_negation TP d2 g)) -mulnA leq_mul2l /= -(card_small d1 n.+1) -card_option.
pose e (g : boolean n.+1) (i : option (small d1 n.+1)) x :=
  match i with Some a => value_monomial F s1 (val a) x | None => value F s2 (g x) end.
apply: (many_spans (e := e) (i0 := Some (empty_small d1 n.+1))) => [g x|h /hS/reads_half[g [c [z [gH deg hE]]]]].
  exact: value_monomial0.
exists g => //; exists (fun i => oapp (fun a => c (val a)) z i) => x; rewrite hE sum_some /= addrC; congr (0 <= _ + _).
by rewrite /value_polynomial (@sum_small d1) // => A /deg ->; rewrite mul0r.
Qed.

(* [CAP-d-units] the unit with one gated monomial; n >= 1 is n.+1, n >= 2 is n.+2 *)
Lemma rename_last n (c : {set 'I_n} -> F) : rename (lift ord_max) c [set ord_max] = 0.
Proof.
apply: big_pred0 => A; apply/negbTE/eqP => /setP/(_ ord_max); rewrite inE eqxx => /imsetP[i _ /eqP].
by rewrite (negbTE (neq_lift _ _)).
Qed.
Lemma value_polynomial_first n s (c : {set 'I_n} -> F) x : value_polynomial s (rename (lift ord_max) c) x = value_polynomial s c (first x).
Proof.
rewrite /value_polynomial /rename [RHS](partition_big (fun A : {set 'I_n} => lift ord_max @: A) xpredT) //=; apply: eq_bigr => B _.
rewrite mulr_suml; apply: eq_bigr => A /eqP <-; congr (_ * _); rewrite /value_monomial big_imset /=; last by move=> i j _ _ /lift_inj.
by apply: eq_bigr => i _; rewrite ffunE.
Qed.
Theorem gated_units_upper d1 d2 n (S : {set boolean n.+1}) : (forall h, h \in S <-> gated d1 d2 h) ->
  (#|S| <= #|T d2 n.+1| * C (2 ^ n.+1) (terms d1 n.+1))%N.
Proof.
move=> hS; rewrite -(card_small d1 n.+1).
pose e (g : boolean n.+1) (a : small d1 n.+1) x :=
  value_monomial F s1 (val a) x * (if val a == [set ord_max] then value F s2 (g x) else 1).
apply: (many_spans (e := e) (i0 := empty_small d1 n.+1)) => [g x|h /hS[g [c [gT deg hE]]]].
  rewrite /e value_monomial0 mul1r (_ : (val _ == _) = false) //; apply/negbTE; rewrite eq_sym; apply/set0Pn.
  by exists ord_max; rewrite inE.
exists g => //; exists (fun a => c (val a)) => x; rewrite hE (@sum_small d1) // => A /deg ->.
by rewrite mul0r.
Qed.
Theorem gated_units_lower d1 d2 n (S : {set boolean n.+2}) : (1 <= d1)%N -> (1 <= d2)%N -> (forall h, h \in S <-> gated d1 d2 h) ->
  (#|T d1 n| * #|T d2 n| <= #|S|)%N.
Proof.
move=> d10 d20 hS.
have [low _ _ _] := capacity_degrees TP n d10 d20; apply: leq_trans low _.
apply: leq_trans (leq_imset_card (fun h => negation (slice true h)) S); apply/subset_leq_card/subsetP => h /imsetP[[f g]].
rewrite inE /= => /andP[fT gT] ->; have /TP[q [deg fE]] : negation f \in T d1 n.+1 by rewrite (degree_negation TP).
have /TP[r [degr gE]] : negation g \in T d2 n.+1 by rewrite (degree_negation TP).
have [e dege eE] := to_values s1 deg; have [K K0 big] := bounded q.
pose g' := polynomial_gate (rename (lift (@ord_max n.+1)) r).
have g'E x z : g' (extend x z) = ~~ g x.
  have /ffunP/(_ x) := gE; rewrite !ffunE => ->; rewrite polynomial_rename; congr (0 <= polynomial r _).
  by apply/ffunP => i; rewrite !ffunE liftK.
pose c A := rename (lift (@ord_max n.+1)) e A + (K * single F [set ord_max] A + (- K * value F s2 false) * single F set0 A).
pose k := [ffun x =>
  0 <= \sum_A c A * (value_monomial F s1 A x * (if A == [set ord_max] then value F s2 (g' x) else 1))] : boolean n.+2.
apply/imsetP; exists k.
  apply/hS; exists g', c; split=> [||x]; last by rewrite ffunE.
    by apply/TP; exists (rename (lift ord_max) r); split=> //; exact: degree_rename.
  apply: degreeD; first exact: degree_rename.
  by apply: degreeD; apply: degreeZ; apply: degree_single; rewrite ?cards0 ?cards1.
apply/ffunP => x; rewrite [LHS]ffunE [RHS]ffunE [slice true k x]ffunE [k _]ffunE /=.
have -> : \sum_A c A *
      (value_monomial F s1 A (extend x true) * (if A == [set ord_max] then value F s2 (g' (extend x true)) else 1)) =
    polynomial q x + (K * value F s2 (~~ g x) - K * value F s2 false).
  rewrite -eE -[x in value_polynomial _ _ x](extend_first x true) -value_polynomial_first g'E.
  rewrite /value_polynomial /c; under eq_bigr do rewrite !mulrDl; rewrite !big_split /=; congr (_ + (_ + _)).
  - apply: eq_bigr => A _; case: eqP => [->|_]; last by rewrite mulr1.
    by rewrite rename_last !mul0r.
  - rewrite (bigD1 [set ord_max]) //= /single eqxx mulr1 big1 ?addr0 => [|A /negbTE ->]; last by rewrite mulr0 mul0r.
    by rewrite /value_monomial big_set1 extend_last value_true mul1r.
  rewrite (bigD1 set0) //= /single eqxx mulr1 big1 ?addr0 => [|A /negbTE ->]; last by rewrite mulr0 mul0r.
  rewrite value_monomial0 (_ : (set0 == _) = false) ?mulr1 ?mulNr //; apply/negbTE; rewrite eq_sym; apply/set0Pn.
  by exists ord_max; rewrite inE.
have /ffunP/(_ x) := fE; rewrite !ffunE => fx; case: (g x) => /=.
  by rewrite subrr addr0 -fx negbK andbT.
rewrite andbF value_true mulr1; apply/esym/negbTE; rewrite negbK; apply: le_trans (big x) _.
rewrite ler_add2l ler_addl oppr_ge0; by case: (s2); rewrite /value /= ?mulrN1 ?oppr_le0 ?mulr0.
Qed.
End Units.
