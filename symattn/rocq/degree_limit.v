(* For every degree d >= 1 log2 T_d(N), T_d(N) the number of polynomial threshold functions of N variables, is N^(d+1)/d! (1 + o(1))
   [the limit of RV-6-lim]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold union_bound_numbers.
From Symattn Require Import blocks reed_muller polynomial_bases degree cover_numbers.
From Symattn Require Import degree_blocks degree_bad_tuples degree_two_block degree_half degree_numbers.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Local Open Scope nat_scope.

Section Limit.
Variable F : realFieldType.
Variable d : nat.
Hypothesis d0 : 0 < d.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold_of_degree F d f.

(* [RV-6-10, RV-6-11] log2 T_d(N) >= D' (N - d - d log2 m) + 1 if N = n + m >= 2^22 d^3 and n log2 N >= 5 N. *)
Theorem degree_large m n : 0 < n -> d <= m -> 2 ^ 22 * d ^ 3 <= m + n -> 2 ^ (5 * (m + n)) <= (m + n) ^ n ->
  2 ^ (width m d * (m + n - d) + 1) <= m ^ (d * width m d) * #|T (m + n)|.
Proof. by move=> n0 dm big pow; have [r _] := few_bad d0 big pow; exact: degree_half. Qed.

Lemma falling_power m : (m - d) ^ d <= 'C(m, d) * d`!.
Proof.
rewrite bin_ffact; have : forall e, e <= d -> (m - d) ^ e <= m ^_ e; last by exact.
elim=> // e IH lt; rewrite ffactnSr expnSr leq_mul ?IH ?(ltnW lt) //.
by rewrite leq_sub2l // ltnW.
Qed.
Lemma block_lower m n : 0 < n -> d <= m -> 2 ^ 22 * d ^ 3 <= m + n -> 2 ^ (5 * (m + n)) <= (m + n) ^ n -> (2 * m) ^ d <= 2 ^ n ->
  2 ^ ((m - d) ^ d.+1) <= #|T (m + n)| ^ d`!.
Proof.
move=> n0 dm big pow small; have main := degree_large n0 dm big pow; set D := width m d in main.
have DmT : 2 ^ (D * m) <= #|T (m + n)|.
  have step : 2 ^ (D * (m + n - d)) <= m ^ (d * D) * #|T (m + n)|.
    by apply: leq_trans main; rewrite leq_exp2l // leq_addr.
  rewrite -(@leq_pmul2l (2 ^ (D * n))) ?expn_gt0 //.
  have -> : 2 ^ (D * n) * 2 ^ (D * m) = (2 ^ d) ^ D * 2 ^ (D * (m + n - d)).
    by rewrite -expnM -!expnD [d * D]mulnC -!mulnDr subnKC ?(leq_trans dm) ?leq_addr // addnC.
  apply: leq_trans (leq_mul (leqnn _) step) _.
  rewrite mulnA [m ^ _]expnM -2!expnMn [D * n]mulnC [2 ^ (n * D)]expnM leq_mul2r; apply/orP; right.
  by case: (D) => [|D']; rewrite ?expn0 // leq_exp2r.
apply: leq_trans (_ : (2 ^ (D * m)) ^ d`! <= _); last by rewrite leq_exp2r ?fact_gt0.
rewrite -expnM leq_exp2l // expnSr mulnAC leq_mul ?leq_subr //.
by apply: leq_trans (falling_power m) _; rewrite leq_mul2r width_binomial ?orbT.
Qed.

(* For every q > 0 the quotient of log2 T_d(N) and N^(d+1)/d! is at least 1 - 1/q from some N on. *)
Theorem degree_lower q : 0 < q -> exists N0, forall N, N0 <= N -> 2 ^ ((q - 1) * N ^ d.+1) <= #|T N| ^ (q * d`!).
Proof.
move=> q0; have [k kE] : exists k, k = 2 * q * d.+1 by exists (2 * q * d.+1).
have k0 : 0 < k by rewrite kE !muln_gt0 q0.
have [n1 low] := polynomial_below ((4 * k) ^ d) d.
have [M ME] : exists M, M = 2 ^ 22 * d ^ 3 by exists (2 ^ 22 * d ^ 3).
exists (maxn (maxn M (2 ^ (10 * k))) (k * maxn n1 (3 * d).+1)) => N; rewrite !geq_max -andbA => /and3P[NM Nk Nn].
pose n := N %/ k; pose m := N - n.
have /andP[n1n n3] : (n1 <= n) && (3 * d < n) by rewrite -geq_max -(mulKn (maxn _ _) k0) leq_div2r.
have n0 : 0 < n by apply: leq_trans n3.
have kn : k * n <= N by rewrite mulnC leq_trunc_div.
have N2 : N <= 2 * k * n.
  apply: leq_trans (ltnW (ltn_ceil N k0)) _; rewrite -/n mulnC [2 * k]mulnC -mulnA leq_mul2l mul2n -addnn -addn1 leq_add2l n0.
  by rewrite orbT.
have mn : m + n = N by rewrite subnK // (leq_trans _ kn) // leq_pmull.
have n2N : 2 * n <= N by apply: leq_trans kn; rewrite leq_mul2r kE -mulnA leq_pmulr ?orbT // muln_gt0 q0.
have dm : d <= m.
  rewrite -(leq_add2r n) mn; apply: leq_trans n2N; rewrite mul2n -addnn leq_add2r.
  by apply: leq_trans (ltnW n3); rewrite leq_pmull.
have big : 2 ^ 22 * d ^ 3 <= m + n by rewrite mn -ME.
have pow : 2 ^ (5 * (m + n)) <= (m + n) ^ n.
  rewrite mn; apply: leq_trans (_ : (2 ^ (10 * k)) ^ n <= _); last by rewrite leq_exp2r.
  have e : 10 * k * n = 5 * (2 * k * n) by ring.
  by rewrite -expnM leq_exp2l // e leq_mul2l N2 orbT.
have small : (2 * m) ^ d <= 2 ^ n.
  apply: leq_trans (_ : (4 * k) ^ d * n ^ d <= _).
    rewrite -expnMn leq_exp2r // -[4]/(2 * 2) -!mulnA leq_mul2l /=; apply: leq_trans (leq_subr _ _) _.
    by rewrite mulnA.
  rewrite -(leq_pmul2r (_ : 0 < 3 ^ n)) ?expn_gt0 //; apply: leq_trans (low n n1n) _.
  rewrite (expnMn 2 2) leq_mul2l; apply/orP; right; by rewrite leq_exp2r.
have := block_lower n0 dm big pow small; rewrite mn => main.
rewrite [q * _]mulnC [X in _ <= X]expnM; apply: leq_trans (_ : (2 ^ ((m - d) ^ d.+1)) ^ q <= _); last by rewrite leq_exp2r.
rewrite -expnM leq_exp2l //.
have y : d.+1 * (n + d) * q <= N.
  apply: leq_trans kn; have -> : k * n = d.+1 * (2 * n) * q by rewrite kE; ring.
  rewrite leq_mul2r leq_mul2l mul2n -addnn leq_add2l; apply/orP; right; apply/orP; right.
  by apply: leq_trans (ltnW n3); rewrite leq_pmull.
have ND : N = (m - d) + (n + d) by rewrite addnCA addnA -addnA subnK // addnC.
have := bernoulli d (m - d) (n + d); rewrite -ND => b.
rewrite mulnBl mul1n leq_subLR mulnC; apply: leq_trans (leq_mul b (leqnn q)) _; rewrite mulnDl addnC leq_add2r.
by rewrite expnS mulnAC leq_mul2r y orbT.
Qed.
End Limit.

Section Capacity.
Variable F : realFieldType.
Variable T : forall d n : nat, {set boolean n}.
Hypothesis TP : forall d n (f : boolean n), f \in T d n <-> threshold_of_degree F d f.

Theorem degree_upper d q : 0 < d -> 0 < q -> exists N0, forall N, N0 <= N -> #|T d N| ^ (q * d`!) <= 2 ^ ((q + 1) * N ^ d.+1).
Proof.
move=> d0 q0; exists ((q + 1) * d).+1 => N big; have dN : d < N by apply: leq_trans big; rewrite ltnS leq_pmull // addn1.
have Nd : 0 < N - d by rewrite subn_gt0.
rewrite -(leq_exp2r _ _ Nd) -[X in X <= _]expnM -[X in _ <= X]expnM -mulnA mulnC [X in X <= _]expnM.
apply: leq_trans (_ : (2 ^ (N ^ d.+2)) ^ q <= _); first by rewrite leq_exp2r // (degree_growth TP).
rewrite -expnM leq_exp2l // expnSr -mulnA [X in _ <= X]mulnAC [X in _ <= X]mulnC leq_mul2l; apply/orP; right.
have e : (q + 1) * N = N * q + N by rewrite mulnDl mul1n mulnC.
by rewrite mulnBr leq_subRL ?leq_mul2l ?(ltnW dN) ?orbT // e addnC leq_add2l ltnW.
Qed.

(* [RV-6-lim, the limit] d! log2 T_d(N) / N^(d+1) tends to 1: for every q > 0 it is within 1/q of 1 from some N on. *)
Theorem degree_capacity d q : 0 < d -> 0 < q -> exists N0, forall N, N0 <= N ->
  2 ^ ((q - 1) * N ^ d.+1) <= #|T d N| ^ (q * d`!) /\ #|T d N| ^ (q * d`!) <= 2 ^ ((q + 1) * N ^ d.+1).
Proof.
move=> d0 q0; have [N1 low] := degree_lower d0 (TP d) q0; have [N2 up] := degree_upper d0 q0.
exists (maxn N1 N2) => N; rewrite geq_max => /andP[h1 h2]; split; [exact: low | exact: up].
Qed.
End Capacity.
