r"""A product of two threshold gates is a threshold gate of one of them with a correction: :math:`f\,H(R + K) = H(R + K f)` if R < 0.

The identities that emulation applies from right to left and collapse from left to right, each proved once for all real values, and their instances in a
network.  Two feed-forward networks whose units satisfy the same equations, unit by unit, have the same outputs: so a network whose gatings are replaced by
the instances computes what it computed before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

import sympy as sp

from symattn.attention.circuits.boolean_signals import Affine, BooleanSignals
from symattn.model.network import Network
from symattn.proving import Verdict, conjunction, prove, specialise

__all__ = ["GENERAL", "GateIdentity", "general", "unit_by_unit"]

Form = Literal["AND", "OR-NOT", "XNOR", "XOR"]

#: form -> (statement, assumptions): f is the gating signal, the other names are activations and constants.
GENERAL: Mapping[str, tuple[str, str]] = {
    "AND": ("H(R + K*f) == f*H(R + K)", "f in {0,1}; R < 0"),
    "OR-NOT": ("H(L + K*(1 - f)) == H(f*L)", "f in {0,1}; L + K >= 0"),
    "XNOR": ("sgn(L - k - k*f - 2*k*sgn(L - k - k*f)) == f*sgn(L)", "f in {-1,1}; 2*k > abs(L)"),
    "XOR": ("H(L + K*f - 2*K*H(L + K*(f - 1))) == (1 - (2*f - 1)*sgn(L))/2", "f in {0,1}; K > abs(L)"),
}


@cache
def general(form: Form) -> Verdict:
    """Return the verdict on an identity for all real activations and constants."""
    statement, assuming = GENERAL[form]
    return prove(statement, assuming=assuming)


@dataclass(frozen=True)
class GateIdentity:
    """One use of an identity: a unit with this activation is gated by ``by``; the constant is that of the standard units."""

    form: Form
    unit: str
    by: str
    activation: Affine
    constant: Any
    #: The unit a that corrects a product of signs.
    helper: str = ""

    @property
    def standard(self) -> Affine:
        """The activation of the standard unit, the left side of the identity."""
        L, f, K = self.activation, self.by, self.constant
        if self.form == "AND":
            return L.reading(f, K).plus(-K)
        if self.form == "OR-NOT":
            return L.reading(f, -K).plus(K)
        if self.form == "XNOR":
            return self.correction.reading(self.helper, -2 * K)
        return L.reading(f, K).reading(self.helper, -2 * K)

    @property
    def correction(self) -> Affine:
        """The activation of the helper."""
        L, f, K = self.activation, self.by, self.constant
        return L.reading(f, -K).plus(-K) if self.form == "XNOR" else L.reading(f, K).plus(-K)

    def instance(self, signals: BooleanSignals) -> Verdict:
        """Return the verdict on the identity for this activation, whatever values its sources take in their alphabets or intervals."""
        if self.activation.is_rational:
            return self._of_numbers(signals)
        return replace(self, activation=self.activation.renamed(_apart))._of_symbols(signals)

    def _values(self, activation: Any, constant: Any) -> dict[str, Any]:
        f = sp.Symbol("g_1")
        if self.form == "AND":
            return {"R": activation - constant, "K": constant, "f": f}
        return {"L": activation, "k" if self.form == "XNOR" else "K": constant, "f": f}

    @property
    def _gating(self) -> str:
        return "g_1 in {-1,1}" if self.form == "XNOR" else "g_1 in {0,1}"

    def _of_numbers(self, signals: BooleanSignals) -> Verdict:
        # The bound is linear in the signals, so each may be any number of its interval.
        ranging = {s: _ranging(f"s_{k}", signals, s) for k, (s, _) in enumerate(self.activation.weights, 1)}
        activation = self.activation.expression({source: signal for source, (signal, _) in ranging.items()})
        assuming = [given for _, given in ranging.values()]
        values = self._values(activation, self.constant)
        return specialise(general(self.form), values, assuming="; ".join([*assuming, self._gating]))

    def _of_symbols(self, signals: BooleanSignals) -> Verdict:
        """Return the verdict for symbolic weights, whose names are apart from those used here.

        The bound sum_i |w_i| max|s_i| is linear in the products p_i = w_i s_i and in the numbers m_i = |w_i| max|s_i|.  So the identity is first taken for
        all p_i <= m_i, -p_i <= m_i, where it takes no cases, and then for these products, each of which satisfies its own inequalities.
        """
        terms = [("", self.activation.bias), *self.activation.weights]
        products = [sp.Symbol(f"p_{k}") for k in range(len(terms))]
        sizes = [sp.Symbol(f"m_{k}") for k in range(len(terms))]
        within = [f"{p} <= {m}; -{p} <= {m}" for p, m in zip(products, sizes, strict=True)]
        constant = 1 + sp.Add(*sizes)
        if self.form == "XNOR":
            constant = constant / 2
        values = self._values(sp.Add(*products), constant)
        abstract = specialise(general(self.form), values, assuming="; ".join([*within, self._gating]))
        chosen: dict[Any, Any] = {products[0]: terms[0][1], sizes[0]: sp.Abs(terms[0][1])}
        assuming = []
        for k, (source, weight) in enumerate(self.activation.weights, 1):
            alphabet = signals.alphabets.get(source)
            if alphabet is None:
                signal, given = _ranging(f"s_{k}", signals, source)
            else:
                signal, given = sp.Symbol(f"s_{k}"), f"s_{k} in {{{'0,1' if alphabet == '01' else '-1,1'}}}"
            chosen[products[k]] = weight * signal
            chosen[sizes[k]] = sp.Abs(weight) * signals.largest(source)
            assuming.append(given)
        difference = constant.xreplace(chosen) - self.activation.replaced(self.constant, _apart)
        assert sp.expand(difference) == 0, "the constant of a symbolic activation is 1 + |b| + sum |w|"
        return specialise(abstract, chosen, assuming="; ".join([*assuming, self._gating]))


def _apart(name: str) -> str:
    """Return another name for a weight whose name is one of those that the identities use; different names stay different."""
    return f"{name}_weight" if re.fullmatch(r"([RKLkf]|[gmps]_\d+)(_weight)*", name) else name


def _ranging(name: str, signals: BooleanSignals, source: str) -> tuple[Any, str]:
    """Return a signal that takes all values of its interval, and what is assumed of the symbol in it."""
    ends = signals.ranges[source]
    assert ends is not None
    symbol = sp.Symbol(name)
    if source in signals.alphabets:
        return symbol, f"{name} >= {ends[0]}; {name} <= {ends[1]}"
    return symbol + sp.Rational(
        ends[0].numerator, ends[0].denominator
    ), f"{name} >= 0; {name} <= {ends[1] - ends[0]}"


def unit_by_unit(
    standard: Network,
    gated: Network,
    identities: Sequence[GateIdentity],
    *,
    activations: Mapping[str, Affine],
    also: Sequence[Verdict] = (),
    alphabet: str,
) -> Verdict:
    """Return the verdict that two networks agree, unit by unit, where the identities lead from one to the other.

    ``activations`` holds the activation that each unit has in the gated network.  From it the identities of the unit, one after the other, must lead to
    its activation in the standard network, and the helpers must have the activations that the identities give them.
    """
    signals = BooleanSignals(standard, alphabet)
    verdicts = [one.instance(signals) for one in identities]
    chains: dict[str, list[GateIdentity]] = {}
    helpers: dict[str, GateIdentity] = {}
    for one in identities:
        chains.setdefault(one.unit, []).append(one)
        if one.helper:
            helpers[one.helper] = one
    for unit in standard.units:
        now = activations.get(unit.name)
        if unit.name in helpers and now is None:
            verdicts += _equal(Affine.of(unit), helpers[unit.name].correction)
        elif now is not None:
            for one in chains.get(unit.name, ()):
                verdicts += _equal(now, one.activation)
                if one.helper:
                    verdicts += _equal(Affine.of(standard.unit(one.helper)), one.correction)
                now = one.standard
            verdicts += _equal(now, Affine.of(unit))
    sentence = (
        "each gating equals the threshold units it is exchanged with, whatever values the other units take"
    )
    every = [*verdicts, *also]
    return conjunction(every, statement=sentence) if every else prove("O == O")  # the networks are the same


def _equal(left: Affine, right: Affine) -> list[Verdict]:
    """Return nothing if two activations are the same, else the verdict on their equality."""
    if left.same(right):
        return []
    sources = {
        source: sp.Symbol(f"s_{k}")
        for k, source in enumerate(dict.fromkeys(s for s, _ in (*left.weights, *right.weights)), 1)
    }
    return [prove(*(side.renamed(_apart).expression(sources) for side in (left, right)))]
