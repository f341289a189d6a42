(* Different regions of the two-block arrangements of all threshold gates f of n variables give different threshold gates of m + n variables
   [RV-6-02 for d = 1]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold blocks generic simple_vertices.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Fibres.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.
Variables m n : nat.
Notation zero := ([ffun=> false] : cube m).

(* A region is the set of the points c with given signs s(u, v) of p(v) + <c, u>, none of them 0, where u != 0; s is false where u = 0. *)
Definition region (w : 'I_n -> F) (b : F) (s : boolean (m + n)) : Prop :=
  (forall v, s (join zero v) = false) /\
  exists c, forall u v, u != zero -> dot c u + activation w b v != 0 /\ s (join u v) = (0 < dot c u + activation w b v).

Definition slice0 (h : boolean (m + n)) : boolean n := [ffun v => h (join zero v)].
(* F_c for the points c of the region s of f *)
Definition fibre (f : boolean n) (s : boolean (m + n)) : boolean (m + n) :=
  [ffun z : cube (m + n) => if [ffun k => z (lshift n k)] == zero then f [ffun k => z (rshift m k)] else s z].
Lemma fibre_join f s u v : fibre f s (join u v) = if u == zero then f v else s (join u v).
Proof.
rewrite ffunE (_ : [ffun k => join u v (lshift n k)] = u); last first.
  by apply/ffunP => k; rewrite !ffunE (unsplitK (inl _ k)).
by rewrite (_ : [ffun k => join u v (rshift m k)] = v) //; apply/ffunP => k; rewrite !ffunE (unsplitK (inr _ k)).
Qed.
Lemma slice0_fibre f s : slice0 (fibre f s) = f.
Proof. by apply/ffunP => v; rewrite ffunE fibre_join eqxx. Qed.

Lemma fibre_threshold w b s : region w b s -> threshold F (fibre (gate w b) s).
Proof.
case=> _ [c hc]; exists (beside c w), b; apply/ffunP => z; have [u [v ->]] := joinP z.
rewrite fibre_join !ffunE activation_join; case: (eqVneq u zero) => [->|u0].
  by rewrite /dot big1 ?add0r // => k _; rewrite ffunE mulr0.
by have [nz ->] := hc u v u0; rewrite [RHS]le_eqVlt eq_sym (negbTE nz).
Qed.
Lemma fibre_inj f (s s' : boolean (m + n)) : (forall v, s (join zero v) = false) -> (forall v, s' (join zero v) = false) ->
  fibre f s = fibre f s' -> s = s'.
Proof.
move=> h h' /ffunP e; apply/ffunP => z; have [u [v ->]] := joinP z; move: (e (join u v)).
by rewrite !fibre_join; case: (eqVneq u zero) => [->|//]; rewrite h h'.
Qed.

(* R f is a set of regions of the arrangement of p_f, f = H(p_f). *)
Theorem fibres (w : boolean n -> 'I_n -> F) (b : boolean n -> F) (R : boolean n -> {set boolean (m + n)}) :
  (forall f : boolean n, f \in T n -> f = gate (w f) (b f)) ->
  (forall (f : boolean n) (s : boolean (m + n)), f \in T n -> s \in R f -> region (w f) (b f) s) ->
  (\sum_(f in T n) #|R f| <= #|T (m + n)|)%N.
Proof.
move=> fE hR; rewrite -sum1_card (partition_big slice0 xpredT) //= [X in (_ <= X)%N](bigID (mem (T n))) /=.
apply: leq_trans (leq_addr _ _); apply: leq_sum => f Tf; rewrite sum1_card.
rewrite -(@card_in_imset _ _ (fibre f) (mem (R f))) => [|s s' Rs Rs']; last first.
  by apply: fibre_inj; [case: (hR f s Tf Rs) | case: (hR f s' Tf Rs')].
apply/subset_leq_card/subsetP => h /imsetP [s Rs ->]; rewrite -topredE /= slice0_fibre eqxx andbT.
by apply/TP; rewrite {1}(fE f Tf); apply/fibre_threshold/hR.
Qed.
End Fibres.
