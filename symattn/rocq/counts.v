(* The numbers of threshold functions of n <= 4 variables and of products of two gates for n <= 3: all tables are decided by a
   computation that the kernel repeats, and that is proved to be right  [RV-1-T, CAP-AND-n, CAP-XOR-n, small n]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold output_gating capacity separability word_trees.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* A table of n variables is the list of the values at the words of n bits. *)
Definition table n (f : boolean n) : seq bool := [seq f (point n s) | s <- words n].
Definition function n (t : seq bool) : boolean n := [ffun x => nth false t (index (word x) (words n))].

Lemma tableK n : cancel (@table n) (@function n).
Proof.
move=> f; apply/ffunP => x; rewrite ffunE (nth_map [::]) ?index_mem ?word_mem //.
by rewrite nth_index ?word_mem // pointK.
Qed.
Lemma table_mem n (f : boolean n) : table f \in words (2 ^ n).
Proof. by rewrite mem_words size_map size_words. Qed.
Lemma word_point n s : s \in words n -> word (point n s) = s.
Proof.
rewrite mem_words => /eqP ss; apply: (@eq_from_nth _ false); rewrite size_map size_enum_ord ?ss // => i lt.
by rewrite (nth_map (Ordinal lt)) ?size_enum_ord // ffunE nth_enum_ord.
Qed.
Lemma functionK n t : t \in words (2 ^ n) -> table (function n t) = t.
Proof.
rewrite mem_words => /eqP st; apply: (@eq_from_nth _ false); rewrite size_map size_words ?st // => i lt.
rewrite (nth_map [::]) ?size_words // ffunE word_point ?mem_nth ?size_words //.
by rewrite index_uniq ?size_words // words_uniq.
Qed.

(* A set of functions has as many members as a list of tables without repetitions that names them. *)
Lemma card_tables n (A : {set boolean n}) (ts : seq (seq bool)) : uniq ts ->
  (forall t, t \in ts -> t \in words (2 ^ n)) -> (forall f, (f \in A) = (table f \in ts)) -> #|A| = size ts.
Proof.
move=> uts wts mem; rewrite cardE -(size_map (@table n)); apply/perm_size/uniq_perm => //.
  by rewrite map_inj_uniq ?enum_uniq //; apply: can_inj (@tableK n).
move=> t; apply/mapP/idP => [[f + ->]|tt]; first by rewrite mem_enum mem.
by exists (function n t); rewrite ?functionK ?wts // mem_enum mem functionK // wts.
Qed.

(* Weights to try: the Chow parameters, each moved one away from 0; the bias is the least that keeps the ones. *)
Definition away (a : int) : int := match a with Posz 0 => 0 | Posz k => Posz k.+1 | Negz k => Negz k.+1 end.
Fixpoint chow n (points : seq (seq bool)) : seq int :=
  if n is n'.+1 then
    away (foldr (fun s a => (if head false s then 1 else - 1) + a) 0 points) :: chow n' (map behead points)
  else [::].
Definition ones n (t : seq bool) := mask t (words n).
Definition bias (w : seq int) (points : seq (seq bool)) : int :=
  if points is s :: rest then
    - foldr (fun s' a => let v := integer_activation w 0 s' in if v <= a then v else a) (integer_activation w 0 s) rest
  else - 1.
Definition agrees n (t : seq bool) (w : seq int) (b : int) : bool :=
  all2 (fun e s => e == (0 <= integer_activation w b s)) t (words n).
Definition separable n (t : seq bool) : bool :=
  let p := ones n t in let w := chow n p in agrees n t w (bias w p).

(* The relations x + y = z + t between points, given by their places in the list of words; i != k leaves out x + y = x + y. *)
Definition plus (s u : seq bool) : seq nat := [seq (nat_of_bool p.1 + nat_of_bool p.2)%N | p <- zip s u].
Definition relation n (r : nat * nat * nat * nat) : bool :=
  let: (i, j, k, l) := r in let at_ := nth [::] (words n) in
  [&& all (fun c => c < 2 ^ n)%N [:: i; j; k; l], plus (at_ i) (at_ j) == plus (at_ k) (at_ l) & i != k].
Definition relations n : seq (nat * nat * nat * nat) :=
  let pairs := [seq (i, j) | i <- iota 0 (2 ^ n), j <- iota i.+1 (2 ^ n - i.+1)] in
  [seq r <- [seq (p.1, p.2, q.1, q.2) | p <- pairs, q <- pairs] | relation n r].
(* Some relation has ones on the left and zeros on the right.  Written with `if' the computation stops early. *)
Fixpoint summable (rs : seq (nat * nat * nat * nat)) (t : seq bool) : bool :=
  if rs is (i, j, k, l) :: rs' then
    if nth false t i then
      if nth false t j then if nth false t k then summable rs' t else if nth false t l then summable rs' t else true
      else summable rs' t
    else summable rs' t
  else false.

(* The tables that are not summable; all of them have weights. *)
Definition gates n : seq (seq bool) := let rs := relations n in [seq t <- words (2 ^ n) | ~~ summable rs t].
Definition complete n : bool := all (separable n) (gates n).

Section Decision.
Variable F : realFieldType.
Implicit Types n : nat.

Lemma size_chow n p : size (chow n p) = n.
Proof. by elim: n p => [|n IH] p //=; rewrite IH. Qed.
Lemma all2_map (A B : Type) (h : A -> B) (P : B -> A -> bool) (s : seq A) : all2 P (map h s) s = all (fun x => P (h x) x) s.
Proof. by elim: s => [|x s IH] //=; rewrite IH. Qed.

Lemma separable_threshold n (f : boolean n) : separable n (table f) -> threshold F f.
Proof. by rewrite /separable /agrees all2_map; apply: gate_certificate; rewrite size_chow. Qed.

Lemma table_at n (f : boolean n) i : (i < 2 ^ n)%N -> nth false (table f) i = f (point n (nth [::] (words n) i)).
Proof. by move=> lt; rewrite (nth_map [::]) ?size_words. Qed.
Lemma nth_plus n s u i : size s = n -> size u = n -> (i < n)%N ->
  nth 0%N (plus s u) i = (nat_of_bool (nth false s i) + nat_of_bool (nth false u i))%N.
Proof.
by move=> ss su lt; rewrite (nth_map (false, false)) ?size_zip ?ss ?su ?minnn // nth_zip ?ss ?su.
Qed.

(* Two ones and two zeros of f with x + y = z + t. *)
Definition two_sums n (f : boolean n) : Prop :=
  exists x y z t, [/\ f x, f y, ~~ f z, ~~ f t & forall i, (x i + y i = z i + t i)%N].
Lemma summable_points n rs (f : boolean n) : all (relation n) rs -> summable rs (table f) -> two_sums f.
Proof.
elim: rs => [|[[[i j] k] l] rs IH] //= /andP[/and3P[/and5P[li lj lk ll _] /eqP same _] /IH {IH}].
rewrite !table_at //; case fi: (f _) => //; case fj: (f _) => //; case fk: (f _) => //; case fl: (f _) => // _ _.
exists (point n (nth [::] (words n) i)), (point n (nth [::] (words n) j)).
exists (point n (nth [::] (words n) k)), (point n (nth [::] (words n) l)); rewrite fi fj fk fl; split=> // c; rewrite !ffunE.
have sz p : (p < 2 ^ n)%N -> size (nth [::] (words n) p) = n.
  by move=> lt; apply/eqP; rewrite -mem_words mem_nth ?size_words.
by have := congr1 (fun s => nth 0%N s c) same; rewrite /= !(@nth_plus n) ?sz.
Qed.
Lemma two_sums_threshold n (f : boolean n) : two_sums f -> ~ threshold F f.
Proof. by case=> x [y [z [t [fx fy fz ft sums]]]]; apply: two_summable fx fy fz ft sums. Qed.

Lemma gates_or_two_sums n (f : boolean n) : table f \in gates n \/ two_sums f.
Proof.
case e: (summable (relations n) (table f)); last by left; rewrite mem_filter e table_mem.
by right; apply: summable_points e; exact: filter_all.
Qed.
Theorem gates_threshold n (f : boolean n) : complete n -> threshold F f <-> table f \in gates n.
Proof.
move=> /allP all_gates; split; last by move/all_gates/separable_threshold.
by case: (gates_or_two_sums f) => // /two_sums_threshold.
Qed.

Lemma complete_4 n : (n <= 4)%N -> complete n.
Proof. case: n => [|[|[|[|[|n]]]]] n4; [.. | discriminate n4]; vm_cast_no_check (erefl true). Qed.
(* For n <= 4 a function is a threshold gate unless it has two ones and two zeros with the same sum. *)
Theorem asummable_threshold n (f : boolean n) : (n <= 4)%N -> threshold F f <-> ~ two_sums f.
Proof.
move=> n4; split=> [tf /two_sums_threshold //|no].
by apply/(gates_threshold f (complete_4 n4)); case: (gates_or_two_sums f) => // /no.
Qed.
End Decision.

Section Counts.
Variable F : realFieldType.
(* T n is the set of the threshold functions of n variables. *)
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.

Lemma in_gates n (f : boolean n) : complete n -> (f \in T n) = (table f \in gates n).
Proof. by move=> ok; apply/idP/idP => [/TP|/(gates_threshold F f ok)/TP] //; move/(gates_threshold F f ok). Qed.
Lemma gates_words n t : t \in gates n -> t \in words (2 ^ n).
Proof. by rewrite mem_filter => /andP[]. Qed.

Lemma card_gates n : complete n -> #|T n| = size (gates n).
Proof.
move=> ok; apply: card_tables => [|t|f]; [exact: filter_uniq (words_uniq _) | exact: gates_words | exact: in_gates].
Qed.

Lemma table_product n op (f g : boolean n) : table (product op (f, g)) = join op (table f) (table g).
Proof.
by rewrite /table /join; elim: (words n) => [|s ss IH] //=; rewrite IH ffunE.
Qed.

Lemma card_products n op : complete n ->
  #|products T n op| = size (elements (2 ^ n) (joins op (gates n))).
Proof.
move=> ok; apply: card_tables => [|t|f]; [exact: elements_uniq | exact: elements_words |].
have sz : all (fun u => size u == (2 ^ n)%N) (gates n) by apply/allP => u /gates_words; rewrite mem_words.
apply/imsetP/(mem_joins _ _ sz) => [[[g h]]|[[t u] /= /andP[tg ug] e]].
  by rewrite inE !in_gates // => gh ->; exists (table g, table h); rewrite // table_product.
have [tw uw] := (gates_words tg, gates_words ug).
exists (function n t, function n u); first by rewrite inE !in_gates // !functionK //; apply/andP.
by apply: (can_inj (@tableK n)); rewrite e table_product !functionK.
Qed.

Lemma numbers n k : (n <= 4)%N -> size (gates n) == k -> #|T n| = k.
Proof. by move=> n4 /eqP <-; apply: card_gates (complete_4 n4). Qed.
(* [RV-1-T, n <= 4] *)
Theorem threshold_numbers : [/\ #|T 0| = 2, #|T 1| = 4, #|T 2| = 14, #|T 3| = 104 & #|T 4| = 1882]%N.
Proof. split; (apply: numbers; [exact: isT | vm_cast_no_check (erefl true)]). Qed.

Lemma product_numbers n op k : (n <= 4)%N -> size (elements (2 ^ n) (joins op (gates n))) == k -> #|products T n op| = k.
Proof. by move=> n4 /eqP <-; apply: card_products (complete_4 n4). Qed.
(* [CAP-AND-n, CAP-XOR-n, n <= 3] *)
Theorem and_numbers : [/\ G_and T 1 = 4, G_and T 2 = 16 & G_and T 3 = 246]%N.
Proof. split; (apply: product_numbers; [exact: isT | vm_cast_no_check (erefl true)]). Qed.
Theorem xor_numbers : [/\ G_xor T 1 = 4, G_xor T 2 = 16 & G_xor T 3 = 254]%N.
Proof. split; (apply: product_numbers; [exact: isT | vm_cast_no_check (erefl true)]). Qed.
End Counts.
