"""The least number of products of linear forms that add up to a real quadratic form Q is max(p, q), shown by squares and pairs.

Upper bound.  The pairs are k = max(p, q) products l_j m_j with sum Q; each has its coefficients in Q(sqrt(D)) for an integer D of its own.

Lower bound, from nothing but linear equations.  The squares are Q = sum_k c_k s_k^2 with independent linear forms s_k, p of the c_k positive and
q negative.  Suppose Q = l_1 m_1 + ... + l_j m_j with j < p.  The q forms s_k with c_k < 0 and the forms l_1, ..., l_j are fewer than p + q equations.
So they vanish together on a space larger than the one on which all p + q independent s_k vanish: there is a point x at which
they are 0 and some s_k with c_k > 0 is not.  There the squares give Q(x) > 0, the products Q(x) = 0.  For j < q take -Q.  QED.

Independence is seen from a triangle: the squares come in groups of one or two, each with as many variables that no later group contains, and
the coefficients of the group in them have a determinant that is not 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, TypeAlias

from symattn.certificates.base import (
    Certificate,
    fraction_text,
    integer_from_json,
    rational_from_json,
    register,
)
from symattn.errors import InvalidCertificate

#: A linear form: pairs (i, a_i), the term a_i x_i, i from 0.
Linear: TypeAlias = tuple[tuple[int, Fraction], ...]
#: A linear form over Q(sqrt(D)): triples (i, a, b), the term (a + b sqrt(D)) x_i.
Surd: TypeAlias = tuple[tuple[int, Fraction, Fraction], ...]
#: A group of squares: pairs (c, s), the terms c s(x)^2, and the variables that no later group contains.
Group: TypeAlias = tuple[tuple[tuple[Fraction, Linear], ...], tuple[int, ...]]
#: A product of two linear forms over Q(sqrt(D)), D first.
Pair: TypeAlias = tuple[int, Surd, Surd]


@register
@dataclass(frozen=True)
class GatingRankCertificate(Certificate):
    """The form has gating rank ``value``: it is the sum of so many products of two linear forms, and of no fewer.

    Parameters
    ----------
    size
        The number n of variables.
    form
        The non-zero coefficients q_ij of the monomials x_i x_j as triples (i, j, q_ij), 0 <= i <= j < n.
    value
        max(p, q).
    groups
        Squares with sum Q, in groups of one or two, each with as many pivot variables.
    pairs
        ``value`` products with sum Q.

    Examples
    --------
    The product x_1 x_2 = ((x_1 + x_2)^2 - (x_1 - x_2)^2)/4 has gating rank 1:

    >>> one, quarter = Fraction(1), Fraction(1, 4)
    >>> squares = ((quarter, ((0, one), (1, one))), (-quarter, ((0, one), (1, -one))))
    >>> pair = (1, ((0, one, Fraction(0)),), ((1, one, Fraction(0)),))
    >>> GatingRankCertificate(2, ((0, 1, one),), 1, ((squares, (0, 1)),), (pair,)).check()
    True
    >>> GatingRankCertificate(2, ((0, 1, one + 1),), 1, ((squares, (0, 1)),), (pair,)).check()
    False

    See Also
    --------
    symattn.algebra.gating_rank

    References
    ----------
    Claim FA-4.
    """

    kind: ClassVar[str] = "gating-rank"
    size: int
    form: tuple[tuple[int, int, Fraction], ...]
    value: int
    groups: tuple[Group, ...]
    pairs: tuple[Pair, ...]

    def check(self) -> bool:
        """Return whether squares and pairs add up to the form, the squares are independent, and their signs give the value."""
        try:
            return self._checked()
        except (TypeError, ValueError, AttributeError, IndexError, KeyError):  # not of the form of this kind
            return False

    def _checked(self) -> bool:
        wanted: dict[tuple[int, int], Fraction] = {}
        for i, j, c in self.form:
            if not (_is_place(i, self.size) and _is_place(j, self.size) and i <= j and (i, j) not in wanted):
                return False
            if not _is_rational(c) or c == 0:
                return False
            wanted[i, j] = Fraction(c)
        signs = [c > 0 for squares, _ in self.groups for c, _ in squares]
        positive, negative = signs.count(True), signs.count(False)
        return (
            isinstance(self.value, int)
            and not isinstance(self.value, bool)
            and self.value == max(positive, negative) == len(self.pairs)
            and self._independent()
            and self._of_squares() == wanted
            and self._of_pairs() == wanted
        )

    def _independent(self) -> bool:
        """Return whether the groups form a triangle."""
        for squares, pivots in self.groups:
            if len(squares) != len(pivots) or len(pivots) not in (1, 2) or len(set(pivots)) != len(pivots):
                return False
            if not all(
                c != 0 and _is_rational(c) and _is_linear(form, self.size) for c, form in squares
            ) or not all(_is_place(i, self.size) for i in pivots):
                return False
            rows = [[dict(form).get(i, 0) for i in pivots] for _, form in squares]
            if (rows[0][0] if len(rows) == 1 else rows[0][0] * rows[1][1] - rows[0][1] * rows[1][0]) == 0:
                return False
        # no group contains a pivot of an earlier one: read from the last to the first, pivots must be new
        later: set[int] = set()
        for squares, pivots in reversed(self.groups):
            if not later.isdisjoint(pivots):
                return False
            later.update(i for _, form in squares for i, _ in form)
        return True

    def _of_squares(self) -> dict[tuple[int, int], Fraction]:
        """Return the coefficients of sum c s^2."""
        total: dict[tuple[int, int], Fraction] = {}
        for squares, _ in self.groups:
            for c, form in squares:
                for i, a in form:
                    scaled = c * a
                    for j, b in form:
                        if i <= j:
                            total[i, j] = total.get((i, j), Fraction(0)) + (
                                scaled * b if i == j else 2 * scaled * b
                            )
        return {key: value for key, value in total.items() if value}

    def _of_pairs(self) -> dict[tuple[int, int], Fraction] | None:
        """Return the coefficients of the sum of the products, None if the irrational part of one does not vanish."""
        total: dict[tuple[int, int], Fraction] = {}
        for radicand, left, right in self.pairs:
            if not isinstance(radicand, int) or isinstance(radicand, bool) or radicand < 1:
                return None
            if not _is_surd(left, self.size) or not _is_surd(right, self.size):
                return None
            irrational: dict[tuple[int, int], Fraction] = {}
            for i, a, b in left:
                for j, c, d in right:
                    key = (i, j) if i <= j else (j, i)
                    total[key] = total.get(key, Fraction(0)) + a * c + radicand * b * d
                    irrational[key] = irrational.get(key, Fraction(0)) + a * d + b * c
            if any(irrational.values()):
                return None
        return {key: value for key, value in total.items() if value}

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {kind, size, form, value, groups, pairs}; rationals are texts."""
        return {
            "kind": self.kind,
            "size": self.size,
            "form": [[i, j, fraction_text(c)] for i, j, c in self.form],
            "value": self.value,
            "groups": [
                {
                    "squares": [
                        [fraction_text(c), [[i, fraction_text(a)] for i, a in form]] for c, form in squares
                    ],
                    "pivots": list(pivots),
                }
                for squares, pivots in self.groups
            ],
            "pairs": [[radicand, _written(left), _written(right)] for radicand, left, right in self.pairs],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> GatingRankCertificate:
        """Build the certificate from its JSON object; raise ``InvalidCertificate`` if the form is wrong."""
        if data["kind"] != cls.kind:
            raise InvalidCertificate("kind", f"must be {cls.kind!r}", data["kind"])
        return cls(
            integer_from_json(data["size"]),
            tuple(
                (integer_from_json(i), integer_from_json(j), rational_from_json(c))
                for i, j, c in data["form"]
            ),
            integer_from_json(data["value"]),
            tuple(
                (
                    tuple(
                        (
                            rational_from_json(c),
                            tuple((integer_from_json(i), rational_from_json(a)) for i, a in form),
                        )
                        for c, form in group["squares"]
                    ),
                    tuple(integer_from_json(i) for i in group["pivots"]),
                )
                for group in data["groups"]
            ),
            tuple((integer_from_json(d), _read(left), _read(right)) for d, left, right in data["pairs"]),
        )


def _written(form: Surd) -> list[list[Any]]:
    return [[i, fraction_text(a), fraction_text(b)] for i, a, b in form]


def _read(form: Iterable[Any]) -> Surd:
    return tuple((integer_from_json(i), rational_from_json(a), rational_from_json(b)) for i, a, b in form)


def _is_rational(value: object) -> bool:
    return isinstance(value, (int, Fraction)) and not isinstance(value, bool)


def _is_place(value: object, size: object) -> bool:
    return (
        isinstance(value, int)
        and not isinstance(value, bool)
        and isinstance(size, int)
        and not isinstance(size, bool)
        and 0 <= value < size
    )


def _is_linear(form: Linear, size: int) -> bool:
    """Return whether every variable occurs once, with a rational coefficient."""
    return len(dict(form)) == len(form) and all(_is_place(i, size) and _is_rational(a) for i, a in form)


def _is_surd(form: Surd, size: int) -> bool:
    return len({i for i, _, _ in form}) == len(form) and all(
        _is_place(i, size) and _is_rational(a) and _is_rational(b) for i, a, b in form
    )
