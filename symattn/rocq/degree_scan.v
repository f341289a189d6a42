(* At most half of the tuples are bad for every degree d >= 1 and every N > max(2^11, 2^(5d + 1)), where n log2 N is just above 5 N
   [RV-6-10-scan, RV-6-12-grow]. *)
From mathcomp Require Import all_ssreflect.
From Symattn Require Import central_binomials union_bound_numbers bad_tuples polynomial_bases.
From Symattn Require Import degree_blocks degree_bad_tuples degree_half degree_numbers.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

(* The least n with n log2 N >= 5 N is n.+1. *)
Definition block_size N n : Prop := 2 ^ (5 * N) <= N ^ n.+1 /\ N ^ n <= 2 ^ (5 * N).
Lemma block_size_exists N : 1 < N -> exists n, block_size N n.
Proof.
move=> N1; have ex : exists n, 2 ^ (5 * N) <= N ^ n.
  by exists (5 * N); case: (N) N1 => [|[|k]] // _; rewrite leq_exp2r // muln_gt0.
case: (ex_minnP ex) => -[|n] le least; last first.
  by exists n; split=> //; rewrite leqNgt; apply/negP => /ltnW/least; rewrite ltnn.
by move: le; rewrite expn0 -(expn0 2) leq_exp2l // leqn0 muln_eq0 /= => /eqP N0; rewrite N0 in N1.
Qed.

Lemma half_bad_from d m n r g (N := m + n) : 0 < d -> 0 < n -> 2 < r -> N <= 9 * r ^ 2 -> 2 * n + 8 <= N -> 2 ^ (5 * N) <= N ^ n ->
  2 * width m d <= 2 ^ g.+1 -> 5 * (r * g.+1 + 2) + 8 <= 2 * n -> 2 * eps_at m n d r <= 2 ^ (width m d * n).
Proof.
move=> d0 n0 r3 Nr n2 pow Dg en; set D := width m d.
have first : 4 * (2 * D) ^ r * 3 ^ n <= 4 ^ n.
  apply: leq_trans (four_thirds en); rewrite leq_mul2r; apply/orP; right; rewrite [_ + 2]addnC expnD leq_mul // [r * _]mulnC expnM.
  by rewrite leq_exp2r // (ltn_trans _ r3).
have last : 64 ^ n * 16 ^ (m + 2) <= (9 * r ^ 2) ^ n.
  apply: leq_trans (_ : N ^ n <= _); last by rewrite leq_exp2r.
  apply: leq_trans pow; rewrite -[64]/(2 ^ 6) -[16]/(2 ^ 4) -!expnM -expnD leq_exp2l //.
  have -> : 5 * N = 4 * m + 4 * n + N by rewrite /N; ring.
  have -> : 6 * n + 4 * (m + 2) = 4 * m + 4 * n + (2 * n + 8) by ring.
  by rewrite leq_add2l.
rewrite /eps_at -/D -(leq_pmul2l (isT : 0 < 2)) 2!mulnDr !mulnA -[2 * 2]/4 [2 * 2 ^ _]mul2n -addnn -!mulnA.
apply: leq_add; first exact: first_terms.
rewrite [X in 4 * X]mulnA; apply: last_term => //; exact: ltn_trans r3.
Qed.

(* r is the least number with N <= 9 r^2. *)
Lemma third_root N : 0 < N -> exists t, N <= 9 * t.+1 ^ 2 /\ 9 * t ^ 2 < N.
Proof.
move=> N0; have ex : exists r, N <= 9 * r ^ 2 by exists N; rewrite -mulnn mulnA leq_pmull // muln_gt0.
case: (ex_minnP ex) => -[|t] le least; first by move: le; rewrite exp0n // muln0 leqNgt N0.
by exists t; split=> //; rewrite ltnNge; apply/negP => /least; rewrite ltnn.
Qed.

(* The two numbers that decide for N between 2^l and 2^(l + 1), x = l + 1: the coefficient of r and the rest. *)
Definition per_root d x := 5 * x * (1 + d * x).
Definition rest d x := 18 * x + per_root d x.
Definition decided d x c s := (2 * per_root d x <= 57 * s) && (2 * rest d x <= c * s).
Lemma decided_next d x c s : 5 <= x -> decided d x c s -> decided d x.+2 c (2 * s).
Proof.
move=> x5 /andP[p q]; have x2 : x.+2 <= 2 * x by rewrite mul2n -addnn -addn2 leq_add2l (leq_trans _ x5).
have grow : per_root d x.+2 <= 2 * per_root d x.
  rewrite /per_root; have -> : 5 * x.+2 * (1 + d * x.+2) = 5 * (x.+2 + d * x.+2 ^ 2) by rewrite -mulnn; ring.
  have -> : 2 * (5 * x * (1 + d * x)) = 5 * (2 * x + d * (2 * x ^ 2)) by rewrite -mulnn; ring.
  rewrite leq_mul2l /= leq_add // leq_mul2l; apply/orP; right.
  have -> : x.+2 ^ 2 = x ^ 2 + (4 * x + 4) by rewrite -[x.+2]addn2 -!mulnn; ring.
  rewrite [2 * x ^ 2]mul2n -addnn leq_add2l -mulnn; apply: leq_trans (leq_mul x5 (leqnn x)).
  by rewrite (_ : 5 * x = 4 * x + x) ?leq_add2l ?(leq_trans _ x5) //; ring.
apply/andP; split; first by rewrite mulnCA (leq_trans (leq_mul (leqnn 2) grow)) // leq_mul2l.
rewrite [c * _]mulnCA leq_mul2l /=; apply: leq_trans q; rewrite /rest mulnDr leq_add //.
by rewrite mulnCA leq_mul2l.
Qed.
Lemma decided_all d x c s j : 5 <= x -> decided d x c s -> decided d (x + 2 * j) c (s * 2 ^ j).
Proof.
move=> x5 h; elim: j => [|j IH]; first by rewrite muln0 addn0 expn0 muln1.
rewrite mulnS expnS addnCA addSn [s * _]mulnCA add1n; apply: decided_next => //.
by apply: leq_trans x5 _; rewrite leq_addr.
Qed.

Lemma scan d m n l c s (N := m + n) : 0 < d -> 11 <= l -> c <= s -> s ^ 2 <= 2 ^ l -> decided d l.+1 c s -> 2 ^ l <= N -> N < 2 ^ l.+1 ->
  0 < n -> block_size N n.-1 -> exists2 r, 2 < r & 2 * eps_at m n d r <= 2 ^ (width m d * n).
Proof.
move=> d0 l11 cs sl /andP[dp dr] lN Nl n0 [pow pow']; rewrite prednK // in pow.
have N0 : 0 < N by apply: leq_trans lN; rewrite expn_gt0.
have [t [Nr tN]] := third_root N0.
have N110 : 110 <= N by apply: leq_trans lN; apply: leq_trans (_ : 2 ^ 7 <= _) => //; rewrite leq_exp2l // (leq_trans _ l11).
have r3 : 2 < t.+1.
  rewrite ltnNge; apply/negP => t2; have : N <= 9 * 2 ^ 2 by apply: leq_trans Nr _; rewrite leq_mul2l leq_exp2r.
  by move=> le; have := leq_trans N110 le.
have sN : s ^ 2 <= N by apply: leq_trans lN.
have st : 3 * s * t <= N.
  rewrite -(@leq_exp2r _ _ 2) // (_ : (3 * s * t) ^ 2 = s ^ 2 * (9 * t ^ 2)); last by rewrite -!mulnn; ring.
  by rewrite -mulnn leq_mul // ltnW.
have n5 : l * n.-1 <= 5 * N.
  rewrite -(leq_exp2l _ _ (isT : 1 < 2)) expnM; apply: leq_trans pow'.
  by case: (n.-1) => // k; rewrite leq_exp2r.
have n5' : 5 * N <= n * l.+1.
  rewrite -(leq_exp2l _ _ (isT : 1 < 2)) [n * _]mulnC; apply: leq_trans pow _; rewrite expnM.
  by rewrite leq_exp2r // ltnW.
exists t.+1 => //; apply: (@half_bad_from d m n t.+1 (d * l.+1)) => //.
- rewrite -(leq_pmul2l (isT : 0 < 11)) -/N; have -> : 11 * (2 * n + 8) = 2 * (11 * n.-1) + 110.
    by rewrite -[in LHS](prednK n0); ring.
  have -> : 11 * N = 2 * (5 * N) + N by ring.
  by rewrite leq_add // leq_mul2l /=; apply: leq_trans n5; rewrite leq_mul2r l11 orbT.
- rewrite expnS leq_mul2l /= mulnC expnM; apply: leq_trans (width_power m d0) _; rewrite leq_exp2r //.
  by apply: leq_trans (ltnW Nl); rewrite leq_addr.
rewrite -(@leq_pmul2l (2 * l.+1)) //.
have -> : 2 * l.+1 * (5 * (t.+1 * (d * l.+1).+1 + 2) + 8) = 2 * per_root d l.+1 * t + 2 * rest d l.+1.
  by rewrite /rest /per_root; ring.
apply: leq_trans (_ : 20 * N <= _); last first.
  have -> : 2 * l.+1 * (2 * n) = 4 * (n * l.+1) by ring.
  by rewrite -[20]/(4 * 5) -mulnA leq_mul2l.
have -> : 20 * N = 19 * N + N by ring.
apply: leq_add.
  apply: leq_trans (leq_mul dp (leqnn t)) _; have -> : 57 * s * t = 19 * (3 * s * t) by ring.
  by rewrite leq_mul2l.
by apply: leq_trans dr (leq_trans _ sN); rewrite -mulnn leq_mul2r cs orbT.
Qed.

Lemma scan_odd d m n j0 j c (N := m + n) : 0 < d -> c <= 45 * 2 ^ j0 -> decided d (12 + 2 * j0) c (45 * 2 ^ j0) -> j0 <= j ->
  2 ^ (11 + 2 * j) <= N -> N < 2 ^ (12 + 2 * j) -> 0 < n -> block_size N n.-1 ->
  exists2 r, 2 < r & 2 * eps_at m n d r <= 2 ^ (width m d * n).
Proof.
move=> d0 cs base jj lN Nl; have x5 : 5 <= 12 + 2 * j0 by [].
have := decided_all (j - j0) x5 base; rewrite -addnA -mulnDr subnKC // -mulnA -expnD subnKC // => dec.
apply: (@scan d m n (11 + 2 * j) c (45 * 2 ^ j)) => //; first by apply: leq_trans cs _; rewrite leq_mul2l leq_exp2l.
by rewrite expnMn -expnM [j * 2]mulnC expnD leq_mul2r; apply/orP; right.
Qed.
Lemma scan_even d m n j0 j c (N := m + n) : 0 < d -> c <= 64 * 2 ^ j0 -> decided d (13 + 2 * j0) c (64 * 2 ^ j0) -> j0 <= j ->
  2 ^ (12 + 2 * j) <= N -> N < 2 ^ (13 + 2 * j) -> 0 < n -> block_size N n.-1 ->
  exists2 r, 2 < r & 2 * eps_at m n d r <= 2 ^ (width m d * n).
Proof.
move=> d0 cs base jj lN Nl; have x5 : 5 <= 13 + 2 * j0 by [].
have := decided_all (j - j0) x5 base; rewrite -addnA -mulnDr subnKC // -mulnA -expnD subnKC // => dec.
apply: (@scan d m n (12 + 2 * j) c (64 * 2 ^ j)) => //; first by apply: leq_trans cs _; rewrite leq_mul2l leq_exp2l.
by rewrite -[64]/(2 ^ 6) -expnD -expnM leq_exp2l // mulnDl mulnC leq_add2l mulnC.
Qed.

(* d = 2 and 2^11 <= N < 2^12: here 2 D' = m (m + 1) is used, for each value of r. *)
Lemma width_two m : 2 * width m 2 = m * m.+1.
Proof.
rewrite card_width 2?big_ltn // big_geq // addn0 bin1 mulnDr -(mul_bin_diag m 1) bin1.
by case: m => // k; rewrite /= mulnC -mulnDr add2n.
Qed.
Lemma scan_two_at m n t M G (N := m + n) : 2 ^ 11 <= N -> N < 2 ^ 12 -> 0 < n -> block_size N n.-1 ->
  2 < t.+1 -> N <= 9 * t.+1 ^ 2 -> 7 * N < 12 * M -> M ^ 2 <= 2 ^ G.+1 -> 12 * (5 * (t.+1 * G.+1 + 2) + 8) <= 10 * N ->
  exists2 r, 2 < r & 2 * eps_at m n 2 r <= 2 ^ (width m 2 * n).
Proof.
move=> lN Nl n0 [pow pow'] t3 Nt NM MG num; rewrite prednK // in pow.
have N0 : 0 < N by apply: leq_trans lN; rewrite expn_gt0.
have N110 : 110 <= N by apply: leq_trans lN; apply: leq_trans (_ : 2 ^ 7 <= _) => //; rewrite leq_exp2l.
have n5 : 11 * n.-1 <= 5 * N.
  rewrite -(leq_exp2l _ _ (isT : 1 < 2)) expnM; apply: leq_trans pow'.
  by case: (n.-1) => // k; rewrite leq_exp2r.
have n5' : 5 * N <= n * 12.
  rewrite -(leq_exp2l _ _ (isT : 1 < 2)) [n * _]mulnC; apply: leq_trans pow _; rewrite expnM.
  by rewrite leq_exp2r // ltnW.
have mM : m < M.
  rewrite -(ltn_pmul2l (isT : 0 < 12)); apply: leq_ltn_trans NM; rewrite -(leq_add2r (5 * N)) -mulnDl.
  by have -> : (7 + 5) * N = 12 * m + n * 12 by [rewrite /N; ring]; rewrite leq_add2l.
exists t.+1 => //; apply: (@half_bad_from 2 m n t.+1 G) => //.
- rewrite -(leq_pmul2l (isT : 0 < 11)) -/N; have -> : 11 * (2 * n + 8) = 2 * (11 * n.-1) + 110.
    by rewrite -[in LHS](prednK n0); ring.
  have -> : 11 * N = 2 * (5 * N) + N by ring.
  by rewrite leq_add // leq_mul2l.
- by rewrite width_two; apply: leq_trans MG; rewrite -mulnn leq_mul // ltnW.
rewrite -(@leq_pmul2l 12) //; apply: leq_trans num _; have -> : 12 * (2 * n) = 2 * (n * 12) by ring.
by rewrite -[10]/(2 * 5) -mulnA leq_mul2l.
Qed.
Lemma sq11 : (2 ^ 11) ^ 2 <= 2 ^ 22.
Proof. by rewrite -expnM leq_exp2l. Qed.
Lemma many_m : 7 * (9 * 19 ^ 2) < 12 * 2 ^ 11.
Proof. by []. Qed.
Lemma few_t t : 15 < t -> t <= 18 -> 12 * (5 * (t.+1 * 22 + 2) + 8) <= 10 * (9 * t ^ 2).+1.
Proof. by case: t => [|[|[|[|[|[|[|[|[|[|[|[|[|[|[|[|[|[|[|t]]]]]]]]]]]]]]]]]]]. Qed.
Lemma more_t t : 18 < t -> t <= 21 -> 12 * (5 * (t.+1 * 23 + 2) + 8) <= 10 * (9 * t ^ 2).+1.
Proof. by case: t => [|[|[|[|[|[|[|[|[|[|[|[|[|[|[|[|[|[|[|[|[|[|t]]]]]]]]]]]]]]]]]]]]]]. Qed.
Lemma scan_two m n (N := m + n) : 2 ^ 11 <= N -> N < 2 ^ 12 -> 0 < n -> block_size N n.-1 ->
  exists2 r, 2 < r & 2 * eps_at m n 2 r <= 2 ^ (width m 2 * n).
Proof.
move=> lN Nl n0 size; have N0 : 0 < N by apply: leq_trans lN; rewrite expn_gt0.
have [t [Nt tN]] := third_root N0.
have t15 : 15 <= t.
  rewrite leqNgt; apply/negP => t15; have := leq_trans lN Nt; apply/negP; rewrite -ltnNge.
  by apply: (@leq_ltn_trans (9 * 15 ^ 2)); rewrite // leq_mul2l leq_exp2r.
have t21 : t <= 21.
  rewrite leqNgt; apply/negP => t21; have := ltn_trans tN Nl; apply/negP; rewrite -leqNgt.
  by apply: (@leq_trans (9 * 22 ^ 2)); rewrite // leq_mul2l leq_exp2r.
have sq k : (181 * 2 ^ k) ^ 2 <= 2 ^ (15 + k * 2) by rewrite expnMn -expnM expnD leq_mul2r; apply/orP; right.
have at_t := @scan_two_at m n t _ _ lN Nl n0 size (leq_trans (isT : 2 < 16) (t15 : 15 < t.+1)) Nt.
case: (leqP t 15) => [t15'|t16].
  have tE : t = 15 by apply/eqP; rewrite eqn_leq t15'.
  apply: (at_t (181 * 2 ^ 3) 20 _ (sq 3)).
    by apply: leq_ltn_trans (leq_mul (leqnn 7) Nt) _; rewrite tE.
  by apply: leq_trans (leq_mul (leqnn 10) lN); rewrite tE.
case: (leqP t 18) => [t18|t19].
  apply: (at_t (2 ^ 11) 21 _ sq11).
    apply: leq_ltn_trans (leq_mul (leqnn 7) Nt) (leq_ltn_trans _ many_m).
    by rewrite leq_mul2l leq_mul2l leq_exp2r.
  exact: leq_trans (few_t t16 t18) (leq_mul (leqnn 10) tN).
apply: (at_t (181 * 2 ^ 4) 22 _ (sq 4)).
  by apply: leq_ltn_trans (leq_mul (leqnn 7) (ltnW Nl)) _.
exact: leq_trans (more_t t19 t21) (leq_mul (leqnn 10) tN).
Qed.

(* The stretches of two octaves, from the first one on. *)
Definition start_odd d := nth 0 [:: 0; 0; 1; 3; 5; 8] d.
Definition start_even d := nth 0 [:: 0; 0; 0; 2; 5; 7] d.
Lemma starts d : 0 < d <= 5 -> [/\ decided d (12 + 2 * start_odd d) (if d == 1 then 45 else 90) (45 * 2 ^ start_odd d),
  decided d (13 + 2 * start_even d) 64 (64 * 2 ^ start_even d),
  (if d == 1 then 45 else 90) <= 45 * 2 ^ start_odd d & 64 <= 64 * 2 ^ start_even d].
Proof. by case: d => [|[|[|[|[|[|d]]]]]] // _; vm_compute; split. Qed.
Lemma start_at d j : 0 < d <= 5 ->
  (5 * d < 11 + 2 * j -> (d == 2) && (j == 0) = false -> start_odd d <= j) /\ (5 * d < 12 + 2 * j -> start_even d <= j).
Proof. by case: d => [|[|[|[|[|[|d]]]]]] // _; case: j => [|[|[|[|[|[|[|[|j]]]]]]]]. Qed.
Lemma two_octaves l : 11 <= l -> exists j, l = 11 + 2 * j \/ l = 12 + 2 * j.
Proof.
move=> /subnKC <-; exists (l - 11)./2; rewrite -{1 3}(odd_double_half (l - 11)) mul2n.
by case: (odd (l - 11)); [right; rewrite addnA | left].
Qed.
(* [RV-6-10-scan] *)
Theorem scan_small d m n l (N := m + n) : 0 < d <= 5 -> 11 <= l -> 5 * d < l -> 2 ^ l <= N -> N < 2 ^ l.+1 -> 0 < n -> block_size N n.-1 ->
  exists2 r, 2 < r & 2 * eps_at m n d r <= 2 ^ (width m d * n).
Proof.
case/andP=> d0 d5 l11 dl lN Nl n0 size; have [j jl] := two_octaves l11.
have [dec dec' cs cs'] := starts (introT andP (conj d0 d5)); have [at_odd at_even] := start_at j (introT andP (conj d0 d5)).
case: jl => lE; rewrite {}lE in dl lN Nl l11; last first.
  exact: scan_even d0 cs' dec' (at_even dl) lN Nl n0 size.
case: (boolP ((d == 2) && (j == 0))) => [/andP[/eqP d2 /eqP j00]|/negbTE d2].
  by rewrite d2; rewrite j00 in lN Nl; exact: scan_two lN Nl n0 size.
exact: scan_odd d0 cs dec (at_odd dl d2) lN Nl n0 size.
Qed.
(* [RV-6-12-grow] *)
Lemma power_cube d k : k = 21 -> 6 <= d -> d ^ 3 * 2 ^ k <= 2 ^ (5 * d).
Proof.
move=> kE; elim: d => // d IH; rewrite leq_eqVlt => /predU1P[<-|]; last first.
  rewrite ltnS => d6; apply: leq_trans (_ : 32 * (d ^ 3 * 2 ^ k) <= _); last first.
    by rewrite [5 * d.+1]mulnS (expnD 2 5) leq_mul ?IH.
  rewrite mulnA leq_mul2r; apply/orP; right; apply: leq_trans (_ : (2 * d) ^ 3 <= _).
    by rewrite leq_exp2r // mul2n -addnn -addn1 leq_add2l (leq_trans _ d6).
  by rewrite expnMn leq_mul2r orbT.
have -> : 5 * 6 = 9 + k by rewrite kE.
by rewrite expnD leq_mul2r orbT.
Qed.
Lemma cube l : 11 <= l -> l.+1 ^ 3 <= 2 ^ l.
Proof.
elim: l => // l IH; rewrite leq_eqVlt ltnS => /predU1P[<- //|l11].
apply: leq_trans (_ : 2 * l.+1 ^ 3 <= _); last by rewrite [2 ^ l.+1]expnS leq_mul2l IH.
have := bernoulli 2 l.+1 1; rewrite addn1 muln1 => le.
have small : 2 * (3 * l.+2 ^ 2) <= l.+2 ^ 3 by rewrite mulnA [X in _ <= X]expnS leq_mul2r ltnS ltnS (leq_trans _ l11) ?orbT.
rewrite -(leq_add2r (l.+2 ^ 3)) addnn -mul2n; apply: leq_trans (leq_mul (leqnn 2) le) _.
by rewrite mulnDr leq_add2l.
Qed.
(* For N > max(2^11, 2^(5d + 1)) at most half of the tuples are bad, n being the least number with n log2 N >= 5 N. *)
Theorem scan_all d m n l (N := m + n) : 0 < d -> 11 <= l -> 5 * d < l -> 2 ^ l <= N -> N < 2 ^ l.+1 -> 0 < n -> block_size N n.-1 ->
  exists2 r, 2 < r & 2 * eps_at m n d r <= 2 ^ (width m d * n).
Proof.
move=> d0 l11 dl lN Nl n0 size; case: (leqP d 5) => d5; first by apply: scan_small l11 dl lN Nl n0 size; rewrite d0.
case: size; rewrite prednK // => pow _; apply: few_bad => //; apply: leq_trans lN.
have [k kE] : exists k, k = 21 by exists 21.
have -> : 22 = k.+1 by rewrite kE.
rewrite expnS -mulnA; apply: leq_trans (_ : 2 * 2 ^ (5 * d) <= _); last by rewrite -expnS leq_exp2l.
by rewrite leq_mul2l [2 ^ k * _]mulnC power_cube.
Qed.
