(* Constants, single variables and negations are threshold gates; so T(n) is even, and at least 4 from one variable on  [CAP-XOR, steps 3 and 5]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Gates.
Variable F : realFieldType.
Implicit Types n : nat.

Definition constant n (c : bool) : boolean n := [ffun _ => c].
Definition variable n (i : 'I_n) : boolean n := [ffun x : cube n => x i].
Definition negation n (f : boolean n) : boolean n := [ffun x => ~~ f x].
Definition origin n : cube n := [ffun _ => false].

Lemma constant_threshold n c : threshold F (constant n c).
Proof.
exists (fun _ => 0), (if c then 1 else - 1); apply/ffunP => x; rewrite !ffunE /activation.
rewrite big1 => [|i _]; last by rewrite mul0r.
by rewrite add0r; case: c; rewrite ?ler01 // oppr_ge0 ler10.
Qed.
Lemma constants_differ n : constant n true != constant n false.
Proof. by apply/eqP => /ffunP /(_ (origin n)); rewrite !ffunE. Qed.

Lemma variable_threshold n i : threshold F (@variable n i).
Proof.
exists (fun j => (j == i)%:R), (- 1); apply/ffunP => x; rewrite !ffunE /activation (bigD1 i) //= eqxx mul1r.
rewrite big1 => [|j /negbTE ->]; last by rewrite mul0r.
by rewrite addr0; case: (x i); rewrite ?subrr ?lexx // add0r oppr_ge0 ler10.
Qed.

Lemma negationK n : involutive (@negation n).
Proof. by move=> f; apply/ffunP => x; rewrite !ffunE negbK. Qed.
Lemma negation_threshold n (f : boolean n) : threshold F f -> threshold F (negation f).
Proof.
case/strict=> w [b h]; exists (fun i => - w i), (- b); apply/ffunP => x; rewrite !ffunE.
have -> : activation (fun i => - w i) (- b) x = - activation w b x.
  by rewrite /activation opprD -sumrN; congr (_ + _); apply: eq_bigr => i _; rewrite mulNr.
by have [_ ->] := h x; rewrite oppr_ge0 -leNgt.
Qed.

(* T n is the set of the threshold functions of n variables. *)
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.

Lemma constant_in n c : constant n c \in T n.
Proof. exact/TP/constant_threshold. Qed.
Lemma negation_in n (f : boolean n) : (negation f \in T n) = (f \in T n).
Proof. by apply/idP/idP => /TP/negation_threshold/TP; rewrite ?negationK. Qed.

(* one gate of each pair f, not f: the one that is 0 at the origin *)
Definition half n : {set boolean n} := [set f in T n | ~~ f (origin n)].
Theorem card_half n : #|T n| = (2 * #|half n|)%N.
Proof.
rewrite mul2n -addnn -(cardsID [set f : boolean n | f (origin n)] (T n)) addnC; congr (_ + _)%N.
  by apply: eq_card => f; rewrite !inE andbC.
rewrite -[RHS](card_imset _ (can_inj (@negationK n))); apply: eq_card => f; apply/idP/imsetP.
  rewrite !inE => /andP[Tf f0]; exists (negation f); last by rewrite negationK.
  by rewrite !inE negation_in Tf ffunE negbK.
by case=> g; rewrite !inE => /andP[Tg g0] ->; rewrite negation_in Tg ffunE.
Qed.
Theorem at_least_four n : (4 <= #|T n.+1|)%N.
Proof.
rewrite card_half (leq_mul2l 2 2) /=.
have -> : 2%N = #|[set constant n.+1 false; variable ord0]|.
  rewrite cards2; suff -> : constant n.+1 false != variable ord0 by [].
  by apply/eqP => /ffunP /(_ [ffun _ => true]); rewrite !ffunE.
apply/subset_leq_card/subsetP => f; rewrite !inE => /orP[] /eqP ->; rewrite !ffunE ?constant_in //=.
by rewrite andbT; apply/TP/variable_threshold.
Qed.
Theorem at_least_two n : (2 <= #|T n|)%N.
Proof.
rewrite card_half (leq_mul2l 2 1) /=; apply/card_gt0P; exists (constant n false).
by rewrite !inE constant_in ffunE.
Qed.
End Gates.
