(* Additive activation attention, or multiplexing: a threshold unit that reads the inputs and one gate  [CAP-A]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover cover_closed threshold elementary_gates extension output_gating capacity values alphabets features.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Attended.
Variable F : realFieldType.
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.
Implicit Types n : nat.

(* H(w.x + b + c g(x)); sx and sg say whether the inputs and the gate have the letters -1 and 1. *)
Definition attended sx sg n (h : boolean n) : Prop := exists (w : 'I_n -> F) b c (g : boolean n),
  threshold F g /\ h = [ffun x => 0 <= affine sx w b x + c * letter F sg (g x)].

(* The class is the same for all alphabets. *)
Theorem attended_alphabet sx sg n (h : boolean n) : attended sx sg h <-> attended false false h.
Proof.
split=> -[w [b [c [g [tg ->]]]]].
  have [v [d e]] := affine_activation sx w b.
  exists v, (d - c * (if sg then 1 else 0)), (c * (if sg then 2%:R else 1)), g; split=> //.
  apply/ffunP => x; rewrite !ffunE e letter_bit /affine /activation; congr (0 <= _).
  by rewrite mulrBr /= -mulrA -!addrA; congr (_ + (_ + _)); rewrite addrC.
have [v [d e]] := activation_affine sx w b.
pose u : F := if sg then 2%:R else 1; have u0 : u != 0 by rewrite /u; case: (sg); rewrite ?pnatr_eq0 ?oner_eq0.
exists v, (d + c / u * (if sg then 1 else 0)), (c / u), g; split=> //.
apply/ffunP => x; rewrite !ffunE (letter_bit _ sg) -/u affine_bits e /affine; congr (0 <= _).
rewrite mulrBr mulrA (mulfVK u0) -!addrA; congr (_ + (_ + _)).
by rewrite addrCA subrr addr0.
Qed.

(* ORs of two gates are the negations of ANDs. *)
Theorem or_negation n : products T n orb = @negation n @: products T n andb.
Proof.
apply/setP => h; apply/imsetP/imsetP => [[[f g]]|[k /imsetP[[f g]]]]; rewrite inE /= => /andP[Tf Tg] ->.
  exists (product andb (negation f, negation g)); first by apply: imset_f; rewrite inE /= !(negation_in TP) Tf.
  by apply/ffunP => x; rewrite !ffunE /= negb_and !negbK.
move=> ->; exists (negation f, negation g); first by rewrite inE /= !(negation_in TP) Tf.
by apply/ffunP => x; rewrite !ffunE /= negb_and.
Qed.

Definition and_or_set n : {set boolean n} := products T n andb :|: products T n orb.
Lemma attended_and_or n (h : boolean n) : h \in and_or_set n -> attended false false h.
Proof.
rewrite inE => /orP[] /imsetP[[f g]]; rewrite inE /= => /andP[/TP tf /TP[w [b ->]]] ->;
  have [M M0 big] := large_affine false w b.
  exists w, (b - (M + 1)), (M + 1), f; split=> //; apply/ffunP => x; rewrite !ffunE /=.
  have /ler_normlP[lo hi] := big x; rewrite /affine addrA -/(affine false w b x) affine_bits; case: (f x).
    by rewrite /= mulr1 subrK.
  by rewrite /= mulr0 addr0 subr_ge0 leNgt (le_lt_trans hi) // ltr_addl ltr01.
exists w, b, M, f; split=> //; apply/ffunP => x; rewrite !ffunE /=.
have /ler_normlP[lo hi] := big x; rewrite !affine_bits in lo *; case: (f x); last by rewrite /= mulr0 addr0.
by rewrite /= mulr1 -ler_subl_addr sub0r ler_oppl lo.
Qed.

(* [CAP-A] *)
Theorem capacity_attended sx sg n (A : {set boolean n.+1}) : (forall h, h \in A <-> attended sx sg h) ->
  [/\ (#|T n| ^ 2 <= #|and_or_set n.+1|)%N, (#|and_or_set n.+1| <= #|A|)%N,
      (2 * #|A| <= #|T n.+1| * C (2 ^ n.+1) n.+3)%N &
      ((2 <= n.+1)%N -> (#|T n.+1| * C (2 ^ n.+1) n.+3 <= 2 * 2 ^ (2 * n.+1 ^ 2 + n.+1 - 1))%N)].
Proof.
move=> AP; split.
- have [low _ _] := capacity_and TP n; apply: leq_trans low _; apply: subset_leq_card; exact: subsetUl.
- by apply/subset_leq_card/subsetP => h /attended_and_or/(attended_alphabet sx sg)/AP.
- rewrite (card_half TP) -mulnA leq_mul2l /=.
  apply: (@classes _ _ _ _ (fun g h : boolean n.+1 => exists (w : 'I_n.+1 -> F) (b c : F),
    h = [ffun x => 0 <= activation w b x + c * (g x)%:R])).
    move=> h /AP/attended_alphabet[w [b [c [g [tg ->]]]]]; case E: (g (origin n.+1)).
      exists (negation g); first by rewrite inE (negation_in TP) ffunE E andbT; apply/TP.
      exists w, (b + c), (- c); apply/ffunP => x; rewrite !ffunE affine_bits /activation; congr (0 <= _).
      by case: (g x); rewrite /= ?mulr1 ?mulr0 ?addr0 addrA ?addrK.
    by exists g; [rewrite inE E andbT; apply/TP | exists w, b, c].
  move=> g S' _ hS; pose phi (y : cube n.+1) (i : 'I_n.+2) : F := if unlift ord_max i is Some j then (y j)%:R else (g y)%:R.
  apply: (feature_cover (phi := phi)) => h /hS[w [b [c ->]]].
  exists (wider w c), b; apply/ffunP => y; rewrite !ffunE; congr (0 <= _).
  rewrite [X in _ = X + b](bigD1_ord ord_max) //= /wider /phi unlift_none /activation -[RHS]addrA [RHS]addrC.
  by congr (_ + _ + _); apply: eq_bigr => j _; rewrite liftK.
move=> n2; have t := threshold_power TP n2; have c := cover_power n2.
have p0 : (0 < 2 ^ n.+1)%N by rewrite expn_gt0.
have [M E] : exists M, (2 ^ n.+1 = M.+1)%N by exists (2 ^ n.+1).-1; rewrite prednK.
have M0 : (0 < M)%N by rewrite -ltnS -E (@leq_exp2l 2 1) // ltnW.
have c2 : (C (2 ^ n.+1) n.+3 <= 2 ^ n.+1 * C (2 ^ n.+1) n.+2)%N.
  by rewrite E; apply: leq_trans (@cover_step M n.+1 isT M0) _; rewrite leq_mul2r leqnSn orbT.
have p1 : (0 < 2 * n.+1 ^ 2 + n.+1)%N by rewrite addnS.
rewrite -expnS subn1 prednK // expnD mul2n -addnn expnD -mulnA; apply: leq_mul => //.
by apply: leq_trans c2 _; rewrite mulnC leq_mul2r c orbT.
Qed.
End Attended.
