(* For weights p without special relations the hyperplanes p(V_i) + <c, U_i> = 0 of a basis and a good tuple meet in a point c of no other
   hyperplane p(v) + <c, u> = 0; near c the gates of m + n variables take all values on the chosen points and keep their values elsewhere
   [RV-6-03, RV-6-04, RV-6-05 for d = 1; the place of RV-6-05 and RV-6-06 in RV-6]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold supports blocks bases chosen generic.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section TwoBlocks.
Variable F : realFieldType.
Implicit Types m n : nat.

Lemma natr_bool_inj (a b : bool) : a%:R = b%:R :> F -> a = b.
Proof. by move=> /eqP; rewrite eqr_nat; case: a; case: b. Qed.

(* <c, u>, and the gate p(v) + <c, u> of both blocks. *)
Definition dot m (c : 'I_m -> F) (u : cube m) : F := \sum_k c k * (u k)%:R.
Definition beside m n (c : 'I_m -> F) (w : 'I_n -> F) (i : 'I_(m + n)) : F := match split i with inl k => c k | inr k => w k end.

Lemma activation_join m n (c : 'I_m -> F) (w : 'I_n -> F) b u v :
  activation (beside c w) b (join u v) = dot c u + activation w b v.
Proof.
rewrite /activation /dot big_split_ord /= -addrA; congr (_ + (_ + _)); apply: eq_bigr => k _.
  by rewrite /beside ffunE (unsplitK (inl _ k)).
by rewrite /beside ffunE (unsplitK (inr _ k)).
Qed.
Lemma joinP m n (z : cube (m + n)) : exists u v, z = join u v.
Proof.
exists [ffun k => z (lshift n k)], [ffun k => z (rshift m k)]; apply/ffunP => i.
by rewrite ffunE -[in LHS](splitK i); case: (split i) => k; rewrite ffunE.
Qed.

(* The point c with <c, U_i> = y_i. *)
Definition solution m (U : vectors m) (y : 'I_m -> F) (k : 'I_m) : F := (invmx (rows_of F U) *m \col_i y i) k ord0.
Lemma dot_solution m (U : vectors m) y u : dot (solution U y) u = \sum_i coefficients F U u ord0 i * y i.
Proof.
transitivity ((row_of F u *m (invmx (rows_of F U) *m \col_i y i)) ord0 ord0).
  by rewrite mxE; apply: eq_bigr => k _; rewrite [row_of F u ord0 k]mxE mulrC.
by rewrite mulmxA mxE; apply: eq_bigr => i _; rewrite [X in _ * X]mxE.
Qed.
Lemma coefficients_basis m (U : vectors m) k i : basis F U -> coefficients F U (U k) ord0 i = (k == i)%:R.
Proof.
move=> unit; have -> : coefficients F U (U k) = row k 1%:M.
  rewrite -(mulmxV unit) row_mul /coefficients; congr (_ *m _).
  by apply/rowP => j; rewrite !mxE.
by rewrite !mxE.
Qed.
Lemma pick_basis m (U : vectors m) k (y : 'I_m -> F) : basis F U -> \sum_i coefficients F U (U k) ord0 i * y i = y k.
Proof.
move=> unit; rewrite (bigD1 k) //= coefficients_basis // eqxx mul1r big1 ?addr0 // => i ik.
by rewrite coefficients_basis // eq_sym (negbTE ik) mul0r.
Qed.

(* Sums over the coefficients that are not 0. *)
Lemma sum_support m (U : vectors m) u (y : 'I_m -> F) :
  \sum_i coefficients F U u ord0 i * y i = \sum_(i in support F U u) coefficients F U u ord0 i * y i.
Proof.
rewrite [RHS]big_mkcond; apply: eq_bigr => i _; rewrite inE.
by case: eqP => // ->; rewrite mul0r.
Qed.
Lemma sum_support1 m (U : vectors m) u : \sum_i coefficients F U u ord0 i = \sum_(i in support F U u) coefficients F U u ord0 i.
Proof. by rewrite [RHS]big_mkcond; apply: eq_bigr => i _; rewrite inE; case: eqP. Qed.

Section Vertex.
Variables (m n : nat) (w : 'I_n -> F) (b : F).
Notation p := (activation w b).
Implicit Types (U : vectors m) (V : tuples m n).

(* The hyperplane h(u, v) of the points c, and the common point of the hyperplanes h(U_i, V_i). *)
Definition on_plane (c : 'I_m -> F) (u : cube m) (v : cube n) : Prop := dot c u + p v = 0.
Definition vertex U V : 'I_m -> F := solution U (fun i => - p (V i)).

Lemma dot_vertex U V u : dot (vertex U V) u = - \sum_i coefficients F U u ord0 i * p (V i).
Proof. by rewrite dot_solution -sumrN; apply: eq_bigr => i _; rewrite mulrN. Qed.
Lemma on_vertex U V u v : on_plane (vertex U V) u v <-> p v = \sum_i coefficients F U u ord0 i * p (V i).
Proof. by rewrite /on_plane dot_vertex addrC; split=> [/eqP|->]; rewrite ?subrr // subr_eq0 => /eqP. Qed.
Lemma vertex_on U V i : basis F U -> on_plane (vertex U V) (U i) (V i).
Proof. by move=> unit; apply/on_vertex; rewrite pick_basis. Qed.

(* It is their only common point. *)
Theorem vertex_unique U V c : basis F U -> (forall i, on_plane c (U i) (V i)) -> c =1 vertex U V.
Proof.
move=> unit h k; rewrite /vertex /solution (_ : \col_i _ = rows_of F U *m \col_i c i); first by rewrite mulKmx // mxE.
apply/colP => i; rewrite !mxE (eq_bigr (fun j => c j * (U i j)%:R)) => [|j _]; last by rewrite !mxE mulrC.
by apply/eqP; rewrite eq_sym -addr_eq0 -[_ == 0]/(dot c (U i) + p (V i) == 0) h.
Qed.

(* [RV-6-04] for d = 1: which hyperplanes pass through the vertex ... *)
Theorem through_vertex U V u v : generic m w b ->
  on_plane (vertex U V) u v <-> \sum_i coefficients F U u ord0 i = 1 /\ forall j, (v j)%:R = \sum_i coefficients F U u ord0 i * (V i j)%:R.
Proof.
move=> gen; rewrite on_vertex; split=> [|[one e]]; first exact: gen.
transitivity (\sum_i coefficients F U u ord0 i * (\sum_j w j * (V i j)%:R) + \sum_i coefficients F U u ord0 i * b); last first.
  by rewrite -big_split; apply: eq_bigr => i _; rewrite /= -mulrDr.
rewrite -mulr_suml one mul1r; congr (_ + _).
transitivity (\sum_j \sum_i coefficients F U u ord0 i * (w j * (V i j)%:R)).
  by apply: eq_bigr => j _; rewrite e mulr_sumr; apply: eq_bigr => i _; rewrite mulrCA.
by rewrite exchange_big; apply: eq_bigr => i _; rewrite mulr_sumr.
Qed.

(* ... and that a further one has at least three coefficients. *)
Theorem further_support U V u v : basis F U -> generic m w b -> on_plane (vertex U V) u v -> join u v \notin chosen U V ->
  (2 < #|support F U u|)%N.
Proof.
move=> unit gen /(through_vertex _ _ _ _ gen) [one e]; apply: contraR; rewrite -leqNgt.
move: one; rewrite sum_support1; case S0: #|support F U u| => [|[|[|s]]] // one _.
- move: one; rewrite (cards0_eq S0) big_set0 => /eqP.
  by rewrite eq_sym oner_eq0.
- have /cards1P [i Si] : #|support F U u| == 1%N by rewrite S0.
  move: one; rewrite Si big_set1 => one; apply/imsetP; exists i => //; congr join; apply/ffunP => k.
    by apply: natr_bool_inj; rewrite (combination u k unit) sum_support Si big_set1 one mul1r.
  by apply: natr_bool_inj; rewrite e sum_support Si big_set1 one mul1r.
have /cards2P [i [j [ij Sij]]] : #|support F U u| == 2%N by rewrite S0.
have sum2 (g : 'I_m -> F) : \sum_(k in support F U u) g k = g i + g j.
  by rewrite Sij big_setU1 ?inE //= big_set1.
have [k Uk] : exists k, U i k != U j k.
  by apply/existsP; apply: contraNT ij => /existsPn h; apply/eqP/(basis_inj unit)/ffunP => k; apply/eqP; move: (h k); rewrite negbK.
have li : coefficients F U u ord0 i != 0 by have : i \in support F U u by [rewrite Sij !inE eqxx]; rewrite inE.
have lj : coefficients F U u ord0 j != 0 by have : j \in support F U u by [rewrite Sij !inE eqxx orbT]; rewrite inE.
move: one; rewrite sum2 => one; have := combination u k unit; rewrite sum_support sum2 => /esym uk.
by have /eqP := affine_bits Uk one uk; rewrite mulf_eq0 (negbTE li) (negbTE lj).
Qed.

(* A pair, that is a basis and a tuple, is simple if no further hyperplane passes through its vertex.
   [RV-6-05] for d = 1: a good pair is simple, and simple pairs with the same vertex are the same as sets of points (U_i, V_i). *)
Definition simple U V : Prop := forall u v, on_plane (vertex U V) u v -> join u v \in chosen U V.
Theorem good_simple U V : basis F U -> generic m w b -> good F U V -> simple U V.
Proof.
move=> unit gen /forallP gd u v h; apply/negPn/negP => out.
have := gd u; rewrite /bad_for (further_support unit gen h out) /= => /forallPn [j].
have [_ /(_ j) e] := (through_vertex _ _ _ _ gen).1 h.
rewrite /bit; rewrite (_ : \sum_i _ = (v j)%:R); first by case: (v j); rewrite eqxx ?orbT.
by rewrite e; apply: eq_bigr => i _; rewrite ffunE.
Qed.
Lemma chosen_on U V u v : basis F U -> join u v \in chosen U V -> on_plane (vertex U V) u v.
Proof. by move=> unit /imsetP [i _ /join_inj [-> ->]]; exact: vertex_on. Qed.
Theorem different_vertices U V U' V' : basis F U -> basis F U' -> simple U V -> simple U' V' ->
  vertex U V =1 vertex U' V' -> chosen U V = chosen U' V'.
Proof.
move=> unit unit' si si' e; have same u v : on_plane (vertex U V) u v <-> on_plane (vertex U' V') u v.
  by rewrite /on_plane (_ : dot (vertex U V) u = dot (vertex U' V') u) //; apply: eq_bigr => k _; rewrite e.
apply/setP => z; have [u [v ->]] := joinP z; apply/idP/idP => h.
  by apply/si'/same/chosen_on.
by apply/si/same/chosen_on.
Qed.

(* [RV-6-03] for d = 1: the hyperplanes h(u, v) with u != 0 are different. *)
Theorem different_hyperplanes (u u' : cube m) (v v' : cube n) : generic m w b -> u != [ffun=> false] -> u' != [ffun=> false] ->
  (forall c, on_plane c u v -> on_plane c u' v') -> u = u' /\ v = v'.
Proof.
have nonzero (x : cube m) : x != [ffun=> false] -> exists k, x k.
  by move=> x0; apply/existsP; apply: contraNT x0 => /existsPn h; apply/eqP/ffunP => k; rewrite ffunE; apply/negbTE.
move=> gen /nonzero [k uk] /nonzero [k' uk'] h.
pose d (j : 'I_m) a i := a * (i == j)%:R : F.
have dE j a x : dot (d j a) x = a * (x j)%:R.
  by rewrite /dot (bigD1 j) //= /d eqxx mulr1 big1 ?addr0 // => i /negbTE ij; rewrite ij mulr0 mul0r.
have dD c c' x : dot (fun i => c i + c' i) x = dot c x + dot c' x.
  by rewrite /dot -big_split; apply: eq_bigr => i _; rewrite mulrDl.
(* Points of h(u, v): -p(v) e_k, and with e_j - u_j e_k added. *)
have base : p v' = p v * (u' k)%:R.
  by have := h (d k (- p v)); rewrite /on_plane !dE uk mulr1 addNr mulNr addrC => /(_ erefl)/eqP; rewrite subr_eq0 => /eqP.
have coord j : u' j = u' k && u j.
  apply: natr_bool_inj; have := h (fun i => d k (- p v) i + (d j 1 i + d k (- (u j)%:R) i)).
  rewrite /on_plane !dD !dE uk !mulr1 !mul1r subrr addr0 addNr addrAC !mulNr base addNr add0r => /(_ erefl)/eqP.
  by rewrite subr_eq0 => /eqP ->; case: (u' k); case: (u j); rewrite ?mulr0 ?mulr1 ?mul0r.
have u'k : u' k by have := uk'; rewrite (coord k') => /andP[].
split; first by apply/ffunP => j; rewrite coord u'k.
pose I : vectors m := [ffun i => [ffun j => i == j]].
have unit : basis F I.
  by rewrite /basis (_ : rows_of F I = 1%:M) ?unitmx1 //; apply/matrixP => i j; rewrite !mxE !ffunE.
have [_ e] : \sum_i coefficients F I (I k) ord0 i = 1 /\ forall j, (v' j)%:R = \sum_i coefficients F I (I k) ord0 i * ([ffun=> v] i j)%:R.
  apply: (gen I [ffun=> v]); rewrite pick_basis //= ffunE.
  by rewrite base u'k mulr1.
by apply/ffunP => j; apply: natr_bool_inj; rewrite e pick_basis //= ffunE.
Qed.

(* Near a simple vertex all values occur on the chosen points, and the other values stay. *)
Theorem near_vertex U V (t : boolean (m + n)) : basis F U -> simple U V ->
  (forall u v, join u v \notin chosen U V -> t (join u v) = (0 < dot (vertex U V) u + p v)) -> threshold F t.
Proof.
move=> unit si same; pose y i : F := if t (join (U i) (V i)) then 1 else -1.
have [e e0 he] := small (fun uv : cube m * cube n => dot (vertex U V) uv.1 + p uv.2)
                        (fun uv => \sum_i coefficients F U uv.1 ord0 i * y i).
pose c := solution U (fun i => - p (V i) + e * y i).
have cE u v : dot c u + p v = dot (vertex U V) u + p v + e * \sum_i coefficients F U u ord0 i * y i.
  rewrite addrAC; congr (_ + _); rewrite !dot_solution mulr_sumr -big_split; apply: eq_bigr => i _.
  by rewrite mulrDr [e * (_ * _)]mulrCA.
exists (beside c w), b; apply/ffunP => z; have [u [v ->]] := joinP z; rewrite ffunE activation_join cE.
case: (boolP (join u v \in chosen U V)) => [/imsetP [i _ /join_inj [-> ->]]|out].
  rewrite (vertex_on V i unit) add0r pick_basis // pmulr_rge0 // /y.
  by case: (t _); rewrite ?ler01 // oppr_ge0 ler10.
have nz : dot (vertex U V) u + p v != 0 by apply: contra out => /eqP /si.
have sg := he (u, v) nz; rewrite le_eqVlt eq_sym (negbTE (sg_neq0 nz sg)) (sg_gt0 sg) /=.
exact: same.
Qed.

(* No vector of a basis is 0, so the slice u = 0 of a gate near the vertex is the gate of p. *)
Lemma zero_not_chosen U V v : basis F U -> join [ffun=> false] v \notin chosen U V.
Proof.
move=> unit; apply/imsetP => -[i _ /join_inj [/esym Ui _]].
have := coefficients_basis i i unit; rewrite eqxx /coefficients (_ : row_of F (U i) = 0); last first.
  by apply/rowP => j; rewrite Ui !mxE ffunE.
by rewrite mul0mx mxE => /esym/eqP; rewrite oner_eq0.
Qed.
End Vertex.

(* For every gate f of n variables: the chosen points of a basis and a good tuple can be given any values, those of s outside being kept,
   and the gates of m + n variables so obtained are f where the first m variables are 0. *)
Theorem shattered_by_gates m n (f : boolean n) : threshold F f -> exists s : vectors m -> tuples m n -> boolean (m + n),
  forall (U : vectors m) (V : tuples m n), basis F U -> good F U V ->
    #|chosen U V| = m /\
    forall t : boolean (m + n), (forall z, z \notin chosen U V -> s U V z = t z) ->
      threshold F t /\ (forall v, t (join [ffun=> false] v) = f v).
Proof.
move=> /(generic_representative m) [w [b [strict gen]]].
exists (fun U V => [ffun z => 0 < activation (beside (vertex w b U V) w) b z]) => U V unit gd.
split=> [|t same]; first exact: card_chosen unit.
have sE u v : join u v \notin chosen U V -> t (join u v) = (0 < dot (vertex w b U V) u + activation w b v).
  by move=> /same <-; rewrite ffunE activation_join.
split=> [|v]; first exact: (near_vertex unit (good_simple unit gen gd) sE).
rewrite sE ?zero_not_chosen // (_ : dot _ _ = 0) ?add0r; last by rewrite /dot big1 // => k _; rewrite ffunE mulr0.
by have [_ ->] := strict v.
Qed.
End TwoBlocks.
