(* The limit 2 of log2 of the numbers of the other gated units, divided by n^2, whatever the place and the alphabets of the gate
   [CAP-TERN-lim, CAP-ADDOUT-lim, CAP-A-lim, CAP-SYN-lim, CAP-DIFF-lim, CAP-0-lim, LAY-1-lim]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover cover_closed threshold elementary_gates extension growth output_gating capacity limit
  two_block_limit values alphabets mixed disjoint features synaptic_one synaptic_all attended bias_free layers.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Local Open Scope nat_scope.

(* One variable less makes no difference. *)
Lemma at_least_shift (t : nat -> nat) : at_least_c t 1 -> at_least_c (fun n => t n.-1) 1.
Proof.
move=> low; have two : at_least_c (fun n => t n.-1 ^ 2) 2 by apply: squeeze low => n.
move=> q q0; have [n0 h] := two q q0; exists n0 => n /h.
have -> : (t n.-1 ^ 2) ^ q = t n.-1 ^ (q * 2) by rewrite -expnM mulnC.
move=> le; rewrite -(leq_exp2r _ _ (isT : 0 < 2)) -!expnM; apply: leq_trans le.
by rewrite leq_exp2l // mulnAC leq_mul2r mulnBl !mul1n [q * 2]mulnC leq_sub2l ?orbT.
Qed.
Lemma squeeze_from m (t g : nat -> nat) : (forall n, m <= n -> t n ^ 2 <= g n.+1) -> at_least_c t 1 -> at_least_c g 2.
Proof.
move=> tg low; have two : at_least_c (fun n => if n <= m then t n.-1 ^ 2 else g n) 2.
  by apply: squeeze low => n; case: ltnP => // /tg.
move=> q q0; have [n0 h] := two q q0; exists (maxn n0 m.+1) => n; rewrite geq_max => /andP[/h le mn].
have nm : (n <= m) = false by rewrite leqNgt mn.
by move: le; rewrite nm.
Qed.
Lemma squeeze_two (t g : nat -> nat) : (forall n, t n ^ 2 <= g n.+2) -> at_least_c t 1 -> at_least_c g 2.
Proof. by move=> tg /at_least_shift; apply: (@squeeze_from 1) => -[|n]. Qed.
Lemma squeeze_three (t g : nat -> nat) : (forall n, t n ^ 2 <= g n.+3) -> at_least_c t 1 -> at_least_c g 2.
Proof. by move=> tg /at_least_shift/at_least_shift; apply: (@squeeze_from 2) => -[|[|n]]. Qed.

Lemma power_at_most (g : nat -> nat) : (forall n, 2 <= n -> g n <= 2 ^ (2 * n ^ 2 + n)) -> at_most_c g 2.
Proof.
move=> up q q0; exists (maxn 2 q) => n; rewrite geq_max => /andP[/up hn qn].
rewrite -(leq_exp2r _ _ q0) in hn; apply: leq_trans hn _; rewrite -expnM leq_exp2l //.
by rewrite mulnDl [X in _ <= X]mulnDl mul1n mulnAC leq_add2l -mulnn leq_mul2l qn orbT.
Qed.
Lemma square_at_most (g : nat -> nat) : (forall n, 2 <= n -> g n <= 2 ^ (2 * n ^ 2)) -> at_most_c g 2.
Proof. by move=> up; apply: power_at_most => n /up h; apply: leq_trans h _; rewrite leq_exp2l // leq_addr. Qed.

Section Limits.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.
Let low := threshold_lower TP.

Lemma square_power n : 2 <= n -> #|T n| ^ 2 <= 2 ^ (2 * n ^ 2).
Proof. by move=> n2; rewrite [2 * _]mulnC expnM leq_exp2r // (threshold_power TP). Qed.

(* [CAP-TERN-lim] *)
Theorem mixed_capacity : capacity_tends (gated F T true false) 2.
Proof.
split; first by apply: squeeze low => n; case: (capacity_mixed TP n).
by apply: square_at_most => -[//|n] n2; apply: leq_trans (square_power n2); have [_ a b] := capacity_mixed TP n; apply: leq_trans b.
Qed.

(* [CAP-ADDOUT-lim] *)
Theorem sums_capacity : capacity_tends (sums F T) 2.
Proof.
split; first by apply: squeeze low => n; case: (capacity_sums TP n).
apply: square_at_most => -[//|n] n2; apply: leq_trans (square_power n2); have [_ a _ _] := capacity_sums TP n.
rewrite -(leq_pmul2l (isT : 0 < 2)); apply: leq_trans a _.
by rewrite -mulnn mulnCA leq_mul2l mul2n -addnn leq_add2l (leq_trans _ (at_least_two TP _)) ?orbT.
Qed.

(* [CAP-A-lim] *)
Theorem attended_capacity sx sg (A : forall n, {set boolean n}) : (forall n (h : boolean n), h \in A n <-> attended F sx sg h) ->
  capacity_tends (fun n => #|A n|) 2.
Proof.
move=> AP; split.
  by apply: squeeze low => n; have [a b _ _] := capacity_attended TP (AP n.+1); apply: leq_trans a b.
apply: power_at_most => -[//|n] n2; have [_ _ a /(_ n2) b] := capacity_attended TP (AP n.+1).
rewrite -(leq_pmul2l (isT : 0 < 2)); apply: leq_trans (leq_trans a b) _.
by rewrite leq_mul2l leq_exp2l // leq_subr.
Qed.

(* [CAP-SYN-lim] One synapse; all synapses; all synapses and the bias. *)
Theorem synaptic_capacity sx sg (S1 Sn Sb : forall n, {set boolean n}) :
  (forall n (h : boolean n.+1), h \in S1 n.+1 <-> one_synapse F sx sg h) ->
  (forall n (h : boolean n), h \in Sn n <-> gated_weights F sx sg h) ->
  (forall n (h : boolean n), h \in Sb n <-> gated_activation F sx sg h) ->
  [/\ capacity_tends (fun n => #|S1 n|) 2, capacity_tends (fun n => #|Sn n|) 2 & capacity_tends (fun n => #|Sb n|) 2].
Proof.
move=> P1 Pn Pb; split.
- split; first by apply: squeeze_two low => n; case: (one_synapse_capacity TP (P1 n.+1)).
  by apply: square_at_most => -[//|[//|n]] _; case: (one_synapse_capacity TP (P1 n.+1)).
- split.
    apply: squeeze_two low => n; have [a _] := gated_weights_capacity TP (Pn n.+2); apply: leq_trans a.
    by case: (capacity_and TP n).
  apply: square_at_most => -[//|n] n2; have [_ a] := gated_weights_capacity TP (Pn n.+1); apply: leq_trans a _.
  by rewrite mul2n -addnn expnD leq_mul // ?(threshold_power TP) // cover_power.
have [_ andl xorl] := capacity_limit TP low.
case: (sg) Pb => Pb.
  have E n : #|Sb n| = G_xor T n by case: (gated_activation_signs TP (Pb n)).
  by case: xorl => a b; split=> q q0; [have [n0 h] := a q q0 | have [n0 h] := b q q0]; exists n0 => n hn; rewrite E h.
have E n : #|Sb n| = G_and T n by case: (gated_activation_bits TP (Pb n)).
by case: andl => a b; split=> q q0; [have [n0 h] := a q q0 | have [n0 h] := b q q0]; exists n0 => n hn; rewrite E h.
Qed.

(* [CAP-DIFF-lim] log2 of a number that depends on n and m, divided by n^2 + m^2, as the smaller of n and m grows. *)
Definition tends_with_both (p : nat -> nat -> nat) : Prop := forall q, 0 < q -> exists k0, forall n m, k0 <= n -> k0 <= m ->
  2 ^ ((q - 1) * (n ^ 2 + m ^ 2)) <= p n m ^ q <= 2 ^ ((q + 1) * (n ^ 2 + m ^ 2)).
Lemma product_tends (p : nat -> nat -> nat) :
  (forall n m, #|T n| * #|T m| <= 4 * p n m) -> (forall n m, p n m <= #|T n| * #|T m|) -> tends_with_both p.
Proof.
move=> lo up q q0; have q2 : 0 < 2 * q by rewrite muln_gt0.
have [n0 h] := low q2; exists (maxn (maxn n0 2) (4 * q)) => n m.
rewrite !geq_max => /andP[/andP[hn n2] nq] /andP[/andP[hm m2] mq]; set s := n ^ 2 + m ^ 2; apply/andP; split; last first.
  apply: (@leq_trans ((2 ^ s) ^ q)); last by rewrite -expnM leq_exp2l // mulnC leq_mul2r leq_addr orbT.
  rewrite leq_exp2r //; apply: leq_trans (up n m) _; rewrite expnD; apply: leq_mul; exact: threshold_power TP _ _.
have both : 2 ^ ((2 * q - 1) * s) <= (#|T n| * #|T m|) ^ (2 * q).
  by rewrite mulnDr expnD expnMn; apply: leq_mul; [have := h n hn | have := h m hm]; rewrite mul1n.
have big : 4 * q <= s by apply: leq_trans nq (leq_trans _ (leq_addr _ _)); rewrite -mulnn leq_pmulr // ltnW.
rewrite -(leq_exp2r _ _ (isT : 0 < 2)) -!expnM -(leq_pmul2l (expn_gt0 2 (4 * q))) -expnD.
apply: (@leq_trans (2 ^ ((2 * q - 1) * s))); last first.
  apply: leq_trans both _; rewrite [q * 2]mulnC (_ : 4 * q = 2 * (2 * q)) ?mulnA // -mulnA [2 ^ _]expnM -expnMn leq_exp2r //; exact: lo.
rewrite leq_exp2l //; apply: leq_trans (leq_add big (leqnn _)) _.
rewrite mulnAC -[X in X + _]mul1n -mulnDl leq_mul2r; apply/orP; right.
by case: q {q2 h nq mq both big} q0 => // k _; rewrite subn1 /= mulnC mulnS addnC addn1 subn1.
Qed.

Theorem different_inputs_capacity :
  tends_with_both (fun n m => products_apart F T n m false false) /\ tends_with_both (fun n m => products_apart F T n m true true).
Proof.
split; apply: product_tends => n m.
- rewrite (products_apart_bits TP); have := at_least_two TP n; have := at_least_two TP m.
  case: #|T n| => // -[//|a]; case: #|T m| => // -[//|b] _ _; rewrite !subn1 /=.
  have -> : 4 * (a.+1 * b.+1 + 1) = a.+2 * b.+2 + (3 * (a * b) + 2 * a + 2 * b + 4).
    by rewrite -[a.+2]addn2 -[b.+2]addn2 -[a.+1]addn1 -[b.+1]addn1; ring.
  exact: leq_addr.
- rewrite (products_apart_bits TP); have := at_least_two TP n; have := at_least_two TP m.
  case: #|T n| => // -[//|a]; case: #|T m| => // -[//|b] _ _; rewrite !subn1 /=.
  have -> : a.+2 * b.+2 = a.+1 * b.+1 + 1 + (a + b + 2) by rewrite -[a.+2]addn2 -[b.+2]addn2 -[a.+1]addn1 -[b.+1]addn1; ring.
  exact: leq_addr.
- by rewrite -(products_apart_signs TP) leq_mul2r orbT.
by rewrite -(products_apart_signs TP) leq_pmull.
Qed.

(* [CAP-0-lim] without biases, over {-1,1} without ties and over {0,1} *)
Theorem free_capacity s (O R : forall n, {set boolean n}) :
  (forall n (h : boolean n), h \in O n <-> free_signs F h) -> (forall n (h : boolean n), h \in R n <-> free_bits F h) ->
  capacity_tends (fun n => free_products F s s (O n)) 2 /\ capacity_tends (fun n => free_products F s s (R n)) 2.
Proof.
move=> OP RP; have sq (g : nat -> nat) : (forall n, g n.+1 <= #|T n.+1| ^ 2) -> at_most_c g 2.
  by move=> h; apply: square_at_most => -[//|n] n2; apply: leq_trans (h n) (square_power n2).
have few n (A : {set boolean n}) t : #|A| <= t -> free_products F s s A <= t ^ 2.
  move=> At; apply: leq_trans (_ : #|A| ^ 2 <= _); last by rewrite leq_exp2r.
  by rewrite -mulnn -cardsX; apply: (@number_le _ _ _ _ _ _ (@gated_value F s s n)) => p Ap; exists p.
split; split.
- apply: squeeze_two low => n; have [_ x a] := free_signs_counts TP (OP n.+2).
  by case: (s); [rewrite x; case: (capacity_xor TP n) | rewrite a; case: (capacity_sums TP n)].
- apply: sq => n; apply: few; have [-> _ _] := free_signs_counts TP (OP n.+1).
  by apply: leq_trans (growth TP n); rewrite leq_pmull // addn1.
- apply: squeeze_three low => n; have [a _] := free_bits_capacity RP s n.+1; apply: leq_trans a.
  by rewrite leq_exp2r //; case: (free_bits_between RP TP n).
apply: sq => n; apply: few; have [_ a] := free_bits_between RP TP n.
by apply: leq_trans a; rewrite leq_pmull.
Qed.

(* [LAY-1-lim] uniformly in m: log2 / (m n^2) *)
Definition tends_uniformly (g : nat -> nat -> nat) (c : nat) : Prop := forall q, 0 < q -> exists n0, forall n m, n0 <= n ->
  2 ^ ((c * q - 1) * (m * n ^ 2)) <= g n m ^ q <= 2 ^ ((c * q + 1) * (m * n ^ 2)).
Lemma power_tends (g : nat -> nat) c : capacity_tends g c -> tends_uniformly (fun n m => g n ^ m) c.
Proof.
move=> [lo up] q q0; have [n0 h0] := lo q q0; have [n1 h1] := up q q0; exists (maxn n0 n1) => n m.
rewrite geq_max => /andP[/h0 l /h1 u]; rewrite -expnM [m * q]mulnC expnM ![_ * (m * _)]mulnCA ![m * _]mulnC !expnM.
by case: (posnP m) => [->|m0]; rewrite ?expn0 // !leq_exp2r // -!expnM l.
Qed.
Theorem layer_capacity :
  [/\ tends_uniformly (fun n m => gated_layer F false m (T n)) 2, tends_uniformly (fun n m => gated_layer F true m (T n)) 2 &
      tends_uniformly (fun n m => plain_layer m (T n)) 1].
Proof.
have [t a x] := capacity_limit TP low.
have ext g g' c : (forall n m, g n m = g' n m) -> tends_uniformly g c -> tends_uniformly g' c.
  by move=> e h q q0; have [n0 hn] := h q q0; exists n0 => n m /(hn n m); rewrite e.
by split; [apply: ext (power_tends a) | apply: ext (power_tends x) | apply: ext (power_tends t)] => n m; case: (layer_of_gates F T n m).
Qed.
End Limits.
