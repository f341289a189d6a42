(* The central numbers of Pascal's triangle, their sums and how far they fall behind 2^s  [RV-6-07-cb, RV-6-07-rational, RV-6-07-mono]. *)
From mathcomp Require Import all_ssreflect.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

(* The sum of the j central numbers of row s: by Pascal's rule that of j + 1 and that of j - 1 central numbers of the row above. *)
Fixpoint middle (s j : nat) : nat :=
  if s is s'.+1 then (if j is j'.+1 then middle s' j'.+2 + middle s' j' else 0) else 0 < j.

Lemma subn2 s j : j < s -> s.+1 - j = (s - j.+1).+2.
Proof. by move=> lt; rewrite subSn ?subnSK // ltnW. Qed.
Theorem middle_closed s j : middle s j = \sum_(i < j) 'C(s, i + (s.+1 - j)./2).
Proof.
elim: s j => [|s IH] [|j]; rewrite ?big_ord0 //=.
  by rewrite big_ord_recl bin0 big1 // => i _; rewrite bin_small.
rewrite !IH !subSS; case: (ltnP j s) => [lt|big].
  rewrite (subn2 lt) /=; set a := (s - j.+1)./2.
  rewrite [RHS](eq_bigr (fun i : 'I_j.+1 => 'C(s, i + a.+1) + 'C(s, i + a))) => [|i _]; last by rewrite addnS binS.
  rewrite big_split /= [X in X + _ = _]big_ord_recr [in RHS]big_ord_recr /= [RHS]addnC -!addnA; congr (_ + _).
  by rewrite addnC addSnnS.
have -> : s - j.+1 = 0 by apply/eqP; rewrite subn_eq0 ltnW.
have -> : (s.+1 - j)./2 = 0.
  by case: (ltngtP s j) big => // [lt _|-> _]; [move: lt; rewrite -subn_eq0 => /eqP-> | rewrite subSnn].
rewrite big_ord_recr /= bin_small ?addn0 // [RHS]big_ord_recl /= bin0.
under [X in _ = _ + X]eq_bigr do rewrite addn0 binS.
rewrite [X in _ = _ + X]big_split /= addnA [X in X + _]big_ord_recl /= bin0; congr (_ + _ + _).
  by apply: eq_bigr => i _; rewrite addn0.
by apply: eq_bigr => i _; rewrite addn0.
Qed.
Corollary middle_one s : middle s 1 = 'C(s, s./2).
Proof. by rewrite middle_closed big_ord_recl big_ord0 addn0 subSS subn0. Qed.
Corollary middle_two s : middle s 2 = 'C(s.+1, s.+1./2).
Proof. by rewrite -middle_one /= [middle s 0]middle_closed big_ord0 addn0. Qed.

Lemma central_sym k : 'C((2 * k).+1, k.+1) = 'C((2 * k).+1, k).
Proof. by rewrite -(@bin_sub _ k) ?subSn //; rewrite mul2n -addnn ?leq_addl ?addKn // -addnS leq_addr. Qed.
Lemma central_step k : 'C(2 * k.+1, k.+1) * k.+1 = 2 * (2 * k + 1) * 'C(2 * k, k).
Proof.
have e : 2 * k.+1 = (2 * k).+2 by rewrite mulnS.
have up : k.+1 * 'C((2 * k).+1, k.+1) = (2 * k).+1 * 'C(2 * k, k) by rewrite -mul_bin_diag.
rewrite e binS central_sym addnn -mul2n -central_sym -mulnA [_ * k.+1]mulnC up; ring.
Qed.

(* [RV-6-07-cb] *)
Theorem central_binomial k : 'C(2 * k, k) ^ 2 * (3 * k + 1) <= 16 ^ k.
Proof.
elim: k => [|k IH]; first by rewrite bin0.
rewrite -(leq_pmul2r (isT : 0 < k.+1 ^ 2)) mulnAC -expnMn central_step.
rewrite -(leq_pmul2r (isT : 0 < (3 * k + 1).-1.+1)) !prednK ?addn1 //.
apply: (@leq_trans (('C(2 * k, k) ^ 2 * (3 * k + 1)) * (4 * (2 * k + 1) ^ 2 * (3 * k.+1 + 1)))).
  by apply: eq_leq; rewrite !expnMn -[k.+1]addn1 -[(3 * k).+1]addn1; ring.
apply: leq_trans (leq_mul IH (leqnn _)) _; rewrite [16 ^ k.+1]expnSr -[X in _ <= X]mulnA -[X in _ <= X]mulnA leq_mul2l; apply/orP; right.
have -> : 16 * (k.+1 ^ 2 * (3 * k).+1) = 4 * (2 * k + 1) ^ 2 * (3 * k.+1 + 1) + 4 * k.
  by rewrite -[k.+1]addn1 -[(3 * k).+1]addn1 -!mulnn; ring.
by rewrite leq_addr.
Qed.

(* q_s = 2^-s 'C(s + 1, (s + 1) / 2) is the greatest probability that s fair bits with weights have their sum in a set of two values
   (littlewood_offord.v).  Its numerator for even and odd s: *)
Local Notation two_values s := 'C(s.+1, s.+1./2).
Lemma two_even k : two_values (2 * k) = 'C((2 * k).+1, k).
Proof. by rewrite mul2n /= uphalf_double. Qed.
Lemma two_odd k : two_values (2 * k).+1 = 'C(2 * k.+1, k.+1).
Proof. by rewrite /= mulnS mul2n /= doubleK. Qed.
Lemma half_central k : 2 * 'C((2 * k).+1, k) = 'C(2 * k.+1, k.+1).
Proof.
by rewrite mulnS binS central_sym addnn mul2n.
Qed.
Lemma even_or_odd s : exists k, s = 2 * k \/ s = (2 * k).+1.
Proof. by exists s./2; rewrite mul2n -{1 3}(odd_double_half s); case: (odd s); [right | left]. Qed.

Lemma central_pair s : 'C(s.+1, s./2.+1) = two_values s.
Proof.
case: (even_or_odd s) => k [] ->; last by rewrite two_odd mulnS mul2n /= uphalf_double.
by rewrite two_even -central_sym mul2n doubleK.
Qed.

(* [RV-6-07-rational] q_s <= sqrt (8 / (3 s + 5)) *)
Theorem two_values_sqrt s : two_values s ^ 2 * (3 * s + 5) <= 8 * 4 ^ s.
Proof.
have sq k : 16 ^ k = 4 ^ (2 * k) by rewrite expnM.
case: (even_or_odd s) => k [] ->; have c := central_binomial k.+1.
  rewrite two_even -(leq_pmul2l (isT : 0 < 4)).
  apply: (@leq_trans ('C(2 * k.+1, k.+1) ^ 2 * (2 * (3 * k.+1 + 1)))).
    rewrite -half_central expnMn -mulnA leq_mul2l; apply/orP; right.
    have -> : 2 * (3 * k.+1 + 1) = 3 * (2 * k) + 5 + 3 by rewrite -[k.+1]addn1; ring.
    by rewrite leq_mul2l leq_addr orbT.
  by rewrite mulnCA; apply: leq_trans (leq_mul (leqnn 2) c) _; rewrite expnS sq !mulnA.
rewrite two_odd; apply: (@leq_trans (2 * ('C(2 * k.+1, k.+1) ^ 2 * (3 * k.+1 + 1)))).
  by apply: eq_leq; rewrite -[(2 * k).+1]addn1 -[k.+1]addn1; ring.
apply: leq_trans (leq_mul (leqnn 2) c) _.
by rewrite sq mulnS add2n 2!expnS !mulnA.
Qed.

(* [RV-6-07-mono] q_(2k+1) = q_(2k), q_(2k) < q_(2k-1), and so q_s <= q_r for r <= s *)
Theorem two_values_equal k : two_values (2 * k).+1 = 2 * two_values (2 * k).
Proof. by rewrite two_odd two_even half_central. Qed.
Theorem two_values_less k : two_values (2 * k).+2 < 2 * two_values (2 * k).+1.
Proof.
rewrite two_odd; have -> : (2 * k).+2 = 2 * k.+1 by rewrite mulnS.
rewrite two_even binS [X in _ < X]mul2n -addnn ltn_add2l -(ltn_pmul2l (ltn0Sn k.+1)).
have e : 2 * k.+1 - k = k.+2 by rewrite mul2n -addnn addSnnS addKn.
by rewrite -[X in X * _]e -mul_bin_left ltn_pmul2r // bin_gt0 leq_pmull.
Qed.
Theorem two_values_step s : two_values s.+1 <= 2 * two_values s.
Proof. by case: (even_or_odd s) => k [] ->; [rewrite two_values_equal | exact: ltnW (two_values_less k)]. Qed.
Theorem two_values_mono r s : r <= s -> two_values s * 2 ^ r <= two_values r * 2 ^ s.
Proof.
move=> /subnK <-; elim: (s - r) => [|d IH] //; rewrite addSn [2 ^ (_ + _).+1]expnS mulnCA.
apply: leq_trans (leq_mul (two_values_step _) (leqnn _)) _; rewrite -mulnA.
by rewrite leq_pmul2l.
Qed.

(* [RV-6-07, the values] q_1, ..., q_6 = 1, 3/4, 3/4, 5/8, 5/8, 35/64 *)
Theorem first_values :
  [/\ two_values 1 = 2 ^ 1, 4 * two_values 2 = 3 * 2 ^ 2 & 4 * two_values 3 = 3 * 2 ^ 3] /\
  [/\ 8 * two_values 4 = 5 * 2 ^ 4, 8 * two_values 5 = 5 * 2 ^ 5 & 64 * two_values 6 = 35 * 2 ^ 6].
Proof. by []. Qed.

(* q_s <= 3/4 for s >= 2, and q_s <= 1 / K for s >= 3 K^2 *)
Corollary three_quarters s : 2 <= s -> 4 * two_values s <= 3 * 2 ^ s.
Proof. by move/two_values_mono; rewrite mulnC. Qed.
Corollary two_values_decay K s : 3 * K ^ 2 <= s -> K * two_values s <= 2 ^ s.
Proof.
move=> big; rewrite -(leq_exp2r _ _ (isT : 0 < 2)) expnMn -expnM [s * 2]mulnC expnM -(leq_pmul2l (isT : 0 < 8)).
apply: leq_trans (two_values_sqrt s); rewrite mulnA [_ ^ 2 * (_ + _)]mulnC leq_mul2r; apply/orP; right.
apply: (@leq_trans (3 * s)); last by rewrite leq_addr.
by apply: leq_trans (leq_mul (leqnn 3) big); rewrite mulnA leq_mul2r orbT.
Qed.
