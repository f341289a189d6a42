(* For a basis few tuples are bad: the union bound over the combinations with three or more points  [RV-6-08, RV-6-08-split, for d = 1]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold blocks bases.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope nat_scope.

(* The columns of a tuple are chosen independently. *)
Lemma card_columns m n (B : pred (cube m)) : #|[set V : tuples m n | [forall j, B (column V j)]]| = #|[set x | B x]| ^ n.
Proof.
pose columns (V : tuples m n) : {ffun 'I_n -> cube m} := [ffun j => column V j].
pose lines (W : {ffun 'I_n -> cube m}) : tuples m n := [ffun i => [ffun j => W j i]].
have back : cancel columns lines by move=> V; apply/ffunP => i; apply/ffunP => j; rewrite !ffunE.
have there : cancel lines columns by move=> W; apply/ffunP => j; apply/ffunP => i; rewrite !ffunE.
rewrite -[X in _ ^ X]card_ord -card_ffun_on -[RHS](on_card_preimset (f := columns)); last by exists lines => ? _.
apply: eq_card => V; rewrite !inE; apply/forallP/ffun_onP => h j; have := h j; rewrite ?inE ffunE //.
Qed.

Section UnionBound.
Variable F : realFieldType.

Theorem bad_few m n (U : vectors m) :
  #|[set V : tuples m n | ~~ good F U V]| <= \sum_(u : cube m | 2 < #|support F U u|) #|[set x : cube m | bit (coefficients F U u) x]| ^ n.
Proof.
pose B (u : cube m) := [set V : tuples m n | [forall j, bit (coefficients F U u) (column V j)]].
apply: (@leq_trans #|\bigcup_(u | 2 < #|support F U u|) B u|).
  apply: subset_leq_card; apply/subsetP => V; rewrite inE => /forallPn[u]; rewrite negbK => /andP[u3 uV].
  by apply/bigcupP; exists u; rewrite // inE.
apply: (@leq_trans (\sum_(u | 2 < #|support F U u|) #|B u|)); last first.
  by apply: leq_sum => u _; rewrite card_columns.
elim/big_rec2: _ => [|u k A _ le]; first by rewrite cards0.
by apply: leq_trans (leq_of_leqif (leq_card_setU _ _)) _; rewrite leq_add2l.
Qed.

(* 0 has no coordinate and the vectors of the basis have one coordinate that is not 0. *)
Lemma many_coordinates m (U : vectors m) : basis F U -> #|[set u : cube m | 2 < #|support F U u|]| <= 2 ^ m - 1 - m.
Proof.
move=> unit; pose few := [ffun=> false] |: [set U i | i : 'I_m].
have U0 i : U i != [ffun=> false].
  apply/eqP => Ui; have /row_freeP[B UB] : row_free (rows_of F U) by rewrite row_free_unit.
  have : row i (rows_of F U *m B) = 0%R.
    rewrite row_mul (_ : row i (rows_of F U) = 0%R) ?mul0mx //; apply/rowP => k; by rewrite !mxE Ui ffunE.
  by rewrite UB => /rowP/(_ i)/eqP; rewrite !mxE eqxx oner_eq0.
have c_few : #|few| = 1 + m.
  rewrite cardsU1 card_imset ?card_ord; last exact: basis_inj unit.
  by case: imsetP => // -[i _ e]; case/eqP: (U0 i).
have small u : u \in few -> #|support F U u| <= 1.
  case/setU1P => [->|/imsetP[i _ ->]].
    rewrite (_ : support _ _ _ = set0) ?cards0 //; apply/setP => i; rewrite !inE /coefficients.
    rewrite (_ : row_of F _ = 0%R) ?mul0mx ?mxE ?eqxx //; apply/rowP => k; by rewrite !mxE ffunE.
  rewrite -(cards1 i); apply/subset_leq_card/subsetP => k; rewrite !inE /coefficients.
  rewrite (_ : row_of F (U i) = row i (rows_of F U)); last by apply/rowP => j; rewrite !mxE.
  by rewrite -row_mul mulmxV // row1 !mxE eq_sym; case: (k == i); rewrite ?eqxx.
rewrite -subnDA -c_few leq_subRL; last first.
  by rewrite (leq_trans (max_card _)) // card_ffun card_bool card_ord.
rewrite (_ : 2 ^ m = #|{: cube m}|); last by rewrite card_ffun card_bool card_ord.
rewrite -(cardsC few) leq_add2l; apply/subset_leq_card/subsetP => u; rewrite inE in_setC => u3.
by apply/negP => /small/(leq_trans u3).
Qed.

(* Let b s bound the number of points x for which a combination of s coordinates is 0 or 1. *)
Variables (m n : nat) (U : vectors m) (b : nat -> nat).
Hypothesis unit : basis F U.
Hypothesis bits : forall l : 'rV[F]_m, #|[set x : cube m | bit l x]| <= b #|[set i | l ord0 i != 0%R]|.
Let weight (u : cube m) := #|support F U u|.

Lemma bad_by_weight : #|[set V : tuples m n | ~~ good F U V]| <= \sum_(u : cube m | 2 < weight u) b (weight u) ^ n.
Proof. by apply: leq_trans (bad_few n U) _; apply: leq_sum => u _; case: n => // k; rewrite leq_exp2r // bits. Qed.

Lemma by_weight (r : nat) (f : nat -> nat) :
  \sum_(u : cube m | 2 < weight u < r) f (weight u) = \sum_(3 <= s < r) #|[set u | weight u == s]| * f s.
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
(* [RV-6-08] *)
Theorem bad_sum : #|[set V : tuples m n | ~~ good F U V]| <= \sum_(3 <= s < m.+1) minn ('C(m, s) * 2 ^ s) (2 ^ m - 1 - m) * b s ^ n.
Proof.
have below u : weight u < m.+1 by rewrite ltnS -[X in _ <= X]card_ord max_card.
apply: leq_trans bad_by_weight _; rewrite (eq_bigl (fun u => 2 < weight u < m.+1)) => [|u]; last by rewrite below andbT.
rewrite (by_weight m.+1 (fun s => b s ^ n)) big_nat_cond [X in _ <= X]big_nat_cond; apply: leq_sum => s /andP[/andP[s3 _] _].
rewrite leq_mul2r leq_min; apply/orP; right; rewrite supports_few //=.
apply: leq_trans (many_coordinates unit); apply/subset_leq_card/subsetP => u; rewrite !inE => /eqP; rewrite /weight => ->.
exact: s3.
Qed.

(* [RV-6-08-split] *)
Theorem bad_split r : (forall s, r <= s <= m -> b s <= b r) ->
  #|[set V : tuples m n | ~~ good F U V]| <= \sum_(3 <= s < r) 'C(m, s) * 2 ^ s * b s ^ n + (r <= m) * (2 ^ m - 1 - m) * b r ^ n.
Proof.
move=> mono; have below u : weight u <= m by rewrite -[X in _ <= X]card_ord max_card.
apply: leq_trans bad_by_weight _; rewrite (bigID (fun u => weight u < r)) /= leq_add //.
  rewrite (by_weight r (fun s => b s ^ n)); apply: leq_sum => s _; by rewrite leq_mul2r supports_few ?orbT.
case: (leqP r m) => [rm|mr]; last first.
  by rewrite mul0n big1 // => u /andP[_]; rewrite -leqNgt leqNgt (leq_ltn_trans (below u) mr).
rewrite mul1n; apply: (@leq_trans (\sum_(u : cube m | 2 < weight u) b r ^ n)); last first.
  by rewrite sum_nat_cond_const leq_mul2r many_coordinates ?orbT.
rewrite [X in _ <= X](bigID (fun u => weight u < r)) /=; apply: leq_trans (leq_addl _ _); apply: leq_sum => u /andP[_].
rewrite -leqNgt => ru; case: n => // k; rewrite leq_exp2r // mono // ru; exact: below.
Qed.
End UnionBound.
