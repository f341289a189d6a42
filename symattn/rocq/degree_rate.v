(* log2 T_d(N) >= N^(d+1)/d! (1 - (5d + 1)/log2 N) for all d >= 1 and N >= 2  [RV-6-12, RV-6-lim]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold growth union_bound_numbers.
From Symattn Require Import blocks reed_muller polynomial_bases degree cover_numbers.
From Symattn Require Import degree_blocks degree_bad_tuples degree_two_block degree_half degree_numbers degree_limit degree_scan.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Local Open Scope nat_scope.

Section Rate.
Variable F : realFieldType.
Variable d : nat.
Hypothesis d0 : 0 < d.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold_of_degree F d f.

(* [RV-6-12, steps 4 and 5] n is the least number with n log2 N >= 5 N, and a/b a rational number that is at most log2 N. *)
Lemma rate_from_half m n r l a b : let N := m + n.+1 in d <= m -> 2 * eps_at m n.+1 d r <= 2 ^ (width m d * n.+1) ->
  N ^ n <= 2 ^ (5 * N) -> N <= 2 ^ l -> l * (d * (d + 1) + d * l) <= N -> 2 ^ a <= N ^ b ->
  2 ^ (N ^ d.+1 * (a - (5 * d + 1) * b)) <= #|T N| ^ (a * d`!).
Proof.
move=> N dm half nN Nl cond ab; set D := width m d in half.
have N0 : 0 < N by rewrite /N addnS.
have main := degree_half d0 TP (ltn0Sn n) dm half; rewrite -/D -/N in main.
have al : a <= b * l.
  by rewrite -(leq_exp2l _ _ (isT : 1 < 2)) mulnC expnM; apply: leq_trans ab _; case: (b) => // b'; rewrite leq_exp2r.
have an : a * n <= 5 * N * b.
  rewrite -(leq_exp2l _ _ (isT : 1 < 2)) expnM [in X in _ <= X]expnM; apply: leq_trans (_ : (N ^ b) ^ n <= _).
    by case: (n) => // n'; rewrite leq_exp2r.
  by rewrite -expnM mulnC expnM; case: (b) => // b'; rewrite leq_exp2r.
pose x := m - d + 1; pose w := d + d * l; pose y := n + d.
have xN : x + y = N.
  by rewrite /x /y [n + d]addnC -addnA [1 + _]addnCA addnA subnK // add1n.
pose z := N - w; have T0 : 0 < #|T N| by move: main; case: #|T N| => //; rewrite muln0 leqn0 expn_eq0.
have big : 2 ^ (x ^ d * z) <= #|T N| ^ d`!.
  have xD : x ^ d <= D * d`!.
    apply: leq_trans (_ : 'C(m, d) * d`! <= _); last by rewrite leq_mul2r width_binomial ?orbT.
    rewrite bin_ffact; have : forall e, e <= d -> x ^ e <= m ^_ e; last by exact.
    by elim=> // e IH lt; rewrite ffactnSr expnSr leq_mul ?IH ?(ltnW lt) // /x addn1 ltn_sub2l // (leq_trans lt).
  apply: leq_trans (_ : (2 ^ (D * z)) ^ d`! <= _).
    by rewrite -expnM leq_exp2l // mulnAC leq_mul2r xD orbT.
  rewrite leq_exp2r ?fact_gt0 //; case: (leqP w N) => [wN|Nw]; last by rewrite /z (eqP (ltnW Nw : _ <= _)) muln0.
  rewrite -(@leq_pmul2l (2 ^ (d * D * l))) ?expn_gt0 //.
  apply: leq_trans (_ : 2 ^ (D * (N - d) + 1) <= _).
    rewrite -expnD leq_exp2l // addn1 ltnW // ltnS mulnAC [d * l * D]mulnC -mulnDr leq_mul2l /z /w subnDA subnKC ?leqnn ?orbT //.
    by rewrite leq_subRL // (leq_trans _ wN) // leq_addr.
  apply: leq_trans main _; rewrite leq_mul2r [d * D * l]mulnC [2 ^ _]expnM; apply/orP; right.
  by case: (d * D) => // e; rewrite leq_exp2r // (leq_trans _ Nl) // leq_addr.
have expand : N ^ d.+1 <= x ^ d * z + N ^ d * (d * y + w).
  case: (leqP w N) => [wN|Nw]; last by apply: leq_trans (leq_addl _ _); rewrite expnSr leq_mul2l (leq_trans (ltnW Nw)) ?orbT // leq_addl.
  have Nz : N = z + w by rewrite /z subnK.
  have b1 : N ^ d <= x ^ d + d * y * N ^ d.-1 by rewrite -xN; case: (d) d0 => // e _; exact: bernoulli.
  rewrite expnSr {2}Nz mulnDr mulnDr addnA leq_add2r; apply: leq_trans (leq_mul b1 (leqnn z)) _.
  rewrite mulnDl leq_add2l [N ^ d * _]mulnC -mulnA leq_mul2l -[in X in _ <= X](prednK d0) expnSr leq_mul2l /z leq_subr.
  by rewrite !orbT.
have share : a * (d * y + w) <= (5 * d + 1) * b * N.
  have -> : a * (d * y + w) = d * (a * n) + a * (d * (d + 1) + d * l) by rewrite /y /w; ring.
  have -> : (5 * d + 1) * b * N = d * (5 * N * b) + b * N by ring.
  rewrite leq_add ?leq_mul2l ?an ?orbT //; apply: leq_trans (leq_mul al (leqnn _)) _.
  by rewrite -mulnA leq_mul2l cond orbT.
rewrite [a * d`!]mulnC [X in _ <= X]expnM; apply: leq_trans (_ : (2 ^ (x ^ d * z)) ^ a <= _); last first.
  by case: (a) => // a'; rewrite leq_exp2r.
rewrite -expnM leq_exp2l // mulnBr leq_subLR; apply: leq_trans (leq_mul expand (leqnn a)) _.
rewrite mulnDl addnC leq_add2r expnSr -!mulnA leq_mul2l [N * _]mulnC [_ * a]mulnC; apply/orP; right.
exact: share.
Qed.
End Rate.

Section AllSizes.
Variable F : realFieldType.
Variable d : nat.
Hypothesis d0 : 0 < d.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold_of_degree F d f.

(* N from 2^max(11, 5d + 1) on *)
Lemma rate_large N l a b : 11 <= l -> 5 * d < l -> 2 ^ l <= N -> N < 2 ^ l.+1 -> 2 ^ a <= N ^ b ->
  2 ^ (N ^ d.+1 * (a - (5 * d + 1) * b)) <= #|T N| ^ (a * d`!).
Proof.
move=> l11 dl lN Nl ab; have l3 := cube l11.
have N22 : 22 <= N.
  apply: leq_trans lN; apply: leq_trans l3; apply: (@leq_trans (3 ^ 3)) => //.
  by rewrite leq_exp2r // ltnS (leq_trans _ l11).
have [k size] := block_size_exists (leq_trans (isT : 1 < 22) N22); case: (size) => pow pow'.
have k5 : 11 * k <= 5 * N.
  rewrite -(leq_exp2l _ _ (isT : 1 < 2)) expnM; apply: leq_trans pow'.
  by case: (k) => // k'; rewrite leq_exp2r // (leq_trans _ lN) // leq_exp2l.
have n2 : 2 * k.+1 <= N.
  rewrite -(leq_pmul2l (isT : 0 < 11)); have -> : 11 * (2 * k.+1) = 2 * (11 * k) + 22 by rewrite -addn1; ring.
  have -> : 11 * N = 2 * (5 * N) + N by ring.
  by rewrite leq_add // leq_mul2l k5 orbT.
pose m := N - k.+1; have mN : m + k.+1 = N by rewrite subnK // (leq_trans _ n2) // leq_pmull.
have dl' : d <= l by apply: leq_trans (ltnW dl); rewrite leq_pmull.
have dm : d <= m.
  rewrite -(leq_pmul2l (isT : 0 < 2)); apply: leq_trans (_ : N <= _).
    apply: leq_trans lN; apply: leq_trans (ltnW (ltn_expl l (isT : 1 < 2))).
    by apply: leq_trans (ltnW dl); rewrite leq_mul2r orbT.
  rewrite /m mulnBr leq_subRL; first by rewrite [2 * N]mul2n -addnn leq_add2r.
  by rewrite leq_mul2l -mN leq_addl.
have cond : l.+1 * (d * (d + 1) + d * l.+1) <= N.
  rewrite -(leq_pmul2l (isT : 0 < 5)); apply: leq_trans (_ : 5 * 2 ^ l <= _); last by rewrite leq_mul2l lN.
  apply: leq_trans (_ : 5 * l.+1 ^ 3 <= _); last by rewrite leq_mul2l l3.
  have -> : 5 * (l.+1 * (d * (d + 1) + d * l.+1)) = l.+1 * (5 * d * (d + 1 + l.+1)) by ring.
  have -> : 5 * l.+1 ^ 3 = l.+1 * (l.+1 * (5 * l.+1)) by rewrite !expnS expn0; ring.
  rewrite leq_mul2l leq_mul ?orbT ?(leq_trans (ltnW dl)) //; apply: leq_trans (_ : l.+1 + l.+1 <= _).
    by rewrite leq_add2r addn1 ltnS.
  by rewrite addnn -mul2n leq_mul2r orbT.
have size' : block_size (m + k.+1) k.+1.-1 by rewrite mN.
have [r _ half] : exists2 r, 2 < r & 2 * eps_at m k.+1 d r <= 2 ^ (width m d * k.+1).
  by apply: scan_all d0 l11 dl _ _ (ltn0Sn k) size'; rewrite mN.
have := @rate_from_half F d d0 T TP m k r l.+1 a b dm half; rewrite /= mN => rate.
exact: rate pow' (ltnW Nl) cond ab.
Qed.

(* [RV-6-12] log2 T_d(N) >= N^(d+1)/d! (1 - (5d + 1)/log2 N): a/b is any rational number that is at most log2 N. *)
Theorem degree_rate N a b : 1 < N -> 2 ^ a <= N ^ b -> 2 ^ (N ^ d.+1 * (a - (5 * d + 1) * b)) <= #|T N| ^ (a * d`!).
Proof.
move=> N1 ab; have N0 := ltnW N1; have T0 : 0 < #|T N|.
  by case: (N) N1 => // n _; apply: leq_trans (four_of_degree d0 TP n).
have /andP[lN Nl] := trunc_log_bounds (isT : 1 < 2) N0; move: (trunc_log 2 N) lN Nl => l lN Nl.
have above c : N <= 2 ^ c -> a <= c * b.
  move=> Nc; rewrite -(leq_exp2l _ _ (isT : 1 < 2)) expnM; apply: leq_trans ab _; by case: (b) => // b'; rewrite leq_exp2r.
case: (leqP l (5 * d)) => dl.
  have /eqP -> : a - (5 * d + 1) * b == 0 by apply: above; apply: leq_trans (ltnW Nl) _; rewrite leq_exp2l // addn1 ltnS.
  by rewrite muln0 expn0 expn_gt0 T0.
case: (leqP 11 l) => l11; first exact: rate_large l11 dl lN Nl ab.
have d1 : d = 1.
  apply/eqP; rewrite eqn_leq d0 andbT -ltnS -(ltn_pmul2l (isT : 0 < 5)); apply: leq_trans dl _.
  by rewrite -ltnS.
have TP1 n (f : boolean n) : f \in T n <-> threshold F f.
  by rewrite TP d1; exact: threshold_degree_one.
have [main _] := growth_power TP1 N.
have a11 : a <= 11 * b by apply: above; apply: leq_trans (ltnW Nl) _; rewrite leq_exp2l.
have N64 : 9 < N.
  by apply: leq_trans lN; apply: leq_trans (_ : 2 ^ 4 <= _) => //; rewrite leq_exp2l // (leq_trans _ dl) // d1.
rewrite d1 -[1`!]/1 [a * 1]muln1; apply: leq_trans (_ : (2 ^ ('C(N, 2) + 1)) ^ a <= _); last first.
  by case: (a) => [|e]; rewrite ?expn0 // leq_exp2r.
rewrite -expnM leq_exp2l // -(leq_pmul2l (isT : 0 < 22)).
have half : 11 * (a - (5 * 1 + 1) * b) <= 5 * a.
  rewrite mulnBr leq_subLR; have -> : 11 * ((5 * 1 + 1) * b) = 6 * (11 * b) by ring.
  have -> : 11 * a = 6 * a + 5 * a by ring.
  by rewrite leq_add2r leq_mul2l.
apply: leq_trans (_ : 2 * N ^ 2 * (5 * a) <= _).
  have -> : 22 * (N ^ 2 * (a - (5 * 1 + 1) * b)) = 2 * N ^ 2 * (11 * (a - (5 * 1 + 1) * b)) by ring.
  by rewrite leq_mul2l half orbT.
have -> : 22 * (('C(N, 2) + 1) * a) = 11 * (2 * 'C(N, 2) + 2) * a by ring.
have -> : 2 * N ^ 2 * (5 * a) = 10 * N ^ 2 * a by ring.
rewrite leq_mul2r; apply/orP; right; rewrite -(mul_bin_diag N 1) bin1.
case: (N) N64 => // M; rewrite ltnS /= => M9; rewrite -mulnn.
have -> : 10 * (M.+1 * M.+1) = 10 * (M * M) + 11 * M + (9 * M + 10) by rewrite -addn1; ring.
have -> : 11 * (M.+1 * M + 2) = 10 * (M * M) + 11 * M + (M * M + 22) by rewrite -addn1; ring.
by rewrite leq_add2l leq_add // leq_mul2r M9 orbT.
Qed.
End AllSizes.

Section Limit.
Variable F : realFieldType.
Variable T : forall d n : nat, {set boolean n}.
Hypothesis TP : forall d n (f : boolean n), f \in T d n <-> threshold_of_degree F d f.

(* [RV-6-lim] d! log2 T_d(N) / N^(d+1) is at least 1 - (5d + 1)/log2 N, at most N/(N - d), and tends to 1. *)
Theorem degree_limits d : 0 < d ->
  [/\ forall N a b, 1 < N -> 2 ^ a <= N ^ b -> 2 ^ (N ^ d.+1 * (a - (5 * d + 1) * b)) <= #|T d N| ^ (a * d`!),
      forall N, d < N -> #|T d N| ^ (d`! * (N - d)) <= 2 ^ (N ^ d.+2) &
      forall q, 0 < q -> exists N0, forall N, N0 <= N ->
        2 ^ ((q - 1) * N ^ d.+1) <= #|T d N| ^ (q * d`!) /\ #|T d N| ^ (q * d`!) <= 2 ^ ((q + 1) * N ^ d.+1)].
Proof.
move=> d0; split=> [N a b|N|q]; [exact: degree_rate | exact: degree_growth | exact: degree_capacity].
Qed.
End Limit.
