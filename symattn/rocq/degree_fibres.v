(* Different regions of the two-block arrangements of all polynomial threshold functions f of n variables give different functions of m + n
   variables, and the simple vertices of such an arrangement are the common points of the simple pairs  [RV-6-02, RV-6-05]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold blocks bases simple_vertices.
From Symattn Require Import elementary_gates reed_muller polynomial_bases degree degree_blocks degree_vertices
  degree_two_block values.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Fibres.
Variable F : realFieldType.
Variable d : nat.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold_of_degree F d f.
Variables m n : nat.

(* A region is the set of the points c with given signs s(u, v) of p(v) + <c, phi(u)>, none of them 0, where u != 0; s is false where
   u = 0. *)
Definition degree_region (a : {set 'I_n} -> F) (s : boolean (m + n)) : Prop :=
  (forall v, s (join (origin m) v) = false) /\
  exists c : 'I_(width m d) -> F, forall u v, u != origin m ->
    dot c (phi d u) + polynomial a v != 0 /\ s (join u v) = (0 < dot c (phi d u) + polynomial a v).

Definition second_block (h : boolean (m + n)) : boolean n := [ffun v => h (join (origin m) v)].
(* F_c for the points c of the region s of f *)
Definition degree_fibre (f : boolean n) (s : boolean (m + n)) : boolean (m + n) :=
  [ffun z : cube (m + n) => if [ffun k => z (lshift n k)] == origin m then f [ffun k => z (rshift m k)] else s z].
Lemma degree_fibre_join f s u v : degree_fibre f s (join u v) = if u == origin m then f v else s (join u v).
Proof.
rewrite ffunE (_ : [ffun k => join u v (lshift n k)] = u); last first.
  by apply/ffunP => k; rewrite !ffunE (unsplitK (inl _ k)).
by rewrite (_ : [ffun k => join u v (rshift m k)] = v) //; apply/ffunP => k; rewrite !ffunE (unsplitK (inr _ k)).
Qed.
Lemma fibre_of_degree a s : degree_at_most d a -> degree_region a s -> threshold_of_degree F d (degree_fibre (polynomial_gate a) s).
Proof.
move=> deg [_ [c hc]]; have [b degb bE] := block_polynomial c (slope d a) (a set0).
exists b; split=> //; apply/ffunP => z; have [u [v ->]] := joinP z.
rewrite degree_fibre_join !ffunE bE -(polynomial_slope v deg); case: (eqVneq u (origin m)) => [->|u0].
  by rewrite phi_origin /dot big1 ?add0r // => k _; rewrite ffunE mulr0.
by have [nz ->] := hc u v u0; rewrite [RHS]le_eqVlt eq_sym (negbTE nz).
Qed.
Lemma degree_fibre_inj (f : boolean n) (s s' : boolean (m + n)) : (forall v, s (join (origin m) v) = false) ->
  (forall v, s' (join (origin m) v) = false) ->
  degree_fibre f s = degree_fibre f s' -> s = s'.
Proof.
move=> h h' /ffunP e; apply/ffunP => z; have [u [v ->]] := joinP z; move: (e (join u v)).
by rewrite !degree_fibre_join; case: (eqVneq u (origin m)) => [->|//]; rewrite h h'.
Qed.

(* [RV-6-02] R f is a set of regions of the arrangement of p_f, f = H(p_f). *)
Theorem degree_fibres (p : boolean n -> {set 'I_n} -> F) (R : boolean n -> {set boolean (m + n)}) :
  (forall f : boolean n, f \in T n -> degree_at_most d (p f) /\ f = polynomial_gate (p f)) ->
  (forall (f : boolean n) (s : boolean (m + n)), f \in T n -> s \in R f -> degree_region (p f) s) ->
  (\sum_(f in T n) #|R f| <= #|T (m + n)|)%N.
Proof.
move=> fE hR; rewrite -sum1_card (partition_big second_block xpredT) //= [X in (_ <= X)%N](bigID (mem (T n))) /=.
apply: leq_trans (leq_addr _ _); apply: leq_sum => f Tf; rewrite sum1_card.
rewrite -(@card_in_imset _ _ (degree_fibre f) (mem (R f))) => [|s s' Rs Rs']; last first.
  by apply: degree_fibre_inj; [case: (hR f s Tf Rs) | case: (hR f s' Tf Rs')].
apply/subset_leq_card/subsetP => h /imsetP [s Rs ->]; rewrite -topredE /=; apply/andP; split.
  by apply/TP; have [deg {1}->] := fE f Tf; apply: fibre_of_degree deg _; apply: hR.
by apply/eqP/ffunP => v; rewrite ffunE degree_fibre_join eqxx.
Qed.
End Fibres.

Section SimpleVertices.
Variable F : realFieldType.
Variables m n d : nat.
Hypothesis d0 : (0 < d)%N.
Variable a : {set 'I_n} -> F.
Hypothesis deg : degree_at_most d a.
Hypothesis gen : generic_polynomial (width m d) d a.
Notation D := (width m d).

(* The hyperplanes h(u, v), u != 0, through c; c is a simple vertex if there are exactly D' and their normals phi(u) span. *)
Definition planes_through (c : 'I_D -> F) : {set cube m * cube n} :=
  [set uv | (uv.1 != origin m) && (dot c (phi d uv.1) + polynomial a uv.2 == 0)].
Definition normals (S : {set cube m * cube n}) : 'M[F]_(#|S|, D) := \matrix_i row_of F (phi d (enum_val i).1).
Definition simple_vertex (c : 'I_D -> F) : Prop := #|planes_through c| = D /\ row_full (normals (planes_through c)).

(* [RV-6-05] *)
Theorem simple_vertices c : simple_vertex c <->
  exists (U : choices m d) (V : tuples D n), [/\ basis F (lifted U), simple_pair a U V, c =1 common_point a U V &
    planes_through c = [set (U i, V i) | i : 'I_D]].
Proof.
split=> [[SD full]|[U [V [unit si cE SE]]]].
  pose e (i : 'I_D) := enum_val (cast_ord (esym SD) i).
  have eS i : e i \in planes_through c by exact: enum_valP.
  pose U : choices m d := [ffun i => (e i).1]; pose V : tuples D n := [ffun i => (e i).2].
  have unit : basis F (lifted U).
    rewrite /basis -row_full_unit -sub1mx; apply: submx_trans (_ : (normals (planes_through c) <= _)%MS); first by rewrite sub1mx.
    apply/row_subP => i; have -> : row i (normals (planes_through c)) = row (cast_ord SD i) (rows_of F (lifted U)).
      by apply/rowP => k; rewrite !mxE !ffunE /e cast_ordK.
    exact: row_sub.
  have SE : planes_through c = [set (U i, V i) | i : 'I_D].
    apply/setP => uv; apply/idP/imsetP => [uvS|[i _ ->]]; last by rewrite !ffunE -surjective_pairing.
    exists (cast_ord SD (enum_rank_in uvS uv)) => //.
    by rewrite !ffunE /e cast_ordK enum_rankK_in // -surjective_pairing.
  have cE : c =1 common_point a U V.
    apply: common_unique => // i; have := eS i; rewrite inE => /andP[_ /eqP].
    by rewrite /hyperplane !ffunE.
  exists U, V; split=> // u v h; case: (eqVneq u (origin m)) => [u0|u0].
    apply/negPn/negP => out; have [_ _ _ _ /(_ h out)] := through_common_point d0 deg gen V u v unit.
    rewrite u0 /used (_ : support _ _ _ = set0) ?cards0 //; apply/setP => k.
    rewrite !inE /coefficients (_ : row_of F _ = 0) ?mul0mx ?mxE ?eqxx //; by apply/rowP => j; rewrite phi_origin !mxE ffunE.
  have : (u, v) \in planes_through c.
    rewrite inE /= u0; apply/eqP; rewrite -[RHS]h; congr (_ + _); apply: eq_bigr => k _; by rewrite cE.
  by rewrite SE => /imsetP[i _ [-> ->]]; exact: imset_f.
have uniq : injective (fun i => (U i, V i)) by move=> i j [/(lifted_inj unit)].
have iS i : (U i, V i) \in planes_through c by rewrite SE imset_f.
split; first by rewrite SE card_imset ?card_ord.
have full : row_full (rows_of F (lifted U)) by rewrite row_full_unit.
rewrite -sub1mx; apply: submx_trans (_ : (rows_of F (lifted U) <= _)%MS); first by rewrite sub1mx.
apply/row_subP => i; have -> : row i (rows_of F (lifted U)) = row (enum_rank_in (iS i) (U i, V i)) (normals (planes_through c)).
  by apply/rowP => k; rewrite !mxE enum_rankK_in //= ffunE.
exact: row_sub.
Qed.

(* [RV-6-05, the numbers] The simple vertices are as many as the sets of points (u_i, v_i) of simple pairs; each is a vertex. *)
Definition simple_pairb (U : choices m d) (V : tuples D n) : bool :=
  [forall u, forall v, (dot (common_point a U V) (phi d u) + polynomial a v == 0) ==> (join u v \in chosen_pairs U V)].
Lemma simple_pairP U V : reflect (simple_pair a U V) (simple_pairb U V).
Proof.
apply: (iffP forallP) => [h u v|h u]; first by move/eqP=> e; have /forallP/(_ v)/implyP := h u; apply.
by apply/forallP => v; apply/implyP => /eqP; exact: h.
Qed.
Definition simple_pairs : {set choices m d * tuples D n} := [set UV | basis F (lifted UV.1) && simple_pairb UV.1 UV.2].
Theorem simple_vertices_counted : exists s : seq 'rV[F]_D,
  [/\ uniq s, forall c, c \in s <-> simple_vertex (c ord0) & size s = #|[set chosen_pairs UV.1 UV.2 | UV in simple_pairs]|].
Proof.
pose at_row (UV : choices m d * tuples D n) : 'rV[F]_D := \row_k common_point a UV.1 UV.2 k.
exists (undup [seq at_row UV | UV <- enum simple_pairs]); split; first exact: undup_uniq.
  move=> c; rewrite mem_undup; split=> [/mapP[[U V]]|/simple_vertices[U [V [unit si cE _]]]]; last first.
    apply/mapP; exists (U, V); first by rewrite mem_enum inE /= unit; exact/simple_pairP.
    by apply/rowP => k; rewrite mxE -cE.
  rewrite mem_enum inE /= => /andP[unit /simple_pairP si] ->.
  have rowE : at_row (U, V) ord0 =1 common_point a U V by move=> k; rewrite mxE.
  apply/simple_vertices; exists U, V; split=> //; apply/setP => -[u v]; rewrite inE /=.
  rewrite (_ : dot _ _ = dot (common_point a U V) (phi d u)); last by apply: eq_bigr => k _; rewrite rowE.
  apply/andP/imsetP => [[_ /eqP/si/imsetP[i _ /join_inj[-> ->]]]|[i _ [-> ->]]]; first by exists i.
  split; last by apply/eqP; exact: common_on.
  have := origin_not_chosen d0 V (V i) unit; apply: contra => /eqP <-; exact: imset_f.
rewrite -[LHS]/(number simple_pairs at_row) -number_card; apply: number_eq => -[U V] [U' V'].
rewrite !inE /= => /andP[unit /simple_pairP si] /andP[unit' /simple_pairP si']; apply/eqP/eqP => [/rowP e|e].
  have same : common_point a U V =1 common_point a U' V' by move=> k; have := e k; rewrite !mxE.
  exact: (@same_common_point _ _ _ _ _ deg _ _ _ _ unit unit' si si' same).
apply/rowP => k; rewrite !mxE; apply: common_unique => // i; apply: chosen_hyperplane => //.
by rewrite e; exact: imset_f.
Qed.
End SimpleVertices.
