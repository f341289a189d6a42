(* Bases of F^m out of 0/1 vectors are many, and few points have few coordinates in a basis that are not 0
   [RV-6-09-lin, RV-6-09 for d = 1, RV-6-08-dim]. *)
From mathcomp Require Import all_ssreflect all_fingroup all_algebra.
From Symattn Require Import cover threshold blocks.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* A set of m elements has m! orders. *)
Section Orders.
Variables (X : finType) (m : nat).
Implicit Types (P : {set {ffun 'I_m -> X}}) (f g : {ffun 'I_m -> X}) (S : {set X}).
Lemma card_orders S : #|S| = m -> #|[set f : {ffun 'I_m -> X} | injectiveb f & [set f i | i : 'I_m] == S]| = m`!.
Proof.
move=> Sm; have <- : #|S| ^_ #|{: 'I_m}| = m`! by rewrite card_ord Sm ffactnn.
rewrite -card_inj_ffuns_on; apply: eq_card => f; rewrite !inE andbC.
apply: andb_id2r => /injectiveP inj; apply/eqP/ffun_onP => [<- i|into]; first exact: imset_f.
apply/eqP; rewrite eqEcard card_imset // card_ord Sm leqnn andbT.
by apply/subsetP => _ /imsetP[i _ ->]; exact: into.
Qed.
Lemma orders_at_most P : (forall f, f \in P -> injective f) ->
  (#|P| <= m`! * #|[set [set f i | i : 'I_m] | f : {ffun 'I_m -> X} in P]|)%N.
Proof.
move=> inj; pose im f := [set f i | i : 'I_m].
rewrite -sum1_card (partition_big_imset im) /= mulnC -sum_nat_const; apply: leq_sum => S /imsetP[g gP gS].
rewrite sum1dep_card -(@card_orders S) ?gS ?card_imset ?card_ord //; last exact: inj.
apply: subset_leq_card; apply/subsetP => f; rewrite !inE => /andP[fP ->].
by rewrite andbT; apply/injectiveP; exact: inj.
Qed.
Lemma orders_exactly P : (forall f, f \in P -> injective f) ->
  (forall f g, f \in P -> injective g -> [set g i | i : 'I_m] = [set f i | i : 'I_m] -> g \in P) ->
  #|P| = (m`! * #|[set [set f i | i : 'I_m] | f : {ffun 'I_m -> X} in P]|)%N.
Proof.
move=> inj closed; pose im f := [set f i | i : 'I_m].
rewrite -sum1_card (partition_big_imset im) /= mulnC -sum_nat_const; apply: eq_bigr => S /imsetP[g gP gS].
rewrite sum1dep_card -(@card_orders S) ?gS ?card_imset ?card_ord //; last exact: inj.
apply: eq_card => f; rewrite !inE; apply: andb_id2r => /eqP fg.
apply/idP/injectiveP => [|fi]; first exact: inj.
exact: closed gP fi fg.
Qed.
End Orders.

Section Bases.
Variable F : realFieldType.
Implicit Types m s : nat.

(* The invertible matrices of order m over the field of two elements. *)
Lemma card_unit_F2 m : #|[set A : 'M['F_2]_m | A \in unitmx]| = (\prod_(i < m) (2 ^ m - 2 ^ i))%N.
Proof.
case: m => [|m].
  rewrite big_ord0 (_ : [set A | _] = setT) ?cardsT ?card_mx ?muln0 //.
  by apply/setP => A; rewrite !inE unitmxE det_mx00 unitr1.
have -> : #|[set A : 'M['F_2]_m.+1 | A \in unitmx]| = #|'GL_m.+1['F_2]%g|.
  by rewrite cardsT /= card_sub cardsE.
rewrite card_GL // card_Fp // -triangular_sum expn_sum big_add1 /= -(big_mkord xpredT (fun i => 2 ^ m.+1 - 2 ^ i)%N).
rewrite [X in (_ * X)%N]big_nat_rev -big_split /= !big_mkord; apply: eq_bigr => i _.
by rewrite add0n mulnBr muln1 -expnD subnSK // subnKC // ltnW.
Qed.

(* An odd determinant is not 0: a 0/1 matrix that is invertible modulo 2 is invertible over F. *)
Definition vectors_of m (A : 'M['F_2]_m) : vectors m := [ffun i => [ffun j => A i j != 0]].
Lemma vectors_of_inj m : injective (@vectors_of m).
Proof.
move=> A B /ffunP e; apply/matrixP => i j; move/ffunP: (e i) => /(_ j); rewrite !ffunE.
by case: (A i j) => -[|[|//]] a; case: (B i j) => -[|[|//]] b // _; apply: val_inj.
Qed.
Lemma odd_basis m (A : 'M['F_2]_m) : A \in unitmx -> basis F (vectors_of A).
Proof.
pose Z : 'M[int]_m := \matrix_(i, j) (A i j != 0)%:R.
have zA : A = map_mx intr Z.
  by apply/matrixP => i j; rewrite !mxE; case: (A i j) => -[|[|//]] a; apply: val_inj.
have zF : rows_of F (vectors_of A) = map_mx intr Z by apply/matrixP => i j; rewrite !mxE !ffunE; case: (_ != 0).
rewrite /basis zF {1}zA !unitmxE !unitfE !det_map_mx intr_eq0.
apply: contra => /eqP ->. by rewrite rmorph0.
Qed.

Theorem bases_exact m : (\prod_(i < m) (2 ^ m - 2 ^ i) <= #|[set U : vectors m | basis F U]|)%N.
Proof.
rewrite -card_unit_F2 -(card_imset _ (@vectors_of_inj m)); apply: subset_leq_card.
by apply/subsetP => _ /imsetP[A uA ->]; rewrite !inE in uA *; exact: odd_basis.
Qed.
Lemma product_power m : (2 ^ (m * (m - 1)) <= \prod_(i < m) (2 ^ m - 2 ^ i))%N.
Proof.
rewrite mulnC expnM -[X in (_ ^ X <= _)%N]card_ord -prod_nat_const.
apply: leq_prod => -[i im] _ /=; case: m im => // m; rewrite ltnS => im.
by rewrite subSS subn0 expnS mul2n -addnn -addnBA ?leq_addr // leq_exp2l.
Qed.
Corollary bases_many m : (2 ^ (m * (m - 1)) <= #|[set U : vectors m | basis F U]|)%N.
Proof. exact: leq_trans (product_power m) (bases_exact m). Qed.

(* Bases without order: sets of m points.  Each of the m! orders of such a set is a basis. *)
Definition basis_sets m : {set {set cube m}} := [set [set U i | i : 'I_m] | U : vectors m in [set U : vectors m | basis F U]].
Lemma basis_inj m (U : vectors m) : basis F U -> injective U.
Proof.
rewrite /basis -row_free_unit => /row_freeP[B UB] i j e.
have: row i (rows_of F U *m B) = row j (rows_of F U *m B).
  by rewrite !row_mul; congr (_ *m _); apply/rowP => k; rewrite !mxE e.
rewrite UB => /rowP/(_ j)/eqP; rewrite !mxE eqxx eqr_nat.
by case: (i =P j).
Qed.
Lemma basis_reorder m (U W : vectors m) : basis F U -> [set W i | i : 'I_m] = [set U i | i : 'I_m] -> basis F W.
Proof.
rewrite /basis -!row_full_unit -!sub1mx => full e; apply: submx_trans full _; apply/row_subP => i.
have : U i \in [set W i | i : 'I_m] by rewrite e imset_f.
case/imsetP => j _ Uij; suff -> : row i (rows_of F U) = row j (rows_of F W) by exact: row_sub.
by apply/rowP => k; rewrite !mxE Uij.
Qed.
Theorem bases_unordered m : #|[set U : vectors m | basis F U]| = (m`! * #|basis_sets m|)%N.
Proof.
apply: orders_exactly => [U|U W]; rewrite !inE; first exact: basis_inj.
by move=> unit _; exact: basis_reorder.
Qed.

(* [RV-6-09-lin] *)
Theorem basis_sets_many m :
  (\prod_(i < m) (2 ^ m - 2 ^ i) <= m`! * #|basis_sets m|)%N /\ (2 ^ (m * (m - 1)) <= \prod_(i < m) (2 ^ m - 2 ^ i))%N.
Proof. by rewrite -bases_unordered; split; [exact: bases_exact | exact: product_power]. Qed.

(* A 0/1 vector of a space of dimension s is known from s of its coordinates. [RV-6-08-dim] *)
Theorem bits_in_space k m (A : 'M[F]_(k, m)) : (#|[set u : cube m | (row_of F u <= A)%MS]| <= 2 ^ \rank A)%N.
Proof.
rewrite -mxrank_tr; set f := maxrankfun A^T; pose few (u : cube m) : cube (\rank A^T) := [ffun i => u (f i)].
have -> : (2 ^ \rank A^T = #|{: cube (\rank A^T)}|)%N by rewrite card_ffun card_bool card_ord.
have [D AD] : exists D, A^T = D *m rowsub f A^T by apply/submxP; rewrite (eq_maxrowsub A^T).
have known (u : cube m) : (row_of F u <= A)%MS -> (row_of F u)^T = D *m rowsub f (row_of F u)^T.
  by case/submxP=> y ->; rewrite trmx_mul {1}AD -mulmxA -mul_rowsub_mx.
rewrite -[X in (X <= _)%N](@card_in_imset _ _ few) ?max_card // => u w; rewrite !inE => /known ku /known kw /ffunP e.
apply/ffunP => j; have : (row_of F u)^T j ord0 = (row_of F w)^T j ord0.
  rewrite ku kw !mxE; apply: eq_bigr => i _; congr (_ * _); rewrite !mxE.
  by move: (e i); rewrite !ffunE => ->.
by rewrite !mxE => /eqP; rewrite eqr_nat; case: (u j); case: (w j).
Qed.

Lemma row_combination m (U : vectors m) (u : cube m) (S : {set 'I_m}) : basis F U -> support F U u \subset S ->
  (row_of F u <= rowsub (@enum_val _ (mem S)) (rows_of F U))%MS.
Proof.
move=> unit sub; apply/submxP; exists (\row_k coefficients F U u ord0 (enum_val k)).
apply/rowP => j; rewrite [LHS]mxE (combination u j unit) (bigID (mem S)) /= addrC big1 ?add0r => [|i out]; last first.
  have : i \notin support F U u by apply: contra out; apply/subsetP.
  by rewrite inE negbK => /eqP ->; rewrite mul0r.
by rewrite big_enum_val mxE; apply: eq_bigr => k _; rewrite !mxE.
Qed.

(* [RV-6-08, step 3] *)
Theorem supports_few m (U : vectors m) s : basis F U -> (#|[set u : cube m | #|support F U u| == s]| <= 'C(m, s) * 2 ^ s)%N.
Proof.
move=> unit; have <- : #|[set S : {set 'I_m} | #|S| == s]| = 'C(m, s) by rewrite card_draws card_ord.
rewrite -sum_nat_const -sum1dep_card.
rewrite (partition_big (support F U) (fun S => S \in [set S : {set 'I_m} | #|S| == s])) /= => [|u]; last by rewrite inE.
apply: leq_sum => S; rewrite inE => /eqP Ss; rewrite sum1dep_card.
apply: (@leq_trans (2 ^ \rank (rowsub (@enum_val _ (mem S)) (rows_of F U)))); last by rewrite leq_exp2l // -Ss rank_leq_row.
apply: leq_trans (bits_in_space _); apply: subset_leq_card; apply/subsetP => u; rewrite !inE => /andP[_ /eqP <-].
exact: row_combination.
Qed.
End Bases.
