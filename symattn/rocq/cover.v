(* Cover: the number of sign vectors of N points in a space of dimension D is at most C(N, D)  [RV-3-N, the bound]. *)
From mathcomp Require Import all_ssreflect all_algebra.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* Cover's function: C 1 0 = 0, since no form in no variables is different from 0. *)
Fixpoint C (N d : nat) : nat :=
  match N with
  | 0 => 1
  | 1 => if d is 0 then 0 else 2
  | N'.+1 => C N' d + (if d is d'.+1 then C N' d' else 0)
  end.

Arguments C : simpl never.

Section Signs.
Variable F : realFieldType.
Implicit Types D N : nat.

Definition regular D N (P : 'M[F]_(D, N)) (w : 'rV[F]_D) : bool :=
  [forall i, (w *m P) ord0 i != 0].
Definition signs D N (P : 'M[F]_(D, N)) (w : 'rV[F]_D) : {ffun 'I_N -> bool} :=
  [ffun i => 0 < (w *m P) ord0 i].
Definition realised D N (P : 'M[F]_(D, N)) (s : {ffun 'I_N -> bool}) : Prop :=
  exists2 w, regular P w & signs P w = s.

(* without the last point *)
Definition drop N (s : {ffun 'I_N.+1 -> bool}) : {ffun 'I_N -> bool} := [ffun i => s (lift ord_max i)].

Lemma mul_col' D N (P : 'M[F]_(D, N.+1)) (w : 'rV[F]_D) i :
  (w *m col' ord_max P) ord0 i = (w *m P) ord0 (lift ord_max i).
Proof. by rewrite !mxE; apply: eq_bigr => j _; rewrite mxE. Qed.

Lemma colE' D N (P : 'M[F]_(D, N)) (w : 'rV[F]_D) j : (w *m col j P) ord0 ord0 = (w *m P) ord0 j.
Proof. by rewrite !mxE; apply: eq_bigr => k _; rewrite mxE. Qed.

Lemma drop_inj N b (s t : {ffun 'I_N.+1 -> bool}) :
  s ord_max = b -> t ord_max = b -> drop s = drop t -> s = t.
Proof.
move=> hs ht /ffunP e; apply/ffunP => i.
case: (unliftP ord_max i) => [j ->|->]; last by rewrite hs ht.
by move: (e j); rewrite !ffunE.
Qed.

Lemma realised_drop D N (P : 'M[F]_(D, N.+1)) s :
  realised P s -> realised (col' ord_max P) (drop s).
Proof.
case=> w /forallP reg <-; exists w; first by apply/forallP => i; rewrite mul_col'.
by apply/ffunP => i; rewrite !ffunE mul_col'.
Qed.

Lemma regular0 N (P : 'M[F]_(0, N.+1)) w : regular P w = false.
Proof. by apply/negbTE/forallPn; exists ord0; rewrite negbK mxE big_ord0. Qed.

(* Two vectors on both sides of the last point and with equal signs elsewhere: one between them lies on its hyperplane. *)
Lemma between D N (P : 'M[F]_(D, N.+1)) s t :
  realised P s -> realised P t -> s ord_max = true -> t ord_max = false -> drop s = drop t ->
  \rank (kermx (col ord_max P)) = D.-1 /\
  realised (row_base (kermx (col ord_max P)) *m col' ord_max P) (drop s).
Proof.
case=> u /forallP ru <- [v /forallP rv <-]; rewrite !ffunE => hu hv /ffunP e.
have {}hv : (v *m P) ord0 ord_max < 0.
  by rewrite lt_neqAle rv /= leNgt hv.
pose a := - (v *m P) ord0 ord_max; pose b := (u *m P) ord0 ord_max.
have a0 : 0 < a by rewrite oppr_gt0.
have b0 : 0 < b by [].
pose w := a *: u + b *: v.
have wE i : (w *m P) ord0 i = a * (u *m P) ord0 i + b * (v *m P) ord0 i.
  by rewrite mulmxDl -!scalemxAl !mxE.
have w0 : w *m col ord_max P = 0.
  apply/matrixP => i j; rewrite !ord1 colE' wE [RHS]mxE.
  by rewrite /a /b mulNr mulrC addNr.
have p0 : col ord_max P != 0.
  apply/eqP => /matrixP p0; move: hu.
  suff -> : (u *m P) ord0 ord_max = 0 by rewrite ltxx.
  by rewrite mxE big1 // => k _; move: (p0 k ord0); rewrite !mxE => ->; rewrite mulr0.
split.
  rewrite mxrank_ker; suff -> : \rank (col ord_max P) = 1%N by rewrite subn1.
  by apply/eqP; rewrite eqn_leq rank_leq_col /= lt0n mxrank_eq0.
have /submxP [c wc] : (w <= row_base (kermx (col ord_max P)))%MS.
  by rewrite eq_row_base; apply/sub_kermxP.
have cE i : (c *m (row_base (kermx (col ord_max P)) *m col' ord_max P)) ord0 i = (w *m P) ord0 (lift ord_max i).
  by rewrite mulmxA -wc mul_col'.
have sgn i : ((w *m P) ord0 (lift ord_max i) != 0) /\
             ((0 < (w *m P) ord0 (lift ord_max i)) = (0 < (u *m P) ord0 (lift ord_max i))).
  move: (e i); rewrite !ffunE wE => ei.
  case: (ltrgtP ((u *m P) ord0 (lift ord_max i)) 0) (ru (lift ord_max i)) ei => // hi _ ei.
    have vi : (v *m P) ord0 (lift ord_max i) < 0.
      by rewrite lt_neqAle rv leNgt -ei.
    have n : a * (u *m P) ord0 (lift ord_max i) + b * (v *m P) ord0 (lift ord_max i) < 0.
      by rewrite -oppr_gt0 opprD addr_gt0 // oppr_gt0 pmulr_rlt0.
    by rewrite lt_eqF // lt_gtF.
  have n : 0 < a * (u *m P) ord0 (lift ord_max i) + b * (v *m P) ord0 (lift ord_max i).
    by rewrite addr_gt0 ?pmulr_rgt0 // -ei.
  by rewrite gt_eqF // n.
exists c; first by apply/forallP => i; rewrite cE; case: (sgn i).
by apply/ffunP => i; rewrite !ffunE cE; case: (sgn i).
Qed.

Theorem cover_bound N D (P : 'M[F]_(D, N)) (S : {set {ffun 'I_N -> bool}}) :
  (forall s, s \in S -> realised P s) -> (#|S| <= C N D)%N.
Proof.
elim: N D P S => [|N IH] D P S hS.
  by rewrite (leq_trans (max_card _)) // card_ffun card_ord expn0.
case: D P hS => [|D] P hS.
  have -> : S = set0.
    by apply/setP => s; rewrite inE; apply/negbTE/negP => /hS [w]; rewrite regular0.
  by rewrite cards0.
case: N P S hS IH => [|N] P S hS IH.
  by rewrite (leq_trans (max_card _)) // card_ffun card_ord card_bool.
pose St := [set s in S | s ord_max]; pose Sf := [set s in S | ~~ s ord_max].
have cS : #|S| = (#|St| + #|Sf|)%N.
  by rewrite -(cardsID [set s : {ffun 'I_N.+2 -> bool} | s ord_max] S); congr (_ + _)%N;
     apply: eq_card => s; rewrite !inE // andbC.
have ct : #|[set drop s | s in St]| = #|St|.
  apply: card_in_imset => s t; rewrite !inE => /andP[_ hs] /andP[_ ht].
  by apply: (@drop_inj _ true); [apply/eqP; rewrite eqb_id | apply/eqP; rewrite eqb_id].
have cf : #|[set drop s | s in Sf]| = #|Sf|.
  apply: card_in_imset => s t; rewrite !inE => /andP[_ /negbTE hs] /andP[_ /negbTE ht].
  exact: (@drop_inj _ false).
have CS : C N.+2 D.+1 = (C N.+1 D.+1 + C N.+1 D)%N by [].
rewrite cS -ct -cf -cardsUI CS; apply: leq_add.
  apply: (IH _ (col' ord_max P)) => s; rewrite inE.
  by case/orP=> /imsetP[t]; rewrite inE => /andP[/hS ht _] ->; apply: realised_drop.
case: (set_0Vmem ([set drop s | s in St] :&: [set drop s | s in Sf])) => [->|[x]]; first by rewrite cards0.
rewrite inE => /andP[/imsetP[s hs xs] /imsetP[t ht xt]].
have [hs1 hs2] : realised P s /\ s ord_max = true by move: hs; rewrite inE => /andP[/hS].
have [ht1 ht2] : realised P t /\ t ord_max = false by move: ht; rewrite inE => /andP[/hS ? /negbTE].
have [/= rk _] := between hs1 ht1 hs2 ht2 (etrans (esym xs) xt).
rewrite -[X in (_ <= C _ X)%N]rk; apply: (IH _ (row_base (kermx (col ord_max P)) *m col' ord_max P)) => y; rewrite inE => /andP[/imsetP[s' hs' ->] /imsetP[t' ht' e']].
have [hs1' hs2'] : realised P s' /\ s' ord_max = true by move: hs'; rewrite inE => /andP[/hS].
have [ht1' ht2'] : realised P t' /\ t' ord_max = false by move: ht'; rewrite inE => /andP[/hS ? /negbTE].
by case: (between hs1' ht1' hs2' ht2' e').
Qed.
End Signs.
