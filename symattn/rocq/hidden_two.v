(* Networks with two hidden threshold units, without skip connections: AND and OR of two gates; with any output, XOR too  [LAY-5]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates extension output_gating capacity attended.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section HiddenTwo.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.
Variable n : nat.
Notation set_and_or := (and_or_set T n).

(* An output unit that reads two bits. *)
Definition threshold_of_two (op : bool -> bool -> bool) : Prop :=
  exists u v c : F, forall a b, op a b = (0 <= u * a%:R + v * b%:R + c).
Definition network (h : boolean n) : Prop :=
  exists f g op, [/\ threshold F f, threshold F g, threshold_of_two op & h = product op (f, g)].
Definition network_any (h : boolean n) : Prop :=
  exists f g (op : bool -> bool -> bool), [/\ threshold F f, threshold F g & h = product op (f, g)].

Definition xor_like (op : bool -> bool -> bool) : bool :=
  [&& op true true == op false false, op true false == op false true & op true true != op true false].

Lemma classify f g op : f \in T n -> g \in T n ->
  if xor_like op then product op (f, g) \in products T n agree else product op (f, g) \in set_and_or.
Proof.
move=> Tf Tg; have TN k : k \in T n -> negation k \in T n by rewrite (negation_in TP).
have Tc c : constant n c \in T n := constant_in TP n c.
have mem o k l : k \in T n -> l \in T n -> product o (k, l) \in products T n o.
  by move=> Tk Tl; apply: imset_f; rewrite inE /= Tk.
have isand k l : k \in T n -> l \in T n -> product op (f, g) = product andb (k, l) -> product op (f, g) \in set_and_or.
  by move=> Tk Tl ->; rewrite inE mem.
have isor k l : k \in T n -> l \in T n -> product op (f, g) = product orb (k, l) -> product op (f, g) \in set_and_or.
  by move=> Tk Tl ->; rewrite inE orbC mem.
have isxor k : k \in T n -> product op (f, g) = product agree (k, g) -> product op (f, g) \in products T n agree.
  by move=> Tk ->; rewrite mem.
have eq o (k l : boolean n) : (forall x, op (f x) (g x) = o (k x) (l x)) -> product op (f, g) = product o (k, l).
  by move=> e; apply/ffunP => x; rewrite !ffunE /= e.
rewrite /xor_like; case E1: (op true true); case E2: (op true false); case E3: (op false true); case E4: (op false false) => /=.
- by apply: (isand (constant n true) (constant n true)) => //; apply: eq => x; rewrite !ffunE; case: (f x); case: (g x).
- by apply: (isor f g) => //; apply: eq => x; case: (f x); case: (g x).
- by apply: (isor f (negation g)); rewrite ?TN //; apply: eq => x; rewrite !ffunE; case: (f x); case: (g x).
- by apply: (isand f (constant n true)) => //; apply: eq => x; rewrite !ffunE; case: (f x); case: (g x).
- by apply: (isor (negation f) g); rewrite ?TN //; apply: eq => x; rewrite !ffunE; case: (f x); case: (g x).
- by apply: (isand g (constant n true)) => //; apply: eq => x; rewrite !ffunE; case: (f x); case: (g x).
- by apply: (isxor f) => //; apply: eq => x; case: (f x); case: (g x).
- by apply: (isand f g) => //; apply: eq => x; case: (f x); case: (g x).
- by apply: (isor (negation f) (negation g)); rewrite ?TN //; apply: eq => x; rewrite !ffunE; case: (f x); case: (g x).
- by apply: (isxor (negation f)); rewrite ?TN //; apply: eq => x; rewrite !ffunE; case: (f x); case: (g x).
- by apply: (isand (negation g) (constant n true)); rewrite ?TN //; apply: eq => x; rewrite !ffunE; case: (f x); case: (g x).
- by apply: (isand f (negation g)); rewrite ?TN //; apply: eq => x; rewrite !ffunE; case: (f x); case: (g x).
- by apply: (isand (negation f) (constant n true)); rewrite ?TN //; apply: eq => x; rewrite !ffunE; case: (f x); case: (g x).
- by apply: (isand (negation f) g); rewrite ?TN //; apply: eq => x; rewrite !ffunE; case: (f x); case: (g x).
- by apply: (isand (negation f) (negation g)); rewrite ?TN //; apply: eq => x; rewrite !ffunE; case: (f x); case: (g x).
by apply: (isand (constant n false) (constant n false)) => //; apply: eq => x; rewrite !ffunE; case: (f x); case: (g x).
Qed.

Lemma threshold_not_xor op : threshold_of_two op -> ~~ xor_like op.
Proof.
case=> u [v [c e]]; rewrite /xor_like !e !mulr1 !mulr0 !addr0 !add0r; apply/negP => /and3P[/eqP a /eqP b ne].
have sum : (u + v + c) + c = (u + c) + (v + c) by rewrite addrACA addrA.
case: (lerP 0 (u + v + c)) a ne => s; case: (lerP 0 c) => // z _; case: (lerP 0 (u + c)) b => r; case: (lerP 0 (v + c)) => // q _ _.
  by have := addr_ge0 s z; rewrite sum leNgt -[X in _ < X]addr0 ltr_add.
by have := addr_ge0 r q; rewrite -sum leNgt -[X in _ < X]addr0 ltr_add.
Qed.

(* [LAY-5] the classes *)
Theorem network_and_or (S : {set boolean n}) : (forall h, h \in S <-> network h) -> S = set_and_or.
Proof.
move=> SP; apply/setP => h; apply/idP/idP => [/SP[f [g [op [/TP Tf /TP Tg /threshold_not_xor/negbTE no ->]]]]|].
  by have := classify op Tf Tg; rewrite no.
rewrite inE => /orP[] /imsetP[[f g]]; rewrite inE /= => /andP[/TP tf /TP tg] ->; apply/SP;
  [exists f, g, andb | exists f, g, orb]; split=> //; exists 1, 1; [exists (- (1 + 1)) | exists (- 1)] => a b.
  case: a; case: b; rewrite /= !mul1r ?addr0 ?add0r.
  - by rewrite subrr lexx.
  - by rewrite opprD addrA subrr add0r oppr_ge0 leNgt ltr01.
  - by rewrite opprD addrA subrr add0r oppr_ge0 leNgt ltr01.
  by rewrite oppr_ge0 leNgt addr_gt0 ?ltr01.
case: a; case: b; rewrite /= !mul1r ?addr0 ?add0r.
- by rewrite addrK ler01.
- by rewrite subrr lexx.
- by rewrite subrr lexx.
by rewrite oppr_ge0 leNgt ltr01.
Qed.
Theorem network_any_output (S : {set boolean n}) : (forall h, h \in S <-> network_any h) -> S = set_and_or :|: products T n agree.
Proof.
move=> SP; apply/setP => h; apply/idP/idP => [/SP[f [g [op [/TP Tf /TP Tg ->]]]]|].
  by rewrite inE; have := classify op Tf Tg; case: ifP => _ ->; rewrite ?orbT.
rewrite !inE => /orP[/orP[]|] /imsetP[[f g]]; rewrite inE /= => /andP[/TP tf /TP tg] ->; apply/SP; exists f, g;
  [exists andb | exists orb | exists agree]; by split.
Qed.
End HiddenTwo.

Section Bounds.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.
Variables (n : nat) (B A : {set boolean n.+1}).
Hypothesis BP : forall h, h \in B <-> network F h.
Hypothesis AP : forall h, h \in A <-> network_any F h.

(* [LAY-5] the numbers *)
Theorem network_capacity :
  [/\ (#|T n| ^ 2 <= #|B|)%N, (#|B| <= #|T n.+1| ^ 2)%N & (4 * #|A| <= 5 * #|T n.+1| ^ 2)%N].
Proof.
have [low up _ upx] := headline TP n.
have few : (#|B| <= #|T n.+1| ^ 2)%N.
  rewrite (network_and_or TP BP) /and_or_set (or_negation TP); apply: leq_trans (leq_card_setU _ _) _.
  by rewrite card_imset ?addnn -?mul2n //; exact: can_inj (@negationK n.+1).
split=> //; first by rewrite (network_and_or TP BP); apply: leq_trans low (subset_leq_card (subsetUl _ _)).
rewrite (network_any_output TP AP) -(network_and_or TP BP); apply: leq_trans (leq_mul (leqnn 4) (leq_card_setU _ _)) _.
have -> : (5 * #|T n.+1| ^ 2 = 4 * #|T n.+1| ^ 2 + #|T n.+1| ^ 2)%N by rewrite -[X in (_ + X)%N]mul1n -mulnDl.
rewrite mulnDr; apply: leq_add; [by rewrite leq_mul2l | exact: upx].
Qed.
End Bounds.
