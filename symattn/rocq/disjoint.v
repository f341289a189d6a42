(* Products of two gates that read different variables: exact counts; and of two gates with common variables
   [CAP-DIFF, CAP-DIFF-shared, CAP-TERN-DIFF]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates extension output_gating values alphabets.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Disjoint.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.
Variables n m : nat.

(* f reads x, and g reads y. *)
Definition apart_value s1 s2 (p : boolean n * boolean m) : {ffun cube n * cube m -> F} :=
  [ffun z => letter F s1 (p.1 z.1) * letter F s2 (p.2 z.2)].
Definition products_apart s1 s2 : nat := number (setX (T n) (T m)) (apart_value s1 s2).

Let zn := constant n false.
Let zm := constant m false.
Lemma some_one k (f : boolean k) : f != constant k false -> exists x, f x.
Proof.
move=> nz; apply/existsP; rewrite -[X in is_true X]negbK negb_exists; apply: contra nz => /forallP z.
by apply/eqP/ffunP => x; rewrite ffunE; apply/negbTE.
Qed.
Lemma card_nonzero k : #|T k :\ constant k false| = (#|T k| - 1)%N.
Proof. by rewrite [in RHS](cardsD1 (constant k false)) (constant_in TP) add1n subn1. Qed.

Lemma bits_eq a b c d : (letter F false a * letter F false b == letter F false c * letter F false d) = (a && b == c && d).
Proof. by rewrite !mul_bits letter_eq. Qed.
Lemma signs_eq a b c d : (letter F true a * letter F true b == letter F true c * letter F true d) = ((a == b) == (c == d)).
Proof. by rewrite !mul_signs letter_eq. Qed.

(* [CAP-DIFF] *)
Theorem products_apart_bits : products_apart false false = ((#|T n| - 1) * (#|T m| - 1) + 1)%N.
Proof.
pose B := (zn, zm) |: setX (T n :\ zn) (T m :\ zm).
have [Tzn Tzm] : zn \in T n /\ zm \in T m by rewrite !(constant_in TP).
rewrite /products_apart (@number_exact _ _ _ B).
- by rewrite cardsU1 !inE /= eqxx /= cardsX !card_nonzero addnC.
- apply/subsetP => -[f g]; rewrite !inE /= => /orP[/eqP[-> ->]|/andP[/andP[_ ->] /andP[_ ->]]] //.
  by rewrite Tzn Tzm.
- have key p q x y : apart_value false false p = apart_value false false q -> p.1 x && p.2 y = q.1 x && q.2 y.
    by move=> /ffunP/(_ (x, y))/eqP; rewrite !ffunE /= bits_eq => /eqP.
  have zero (f : boolean n) g : f != zn -> g != zm -> apart_value false false (zn, zm) != apart_value false false (f, g).
    move=> /some_one[x fx] /some_one[y gy]; apply/eqP => /(key _ _ x y).
    by rewrite /= !ffunE fx gy.
  move=> [f g] [f' g']; rewrite !inE /= => /orP[/eqP[-> ->]|/andP[/andP[fz _] /andP[gz _]]].
    move=> /orP[/eqP[-> ->] //|/andP[/andP[fz _] /andP[gz _]]] e; by move: (zero _ _ fz gz); rewrite e eqxx.
  move=> /orP[/eqP[-> ->] e|/andP[/andP[fz' _] /andP[gz' _]] e]; first by move: (zero _ _ fz gz); rewrite e eqxx.
  have [x fx] := some_one fz; have [y gy] := some_one gz.
  have := key _ _ x y e; rewrite /= fx gy => /esym/andP[fx' gy'].
  by congr pair; apply/ffunP => z; [have := key _ _ z y e | have := key _ _ x z e]; rewrite /= ?gy ?gy' ?fx ?fx' ?andbT.
move=> [f g]; rewrite inE /= => /andP[Tf Tg].
case: (eqVneq f zn) => [->|fz]; first by exists (zn, zm); rewrite ?inE ?eqxx //; apply/ffunP => z; rewrite !ffunE /= !mul0r.
case: (eqVneq g zm) => [->|gz]; first by exists (zn, zm); rewrite ?inE ?eqxx //; apply/ffunP => z; rewrite !ffunE /= !mulr0.
by exists (f, g); rewrite // !inE /= fz gz Tf Tg orbT.
Qed.

Theorem products_apart_signs : (2 * products_apart true true = #|T n| * #|T m|)%N.
Proof.
rewrite /products_apart (@number_exact _ _ _ (setX (half T n) (T m))).
- by rewrite cardsX mulnA -(card_half TP).
- by apply/subsetP => -[f g]; rewrite !inE /= => /andP[/andP[-> _] ->].
- move=> [f g] [f' g']; rewrite !inE /= => /andP[/andP[_ f0] _] /andP[/andP[_ f0'] _] e.
  have key x y : (f x == g y) == (f' x == g' y) by move/ffunP/(_ (x, y))/eqP: e; rewrite !ffunE /= signs_eq.
  have eg : g = g'.
    apply/ffunP => y; move: (key (origin n) y); rewrite (negbTE f0) (negbTE f0').
    by case: (g y); case: (g' y).
  congr pair => //; apply/ffunP => x; move: (key x (origin m)); rewrite eg.
  by case: (f x); case: (f' x); case: (g' _).
move=> [f g]; rewrite inE /= => /andP[Tf Tg]; case E: (f (origin n)); last first.
  by exists (f, g); rewrite // !inE /= Tf Tg E.
exists (negation f, negation g); first by rewrite !inE /= !(negation_in TP) Tf Tg ffunE E.
by apply/ffunP => z; rewrite !ffunE /=; case: (f _); case: (g _); rewrite /= ?mulrNN ?mulr1 ?mul1r ?mulN1r ?opprK.
Qed.

(* [CAP-TERN-DIFF, different variables] *)
Theorem products_apart_mixed : products_apart true false = (#|T n| * (#|T m| - 1) + 1)%N.
Proof.
pose B := (zn, zm) |: setX (T n) (T m :\ zm).
have [Tzn Tzm] : zn \in T n /\ zm \in T m by rewrite !(constant_in TP).
rewrite /products_apart (@number_exact _ _ _ B).
- by rewrite cardsU1 !inE /= eqxx /= andbF cardsX !card_nonzero addnC.
- apply/subsetP => -[f g]; rewrite !inE /= => /orP[/eqP[-> ->]|/andP[-> /andP[_ ->]]] //.
  by rewrite Tzn Tzm.
- have key p q x y : apart_value true false p = apart_value true false q ->
      (p.2 y == q.2 y) && (p.2 y ==> (p.1 x == q.1 x)).
    by move=> /ffunP/(_ (x, y))/eqP; rewrite !ffunE /= mul_mixed_eq.
  move=> [f g] [f' g'] Bp Bq e.
  have eg : g = g' by apply/ffunP => y; have /andP[/eqP] := key _ _ (origin n) y e.
  move: Bp Bq e; rewrite -{}eg !inE /=; case: (eqVneq g zm) => [->|gz] /=.
    by rewrite !andbF !orbF => /eqP[->] /eqP[->].
  have [y gy] := some_one gz; move=> _ _ e; congr pair; apply/ffunP => x.
  by have /andP[_] := key _ _ x y e; rewrite /= gy => /eqP.
move=> [f g]; rewrite inE /= => /andP[Tf Tg].
case: (eqVneq g zm) => [->|gz]; first by exists (zn, zm); rewrite ?inE ?eqxx //; apply/ffunP => z; rewrite !ffunE /= !mulr0.
by exists (f, g); rewrite // !inE /= gz Tf Tg orbT.
Qed.
End Disjoint.

Section Shared.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.

(* Gates read the variables of a point z of k variables that i, or j, names; the variables i p = j q are common. *)
Definition reads k n (i : 'I_n -> 'I_k) (z : cube k) : cube n := [ffun p => z (i p)].
Definition shared_value s1 s2 k n m (i : 'I_n -> 'I_k) (j : 'I_m -> 'I_k) (p : boolean n * boolean m) : {ffun cube k -> F} :=
  [ffun z => letter F s1 (p.1 (reads i z)) * letter F s2 (p.2 (reads j z))].
Definition products_shared s1 s2 k n m (i : 'I_n -> 'I_k) (j : 'I_m -> 'I_k) : nat :=
  number (setX (T n) (T m)) (shared_value s1 s2 i j).

(* A selector at any place. *)
Definition insert n (p : 'I_n.+1) (x : cube n) (t : bool) : cube n.+1 :=
  [ffun q => if unlift p q is Some r then x r else t].
Lemma select_at n (p : 'I_n.+1) (f : boolean n) (side : bool) : threshold F f ->
  exists2 g : boolean n.+1, threshold F g & forall x t, g (insert p x t) = if t == side then f x else true.
Proof.
case=> w [b ->]; have [M M0 big] := large w b.
pose v q := if unlift p q is Some r then w r else if side then - M else M.
exists (gate v (if side then b + M else b)); first by do 2 eexists.
have actE c x t : activation v c (insert p x t) = activation w c x + (if side then - M else M) * t%:R.
  rewrite /activation (bigD1_ord p) //= ffunE /v unlift_none [RHS]addrC addrA; congr (_ + _ + _).
  by apply: eq_bigr => r _; rewrite ffunE liftK.
move=> x t; rewrite !ffunE actE; have bM : activation w (b + M) x = activation w b x + M by rewrite /activation addrA.
by case: (side); case: t; rewrite /= ?bM ?mulr1 ?mulr0 ?addr0 ?addrK ?big.
Qed.

(* [CAP-DIFF-shared, CAP-TERN-DIFF] At least one variable is common: i p = j q. *)
Theorem capacity_shared s1 s2 k n m (i : 'I_n.+1 -> 'I_k) (j : 'I_m.+1 -> 'I_k) (p : 'I_n.+1) (q : 'I_m.+1) :
  injective i -> injective j -> i p = j q ->
  (#|T n| * #|T m| <= products_shared s1 s2 i j <= #|T n.+1| * #|T m.+1|)%N.
Proof.
move=> inji injj ij; rewrite -!cardsX; apply/andP; split; last first.
  by apply: (@number_le _ _ _ _ _ _ (shared_value s1 s2 i j)) => a Aa; exists a.
(* a point of k variables with given values at the variables of one gate, and given value of the selector *)
pose put l (a : 'I_l.+1 -> 'I_k) r (x : cube l) t : cube k :=
  [ffun z => if [pick u | a u == z] is Some u then insert r x t u else t].
have putE l (a : 'I_l.+1 -> 'I_k) r x t : injective a -> reads a (put l a r x t) = insert r x t.
  move=> inja; apply/ffunP => u; rewrite [LHS]ffunE [LHS]ffunE; case: pickP => [u' /eqP/inja ->|/(_ u)] //.
  by rewrite eqxx.
have at_r l (a : 'I_l.+1 -> 'I_k) r x t : injective a -> put l a r x t (a r) = t.
  by move=> inja; have /ffunP/(_ r) := putE l a r x t inja; rewrite !ffunE unlift_none.
have split_at l (r : 'I_l.+1) (y : cube l.+1) : exists x, y = insert r x (y r).
  exists [ffun u => y (lift r u)]; apply/ffunP => u; rewrite ffunE; by case: unliftP => [v ->|->]; rewrite ?ffunE.
pose d (h : {ffun cube k -> F}) : boolean n * boolean m :=
  ([ffun x => h (put n i p x true) == 1], [ffun x => h (put m j q x false) == 1]).
apply: (@number_ge _ _ _ _ _ _ d) => -[f g]; rewrite inE /= => /andP[/TP tf /TP tg].
have [f' tf' ef] := select_at p true tf; have [g' tg' eg] := select_at q false tg.
exists (f', g'); first by rewrite inE /=; apply/andP; split; apply/TP.
congr pair; apply/ffunP => x; rewrite !ffunE /=.
  rewrite putE // ef /=; have [y ->] := split_at _ q (reads j (put n i p x true)).
  by rewrite eg ffunE -ij at_r //= letter_true mulr1 letter_eq1.
rewrite putE // eg /=; have [y ->] := split_at _ p (reads i (put m j q x false)).
by rewrite ef ffunE ij at_r //= letter_true mul1r letter_eq1.
Qed.
End Shared.
