(* Cover's bound for polynomial threshold functions in closed form: log2 T_d(n) <= n (D_d(n) - 1), and at most n^(d+2) / (d! (n - d))
   [RV-3-S, RV-3-q, RV-3-Pd, RV-6-up]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover cover_closed threshold general_position reed_muller degree degree_cover.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope nat_scope.

(* [RV-3-S] *)
Theorem first_four m : 2 <= m -> 2 * (\sum_(i < 4) 'C(m, i)) <= m ^ 3.
Proof.
rewrite -cover_closed; case: (ltngtP m 2) => // [m3 _|-> _]; first exact: cover_four.
by rewrite cover_closed !big_ord_recl big_ord0.
Qed.
Theorem quotient_bound (F : realFieldType) (m r : F) : (1 <= m -> 1 <= r -> (m - r) / (r + 1) <= m - 1)%R.
Proof.
move=> m1 r1; have r0 : (0 < r + 1)%R by rewrite ltr_paddl ?ltr01 // (le_trans ler01).
rewrite ler_pdivr_mulr // -subr_ge0.
have -> : ((m - 1) * (r + 1) - (m - r) = r * (m - 1) + (r - 1))%R.
  by rewrite mulrDr mulr1 [((m - 1) * r)%R]mulrC -addrA; congr (_ + _)%R; rewrite opprB addrA addrAC [(m - 1)%R]addrC addrK addrC.
by rewrite addr_ge0 ?subr_ge0 // mulr_ge0 ?subr_ge0 // (le_trans ler01).
Qed.

(* [RV-3-q] *)
Theorem quotients (F : realFieldType) (i N r : F) : (1 <= i -> i <= r -> r < N -> i / (N - i) <= r / (N - r))%R.
Proof.
move=> i1 ir rN; have i0 : (0 <= i)%R by apply: le_trans i1; exact: ler01.
have a : (0 < N - r)%R by rewrite subr_gt0.
have b : (0 < N - i)%R by rewrite subr_gt0 (le_lt_trans ir).
rewrite ler_pdivr_mulr // mulrAC ler_pdivl_mulr //; rewrite !mulrBr [(r * i)%R]mulrC ler_add2r.
by rewrite ler_pmul2r // (le_lt_trans i0) // (le_lt_trans ir).
Qed.
Theorem geometric_sum (F : realFieldType) (q : F) n : ((1 - q) * (\sum_(1 <= k < n.+1) q ^+ (k - 1)) = 1 - q ^+ n)%R.
Proof.
elim: n => [|n IH]; first by rewrite big_geq // mulr0 subrr.
by rewrite big_nat_recr //= mulrDr IH subn1 /= mulrBl mul1r -exprS addrA subrK.
Qed.

(* D_d(n) *)
Lemma terms0 n : terms 0 n = 1.
Proof. by rewrite /terms big_ord_recl big_ord0 bin0. Qed.
Lemma termsS d n : terms d.+1 n = terms d n + 'C(n, d.+1).
Proof. by rewrite /terms big_ord_recr. Qed.
Lemma terms_le d e n : d <= e -> terms d n <= terms e n.
Proof. by move=> /subnK <-; elim: (e - d) => [|k IH] //; rewrite addSn termsS (leq_trans IH) // leq_addr. Qed.
Lemma terms1 n : terms 1 n = n.+1.
Proof. by rewrite termsS terms0 bin1. Qed.

(* [RV-3-Pd] the bounds on Cover's function *)
Lemma point_number n : 2 <= n -> exists2 M, 3 <= M & 2 ^ n = M.+1.
Proof.
move=> n2; exists (2 ^ n).-1; last by rewrite prednK // expn_gt0.
by rewrite -ltnS prednK ?expn_gt0 // (@leq_exp2l 2 2).
Qed.
Lemma cover_degree_less n D : 2 <= n -> 4 <= D -> C (2 ^ n) D <= (2 ^ n - 1) ^ (D - 1).
Proof.
move=> /point_number[M M3 ->]; case: D => // -[//|[//|[//|k]]] _; rewrite !subn1 /=.
exact: cover_many.
Qed.
Lemma cover_degree_power n D : 2 <= n -> 3 <= D -> C (2 ^ n) D <= 2 ^ (n * (D - 1)).
Proof.
move=> n2; rewrite expnM; case: (ltngtP D 3) => // [D4 _|-> _].
  by apply: leq_trans (cover_degree_less n2 D4) _; rewrite leq_exp2r ?leq_subr // subn_gt0 (ltn_trans _ D4).
have [M M3 ->] := point_number n2; rewrite cover_three subn1 /=.
have -> : M.+1 ^ 2 = M ^ 2 + M + (M + 1) by rewrite -[M.+1]addn1 -!mulnn; ring.
by rewrite leq_add2l addn1 ltnS (leq_trans _ M3).
Qed.
Lemma terms_three d n : 2 <= n -> 1 <= d -> 3 <= terms d n.
Proof. by move=> n2 d1; apply: leq_trans (terms_le n d1); rewrite terms1 ltnS. Qed.

(* [RV-6-up] in integers *)
Lemma falling_power n d : n ^_ d <= n ^ d.
Proof.
elim: d => // d IH; rewrite ffactnSr expnSr; apply: leq_mul => //; exact: leq_subr.
Qed.
Lemma step_numbers n d k : n = k + d.+1 -> d.+1 * k * n + k * k.+1 ^ 2 <= n ^ 2 * k.+1.
Proof.
move=> ->; have -> : (k + d.+1) ^ 2 * k.+1 = (d.+1 * k * (k + d.+1) + k * k.+1 ^ 2) + (d * k ^ 2 + k * (d + d + 1) + d.+1 * d.+1).
  by rewrite -[d.+1]addn1 -[k.+1]addn1 -!mulnn; ring.
exact: leq_addr.
Qed.
Theorem terms_power d n : d < n -> terms d n * d`! * (n - d) <= n ^ d.+1.
Proof.
elim: d => [|d IH] dn; first by rewrite terms0 fact0 subn0 !mul1n expn1.
pose k := n - d.+1; have nE : n = k + d.+1 by rewrite subnK // ltnW.
have nd : n - d = k.+1 by rewrite {1}nE addnS subSn ?leq_addl // addnK.
have {IH} IH : terms d n * d`! * k.+1 <= n ^ d.+1 by rewrite -nd; apply: IH; exact: ltnW.
rewrite -/k -(leq_pmul2r (ltn0Sn k)) termsS !mulnDl bin_ffact factS ffactnSr nd.
have -> : terms d n * (d.+1 * d`!) * k * k.+1 = terms d n * d`! * k.+1 * (d.+1 * k) by ring.
have -> : n ^_ d * k.+1 * k * k.+1 = n ^_ d * (k * k.+1 ^ 2) by rewrite -mulnn; ring.
apply: leq_trans (leq_add (leq_mul IH (leqnn _)) (leq_mul (falling_power n d) (leqnn _))) _.
have -> : n ^ d.+1 * (d.+1 * k) + n ^ d * (k * k.+1 ^ 2) = n ^ d * (d.+1 * k * n + k * k.+1 ^ 2) by rewrite expnSr; ring.
have -> : n ^ d.+2 * k.+1 = n ^ d * (n ^ 2 * k.+1) by rewrite -addn2 expnD mulnA.
by rewrite leq_mul2l (step_numbers nE) orbT.
Qed.

Section Degrees.
Variable F : realFieldType.
Variable T : forall d n : nat, {set boolean n}.
Hypothesis TP : forall d n (f : boolean n), f \in T d n <-> threshold_of_degree F d f.

(* [RV-3-Pd] *)
Theorem degree_power d n : 2 <= n -> 1 <= d ->
  [/\ #|T d n| <= C (2 ^ n) (terms d n), C (2 ^ n) (terms d n) <= 2 ^ (n * (terms d n - 1)) &
      4 <= terms d n -> C (2 ^ n) (terms d n) <= (2 ^ n - 1) ^ (terms d n - 1)].
Proof.
move=> n2 d1; split; first by case: (degree_cover TP d n).
  exact: cover_degree_power (terms_three n2 d1).
exact: cover_degree_less.
Qed.

(* [RV-6-up] log2 T_d(n) <= n^(d+2) / (d! (n - d)) *)
Theorem degree_growth d n : 1 <= d -> d < n -> #|T d n| ^ (d`! * (n - d)) <= 2 ^ (n ^ d.+2).
Proof.
move=> d1 dn; have n2 : 2 <= n by apply: leq_ltn_trans dn.
have [le1 le2 _] := degree_power n2 d1.
apply: (@leq_trans ((2 ^ (n * (terms d n - 1))) ^ (d`! * (n - d)))).
  by rewrite leq_exp2r ?muln_gt0 ?fact_gt0 ?subn_gt0 // (leq_trans le1).
rewrite -expnM leq_exp2l // [n ^ d.+2]expnS -!mulnA leq_mul2l mulnA; apply/orP; right.
by apply: leq_trans (terms_power dn); rewrite !leq_mul2r leq_subr !orbT.
Qed.
End Degrees.
