(* Products of k gates of any degree d >= 1: T_d(n - r)^k <= F_k(n) for k <= 2^r, and the upper bounds by the numbers of small sets of gates
   [CAP-K1-d]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import multiplexing.
From Symattn Require Import cover threshold elementary_gates output_gating blocks reed_muller degree degree_gating.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope nat_scope.

(* The product of k bits, and the bit of the product of k signs: 1 if an even number of them is -1. *)
Definition all_ones k (v : {ffun 'I_k -> bool}) : bool := [forall i, v i].
Definition even_zeros k (v : {ffun 'I_k -> bool}) : bool := ~~ odd #|[set i | ~~ v i]|.
Theorem even_zeros_prod (F : realFieldType) k (v : {ffun 'I_k -> bool}) :
  (sign_of F (even_zeros v) = \prod_i sign_of F (v i))%R.
Proof.
have -> : (\prod_i sign_of F (v i) = (-1) ^+ #|[set i | ~~ v i]|)%R.
  rewrite (bigID (fun i => v i)) /= big1 ?mul1r => [|i ->] //.
  by rewrite -prodr_const; apply: eq_big => [i|i /negbTE ->] //; rewrite inE.
by rewrite /even_zeros -signr_odd; case: odd; rewrite ?expr1 ?expr0.
Qed.

Section Products.
Variables (n k : nat).
Definition product_of (op : {ffun 'I_k -> bool} -> bool) (f : {ffun 'I_k -> boolean n}) : boolean n := [ffun x => op [ffun i => f i x]].
Definition products_of op (A : {set boolean n}) : {set boolean n} :=
  product_of op @: [set f : {ffun 'I_k -> boolean n} | [forall i, f i \in A]].
End Products.

(* If all factors but one are 1, the product is this one. *)
Definition neutral k (op : {ffun 'I_k -> bool} -> bool) : Prop :=
  forall (i : 'I_k) (v : {ffun 'I_k -> bool}), (forall j, j != i -> v j) -> op v = v i.
Lemma all_ones_neutral k : neutral (@all_ones k).
Proof.
move=> i v h; apply/forallP/idP => [/(_ i) //|vi j].
by case: (eqVneq j i) => [->|/h].
Qed.
Lemma even_zeros_neutral k : neutral (@even_zeros k).
Proof.
move=> i v h; rewrite /even_zeros; case vi: (v i).
  rewrite eq_card0 // => j; rewrite !inE; apply/negbTE; rewrite negbK; by case: (eqVneq j i) => [->|/h].
rewrite (_ : [set j | ~~ v j] = [set i]) ?cards1 //; apply/setP => j; rewrite !inE.
by case: (eqVneq j i) => [->|/h ->]; rewrite ?vi.
Qed.

(* k gates of m variables are stored in one product of k gates of r + m variables, if k <= 2^r. *)
Section Store.
Variables (m r k : nat) (A : {set boolean m}) (B : {set boolean (r + m)}) (op : {ffun 'I_k -> bool} -> bool).
Hypothesis unit : neutral op.
Hypothesis stored : forall f (j : cube r), f \in A -> exists2 g, g \in B & forall s v, g (join s v) = if s == j then f v else true.
Lemma store : k <= 2 ^ r -> #|A| ^ k <= #|products_of op B|.
Proof.
move=> kr; have kc : k <= #|{: cube r}| by rewrite card_ffun card_bool card_ord.
pose word (i : 'I_k) : cube r := enum_val (widen_ord kc i).
have word_inj : injective word by move=> i j /enum_val_inj/(congr1 val) /= e; apply: val_inj.
pose read (h : boolean (r + m)) : {ffun 'I_k -> boolean m} := [ffun i => [ffun v => h (join (word i) v)]].
have <- : #|[set f : {ffun 'I_k -> boolean m} | [forall i, f i \in A]]| = #|A| ^ k.
  transitivity #|ffun_on (mem A) : pred {ffun 'I_k -> boolean m}|; last by rewrite card_ffun_on card_ord.
  by apply: eq_card => f; rewrite inE; apply/forallP/ffun_onP.
apply: leq_trans (leq_imset_card read _); apply/subset_leq_card/subsetP => f; rewrite inE => /forallP fA.
have /fin_all_exists2[g gB gE] i := stored (word i) (fA i).
apply/imsetP; exists (product_of op [ffun i => g i]).
  by apply: imset_f; rewrite inE; apply/forallP => i; rewrite ffunE.
apply/ffunP => i; apply/ffunP => v; rewrite !ffunE (unit (i := i)) => [|j ji]; first by rewrite !ffunE gE eqxx.
by rewrite !ffunE gE (inj_eq word_inj) eq_sym (negbTE ji).
Qed.
End Store.

(* A product of k gates is one over a set of at most k gates. *)
Lemma odd_set (I : finType) (P : pred I) : odd #|[set i | P i]| = \big[addb/false]_i P i.
Proof.
rewrite -sum1_card (big_morph odd oddD (erefl : odd 0 = false)) big_mkcond; apply: eq_bigr => i _.
by rewrite inE; case: (P i).
Qed.
Section Upper.
Variables (n k : nat) (A : {set boolean n}).
Lemma card_subsets (B : {set boolean n}) (P : pred nat) : (forall i, P i -> i <= k) ->
  #|[set S : {set boolean n} | (S \subset B) && P #|S|]| <= \sum_(i < k.+1 | P i) 'C(#|B|, i).
Proof.
move=> Pk; rewrite -sum1_card (partition_big (fun S : {set boolean n} => inord #|S| : 'I_k.+1) (fun i : 'I_k.+1 => P i)) /=.
  apply: leq_sum => i Pi; rewrite sum1_card -(cards_draws B i); apply/subset_leq_card/subsetP => S.
  by rewrite unfold_in !inE => /andP[/andP[SB /Pk SP] /eqP <-]; rewrite SB inordK ?eqxx.
by move=> S; rewrite inE => /andP[_ SP]; rewrite inordK // ltnS Pk.
Qed.

Lemma all_ones_upper : 0 < k -> #|products_of (@all_ones k) A| <= \sum_(1 <= i < k.+1) 'C(#|A|, i).
Proof.
move=> k0; pose over (S : {set boolean n}) : boolean n := [ffun x => [forall (g | g \in S), g x]].
pose P i := (0 < i <= k).
have -> : \sum_(1 <= i < k.+1) 'C(#|A|, i) = \sum_(i < k.+1 | P i) 'C(#|A|, i).
  rewrite big_add1 /= big_mkord [RHS]big_mkcond [RHS]big_ord_recl /= add0n; apply: eq_bigr => i _.
  by rewrite /P /= /bump /= add1n ltn_ord.
apply: leq_trans (card_subsets A (P := P) _); last by move=> i /andP[].
apply: leq_trans (leq_imset_card over _); apply/subset_leq_card/subsetP => h /imsetP[f]; rewrite inE => /forallP fA ->.
apply/imsetP; exists [set f i | i : 'I_k].
  rewrite inE; apply/andP; split; first by apply/subsetP => g /imsetP[i _ ->].
  apply/andP; split; last by apply: leq_trans (leq_imset_card _ _) _; rewrite card_ord.
  by apply/card_gt0P; exists (f (Ordinal k0)); apply: imset_f.
apply/ffunP => x; rewrite !ffunE; apply/forallP/forallP => [h1 g|h1 i].
  by apply/implyP => /imsetP[i _ ->]; have := h1 i; rewrite ffunE.
by rewrite ffunE; have /implyP := h1 (f i); apply; apply: imset_f.
Qed.

Hypothesis negations : forall f, (negation f \in A) = (f \in A).
Lemma even_zeros_upper : #|products_of (@even_zeros k) A| <= 2 * \sum_(i < k.+1 | odd i == odd k) 'C(#|A| %/ 2, i).
Proof.
pose over (p : bool * {set boolean n}) : boolean n := [ffun x => p.1 (+) odd #|[set g in p.2 | ~~ g x]|].
pose P i := (i <= k) && (odd i == odd k).
have E : \sum_(i < k.+1 | odd i == odd k) 'C(#|A| %/ 2, i) = \sum_(i < k.+1 | P i) 'C(#|A| %/ 2, i).
  by apply: eq_bigl => i; rewrite /P -ltnS ltn_ord.
have half : #|half_of A| = #|A| %/ 2 by rewrite (card_half_of negations) mulKn.
have Sk := card_subsets (half_of A) (P := P); rewrite E -half.
apply: (@leq_trans #|setX [set: bool] [set S : {set boolean n} | (S \subset half_of A) && P #|S|]|); last first.
  by rewrite cardsX cardsT card_bool leq_mul2l; apply: Sk => i /andP[].
apply: leq_trans (leq_imset_card over _); apply/subset_leq_card/subsetP => h /imsetP[f]; rewrite inE => /forallP fA ->.
pose up (g : boolean n) := if g (origin n) then negation g else g.
have upA i : up (f i) \in half_of A.
  by rewrite /up; case: ifP => z; rewrite inE ?negations ?ffunE ?fA ?z.
pose times g := #|[set i | up (f i) == g]|.
pose S := [set g | odd (times g)].
have total : \sum_g times g = k.
  rewrite -[RHS]card_ord -sum1_card (partition_big (fun i => up (f i)) xpredT) //=; apply: eq_bigr => g _.
  by rewrite sum1_card; apply: eq_card => i; rewrite !inE.
have oddS (Q : pred (boolean n)) : odd (\sum_(g | Q g) times g) = odd #|[set g in S | Q g]|.
  rewrite -sum1_card (big_morph odd oddD (erefl : odd 0 = false)) [in RHS](big_morph odd oddD (erefl : odd 0 = false)).
  rewrite big_mkcond [RHS]big_mkcond; apply: eq_bigr => g _; rewrite !inE.
  by case: (Q g); rewrite ?andbT ?andbF //; case: odd.
apply/imsetP; exists (odd #|[set i | f i (origin n)]| (+) true, S); last first.
  apply/ffunP => x; rewrite !ffunE /even_zeros /= !odd_set addbT addNb; congr (~~ _).
  transitivity (odd #|[set i | f i (origin n)]| (+) odd #|[set i | ~~ up (f i) x]|).
    rewrite !odd_set -big_split; apply: eq_bigr => i _; rewrite ffunE /up.
    by case: (f i (origin n)); rewrite ?addFb // ffunE; case: (f i x).
  rewrite odd_set; congr (_ (+) _).
  rewrite -odd_set -(oddS (fun g => ~~ g x)) -sum1_card (partition_big (fun i => up (f i)) (fun g => ~~ g x)) /=; last first.
    by move=> i; rewrite inE.
  congr odd; apply: eq_bigr => g gx; rewrite sum1_card; apply: eq_card => i; rewrite unfold_in !inE.
  by case: eqP => [->|_]; rewrite ?gx ?andbF.
rewrite !inE /=; apply/andP; split.
  apply/subsetP => g; rewrite inE => /odd_gt0; rewrite card_gt0 => /set0Pn[i]; rewrite inE => /eqP <-; exact: upA.
have SS : [set g in S | true] = S by apply/setP => g; rewrite !inE andbT.
have SoddE : odd #|S| = odd k by rewrite -[in RHS]total (oddS xpredT) SS.
rewrite /P SoddE eqxx andbT -[X in _ <= X]total -sum1_card big_mkcond; apply: leq_sum => g _.
by rewrite inE; case: ifP => // /odd_gt0.
Qed.
End Upper.

(* For a family of gates closed under a selection by words. *)
Section Words.
Variables (F : realFieldType) (r m : nat).
Implicit Types (s j : cube r) (v : cube m).

(* The distance of the first r variables from the word j, an affine function. *)
Definition distance j (i : 'I_(r + m)) : F := if split i is inl l then (1 - 2%:R * (j l)%:R)%R else 0%R.
Lemma distance_join j s v : (activation (distance j) (\sum_l (j l)%:R) (join s v) = dist F s j)%R.
Proof.
rewrite /activation big_split_ord /= [X in (_ + X + _)%R]big1 ?addr0 => [|l _].
  rewrite addrC /dist [RHS]big_split /=; congr (_ + _)%R; apply: eq_bigr => l _.
  by rewrite /distance ffunE (unsplitK (inl _ l)).
by rewrite /distance (unsplitK (inr _ l)) mul0r.
Qed.
Lemma word_degree d (f : boolean m) j : 0 < d -> threshold_of_degree F d f ->
  exists2 g : boolean (r + m), threshold_of_degree F d g & forall s v, g (join s v) = if s == j then f v else true.
Proof.
move=> d0 /(switch_degree (@rshift r m) (distance j) (\sum_l (j l)%:R)%R d0)[g tg hg]; exists g => // s v.
have [zero one] := hg (join s v); rewrite distance_join in zero one; case: eqVneq => [sj|sj].
  rewrite zero ?sj ?dist_self //; congr (f _); apply/ffunP => i; rewrite !ffunE.
  by rewrite (unsplitK (inr _ i)).
exact/one/dist_other.
Qed.
End Words.

Section Degrees.
Variable F : realFieldType.
Variable T : forall d n : nat, {set boolean n}.
Hypothesis TP : forall d n (f : boolean n), f \in T d n <-> threshold_of_degree F d f.

(* [CAP-K1-d] The numbers of products of k gates of degree d; r = up_log 2 k is the least r with k <= 2^r. *)
Definition F_and k d n := #|products_of (@all_ones k) (T d n)|.
Definition F_xor k d n := #|products_of (@even_zeros k) (T d n)|.
Lemma many_stored k d r m (op : {ffun 'I_k -> bool} -> bool) : neutral op -> 0 < d -> k <= 2 ^ r ->
  #|T d m| ^ k <= #|products_of op (T d (r + m))|.
Proof.
move=> unit d0; apply: store => // f j /TP tf; have [g tg hg] := word_degree j d0 tf.
by exists g => //; exact/TP.
Qed.
Theorem capacity_many k d n (r := up_log 2 k) : 1 <= k -> 1 <= d -> r <= n ->
  [/\ #|T d (n - r)| ^ k <= F_and k d n, F_and k d n <= \sum_(1 <= i < k.+1) 'C(#|T d n|, i),
      #|T d (n - r)| ^ k <= F_xor k d n & F_xor k d n <= 2 * \sum_(i < k.+1 | odd i == odd k) 'C(#|T d n| %/ 2, i)].
Proof.
move=> k1 d1 rn; have kr : k <= 2 ^ r by exact: up_logP.
have nE : n = r + (n - r) by rewrite subnKC.
split.
- rewrite /F_and [in X in _ <= X]nE; exact: many_stored (@all_ones_neutral k) d1 kr.
- exact: all_ones_upper.
- rewrite /F_xor [in X in _ <= X]nE; exact: many_stored (@even_zeros_neutral k) d1 kr.
by apply: even_zeros_upper; exact: degree_negation TP d n.
Qed.
End Degrees.
