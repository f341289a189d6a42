(* Multiplexing: a selector that is added to the activation of a threshold gate keeps the gate or fixes it  [MX, CAP-glue]. *)
From mathcomp Require Import all_ssreflect all_algebra.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory Num.Theory Order.Theory.
Local Open Scope ring_scope.

Section Step.
Variable R : realDomainType.
Implicit Types p q K M t d z : R.

(* H(0) = 1; sgn = 2 H - 1 *)
Definition H z : R := (0 <= z)%R%:R.
Definition sgn z : R := if 0 <= z then 1 else - 1.
Definition bit t : Prop := t = 0 \/ t = 1.

Lemma H1 z : 0 <= z -> H z = 1. Proof. by rewrite /H => ->. Qed.
Lemma H0 z : z < 0 -> H z = 0. Proof. by rewrite /H ltNge => /negbTE ->. Qed.
Lemma sgn1 z : 0 <= z -> sgn z = 1. Proof. by rewrite /sgn => ->. Qed.
Lemma sgn0 z : z < 0 -> sgn z = - 1. Proof. by rewrite /sgn ltNge => /negbTE ->. Qed.
Lemma bit_H z : bit (H z). Proof. by rewrite /H; case: (0 <= z); [right | left]. Qed.
Lemma bit_not t : bit t -> bit (1 - t). Proof. by case=> ->; [right; rewrite subr0 | left; rewrite subrr]. Qed.

(* [MX-f] p is the value of any activation at one point. *)
Theorem select_one p K t : bit t -> - p <= K -> H (p + K * t) = t + (1 - t) * H p.
Proof.
case=> -> pK; first by rewrite mulr0 addr0 add0r subr0 mul1r.
by rewrite mulr1 subrr mul0r addr0 H1 // -ler_subl_addl sub0r.
Qed.
Theorem select_one_other p K t : bit t -> - p <= K -> H (p + K * (1 - t)) = 1 - t + t * H p.
Proof. by move=> /bit_not bt pK; rewrite (select_one bt pK) subKr. Qed.
Theorem select_zero p K t : bit t -> p < K -> H (p - K * t) = (1 - t) * H p.
Proof.
case=> -> pK; first by rewrite mulr0 !subr0 mul1r.
by rewrite mulr1 subrr mul0r H0 // subr_lt0.
Qed.
Theorem select_far p K d : 0 <= K -> - p <= K -> 1 <= d -> H (p + K * d) = 1.
Proof.
move=> K0 pK d1; rewrite H1 // -ler_subl_addl sub0r; apply: le_trans pK _.
exact: ler_pemulr.
Qed.

(* [CAP-glue] Any two gates are the two halves of a product of two gates. *)
Theorem glue_and p q K M t : bit t -> - p <= K -> - q <= M ->
  H (p + K * t) * H (q + M * (1 - t)) = (1 - t) * H p + t * H q.
Proof.
move=> bt pK qM; rewrite (select_one bt pK) (select_one_other bt qM).
by case: bt => ->; rewrite ?subr0 ?subrr ?mul0r ?mul1r ?addr0 ?add0r ?mulr1 ?mul1r.
Qed.
Lemma select_sgn p K t : bit t -> - p <= K -> sgn (p + K * t) = t + (1 - t) * sgn p.
Proof.
case=> -> pK; first by rewrite mulr0 addr0 add0r subr0 mul1r.
by rewrite mulr1 subrr mul0r addr0 sgn1 // -ler_subl_addl sub0r.
Qed.
Lemma select_sgn_other p K t : bit t -> - p <= K -> sgn (p + K * (1 - t)) = 1 - t + t * sgn p.
Proof. by move=> /bit_not bt pK; rewrite (select_sgn bt pK) subKr. Qed.
Theorem glue_sgn p q K M t : bit t -> - p <= K -> - q <= M ->
  sgn (p + K * t) * sgn (q + M * (1 - t)) = (1 - t) * sgn p + t * sgn q.
Proof.
move=> bt pK qM; rewrite (select_sgn bt pK) (select_sgn_other bt qM).
by case: bt => ->; rewrite ?subr0 ?subrr ?mul0r ?mul1r ?addr0 ?add0r ?mulr1 ?mul1r.
Qed.
Theorem glue_mixed p q K M t : bit t -> - p <= K -> - q <= M ->
  sgn (p + K * t) * H (q + M * (1 - t)) = (1 - t) * sgn p + t * H q.
Proof.
move=> bt pK qM; rewrite (select_sgn bt pK) (select_one_other bt qM).
by case: bt => ->; rewrite ?subr0 ?subrr ?mul0r ?mul1r ?addr0 ?add0r ?mulr1 ?mul1r.
Qed.
Theorem glue_sum p q K M t : bit t -> - p <= K -> - q <= M ->
  H (p + K * t) + H (q + M * (1 - t)) = 1 + ((1 - t) * H p + t * H q).
Proof.
move=> bt pK qM; rewrite (select_one bt pK) (select_one_other bt qM).
by case: bt => ->; rewrite ?subr0 ?subrr ?mul0r ?mul1r ?addr0 ?add0r // addrC.
Qed.
End Step.

Section Inputs.
Variables (R : realDomainType) (n : nat).
Implicit Types (w x : 'I_n -> R) (b K t d : R).

(* The least and the largest activation on [0,1]^n, and the bound on [-1,1]^n. *)
Lemma least_activation w b x : (forall i, 0 <= x i <= 1) ->
  - (\sum_i w i * x i + b) <= \sum_i Num.max 0 (- w i) - b.
Proof.
move=> x01; rewrite opprD ler_add2r -sumrN; apply: ler_sum => i _.
have /andP[x0 x1] := x01 i; rewrite -mulNr le_maxr.
case: (lerP 0 (- w i)) => w0; first by rewrite ler_pimulr ?orbT.
by rewrite nmulr_rle0 // x0.
Qed.
Lemma largest_activation w b x : (forall i, 0 <= x i <= 1) ->
  \sum_i w i * x i + b <= \sum_i Num.max 0 (w i) + b.
Proof.
move=> x01; rewrite ler_add2r; apply: ler_sum => i _; have /andP[x0 x1] := x01 i; rewrite le_maxr.
case: (lerP 0 (w i)) => w0; first by rewrite ler_pimulr ?orbT.
by rewrite nmulr_rle0 // x0.
Qed.
Lemma signed_activation w x : (forall i, - 1 <= x i <= 1) -> `|\sum_i w i * x i| <= \sum_i `|w i|.
Proof.
move=> x11; apply: le_trans (ler_norm_sum _ _ _) _; apply: ler_sum => i _.
by rewrite normrM ler_pimulr // ler_norml x11.
Qed.

(* [MX-a] *)
Theorem multiplex_one w b K x t : bit t -> (forall i, 0 <= x i <= 1) -> \sum_i Num.max 0 (- w i) - b <= K ->
  H (\sum_i w i * x i + b + K * t) = t + (1 - t) * H (\sum_i w i * x i + b).
Proof. by move=> bt x01 hK; apply: select_one => //; apply: le_trans (least_activation w b x01) hK. Qed.
(* [MX-b] *)
Theorem multiplex_one_other w b K x t : bit t -> (forall i, 0 <= x i <= 1) -> \sum_i Num.max 0 (- w i) - b <= K ->
  H (\sum_i w i * x i + b + K * (1 - t)) = 1 - t + t * H (\sum_i w i * x i + b).
Proof. by move=> bt x01 hK; apply: select_one_other => //; apply: le_trans (least_activation w b x01) hK. Qed.
(* [MX-c] *)
Theorem multiplex_zero w b K x t : bit t -> (forall i, 0 <= x i <= 1) -> \sum_i Num.max 0 (w i) + b < K ->
  H (\sum_i w i * x i + b - K * t) = (1 - t) * H (\sum_i w i * x i + b).
Proof. by move=> bt x01 hK; apply: select_zero => //; apply: le_lt_trans (largest_activation w b x01) hK. Qed.

(* [MX-K] *)
Lemma max0_le z y : y <= z -> 0 <= z -> Num.max 0 y <= z :> R. Proof. by rewrite le_maxl => -> ->. Qed.
Theorem constants w b (B := `|b| + \sum_i `|w i|) :
  [/\ Num.max 0 (\sum_i Num.max 0 (- w i) - b) <= B, Num.max 0 (\sum_i `|w i| - b) <= B,
      Num.max 0 (\sum_i Num.max 0 (w i) + b) <= B & Num.max 0 (\sum_i `|w i| + b) <= B].
Proof.
have B0 : 0 <= B by rewrite addr_ge0 ?sumr_ge0 // => i _; rewrite normr_ge0.
have below (u : 'I_n -> R) c : (forall i, u i <= `|w i|) -> c <= `|b| -> \sum_i u i + c <= B.
  by move=> uw cb; rewrite /B [X in _ <= X]addrC ler_add // ler_sum.
have nb : - b <= `|b| by rewrite -normrN ler_norm.
have nw i : Num.max 0 (- w i) <= `|w i| by apply: max0_le => //; rewrite -normrN ler_norm.
have pw i : Num.max 0 (w i) <= `|w i| by apply: max0_le => //; rewrite ler_norm.
by split; apply: max0_le => //; apply: below; rewrite ?ler_norm.
Qed.
End Inputs.

Section Words.
Variables (R : realDomainType) (n r : nat).
Implicit Types (s j : {ffun 'I_r -> bool}) (w x : 'I_n -> R) (b K : R).

(* [MX-e-dist] The distance is affine in s and counts the places in which s and j differ. *)
Definition dist s j : R := \sum_i ((j i)%:R + (1 - 2%:R * (j i)%:R) * (s i)%:R).
Theorem dist_card s j : dist s j = #|[pred i | s i != j i]|%:R.
Proof.
rewrite -sum1_card natr_sum [RHS]big_mkcond; apply: eq_bigr => i _; rewrite inE.
case: (s i); case: (j i); rewrite /= ?(mulr0n, mulr1n) ?mulr1 ?mulr0 ?subr0 ?addr0 ?add0r //.
by rewrite addrA -[1 + 1]/(2%:R) subrr.
Qed.
Theorem dist_self s : dist s s = 0.
Proof. by rewrite dist_card eq_card0 // => i; rewrite !inE eqxx. Qed.
Theorem dist_other s j : s != j -> 1 <= dist s j.
Proof.
move=> sj; rewrite dist_card ler1n; apply/card_gt0P.
have /existsP[i d] : [exists i, s i != j i].
  by rewrite -negb_forall; apply: contra sj => /forallP e; apply/eqP/ffunP => i; apply/eqP.
by exists i; rewrite inE.
Qed.

(* [MX-e] r bits select one of 2^r gates. *)
Theorem multiplex_word w b K x s j : (forall i, 0 <= x i <= 1) -> Num.max 0 (\sum_i Num.max 0 (- w i) - b) <= K ->
  H (\sum_i w i * x i + b + K * dist s j) = if s == j then H (\sum_i w i * x i + b) else 1.
Proof.
move=> x01; rewrite le_maxl => /andP[K0 hK]; case: eqVneq => [->|sj]; first by rewrite dist_self mulr0 addr0.
by apply: select_far => //; [apply: le_trans (least_activation w b x01) hK | apply: dist_other].
Qed.

(* The product of the 2^r gates, each with its own constant, is the gate that the word names. *)
Theorem selector (w : {ffun 'I_r -> bool} -> 'I_n -> R) (b K : {ffun 'I_r -> bool} -> R) x s :
  (forall i, 0 <= x i <= 1) -> (forall j, Num.max 0 (\sum_i Num.max 0 (- w j i) - b j) <= K j) ->
  \prod_j H (\sum_i w j i * x i + b j + K j * dist s j) = H (\sum_i w s i * x i + b s).
Proof.
move=> x01 hK; rewrite (bigD1 s) //= multiplex_word // eqxx [X in _ * X]big1 ?mulr1 // => j js.
by rewrite multiplex_word // eq_sym (negbTE js).
Qed.
End Words.

Section Signs.
Variables (R : realFieldType) (n : nat).
Implicit Types (w x : 'I_n -> R) (b K t : R).
Definition sign t : Prop := t = - 1 \/ t = 1.

Lemma half2 : (1 + 1) / 2%:R = 1 :> R. Proof. by rewrite -[1 + 1]/(2%:R) divff // pnatr_eq0. Qed.
Lemma bit_of t : sign t -> bit ((1 + t) / 2%:R).
Proof. by case=> ->; [left; rewrite subrr mul0r | right; rewrite half2]. Qed.
Lemma not_bit_of t : 1 - (1 + t) / 2%:R = (1 - t) / 2%:R.
Proof. by rewrite -[X in X - _]half2 -mulrBl opprD addrACA subrr add0r. Qed.
Lemma half_sum K t : K / 2%:R * t + K / 2%:R = K * ((1 + t) / 2%:R).
Proof. by rewrite -[X in _ + X]mulr1 -mulrDr addrC mulrAC mulrA mulrAC. Qed.

Lemma least_signed w b x : (forall i, - 1 <= x i <= 1) -> - (\sum_i w i * x i + b) <= \sum_i `|w i| - b.
Proof.
move=> x11; rewrite opprD ler_add2r; apply: le_trans (signed_activation w x11).
by rewrite -normrN ler_norm.
Qed.

(* [MX-d-a] *)
Theorem multiplex_sign_one w b K x t : sign t -> (forall i, - 1 <= x i <= 1) -> \sum_i `|w i| - b <= K ->
  H (\sum_i w i * x i + b + K / 2%:R * t + K / 2%:R) = (1 + t) / 2%:R + (1 - t) / 2%:R * H (\sum_i w i * x i + b).
Proof.
move=> /bit_of bt x11 hK; rewrite -addrA half_sum select_one // ?not_bit_of //.
exact: le_trans (least_signed w b x11) hK.
Qed.
(* [MX-d-b] *)
Theorem multiplex_sign_one_other w b K x t : sign t -> (forall i, - 1 <= x i <= 1) -> \sum_i `|w i| - b <= K ->
  H (\sum_i w i * x i + b - K / 2%:R * t + K / 2%:R) = (1 - t) / 2%:R + (1 + t) / 2%:R * H (\sum_i w i * x i + b).
Proof.
move=> /bit_of bt x11 hK; rewrite -addrA -mulrN half_sum -not_bit_of select_one_other //.
exact: le_trans (least_signed w b x11) hK.
Qed.
(* [MX-d-c] *)
Theorem multiplex_sign_zero w b K x t : sign t -> (forall i, - 1 <= x i <= 1) -> \sum_i `|w i| + b < K ->
  H (\sum_i w i * x i + b - K / 2%:R * t - K / 2%:R) = (1 - t) / 2%:R * H (\sum_i w i * x i + b).
Proof.
move=> /bit_of bt x11 hK; rewrite -addrA -opprD half_sum -not_bit_of select_zero //.
by apply: le_lt_trans hK; rewrite ler_add2r; apply: le_trans (signed_activation w x11); rewrite ler_norm.
Qed.
End Signs.

Section SignWords.
Variables (R : realFieldType) (n r : nat).
Implicit Types (s j : {ffun 'I_r -> bool}) (w x : 'I_n -> R) (b K : R).

(* [MX-e-pm-dist] The same distance of words of signs; a bit stands for its sign. *)
Definition sign_of (b : bool) : R := if b then 1 else - 1.
Definition sign_dist s j : R := \sum_i (1 - sign_of (j i) * sign_of (s i)) / 2%:R.
Theorem sign_dist_card s j : sign_dist s j = #|[pred i | s i != j i]|%:R.
Proof.
rewrite -sum1_card natr_sum [RHS]big_mkcond; apply: eq_bigr => i _; rewrite inE.
by case: (s i); case: (j i); rewrite /= ?(mulrNN, mulNr, mulrN) ?mulr1 ?opprK ?half2 ?subrr ?mul0r.
Qed.
(* [MX-e-pm] *)
Theorem multiplex_sign_word w b K x s j : (forall i, - 1 <= x i <= 1) -> Num.max 0 (\sum_i `|w i| - b) <= K ->
  H (\sum_i w i * x i + b + K * sign_dist s j) = if s == j then H (\sum_i w i * x i + b) else 1.
Proof.
move=> x11; rewrite le_maxl sign_dist_card -dist_card => /andP[K0 hK]; case: eqVneq => [->|sj].
  by rewrite dist_self mulr0 addr0.
by apply: select_far => //; [apply: le_trans (least_signed w b x11) hK | apply: dist_other].
Qed.
End SignWords.
