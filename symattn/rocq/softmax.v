(* Softmax with any exponential function of an ordered field: normalisation, shift, logarithm form, two logits; means with its weights  [TR-3, TR-5]. *)
From mathcomp Require Import all_ssreflect all_algebra.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Softmax.
Variables (F : realFieldType) (e ln : F -> F).
(* all that is used of the exponential function and the logarithm *)
Hypotheses (e_gt0 : forall x, 0 < e x) (eD : forall x y, e (x + y) = e x * e y).
Hypothesis lnK : forall y, 0 < y -> e (ln y) = y.

Lemma e_neq0 x : e x != 0. Proof. by rewrite gt_eqF. Qed.
Lemma e0 : e 0 = 1. Proof. by apply: (mulfI (e_neq0 0)); rewrite -eD addr0 mulr1. Qed.
Lemma eN x : e (- x) = (e x)^-1.
Proof. by apply: (mulfI (e_neq0 x)); rewrite -eD subrr e0 divff ?e_neq0. Qed.

Definition softmax n (x : 'I_n -> F) i : F := e (x i) / \sum_j e (x j).
Definition logistic t : F := 1 / (1 + e (- t)).

Lemma normaliser_gt0 n (x : 'I_n -> F) (i : 'I_n) : 0 < \sum_j e (x j).
Proof. by rewrite (bigD1 i) //= ltr_paddr // sumr_ge0 // => j _; exact: ltW. Qed.

Theorem softmax_gt0 n (x : 'I_n -> F) i : 0 < softmax x i.
Proof. by rewrite divr_gt0 // normaliser_gt0. Qed.
Theorem softmax_sum n (x : 'I_n.+1 -> F) : \sum_i softmax x i = 1.
Proof. by rewrite -mulr_suml divff // gt_eqF // (normaliser_gt0 x ord0). Qed.
Theorem softmax_shift n (x : 'I_n -> F) c i : softmax (fun j => x j + c) i = softmax x i.
Proof.
rewrite /softmax eD; under eq_bigr do rewrite eD.
by rewrite -mulr_suml invfM mulrACA divff ?e_neq0 // mulr1.
Qed.
Theorem softmax_log n (x : 'I_n -> F) i : softmax x i = e (x i - ln (\sum_j e (x j))).
Proof. by rewrite eD eN lnK ?(normaliser_gt0 x i). Qed.
Theorem softmax_two (x : 'I_2 -> F) : softmax x ord0 = logistic (x ord0 - x ord_max).
Proof.
rewrite /softmax /logistic big_ord_recl big_ord1 opprB eD eN.
have -> : lift ord0 ord0 = ord_max :> 'I_2 by apply: val_inj.
have -> : 1 + e (x ord_max) / e (x ord0) = (e (x ord0) + e (x ord_max)) / e (x ord0) by rewrite mulrDl divff ?e_neq0.
by rewrite div1r invf_div.
Qed.
End Softmax.

(* [TR-5] A mean of values v_j with weights p_j: as softmax has them. *)
Section Mean.
Variables (F : realFieldType) (m : nat).
Implicit Types (p r v : 'I_m -> F) (L M D : F).
Definition weights p : Prop := (forall j, 0 <= p j) /\ \sum_j p j = 1.

Theorem mean_upper p v M : weights p -> (forall j, v j <= M) -> \sum_j p j * v j <= M.
Proof. by case=> p0 p1 vM; rewrite -[M]mul1r -p1 mulr_suml ler_sum // => j _; rewrite ler_wpmul2l. Qed.
Theorem mean_lower p v L : weights p -> (forall j, L <= v j) -> L <= \sum_j p j * v j.
Proof. by case=> p0 p1 vL; rewrite -[L]mul1r -p1 mulr_suml ler_sum // => j _; rewrite ler_wpmul2l. Qed.
Theorem mean_norm p v M : weights p -> (forall j, `|v j| <= M) -> `|\sum_j p j * v j| <= M.
Proof.
move=> wp vM; rewrite ler_norml mean_upper ?andbT => [|//|j]; last by apply: le_trans (vM j); rewrite ler_norm.
by apply: mean_lower => // j; move: (vM j); rewrite ler_norml => /andP[].
Qed.
Theorem mean_near p v D i : weights p -> (forall j, `|v j - v i| <= D) -> `|\sum_j p j * v j - v i| <= (1 - p i) * D.
Proof.
case=> p0 p1 vD; have -> : \sum_j p j * v j - v i = \sum_(j | j != i) p j * (v j - v i).
  rewrite -[X in _ - X]mul1r -p1 mulr_suml -sumrB (bigD1 i) //= subrr add0r.
  by apply: eq_bigr => j _; rewrite mulrBr.
have -> : 1 - p i = \sum_(j | j != i) p j by rewrite -p1 (bigD1 i) //= addrAC subrr add0r.
rewrite mulr_suml; apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => j _.
by rewrite normrM (ger0_norm (p0 j)) ler_wpmul2l.
Qed.
Theorem mean_difference p r v D : weights p -> weights r -> (forall j k, `|v j - v k| <= D) ->
  `|\sum_j p j * v j - \sum_j r j * v j| <= 2%:R^-1 * \sum_j `|p j - r j| * D.
Proof.
case=> p0 p1 [r0 r1] vD; case: (pickP (fun _ : 'I_m => true)) => [i0 _|none]; last first.
  by rewrite !big_pred0 ?subrr ?normr0 ?mulr0 // => j; rewrite none.
have [a _ lo] := arg_minP v (isT : true) (i0 := i0); have [b _ hi] := arg_maxP v (isT : true) (i0 := i0).
pose c := (v a + v b) / 2%:R; have half0 : 0 < 2%:R^-1 :> F by rewrite invr_gt0 ltr0Sn.
have two x : x = 2%:R^-1 * (x + x) :> F by rewrite -mulr2n -[x *+ 2]mulr_natl mulKf // pnatr_eq0.
have near j : `|v j - c| <= 2%:R^-1 * D.
  have ab : v b - v a <= D by apply: le_trans (vD b a); rewrite ler_norm.
  have -> : v j - c = 2%:R^-1 * ((v j - v a) - (v b - v j)).
    by rewrite /c {1}(two (v j)) [(_ + _) / _]mulrC -mulrBr [- (v a + v b)]opprD opprB addrACA.
  rewrite normrM (gtr0_norm half0) ler_pmul2l //; apply: le_trans ab.
  have ja : 0 <= v j - v a by rewrite subr_ge0; exact: lo.
  have jb : 0 <= v b - v j by rewrite subr_ge0; exact: hi.
  have -> : v b - v a = (v b - v j) + (v j - v a) by rewrite addrA subrK.
  by apply: le_trans (ler_norm_sub _ _) _; rewrite (ger0_norm ja) (ger0_norm jb) addrC.
have -> : \sum_j p j * v j - \sum_j r j * v j = \sum_j (p j - r j) * (v j - c).
  under [RHS]eq_bigr do rewrite mulrBr !mulrBl.
  by rewrite !sumrB -!mulr_suml p1 r1 subrr subr0.
apply: le_trans (ler_norm_sum _ _ _) _; rewrite mulr_sumr; apply: ler_sum => j _.
by rewrite normrM mulrCA ler_wpmul2l.
Qed.
End Mean.
