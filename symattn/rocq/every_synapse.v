(* Every synapse of a threshold unit is gated by a gate of its own, for all alphabets of inputs and gates
   [BY-9-each, LAY-4, the bounds]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover cover_closed threshold elementary_gates extension output_gating capacity values
  alphabets features many_factors.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section EverySynapse.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.
Implicit Types n : nat.

(* H(b + sum_i w_i g_i(x) x_i); sx and sg say whether the inputs and the gates have the letters -1 and 1. *)
Definition every_unit sx sg n (w : 'I_n -> F) b (g : {ffun 'I_n -> boolean n}) : boolean n :=
  [ffun x => 0 <= \sum_i w i * (letter F sg (g i x) * letter F sx (x i)) + b].
Definition every_synapse sx sg n (h : boolean n) : Prop := exists (w : 'I_n -> F) b (g : {ffun 'I_n -> boolean n}),
  (forall i, threshold F (g i)) /\ h = every_unit sx sg w b g.

(* A gate that is kept where one selector is 1 and is 0 elsewhere. *)
Lemma keep_at n k (f : boolean n) (j : 'I_k) : threshold F f ->
  exists2 g : boolean (n + k), threshold F g & forall x s, g (with_word x s) = f x && s j.
Proof.
case=> w [b ->]; have [M M0 big] := large_affine false w b.
pose v (i : 'I_(n + k)) := match split i with inl l => w l | inr l => if l == j then M + 1 else 0 end.
exists (gate v (b - (M + 1))); first by do 2 eexists.
move=> x s; rewrite !ffunE.
have -> : activation v (b - (M + 1)) (with_word x s) = activation w b x + (M + 1) * ((s j)%:R - 1).
  rewrite /activation big_split_ord /= -!addrA; congr (_ + _).
    by apply: eq_bigr => l _; rewrite with_word_left /v (unsplitK (inl _ l)).
  rewrite addrCA mulrBr mulr1; congr (_ + _); congr (_ - _).
  rewrite (bigD1 j) //= big1 => [|l /negbTE lj]; last by rewrite /v (unsplitK (inr _ l)) lj mul0r.
  by rewrite addr0 /v (unsplitK (inr _ j)) eqxx with_word_right.
case: (s j); rewrite /= ?subrr ?mulr0 ?addr0 ?andbT ?andbF // sub0r mulrN1 subr_ge0 leNgt.
have /ler_normlP[_ hi] := big x; rewrite affine_bits in hi.
by rewrite (le_lt_trans hi) // ltr_addl ltr01.
Qed.

Definition one_hot k (i : 'I_k) : cube k := [ffun j => j == i].

(* n + k stands for the n of the claims. *)
Theorem every_lower sx sg n k (S : {set boolean (n + k)}) : (forall h, h \in S <-> every_synapse sx sg h) ->
  (#|T n| ^ k <= #|S|)%N.
Proof.
move=> SP; rewrite -(families_card T n k).
pose d (h : boolean (n + k)) : {ffun 'I_k -> boolean n} := [ffun i => [ffun x => h (with_word x (one_hot i))]].
apply: (@onto _ _ _ _ d) => f Ff.
have /fin_all_exists[g hg] : forall i, exists g : boolean (n + k), threshold F g /\ forall x s, g (with_word x s) = f i x && s i.
  by move=> i; have [g tg eg] := keep_at i (families_in TP i Ff); exists g.
pose G : {ffun 'I_(n + k) -> boolean (n + k)} := [ffun i => match split i with inl _ => constant (n + k) true | inr l => g l end].
pose w (i : 'I_(n + k)) : F := match split i with inl _ => 0 | inr _ => 1 end.
pose rest : F := \sum_(j < k.-1) letter F sg false * letter F sx false.
exists (every_unit sx sg w (- (1 + rest)) G).
  apply/SP; exists w, (- (1 + rest)), G; split=> // i; rewrite ffunE; case: (split i) => l; last by case: (hg l).
  exact: constant_threshold.
apply/ffunP => i; rewrite ffunE; apply/ffunP => x; rewrite !ffunE.
rewrite big_split_ord /= big1 ?add0r => [|l _]; last by rewrite /w (unsplitK (inl _ l)) mul0r.
have -> : \sum_(l < k) w (rshift n l) * (letter F sg (G (rshift n l) (with_word x (one_hot i))) *
            letter F sx (with_word x (one_hot i) (rshift n l))) =
          \sum_(l < k) letter F sg (f l x && (l == i)) * letter F sx (l == i).
  apply: eq_bigr => l _; have -> : G (rshift n l) = g l by rewrite ffunE (unsplitK (inr _ l)).
  by rewrite /w (unsplitK (inr _ l)) mul1r with_word_right (proj2 (hg l)) ffunE.
rewrite (bigD1 i) //= eqxx andbT letter_true mulr1 -addrA.
have -> : \sum_(l < k | l != i) letter F sg (f l x && (l == i)) * letter F sx (l == i) = rest.
  rewrite /rest sumr_const card_ord; rewrite (eq_bigr (fun _ => letter F sg false * letter F sx false)) => [|l /negbTE ->].
    by rewrite sumr_const; congr (_ *+ _); have := cardC1 i; rewrite card_ord => <-; apply: eq_card => l; rewrite !inE.
  by rewrite andbF.
have -> : rest - (1 + rest) = - 1 by rewrite opprD addrCA subrr addr0.
case: (f i x); rewrite ?letter_true ?subrr ?lexx //.
by rewrite subr_ge0; apply/negbTE; rewrite -ltNge; case: (sg) => /=; rewrite ?ltr01 // (lt_trans _ ltr01) // oppr_lt0 ltr01.
Qed.

Theorem every_upper sx sg n (S : {set boolean n}) : (forall h, h \in S <-> every_synapse sx sg h) ->
  (#|S| <= #|T n| ^ n * C (2 ^ n) n.+1)%N.
Proof.
move=> SP; rewrite -(families_card T n n).
pose of_gates (g : {ffun 'I_n -> boolean n}) h := exists w b, h = every_unit sx sg w b g.
apply: (@classes _ _ _ _ of_gates) => [h /SP[w [b [g [tg ->]]]]|g S' _ hS].
  by exists g; [rewrite inE; apply/forallP => i; apply/TP | exists w, b].
apply: (feature_cover (phi := fun x i => letter F sg (g i x) * letter F sx (x i))) => h /hS[w [b ->]].
by exists w, b.
Qed.
(* [LAY-4, the power of 2] *)
Theorem every_power n : (2 <= n)%N -> (#|T n| ^ n * C (2 ^ n) n.+1 <= 2 ^ (n ^ 3 + n ^ 2))%N.
Proof.
move=> n2; rewrite expnD; apply: leq_mul; last exact: cover_power.
rewrite (expnSr n 2) expnM leq_exp2r ?(threshold_power TP) //; exact: ltnW.
Qed.
End EverySynapse.
