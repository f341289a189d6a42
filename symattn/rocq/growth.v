(* T(n + 1) >= (2^n + 1) T(n), and the product of these factors  [RV-4, RV-4-P]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates extension.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Growth.
Variable F : realFieldType.
Implicit Types n : nat.

(* A number that is different for different points. *)
Definition code n (x : cube n) : F := \sum_(i < n) 2%:R ^+ i * (x i)%:R.
Lemma code_inj n : injective (@code n).
Proof.
have natural x : code x = (\sum_(i < n) 2 ^ i * x i)%N%:R.
  by rewrite natr_sum; apply: eq_bigr => i _; rewrite natrM natrX.
move=> x y; rewrite !natural => /eqP; rewrite eqr_nat => /eqP e; apply/ffunP.
elim: n x y {natural} e => [|n IH] x y e; first by case.
move: e; rewrite !big_ord_recl !expn0 !mul1n.
have shift (z : cube n.+1) : (\sum_(i < n) 2 ^ lift ord0 i * z (lift ord0 i) = (\sum_(i < n) 2 ^ i * [ffun j => z (lift ord0 j)] i).*2)%N.
  by rewrite -mul2n big_distrr; apply: eq_bigr => i _; rewrite ffunE /= /bump /= add1n expnS mulnA.
rewrite !shift => e.
have e0 : x ord0 = y ord0 by move: (congr1 odd e); rewrite oddD odd_double [in X in _ = X]oddD odd_double !addbF; case: (x _); case: (y _).
have er : forall i, [ffun j => x (lift ord0 j)] i = [ffun j => y (lift ord0 j)] i :> bool.
  by apply: (IH [ffun j => _] [ffun j => _]); apply: double_inj; apply/eqP; rewrite -(eqn_add2l (x ord0)) e e0.
by move=> i; case: (unliftP ord0 i) => [j ->|->] //; move: (er j); rewrite !ffunE.
Qed.

(* A gate may be moved so that no two points have the same activation. *)
Lemma separated n (f : boolean n) : threshold F f ->
  exists w b, f = gate w b /\ injective (@activation F n w b).
Proof.
case/strict=> w [b h].
pose P (p : cube n * cube n) := activation w b p.1 != activation w b p.2.
have [d d0 far] : exists2 d, 0 < d & forall p, P p -> d <= `|activation w b p.1 - activation w b p.2|.
  by apply: least => p; rewrite /P normr_gt0 subr_eq0.
have [e e0 off] : exists2 e, 0 < e & forall x, true -> e <= `|activation w b x|.
  by apply: least => x _; rewrite normr_gt0; case: (h x).
pose B : F := 2%:R * (1 + \sum_x `|@code n x|).
have B0 : 0 < B by rewrite mulr_gt0 ?ltr0Sn // ltr_paddr ?ltr01 // sumr_ge0.
have codeB (x : cube n) : `|code x| *+ 2 < B.
  rewrite /B mulr_natl ltr_muln2r /= (bigD1 x) //= addrCA ltr_addl ltr_paddr ?ltr01 // sumr_ge0 //.
pose t := Num.min d e / B; have t0 : 0 < t by rewrite divr_gt0 // lt_minr d0 e0.
have tB : t * B = Num.min d e by rewrite mulfVK // gt_eqF.
pose w' i := w i + t * 2%:R ^+ i.
have wE (x : cube n) : activation w' b x = activation w b x + t * code x.
  rewrite /activation /code mulr_sumr addrAC -big_split; congr (_ + _); apply: eq_bigr => i _.
  by rewrite mulrDl mulrA.
have small (x : cube n) : `|t * code x| *+ 2 < Num.min d e.
  by rewrite normrM gtr0_norm // -mulrnAr -tB ltr_pmul2l.
exists w', b; split; last first.
  move=> x y; rewrite !wE => E; apply: code_inj.
  case: (eqVneq (activation w b x) (activation w b y)) => [a|a].
    by move: E; rewrite a => /addrI/(mulfI (lt0r_neq0 t0)).
  have := far (x, y) a; rewrite /= leNgt => /negP[].
  have -> : activation w b x - activation w b y = t * code y - t * code x.
    by apply/eqP; rewrite subr_eq eq_sym addrAC subr_eq E addrC.
  apply: le_lt_trans (ler_norm_sub _ _) _.
  have [sx sy] := (small x, small y); rewrite !lt_minr in sx sy; case/andP: sx => sx _; case/andP: sy => sy _.
  by rewrite -(ltr_pmuln2r (isT : (0 < 2)%N)) mulrnDl mulr2n [d *+ 2]mulr2n ltr_add.
apply/ffunP => x; rewrite ffunE wE; have [a ->] := h x; have o := off x isT.
have s : `|t * code x| < `|activation w b x|.
  apply: lt_le_trans o; have := small x; rewrite lt_minr => /andP[_]; apply: le_lt_trans.
  by rewrite mulr2n ler_addl.
case: (ltrgtP (activation w b x) 0) a s => // a _ s; apply/esym.
  apply/negbTE; rewrite -ltNge; move: s; rewrite (ltr0_norm a) ltr_norml => /andP[_].
  by rewrite -subr_gt0 -opprD oppr_gt0 addrC.
by apply: ltW; move: s; rewrite (gtr0_norm a) ltr_norml => /andP[s _]; rewrite addrC -subr_gt0 opprK in s *.
Qed.

(* The gate with a weight c for one variable more has the slices f and f with the threshold moved by c. *)
Lemma gate_wider n (w : 'I_n -> F) (b c : F) : gate (wider w c) b = glue (gate w (b + c), gate w b).
Proof.
apply/ffunP => y; rewrite -[y]extendK [LHS]ffunE activation_extend [RHS]ffunE extend_last extend_first.
by case: (y ord_max); rewrite /= ffunE ?mulr1 ?mulr0 ?addr0 // /activation addrA.
Qed.

Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.

(* The gates of n + 1 variables that are f where the last one is 0: at least one for each interval into which the activations cut the line. *)
Definition above n (f : boolean n) : {set boolean n.+1} := [set h in T n.+1 | slice false h == f].
Lemma card_above n (f : boolean n) : f \in T n -> (2 ^ n + 1 <= #|above f|)%N.
Proof.
move=> /TP/separated[w [b [-> sep]]]; pose a := activation w b.
pose c (o : option (cube n)) := if o is Some x then - a x else - (1 + \sum_x `|a x|).
pose h o := gate (wider w (c o)) b.
have moved o x : gate w (b + c o) x = (0 <= a x + c o) by rewrite ffunE /a /activation addrA.
have low x : gate w (b + c None) x = false.
  rewrite moved /= subr_ge0 leNgt (bigD1 x) //= addrCA; apply/negbTE; rewrite negbK.
  by apply: le_lt_trans (ler_norm _) _; rewrite ltr_addl ltr_paddr ?ltr01 // sumr_ge0.
have own x : gate w (b + c (Some x)) x by rewrite moved subrr.
have inj : injective h.
  move=> o p; rewrite /h !gate_wider => /glue_inj[e].
  case: o p e => [x|] [y|] // e.
  - congr Some; apply/sep/eqP; rewrite eq_le -subr_ge0 -[_ - _ in X in X && _]/(a y + c (Some x)).
    rewrite -(moved (Some x)) e own /= -subr_ge0 -[_ - _]/(a x + c (Some y)) -(moved (Some y)) -e; exact: own.
  - by move: (own x); rewrite e low.
  by move: (own y); rewrite -e low.
have -> : (2 ^ n + 1 = #|{: option (cube n)}|)%N by rewrite card_option card_ffun card_bool card_ord addn1.
rewrite -(card_imset _ inj); apply/subset_leq_card/subsetP => _ /imsetP[o _ ->].
rewrite inE; apply/andP; split; first by apply/TP; do 2 eexists.
by rewrite /h gate_wider slice_glue.
Qed.

(* [RV-4] *)
Theorem growth n : ((2 ^ n + 1) * #|T n| <= #|T n.+1|)%N.
Proof.
rewrite mulnC -sum_nat_const -[X in (_ <= X)%N]sum1_card.
rewrite (partition_big (@slice n false) (mem (T n))) /= => [|h /TP/slice_threshold/TP //].
apply: leq_sum => f Tf; apply: leq_trans (card_above Tf) _.
by rewrite -sum1_card; apply/eq_leq/eq_bigl => h; rewrite inE.
Qed.

(* [RV-4-P] n (n - 1) / 2 is the binomial coefficient 'C(n, 2). *)
Theorem growth_product n : (2 * \prod_(i < n) (2 ^ i + 1) <= #|T n|)%N.
Proof.
elim: n => [|n IH]; first by rewrite big_ord0 muln1 (at_least_two TP 0).
rewrite big_ord_recr /= mulnA mulnC; apply: leq_trans (growth n).
by rewrite leq_mul2l IH orbT.
Qed.
Theorem growth_power n : (2 ^ ('C(n, 2) + 1) <= #|T n|)%N /\ (2 ^ ('C(n.+1, 2) + 2) <= #|T n.+1|)%N.
Proof.
have half k : (2 ^ 'C(k.+1, 2) * 2 <= \prod_(i < k.+1) (2 ^ i + 1))%N.
  elim: k => [|k IH]; first by rewrite big_ord_recl big_ord0.
  rewrite big_ord_recr /= [in X in (X <= _)%N]binS bin1 expnD mulnAC; apply: leq_mul => //.
  by rewrite leq_addr.
have strong k : (2 ^ ('C(k.+1, 2) + 2) <= #|T k.+1|)%N.
  by apply: leq_trans (growth_product _); rewrite addn2 !expnS leq_mul2l /= mulnC half.
split=> //; case: n => [|n]; first exact: (at_least_two TP 0).
by apply: leq_trans (strong n); rewrite leq_exp2l // leq_add2l.
Qed.
End Growth.
