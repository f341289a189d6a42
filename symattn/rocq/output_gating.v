(* Two gates of n variables are stored in one product of gates of n + 1 variables: T(n)^2 <= G(n + 1)  [CAP-AND, CAP-XOR, lower bounds]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold extension.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* With values -1 and 1 the product of two gates is 1 where they agree. *)
Definition agree (a b : bool) : bool := a == b.

Section Gluing.
Variable F : realFieldType.
Implicit Types n : nat.

Lemma large n (w : 'I_n -> F) b : exists2 M, 0 <= M & forall x : cube n, 0 <= activation w b x + M.
Proof.
exists (\sum_x `|activation w b x|); first by apply: sumr_ge0 => x _; rewrite normr_ge0.
move=> x; rewrite (bigD1 x) //= addrA addr_ge0 //; last by apply: sumr_ge0 => y _; rewrite normr_ge0.
by rewrite -ler_subl_addr sub0r ler_oppl -normrN ler_norm.
Qed.

(* A selector keeps a gate on one half of the cube and is 1 on the other half. *)
Lemma select n (f : boolean n) (side : bool) : threshold F f ->
  exists2 g : boolean n.+1, threshold F g & forall x z, g (extend x z) = if z == side then f x else true.
Proof.
case=> w [b ->]; have [M M0 big] := large w b.
exists (gate (wider w (if side then - M else M)) (if side then b + M else b)); first by do 2 eexists.
move=> x z; rewrite !ffunE activation_extend.
have bM : activation w (b + M) x = activation w b x + M by rewrite /activation addrA.
by case: side; case: z; rewrite /= ?bM ?mulr1 ?mulr0 ?addr0 ?addrK ?big.
Qed.

(* T n is the set of the threshold functions of n variables. *)
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.

Definition product n (op : bool -> bool -> bool) (p : boolean n * boolean n) : boolean n :=
  [ffun x => op (p.1 x) (p.2 x)].
Definition products n (op : bool -> bool -> bool) : {set boolean n} := product op @: setX (T n) (T n).

Lemma glue_in n (op : bool -> bool -> bool) (p : boolean n * boolean n) :
  (forall a, op a true = a) -> (forall a, op true a = a) -> p.1 \in T n -> p.2 \in T n ->
  glue p \in products n.+1 op.
Proof.
move=> right left /TP/(select true)[f tf ef] /TP/(select false)[g tg eg].
apply/imsetP; exists (f, g); first by rewrite inE /=; apply/andP; split; apply/TP.
apply/ffunP => y; rewrite !ffunE -[in RHS](extendK y) ef eg.
by case: (y ord_max); rewrite /= ?right ?left.
Qed.

(* T(n)^2 <= G(n + 1): two gates are stored in one product of gates of one variable more. *)
Theorem gluing n (op : bool -> bool -> bool) :
  (forall a, op a true = a) -> (forall a, op true a = a) -> (#|T n| ^ 2 <= #|products n.+1 op|)%N.
Proof.
move=> right left; rewrite -mulnn -cardsX -(card_imset _ (@glue_inj n)).
apply/subset_leq_card/subsetP => h /imsetP[p]; rewrite inE => /andP[Tf Tg] ->.
exact: glue_in.
Qed.
Corollary gluing_and n : (#|T n| ^ 2 <= #|products n.+1 andb|)%N.
Proof. by apply: gluing => // -[]. Qed.
Corollary gluing_xor n : (#|T n| ^ 2 <= #|products n.+1 agree|)%N.
Proof. by apply: gluing => -[]. Qed.
End Gluing.
