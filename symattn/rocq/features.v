(* Units that read features of their inputs: their number by Cover's bound, and two ways to change a gate
   [for CAP-SYN and CAP-A]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold extension growth values alphabets.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Features.
Variable F : realFieldType.
Implicit Types n : nat.

Lemma raise (X : finType) (a : X -> F) : exists e, forall x, a x + e != 0 /\ (0 <= a x) = (0 < a x + e).
Proof.
have [e e0 low] : exists2 e, 0 < e & forall x, a x < 0 -> e <= - a x.
  by apply: (@least _ _ (fun x => a x < 0)) => x; rewrite oppr_gt0.
have e2 : 0 < e / 2%:R by rewrite divr_gt0 // ltr0Sn.
exists (e / 2%:R) => x; case: (ltP (a x) 0) => [neg|pos].
  have n0 : a x + e / 2%:R < 0.
    rewrite -subr_gt0 sub0r opprD subr_gt0; apply: lt_le_trans (low x neg).
    by rewrite ltr_pdivr_mulr ?ltr0Sn // ltr_pmulr // ltr1n.
  by rewrite lt_eqF // lt_gtF.
have p : 0 < a x + e / 2%:R by apply: ltr_paddl pos e2.
by rewrite gt_eqF // p.
Qed.

(* Cover's bound for units that read D features of the inputs. *)
Lemma feature_cover n D (phi : cube n -> 'I_D -> F) (S : {set boolean n}) :
  (forall f, f \in S -> exists w b, f = [ffun x => 0 <= \sum_i w i * phi x i + b]) -> (#|S| <= C (2 ^ n) D.+1)%N.
Proof.
move=> hS; pose code (f : boolean n) : {ffun 'I_#|{: cube n}| -> bool} := [ffun j => f (enum_val j)].
have code_inj : injective code.
  by move=> f g /ffunP e; apply/ffunP => x; move: (e (enum_rank x)); rewrite !ffunE enum_rankK.
rewrite -(card_imset _ code_inj) -[D.+1]addn1.
have -> : (2 ^ n)%N = #|{: cube n}| by rewrite card_ffun card_bool card_ord.
pose P : 'M[F]_(D + 1, #|{: cube n}|) := col_mx (\matrix_(i < D, j < #|{: cube n}|) phi (enum_val j) i) (const_mx 1).
apply: (cover_bound (P := P)) => s /imsetP[f /hS[w [b ->]] ->].
have [e he] := raise (fun x => \sum_i w i * phi x i + b).
have vE j : (row_mx (\row_i w i) (const_mx (b + e)) *m P) ord0 j = \sum_i w i * phi (enum_val j) i + b + e.
  rewrite mul_row_col !mxE big_ord1 !mxE mulr1 -addrA; congr (_ + _).
  by apply: eq_bigr => i _; rewrite !mxE.
exists (row_mx (\row_i w i) (const_mx (b + e))); first by apply/forallP => j; rewrite vE; case: (he (enum_val j)).
by apply/ffunP => j; rewrite !ffunE vE; case: (he (enum_val j)).
Qed.

(* A gate moved a little towards another one: where it is not 0 its sign stays, where it is 0 it becomes that of the other. *)
Lemma perturb n (w v : 'I_n -> F) b c : exists (w' : 'I_n -> F) b', forall x,
  (0 <= activation w' b' x) = if activation w b x == 0 then 0 <= activation v c x else 0 <= activation w b x.
Proof.
have [d d0 far] : exists2 d, 0 < d & forall x, activation w b x != 0 -> d <= `|activation w b x|.
  by apply: (@least _ _ (fun x => activation w b x != 0)) => x; rewrite normr_gt0.
pose B := 1 + \sum_x `|activation v c x|.
have B0 : 0 < B by rewrite ltr_paddr ?ltr01 // sumr_ge0.
have vB x : `|activation v c x| < B.
  by rewrite /B (bigD1 x) //= addrCA ltr_addl ltr_paddr ?ltr01 // sumr_ge0.
pose e := d / B; have e0 : 0 < e by rewrite divr_gt0.
exists (fun i => w i + e * v i), (b + e * c) => x.
have -> : activation (fun i => w i + e * v i) (b + e * c) x = activation w b x + e * activation v c x.
  rewrite /activation mulrDr mulr_sumr addrACA -big_split; congr (_ + _); apply: eq_bigr => i _.
  by rewrite mulrDl mulrA.
case: eqVneq => [->|a0]; first by rewrite add0r pmulr_rge0.
have small : `|e * activation v c x| < `|activation w b x|.
  apply: lt_le_trans (far x a0); rewrite normrM (gtr0_norm e0) -[X in _ < X](mulfVK (lt0r_neq0 B0)) -/e.
  by rewrite ltr_pmul2l.
case: (ltrgtP (activation w b x) 0) a0 small => // a _ s.
  apply/negbTE; rewrite -ltNge; move: s; rewrite (ltr0_norm a) ltr_norml => /andP[_].
  by rewrite -subr_gt0 -opprD oppr_gt0 addrC.
by apply: ltW; move: s; rewrite (gtr0_norm a) ltr_norml => /andP[s _]; rewrite addrC -subr_gt0 opprK in s *.
Qed.

(* A gate that does not read the last variable. *)
Lemma ignoring n (g : boolean n) : threshold F g ->
  exists2 g' : boolean n.+1, threshold F g' & forall x z, g' (extend x z) = g x.
Proof.
case=> w [b ->]; exists (gate (wider w 0) b); first by do 2 eexists.
by move=> x z; rewrite !ffunE activation_extend mul0r addr0.
Qed.

(* a bound on an affine function in either alphabet *)
Lemma large_affine s n (w : 'I_n -> F) b : exists2 M, 0 <= M & forall x : cube n, `|affine s w b x| <= M.
Proof.
exists (\sum_x `|affine s w b x|); first by apply: sumr_ge0 => x _; rewrite normr_ge0.
by move=> x; rewrite (bigD1 x) //= ler_addl sumr_ge0 // => y _; rewrite normr_ge0.
Qed.
End Features.
