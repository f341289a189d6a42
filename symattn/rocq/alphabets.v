(* The two alphabets {0,1} and {-1,1} of inputs and gates: a bit c is written as the letter c or as the letter 2c - 1. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Letters.
Variable F : realFieldType.
Implicit Types n : nat.

Definition letter (signs c : bool) : F := if signs then (if c then 1 else - 1) else c%:R.

Lemma letter_true s : letter s true = 1. Proof. by case: s. Qed.
Lemma m1_1 : (- 1 == 1 :> F) = false.
Proof. by rewrite lt_eqF // (lt_trans _ ltr01) // oppr_lt0 ltr01. Qed.
Lemma m1_0 : (- 1 == 0 :> F) = false. Proof. by rewrite oppr_eq0 oner_eq0. Qed.
Definition lettersE := (eqxx, m1_1, m1_0, oner_eq0 F, eq_sym 1 (- 1 : F), eq_sym 0 (- 1 : F), eq_sym 0 (1 : F)).
Lemma letter_eq s a b : (letter s a == letter s b) = (a == b).
Proof. by case: s; case: a; case: b; rewrite /letter /= ?lettersE. Qed.
Lemma letter_eq1 s a : (letter s a == 1) = a.
Proof. by rewrite -(letter_true s) letter_eq eqb_id. Qed.
Lemma letter_neg a : letter true (~~ a) = - letter true a. Proof. by case: a; rewrite /= ?opprK. Qed.

(* Products of two letters: the values of AND, of XOR (up to a sign) and a ternary value. *)
Lemma mul_bits a b : letter false a * letter false b = letter false (a && b).
Proof. by case: a; rewrite /letter /= ?mul1r ?mul0r. Qed.
Lemma mul_signs a b : letter true a * letter true b = letter true (a == b).
Proof. by case: a; case: b; rewrite /letter /= ?mul1r ?mulN1r ?opprK. Qed.
Lemma mul_mixed_eq a b c d :
  (letter true a * letter false b == letter true c * letter false d) = (b == d) && (b ==> (a == c)).
Proof.
by case: b; case: d; rewrite /letter /= ?mulr1 ?mulr0 ?eqxx //; case: a; case: c; rewrite /= ?lettersE.
Qed.

(* Affine functions of the inputs, in both alphabets; they are the same functions. *)
Definition affine (signs : bool) n (w : 'I_n -> F) (b : F) (x : cube n) : F := \sum_i w i * letter signs (x i) + b.
Lemma affine_bits n (w : 'I_n -> F) b x : affine false w b x = activation w b x. Proof. by []. Qed.
Lemma affine_signs n (w : 'I_n -> F) b x :
  affine true w b x = activation (fun i => w i + w i) (b - \sum_i w i) x.
Proof.
rewrite /affine /activation addrCA [LHS]addrC -sumrB; congr (_ + _); apply: eq_bigr => i _.
by case: (x i); rewrite /= ?mulr1 ?mulr0 ?sub0r ?mulrN1 // addrK.
Qed.
Lemma affine_activation s n (w : 'I_n -> F) b : exists v c, forall x, affine s w b x = activation v c x.
Proof. by case: s; [do 2 eexists; exact: affine_signs | exists w, b]. Qed.
Lemma activation_affine s n (w : 'I_n -> F) b : exists v c, forall x, activation w b x = affine s v c x.
Proof.
case: s; last by exists w, b.
have half z : z / 2%:R + z / 2%:R = z :> F by rewrite -mulrDr -mulr2n -[2%:R^-1 *+ 2]mulr_natr mulVf ?mulr1 // pnatr_eq0.
exists (fun i => w i / 2%:R), (b + \sum_i w i / 2%:R) => x; rewrite affine_signs addrK.
by congr (_ + _); apply: eq_bigr => i _; rewrite half.
Qed.
Lemma threshold_affine s n (f : boolean n) :
  threshold F f <-> exists w b, f = [ffun x => 0 <= affine s w b x].
Proof.
split=> -[w [b ->]].
  by have [v [c e]] := activation_affine s w b; exists v, c; apply/ffunP => x; rewrite !ffunE e.
by have [v [c e]] := affine_activation s w b; exists v, c; apply/ffunP => x; rewrite !ffunE e.
Qed.

(* A letter that is a linear function of the bit. *)
Lemma letter_bit s c : letter s c = (if s then 2%:R else 1) * c%:R - (if s then 1 else 0).
Proof. by case: s; case: c; rewrite /= ?mulr1 ?mulr0 ?sub0r ?subr0 ?oppr0 //; apply/esym/eqP; rewrite subr_eq. Qed.
End Letters.
