(* Certificates that a Boolean function is a threshold gate, or that it is none: integer weights, and a combination of points with the
   same sum on both sides.  Soundness over every ordered field  [RV-1]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

(* All words of n bits; the point that a word names. *)
Fixpoint words n : seq (seq bool) :=
  if n is n'.+1 then map (cons true) (words n') ++ map (cons false) (words n') else [:: [::]].
Definition point n (s : seq bool) : cube n := [ffun i : 'I_n => nth false s i].
Definition word n (x : cube n) : seq bool := [seq x i | i <- enum 'I_n].

Lemma mem_words n s : (s \in words n) = (size s == n).
Proof.
elim: n s => [|n IH] [|e s] //=; rewrite mem_cat; first by apply/negbTE/norP; split; apply/mapP => -[].
apply/orP/eqP => [[]/mapP[t + [_ ->]]|[ss]]; try by rewrite IH => /eqP ->.
by case: e; [left|right]; apply/mapP; exists s; rewrite // IH ss.
Qed.
Lemma words_uniq n : uniq (words n).
Proof.
elim: n => [|n IH] //=; rewrite cat_uniq !map_inj_uniq ?IH => [|s t [] //|s t [] //].
by rewrite andbT; apply/hasPn => s /mapP[t _ ->]; apply/mapP => -[].
Qed.
Lemma size_words n : size (words n) = (2 ^ n)%N.
Proof. by elim: n => [|n IH] //=; rewrite size_cat !size_map IH addnn expnS mul2n. Qed.
Lemma word_mem n (x : cube n) : word x \in words n.
Proof. by rewrite mem_words size_map size_enum_ord. Qed.
Lemma pointK n (x : cube n) : point n (word x) = x.
Proof. by apply/ffunP => i; rewrite ffunE (nth_map i) ?size_enum_ord // nth_ord_enum. Qed.

(* w.x + b in integers *)
Fixpoint integer_activation (w : seq int) (b : int) (s : seq bool) : int :=
  match w, s with
  | a :: w', e :: s' => (if e then a else 0) + integer_activation w' b s'
  | _, _ => b
  end.

Section Certificates.
Variable F : realFieldType.
Implicit Types n : nat.

Lemma activation_words n (w : seq int) b s : size w = n -> size s = n ->
  activation (fun i : 'I_n => (nth 0 w i)%:~R) b%:~R (point n s) = (integer_activation w b s)%:~R :> F.
Proof.
elim: n w s => [|n IH] [|a w] [|e s] //=; first by rewrite /activation big_ord0 add0r.
move=> [sw] [ss]; rewrite intrD -IH // /activation big_ord_recl -addrA ffunE /=; congr (_ + (_ + _)).
  by case: e; rewrite ?mulr1 ?mulr0.
by apply: eq_bigr => i _; rewrite !ffunE.
Qed.

(* Integer weights with the right sign at every point. *)
Theorem gate_certificate n (f : boolean n) (w : seq int) (b : int) : size w = n ->
  all (fun s => f (point n s) == (0 <= integer_activation w b s)) (words n) -> threshold F f.
Proof.
move=> sw /allP ok; exists (fun i => (nth 0 w i)%:~R), b%:~R; apply/ffunP => x.
move/eqP: (ok _ (word_mem x)); rewrite pointK ffunE => ->; rewrite -{2}(pointK x) activation_words ?ler0z //.
by rewrite size_map size_enum_ord.
Qed.

(* Multipliers m >= 0 under which the ones and the zeros of f have the same number and the same sum, a zero being counted. *)
Theorem relation_certificate n (f : boolean n) (m : cube n -> F) :
  (forall x, 0 <= m x) -> (exists2 z, ~~ f z & 0 < m z) ->
  \sum_(x | f x) m x = \sum_(x | ~~ f x) m x ->
  (forall i, \sum_(x | f x) m x * (x i)%:R = \sum_(x | ~~ f x) m x * (x i)%:R) -> ~ threshold F f.
Proof.
move=> m0 [z fz mz] number sums [w [b fE]].
have split (P : pred (cube n)) : \sum_(x | P x) m x * activation w b x =
    \sum_i w i * (\sum_(x | P x) m x * (x i)%:R) + b * (\sum_(x | P x) m x).
  rewrite [b * _]mulrC mulr_suml; under [X in X + _]eq_bigr => i _ do rewrite mulr_sumr.
  rewrite exchange_big -big_split; apply: eq_bigr => x _; rewrite /= mulrDr mulr_sumr; congr (_ + _).
  by apply: eq_bigr => i _; rewrite mulrCA.
have same : \sum_(x | f x) m x * activation w b x = \sum_(x | ~~ f x) m x * activation w b x.
  by rewrite !split number; congr (_ + _); apply: eq_bigr => i _; rewrite sums.
have ones : 0 <= \sum_(x | f x) m x * activation w b x.
  by apply: sumr_ge0 => x; rewrite fE ffunE => pos; apply: mulr_ge0.
have zero x : ~~ f x -> activation w b x < 0 by rewrite fE ffunE -ltNge.
move: ones; rewrite same leNgt => /negP[]; rewrite (bigD1 z) //= -[X in _ < X]addr0.
apply: ltr_le_add; first by rewrite pmulr_rlt0 // zero.
by rewrite -oppr_ge0 -sumrN; apply: sumr_ge0 => x /andP[fx _]; rewrite oppr_ge0; apply: mulr_ge0_le0 (m0 x) (ltW (zero x fx)).
Qed.

(* The smallest relation: two ones and two zeros with x + y = z + t. *)
Theorem two_summable n (f : boolean n) (x y z t : cube n) :
  f x -> f y -> ~~ f z -> ~~ f t -> (forall i, x i + y i = z i + t i)%N -> ~ threshold F f.
Proof.
move=> fx fy fz ft sums [w [b fE]]; move: fx fy fz ft; rewrite fE !ffunE -!ltNge => fx fy fz ft.
have same : activation w b x + activation w b y = activation w b z + activation w b t.
  rewrite /activation addrACA [RHS]addrACA -!big_split; congr (_ + _); apply: eq_bigr => i _.
  by rewrite /= -!mulrDr -!natrD sums.
by move: (addr_ge0 fx fy); rewrite same leNgt => /negP[]; rewrite -[0]addr0 ltr_add.
Qed.
End Certificates.
