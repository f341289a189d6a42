"""Integer weights show that a table is a threshold gate; a relation between its points shows that it is none.

Let x(k) in {0,1}^n or {-1,1}^n be the point whose x_i is bit i-1 of k.  A table is computed by H(w.x + b),
H(0) = 1, if w.x(k) + b >= 0 exactly where bit k is 1.  By Farkas' lemma the alternative is a relation

    sum over ones of m_k (1, x(k))  =  sum over zeros of m_k (1, x(k)),     m_k > 0, at least one zero:

applied to (b, w) the left side would be >= 0 and the right side < 0.  Integers alone are used in both checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from symattn.certificates.base import Certificate, register
from symattn.errors import InvalidCertificate

MAX_VARIABLES = 20
"""Largest n a check accepts: a check reads a table of 2^n bits."""


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _well_formed(table: object, n: object, inputs: object) -> bool:
    """Return whether ``table`` is a truth table of n variables over a known alphabet."""
    return (
        isinstance(n, int)
        and not isinstance(n, bool)
        and 0 <= n <= MAX_VARIABLES
        and isinstance(table, int)
        and not isinstance(table, bool)
        and table >= 0
        and table.bit_length() <= 1 << n
        and isinstance(inputs, str)
        and inputs in ("01", "pm")
    )


def _homogeneous(k: int, n: int, inputs: str) -> list[int]:
    """Return (1, x(k)) over the alphabet ``inputs``."""
    low = 0 if inputs == "01" else -1
    return [1] + [1 if k >> i & 1 else low for i in range(n)]


def _integer(data: Mapping[str, Any], key: str) -> int:
    value = data[key]
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidCertificate(key, "must be an integer", value)
    return value


def _integers(values: Any, key: str) -> tuple[int, ...]:
    if not isinstance(values, (list, tuple)) or not all(_is_int(value) for value in values):
        raise InvalidCertificate(key, "must be a list of integers", values)
    return tuple(values)


def _header(data: Mapping[str, Any], kind: str) -> tuple[int, int, str]:
    """Read table, n and inputs, and refuse what is no truth table."""
    if data["kind"] != kind:
        raise InvalidCertificate("kind", f"must be {kind!r}", data["kind"])
    table, n, inputs = _integer(data, "table"), _integer(data, "n"), data["inputs"]
    if not _well_formed(table, n, inputs):
        rule = (
            f"must be a truth table of n variables, 0 <= n <= {MAX_VARIABLES}, over the alphabet '01' or 'pm'"
        )
        raise InvalidCertificate("table", rule, {"table": table, "n": n, "inputs": inputs})
    return table, n, inputs


@register
@dataclass(frozen=True)
class ThresholdWeights(Certificate):
    """The gate H(w.x + b) has the given truth table: w.x + b >= 0 exactly where the table is 1.

    Parameters
    ----------
    table, n
        Truth table of n variables; bit k is the value at x(k).
    inputs
        Alphabet of x, ``"01"`` or ``"pm"``.
    weights, bias
        The integers w_1, ..., w_n and b.

    Examples
    --------
    The gate (2, 1, 1; -2) has table 234: its value at x(k) is bit k of 0b11101010.

    >>> ThresholdWeights(table=234, n=3, inputs="01", weights=(2, 1, 1), bias=-2).check()
    True
    >>> ThresholdWeights(table=234, n=3, inputs="pm", weights=(2, 1, 1), bias=-2).check()
    False

    See Also
    --------
    NotThreshold : the certificate of the contrary.

    References
    ----------
    The book's chapter on notation.
    """

    kind: ClassVar[str] = "threshold-weights"
    table: int
    n: int
    inputs: str
    weights: tuple[int, ...]
    bias: int

    def check(self) -> bool:
        """Return whether the sign of w.x + b agrees with the table at all 2^n points."""
        if not _well_formed(self.table, self.n, self.inputs):
            return False
        if not isinstance(self.weights, tuple) or len(self.weights) != self.n:
            return False
        if not all(_is_int(value) for value in (*self.weights, self.bias)):
            return False
        low = 0 if self.inputs == "01" else -1
        # values[k] = w.x(k) + b for the variables read so far: variable i doubles the list.
        values = [self.bias]
        for weight in self.weights:
            values = [value + low * weight for value in values] + [value + weight for value in values]
        # The table, least significant bit first, one character a point.
        bits = format(self.table, "b").zfill(len(values))[::-1]
        return all((value >= 0) == (bit == "1") for value, bit in zip(values, bits, strict=True))

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {kind, table, n, inputs, weights, bias}."""
        return {
            "kind": self.kind,
            "table": self.table,
            "n": self.n,
            "inputs": self.inputs,
            "weights": list(self.weights),
            "bias": self.bias,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ThresholdWeights:
        """Build the certificate from its JSON object; raise ``InvalidCertificate`` if the form is wrong."""
        table, n, inputs = _header(data, cls.kind)
        weights = _integers(data["weights"], "weights")
        if len(weights) != n:
            raise InvalidCertificate("weights", f"must be n = {n} integers", data["weights"])
        return cls(table=table, n=n, inputs=inputs, weights=weights, bias=_integer(data, "bias"))

    def _repr_latex_(self) -> str:
        terms = "".join(
            ("+" if weight == 1 else "-" if weight == -1 else f"{weight:+d}") + f"x_{{{i}}}"
            for i, weight in enumerate(self.weights, start=1)
            if weight != 0
        )
        bias = f"{self.bias:+d}" if self.bias or not terms else ""
        return f"$H({(terms + bias).removeprefix('+')})$"


@register
@dataclass(frozen=True)
class NotThreshold(Certificate):
    """No gate H(w.x + b) has the given truth table: ones and zeros share a positive combination of points.

    Parameters
    ----------
    table, n
        Truth table of n variables; bit k is the value at x(k).
    inputs
        Alphabet of x, ``"01"`` or ``"pm"``.
    multipliers
        Pairs (k, m_k) with m_k a positive integer and every k at most once, such that the sum of
        m_k (1, x(k)) over the listed ones of the table equals the sum over the listed zeros, at least one
        zero being listed.

    Examples
    --------
    XOR is no threshold gate, for (0,1) + (1,0) = (0,0) + (1,1):

    >>> NotThreshold(table=0b0110, n=2, inputs="01", multipliers=((0, 1), (1, 1), (2, 1), (3, 1))).check()
    True
    >>> NotThreshold(table=0b1000, n=2, inputs="01", multipliers=((0, 1), (1, 1), (2, 1), (3, 1))).check()
    False

    See Also
    --------
    ThresholdWeights : the certificate of the contrary.

    References
    ----------
    Farkas' lemma; the book's chapter on counting threshold functions.
    """

    kind: ClassVar[str] = "farkas"
    table: int
    n: int
    inputs: str
    multipliers: tuple[tuple[int, int], ...]

    def check(self) -> bool:
        """Return whether the relation between ones and zeros holds in every coordinate."""
        if not _well_formed(self.table, self.n, self.inputs) or not isinstance(self.multipliers, tuple):
            return False
        total = [0] * (self.n + 1)
        zeros = False
        seen: set[int] = set()
        for pair in self.multipliers:
            if not isinstance(pair, tuple) or len(pair) != 2 or not all(_is_int(value) for value in pair):
                return False
            k, multiplier = pair
            if not 0 <= k < 1 << self.n or multiplier <= 0 or k in seen:
                return False
            seen.add(k)
            one = bool(self.table >> k & 1)
            zeros = zeros or not one
            signed = multiplier if one else -multiplier
            total = [a + signed * x for a, x in zip(total, _homogeneous(k, self.n, self.inputs), strict=True)]
        return zeros and not any(total)

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {kind, table, n, inputs, multipliers}."""
        return {
            "kind": self.kind,
            "table": self.table,
            "n": self.n,
            "inputs": self.inputs,
            "multipliers": [list(pair) for pair in self.multipliers],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> NotThreshold:
        """Build the certificate from its JSON object; raise ``InvalidCertificate`` if the form is wrong."""
        table, n, inputs = _header(data, cls.kind)
        pairs = data["multipliers"]
        if not isinstance(pairs, (list, tuple)):
            raise InvalidCertificate("multipliers", "must be a list of pairs of integers", pairs)
        multipliers: list[tuple[int, int]] = []
        for pair in pairs:
            point, multiplier = _integers(pair, "multipliers")
            multipliers.append((point, multiplier))
        return cls(table=table, n=n, inputs=inputs, multipliers=tuple(multipliers))

    def _repr_latex_(self) -> str:
        def side(value: int) -> str:
            terms = []
            for k, multiplier in self.multipliers:
                if self.table >> k & 1 == value:
                    point = ",".join(map(str, _homogeneous(k, self.n, self.inputs)[1:]))
                    terms.append(f"{'' if multiplier == 1 else multiplier}({point})")
            return " + ".join(terms) or "0"

        return f"${side(1)} = {side(0)}$"
