r"""Linear constraints over the rationals have a common solution, or a combination of them is a contradiction: never both.

Property wanted: for forms p_i = c_i + sum_m a_im x_m and relations p_i >= 0, p_i > 0, p_i = 0 either rationals x_m that satisfy all of them,
or integers y_i (y_i >= 0 unless constraint i is an equation) with

    sum_i y_i p_i = c  identically in x,      c < 0,  or  c = 0 and y_i > 0 for some strict constraint i       (Motzkin).

Construction: a slack s_i = sum_m a_im x_m for each constraint, with the lower bound -c_i (and for an equation the same upper bound).  The x_m are
free and start at 0, the slacks are basic.  While a basic variable violates its bound, take the first such, and in its row the first
non-basic variable that may move so as to repair it; exchange the two and put the basic one on its bound.  A strict bound s > -c is the
bound s >= -c + d with an infinitesimal d > 0, so that values are pairs (r, k) for r + k d, compared lexicographically.

Derivation: rows are identities between variables, kept by every exchange.  If nothing in the row of x_b can move, the row
s_b = sum_j a_j s_j consists of slacks at bounds only (free variables can always move), and y_b = 1, y_j = -a_j is the combination (all signs
reversed if s_b is above an upper bound).  Taking the first variable in both choices (Bland) excludes cycles.  If no bound is violated a
rational d > 0 is chosen that keeps all bounds.  Rows are kept in coprime integers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import Any, TypeAlias

from symattn.proving.polynomial import ONE, Budget, Number

#: Coefficients of the unknowns; the key ``()`` is the constant term, as in a polynomial.
Form: TypeAlias = Mapping[Any, Number]
#: A form and one of ">=", ">", "==": how it compares with 0.
Constraint: TypeAlias = tuple[Form, str]
_Value: TypeAlias = tuple[Fraction, Fraction]
_ZERO = (Fraction(0), Fraction(0))


@dataclass(frozen=True)
class Outcome:
    """Either a ``point`` that satisfies all constraints, or ``multipliers``: pairs (number of the constraint, integer)."""

    point: dict[Any, Fraction] | None
    multipliers: tuple[tuple[int, int], ...] = ()


def solve(constraints: Sequence[Constraint], budget: Budget) -> Outcome:
    """Return a common solution of the constraints, or multipliers that show there is none.

    Parameters
    ----------
    constraints
        Pairs (form, relation): a form maps unknowns to coefficients, ``()`` to the constant; the relation with 0 is one of
        ``">="``, ``">"``, ``"=="``.
    budget
        What the computation may take; `GaveUp` is raised when it is over.

    Returns
    -------
    Outcome
        ``.point`` (unknowns that occur in no form are left out), or ``.multipliers``.

    Raises
    ------
    GaveUp
        If the budget is over.

    Examples
    --------
    x > 0 and 1 - x > 0 have a solution; with 2x - 3 >= 0 added they have none, since 2 (1 - x) + (2x - 3) = -1:

    >>> between = [({"x": 1}, ">"), ({"x": -1, (): 1}, ">")]
    >>> x = solve(between, Budget(1.0)).point["x"]
    >>> 0 < x < 1
    True
    >>> solve([*between, ({"x": 2, (): -3}, ">=")], Budget(1.0)).multipliers
    ((1, 2), (2, 1))

    See Also
    --------
    symattn.proving.cases : the case analysis that asks these questions.

    References
    ----------
    A. Schrijver, Theory of Linear and Integer Programming, Wiley 1986, section 7.8 (Motzkin's transposition theorem).
    B. Dutertre, L. de Moura, A fast linear-arithmetic solver for DPLL(T), CAV 2006.
    """
    for i, (form, relation) in enumerate(constraints):
        if any(m != ONE and c for m, c in form.items()):
            continue
        c = form.get(ONE, 0)
        if c < 0 or (relation == ">" and c == 0):
            return Outcome(None, ((i, 1),))
        if relation == "==" and c > 0:
            return Outcome(None, ((i, -1),))
    return _Tableau(constraints, budget).run()


class _Tableau:
    """Variables 0..m-1 are the unknowns, m + i the slack of constraint i; d x_b = sum_j a_j x_j for each basic x_b."""

    def __init__(self, constraints: Sequence[Constraint], budget: Budget) -> None:
        self.budget = budget
        self.unknowns: dict[Any, int] = {}
        for form, _ in constraints:
            for m, c in form.items():
                if m != ONE and c:
                    self.unknowns.setdefault(m, len(self.unknowns))
        self.first_slack = len(self.unknowns)
        size = self.first_slack + len(constraints)
        self.lower: list[_Value | None] = [None] * size
        self.upper: list[_Value | None] = [None] * size
        self.value: list[_Value] = [_ZERO] * size
        self.rows: dict[int, tuple[int, dict[int, int]]] = {}
        for i, (form, relation) in enumerate(constraints):
            slack = self.first_slack + i
            bound = (-Fraction(form.get(ONE, 0)), Fraction(relation == ">"))
            self.lower[slack] = bound
            if relation == "==":
                self.upper[slack] = bound
            terms = {self.unknowns[m]: c for m, c in form.items() if m != ONE and c}
            scale = lcm(*(c.denominator for c in terms.values()))
            self.rows[slack] = _coprime(scale, {v: int(c * scale) for v, c in terms.items()})

    def run(self) -> Outcome:
        """Exchange variables until no bound is violated or a row cannot be repaired."""
        while True:
            self.budget.spend()
            basic, up = self._violated()
            if basic is None:
                return Outcome(self._point())
            d, row = self.rows[basic]
            entering = next((j for j in sorted(row) if self._may_move(j, (row[j] > 0) == up)), None)
            if entering is None:
                sign = 1 if up else -1
                found = {basic: sign * d} | {j: -sign * a for j, a in row.items()}
                divisor = gcd(*found.values())
                return Outcome(
                    None, tuple((v - self.first_slack, y // divisor) for v, y in sorted(found.items()))
                )
            bound = self.lower[basic] if up else self.upper[basic]
            assert bound is not None
            self._exchange(basic, entering, bound)

    def _violated(self) -> tuple[int | None, bool]:
        """Return the first basic variable outside its bounds, and whether it has to grow."""
        for v in sorted(self.rows):
            low, high = self.lower[v], self.upper[v]
            if low is not None and self.value[v] < low:
                return v, True
            if high is not None and self.value[v] > high:
                return v, False
        return None, False

    def _may_move(self, v: int, up: bool) -> bool:
        bound = self.upper[v] if up else self.lower[v]
        return bound is None or self.value[v] != bound

    def _exchange(self, basic: int, entering: int, target: _Value) -> None:
        """Make ``entering`` basic in place of ``basic``, which takes the value ``target``."""
        d, row = self.rows.pop(basic)
        a = row.pop(entering)
        now, factor = self.value[basic], Fraction(d, a)
        step = ((target[0] - now[0]) * factor, (target[1] - now[1]) * factor)
        self.value[basic] = target
        self._add(entering, step, 1)
        sign = 1 if a > 0 else -1
        pivot, line = _coprime(abs(a), {basic: sign * d} | {j: -sign * c for j, c in row.items()})
        for other, (e, terms) in self.rows.items():
            c = terms.get(entering)
            if c is None:
                continue
            self._add(other, step, Fraction(c, e))
            total = {j: pivot * b for j, b in terms.items() if j != entering}
            for j, b in line.items():
                total[j] = total.get(j, 0) + c * b
            self.rows[other] = _coprime(e * pivot, total)
        self.rows[entering] = (pivot, line)

    def _add(self, v: int, step: _Value, factor: Fraction | int) -> None:
        r, k = self.value[v]
        self.value[v] = (r + step[0] * factor, k + step[1] * factor)

    def _point(self) -> dict[Any, Fraction]:
        """Put for the infinitesimal a rational that keeps every bound: 1 if possible."""
        d = Fraction(1)
        for v, (r, k) in enumerate(self.value):
            low = self.lower[v]
            if low is not None and low[1] > k:
                d = min(d, (r - low[0]) / (low[1] - k))
            high = self.upper[v]
            if high is not None and high[1] < k:
                d = min(d, (high[0] - r) / (k - high[1]))
        return {m: self.value[v][0] + d * self.value[v][1] for m, v in self.unknowns.items()}


def _coprime(d: int, terms: dict[int, int]) -> tuple[int, dict[int, int]]:
    """Divide d and the coefficients by their greatest common divisor; zero coefficients are dropped."""
    divisor = gcd(d, *terms.values())
    if divisor == 1:
        return d, {j: a for j, a in terms.items() if a}
    return d // divisor, {j: a // divisor for j, a in terms.items() if a}
