(* Output gating of linear units is a quadratic form; synaptic gating gates its terms
   [FA-2, FA-2-form, FA-5, TX-6, TX-6-net, TX-7, SM-4a]. *)
From mathcomp Require Import all_ssreflect all_algebra.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Sums.
Variables (R : comRingType) (n : nat).
Implicit Types (u v w x : 'I_n -> R) (a b c g : R).

Theorem output_gating u v x :
  (\sum_j u j * x j) * (\sum_k v k * x k) = \sum_j \sum_k (u j * v k) * (x j * x k).
Proof.
rewrite mulr_suml; apply: eq_bigr => j _; rewrite mulr_sumr; apply: eq_bigr => k _.
by rewrite mulrACA.
Qed.

(* [FA-2-form] with biases: the quadratic part, the linear part and the constant *)
Theorem output_gating_biases u v x a b :
  (\sum_j u j * x j + a) * (\sum_k v k * x k + b) =
  \sum_j \sum_k (u j * v k) * (x j * x k) + \sum_j (b * u j + a * v j) * x j + a * b.
Proof.
rewrite mulrDl !mulrDr output_gating -!addrA; congr (_ + _); rewrite addrA; congr (_ + _).
rewrite mulrC !mulr_sumr -big_split; apply: eq_bigr => j _.
by rewrite mulrDl !mulrA.
Qed.
(* synaptic gating of the synapse of x_p by x_q replaces one term *)
Theorem synaptic_gating u x p q :
  \sum_j u j * (1 + (j == p)%:R * (x q - 1)) * x j = \sum_j u j * x j - u p * x p + u p * x q * x p.
Proof.
rewrite (bigD1 p) //= [X in _ = X - _ + _](bigD1 p) //= eqxx mul1r addrCA subrr addr0.
rewrite [X in _ = X + _]addrAC subrr add0r addrC; congr (_ + _); apply: eq_bigr => j /negbTE ->.
by rewrite mul0r addr0 mulr1.
Qed.

(* [TX-6] Gating the output of a unit is gating, equally, the synapse by which any unit reads it; rest is what else the reader sums up. *)
Theorem gated_output_is_gated_synapse (rest weight g O : R) : rest + weight * (g * O) = rest + (g * weight) * O.
Proof. by rewrite mulrCA mulrA. Qed.
(* [TX-6-net, first part] for all readers at once, with any transfer functions *)
Theorem equal_gating_of_outgoing_synapses m (h : 'I_m -> R -> R) (f gate : R -> R) (c r : 'I_m -> R) b v w x i :
  h i (c i + r i * (gate (\sum_j v j * x j) * f (b + \sum_j w j * x j))) =
  h i (c i + (gate (\sum_j v j * x j) * r i) * f (b + \sum_j w j * x j)).
Proof. by rewrite gated_output_is_gated_synapse. Qed.

(* [TX-7] Equal gating of all incoming synapses is activation gating, with the bias gated or not. *)
Theorem gating_of_incoming_synapses (f : R -> R) w x g b :
  f (g * b + \sum_j (g * w j) * x j) = f (g * (b + \sum_j w j * x j)).
Proof. by rewrite mulrDr mulr_sumr; congr (f (_ + _)); apply: eq_bigr => j _; rewrite mulrA. Qed.
Theorem gating_of_incoming_synapses_not_bias (f : R -> R) w x g b (S := b + \sum_j w j * x j) :
  f (b + \sum_j (g * w j) * x j) = f (b + g * (S - b)).
Proof.
by rewrite /S addrAC subrr add0r mulr_sumr; congr (f (_ + _)); apply: eq_bigr => j _; rewrite mulrA.
Qed.
End Sums.

Section Matrices.
Variables (R : comRingType) (n : nat).
Implicit Types u v x : 'cV[R]_n.

Theorem output_gating_mx u v x : (u^T *m x) *m (v^T *m x) = x^T *m (u *m v^T) *m x.
Proof.
have -> : u^T *m x = x^T *m u by rewrite -[LHS]trmxK trmx_mul trmxK; apply/matrixP => i j; rewrite !mxE !ord1.
by rewrite !mulmxA.
Qed.
(* [FA-5] two layers of n linear units over p inputs, n output gatings and one linear unit *)
Theorem dot_product_layers p (U V : 'M[R]_(n, p)) (x : 'cV[R]_p) :
  (U *m x)^T *m (V *m x) = \matrix_(i < 1, j < 1) \sum_k (\sum_l U k l * x l ord0) * (\sum_l V k l * x l ord0).
Proof. by apply/matrixP => i j; rewrite !mxE; apply: eq_bigr => k _; rewrite !mxE !ord1. Qed.
End Matrices.

Section Polarisation.
Variable F : numFieldType.
Implicit Types x y : F.

(* [SM-4a] two square units and a linear unit *)
Theorem polarisation x y : x * y = ((x + y) ^+ 2 - (x - y) ^+ 2) / 4%:R.
Proof. by rewrite subr_sqrDB -[_ *+ 4]mulr_natr mulfK // pnatr_eq0. Qed.
Definition unit (h : F -> F) (w z : seq F) : F := h (\sum_(p <- zip w z) p.1 * p.2).
Theorem multiplying_network x y : let square (z : F) := z ^+ 2 in
  unit id [:: 4%:R^-1; - 4%:R^-1] [:: unit square [:: 1; 1] [:: x; y]; unit square [:: 1; -1] [:: x; y]] = x * y.
Proof.
rewrite /= /unit /= !big_cons !big_nil /= !mul1r !addr0 mulN1r mulNr -mulrBr.
by rewrite [RHS]polarisation mulrC.
Qed.
(* [FA-5] *)
Theorem dot_product_polarisation n (u v : 'I_n -> F) :
  \sum_i u i * v i = (\sum_i (u i + v i) ^+ 2 - \sum_i (u i - v i) ^+ 2) / 4%:R.
Proof. by rewrite -sumrB mulr_suml; apply: eq_bigr => i _; exact: polarisation. Qed.

(* [FA-2] the symmetric matrix of a gated pair, its form and its rank *)
Definition gated_pair n (u v : 'cV[F]_n) : 'M[F]_n := 2%:R^-1 *: (u *m v^T + v *m u^T).
Theorem gated_pair_symmetric n (u v : 'cV[F]_n) : (gated_pair u v)^T = gated_pair u v.
Proof. by rewrite /gated_pair linearZ linearD /= !trmx_mul !trmxK addrC. Qed.
Theorem gated_pair_form n (u v x : 'cV[F]_n) : (u^T *m x) *m (v^T *m x) = x^T *m gated_pair u v *m x.
Proof.
rewrite /gated_pair -scalemxAr -scalemxAl mulmxDr mulmxDl -!output_gating_mx.
have -> : v^T *m x *m (u^T *m x) = u^T *m x *m (v^T *m x).
  by apply/matrixP => i j; rewrite !ord1 [LHS]mxE [RHS]mxE !big_ord1 mulrC.
by rewrite -mulr2n -scaler_nat scalerA mulVf ?scale1r // pnatr_eq0.
Qed.
Theorem gated_pair_rank n (u v : 'cV[F]_n) : (\rank (gated_pair u v) <= 2)%N.
Proof.
apply: leq_trans (mxrank_scale _ _) _; apply: leq_trans (mxrank_add _ _) _.
have one (a b : 'cV[F]_n) : (\rank (a *m b^T) <= 1)%N.
  by apply: leq_trans (mxrankM_maxl _ _) _; exact: rank_leq_col.
exact: (leq_add (one u v) (one v u)).
Qed.
(* Every minor of order 3 vanishes. *)
Theorem gated_pair_minors n (u v : 'cV[F]_n) (f g : 'I_3 -> 'I_n) : \det (mxsub f g (gated_pair u v)) = 0.
Proof.
have few : (\rank (mxsub f g (gated_pair u v)) <= 2)%N.
  rewrite (_ : mxsub f g _ = rowsub f 1%:M *m gated_pair u v *m colsub g 1%:M).
    by apply: leq_trans (mxrankM_maxl _ _) _; apply: leq_trans (mxrankM_maxr _ _) _; exact: gated_pair_rank.
  by rewrite mul_rowsub_mx mul1mx mulmx_colsub mulmx1; apply/matrixP => i j; rewrite !mxE.
apply/eqP; move: few; apply: contraTT; rewrite -unitfE -unitmxE -row_full_unit /row_full => /eqP ->.
by [].
Qed.
End Polarisation.

(* [FA-2] The form is a difference of two squares, so it is positive on no plane, and negative on none. *)
Section Squares.
Variable F : realFieldType.
Definition form n (Q : 'M[F]_n) (x : 'cV[F]_n) : F := (x^T *m Q *m x) ord0 ord0.
Theorem gated_pair_squares n (u v x : 'cV[F]_n) : let at_ (w : 'cV[F]_n) := (w^T *m x) ord0 ord0 in
  form (gated_pair u v) x = 4%:R^-1 * (at_ u + at_ v) ^+ 2 - 4%:R^-1 * (at_ u - at_ v) ^+ 2.
Proof.
by rewrite /= /form -gated_pair_form mxE big_ord1 polarisation mulrC mulrBr.
Qed.
Theorem gated_pair_signature n (u v x y : 'cV[F]_n) :
  (exists s t, ((s != 0) || (t != 0)) /\ form (gated_pair u v) (s *: x + t *: y) <= 0) /\
  (exists s t, ((s != 0) || (t != 0)) /\ 0 <= form (gated_pair u v) (s *: x + t *: y)).
Proof.
have zero (r : 'rV[F]_n) : exists s t, ((s != 0) || (t != 0)) /\ (r *m (s *: x + t *: y)) ord0 ord0 = 0.
  pose a := (r *m x) ord0 ord0; pose b := (r *m y) ord0 ord0.
  have value s t : (r *m (s *: x + t *: y)) ord0 ord0 = s * a + t * b.
    by rewrite mulmxDr -!scalemxAr mxE [X in X + _]mxE [X in _ + X]mxE.
  case: (eqVneq a 0) => [a0|a0]; first by exists 1, 0; rewrite value a0 oner_eq0 mulr0 mul0r addr0.
  by exists b, (- a); rewrite value oppr_eq0 a0 orbT mulNr mulrC subrr.
have q4 z : 0 <= 4%:R^-1 * z ^+ 2 :> F by rewrite mulr_ge0 ?sqr_ge0 // invr_ge0 ler0n.
split; [have [s [t [st]]] := zero (u^T + v^T) | have [s [t [st]]] := zero (u^T - v^T)]; rewrite ?mulmxBl ?mulmxDl.
  by rewrite mxE => e; exists s, t; split=> //; rewrite gated_pair_squares e expr0n mulr0 sub0r oppr_le0.
by rewrite mxE [X in _ + X]mxE => e; exists s, t; split=> //; rewrite gated_pair_squares e expr0n mulr0 subr0.
Qed.
End Squares.
