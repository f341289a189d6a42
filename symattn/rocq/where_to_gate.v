(* Where to gate a threshold unit of bits: an extra synapse, one synapse, all by one gate, each by its own  [BY-9]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover cover_closed threshold elementary_gates extension output_gating capacity values alphabets mixed features
  synaptic_one synaptic_all attended many_factors every_synapse.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section WhereToGate.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.
Implicit Types n : nat.

Lemma one_is_every n (h : boolean n.+1) : one_synapse F false false h -> every_synapse F false false h.
Proof.
case=> w [c [b [g [tg ->]]]].
exists (wider w c), b, [ffun i => if unlift ord_max i is Some _ then constant n.+1 true else g]; split=> [i|].
  by rewrite ffunE; case: (unlift _ i) => [j|] //; exact: constant_threshold.
apply/ffunP => y; rewrite [LHS]ffunE [RHS]ffunE (bigD1_ord ord_max) //= ffunE /wider unlift_none.
rewrite -[X in _ = (0 <= X)]addrA [X in _ = (0 <= X)]addrC.
congr (0 <= _ + _ + _); apply: eq_bigr => j _; by rewrite liftK !ffunE liftK ffunE mul1r.
Qed.
Lemma all_is_every n (h : boolean n) : gated_weights F false false h -> every_synapse F false false h.
Proof.
case=> w [b [g [tg ->]]]; exists w, b, [ffun _ => g]; split=> [i|]; first by rewrite ffunE.
apply/ffunP => x; rewrite !ffunE addrC /affine addr0 mulr_sumr; congr (0 <= _ + _).
by apply: eq_bigr => i _; rewrite ffunE mulrCA.
Qed.

Lemma every_lower_at N m k (S : {set boolean N}) : (m + k = N)%N -> (forall h, h \in S <-> every_synapse F false false h) ->
  (#|T m| ^ k <= #|S|)%N.
Proof. by move=> e; move: S; rewrite -e => S SP; exact: (every_lower TP SP). Qed.

(* [BY-9] n + 2 stands for the n of the claim. *)
Theorem where_to_gate n (A S1 Sn Se : {set boolean n.+2}) :
  (forall h, h \in A <-> attended F false false h) -> (forall h, h \in S1 <-> one_synapse F false false h) ->
  (forall h, h \in Sn <-> gated_weights F false false h) -> (forall h, h \in Se <-> every_synapse F false false h) ->
  [/\ (#|T n.+1| ^ 2 <= #|A| <= 2 ^ (2 * n.+2 ^ 2 + n.+2 - 1))%N,
      (#|T n| ^ 2 <= #|S1| <= #|T n.+2| * #|T n.+1|)%N,
      (#|T n.+1| ^ 2 <= #|Sn| <= #|T n.+2| ^ 2)%N,
      (#|Se| <= 2 ^ (n.+2 ^ 3 + n.+2 ^ 2))%N /\ (forall m k, (m + k = n.+2)%N -> (#|T m| ^ k <= #|Se|)%N) &
      (S1 \subset Se) && (Sn \subset Se)].
Proof.
move=> AP P1 Pn Pe; split.
- have [a b c /(_ isT) d] := capacity_attended TP AP; rewrite (leq_trans a b) /=.
  by rewrite -(leq_pmul2l (isT : (0 < 2)%N)) (leq_trans c d).
- have [low _] := one_synapse_capacity TP P1; have [_ _ up] := one_synapse_bits TP P1; by rewrite low up.
- by have [a b] := gated_weights_bits TP Pn; rewrite a b.
- split; first by apply: leq_trans (every_upper TP Pe) (every_power TP _).
  by move=> m k e; exact: every_lower_at e Pe.
by apply/andP; split; apply/subsetP => h; [move/P1/one_is_every/Pe | move/Pn/all_is_every/Pe].
Qed.
End WhereToGate.
