(* Threshold gates H(w.x + b) with H(0) = 1, and Cover's bound on their number  [RV-3-T, the bound]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Notation cube n := {ffun 'I_n -> bool}.
Notation boolean n := {ffun cube n -> bool}.

Section Gates.
Variable F : realFieldType.
Implicit Types n : nat.

Definition activation n (w : 'I_n -> F) (b : F) (x : cube n) : F := \sum_i w i * (x i)%:R + b.
(* H(0) = 1 *)
Definition gate n (w : 'I_n -> F) (b : F) : boolean n := [ffun x => 0 <= activation w b x].
Definition threshold n (f : boolean n) : Prop := exists w b, f = gate w b.

(* A gate may be moved off its points: no activation is 0, and the values stay. *)
Lemma least (T : finType) (A : pred T) (g : T -> F) :
  (forall x, A x -> 0 < g x) -> exists2 e, 0 < e & forall x, A x -> e <= g x.
Proof.
move=> pos; case: (pickP A) => [x0 A0|A0]; last by exists 1; [exact: ltr01 | move=> x; rewrite A0].
by case: (arg_minP g A0) => x Ax low; exists (g x); [exact: pos | exact: low].
Qed.

Lemma strict n (f : boolean n) : threshold f ->
  exists w b, forall x, activation w b x != 0 /\ f x = (0 < activation w b x).
Proof.
case=> w [b ->].
have [e e0 low] : exists2 e, 0 < e & forall x, activation w b x < 0 -> e <= - activation w b x.
  by apply: (@least _ (fun x => activation w b x < 0)) => x; rewrite oppr_gt0.
have e2 : 0 < e / 2%:R by rewrite divr_gt0 // ltr0Sn.
exists w, (b + e / 2%:R) => x; rewrite ffunE.
have -> : activation w (b + e / 2%:R) x = activation w b x + e / 2%:R by rewrite /activation addrA.
case: (ltP (activation w b x) 0) => [neg|pos]; last first.
  have p : 0 < activation w b x + e / 2%:R by apply: ltr_paddl pos e2.
  by rewrite gt_eqF // p.
have n0 : activation w b x + e / 2%:R < 0.
  rewrite -subr_gt0 sub0r opprD subr_gt0; apply: lt_le_trans (low x neg).
  by rewrite ltr_pdivr_mulr ?ltr0Sn // ltr_pmulr // ltr1n.
by rewrite lt_eqF // lt_gtF.
Qed.

Definition points n : 'M[F]_(n + 1, #|{: cube n}|) :=
  col_mx (\matrix_(i < n, j < #|{: cube n}|) (enum_val j i)%:R) (const_mx 1).
Definition vector n (w : 'I_n -> F) (b : F) : 'rV[F]_(n + 1) := row_mx (\row_i w i) (const_mx b).

Lemma vector_points n (w : 'I_n -> F) b j :
  (vector w b *m points n) ord0 j = activation w b (enum_val j).
Proof.
rewrite mul_row_col !mxE big_ord1 !mxE mulr1; congr (_ + _).
by apply: eq_bigr => i _; rewrite !mxE.
Qed.

(* Cover's bound on the number of threshold functions of n variables. *)
Theorem threshold_cover n (S : {set boolean n}) :
  (forall f, f \in S -> threshold f) -> (#|S| <= C (2 ^ n) n.+1)%N.
Proof.
move=> hS; pose code (f : boolean n) : {ffun 'I_#|{: cube n}| -> bool} := [ffun j => f (enum_val j)].
have code_inj : injective code.
  by move=> f g /ffunP e; apply/ffunP => x; move: (e (enum_rank x)); rewrite !ffunE enum_rankK.
rewrite -(card_imset _ code_inj) -[n.+1]addn1.
have -> : (2 ^ n)%N = #|{: cube n}| by rewrite card_ffun card_bool card_ord.
apply: (cover_bound (P := points n)) => s /imsetP[f /hS /strict[w [b h]] ->].
exists (vector w b); first by apply/forallP => j; rewrite vector_points; case: (h (enum_val j)).
by apply/ffunP => j; rewrite !ffunE vector_points; case: (h (enum_val j)).
Qed.

(* Theorems of this library have T n, the set of the threshold functions, as a hypothesis.  Such a set cannot fail to exist; that it
   exists is the same statement for whoever accepts the law of excluded middle, which is not assumed here. *)
Lemma subset_of_property (X : finType) (P : X -> Prop) (s : seq X) :
  ~ ~ exists S : {set X}, forall x, x \in s -> (x \in S <-> P x).
Proof.
elim: s => [|a s IH] no; first by apply: no; exists set0.
apply: IH => -[S hS]; have Pa : ~ P a.
  move=> Pa; apply: no; exists (a |: S) => x; rewrite !inE.
  by case: (eqVneq x a) => [-> _|_ /= /hS //]; split.
apply: no; exists (S :\ a) => x; rewrite !inE.
by case: (eqVneq x a) => [-> _|_ /= /hS //]; split.
Qed.
Theorem threshold_set n : ~ ~ exists S : {set boolean n}, forall f, f \in S <-> threshold f.
Proof.
move=> no; apply: (@subset_of_property _ (@threshold n) (enum {: boolean n})) => -[S hS].
by apply: no; exists S => f; apply: hS; rewrite mem_enum.
Qed.
End Gates.
