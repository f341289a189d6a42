(* The number of different values of a map on a finite set, and the ways in which it is bounded: by reading the argument off the value,
   and by a code that determines the value. *)
From mathcomp Require Import all_ssreflect.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

Section Values.
Variables (X : finType) (E : eqType).
Implicit Types (A : {set X}) (h : X -> E).

Definition number A h : nat := size (undup [seq h x | x <- enum A]).

Lemma number_ge (Y : finType) (B : {set Y}) A h (d : E -> Y) :
  (forall y, y \in B -> exists2 x, x \in A & d (h x) = y) -> #|B| <= number A h.
Proof.
move=> read; rewrite cardE /number -(size_map d); apply: uniq_leq_size; first exact: enum_uniq.
move=> y; rewrite mem_enum => /read[x Ax <-]; apply: map_f; rewrite mem_undup; apply: map_f; by rewrite mem_enum.
Qed.
Lemma number_le (Y : finType) (B : {set Y}) A h (c : Y -> E) :
  (forall x, x \in A -> exists2 y, y \in B & c y = h x) -> number A h <= #|B|.
Proof.
move=> code; rewrite cardE /number -(size_map c (enum B)); apply: uniq_leq_size; first exact: undup_uniq.
move=> e; rewrite mem_undup => /mapP[x]; rewrite mem_enum => /code[y By <-] ->; apply: map_f; by rewrite mem_enum.
Qed.
Lemma number_inj A h : {in A &, injective h} -> number A h = #|A|.
Proof.
move=> inj; rewrite /number undup_id ?size_map -?cardE // map_inj_in_uniq ?enum_uniq // => x y.
by rewrite !mem_enum; exact: inj.
Qed.
End Values.

(* Two maps that determine each other have equally many values. *)
Lemma number_eq (X : finType) (E E' : eqType) (A : {set X}) (h : X -> E) (h' : X -> E') :
  (forall x y, x \in A -> y \in A -> (h x == h y) = (h' x == h' y)) -> number A h = number A h'.
Proof.
move=> same; rewrite /number; have : {subset enum A <= A} by move=> x; rewrite mem_enum.
elim: (enum A) => //= a s IH sub; have As : {subset s <= A} by move=> x xs; apply: sub; rewrite inE xs orbT.
have Aa : a \in A by apply: sub; rewrite inE eqxx.
have -> : (h a \in [seq h x | x <- s]) = (h' a \in [seq h' x | x <- s]).
  by apply/mapP/mapP => -[x xs /eqP e]; exists x => //; apply/eqP; move: e; rewrite same // As.
by case: ifP => _ /=; rewrite IH.
Qed.
Lemma number_card (X Y : finType) (A : {set X}) (h : X -> Y) : number A h = #|h @: A|.
Proof.
apply/eqP; rewrite eqn_leq (@number_le _ _ Y (h @: A) A h id) ?(@number_ge _ _ Y _ _ _ id) //.
  by move=> y /imsetP[x Ax ->]; exists x.
by move=> x Ax; exists (h x); rewrite ?imset_f.
Qed.

(* A set that is read off another one has at most as many members. *)
Lemma onto (X Y : finType) (A : {set X}) (B : {set Y}) (d : Y -> X) :
  (forall a, a \in A -> exists2 b, b \in B & d b = a) -> #|A| <= #|B|.
Proof.
move=> read; apply: leq_trans (leq_imset_card d (mem B)); apply/subset_leq_card/subsetP => a /read[b Bb <-].
exact: imset_f.
Qed.

(* A set that is the union of #|K| classes has at most #|K| times as many members as the largest of them. *)
Lemma classes (X Y : finType) (S : {set X}) (K : {set Y}) (P : Y -> X -> Prop) c :
  (forall h, h \in S -> exists2 k, k \in K & P k h) ->
  (forall k (S' : {set X}), k \in K -> (forall h, h \in S' -> P k h) -> #|S'| <= c) -> #|S| <= #|K| * c.
Proof.
move=> cover small; case: (set_0Vmem S) => [->|[h0 Sh0]]; first by rewrite cards0.
have [k0 Kk0 _] := cover h0 Sh0.
have /fin_all_exists[g hg] : forall h : X, exists k, h \in S -> k \in K /\ P k h.
  by move=> h; case: (boolP (h \in S)) => [/cover[k Kk Pk]|_]; [exists k | exists k0].
rewrite -sum_nat_const -[X in X <= _]sum1_card (partition_big g (mem K)) => [|h /hg[]//].
apply: leq_sum => k Kk; rewrite sum1dep_card; apply: (small k) => // h; rewrite inE => /andP[Sh /eqP <-].
by case: (hg h Sh).
Qed.
Lemma number_exact (X : finType) (E : eqType) (A B : {set X}) (h : X -> E) :
  B \subset A -> {in B &, injective h} -> (forall a, a \in A -> exists2 b, b \in B & h b = h a) -> number A h = #|B|.
Proof.
move=> sub inj all; apply/eqP; rewrite eqn_leq (@number_le _ _ _ B A h h all) /=.
rewrite -(number_inj inj) /number; apply: uniq_leq_size; first exact: undup_uniq.
move=> e; rewrite !mem_undup => /mapP[b]; rewrite mem_enum => Bb ->; apply: map_f.
by rewrite mem_enum (subsetP sub).
Qed.
