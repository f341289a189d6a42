(* Polynomial threshold functions H(p), H(0) = 1, with deg p <= d: degree 1 is that of the threshold functions; constants, negations,
   selectors, products of polynomials  [RV-1-d; step 1 of CAP-d]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates extension reed_muller.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Degree.
Variable F : realFieldType.
Implicit Types n d : nat.

(* p = sum_A c_A x^A; no monomial has a square, as x_i^2 = x_i on the cube. *)
Definition polynomial_gate n (c : {set 'I_n} -> F) : boolean n := [ffun x => 0 <= polynomial c x].
Definition threshold_of_degree d n (f : boolean n) : Prop := exists c, degree_at_most d c /\ f = polynomial_gate c.

(* The sets of at most d variables: there are D_d(n) = sum_(i <= d) 'C(n, i) of them. *)
Definition monomials_to d n : {set {set 'I_n}} := [set A : {set 'I_n} | (#|A| <= d)%N].
Lemma card_sets n k : #|[set A : {set 'I_n} | #|A| == k]| = 'C(n, k).
Proof. by rewrite card_draws card_ord. Qed.
Theorem card_monomials d n : #|monomials_to d n| = (\sum_(i < d.+1) 'C(n, i))%N.
Proof.
elim: d => [|d IH].
  rewrite big_ord_recl big_ord0 addn0 -card_sets; apply: eq_card => A; by rewrite !inE leqn0.
rewrite big_ord_recr /= -IH -card_sets -cardsUI [X in (_ + X)%N](_ : _ = 0%N) ?addn0; last first.
  by apply: eq_card0 => A; rewrite !inE; case: eqP => [->|]; rewrite ?ltnn ?andbF.
by apply: eq_card => A; rewrite !inE leq_eqVlt ltnS orbC.
Qed.

(* Sums of polynomials, multiples, constants. *)
Lemma polynomialD n (c e : {set 'I_n} -> F) x : polynomial (fun A => c A + e A) x = polynomial c x + polynomial e x.
Proof. by rewrite /polynomial -big_split; apply: eq_bigr => A _; rewrite mulrDl. Qed.
Lemma polynomialZ n a (c : {set 'I_n} -> F) x : polynomial (fun A => a * c A) x = a * polynomial c x.
Proof. by rewrite /polynomial mulr_sumr; apply: eq_bigr => A _; rewrite mulrA. Qed.
Lemma degreeD d n (c e : {set 'I_n} -> F) : degree_at_most d c -> degree_at_most d e -> degree_at_most d (fun A => c A + e A).
Proof. by move=> dc de A dA; rewrite dc // de // addr0. Qed.
Lemma degreeZ d n a (c : {set 'I_n} -> F) : degree_at_most d c -> degree_at_most d (fun A => a * c A).
Proof. by move=> dc A dA; rewrite dc // mulr0. Qed.
Lemma degree_le d e n (c : {set 'I_n} -> F) : (d <= e)%N -> degree_at_most d c -> degree_at_most e c.
Proof. by move=> de dc A eA; apply: dc; apply: leq_ltn_trans eA. Qed.
Definition single n (B : {set 'I_n}) (A : {set 'I_n}) : F := (A == B)%:R.
Lemma polynomial_single n (B : {set 'I_n}) x : polynomial (single B) x = (monomial B x)%:R.
Proof.
rewrite /polynomial (bigD1 B) //= /single eqxx mul1r big1 ?addr0 // => A /negbTE ->.
by rewrite mul0r.
Qed.
Lemma degree_single d n (B : {set 'I_n}) : (#|B| <= d)%N -> degree_at_most d (single B).
Proof. by move=> Bd A dA; rewrite /single; case: eqP dA => // ->; rewrite ltnNge Bd. Qed.
Lemma monomial0 n (x : cube n) : monomial set0 x.
Proof. exact: sub0set. Qed.
Lemma monomial1 n i (x : cube n) : monomial [set i] x = x i.
Proof. by rewrite /monomial sub1set inE. Qed.

(* An affine function has degree 1, and nothing else has. *)
Definition affine n (w : 'I_n -> F) b (A : {set 'I_n}) : F := \sum_i w i * single [set i] A + b * single set0 A.
Lemma polynomial_affine n (w : 'I_n -> F) b x : polynomial (affine w b) x = activation w b x.
Proof.
rewrite /affine polynomialD polynomialZ polynomial_single monomial0 mulr1 /activation; congr (_ + _).
rewrite /polynomial; under eq_bigr do rewrite mulr_suml; rewrite exchange_big; apply: eq_bigr => i _.
by rewrite -[RHS]/(w i * (x i)%:R) -monomial1 -polynomial_single -polynomialZ.
Qed.
Lemma degree_affine d n (w : 'I_n -> F) b : (0 < d)%N -> degree_at_most d (affine w b).
Proof.
move=> d0; apply: degreeD; last by apply: degreeZ; apply: degree_single; rewrite cards0.
by move=> A dA; apply: big1 => i _; rewrite (@degree_single 1) ?mulr0 ?cards1 //; apply: leq_ltn_trans dA.
Qed.
Lemma degree_one n (c : {set 'I_n} -> F) x : degree_at_most 1 c -> polynomial c x = activation (fun i => c [set i]) (c set0) x.
Proof.
move=> deg; rewrite -polynomial_affine /polynomial; apply: eq_bigr => A _; congr (_ * _); rewrite /affine /single.
case: (ltngtP #|A| 1) => A1.
- have /cards0_eq -> : #|A| = 0%N by case: #|A| A1.
  rewrite eqxx mulr1 big1 ?add0r // => i _; rewrite (_ : (set0 == _) = false) ?mulr0 //.
  by apply/negbTE; rewrite eq_sym; apply/set0Pn; exists i; rewrite inE.
- rewrite deg // (_ : (A == set0) = false) ?mulr0 ?addr0; last by apply: contraTF A1 => /eqP ->; rewrite cards0.
  by apply/esym/big1 => i _; rewrite (_ : (A == _) = false) ?mulr0 //; apply: contraTF A1 => /eqP ->; rewrite cards1.
have /cards1P[j ->] : #|A| == 1%N by rewrite A1.
rewrite (bigD1 j) //= eqxx mulr1 big1 => [|i ij].
  by rewrite addr0 (_ : (_ == set0) = false) ?mulr0 ?addr0 //; apply/negbTE/set0Pn; exists j; rewrite inE.
by rewrite (inj_eq set1_inj) eq_sym (negbTE ij) mulr0.
Qed.
Theorem threshold_degree_one n (f : boolean n) : threshold_of_degree 1 f <-> threshold F f.
Proof.
split=> [[c [deg ->]]|[w [b ->]]].
  by exists (fun i => c [set i]), (c set0); apply/ffunP => x; rewrite !ffunE degree_one.
by exists (affine w b); split; [exact: degree_affine | apply/ffunP => x; rewrite !ffunE polynomial_affine].
Qed.
Lemma threshold_degree_le d e n (f : boolean n) : (d <= e)%N -> threshold_of_degree d f -> threshold_of_degree e f.
Proof. by move=> de [c [deg ->]]; exists c; split=> //; exact: degree_le deg. Qed.
Lemma threshold_degree d n (f : boolean n) : (0 < d)%N -> threshold F f -> threshold_of_degree d f.
Proof. by move=> d0 /threshold_degree_one; apply: threshold_degree_le. Qed.

(* Raising the constant term a little makes p nowhere 0 and changes no value of H(p). *)
Theorem strict_degree d n (f : boolean n) : threshold_of_degree d f ->
  exists c : {set 'I_n} -> F, degree_at_most d c /\ forall x, polynomial c x != 0 /\ f x = (0 < polynomial c x).
Proof.
case=> c [deg ->]; have [e e0 low] : exists2 e : F, 0 < e & forall x, polynomial c x < 0 -> e <= - polynomial c x.
  by apply: (@least F _ (fun x => polynomial c x < 0)) => x; rewrite oppr_gt0.
have e2 : 0 < e / 2%:R by rewrite divr_gt0 // ltr0Sn.
exists (fun A => c A + e / 2%:R * single set0 A); split=> [|x].
  by apply: degreeD => //; apply: degreeZ; apply: degree_single; rewrite cards0.
rewrite ffunE polynomialD polynomialZ polynomial_single monomial0 mulr1.
case: (ltP (polynomial c x) 0) => [neg|pos]; last first.
  have p : 0 < polynomial c x + e / 2%:R by apply: ltr_paddl pos e2.
  by rewrite gt_eqF // p.
have n0 : polynomial c x + e / 2%:R < 0.
  rewrite -subr_gt0 sub0r opprD subr_gt0; apply: lt_le_trans (low x neg).
  by rewrite ltr_pdivr_mulr ?ltr0Sn // ltr_pmulr // ltr1n.
by rewrite lt_eqF // lt_gtF.
Qed.
Lemma strict_threshold_degree d n (f : boolean n) (c : {set 'I_n} -> F) : degree_at_most d c ->
  (forall x, polynomial c x != 0 /\ f x = (0 < polynomial c x)) -> threshold_of_degree d f.
Proof.
move=> deg h; exists c; split=> //; apply/ffunP => x; have [nz ->] := h x.
by rewrite ffunE le_eqVlt eq_sym (negbTE nz).
Qed.

Lemma constant_degree d n b : threshold_of_degree d (constant n b).
Proof.
exists (fun A => (if b then 1 else - 1) * single set0 A); split.
  by apply: degreeZ; apply: degree_single; rewrite cards0.
apply/ffunP => x; rewrite !ffunE polynomialZ polynomial_single monomial0 mulr1.
by case: b; rewrite ?ler01 // oppr_ge0 ler10.
Qed.
Theorem negation_degree d n (f : boolean n) : threshold_of_degree d f -> threshold_of_degree d (negation f).
Proof.
case/strict_degree => c [deg h]; exists (fun A => - 1 * c A); split; first exact: degreeZ.
by apply/ffunP => x; rewrite !ffunE polynomialZ mulN1r; have [_ ->] := h x; rewrite oppr_ge0 -leNgt.
Qed.

(* A polynomial of some of the variables of a larger set, and one with an affine function added. *)
Definition rename n m (h : 'I_n -> 'I_m) (c : {set 'I_n} -> F) (B : {set 'I_m}) : F := \sum_(A : {set 'I_n} | h @: A == B) c A.
Lemma polynomial_rename n m (h : 'I_n -> 'I_m) c x : polynomial (rename h c) x = polynomial c [ffun i => x (h i)].
Proof.
rewrite /polynomial /rename [RHS](partition_big (fun A : {set 'I_n} => h @: A) xpredT) //=; apply: eq_bigr => B _.
rewrite mulr_suml; apply: eq_bigr => A /eqP <-; congr (_ * (nat_of_bool _)%:R); apply/subsetP/subsetP => sub i.
  by move=> iA; have := sub _ (imset_f h iA); rewrite !inE ffunE.
by case/imsetP => j jA ->; have := sub j jA; rewrite !inE ffunE.
Qed.
Lemma degree_rename d n m (h : 'I_n -> 'I_m) c : degree_at_most d c -> degree_at_most d (rename h c).
Proof.
move=> deg B dB; apply: big1 => A /eqP AB; apply: deg; apply: leq_trans dB _.
by rewrite -AB leq_imset_card.
Qed.
Lemma bounded n (c : {set 'I_n} -> F) : exists2 M, 0 <= M & forall x, 0 <= polynomial c x + M.
Proof.
exists (\sum_x `|polynomial c x|); first by apply: sumr_ge0 => x _; rewrite normr_ge0.
move=> x; rewrite (bigD1 x) //= addrA addr_ge0 //; last by apply: sumr_ge0 => y _; rewrite normr_ge0.
by rewrite -ler_subl_addr sub0r ler_oppl -normrN ler_norm.
Qed.
(* [MX-f] for polynomials: where an affine function is 0 the gate stays; where it is at least 1 the value is 1. *)
Theorem switch_degree d n m (h : 'I_n -> 'I_m) (w : 'I_m -> F) b (f : boolean n) : (0 < d)%N -> threshold_of_degree d f ->
  exists2 g : boolean m, threshold_of_degree d g & forall x,
    (activation w b x = 0 -> g x = f [ffun i => x (h i)]) /\ (1 <= activation w b x -> g x = true).
Proof.
move=> d0 [c [deg ->]]; have [M M0 big] := bounded c.
pose e A := rename h c A + M * affine w b A.
exists (polynomial_gate e); first by exists e; split=> //; apply: degreeD; [exact: degree_rename | apply: degreeZ; exact: degree_affine].
move=> x; rewrite !ffunE polynomialD polynomialZ polynomial_affine polynomial_rename; split=> [->|far]; first by rewrite mulr0 addr0.
apply/idP; apply: le_trans (big [ffun i => x (h i)]) _; rewrite ler_add2l.
exact: ler_pemulr.
Qed.
(* One variable more as a selector. *)
Lemma select_degree d n (f : boolean n) (side : bool) : (0 < d)%N -> threshold_of_degree d f ->
  exists2 g : boolean n.+1, threshold_of_degree d g & forall x z, g (extend x z) = if z == side then f x else true.
Proof.
move=> d0 thr; pose w i : F := if i == ord_max :> 'I_n.+1 then (if side then - 1 else 1) else 0.
have [g tg hg] := switch_degree (lift ord_max) w (if side then 1 else 0) d0 thr; exists g => // x z.
have aE : activation w (if side then 1 else 0) (extend x z) = (z != side)%:R.
  rewrite /activation (bigD1 ord_max) //= big1 => [|i /negbTE im]; last by rewrite /w im mul0r.
  by rewrite addr0 /w eqxx extend_last; case: (side); case: z; rewrite /= ?mulN1r ?mul1r ?oppr0 ?add0r ?addNr ?addr0.
have [zero one] := hg (extend x z); case: (eqVneq z side) aE => /= [_ /zero ->|_ a1].
  by congr (f _); apply/ffunP => i; rewrite !ffunE liftK.
by apply: one; rewrite a1.
Qed.

(* Products of polynomials. *)
Definition times n (c e : {set 'I_n} -> F) (A : {set 'I_n}) : F := \sum_(p : {set 'I_n} * {set 'I_n} | p.1 :|: p.2 == A) c p.1 * e p.2.
Lemma polynomialM n (c e : {set 'I_n} -> F) x : polynomial (times c e) x = polynomial c x * polynomial e x.
Proof.
rewrite /polynomial mulr_suml; under [RHS]eq_bigr do rewrite mulr_sumr.
rewrite pair_bigA [RHS](partition_big (fun p : {set 'I_n} * {set 'I_n} => p.1 :|: p.2) xpredT) //=; apply: eq_bigr => A _.
rewrite mulr_suml; apply: eq_bigr => -[B E] /= /eqP <-; rewrite mulrACA -natrM mulnb; congr (_ * (nat_of_bool _)%:R).
by rewrite /monomial subUset.
Qed.
Lemma degreeM d d' n (c e : {set 'I_n} -> F) : degree_at_most d c -> degree_at_most d' e -> degree_at_most (d + d') (times c e).
Proof.
move=> dc de A dA; apply: big1 => -[B E] /= /eqP AE; case: (leqP #|B| d) => [Bd|/dc ->]; last by rewrite mul0r.
rewrite de ?mulr0 //; rewrite ltnNge; apply: contraTN dA => Ed; rewrite -leqNgt -AE.
by apply: leq_trans (leq_add Bd Ed); rewrite -cardsUI leq_addr.
Qed.
End Degree.
