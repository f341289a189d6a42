(* Points of the cube on which the monomials of a set J, all of degree at most d, are independent: there are many sets of #|J| such
   points  [RV-6-09, RV-5-B]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold reed_muller blocks bases.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* If every functional is not 0 at N points, a sequence of independent vectors can be continued in N ways as long as it is not a basis. *)
Section Greedy.
Variables (K : fieldType) (X : finType) (D N : nat) (phi : X -> 'rV[K]_D).
Hypothesis many : forall v : 'cV[K]_D, v != 0 -> (N <= #|[set x | phi x *m v != 0%R]|)%N.
Definition images k (f : {ffun 'I_k -> X}) : 'M[K]_(k, D) := \matrix_(i, j) phi (f i) ord0 j.
Definition continue k (p : {ffun 'I_k -> X} * X) : {ffun 'I_k.+1 -> X} := [ffun i => oapp p.1 p.2 (unlift ord0 i)].
Lemma continue_inj k : injective (@continue k).
Proof.
move=> [f x] [g y] /ffunP e; have ex := e ord0; rewrite !ffunE unlift_none /= in ex; rewrite ex; congr pair.
by apply/ffunP => i; move: (e (lift ord0 i)); rewrite !ffunE liftK.
Qed.
Lemma images_continue k (f : {ffun 'I_k -> X}) x : images (continue (f, x)) = col_mx (phi x) (images f) :> 'M_(1 + k, D).
Proof.
apply/matrixP => i j; case: (split_ordP i) => [i0 ->|i1 ->]; rewrite ?col_mxEu ?col_mxEd !mxE ffunE.
  by rewrite [i0]ord1 (_ : lshift k ord0 = ord0) ?unlift_none //; apply: val_inj.
by rewrite (_ : rshift 1 i1 = lift ord0 i1) ?liftK //; apply: val_inj.
Qed.
Lemma free_continue k (f : {ffun 'I_k -> X}) : (k < D)%N -> row_free (images f) ->
  (N <= #|[set x | row_free (images (continue (f, x)))]|)%N.
Proof.
move=> kD free; have [v v0 fv] : exists2 v : 'cV[K]_D, v != 0 & images f *m v = 0.
  have : cokermx (images f) != 0 by rewrite -mxrank_eq0 mxrank_coker (eqP free) subn_eq0 -ltnNge.
  case/matrix0Pn => i [j nz]; exists (col j (cokermx (images f))); last by rewrite colE mulmxA mulmx_coker mul0mx.
  by apply: contraNneq nz => /colP/(_ i); rewrite !mxE => ->.
apply: leq_trans (many v0) _; apply/subset_leq_card/subsetP => x; rewrite !inE => xv.
have := @inj_row_free _ (1 + k) D (images (continue (f, x))); apply=> w; rewrite images_continue.
rewrite -[w]hsubmxK mul_row_col => e.
have w0 : lsubmx w = 0.
  have := congr1 (fun M => M *m v) e; rewrite mulmxDl -!mulmxA fv mulmx0 addr0 mul0mx [lsubmx w]mx11_scalar mul_scalar_mx.
  by move/eqP; rewrite scaler_eq0 (negbTE xv) orbF => /eqP ->; rewrite raddf0.
by move: e; rewrite w0 mul0mx add0r -[RHS](mul0mx _ (images f)) => /(row_free_inj free) ->; rewrite row_mx0.
Qed.
Theorem greedy k : (k <= D)%N -> (N ^ k <= #|[set f : {ffun 'I_k -> X} | row_free (images f)]|)%N.
Proof.
elim: k => [|k IH] kD.
  rewrite expn0 card_gt0; apply/set0Pn.
  exists [ffun i => match (i : 'I_0) with Ordinal _ a => False_rect X (notF a) end]; rewrite inE.
  by rewrite /row_free [images _]flatmx0 mxrank0.
rewrite expnSr; apply: leq_trans (leq_mul (IH (ltnW kD)) (leqnn N)) _; rewrite -sum_nat_const.
pose E := [set p : {ffun 'I_k -> X} * X | row_free (images p.1) && row_free (images (continue p))].
apply: (@leq_trans #|E|); last first.
  rewrite -(card_imset (mem E) (@continue_inj k)); apply/subset_leq_card/subsetP => _ /imsetP[p pE ->].
  by move: pE; rewrite !inE => /andP[].
rewrite -sum1dep_card -(pair_big_dep (fun f => row_free (images f)) (fun f x => row_free (images (continue (f, x)))) (fun _ _ => 1%N)) /=.
rewrite (eq_bigl (fun f => row_free (images f))) => [|f]; last by rewrite inE.
by apply: leq_sum => f free; rewrite sum1dep_card free_continue.
Qed.
End Greedy.

Section PolynomialBases.
Variables (m : nat) (J : {set {set 'I_m}}).
Local Notation D := #|J|.
Local Notation F2 := [fieldType of 'F_2].
Implicit Types (u : cube m) (S : {set cube m}).

(* The vector of the values of the monomials of J. *)
Definition monomials (R : ringType) u : 'rV[R]_D := \row_k (monomial (enum_val k) u)%:R.
Definition monomial_rows (R : ringType) k (U : 'I_k -> cube m) : 'M[R]_(k, D) := \matrix_(i, j) monomials R (U i) ord0 j.
(* A functional is a polynomial. *)
Definition coefficients_of (R : ringType) (v : 'cV[R]_D) (A : {set 'I_m}) : R := \sum_(k | enum_val k == A) v k ord0.
Lemma coefficient_of (R : ringType) (v : 'cV[R]_D) k : coefficients_of v (enum_val k) = v k ord0.
Proof. by rewrite /coefficients_of (big_pred1 k) // => i; rewrite (inj_eq enum_val_inj). Qed.
Lemma coefficient_outside (R : ringType) (v : 'cV[R]_D) A : A \notin J -> coefficients_of v A = 0.
Proof. by move=> out; apply: big1 => k /eqP kA; case/negP: out; rewrite -kA enum_valP. Qed.
Lemma functional (R : comRingType) (v : 'cV[R]_D) u : (monomials R u *m v) ord0 ord0 = polynomial (coefficients_of v) u.
Proof.
rewrite mxE /polynomial; transitivity (\sum_A \sum_(k | enum_val k == A :> {set 'I_m}) v k ord0 * (monomial A u)%:R); last first.
  by apply: eq_bigr => A _; rewrite -mulr_suml.
rewrite [LHS](partition_big (@enum_val _ (mem J)) xpredT) //=; apply: eq_bigr => A _; apply: eq_bigr => k /eqP <-.
by rewrite !mxE mulrC.
Qed.

(* With integer entries: the determinant over the field of two elements is that of the integers modulo 2. *)
Lemma odd_free (F : realFieldType) (U : 'I_D -> cube m) : monomial_rows F2 U \in unitmx -> monomial_rows F U \in unitmx.
Proof.
have integer (R : ringType) : monomial_rows R U = map_mx intr (monomial_rows [ringType of int] U).
  by apply/matrixP => i j; rewrite !mxE; case: monomial.
rewrite (integer F2) (integer F) !unitmxE !unitfE !det_map_mx intr_eq0.
by apply: contra => /eqP ->; rewrite rmorph0.
Qed.

Variable d : nat.
Hypothesis degree : forall A, A \in J -> (#|A| <= d)%N.
Lemma many_ones (v : 'cV[F2]_D) : v != 0 -> (2 ^ (m - d) <= #|[set u : cube m | monomials F2 u *m v != 0%R]|)%N.
Proof.
move=> v0; have deg : degree_at_most d (coefficients_of v).
  by move=> A dA; apply: coefficient_outside; apply: contraL dA => /degree; rewrite -leqNgt.
have [k vk] : exists k, v k ord0 != 0 by have /matrix0Pn[k [j]] := v0; rewrite ord1; exists k.
apply: leq_trans (reed_muller deg _) _; first by exists (enum_val k); rewrite coefficient_of.
apply/subset_leq_card/subsetP => u; rewrite !inE -functional; apply: contraNneq => ->; by rewrite mxE.
Qed.

(* Sequences of points with independent vectors, over the field of two elements and over F. *)
Theorem ordered_bases (F : realFieldType) :
  ((2 ^ (m - d)) ^ D <= #|[set U : {ffun 'I_D -> cube m} | monomial_rows F U \in unitmx]|)%N.
Proof.
apply: leq_trans (greedy many_ones (leqnn D)) _; apply/subset_leq_card/subsetP => U; rewrite !inE => free.
by apply: odd_free; rewrite -row_free_unit.
Qed.

(* The sets of points: the matrix whose rows are the vectors of the points of S is square and invertible. *)
Definition point_rows (F : realFieldType) S : 'M[F]_(#|S|, D) := monomial_rows F (@enum_val _ (mem S)).
Definition point_sets (F : realFieldType) : {set {set cube m}} := [set S : {set cube m} | (#|S| == D) && row_free (point_rows F S)].
Lemma range_point_set (F : realFieldType) (U : {ffun 'I_D -> cube m}) : monomial_rows F U \in unitmx ->
  injective U /\ [set U i | i : 'I_D] \in point_sets F.
Proof.
rewrite -row_free_unit => free.
have inj : injective U.
  move=> i j e; have /row_freeP[B UB] := free.
  have: row i (monomial_rows F U *m B) = row j (monomial_rows F U *m B).
    by rewrite !row_mul; congr (_ *m _); apply/rowP => k; rewrite !mxE e.
  by rewrite UB => /rowP/(_ j)/eqP; rewrite !mxE eqxx eqr_nat; case: (i =P j).
split=> //; rewrite inE; set S := [set U i | i : 'I_D]; have SD : #|S| = D by rewrite card_imset ?card_ord.
apply/andP; split; first by rewrite SD.
rewrite /row_free eqn_leq rank_leq_row; apply: (@leq_trans (\rank (monomial_rows F U))); first by rewrite (eqP free) SD.
apply: mxrankS; apply/row_subP => i.
have iS : U i \in S by rewrite imset_f.
suff -> : row i (monomial_rows F U) = row (enum_rank_in iS (U i)) (point_rows F S) by exact: row_sub.
by apply/rowP => k; rewrite !mxE enum_rankK_in.
Qed.
Theorem unordered_bases (F : realFieldType) : (2 ^ ((m - d) * D) <= D`! * #|point_sets F|)%N.
Proof.
rewrite expnM; apply: leq_trans (ordered_bases F) _.
apply: leq_trans (orders_at_most _) _ => [U|]; first by rewrite inE => /range_point_set[].
rewrite leq_mul2l; apply/orP; right; apply/subset_leq_card/subsetP => _ /imsetP[U free ->].
by rewrite inE in free; case: (range_point_set free).
Qed.
End PolynomialBases.

Section Degrees.
Variables (F : realFieldType) (m : nat).
Implicit Types (S : {set cube m}) (d : nat).

(* #|J| points have independent vectors if and only if no polynomial with monomials in J but 0 vanishes on them. *)
Lemma point_setP (J : {set {set 'I_m}}) S : reflect
  (#|S| = #|J| /\
   forall c : {set 'I_m} -> F, (forall A, A \notin J -> c A = 0) -> (forall u, u \in S -> polynomial c u = 0) -> forall A, c A = 0)
  (S \in point_sets J F).
Proof.
have values (v : 'cV[F]_#|J|) : point_rows J F S *m v = \col_i polynomial (coefficients_of v) (enum_val i).
  by apply/colP => i; rewrite [RHS]mxE -functional !mxE; apply: eq_bigr => k _; rewrite !mxE.
rewrite inE; apply: (iffP andP) => [[/eqP SJ free]|[SJ only]].
  split=> // c out zero A; case: (boolP (A \in J)) => [AJ|]; last exact: out.
  pose v := \col_k c (enum_val k) : 'cV[F]_#|J|.
  have vc B : coefficients_of v B = c B.
    case: (boolP (B \in J)) => BJ; last by rewrite out // coefficient_outside.
    by rewrite -(enum_rankK_in BJ BJ) coefficient_of mxE.
  have full : row_full (point_rows J F S) by rewrite /row_full (eqP free) SJ.
  suff v0 : v = 0 by rewrite -vc v0 /coefficients_of big1 // => k _; rewrite mxE.
  apply: (row_full_inj full); rewrite mulmx0 values; apply/colP => i; rewrite !mxE.
  rewrite -[RHS](zero (enum_val i) (enum_valP i)) /polynomial; by apply: eq_bigr => B _; rewrite vc.
split; first by rewrite SJ.
suff coker : cokermx (point_rows J F S) = 0.
  have /eqP := mxrank_coker (point_rows J F S); rewrite coker mxrank0 eq_sym subn_eq0 => le.
  by rewrite /row_free eqn_leq rank_leq_row; apply: leq_trans le; rewrite SJ.
apply/matrixP => k j; pose v := col j (cokermx (point_rows J F S)).
have Mv : point_rows J F S *m v = 0 by rewrite /v colE mulmxA mulmx_coker mul0mx.
have := only (coefficients_of v) (@coefficient_outside _ _ _ v) _ (enum_val k); rewrite coefficient_of !mxE; apply=> u uS.
by have /colP/(_ (enum_rank_in uS u)) := Mv; rewrite values !mxE enum_rankK_in.
Qed.

Lemma card_degrees lo hi : #|[set A : {set 'I_m} | (lo <= #|A| < hi)%N]| = (\sum_(lo <= i < hi) 'C(m, i))%N.
Proof.
elim: hi => [|hi IH].
  by rewrite big_geq //; apply: eq_card0 => A; rewrite inE andbF.
case: (leqP lo hi) => [le|lt]; last first.
  by rewrite big_geq //; apply: eq_card0 => A; rewrite inE; apply/andP => -[/(leq_trans lt) a]; rewrite ltnS leqNgt a.
rewrite big_nat_recr //= -IH -[in 'C(m, hi)](card_ord m) -card_draws -cardsUI.
rewrite [X in (_ + X)%N](_ : _ = 0%N) ?addn0; last first.
  by apply: eq_card0 => A; rewrite !inE; case: eqP => [->|]; rewrite ?ltnn ?andbF.
apply: eq_card => A; rewrite !inE ltnS [(#|A| <= hi)%N]leq_eqVlt andb_orr orbC; congr (_ || _).
by case: eqP => [->|]; rewrite ?le ?andbF.
Qed.

(* [RV-6-09] Sets of points with independent vectors (u^I), 1 <= |I| <= d. *)
Definition no_constant d : {set {set 'I_m}} := [set A : {set 'I_m} | (1 <= #|A| < d.+1)%N].
Theorem bases_of_degree d : let D := (\sum_(1 <= i < d.+1) 'C(m, i))%N in
  (forall S, S \in point_sets (no_constant d) F <->
    [/\ #|S| = D, [ffun=> false] \notin S & row_free (point_rows (no_constant d) F S)]) /\
  (2 ^ ((m - d) * D) <= D`! * #|point_sets (no_constant d) F|)%N.
Proof.
rewrite -card_degrees -/(no_constant d) /=; split; last by apply: unordered_bases => A; rewrite inE => /andP[].
move=> S; rewrite inE; split=> [/andP[/eqP SD free]|[/eqP -> _ ->] //].
split=> //; apply/negP => S0.
pose k := enum_rank_in S0 [ffun=> false]; have /row_freeP[B SB] := free.
have : row k (point_rows (no_constant d) F S *m B) = 0.
  rewrite row_mul (_ : row k _ = 0) ?mul0mx //; apply/rowP => j; rewrite !mxE enum_rankK_in //.
  rewrite /monomial (_ : _ \subset _ = false) //; apply/negbTE/subsetPn.
  have := enum_valP j; rewrite inE => /andP[/card_gt0P[i iA] _]; exists i => //; by rewrite inE ffunE.
by rewrite SB => /rowP/(_ k)/eqP; rewrite !mxE eqxx oner_eq0.
Qed.

(* [RV-5-B] Sets of D points on which no polynomial of degree at most e but 0 vanishes. *)
Definition unisolvent e S : Prop :=
  forall c : {set 'I_m} -> F, degree_at_most e c -> (forall u, u \in S -> polynomial c u = 0) -> forall A, c A = 0.
Theorem unisolvent_sets e : let D := (\sum_(0 <= i < e.+1) 'C(m, i))%N in
  exists B : {set {set cube m}}, (forall S, S \in B <-> #|S| = D /\ unisolvent e S) /\ (2 ^ ((m - e) * D) <= D`! * #|B|)%N.
Proof.
rewrite -card_degrees; set J := [set A : {set 'I_m} | (0 <= #|A| < e.+1)%N]; exists (point_sets J F); split; last first.
  by apply: unordered_bases => A; rewrite inE => /andP[].
have out c : degree_at_most e c <-> forall A, A \notin J -> c A = 0 :> F.
  by split=> deg A; [rewrite inE ltnS -ltnNge => /deg | move=> eA; apply: deg; rewrite inE ltnS -ltnNge].
move=> S; split=> [/point_setP[SD only]|[SD only]]; first by split=> // c /out; exact: only.
by apply/point_setP; split=> // c /out; exact: only.
Qed.
End Degrees.
