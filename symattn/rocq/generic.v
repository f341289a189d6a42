(* Every threshold gate has weights that satisfy no more linear relations at the points of the cube than all weights do
   [RV-6-01 for d = 1, in the form for given m and n]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold blocks.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Small.
Variable F : realFieldType.

Lemma near (p r : F) : `|r| < `|p| -> Num.sg (p + r) = Num.sg p.
Proof.
have up (x y : F) : `|y| < x -> 0 < x + y.
  by move=> h; rewrite -[y]opprK subr_gt0; apply: le_lt_trans h; rewrite -normrN ler_norm.
case: (ltrgtP p 0) => [p0|p0|->] h; last by move: h; rewrite normr0 normr_lt0.
  rewrite (ltr0_norm p0) in h; rewrite (ltr0_sg p0) ltr0_sg // -oppr_gt0 opprD.
  by apply: up; rewrite normrN.
by rewrite (gtr0_norm p0) in h; rewrite (gtr0_sg p0) gtr0_sg // up.
Qed.

(* A small step changes no sign, except of what is 0. *)
Lemma small (T : finType) (p q : T -> F) :
  exists2 e, 0 < e & forall x, p x != 0 -> Num.sg (p x + e * q x) = Num.sg (p x).
Proof.
have q1 x : 0 < `|q x| + 1 by rewrite ltr_paddl ?normr_ge0 ?ltr01.
have [x p0|e e0 low] := @least _ T (fun x => p x != 0) (fun x => `|p x| / (`|q x| + 1)).
  by rewrite divr_gt0 // normr_gt0.
exists e => // x p0; apply: near; rewrite normrM (gtr0_norm e0).
by have := low x p0; rewrite ler_pdivl_mulr //; apply: lt_le_trans; rewrite ltr_pmul2l // ltr_addl ltr01.
Qed.

Lemma sg_neq0 (x y : F) : y != 0 -> Num.sg x = Num.sg y -> x != 0.
Proof. by rewrite -sgr_eq0 -[x == 0]sgr_eq0 => y0 ->. Qed.
Lemma sg_gt0 (x y : F) : Num.sg x = Num.sg y -> (0 < x) = (0 < y).
Proof. by move=> e; rewrite -sgr_gt0 e sgr_gt0. Qed.

(* The value of the linear form a at z. *)
Definition at_point D (z : 'rV[F]_D) (a : 'cV[F]_D) : F := (z *m a) ord0 ord0.

(* Finitely many hyperplanes do not cover an open cone: every point z can be moved off them without crossing those that it is not on. *)
Theorem off_hyperplanes D (T : finType) (a : T -> 'cV[F]_D) (z : 'rV[F]_D) :
  exists z', forall x, (a x != 0 -> at_point z' (a x) != 0) /\
                       (at_point z (a x) != 0 -> Num.sg (at_point z' (a x)) = Num.sg (at_point z (a x))).
Proof.
have [z' [off same]] : exists z', (forall x, x \in enum T -> a x != 0 -> at_point z' (a x) != 0) /\
    (forall x, at_point z (a x) != 0 -> Num.sg (at_point z' (a x)) = Num.sg (at_point z (a x))).
  elim: (enum T) => [|x s [z1 [off same]]]; first by exists z.
  case: (boolP ((a x == 0) || (at_point z1 (a x) != 0))) => [on|].
    exists z1; split=> // y; rewrite inE; case/orP=> [/eqP -> nz|]; last exact: off.
    by move: on; rewrite (negbTE nz).
  rewrite negb_or negbK => /andP[nz /eqP on].
  have [k ak] : exists k, a x k ord0 != 0.
    by apply/existsP; apply: contraNT nz => /existsPn h; apply/eqP/matrixP => i j; rewrite ord1 [RHS]mxE; apply/eqP; rewrite -[_ == _]negbK.
  pose d : 'rV[F]_D := delta_mx ord0 k.
  have [e e0 he] := small (fun y => at_point z1 (a y)) (fun y => at_point d (a y)).
  have moved y : at_point (z1 + e *: d) (a y) = at_point z1 (a y) + e * at_point d (a y).
    by rewrite /at_point mulmxDl -scalemxAl mxE [X in _ + X]mxE.
  exists (z1 + e *: d); split=> y; rewrite moved.
    rewrite inE; case/orP=> [/eqP -> _|ys ny]; last exact: sg_neq0 (off y ys ny) (he y (off y ys ny)).
    by rewrite on add0r mulf_neq0 ?(gt_eqF e0) // /at_point -rowE mxE.
  by move=> nz_y; rewrite he ?same //; apply: sg_neq0 (same y nz_y).
by exists z' => x; split; [apply: off; rewrite mem_enum | exact: same].
Qed.
End Small.

Section Generic.
Variable F : realFieldType.
Implicit Types m n : nat.

(* The coordinates of a point of the cube and a 1 for the bias, so that an activation is the value of a linear form. *)
Definition form_of n (v : cube n) : 'cV[F]_(n + 1) := col_mx (\col_i (v i)%:R) (const_mx 1).
Lemma at_form n (w : 'I_n -> F) b v : at_point (vector w b) (form_of v) = activation w b v.
Proof.
rewrite /at_point mul_row_col !mxE big_ord1 !mxE mulr1; congr (_ + _).
by apply: eq_bigr => i _; rewrite !mxE.
Qed.
Lemma vectorK n (z : 'rV[F]_(n + 1)) : exists w b, z = vector w b.
Proof.
exists (fun i => lsubmx z ord0 i), (rsubmx z ord0 ord0); rewrite -[LHS]hsubmxK; congr row_mx.
  by apply/rowP => i; rewrite mxE.
by apply/rowP => i; rewrite ord1 [RHS]mxE.
Qed.

(* A relation between values of p that comes from a basis holds only if it holds for the constant 1 and for every coordinate. *)
Definition generic m n (w : 'I_n -> F) (b : F) : Prop :=
  forall (U : vectors m) (V : tuples m n) (u : cube m) (v : cube n), let l := coefficients F U u in
    activation w b v = \sum_i l ord0 i * activation w b (V i) ->
    \sum_i l ord0 i = 1 /\ forall j, (v j)%:R = \sum_i l ord0 i * (V i j)%:R.

Definition relation m n (l : 'rV[F]_m) (V : tuples m n) (v : cube n) : 'cV[F]_(n + 1) :=
  form_of v - \sum_i l ord0 i *: form_of (V i).
Lemma at_relation m n (l : 'rV[F]_m) (V : tuples m n) v (w : 'I_n -> F) b :
  at_point (vector w b) (relation l V v) = activation w b v - \sum_i l ord0 i * activation w b (V i).
Proof.
rewrite /at_point /relation mulmxBr mulmx_sumr !mxE; congr (_ - _); first by rewrite -at_form /at_point mxE.
by rewrite summxE; apply: eq_bigr => i _; rewrite -at_form /at_point -scalemxAr mxE.
Qed.
Lemma relation0 m n (l : 'rV[F]_m) (V : tuples m n) v : relation l V v = 0 ->
  \sum_i l ord0 i = 1 /\ forall j, (v j)%:R = \sum_i l ord0 i * (V i j)%:R.
Proof.
move=> /eqP; rewrite subr_eq0 => /eqP/matrixP e; split=> [|j].
  move: (e (rshift n ord0) ord0); rewrite summxE /form_of col_mxEd mxE => ->.
  by apply: eq_bigr => i _; rewrite mxE col_mxEd mxE mulr1.
move: (e (lshift 1 j) ord0); rewrite summxE /form_of col_mxEu mxE => ->.
by apply: eq_bigr => i _; rewrite mxE col_mxEu mxE.
Qed.

(* [RV-6-01] for d = 1 *)
Theorem generic_representative m n (f : boolean n) : threshold F f ->
  exists w b, (forall x, activation w b x != 0 /\ f x = (0 < activation w b x)) /\ generic m w b.
Proof.
case/strict=> w0 [b0 h0].
pose form (x : cube n + (vectors m * tuples m n * cube m * cube n)) := match x with
  | inl v => form_of v
  | inr (U, V, u, v) => relation (coefficients F U u) V v end.
have [z hz] := off_hyperplanes form (vector w0 b0); have [w [b zE]] := vectorK z.
exists w, b; split=> [x | U V u v l e].
  have [nz fx] := h0 x; have [_] := hz (inl x); rewrite /= zE !at_form => /(_ nz) same.
  by split; [exact: sg_neq0 same | rewrite fx (sg_gt0 same)].
apply: relation0; apply/eqP/negP => /negP nz.
have [/(_ nz)] := hz (inr (U, V, u, v)); rewrite /= zE at_relation.
by rewrite e subrr eqxx.
Qed.

Lemma activation_scale n (w : 'I_n -> F) b a x : activation (fun i => a * w i) (a * b) x = a * activation w b x.
Proof. by rewrite /activation mulrDr mulr_sumr; congr (_ + _); apply: eq_bigr => i _; rewrite mulrA. Qed.
End Generic.

Section Integers.

(* [RV-6-01], its second part, for d = 1: integers serve as well, over the rational numbers. *)
Theorem integer_representative m n (f : boolean n) : threshold rat_realFieldType f ->
  exists (w : 'I_n -> int) (b : int), let p := activation (fun i => (w i)%:~R : rat) b%:~R in
    (forall x, p x != 0 /\ f x = (0 < p x)) /\ generic m (fun i => (w i)%:~R : rat) b%:~R.
Proof.
case/(generic_representative m) => w [b [strict gen]].
pose a : rat := (\prod_i denq (w i) * denq b)%:~R.
have a0 : 0 < a by rewrite ltr0z mulr_gt0 ?denq_gt0 // prodr_gt0 // => i _; rewrite denq_gt0.
have whole x (k : int) : a = (denq x * k)%:~R -> a * x = (numq (a * x))%:~R.
  move=> ax; apply/esym/numqK; apply/QintP; exists (numq x * k).
  by rewrite ax !intrM numqE mulrAC [_ * x]mulrC.
exists (fun i => numq (a * w i)), (numq (a * b)) => p.
have wb : a * b = (numq (a * b))%:~R by apply: (whole b (\prod_i denq (w i))); rewrite /a mulrC.
have ww i : a * w i = (numq (a * w i))%:~R.
  by apply: (whole (w i) (\prod_(j | j != i) denq (w j) * denq b)); rewrite /a (bigD1 i) //= mulrA.
have pE x : p x = a * activation w b x.
  by rewrite -activation_scale /p -wb; congr (_ + _); apply: eq_bigr => i _; rewrite -ww.
split=> [x|U V u v l].
  by have [nz fx] := strict x; rewrite pE mulf_neq0 ?(gt_eqF a0) // fx pmulr_rgt0.
rewrite -/p pE => e; apply: gen; apply: (mulfI (lt0r_neq0 a0)).
by rewrite e mulr_sumr; apply: eq_bigr => i _; rewrite -/p pE mulrCA.
Qed.
End Integers.
