r"""Claims of exact numbers, the other mechanisms: CAP-A-n, CAP-SYN-n, CAP-SYN-any-n, CAP-SYN-all-n, LAY-2-n, LAY-5-n.

Property wanted: as in exact_counts.py, for units that read a gate, gated synapses, a shared gate, and two layers.
"""

from __future__ import annotations

from collections.abc import Mapping

from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.claims.exact_counts import AND, GATES, NAMES, ORBITS, XOR
from symattn.ledger.claims.exact_counts_evidence import Numbers, known, of_class, spaced, table
from symattn.ledger.claims.exact_relations_evidence import BOTH, EXCEPTIONS
from symattn.ledger.machine import All, Recorded

ATTENDED = of_class("A", "|A_n|", (4, 16, 256), "multiplexing")

_SHOWN = {"01": r"\{0,1\}", "pm": r"\{-1,1\}", "mixed": r"\{-1,1\},\ \{0,1\}"}
_PAIRS = (("01", "01"), ("01", "pm"), ("pm", "01"), ("pm", "pm"))


def _synaptic(
    letter: str, synapses: str, first: tuple[tuple[int, ...], ...], bias: str = "free"
) -> dict[tuple[str, str], Numbers]:
    """Return the numbers for the four choices of the alphabets of x and g."""
    return {
        (x, g): of_class(
            f"{letter}_{x}_{g}",
            rf"x \in {_SHOWN[x]}^n,\ g \in {_SHOWN[g]}",
            values,
            "synaptic-gating",
            synapses=synapses,
            inputs=x,
            gate=g,
            bias=bias,
        )
        for (x, g), values in zip(_PAIRS, first, strict=True)
    }


FIXED = _synaptic("S", "one", ((4, 14, 132, 5782), (4, 16, 216), (4, 14, 144, 9466), (4, 16, 252)))
ANY = _synaptic("V", "any", ((4, 14, 164), (4, 16, 252), (4, 14, 200), (4, 16, 254)))
EVERY = _synaptic("N", "all", ((4, 16, 248), (4, 16, 254), (4, 14, 144, 9722), (4, 16, 254)))
GATED = _synaptic("W", "all", ((4, 16, 246), (4, 16, 254)) * 2, bias="gated")

SHARED = {
    gate: of_class(f"M_{name}", _SHOWN[gate], first, "output-gating", gate=gate, units=2)
    for gate, name, first in (("01", "and", (16, 242)), ("pm", "xor", (16, 256)), ("mixed", "mix", (25, 533)))
}

LINEAR = of_class("B", r"\text{threshold unit}", (4, 16, 254), "two-layer")
ANY_OUTPUT = of_class("A", r"\text{any of 16}", (4, 16, 254), "two-layer", output="any")


def _parts(rows: Mapping[tuple[str, str], Numbers]) -> tuple[Recorded, ...]:
    return tuple(part for row in rows.values() for part in row.parts())


def _gated(symbol: tuple[str, str], other: Numbers) -> Recorded:
    row = GATED[symbol]
    return row.recorded(f"{row.symbol}(n) == {other.symbol}(n)", known(row, other), other)


_ONE = FIXED["01", "01"]
_SIGNS = FIXED["pm", "pm"]

CLAIMS: list[Claim] = [
    Claim(
        id="CAP-A-n",
        kind="count",
        title="A threshold unit with one attending gate: exact numbers",
        statement=All(
            (*ATTENDED.parts(), ATTENDED.recorded("B(n) <= A(n)", known(ATTENDED, LINEAR), LINEAR))
        ),
        display=rf"The number of functions $H(w \cdot x + b + c\, g(x))$ of $n$ variables, $g$ a threshold function: $${table([ATTENDED])}$$",
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk"),
        mutants=(
            Mutant("constant", ATTENDED.added(2)),
            Mutant("convention", ATTENDED.instead(XOR)),
            Mutant("index", ATTENDED.shifted()),
        ),
        not_claimed=ORBITS + " The last statement is the lower bound of CAP-A at these numbers.",
    ),
    Claim(
        id="CAP-SYN-n",
        kind="count",
        title="Synaptic gating of one synapse: exact numbers for every choice of alphabets",
        statement=All(
            (
                *_parts(FIXED),
                _ONE.recorded(
                    f"T(n)*T(n - 1) >= {_ONE.symbol}(n)", [n for n in known(_ONE, GATES) if n > 1], GATES
                ),
                _SIGNS.recorded(f"2*{_SIGNS.symbol}(n) <= T(n)**2", known(_SIGNS, GATES), GATES),
            )
        ),
        display=(
            rf"The numbers of functions $H\big(b + w_1 g(x)\, x_1 + \sum_{{i \ge 2}} w_i x_i\big)$, $g$ a threshold function of the same $n$ variables: $${table(list(FIXED.values()))}$$"
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk"),
        mutants=(
            Mutant("constant", _ONE.added(1)),
            Mutant("convention", _ONE.instead(_SIGNS)),
            Mutant("index", _SIGNS.shifted()),
        ),
        not_claimed=ORBITS
        + " Halves x_1 fixed are ticked off by orbits under the symmetries that the alphabets allow. The last two statements are upper bounds of CAP-SYN-01 and CAP-SYN-pm at these numbers.",
    ),
    Claim(
        id="CAP-SYN-any-n",
        kind="count",
        title="Synaptic gating of one synapse, whichever: exact numbers",
        statement=All(_parts(ANY)),
        display=(
            rf"The numbers of functions of a unit with free bias of $n$ variables, one of whose weights, whichever, is gated by a threshold function $g$ of the same variables: $${table(list(ANY.values()))}$$"
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk"),
        mutants=(
            Mutant("constant", ANY["pm", "pm"].added(2)),
            Mutant("convention", ANY["01", "01"].instead(ANY["pm", "01"])),
            Mutant("hypothesis", ANY["01", "01"].instead(FIXED["01", "01"])),
        ),
        not_claimed=ORBITS,
    ),
    Claim(
        id="CAP-SYN-all-n",
        kind="count",
        title="Synaptic gating of all synapses by one gate: exact numbers",
        statement=All(
            (
                *_parts(EVERY),
                *(_gated((x, "01"), AND) for x in ("01", "pm")),
                *(_gated((x, "pm"), XOR) for x in ("01", "pm")),
            )
        ),
        display=(
            rf"The numbers of functions $H\big(b + g(x)\, w \cdot x\big)$ of $n$ variables, $g$ a threshold function: $${table(list(EVERY.values()))}$$ "
            r"If the bias is gated as well they are $G_{\wedge}(n)$ for $g$ in $\{0,1\}$ and $G_{\oplus}(n)$ for $g$ in $\{-1,1\}$."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk"),
        mutants=(
            Mutant("constant", EVERY["01", "01"].added(2)),
            Mutant("convention", EVERY["01", "01"].instead(EVERY["pm", "01"])),
            Mutant("hypothesis", _gated(("01", "01"), EVERY["01", "01"])),
        ),
        not_claimed=ORBITS
        + " For x in {0,1} and g in {-1,1} there is no method that reaches n = 5, and none by orbits. With a gated bias, and with g in {0,1} over {-1,1}, all three programs rest on the same theorem.",
        names=NAMES,
    ),
    Claim(
        id="LAY-2-n",
        kind="count",
        title="Two units that share one gate: exact numbers",
        statement=All(
            (
                *(part for row in SHARED.values() for part in row.parts()),
                *(
                    row.recorded(
                        f"T(n)**2 <= {row.symbol}(n) and {row.symbol}(n) <= T(n)**3",
                        known(row, GATES),
                        GATES,
                    )
                    for row in SHARED.values()
                ),
            )
        ),
        display=(
            r"The numbers of maps $x \mapsto (f_1(x)\, g(x), f_2(x)\, g(x))$ of $n$ variables, all three threshold functions, by their values (of the $f_i$ and of $g$, where these differ): "
            rf"$${table(list(SHARED.values()))}$$"
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk"),
        mutants=(
            Mutant("constant", SHARED["01"].added(1)),
            Mutant("convention", SHARED["01"].instead(SHARED["pm"])),
            Mutant("index", SHARED["pm"].shifted()),
        ),
        not_claimed="M_and, M_xor, M_mix stand for the three rows. E and C are two other programs, for n ≤ 3, in the full tier n ≤ 4.",
    ),
    Claim(
        id="LAY-5-n",
        kind="count",
        title="Networks n-2-1: exact numbers",
        statement=All(
            (
                *LINEAR.parts(),
                *ANY_OUTPUT.parts(),
                LINEAR.recorded("B(n) == 2*G_and(n) - V(n)", known(LINEAR, AND, BOTH), AND, BOTH),
                ANY_OUTPUT.recorded(
                    "A(n) == G_xor(n) + X(n)", known(ANY_OUTPUT, XOR, EXCEPTIONS), XOR, EXCEPTIONS
                ),
            )
        ),
        display=(
            rf"The numbers of functions of networks of $n$ inputs, two threshold units and an output unit without skip connections, by the output unit: $${table([LINEAR, ANY_OUTPUT])}$$ "
            rf"Any of the 16 functions of two bits as output adds the products of signs; for $n = {max(ANY_OUTPUT.values)}$ there are {spaced(ANY_OUTPUT.values[max(ANY_OUTPUT.values)])} functions."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk"),
        mutants=(
            Mutant("constant", LINEAR.added(2)),
            Mutant("operation", LINEAR.recorded("B(n) == 2*G_and(n)", known(LINEAR, AND), AND)),
            Mutant("index", LINEAR.shifted()),
        ),
        not_claimed=ORBITS
        + " B and A stand for the two rows, V(n) for the number of functions that are an AND and an OR, X(n) for those that are an AND or an OR and not a product of signs; all are stored by themselves.",
        names=NAMES,
    ),
]
