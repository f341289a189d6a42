"""The definitions and lemmas of an exported file: each as text of Rocq, in an order in which all are known before they are used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

HEADER = """From Coq Require Import Reals ZArith Lra Lia Psatz.
Open Scope R_scope."""

#: Functions and sums that a statement may mention. The reader of `reading` computes with these very texts.
DEFINITIONS = {
    "sum": """Fixpoint sum (f : nat -> R) (n : nat) : R :=
  match n with O => 0 | S m => sum f m + f n end.""",
    "threshold": """Definition threshold (t : R) : R := if Rle_dec 0 t then 1 else 0.""",
    "sign": """Definition sign (t : R) : R := if Rle_dec 0 t then 1 else - 1.""",
    "relu": """Definition relu (t : R) : R := if Rle_dec 0 t then t else 0.""",
    "logistic": """Definition logistic (t : R) : R := 1 / (1 + exp (- t)).""",
    "softplus": """Definition softplus (t : R) : R := ln (1 + exp t).""",
    "silu": """Definition silu (t : R) : R := t / (1 + exp (- t)).""",
    "softmax": """Definition softmax (i : nat) (x : nat -> R) (n : nat) : R := exp (x i) / sum (fun j => exp (x j)) n.""",
    "delta": """Definition delta (i j : nat) : R := if Nat.eq_dec i j then 1 else 0.""",
    "choose": """Fixpoint choose (n k : nat) : nat :=
  match n, k with
  | _, O => 1
  | O, S _ => 0
  | S m, S l => choose m l + choose m k
  end.""",
}

#: What is proved of them, where a script uses it.
LEMMAS = {
    "sum_ext": r"""Lemma sum_ext f g n : (forall i, (1 <= i <= n)%nat -> f i = g i) -> sum f n = sum g n.
Proof. induction n; simpl; intro h; [ reflexivity | f_equal; [ apply IHn; intros | ]; apply h; lia ]. Qed.""",
    "sum_linear": r"""Lemma sum_linear c f g n : sum (fun i => c * f i + g i) n = c * sum f n + sum g n.
Proof. induction n; simpl; [ ring | rewrite IHn; ring ]. Qed.""",
    "sum_zero": r"""Lemma sum_zero n : sum (fun _ => 0) n = 0.
Proof. induction n; simpl; [ ring | rewrite IHn; ring ]. Qed.""",
    "sum_one": r"""Lemma sum_one n : sum (fun _ => 1) n = INR n.
Proof. induction n; [ reflexivity | rewrite S_INR; simpl sum; rewrite IHn; ring ]. Qed.""",
    "sum_times": r"""Lemma sum_times c f n : c * sum f n = sum (fun i => c * f i) n.
Proof. induction n; simpl; [ ring | rewrite <- IHn; ring ]. Qed.""",
    "sum_plus": r"""Lemma sum_plus f g n : sum (fun i => f i + g i) n = sum f n + sum g n.
Proof. induction n; simpl; [ ring | rewrite IHn; ring ]. Qed.""",
    "sum_swap": r"""Lemma sum_swap (f : nat -> nat -> R) m n :
  sum (fun i => sum (fun j => f i j) m) n = sum (fun j => sum (fun i => f i j) n) m.
Proof. induction n; simpl; [ now rewrite sum_zero | rewrite IHn; symmetry; apply sum_plus ]. Qed.""",
    "sum_le": r"""Lemma sum_le f g n : (forall i, (1 <= i <= n)%nat -> f i <= g i) -> sum f n <= sum g n.
Proof. induction n; simpl; intro h; [ lra | apply Rplus_le_compat; [ apply IHn; intros | ]; apply h; lia ]. Qed.""",
    "sum_pos": r"""Lemma sum_pos f n : (1 <= n)%nat -> (forall i, (1 <= i <= n)%nat -> 0 < f i) -> 0 < sum f n.
Proof.
  induction n as [| n IH]; simpl; intros one h; [ lia | ].
  assert (0 < f (S n)) by (apply h; lia).
  destruct n as [| n]; [ simpl; lra | ].
  apply Rplus_lt_0_compat; [ apply IH; [ lia | intros; apply h; lia ] | assumption ].
Qed.""",
    "sum_nonneg": r"""Lemma sum_nonneg f n : (forall i, (1 <= i <= n)%nat -> 0 <= f i) -> 0 <= sum f n.
Proof. intro h. rewrite <- (sum_zero n). now apply sum_le. Qed.""",
    "sum_delta": r"""Lemma sum_delta f i n : (1 <= i <= n)%nat -> sum (fun j => delta i j * f j) n = f i.
Proof.
  assert (none : forall m, (m < i)%nat -> sum (fun j => delta i j * f j) m = 0).
  { induction m; simpl; intro h; [ ring | rewrite IHm by lia ].
    unfold delta; destruct (Nat.eq_dec i (S m)); [ lia | ring ]. }
  induction n; simpl; intro h; [ lia | ].
  unfold delta at 2; destruct (Nat.eq_dec i (S n)) as [e | ne].
  - rewrite none by lia. rewrite e. ring.
  - rewrite IHn by lia. ring.
Qed.""",
    "sum_term": r"""Lemma sum_term f k n : (1 <= k <= n)%nat -> (forall i, (1 <= i <= n)%nat -> 0 <= f i) -> f k <= sum f n.
Proof.
  intros hk h. rewrite <- (sum_delta f k n hk). apply sum_le; intros i hi.
  specialize (h i hi). unfold delta. destruct (Nat.eq_dec k i); lra.
Qed.""",
    "delta_sym": r"""Lemma delta_sym i j : delta i j = delta j i.
Proof. unfold delta; destruct (Nat.eq_dec i j), (Nat.eq_dec j i); congruence. Qed.""",
    "choose_small": r"""Lemma choose_small n k : (n < k)%nat -> choose n k = O.
Proof. revert k; induction n; intros [| k] h; simpl; try lia; rewrite !IHn; lia. Qed.""",
    "sum_once": r"""Lemma sum_once (s : nat -> nat) j n :
  (forall i l, (1 <= i <= n)%nat -> (1 <= l <= n)%nat -> s i = s l -> i = l) ->
  sum (fun i => delta (s i) j) n <= 1.
Proof.
  assert (none : forall m, (forall i, (1 <= i <= m)%nat -> s i <> j) -> sum (fun i => delta (s i) j) m = 0).
  { intros m h. rewrite <- (sum_zero m). apply sum_ext; intros i hi.
    unfold delta; destruct (Nat.eq_dec (s i) j); [ now elim (h i) | reflexivity ]. }
  induction n as [| n IH]; simpl; intro once; [ lra | ].
  unfold delta at 2; destruct (Nat.eq_dec (s (S n)) j) as [e | ne].
  - rewrite none; [ lra | intros i hi e' ]. assert (i = S n) by (apply once; [ lia | lia | congruence ]). lia.
  - assert (sum (fun i => delta (s i) j) n <= 1) by (apply IH; intros; apply once; lia). lra.
Qed.""",
    "sum_permuted": r"""Lemma sum_permuted (s : nat -> nat) f n :
  (forall i, (1 <= i <= n)%nat -> (1 <= s i <= n)%nat) /\
  (forall i j, (1 <= i <= n)%nat -> (1 <= j <= n)%nat -> s i = s j -> i = j) ->
  sum (fun i => f (s i)) n = sum f n.
Proof.
  intros [inside once]. set (c := fun j => sum (fun i => delta (s i) j) n).
  assert (total : sum (fun j => 1 + - 1 * c j) n = 0).
  { rewrite sum_plus, <- sum_times, sum_one. unfold c. rewrite sum_swap.
    rewrite (sum_ext _ (fun _ => 1)); [ rewrite sum_one; ring | intros i hi ].
    rewrite <- (sum_delta (fun _ => 1) (s i) n (inside i hi)). apply sum_ext; intros; ring. }
  assert (one : forall j, (1 <= j <= n)%nat -> c j = 1).
  { intros j hj. assert (low : forall l, (1 <= l <= n)%nat -> 0 <= 1 + - 1 * c l).
    { intros l hl. assert (c l <= 1) by (apply sum_once; auto). lra. }
    assert (h := sum_term _ j n hj low). specialize (low j hj). simpl in *. lra. }
  transitivity (sum (fun i => sum (fun j => delta (s i) j * f j) n) n).
  { apply sum_ext; intros i hi. symmetry. apply (sum_delta f (s i) n). auto. }
  rewrite sum_swap. apply sum_ext; intros j hj.
  transitivity (f j * c j); [ unfold c; rewrite sum_times; apply sum_ext; intros; ring | ].
  rewrite (one j hj). ring.
Qed.""",
}

#: Tactics that scripts of several families use.
TACTICS = {
    "positive": r"""Ltac positive :=
  match goal with
  | |- _ > _ => apply Rlt_gt; positive
  | |- 0 < _ =>
    first
      [ assumption
      | lra
      | apply exp_pos
      | apply lt_0_INR; lia
      | apply Rinv_0_lt_compat; positive
      | apply Rmult_lt_0_compat; positive
      | apply Rdiv_lt_0_compat; positive
      | apply Rplus_lt_0_compat; positive
      | apply pow_lt; positive
      | apply sum_pos; [ lia | intros; positive ] ]
  end.""",
    "nonzero": r"""Ltac nonzero :=
  first
    [ assumption
    | lra
    | apply Rgt_not_eq; positive
    | apply Rinv_neq_0_compat; nonzero
    | apply Rmult_integral_contrapositive_currified; nonzero
    | apply pow_nonzero; nonzero
    | apply not_0_INR; lia
    | match goal with
      | h : ?a <> 0 |- ?b <> 0 => replace b with a by field; assumption
      | h : ?a <> 0 |- ?b <> 0 => intro; apply h; nra
      end ].""",
    "identity": r"""Ltac identity := first [ reflexivity | ring | field; repeat split; nonzero ].""",
    "exp_facts": r"""Ltac exp_facts :=
  repeat match goal with
    | |- context [exp ?a] =>
      match goal with _ : 0 < exp a |- _ => fail 1 | _ => pose proof (exp_pos a) end
    | _ : context [exp ?a] |- _ =>
      match goal with _ : 0 < exp a |- _ => fail 1 | _ => pose proof (exp_pos a) end
    end.""",
    "at_index": r"""Ltac at_index i :=
  repeat match goal with
    | h : forall k : nat, (1 <= k <= ?n)%nat -> _ |- _ => generalize (h i ltac:(lia)); clear h; intro
    end.""",
    "inverses": r"""Ltac inverses :=
  unfold Rdiv in *;
  repeat match goal with
    | |- context [/ ?b] =>
      let r := fresh in let e := fresh in
      assert (e : b * / b = 1) by (apply Rinv_r; nonzero);
      try (assert (0 < / b) by positive); set (r := / b) in *; clearbody r
    end.""",
    "squares": r"""Ltac squares :=
  repeat match goal with
    | |- context [?a ^ 2] =>
      match goal with _ : 0 <= a ^ 2 |- _ => fail 1 | _ => pose proof (pow2_ge_0 a) end
    end.""",
    "cases": r"""Ltac no_case t :=
  lazymatch t with
  | context [Rle_dec _ _] => fail
  | context [Rcase_abs _] => fail
  | context [Req_EM_T _ _] => fail
  | context [Nat.eq_dec _ _] => fail
  | _ => idtac
  end.
Ltac one_case :=
  match goal with
  | h : _ /\ _ |- _ => destruct h
  | h : _ \/ _ |- _ => destruct h
  | |- context [Rle_dec ?a ?b] => no_case a; no_case b; destruct (Rle_dec a b)
  | |- context [Rcase_abs ?a] => no_case a; destruct (Rcase_abs a)
  | |- context [Req_EM_T ?a ?b] => no_case a; no_case b; destruct (Req_EM_T a b)
  | |- context [Nat.eq_dec ?a ?b] => destruct (Nat.eq_dec a b)
  | _ : context [Rle_dec ?a ?b] |- _ => no_case a; no_case b; destruct (Rle_dec a b)
  | _ : context [Rcase_abs ?a] |- _ => no_case a; destruct (Rcase_abs a)
  end.
Ltac decided :=
  match goal with
  | |- _ /\ _ => split; decided
  | |- _ \/ _ => first [ left; solve [ decided ] | right; solve [ decided ] ]
  | |- ~ _ => intro; repeat (one_case; try (exfalso; lra)); decided
  | _ => first [ solve [ lra ] | solve [ positive ] | solve [ nra ] | solve [ identity ] | solve [ exfalso; nra ]
               | match goal with h : ?a <> ?b |- _ => solve [ elim h; lra | elim h; nra ] end
               | solve [ squares; lra | squares; nra ] | solve [ inverses; nra ] ]
  end.
Ltac cases :=
  unfold threshold, sign, relu, Rmax, Rmin, Rabs, delta in *; exp_facts;
  repeat (one_case; subst; try solve [ exfalso; lra ]); decided.""",
}


_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TEXTS = {**DEFINITIONS, **LEMMAS, **TACTICS}
_WORDS = {name: frozenset(_WORD.findall(text)) for name, text in _TEXTS.items()}


def add_lemmas(lemmas: Mapping[str, str]) -> None:
    """Add lemmas with their proofs, to be written where they are used; each may use those before it."""
    for name, text in lemmas.items():
        if _TEXTS.setdefault(name, text) != text:
            raise ValueError(f"two lemmas have the name {name}")
        _WORDS[name] = frozenset(_WORD.findall(text))


def needed(texts: Iterable[str]) -> list[str]:
    """Return the definitions, lemmas and tactics that the texts mention, and those that these need, in order."""
    wanted: set[str] = set()
    waiting = {word for text in texts for word in _WORD.findall(text)} & _TEXTS.keys()
    while waiting:
        wanted |= waiting
        waiting = {word for name in waiting for word in _WORDS[name]} & _TEXTS.keys() - wanted
    return [text for name, text in _TEXTS.items() if name in wanted]
