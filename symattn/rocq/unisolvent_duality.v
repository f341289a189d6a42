(* A set of points is unisolvent of degree e if and only if its complement is unisolvent of degree n - e - 1  [RV-6-09-dual]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold reed_muller blocks bases polynomial_bases unisolvent.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Duality.
Variables (F : realFieldType) (n : nat).
Implicit Types (S : {set cube n}) (u : cube n) (c b : {set 'I_n} -> F) (A B : {set 'I_n}).

(* With the signs (-1)^|u| the values of a polynomial of degree below n add up to 0. *)
Definition sign u : F := (-1) ^+ #|ones u|.
Lemma sign_flip i u : sign (flip i u) = - sign u.
Proof.
have off (v : cube n) : ~~ v i -> sign (flip i v) = - sign v.
  move=> vi; rewrite /sign (_ : ones (flip i v) = i |: ones v); last first.
    by apply/setP => j; rewrite !inE ffunE; case: eqP => [->|]; rewrite ?(negbTE vi).
  by rewrite cardsU1 inE vi exprS mulN1r.
case: (boolP (u i)) => ui; last exact: off.
by have := off (flip i u); rewrite flipK ffunE eqxx ui => /(_ isT) ->; rewrite opprK.
Qed.
Lemma monomial_sum A : (#|A| < n)%N -> \sum_u sign u * (monomial A u)%:R = 0.
Proof.
move=> An; have [i iA] : exists i, i \notin A.
  apply/existsP; rewrite -negb_forall; apply: contraL An => /forallP all.
  by rewrite -leqNgt -{1}[n]card_ord subset_leq_card //; apply/subsetP.
rewrite (bigID (fun u : cube n => u i)) /= (reindex_inj (inv_inj (flipK i))) /=.
rewrite (eq_bigl (fun u : cube n => ~~ u i)) => [|u]; last by rewrite ffunE eqxx.
rewrite -big_split big1 // => u _ /=; rewrite sign_flip monomial_flip // mulNr. by rewrite addNr.
Qed.
Lemma orthogonal e k c b : degree_at_most e c -> degree_at_most k b -> (e + k < n)%N ->
  \sum_u sign u * (polynomial c u * polynomial b u) = 0.
Proof.
move=> degc degb ekn.
transitivity (\sum_u \sum_A \sum_B c A * b B * (sign u * (monomial (A :|: B) u)%:R)).
  apply: eq_bigr => u _; rewrite mulr_suml mulr_sumr; apply: eq_bigr => A _; rewrite mulr_sumr mulr_sumr; apply: eq_bigr => B _.
  rewrite /monomial subUset -mulnb natrM [X in _ * X = _]mulrACA. exact: mulrCA.
rewrite exchange_big big1 // => A _; rewrite exchange_big big1 //= => B _; rewrite -mulr_sumr.
case: (leqP #|A| e) => [Ae|/degc ->]; last by rewrite !mul0r.
case: (leqP #|B| k) => [Bk|/degb ->]; last by rewrite mulr0 mul0r.
by rewrite monomial_sum ?mulr0 // (leq_ltn_trans _ ekn) // (leq_trans (leq_of_leqif (leq_card_setU A B))) ?leq_add.
Qed.

Lemma card_up_to e : (e < n)%N -> (#|up_to n e| + #|up_to n (n - e.+1)| = 2 ^ n)%N.
Proof.
move=> en; have -> : (2 ^ n = #|{: {set 'I_n}}|)%N by rewrite -cardsT -powersetT card_powerset cardsT card_ord.
rewrite -(cardsC (up_to n e)); congr (_ + _)%N; rewrite -(card_imset _ (@setC_inj _)); apply: eq_card => A.
rewrite -[A in LHS]setCK mem_imset; last exact: setC_inj.
have total : (#|A| + #|~: A| = n)%N by rewrite cardsC card_ord.
by rewrite !inE /= !ltnS -ltnNge leq_subRL // -[X in (_ <= X)%N = _]total leq_add2r.
Qed.

Lemma complement e S : (e < n)%N -> S \in point_sets (up_to n e) F -> ~: S \in point_sets (up_to n (n - e.+1)) F.
Proof.
move=> en SB; have [SD _] := unisolventP _ _ _ SB; apply/unisolventP; split.
  apply/eqP; rewrite -(eqn_add2l #|S|) cardsC SD card_up_to //; by rewrite card_ffun card_bool card_ord.
move=> b degb zero A; apply/eqP/idPn => bA.
have [u bu] : exists u, polynomial b u != 0.
  have /card_gt0P[u] : (0 < #|[set u | polynomial b u != 0%R]|)%N.
    by apply: leq_trans (reed_muller degb _); [rewrite expn_gt0 | exists A].
  by rewrite inE; exists u.
have uS : u \in S by apply: contraNT bu => uS; apply/eqP/zero; rewrite inE.
(* a vector that the matrix of S maps to 0 *)
pose w : 'rV[F]_#|S| := \row_i (sign (enum_val i) * polynomial b (enum_val i)).
have w0 : w *m point_rows (up_to n e) F S = 0.
  apply/rowP => k; rewrite !mxE; pose c B : F := (B == enum_val k)%:R.
  have degc : degree_at_most e c.
    move=> B eB; rewrite /c; case: eqP => // Bk; move: eB; rewrite Bk ltnNge; case/negP.
    by have := enum_valP k; rewrite inE.
  have value v : polynomial c v = (monomial (enum_val k) v)%:R.
    by rewrite /polynomial (bigD1 (enum_val k)) //= /c eqxx mul1r big1 ?addr0 // => B /negbTE ->; rewrite mul0r.
  have ekn : (e + (n - e.+1) < n)%N by rewrite -addSn subnKC.
  rewrite -[RHS](orthogonal degc degb ekn) [RHS](bigID (mem S)) /= [X in _ = _ + X]big1 ?addr0 => [|v vS]; last first.
    by rewrite zero ?mulr0 // inE.
  rewrite [RHS]big_enum_val /=; apply: eq_bigr => i _; rewrite !mxE value -mulrA; congr (_ * _); exact: mulrC.
have w_0 : w = 0.
  by have := SB; rewrite inE => /andP[_ free]; apply: (row_free_inj free); rewrite w0 mul0mx.
have /rowP/(_ (enum_rank_in uS u)) := w_0; rewrite !mxE enum_rankK_in // => /eqP.
by rewrite mulf_eq0 (negbTE bu) orbF signr_eq0.
Qed.

(* [RV-6-09-dual] *)
Theorem unisolvent_complement e S : (e < n)%N ->
  (S \in point_sets (up_to n e) F) = (~: S \in point_sets (up_to n (n - e.+1)) F).
Proof.
move=> en; apply/idP/idP; first exact: complement.
have back : (n - (n - e.+1).+1 = e)%N by rewrite subnS subKn.
by move/complement; rewrite setCK back; apply; rewrite -subSn // subSS leq_subr.
Qed.
Theorem unisolvent_dual e : (e < n)%N ->
  [/\ (#|up_to n e| * #|point_sets (up_to n e) F| = 2 ^ n * #|point_sets (no_constant n e) F|)%N,
      #|point_sets (up_to n e) F| = #|point_sets (up_to n (n - e.+1)) F|
    & (#|up_to n (n - e.+1)| * #|point_sets (no_constant n e) F| = #|up_to n e| * #|point_sets (no_constant n (n - e.+1)) F|)%N].
Proof.
move=> en; have same : #|point_sets (up_to n e) F| = #|point_sets (up_to n (n - e.+1)) F|.
  rewrite -(card_imset _ (@setC_inj _)); apply: eq_card => S; apply/imsetP/idP => [[T TB ->]|SB].
    by rewrite -unisolvent_complement.
  by exists (~: S); rewrite ?setCK // unisolvent_complement // setCK.
split=> //; first exact: unisolvent_bases.
apply/eqP; rewrite -(eqn_pmul2l (expn_gt0 2 n : (0 < 2 ^ n)%N)) mulnCA -unisolvent_bases same.
by rewrite [X in _ == X]mulnCA -unisolvent_bases mulnCA.
Qed.
End Duality.
