(* Families of sets without a chain of k + 1 members: the bounds of Lubell, Yamamoto, Meshalkin, Sperner, Erdos  [RV-6-07-sperner]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import central_binomials.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope nat_scope.

Section Families.
Variable T : finType.
Implicit Types (A B D : {set T}) (S : {set {set T}}).

(* Chains are listed downwards. *)
Definition over A B := B \proper A.
Definition chains_at_most k S := forall c : seq {set T}, sorted over c -> {subset c <= S} -> size c <= k.

(* A set A of D lies on |A|! (|D| - |A|)! of the |D|! maximal chains of subsets of D. *)
Definition weight d A := #|A|`! * (d - #|A|)`!.
Lemma weight_step D A : A \proper D -> weight #|D| A = \sum_(x in D | x \notin A) weight #|D :\ x| A.
Proof.
move=> pAD; have AD := proper_sub pAD.
rewrite (eq_bigr (fun _ => weight #|D|.-1 A)) => [|x /andP[xD _]]; last by rewrite [#|D|](cardsD1 x) xD.
rewrite sum_nat_const; have -> : #|[pred x | x \in D & x \notin A]| = #|D| - #|A|.
  by rewrite -[in RHS](setIidPr AD) -cardsD; apply: eq_card => x; rewrite !inE andbC.
have := proper_card pAD; rewrite -subn_gt0 /weight => lt; rewrite mulnCA; congr (_ * _).
by rewrite -{1}(prednK lt) factS (prednK lt) -!subn1 subnAC.
Qed.

Lemma lym_nat k D S : (forall A, A \in S -> A \subset D) -> chains_at_most k S -> \sum_(A in S) weight #|D| A <= k * #|D|`!.
Proof.
move: {2}#|D| (erefl #|D|) => d; elim/ltn_ind: d D k S => d IH D k S /esym dD sub ch; rewrite -dD.
have below k' S' : (forall A, A \in S' -> A \proper D) -> chains_at_most k' S' -> \sum_(A in S') weight d A <= k' * d`!.
  move=> sub' ch'; rewrite dD (eq_bigr _ (fun A SA => weight_step (sub' A SA))) /=.
  rewrite (exchange_big_dep (mem D)) /=; last by move=> A x _ /andP[].
  apply: (@leq_trans (\sum_(x in D) k' * (#|D|.-1)`!)); last first.
    by rewrite sum_nat_const; case: #|D| => // e; rewrite factS mulnCA.
  apply: leq_sum => x xD; have cx : #|D| = #|D :\ x|.+1 by rewrite (cardsD1 x) xD.
  rewrite cx; apply: leq_trans (IH _ _ (D :\ x) k' [set A in S' | x \notin A] erefl _ _); first last.
  - by move=> c sc cS; apply: ch' sc _ => A /cS; rewrite inE => /andP[].
  - by move=> A; rewrite inE => /andP[SA xA]; rewrite subsetD1 xA proper_sub // sub'.
  - by rewrite dD cx.
  by apply/eq_leq/eq_bigl => A; rewrite inE xD.
have [DS|DS] := boolP (D \in S); last first.
  by apply: below ch => A SA; rewrite properEneq sub // andbT; apply: contraNneq DS => <-.
have sub' A : A \in S :\ D -> A \proper D by rewrite in_setD1 properEneq => /andP[-> /sub].
case: k ch => [|k] ch; first by have : size [:: D] <= 0 by [apply: ch => // A; rewrite inE => /eqP->].
rewrite (big_setD1 D) //= mulSn leq_add //; first by rewrite /weight dD subnn muln1.
apply: (below _ _ sub') => c sc cS; rewrite -ltnS -[_.+1]/(size (D :: c)); apply: ch.
  by case: c sc cS => //= A c -> cS; rewrite andbT; apply/sub'/cS/mem_head.
by move=> A; rewrite inE => /orP[/eqP->|/cS] //; rewrite inE => /andP[].
Qed.

Local Open Scope ring_scope.
(* [RV-6-07-sperner, the first inequality, for chains of any length] *)
Theorem lym k S : chains_at_most k S -> \sum_(A in S) ('C(#|T|, #|A|)%:R : rat)^-1 <= k%:R.
Proof.
move=> ch; have f0 : 0 < (#|T|`!%:R : rat) by rewrite ltr0n fact_gt0.
rewrite -(ler_pmul2r f0) mulr_suml -natrM (eq_bigr (fun A => (weight #|T| A)%:R)) => [|A _]; last first.
  have sA : (#|A| <= #|T|)%N by exact: max_card.
  by rewrite -(bin_fact sA) natrM mulKf // pnatr_eq0 -lt0n bin_gt0.
by rewrite -natr_sum ler_nat -cardsT; apply: lym_nat => // A _; apply: subsetT.
Qed.

(* Row s increases up to its middle. *)
Lemma row_up s i j : (i <= j)%N -> (2 * j <= s)%N -> ('C(s, i) <= 'C(s, j))%N.
Proof.
move=> /subnK <-; elim: (j - i)%N => [|d IH] // up; apply: leq_trans (IH _) _.
  by apply: leq_trans up; rewrite leq_mul2l leq_add2r leqnSn orbT.
rewrite addSn -(leq_pmul2l (ltn0Sn (d + i))) mul_bin_left leq_mul2r; apply/orP; right.
rewrite leq_subRL; last by apply: leq_trans up; rewrite mul2n -addnn addSn leqW // leq_addr.
by apply: leq_trans up; rewrite addSn mul2n -addnn addSn addnS.
Qed.
(* The window of the k central numbers: they are at least as great as the first of them, the others at most. *)
Lemma window s k i : (0 < k <= s.+1)%N -> let a := ((s.+1 - k)./2)%N in (i <= s)%N ->
  if (a <= i < a + k)%N then ('C(s, a) <= 'C(s, i))%N else ('C(s, i) <= 'C(s, a))%N.
Proof.
move=> /andP[k0 ks] a si; have sum : (odd (s.+1 - k) + (2 * a + k) = s.+1)%N by rewrite addnA mul2n odd_double_half subnK.
have low : (2 * a + k <= s.+1)%N by rewrite -sum leq_addl.
have high : (s <= 2 * a + k)%N by rewrite -ltnS -sum -[(2 * a + k).+1]add1n leq_add2r leq_b1.
have a2 : (2 * a <= s)%N by rewrite -ltnS; apply: leq_trans low; rewrite -addn1 leq_add2l.
have [up|down] := leqP (2 * i) s.
  case: ifP => [/andP[ai _]|out]; first exact: row_up.
  apply: row_up => //; rewrite leqNgt; apply/negP => ai; move: out; rewrite (ltnW ai) ltnNge => /negbFE ik.
  have := leq_trans (leq_mul (leqnn 2) ik) (leq_trans up high).
  by rewrite mulnDr leq_add2l leqNgt mul2n -addnn -[X in (X < _)%N]addn0 ltn_add2l k0.
rewrite -(bin_sub si); have down' : (2 * (s - i) <= s)%N by rewrite mulnBr leq_subLR mul2n -addnn leq_add2r ltnW.
case: ifP => [/andP[_ ia]|/negbT out]; apply: row_up => //.
  rewrite leq_subRL // -ltnS; apply: leq_trans low; rewrite addnC mul2n -addnn -addnA -addnS leq_add2l.
  exact: ia.
rewrite leq_subLR; move: out; rewrite negb_and -ltnNge -leqNgt => /orP[ia|ka].
  by have := leq_trans down (leq_trans (leq_mul (leqnn 2) (ltnW ia)) a2); rewrite ltnn.
by apply: leq_trans high _; rewrite mul2n -addnn -addnA addnC leq_add2r.
Qed.

(* [RV-6-07-sperner, the second inequality, for chains of any length]  Let m be the first number of the window and z A = m / 'C(s, |A|).
   A member outside the window counts at most z A, one inside z A + (1 - z A): add the z A by the first inequality, the rest over
   all sets. *)
Theorem erdos k S : chains_at_most k S -> (#|S| <= middle #|T| k)%N.
Proof.
case: k => [|k] ch.
  case: (set_0Vmem S) => [->|[A SA]]; first by rewrite cards0.
  by have : (size [:: A] <= 0)%N by [apply: ch => // B; rewrite inE => /eqP->].
set s := #|T|; rewrite middle_closed; set a := ((_ - _)./2)%N.
have [big|ks] := leqP s k.
  have -> : a = 0%N by rewrite /a subSS (eqP (big : (s - k == 0)%N)).
  apply: (@leq_trans (\sum_(i < s.+1) 'C(s, i))%N).
    have -> : (\sum_(i < s.+1) 'C(s, i) = (1 + 1) ^ s)%N by rewrite expnDn; apply: eq_bigr => i _; rewrite !exp1n !muln1.
    by rewrite /s -[#|T|]cardsT -card_powerset; apply/subset_leq_card/subsetP => A _; rewrite inE subsetT.
  have split : (k.+1 = s.+1 + (k - s))%N by rewrite addSn subnKC.
  rewrite (eq_bigr (fun i : 'I_k.+1 => 'C(s, i))) => [|i _]; last by rewrite addn0.
  by rewrite split big_split_ord /= leq_addr.
have s1 A : (#|A| <= s)%N by exact: max_card.
have C0 A : 0 < ('C(s, #|A|)%:R : rat) by rewrite ltr0n bin_gt0.
pose m : rat := 'C(s, a)%:R; pose z A := m * 'C(s, #|A|)%:R^-1; pose inside A := (a <= #|A| < a + k.+1)%N.
have win A := @window s k.+1 #|A| (leqW ks) (s1 A).
have z1 A : if inside A then z A <= 1 else 1 <= z A.
  have := win A; rewrite -/a -/(inside A) /z; case: (inside A) => h.
    by rewrite ler_pdivr_mulr // mul1r ler_nat.
  by rewrite ler_pdivl_mulr // mul1r ler_nat.
have total : \sum_(A | inside A) (1 - z A) = \sum_(i < k.+1) ('C(s, i + a)%:R - m).
  rewrite (partition_big (fun A => inord (#|A| - a) : 'I_k.+1) xpredT) //=; apply: eq_bigr => i _.
  have ia : (i + a <= s)%N.
    rewrite -(subnKC (ltnW ks)) leq_add ?leq_ord // /a subSS.
    by rewrite -{2}(odd_double_half (s - k)) -addnn addnCA leq_addr.
  rewrite (eq_bigl (fun A => A \in [set A : {set T} | #|A| == i + a]%N)) => [|A]; last first.
    rewrite inE /inside -val_eqE /=; apply/andP/eqP => [[/andP[aA Ak] /eqP <-]|->].
      by rewrite inordK ?subnK // ltn_subLR.
    by rewrite leq_addl addnC ltn_add2l ltn_ord addnC addnK inord_val.
  rewrite (eq_bigr (fun _ => 1 - m * 'C(s, i + a)%:R^-1)) => [|A]; last by rewrite inE => /eqP <-.
  by rewrite sumr_const card_draws -mulr_natl mulrBr mulr1 mulrCA mulfV ?mulr1 // pnatr_eq0 -lt0n bin_gt0.
rewrite -(ler_nat rat_numDomainType) natr_sum.
have -> : #|S|%:R = \sum_(A in S) 1 :> rat by rewrite sumr_const.
apply: (@le_trans _ _ (\sum_(A in S) z A + \sum_(A in S) (if inside A then 1 - z A else 0))).
  by rewrite -big_split; apply: ler_sum => A _ /=; have := z1 A; case: ifP => _ h; rewrite ?addr0 // addrC subrK.
have -> : \sum_(i < k.+1) 'C(s, i + a)%:R = m * k.+1%:R + \sum_(i < k.+1) ('C(s, i + a)%:R - m) :> rat.
  by rewrite sumrB sumr_const card_ord mulr_natr addrC subrK.
apply: ler_add; first by rewrite -mulr_sumr ler_wpmul2l ?ler0n // lym.
rewrite -total [X in _ <= X]big_mkcond [X in X <= _]big_mkcond; apply: ler_sum => A _ /=.
by have := z1 A; case: (A \in S); case: (inside A) => //; rewrite subr_ge0.
Qed.

(* [RV-6-07-sperner] *)
Corollary sperner S : (forall A B D, A \in S -> B \in S -> D \in S -> A \proper B -> ~~ (B \proper D)) ->
  \sum_(A in S) ('C(#|T|, #|A|)%:R : rat)^-1 <= 2%:R /\ (#|S| <= 'C(#|T|.+1, (#|T|.+1)./2))%N.
Proof.
move=> no; have ch : chains_at_most 2 S.
  move=> [|D [|B [|A c]]] //= /and3P[BD AB _] inS.
  have [SA SB SD] : [/\ A \in S, B \in S & D \in S] by split; apply: inS; rewrite !inE eqxx ?orbT.
  by move: (no A B D SA SB SD AB); rewrite -[B \proper D]/(over D B) BD.
by split; [exact: lym | rewrite -middle_two; exact: erdos].
Qed.
End Families.
