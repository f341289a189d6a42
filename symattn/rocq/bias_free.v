(* Output gating of threshold gates without biases, over {-1,1} without ties and over {0,1}  [CAP-0-pm, CAP-0-01, CAP-TERN-0]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold elementary_gates extension output_gating capacity pairs values alphabets mixed.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Lemma number_imset (X Y : finType) (E : eqType) (B : {set X}) (e : X -> Y) (h : Y -> E) :
  number (e @: B) h = number B (fun x => h (e x)).
Proof.
apply/perm_size/uniq_perm; try exact: undup_uniq.
move=> v; rewrite !mem_undup; apply/mapP/mapP => -[x]; rewrite mem_enum.
  by case/imsetP => z Bz -> ->; exists z; rewrite ?mem_enum.
by move=> Bx ->; exists (e x); rewrite ?mem_enum ?imset_f.
Qed.
(* A symmetric map of pairs. *)
Lemma number_sym (X : finType) (E : eqType) (A : {set X}) (h : X * X -> E) : (forall a b, h (a, b) = h (b, a)) ->
  (2 * number (setX A A) h <= #|A| * (#|A| + 1))%N.
Proof.
move=> sym; pose diag := [set (a, a) | a in A]; pose B := upward A :|: diag.
have le : (number (setX A A) h <= #|B|)%N.
  apply: (@number_le _ _ _ B _ h h) => -[a b]; rewrite inE /= => /andP[Aa Ab].
  case: (ltngtP (enum_rank a) (enum_rank b)) => lt.
  - by exists (a, b); rewrite // !inE /= Aa Ab lt.
  - by exists (b, a); [rewrite !inE /= Aa Ab lt | exact: sym].
  have <- : a = b by apply/enum_rank_inj/val_inj.
  by exists (a, a); rewrite // inE; apply/orP; right; apply/imsetP; exists a.
apply: leq_trans (leq_mul (leqnn 2) (leq_trans le (leq_card_setU _ _))) _.
have inj : injective (fun a : X => (a, a)) by move=> a b [].
rewrite card_upward_bin card_imset // mulnDr -(mul_bin_diag _ 1) bin1.
by case: #|A| => // k /=; apply: eq_leq; rewrite -[k.+1]addn1; ring.
Qed.

Section Signs.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.
Implicit Types n : nat.

(* H(w.x) over {-1,1} with w.x != 0 everywhere *)
Definition free_signs n (h : boolean n) : Prop := exists w : 'I_n -> F,
  (forall x, affine true w 0 x != 0) /\ h = [ffun x => 0 <= affine true w 0 x].

Definition opposite n (x : cube n) : cube n := [ffun i => ~~ x i].
Lemma oppositeK n : involutive (@opposite n).
Proof. by move=> x; apply/ffunP => i; rewrite !ffunE negbK. Qed.
Definition dual n (f : boolean n) : boolean n := [ffun x => ~~ f (opposite x)].
Definition odd_of n (f : boolean n) : boolean n.+1 := glue (f, dual f).
Lemma odd_of_true n (f : boolean n) x : odd_of f (extend x true) = f x.
Proof. by rewrite ffunE extend_last extend_first. Qed.
Lemma odd_of_false n (f : boolean n) x : odd_of f (extend (opposite x) false) = ~~ f x.
Proof. by rewrite ffunE extend_last extend_first /= ffunE oppositeK. Qed.
Lemma odd_of_inj n : injective (@odd_of n).
Proof. by move=> f g /glue_inj[]. Qed.

Lemma affine_opposite n (w : 'I_n -> F) x : affine true w 0 (opposite x) = - affine true w 0 x.
Proof. by rewrite /affine !addr0 -sumrN; apply: eq_bigr => i _; rewrite ffunE letter_neg mulrN. Qed.
Lemma affine_extend n (w : 'I_n -> F) c x z : affine true (wider w c) 0 (extend x z) = affine true w (c * letter F true z) x.
Proof.
rewrite /affine addr0 (bigD1_ord ord_max) //= extend_last /wider unlift_none addrC; congr (_ + _).
by apply: eq_bigr => i _; rewrite liftK ffunE liftK.
Qed.

Lemma extend_opposite n (x : cube n) : extend (opposite x) false = opposite (extend x true).
Proof. by apply/ffunP => i; rewrite !ffunE; case: unliftP => [j _|_]; rewrite ?ffunE. Qed.
Lemma odd_ext n (h k : boolean n.+1) : (forall x, h (extend x true) = k (extend x true)) ->
  (forall x, h (opposite (extend x true)) = k (opposite (extend x true))) -> h = k.
Proof.
move=> e1 e0; apply/ffunP => y; rewrite -[y]extendK; case: (y ord_max); first exact: e1.
by rewrite -[first y]oppositeK extend_opposite e0.
Qed.

(* The tie-free gates are the odd extensions of the gates of one variable less. *)
Lemma free_signs_odd n (O : {set boolean n.+1}) : (forall h, h \in O <-> free_signs h) -> O = @odd_of n @: T n.
Proof.
move=> OP; apply/setP => h; apply/idP/imsetP => [/OP[w [w0 ->]]|[f /TP/strict[v [b hv]] ->]].
  pose v i := w (lift ord_max i).
  have wv y : affine true w 0 y = affine true (wider v (w ord_max)) 0 y.
    by congr (_ + _); apply: eq_bigr => i _; rewrite /wider; case: unliftP => [j ->|->].
  exists [ffun x => 0 <= affine true v (w ord_max) x]; first by apply/TP/(threshold_affine F true); do 2 eexists.
  apply: odd_ext => x; first by rewrite odd_of_true !ffunE wv affine_extend mulr1.
  have ne := w0 (extend x true); rewrite wv affine_extend mulr1 in ne.
  rewrite -extend_opposite odd_of_false extend_opposite !ffunE affine_opposite wv affine_extend mulr1.
  by rewrite oppr_ge0 -ltNge le_eqVlt (negbTE ne).
apply/OP; have [w [c e]] := activation_affine true v b; exists (wider w c).
have at_true x : affine true (wider w c) 0 (extend x true) = activation v b x by rewrite affine_extend mulr1 e.
have at_false x : affine true (wider w c) 0 (opposite (extend x true)) = - activation v b x by rewrite affine_opposite at_true.
split.
  move=> y; rewrite -[y]extendK; case: (y ord_max); first by rewrite at_true; case: (hv (first y)).
  by rewrite -[first y]oppositeK extend_opposite at_false oppr_eq0; case: (hv (opposite (first y))).
apply: odd_ext => x; have [a0 fx] := hv x.
  by rewrite odd_of_true ffunE at_true fx le_eqVlt eq_sym (negbTE a0).
by rewrite -{1}extend_opposite odd_of_false ffunE at_false oppr_ge0 fx leNgt.
Qed.

(* Products over the odd extensions, at a point and at the opposite one. *)
Lemma odd_value_eq s1 s2 n (p q : boolean n * boolean n) :
  (gated_value F s1 s2 (odd_of p.1, odd_of p.2) == gated_value F s1 s2 (odd_of q.1, odd_of q.2)) =
  [forall x, (letter F s1 (p.1 x) * letter F s2 (p.2 x) == letter F s1 (q.1 x) * letter F s2 (q.2 x)) &&
             (letter F s1 (~~ p.1 x) * letter F s2 (~~ p.2 x) == letter F s1 (~~ q.1 x) * letter F s2 (~~ q.2 x))].
Proof.
apply/eqP/forallP => [/ffunP e x|e].
  have e1 := e (extend x true); have e0 := e (extend (opposite x) false); move: e1 e0.
  by rewrite [LHS]ffunE [RHS]ffunE !odd_of_true => ->; rewrite [LHS]ffunE [RHS]ffunE !odd_of_false => ->; rewrite !eqxx.
apply/ffunP => y; rewrite -[y]extendK; case: (y ord_max).
  by rewrite [LHS]ffunE [RHS]ffunE !odd_of_true; case/andP: (e (first y)) => /eqP.
rewrite -[first y]oppositeK [LHS]ffunE [RHS]ffunE !odd_of_false; by case/andP: (e (opposite (first y))) => _ /eqP.
Qed.
Definition free_products s1 s2 n (O : {set boolean n}) : nat := number (setX O O) (@gated_value F s1 s2 n).
Lemma free_products_odd s1 s2 n (O : {set boolean n.+1}) : (forall h, h \in O <-> free_signs h) ->
  free_products s1 s2 O = number (setX (T n) (T n)) (fun p => gated_value F s1 s2 (odd_of p.1, odd_of p.2)).
Proof.
move=> OP; rewrite /free_products (free_signs_odd OP) -(number_imset _ (fun p => (odd_of p.1, odd_of p.2))).
congr number; apply/setP => -[f g]; rewrite inE /=; apply/andP/imsetP => [[/imsetP[f' Tf ->] /imsetP[g' Tg ->]]|[[f' g']]].
  by exists (f', g'); rewrite // inE /= Tf Tg.
by rewrite inE /= => /andP[Tf Tg] [-> ->]; rewrite !imset_f.
Qed.

(* [CAP-0-pm] *)
Theorem free_signs_counts n (O : {set boolean n.+1}) : (forall h, h \in O <-> free_signs h) ->
  [/\ #|O| = #|T n|, free_products true true O = G_xor T n & free_products false false O = sums F T n].
Proof.
move=> OP; split.
- by rewrite (free_signs_odd OP) card_imset //; exact: odd_of_inj.
- rewrite (free_products_odd _ _ OP) /G_xor -number_card; apply: number_eq => p q _ _; rewrite odd_value_eq.
  apply/forallP/eqP => [e|/ffunP e x].
    apply/ffunP => x; rewrite !ffunE; have /andP[] := e x; rewrite !mul_signs letter_eq => /eqP e1 _; exact: e1.
  move: (e x); rewrite !ffunE !mul_signs !letter_eq /agree.
  by case: (p.1 x); case: (p.2 x); case: (q.1 x); case: (q.2 x).
rewrite (free_products_odd _ _ OP) sums_and_or; apply: number_eq => p q _ _; rewrite odd_value_eq.
apply/forallP/eqP => [e|/ffunP e x].
  apply/ffunP => x; rewrite !ffunE; have := e x; rewrite !mul_bits !letter_eq.
  by case: (p.1 x); case: (p.2 x); case: (q.1 x); case: (q.2 x).
move: (e x); rewrite !ffunE !mul_bits !letter_eq.
by case: (p.1 x); case: (p.2 x); case: (q.1 x); case: (q.2 x).
Qed.

(* [CAP-TERN-0, without ties] *)
Theorem free_signs_mixed n (O : {set boolean n.+1}) : (forall h, h \in O <-> free_signs h) ->
  free_products true false O = (#|T n| ^ 2)%N.
Proof.
move=> OP; rewrite (free_products_odd _ _ OP) number_inj ?cardsX ?mulnn // => -[f g] [f' g'] _ _ /eqP.
rewrite (odd_value_eq true false (f, g) (f', g')) => /forallP e.
have same x : f x = f' x /\ g x = g' x.
  have := e x; rewrite !mul_mixed_eq /=.
  by case: (f x); case: (f' x); case: (g x); case: (g' x).
by congr pair; apply/ffunP => x; case: (same x).
Qed.
End Signs.

Section Bits.
Variable F : realFieldType.
(* R n is the set of the functions H(w.x) over {0,1}. *)
Variable R : forall n, {set boolean n}.
Definition free_bits n (h : boolean n) : Prop := exists w : 'I_n -> F, h = [ffun x : cube n => 0 <= \sum_i w i * (x i)%:R].
Hypothesis RP : forall n (h : boolean n), h \in R n <-> free_bits h.
Implicit Types n : nat.

Definition extend_two n (x : cube n) a b : cube n.+2 := extend (extend x a) b.
Lemma sum_two n (w : 'I_n -> F) u v (x : cube n) a b :
  \sum_i wider (wider w u) v i * (extend_two x a b i)%:R = \sum_i w i * (x i)%:R + u * a%:R + v * b%:R.
Proof. by have := activation_extend (wider w u) 0 v (extend x a) b; rewrite /activation !addr0 => ->; 
  have := activation_extend w 0 u x a; rewrite /activation !addr0 => ->. Qed.

Lemma free_lower s1 s2 n : (#|R n| ^ 2 <= free_products F s1 s2 (R n.+2))%N.
Proof.
rewrite -mulnn -cardsX.
pose d (v : {ffun cube n.+2 -> F}) : boolean n * boolean n :=
  ([ffun x => v (extend_two x true false) == 1], [ffun x => v (extend_two x false true) == 1]).
apply: (@number_ge _ _ _ _ _ _ d) => -[f g]; rewrite inE /= => /andP[/RP[w ->] /RP[v ->]].
have [K K0 bigK] := large w 0; have [M M0 bigM] := large v 0.
have pK (x : cube n) : 0 <= \sum_i w i * (x i)%:R + K by have := bigK x; rewrite /activation addr0.
have pM (x : cube n) : 0 <= \sum_i v i * (x i)%:R + M by have := bigM x; rewrite /activation addr0.
pose g1 : boolean n.+2 := [ffun y : cube n.+2 => 0 <= \sum_i wider (wider w 0) K i * (y i)%:R].
pose g2 : boolean n.+2 := [ffun y : cube n.+2 => 0 <= \sum_i wider (wider v M) 0 i * (y i)%:R].
have e1 x a b : g1 (extend_two x a b) = (0 <= \sum_i w i * (x i)%:R + K * b%:R) by rewrite ffunE sum_two mul0r addr0.
have e2 x a b : g2 (extend_two x a b) = (0 <= \sum_i v i * (x i)%:R + M * a%:R) by rewrite ffunE sum_two mul0r addr0.
exists (g1, g2); first by rewrite inE /=; apply/andP; split; apply/RP; eexists.
congr pair; apply/ffunP => x; rewrite [LHS]ffunE [RHS]ffunE [X in X == 1]ffunE e1 e2.
  by rewrite /= mulr0 mulr1 addr0 pM letter_true mulr1 letter_eq1.
by rewrite /= mulr0 mulr1 addr0 pK letter_true mul1r letter_eq1.
Qed.

(* [CAP-0-01] n + 2 stands for the n of the claim. *)
Theorem free_bits_capacity s n :
  (#|R n| ^ 2 <= free_products F s s (R n.+2))%N /\ (2 * free_products F s s (R n.+2) <= #|R n.+2| * (#|R n.+2| + 1))%N.
Proof.
split; first exact: free_lower.
by apply: number_sym => f g; apply/ffunP => x; rewrite !ffunE mulrC.
Qed.

(* [CAP-TERN-0, over {0,1}] *)
Theorem free_bits_mixed n :
  (#|R n| ^ 2 <= free_products F true false (R n.+2))%N /\ (free_products F true false (R n.+2) <= #|R n.+2| ^ 2)%N.
Proof.
split; first exact: free_lower.
rewrite -mulnn -cardsX; by apply: (@number_le _ _ _ _ _ _ (@gated_value F true false n.+2)) => p Rp; exists p.
Qed.

(* [RV-7-R, the bounds] Gates without a bias, for the set T of the gates with one. *)
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.
Theorem free_bits_between n : (#|T n| <= #|R n.+1|)%N /\ (2 * #|R n.+1| <= #|T n.+1|)%N.
Proof.
split.
  apply: (@onto _ _ _ _ (@slice n true)) => f /TP[w [b ->]].
  exists [ffun y : cube n.+1 => 0 <= \sum_i wider w b i * (y i)%:R]; first by apply/RP; eexists.
  apply/ffunP => x; rewrite !ffunE; have := activation_extend w 0 b x true.
  by rewrite /activation !addr0 mulr1 => ->.
(* a gate without a bias is 1 at the origin; a small bias makes it 0 there and changes nothing else *)
have same (f g : boolean n.+1) : f \in R n.+1 -> g \in R n.+1 -> (forall x, x != origin n.+1 -> f x = g x) -> f = g.
  move=> /RP[w ->] /RP[v ->] e; apply/ffunP => x; case: (eqVneq x (origin n.+1)) => [->|/e //].
  by rewrite !ffunE !big1 // => i _; rewrite ffunE mulr0.
pose off (f : boolean n.+1) : boolean n.+1 := [ffun x => f x && (x != origin n.+1)].
have inj : {in R n.+1 &, injective off}.
  by move=> f g Rf Rg /ffunP e; apply: same => // x x0; have := e x; rewrite !ffunE x0 !andbT.
have sub : R n.+1 :|: off @: R n.+1 \subset T n.+1.
  apply/subsetP => h; rewrite inE => /orP[/RP[w ->]|/imsetP[f /RP[w ->] ->]]; apply/TP.
    by exists w, 0; apply/ffunP => x; rewrite !ffunE /activation addr0.
  (* first no sum is 0 away from the origin *)
  have [d d0 far] : exists2 d, 0 < d & forall x : cube n.+1, \sum_i w i * (x i)%:R < 0 -> d <= - \sum_i w i * (x i)%:R.
    by apply: (@least _ _ (fun x : cube n.+1 => \sum_i w i * (x i)%:R < 0)) => x; rewrite oppr_gt0.
  pose N : F := n.+1%:R; have N0 : 0 < N by rewrite ltr0Sn.
  pose e := d / (N + N); have e0 : 0 < e by rewrite divr_gt0 // addr_gt0.
  exists (fun i => w i + e), (- e); apply/ffunP => x; rewrite !ffunE /activation.
  have -> : \sum_i (w i + e) * (x i)%:R = \sum_i w i * (x i)%:R + e * (\sum_i x i)%:R.
    by rewrite natr_sum mulr_sumr -big_split; apply: eq_bigr => i _; rewrite mulrDl.
  have xN : ((\sum_i x i)%N%:R : F) <= N.
    by rewrite ler_nat -[X in (_ <= X)%N]card_ord -sum1_card leq_sum // => i _; rewrite leq_b1.
  case: eqVneq => [->|x0].
    rewrite andbF big1 => [|i _]; last by rewrite ffunE mulr0.
    by rewrite big1 ?mulr0 ?add0r ?oppr_ge0 => [|i _]; rewrite ?ffunE // leNgt e0.
  have one : 1 <= (\sum_i x i)%N%:R :> F.
    rewrite ler1n; have [i xi] : exists i, x i.
      apply/existsP; apply: contraNT x0; rewrite negb_exists => /forallP z.
      by apply/eqP/ffunP => i; rewrite ffunE; apply/negbTE.
    by rewrite (bigD1 i) //= xi.
  rewrite andbT -addrA -[X in _ + (_ - X)]mulr1 -mulrBr; case: (lerP 0 (\sum_i w i * (x i)%:R)) => s.
    by rewrite addr_ge0 // mulr_ge0 ?subr_ge0 // ltW.
  apply/esym/negbTE; rewrite -ltNge -ltr_subr_addl sub0r; apply: lt_le_trans (far x s).
  apply: (@le_lt_trans _ _ (e * N)); first by rewrite ler_pmul2l // ler_subl_addr ler_paddr ?ler01.
  by rewrite /e mulrAC ltr_pdivr_mulr ?addr_gt0 // ltr_pmul2l // ltr_addl.
rewrite mul2n -addnn -{2}(card_in_imset inj); apply: leq_trans (subset_leq_card sub).
rewrite cardsU; have -> : R n.+1 :&: off @: R n.+1 = set0; last by rewrite cards0 subn0.
apply/setP => h; rewrite !inE; apply/negbTE/negP => /andP[/RP[w ->] /imsetP[f _ /ffunP/(_ (origin n.+1))]].
rewrite !ffunE eqxx andbF big1 ?lexx // => i _; by rewrite ffunE mulr0.
Qed.
End Bits.
