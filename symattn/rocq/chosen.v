(* A pair of a basis and a tuple is known, up to the order of its m members, from the set of points chosen with it
   [RV-6-05 for d = 1, the count]. *)
From mathcomp Require Import all_ssreflect all_fingroup all_algebra.
From Symattn Require Import cover threshold blocks bases.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Local Open Scope nat_scope.

Section Chosen.
Implicit Types m n : nat.

Definition pairing m n (UV : vectors m * tuples m n) : {ffun 'I_m -> cube (m + n)} := [ffun i => join (UV.1 i) (UV.2 i)].
Lemma pairing_inj m n : injective (@pairing m n).
Proof.
move=> [U V] [U' V'] /ffunP e; congr pair; apply/ffunP => i; by move: (e i); rewrite !ffunE => /join_inj[].
Qed.
Lemma chosen_pairing m n (U : vectors m) (V : tuples m n) : chosen U V = [set pairing (U, V) i | i : 'I_m].
Proof. by apply: eq_imset => i; rewrite ffunE. Qed.

Lemma card_chosen (F : realFieldType) m n (U : vectors m) (V : tuples m n) : basis F U -> #|chosen U V| = m.
Proof. by move=> unit; rewrite card_imset ?card_ord // => i j /join_inj[/(basis_inj unit)]. Qed.

Theorem pairs_with_set m n (P : {set vectors m * tuples m n}) :
  (forall UV, UV \in P -> #|chosen UV.1 UV.2| = m) ->
  #|P| <= m`! * #|[set chosen UV.1 UV.2 | UV in P]|.
Proof.
move=> all; rewrite -(card_imset (mem P) (@pairing_inj m n)).
have -> : [set chosen UV.1 UV.2 | UV in P] = [set [set f i | i : 'I_m] | f : {ffun 'I_m -> cube (m + n)} in [set pairing UV | UV in P]].
  by rewrite -imset_comp; apply: eq_imset => -[U V]; rewrite /= chosen_pairing.
apply: orders_at_most => _ /imsetP[[U V] UVP ->] i j.
have /imset_injP inj : #|[set pairing (U, V) i | i : 'I_m]| == #|'I_m| by rewrite -chosen_pairing (all _ UVP) card_ord.
exact: inj.
Qed.

(* The number of the pairs of a basis and a tuple that is good for it. *)
Theorem pairs_count (F : realFieldType) m n :
  #|[set UV : vectors m * tuples m n | basis F UV.1 && good F UV.1 UV.2]| =
  \sum_(U : vectors m | basis F U) #|[set V : tuples m n | good F U V]|.
Proof.
rewrite -sum1dep_card -(pair_big_dep (fun U : vectors m => basis F U) (fun U (V : tuples m n) => good F U V) (fun _ _ => 1)) /=.
by apply: eq_bigr => U _; rewrite sum1dep_card.
Qed.
Corollary pairs_many (F : realFieldType) m n B : (forall U : vectors m, basis F U -> #|[set V : tuples m n | ~~ good F U V]| <= B) ->
  #|[set U : vectors m | basis F U]| * (2 ^ (m * n) - B) <= #|[set UV : vectors m * tuples m n | basis F UV.1 && good F UV.1 UV.2]|.
Proof.
move=> few; rewrite pairs_count -sum_nat_const; rewrite (eq_bigl (fun U => basis F U)) => [|U]; last by rewrite inE.
apply: leq_sum => U /few; rewrite leq_subLR addnC => le; have -> : 2 ^ (m * n) = #|{: tuples m n}|.
  by rewrite !card_ffun card_bool !card_ord -expnM mulnC.
rewrite -(cardC [set V : tuples m n | good F U V]) leq_add2l; apply: leq_trans le; apply: subset_leq_card.
by apply/subsetP => V; rewrite !inE.
Qed.
End Chosen.
