(* A product of k sign gates of degree d is a gate of degree k d: there are at most T_k(n) products of k threshold gates with values
   in {-1, 1}  [CAP-K1-deg]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import multiplexing.
From Symattn Require Import cover threshold reed_muller degree degree_factors.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section SignProducts.
Variables (F : realFieldType) (n : nat).

Lemma polynomial_product d k (f : 'I_k -> boolean n) : (forall i, threshold_of_degree F d (f i)) ->
  exists2 c : {set 'I_n} -> F, degree_at_most (k * d) c & forall x, 0 < (\prod_i sign_of F (f i x)) * polynomial c x.
Proof.
elim: k f => [|k IH] f thr.
  exists (single F set0) => [|x]; first by apply: degree_single; rewrite cards0.
  by rewrite big_ord0 polynomial_single monomial0 mulr1 ltr01.
have [c deg pos] := IH (fun i => f (widen_ord (leqnSn k) i)) (fun i => thr _).
have [e [dege h]] := strict_degree (thr ord_max).
exists (times c e) => [|x]; first by rewrite mulSn addnC; apply: degreeM.
rewrite big_ord_recr polynomialM mulrACA mulr_gt0 //; have [] := h x.
by case: (ltrgtP (polynomial e x) 0) => // ? _ ->; rewrite /= ?mul1r // mulN1r oppr_gt0.
Qed.
Theorem product_degree d k (f : {ffun 'I_k -> boolean n}) : (forall i, threshold_of_degree F d (f i)) ->
  threshold_of_degree F (k * d) (product_of (@even_zeros k) f).
Proof.
move=> /polynomial_product[c deg pos]; apply: (strict_threshold_degree deg) => x.
have := pos x; rewrite ffunE (_ : \prod_i sign_of F (f i x) = sign_of F (even_zeros [ffun i => f i x])); last first.
  by rewrite even_zeros_prod; apply: eq_bigr => i _; rewrite ffunE.
case: (even_zeros _); rewrite /= ?mul1r ?mulN1r ?oppr_gt0 => p; first by rewrite p gt_eqF.
by rewrite lt_gtF // lt_eqF.
Qed.

(* [CAP-K1-deg] *)
Variables (T : {set boolean n}) (Td : nat -> {set boolean n}).
Hypothesis TP : forall f : boolean n, f \in T <-> threshold F f.
Hypothesis TdP : forall d (f : boolean n), f \in Td d <-> threshold_of_degree F d f.
Theorem sign_products k : (#|products_of (@even_zeros k) T| <= #|Td k|)%N /\
  forall f : {ffun 'I_k -> boolean n}, (forall i, f i \in T) -> product_of (@even_zeros k) f \in Td k.
Proof.
have all (f : {ffun 'I_k -> boolean n}) : (forall i, f i \in T) -> product_of (@even_zeros k) f \in Td k.
  by move=> h; apply/TdP; rewrite -[k in threshold_of_degree F k]muln1; apply: product_degree => i; apply/threshold_degree_one/TP.
split=> //; apply/subset_leq_card/subsetP => h /imsetP[f]; rewrite inE => /forallP fT ->.
exact: all.
Qed.
End SignProducts.
