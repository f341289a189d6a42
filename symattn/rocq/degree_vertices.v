(* For a generic polynomial p of degree at most d the hyperplanes p(v) + <c, phi(u)> = 0 are different; those of a basis and a tuple
   meet in one point, a further one through it has three or more coefficients; near a simple vertex the polynomial threshold functions take
   all values on the chosen points and keep their values elsewhere
   [RV-6-03, RV-6-04, RV-6-05; the place of RV-6-05 and RV-6-06 in RV-6]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold supports blocks bases generic simple_vertices.
From Symattn Require Import elementary_gates reed_muller polynomial_bases degree degree_blocks.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Vertices.
Variable F : realFieldType.
Variables m n d : nat.
Hypothesis d0 : (0 < d)%N.
Notation D := (width m d).
Implicit Types (U : choices m d) (V : tuples D n) (u : cube m) (v : cube n).

(* phi(u) = \sum_i l_i(u) phi(U_i) *)
Definition shares U u : 'rV[F]_D := coefficients F (lifted U) (phi d u).
Definition used U u : {set 'I_D} := support F (lifted U) (phi d u).
Theorem monomial_combination U u (A : {set 'I_m}) : basis F (lifted U) -> A \in no_constant m d ->
  (monomial A u)%:R = \sum_i shares U u ord0 i * (monomial A (U i))%:R :> F.
Proof.
move=> unit AJ; have := combination (phi d u) (enum_rank_in AJ A) unit; rewrite phi_at => ->.
by apply: eq_bigr => i _; rewrite ffunE phi_at.
Qed.

(* The points (U_i, V_i). *)
Definition chosen_pairs U V : {set cube (m + n)} := [set join (U i) (V i) | i : 'I_D].
Lemma lifted_inj U : basis F (lifted U) -> injective U.
Proof. by move=> unit i j e; apply: (basis_inj unit); rewrite !ffunE e. Qed.
Lemma chosen_lifted U V u v : (join (phi d u) (phi d v) \in chosen (lifted U) (lifted_tuple d V)) = (join u v \in chosen_pairs U V).
Proof.
apply/imsetP/imsetP => -[i _ /join_inj []].
  by rewrite !ffunE => /(phi_inj d0) -> /(phi_inj d0) ->; exists i.
by move=> -> ->; exists i => //; rewrite !ffunE.
Qed.
Lemma card_chosen_pairs U V : basis F (lifted U) -> #|chosen_pairs U V| = D.
Proof. by move=> unit; rewrite card_imset ?card_ord // => i j /join_inj [/(lifted_inj unit)]. Qed.
Lemma origin_not_chosen U V v : basis F (lifted U) -> join (origin m) v \notin chosen_pairs U V.
Proof.
move=> unit; rewrite -chosen_lifted phi_origin; exact: (zero_not_chosen (lifted_tuple d V) (phi d v) unit).
Qed.

Variable a : {set 'I_n} -> F.
Hypothesis deg : degree_at_most d a.
Notation p := (polynomial a).

(* [RV-6-block] The hyperplane h(u, v) of points c, and the common point of the hyperplanes h(U_i, V_i). *)
Definition hyperplane (c : 'I_D -> F) u v : Prop := dot c (phi d u) + p v = 0.
Definition common_point U V : 'I_D -> F := vertex (slope d a) (a set0) (lifted U) (lifted_tuple d V).
Lemma hyperplane_lifted c u v : hyperplane c u v <-> on_plane (slope d a) (a set0) c (phi d u) (phi d v).
Proof. by rewrite /hyperplane (polynomial_slope v deg). Qed.
Lemma common_on U V i : basis F (lifted U) -> hyperplane (common_point U V) (U i) (V i).
Proof.
move=> unit; apply/hyperplane_lifted; have := vertex_on (slope d a) (a set0) (lifted_tuple d V) i unit.
by rewrite !ffunE.
Qed.
Lemma common_unique U V c : basis F (lifted U) -> (forall i, hyperplane c (U i) (V i)) -> c =1 common_point U V.
Proof. by move=> unit h; apply: vertex_unique => // i; rewrite !ffunE; exact/hyperplane_lifted. Qed.

Hypothesis gen : generic_polynomial D d a.

(* [RV-6-03] *)
Theorem hyperplanes_differ u u' v v' : u != origin m -> u' != origin m ->
  (forall c, hyperplane c u v -> hyperplane c u' v') -> u = u' /\ v = v'.
Proof.
have nonzero x : x != origin m -> phi d x != [ffun=> false].
  by move=> x0; apply: contra x0; rewrite -(phi_origin d m) => /eqP/(phi_inj d0)/eqP.
move=> /nonzero u0 /nonzero u'0 h; have [|/(phi_inj d0) -> /(phi_inj d0) -> //] := 
  different_hyperplanes gen u0 u'0 (v := phi d v) (v' := phi d v').
by move=> c /hyperplane_lifted/h/hyperplane_lifted.
Qed.

(* [RV-6-04] *)
Theorem through_common_point U V u v : basis F (lifted U) -> let c := common_point U V in let l := shares U u in
  [/\ forall i, hyperplane c (U i) (V i), forall c', (forall i, hyperplane c' (U i) (V i)) -> c' =1 c,
      hyperplane c u v <-> forall A : {set 'I_n}, (#|A| <= d)%N -> (monomial A v)%:R = \sum_i l ord0 i * (monomial A (V i))%:R,
      hyperplane c u v -> \sum_i l ord0 i = 1 /\ forall j, (v j)%:R = \sum_i l ord0 i * (V i j)%:R &
      hyperplane c u v -> join u v \notin chosen_pairs U V -> (2 < #|used U u|)%N].
Proof.
move=> unit c l; have meets : hyperplane c u v <-> p v = \sum_i l ord0 i * p (V i).
  rewrite hyperplane_lifted on_vertex -(polynomial_slope v deg).
  by rewrite (eq_bigr (fun i => l ord0 i * p (V i))) // => i _; rewrite ffunE -(polynomial_slope _ deg).
have monomials : hyperplane c u v <-> forall A : {set 'I_n}, (#|A| <= d)%N -> (monomial A v)%:R = \sum_i l ord0 i * (monomial A (V i))%:R.
  by rewrite meets; exact: generic_relation.
split=> // [i|c'|/monomials h|h out].
- exact: common_on.
- exact: common_unique.
- split=> [|j].
    have := h set0; rewrite cards0 monomial0 => /(_ isT) one; apply/esym; rewrite -[LHS]/(true%:R) one.
    by apply: eq_bigr => i _; rewrite monomial0 mulr1.
  have := h [set j]; rewrite cards1 monomial1 => /(_ d0) ->.
  by apply: eq_bigr => i _; rewrite monomial1.
apply: (further_support (V := lifted_tuple d V) (v := phi d v) unit gen); last by rewrite chosen_lifted.
by apply/hyperplane_lifted.
Qed.

(* A pair, that is a basis and a tuple, is simple if no further hyperplane passes through its common point. *)
Definition simple_pair U V : Prop := forall u v, hyperplane (common_point U V) u v -> join u v \in chosen_pairs U V.
(* A tuple is good for a basis if no combination of three or more of its points, with the shares of a point u, is a 0/1 vector. *)
Definition good_for U V : bool := [forall u, ~~ bad_for F (lifted U) V (phi d u)].
Theorem good_for_simple U V : basis F (lifted U) -> good_for U V -> simple_pair U V.
Proof.
move=> unit /forallP gd u v h; apply/negPn/negP => out.
have [_ _ _ coord /(_ h out) three] := through_common_point V u v unit.
have [_ e] := coord h.
have := gd u; rewrite /bad_for three /= => /forallPn [j].
rewrite /bit; rewrite (_ : \sum_i _ = (v j)%:R); first by case: (v j); rewrite eqxx ?orbT.
by rewrite e; apply: eq_bigr => i _; rewrite ffunE.
Qed.

(* [RV-6-05] Simple pairs with the same common point are the same, as sets of points (U_i, V_i). *)
Lemma chosen_hyperplane U V u v : basis F (lifted U) -> join u v \in chosen_pairs U V -> hyperplane (common_point U V) u v.
Proof. by move=> unit /imsetP [i _ /join_inj [-> ->]]; exact: common_on. Qed.
Theorem same_common_point U V U' V' : basis F (lifted U) -> basis F (lifted U') -> simple_pair U V -> simple_pair U' V' ->
  common_point U V =1 common_point U' V' -> chosen_pairs U V = chosen_pairs U' V'.
Proof.
move=> unit unit' si si' e; have same u v : hyperplane (common_point U V) u v <-> hyperplane (common_point U' V') u v.
  by rewrite /hyperplane (_ : dot (common_point U V) _ = dot (common_point U' V') (phi d u)) //; apply: eq_bigr => k _; rewrite e.
apply/setP => z; have [u [v ->]] := joinP z; apply/idP/idP => h.
  by apply/si'/same/chosen_hyperplane.
by apply/si/same/chosen_hyperplane.
Qed.

(* Near the common point of a simple pair all values occur on the chosen points, and the other values stay. *)
Theorem near_common_point U V (t : boolean (m + n)) : basis F (lifted U) -> simple_pair U V ->
  (forall u v, join u v \notin chosen_pairs U V -> t (join u v) = (0 < dot (common_point U V) (phi d u) + p v)) ->
  threshold_of_degree F d t.
Proof.
move=> unit si same; pose y i : F := if t (join (U i) (V i)) then 1 else -1.
have [e e0 he] := small (fun uv : cube m * cube n => dot (common_point U V) (phi d uv.1) + p uv.2)
                        (fun uv => \sum_i shares U uv.1 ord0 i * y i).
pose c := solution (lifted U) (fun i => - p (V i) + e * y i).
have cE u v : dot c (phi d u) + p v = dot (common_point U V) (phi d u) + p v + e * \sum_i shares U u ord0 i * y i.
  rewrite addrAC; congr (_ + _); rewrite /common_point dot_vertex dot_solution mulr_sumr -sumrN -big_split; apply: eq_bigr => i _.
  by rewrite mulrDr [e * (_ * _)]mulrCA /= mulrN ffunE -(polynomial_slope _ deg).
have [b degb bE] := block_polynomial c (slope d a) (a set0).
exists b; split=> //; apply/ffunP => z; have [u [v ->]] := joinP z; rewrite ffunE bE -(polynomial_slope v deg) cE.
case: (boolP (join u v \in chosen_pairs U V)) => [/imsetP [i _ /join_inj [-> ->]]|out].
  have ui : phi d (U i) = lifted U i by rewrite ffunE.
  rewrite (common_on V i unit) add0r /shares ui pick_basis // pmulr_rge0 // /y.
  by case: (t _); rewrite ?ler01 // oppr_ge0 ler10.
have nz : dot (common_point U V) (phi d u) + p v != 0 by apply: contra out => /eqP /si.
have sg := he (u, v) nz; rewrite le_eqVlt eq_sym (negbTE (sg_neq0 nz sg)) (sg_gt0 sg) /=.
exact: same.
Qed.
End Vertices.

(* For every polynomial threshold function f of n variables: the chosen points of a basis and a good tuple can be given any values, those of
   s outside being kept, and the functions of m + n variables so obtained are f where the first m variables are 0. *)
Theorem shattered_by_polynomials (F : realFieldType) m n d (f : boolean n) : (0 < d)%N -> threshold_of_degree F d f ->
  exists s : choices m d -> tuples (width m d) n -> boolean (m + n),
  forall (U : choices m d) (V : tuples (width m d) n), basis F (lifted U) -> good_for F U V ->
    #|chosen_pairs U V| = width m d /\
    forall t : boolean (m + n), (forall z, z \notin chosen_pairs U V -> s U V z = t z) ->
      threshold_of_degree F d t /\ (forall v, t (join (origin m) v) = f v).
Proof.
move=> d0 /(polynomial_representative (width m d)) [a [deg strict gen]].
exists (fun U V => [ffun z : cube (m + n) =>
  0 < dot (common_point a U V) (phi d [ffun k => z (lshift n k)]) + polynomial a [ffun k => z (rshift m k)]]) => U V unit gd.
split=> [|t same]; first exact: (card_chosen_pairs V unit).
have sE u v : join u v \notin chosen_pairs U V -> t (join u v) = (0 < dot (common_point a U V) (phi d u) + polynomial a v).
  move=> /same <-; rewrite ffunE; congr (0 < dot _ (phi d _) + polynomial a _); apply/ffunP => k; rewrite !ffunE.
    by rewrite (unsplitK (inl _ k)).
  by rewrite (unsplitK (inr _ k)).
split=> [|v]; first exact: (near_common_point deg unit (good_for_simple d0 deg gen unit gd) sE).
rewrite sE ?(origin_not_chosen d0 V v unit) // (_ : dot _ _ = 0) ?add0r;
  last by rewrite phi_origin /dot big1 // => k _; rewrite ffunE mulr0.
by have [_ ->] := strict v.
Qed.
