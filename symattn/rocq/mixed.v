(* Products of two gates in any alphabets, and sums of two gates: how many they are  [CAP-TERN, CAP-TERN-sum, CAP-ADDOUT, BY-8]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover growth threshold elementary_gates extension output_gating pairs
  output_gating_bounds capacity values alphabets.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Mixed.
Variable F : realFieldType.
(* T n is the set of the threshold functions of n variables. *)
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.
Implicit Types n : nat.

Notation pairs n := (setX (T n) (T n)).

(* The gated unit f and the gating unit g have letters of their own alphabets. *)
Definition gated_value s1 s2 n (p : boolean n * boolean n) : {ffun cube n -> F} :=
  [ffun x => letter F s1 (p.1 x) * letter F s2 (p.2 x)].
Definition gated s1 s2 n : nat := number (pairs n) (@gated_value s1 s2 n).

(* Any operation on two gates that is injective in each of them when the other is 1 stores two gates of one variable less. *)
Lemma stored (E : eqType) (op : bool -> bool -> E) n :
  (forall a b, (op a true == op b true) = (a == b)) -> (forall a b, (op true a == op true b) = (a == b)) ->
  (#|T n| ^ 2 <= number (pairs n.+1) (fun p => [ffun x => op (p.1 x) (p.2 x)]))%N.
Proof.
move=> left right; rewrite -mulnn -cardsX.
pose half z (h : {ffun cube n.+1 -> E}) : boolean n := [ffun x => h (extend x z) == op true true].
apply: (@number_ge _ _ _ _ _ _ (fun h => (half true h, half false h))) => -[f g].
rewrite inE /= => /andP[/TP/(select true)[f' tf ef] /TP/(select false)[g' tg eg]].
exists (f', g'); first by rewrite inE /=; apply/andP; split; apply/TP.
by congr pair; apply/ffunP => x; rewrite !ffunE /= ef eg /= ?left ?right eqb_id.
Qed.

(* [CAP-TERN] f in {-1,1}, g in {0,1} *)
Theorem capacity_mixed n :
  [/\ (#|T n| ^ 2 <= gated true false n.+1)%N, (gated true false n.+1 <= #|T n.+1| * (#|T n.+1| - 1) + 1)%N &
      (#|T n.+1| * (#|T n.+1| - 1) + 1 <= #|T n.+1| ^ 2)%N].
Proof.
split.
- apply: (stored (op := fun a b => letter F true a * letter F false b)) => a b; first by rewrite !mulr1 letter_eq.
  by rewrite !mul1r (letter_eq _ false).
- pose zero : boolean n.+1 := constant n.+1 false.
  pose B := setX (T n.+1) (T n.+1 :\ zero) :|: [set (zero, zero)].
  have Tz : zero \in T n.+1 := constant_in TP _ _.
  apply: leq_trans (@number_le _ _ _ B _ _ (@gated_value true false n.+1) _) _ => [[f g]|].
    rewrite inE /= => /andP[Tf Tg]; case: (eqVneq g zero) => [->|gz]; last first.
      by exists (f, g) => //; rewrite !inE /= Tf gz Tg.
    exists (zero, zero); first by rewrite !inE eqxx orbT.
    by apply/ffunP => x; rewrite !ffunE /= !mulr0.
  apply: leq_trans (leq_card_setU _ _) _; rewrite cards1 leq_add2r cardsX leq_mul2l.
  by rewrite [#|T n.+1| in X in _ || (_ <= X)%N](cardsD1 zero) Tz add1n subn1 leqnn orbT.
have := at_least_two TP n.+1; case: #|_| => // -[//|k] _.
by rewrite subn1 -mulnn mulnS /= addnC leq_add2r.
Qed.

(* [CAP-TERN-sum] *)
Theorem sums_mixed n :
  number (pairs n) (fun p => [ffun x => letter F true (p.1 x) + letter F false (p.2 x)]) = (#|T n| ^ 2)%N.
Proof.
rewrite number_inj ?cardsX ?mulnn // => -[f g] [f' g'] _ _ /ffunP e.
have same x : f x = f' x /\ g x = g' x.
  have two : 1 + 1 == 1 :> F = false by rewrite -[X in _ == X]addr0 (inj_eq (addrI 1)) oner_eq0.
  have two0 : 1 + 1 == 0 :> F = false by rewrite -[1 + 1]/(2%:R) pnatr_eq0.
  have m2 : 1 + 1 == - 1 :> F = false by rewrite -[1 + 1]/(2%:R) -subr_eq0 opprK -(natrD F 2 1) pnatr_eq0.
  move: (e x) => /eqP; rewrite !ffunE /=.
  by case: (f x); case: (g x); case: (f' x); case: (g' x);
     rewrite /= ?addr0 ?addNr ?lettersE ?two ?two0 ?m2 ?(eq_sym _ (1 + 1)) ?two ?two0 ?m2.
by congr pair; apply/ffunP => x; case: (same x).
Qed.

(* [CAP-ADDOUT] sums of bits *)
Definition sums n : nat := number (pairs n) (fun p => [ffun x => letter F false (p.1 x) + letter F false (p.2 x)]).
Definition and_or n (p : boolean n * boolean n) : {ffun cube n -> bool * bool} := [ffun x => (p.1 x && p.2 x, p.1 x || p.2 x)].
Lemma sum_bits_eq a b c d :
  (letter F false a + letter F false b == letter F false c + letter F false d) = ((a && b, a || b) == (c && d, c || d)).
Proof.
rewrite /letter -!natrD eqr_nat.
by case: a; case: b; case: c; case: d.
Qed.
Lemma sums_and_or n : sums n = number (pairs n) (@and_or n).
Proof.
apply: number_eq => p q _ _; apply/eqP/eqP => /ffunP e; apply/ffunP => x; move: (e x); rewrite !ffunE => /eqP.
  by rewrite sum_bits_eq => /eqP.
by rewrite -sum_bits_eq => /eqP.
Qed.
Theorem capacity_sums n :
  [/\ (#|T n| ^ 2 <= sums n.+1)%N, (2 * sums n.+1 <= #|T n.+1| * (#|T n.+1| + 1))%N,
      sums n.+1 = number (pairs n.+1) (@and_or n.+1) &
      sums n.+1 = number (pairs n.+1) (fun p => [ffun x => letter F true (p.1 x) + letter F true (p.2 x)])].
Proof.
split.
- apply: (stored (op := fun a b => letter F false a + letter F false b)) => a b.
    by rewrite (inj_eq (addIr _)) letter_eq.
  by rewrite (inj_eq (addrI _)) letter_eq.
- have sym k l : @and_or n.+1 (k, l) = and_or (l, k) by apply/ffunP => x; rewrite !ffunE /= andbC orbC.
  have few : (sums n.+1 <= #|T n.+1| + 'C(#|T n.+1|, 2))%N.
    rewrite sums_and_or number_card; apply: leq_trans (leq_add (leqnn _) (unordered_pairs _ sym)).
    have inj : injective (fun f : boolean n.+1 => and_or (f, f)).
      by move=> f g /ffunP e; apply/ffunP => x; move: (e x); rewrite !ffunE /= !andbb => -[].
    rewrite -[X in (_ <= X + _)%N](card_imset _ inj); apply: leq_trans (leq_card_setU _ _).
    apply/subset_leq_card/subsetP => h /imsetP[[f g]]; rewrite inE /= => /andP[Tf Tg] ->; rewrite inE.
    case: (eqVneq f g) => [->|fg]; first by apply/orP; left; apply/imsetP; exists g.
    by apply/orP; right; apply/imsetP; exists (f, g); rewrite // !inE /= Tf Tg fg.
  apply: leq_trans (leq_mul (leqnn 2) few) _; rewrite mulnDr -(mul_bin_diag _ 1) bin1.
  case: #|T n.+1| => // k /=; apply: eq_leq; rewrite -[k.+1]addn1; ring.
- exact: sums_and_or.
have S a b : letter F true a + letter F true b = 2%:R * (letter F false a + letter F false b) - (1 + 1).
  by rewrite !(letter_bit F true) /= addrACA -mulrDr -opprD.
have inj : injective (fun z : F => 2%:R * z - (1 + 1)) by move=> y z /addIr/mulfI; apply; rewrite pnatr_eq0.
apply: number_eq => p q _ _; apply/eqP/eqP => /ffunP e; apply/ffunP => x; move: (e x); rewrite !ffunE !S; last exact: inj.
by move=> ->.
Qed.

(* [BY-8] *)
Theorem ambiguous n : (2 <= n)%N ->
  (exists f g h : boolean n, [/\ f \in T n, g \in T n & h \in T n] /\
    [/\ f != g, f != h, g != h, (forall c, [/\ f != constant n c, g != constant n c & h != constant n c]) &
        product andb (f, g) = product andb (f, h) /\ product andb (f, g) != constant n false]) /\
  (2 * G_and T n < #|T n| ^ 2)%N.
Proof.
case: n => // -[//|n] _; split; last first.
  have [_ up _] := capacity_and TP n.+1; have four := at_least_four TP n.+1.
  have grow := growth TP n.+1.
  apply: leq_ltn_trans (leq_mul (leqnn 2) up) _; case: #|T n.+2| four => // -[//|[//|t]] _.
  rewrite !subSS subn0 mulnDr -(mul_bin_diag _ 1) bin1 -mulnn /=.
  have -> : (t.+3 * t.+3 = 2 * t.+3 + t.+1 * t + (3 * t + 3))%N by rewrite -[t.+3]addn3 -[t.+1]addn1; ring.
  by rewrite -[X in (X < _)%N]addn0 ltn_add2l addn_gt0 orbT.
pose h := variable (lift ord_max (ord0 : 'I_n.+1)); pose f := variable (ord_max : 'I_n.+2).
have [g tg eg] := @select F n.+1 (variable ord0) true (variable_threshold F ord0).
pose bot := [ffun _ : 'I_n.+1 => false]; pose top := [ffun _ : 'I_n.+1 => true].
have fE x z : f (extend x z) = z by rewrite ffunE extend_last.
have hE x z : h (extend x z) = x ord0 by rewrite [LHS]ffunE ffunE liftK.
have gE x z : g (extend x z) = if z then x ord0 else true by rewrite eg ffunE eqb_id.
have b0 : bot ord0 = false by rewrite ffunE.
have t0 : top ord0 = true by rewrite ffunE.
have dif (k l : boolean n.+2) x z : k (extend x z) != l (extend x z) -> k != l by apply: contraNneq => ->.
exists f, g, h; split; first by split; apply/TP => //; exact: variable_threshold.
split.
- by apply: (dif _ _ bot false); rewrite fE gE.
- by apply: (dif _ _ top false); rewrite fE hE t0.
- by apply: (dif _ _ bot false); rewrite gE hE b0.
- case; split.
  + by apply: (dif _ _ bot false); rewrite fE ffunE.
  + by apply: (dif _ _ bot true); rewrite gE /= b0 ffunE.
  + by apply: (dif _ _ bot false); rewrite hE b0 ffunE.
  + by apply: (dif _ _ bot true); rewrite fE ffunE.
  + by apply: (dif _ _ bot false); rewrite gE ffunE.
  by apply: (dif _ _ top false); rewrite hE t0 ffunE.
have P k l y : @product n.+2 andb (k, l) y = k y && l y by rewrite ffunE.
split; last by apply: (dif _ _ top true); rewrite P fE gE /= t0 ffunE.
by apply/ffunP => y; rewrite !P -[y]extendK fE gE hE; case: (y ord_max).
Qed.
End Mixed.
