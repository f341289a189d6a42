(* The entropy at rational numbers on both sides of the root, from values of the logarithm to eleven digits. *)

Lemma ln_fraction m k z x lo hi : 0 <= z < 1 -> x * (2 ^ m * (1 + z)) = 1 - z -> lo <= odd_series k z ->
  odd_series k z + (odd_series (S k) z - odd_series k z) / (1 - z ^ 2) <= hi ->
  INR m * ln 2 + lo <= - ln x <= INR m * ln 2 + hi.
Proof.
  intros hz hx below above. assert (0 < 2 ^ m) by (apply pow_lt; lra).
  assert (0 < (1 + z) / (1 - z)) by (apply Rdiv_lt_0_compat; lra).
  replace x with (/ (2 ^ m * ((1 + z) / (1 - z)))).
  - rewrite ln_Rinv, ln_mult, ln_pow by nra. assert (a := ln_above k z hz). assert (b := ln_below k z hz). lra.
  - assert (x = (1 - z) / (2 ^ m * (1 + z))) by (rewrite <- hx; field; lra). subst x. field. lra.
Qed.

Ltac ln_value name m k z x lo hi :=
  assert (name := ln_fraction m k z x lo hi ltac:(lra) ltac:(lra) ltac:(unfold odd_series; simpl; lra) ltac:(unfold odd_series; simpl; lra)); simpl INR in name.

Theorem entropy_1 :
  - 500000 / 4544303 * ln (500000 / 4544303) - (4044303 / 4544303 * ln (4044303 / 4544303)) > ln 2 * (1 / 2).
Proof.
  ln_value ln2 0%nat 11%nat (1 / 3) (1 / 2) (69314718055 / 100000000000) (69314718056 / 100000000000).
  ln_value lnp 3%nat 4%nat (544303 / 8544303) (500000 / 4544303) (12757999941 / 100000000000) (12757999942 / 100000000000).
  ln_value lnq 0%nat 4%nat (250000 / 4294303) (4044303 / 4544303) (11656513636 / 100000000000) (11656513637 / 100000000000).
  replace (1 / 2) with (/ 2) in ln2 by field. rewrite ln_Rinv in ln2 by lra. lra.
Qed.

Theorem entropy_2 :
  - 1000000 / 9088607 * ln (1000000 / 9088607) - (8088607 / 9088607 * ln (8088607 / 9088607)) < ln 2 * (1 / 2).
Proof.
  ln_value ln2 0%nat 11%nat (1 / 3) (1 / 2) (69314718055 / 100000000000) (69314718056 / 100000000000).
  ln_value lnp 3%nat 4%nat (1088607 / 17088607) (1000000 / 9088607) (12758010943 / 100000000000) (12758010945 / 100000000000).
  ln_value lnq 0%nat 4%nat (500000 / 8588607) (8088607 / 9088607) (11656512276 / 100000000000) (11656512277 / 100000000000).
  replace (1 / 2) with (/ 2) in ln2 by field. rewrite ln_Rinv in ln2 by lra. lra.
Qed.

Theorem entropy_3 :
  - 500000 / 8131341 * ln (500000 / 8131341) - (7631341 / 8131341 * ln (7631341 / 8131341)) > ln 2 * (1 / 3).
Proof.
  ln_value ln2 0%nat 11%nat (1 / 3) (1 / 2) (69314718055 / 100000000000) (69314718056 / 100000000000).
  ln_value lnp 4%nat 3%nat (131341 / 16131341) (500000 / 8131341) (1628431292 / 100000000000) (1628431293 / 100000000000).
  ln_value lnq 0%nat 3%nat (250000 / 7881341) (7631341 / 8131341) (6346227114 / 100000000000) (6346227115 / 100000000000).
  replace (1 / 2) with (/ 2) in ln2 by field. rewrite ln_Rinv in ln2 by lra. lra.
Qed.

Theorem entropy_4 :
  - 1000000 / 16262683 * ln (1000000 / 16262683) - (15262683 / 16262683 * ln (15262683 / 16262683)) < ln 2 * (1 / 3).
Proof.
  ln_value ln2 0%nat 11%nat (1 / 3) (1 / 2) (69314718055 / 100000000000) (69314718056 / 100000000000).
  ln_value lnp 4%nat 3%nat (262683 / 32262683) (1000000 / 16262683) (1628437441 / 100000000000) (1628437442 / 100000000000).
  ln_value lnq 0%nat 3%nat (500000 / 15762683) (15262683 / 16262683) (6346226711 / 100000000000) (6346226713 / 100000000000).
  replace (1 / 2) with (/ 2) in ln2 by field. rewrite ln_Rinv in ln2 by lra. lra.
Qed.

Theorem entropy_5 :
  - 1000000 / 23985019 * ln (1000000 / 23985019) - (22985019 / 23985019 * ln (22985019 / 23985019)) > ln 2 * (1 / 4).
Proof.
  ln_value ln2 0%nat 11%nat (1 / 3) (1 / 2) (69314718055 / 100000000000) (69314718056 / 100000000000).
  ln_value lnp 4%nat 7%nat (7985019 / 39985019) (1000000 / 23985019) (40484070487 / 100000000000) (40484070488 / 100000000000).
  ln_value lnq 0%nat 3%nat (500000 / 23485019) (22985019 / 23985019) (4258677123 / 100000000000) (4258677124 / 100000000000).
  replace (1 / 2) with (/ 2) in ln2 by field. rewrite ln_Rinv in ln2 by lra. lra.
Qed.

Theorem entropy_6 :
  - 50000 / 1199251 * ln (50000 / 1199251) - (1149251 / 1199251 * ln (1149251 / 1199251)) < ln 2 * (1 / 4).
Proof.
  ln_value ln2 0%nat 11%nat (1 / 3) (1 / 2) (69314718055 / 100000000000) (69314718056 / 100000000000).
  ln_value lnp 4%nat 7%nat (399251 / 1999251) (50000 / 1199251) (40484074656 / 100000000000) (40484074657 / 100000000000).
  ln_value lnq 0%nat 3%nat (25000 / 1174251) (1149251 / 1199251) (4258676941 / 100000000000) (4258676942 / 100000000000).
  replace (1 / 2) with (/ 2) in ln2 by field. rewrite ln_Rinv in ln2 by lra. lra.
Qed.
