(* Sets of words of equal length as trees, and all words of a set joined bit by bit with all words of the set. *)
From mathcomp Require Import all_ssreflect.
From Symattn Require Import separability.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.

(* A leaf, Node Empty Empty, for every word. *)
Inductive tree := Empty | Node of tree & tree.
Fixpoint elements m (a : tree) : seq (seq bool) :=
  match m, a with
  | _, Empty => [::]
  | 0, Node _ _ => [:: [::]]
  | m'.+1, Node l r => map (cons true) (elements m' l) ++ map (cons false) (elements m' r)
  end.
Fixpoint single (s : seq bool) : tree :=
  if s is e :: s' then if e then Node (single s') Empty else Node Empty (single s') else Node Empty Empty.
Fixpoint union (a b : tree) : tree :=
  match a, b with
  | Empty, _ => b
  | _, Empty => a
  | Node l r, Node l' r' => Node (union l l') (union r r')
  end.
(* The words t joined bit by bit with the words of a tree. *)
Definition join (op : bool -> bool -> bool) (t u : seq bool) : seq bool := [seq op p.1 p.2 | p <- zip t u].
Fixpoint image op (t : seq bool) (a : tree) : tree :=
  match t, a with
  | e :: t', Node l r =>
    if op e true then if op e false then Node (image op t' (union l r)) Empty else Node (image op t' l) (image op t' r)
    else if op e false then Node (image op t' r) (image op t' l) else Node Empty (image op t' (union l r))
  | _, _ => a
  end.
Definition tree_of (ts : seq (seq bool)) : tree := foldr (fun t a => union (single t) a) Empty ts.
Definition joins op (ts : seq (seq bool)) : tree :=
  let whole := tree_of ts in foldr (fun t a => union (image op t whole) a) Empty ts.

Lemma elements0 m : elements m Empty = [::]. Proof. by case: m. Qed.
Lemma elements_cons m l r e s : (e :: s \in elements m.+1 (Node l r)) = (s \in elements m (if e then l else r)).
Proof.
have inj b : injective (cons b : seq bool -> seq bool) by move=> ? ? [].
rewrite /= mem_cat; case: e; rewrite (mem_map (inj _)); last by rewrite orbC; case: (_ \in _) => //=; apply/mapP => -[].
by case: (_ \in _) => //=; apply/mapP => -[].
Qed.
Lemma elements_words m a s : s \in elements m a -> s \in words m.
Proof.
elim: m a s => [|m IH] [|l r] s //=; rewrite !mem_cat => /orP[] /mapP[t /IH h ->]; last by rewrite map_f ?orbT.
by rewrite map_f.
Qed.
Lemma elements_uniq m a : uniq (elements m a).
Proof.
elim: m a => [|m IH] [|l r] //=; rewrite cat_uniq !map_inj_uniq ?IH => [|s t [] //|s t [] //].
by rewrite andbT; apply/hasPn => s /mapP[t _ ->]; apply/mapP => -[].
Qed.
Lemma elements_nil m a : ([::] \in elements m.+1 a) = false.
Proof. by apply/negP => /elements_words; rewrite mem_words. Qed.

Lemma mem_single m s u : size s = m -> (u \in elements m (single s)) = (u == s).
Proof.
elim: m s u => [|m IH] [|e s] // u; first by rewrite inE.
move=> [ss]; case: u => [|d u]; first exact: elements_nil.
by rewrite [single _]/=; case: e; rewrite elements_cons eqseq_cons; case: d; rewrite ?IH ?elements0.
Qed.
Lemma mem_union m a b u : (u \in elements m (union a b)) = (u \in elements m a) || (u \in elements m b).
Proof.
elim: m a b u => [|m IH] [|l r] [|l' r'] u; rewrite ?elements0 ?orbF ?orbb // [union _ _]/=.
by case: u => [|d u]; [rewrite !elements_nil | rewrite !elements_cons; case: d; rewrite IH].
Qed.
Lemma mem_image op m t a v : size t = m ->
  reflect (exists2 u, u \in elements m a & v = join op t u) (v \in elements m (image op t a)).
Proof.
elim: m t a v => [|m IH] [|e t] // [|l r] v; try by move=> _; rewrite ?elements0; constructor => -[].
  by move=> _; rewrite /= inE; apply: (iffP eqP) => [->|[u] + ->]; [exists [::]; rewrite ?inE | rewrite inE => /eqP ->].
move=> [st]; case: v => [|d v].
  by rewrite elements_nil; constructor => -[[|c u]]; [rewrite elements_nil | ].
have both : (v \in elements m (image op t (union l r))) = (v \in elements m (image op t l)) || (v \in elements m (image op t r)).
  apply/(IH _ _ _ st)/orP => [[u]|[] /(IH _ _ _ st)[u mu ->]]; last 2 first.
  - by exists u; rewrite // mem_union mu.
  - by exists u; rewrite // mem_union mu orbT.
  by rewrite mem_union => /orP[] mu ->; [left|right]; apply/(IH _ _ _ st); exists u.
have -> : (d :: v \in elements m.+1 (image op (e :: t) (Node l r))) =
    (op e true == d) && (v \in elements m (image op t l)) || (op e false == d) && (v \in elements m (image op t r)).
  rewrite [image _ _ _]/=; case: (op e true); case: (op e false); rewrite elements_cons; case: (d);
    by rewrite ?elements0 ?both //= ?orbF.
apply: (iffP orP) => [[] /andP[/eqP <- /(IH _ _ _ st)[u mu ->]]|[[|c u]]]; last 2 first.
- by rewrite elements_nil.
- rewrite elements_cons => mu [-> ->]; case: c mu => mu; [left|right]; rewrite eqxx; apply/(IH _ _ _ st); by exists u.
- by exists (true :: u); rewrite ?elements_cons.
- by exists (false :: u); rewrite ?elements_cons.
Qed.
(* The tree of joins holds the words joined from two members of the list, and no other. *)
Theorem mem_joins op m ts v : all (fun u => size u == m) ts ->
  reflect (exists2 p, (p.1 \in ts) && (p.2 \in ts) & v = join op p.1 p.2) (v \in elements m (joins op ts)).
Proof.
move=> sz; rewrite /joins; set whole := tree_of ts.
have in_whole u : (u \in elements m whole) = (u \in ts).
  rewrite /whole; elim: ts sz {whole} => [|t ts IH] /=; first by rewrite elements0.
  by case/andP=> /eqP st /IH {IH} IH; rewrite mem_union mem_single // IH inE.
have row ts' : all (fun u => size u == m) ts' ->
    reflect (exists2 t, t \in ts' & exists2 u, u \in ts & v = join op t u)
      (v \in elements m (foldr (fun t a => union (image op t whole) a) Empty ts')).
  elim: ts' => [|t ts' IH]; first by rewrite /= elements0; constructor => -[].
  move=> /= /andP[/eqP st /IH {IH} IH]; rewrite mem_union; apply: (iffP orP).
    case=> [/(mem_image _ _ _ st)[u]|/IH[t' mt [u mu ->]]].
      by rewrite in_whole => mu ->; exists t; rewrite ?mem_head //; exists u.
    by exists t'; [rewrite inE mt orbT | exists u].
  case=> t'; rewrite inE => /orP[/eqP ->|mt] [u mu vE].
    by left; apply/(mem_image _ _ _ st); exists u; rewrite ?in_whole.
  by right; apply/IH; exists t' => //; exists u.
apply: (iffP (row ts sz)) => [[t mt [u mu ->]]|[[t u] /= /andP[mt mu] ->]]; first by exists (t, u); rewrite //= mt.
by exists t => //; exists u.
Qed.
