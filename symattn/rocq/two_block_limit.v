(* log2 T(N) / N^2 tends to 1, and the capacity of output gating is 2 n^2 (1 + o(1))
   [RV-6-11 and RV-6-lim for d = 1; CAP-AND-lim, CAP-XOR-lim]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates output_gating_bounds capacity limit.
From Symattn Require Import blocks bases littlewood_offord union_bound union_bound_numbers bad_tuples two_block.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Local Open Scope nat_scope.

(* [RV-6-11, the first statement for d = 1] *)
Lemma fact_power m : m`! <= m ^ m.
Proof.
rewrite fact_prod big_add1 /= big_mkord -[X in _ <= _ ^ X]card_ord -prod_nat_const.
by apply: leq_prod => i _; exact: ltn_ord.
Qed.

(* A power of 2 exceeds a linear function from some number on. *)
Lemma linear_below_power k i : 2 * k + 2 <= i -> k * i.+2 <= 2 ^ i.
Proof.
move=> /subnK <-; elim: (i - _) => [|j IH].
  have -> : k * (0 + (2 * k + 2)).+2 = 2 * (k * k.+2) by rewrite -[k.+2]addn2 -[(_ + _).+2]addn2; ring.
  have -> : 0 + (2 * k + 2) = (k + k.+1).+1 by rewrite add0n mul2n -addnn addn2 addnS.
  by rewrite expnS leq_mul2l /= expnD; apply: leq_mul; [apply: ltnW|]; exact: ltn_expl.
rewrite addSn expnS [2 * 2 ^ _]mul2n -[X in _ <= X]addnn; apply: leq_trans (leq_add IH IH).
by rewrite mulnS addnC leq_add2l leq_pmulr.
Qed.

(* m = N - n for n of about N / (2 q): m^2 is at least (1 - 1 / q) N^2. *)
Lemma square_close q m n : 2 * q * n <= m + n -> (q - 1) * (m + n) ^ 2 <= q * m ^ 2.
Proof.
case: q => [|q] h //; rewrite subn1 /= -(leq_add2r ((m + n) ^ 2)) -mulSnr.
apply: (@leq_trans (q.+1 * m ^ 2 + 2 * q.+1 * n * (m + n))); last by rewrite leq_add2l -mulnn leq_mul2r h orbT.
have -> : q.+1 * m ^ 2 + 2 * q.+1 * n * (m + n) = q.+1 * (m + n) ^ 2 + q.+1 * n ^ 2 by rewrite -!mulnn; ring.
exact: leq_addr.
Qed.

Section Limit.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.

(* If at most half of the tuples are bad: log2 T(n + m) >= m (n + m - 1) + log2 T(n) - log2 m! - 1. *)
Lemma half_bad m n : (forall U : vectors m, basis F U -> 2 * #|[set V : tuples m n | ~~ good F U V]| <= 2 ^ (m * n)) ->
  2 ^ (m * (m + n - 1)) * #|T n| <= 2 * (m`! * #|T (m + n)|).
Proof.
move=> half; set X := 2 ^ (m * n) in half.
have few (U : vectors m) : basis F U -> #|[set V : tuples m n | ~~ good F U V]| <= X %/ 2.
  by move=> /half h; rewrite leq_divRL // mulnC.
have [_ _ main] := from_bad TP few.
have XX : X <= 2 * (X - X %/ 2).
  by rewrite mulnBr -(leq_add2r (2 * (X %/ 2))) subnK ?leq_mul2l ?leq_div //= [2 * X]mul2n -addnn leq_add2l mulnC leq_trunc_div.
have -> : m * (m + n - 1) = m * (m - 1) + m * n by case: (m) => // k; rewrite -mulnDr addSn !subn1.
apply: leq_trans (leq_mul (leqnn 2) main); move: (X - X %/ 2) XX => Y XX.
have -> : 2 * (#|T n| * (2 ^ (m * (m - 1)) * Y)) = 2 ^ (m * (m - 1)) * #|T n| * (2 * Y) by ring.
by rewrite expnD -/X mulnAC leq_mul2l XX orbT.
Qed.

Lemma without_factorial m n : 0 < n ->
  (forall U : vectors m, basis F U -> 2 * #|[set V : tuples m n | ~~ good F U V]| <= 2 ^ (m * n)) ->
  2 ^ (m * (m + n - 1) + 1) <= m ^ m * #|T (m + n)|.
Proof.
case: n => // n _ /half_bad h; rewrite -(leq_pmul2l (isT : 0 < 2)).
apply: leq_trans (_ : 2 * (m`! * #|T (m + n.+1)|) <= _); last by rewrite leq_mul2l leq_mul2r fact_power orbT.
apply: leq_trans h; rewrite addn1 expnS mulnA mulnC leq_mul2l; apply/orP; right.
exact: at_least_four TP n.
Qed.

(* [RV-6-11 for d = 1] If eps <= 1/2, then log2 T(N) >= m (N - 1 - log2 m) + 1, N = n + m. *)
Theorem two_block_half m n r : 0 < n -> 2 * eps_split m n r <= 2 ^ (m * n) ->
  2 ^ (m * (m + n - 1) + 1) <= m ^ m * #|T (m + n)|.
Proof.
move=> n0 small; apply: without_factorial => // U bU; apply: leq_trans small.
by rewrite leq_mul2l (bad_at_most n bU r).
Qed.

(* At most half of the tuples are bad if m is great and n is at least m / q. *)
Lemma mostly_good q : 0 < q -> exists m0, forall m n, m0 <= m -> m <= q * n ->
  forall U : vectors m, basis F U -> 2 * #|[set V : tuples m n | ~~ good F U V]| <= 2 ^ (m * n).
Proof.
move=> /small_union[m0 h]; exists m0 => m n m0m mqn U bU.
pose b (u : cube m) := #|[set x : cube m | bit (coefficients F U u) x]|.
apply: leq_trans (h m n _ (fun u : cube m => #|support F U u|) b _ _ _ _ _ _) => //.
- by rewrite leq_mul2l bad_few.
- by rewrite card_ffun card_bool card_ord.
- by move=> u; rewrite -[X in _ <= X]card_ord max_card.
- by move=> s; exact: supports_few.
by move=> u; exact: bits_few.
Qed.

(* The lower half of the limit: n is about N / (2 q), and m^m <= 2^((n - 1) m) leaves T(N) >= 2^(m^2). *)
Theorem threshold_lower : at_least_c (fun n => #|T n|) 1.
Proof.
move=> q q0; have [|m0 good0] := @mostly_good (4 * q); first by rewrite muln_gt0.
pose k := 2 * q; have k0 : 0 < k by rewrite muln_gt0.
exists (maxn (2 * m0) (k * (2 * k + 3))) => N; rewrite geq_max mul1n => /andP[Nm0 Nk].
pose n := N %/ k; pose m := N - n.
have n3 : 2 * k + 3 <= n by rewrite -(mulKn (2 * k + 3) k0) leq_div2r.
have kn : k * n <= N by rewrite mulnC leq_trunc_div.
have Nn : N <= k * n.+1 by rewrite ltnW // mulnC ltn_ceil.
have mn : m + n = N by rewrite subnK // (leq_trans _ kn) // leq_pmull.
have n0 : 0 < n by rewrite (leq_trans _ n3) // addn3.
have n2 : 2 * n <= N by apply: leq_trans kn; rewrite leq_mul2r leq_pmulr ?orbT.
have mm0 : m0 <= m by rewrite -(leq_add2r n) mn -(leq_pmul2l (isT : 0 < 2)) mulnDr [2 * N]mul2n -addnn leq_add.
have mq : m <= 4 * q * n.
  apply: leq_trans (leq_subr _ _) (leq_trans Nn _); rewrite (_ : 4 * q * n = k * (2 * n)); last by rewrite /k; ring.
  by rewrite leq_mul2l mul2n -addnn -addn1 leq_add2l n0 orbT.
have := without_factorial n0 (good0 m n mm0 mq); rewrite mn => main.
have [L nL] : exists L, n = L.+1 by exists n.-1; rewrite prednK.
rewrite nL in n3 kn Nn mn.
have mL : m <= 2 ^ L by apply: leq_trans (linear_below_power (k := k) _); rewrite ?(leq_trans (leq_subr _ _) Nn) // -ltnS -addnS.
have big : 2 ^ (m ^ 2) <= #|T N|.
  rewrite -(leq_pmul2l (expn_gt0 2 (L * m))); apply: leq_trans (_ : m ^ m * #|T N| <= _); last first.
    by rewrite leq_mul2r expnM; case: (posnP m) => [->|m1]; rewrite ?expn0 ?orbT // leq_exp2r // mL orbT.
  apply: leq_trans main; have -> : N - 1 = m + L by rewrite -mn addnS subn1.
  by rewrite -expnD leq_exp2l // mulnDr mulnn addnC [L * m]mulnC leq_addr.
apply: (@leq_trans ((2 ^ (m ^ 2)) ^ q)); last by rewrite leq_exp2r.
rewrite -expnM leq_exp2l // [m ^ 2 * q]mulnC -mn; apply: square_close; rewrite mn; exact: kn.
Qed.

(* [RV-6-lim for d = 1] log2 T(n) / n^2 tends to 1. *)
Theorem threshold_capacity : capacity_tends (fun n => #|T n|) 1.
Proof. by case: (capacity_limit TP threshold_lower). Qed.

(* [CAP-AND-lim, CAP-XOR-lim] log2 G(n) / n^2 tends to 2 for both kinds of output gating. *)
Theorem two_output_gating : capacity_tends (G_and T) 2 /\ capacity_tends (G_xor T) 2.
Proof. by case: (capacity_limit TP threshold_lower). Qed.
End Limit.
