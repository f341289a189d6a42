(* There are functions of n >= 10 variables that are no product of n threshold functions with values in {-1, 1}; thirteen factors do not
   give all for n = 10, eight not all but the parities for n = 9  [BY-2-cube, BY-2-large]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import parity.
From Symattn Require Import cover threshold elementary_gates capacity reed_muller degree degree_cover cover_numbers degree_factors.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Local Open Scope nat_scope.

(* [BY-2-cube] *)
Theorem cube_power n : 10 <= n -> n ^ 3 < 2 ^ n.
Proof.
move=> /subnK <-; elim: (n - 10) => [|k IH]; first by vm_compute.
rewrite addSn [2 ^ _.+1]expnS mul2n -addnn; set m := k + 10 in IH *; have m10 : 10 <= m by rewrite leq_addl.
have -> : m.+1 ^ 3 = m ^ 3 + (3 * m ^ 2 + 3 * m + 1) by rewrite -[m.+1]addn1 !expnS !expn0; ring.
rewrite -addSn; apply: leq_add => //; apply: leq_trans (ltnW IH).
apply: (@leq_trans (10 * m ^ 2)); last by rewrite [m ^ 3]expnS leq_mul2r m10 orbT.
have -> : 10 * m ^ 2 = 3 * m ^ 2 + (3 * m ^ 2 + 4 * m ^ 2) by ring.
rewrite -addnA leq_add2l; apply: leq_add; first by rewrite leq_mul2l -mulnn leq_pmulr ?orbT // (leq_trans _ m10).
by rewrite muln_gt0 expn_gt0 (leq_trans _ m10).
Qed.

(* Bounds for factorials, small binomials, and their sums. *)
Lemma fact_large k : 7 <= k -> 2 ^ (3 * (k - 7) + 12) <= k`!.
Proof.
move=> /subnK <-; rewrite addnK; elim: (k - 7) => [|i IH]; first by vm_compute.
rewrite addSn factS mulnS -addnA expnD; apply: leq_mul => //.
by rewrite (_ : 2 ^ 3 = 8) // addnC -addSn leq_addr.
Qed.
Lemma bin_power M a k : M <= 2 ^ a -> 'C(M, k) <= 2 ^ (a * k).
Proof.
move=> Ma; apply: leq_trans (_ : M ^ k <= _); last by rewrite expnM; case: k => // k; rewrite leq_exp2r.
by apply: leq_trans (falling_power M k); rewrite -bin_ffact leq_pmulr ?fact_gt0.
Qed.
Lemma bin_large M a b k : M <= 2 ^ a -> 2 ^ b <= k`! -> b <= a * k -> 'C(M, k) <= 2 ^ (a * k - b).
Proof.
move=> Ma bk le; rewrite -(leq_pmul2r (_ : 0 < 2 ^ b)) ?expn_gt0 // -expnD subnK //.
apply: (@leq_trans ('C(M, k) * k`!)); first by rewrite leq_mul2l bk orbT.
rewrite bin_ffact; apply: leq_trans (falling_power M k) _; rewrite expnM.
by case: k {bk le} => // k; rewrite leq_exp2r.
Qed.
Lemma sum_large M a b k : M <= 2 ^ a -> 2 ^ b <= k`! -> b <= 2 * a -> 2 <= k ->
  \sum_(i < k.+1 | odd i == odd k) 'C(M, i) <= k.+1 * 2 ^ (a * k - b).
Proof.
move=> Ma bk ba k2; have bak : b <= a * k by apply: leq_trans ba _; rewrite mulnC leq_mul2l k2 orbT.
rewrite -[X in X * _](card_ord k.+1) -sum_nat_const big_mkcond; apply: leq_sum => i _.
case: ifP => // par; case: (ltngtP i k) => [ik|ki|->].
- apply: leq_trans (bin_power _ Ma) _; rewrite leq_exp2l // leq_subRL // addnC -leq_subRL; last by rewrite leq_mul2l (ltnW ik) orbT.
  rewrite -mulnBr; apply: leq_trans ba _; rewrite mulnC leq_mul2l; apply/orP; right.
  rewrite ltn_neqAle subn_gt0 ik andbT; apply: contraTneq par => one.
  have -> : odd k = odd (k - i) (+) odd i by rewrite -oddD subnK // ltnW.
  by rewrite -one; case: odd.
- by have := ltn_ord i; rewrite ltnS leqNgt ki.
exact: bin_large.
Qed.

Lemma room X k c N : X <= 2 * (k.+1 * 2 ^ c) -> k < 16 -> c + 6 <= N -> X + 2 < 2 ^ N.
Proof.
move=> Xle k16 cN; have Xc : X <= 2 ^ (c + 5).
  by apply: leq_trans Xle _; rewrite mulnA addnC expnD leq_mul2r (leq_mul (leqnn 2) k16) orbT.
apply: (@leq_trans (2 ^ (c + 6))); last by rewrite leq_exp2l.
rewrite (addnS c 5) expnS mul2n -addnn -addnS; apply: leq_add => //.
by apply: (@leq_trans (2 ^ 5)) => //; rewrite leq_exp2l // leq_addl.
Qed.

Section Products.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.
Definition sign_products_of n k : {set boolean n} := products_of (@even_zeros k) (T n).

Lemma card_functions n : #|{: boolean n}| = 2 ^ (2 ^ n).
Proof. by rewrite card_ffun card_bool card_cube. Qed.
Lemma some_function n (A B : {set boolean n}) : #|A| + #|B| < 2 ^ (2 ^ n) -> exists h, h \notin A /\ h \notin B.
Proof.
move=> lt; case: (set_0Vmem (~: (A :|: B))) => [e|[h]]; last by rewrite !inE negb_or => /andP[hA hB]; exists h.
move: lt; rewrite -card_functions -cardsUI ltnNge; case/negP; apply: leq_trans (leq_addr _ _).
by rewrite -(setCK (A :|: B)) e setC0 cardsT.
Qed.
Lemma products_few n k : 2 <= n -> #|sign_products_of n k| <= 2 ^ (n ^ 2 * k).
Proof.
move=> n2; apply: leq_trans (leq_imset_card _ _) _.
have -> : #|[set f : {ffun 'I_k -> boolean n} | [forall i, f i \in T n]]| = #|T n| ^ k.
  transitivity #|ffun_on (mem (T n)) : pred {ffun 'I_k -> boolean n}|; last by rewrite card_ffun_on card_ord.
  by apply: eq_card => f; rewrite inE; apply/forallP/ffun_onP.
by rewrite expnM; case: k => // k; rewrite leq_exp2r //; exact: threshold_power TP n n2.
Qed.
Lemma half_few n c : 2 ^ c <= n`! * (2 ^ n - 1 - n) -> n < 2 ^ n - 1 -> c <= n * n.+1 -> #|T n| %/ 2 <= 2 ^ (n * n.+1 - c).
Proof.
move=> hc n1 le; apply: (@leq_trans (terms n (2 ^ n - 1))).
  by rewrite -[X in _ <= X](@mulKn _ 2) // leq_div2r //; exact: cover_threshold TP n.
rewrite -(leq_pmul2r (_ : 0 < 2 ^ c)) ?expn_gt0 // -expnD subnK //.
apply: (@leq_trans (terms n (2 ^ n - 1) * (n`! * (2 ^ n - 1 - n)))); first by rewrite leq_mul2l hc orbT.
by rewrite mulnA; apply: leq_trans (terms_power n1) _; rewrite expnM leq_exp2r // leq_subr.
Qed.
Lemma products_bound n k a b : #|T n| %/ 2 <= 2 ^ a -> 2 ^ b <= k`! -> b <= 2 * a -> 2 <= k ->
  #|sign_products_of n k| <= 2 * (k.+1 * 2 ^ (a * k - b)).
Proof.
move=> Ta bk ba k2; apply: leq_trans (even_zeros_upper k _) _; first exact: (negation_in TP).
by rewrite leq_mul2l (sum_large Ta bk ba k2) orbT.
Qed.

Lemma not_all n k c (B : {set boolean n}) : #|sign_products_of n k| <= 2 * (k.+1 * 2 ^ c) -> k < 16 -> c + 6 <= 2 ^ n -> #|B| <= 2 ->
  exists2 h, h \notin B & forall f : {ffun 'I_k -> boolean n}, (forall i, f i \in T n) -> product_of (@even_zeros k) f <> h.
Proof.
move=> few k16 cn B2; have [|h [hP hB]] := @some_function n (sign_products_of n k) B.
  by apply: leq_ltn_trans (room few k16 cn); rewrite leq_add2l.
exists h => // f fT e; case/negP: hP; rewrite -e; apply: imset_f; rewrite inE; exact/forallP.
Qed.

(* [BY-2-large] *)
Theorem too_few_factors n : 10 <= n ->
  exists h, forall f : {ffun 'I_n -> boolean n}, (forall i, f i \in T n) -> product_of (@even_zeros n) f <> h.
Proof.
move=> n10; have n2 : 2 <= n by apply: leq_trans n10.
have [|h [hP _]] := @some_function n (sign_products_of n n) set0.
  rewrite cards0 addn0; apply: leq_ltn_trans (products_few n n2) _.
  by rewrite ltn_exp2l // -expnSr; exact: cube_power.
exists h => f fT e; case/negP: hP; rewrite -e; apply: imset_f; rewrite inE; exact/forallP.
Qed.
(* The numbers for one n: log2 of T(n) / 2 is at most a, log2 of k! at least b. *)
Lemma counted n k c1 c2 a b c (B : {set boolean n}) : 7 <= n -> c1 = 3 * (n - 7) + 12 -> 2 ^ c2 <= 2 ^ n - 1 - n -> n < 2 ^ n - 1 ->
  a + (c1 + c2) = n * n.+1 -> 7 <= k -> b = 3 * (k - 7) + 12 -> b <= 2 * a -> c + b = a * k -> k < 16 -> c + 6 <= 2 ^ n -> #|B| <= 2 ->
  exists2 h, h \notin B & forall f : {ffun 'I_k -> boolean n}, (forall i, f i \in T n) -> product_of (@even_zeros k) f <> h.
Proof.
move=> n7 c1E c2n n1 aE k7 bE ba cE k16 cn B2; apply: not_all k16 cn B2.
have half : #|T n| %/ 2 <= 2 ^ a.
  rewrite -(addnK (c1 + c2) a) aE; apply: half_few => //; last by rewrite -aE leq_addl.
  by rewrite expnD; apply: leq_mul => //; rewrite c1E; exact: fact_large.
rewrite -(addnK b c) cE; apply: products_bound => //; first by rewrite bE; exact: fact_large.
exact: leq_trans k7.
Qed.
Theorem thirteen_factors : exists h, forall f : {ffun 'I_13 -> boolean 10}, (forall i, f i \in T 10) -> product_of (@even_zeros 13) f <> h.
Proof.
have few : 2 ^ 9 <= 2 ^ 10 - 1 - 10 by vm_compute.
have big : 1010 + 6 <= 2 ^ 10 by vm_compute.
have [|h _ hf] := @counted 10 13 21 9 80 30 1010 set0 isT erefl few isT erefl isT erefl isT erefl isT big; first by rewrite cards0.
by exists h.
Qed.
Theorem eight_factors : exists h, [/\ h <> parity 9, h <> negation (parity 9) &
  forall f : {ffun 'I_8 -> boolean 9}, (forall i, f i \in T 9) -> product_of (@even_zeros 8) f <> h].
Proof.
have few : 2 ^ 8 <= 2 ^ 9 - 1 - 9 by vm_compute.
have big : 497 + 6 <= 2 ^ 9 by vm_compute.
have [|h] := @counted 9 8 18 8 64 15 497 [set parity 9; negation (parity 9)] isT erefl few isT erefl isT erefl isT erefl isT big.
  by rewrite cards2; case: eqP.
by rewrite !inE negb_or => /andP[/eqP h1 /eqP h2] hf; exists h.
Qed.
End Products.
