(* Cover's bound for polynomial threshold functions, with its cases of equality, and the number of the points that they shatter
   [RV-3-d, RV-3-T, RV-5-VC]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import parity.
From Symattn Require Import cover cover_closed threshold general_position reed_muller degree.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* D_d(n) *)
Definition terms d n : nat := (\sum_(i < d.+1) 'C(n, i))%N.
Lemma card_terms d n : #|monomials_to d n| = terms d n.
Proof. exact: card_monomials. Qed.

Lemma number_sets n : #|[set: {set 'I_n}]| = (2 ^ n)%N.
Proof. by rewrite -powersetT card_powerset cardsT card_ord. Qed.

Section Relations.
Variables (F : realFieldType) (n : nat).
Implicit Types (g : cube n -> F) (x y : cube n) (A B : {set 'I_n}).

Definition point_of B : cube n := [ffun i => i \in B].
Lemma ones_point B : ones (point_of B) = B.
Proof. by apply/setP => i; rewrite inE ffunE. Qed.
Lemma ones_inj : injective (@ones n).
Proof. by move=> x y /setP e; apply/ffunP => i; have := e i; rewrite !inE. Qed.

(* The 2^n monomials are independent of each other, and so are the points. *)
Lemma all_monomials g : (forall B, \sum_x g x * (monomial B x)%:R = 0) -> forall x, g x = 0.
Proof.
move=> zero x0; apply/eqP/negPn/negP => nz0.
case: (arg_maxnP (P := fun x => g x != 0) (fun x => #|ones x|) nz0) => x nz most.
suff e : \sum_y g y * (monomial (ones x) y)%:R = g x by move: nz; rewrite -e zero eqxx.
rewrite (bigD1 x) //= /monomial fintype.subxx mulr1 big1 ?addr0 // => y yx.
case: (boolP (ones x \subset ones y)) => [sub|_]; last by rewrite mulr0.
apply/eqP; rewrite mulr1; apply/negPn/negP => /most le; case/eqP: yx; apply: ones_inj; apply/esym/eqP.
by rewrite eqEcard sub.
Qed.
(* With the monomials of degree less than n the only relation is (-1)^|x|. *)
Lemma lower_monomials g : (forall B, (#|B| < n)%N -> \sum_x g x * (monomial B x)%:R = 0) ->
  forall x, g x = chi F x * g (point_of setT).
Proof.
move=> zero x; apply/eqP; rewrite -subr_eq0; apply/eqP; move: x; apply: all_monomials => B.
have one : chi F (point_of setT) = 1 by rewrite /chi big1 // => i _; rewrite ffunE inE.
under eq_bigr do rewrite mulrBl; rewrite sumrB.
case: (ltnP #|B| n) => Bn.
  rewrite zero // sub0r (_ : \sum_x _ = g (point_of setT) * \sum_x chi F x * (monomial B x)%:R).
    rewrite (orthogonal Bn) ?mulr0 ?oppr0 // => y z yz; congr ((nat_of_bool _)%:R).
    by apply/subsetP/subsetP => sub i iB; have := sub i iB; rewrite !inE yz.
  by rewrite mulr_sumr; apply: eq_bigr => y _; rewrite mulrAC mulrC mulrA.
have -> : B = setT by apply/eqP; rewrite eqEcard subsetT cardsT card_ord.
have only y : (monomial setT y)%:R = (y == point_of setT)%:R :> F.
  by congr ((nat_of_bool _)%:R); rewrite /monomial subTset -(inj_eq ones_inj) ones_point.
by rewrite -sumrB (bigD1 (point_of setT)) //= big1 => [|y /negbTE yT];
   rewrite only ?eqxx ?one ?mul1r ?subrr ?add0r ?addr0 // yT !mulr0 subrr.
Qed.
End Relations.

Section Points.
Variables (F : realFieldType) (d n : nat).
Notation J := (monomials_to d n).
Implicit Types (c : {set 'I_n} -> F) (f : boolean n) (B : {set 'I_n}).

Definition monomial_points : 'M[F]_(#|J|, #|{: cube n}|) := \matrix_(k, j) (monomial (enum_val k) (enum_val j))%:R.
Definition of_row (w : 'rV[F]_#|J|) (A : {set 'I_n}) : F := \sum_(k | enum_val k == A) w ord0 k.
Lemma of_rowE w k : of_row w (enum_val k) = w ord0 k.
Proof. by rewrite /of_row (big_pred1 k) // => i; rewrite (inj_eq enum_val_inj). Qed.
Lemma degree_of_row w : degree_at_most d (of_row w).
Proof.
move=> A dA; apply: big1 => k /eqP kA; have := enum_valP k; rewrite inE kA leqNgt dA; by [].
Qed.
Lemma row_points c j : degree_at_most d c -> ((\row_k c (enum_val k)) *m monomial_points) ord0 j = polynomial c (enum_val j).
Proof.
move=> deg; rewrite mxE /polynomial; transitivity (\sum_(A in J) c A * (monomial A (enum_val j))%:R).
  by rewrite [RHS]big_enum_val; apply: eq_bigr => k _; rewrite !mxE.
rewrite big_mkcond; apply: eq_bigr => A _; rewrite inE; case: leqP => // /deg ->.
by rewrite mul0r.
Qed.
Lemma of_row_points (w : 'rV[F]_#|J|) j : (w *m monomial_points) ord0 j = polynomial (of_row w) (enum_val j).
Proof.
rewrite -row_points; last exact: degree_of_row.
by congr ((_ *m _) _ _); apply/rowP => k; rewrite mxE of_rowE.
Qed.

Definition table f : {ffun 'I_#|{: cube n}| -> bool} := [ffun j => f (enum_val j)].
Lemma table_inj : injective table.
Proof. by move=> f g /ffunP e; apply/ffunP => x; move: (e (enum_rank x)); rewrite !ffunE enum_rankK. Qed.
Lemma tableP s : exists f, s = table f.
Proof. by exists [ffun x => s (enum_rank x)]; apply/ffunP => j; rewrite !ffunE enum_valK. Qed.
Lemma realised_table f : realised monomial_points (table f) <-> threshold_of_degree F d f.
Proof.
split=> [[w /forallP reg sg]|/strict_degree[c [deg h]]].
  apply: (@strict_threshold_degree F d n f (of_row w)) => [|x]; first exact: degree_of_row.
  have := reg (enum_rank x); have /ffunP/(_ (enum_rank x)) := sg; rewrite !ffunE of_row_points enum_rankK => <-.
  by split.
exists (\row_k c (enum_val k)); first by apply/forallP => j; rewrite row_points //; case: (h (enum_val j)).
by apply/ffunP => j; rewrite !ffunE row_points //; case: (h (enum_val j)).
Qed.

(* A relation between the points is one between the values of the monomials. *)
Definition weight (a : 'cV[F]_#|{: cube n}|) (x : cube n) : F := a (enum_rank x) ord0.
Lemma weight0 a : (forall x, weight a x = 0) -> a = 0.
Proof. by move=> z; apply/colP => j; have := z (enum_val j); rewrite /weight enum_valK mxE. Qed.
Lemma relation a : monomial_points *m a = 0 <-> forall B, (#|B| <= d)%N -> \sum_x weight a x * (monomial B x)%:R = 0.
Proof.
have E k : (monomial_points *m a) k ord0 = \sum_x weight a x * (monomial (enum_val k) x)%:R.
  rewrite mxE [RHS](reindex (@enum_val _ (mem {: cube n}))) /=; last first.
    by exists enum_rank => x _; [exact: enum_valK | exact: enum_rankK].
  by apply: eq_bigr => j _; rewrite mxE /weight enum_valK mulrC.
split=> [/colP z B Bd|z]; last by apply/colP => k; rewrite E z ?mxE //; have := enum_valP k; rewrite inE.
have BJ : B \in J by rewrite inE.
by have := z (enum_rank_in BJ B); rewrite E mxE enum_rankK_in.
Qed.

Lemma card_cube : #|{: cube n}| = (2 ^ n)%N.
Proof. by rewrite card_ffun card_bool card_ord. Qed.
Lemma terms_below : (d < n)%N -> (terms d n < 2 ^ n)%N.
Proof.
move=> dn; rewrite -card_terms -number_sets.
apply/proper_card/properP; split; first exact: subsetT.
by exists setT; rewrite ?inE // cardsT card_ord -ltnNge.
Qed.
Lemma general_points : (d == 0)%N || (n <= d.+1)%N -> general monomial_points.
Proof.
move=> cases A Ak a out /relation zero; apply: weight0 => x.
case/orP: cases => [/eqP d0|nd].
  have := zero set0; rewrite cards0 => /(_ (leq0n _)).
  under eq_bigr do rewrite monomial0 mulr1.
  have /cards1P[j Aj] : #|A| == 1%N.
    rewrite Ak card_monomials d0 big_ord_recl big_ord0 bin0; apply/eqP/minn_idPr.
    by rewrite card_cube expn_gt0.
  have off y : y != enum_val j -> weight a y = 0.
    by move=> yj; apply: out; rewrite Aj inE; apply: contraNneq yj => <-; rewrite enum_rankK.
  rewrite (bigD1 (enum_val j)) //= big1 ?addr0 // => z.
  by case: (eqVneq x (enum_val j)) => [->|/off].
case: (leqP n d) => [nd'|dn].
  by apply: all_monomials x => B; apply: zero; apply: leq_trans nd'; rewrite -[X in (_ <= X)%N]card_ord max_card.
have h : forall y, weight a y = chi F y * weight a (point_of setT).
  by apply: lower_monomials => B Bn; apply: zero; rewrite -ltnS; apply: leq_trans Bn nd.
have [i iA] : exists i, i \notin A.
  apply/existsP; rewrite -negb_forall; apply: contraL (terms_below dn) => /forallP all.
  rewrite -leqNgt -card_cube -[X in (X <= _)%N]card_ord; apply: (@leq_trans #|A|); last by rewrite Ak card_terms geq_minr.
  by apply/subset_leq_card/subsetP.
have : weight a (enum_val i) = 0 by rewrite /weight enum_valK out.
by rewrite [in X in X -> _]h => /eqP; rewrite mulf_eq0 (negbTE (chi_neq0 _ _)) => /eqP z; rewrite h z mulr0.
Qed.

(* On the points with at most d ones the polynomials take arbitrary values. *)
Lemma any_values (y : 'rV[F]_#|J|) : exists2 c, degree_at_most d c & forall k, polynomial c (point_of (enum_val k)) = y ord0 k.
Proof.
pose set_of (k : 'I_#|J|) : {set 'I_n} := enum_val k.
pose M : 'M[F]_#|J| := \matrix_(k, l) (set_of k \subset set_of l)%:R.
have value w l : (w *m M) ord0 l = polynomial (of_row w) (point_of (enum_val l)).
  rewrite -[point_of _]enum_rankK -of_row_points !mxE; apply: eq_bigr => k _.
  by rewrite !mxE /monomial enum_rankK ones_point.
have : row_free M.
  apply: inj_row_free => w w0; apply/rowP => k0; rewrite mxE; apply/eqP/negPn/negP => nz0.
  case: (arg_minnP (P := fun k => w ord0 k != 0) (fun k => #|set_of k|) nz0) => k nz least.
  case/negP: nz; have /rowP/(_ k) := w0; rewrite !mxE (bigD1 k) //= !mxE fintype.subxx mulr1 big1 ?addr0 => [->|l lk]; first by [].
  rewrite mxE; case: (boolP (set_of l \subset set_of k)) => [sub|_]; last by rewrite mulr0.
  apply/eqP; rewrite mulr1; apply/negPn/negP => /least le; case/eqP: lk; apply: enum_val_inj; apply/eqP.
  by rewrite eqEcard sub.
rewrite row_free_unit => unit; exists (of_row (y *m invmx M)); first exact: degree_of_row.
by move=> k; rewrite -value mulmxKV.
Qed.
End Points.

Section Degrees.
Variable F : realFieldType.
(* T d n is the set of the polynomial threshold functions of degree at most d of n variables. *)
Variable T : forall d n : nat, {set boolean n}.
Hypothesis TP : forall d n (f : boolean n), f \in T d n <-> threshold_of_degree F d f.

Lemma tables d n (s : {ffun 'I_#|{: cube n}| -> bool}) : s \in [set table f | f in T d n] <-> realised (monomial_points F d n) s.
Proof.
have [f ->] := tableP s; split=> [/imsetP[g /TP tg /table_inj ->]|/realised_table/TP tf]; first exact/realised_table.
exact: imset_f.
Qed.
Lemma card_tables d n : #|[set table f | f in T d n]| = #|T d n|.
Proof. exact: card_imset (@table_inj n). Qed.

Lemma degree_sign_vectors d n : (#|T d n| <= 2 * \sum_(i < terms d n) 'C(2 ^ n - 1, i))%N /\
  ((#|T d n| = 2 * \sum_(i < terms d n) 'C(2 ^ n - 1, i))%N <-> general (monomial_points F d n)).
Proof.
have [] := @sign_vectors F _ _ (monomial_points F d n) _ _ _ (@tables d n).
- by rewrite card_cube expn_gt0.
- by apply/card_gt0P; exists set0; rewrite inE cards0.
have E : (2 * (\sum_(i < #|monomials_to d n|) 'C(#|{: cube n}| - 1, i)) = 2 * (\sum_(i < terms d n) 'C(2 ^ n - 1, i)))%N.
  by rewrite card_terms card_cube.
by rewrite card_tables E; split.
Qed.

(* [RV-3-d] *)
Theorem degree_cover d n : (#|T d n| <= C (2 ^ n) (terms d n))%N /\
  (C (2 ^ n) (terms d n) = 2 * \sum_(i < terms d n) 'C(2 ^ n - 1, i))%N /\
  ((d == 0)%N || (n <= d.+1)%N -> #|T d n| = C (2 ^ n) (terms d n)).
Proof.
have E : (C (2 ^ n) (terms d n) = 2 * \sum_(i < terms d n) 'C(2 ^ n - 1, i))%N.
  by rewrite -cover_closed -subSn ?expn_gt0 // subn1.
have [le eq] := degree_sign_vectors d n; rewrite E; split=> //; split=> // /(@general_points F d n).
exact: (eq.2).
Qed.

(* [RV-5-VC] *)
Theorem degree_shatters d n : (2 ^ terms d n <= #|T d n|)%N.
Proof.
rewrite -card_terms; set J := monomials_to d n.
have -> : (2 ^ #|J| = #|{: {ffun 'I_#|J| -> bool}}|)%N by rewrite card_ffun card_bool card_ord.
pose values (f : boolean n) : {ffun 'I_#|J| -> bool} := [ffun k => f (point_of (enum_val k))].
apply: leq_trans (leq_imset_card values (T d n)); apply/subset_leq_card/subsetP => y _.
have [c deg h] := @any_values F d n (\row_k (if y k then 1 else -1)).
apply/imsetP; exists (polynomial_gate c); first by apply/TP; exists c.
by apply/ffunP => k; rewrite !ffunE h mxE; case: (y k); rewrite ?ler01 // oppr_ge0 ler10.
Qed.
Theorem degree_all d n : (n <= d)%N -> #|T d n| = (2 ^ (2 ^ n))%N.
Proof.
move=> nd; apply/eqP; rewrite eqn_leq; apply/andP; split.
  by rewrite (leq_trans (max_card _)) // card_ffun card_bool card_cube.
apply: leq_trans (degree_shatters d n); rewrite leq_exp2l // -card_terms.
rewrite -number_sets; apply/subset_leq_card/subsetP => A _.
by rewrite inE; apply: leq_trans nd; rewrite -[X in (_ <= X)%N]card_ord max_card.
Qed.
End Degrees.

Section Threshold.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.

(* Opposite corners of a face of two dimensions have the same sum. *)
Lemma face n : (2 < n)%N -> ~ general (monomial_points F 1 n).
Proof.
case: n => // -[//|n] n2 gen; pose i0 : 'I_n.+2 := ord0; pose i1 : 'I_n.+2 := lift ord0 ord0.
pose X : seq (cube n.+2) := [:: point_of set0; point_of [set i0]; point_of [set i1]; point_of [set i0; i1]].
pose g (x : cube n.+2) : F :=
  (x == point_of set0)%:R - (x == point_of [set i0])%:R - (x == point_of [set i1])%:R + (x == point_of [set i0; i1])%:R.
pose a : 'cV[F]_#|{: cube n.+2}| := \col_j g (enum_val j).
have wa x : weight a x = g x by rewrite /weight mxE enum_rankK.
have pick (h : cube n.+2 -> F) y : \sum_x (x == y)%:R * h x = h y.
  by rewrite (bigD1 y) //= eqxx mul1r big1 ?addr0 // => x /negbTE ->; rewrite mul0r.
have rel : monomial_points F 1 n.+2 *m a = 0.
  apply/relation => B B1; under eq_bigr do rewrite wa /g mulrDl !mulrBl.
  rewrite big_split /= !sumrB !pick /monomial !ones_point subset0.
  case: (ltngtP #|B| 1) B1 => // [|/eqP/cards1P[j ->]].
    by rewrite ltnS leqn0 cards_eq0 => /eqP -> _; rewrite !sub0set eqxx subrr sub0r addNr.
  move=> _; rewrite !sub1set !inE (_ : ([set j] == set0) = false); last by apply/negbTE/set0Pn; exists j; rewrite inE.
  rewrite sub0r; case: (eqVneq j i0) => [->|_] /=; last by rewrite oppr0 sub0r addNr.
  by rewrite ?subr0 addNr.
pose A := [set enum_rank x | x in X].
have A4 : (#|A| <= minn #|{: cube n.+2}| #|monomials_to 1 n.+2|)%N.
  apply: (@leq_trans 4); first by apply: leq_trans (leq_imset_card _ _) _; apply: leq_trans (card_size _) _.
  rewrite leq_min card_cube card_terms (_ : terms 1 n.+2 = n.+3); last by rewrite /terms !big_ord_recl big_ord0 bin0 bin1 addn0.
  by apply/andP; split; [rewrite (@leq_exp2l 2 2) | exact: n2].
have := general_small gen A4 (a := a) _ rel; move=> e.
have /colP/(_ (enum_rank (point_of set0))) : a = 0.
  apply: e => j jA; rewrite mxE /g; have off y : y \in X -> (enum_val j == y) = false.
    by move=> yX; apply: contraNF jA => /eqP jy; rewrite -[j]enum_valK jy; apply: imset_f.
  by rewrite !off ?inE ?eqxx ?orbT // !subr0 addr0.
rewrite !mxE enum_rankK /g eqxx; have ne (B : {set 'I_n.+2}) i : i \in B -> (point_of set0 == point_of B) = false.
  by move=> iB; apply/negbTE/eqP => /(congr1 (@ones _)); rewrite !ones_point => z; move: iB; rewrite -z inE.
rewrite (ne _ i0) ?inE ?eqxx // (ne _ i1) ?inE ?eqxx // (ne _ i0) ?inE ?eqxx // !subr0 addr0 => /eqP.
by rewrite oner_eq0.
Qed.

(* [RV-3-T] *)
Theorem threshold_cover_exact n : (#|T n| <= 2 * \sum_(i < n.+1) 'C(2 ^ n - 1, i))%N /\
  (C (2 ^ n) n.+1 = 2 * \sum_(i < n.+1) 'C(2 ^ n - 1, i))%N /\ ((#|T n| = 2 * \sum_(i < n.+1) 'C(2 ^ n - 1, i))%N <-> (n <= 2)%N).
Proof.
have t1 : terms 1 n = n.+1 by rewrite /terms !big_ord_recl big_ord0 bin0 bin1 addn0.
have hS (s : {ffun 'I_#|{: cube n}| -> bool}) : s \in [set table f | f in T n] <-> realised (monomial_points F 1 n) s.
  have [f ->] := tableP s; split=> [/imsetP[g /TP/threshold_degree_one tg /table_inj ->]|/realised_table/threshold_degree_one/TP tf].
    exact/realised_table.
  exact: imset_f.
have [] := sign_vectors _ _ hS.
- by rewrite card_cube expn_gt0.
- by apply/card_gt0P; exists set0; rewrite inE cards0.
rewrite card_imset; last exact: table_inj.
have E : (2 * (\sum_(i < #|monomials_to 1 n|) 'C(#|{: cube n}| - 1, i)) = 2 * (\sum_(i < n.+1) 'C(2 ^ n - 1, i)))%N.
  by rewrite card_terms card_cube t1.
rewrite E => le eq; split=> //; split.
  by rewrite -cover_closed -subSn ?expn_gt0 // subn1.
split=> [/eq gen|n2]; last by apply/eq/general_points.
by rewrite leqNgt; apply/negP => /face.
Qed.
End Threshold.
