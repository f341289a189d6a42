(* A symmetric operation has at most binomial(k, 2) values at two different members of a set of k. *)
From mathcomp Require Import all_ssreflect.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

Section Pairs.
Variables (T U : finType) (op : T * T -> U) (A : {set T}).
Hypothesis sym : forall a b, op (a, b) = op (b, a).

Definition apart : {set T * T} := [set p in setX A A | p.1 != p.2].
Definition upward : {set T * T} := [set p in setX A A | (enum_rank p.1 < enum_rank p.2)%N].
Definition downward : {set T * T} := [set p in setX A A | (enum_rank p.2 < enum_rank p.1)%N].

Lemma card_upward : #|upward| = #|downward|.
Proof.
have inj : injective (fun p : T * T => (p.2, p.1)) by move=> [a b] [c d] [-> ->].
rewrite -(card_imset _ inj); apply: eq_card => -[a b]; apply/imsetP/idP.
  by case=> [[c d]] + [-> ->]; rewrite !inE /= => /andP[/andP[-> ->] ->].
by rewrite !inE /= => /andP[/andP[Aa Ab] lt]; exists (b, a); rewrite // !inE /= Aa Ab.
Qed.

Lemma card_apart : #|apart| = (2 * #|upward|)%N.
Proof.
rewrite mul2n -addnn {2}card_upward.
have dis : [disjoint upward & downward].
  apply/pred0P => -[a b] /=; rewrite !inE /=; apply/negbTE/negP => /andP[/andP[_ lt] /andP[_ gt]].
  by move: (ltn_trans lt gt); rewrite ltnn.
rewrite -(cardsUI upward downward); have /eqP -> : upward :&: downward == set0 by rewrite setI_eq0.
rewrite cards0 addn0; apply: eq_card => -[a b]; rewrite !inE /= -andb_orr; congr (_ && _).
by rewrite -neq_ltn -(inj_eq (@enum_rank_inj T) a b).
Qed.

Lemma card_apart_sq : (#|apart| + #|A| = #|A| ^ 2)%N.
Proof.
rewrite -mulnn -cardsX -(cardsID [set p : T * T | p.1 != p.2] (setX A A)); congr (_ + _)%N.
  by apply: eq_card => p; rewrite !inE.
have inj : injective (fun a : T => (a, a)) by move=> a b [].
rewrite -(card_imset _ inj); apply: eq_card => -[a b]; rewrite !inE /= negbK; apply/imsetP/idP.
  by case=> c Ac [-> ->]; rewrite Ac eqxx.
by case/andP=> /eqP <- /andP[Aa _]; exists a.
Qed.

Lemma values_upward : op @: apart = op @: upward.
Proof.
apply/setP => u; apply/imsetP/imsetP => -[[a b]]; rewrite !inE /= => /andP[/andP[Aa Ab] ne] ->.
  case: (ltngtP (enum_rank a) (enum_rank b)) => lt.
  - by exists (a, b); rewrite // !inE /= Aa Ab.
  - by exists (b, a); [rewrite !inE /= Aa Ab | exact: sym].
  by move: ne; rewrite (enum_rank_inj (val_inj lt)) eqxx.
by exists (a, b); rewrite // !inE /= Aa Ab; apply: contraTneq ne => ->; rewrite ltnn.
Qed.

Lemma card_upward_bin : #|upward| = 'C(#|A|, 2).
Proof.
apply/eqP; rewrite -(eqn_pmul2l (isT : 0 < 2)) -card_apart -(eqn_add2r #|A|) card_apart_sq.
by rewrite -(mul_bin_diag _ 1) bin1 -mulnn; apply/eqP; case: #|A| => // k; rewrite mulnS addnC.
Qed.
Theorem unordered_pairs : #|op @: apart| <= 'C(#|A|, 2).
Proof. by rewrite values_upward -card_upward_bin leq_imset_card. Qed.
End Pairs.
