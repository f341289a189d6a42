(* An attention head commutes with permutations of the tokens, whatever function stands in for the exponential  [TR-4, TR-4-pool, TR-2, TR-2-assoc]. *)
From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Section Equivariance.
Variables (F : fieldType) (e : F -> F) (n d m : nat).
Implicit Types (Q K : 'M[F]_(n, d)) (V : 'M[F]_(n, m)) (s : 'S_n).

(* Row i is the mean of the rows of V with the weights e(q_i . k_j); x / 0 = 0. *)
Definition attention Q K V : 'M[F]_(n, m) :=
  \matrix_(i, l) ((\sum_j e ((Q *m K^T) i j) * V j l) / \sum_j e ((Q *m K^T) i j)).

Lemma permuted_scores s Q K i j : (row_perm s Q *m (row_perm s K)^T) i j = (Q *m K^T) (s i) (s j).
Proof. by rewrite !mxE; apply: eq_bigr => k _; rewrite !mxE. Qed.
(* [TR-4] *)
Theorem attention_equivariant s Q K V :
  attention (perm_mx s *m Q) (perm_mx s *m K) (perm_mx s *m V) = perm_mx s *m attention Q K V.
Proof.
rewrite -!row_permE; apply/matrixP => i l; rewrite !mxE.
rewrite [in RHS](reindex_inj (@perm_inj _ s)) [X in _ = _ / X](reindex_inj (@perm_inj _ s)) /=.
by congr (_ / _); apply: eq_bigr => j _; rewrite permuted_scores ?mxE.
Qed.
(* in particular for queries, keys and values that are projections of the tokens *)
Corollary head_equivariant p s (X : 'M[F]_(n, p)) (WQ WK : 'M[F]_(p, d)) (WV : 'M[F]_(p, m))
    (head := fun Y : 'M[F]_(n, p) => attention (Y *m WQ) (Y *m WK) (Y *m WV)) :
  head (perm_mx s *m X) = perm_mx s *m head X.
Proof. by rewrite /head -!mulmxA attention_equivariant. Qed.
(* [TR-4-pool] The sum over the tokens is invariant. *)
Corollary pooled_invariant s Q K V l :
  \sum_i attention (perm_mx s *m Q) (perm_mx s *m K) (perm_mx s *m V) i l = \sum_i attention Q K V i l.
Proof.
rewrite attention_equivariant -row_permE [RHS](reindex_inj (@perm_inj _ s)).
by apply: eq_bigr => i _; rewrite [LHS]mxE.
Qed.
End Equivariance.

(* Without softmax. *)
Section Linear.
Variables (R : comRingType) (m p n q : nat).
Implicit Types (X : 'M[R]_(m, p)) (WQ WK A : 'M[R]_(p, n)) (WV B : 'M[R]_(p, q)) (t : R).
Definition linear_head X WQ WK WV : 'M[R]_(m, q) := (X *m WQ) *m (X *m WK)^T *m (X *m WV).

(* [TR-2] *)
Theorem linear_head_cubic X WQ WK WV t : linear_head (t *: X) WQ WK WV = t ^+ 3 *: linear_head X WQ WK WV.
Proof. by rewrite /linear_head -!scalemxAl [(_ *: _)^T]linearZ /= -!scalemxAr -!scalemxAl -?scalemxAr !scalerA !exprS expr0 mulr1 mulrA. Qed.
Theorem linear_head_queries X WQ WK WV A t :
  linear_head X (WQ + t *: A) WK WV = linear_head X WQ WK WV + t *: linear_head X A WK WV.
Proof. by rewrite /linear_head mulmxDr -scalemxAr !mulmxDl -!scalemxAl. Qed.
Theorem linear_head_keys X WQ WK WV A t :
  linear_head X WQ (WK + t *: A) WV = linear_head X WQ WK WV + t *: linear_head X WQ A WV.
Proof. by rewrite /linear_head mulmxDr -scalemxAr linearD linearZ /= mulmxDr mulmxDl -scalemxAr -scalemxAl. Qed.
Theorem linear_head_values X WQ WK WV B t :
  linear_head X WQ WK (WV + t *: B) = linear_head X WQ WK WV + t *: linear_head X WQ WK B.
Proof. by rewrite /linear_head [X *m (_ + _)]mulmxDr -scalemxAr mulmxDr -scalemxAr. Qed.

(* [TR-2-assoc] The tokens can be summed first. *)
Theorem linear_attention (Q K : 'M[R]_(m, n)) (V : 'M[R]_(m, q)) : (Q *m K^T) *m V = Q *m (K^T *m V).
Proof. by rewrite mulmxA. Qed.
(* with a causal mask: row t reads the state, the running sum of the products of keys and values *)
Theorem causal_linear_attention (Q K : 'M[R]_(m, n)) (V : 'M[R]_(m, q)) (t : 'I_m) l :
  \sum_(j < m | (j <= t)%N) (Q *m K^T) t j * V j l =
  (row t Q *m \sum_(j < m | (j <= t)%N) (row j K)^T *m row j V) ord0 l.
Proof.
rewrite mulmx_sumr summxE; apply: eq_bigr => j _; rewrite mulmxA !mxE big_ord1 !mxE; congr (_ * _).
by apply: eq_bigr => k _; rewrite !mxE.
Qed.
End Linear.
