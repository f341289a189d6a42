(* One variable more: T_d(n + 1) >= T_d(n) B_(d-1)(n), B_e(n) being the number of the sets of D_e(n) points on which no polynomial of degree
   at most e but 0 vanishes; and the bounds multiplied out  [RV-5, RV-5-P]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates extension generic shattering.
From Symattn Require Import reed_muller bases polynomial_bases degree degree_cover.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Vertex.
Variables (F : realFieldType) (n e : nat).
Notation J := (monomials_to e n).
Notation sequences := {ffun 'I_#|J| -> cube n}.
Implicit Types (U : sequences) (x : cube n) (y : 'I_#|J| -> F) (p : {set 'I_n} -> F) (I : {set 'I_n}).

Definition rows U : 'M[F]_#|J| := monomial_rows J F U.
(* The value at x of a polynomial of degree at most e from those at the points of U, and the polynomial with values y there. *)
Definition lagrange U x : 'rV[F]_#|J| := monomials J F x *m invmx (rows U).
Definition interpolation U y : {set 'I_n} -> F := coefficients_of (invmx (rows U) *m \col_i y i).
Lemma interpolation_degree U y : degree_at_most e (interpolation U y).
Proof. by move=> A eA; apply: coefficient_outside; rewrite inE -ltnNge. Qed.
Lemma interpolation_value U y x : polynomial (interpolation U y) x = \sum_i lagrange U x ord0 i * y i.
Proof. by rewrite -functional mulmxA mxE; apply: eq_bigr => i _; rewrite [X in _ * X]mxE. Qed.
Lemma interpolation_at U y i : rows U \in unitmx -> polynomial (interpolation U y) (U i) = y i.
Proof.
move=> unit; rewrite interpolation_value (bigD1 i) //= big1 => [|j ji].
  have -> : lagrange U (U i) = row i 1%:M.
    rewrite -(mulmxV unit) row_mul /lagrange; congr (_ *m _); by apply/rowP => k; rewrite !mxE.
  by rewrite !mxE eqxx mul1r addr0.
have -> : lagrange U (U i) = row i 1%:M.
  rewrite -(mulmxV unit) row_mul /lagrange; congr (_ *m _); by apply/rowP => k; rewrite !mxE.
by rewrite !mxE eq_sym (negbTE ji) mul0r.
Qed.

(* A polynomial with no more relations between its values than all polynomials of degree at most e + 1 have. *)
Definition unrelated p : Prop := forall U x, polynomial p x = \sum_i lagrange U x ord0 i * polynomial p (U i) ->
  forall I, (#|I| <= e.+1)%N -> (monomial I x)%:R = \sum_i lagrange U x ord0 i * (monomial I (U i))%:R.
Definition column_of x : 'cV[F]_#|monomials_to e.+1 n| := \col_k (monomial (enum_val k) x)%:R.
Lemma at_column (z : 'rV[F]_#|monomials_to e.+1 n|) x : at_point z (column_of x) = polynomial (of_row z) x.
Proof.
rewrite -[x in RHS]enum_rankK -of_row_points /at_point !mxE; apply: eq_bigr => k _.
by rewrite !mxE enum_rankK.
Qed.
Lemma at_combination D N (z : 'rV[F]_D) (a : 'cV[F]_D) (l : 'I_N -> F) (b : 'I_N -> 'cV[F]_D) :
  at_point z (a - \sum_i l i *: b i) = at_point z a - \sum_i l i * at_point z (b i).
Proof.
rewrite /at_point mulmxBr mulmx_sumr mxE [X in _ + X]mxE summxE; congr (_ - _); apply: eq_bigr => i _.
by rewrite -scalemxAr mxE.
Qed.
Theorem unrelated_representative (f : boolean n) : threshold_of_degree F e.+1 f ->
  exists p, [/\ degree_at_most e.+1 p, forall x, polynomial p x != 0 /\ f x = (0 < polynomial p x) & unrelated p].
Proof.
case/strict_degree => p0 [deg0 h0]; pose z0 : 'rV[F]_#|monomials_to e.+1 n| := \row_k p0 (enum_val k).
have z0E x : at_point z0 (column_of x) = polynomial p0 x.
  by rewrite at_column -[x]enum_rankK -of_row_points -(row_points _ deg0).
pose form (t : cube n + sequences * cube n) := match t with
  | inl x => column_of x
  | inr (U, x) => column_of x - \sum_i lagrange U x ord0 i *: column_of (U i) end.
have [z hz] := off_hyperplanes form z0; exists (of_row z); split; first exact: degree_of_row.
  move=> x; have [nz ->] := h0 x; have [_] := hz (inl x); rewrite /= z0E at_column => /(_ nz) same.
  by split; [exact: sg_neq0 same | rewrite (sg_gt0 same)].
move=> U x rel I Id.
have : form (inr (U, x)) = 0.
  apply/eqP/negP => /negP nz; have [/(_ nz)] := hz (inr (U, x)); rewrite at_combination at_column rel.
  by rewrite [X in _ - X](eq_bigr (fun i => lagrange U x ord0 i * polynomial (of_row z) (U i))) ?subrr ?eqxx // => i _; rewrite at_column.
have IJ : I \in monomials_to e.+1 n by rewrite inE.
move=> /eqP; rewrite subr_eq0 => /eqP/colP/(_ (enum_rank_in IJ I)).
rewrite mxE enum_rankK_in // => ->; rewrite summxE; apply: eq_bigr => i _.
by rewrite !mxE enum_rankK_in.
Qed.

(* The polynomial r of degree at most e with r = -p on U: r + p is 0 at no other point. *)
Definition vertex p U : {set 'I_n} -> F := interpolation U (fun i => - polynomial p (U i)).
Theorem vertex_simple p U x : rows U \in unitmx -> unrelated p ->
  polynomial (vertex p U) x + polynomial p x = 0 -> exists i, x = U i.
Proof.
move=> unit gen /eqP; rewrite interpolation_value addrC addr_eq0 -sumrN => /eqP on.
have rel : forall I, (#|I| <= e.+1)%N -> (monomial I x)%:R = \sum_i lagrange U x ord0 i * (monomial I (U i))%:R.
  by apply: gen; rewrite on; apply: eq_bigr => i _; rewrite mulrN opprK.
have [i li] : exists i, lagrange U x ord0 i != 0.
  apply/existsP; rewrite -negb_forall; apply/negP => /forallP z.
  have s0 : (#|set0 : {set 'I_n}| <= e.+1)%N by rewrite cards0.
  have /eqP := rel set0 s0; rewrite monomial0 big1 ?oner_eq0 // => j _.
  by rewrite (eqP (z j)) mul0r.
exists i; apply/ffunP => k.
pose v : 'rV[F]_#|J| := \row_j (lagrange U x ord0 j * ((U j k)%:R - (x k)%:R)).
have : v *m rows U = 0.
  apply/rowP => l; rewrite !mxE; set I : {set 'I_n} := enum_val l.
  have Ie : (#|I| <= e)%N by have := enum_valP l; rewrite inE.
  have add (z : cube n) : (monomial (k |: I) z)%:R = (z k)%:R * (monomial I z)%:R :> F.
    by rewrite /monomial subUset sub1set inE -natrM mulnb.
  have Ik : (#|k |: I| <= e.+1)%N by rewrite cardsU1 -add1n leq_add // leq_b1.
  transitivity (\sum_j lagrange U x ord0 j * (monomial (k |: I) (U j))%:R - (x k)%:R * \sum_j lagrange U x ord0 j * (monomial I (U j))%:R).
    rewrite mulr_sumr -sumrB; apply: eq_bigr => j _; rewrite !mxE add -/I mulrBr mulrBl mulrA; congr (_ - _).
    by rewrite mulrAC mulrC mulrA.
  by rewrite -!rel // ?(leq_trans Ie) // add subrr.
move=> /(congr1 (mulmx^~ (invmx (rows U)))); rewrite mulmxK // mul0mx => /rowP/(_ i); rewrite [LHS]mxE [RHS]mxE => /eqP.
rewrite mulf_eq0 (negbTE li) subr_eq0 eqr_nat /= => /eqP; by case: (U i k); case: (x k).
Qed.

(* p(x) + z r(x) in n + 1 variables *)
Definition lifted_polynomial p (r : {set 'I_n} -> F) : {set 'I_n.+1} -> F :=
  fun A => rename (lift ord_max) p A + times (single F [set ord_max]) (rename (lift ord_max) r) A.
Lemma lifted_value p r x (z : bool) : polynomial (lifted_polynomial p r) (extend x z) = polynomial p x + z%:R * polynomial r x.
Proof.
rewrite polynomialD polynomialM polynomial_single !polynomial_rename monomial1 extend_last.
by rewrite (_ : [ffun i => extend x z (lift ord_max i)] = x) //; apply/ffunP => i; rewrite !ffunE liftK.
Qed.
Lemma lifted_degree p r : degree_at_most e.+1 p -> degree_at_most e r -> degree_at_most e.+1 (lifted_polynomial p r).
Proof.
move=> dp dr; apply: degreeD; first exact: degree_rename.
by apply: (@degreeM F 1 e n.+1); [apply: degree_single; rewrite cards1 | exact: degree_rename].
Qed.

(* The points (x, 1) with x in S *)
Definition above_set (S : {set cube n}) : {set cube n.+1} := [set extend x true | x in S].
Lemma above_in S x z : (extend x z \in above_set S) = z && (x \in S).
Proof.
apply/imsetP/andP => [[y yS e']|[-> xS]]; last by exists x.
by split; [rewrite -(extend_last x z) e' extend_last | rewrite -(extend_first x z) e' extend_first].
Qed.

Theorem near_polynomial_vertex (f : boolean n) p U (t : boolean n.+1) : rows U \in unitmx -> degree_at_most e.+1 p -> unrelated p ->
  (forall x, polynomial p x != 0 /\ f x = (0 < polynomial p x)) ->
  (forall y : cube n.+1, y \notin above_set [set U i | i : 'I_#|J|] -> (0 < polynomial (lifted_polynomial p (vertex p U)) y) = t y) ->
  threshold_of_degree F e.+1 t /\ slice false t = f.
Proof.
move=> unit deg gen strict same; pose c i : F := if t (extend (U i) true) then 1 else -1.
have [a a0 ha] := small (fun x => polynomial (vertex p U) x + polynomial p x) (fun x => \sum_i lagrange U x ord0 i * c i).
pose r := interpolation U (fun i => - polynomial p (U i) + a * c i).
have rE x : polynomial p x + polynomial r x = polynomial (vertex p U) x + polynomial p x + a * \sum_i lagrange U x ord0 i * c i.
  rewrite addrC addrAC; congr (_ + _); rewrite !interpolation_value mulr_sumr -big_split; apply: eq_bigr => i _.
  by rewrite mulrDr [a * (_ * _)]mulrCA.
have off x : extend x false \notin above_set [set U i | i : 'I_#|J|] by rewrite above_in.
have base x : t (extend x false) = f x.
  by rewrite -same // lifted_value mul0r addr0; have [_ ->] := strict x.
split; last by apply/ffunP => x; rewrite ffunE base.
apply: (strict_threshold_degree (c := lifted_polynomial p r)); first exact: lifted_degree deg (interpolation_degree _ _).
move=> y; rewrite -[y]extendK lifted_value; set x := first y; case: (y ord_max); last first.
  by rewrite mul0r addr0 base; exact: strict.
rewrite mul1r rE; case: (boolP (x \in [set U i | i : 'I_#|J|])) => [/imsetP[i _ ->]|out].
  rewrite interpolation_at // addNr add0r -interpolation_value interpolation_at // mulf_neq0 ?(gt_eqF a0) //.
    by split=> //; rewrite pmulr_rgt0 // /c; case: (t _); rewrite ?ltr01 // oppr_gt0 ltr10.
  by rewrite /c; case: (t _); rewrite ?oppr_eq0 oner_eq0.
have nz : polynomial (vertex p U) x + polynomial p x != 0.
  by apply: contra out => /eqP/(vertex_simple unit gen)[i ->]; exact: imset_f.
have sg := ha x nz; split; first exact: sg_neq0 sg.
rewrite (sg_gt0 sg) -same; last by rewrite above_in.
by rewrite lifted_value mul1r addrC.
Qed.

(* A set on which only 0 vanishes, in some order *)
Lemma ordered S : S \in point_sets J F -> exists2 U, rows U \in unitmx & S = [set U i | i : 'I_#|J|].
Proof.
rewrite inE => /andP[/eqP SD free]; pose U : sequences := [ffun i => enum_val (cast_ord (esym SD) i)]; exists U.
  rewrite -row_free_unit /row_free -{3}SD -(eqP free) eqn_leq; apply/andP; split.
    by rewrite (eqP free) SD rank_leq_row.
  apply: mxrankS; apply/row_subP => i; rewrite (_ : row i _ = row (cast_ord SD i) (rows U)) ?row_sub //.
  by apply/rowP => k; rewrite !mxE ffunE cast_ordK.
apply/setP => x; apply/idP/imsetP => [xS|[i _ ->]]; last by rewrite ffunE enum_valP.
by exists (cast_ord SD (enum_rank_in xS x)) => //; rewrite ffunE cast_ordK enum_rankK_in.
Qed.
End Vertex.

Section Growth.
Variable F : realFieldType.
Variable T : forall d n : nat, {set boolean n}.
Hypothesis TP : forall d n (f : boolean n), f \in T d n <-> threshold_of_degree F d f.
Local Open Scope nat_scope.

(* B_e(n) *)
Definition unisolvent_number e n := #|point_sets (monomials_to e n) F|.
Theorem unisolvent_numberP e n (S : {set cube n}) :
  S \in point_sets (monomials_to e n) F <-> #|S| = terms e n /\ unisolvent F e S.
Proof.
have out (c : {set 'I_n} -> F) : degree_at_most e c <-> forall A, A \notin monomials_to e n -> c A = 0%R.
  by split=> deg A; [rewrite inE -ltnNge => /deg | move=> eA; apply: deg; rewrite inE -ltnNge].
split=> [/point_setP[SD only]|[SD only]]; first by rewrite SD card_terms; split=> // c /out; exact: only.
by apply/point_setP; split=> [|c /out]; [rewrite card_terms | exact: only].
Qed.

Definition above_degree e n (f : boolean n) : {set boolean n.+1} := [set h in T e.+1 n.+1 | slice false h == f].
Lemma card_above_degree e n (f : boolean n) : f \in T e.+1 n -> unisolvent_number e n <= #|above_degree e f|.
Proof.
move=> /TP/unrelated_representative[p [deg strict gen]].
have inj : injective (@above_set n).
  by move=> S S' /setP E; apply/setP => x; have := E (extend x true); rewrite !above_in.
rewrite /unisolvent_number -(card_imset _ inj); apply: shattered_points => _ /imsetP[S /ordered[U unit ->] ->].
exists [ffun y => 0 < polynomial (lifted_polynomial p (vertex p U)) y]%R => t same.
have [|tt ts] := @near_polynomial_vertex F n e f p U t unit deg gen strict; first by move=> y out; rewrite -same // ffunE.
by rewrite inE ts eqxx andbT; exact/TP.
Qed.

(* [RV-5] for d = e + 1 *)
Theorem degree_growth e n : #|T e.+1 n| * unisolvent_number e n <= #|T e.+1 n.+1|.
Proof.
rewrite -sum_nat_const -[X in _ <= X]sum1_card (bigID (fun h => slice false h \in T e.+1 n)) /=.
apply: leq_trans (leq_addr _ _); rewrite (partition_big (@slice n false) (mem (T e.+1 n))) /=; last by move=> h /andP[].
apply: leq_sum => f Tf; apply: leq_trans (card_above_degree Tf) _; rewrite sum1dep_card.
apply/subset_leq_card/subsetP => h; rewrite !inE => /andP[-> /eqP ->]; by rewrite Tf eqxx.
Qed.

(* [RV-5-P] for d = e + 1 *)
Theorem degree_growth_product e n : e.+1 <= n ->
  2 ^ (2 ^ e.+1) * \prod_(e.+1 <= i < n) unisolvent_number e i <= #|T e.+1 n|.
Proof.
move=> /subnK <-; elim: (n - _) => [|k IH].
  by rewrite add0n big_geq // muln1 (degree_all TP).
rewrite addSn big_nat_recr ?leq_addl //= mulnA; apply: leq_trans (degree_growth e _).
by rewrite leq_mul2r IH orbT.
Qed.
Theorem degree_growth_power e n : e.+1 <= n ->
  2 ^ (2 ^ e.+1 + \sum_(e.+1 <= i < n) (i - e) * terms e i) <= #|T e.+1 n| * \prod_(e.+1 <= i < n) (terms e i)`!.
Proof.
move=> en; apply: leq_trans (leq_mul (degree_growth_product en) (leqnn _)).
rewrite expnD -mulnA leq_mul2l -big_split /= expn_sum; apply/orP; right; apply: leq_prod => i _.
rewrite [unisolvent_number e i * _]mulnC -card_terms; apply: unordered_bases => A; by rewrite inE.
Qed.
End Growth.
