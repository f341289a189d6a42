(* The product 2 (2^0 + 1) ... (2^(n-1) + 1) that bounds T(n) is at least 2^(n(n-1)/2 + 1), and twice that for n >= 1  [RV-4-P]. *)
From mathcomp Require Import all_ssreflect.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

Theorem product_power n :
  (2 ^ ('C(n, 2) + 1) <= 2 * \prod_(i < n) (2 ^ i + 1))%N /\ (2 ^ ('C(n.+1, 2) + 2) <= 2 * \prod_(i < n.+1) (2 ^ i + 1))%N.
Proof.
have half k : (2 ^ 'C(k.+1, 2) * 2 <= \prod_(i < k.+1) (2 ^ i + 1))%N.
  elim: k => [|k IH]; first by rewrite big_ord_recl big_ord0.
  rewrite big_ord_recr /= [in X in (X <= _)%N]binS bin1 expnD mulnAC; apply: leq_mul => //.
  by rewrite leq_addr.
have strong k : (2 ^ ('C(k.+1, 2) + 2) <= 2 * \prod_(i < k.+1) (2 ^ i + 1))%N by rewrite addn2 !expnS leq_mul2l /= mulnC half.
split=> //; case: n => [|n]; first by rewrite big_ord0.
by apply: leq_trans (strong n); rewrite leq_exp2l // leq_add2l.
Qed.

