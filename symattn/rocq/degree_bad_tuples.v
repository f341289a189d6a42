(* For a basis at most the share eps of the tuples is bad, for polynomials of degree at most d  [RV-6-08, RV-6-08-split]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold blocks bases littlewood_offord union_bound bad_tuples.
From Symattn Require Import elementary_gates reed_muller polynomial_bases degree degree_blocks degree_vertices.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope nat_scope.

(* 2^(D' n) eps: the sum of RV-6-08, and the one split at the size r. *)
Definition eps_sum m n d := let D := width m d in
  \sum_(3 <= s < D.+1) minn ('C(D, s) * 2 ^ s) (2 ^ m - 1 - D) * likely D s ^ n.
Definition eps_at m n d r := let D := width m d in
  \sum_(3 <= s < r) 'C(D, s) * 2 ^ s * likely D s ^ n + (r <= D) * (2 ^ m - 1 - D) * likely D r ^ n.

Lemma sum_by_weight (I : finType) (weight : I -> nat) (r : nat) (f : nat -> nat) :
  \sum_(u | 2 < weight u < r) f (weight u) = \sum_(3 <= s < r) #|[set u | weight u == s]| * f s.
Proof.
elim: r => [|r IH]; first by rewrite big_geq // big1 // => u /andP[].
case: (ltnP 2 r) => r3; last first.
  rewrite big_geq // big1 // => u /andP[a]; rewrite ltnS => c; by have := leq_trans (leq_trans a c) r3; rewrite ltnn.
rewrite big_nat_recr //= -IH (bigID (fun u => weight u < r)) /=; congr (_ + _).
  by apply: eq_bigl => u; rewrite ltnS -andbA; congr (_ && _); case: (ltnP (weight u) r) => [/ltnW->|]; rewrite ?andbF.
rewrite -sum_nat_cond_const; apply: eq_big => [u|u]; rewrite ?inE.
  by rewrite -leqNgt ltnS -andbA -eqn_leq; case: eqP => [->|]; rewrite ?r3 ?andbF.
by rewrite -leqNgt ltnS -andbA -eqn_leq => /andP[_ /eqP ->].
Qed.

Section Bad.
Variable F : realFieldType.
Variables m n d : nat.
Hypothesis d0 : 0 < d.
Notation D := (width m d).
Variable U : choices m d.
Hypothesis unit : basis F (lifted U).
Let weight (u : cube m) := #|used F U u|.

Lemma bad_tuples_few : #|[set V : tuples D n | ~~ good_for F U V]| <=
  \sum_(u : cube m | 2 < weight u) #|[set x | bit (shares F U u) x]| ^ n.
Proof.
pose B (u : cube m) := [set V : tuples D n | [forall j, bit (shares F U u) (column V j)]].
apply: (@leq_trans #|\bigcup_(u | 2 < weight u) B u|).
  apply: subset_leq_card; apply/subsetP => V; rewrite inE => /forallPn[u]; rewrite negbK => /andP[u3 uV].
  by apply/bigcupP; exists u; rewrite // inE.
apply: (@leq_trans (\sum_(u | 2 < weight u) #|B u|)); last first.
  by apply: leq_sum => u _; rewrite card_columns.
elim/big_rec2: _ => [|u k A _ le]; first by rewrite cards0.
by apply: leq_trans (leq_of_leqif (leq_card_setU _ _)) _; rewrite leq_add2l.
Qed.
Lemma bad_by_size : #|[set V : tuples D n | ~~ good_for F U V]| <= \sum_(u : cube m | 2 < weight u) likely D (weight u) ^ n.
Proof. by apply: leq_trans bad_tuples_few _; apply: leq_sum => u _; case: n => // k; rewrite leq_exp2r // likely_bits. Qed.

(* [RV-6-08, step 3] *)
Lemma few_of_weight s : #|[set u | weight u == s]| <= 'C(D, s) * 2 ^ s.
Proof.
apply: leq_trans (supports_few s unit); rewrite -(card_imset _ (@phi_inj d m d0)).
by apply/subset_leq_card/subsetP => x /imsetP[u]; rewrite !inE => us ->.
Qed.
(* [RV-6-08, step 4] *)
Lemma many_used : #|[set u | 2 < weight u]| <= 2 ^ m - 1 - D.
Proof.
pose few := origin m |: [set U i | i : 'I_D].
have rowU i : row_of F (phi d (U i)) = row i (rows_of F (lifted U)) by apply/rowP => k; rewrite !mxE !ffunE.
have row0 : row_of F (phi d (origin m)) = 0%R by apply/rowP => k; rewrite phi_origin !mxE ffunE.
have U0 i : U i != origin m.
  apply/eqP => Ui; have /row_freeP[B UB] : row_free (rows_of F (lifted U)) by rewrite row_free_unit.
  have : row i (rows_of F (lifted U) *m B) = 0%R by rewrite row_mul -rowU Ui row0 mul0mx.
  by rewrite UB => /rowP/(_ i)/eqP; rewrite !mxE eqxx oner_eq0.
have c_few : #|few| = 1 + D.
  rewrite cardsU1 card_imset ?card_ord; last exact: lifted_inj unit.
  by case: imsetP => // -[i _ e]; case/eqP: (U0 i).
have small u : u \in few -> weight u <= 1.
  case/setU1P => [->|/imsetP[i _ ->]].
    rewrite /weight (_ : used _ _ _ = set0) ?cards0 //; apply/setP => i; rewrite !inE /coefficients.
    by rewrite row0 mul0mx mxE eqxx.
  rewrite -(cards1 i); apply/subset_leq_card/subsetP => k; rewrite !inE /coefficients rowU.
  by rewrite -row_mul mulmxV // row1 !mxE eq_sym; case: (k == i); rewrite ?eqxx.
rewrite -subnDA -c_few leq_subRL; last first.
  by rewrite (leq_trans (max_card _)) // card_ffun card_bool card_ord.
rewrite (_ : 2 ^ m = #|{: cube m}|); last by rewrite card_ffun card_bool card_ord.
rewrite -(cardsC few) leq_add2l; apply/subset_leq_card/subsetP => u; rewrite inE in_setC => u3.
by apply/negP => /small/(leq_trans u3).
Qed.

Lemma weight_at_most u : weight u <= D.
Proof. by rewrite -[X in _ <= X]card_ord max_card. Qed.

(* [RV-6-08] *)
Theorem bad_tuples_sum : #|[set V : tuples D n | ~~ good_for F U V]| <= eps_sum m n d.
Proof.
apply: leq_trans bad_by_size _; rewrite (eq_bigl (fun u => 2 < weight u < D.+1)) => [|u]; last by rewrite ltnS weight_at_most andbT.
rewrite (sum_by_weight weight D.+1 (fun s => likely D s ^ n)) /eps_sum big_nat_cond [X in _ <= X]big_nat_cond.
apply: leq_sum => s /andP[/andP[s3 _] _]; rewrite leq_mul2r leq_min; apply/orP; right; rewrite few_of_weight /=.
by apply: leq_trans many_used; apply/subset_leq_card/subsetP => u; rewrite !inE => /eqP ->.
Qed.

(* [RV-6-08-split] *)
Theorem bad_tuples_split r : #|[set V : tuples D n | ~~ good_for F U V]| <= eps_at m n d r.
Proof.
apply: leq_trans bad_by_size _; rewrite (bigID (fun u => weight u < r)) /= leq_add //.
  rewrite (sum_by_weight weight r (fun s => likely D s ^ n)); apply: leq_sum => s _; by rewrite leq_mul2r few_of_weight ?orbT.
case: (leqP r D) => [rm|mr]; last first.
  by rewrite mul0n big1 // => u /andP[_]; rewrite -leqNgt leqNgt (leq_ltn_trans (weight_at_most u) mr).
rewrite mul1n; apply: (@leq_trans (\sum_(u : cube m | 2 < weight u) likely D r ^ n)); last first.
  by rewrite sum_nat_cond_const leq_mul2r many_used ?orbT.
rewrite [X in _ <= X](bigID (fun u => weight u < r)) /=; apply: leq_trans (leq_addl _ _); apply: leq_sum => u /andP[_].
by rewrite -leqNgt => ru; case: n => // k; rewrite leq_exp2r // likely_mono // ru weight_at_most.
Qed.

(* A tuple through whose common point a further hyperplane of a generic polynomial passes is bad. *)
Theorem not_simple_few (a : {set 'I_n} -> F) (S : {set tuples D n}) : degree_at_most d a -> generic_polynomial D d a ->
  (forall V, V \in S -> ~ simple_pair a U V) -> #|S| <= eps_sum m n d /\ forall r, #|S| <= eps_at m n d r.
Proof.
move=> deg gen bad; have sub : #|S| <= #|[set V : tuples D n | ~~ good_for F U V]|.
  by apply/subset_leq_card/subsetP => V /bad si; rewrite inE; apply/negP => /(good_for_simple d0 deg gen unit)/si.
by split=> [|r]; apply: leq_trans sub _; [exact: bad_tuples_sum | exact: bad_tuples_split].
Qed.
End Bad.

(* eps does not increase with n, and no tuple is bad if D' <= 2 or D' = 2^m - 1. *)
Theorem eps_at_decreases m n d r : 0 < r -> eps_at m n.+1 d r <= 2 ^ width m d * eps_at m n d r.
Proof.
move=> r0; rewrite /eps_at; move: (width m d) => D; rewrite mulnDr big_distrr leq_add //=.
  rewrite big_nat_cond [X in _ <= X]big_nat_cond; apply: leq_sum => s /andP[/andP[s3 _] _].
  case: (leqP s D) => sm; last by rewrite bin_small // !mul0n muln0.
  by rewrite expnS mulnCA leq_mul2r likely_at_most ?orbT // (leq_trans _ s3).
case: (leqP r D) => rm; last by rewrite !mul0n muln0.
by rewrite expnS mulnCA leq_mul2r likely_at_most ?orbT // r0.
Qed.
Theorem eps_sum_zero m n d : width m d <= 2 \/ width m d = 2 ^ m - 1 -> eps_sum m n d = 0.
Proof.
rewrite /eps_sum => -[D2|->]; first by rewrite big_geq.
by rewrite big1 // => s _; rewrite subnn minn0.
Qed.

(* The sums in which q_s is replaced by q_s', s' = f s <= s. *)
Definition eps_sum_of f m n d := let D := width m d in
  \sum_(3 <= s < D.+1) minn ('C(D, s) * 2 ^ s) (2 ^ m - 1 - D) * likely D (f s) ^ n.
Definition eps_at_of f m n d r := let D := width m d in
  \sum_(3 <= s < r) 'C(D, s) * 2 ^ s * likely D (f s) ^ n + (r <= D) * (2 ^ m - 1 - D) * likely D (f r) ^ n.
(* [RV-6-08-split] *)
Theorem eps_replaced f m n d r : (forall s, 0 < s -> 0 < f s <= s) -> 0 < r ->
  [/\ eps_sum m n d <= eps_sum_of f m n d, eps_at m n d r <= eps_at_of f m n d r,
      eps_sum_of f m n.+1 d <= 2 ^ width m d * eps_sum_of f m n d & eps_at_of f m n.+1 d r <= 2 ^ width m d * eps_at_of f m n d r].
Proof.
move=> fs r0; rewrite /eps_sum /eps_at /eps_sum_of /eps_at_of; move: (width m d) => D.
have more s : 0 < s -> s <= D -> likely D s ^ n <= likely D (f s) ^ n.
  move=> s0 sD; case: n => // k; rewrite leq_exp2r // likely_mono // sD andbT; by case/andP: (fs s s0).
have less s : 0 < s -> s <= D -> likely D (f s) ^ n.+1 <= 2 ^ D * likely D (f s) ^ n.
  move=> s0 sD; rewrite expnS leq_mul2r likely_at_most ?orbT //.
  by case/andP: (fs s s0) => -> fss; apply: leq_trans fss sD.
split; rewrite ?mulnDr ?big_distrr /=.
- rewrite big_nat_cond [X in _ <= X]big_nat_cond; apply: leq_sum => s /andP[/andP[s3 sD] _].
  by rewrite leq_mul2l more ?orbT // (leq_trans _ s3).
- rewrite leq_add //.
    rewrite big_nat_cond [X in _ <= X]big_nat_cond; apply: leq_sum => s /andP[/andP[s3 _] _].
    case: (leqP s D) => sD; last by rewrite bin_small // !mul0n.
    by rewrite leq_mul2l more ?orbT // (leq_trans _ s3).
  by case: (leqP r D) => rD; rewrite ?mul0n // leq_mul2l more ?orbT.
- rewrite big_nat_cond [X in _ <= X]big_nat_cond; apply: leq_sum => s /andP[/andP[s3 sD] _].
  by rewrite [2 ^ D * _]mulnCA leq_mul2l less ?orbT // (leq_trans _ s3).
rewrite leq_add //.
  rewrite big_nat_cond [X in _ <= X]big_nat_cond; apply: leq_sum => s /andP[/andP[s3 _] _].
  case: (leqP s D) => sD; last by rewrite bin_small // !mul0n.
  by rewrite [2 ^ D * _]mulnCA leq_mul2l less ?orbT // (leq_trans _ s3).
by case: (leqP r D) => rD; rewrite ?mul0n // [2 ^ D * _]mulnCA leq_mul2l less ?orbT.
Qed.
