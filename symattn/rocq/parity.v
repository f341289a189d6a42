(* Parity of n bits is a product of n threshold gates with values -1 and 1, of 2^(n-1) gates with values 0 and 1, and of no fewer
   [BY-1-pm, BY-1-01, BY-1-deg, BY-1-exp, BY-1]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Flip.
Variable n : nat.
Implicit Types (x a b : cube n) (i : 'I_n).

Definition flip i x : cube n := [ffun j => x j (+) (j == i)].
Lemma flipK i : involutive (flip i).
Proof. by move=> x; apply/ffunP => j; rewrite !ffunE addbK. Qed.
Lemma flip_at i x : flip i x i = ~~ x i. Proof. by rewrite ffunE eqxx addbT. Qed.
Lemma flip_off i j x : j != i -> flip i x j = x j. Proof. by move=> /negbTE ji; rewrite ffunE ji addbF. Qed.

Definition parity : boolean n := [ffun x : cube n => odd (\sum_i x i)].
Lemma parity_flip i x : parity (flip i x) = ~~ parity x.
Proof.
rewrite !ffunE (bigD1 i) //= [in RHS](bigD1 i) //= !oddD flip_at.
have -> : (\sum_(j | j != i) flip i x j = \sum_(j | j != i) x j)%N by apply: eq_bigr => j ji; rewrite flip_off.
by case: (x i); rewrite ?addTb ?negbK.
Qed.
End Flip.

Section Signs.
Variables (F : realFieldType) (n : nat).
Implicit Types (x : cube n) (i : 'I_n) (A : {set 'I_n}) (g p : cube n -> F).

Definition sgn (b : bool) : F := if b then 1 else - 1.
(* x_1 ... x_n *)
Definition chi x : F := \prod_i sgn (x i).
Lemma chi_flip i x : chi (flip i x) = - chi x.
Proof.
rewrite /chi (bigD1 i) //= [in RHS](bigD1 i) //= flip_at -mulNr; congr (_ * _).
  by case: (x i); rewrite /= ?opprK.
by apply: eq_bigr => j ji; rewrite flip_off.
Qed.
Lemma sgn_sq b : sgn b * sgn b = 1. Proof. by case: b; rewrite /= ?mulrNN mulr1. Qed.
Lemma chi_neq0 x : chi x != 0.
Proof. by apply/prodf_neq0 => i _; case: (x i); rewrite ?oppr_eq0 oner_eq0. Qed.

(* A function that does not depend on some variable is orthogonal to parity. *)
Definition depends A g : Prop := forall x y : cube n, (forall i, i \in A -> x i = y i) -> g x = g y.
Lemma orthogonal A g : (#|A| < n)%N -> depends A g -> \sum_x chi x * g x = 0.
Proof.
move=> An dep; have [i iA] : exists i, i \notin A.
  apply/existsP; rewrite -negb_forall; apply: contraL An => /forallP all.
  by rewrite -leqNgt -[X in (X <= _)%N]card_ord; apply/subset_leq_card/subsetP.
suff /eqP : \sum_x chi x * g x = - \sum_x chi x * g x by rewrite -addr_eq0 -mulr2n mulrn_eq0 => /eqP.
rewrite [LHS](reindex_inj (can_inj (flipK i))) -sumrN; apply: eq_bigr => x _.
rewrite chi_flip mulNr; congr (- (_ * _)); apply: dep => j jA.
by rewrite flip_off //; apply: contraNneq iA => <-.
Qed.

(* [BY-1-deg] A polynomial is a combination of monomials; its coefficients are indexed by the sets of variables. *)
Definition monomial A x : F := \prod_(i in A) sgn (x i).
Definition polynomial (c : {set 'I_n} -> F) x : F := \sum_A c A * monomial A x.
Definition degree_below (d : nat) (c : {set 'I_n} -> F) : Prop := forall A, (d <= #|A|)%N -> c A = 0.

Theorem parity_orthogonal c : degree_below n c -> \sum_x chi x * polynomial c x = 0.
Proof.
move=> low; under eq_bigr do rewrite mulr_sumr; rewrite exchange_big big1 //= => A _.
case: (ltnP #|A| n) => [An|/low ->]; last by rewrite big1 // => x _; rewrite mul0r mulr0.
apply: (orthogonal An) => x y xy; congr (_ * _); apply: eq_bigr => i iA; by rewrite xy.
Qed.
Theorem parity_degree c (s : bool) : (0 < n)%N -> degree_below n c -> ~ forall x, (0 <= polynomial c x) = (0 < chi x) (+) s.
Proof.
move=> n0 low h; have := parity_orthogonal low; apply/eqP.
have one : chi [ffun _ => true] = 1 by rewrite /chi big1 // => i _; rewrite ffunE.
pose i0 := Ordinal n0; pose z : cube n := if s then [ffun _ => true] else flip i0 [ffun _ => true].
have val x : chi x = 1 \/ chi x = - 1.
  rewrite /chi; elim/big_rec: _ => [|i y _ [] ->]; first by left.
    by case: (x i); rewrite mulr1; [left | right].
  by case: (x i); rewrite mulrN1 ?opprK; [right | left].
have sc x : 0 <= (if s then - 1 else 1) * (chi x * polynomial c x).
  move: (h x); case: (val x) => ->; rewrite ?ltr01 ?oppr_gt0 ?ltr10 /=; case: s {h z} => /= e;
  by rewrite ?mul1r ?mulN1r ?opprK ?e // ?oppr_ge0 ltW // ltNge e.
rewrite -(inj_eq (mulfI (_ : (if s then - 1 else 1) != 0))) ?mulr0; last by case: (s); rewrite ?oppr_eq0 oner_eq0.
rewrite mulr_sumr gt_eqF // (bigD1 z) //= ltr_paddr ?sumr_ge0 //.
move: (h z); rewrite /z; case: s {h sc z} => /=; rewrite ?chi_flip one ?ltr01 ?oppr_gt0 ?ltr10 /= => e.
  by rewrite mul1r mulN1r oppr_gt0 ltNge e.
by rewrite mul1r mulN1r oppr_gt0 ltNge e.
Qed.

(* Parity itself has degree n. *)
Theorem parity_of_degree : exists2 c, degree_below n.+1 c & forall x, polynomial c x = chi x.
Proof.
exists (fun A => (A == setT)%:R) => [A|x].
  by move=> nA; have := max_card (mem A); rewrite card_ord leqNgt nA.
rewrite /polynomial (bigD1 setT) //= eqxx mul1r big1 ?addr0 => [|A /negbTE ->]; last by rewrite mul0r.
by apply: eq_bigl => i; rewrite inE.
Qed.

(* k affine functions have a product of degree at most k. *)
Lemma affine_product (s : seq (('I_n -> F) * F)) A g : (#|A| + size s < n)%N -> depends A g ->
  \sum_x chi x * (g x * \prod_(p <- s) activation p.1 p.2 x) = 0.
Proof.
elim: s A g => [|[w b] s IH] A g small dep.
  by under eq_bigr do rewrite big_nil mulr1; apply: orthogonal dep; rewrite -[#|A|]addn0.
under eq_bigr do rewrite big_cons /=.
have step (h : cube n -> F) (B : {set _}) : (#|B| <= #|A|.+1)%N -> depends B h ->
    \sum_x chi x * (h x * \prod_(p <- s) activation p.1 p.2 x) = 0.
  by move=> hB dh; apply: IH dh; apply: leq_trans small; rewrite ltnS addnS -addSn leq_add2r.
transitivity (\sum_x (\sum_i chi x * ((g x * (w i * (x i)%:R)) * \prod_(p <- s) activation p.1 p.2 x) +
                      chi x * (g x * b * \prod_(p <- s) activation p.1 p.2 x))).
  by apply: eq_bigr => x _; rewrite -mulr_sumr -mulr_suml -mulr_sumr -mulrDr -mulrDl -mulrDr !mulrA /activation.
rewrite big_split /= exchange_big /= big1 ?add0r => [|i _].
  by apply: (step (fun x => g x * b) A) => // x y /dep ->.
apply: (step (fun x => g x * (w i * (x i)%:R)) (i |: A)); first by rewrite cardsU1 addnC -addn1 leq_add2l leq_b1.
by move=> x y xy; rewrite (dep x y) ?xy ?setU11 // => j jA; apply: xy; rewrite !inE jA orbT.
Qed.

(* [BY-1-pm] *)
Definition sign_product k (s : F) : Prop := exists f : 'I_k -> boolean n,
  (forall j, threshold F (f j)) /\ forall x, \prod_j sgn (f j x) = s * chi x.
Theorem sign_parity_lower k s : s != 0 -> sign_product k s -> (n <= k)%N.
Proof.
move=> s0 [f [thr prod]]; rewrite leqNgt; apply/negP => kn.
have /fin_all_exists[wb h] : forall j, exists p : ('I_n -> F) * F, forall x,
    activation p.1 p.2 x != 0 /\ f j x = (0 < activation p.1 p.2 x).
  by move=> j; have /strict[w [b hj]] := thr j; exists (w, b).
have pos j x : 0 < sgn (f j x) * activation (wb j).1 (wb j).2 x.
  by have [] := h j x; set a := activation _ _ x => a0 ->; case: (ltrgtP a 0) a0 => // ? _; rewrite /sgn ?mul1r ?mulN1r ?oppr_gt0.
have small : (#|set0 : {set 'I_n}| + size [seq wb j | j <- enum 'I_k] < n)%N.
  by rewrite cards0 size_map size_enum_ord.
have /eqP := affine_product (g := fun _ => 1) small (fun _ _ _ => erefl).
rewrite -(inj_eq (mulfI s0)) mulr0 mulr_sumr gt_eqF // (bigD1 [ffun _ => true]) //=.
have term x : 0 < s * (chi x * (1 * \prod_(p <- [seq wb j | j <- enum 'I_k]) activation p.1 p.2 x)).
  rewrite mul1r big_map big_enum /= mulrA -prod -big_split /=; apply: prodr_gt0 => j _; exact: pos.
by rewrite ltr_paddr ?sumr_ge0 // => x _; exact: ltW.
Qed.
Theorem sign_parity_upper (b : bool) : (0 < n)%N -> sign_product n (sgn b).
Proof.
move=> n0; pose f (j : 'I_n) := if ~~ b && (j == Ordinal n0) then negation (variable j) else variable j.
exists f; split=> [j|x].
  by rewrite /f; case: ifP => _; [apply/negation_threshold/variable_threshold | exact: variable_threshold].
rewrite /chi (bigD1 (Ordinal n0)) //= [in RHS](bigD1 (Ordinal n0)) //= mulrA; congr (_ * _).
  by rewrite /f eqxx andbT; case: (b); rewrite !ffunE; case: (x _); rewrite /= ?mul1r ?mulN1r ?opprK.
by apply: eq_bigr => j /negbTE j0; rewrite /f j0 andbF !ffunE.
Qed.
End Signs.

Definition least (P : nat -> Prop) k : Prop := P k /\ forall m, P m -> (k <= m)%N.

(* [BY-1-pm] parity, and its negation for b = false *)
Theorem sign_parity (F : realFieldType) n (b : bool) : least (fun k => sign_product n.+1 k (sgn F b)) n.+1.
Proof.
split=> [|m]; first exact: sign_parity_upper.
by apply: sign_parity_lower; case: b; rewrite ?oppr_eq0 oner_eq0.
Qed.

Section Bits.
Variables (F : realFieldType) (n : nat).
Implicit Types (x a b : cube n) (i : 'I_n).

(* A gate with two zeros has two neighbouring zeros: at one coordinate in which they differ, one of them may be moved. *)
Lemma neighbouring_zeros (f : boolean n) a b : threshold F f -> a != b -> f a = false -> f b = false ->
  exists i c, f c = false /\ f (flip i c) = false.
Proof.
case=> w [t ->] ab; rewrite !ffunE => /negbT; rewrite -ltNge => fa /negbT; rewrite -ltNge => fb.
have [i d] : exists i, a i != b i.
  by apply/existsP; rewrite -negb_forall; apply: contra ab => /forallP e; apply/eqP/ffunP => i; apply/eqP.
have move_by x : activation w t (flip i x) = activation w t x + w i * ((~~ x i)%:R - (x i)%:R).
  rewrite /activation (bigD1 i) //= [in RHS](bigD1 i) //= flip_at mulrBr.
  have -> : \sum_(j | j != i) w j * (flip i x j)%:R = \sum_(j | j != i) w j * (x j)%:R.
    by apply: eq_bigr => j ji; rewrite flip_off.
  by rewrite -[LHS]addrA -[X in _ = X + _]addrA [RHS]addrC [RHS]addrA subrK.
have [c [fc down]] : exists c, activation w t c < 0 /\ w i * ((~~ c i)%:R - (c i)%:R) <= 0.
  case: (lerP (w i * ((~~ a i)%:R - (a i)%:R)) 0) => [down|up]; first by exists a.
  exists b; split=> //; move: up d; case: (a i); case: (b i) => //=; rewrite subr0 sub0r mulr1 mulrN1 => up _.
    by rewrite -oppr_ge0 ltW.
  by rewrite oppr_le0 ltW.
exists i, c; rewrite !ffunE; split; apply/negbTE; rewrite -ltNge // move_by.
by rewrite -[0]addr0 ltr_le_add.
Qed.

(* The gate that is 0 at one point only. *)
Definition except a : boolean n := [ffun x => x != a].
Lemma except_threshold a : threshold F (except a).
Proof.
exists (fun i => if a i then - 1 else 1), (\sum_i (a i)%:R - 1); apply/ffunP => x; rewrite !ffunE /activation.
have -> : \sum_i (if a i then - 1 else 1) * (x i)%:R + (\sum_i (a i)%:R - 1) = \sum_i (x i != a i)%:R - 1 :> F.
  rewrite addrA -big_split; congr (_ - 1); apply: eq_bigr => i _.
  by case: (a i); case: (x i); rewrite /= ?mulN1r ?mul1r ?oppr0 ?addNr ?add0r ?addr0 ?mulr0 ?add0r.
rewrite subr_ge0; case: eqVneq => [->|xa].
  by rewrite big1 ?ler10 // => i _; rewrite eqxx.
have [i d] : exists i, x i != a i.
  by apply/existsP; rewrite -negb_forall; apply: contra xa => /forallP e; apply/eqP/ffunP => i; apply/eqP.
by rewrite (bigD1 i) //= d ler_addl sumr_ge0 // => j _; rewrite ler0n.
Qed.

(* [BY-1-01] *)
Definition bit_product k (h : boolean n) : Prop := exists f : 'I_k -> boolean n,
  (forall j, threshold F (f j)) /\ forall x, h x = [forall j, f j x].
Definition zeros (h : boolean n) : {set cube n} := [set x | ~~ h x].

Theorem bit_product_lower k (h : boolean n) : (forall i x, h (flip i x) = ~~ h x) -> bit_product k h -> (#|zeros h| <= k)%N.
Proof.
move=> alt [f [thr prod]].
have below j x : f j x = false -> h x = false.
  by move=> z; rewrite prod; apply/negbTE/forallPn; exists j; rewrite z.
have one j a b : f j a = false -> f j b = false -> a = b.
  move=> fa fb; apply/eqP; apply: contraT => ab.
  have [i [c [/below hc /below hf]]] := neighbouring_zeros (thr j) ab fa fb.
  by move: (alt i c); rewrite hf hc.
case: k f thr prod below one => [|k] f thr prod below one.
  rewrite leqn0 cards_eq0; apply/eqP/setP => x; rewrite !inE prod; apply/negbTE; rewrite negbK.
  by apply/forallP => -[].
pose which x := odflt ord0 [pick j | ~~ f j x].
have whichP x : x \in zeros h -> f (which x) x = false.
  rewrite inE prod => /forallPn[j fj]; rewrite /which; case: pickP => [i /negbTE //|/(_ j)]; by rewrite fj.
rewrite -[X in (_ <= X)%N]card_ord -(@card_in_imset _ _ which (zeros h)) ?max_card // => x y hx hy e.
by apply: (one (which x)); [exact: whichP | rewrite e; exact: whichP].
Qed.
Theorem bit_product_upper (h : boolean n) : bit_product #|zeros h| h.
Proof.
exists (fun j => except (enum_val j)); split=> [j|x]; first exact: except_threshold.
apply/idP/forallP => [hx j|all].
  by rewrite ffunE; apply: contraTneq hx => ->; have := enum_valP j; rewrite inE.
apply: contraT => hx; have zx : x \in zeros h by rewrite inE.
by move: (all (enum_rank_in zx x)); rewrite ffunE enum_rankK_in // eqxx.
Qed.
End Bits.

Lemma card_zeros n (h : boolean n.+1) : (forall i x, h (flip i x) = ~~ h x) -> #|zeros h| = (2 ^ n)%N.
Proof.
move=> alt; apply/eqP; rewrite -(eqn_pmul2l (isT : (0 < 2)%N)) -expnS mul2n -addnn.
have -> : (2 ^ n.+1 = #|{: cube n.+1}|)%N by rewrite card_ffun card_bool card_ord.
rewrite -[X in _ == X](cardC (mem (zeros h))) eqn_add2l.
rewrite -(card_imset (zeros h) (can_inj (flipK ord0))); apply/eqP/eq_card => x.
rewrite !inE; apply/imsetP/idP => [[y]|hx]; first by rewrite inE => hy ->; rewrite alt negbK.
by exists (flip ord0 x); rewrite ?flipK // inE alt.
Qed.

(* [BY-1-01] parity and its negation *)
Theorem bit_parity (F : realFieldType) n :
  least (fun k => bit_product F k (parity n.+1)) (2 ^ n) /\ least (fun k => bit_product F k (negation (parity n.+1))) (2 ^ n).
Proof.
have alt (i : 'I_n.+1) x : parity n.+1 (flip i x) = ~~ parity n.+1 x by exact: parity_flip.
have altN (i : 'I_n.+1) x : negation (parity n.+1) (flip i x) = ~~ negation (parity n.+1) x.
  by rewrite [LHS]ffunE alt [in RHS]ffunE.
split; split=> [|m]; rewrite -?(card_zeros alt) -?(card_zeros altN).
- exact: bit_product_upper.
- exact: bit_product_lower.
- rewrite card_zeros // -(card_zeros altN); exact: bit_product_upper.
rewrite card_zeros // -(card_zeros altN); exact: bit_product_lower.
Qed.

(* [BY-1-exp, BY-1] *)
Theorem power_exceeds n : (n.+1 <= 2 ^ n)%N /\ ((n.+1 == 2 ^ n) = (n <= 1))%N.
Proof.
split; first exact: ltn_expl.
case: n => // -[//|n]; apply/negbTE; rewrite neq_ltn; apply/orP; left.
elim: n => // n IH; rewrite expnS mul2n -addnn.
by apply: leq_trans (leq_add IH (_ : 1 <= _)%N); rewrite ?expn_gt0 ?addn1.
Qed.
