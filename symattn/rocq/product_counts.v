(* The numbers of products of two gates of 4 variables, 32506 and 54310  [CAP-AND-n, CAP-XOR-n, n = 4]. *)
From mathcomp Require Import all_ssreflect all_algebra.
From Symattn Require Import cover threshold output_gating capacity counts.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Local Open Scope nat_scope.

Section Products.
Variable F : realFieldType.
(* T n is the set of the threshold functions of n variables. *)
Variable T : forall n, {set boolean n}.
Hypothesis TP : forall n (f : boolean n), f \in T n <-> threshold F f.

Theorem and_number_4 : G_and T 4 = 32506.
Proof. apply: (product_numbers TP); [exact: isT | vm_cast_no_check (erefl true)]. Qed.
Theorem xor_number_4 : G_xor T 4 = 54310.
Proof. apply: (product_numbers TP); [exact: isT | vm_cast_no_check (erefl true)]. Qed.
End Products.
