(* A layer of m units with gates of their own has the m-th power of the number of maps of one unit  [LAY-1]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates extension output_gating capacity values alphabets mixed.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.

Section Layers.
Variables (X : finType) (E : eqType) (I : finType) (A : {set X}) (h : X -> {ffun I -> E}).
Variable m : nat.

(* m arguments in A *)
Definition layer_arguments : {set {ffun 'I_m -> X}} := [set p : {ffun 'I_m -> X} | [forall j, p j \in A]].
(* the map with m outputs that they give *)
Definition layer (p : {ffun 'I_m -> X}) : {ffun I -> {ffun 'I_m -> E}} := [ffun x => [ffun j => h (p j) x]].

Theorem layer_number : number layer_arguments layer = (number A h) ^ m.
Proof.
pose c x := odflt x [pick y in A | h y == h x].
have cP x : x \in A -> c x \in A /\ h (c x) = h x.
  by move=> Ax; rewrite /c; case: pickP => [y /andP[Ay /eqP]|/(_ x)] //; rewrite Ax eqxx.
have cE x y : x \in A -> y \in A -> (h x == h y) = (c x == c y).
  move=> Ax Ay; apply/eqP/eqP => e; last by rewrite -(proj2 (cP x Ax)) e (proj2 (cP y Ay)).
  have -> : c x = odflt x [pick z in A | h z == h y] by rewrite /c e.
  by rewrite /c; case: pickP => // /(_ y); rewrite Ay eqxx.
rewrite (number_eq (h' := fun p : {ffun 'I_m -> X} => [ffun j => c (p j)])) => [|p q].
  rewrite (number_eq (h' := c)) ?number_card => [|x y]; last exact: cE.
  rewrite -[m in RHS]card_ord -card_ffun_on; apply: eq_card => p; apply/imsetP/ffun_onP => [[q]|hp].
    by rewrite inE => /forallP hq -> j; rewrite ffunE imset_f.
  have /fin_all_exists[q hq] : forall j, exists x, x \in A /\ p j = c x.
    by move=> j; have /imsetP[x Ax e] := hp j; exists x.
  exists [ffun j => q j]; first by rewrite inE; apply/forallP => j; rewrite ffunE; case: (hq j).
  by apply/ffunP => j; rewrite !ffunE; case: (hq j).
rewrite !inE => /forallP Ap /forallP Aq; apply/eqP/eqP => /ffunP e.
  apply/ffunP => j; rewrite !ffunE; apply/eqP; rewrite -cE //; apply/eqP/ffunP => x.
  by have /ffunP/(_ j) := e x; rewrite !ffunE.
apply/ffunP => x; apply/ffunP => j; rewrite !ffunE; have /eqP := e j; rewrite !ffunE -cE // => /eqP ->.
by [].
Qed.
End Layers.

Section GatedLayers.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.
Implicit Types n : nat.

(* The maps x -> (f_1(x) g_1(x), ..., f_m(x) g_m(x)) *)
Definition gated_layer s n m (A : {set boolean n}) : nat :=
  number (layer_arguments (setX A A) m) (@layer _ _ _ (@gated_value F s s n) m).
Definition plain_layer n m (A : {set boolean n}) : nat := number (layer_arguments A m) (@layer _ _ _ (fun f : boolean n => f) m).

Lemma gated_and n : gated F T false false n = G_and T n.
Proof.
rewrite /gated /G_and -number_card; apply: number_eq => p q _ _; apply/eqP/eqP => /ffunP e; apply/ffunP => x; move: (e x);
  rewrite !ffunE !mul_bits; last by move=> ->.
by move/eqP; rewrite letter_eq => /eqP.
Qed.
Lemma gated_xor n : gated F T true true n = G_xor T n.
Proof.
rewrite /gated /G_xor -number_card; apply: number_eq => p q _ _; apply/eqP/eqP => /ffunP e; apply/ffunP => x; move: (e x);
  rewrite !ffunE !mul_signs; last by rewrite /agree => ->.
by move/eqP; rewrite letter_eq => /eqP.
Qed.

(* [LAY-1] for any class A of units *)
Theorem layer_of_class s n m (A : {set boolean n}) :
  gated_layer s m A = (number (setX A A) (@gated_value F s s n)) ^ m /\ plain_layer m A = #|A| ^ m.
Proof. by rewrite /gated_layer /plain_layer !layer_number (number_inj (fun f g _ _ e => e)). Qed.
(* [LAY-1] for threshold gates *)
Theorem layer_of_gates n m : [/\ gated_layer false m (T n) = G_and T n ^ m, gated_layer true m (T n) = G_xor T n ^ m &
  plain_layer m (T n) = #|T n| ^ m].
Proof.
by split; [rewrite -gated_and | rewrite -gated_xor | ]; case: (layer_of_class true m (T n)); case: (layer_of_class false m (T n)).
Qed.
End GatedLayers.
