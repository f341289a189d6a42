(* The numbers of bases of F^m out of 0/1 vectors for m = 1, 2, 3, 4, counted by the kernel  [RV-6-09-lin, the values]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold blocks bases.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* All lists of k members of s, and the functions on 'I_k as lists of their values. *)
Fixpoint lists (C : Type) (s : seq C) (k : nat) : seq (seq C) :=
  if k is k'.+1 then [seq x :: l | x <- s, l <- lists s k'] else [:: [::]].
Lemma mem_lists (C : eqType) (s : seq C) k l : (l \in lists s k) = (size l == k) && all (mem s) l.
Proof.
elim: k l => [|k IH] [|x l] //=; first by apply/allpairsP => -[[y l] []].
rewrite eqSS; apply/allpairsP/idP => [[[y l'] [ys l's [-> ->]]]|/and3P[lk xs ls]].
  by move: l's; rewrite IH => /andP[-> ->]; rewrite ys.
by exists (x, l); rewrite /= IH lk xs ls.
Qed.
Lemma uniq_lists (C : eqType) (s : seq C) k : uniq s -> uniq (lists s k).
Proof. by move=> us; elim: k => [|k IH] //=; apply: allpairs_uniq => // -[x l] [y l'] _ _ [-> ->]. Qed.
Definition values (T : finType) (C : eqType) (g : T -> C) k (f : {ffun 'I_k -> T}) : seq C := [seq g (f i) | i <- enum 'I_k].
Lemma values_inj (T : finType) (C : eqType) (g : T -> C) k : injective g -> injective (@values T C g k).
Proof. by move=> inj f h /eq_in_map e; apply/ffunP => i; apply: inj; apply: e; rewrite mem_enum. Qed.
Lemma values_lists (T : finType) (C : eqType) (g : T -> C) (s : seq C) k : injective g ->
  perm_eq [seq g x | x <- enum T] s -> perm_eq [seq values g f | f <- enum {ffun 'I_k -> T}] (lists s k).
Proof.
move=> inj gs; have us : uniq s by rewrite -(perm_uniq gs) map_inj_uniq ?enum_uniq.
apply: uniq_perm; first by rewrite map_inj_uniq ?enum_uniq //; exact: values_inj.
  exact: uniq_lists.
move=> l; rewrite mem_lists; apply/mapP/andP => [[f _ ->]|[/eqP lk /allP ls]].
  rewrite size_map size_enum_ord eqxx; split=> //; apply/allP => _ /mapP[i _ ->].
  by rewrite /= -(perm_mem gs) map_f ?mem_enum.
have lk' : size l == k by rewrite lk.
pose t := Tuple lk'; have value i : exists x, g x == tnth t i.
  have : tnth t i \in [seq g x | x <- enum T] by rewrite (perm_mem gs); apply: ls; exact: mem_tnth.
  by case/mapP => x _ ->; exists x.
exists [ffun i => xchoose (value i)]; first by rewrite mem_enum.
rewrite /values -[LHS]/(tval t) -[LHS](map_tnth_enum t); apply: eq_map => i; rewrite ffunE.
by rewrite (eqP (xchooseP (value i))).
Qed.

(* The determinant of a 0/1 matrix, expanded along its first row. *)
Fixpoint laplace (k : nat) (a : nat -> nat -> bool) : int :=
  if k is k'.+1 then
    foldr (fun j z => (if a 0%N j then
      let d := laplace k' (fun i l => a i.+1 (bump j l)) in if odd j then - d else d else 0) + z) 0 (iota 0 k)
  else 1.
Lemma laplace_det k (a : nat -> nat -> bool) : laplace k a = \det (\matrix_(i < k, j < k) (a i j)%:R : 'M[int]_k).
Proof.
elim: k a => [|k IH] a; first by rewrite det_mx00.
have sum (n : nat) (g : nat -> int) : foldr (fun j z => g j + z) 0 (iota 0 n) = \sum_(j < n) g j.
  by rewrite -(big_mkord xpredT g) unlock /index_iota subn0.
pose term j : int := if a 0%N j then let d := laplace k (fun i l => a i.+1 (bump j l)) in if odd j then - d else d else 0.
rewrite (expand_det_row _ ord0) (_ : laplace k.+1 a = foldr (fun j z => term j + z) 0 (iota 0 k.+1)) // sum /term {term}.
apply: eq_bigr => j _; rewrite !mxE /cofactor; case: (a 0%N j); last by rewrite mul0r.
rewrite mul1r IH /= (_ : row' _ _ = \matrix_(i, l) (a i.+1 (bump j l))%:R); last by apply/matrixP => i l; rewrite !mxE.
by rewrite add0n -signr_odd; case: (odd j); rewrite ?mulN1r ?mul1r.
Qed.
Definition entry (M : seq (seq bool)) i j : bool := nth false (nth [::] M i) j.
Definition count_bases m : nat := count (fun M => laplace m (entry M) != 0) (lists (lists [:: false; true] m) m).

Section Counts.
Variable F : realFieldType.
Definition code m (U : vectors m) : seq (seq bool) := values (@values bool_finType bool_eqType id m) U.
Lemma entry_values m (U : vectors m) (i j : 'I_m) : entry (code U) i j = U i j.
Proof. by rewrite /entry /code /values (nth_map i) ?size_enum_ord // nth_ord_enum (nth_map j) ?size_enum_ord // nth_ord_enum. Qed.
Lemma basis_laplace m (U : vectors m) : basis F U = (laplace m (entry (code U)) != 0).
Proof.
have zF : rows_of F U = map_mx intr (\matrix_(i < m, j < m) (entry (code U) i j)%:R : 'M[int]_m).
  by apply/matrixP => i j; rewrite !mxE entry_values; case: (U i j).
by rewrite /basis unitmxE zF det_map_mx unitfE intr_eq0 laplace_det.
Qed.
Theorem bases_counted m : #|[set U : vectors m | basis F U]| = count_bases m.
Proof.
have bits : perm_eq [seq id x | x <- enum bool_finType] [:: false; true].
  by rewrite map_id; apply: uniq_perm; rewrite ?enum_uniq // => -[]; rewrite mem_enum.
have points := @values_lists bool_finType bool_eqType id _ m (@inj_id bool) bits.
have matrices := values_lists m (@values_inj bool_finType bool_eqType id m (@inj_id bool)) points.
rewrite /count_bases -(permP matrices) count_map enumT cardE [in LHS]/enum_mem size_filter.
by apply: eq_count => U; rewrite /= inE basis_laplace.
Qed.

(* [RV-6-09-lin, the values] *)
Theorem basis_sets_counted : [/\ #|basis_sets F 1| = 1, #|basis_sets F 2| = 3, #|basis_sets F 3| = 29 & #|basis_sets F 4| = 940]%N.
Proof.
have count_sets m b : count_bases m = (m`! * b)%N -> #|basis_sets F m| = b.
  by rewrite -bases_counted bases_unordered => /eqP; rewrite eqn_pmul2l ?fact_gt0 // => /eqP.
by split; apply: count_sets; vm_compute.
Qed.
End Counts.
