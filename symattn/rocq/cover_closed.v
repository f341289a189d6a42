(* Cover's function: recursion, closed form, and C(2^n, n + 1) <= 2^(n^2) for n >= 2  [RV-3, RV-3-P]. *)
From mathcomp Require Import all_ssreflect.
From Symattn Require Import cover.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

(* [RV-3] *)
Theorem cover_recursion N D : C N.+2 D.+1 = C N.+1 D.+1 + C N.+1 D. Proof. by []. Qed.
Theorem cover_one_point D : C 1 D.+1 = 2. Proof. by []. Qed.
Theorem cover_closed N D : C N.+1 D = 2 * \sum_(k < D) 'C(N, k).
Proof.
elim: N D => [|N IH] [|D].
- by rewrite big_ord0.
- by rewrite big_ord_recl big1 ?addn0.
- by have -> : C N.+2 0 = C N.+1 0 + 0 by []; rewrite IH !big_ord0.
- rewrite cover_recursion !IH -mulnDr; congr (2 * _).
  rewrite big_ord_recl [in RHS]big_ord_recl !bin0 -addnA; congr (1 + _).
  by rewrite -big_split; apply: eq_bigr => i _; rewrite binS.
Qed.
Theorem cover_one_dimension N : C N.+1 1 = 2. Proof. by rewrite cover_closed big_ord_recl big_ord0 bin0. Qed.

(* One term more multiplies the sum by at most M. *)
Lemma cover_step M k : 0 < k -> 0 < M -> C M.+1 k.+2 <= M * C M.+1 k.+1.
Proof.
move=> k0; case: M => // m _; rewrite !cover_closed big_ord_recr /= mulnCA leq_mul2l /= mulSn leq_add2l.
apply: (@leq_trans (m * 'C(m.+1, k))); last by rewrite leq_mul2l big_ord_recr leq_addl orbT.
by apply: leq_trans (leq_pmull _ (ltn0Sn k)) _; rewrite mul_bin_left leq_mul2r leq_subLR -add1n leq_add2r k0 orbT.
Qed.
Lemma cover_three M : C M.+1 3 = M ^ 2 + M + 2.
Proof.
elim: M => // M IH; rewrite cover_recursion IH cover_closed !big_ord_recl big_ord0 bin0 bin1 addn0.
by rewrite -[M.+1]addn1 -!mulnn; ring.
Qed.
Lemma cover_four M : 3 <= M -> C M.+1 4 <= M ^ 3.
Proof.
case: M => // -[//|[//|]] M _; elim: M => [|M IH]; first by [].
rewrite cover_recursion cover_three; apply: leq_trans (leq_add IH (leqnn _)) _.
have cube k : k.+1 ^ 3 = k ^ 3 + (k ^ 2 + k + 1 + (2 * k ^ 2 + 2 * k)) by rewrite -[k.+1]addn1 !expnS !expn0; ring.
by rewrite [X in _ <= X]cube leq_add2l -!addnA !leq_add2l -[2]/(1 + 1) leq_add2l addn_gt0 muln_gt0 expn_gt0.
Qed.

Lemma cover_many M k : 3 <= M -> C M.+1 k.+4 <= M ^ k.+3.
Proof.
move=> M3; have M0 : 0 < M by apply: leq_trans M3.
elim: k => [|k IH]; first exact: cover_four.
by apply: leq_trans (cover_step _ M0) _ => //; rewrite expnS leq_mul2l IH orbT.
Qed.

(* [RV-3-P] the bound on Cover's function *)
Theorem cover_power n : 2 <= n -> C (2 ^ n) n.+1 <= 2 ^ (n ^ 2).
Proof.
case: n => // -[//|[//|n] _]; have p0 : 0 < 2 ^ n.+3 by rewrite expn_gt0.
have [M E] : exists M, 2 ^ n.+3 = M.+1 by exists (2 ^ n.+3).-1; rewrite prednK.
have M3 : 3 <= M by rewrite -ltnS -E (@leq_exp2l 2 2).
rewrite E; apply: leq_trans (cover_many n M3) _.
by rewrite -mulnn expnM E leq_exp2r.
Qed.
