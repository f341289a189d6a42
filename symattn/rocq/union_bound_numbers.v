(* The union bound of the two-block theorem is at most 1/2 if n >= m / q and m is great  [RV-6-10 with n of the order of m, d = 1]. *)
From mathcomp Require Import all_ssreflect.
From Symattn Require Import central_binomials.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

(* A polynomial is less than (4/3)^n from some n on. *)
Lemma power_below d n : 3 ^ n * 'C(n, d) <= 4 ^ n * 3 ^ d.
Proof.
case: (ltnP n d) => [lt|le]; first by rewrite bin_small // muln0.
rewrite -[4]/(3 + 1) expnDn (bigD1 (Ordinal (le : d < n.+1))) //= exp1n muln1.
by rewrite mulnDl -mulnA -expnD subnK // [X in X <= _]mulnC leq_addr.
Qed.
Lemma power_falling d n : 2 * d <= n -> n ^ d <= 2 ^ d * d`! * 'C(n, d).
Proof.
move=> big; rewrite -mulnA [d`! * _]mulnC bin_ffact.
have: forall k, k <= d -> n ^ k <= 2 ^ k * n ^_ k.
  elim=> // k IH lt; rewrite ffactnSr expnSr [2 ^ _]expnSr mulnACA; apply: leq_mul; first exact: IH (ltnW lt).
  have k2 : k <= n - k.
    rewrite leq_subRL; last by apply: leq_trans big; rewrite (leq_trans (ltnW lt)) // leq_pmull.
    by rewrite addnn -mul2n; apply: leq_trans big; rewrite leq_mul2l ltnW.
  by rewrite mul2n -addnn -leq_subLR subKn //; apply: leq_trans k2 (leq_subr _ _).
by move/(_ d (leqnn d)).
Qed.
Lemma polynomial_below c d : exists n0, forall n, n0 <= n -> c * n ^ d * 3 ^ n <= 4 ^ n.
Proof.
pose k := 3 ^ d.+1 * (2 ^ d.+1 * d.+1`!).
exists (2 * d.+1 + (c * k).+1) => n big.
have n2 : 2 * d.+1 <= n by apply: leq_trans big; rewrite leq_addr.
have ck : c * k <= n by apply: leq_trans big; rewrite addnS ltnW // ltnS leq_addl.
have n0 : 0 < n by apply: leq_trans big; rewrite addnS.
have k0 : 0 < k by rewrite !muln_gt0 !expn_gt0 fact_gt0.
rewrite -(leq_pmul2r k0); apply: (@leq_trans (n ^ d.+1 * 3 ^ n)).
  by rewrite mulnAC leq_mul2r; apply/orP; right; rewrite mulnAC expnS leq_mul2r ck orbT.
apply: leq_trans (leq_mul (power_falling n2) (leqnn _)) _.
rewrite -mulnA [_ * 3 ^ n]mulnC; apply: leq_trans (leq_mul (leqnn _) (power_below d.+1 n)) _.
by apply: eq_leq; rewrite /k; ring.
Qed.

Lemma binomial_power m s : 'C(m, s) <= m ^ s.
Proof.
apply: (@leq_trans (m ^_ s)); first by rewrite -bin_ffact leq_pmulr // fact_gt0.
by elim: s => // s IH; rewrite ffactnSr expnSr leq_mul // leq_subr.
Qed.

(* Below a constant size s0 a polynomial number of terms (3/4)^n, from s0 on at most 2^m terms 1 / (4 2^q)^n. *)
Theorem small_sum q : 0 < q -> exists m0, forall m n (N : nat -> nat), m0 <= m -> m <= q * n ->
  (forall s, N s <= 'C(m, s) * 2 ^ s) -> \sum_(s < m.+1) N s <= 2 ^ m ->
  2 * (\sum_(3 <= s < m.+1) N s * ('C(s.+1, s.+1./2) * 2 ^ (m - s)) ^ n) <= 2 ^ (m * n).
Proof.
move=> q0; pose K := 2 ^ q.+2; pose s0 := 3 * K ^ 2.
have [n0 low] := polynomial_below (4 * (2 * q) ^ s0.+1) s0.+1.
exists (q * n0.+1) => m n N big mqn hN sumN.
have n0n : n0.+1 <= n by rewrite -(leq_pmul2l q0); apply: leq_trans mqn.
have {low} low := low n (ltnW n0n); have n_pos : 0 < n by apply: leq_trans n0n.
have m_pos : 0 < m by apply: leq_trans big; rewrite muln_gt0 q0.
pose w s := 'C(s.+1, s.+1./2) * 2 ^ (m - s).
have scale s a b : s <= m -> a * 'C(s.+1, s.+1./2) <= b * 2 ^ s -> a * w s <= b * 2 ^ m.
  by move=> sm h; rewrite /w mulnA -[m in X in _ <= X](subnKC sm) expnD mulnA leq_mul2r h orbT.
have wK s : s <= m -> s0 <= s -> K * w s <= 2 ^ m.
  by move=> sm /two_values_decay h; rewrite -[X in _ <= X]mul1n scale ?mul1n.
have w3 s : s <= m -> 3 <= s -> 4 * w s <= 3 * 2 ^ m by move=> sm /ltnW/three_quarters; exact: scale.
rewrite big_geq_mkord; rewrite (bigID (fun s : 'I_m.+1 => s < s0)) /= mulnDr.
set S1 := \sum_(_ < _ | _) _; set S2 := \sum_(_ < _ | _) _.
have few : 4 * S1 <= 2 ^ (m * n).
  have FS : 4 ^ n * S1 <= (2 * m) ^ s0.+1 * 3 ^ n * 2 ^ (m * n).
    apply: (@leq_trans (\sum_(s < m.+1) (2 * m) ^ s0 * 3 ^ n * 2 ^ (m * n))); last first.
      rewrite sum_nat_const card_ord -!mulnA mulnA leq_mul2r; apply/orP; right.
      by rewrite expnS leq_mul2r mul2n -addnn -addn1 leq_add2l m_pos orbT.
    rewrite /S1 big_distrr big_mkcond; apply: leq_sum => s _ /=; case: ifP => // /andP[s3 s0s].
    rewrite mulnCA -mulnA [m * n in X in _ <= X]mulnC leq_mul //.
      apply: leq_trans (hN s) _; apply: (@leq_trans ((2 * m) ^ s)).
        by rewrite mulnC expnMn leq_mul2l binomial_power orbT.
      by rewrite leq_exp2l ?(ltnW s0s) // (leq_trans _ (leq_pmulr 2 m_pos)).
    by rewrite [n * m]mulnC expnM -!expnMn leq_exp2r // w3 // -ltnS.
  rewrite -(@leq_pmul2l (4 ^ n)) ?expn_gt0 //; apply: leq_trans (leq_mul low (leqnn _)).
  rewrite mulnCA -!mulnA leq_mul2l /=; apply: leq_trans FS _; rewrite !mulnA !leq_mul2r.
  by apply/orP; right; apply/orP; right; rewrite -expnMn leq_exp2r // -mulnA leq_mul2l.
have small : 4 * S2 <= 2 ^ (m * n).
  have KS : K ^ n * S2 <= 2 ^ m * 2 ^ (m * n).
    apply: (@leq_trans (\sum_(s < m.+1) N s * 2 ^ (m * n))); last first.
      by rewrite -big_distrl leq_mul2r sumN orbT.
    rewrite /S2 big_distrr big_mkcond; apply: leq_sum => s _ /=; case: ifP => // /andP[_]; rewrite -leqNgt => s0s.
    by rewrite mulnCA leq_mul2l expnM -expnMn leq_exp2r // wK ?orbT // -ltnS.
  rewrite -(@leq_pmul2l (2 ^ m)) ?expn_gt0 //; apply: leq_trans KS.
  rewrite mulnA leq_mul2r; apply/orP; right; rewrite -[4]/(2 ^ 2) -expnD /K -expnM leq_exp2l //.
  by rewrite -[q.+2]addn2 mulnDl leq_add // leq_pmulr.
rewrite -(leq_pmul2l (isT : 0 < 2)) mulnDr !mulnA [2 * 2 ^ _]mul2n -addnn.
exact: leq_add few small.
Qed.

(* The same for a finite set of points: at most 'C(m, s) 2^s of them have size s, and b u columns of m bits are bad for the point u. *)
Corollary small_union q : 0 < q -> exists m0, forall m n (I : finType) (size b : I -> nat), m0 <= m -> m <= q * n ->
  #|I| <= 2 ^ m -> (forall u, size u <= m) -> (forall s, #|[set u | size u == s]| <= 'C(m, s) * 2 ^ s) ->
  (forall u, b u * 2 ^ size u <= 'C((size u).+1, (size u).+1./2) * 2 ^ m) ->
  2 * (\sum_(u | 2 < size u) b u ^ n) <= 2 ^ (m * n).
Proof.
move=> /small_sum[m0 h]; exists m0 => m n I size b mm mn cI sm few hb.
pose N s := #|[set u | size u == s]|.
have sumN : \sum_(s < m.+1) N s = #|I|.
  rewrite -sum1_card (partition_big (fun u => inord (size u) : 'I_m.+1) xpredT) //=.
  apply: eq_bigr => s _; rewrite /N -sum1_card; apply: eq_bigl => u.
  by rewrite inE -val_eqE /= inordK // ltnS.
apply: leq_trans (h m n N mm mn few _); last by rewrite sumN.
rewrite leq_mul2l /= big_geq_mkord.
rewrite (partition_big (fun u => inord (size u) : 'I_m.+1) (fun s : 'I_m.+1 => 2 < s)) /= => [|u]; last by rewrite inordK // ltnS.
apply: leq_sum => s s3; rewrite -sum_nat_const.
apply: (@leq_trans (\sum_(u in [set u | size u == s]) b u ^ n)).
  by apply/eq_leq/eq_bigl => u; rewrite inE -val_eqE /= inordK ?ltnS // andbC; case: eqP => // ->.
apply: leq_sum => u; rewrite inE => /eqP us.
have [->|n0] := posnP n; first by [].
rewrite leq_exp2r // -(@leq_pmul2r (2 ^ s)) ?expn_gt0 // -us; apply: leq_trans (hb u) _.
by rewrite -mulnA -expnD subnK.
Qed.
