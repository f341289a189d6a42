(* Polynomials of degree at most d on points of the cube are affine functions of the vector phi(u) of the non-constant monomials at u,
   itself a 0/1 vector; generic representatives of polynomial threshold functions  [RV-1-d, RV-6-block, RV-6-B, RV-6-01]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates blocks bases generic simple_vertices reed_muller polynomial_bases degree.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* D' = \sum_(1 <= i <= d) 'C(m, i), the number of the monomials of degree 1, ..., d in m variables. *)
Notation width m d := #|no_constant m d|.
Theorem card_width m d : width m d = (\sum_(1 <= i < d.+1) 'C(m, i))%N.
Proof. exact: card_degrees. Qed.

Section Monomials.
Implicit Types m n d : nat.

Definition phi d m (u : cube m) : cube (width m d) := [ffun k => monomial (enum_val k) u].
Lemma phi_origin d m : phi d (origin m) = [ffun=> false].
Proof.
apply/ffunP => k; rewrite !ffunE /monomial; apply/negbTE/subsetPn.
by have := enum_valP k; rewrite inE => /andP[/card_gt0P[i iA] _]; exists i => //; rewrite inE ffunE.
Qed.
Lemma linear_in d m (j : 'I_m) : (0 < d)%N -> [set j] \in no_constant m d.
Proof. by rewrite inE cards1. Qed.
Lemma phi_linear d m (j : 'I_m) (d0 : (0 < d)%N) u : phi d u (enum_rank_in (linear_in j d0) [set j]) = u j.
Proof. by rewrite ffunE enum_rankK_in ?linear_in // monomial1. Qed.
Lemma phi_inj d m : (0 < d)%N -> injective (@phi d m).
Proof. by move=> d0 u u' /ffunP e; apply/ffunP => j; rewrite -!(phi_linear j d0) e. Qed.
Lemma phi_at d m (A : {set 'I_m}) (AJ : A \in no_constant m d) u : phi d u (enum_rank_in AJ A) = monomial A u.
Proof. by rewrite ffunE enum_rankK_in. Qed.
Lemma no_constantE m d A : (A \in no_constant m d) = (A != set0) && (#|A| <= d)%N.
Proof. by rewrite inE ltnS card_gt0. Qed.
End Monomials.

(* A choice of D' points u_i and the vectors phi(u_i); for the second block n-tuples of points. *)
Notation choices m d := {ffun 'I_(width m d) -> cube m}.
Definition lifted d m (U : choices m d) : vectors (width m d) := [ffun i => phi d (U i)].
Definition lifted_tuple d D n (V : tuples D n) : tuples D (width n d) := [ffun i => phi d (V i)].

Section Coefficients.
Variable R : ringType.
Implicit Types n d : nat.
(* The coefficients of the non-constant monomials. *)
Definition slope d n (c : {set 'I_n} -> R) (k : 'I_(width n d)) : R := c (enum_val k).
Arguments slope d [n] c k /.
Lemma degree_enum d n (k : 'I_(width n d)) : (#|enum_val k| <= d)%N.
Proof. by have := enum_valP k; rewrite no_constantE => /andP[]. Qed.

Lemma affine_polynomial d n (w : 'I_(width n d) -> R) b : exists a, [/\ degree_at_most d a, slope d a =1 w & a set0 = b].
Proof.
exists (fun A => if A == set0 then b else \sum_(k | enum_val k == A) w k); split=> [A|k|]; last by rewrite eqxx.
  case: eqP => [->|_ dA]; first by rewrite cards0.
  by rewrite big1 // => k /eqP kA; have := degree_enum k; rewrite kA leqNgt dA.
rewrite /slope (_ : (enum_val k == set0) = false); last by have := enum_valP k; rewrite no_constantE => /andP[/negbTE].
by rewrite (big_pred1 k) // => i; rewrite (inj_eq enum_val_inj).
Qed.
Lemma sum_degree d n (c : {set 'I_n} -> R) : degree_at_most d c -> \sum_A c A = c set0 + \sum_k slope d c k.
Proof.
move=> deg; rewrite (bigD1 set0) //=; congr (_ + _).
transitivity (\sum_(A in no_constant n d) c A); last by rewrite big_enum_val.
rewrite big_mkcond [RHS]big_mkcond.
apply: eq_bigr => A _; rewrite no_constantE; by case: eqP => //= _; case: leqP => // /deg ->.
Qed.
End Coefficients.
Arguments slope {R} d [n] c k /.

Section Polynomials.
Variable F : realFieldType.
Implicit Types m n d : nat.

(* [RV-6-B] B'_d(m) is the number of the sets of D' points with independent vectors. *)
Lemma rows_lifted d m (U : choices m d) : rows_of F (lifted U) = monomial_rows (no_constant m d) F U.
Proof. by apply/matrixP => i j; rewrite !mxE !ffunE. Qed.
Lemma row_free_cast p q r (e : p = q) (M : 'M[F]_(p, r)) : row_free (castmx (e, erefl) M) = row_free M.
Proof. by case: _ / e; rewrite castmx_id. Qed.
Definition basis_choices m d : {set choices m d} := [set U : choices m d | basis F (lifted U)].
Theorem choices_unordered m d : #|basis_choices m d| = ((width m d)`! * #|point_sets (no_constant m d) F|)%N.
Proof.
have inj (U : choices m d) : U \in basis_choices m d -> injective U.
  rewrite inE /basis rows_lifted => free; by case: (range_point_set free).
rewrite (orders_exactly inj) => [|U W]; last first.
  rewrite !inE /basis => free Winj e; move: (free); rewrite !rows_lifted => free'; rewrite -rows_lifted.
  apply: basis_reorder (free) _; apply/setP => x; apply/imsetP/imsetP => -[i _ ->].
    have : W i \in [set U i | i : 'I__] by rewrite -e imset_f.
    by case/imsetP => j _ Wij; exists j => //; rewrite !ffunE Wij.
  have : U i \in [set W i | i : 'I__] by rewrite e imset_f.
  by case/imsetP => j _ Uij; exists j => //; rewrite !ffunE Uij.
congr (_ * _)%N; apply: eq_card => S; apply/imsetP/idP => [[U]|].
  by rewrite inE /basis rows_lifted => free ->; case: (range_point_set free).
rewrite inE => /andP[/eqP SD free].
pose U : choices m d := [ffun i => enum_val (cast_ord (esym SD) i)].
have UE : monomial_rows (no_constant m d) F U = castmx (SD, erefl) (point_rows (no_constant m d) F S).
  by apply/matrixP => i j; rewrite castmxE !mxE ffunE cast_ord_id.
exists U.
  by rewrite inE /basis rows_lifted UE -row_free_unit row_free_cast.
apply/setP => x; apply/idP/imsetP => [xS|[i _ ->]]; last by rewrite ffunE enum_valP.
by exists (cast_ord SD (enum_rank_in xS x)) => //; rewrite ffunE cast_ordK enum_rankK_in.
Qed.

Lemma polynomial_slope d n (c : {set 'I_n} -> F) x : degree_at_most d c ->
  polynomial c x = activation (slope d c) (c set0) (phi d x).
Proof.
move=> deg; have deg' : degree_at_most d (fun A => c A * (monomial A x)%:R) by move=> A /deg ->; rewrite mul0r.
rewrite /polynomial (sum_degree deg') /= monomial0 mulr1 addrC /activation; congr (_ + _).
by apply: eq_bigr => k _; rewrite ffunE.
Qed.

(* Polynomials by lists of terms. *)
Definition listed (I : finType) n (a : I -> F) (g : I -> {set 'I_n}) (A : {set 'I_n}) : F := \sum_i a i * (g i == A)%:R.
Lemma polynomial_of_list (I : finType) n (a : I -> F) (g : I -> {set 'I_n}) x :
  polynomial (listed a g) x = \sum_i a i * (monomial (g i) x)%:R.
Proof.
rewrite /polynomial /listed; transitivity (\sum_A \sum_i a i * (g i == A)%:R * (monomial A x)%:R).
  by apply: eq_bigr => A _; rewrite mulr_suml.
rewrite exchange_big; apply: eq_bigr => i _; rewrite (bigD1 (g i)) //= eqxx mulr1 big1 ?addr0 // => A /negbTE gA.
by rewrite eq_sym gA mulr0 mul0r.
Qed.
Lemma degree_of_list (I : finType) n d (a : I -> F) (g : I -> {set 'I_n}) : (forall i, (#|g i| <= d)%N) -> degree_at_most d (listed a g).
Proof.
move=> gd A dA; rewrite /listed big1 // => i _; case: eqP => [gA|]; last by rewrite mulr0.
by have := gd i; rewrite gA leqNgt dA.
Qed.
(* [RV-6-block] p(v) + <c, phi(u)> is a polynomial of degree at most d of both blocks. *)
Lemma sum_some (I : finType) (x : option I -> F) : \sum_i x i = x None + \sum_i x (Some i).
Proof.
rewrite (bigD1 None) //=; congr (_ + _); rewrite (reindex_omap Some id) //= => [|[i|] //].
by apply: eq_bigl => i; rewrite eqxx.
Qed.
Lemma block_polynomial d m n (c : 'I_(width m d) -> F) (w : 'I_(width n d) -> F) b :
  exists2 a, degree_at_most d a & forall u v, polynomial a (join u v) = dot c (phi d u) + activation w b (phi d v).
Proof.
pose a (i : option ('I_(width m d) + 'I_(width n d))) := match i with None => b | Some (inl k) => c k | Some (inr k) => w k end.
pose g (i : option ('I_(width m d) + 'I_(width n d))) : {set 'I_(m + n)} :=
  match i with None => set0 | Some (inl k) => [set lshift n j | j in enum_val k] | Some (inr k) => [set rshift m j | j in enum_val k] end.
exists (listed a g).
  apply: degree_of_list => -[[k|k]|]; rewrite ?cards0 // card_imset ?degree_enum //; [exact: lshift_inj | exact: rshift_inj].
move=> u v; rewrite polynomial_of_list sum_some big_sumType /= monomial0 mulr1 addrC /activation addrA.
congr (_ + _ + _); apply: eq_bigr => k _; rewrite ffunE; congr (_ * (nat_of_bool _)%:R).
  apply/subsetP/subsetP => h j jA; last by case/imsetP: jA => i iA ->; move: (h i iA); rewrite !inE ffunE (unsplitK (inl _ i)).
  by have := h _ (imset_f _ jA); rewrite !inE ffunE (unsplitK (inl _ j)).
apply/subsetP/subsetP => h j jA; last by case/imsetP: jA => i iA ->; move: (h i iA); rewrite !inE ffunE (unsplitK (inr _ i)).
by have := h _ (imset_f _ jA); rewrite !inE ffunE (unsplitK (inr _ j)).
Qed.

Lemma activation_ext n (w w' : 'I_n -> F) b x : w =1 w' -> activation w b x = activation w' b x.
Proof. by move=> e; congr (_ + _); apply: eq_bigr => i _; rewrite e. Qed.
Lemma degree_threshold d n (f : boolean n) : threshold_of_degree F d f <->
  exists (w : 'I_(width n d) -> F) (b : F), f = [ffun v => gate w b (phi d v)].
Proof.
split=> [[c [deg ->]]|[w [b ->]]].
  by exists (slope d c), (c set0); apply/ffunP => x; rewrite !ffunE (polynomial_slope x deg).
have [a [deg aw ab]] := affine_polynomial w b; exists a; split=> //; apply/ffunP => x.
by rewrite !ffunE (polynomial_slope x deg) ab (activation_ext _ _ aw).
Qed.

(* No relation between the values of the polynomial at points that comes from coefficients of 0/1 vectors in a basis holds, except
   if it holds for all monomials. *)
Definition generic_polynomial D d n (c : {set 'I_n} -> F) : Prop := generic D (slope d c) (c set0).
Lemma generic_ext D n (w w' : 'I_n -> F) b : w =1 w' -> generic D w b -> generic D w' b.
Proof.
move=> e gen W V u v l; rewrite -(activation_ext _ _ e) => h; apply: gen; rewrite h.
by apply: eq_bigr => i _; rewrite (activation_ext _ _ e).
Qed.
Theorem generic_relation D d n (c : {set 'I_n} -> F) (W : vectors D) (V : tuples D n) x v (l := coefficients F W x) :
  degree_at_most d c -> generic_polynomial D d c ->
  polynomial c v = \sum_i l ord0 i * polynomial c (V i) <->
  forall A : {set 'I_n}, (#|A| <= d)%N -> (monomial A v)%:R = \sum_i l ord0 i * (monomial A (V i))%:R.
Proof.
move=> deg gen; split=> [|e]; last first.
  rewrite /polynomial (eq_bigr (fun i => \sum_A l ord0 i * (c A * (monomial A (V i))%:R))) => [|i _]; last by rewrite mulr_sumr.
  rewrite exchange_big; apply: eq_bigr => A _; case: (leqP #|A| d) => [/e ->|/deg ->];
    last by rewrite mul0r big1 // => i _; rewrite mul0r mulr0.
  by rewrite mulr_sumr; apply: eq_bigr => i _; rewrite mulrCA.
rewrite (polynomial_slope v deg) => e.
have [one coord] : \sum_i l ord0 i = 1 /\ forall k, (phi d v k)%:R = \sum_i l ord0 i * (lifted_tuple d V i k)%:R.
  by apply: gen; rewrite e; apply: eq_bigr => i _; rewrite (polynomial_slope _ deg) ffunE.
move=> A Ad; case: (boolP (A == set0)) => [/eqP ->|A0].
  by rewrite monomial0 (eq_bigr (fun i => l ord0 i)) => [|i _]; rewrite ?one // monomial0 mulr1.
have AJ : A \in no_constant n d by rewrite no_constantE A0.
by rewrite -(phi_at AJ) coord; apply: eq_bigr => i _; rewrite ffunE phi_at.
Qed.

(* [RV-6-01], in the form for given m and n *)
Theorem polynomial_representative D d n (f : boolean n) : threshold_of_degree F d f ->
  exists c, [/\ degree_at_most d c, forall x, polynomial c x != 0 /\ f x = (0 < polynomial c x) & generic_polynomial D d c].
Proof.
case/degree_threshold => w0 [b0 fE]; have [|w [b [strict gen]]] := @generic_representative F D _ (gate w0 b0); first by exists w0, b0.
have [c [deg cw cb]] := affine_polynomial w b; exists c; split=> // [x|].
  by rewrite (polynomial_slope x deg) cb (activation_ext _ _ cw) fE ffunE; exact: strict.
by rewrite /generic_polynomial cb; apply: generic_ext gen => k; rewrite cw.
Qed.

(* Coefficients that are linearly independent over the rational numbers are generic. *)
Definition independent_coefficients d n (c : {set 'I_n} -> F) : Prop :=
  forall r : {set 'I_n} -> rat, degree_at_most d r -> \sum_A ratr (r A) * c A = 0 -> forall A, r A = 0.
Lemma coefficients_rational D (W : vectors D) x : coefficients F W x = map_mx ratr (coefficients rat_realFieldType W x).
Proof.
rewrite /coefficients map_mxM map_invmx; congr (_ *m invmx _); last by apply/matrixP => i j; rewrite !mxE rmorph_nat.
by apply/rowP => j; rewrite !mxE rmorph_nat.
Qed.
Lemma sum_activation D n (l : 'I_D -> F) (w : 'I_n -> F) b (V : tuples D n) :
  \sum_i l i * activation w b (V i) = \sum_k w k * (\sum_i l i * (V i k)%:R) + (\sum_i l i) * b.
Proof.
transitivity (\sum_i (l i * (\sum_k w k * (V i k)%:R) + l i * b)); first by apply: eq_bigr => i _; rewrite mulrDr.
rewrite big_split -mulr_suml; congr (_ + _); transitivity (\sum_i \sum_k w k * (l i * (V i k)%:R)).
  by apply: eq_bigr => i _; rewrite mulr_sumr; apply: eq_bigr => k _; rewrite mulrCA.
by rewrite exchange_big; apply: eq_bigr => k _; rewrite mulr_sumr.
Qed.
Theorem independent_generic D d n (c : {set 'I_n} -> F) : independent_coefficients d c -> generic_polynomial D d c.
Proof.
move=> indep W V x v l e; pose q := coefficients rat_realFieldType W x.
have lq i : l ord0 i = ratr (q ord0 i) by rewrite /l coefficients_rational mxE.
have [r [deg rw r0]] := affine_polynomial (fun k => (v k)%:R - \sum_i q ord0 i * (V i k)%:R) (1 - \sum_i q ord0 i).
have /indep zero : \sum_A ratr (r A) * c A = 0; last first.
  split=> [|k].
    have /eqP := zero deg set0; rewrite r0 subr_eq0 => /eqP /(congr1 (@ratr F)); rewrite rmorph1 rmorph_sum => ->.
    by apply: eq_bigr => i _; rewrite lq.
  have /eqP := zero deg (enum_val k); rewrite -[r _]/(slope d r k) rw /= subr_eq0 => /eqP /(congr1 (@ratr F)).
  rewrite rmorph_nat rmorph_sum => ->.
  by apply: eq_bigr => i _; rewrite lq rmorphM /= ratr_nat.
have deg' : degree_at_most d (fun A => ratr (r A) * c A) by move=> A /deg ->; rewrite rmorph0 mul0r.
rewrite (sum_degree deg') r0; transitivity (activation (slope d c) (c set0) v - \sum_i l ord0 i * activation (slope d c) (c set0) (V i)).
  rewrite sum_activation /activation opprD addrACA -sumrB addrC; congr (_ + _).
    apply: eq_bigr => k _; rewrite -[LHS]/(ratr (slope d r k) * slope d c k) rw rmorphB rmorph_nat rmorph_sum.
    rewrite mulrBl [_%:R * _]mulrC; congr (_ - _).
    by rewrite mulrC; congr (_ * _); apply: eq_bigr => i _; rewrite lq rmorphM rmorph_nat.
  rewrite rmorphB rmorph1 rmorph_sum mulrBl mul1r; congr (_ - _ * _); by apply: eq_bigr => i _; rewrite lq.
by rewrite -e subrr.
Qed.
End Polynomials.

(* [RV-6-01], its second part: integers serve as well, over the rational numbers. *)
Theorem integer_polynomial D d n (f : boolean n) : threshold_of_degree rat_realFieldType d f ->
  exists c : {set 'I_n} -> int, let p A := (c A)%:~R : rat in
    [/\ degree_at_most d c, forall x, polynomial p x != 0 /\ f x = (0 < polynomial p x) &
        generic_polynomial (F := rat_realFieldType) D d p].
Proof.
case/degree_threshold => w0 [b0 fE]; have [|w [b [strict gen]]] := @integer_representative D _ (gate w0 b0); first by exists w0, b0.
have [c [deg cw cb]] := affine_polynomial w b; exists c => p.
have degp : degree_at_most d p by move=> A /deg; rewrite /p => ->.
have pw : slope d p =1 (fun k => (w k)%:~R) by move=> k; rewrite -cw.
have pb : p set0 = b%:~R by rewrite /p cb.
split=> // [x|]; last by rewrite /generic_polynomial pb; apply: generic_ext gen => k; rewrite pw.
by rewrite (polynomial_slope x degp) pb (activation_ext _ _ pw) fE ffunE; exact: strict.
Qed.
