(* Two layers of gates of any degree: the functions B(f, g) of two gates, for the threshold functions B of two bits and for all B
   [LAY-5-d]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates extension output_gating capacity reed_muller degree degree_gating.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope nat_scope.

Section TwoBits.
Variable F : realFieldType.
Definition bits (a b : bool) : cube 2 := [ffun i => if i == ord0 then a else b].
Lemma activation_bits (w : 'I_2 -> F) t a b : (activation w t (bits a b) = w ord0 * a%:R + w (lift ord0 ord0) * b%:R + t)%R.
Proof. by rewrite /activation !big_ord_recl big_ord0 addr0 !ffunE. Qed.
(* Neither XOR nor its negation is a threshold function. *)
Lemma xor_not_threshold (B : boolean 2) c : threshold F B -> ~ (forall a b, B (bits a b) = (a (+) b) (+) c).
Proof.
case=> w [t ->] h; have := h false false; have := h true true; have := h true false; have := h false true.
rewrite !ffunE !activation_bits /= !mulr0 !mulr1 !addr0 !add0r; pose u := w ord0; pose v := w (lift ord0 ord0); rewrite -/u -/v.
have sum : (u + v + t + t = (u + t) + (v + t))%R by rewrite addrACA addrA.
case: c {h} => /= e1 e2 e3 e4.
  have : (0 <= u + v + t + t)%R by apply: addr_ge0; rewrite ?e3 ?e4.
  rewrite sum leNgt => /negP[]; rewrite -oppr_gt0 opprD addr_gt0 // oppr_gt0 ltNge ?e1 ?e2 //.
have : (0 <= (u + t) + (v + t))%R by apply: addr_ge0; rewrite ?e1 ?e2.
by rewrite -sum leNgt => /negP[]; rewrite -oppr_gt0 opprD addr_gt0 // oppr_gt0 ltNge ?e3 ?e4.
Qed.
Lemma and_threshold : threshold F [ffun y : cube 2 => y ord0 && y (lift ord0 ord0)].
Proof.
exists (fun _ => 1%R), (- (1 + 1))%R; apply/ffunP => y; rewrite !ffunE /activation !big_ord_recl big_ord0 addr0 !mul1r subr_ge0.
have lt2 : (1 < 1 + 1 :> F)%R by rewrite ltr_addl ltr01.
case: (y ord0); case: (y _); rewrite /= ?addr0 ?add0r; apply/esym; rewrite ?lexx //; apply/negbTE; rewrite -ltNge //.
exact: lt_trans ltr01 lt2.
Qed.
End TwoBits.

Section Layers.
Variables (F : realFieldType) (n : nat) (A : {set boolean n}).
Hypothesis constants : forall c, constant n c \in A.
Hypothesis negations : forall f, (negation f \in A) = (f \in A).
Notation P := (pair_products andb A A).
Notation X := (pair_products agree A A).

(* B(f, g) *)
Definition composed (B : boolean 2) (f g : boolean n) : boolean n := [ffun x => B (bits (f x) (g x))].
Definition layer_of (S : {set boolean 2}) : {set boolean n} :=
  [set composed q.1 q.2.1 q.2.2 | q in setX S (setX A A)].

Lemma in_and (f g h : boolean n) : f \in A -> g \in A -> (forall x, h x = f x && g x) -> h \in P.
Proof.
by move=> fA gA hE; apply/imsetP; exists (f, g); rewrite ?inE /= ?fA ?gA //; apply/ffunP => x; rewrite hE ffunE.
Qed.
Lemma in_negated (f g h : boolean n) : f \in A -> g \in A -> (forall x, h x = ~~ (f x && g x)) -> h \in @negation n @: P.
Proof.
move=> fA gA hE; apply/imsetP; exists (negation h); last by rewrite negationK.
by apply: (in_and fA gA) => x; rewrite ffunE hE negbK.
Qed.
Lemma two_bits (B : boolean 2) f g : f \in A -> g \in A ->
  composed B f g \in P :|: @negation n @: P \/ exists c, forall a b, B (bits a b) = (a (+) b) (+) c.
Proof.
move=> fA gA; have nf : negation f \in A by rewrite negations.
have ng : negation g \in A by rewrite negations.
have one : constant n true \in A by []; have zero : constant n false \in A by [].
have E x : composed B f g x = if f x then (if g x then B (bits true true) else B (bits true false))
                              else (if g x then B (bits false true) else B (bits false false)).
  by rewrite ffunE; case: (f x); case: (g x).
have yes u v : u \in A -> v \in A -> (forall x, composed B f g x = u x && v x) -> composed B f g \in P :|: @negation n @: P.
  by move=> uA vA h; rewrite inE (in_and uA vA h).
have no u v : u \in A -> v \in A -> (forall x, composed B f g x = ~~ (u x && v x)) -> composed B f g \in P :|: @negation n @: P.
  by move=> uA vA h; rewrite inE (in_negated uA vA h) orbT.
case b11: (B (bits true true)) E; case b10: (B (bits true false)); case b01: (B (bits false true)); case b00: (B (bits false false)) => E.
- by left; apply: (yes _ _ one one) => x; rewrite E ?ffunE; case: (f x); case: (g x).
- by left; apply: (no _ _ nf ng) => x; rewrite E ?ffunE; case: (f x); case: (g x).
- by left; apply: (no _ _ nf gA) => x; rewrite E ?ffunE; case: (f x); case: (g x).
- by left; apply: (yes _ _ fA one) => x; rewrite E ?ffunE; case: (f x); case: (g x).
- by left; apply: (no _ _ fA ng) => x; rewrite E ?ffunE; case: (f x); case: (g x).
- by left; apply: (yes _ _ gA one) => x; rewrite E ?ffunE; case: (f x); case: (g x).
- by right; exists true => -[] [].
- by left; apply: (yes _ _ fA gA) => x; rewrite E ?ffunE; case: (f x); case: (g x).
- by left; apply: (no _ _ fA gA) => x; rewrite E ?ffunE; case: (f x); case: (g x).
- by right; exists false => -[] [].
- by left; apply: (yes _ _ ng one) => x; rewrite E ?ffunE; case: (f x); case: (g x).
- by left; apply: (yes _ _ fA ng) => x; rewrite E ?ffunE; case: (f x); case: (g x).
- by left; apply: (yes _ _ nf one) => x; rewrite E ?ffunE; case: (f x); case: (g x).
- by left; apply: (yes _ _ nf gA) => x; rewrite E ?ffunE; case: (f x); case: (g x).
- by left; apply: (yes _ _ nf ng) => x; rewrite E ?ffunE; case: (f x); case: (g x).
by left; apply: (yes _ _ zero zero) => x; rewrite E ?ffunE; case: (f x); case: (g x).
Qed.

Lemma few_and : #|P :|: @negation n @: P| <= 2 * #|P|.
Proof.
rewrite cardsU; apply: leq_trans (leq_subr _ _) _.
by rewrite mul2n -addnn leq_add2l card_imset //; exact: can_inj (@negationK n).
Qed.
Lemma layer_threshold (S : {set boolean 2}) : (forall B, B \in S <-> threshold F B) ->
  layer_of S \subset P :|: @negation n @: P /\ P \subset layer_of S.
Proof.
move=> SP; split; apply/subsetP => h /imsetP.
  case=> -[B [f g]]; rewrite !inE /= => /andP[/SP BT /andP[fA gA]] ->; case: (two_bits B fA gA); first by rewrite inE.
  by case=> c /(xor_not_threshold BT).
case=> -[f g]; rewrite inE /= => /andP[fA gA] ->; apply/imsetP.
exists ([ffun y : cube 2 => y ord0 && y (lift ord0 ord0)], (f, g)).
  by rewrite !inE /= fA gA !andbT; apply/SP/and_threshold.
by apply/ffunP => x; rewrite !ffunE.
Qed.
Lemma layer_any (S : {set boolean 2}) : layer_of S \subset (P :|: @negation n @: P) :|: X.
Proof.
apply/subsetP => h /imsetP[[B [f g]]]; rewrite !inE /= => /andP[_ /andP[fA gA]] ->.
case: (two_bits B fA gA) => [|[c h2]]; first by rewrite inE => ->.
apply/orP; right; apply/imsetP; exists (if c then (f, g) else (negation f, g)).
  by case: (c); rewrite inE /= ?negations fA gA.
by apply/ffunP => x; rewrite !ffunE h2 /agree; case: (c); rewrite /= ?ffunE; case: (f x); case: (g x).
Qed.
End Layers.

Section Degrees.
Variable F : realFieldType.
Variable T : forall d n : nat, {set boolean n}.
Hypothesis TP : forall d n (f : boolean n), f \in T d n <-> threshold_of_degree F d f.
(* T2 is the set of the threshold functions of two bits. *)
Variable T2 : {set boolean 2}.
Hypothesis T2P : forall B : boolean 2, B \in T2 <-> threshold F B.

(* [LAY-5-d] n >= 1 is n.+1 *)
Theorem two_layers d n : 1 <= d ->
  [/\ #|T d n| ^ 2 <= #|layer_of (T d n.+1) T2|, #|layer_of (T d n.+1) T2| <= #|T d n.+1| ^ 2 &
      4 * #|layer_of (T d n.+1) [set: boolean 2]| <= 5 * #|T d n.+1| ^ 2].
Proof.
move=> d1; have cst := degree_constant TP d n.+1; have neg := @degree_negation F T TP d n.+1.
have [lo up] := layer_threshold cst neg T2P; have [a x] := capacity_degree TP n d1; rewrite /G_and_degree /G_xor_degree in a x.
have [g _ _ _] := capacity_degrees TP n d1 d1.
split.
- by rewrite -mulnn; apply: leq_trans g _; exact: subset_leq_card.
- exact: leq_trans (subset_leq_card lo) (leq_trans (few_and _) a).
apply: leq_trans (_ : 4 * (2 * #|pair_products andb (T d n.+1) (T d n.+1)| + #|pair_products agree (T d n.+1) (T d n.+1)|) <= _).
  rewrite leq_mul2l /=; apply: leq_trans (subset_leq_card (layer_any cst neg _)) _.
  by rewrite cardsU; apply: leq_trans (leq_subr _ _) _; rewrite leq_add2r few_and.
by rewrite mulnDr [5 * _]mulSn addnC; apply: leq_add => //; rewrite leq_mul2l a.
Qed.
End Degrees.
