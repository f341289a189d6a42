(* One synapse of a threshold unit is gated by a threshold gate: bounds for all alphabets of inputs and gate
   [CAP-SYN-01, CAP-SYN-pm, CAP-SYN-mixed, CAP-SYN]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover cover_closed threshold elementary_gates extension growth output_gating capacity
  values alphabets mixed features.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section OneSynapse.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.
Implicit Types n : nat.

(* H(b + w.x + c g(x, t) t): x are n of the inputs, and t is the one more whose synapse, of weight c, is gated by g; sx and sg say
   whether the inputs and the gate have the letters -1 and 1. *)
Definition one_unit sx sg n (w : 'I_n -> F) c b (g : boolean n.+1) : boolean n.+1 :=
  [ffun y => 0 <= affine sx w b (first y) + c * (letter F sg (g y) * letter F sx (y ord_max))].
Definition one_synapse sx sg n (h : boolean n.+1) : Prop := exists w c b g, threshold F g /\ h = one_unit sx sg w c b g.

Lemma one_extend sx sg n w c b (g : boolean n.+1) x z :
  one_unit sx sg w c b g (extend x z) = (0 <= affine sx w b x + c * (letter F sg (g (extend x z)) * letter F sx z)).
Proof. by rewrite ffunE extend_first extend_last. Qed.

Section Sets.
Variables (sx sg : bool) (n : nat) (S : {set boolean n.+1}).
Hypothesis SP : forall h, h \in S <-> one_synapse sx sg h.

(* Where the gated input is 1 the unit is p OR g, for any gates p and g of the other inputs. *)
Lemma one_section (p g : boolean n) : threshold F p -> threshold F g ->
  exists2 h, h \in S & (forall x, h (extend x true) = p x || g x) /\ (~~ sx -> ~~ sg -> forall x, h (extend x false) = p x).
Proof.
move=> /(threshold_affine F sx)[w [b ->]] /ignoring[g' tg' eg]; have [M M0 big] := large_affine sx w b.
have pos x : 0 <= affine sx w b x + M.
  by have := big x; rewrite ler_norml => /andP[lo _]; rewrite -ler_subl_addr sub0r.
have bM x k : affine sx w (b + k) x = affine sx w b x + k by rewrite /affine addrA.
exists (one_unit sx sg w M (b + (if sg then M else 0)) g'); first by apply/SP; exists w, M, (b + (if sg then M else 0)), g'.
split=> [x|/negbTE sx0 /negbTE sg0 x]; rewrite one_extend bM eg ffunE.
  rewrite letter_true mulr1; case: (sg); case: (g x); rewrite /= ?mulr1 ?mulrN1 ?mulr0 ?addr0 ?orbT ?orbF ?addrK //.
    by rewrite addr_ge0.
  by rewrite pos.
by rewrite sx0 sg0 /= !mulr0 !addr0.
Qed.

(* G_and(n) <= S(n + 1), for all alphabets *)
Lemma one_lower : (G_and T n <= #|S|)%N.
Proof.
apply: (@onto _ _ _ _ (fun h : boolean n.+1 => negation (slice true h))) => k /imsetP[[f g]].
rewrite inE /= => /andP[Tf Tg] ->.
have [h Sh [eh _]] := one_section (negation_threshold (iffLR (TP _) Tf)) (negation_threshold (iffLR (TP _) Tg)).
by exists h => //; apply/ffunP => x; rewrite !ffunE eh !ffunE negb_or !negbK.
Qed.

(* For a fixed gate the unit reads n + 1 features. *)
Lemma one_features (g : boolean n.+1) (S' : {set boolean n.+1}) :
  (forall h, h \in S' -> exists w c b, h = one_unit sx sg w c b g) -> (#|S'| <= C (2 ^ n.+1) n.+2)%N.
Proof.
move=> hS; pose phi (y : cube n.+1) (i : 'I_n.+1) : F :=
  if unlift ord_max i is Some j then letter F sx (first y j) else letter F sg (g y) * letter F sx (y ord_max).
apply: (feature_cover (phi := phi)) => h /hS[w [c [b ->]]].
exists (wider w c), b; apply/ffunP => y; rewrite !ffunE; congr (0 <= _).
rewrite [X in _ = X + b](bigD1_ord ord_max) //= /wider /phi unlift_none /affine -[RHS]addrA [RHS]addrC.
by congr (_ + _ + _); apply: eq_bigr => j _; rewrite liftK.
Qed.
Lemma one_upper : (#|S| <= #|T n.+1| * C (2 ^ n.+1) n.+2)%N.
Proof.
apply: (@classes _ _ _ _ (fun g h => exists w c b, h = one_unit sx sg w c b g)) => [h /SP[w [c [b [g [/TP Tg ->]]]]]|g S' _].
  by exists g => //; exists w, c, b.
exact: one_features.
Qed.
(* Over {0,1} only the gate where its own input is 1 matters. *)
Lemma one_upper_bits : ~~ sx -> (#|S| <= #|T n| * C (2 ^ n.+1) n.+2)%N.
Proof.
move=> /negbTE sx0; pose at_one (k : boolean n) : boolean n.+1 := [ffun y => k (first y)].
apply: (@classes _ _ _ _ (fun k h => exists w c b, h = one_unit sx sg w c b (at_one k))) => [h /SP[w [c [b [g [tg ->]]]]]|k S' _].
  exists (slice true g); first exact/TP/slice_threshold.
  exists w, c, b; apply/ffunP => y; rewrite !ffunE sx0 /=; case E: (y ord_max); last by rewrite !mulr0.
  by rewrite -E extendK.
exact: one_features.
Qed.
End Sets.

(* [CAP-SYN-01] x and g in {0,1} *)
Theorem one_synapse_bits n (S : {set boolean n.+1}) : (forall h, h \in S <-> one_synapse false false h) ->
  [/\ (G_and T n <= gated F T true false n)%N, (gated F T true false n <= #|S|)%N & (#|S| <= #|T n.+1| * #|T n|)%N].
Proof.
move=> SP; split.
- pose d (v : {ffun cube n -> F}) : boolean n := [ffun x => v x == 1].
  apply: (@number_ge _ _ _ _ _ _ d) => k /imsetP[[f g] Tfg ->]; exists (f, g) => //.
  apply/ffunP => x; rewrite !ffunE /=.
  by case: (f x); case: (g x); rewrite /= ?mulr1 ?mulr0 ?lettersE ?eqxx.
- pose c (h : boolean n.+1) : {ffun cube n -> F} :=
    [ffun x => letter F true (slice true h x) * letter F false (~~ slice false h x)].
  apply: (@number_le _ _ _ _ _ _ c) => -[f g]; rewrite inE /= => /andP[Tf Tg].
  have [h Sh [e1 e0]] := one_section SP (negation_threshold (iffLR (TP _) Tg)) (iffLR (TP _) Tf).
  exists h => //; apply/ffunP => x; rewrite !ffunE e1 e0 // !ffunE /= negbK.
  by case: (g x); rewrite /= ?orbF ?mulr0.
rewrite -cardsX.
pose c (p : boolean n.+1 * boolean n) : boolean n.+1 := [ffun y => p.1 (extend (first y) (p.2 (first y) && y ord_max))].
apply: (@onto _ _ _ _ c) => h /SP[w [k [b [g [tg ->]]]]].
exists (gate (wider w k) b, slice true g).
  by rewrite inE /=; apply/andP; split; apply/TP; [do 2 eexists | exact: slice_threshold].
apply/ffunP => y; rewrite !ffunE /= activation_extend; congr (0 <= _ + _ * _); rewrite mul_bits.
by case E: (y ord_max); rewrite ?andbF // -E extendK.
Qed.

(* [CAP-SYN-pm] x and g in {-1,1} *)
Theorem one_synapse_signs n (S : {set boolean n.+1}) : (forall h, h \in S <-> one_synapse true true h) ->
  (G_and T n <= #|S|)%N /\ (2 * #|S| <= #|T n.+1| ^ 2)%N.
Proof.
move=> SP; split; first exact: one_lower SP.
suff : (#|S| <= #|T n.+1| * #|half T n.+1|)%N.
  by rewrite -mulnn {3}(card_half TP) mulnCA leq_mul2l.
rewrite -cardsX.
pose c (p : boolean n.+1 * boolean n.+1) : boolean n.+1 := [ffun y => p.1 (extend (first y) (p.2 y == y ord_max))].
apply: (@onto _ _ _ _ c) => h /SP[w [k [b [g [tg ->]]]]].
(* the gate of all n + 1 letters *)
have unit k' g' : one_unit true true w k' b g' = c ([ffun y => 0 <= affine true (wider w k') b y], g').
  apply/ffunP => y; rewrite !ffunE /= mul_signs; congr (0 <= _).
  rewrite /affine big_ord_recr /= extend_last /wider unlift_none addrAC; congr (_ + _ + _).
  apply: eq_bigr => i _; have -> : widen_ord (leqnSn n) i = lift ord_max i by apply: ord_inj; rewrite lift_max.
  by rewrite !ffunE !liftK ?ffunE.
have Tk k' : [ffun y => 0 <= affine true (wider w k') b y] \in T n.+1.
  by apply/TP/(threshold_affine F true); do 2 eexists.
case E: (g (origin n.+1)); last first.
  by exists ([ffun y => 0 <= affine true (wider w k) b y], g); rewrite ?unit // !inE Tk /= E andbT; apply/TP.
exists ([ffun y => 0 <= affine true (wider w (- k)) b y], negation g).
  by rewrite !inE Tk /= ffunE E (negation_in TP) andbT; apply/TP.
rewrite -unit; apply/ffunP => y; rewrite !ffunE; congr (0 <= _ + _).
by case: (g y); rewrite /= ?mul1r ?mulN1r ?mulrN ?mulNr ?opprK.
Qed.

(* [CAP-SYN-mixed] *)
Theorem one_synapse_mixed n (Sx Sg : {set boolean n.+1}) :
  (forall h, h \in Sx <-> one_synapse false true h) -> (forall h, h \in Sg <-> one_synapse true false h) ->
  ((G_and T n <= #|Sx|)%N /\ (#|Sx| <= #|T n| * C (2 ^ n.+1) n.+2)%N) /\
  ((G_and T n <= #|Sg|)%N /\ (#|Sg| <= #|T n.+1| * C (2 ^ n.+1) n.+2)%N).
Proof.
move=> xP gP; split; split; [exact: one_lower xP | exact: one_upper_bits xP _ | exact: one_lower gP | exact: one_upper gP].
Qed.

(* [CAP-SYN] whatever the alphabets *)
Theorem one_synapse_capacity sx sg n (S : {set boolean n.+2}) : (forall h, h \in S <-> one_synapse sx sg h) ->
  (#|T n| ^ 2 <= #|S|)%N /\ (#|S| <= 2 ^ (2 * n.+2 ^ 2))%N.
Proof.
move=> SP; split; first by have [low _ _] := capacity_and TP n; apply: leq_trans low (one_lower SP).
apply: leq_trans (one_upper SP) _; rewrite mul2n -addnn expnD.
by apply: leq_mul; [exact: threshold_power TP n.+2 isT | exact: (@cover_power n.+2)].
Qed.
End OneSynapse.
