(* Two blocks of variables: points (u, v) of {0,1}^m x {0,1}^n, bases of the first block, tuples of the second
   [RV-6-block, RV-6-B for d = 1]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Notation vectors m := {ffun 'I_m -> cube m}.
Notation tuples m n := {ffun 'I_m -> cube n}.

Section Blocks.
Variable F : realFieldType.
Implicit Types m n : nat.

Definition join m n (u : cube m) (v : cube n) : cube (m + n) :=
  [ffun i => match split i with inl k => u k | inr k => v k end].
Lemma join_inj m n (u u' : cube m) (v v' : cube n) : join u v = join u' v' -> u = u' /\ v = v'.
Proof.
move=> /ffunP e; split; apply/ffunP => k.
  by move: (e (lshift n k)); rewrite !ffunE (unsplitK (inl _ k)).
by move: (e (rshift m k)); rewrite !ffunE (unsplitK (inr _ k)).
Qed.

(* U i is the i-th vector of a basis of F^m, V i the point of {0,1}^n that goes with it. *)
Definition row_of m (u : cube m) : 'rV[F]_m := \row_j (u j)%:R.
Definition rows_of m (U : vectors m) : 'M[F]_m := \matrix_(i, j) (U i j)%:R.
Definition basis m (U : vectors m) : bool := rows_of U \in unitmx.

(* The coefficients of u in the basis U, and which of them are not 0. *)
Definition coefficients m (U : vectors m) (u : cube m) : 'rV[F]_m := row_of u *m invmx (rows_of U).
Definition support m (U : vectors m) (u : cube m) : {set 'I_m} := [set i | coefficients U u ord0 i != 0].
Lemma combination m (U : vectors m) (u : cube m) j : basis U ->
  (u j)%:R = \sum_i coefficients U u ord0 i * (U i j)%:R.
Proof.
move=> unit; have /matrixP/(_ ord0 j) : coefficients U u *m rows_of U = row_of u by rewrite /coefficients mulmxKV.
by rewrite [RHS]mxE => <-; rewrite mxE; apply: eq_bigr => i _; rewrite [rows_of U _ _]mxE.
Qed.

(* sum_i l_i x_i is 0 or 1 *)
Definition bit m (l : 'rV[F]_m) (x : cube m) : bool :=
  let z := \sum_i l ord0 i * (x i)%:R in (z == 0) || (z == 1).
Definition column m n (V : tuples m n) (j : 'I_n) : cube m := [ffun i => V i j].
(* A tuple is good for a basis if no combination of three or more of its points, with the coefficients of a point u, is a 0/1 vector. *)
Definition bad_for m n (U : vectors m) (V : tuples m n) (u : cube m) : bool :=
  (2 < #|support U u|)%N && [forall j, bit (coefficients U u) (column V j)].
Definition good m n (U : vectors m) (V : tuples m n) : bool := [forall u, ~~ bad_for U V u].

(* The points (u_i, v_i). *)
Definition chosen m n (U : vectors m) (V : tuples m n) : {set cube (m + n)} := [set join (U i) (V i) | i : 'I_m].
End Blocks.
