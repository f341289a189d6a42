"""Claims of the multiplexing lemma, which switches a gate by one input: MX-a, MX-c."""

from __future__ import annotations

from symattn.ledger.claim import Claim, Mutant
from symattn.ledger.machine import Identity

_LINEAR = "Sum(w[i]*x[i], (i, 1, n)) + b"
_INPUTS = "t in {0,1}; forall(0 <= x[i] and x[i] <= 1, (i, 1, n))"
_FIXED_AT_1 = f"H({_LINEAR} + K*t) == t + (1 - t)*H({_LINEAR})"
_FIXED_AT_0 = f"H({_LINEAR} - K*t) == (1 - t)*H({_LINEAR})"
_NEGATIVE_PART, _POSITIVE_PART = "Sum(relu(-w[i]), (i, 1, n))", "Sum(relu(w[i]), (i, 1, n))"
_ONE_INPUT = "0 <= x[i] and x[i] <= 1"


CLAIMS = [
    Claim(
        id="MX-a",
        kind="identity",
        title="Multiplexing: a selector that fixes a gate at 1",
        statement=Identity(
            _FIXED_AT_1,
            f"{_INPUTS}; K >= {_NEGATIVE_PART} - b",
            terms=(("-relu(-w[i]) <= w[i]*x[i]", _ONE_INPUT, "i"),),
        ),
        display=(
            r"For every $n$, real weights $w_1, \dots, w_n, b$, inputs $x \in [0,1]^n$, $t \in \{0,1\}$, $L_f(x) = w \cdot x + b$ and "
            r"$K \ge \sum_i \max(0, -w_i) - b$,"
            "\n"
            r"$$F(x, t) = H\big(L_f(x) + K t\big): \qquad F(x, 0) = H(L_f(x)), \quad F(x, 1) = 1.$$"
        ),
        source="after the paper; form and constants of this project",
        rests_on=("TX-1", "RV-1"),
        mutants=(
            Mutant("constant", Identity(_FIXED_AT_1, f"{_INPUTS}; K >= {_NEGATIVE_PART} - b - 1")),
            Mutant("hypothesis", Identity(_FIXED_AT_1, f"t in {{0,1}}; K >= {_NEGATIVE_PART} - b")),
            Mutant(
                "convention",
                Identity(
                    f"1 - H(-({_LINEAR}) - K*t) == t + (1 - t)*(1 - H(-({_LINEAR})))",
                    f"{_INPUTS}; K >= {_NEGATIVE_PART} - b",
                ),
            ),
        ),
        not_claimed="That K is the least constant for every f: on {0,1}^n it is, since the minimum of L_f is attained there. Inputs in {-1,1} need other constants. 1 - H(-s) is the gate with value 0 at 0.",
    ),
    Claim(
        id="MX-c",
        kind="identity",
        title="Multiplexing: a selector that fixes a gate at 0",
        statement=Identity(
            _FIXED_AT_0,
            f"{_INPUTS}; K > {_POSITIVE_PART} + b",
            terms=(("w[i]*x[i] <= relu(w[i])", _ONE_INPUT, "i"),),
        ),
        display=(
            r"For every $n$, real weights $w_1, \dots, w_n, b$, inputs $x \in [0,1]^n$, $t \in \{0,1\}$, $L_f(x) = w \cdot x + b$ and "
            r"$K > \sum_i \max(0, w_i) + b$,"
            "\n"
            r"$$F(x, t) = H\big(L_f(x) - K t\big): \qquad F(x, 0) = H(L_f(x)), \quad F(x, 1) = 0.$$"
        ),
        source="after the paper; form and constants of this project",
        rests_on=("TX-1", "RV-1"),
        mutants=(
            Mutant("strictness", Identity(_FIXED_AT_0, f"{_INPUTS}; K >= {_POSITIVE_PART} + b")),
            Mutant(
                "sign", Identity(_FIXED_AT_0.replace("- K", "+ K"), f"{_INPUTS}; K > {_POSITIVE_PART} + b")
            ),
        ),
        not_claimed="The inequality must be strict, because H(0) = 1. The value 0 is neutral for OR, not for any of the three products.",
    ),
]
