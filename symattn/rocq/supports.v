(* Lemmas of the two-block theorem on 0/1 vectors and their combinations  [RV-6-04-one, RV-6-04-two, RV-6-07-three]. *)
From mathcomp Require Import all_ssreflect all_algebra.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Supports.
Variable R : realDomainType.
Implicit Types (a k l r t : R).

(* [RV-6-04-one] *)
Theorem proportional D (u w : 'I_D -> bool) l i :
  (forall j, (w j)%:R = l * (u j)%:R) -> u i -> l != 0 -> l = 1 /\ w =1 u.
Proof.
move=> e ui l0; have l1 : l = 1.
  by move: (e i) l0; rewrite ui mulr1 => <-; case: (w i); rewrite ?eqxx.
by split=> // j; move: (e j); rewrite l1 mul1r => /eqP; rewrite eqr_nat; case: (w j); case: (u j).
Qed.

(* [RV-6-04-two] *)
Theorem affine_bits (a b c : bool) l k : a != b -> l + k = 1 -> l * a%:R + k * b%:R = c%:R -> l * k = 0.
Proof.
have other x y : x + y = 1 -> x = c%:R -> x * y = 0 :> R.
  move=> xy xc; rewrite xc in xy *; case: c xy {xc} => /= xy; last by rewrite mul0r.
  by rewrite (_ : y = 0) ?mulr0 //; apply: (addrI 1); rewrite xy addr0.
case: a; case: b => // _ lk; rewrite mulr1 mulr0 ?addr0 ?add0r; first exact: other.
by rewrite mulrC; apply: other; rewrite addrC.
Qed.

(* [RV-6-07-three] *)
Theorem two_steps a t r l k : l != 0 -> k != 0 ->
  ~ [/\ a = t \/ a = r, a + l = t \/ a + l = r, a + k = t \/ a + k = r & a + l + k = t \/ a + l + k = r].
Proof.
move=> l0 k0; have move_off (x d : R) : d != 0 -> x + d <> x by move=> d0 /eqP; rewrite -subr_eq0 addrAC subrr add0r (negbTE d0).
have core z : a + l = a \/ a + l = z -> a + k = a \/ a + k = z -> a + l + k = a \/ a + l + k = z -> False.
  case=> [/(move_off _ _ l0) // | <-] [/(move_off _ _ k0) // | /addrI kl] []; last exact: move_off.
  move=> /eqP; rewrite kl -addrA -subr_eq0 addrAC subrr add0r -mulr2n mulrn_eq0 /=; exact/negP.
case=> -[] <- h1 h2 h3; first exact: core h1 h2 h3.
by case: (core t); [case: h1 | case: h2 | case: h3]; move=> ->; [right | left | right | left | right | left].
Qed.
End Supports.

