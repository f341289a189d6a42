(* The union bound of the two-block theorem is at most 1/2 for every degree d, if N >= 2^22 d^3 and n log2 N >= 5 N  [RV-6-10]. *)
From mathcomp Require Import all_ssreflect.
From Symattn Require Import central_binomials union_bound_numbers bad_tuples polynomial_bases degree_blocks degree_bad_tuples degree_half.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

Lemma bernoulli e x y : (x + y) ^ e.+1 <= x ^ e.+1 + e.+1 * y * (x + y) ^ e.
Proof.
elim: e => [|e IH]; first by rewrite !expn1 expn0 muln1 mul1n.
rewrite expnS mulnDl; apply: leq_trans (leq_add (leq_mul (leqnn x) IH) (leqnn _)) _.
rewrite mulnDr -expnS -addnA leq_add2l [e.+2 * y]mulSnr mulnDl leq_add2r.
by rewrite [X in _ <= _ * X]expnS mulnCA leq_mul2l leq_mul2r leq_addr !orbT.
Qed.

(* The terms below r, and the last term. *)
Lemma geometric b r : 1 < b -> \sum_(0 <= s < r) b ^ s <= b ^ r.
Proof.
move=> b1; elim: r => [|r IH]; first by rewrite big_geq.
rewrite big_nat_recr //= expnS; apply: leq_trans (leq_add IH (leqnn _)) _.
by rewrite addnn -mul2n leq_mul2r b1 orbT.
Qed.
Lemma likely_scale D s a b : s <= D -> a * 'C(s.+1, s.+1./2) <= b * 2 ^ s -> a * likely D s <= b * 2 ^ D.
Proof. by move=> sD h; rewrite /likely mulnA -[D in X in _ <= X](subnKC sD) expnD mulnA leq_mul2r h orbT. Qed.
Lemma first_terms D n r : 0 < n -> 4 * (2 * D) ^ r * 3 ^ n <= 4 ^ n ->
  4 * (\sum_(3 <= s < r) 'C(D, s) * 2 ^ s * likely D s ^ n) <= 2 ^ (D * n).
Proof.
case: (posnP D) => [-> _ _|D0 n0 small]; first by rewrite big_nat_cond big1 // => -[|s] /andP[/andP[] //].
have sum : 4 ^ n * (\sum_(3 <= s < r) 'C(D, s) * 2 ^ s * likely D s ^ n) <= (2 * D) ^ r * 3 ^ n * 2 ^ (D * n).
  apply: leq_trans (_ : \sum_(0 <= s < r) (2 * D) ^ s * (3 ^ n * 2 ^ (D * n)) <= _); last first.
    by rewrite -big_distrl /= -mulnA leq_mul2r geometric ?orbT // (leq_trans _ (leq_pmulr 2 D0)).
  rewrite big_distrr !big_mkord big_geq_mkord big_mkcond; apply: leq_sum => s _ /=; case: ifP => // s3.
  case: (leqP s D) => sD; last by rewrite bin_small // !mul0n muln0.
  rewrite mulnCA leq_mul //; first by rewrite expnMn mulnC leq_mul2l binomial_power orbT.
  rewrite -expnMn expnM -expnMn leq_exp2r //; apply: likely_scale => //; exact/three_quarters/ltnW.
rewrite -(@leq_pmul2l (4 ^ n)) ?expn_gt0 // mulnCA; apply: leq_trans (leq_mul (leqnn 4) sum) _.
by rewrite mulnA leq_mul2r mulnA small orbT.
Qed.
Lemma last_term m D n r : 0 < r -> 64 ^ n * 16 ^ (m + 2) <= (9 * r ^ 2) ^ n ->
  4 * ((r <= D) * (2 ^ m - 1 - D) * likely D r ^ n) <= 2 ^ (D * n).
Proof.
move=> r0 small; case: (leqP r D) => rD; last by rewrite !mul0n muln0.
rewrite mul1n; apply: leq_trans (_ : 4 * (2 ^ m * likely D r ^ n) <= _).
  by rewrite leq_mul2l leq_mul2r -subnDA leq_subr orbT.
have four k : (2 ^ k) ^ 2 = 4 ^ k by rewrite -expnM mulnC expnM.
have sq : likely D r ^ 2 * (3 * r) <= 8 * 4 ^ D.
  have h := two_values_sqrt r.
  rewrite /likely expnMn mulnAC -[4 ^ D](_ : 4 ^ r * (2 ^ (D - r)) ^ 2 = _); last first.
    by rewrite four -expnD subnKC.
  rewrite [X in _ <= X]mulnA leq_mul2r; apply/orP; right; apply: leq_trans h; by rewrite leq_mul2l leq_addr orbT.
rewrite -(@leq_exp2r _ _ 4) // -(@leq_pmul2r ((9 * r ^ 2) ^ n)) ?expn_gt0 ?muln_gt0 ?expn_gt0 ?r0 //.
have power4 k : (2 ^ k) ^ 4 = 16 ^ k by rewrite -expnM mulnC expnM.
have square r' : (3 * r') ^ 2 = 9 * r' ^ 2 by rewrite expnMn.
have -> : (4 * (2 ^ m * likely D r ^ n)) ^ 4 * (9 * r ^ 2) ^ n = 16 ^ (m + 2) * ((likely D r ^ 2 * (3 * r)) ^ 2) ^ n.
  rewrite [(likely D r ^ 2 * _) ^ 2]expnMn square -expnM [in RHS]expnMn !mulnA; congr (_ * _).
  have swap k : (k ^ n) ^ 4 = (k ^ (2 * 2)) ^ n by rewrite -[RHS]expnM mulnC expnM.
  by rewrite -mulnA 2!expnMn power4 swap expnD -[16 ^ 2]/(4 ^ 4) mulnCA mulnA.
apply: leq_trans (_ : 16 ^ (m + 2) * ((8 * 4 ^ D) ^ 2) ^ n <= _).
  by rewrite leq_mul2l; case: (n) => [|k]; rewrite ?expn0 ?orbT // !leq_exp2r ?sq ?orbT.
have -> : ((8 * 4 ^ D) ^ 2) ^ n = 64 ^ n * 16 ^ (D * n).
  have -> : (8 * 4 ^ D) ^ 2 = 64 * 16 ^ D by rewrite expnMn -expnM [D * 2]mulnC expnM.
  by rewrite expnMn -expnM.
by rewrite power4 mulnA [_ * 64 ^ n]mulnC [X in _ <= X]mulnC leq_mul2r small orbT.
Qed.

(* Powers and logarithms to base 2: l <= log2 N < l + 1. *)
Lemma twelfth_power x : 23 <= x -> x.+1 ^ 12 <= 2 * x ^ 12.
Proof.
move=> x23; have := bernoulli 11 x 1; rewrite addn1 muln1 => le.
have small : 2 * (12 * x.+1 ^ 11) <= x.+1 ^ 12 by rewrite mulnA [X in _ <= X]expnS leq_mul2r ltnS x23 orbT.
rewrite -(leq_add2r (x.+1 ^ 12)) addnn -mul2n; apply: leq_trans (leq_mul (leqnn 2) le) _.
by rewrite mulnDr leq_add2l.
Qed.
Lemma log_power l : 22 <= l -> l.+1 ^ 12 <= 2 ^ (38 + l).
Proof.
elim: l => // l IH; rewrite leq_eqVlt ltnS => /predU1P[<-|/[dup] big /IH le].
  by rewrite -[38 + 22]/(10 * 6) -[12]/(2 * 6) !expnM leq_exp2r.
apply: leq_trans (twelfth_power _) _; first by rewrite ltnS.
by rewrite addnS [X in _ <= X]expnS leq_mul2l le orbT.
Qed.
Lemma four_thirds e n : 5 * e + 8 <= 2 * n -> 2 ^ e * 3 ^ n <= 4 ^ n.
Proof.
move=> h; have e2 : e <= 2 * (n %/ 5).
  have lt := ltn_ceil n (isT : 0 < 5); rewrite -(leq_pmul2l (isT : 0 < 5)) -(leq_add2r 8); apply: leq_trans h _.
  by rewrite mulnCA -[8]/(2 * 4) -mulnDr leq_mul2l /= -ltnS -[X in _ < X]addnS -mulnSr [5 * _]mulnC.
apply: leq_trans (_ : 4 ^ (n %/ 5) * 3 ^ n <= _); first by rewrite leq_mul2r -[4]/(2 ^ 2) -expnM leq_exp2l ?e2 ?orbT.
have low k : 4 ^ k * 3 ^ (k * 5) <= 4 ^ (k * 5) by elim: k => // k IH; rewrite mulSn expnS !expnD mulnACA leq_mul.
rewrite {2 3}(divn_eq n 5) !expnD mulnA leq_mul //; by case: (n %% 5) => // r; rewrite leq_exp2r.
Qed.

Lemma root N : 0 < N -> exists2 r, N <= r ^ 2 & r ^ 2 <= 2 * N.
Proof.
move=> N0; have ex : exists r, N <= r ^ 2 by exists N; rewrite -mulnn leq_pmulr.
case: (ex_minnP ex) => -[|t] r2 least; first by move: r2; rewrite exp0n // leqNgt N0.
exists t.+1 => //; have tN : t ^ 2 < N by rewrite ltnNge; apply/negP => /least; rewrite ltnn.
apply: leq_trans (leq_mul (leqnn 2) tN).
rewrite -[t.+1]addn1 sqrnD -[(t ^ 2).+1]addn1 [2 * (_ + 1)]mul2n -addnn exp1n leq_add2l.
by have [le _] := nat_Cauchy t 1; move: le; rewrite exp1n.
Qed.

(* The numbers of the estimate: N < 2^(l + 1), r about the square root of N, d at most a cube root of N / 2^22. *)
Lemma estimate d N l r k : k = 22 -> 0 < d -> 2 ^ k * d ^ 3 <= N -> k <= l -> 2 ^ l <= N -> r ^ 2 <= 2 * N ->
  r * d * l.+1 ^ 2 <= N.
Proof.
move=> kE d0 big kl lN rN; have N0 : 0 < N by apply: leq_trans lN; rewrite expn_gt0.
have low : l.+1 ^ 12 <= 2 ^ (38 + l) by apply: log_power; rewrite -kE.
have p3 : (r ^ 2) ^ 3 <= (2 * N) ^ 3 by rewrite leq_exp2r.
have p2 : (2 ^ k * d ^ 3) ^ 2 <= N ^ 2 by rewrite leq_exp2r.
rewrite -(@leq_exp2r _ _ 6) // -(@leq_pmul2l (2 ^ (k * 2))) ?expn_gt0 //.
have -> : 2 ^ (k * 2) * (r * d * l.+1 ^ 2) ^ 6 = (r ^ 2) ^ 3 * (2 ^ k * d ^ 3) ^ 2 * l.+1 ^ 12.
  by rewrite !expnMn -!expnM; ring.
apply: leq_trans (leq_mul (leq_mul p3 p2) low) _.
have -> : (2 * N) ^ 3 * N ^ 2 * 2 ^ (38 + l) = 2 ^ 41 * (N ^ 5 * 2 ^ l).
  by rewrite expnMn expnD -[41]/(3 + 38) expnD [N ^ 5](expnD N 3 2); ring.
rewrite leq_mul // ?leq_exp2l ?kE // [X in _ <= X]expnSr leq_mul2l lN orbT.
by [].
Qed.

(* [RV-6-10] *)
Theorem few_bad d m n : 0 < d -> 2 ^ 22 * d ^ 3 <= m + n -> 2 ^ (5 * (m + n)) <= (m + n) ^ n ->
  exists2 r, 2 < r & 2 * eps_at m n d r <= 2 ^ (width m d * n).
Proof.
move=> d0; have [k kE] : exists k, k = 22 by exists 22.
have [N NE] : exists N, N = m + n by exists (m + n).
rewrite -kE -NE => big pow; set D := width m d.
have Nk : 2 ^ k <= N by apply: leq_trans big; rewrite leq_pmulr // expn_gt0 d0.
have N0 : 0 < N by apply: leq_trans Nk; rewrite expn_gt0.
have /andP[lN Nl] := trunc_log_bounds (isT : 1 < 2) N0; move: (trunc_log 2 N) lN Nl => l lN Nl.
have kl : k <= l by rewrite -ltnS -(ltn_exp2l _ _ (isT : 1 < 2)); apply: leq_ltn_trans Nk Nl.
have l23 : 23 <= l.+1 by rewrite ltnS -kE.
have N8 : 8 <= N by apply: leq_trans Nk; rewrite kE -[8]/(2 ^ 3) leq_exp2l.
have nl : 5 * N <= n * l.+1.
  rewrite -(leq_exp2l _ _ (isT : 1 < 2)) [n * _]mulnC; apply: leq_trans pow _; rewrite expnM.
  by case: (n) => [|n']; rewrite ?expn0 // leq_exp2r // ltnW.
have n0 : 0 < n by case: (n) nl => //; rewrite mul0n leqn0 muln_eq0 /= eqn0Ngt N0.
have [r Nr rN] := root N0.
have r3 : 2 < r.
  rewrite ltnNge; apply: contraL N8 => r2; rewrite -ltnNge; apply: leq_ltn_trans Nr _.
  by apply: (@leq_ltn_trans (2 ^ 2)) => //; rewrite leq_exp2r.
have X := estimate kE d0 big kl lN rN.
have first : 4 * (2 * D) ^ r * 3 ^ n <= 4 ^ n.
  pose e := r * (1 + d * l.+1) + 2.
  apply: leq_trans (_ : 2 ^ e * 3 ^ n <= _).
    rewrite leq_mul2r; apply/orP; right; rewrite /e [_ + 2]addnC expnD leq_mul // [r * _]mulnC expnM leq_exp2r ?(ltn_trans _ r3) //.
    rewrite expnD leq_mul // [d * _]mulnC expnM; apply: leq_trans (width_power m d0) _; rewrite leq_exp2r //.
    by apply: leq_trans (ltnW Nl); rewrite NE leq_addr.
  apply: four_thirds; rewrite -(@leq_pmul2r l.+1) //; apply: leq_trans (_ : 10 * N <= _); last first.
    by rewrite -[10]/(2 * 5) -!mulnA leq_mul2l.
  apply: leq_trans (_ : 7 * (r * d * l.+1 ^ 2) <= _); last by rewrite leq_mul.
  have a : 23 * (r * l.+1) <= r * d * l.+1 ^ 2.
    by rewrite -mulnn -mulnA mulnCA leq_mul2l; apply/orP; right; rewrite mulnA leq_mul2r (leq_trans l23) ?orbT // leq_pmull.
  have b : 18 * l.+1 <= r * d * l.+1 ^ 2.
    by apply: leq_trans a; rewrite mulnA leq_mul2r (leq_trans (isT : 18 <= 23 * 1)) ?orbT // leq_mul2l (ltn_trans _ r3) ?orbT.
  have -> : (5 * e + 8) * l.+1 = 5 * (r * l.+1) + 5 * (r * d * l.+1 ^ 2) + 18 * l.+1 by rewrite /e -mulnn; ring.
  have -> : 7 * (r * d * l.+1 ^ 2) = r * d * l.+1 ^ 2 + 5 * (r * d * l.+1 ^ 2) + r * d * l.+1 ^ 2 by ring.
  rewrite leq_add // leq_add2r; apply: leq_trans a; by rewrite leq_mul2r orbT.
have last : 64 ^ n * 16 ^ (m + 2) <= (9 * r ^ 2) ^ n.
  apply: leq_trans (_ : 9 ^ n * N ^ n <= _); last by rewrite -expnMn leq_exp2r // leq_mul2l Nr orbT.
  apply: leq_trans (leq_mul (leqnn (9 ^ n)) pow).
  apply: leq_trans (_ : (9 * 8) ^ n * 16 ^ (m + 2) <= _); first by rewrite leq_mul2r leq_exp2r ?orbT.
  rewrite expnMn -mulnA leq_mul2l; apply/orP; right; rewrite -[8]/(2 ^ 3) -[16]/(2 ^ 4) -!expnM -expnD leq_exp2l //.
  have -> : 5 * N = 3 * n + 4 * m + (N + n) by rewrite NE; ring.
  by rewrite mulnDr addnA leq_add2l (leq_trans N8) // leq_addr.
exists r => //; rewrite /eps_at -/D -(leq_pmul2l (isT : 0 < 2)) 2!mulnDr !mulnA -[2 * 2]/4 [2 * 2 ^ _]mul2n -addnn -!mulnA.
apply: leq_add; first exact: first_terms.
rewrite [X in 4 * X]mulnA; apply: last_term => //; exact: ltn_trans r3.
Qed.
