(* Littlewood and Offord, Erdos: a weighted sum of s bits is in a set of j values at most as often as for equal weights  [RV-6-07]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold extension blocks central_binomials.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Sums.
Variable F : realFieldType.
Implicit Types (m : nat) (X : seq F).

Definition weighted m (w : 'I_m -> F) (x : cube m) : F := \sum_i w i * (x i)%:R.
Definition nonzero m (w : 'I_m -> F) := #|[set i | w i != 0]|.
(* The number of points whose weighted sum is in X. *)
Definition hits m (w : 'I_m -> F) X := #|[set x | weighted w x \in X]|.
Definition shorter m (w : 'I_m.+1 -> F) i := w (lift ord_max i).
Definition shift a X : seq F := [seq x - a | x <- X].
Lemma mem_shift a X z : (z \in shift a X) = (z + a \in X).
Proof. by rewrite -[z in LHS](addrK a) (@mem_map _ _ (fun x => x - a)) //; exact: addIr. Qed.

Lemma weighted_extend m (w : 'I_m.+1 -> F) x z : weighted w (extend x z) = weighted (shorter w) x + w ord_max * z%:R.
Proof.
rewrite /weighted big_ord_recr /= extend_last; congr (_ + _); apply: eq_bigr => i _.
have -> : widen_ord (leqnSn m) i = lift ord_max i by apply: ord_inj; rewrite lift_max.
by rewrite ffunE liftK.
Qed.

(* The last coordinate is 0 or 1. *)
Lemma hits_last m (w : 'I_m.+1 -> F) X : hits w X = (hits (shorter w) X + hits (shorter w) (shift (w ord_max) X))%N.
Proof.
have ext z : injective (fun x : cube m => extend x z).
  by move=> x y e; rewrite -(extend_first x z) e extend_first.
rewrite /hits -(cardsID [set y : cube m.+1 | y ord_max]) addnC; congr (_ + _)%N.
  rewrite -(card_imset _ (ext false)); apply: eq_card => y; rewrite !inE.
  apply/andP/imsetP => [[/negbTE y0 yX]|[x]].
    by exists (first y); rewrite -?y0 ?extendK // inE; move: yX; rewrite -{1}[y]extendK weighted_extend y0 mulr0 addr0.
  by rewrite inE => xX ->; rewrite extend_last weighted_extend mulr0 addr0.
rewrite -(card_imset _ (ext true)); apply: eq_card => y; rewrite !inE.
apply/andP/imsetP => [[yX y1]|[x]].
  by exists (first y); rewrite -?y1 ?extendK // inE mem_shift; move: yX; rewrite -{1}[y]extendK weighted_extend y1 mulr1.
by rewrite inE mem_shift => xX ->; rewrite extend_last weighted_extend mulr1.
Qed.

(* a <> 0: some t in X has t + a not in X. *)
Lemma leaves a X : a != 0 -> X != [::] -> exists2 t, t \in X & t + a \notin X.
Proof.
move=> a0 X0; have [t tX high] : exists2 t, t \in X & forall x, x \in X -> a * x <= a * t.
  elim: X X0 => // x [|y X] IH _; first by exists x; [exact: mem_head | move=> z; rewrite inE => /eqP->].
  have [//|t tX high] := IH; case: (leP (a * t) (a * x)) => [le|lt].
    exists x; first exact: mem_head.
    by move=> z; rewrite inE => /orP[/eqP-> //|/high/le_trans]; exact.
  exists t; first by rewrite inE tX orbT.
  by move=> z; rewrite inE => /orP[/eqP->|/high //]; exact: ltW.
exists t => //; apply/negP => /high; rewrite mulrDr ger_addl leNgt => /negP[].
by rewrite lt_neqAle sqr_ge0 eq_sym sqrf_eq0 a0.
Qed.
(* X and X - a have together the same members as two sets that differ by 2 in size. *)
Lemma exchange m (w : 'I_m -> F) a X : uniq X -> a != 0 -> (0 < size X)%N ->
  exists A B, [/\ uniq A, uniq B, size A = (size X).+1, size B = (size X).-1 & (hits w X + hits w (shift a X) = hits w A + hits w B)%N].
Proof.
move=> uX a0 sX; have [|t tX out] := @leaves a X a0; first by case: (X) sX.
have tS : t \notin shift a X by rewrite mem_shift.
exists (t :: shift a X), (rem t X); split.
- by rewrite /= tS map_inj_uniq //; exact: addIr.
- exact: rem_uniq.
- by rewrite /= size_map.
- by rewrite size_rem.
have sum Y : hits w Y = (\sum_x (weighted w x \in Y))%N.
  by rewrite /hits -sum1_card big_mkcond; apply: eq_bigr => x _; rewrite inE; case: (_ \in Y).
rewrite !sum -!big_split; apply: eq_bigr => x _ /=; rewrite rem_filter // mem_filter inE.
have [->|ne] := eqVneq (weighted w x) t; last by rewrite /= ne addnC.
by rewrite tX (negbTE tS) /= eqxx.
Qed.

(* RV-6-07 for any number of values.  By induction over the coordinates: X and X - a are exchanged for a set of one value more and one of
   one value less. *)
Theorem few_hits m (w : 'I_m -> F) X : uniq X ->
  (hits w X * 2 ^ nonzero w <= middle (nonzero w) (size X) * 2 ^ m)%N.
Proof.
elim: m w X => [|m IH] w X uX.
  have e0 : [set i | w i != 0] = set0 by apply/setP => -[].
  rewrite /nonzero e0 cards0 /= !muln1; case: X uX => [|a X] _.
    by rewrite /hits (eq_card0 (A := _)) // => x; rewrite inE.
  by apply: leq_trans (max_card _) _; rewrite card_ffun card_ord expn0.
have sizeE : nonzero w = ((w ord_max != 0)%R + nonzero (shorter w))%N.
  rewrite /nonzero (cardsD1 ord_max) inE; congr (_ + _)%N; rewrite -(card_imset _ (@lift_inj _ ord_max)); apply: eq_card => i.
  rewrite !inE; apply/andP/imsetP => [[ne wi]|[j jw ->]].
    by case: (unliftP ord_max i) ne wi => [j ->|->]; rewrite ?eqxx // => _ wj; exists j; rewrite // inE.
  by rewrite eq_sym neq_lift; move: jw; rewrite inE.
rewrite sizeE hits_last; have := IH (shorter w); set s := nonzero _ => {}IH.
case: eqVneq => [->|a0] /=.
  have -> : shift 0 X = X by rewrite /shift (eq_map (@subr0 F)) map_id.
  by rewrite add0n addnn -mul2n -mulnA [(2 ^ m.+1)%N]expnS [X in (_ <= X)%N]mulnCA leq_mul2l IH.
rewrite add1n; case: X uX => [|x X] uX.
  by rewrite /hits !(eq_card0 (A := _)) // => y; rewrite inE.
have [//|A [B [uA uB sA sB ->]]] := exchange (shorter w) uX a0.
rewrite /= mulnDl ![(2 ^ _.+1)%N]expnS mulnCA [in X in (_ + X <= _)%N]mulnCA -mulnDr [X in (_ <= X)%N]mulnCA leq_mul2l /= mulnDl.
by apply: leq_add; [have := IH A uA; rewrite sA | have := IH B uB; rewrite sB].
Qed.

(* One value, and two. *)
Corollary one_value m (w : 'I_m -> F) t :
  (#|[set x | weighted w x == t]| * 2 ^ nonzero w <= 'C(nonzero w, (nonzero w)./2) * 2 ^ m)%N.
Proof.
rewrite -middle_one; have := few_hits w (isT : uniq [:: t]); rewrite /hits.
by have -> : [set x | weighted w x \in [:: t]] = [set x | weighted w x == t] by apply/setP => x; rewrite !inE.
Qed.
Corollary two_values m (w : 'I_m -> F) t r :
  (#|[set x | (weighted w x == t) || (weighted w x == r)]| * 2 ^ nonzero w <= 'C((nonzero w).+1, (nonzero w).+1./2) * 2 ^ m)%N.
Proof.
rewrite -middle_two; pose q := if t == r then t + 1 else r.
have uX : uniq [:: t; q].
  rewrite /= andbT inE /q; case: (eqVneq t r) => [_|//].
  by rewrite -subr_eq0 opprD addrA subrr sub0r oppr_eq0 oner_eq0.
apply: leq_trans (few_hits w uX); rewrite leq_mul2r; apply/orP; right.
apply/subset_leq_card/subsetP => x; rewrite !inE /q.
by case: (eqVneq t r) => [->|_ //]; rewrite orbb => ->.
Qed.

(* [RV-6-07] all weights different from 0 *)
Theorem littlewood_offord s (w : 'I_s -> F) t r : (forall i, w i != 0) ->
  (#|[set x | (weighted w x == t) || (weighted w x == r)]| <= 'C(s.+1, s.+1./2))%N.
Proof.
move=> w0; have := two_values w t r.
have -> : nonzero w = s.
  by rewrite /nonzero -[RHS]card_ord -cardsT; apply: eq_card => i; rewrite !inE w0.
by rewrite leq_pmul2r // expn_gt0.
Qed.

(* The bound for j values is attained when all weights are 1. *)
Lemma level s k : #|[set x : cube s | weighted (fun => 1) x == k%:R]| = 'C(s, k).
Proof.
have sumE (x : cube s) : weighted (fun => 1) x = #|[set i | x i]|%:R.
  by rewrite /weighted -sum1_card natr_sum [RHS]big_mkcond; apply: eq_bigr => i _; rewrite inE mul1r; case: (x i).
pose of_set (A : {set 'I_s}) : cube s := [ffun i => i \in A].
have inj : injective of_set by move=> A B /ffunP e; apply/setP => i; move: (e i); rewrite !ffunE.
rewrite -[s in RHS]card_ord -(card_draws [finType of 'I_s] k) -(card_imset _ inj); apply: eq_card => x.
rewrite inE sumE eqr_nat; apply/idP/imsetP => [xk|[A]].
  by exists [set i | x i]; [rewrite inE | apply/ffunP => i; rewrite ffunE inE].
by rewrite inE => Ak ->; have -> : [set i | of_set A i] = A by [apply/setP => i; rewrite inE ffunE].
Qed.
Lemma hits_sum m (w : 'I_m -> F) X : uniq X -> hits w X = (\sum_(t <- X) #|[set x | weighted w x == t]|)%N.
Proof.
move=> uX; have card A : #|[set x : cube m | A x]| = (\sum_x A x)%N.
  by rewrite -sum1_card big_mkcond; apply: eq_bigr => x _; rewrite inE; case: (A x).
rewrite /hits card [RHS](eq_bigr (fun t => \sum_x (weighted w x == t))%N) => [|t _]; last exact: card.
rewrite exchange_big; apply: eq_bigr => x _.
rewrite -(count_uniq_mem _ uX) -sum1_count [LHS]big_mkcond; apply: eq_bigr => t _ /=.
by rewrite eq_sym; case: eqP.
Qed.
Theorem attained s j : hits (fun _ : 'I_s => 1) [seq (i + (s.+1 - j)./2)%:R | i <- iota 0 j] = middle s j.
Proof.
rewrite middle_closed; set a := (_ - j)./2; rewrite hits_sum; last first.
  by rewrite map_inj_uniq ?iota_uniq // => i k /eqP; rewrite eqr_nat eqn_add2r => /eqP.
have -> : iota 0 j = index_iota 0 j by rewrite /index_iota subn0.
by rewrite big_map big_mkord; apply: eq_bigr => i _; rewrite level.
Qed.
(* [RV-6-07, equality] *)
Corollary littlewood_offord_attained s : let w := fun _ : 'I_s => 1 in
  #|[set x | (weighted w x == s./2%:R) || (weighted w x == s./2.+1%:R)]| = 'C(s.+1, s.+1./2).
Proof.
move=> w; have -> : #|[set x | (weighted w x == s./2%:R) || (weighted w x == s./2.+1%:R)]| = hits w [:: s./2%:R; s./2.+1%:R].
  by apply: eq_card => x; rewrite !inE.
rewrite hits_sum /= ?inE ?eqr_nat ?andbT ?neq_ltn ?leqnn // !big_cons big_nil addn0 !level.
by rewrite addnC -binS central_pair.
Qed.

(* The sum is a bit: the case of the values 0 and 1. *)
Theorem bits_few m (l : 'rV[F]_m) : let s := #|[set i | l ord0 i != 0]| in
  (#|[set x : cube m | bit l x]| * 2 ^ s <= 'C(s.+1, s.+1./2) * 2 ^ m)%N.
Proof. exact: two_values (fun i => l ord0 i) 0 1. Qed.
End Sums.
