(* The number of sign vectors of N points in a space of dimension D is C(N, D) if every min(N, D) of the points are linearly independent,
   and less if they are not  [RV-3-N]. *)
From mathcomp Require Import all_ssreflect all_fingroup all_algebra.
From Symattn Require Import cover cover_closed threshold generic.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* With as many dimensions as points: 2^N. *)
Lemma cover_full N D : (N <= D)%N -> (0 < D)%N -> C N D = (2 ^ N)%N.
Proof.
case: N => [//|N] ND _; rewrite cover_closed expnS; congr (2 * _)%N.
rewrite (_ : 2 = 1 + 1)%N // expnDn -(subnKC ND) big_split_ord /= [X in (_ + X)%N]big1 ?addn0; last first.
  by move=> i _; rewrite bin_small //= leq_addr.
by apply: eq_bigr => i _; rewrite !exp1n !muln1.
Qed.

Lemma cover_pred N D : (0 < D)%N -> C N.+2 D = (C N.+1 D + C N.+1 D.-1)%N.
Proof. by case: D. Qed.

Section General.
Variable F : realFieldType.
Implicit Types D N : nat.

(* Only the combination with coefficients 0 of the points of A is 0. *)
Definition independent D N (P : 'M[F]_(D, N)) (A : {set 'I_N}) : Prop :=
  forall a : 'cV[F]_N, (forall i, i \notin A -> a i ord0 = 0) -> P *m a = 0 -> a = 0.
Definition general D N (P : 'M[F]_(D, N)) : Prop := forall A : {set 'I_N}, #|A| = minn N D -> independent P A.

Lemma larger N (A : {set 'I_N}) k : (#|A| <= k <= N)%N -> exists2 B : {set 'I_N}, A \subset B & #|B| = k.
Proof.
case/andP=> /subnK <-; elim: (k - _)%N => [|j IH] jN; first by exists A.
have [|B AB Bj] := IH; first exact: leq_trans (leqnSn _) jN.
have [i iB] : exists i, i \notin B.
  apply/existsP; rewrite -negb_forall; apply: contraL jN => /forallP all.
  by rewrite -ltnNge addSn ltnS -Bj -[X in (X <= _)%N]card_ord; apply/subset_leq_card/subsetP.
by exists (i |: B); [apply: subset_trans AB (subsetUr _ _) | rewrite cardsU1 iB Bj].
Qed.
Lemma general_small D N (P : 'M[F]_(D, N)) (A : {set 'I_N}) : general P -> (#|A| <= minn N D)%N -> independent P A.
Proof.
move=> gen Ak; have [|B AB Bk] := @larger N A (minn N D); first by rewrite Ak geq_minl.
by move=> a out; apply: (gen B Bk) => i iB; apply: out; apply: contra iB; apply: subsetP.
Qed.

(* A combination of the points, without and with the last one. *)
Definition inner N (a : 'cV[F]_N.+1) : 'cV[F]_N := \col_i a (lift ord_max i) ord0.
Definition outer N (a : 'cV[F]_N) (z : F) : 'cV[F]_N.+1 := \col_i if unlift ord_max i is Some j then a j ord0 else z.
Lemma outer_last N (a : 'cV[F]_N) z : outer a z ord_max ord0 = z. Proof. by rewrite mxE unlift_none. Qed.
Lemma outer_lift N (a : 'cV[F]_N) z j : outer a z (lift ord_max j) ord0 = a j ord0. Proof. by rewrite mxE liftK. Qed.
Lemma sum_last N (g : 'I_N.+1 -> F) : \sum_i g i = \sum_i g (lift ord_max i) + g ord_max.
Proof.
rewrite big_ord_recr /=; congr (_ + _); apply: eq_bigr => i _; congr g.
by apply: ord_inj; rewrite lift_max.
Qed.
Lemma mul_outer D N (P : 'M[F]_(D, N.+1)) a z : P *m outer a z = col' ord_max P *m a + z *: col ord_max P.
Proof.
apply/colP => k; rewrite mxE sum_last outer_last !mxE [z * _]mulrC; congr (_ + _).
by apply: eq_bigr => i _; rewrite outer_lift !mxE.
Qed.
Lemma outer0 N (a : 'cV[F]_N) z : outer a z = 0 -> a = 0.
Proof. by move=> e; apply/colP => j; rewrite -(outer_lift a z) e !mxE. Qed.
Definition put N (A : {set 'I_N}) : {set 'I_N.+1} := [set lift ord_max i | i in A].
Lemma put_lift N (A : {set 'I_N}) j : (lift ord_max j \in put A) = (j \in A).
Proof. by rewrite mem_imset //; exact: lift_inj. Qed.
Lemma card_put N (A : {set 'I_N}) : #|put A| = #|A|.
Proof. by rewrite card_imset //; exact: lift_inj. Qed.

Lemma independent_drop D N (P : 'M[F]_(D, N.+1)) (A : {set 'I_N}) : independent P (put A) <-> independent (col' ord_max P) A.
Proof.
split=> ind a out zero; last first.
  have -> : a = outer (inner a) 0.
    apply/colP => i; case: (unliftP ord_max i) => [j ->|->]; first by rewrite outer_lift mxE.
    by rewrite outer_last out //; apply/imsetP => -[j _ /eqP]; rewrite (negbTE (neq_lift _ _)).
  rewrite (_ : inner a = 0); first by apply/colP => i; rewrite !mxE; case: unlift => [j|] //; rewrite mxE.
  apply: ind => [j jA|]; first by rewrite mxE out // put_lift.
  rewrite -zero -[a in RHS](_ : outer (inner a) 0 = a) ?mul_outer ?scale0r ?addr0 //.
  apply/colP => i; case: (unliftP ord_max i) => [j ->|->]; first by rewrite outer_lift mxE.
  by rewrite outer_last out //; apply/imsetP => -[j _ /eqP]; rewrite (negbTE (neq_lift _ _)).
apply: (@outer0 _ _ 0); apply: ind; last by rewrite mul_outer scale0r addr0.
move=> i; case: (unliftP ord_max i) => [j ->|->] h; first by rewrite outer_lift out // -put_lift.
exact: outer_last.
Qed.
Lemma general_drop D N (P : 'M[F]_(D, N.+1)) : general P -> general (col' ord_max P).
Proof.
move=> gen A Ak; apply/independent_drop/general_small => //; rewrite card_put Ak.
by rewrite leq_min !geq_min leqnSn leqnn !orbT.
Qed.

(* The images of the other points in the quotient by the last one: the functionals that are 0 at it. *)
Definition quotient D N (P : 'M[F]_(D, N.+1)) := row_base (kermx (col ord_max P)) *m col' ord_max P.
Lemma rank_quotient D N (P : 'M[F]_(D, N.+1)) : col ord_max P != 0 -> \rank (kermx (col ord_max P)) = D.-1.
Proof.
move=> p0; rewrite mxrank_ker (_ : \rank (col ord_max P) = 1%N) ?subn1 //.
by apply/eqP; rewrite eqn_leq rank_leq_col /= lt0n mxrank_eq0.
Qed.
Lemma kernel_kernel D (v y : 'cV[F]_D) : v != 0 -> kermx v *m y = 0 -> exists z, y = z *: v.
Proof.
case/matrix0Pn => k [j]; rewrite [j]ord1 => vk ky; exists (y k ord0 / v k ord0); apply/colP => i.
pose w : 'rV[F]_D := delta_mx ord0 i - (v i ord0 / v k ord0) *: delta_mx ord0 k.
have wE (u : 'cV[F]_D) : (w *m u) ord0 ord0 = u i ord0 - v i ord0 / v k ord0 * u k ord0.
  by rewrite mulmxBl -scalemxAl -!rowE !mxE.
have /submxP[c wc] : (w <= kermx v)%MS.
  by apply/sub_kermxP/matrixP => a b; rewrite !ord1 wE mulfVK // subrr mxE.
have := wE y; rewrite wc -mulmxA ky mulmx0 mxE => /esym/eqP; rewrite subr_eq0 => /eqP ->.
by rewrite mxE mulrAC [RHS]mulrAC [v i ord0 * _]mulrC.
Qed.
Lemma general_quotient D N (P : 'M[F]_(D, N.+1)) : col ord_max P != 0 -> general P -> general (quotient P).
Proof.
move=> p0 gen A Ak a out; rewrite /quotient -mulmxA => zero.
have ker0 : kermx (col ord_max P) *m (col' ord_max P *m a) = 0.
  by rewrite -(mulmx_base (kermx _)) -mulmxA zero mulmx0.
have [z zE] := kernel_kernel p0 ker0; apply: (@outer0 _ _ (- z)).
have D0 : (0 < D)%N by case: (D) P p0 {gen zero ker0 zE Ak} => // P; rewrite [col _ _]flatmx0 eqxx.
apply: (general_small (A := ord_max |: put A) gen) => [|i|]; last by rewrite mul_outer zE scaleNr subrr.
  rewrite cardsU1 card_put Ak rank_quotient //; apply: (@leq_trans (minn N D.-1).+1).
    exact: (leq_add (leq_b1 _) (leqnn (minn N D.-1))).
  by case: (D) D0 => // k _; rewrite minnSS.
rewrite !inE negb_or; case: (unliftP ord_max i) => [j ->|->]; last by rewrite eqxx.
by rewrite put_lift outer_lift => /andP[_]; exact: out.
Qed.

(* Sign vectors without the last point ... *)
Lemma realised_quotient D N (P : 'M[F]_(D, N.+1)) s : realised (quotient P) s <->
  exists2 w : 'rV[F]_D, w *m col ord_max P = 0 & regular (col' ord_max P) w /\ signs (col' ord_max P) w = s.
Proof.
split=> [[c reg sg]|[w /sub_kermxP wk [reg sg]]].
  exists (c *m row_base (kermx (col ord_max P))).
    have : (c *m row_base (kermx (col ord_max P)) <= kermx (col ord_max P))%MS by rewrite (submx_trans (submxMl _ _)) ?eq_row_base.
    by move/sub_kermxP.
  by move: reg sg; rewrite /regular /signs mulmxA.
have /submxP[c wc] : (w <= row_base (kermx (col ord_max P)))%MS by rewrite eq_row_base.
by exists c; rewrite /regular /signs /quotient mulmxA -wc.
Qed.
(* ... and with it: a functional that is 0 there can be moved to either side, any other only stays where it is. *)
Definition put_sign N (s : {ffun 'I_N -> bool}) (z : bool) : {ffun 'I_N.+1 -> bool} :=
  [ffun i => if unlift ord_max i is Some j then s j else z].
Lemma drop_put N (s : {ffun 'I_N -> bool}) z : drop (put_sign s z) = s.
Proof. by apply/ffunP => i; rewrite !ffunE liftK. Qed.
Lemma put_last N (s : {ffun 'I_N -> bool}) z : put_sign s z ord_max = z.
Proof. by rewrite ffunE unlift_none. Qed.
Lemma realised_put D N (P : 'M[F]_(D, N.+1)) (w : 'rV[F]_D) z : col ord_max P != 0 -> regular (col' ord_max P) w ->
  (w *m col ord_max P) ord0 ord0 = 0 \/ (0 < (w *m col ord_max P) ord0 ord0) = z /\ (w *m col ord_max P) ord0 ord0 != 0 ->
  realised P (put_sign (signs (col' ord_max P) w) z).
Proof.
case/matrix0Pn => k [j]; rewrite [j]ord1 mxE => pk /forallP reg side; rewrite colE' in side.
pose d : 'rV[F]_D := (if z then 1 else -1) * (P k ord_max)^-1 *: delta_mx ord0 k.
have dl : (d *m P) ord0 ord_max = if z then 1 else -1 by rewrite -scalemxAl mxE -rowE mxE -mulrA mulVf ?mulr1.
have [e e0 he] := small (fun i => (w *m P) ord0 i) (fun i => (d *m P) ord0 i).
have moved i : ((w + e *: d) *m P) ord0 i = (w *m P) ord0 i + e * (d *m P) ord0 i.
  by rewrite mulmxDl -scalemxAl mxE [X in _ + X]mxE.
have in_nz i : (w *m P) ord0 (lift ord_max i) != 0 by have := reg i; rewrite mul_col'.
exists (w + e *: d).
  apply/forallP => i; rewrite moved; case: (unliftP ord_max i) => [i' ->|->]; first exact: sg_neq0 (in_nz i') (he _ (in_nz i')).
  case: side => [->|[_ nz]]; last exact: sg_neq0 nz (he _ nz).
  by rewrite add0r dl mulf_neq0 ?(gt_eqF e0) //; case: (z); rewrite ?oppr_eq0 oner_eq0.
apply/ffunP => i; rewrite !ffunE moved; case: (unliftP ord_max i) => [i' ->|->].
  by rewrite ffunE (sg_gt0 (he _ (in_nz i'))) mul_col'.
case: side => [->|[<- nz]]; last exact: sg_gt0 (he _ nz).
by rewrite add0r dl pmulr_rgt0 //; case: (z); rewrite ?ltr01 // oppr_gt0 ltr10.
Qed.

Section Step.
Variables (D N : nat) (P : 'M[F]_(D, N.+1)).
Variables (S : {set {ffun 'I_N.+1 -> bool}}) (S' S'' : {set {ffun 'I_N -> bool}}).
Hypothesis hS : forall s, s \in S <-> realised P s.
Hypothesis hS' : forall s, s \in S' <-> realised (col' ord_max P) s.
Hypothesis hS'' : forall s, s \in S'' <-> realised (quotient P) s.
Hypothesis p0 : col ord_max P != 0.
Theorem count_step : #|S| = (#|S'| + #|S''|)%N.
Proof.
pose St := [set s in S | s ord_max]; pose Sf := [set s in S | ~~ s ord_max].
have cS : #|S| = (#|St| + #|Sf|)%N.
  by rewrite -(cardsID [set s : {ffun 'I_N.+1 -> bool} | s ord_max] S); congr (_ + _)%N;
     apply: eq_card => s; rewrite !inE // andbC.
have ct : #|[set drop s | s in St]| = #|St|.
  apply: card_in_imset => s t; rewrite !inE => /andP[_ hs] /andP[_ ht].
  by apply: (@drop_inj _ true); [apply/eqP; rewrite eqb_id | apply/eqP; rewrite eqb_id].
have cf : #|[set drop s | s in Sf]| = #|Sf|.
  apply: card_in_imset => s t; rewrite !inE => /andP[_ /negbTE hs] /andP[_ /negbTE ht].
  exact: (@drop_inj _ false).
rewrite cS -ct -cf -cardsUI.
have in_t s : realised P (put_sign s true) -> s \in [set drop s | s in St].
  by move=> h; apply/imsetP; exists (put_sign s true); rewrite ?drop_put // inE put_last andbT; apply/hS.
have in_f s : realised P (put_sign s false) -> s \in [set drop s | s in Sf].
  by move=> h; apply/imsetP; exists (put_sign s false); rewrite ?drop_put // inE put_last andbT; apply/hS.
congr (_ + _)%N; apply: eq_card => s; rewrite [LHS]inE; apply/idP/idP.
- by move=> h; apply/hS'; move: h => /orP[] /imsetP[t]; rewrite inE => /andP[/hS ht _] ->; apply: realised_drop.
- case/hS' => w reg <-; apply/orP.
  case: (ltrgtP ((w *m col ord_max P) ord0 ord0) 0) => h.
  + by right; apply: in_f; apply: realised_put => //; right; rewrite lt_gtF // lt_eqF.
  + by left; apply: in_t; apply: realised_put => //; right; rewrite h gt_eqF.
  by left; apply: in_t; apply: realised_put => //; left.
- case/andP=> /imsetP[t ht ->] /imsetP[u hu e]; apply/hS''.
  move: ht hu; rewrite !inE => /andP[/hS ht tl] /andP[/hS hu /negbTE ul].
  by case: (between ht hu tl ul e).
case/hS''/realised_quotient => w w0 [reg <-].
have z : (w *m col ord_max P) ord0 ord0 = 0 by rewrite w0 mxE.
by rewrite in_t ?in_f //; apply: realised_put => //; left.
Qed.
End Step.

(* The number of sign vectors does not depend on the order of the points. *)
Definition permuted N (p : {perm 'I_N}) (s : {ffun 'I_N -> bool}) : {ffun 'I_N -> bool} := [ffun i => s (p i)].
Lemma permuted_inj N (p : {perm 'I_N}) : injective (permuted p).
Proof. by move=> s t /ffunP e; apply/ffunP => i; move: (e ((p^-1)%g i)); rewrite !ffunE permKV. Qed.
Lemma mul_perm D N (P : 'M[F]_(D, N)) p (w : 'rV[F]_D) i : (w *m col_perm p P) ord0 i = (w *m P) ord0 (p i).
Proof. by rewrite !mxE; apply: eq_bigr => k _; rewrite !mxE. Qed.
Lemma realised_perm D N (P : 'M[F]_(D, N)) p s : realised P s -> realised (col_perm p P) (permuted p s).
Proof.
case=> w /forallP reg <-; exists w; first by apply/forallP => i; rewrite mul_perm.
by apply/ffunP => i; rewrite !ffunE mul_perm.
Qed.
Lemma mul_permV D N (P : 'M[F]_(D, N)) (p : {perm 'I_N}) (a : 'cV[F]_N) : col_perm p P *m (\col_i a (p i) ord0) = P *m a.
Proof.
apply/colP => k; rewrite !mxE [RHS](reindex_inj (@perm_inj _ p)); apply: eq_bigr => i _.
by rewrite !mxE.
Qed.

(* A family of sign vectors with a dependence misses the signs of the coefficients. *)
Lemma missing D N (P : 'M[F]_(D, N)) (a : 'cV[F]_N) (s : {ffun 'I_N -> bool}) :
  a != 0 -> P *m a = 0 -> (forall i, s i = (0 < a i ord0)) -> ~ realised P s.
Proof.
case/matrix0Pn => k [j]; rewrite [j]ord1 => ak Pa sa [w /forallP reg sg].
have term i : 0 <= (w *m P) ord0 i * a i ord0 ?= iff (a i ord0 == 0).
  have /ffunP/(_ i) := sg; rewrite ffunE sa; have := reg i.
  case: (ltrgtP ((w *m P) ord0 i) 0) => // h _ e.
    have a0 : a i ord0 <= 0 by rewrite leNgt -e.
    split; first by rewrite nmulr_rge0.
    by rewrite eq_sym mulf_eq0 (lt_eqF h).
  have a0 : 0 < a i ord0 by rewrite -e.
  split; first by rewrite pmulr_rge0 // ltW.
  by rewrite eq_sym mulf_eq0 (gt_eqF h).
have : 0 < ((w *m P) *m a) ord0 ord0.
  rewrite mxE (bigD1 k) //=; apply: ltr_paddr; first by apply: sumr_ge0 => i _; case: (term i).
  by rewrite lt_neqAle; have [-> ->] := term k; rewrite andbT.
by rewrite -mulmxA Pa mulmx0 mxE ltxx.
Qed.

Lemma realised_set D N (P : 'M[F]_(D, N)) : ~ ~ exists S : {set {ffun 'I_N -> bool}}, forall s, s \in S <-> realised P s.
Proof.
move=> no; apply: (@subset_of_property _ (@realised F D N P) (enum {: {ffun 'I_N -> bool}})) => -[S hS].
by apply: no; exists S => s; apply: hS; rewrite mem_enum.
Qed.

(* [RV-3-N] equality in general position *)
Theorem cover_general N D (P : 'M[F]_(D, N)) (S : {set {ffun 'I_N -> bool}}) : (0 < N)%N ->
  (forall s, s \in S <-> realised P s) -> general P -> #|S| = C N D.
Proof.
case: N P S => // N P S _; elim: N D P S => [|N IH] D P S hS gen.
  case: D P hS gen => [|D] P hS gen.
    apply/eqP; rewrite cards_eq0; apply/eqP/setP => s; rewrite inE; apply/negbTE/negP => /hS[w].
    by rewrite regular0.
  suff -> : S = setT by rewrite cardsT card_ffun card_ord card_bool.
  apply/setP => s; rewrite !inE; apply/hS.
  have p0 : col ord_max P != 0.
    apply/eqP => P0; have /colP/(_ ord0) : const_mx 1 = 0 :> 'cV[F]_1.
      apply: (general_small (A := setT) gen) => [|i|]; [by rewrite cardsT card_ord leq_min | by rewrite inE |].
      by apply/colP => k; have /colP/(_ k) := P0; rewrite !mxE big_ord1 !mxE mulr1 => <-; congr (P _ _); apply: ord_inj.
    by rewrite !mxE => /eqP; rewrite oner_eq0.
  have -> : s = put_sign (signs (col' ord_max P) 0) (s ord_max).
    by apply/ffunP => i; rewrite (_ : i = ord_max) ?put_last // [i]ord1 [RHS]ord1.
  by apply: realised_put => //; [apply/forallP => -[] | left; rewrite mul0mx mxE].
case: D P hS gen => [|D] P hS gen.
  rewrite (_ : C N.+2 0 = 0%N); last by rewrite cover_closed big_ord0.
  apply/eqP; rewrite cards_eq0; apply/eqP/setP => s; rewrite inE; apply/negbTE/negP => /hS[w].
  by rewrite regular0.
have p0 : col ord_max P != 0.
  apply/eqP => P0; have /colP/(_ ord_max) : outer 0 1 = 0 :> 'cV[F]_N.+2.
    apply: (general_small (A := [set ord_max]) gen) => [|i|]; first by rewrite cards1 leq_min.
      rewrite inE; case: (unliftP ord_max i) => [j ->|->]; by rewrite ?eqxx // outer_lift mxE.
    by rewrite mul_outer P0 mulmx0 scaler0 addr0.
  by rewrite outer_last mxE => /eqP; rewrite oner_eq0.
apply/eqP/negPn/negP => no; apply: (realised_set (P := col' ord_max P)) => -[S' hS'].
apply: (realised_set (P := quotient P)) => -[S'' hS'']; case/eqP: no.
rewrite (count_step hS hS' hS'' p0) (IH _ _ _ hS' (general_drop gen)) (IH _ _ _ hS'' (general_quotient p0 gen)).
by rewrite rank_quotient.
Qed.

(* ... and strictness otherwise *)
Lemma cover_dependent N D (P : 'M[F]_(D, N)) (S : {set {ffun 'I_N -> bool}}) (A : {set 'I_N}) (a : 'cV[F]_N) : (0 < N)%N -> (0 < D)%N ->
  (forall s, s \in S <-> realised P s) -> #|A| = minn N D -> (forall i, i \notin A -> a i ord0 = 0) -> P *m a = 0 -> a != 0 ->
  (#|S| < C N D)%N.
Proof.
move=> N0 D0; elim: N P S A a N0 => // N IH P S A a _ hS Ak out Pa a0.
case: (leqP N.+1 D) => ND.
  rewrite cover_full // -(_ : #|{: {ffun 'I_N.+1 -> bool}}| = 2 ^ N.+1)%N; last by rewrite card_ffun card_ord card_bool.
  rewrite -cardsT; apply/proper_card/properP; split; first exact: subsetT.
  exists [ffun i => 0 < a i ord0]; rewrite ?inE //; apply/negP => /hS; apply: missing a0 Pa _ => i; by rewrite ffunE.
have Ak' : #|A| = D by rewrite Ak; apply/minn_idPr/ltnW.
have [j jA] : exists j, j \notin A.
  apply/existsP; rewrite -negb_forall; apply: contraL ND => /forallP all.
  by rewrite -leqNgt -Ak' -[X in (X <= _)%N]card_ord; apply/subset_leq_card/subsetP.
pose p := tperm j ord_max.
pose Q := col_perm p P; pose b : 'cV[F]_N.+1 := \col_i a (p i) ord0.
pose R := [set permuted p s | s in S].
have hR s : s \in R <-> realised Q s.
  split=> [/imsetP[t /hS ht ->]|hs]; first exact: realised_perm.
  apply/imsetP; exists (permuted p s); last by apply/ffunP => i; rewrite !ffunE tpermK.
  apply/hS; have := realised_perm p hs; rewrite /Q -col_permM tperm2 col_perm1; exact.
have -> : #|S| = #|R| by rewrite card_imset //; exact: permuted_inj.
have bl : b ord_max ord0 = 0 by rewrite mxE tpermR out.
have b0 : b != 0.
  by apply: contraNneq a0 => b0; apply/eqP/colP => i; have /colP/(_ (p i)) := b0; rewrite !mxE tpermK.
have Qb : Q *m b = 0 by rewrite mul_permV.
have bE : b = outer (inner b) 0.
  by apply/colP => i; case: (unliftP ord_max i) => [k ->|->]; rewrite ?outer_last // outer_lift [inner _ _ _]mxE.
case: N IH P S A a hS Ak out Pa a0 ND Ak' j jA @p @Q @b @R hR bl b0 Qb bE =>
  [|N] IH P S A a hS Ak out Pa a0 ND Ak' j jA p Q b R hR bl b0 Qb bE.
  by move: ND; rewrite ltnS leqNgt D0.
pose A' : {set 'I_N.+1} := [set i | p (lift ord_max i) \in A].
have A'k : #|A'| = minn N.+1 D.
  rewrite (minn_idPr _) // -Ak' -(card_put A') -(card_imset _ (@perm_inj _ p)); apply: eq_card => i.
  apply/imsetP/idP => [[k /imsetP[l]]|iA]; first by rewrite inE => lA -> ->.
  exists (p i); last by rewrite tpermK.
  case: (unliftP ord_max (p i)) => [l e|e]; last by move: jA; rewrite -(tpermR j ord_max) -/p -e tpermK iA.
  by rewrite e put_lift inE -e tpermK.
case: (eqVneq (col ord_max Q) 0) => [Q0|Q0].
  have -> : R = set0.
    apply/setP => s; rewrite inE; apply/negbTE/negP => /hR[w /forallP/(_ ord_max)].
    by rewrite -colE' Q0 mulmx0 mxE eqxx.
  by rewrite cards0 cover_closed muln_gt0 /=; case: (D) D0 => // k _; rewrite big_ord_recl bin0.
rewrite ltnNge; apply/negP => no; apply: (realised_set (P := col' ord_max Q)) => -[S' hS'].
apply: (realised_set (P := quotient Q)) => -[S'' hS'']; move: no; apply/negP; rewrite -ltnNge.
rewrite (count_step hR hS' hS'' Q0) cover_pred // -addSn; apply: leq_add; last first.
  by rewrite -[D.-1](rank_quotient Q0); apply: (cover_bound (P := quotient Q)) => s /hS''.
apply: (IH _ S' A' (inner b) (ltn0Sn N) hS' A'k) => [i||].
- by rewrite inE => iA; rewrite !mxE out.
- by have := Qb; rewrite {1}bE mul_outer scale0r addr0.
by apply: contraNneq b0 => i0; rewrite {1}bE i0; apply/eqP/colP => i; rewrite !mxE; case: unlift => [k|] //; rewrite mxE.
Qed.

(* [RV-3-N] *)
Theorem sign_vectors N D (P : 'M[F]_(D, N)) (S : {set {ffun 'I_N -> bool}}) : (0 < N)%N -> (0 < D)%N ->
  (forall s, s \in S <-> realised P s) ->
  (#|S| <= 2 * \sum_(i < D) 'C(N - 1, i))%N /\ ((#|S| = 2 * \sum_(i < D) 'C(N - 1, i))%N <-> general P).
Proof.
move=> N0 D0 hS; have E : C N D = (2 * \sum_(i < D) 'C(N - 1, i))%N by case: (N) N0 => // k _; rewrite cover_closed subn1.
rewrite -E; split; first by apply: (cover_bound (P := P)) => s /hS.
split=> [e A Ak a out Pa|]; last exact: cover_general.
apply/eqP/negPn/negP => a0; have := cover_dependent N0 D0 hS Ak out Pa a0.
by rewrite e ltnn.
Qed.
End General.
