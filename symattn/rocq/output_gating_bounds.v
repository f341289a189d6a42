(* Upper bounds on the number of products of two threshold gates, from unordered pairs  [CAP-AND, CAP-XOR, upper bounds]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates output_gating pairs.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Upper.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.
Variable n : nat.
Notation const := (constant n).

(* the gates that are not constant *)
Definition varying : {set boolean n} := T n :\ const true :\ const false.
Lemma card_varying : (#|varying| + 2 = #|T n|)%N.
Proof.
rewrite (cardsD1 (const true) (T n)) (constant_in TP) (cardsD1 (const false) (_ :\ _)).
by rewrite !inE eq_sym constants_differ (constant_in TP) addnC.
Qed.

Definition andp (p : boolean n * boolean n) : boolean n := product andb p.

Lemma and_cover : products T n andb \subset T n :|: andp @: apart varying.
Proof.
apply/subsetP => h /imsetP[[f g]]; rewrite inE /= => /andP[Tf Tg] ->.
have one k : andp (k, const true) = k by apply/ffunP => x; rewrite !ffunE andbT.
have none k : andp (k, const false) = const false by apply/ffunP => x; rewrite !ffunE andbF.
have sym k l : andp (k, l) = andp (l, k) by apply/ffunP => x; rewrite !ffunE andbC.
have same k : andp (k, k) = k by apply/ffunP => x; rewrite !ffunE andbb.
rewrite -/(andp (f, g)) inE.
case: (eqVneq g (const true)) => [->|g1]; first by rewrite one Tf.
case: (eqVneq g (const false)) => [->|g0]; first by rewrite none (constant_in TP).
case: (eqVneq f (const true)) => [->|f1]; first by rewrite sym one Tg.
case: (eqVneq f (const false)) => [->|f0]; first by rewrite sym none (constant_in TP).
case: (eqVneq f g) => [->|fg]; first by rewrite same Tg.
by apply/orP; right; apply/imsetP; exists (f, g); rewrite // !inE /= f0 f1 Tf g0 g1 Tg fg.
Qed.

Theorem and_upper : (#|products T n andb| <= #|T n| + 'C(#|T n| - 2, 2))%N.
Proof.
have sym k l : andp (k, l) = andp (l, k) by apply/ffunP => x; rewrite !ffunE andbC.
rewrite -{2}card_varying addnK; apply: leq_trans (leq_add (leqnn _) (unordered_pairs _ sym)).
by apply: leq_trans (subset_leq_card and_cover) _; rewrite cardsU leq_subr.
Qed.

Definition xorp (p : boolean n * boolean n) : boolean n := product agree p.
Definition values := const true |: xorp @: apart (half T n).

(* Up to sign both factors are 0 at the origin; then they are equal or two of the T(n)/2 gates of one half. *)
Lemma xor_cover : products T n agree \subset values :|: @negation n @: values.
Proof.
apply/subsetP => h /imsetP[[f g]]; rewrite inE /= => /andP[Tf Tg] ->; rewrite -/(xorp (f, g)).
have left k l : xorp (negation k, l) = negation (xorp (k, l)).
  by apply/ffunP => x; rewrite !ffunE /= /agree; case: (k x); case: (l x).
have right k l : xorp (k, negation l) = negation (xorp (k, l)).
  by apply/ffunP => x; rewrite !ffunE /= /agree; case: (k x); case: (l x).
have inside k l : k \in half T n -> l \in half T n -> xorp (k, l) \in values.
  move=> hk hl; rewrite !inE; case: (eqVneq k l) => [->|kl].
    by apply/orP; left; apply/eqP/ffunP => x; rewrite !ffunE /agree eqxx.
  by apply/orP; right; apply: imset_f; rewrite !inE /= kl; move: hk hl; rewrite !inE => -> ->.
have choose k : k \in T n -> k \in half T n \/ negation k \in half T n.
  rewrite !inE (negation_in TP) ffunE => ->; case: (k _); by [right | left].
have mem k : xorp k \in values -> negation (xorp k) \in @negation n @: values by exact: imset_f.
rewrite inE; apply/orP.
case: (choose f Tf) => hf; case: (choose g Tg) => hg; move: (inside _ _ hf hg); rewrite ?left ?right ?negationK.
- by left.
- by move=> v; right; apply/imsetP; exists (negation (xorp (f, g))); rewrite ?negationK.
- by move=> v; right; apply/imsetP; exists (negation (xorp (f, g))); rewrite ?negationK.
by left.
Qed.

Theorem xor_upper : (#|products T n agree| <= 2 * ('C(#|T n| %/ 2, 2) + 1))%N.
Proof.
have sym k l : xorp (k, l) = xorp (l, k) by apply/ffunP => x; rewrite !ffunE /agree eq_sym.
have few : (#|values| <= 'C(#|T n| %/ 2, 2) + 1)%N.
  rewrite (card_half TP) mulKn // addnC; apply: leq_trans (leq_add (leqnn 1) (unordered_pairs _ sym)).
  by rewrite cardsU1 leq_add2r leq_b1.
apply: leq_trans (subset_leq_card xor_cover) _; rewrite cardsU; apply: leq_trans (leq_subr _ _) _.
by rewrite mul2n -addnn leq_add // card_imset //; exact: can_inj (@negationK n).
Qed.
End Upper.
