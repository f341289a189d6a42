(* The zeros of a threshold gate are connected in the cube, and so are its ones  [BY-1-zeros]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates parity.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Connected.
Variables (F : realFieldType) (n : nat).
Implicit Types (x y : cube n) (f : boolean n).

(* Two points with the value c that differ in one bit. *)
Definition edge f (c : bool) : rel (cube n) := fun x y => [&& f x == c, f y == c & [exists i, y == flip i x]].
Lemma edge_sym f c : symmetric (edge f c).
Proof.
move=> x y; rewrite /edge andbCA; congr [&& _, _ & _].
by apply/existsP/existsP => -[i /eqP ->]; exists i; rewrite flipK.
Qed.

Lemma activation_flip (w : 'I_n -> F) b i x :
  activation w b (flip i x) = activation w b x + w i * ((~~ x i)%:R - (x i)%:R).
Proof.
rewrite /activation (bigD1 i) //= [in RHS](bigD1 i) //= flip_at mulrBr.
have -> : \sum_(j | j != i) w j * (flip i x j)%:R = \sum_(j | j != i) w j * (x j)%:R.
  by apply: eq_bigr => j ji; rewrite flip_off.
by rewrite -[LHS]addrA -[X in _ = X + _]addrA [RHS]addrC [RHS]addrA subrK.
Qed.

Lemma connected_zeros f x y : threshold F f -> f x = false -> f y = false -> connect (edge f false) x y.
Proof.
case=> w [b ->]; set g := gate w b.
(* every zero is connected to the point at which each term is least *)
pose low : cube n := [ffun i => w i < 0].
suff down z : g z = false -> connect (edge g false) z low.
  by move=> /down zx /down zy; apply: connect_trans zx _; rewrite (sym_connect_sym (edge_sym g false)).
have [k] := ubnP #|[pred i | z i != low i]|; elim: k z => // k IH z le gz.
case: (pickP (fun i => z i != low i)) => [i d|same]; last first.
  suff -> : z = low by exact: connect0.
  by apply/ffunP => i; apply/eqP; rewrite -[_ == _]negbK same.
have gf : g (flip i z) = false.
  apply/negbTE; rewrite ffunE -ltNge activation_flip; move: gz; rewrite ffunE => /negbT; rewrite -ltNge => az.
  apply: le_lt_trans az; rewrite ger_addl; move: d; rewrite ffunE; case: (z i) => /=.
    by rewrite sub0r mulrN1 oppr_le0 -leNgt.
  by rewrite subr0 mulr1 => /negPf/negbFE; case: ltP => // /ltW.
apply: connect_trans (connect1 _) (IH _ _ gf).
  by rewrite /edge gz gf eqxx /=; apply/existsP; exists i.
rewrite ltnS in le; apply: leq_trans le; apply: proper_card; apply/properP; split.
  apply/subsetP => j; rewrite !inE; case: (eqVneq j i) => [->|ji]; last by rewrite flip_off.
  by rewrite d.
by exists i; rewrite !inE // flip_at; move: d; case: (z i); case: (low i).
Qed.

(* [BY-1-zeros] *)
Theorem connected c f x y : threshold F f -> f x = c -> f y = c -> connect (edge f c) x y.
Proof.
case: c => tf; last exact: connected_zeros.
move=> fx fy; have := @connected_zeros (negation f) x y (negation_threshold tf); rewrite !ffunE fx fy => /(_ erefl erefl).
rewrite (@eq_connect _ _ (edge f true)) // => u v; rewrite /edge !ffunE.
by case: (f u); case: (f v).
Qed.
End Connected.
