"""The least status that each claim must reach by this library's own evidence: a test fails where evidence becomes weaker, and where a claim is not listed."""

from __future__ import annotations

_BY_STATUS = {
    "proved": """
        SM-2-d SM-4a SM-4b TX-5 TX-6 SM-3-f SM-3-near SM-3-L-f SM-3-d SM-3-net SM-3-xy SM-3-open
        SM-3-gate SM-4c TX-3-Q01 TX-3-Q02 TX-3-Q03 TX-3-Q04 TX-3-Q05 TX-3-Q06 TX-3-Q07 TX-3-Q08
        TX-3-Q09 TX-3-Q10 TX-3-Q11 TX-3-Q12 TX-3-Q13 TX-3-Q14 TX-3-Q15 TX-3-Q16 TX-3-Q17 TX-3-Q18
        TX-3-out TX-3-gated TX-3-bounded TX-4 TX-4-H TX-6-net TX-7 TX-7-H FA-1 FA-2 FA-2-form FA-5
        FA-6-telescope FA-7 FA-7-k BY-10 FA-9 TR-2 TR-3 TR-3-gap TR-3-J TR-3-psd TR-5 TR-4 TR-4-pool
        TR-4-mask TR-4-pos TR-5-rank ZOO-LSTM ZOO-highway ZOO-GRU ZOO-GRU-after ZOO-GLU ZOO-bilinear
        ZOO-ReGLU ZOO-GEGLU ZOO-SwiGLU ZOO-self-gating ZOO-SE ZOO-FiLM ZOO-MoE ZOO-MoE-top1
        ZOO-hypernetwork ZOO-FWP ZOO-LoRA ZOO-dropout ZOO-LayerNorm ZOO-RMSNorm ZOO-mask
        ZOO-mask-bound ZOO-ALiBi-keys ZOO-gate-rows ZOO-sink ZOO-scan ZOO-scan-constant ZOO-read
        RV-3-S RV-3-q RV-3 RV-3-log RV-3-ber RV-3-stir RV-4-sum MX-a MX-b MX-c MX-d-a MX-d-b MX-d-c
        MX-e-dist MX-e-pm-dist MX-e MX-e-pm MX-f MX-K MX-K-least RV-6-06-step RV-6-04-one
        RV-6-04-two RV-6-07-three RV-6-07-levels RV-6-07-product RV-6-09-step RV-6-10-first
        RV-6-10-second RV-6-12-small RV-6-12-grow CAP-glue CAP-AND-T CAP-XOR-T CAP-SYN-sec LAY-4-sec
        LAY-4-exp LAY-6 BY-1-min BY-1-exp BY-7-mono BY-7-alpha BY-2-cube
    """,
    "certified": """
        SM-4d SM-3-gate-f FA-6 TR-1-net TR-6 ZOO-MoE-routing ZOO-MoE-multiplexer ZOO-dropout-masks
        ZOO-mask-gate CAP-TERN-read BY-6-parity
    """,
    "argued": """
        SM-2 SM-2-pm SM-3 SM-3-pieces SM-3-L SM-4c-lim TX-7-count FA-2-weights FA-4 FA-4-bilinear
        FA-4-dot FA-3 FA-3-depth FA-6-parity FA-6-gated FA-8 BY-12 TR-1 TR-2-assoc TR-6-W ZOO-gates
        ZOO-GQA-shared ZOO-MHA ZOO-causal ZOO-additive ZOO-ALiBi ZOO-relative ZOO-GQA
        ZOO-gated-attention ZOO-gated-heads ZOO-linear ZOO-fast-weights ZOO-retention ZOO-GLA
        ZOO-SSM RV-1-list RV-3-N RV-3-T RV-3-d RV-3-Pd RV-3-P RV-3-E RV-4 RV-4-P RV-5 RV-5-B RV-5-VC
        RV-5-P RV-7-R RV-6-01 RV-6-02 RV-6-03 RV-6-05 RV-6-06-r RV-6-06-v RV-6-06 RV-6-04
        RV-6-07-sperner RV-6-07 RV-6-07-mono RV-6-07-cb RV-6-07-rational RV-6-08-dim RV-6-08
        RV-6-08-split RV-6-09-rm RV-6-09 RV-6-09-lin RV-6-09-dual RV-6-09-uni RV-6 RV-6-10-scan
        RV-6-10 RV-6-11 RV-6-12 RV-6-13 CAP-AND CAP-XOR CAP-AND-2 CAP-TERN BY-4-sub CAP-DIFF
        CAP-DIFF-shared CAP-d CAP-A CAP-ADDOUT CAP-SYN-01 CAP-SYN-pm CAP-SYN-mixed CAP-SYN
        CAP-SYN-all CAP-SYN-gated CAP-0-pm CAP-0-01 CAP-K1 CAP-K1-d CAP-K1-deg LAY-0-upper
        LAY-0-lower LAY-1 LAY-2 LAY-3 LAY-4 LAY-5 LAY-6-weights BY-1-deg BY-1-pm BY-1-zeros BY-1-01
        BY-1 BY-8 BY-9-any BY-9-each BY-9 BY-13 BY-12-signs CAP-cap CAP-TERN-DIFF CAP-TERN-k
        CAP-TERN-sum CAP-TERN-0 CAP-d-pairs CAP-d-units LAY-5-d BY-4-size BY-7-prob BY-7-count
        BY-7-conc BY-7-vc BY-7 BY-7-ent BY-7-root BY-7-lin RV-6-up RV-6-lim CAP-AND-lim CAP-XOR-lim
        CAP-TERN-lim CAP-ADDOUT-lim CAP-A-lim CAP-d-lim CAP-d-lim-2 CAP-15 CAP-DIFF-lim CAP-SYN-lim
        CAP-0-lim CAP-K1-lim CAP-2ND LAY-1-lim LAY-2-lim LAY-4-lim BY-2-count BY-2-large
        RV-1-walk
    """,
    "exhaustive": """
        BY-8-ratio RV-1-T RV-1-T9 RV-1-classes RV-7-R-n CAP-d-n CAP-AND-n CAP-XOR-n CAP-TERN-n
        CAP-ADDOUT-n CAP-0-n CAP-K1-n BY-8-n CAP-A-n CAP-SYN-n CAP-SYN-any-n CAP-SYN-all-n LAY-2-n
        LAY-5-n BY-2 BY-3 BY-4 BY-5 BY-6
    """,
}

LEAST = {name: status for status, names in _BY_STATUS.items() for name in names.split()}
