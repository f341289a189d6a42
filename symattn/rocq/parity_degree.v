(* Parity and its negation are in the class of gates of degree n, and powers of a variable are no more than the variable  [BY-1-deg]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates parity.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.
Section Degree.
Variables (F : realFieldType) (n : nat).
(* [BY-1-deg] parity and its negation are gates of degree n *)
Theorem parity_in_class (s : bool) : exists2 c : {set 'I_n} -> F, degree_below n.+1 c &
  forall x, (0 <= polynomial c x) = (0 < chi F x) (+) s.
Proof.
have [c low e] := parity_of_degree F n; have val (x : cube n) : chi F x = 1 \/ chi F x = - 1.
  rewrite /chi; elim/big_rec: _ => [|i y _ [] ->]; first by left.
    by case: (x i); rewrite mulr1; [left | right].
  by case: (x i); rewrite mulrN1 ?opprK; [right | left].
exists (fun A => if s then - c A else c A) => [A /low ->|x]; first by rewrite oppr0 if_same.
have -> : polynomial (fun A => if s then - c A else c A) x = if s then - chi F x else chi F x.
  rewrite -e; case: (s) => //; rewrite /polynomial -sumrN; by apply: eq_bigr => A _; rewrite mulNr.
by case: (s); case: (val x) => ->; rewrite ?opprK ?oppr_ge0 ?oppr_gt0 ?ler10 ?ltr10 ?ler01 ?ltr01.
Qed.
(* [BY-1-deg] powers: a polynomial is a list of terms, each a coefficient and the exponents *)
Definition terms_value (p : seq (F * {ffun 'I_n -> nat})) (x : cube n) : F := \sum_(t <- p) t.1 * \prod_i sgn F (x i) ^+ t.2 i.
Theorem multilinear d (p : seq (F * {ffun 'I_n -> nat})) : (forall t, t \in p -> (\sum_i t.2 i < d)%N) ->
  exists2 c, degree_below d c & forall x, polynomial c x = terms_value p x.
Proof.
elim: p => [|t p IH] deg.
  exists (fun _ => 0) => // x; rewrite /polynomial /terms_value big_nil big1 // => A _; exact: mul0r.
have [|c low e] := IH; first by move=> u up; apply: deg; rewrite inE up orbT.
pose O := [set i | odd (t.2 i)].
exists (fun A => (A == O)%:R * t.1 + c A) => [A dA|x].
  rewrite low // addr0; case: eqP => [AO|_]; last by rewrite mul0r.
  move: dA; rewrite leqNgt AO => /negP[]; apply: leq_ltn_trans (deg t (mem_head _ _)).
  rewrite -sum1_card big_mkcond; apply: leq_sum => i _; rewrite inE.
  by case: (t.2 i) => // k; case: odd.
rewrite /terms_value big_cons -[\sum_(_ <- p) _]/(terms_value p x) -e /polynomial.
transitivity (\sum_A ((A == O)%:R * t.1 * monomial F A x + c A * monomial F A x)); first by apply: eq_bigr => A _; rewrite mulrDl.
rewrite big_split /=; congr (_ + _); rewrite (bigD1 O) //= eqxx mul1r big1 ?addr0 => [|A /negbTE ->]; last by rewrite !mul0r.
congr (_ * _); rewrite /monomial big_mkcond; apply: eq_bigr => i _; rewrite inE.
by case: (x i); rewrite /= ?expr1n ?if_same // -signr_odd; case: (odd _).
Qed.
End Degree.
