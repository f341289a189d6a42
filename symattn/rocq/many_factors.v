(* Products of k threshold gates: T(n)^k of them are different in n + r variables, k <= 2^r, and upper bounds; networks with one hidden
   layer  [CAP-K1, CAP-TERN-k, LAY-0-lower]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates extension output_gating values alphabets.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Words.
Variable F : realFieldType.
Implicit Types n r : nat.

(* n variables and r selectors *)
Definition with_word n r (x : cube n) (s : cube r) : cube (n + r) :=
  [ffun i => match split i with inl k => x k | inr k => s k end].
Lemma with_word_left n r (x : cube n) (s : cube r) i : with_word x s (lshift r i) = x i.
Proof. by rewrite ffunE (unsplitK (inl _ i)). Qed.
Lemma with_word_right n r (x : cube n) (s : cube r) i : with_word x s (rshift n i) = s i.
Proof. by rewrite ffunE (unsplitK (inr _ i)). Qed.

(* A word keeps a gate where the selectors are that word; elsewhere it is 1. *)
Lemma select_word n r (f : boolean n) (j : cube r) : threshold F f ->
  exists2 g : boolean (n + r), threshold F g & forall x s, g (with_word x s) = if s == j then f x else true.
Proof.
case=> w [b ->]; have [M M0 big] := large w b.
pose v (i : 'I_(n + r)) := match split i with inl k => w k | inr k => if j k then - M else M end.
pose e := \sum_(k < r) (if j k then M else 0).
have actE x s : activation v (b + e) (with_word x s) = activation w b x + M * #|[pred k | s k != j k]|%:R.
  rewrite /activation big_split_ord /= -!addrA; congr (_ + _).
    by apply: eq_bigr => k _; rewrite with_word_left /v (unsplitK (inl _ k)).
  rewrite addrCA; congr (_ + _); rewrite /e -big_split /= -sum1_card natr_sum mulr_sumr [RHS]big_mkcond.
  apply: eq_bigr => k _; rewrite with_word_right /v (unsplitK (inr _ k)) inE.
  by case: (j k); case: (s k); rewrite /= ?mulr1 ?mulr0 ?addNr ?add0r ?addr0.
exists (gate v (b + e)); first by do 2 eexists.
move=> x s; rewrite !ffunE actE; case: eqVneq => [->|sj].
  by rewrite (_ : #|_| = 0%N) ?mulr0 ?addr0 //; apply: eq_card0 => k; rewrite !inE eqxx.
have [k d] : exists k, s k != j k.
  by apply/existsP; rewrite -negb_forall; apply: contra sj => /forallP h; apply/eqP/ffunP => k; apply/eqP.
have c : 1 <= #|[pred k | s k != j k]|%:R :> F by rewrite ler1n; apply/card_gt0P; exists k.
apply: le_trans (_ : 0 <= activation w b x + M) _; first exact: big.
by rewrite ler_add2l ler_pemulr.
Qed.

Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.

Definition families n k : {set {ffun 'I_k -> boolean n}} := [set f : {ffun 'I_k -> boolean n} | [forall i, f i \in T n]].
Lemma families_card n k : #|families n k| = (#|T n| ^ k)%N.
Proof.
rewrite -[k in RHS]card_ord -card_ffun_on; apply: eq_card => f; rewrite inE.
by apply/forallP/ffun_onP.
Qed.
Lemma families_in n k (f : {ffun 'I_k -> boolean n}) i : f \in families n k -> threshold F (f i).
Proof. by rewrite inE => /forallP/(_ i)/TP. Qed.

(* k gates of n variables are read off one function of k gates of n + r variables, if each gate that is not 1 can be read when the others
   are. *)
Lemma stored_words (E : eqType) n k r (h : {ffun 'I_k -> boolean (n + r)} -> cube (n + r) -> E) (top : 'I_k -> E) :
  (k <= 2 ^ r)%N ->
  (forall (f : {ffun 'I_k -> boolean (n + r)}) y i, (forall l, l != i -> f l y) -> (h f y == top i) = f i y) ->
  (#|T n| ^ k <= number (families (n + r) k) (fun f => [ffun y => h f y]))%N.
Proof.
move=> kr read; rewrite -families_card.
have [word word_inj] : exists word : 'I_k -> cube r, injective word.
  have le : (k <= #|{: cube r}|)%N by rewrite card_ffun card_bool card_ord.
  by exists (fun i => enum_val (widen_ord le i)) => i l /enum_val_inj/(congr1 val) e; apply: val_inj.
pose d (v : {ffun cube (n + r) -> E}) : {ffun 'I_k -> boolean n} := [ffun i => [ffun x => v (with_word x (word i)) == top i]].
apply: (@number_ge _ _ [finType of {ffun 'I_k -> boolean n}] _ _ _ d) => f Ff.
have /fin_all_exists[g hg] : forall i, exists g : boolean (n + r), threshold F g /\
    forall x s, g (with_word x s) = if s == word i then f i x else true.
  by move=> i; have [g tg eg] := select_word (word i) (families_in i Ff); exists g.
exists [ffun i => g i]; first by rewrite inE; apply/forallP => i; rewrite ffunE; apply/TP; case: (hg i).
apply/ffunP => i; rewrite ffunE; apply/ffunP => x; rewrite !ffunE read => [|l li].
  by rewrite ffunE (proj2 (hg i)) eqxx.
by rewrite ffunE (proj2 (hg l)) (inj_eq word_inj) eq_sym (negbTE li).
Qed.

(* [CAP-K1] products in {0,1} and in {-1,1}; in general the factor i has the letters -1 and 1 if s i is true. *)
Definition product_of k (s : 'I_k -> bool) n (f : {ffun 'I_k -> boolean n}) : {ffun cube n -> F} :=
  [ffun x => \prod_i letter F (s i) (f i x)].
Definition products_of k (s : 'I_k -> bool) n : nat := number (families n k) (@product_of k s n).
Definition bits k := products_of (fun _ : 'I_k => false).
Definition signs k := products_of (fun _ : 'I_k => true).

Theorem products_lower k (s : 'I_k -> bool) n r : (k <= 2 ^ r)%N -> (#|T n| ^ k <= products_of s (n + r))%N.
Proof.
move=> kr; apply: (@stored_words _ _ _ _ _ (fun _ => 1) kr) => f y i one.
by rewrite (bigD1 i) //= big1 ?mulr1 ?letter_eq1 // => l /one ->; rewrite letter_true.
Qed.

Lemma product_bits n k (f : 'I_k -> boolean n) x : \prod_i letter F false (f i x) = letter F false [forall i, f i x].
Proof.
case: forallP => [all|no]; first by rewrite big1 // => i _; rewrite all.
have [i fi] : exists i, ~~ f i x.
  by apply/existsP; rewrite -negb_forall; apply/negP => /forallP.
by rewrite (bigD1 i) //= (negbTE fi) mul0r.
Qed.
Definition conjunction n k (f : {ffun 'I_k -> boolean n}) : boolean n := [ffun x => [forall i, f i x]].
Definition conjunctions n k : {set boolean n} := @conjunction n k @: families n k.
Lemma bits_conjunctions k n : bits k n = #|conjunctions n k|.
Proof.
rewrite -number_card; apply: number_eq => f g _ _; apply/eqP/eqP => /ffunP e; apply/ffunP => x; move: (e x);
  rewrite !ffunE ?product_bits; last by move=> ->.
by move/eqP; rewrite letter_eq => /eqP.
Qed.

(* Sets of gates by their size. *)
Lemma card_sizes n k (P : pred nat) (A : {set boolean n}) :
  (#|[set B : {set boolean n} | [&& B \subset A, P #|B| & (#|B| <= k)%N]]| <= \sum_(i < k.+1 | P i) 'C(#|A|, i))%N.
Proof.
pose size (B : {set boolean n}) : 'I_k.+1 := inord #|B|.
rewrite -sum1_card (partition_big size (fun i : 'I_k.+1 => P i)) /= => [|B]; last first.
  by rewrite inE => /and3P[_ PB le]; rewrite /size inordK.
apply: leq_sum => i Pi; rewrite sum1dep_card -cards_draws; apply/subset_leq_card/subsetP => B.
by rewrite !inE => /andP[/and3P[-> _ le] /eqP <-]; rewrite /size inordK ?eqxx.
Qed.

Theorem bits_upper k n : (bits k.+1 n <= \sum_(i < k.+2 | (0 < i)%N) 'C(#|T n|, i))%N.
Proof.
apply: leq_trans (card_sizes k.+1 (fun i => 0 < i)%N (T n)); rewrite bits_conjunctions.
pose c (B : {set boolean n}) : boolean n := [ffun x => [forall g in B, g x]].
apply: (@onto _ _ _ _ c) => h /imsetP[f Ff ->]; exists (f @: setT).
  rewrite inE; apply/and3P; split.
  - by apply/subsetP => g /imsetP[i _ ->]; apply/TP/families_in.
  - by apply/card_gt0P; exists (f ord0); rewrite imset_f.
  by apply: leq_trans (leq_imset_card _ _) _; rewrite cardsT card_ord.
apply/ffunP => x; rewrite !ffunE; apply/forall_inP/forallP => [all i|all g /imsetP[i _ ->] //].
by apply: all; rewrite imset_f.
Qed.

(* Up to sign the factors are gates that are 0 at the origin, and equal ones cancel. *)
Lemma sign_of_product (I : finType) (P : pred I) (b : I -> bool) : exists c, \prod_(i | P i) letter F true (b i) = letter F true c.
Proof.
by elim/big_rec: _ => [|i z _ [c ->]]; [exists true | exists (b i == c); rewrite mul_signs].
Qed.
Theorem signs_upper k n : (signs k n <= 2 * \sum_(i < k.+1 | odd i == odd k) 'C(#|T n| %/ 2, i))%N.
Proof.
have -> : (#|T n| %/ 2 = #|half T n|)%N by rewrite (card_half TP) mulKn.
apply: leq_trans (leq_mul (leqnn 2) (card_sizes k (fun i => odd i == odd k) (half T n))).
set sets := [set B | _]; have -> : (2 * #|sets| = #|setX [set: bool] sets|)%N by rewrite cardsX cardsT card_bool.
pose c (p : bool * {set boolean n}) : {ffun cube n -> F} :=
  [ffun x => letter F true p.1 * \prod_(g in p.2) letter F true (g x)].
apply: (@number_le _ _ _ _ _ _ c) => f Ff.
pose f' i : boolean n := if f i (origin n) then negation (f i) else f i.
have hf' i : f' i \in half T n.
  have Ti : f i \in T n by apply/TP/families_in.
  by rewrite inE /f'; case E: (f i _); rewrite ?(negation_in TP) Ti ?ffunE E.
pose m g := #|[pred i | f' i == g]|.
pose B := [set g in half T n | odd (m g)].
have [b eb] := sign_of_product predT (fun i => ~~ f i (origin n)).
have m0 g : g \notin half T n -> m g = 0%N.
  by move=> no; apply: eq_card0 => i; rewrite !inE; apply: contraNF no => /eqP <-.
exists (b, B).
  rewrite !inE /=; apply/and3P; split.
  - by apply/subsetP => g; rewrite inE => /andP[].
  - have sum : k = (\sum_g m g)%N.
      rewrite -[k in LHS]card_ord -sum1_card (partition_big f' predT) //=.
      by apply: eq_bigr => g _; rewrite sum1dep_card; apply: eq_card => i; rewrite !inE.
    have -> : #|B| = (\sum_g odd (m g))%N.
      rewrite -sum1_card big_mkcond; apply: eq_bigr => g _; rewrite inE.
      by case: (boolP (g \in half T n)) => [_|/m0 ->] //; case: (odd _).
    rewrite [k in X in _ == X]sum !(big_morph odd oddD (erefl : odd 0 = false)).
    by apply/eqP/eq_bigr => g _; rewrite oddb.
  apply: (@leq_trans #|f' @: setT|); last by apply: leq_trans (leq_imset_card _ _) _; rewrite cardsT card_ord.
  apply/subset_leq_card/subsetP => g; rewrite inE => /andP[_]; rewrite /m.
  case: (pickP (fun i => f' i == g)) => [i /eqP <- _|none]; first by rewrite imset_f.
  by rewrite eq_card0.
apply/ffunP => x; rewrite [LHS]ffunE [RHS]ffunE -[(b, B).1]/b -[(b, B).2]/B -eb.
transitivity (\prod_i letter F true (~~ f i (origin n)) * \prod_i letter F true (f' i x)); last first.
  rewrite -big_split; apply: eq_bigr => i _; rewrite /f'; case: (f i (origin n)); rewrite /= ?mul1r //.
  by rewrite ffunE; case: (f i x); rewrite /= ?mulrNN ?mulN1r ?opprK ?mulr1.
congr (_ * _); rewrite (partition_big f' predT) //= big_mkcond; apply: eq_bigr => g _.
have -> : \prod_(i | f' i == g) letter F true (f' i x) = letter F true (g x) ^+ m g.
  by rewrite -prodr_const; apply: eq_bigr => i /eqP ->.
rewrite inE; case: (boolP (g \in half T n)) => [_|/m0 ->] //=.
have sq : letter F true (g x) ^+ 2 = 1 by rewrite expr2 mul_signs eqxx.
rewrite -{2}[m g]odd_double_half exprD -mul2n exprM sq expr1n mulr1.
by case: (odd _); rewrite ?expr1 ?expr0.
Qed.

(* [CAP-K1] r selectors, k <= 2^r; n + r stands for the n of the claim. *)
Theorem capacity_factors k n r : (k < 2 ^ r)%N ->
  [/\ (#|T n| ^ k.+1 <= bits k.+1 (n + r))%N, (bits k.+1 (n + r) <= \sum_(i < k.+2 | (0 < i)%N) 'C(#|T (n + r)|, i))%N,
      (#|T n| ^ k.+1 <= signs k.+1 (n + r))%N &
      (signs k.+1 (n + r) <= 2 * \sum_(i < k.+2 | odd i == odd k.+1) 'C(#|T (n + r)| %/ 2, i))%N].
Proof. by move=> kr; split; [exact: products_lower | exact: bits_upper | exact: products_lower | exact: signs_upper]. Qed.

(* [CAP-TERN-k] the first factor in {-1,1}, the k + 1 others in {0,1} *)
Definition first_sign k (i : 'I_k) : bool := (i == 0 :> nat)%N.
Theorem capacity_factors_mixed k n r : (k.+2 <= 2 ^ r)%N ->
  (#|T n| ^ k.+2 <= products_of (@first_sign k.+2) (n + r))%N /\
  (products_of (@first_sign k.+2) (n + r) <= #|T (n + r)| * bits k.+1 (n + r))%N.
Proof.
move=> kr; split; first exact: products_lower.
rewrite bits_conjunctions -cardsX; set N := (n + r)%N.
pose c (p : boolean N * boolean N) : {ffun cube N -> F} := [ffun x => letter F true (p.1 x) * letter F false (p.2 x)].
apply: (@number_le _ _ _ _ _ _ c) => f Ff; pose g : {ffun 'I_k.+1 -> boolean N} := [ffun i => f (lift ord0 i)].
exists (f ord0, conjunction g).
  rewrite inE /=; apply/andP; split; first by apply/TP/families_in.
  by apply: imset_f; rewrite inE; apply/forallP => i; rewrite ffunE; apply/TP/families_in.
apply/ffunP => x; rewrite [LHS]ffunE [RHS]ffunE big_ord_recl; congr (_ * _).
rewrite -[(_, _).2]/(conjunction g) ffunE -(product_bits g); apply: eq_bigr => i _; by rewrite ffunE.
Qed.

(* [LAY-0-lower] networks with one hidden layer of m units *)
Definition layered n m (h : boolean n) : Prop := exists (f : {ffun 'I_m -> boolean n}) (u : 'I_m -> F) c,
  (forall i, threshold F (f i)) /\ h = [ffun x => 0 <= \sum_i u i * (f i x)%:R + c].
Theorem layered_lower n m r (S : {set boolean (n + r)}) : (m <= 2 ^ r)%N -> (forall h, h \in S <-> layered m h) ->
  (#|T n| ^ m <= #|S|)%N.
Proof.
move=> mr SP; apply: leq_trans (products_lower (fun _ : 'I_m => false) n mr) _; rewrite -/(bits m _) bits_conjunctions.
apply/subset_leq_card/subsetP => _ /imsetP[f Ff ->]; apply/SP.
exists f, (fun _ => 1), (- m%:R); split=> [i|]; first exact: families_in.
apply/ffunP => x; rewrite !ffunE subr_ge0.
have -> : \sum_i 1 * (f i x)%:R = (\sum_i f i x)%:R :> F by rewrite natr_sum; apply: eq_bigr => i _; rewrite mul1r.
rewrite ler_nat; have mE : m = (\sum_(i < m) 1)%N by rewrite sum1_card card_ord.
apply/forallP/idP => [all|].
  by rewrite [X in (X <= _)%N]mE; apply: leq_sum => i _; rewrite all.
move=> le i; apply: contraTT le => fi; rewrite -ltnNge [X in (_ < X)%N]mE (bigD1 i) //= [X in (_ < X)%N](bigD1 i) //=.
by rewrite (negbTE fi) add0n add1n ltnS; apply: leq_sum => l _; rewrite leq_b1.
Qed.
End Words.
