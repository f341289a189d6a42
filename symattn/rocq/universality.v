(* Threshold units compute every Boolean function, with a hidden unit for each of its ones; n + 1 units compute parity
   [SM-2, SM-2-pm, FA-6-parity]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import multiplexing cover threshold.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Universality.
Variable R : realFieldType.
Implicit Types n : nat.

Lemma HE (z : R) : H z = (0 <= z)%R%:R. Proof. by []. Qed.

(* The hidden unit of the point a, over bits and over signs, is 1 at a only. *)
Lemma unit_bits n (a x : cube n) :
  H (\sum_i (x i)%:R * (2%:R * (a i)%:R - 1) - \sum_i (a i)%:R) = (x == a)%:R :> R.
Proof.
have -> : \sum_i (x i)%:R * (2%:R * (a i)%:R - 1) - \sum_i (a i)%:R = - #|[pred i | x i != a i]|%:R :> R.
  rewrite -sumrB -sum1_card natr_sum [in RHS]big_mkcond -sumrN; apply: eq_bigr => i _; rewrite inE.
  case: (x i); case: (a i); rewrite /= ?mulr1 ?mulr0 ?mul1r ?mul0r ?subr0 ?sub0r ?subrr ?oppr0 //.
  by rewrite mulr2n addrK subrr.
rewrite HE oppr_ge0 lern0; congr (nat_of_bool _)%:R; apply/eqP/eqP => [/card0_eq e|->].
  by apply/ffunP => i; apply/eqP; move: (e i); rewrite !inE => /negbT; rewrite negbK.
by apply: eq_card0 => i; rewrite !inE eqxx.
Qed.
Lemma unit_signs n (a x : cube n) : H (\sum_i sign_of R (x i) * sign_of R (a i) - n%:R) = (x == a)%:R.
Proof.
have -> : \sum_i sign_of R (x i) * sign_of R (a i) - n%:R = - (2%:R * #|[pred i | x i != a i]|%:R).
  have -> : n%:R = \sum_(i < n) 1 :> R by rewrite sumr_const card_ord.
  rewrite -sumrB -sum1_card natr_sum mulr_sumr [in RHS]big_mkcond -sumrN; apply: eq_bigr => i _; rewrite inE.
  case: (x i); case: (a i); rewrite /= ?(mulrNN, mulNr, mulrN) ?mulr1 ?subrr ?oppr0 //;
  by rewrite -opprD.
rewrite HE oppr_ge0 pmulr_rle0 ?ltr0Sn // lern0; congr (nat_of_bool _)%:R; apply/eqP/eqP => [/card0_eq e|->].
  by apply/ffunP => i; apply/eqP; move: (e i); rewrite !inE => /negbT; rewrite negbK.
by apply: eq_card0 => i; rewrite !inE eqxx.
Qed.
Lemma output_unit n (f : boolean n) (x : cube n) : H (\sum_a (f a)%:R * (x == a)%:R - 1) = (f x)%:R :> R.
Proof.
rewrite (bigD1 x) //= eqxx mulr1 big1 => [|a /negbTE ax]; last by rewrite eq_sym ax mulr0.
by rewrite HE addr0 subr_ge0; case: (f x); rewrite ?lexx // ler10.
Qed.

(* [SM-2] inputs in {0,1} *)
Definition network_bits n (f : boolean n) (x : cube n) : R :=
  H (\sum_a (f a)%:R * H (\sum_i (x i)%:R * (2%:R * (a i)%:R - 1) - \sum_i (a i)%:R) - 1).
Theorem universal_bits n (f : boolean n) x : network_bits f x = (f x)%:R.
Proof. by rewrite -output_unit; congr (H (_ - 1)); apply: eq_bigr => a _; rewrite unit_bits. Qed.
(* [SM-2-pm] inputs in {-1,1} *)
Definition network_signs n (f : boolean n) (x : cube n) : R :=
  H (\sum_a (f a)%:R * H (\sum_i sign_of R (x i) * sign_of R (a i) - n%:R) - 1).
Theorem universal_signs n (f : boolean n) x : network_signs f x = (f x)%:R.
Proof. by rewrite -output_unit; congr (H (_ - 1)); apply: eq_bigr => a _; rewrite unit_signs. Qed.

(* the number of functions that are computed so: all *)
Theorem universal_number n :
  #|[set f : boolean n | [forall x, network_bits f x == (f x)%:R]]| = (2 ^ 2 ^ n)%N /\
  #|[set f : boolean n | [forall x, network_signs f x == (f x)%:R]]| = (2 ^ 2 ^ n)%N.
Proof.
have all (P : pred (boolean n)) : (forall f, P f) -> #|[set f | P f]| = (2 ^ 2 ^ n)%N.
  move=> hP; have -> : (2 ^ 2 ^ n)%N = #|{: boolean n}| by rewrite card_ffun card_bool card_ffun card_bool card_ord.
  by apply: eq_card => f; rewrite !inE hP.
by split; apply: all => f; apply/forallP => x; rewrite ?universal_bits ?universal_signs.
Qed.
End Universality.

Section Parity.
Variables (F : realFieldType) (n : nat).

(* [FA-6-parity] n units that count and one that reads the parity of the count *)
Theorem parity_network (x : cube n) :
  2%:R^-1 * (1 - \prod_i (1 - 2%:R * (x i)%:R)) =
  H (\sum_(j < n) (- 1) ^+ j * H (\sum_i (x i)%:R - j.+1%:R) - 2%:R^-1) :> F.
Proof.
pose s := (\sum_i x i)%N.
have sn : (s <= n)%N by rewrite -[X in (_ <= X)%N]card_ord -sum1_card leq_sum // => i _; rewrite leq_b1.
have -> : \prod_i (1 - 2%:R * (x i)%:R) = (- 1) ^+ s :> F.
  rewrite /s -prodrXr; apply: eq_bigr => i _; case: (x i); rewrite /= ?mulr1 ?mulr0 ?subr0 ?expr0 // expr1.
  by rewrite mulr2n opprD addrA subrr sub0r.
have -> : \sum_(j < n) (- 1) ^+ j * H (\sum_i (x i)%:R - j.+1%:R) = (odd s)%:R :> F.
  rewrite -natr_sum; transitivity (\sum_(j < n | (j < s)%N) (- 1) ^+ j : F).
    rewrite [RHS]big_mkcond; apply: eq_bigr => j _; rewrite HE subr_ge0 ler_nat; case: ltnP => _; by rewrite ?mulr1 ?mulr0.
  rewrite -(big_ord_widen _ (fun j => (- 1) ^+ j) sn); elim: s {sn} => [|k IH]; first by rewrite big_ord0.
  by rewrite big_ord_recr /= IH -signr_odd; case: (odd k) => /=; rewrite ?expr1 ?expr0 ?subrr ?add0r.
rewrite -signr_odd HE; have h0 : 0 < 2%:R^-1 :> F by rewrite invr_gt0 ltr0Sn.
case: (odd s) => /=.
  by rewrite expr1 opprK -[1 + 1]/(2%:R) mulVf ?pnatr_eq0 // subr_ge0 invf_le1 ?ltr0Sn // ler1n.
by rewrite expr0 subrr mulr0 sub0r oppr_ge0 leNgt h0.
Qed.
End Parity.
