(* All synapses of a threshold unit are gated by one threshold gate, with the bias or without it
   [CAP-SYN-gated, TX-7-count, CAP-SYN-all]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates extension growth output_gating capacity values alphabets features.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section AllSynapses.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.
Implicit Types n : nat.

(* H(g (b + w.x)); sx and sg say whether the inputs x and the gate g have the letters -1 and 1. *)
Definition gated_activation sx sg n (h : boolean n) : Prop :=
  exists w b (g : boolean n), threshold F g /\ h = [ffun x => 0 <= letter F sg (g x) * affine sx w b x].
(* H(b + g w.x) *)
Definition gated_weights sx sg n (h : boolean n) : Prop :=
  exists w b (g : boolean n), threshold F g /\ h = [ffun x => 0 <= b + letter F sg (g x) * affine sx w 0 x].

Definition or_not n (p : boolean n * boolean n) : boolean n := [ffun x => p.1 x || ~~ p.2 x].

(* [CAP-SYN-gated] g in {0,1}: f OR NOT g *)
Theorem gated_activation_bits sx n (S : {set boolean n}) : (forall h, h \in S <-> gated_activation sx false h) ->
  S = @or_not n @: setX (T n) (T n) /\ #|S| = G_and T n.
Proof.
move=> SP; have SE : S = @or_not n @: setX (T n) (T n).
  apply/setP => h; apply/idP/imsetP => [/SP[w [b [g [tg ->]]]]|[[f g]]].
    exists ([ffun x => 0 <= affine sx w b x], g).
      by rewrite inE /=; apply/andP; split; apply/TP => //; apply/(threshold_affine F sx); exists w, b.
    by apply/ffunP => x; rewrite !ffunE /=; case: (g x); rewrite /= ?mul1r ?mul0r ?lexx ?orbF ?orbT.
  rewrite inE /= => /andP[/TP/(threshold_affine F sx)[w [b ->]] /TP tg] ->; apply/SP; exists w, b, g; split=> //.
  by apply/ffunP => x; rewrite !ffunE /=; case: (g x); rewrite /= ?mul1r ?mul0r ?lexx ?orbF ?orbT.
split=> //; rewrite SE /G_and; pose neg (p : boolean n * boolean n) := (negation p.1, p.2).
rewrite -(card_imset _ (can_inj (@negationK n))); apply: eq_card => h; apply/imsetP/imsetP.
  case=> k /imsetP[[f g]]; rewrite inE /= => /andP[Tf Tg] -> ->; exists (neg (f, g)).
    by rewrite inE /= (negation_in TP) Tf.
  by apply/ffunP => x; rewrite !ffunE /= negb_or negbK.
case=> -[f g]; rewrite inE /= => /andP[Tf Tg] ->; exists (or_not (neg (f, g))).
  by apply: imset_f; rewrite inE /= (negation_in TP) Tf.
by apply/ffunP => x; rewrite !ffunE /= negb_or !negbK.
Qed.

(* [CAP-SYN-gated] g in {-1,1}: products of two sign gates *)
Theorem gated_activation_signs sx n (S : {set boolean n}) : (forall h, h \in S <-> gated_activation sx true h) ->
  S = products T n agree /\ #|S| = G_xor T n.
Proof.
move=> SP; suff SE : S = products T n agree by rewrite SE.
apply/setP => h; apply/idP/imsetP => [/SP[w [b [g [tg ->]]]]|[[f g]]].
  have [w1 [b1 e1]] := affine_activation sx w b; have [v [c hv]] := strict tg.
  have [w2 [b2 e2]] := perturb w1 v b1 c; exists (gate w2 b2, g).
    by rewrite inE /=; apply/andP; split; apply/TP => //; do 2 eexists.
  apply/ffunP => x; rewrite !ffunE /= e2 e1 /agree; have [v0 gE] := hv x.
  have vE : (0 <= activation v c x) = g x by rewrite gE le_eqVlt eq_sym (negbTE v0).
  case: (eqVneq (activation w1 b1 x) 0) => [->|a0]; first by rewrite mulr0 lexx vE eqxx.
  case: (g x); rewrite /= ?mul1r ?eqb_id // mulN1r oppr_ge0 eqbF_neg -ltNge.
  by rewrite lt_neqAle a0.
rewrite inE /= => /andP[/TP/strict[v [c hv]] /TP tg] ->; apply/SP.
have [w [b e]] := activation_affine sx v c; exists w, b, g; split=> //.
apply/ffunP => x; rewrite !ffunE -e /agree; have [v0 ->] := hv x.
case: (g x); rewrite /= ?mul1r ?mulN1r ?oppr_ge0 ?eqb_id ?eqbF_neg -?leNgt //.
by rewrite le_eqVlt eq_sym (negbTE v0).
Qed.

(* The products that are 0 at the origin. *)
Definition low n : {set boolean n} := [set h in products T n andb | ~~ h (origin n)].
Lemma low_ordered n h : h \in low n -> exists f g, [/\ f \in half T n, g \in T n & h = product andb (f, g)].
Proof.
rewrite inE => /andP[/imsetP[[f g]]]; rewrite inE /= => /andP[Tf Tg] ->; rewrite ffunE /=.
case E: (f (origin n)) => /= z; last by exists f, g; rewrite !inE Tf Tg E.
by exists g, f; rewrite !inE Tf Tg z; split=> //; apply/ffunP => x; rewrite !ffunE andbC.
Qed.

Lemma at_origin n (w : 'I_n -> F) b : activation w b (origin n) = b.
Proof. by rewrite /activation big1 ?add0r // => i _; rewrite ffunE mulr0. Qed.

(* [TX-7-count] *)
Theorem gated_weights_count n (S : {set boolean n}) : (forall h, h \in S <-> gated_weights false false h) ->
  #|S| = (2 * #|low n|)%N.
Proof.
move=> SP; have lowN h : h \in low n -> negation h \notin low n.
  by rewrite !inE => /andP[_ z]; rewrite ffunE z andbF.
have unit w b (g : boolean n) x : (0 <= b + letter F false (g x) * affine false w 0 x) =
    if g x then 0 <= activation w b x else 0 <= b.
  by rewrite /affine /activation addr0; case: (g x); rewrite /= ?mul1r ?mul0r ?addr0 // addrC.
have SE : S = low n :|: @negation n @: low n.
  apply/setP => h; rewrite inE; apply/idP/orP => [/SP[w [b [g [/TP Tg ->]]]]|].
    case: (lerP 0 b) => b0; [right | left].
      pose h' : boolean n := [ffun x => ~~ (0 <= activation w b x) && g x].
      apply/imsetP; exists h'; last by apply/ffunP => x; rewrite !ffunE unit b0; case: (g x); rewrite ?andbT ?andbF ?negbK.
      rewrite inE !ffunE at_origin b0 andbT /=; apply/imsetP; exists (negation (gate w b), g).
        by rewrite inE /= Tg andbT (negation_in TP); apply/TP; do 2 eexists.
      by apply/ffunP => x; rewrite !ffunE.
    rewrite inE; apply/andP; split; last by rewrite !ffunE unit at_origin leNgt b0; case: (g _).
    apply/imsetP; exists (gate w b, g); first by rewrite inE /= Tg andbT; apply/TP; do 2 eexists.
    have b0' : (0 <= b) = false by rewrite leNgt b0.
    by apply/ffunP => x; rewrite !ffunE unit b0' /=; case: (g x); rewrite ?andbT ?andbF.
  case=> [/low_ordered[f [g [hf Tg ->]]]|/imsetP[k /low_ordered[f [g [hf Tg ->]] ->]]]; apply/SP.
    move: hf; rewrite inE => /andP[/TP[w [b ->]]]; rewrite ffunE at_origin => /negbTE b0.
    exists w, b, g; split; first exact/TP.
    by apply/ffunP => x; rewrite !ffunE unit b0 /=; case: (g x); rewrite ?andbT ?andbF.
  move: hf; rewrite inE -(negation_in TP) => /andP[/TP[w [b e]] f0].
  have b0 : 0 <= b by move/ffunP/(_ (origin n)): e; rewrite !ffunE at_origin f0 => <-.
  exists w, b, g; split; first exact/TP.
  apply/ffunP => x; rewrite !ffunE unit b0 /=; have := congr1 (fun k : boolean n => k x) e; rewrite !ffunE => <-.
  by case: (g x); rewrite ?andbT ?andbF.
rewrite SE cardsU; have -> : low n :&: @negation n @: low n = set0.
  apply/setP => h; rewrite !inE; apply/negbTE/negP => /andP[hl /imsetP[k kl e]].
  by move: (lowN k kl); rewrite -e inE hl.
by rewrite cards0 subn0 card_imset ?mul2n ?addnn //; exact: can_inj (@negationK n).
Qed.

(* [CAP-SYN-all, x and g in {0,1}] *)
Theorem gated_weights_bits n (S : {set boolean n.+1}) : (forall h, h \in S <-> gated_weights false false h) ->
  (#|T n| ^ 2 <= #|S|)%N /\ (#|S| <= #|T n.+1| ^ 2)%N.
Proof.
move=> SP; rewrite (gated_weights_count SP) -!mulnn; split.
  rewrite {2}(card_half TP) mulnCA leq_mul2l /= -cardsX -(card_imset _ (@glue_inj n)).
  apply/subset_leq_card/subsetP => h /imsetP[[f g]]; rewrite !inE /= => /andP[Tf /andP[Tg g0]] ->.
  rewrite (@glue_in F T TP n andb) //=; last by case.
  rewrite ffunE ffunE; have -> // : first (origin n.+1) = origin n by apply/ffunP => i; rewrite !ffunE.
rewrite {1}(card_half TP) -mulnA leq_mul2l /= -cardsX.
by apply: (@onto _ _ _ _ (@product n.+1 andb)) => h /low_ordered[f [g [hf Tg ->]]]; exists (f, g) => //; rewrite inE hf.
Qed.

(* [CAP-SYN-all] whatever the alphabets *)
Theorem gated_weights_capacity sx sg n (S : {set boolean n.+1}) : (forall h, h \in S <-> gated_weights sx sg h) ->
  (G_and T n <= #|S|)%N /\ (#|S| <= #|T n.+1| * C (2 ^ n.+1) n.+2)%N.
Proof.
move=> SP; split; last first.
  apply: (@classes _ _ _ _ (fun g h : boolean n.+1 => exists (w : 'I_n.+1 -> F) (b : F),
    h = [ffun x => 0 <= b + letter F sg (g x) * affine sx w 0 x])).
    by move=> h /SP[w [b [g [/TP Tg ->]]]]; exists g => //; exists w, b.
  move=> g S' _ hS; pose phi (y : cube n.+1) (i : 'I_n.+1) : F := letter F sg (g y) * letter F sx (y i).
  apply: (feature_cover (phi := phi)) => h /hS[w [b ->]]; exists w, b; apply/ffunP => y; rewrite !ffunE; congr (0 <= _).
  by rewrite addrC /affine addr0 mulr_sumr; congr (_ + _); apply: eq_bigr => i _; rewrite mulrCA.
(* Where the last input is 1 the gated sum is L - b, for any affine L of the others. *)
have sect (p g : boolean n) : threshold F p -> threshold F g -> exists2 h, h \in S &
    forall x, h (extend x true) = if sg then p x || ~~ g x else p x && g x.
  move=> /(threshold_affine F sx)[w [c ->]] /ignoring[g' tg' eg]; have [M M0 big] := large_affine sx w c.
  pose b : F := if sg then M else - 1.
  exists [ffun y => 0 <= b + letter F sg (g' y) * affine sx (wider w (c - b)) 0 y].
    by apply/SP; exists (wider w (c - b)), b, g'.
  move=> x; rewrite ffunE eg.
  have -> : affine sx (wider w (c - b)) 0 (extend x true) = affine sx w c x - b.
    rewrite /affine addr0 (bigD1_ord ord_max) //= extend_last letter_true mulr1 /wider unlift_none addrC addrA.
    by congr (_ + _ - b); apply: eq_bigr => i _; rewrite liftK ffunE liftK.
  rewrite ffunE /b; have /ler_normlP[lo hi] := big x; case: (sg); case: (g x); rewrite /= ?mul1r ?mul0r ?andbT ?andbF ?orbF ?orbT.
  - by rewrite addrC subrK.
  - by rewrite mulN1r opprB addrA subr_ge0 (le_trans hi) // ler_addl.
  - by rewrite addrC subrK.
  by rewrite addr0 oppr_ge0 leNgt ltr01.
apply: (@onto _ _ _ _ (fun h : boolean n.+1 => if sg then negation (slice true h) else slice true h)) => k /imsetP[[f g]].
rewrite inE /= => /andP[/TP tf /TP tg] ->.
case: (sg) sect => sect; last by have [h Sh eh] := sect f g tf tg; exists h => //; apply/ffunP => x; rewrite !ffunE eh.
have [h Sh eh] := sect _ _ (negation_threshold tf) tg; exists h => //.
by apply/ffunP => x; rewrite !ffunE eh !ffunE negb_or !negbK.
Qed.
End AllSynapses.
