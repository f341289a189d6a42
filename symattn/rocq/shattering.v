(* A family of functions with values 0 and 1 has at least as many members as sets that it shatters strongly, that is with the same values
   outside  [the place of RV-6-06 in RV-6]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import threshold extension.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

Section Shattering.
Implicit Types N : nat.

Definition agree_off N (S : {set 'I_N}) (s t : cube N) : Prop := forall i, i \notin S -> s i = t i.
Definition shattered N (A : {set cube N}) (S : {set 'I_N}) : Prop := exists s, forall t, agree_off S s t -> t \in A.

(* without the last point *)
Definition shorten N (S : {set 'I_N.+1}) : {set 'I_N} := [set i | lift ord_max i \in S].
Lemma shorten_inj N (S S' : {set 'I_N.+1}) : (ord_max \in S) = (ord_max \in S') -> shorten S = shorten S' -> S = S'.
Proof.
move=> last /setP e; apply/setP => i; case: (unliftP ord_max i) => [j ->|->] //.
by move: (e j); rewrite !inE.
Qed.
Definition section N (A : {set cube N.+1}) (z : bool) : {set cube N} := [set x | extend x z \in A].
Lemma card_sections N (A : {set cube N.+1}) : #|A| = #|section A true| + #|section A false|.
Proof.
have inj z : injective (fun x : cube N => extend x z).
  by move=> x y e; rewrite -(extend_first x z) e extend_first.
have side z : #|[set y in A | y ord_max == z]| = #|section A z|.
  rewrite -(card_imset _ (inj z)); apply: eq_card => y; rewrite !inE; apply/andP/imsetP => [[Ay /eqP e]|[x]].
    by exists (first y); rewrite ?inE -e extendK.
  by rewrite inE => Ax ->; rewrite Ax extend_last.
rewrite -!side -(cardsID [set y : cube N.+1 | y ord_max] A); congr (_ + _); apply: eq_card => y; rewrite !inE.
  by rewrite eqb_id.
by rewrite eqbF_neg andbC.
Qed.

Lemma shattered_section N (A : {set cube N.+1}) S : shattered A S ->
  if ord_max \in S then shattered (section A true :&: section A false) (shorten S)
  else shattered (section A true :|: section A false) (shorten S).
Proof.
case=> s hs; have within z t : (ord_max \notin S -> z = s ord_max) -> agree_off (shorten S) (first s) t -> t \in section A z.
  move=> hz ht; rewrite inE; apply: hs => i iS; case: (unliftP ord_max i) iS => [j ->|->] iS.
    by have := ht j; rewrite inE ffunE => ->; rewrite // ffunE liftK.
  by rewrite extend_last hz.
case: ifP => [last|/negbT last]; exists (first s) => t ht; rewrite inE.
  by rewrite !within // last.
by apply/orP; case E: (s ord_max); [left | right]; apply: within.
Qed.

Lemma strongly_shattered N (A : {set cube N}) (W : {set {set 'I_N}}) :
  (forall S, S \in W -> shattered A S) -> #|W| <= #|A|.
Proof.
elim: N A W => [|N IH] A W hW.
  case: (set_0Vmem W) => [->|[S SW]]; first by rewrite cards0.
  apply: (@leq_trans 1); first rewrite -(cards1 (set0 : {set 'I_0})).
    by apply/subset_leq_card/subsetP => S' _; rewrite inE; apply/eqP/setP => -[].
  by have [s hs] := hW S SW; rewrite card_gt0; apply/set0Pn; exists s; exact: hs.
rewrite card_sections -cardsUI addnC -(cardsID [set S : {set 'I_N.+1} | ord_max \in S] W); apply: leq_add.
  rewrite -(@card_in_imset _ _ (@shorten N)) => [|S S']; last first.
    by rewrite !inE => /andP[_ a] /andP[_ b]; apply: shorten_inj; rewrite a b.
  by apply: IH => S' /imsetP[S hS ->]; move: hS; rewrite !inE => /andP[/hW/shattered_section h last]; move: h; rewrite last.
rewrite -(@card_in_imset _ _ (@shorten N)) => [|S S']; last first.
  by rewrite !inE => /andP[/negbTE a _] /andP[/negbTE b _]; apply: shorten_inj; rewrite a b.
by apply: IH => S' /imsetP[S hS ->]; move: hS; rewrite !inE => /andP[/negbTE last /hW/shattered_section]; rewrite last.
Qed.
End Shattering.

(* The same for functions on any finite set of points. *)
Theorem shattered_points (X : finType) (A : {set {ffun X -> bool}}) (W : {set {set X}}) :
  (forall S, S \in W -> exists s : {ffun X -> bool}, forall t : {ffun X -> bool}, (forall x, x \notin S -> s x = t x) -> t \in A) ->
  #|W| <= #|A|.
Proof.
move=> hW; pose code (f : {ffun X -> bool}) : cube #|X| := [ffun i => f (enum_val i)].
pose decode (g : cube #|X|) : {ffun X -> bool} := [ffun x => g (enum_rank x)].
have codeK : cancel code decode by move=> f; apply/ffunP => x; rewrite !ffunE enum_rankK.
have decodeK : cancel decode code by move=> g; apply/ffunP => i; rewrite !ffunE enum_valK.
rewrite -(card_imset A (can_inj codeK)) -(card_imset W (imset_inj (@enum_rank_inj X))).
apply: strongly_shattered => S' /imsetP[S /hW[s hs] ->{S'}]; exists (code s) => t ht.
apply/imsetP; exists (decode t); last by rewrite decodeK.
by apply: hs => x xS; rewrite ffunE -ht ?ffunE ?enum_rankK // mem_imset //; exact: enum_rank_inj.
Qed.
