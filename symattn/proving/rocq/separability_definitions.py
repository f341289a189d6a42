"""What an exported answer to "is this table a threshold gate?" defines and proves before it states the answer, as text of Rocq."""

from __future__ import annotations

HEADER = """From Coq Require Import Bool List NArith ZArith Reals Lia Lra.
Import ListNotations.
Open Scope R_scope."""

#: The alphabet's two letters are filled in.
GATE = """(* x_i of the point number k is the letter of bit i - 1 of k, and the value of a table there is bit k of the table. *)
Definition letter (e : bool) : Z := if e then {one}%Z else {zero}%Z.
(* w_1 x_1 + ... + w_n x_n + b at the point number k *)
Fixpoint activation (w : list R) (b : R) (k : N) : R :=
  match w with
  | [] => b
  | a :: w' => a * IZR (letter (N.odd k)) + activation w' b (N.div2 k)
  end.
(* The gate H(w.x + b) of n variables, with H(0) = 1, has this table. *)
Definition is_gate (n : nat) (table : N) (w : list R) (b : R) : Prop :=
  length w = n /\\
  forall k, (k < 2 ^ N.of_nat n)%N -> (N.testbit table k = true <-> 0 <= activation w b k)."""

WEIGHTS = r"""(* A computation with integers: is the sign right at every point? *)
Fixpoint integer_activation (w : list Z) (b : Z) (k : N) : Z :=
  match w with
  | [] => b
  | a :: w' => (a * letter (N.odd k) + integer_activation w' b (N.div2 k))%Z
  end.
Fixpoint all_below (n : nat) (test : N -> bool) : bool :=
  match n with
  | O => test 0%N
  | S m => all_below m (fun k => test (N.double k)) && all_below m (fun k => test (N.succ_double k))
  end.
Definition check_weights (n : nat) (table : N) (w : list Z) (b : Z) : bool :=
  Nat.eqb (length w) n &&
  all_below n (fun k => Bool.eqb (N.testbit table k) (Z.leb 0 (integer_activation w b k))).

Lemma activation_IZR w b k : activation (map IZR w) (IZR b) k = IZR (integer_activation w b k).
Proof.
  revert k; induction w as [| a w IH]; intro k; simpl; [ reflexivity | now rewrite IH, plus_IZR, mult_IZR ].
Qed.
Lemma all_below_spec n : forall test,
  all_below n test = true -> forall k, (k < 2 ^ N.of_nat n)%N -> test k = true.
Proof.
  induction n as [| n IH]; intros test all k small.
  - replace k with 0%N; [ exact all | rewrite N.pow_0_r in small; lia ].
  - simpl all_below in all; apply andb_true_iff in all; destruct all as [even odd].
    rewrite Nat2N.inj_succ, N.pow_succ_r' in small.
    rewrite (N.div2_odd k); rewrite (N.div2_odd k) in small; destruct (N.odd k); simpl N.b2n in *.
    + rewrite <- N.succ_double_spec; apply (IH _ odd); lia.
    + rewrite N.add_0_r, <- N.double_spec; apply (IH _ even); lia.
Qed.
Lemma weights_sound n table w b : check_weights n table w b = true -> is_gate n table (map IZR w) (IZR b).
Proof.
  intro ok; apply andb_true_iff in ok; destruct ok as [len all].
  split; [ now rewrite map_length; apply Nat.eqb_eq | intros k small ].
  assert (e := all_below_spec n _ all k small); cbv beta in e; apply eqb_prop in e.
  rewrite e, activation_IZR, Z.leb_le; split; [ apply IZR_le | apply le_IZR ].
Qed."""

RELATION = r"""(* A computation with integers: points k of the cube with multipliers m > 0, a zero of the table among them, such that
   the ones and the zeros have the same sum of m and, in every coordinate, the same sum of m x_i. *)
Definition times (m : positive) (k : N) : N * positive := (k, m).
Definition coefficient (table k : N) (m : positive) : Z := if N.testbit table k then Zpos m else Zneg m.
Fixpoint total (f : N * Z -> Z) (l : list (N * Z)) : Z :=
  match l with [] => 0 | p :: l' => f p + total f l' end%Z.
Definition first_coordinate (p : N * Z) : Z := (snd p * letter (N.odd (fst p)))%Z.
Definition without_first (l : list (N * Z)) : list (N * Z) := map (fun p => (N.div2 (fst p), snd p)) l.
Fixpoint balanced (n : nat) (l : list (N * Z)) : bool :=
  match n with
  | O => Z.eqb (total snd l) 0
  | S m => Z.eqb (total first_coordinate l) 0 && balanced m (without_first l)
  end.
Definition signed (table : N) (l : list (N * positive)) : list (N * Z) :=
  map (fun p => (fst p, coefficient table (fst p) (snd p))) l.
Definition has_zero (table : N) (l : list (N * positive)) : bool :=
  existsb (fun p => negb (N.testbit table (fst p))) l.
Definition check_relation (n : nat) (table : N) (l : list (N * positive)) : bool :=
  forallb (fun p => N.ltb (fst p) (2 ^ N.of_nat n)) l && has_zero table l && balanced n (signed table l).

(* The same combination of the activations of a gate is 0, and yet positive if the gate has the table. *)
Fixpoint combination (w : list R) (b : R) (l : list (N * Z)) : R :=
  match l with [] => 0 | p :: l' => IZR (snd p) * activation w b (fst p) + combination w b l' end.
Lemma balanced_zero w b : forall l, balanced (length w) l = true -> combination w b l = 0.
Proof.
  induction w as [| a w IH]; simpl; intros l ok.
  - apply Z.eqb_eq in ok. transitivity (IZR (total snd l) * b); [ clear ok | rewrite ok; lra ].
    induction l as [| p l IHl]; simpl; [ lra | rewrite IHl, plus_IZR; lra ].
  - apply andb_true_iff in ok; destruct ok as [first rest]; apply Z.eqb_eq in first; apply IH in rest.
    transitivity (a * IZR (total first_coordinate l) + combination w b (without_first l));
      [ clear first rest IH | rewrite first, rest; lra ].
    unfold first_coordinate; induction l as [| p l IHl]; simpl; [ lra | rewrite IHl, plus_IZR, mult_IZR; lra ].
Qed.
Lemma signed_positive n table w b : is_gate n table w b -> forall l,
  forallb (fun p => N.ltb (fst p) (2 ^ N.of_nat n)) l = true ->
  0 <= combination w b (signed table l) /\ (has_zero table l = true -> 0 < combination w b (signed table l)).
Proof.
  intros [_ gate]; induction l as [| [k m] l IH]; simpl; intro small; [ split; [ lra | discriminate ] | ].
  apply andb_true_iff in small; destruct small as [k_small small]; destruct (IH small) as [weak strict].
  apply N.ltb_lt in k_small; specialize (gate k k_small); unfold coefficient; simpl.
  destruct (N.testbit table k); simpl.
  - assert (0 <= activation w b k) by now apply gate.
    assert (0 <= IZR (Zpos m)) by now apply IZR_le.
    split; [ nra | intro h; specialize (strict h); nra ].
  - assert (activation w b k < 0) by (apply Rnot_le_lt; intro h; apply gate in h; discriminate).
    assert (IZR (Zneg m) < 0) by now apply IZR_lt.
    split; [ nra | intros _; nra ].
Qed.
Lemma relation_sound n table l : check_relation n table l = true -> ~ exists w b, is_gate n table w b.
Proof.
  intros ok [w [b gate]]; apply andb_true_iff in ok; destruct ok as [ok zero]; apply andb_true_iff in ok.
  destruct ok as [small strict]; destruct (signed_positive _ _ _ _ gate l small) as [_ positive].
  specialize (positive strict); destruct gate as [len _].
  rewrite <- len in zero; apply balanced_zero with (b := b) in zero; lra.
Qed."""
