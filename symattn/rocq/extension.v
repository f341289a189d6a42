(* One variable more: points, weights and gates of n + 1 variables from those of n, and back  [BY-13: T(n + 1) <= T(n)^2]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Extension.
Variable F : realFieldType.
Implicit Types n : nat.

(* A point of n variables and the value of one variable more, which stands last. *)
Definition extend n (x : cube n) (z : bool) : cube n.+1 :=
  [ffun i => if unlift ord_max i is Some j then x j else z].
Definition first n (y : cube n.+1) : cube n := [ffun i => y (lift ord_max i)].

Lemma extend_last n (x : cube n) z : extend x z ord_max = z.
Proof. by rewrite ffunE unlift_none. Qed.
Lemma extend_first n (x : cube n) z : first (extend x z) = x.
Proof. by apply/ffunP => i; rewrite !ffunE liftK. Qed.
Lemma extendK n (y : cube n.+1) : extend (first y) (y ord_max) = y.
Proof. by apply/ffunP => i; rewrite ffunE; case: unliftP => [j ->|->]; rewrite ?ffunE. Qed.

Definition wider n (w : 'I_n -> F) (c : F) (i : 'I_n.+1) : F := if unlift ord_max i is Some j then w j else c.

Lemma activation_extend n (w : 'I_n -> F) b c (x : cube n) z :
  activation (wider w c) b (extend x z) = activation w b x + c * z%:R.
Proof.
rewrite /activation big_ord_recr /= extend_last /wider unlift_none addrAC; congr (_ + _ + _).
apply: eq_bigr => i _.
have -> : widen_ord (leqnSn n) i = lift ord_max i by apply: ord_inj; rewrite lift_max.
by rewrite ffunE liftK.
Qed.

(* The two slices of a function of n + 1 variables. *)
Definition slice n (z : bool) (h : boolean n.+1) : boolean n := [ffun x => h (extend x z)].
Definition glue n (p : boolean n * boolean n) : boolean n.+1 :=
  [ffun y : cube n.+1 => if y ord_max then p.1 (first y) else p.2 (first y)].

Lemma slice_glue n z (p : boolean n * boolean n) : slice z (glue p) = if z then p.1 else p.2.
Proof. by apply/ffunP => x; rewrite /slice ffunE /glue ffunE extend_last extend_first; case: z. Qed.
Lemma glue_slice n (h : boolean n.+1) : glue (slice true h, slice false h) = h.
Proof. by apply/ffunP => y; rewrite -[in RHS](extendK y) ffunE; case: (y ord_max); rewrite ffunE. Qed.
Lemma glue_inj n : injective (@glue n).
Proof.
move=> [f g] [f' g'] e; congr pair.
  by move: (slice_glue true (f, g)); rewrite e slice_glue.
by move: (slice_glue false (f, g)); rewrite e slice_glue.
Qed.

Lemma slice_threshold n z (h : boolean n.+1) : threshold F h -> threshold F (slice z h).
Proof.
case=> w [b ->]; exists (fun i => w (lift ord_max i)), (b + w ord_max * z%:R).
apply/ffunP => x; rewrite !ffunE; congr (0 <= _).
have -> : activation w b (extend x z) = activation (wider (fun i => w (lift ord_max i)) (w ord_max)) b (extend x z).
  congr (_ + _); apply: eq_bigr => i _; congr (_ * _).
  by rewrite /wider; case: unliftP => [j ->|->].
by rewrite activation_extend /activation addrA.
Qed.

Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.

Theorem squared n : (#|T n.+1| <= #|T n| ^ 2)%N.
Proof.
rewrite -mulnn -cardsX -(card_imset _ (@glue_inj n)); apply/subset_leq_card/subsetP => h /TP th.
by apply/imsetP; exists (slice true h, slice false h); rewrite ?glue_slice // inE; apply/andP; split; apply/TP/slice_threshold.
Qed.
End Extension.
