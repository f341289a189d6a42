(* Standard threshold units emulate a gating: two for AND and OR, three for XOR  [FA-7, FA-7-k, TX-4-H, TX-7-H, BY-10]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import multiplexing.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Emulation.
Variable R : realDomainType.
Implicit Types f g L K k z : R.

Lemma below_norm L K : `|L| < K -> L < K. Proof. by apply: le_lt_trans; rewrite ler_norm. Qed.
Lemma above_norm L K : `|L| <= K -> 0 <= L + K.
Proof. by rewrite ler_norml => /andP[lo _]; rewrite -ler_subl_addr sub0r. Qed.
Lemma max_bit_one f : bit f -> Num.max f 1 = 1.
Proof. by case=> ->; apply/max_idPr; rewrite ?ler01. Qed.
Lemma max_bit_zero f : bit f -> Num.max f 0 = f.
Proof. by case=> ->; apply/max_idPl; rewrite ?ler01. Qed.

(* [FA-7] f is any bit, such as the output H(L_f) of a threshold gate. *)
Theorem emulate_and f L K : bit f -> `|L| < K -> H (L + K * (f - 1)) = f * H L.
Proof.
case=> -> /below_norm hK; last by rewrite subrr mulr0 addr0 mul1r.
by rewrite sub0r mulrN1 mul0r H0 // subr_lt0.
Qed.
Theorem emulate_or f L K : bit f -> `|L| <= K -> H (L + K * f) = Num.max f (H L).
Proof.
move=> bf /above_norm hK; rewrite maxC; case: bf => ->; first by rewrite mulr0 addr0 (max_bit_zero (bit_H L)).
by rewrite mulr1 (max_bit_one (bit_H L)) H1.
Qed.
Theorem emulate_and_not g L K : bit g -> `|L| < K -> H (L - K * g) = H L * (1 - g).
Proof.
case=> -> /below_norm hK; first by rewrite mulr0 !subr0 mulr1.
by rewrite mulr1 subrr mulr0 H0 // subr_lt0.
Qed.
Theorem emulate_or_not g L K : bit g -> `|L| <= K -> H (L + K * (1 - g)) = Num.max (H L) (1 - g).
Proof. by move=> /bit_not bg hK; rewrite maxC; apply: emulate_or. Qed.
(* [TX-4-H, first part] *)
Theorem activation_gating g L : bit g -> H (g * L) = Num.max (H L) (1 - g).
Proof.
case=> ->; first by rewrite mul0r subr0 (max_bit_one (bit_H L)) H1.
by rewrite mul1r subrr (max_bit_zero (bit_H L)).
Qed.
Theorem activation_gating_sgn g L : g = - 1 \/ g = 1 -> L != 0 -> sgn (g * L) = g * sgn L.
Proof.
case=> -> L0; last by rewrite !mul1r.
rewrite !mulN1r; case: (ltrgtP L 0) L0 => // l _.
  by rewrite sgn1 ?oppr_ge0 ?ltW // sgn0 // opprK.
by rewrite sgn0 ?oppr_lt0 // sgn1 // ltW.
Qed.
Theorem emulate_xor f L K : bit f -> `|L| < K ->
  H (L + K * f - 2%:R * K * H (L + K * (f - 1))) = (f - H L) ^+ 2.
Proof.
move=> bf hK; rewrite (emulate_and bf hK) -mulrA mulr_natl mulr2n.
have K0 : 0 < K by apply: le_lt_trans hK.
have [lo hi] : 0 <= L + K /\ L < K by rewrite (below_norm hK) (above_norm (ltW hK)).
case: bf => ->; first by rewrite !mul0r !mulr0 addr0 subr0 addr0 sub0r sqrrN; case: (bit_H L) => ->; rewrite expr2 ?mulr0 ?mulr1.
case: (ltP L 0) => l0; rewrite ?(H0 l0) ?(H1 l0) !mulr1 ?mul1r ?mulr0 ?addr0 ?subr0.
  by rewrite H1 // expr1n.
by rewrite opprD addrA addrK subrr expr0n H0 // subr_lt0.
Qed.

(* [FA-7-k] the conjunction of any number of bits with a gate *)
Theorem emulate_and_many n (f : 'I_n -> R) L K : (forall i, bit (f i)) -> `|L| < K ->
  H (L + K * \sum_i (f i - 1)) = (\prod_i f i) * H L.
Proof.
move=> bf hK; have K0 : 0 <= K by apply: ltW; apply: le_lt_trans hK.
have le0 i : f i - 1 <= 0 by rewrite subr_le0; case: (bf i) => ->; rewrite ?ler01.
case: (pickP (fun i => f i != 1)) => [i fi|all1]; last first.
  have f1 i : f i = 1 by apply/eqP; rewrite -[_ == _]negbK all1.
  by rewrite !big1 ?mulr0 ?addr0 ?mul1r // => i _; rewrite f1 ?subrr.
have f0 : f i = 0 by case: (bf i) fi => -> //; rewrite eqxx.
rewrite [X in _ = X * _](bigD1 i) //= f0 !mul0r H0 // (bigD1 i) //= f0 sub0r mulrDr mulrN1 addrA.
apply: (@le_lt_trans _ _ (L - K)); last by rewrite subr_lt0 below_norm.
by rewrite -ler_subr_addl subrr mulr_ge0_le0 // -oppr_ge0 -sumrN sumr_ge0 // => k _; rewrite oppr_ge0.
Qed.

(* [TX-7-H] Gated weights and an ungated bias. *)
Theorem gated_weights_and g b S : bit g -> b < 0 -> H (b + g * S) = Num.min (H (b + S)) g.
Proof.
case=> -> b0; first by rewrite mul0r addr0 H0 // (min_idPr _) //; case: (bit_H (b + S)) => ->; rewrite ?ler01.
by rewrite mul1r (min_idPl _) //; case: (bit_H (b + S)) => ->; rewrite ?ler01.
Qed.
Theorem gated_weights_or g b S : bit g -> 0 <= b -> H (b + g * S) = Num.max (H (b + S)) (1 - g).
Proof.
case=> -> b0; first by rewrite mul0r addr0 H1 // subr0 (max_bit_one (bit_H _)).
by rewrite mul1r subrr (max_bit_zero (bit_H _)).
Qed.

(* [FA-7, signs] f is a sign and the gate has the values -1 and 1. *)
Theorem emulate_product_of_signs f L k (a := sgn (L - k - k * f)) : f = - 1 \/ f = 1 -> `|L| < 2%:R * k ->
  sgn (L - k - k * f - 2%:R * k * a) = f * sgn L.
Proof.
move=> sf hk; have [lo hi] : 0 <= L + 2%:R * k /\ L < 2%:R * k by rewrite (below_norm hk) (above_norm (ltW hk)).
have k2 : k + k = 2%:R * k by rewrite mulr_natl mulr2n.
rewrite /a; case: sf => ->; rewrite ?mulrN1 ?mulr1 ?mul1r ?mulN1r ?opprK ?subrK.
  case: (ltP L 0) => l0; first by rewrite (sgn0 l0) mulrN1 opprK sgn1 // opprK.
  by rewrite (sgn1 l0) mulr1 sgn0 // subr_lt0.
have -> : L - k - k = L - 2%:R * k by rewrite -addrA -opprD k2.
by rewrite (@sgn0 _ (L - 2%:R * k)) ?subr_lt0 // mulrN1 opprK subrK.
Qed.

(* [FA-7-k, the bound for signs] The activation of that second unit is at most 2k in absolute value. *)
Theorem emulation_bound f L k (a := sgn (L - k - k * f)) : f = - 1 \/ f = 1 -> `|L| < 2%:R * k ->
  `|L - k - k * f - 2%:R * k * a| <= 2%:R * k.
Proof.
move=> sf hk; have k0 : 0 <= 2%:R * k by apply: ltW; apply: le_lt_trans hk.
have [lo hi] : 0 <= L + 2%:R * k /\ L < 2%:R * k by rewrite (below_norm hk) (above_norm (ltW hk)).
have k2 : k + k = 2%:R * k by rewrite mulr_natl mulr2n.
rewrite /a; case: sf => ->; rewrite ?mulrN1 ?mulr1 ?opprK ?subrK.
  rewrite ler_norml; case: (ltP L 0) => l0; first by rewrite (sgn0 l0) mulrN1 opprK ger_addr (ltW l0) (le_trans _ lo) ?oppr_le0.
  by rewrite (sgn1 l0) mulr1 ler_addr l0 ler_subl_addr (le_trans (ltW hi)) // ler_addl.
have -> : L - k - k = L - 2%:R * k by rewrite -addrA -opprD k2.
by rewrite (@sgn0 _ (L - 2%:R * k)) ?subr_lt0 // mulrN1 opprK subrK ltW.
Qed.
End Emulation.
