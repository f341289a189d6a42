r"""On a closed bounded box a strict inequality between continuous functions is decided by cutting the box and enclosing both sides.

Construction: the box is read off the assumptions and domains.  Variables with finitely many values are given each of them; the other ranges are halved,
the relatively longest first, until on every box the inequality, or the contrary of some assumption, is seen.  Arb searches (`balls`), and what it finds is
shown again by the arithmetic of the certificates: a box on which the two do not agree is cut further.  At the middle of a box that is not
closed, and at the corners of the whole, a counterexample is looked for: exactly if the values allow it, otherwise by disjoint enclosures.

Derivation: let both sides be built from continuous functions, be defined on the closed box, and let the strict inequality hold there.  Then it
holds with a margin, the enclosures of a box shrink to a point with it, and finitely many boxes are enough.  Where two sides touch, a box around the
touching point is never closed, at whatever precision: the answer is undecided, and nothing is guessed.  The same where a side jumps, as H does at 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, product
from math import inf
from typing import Any

from symattn.certificates.domains import Point, domain_contains
from symattn.certificates.enclosure import (
    MAX_DEPTH,
    Cuts,
    EnclosureCertificate,
    Ranges,
    bounding_box,
    closed,
    excluded,
    satisfied,
    values_of,
)
from symattn.certificates.expression import RELATIONS, variables, walk
from symattn.certificates.intervals import MAX_COST, Intervals, Undetermined
from symattn.errors import ContradictoryAssumptions
from symattn.proving.balls import Balls, NotEnclosed, Pair, decided
from symattn.proving.enclosed_points import counterexample_enclosed
from symattn.proving.polynomial import Budget, GaveUp
from symattn.proving.printing import to_text
from symattn.proving.search import counterexample_at, points
from symattn.proving.statement import Statement
from symattn.proving.verdict import Counterexample

_SHARE = 0.8
_PRECISIONS = (64, 128, 256, 512, 1024, 2048, 4096)
_MAX_LEAVES = 20_000
_MAX_VALUES = 256
_OUTSIDE = frozenset(("index", "softmax", "call", "binomial", "delta", "permutation"))


def decide(statement: Statement, budget: Budget, reasons: list[str]) -> dict[str, Any] | None:
    """Decide an inequality on a closed bounded box by enclosures; see the module for the class on which this is complete.

    Parameters
    ----------
    statement
        What is to be decided.
    budget
        What the computation may take; a share of it is used.
    reasons
        Receives why nothing was decided.

    Returns
    -------
    dict or None
        Status, method and evidence, or None.

    Raises
    ------
    ContradictoryAssumptions
        If on every box one of the assumptions is false.
    GaveUp
        If the time is over already.

    Examples
    --------
    The hyperbolic tangent stays below its tangent, and log(2) is not 7/10:

    >>> from symattn.proving.statement import read_statement
    >>> def status(claim, assuming=""):
    ...     answer = decide(read_statement(claim, assuming=assuming), Budget(5.0), [])
    ...     return answer and answer["status"]
    >>> status("tanh(x) < x", "1/10 <= x; x <= 5"), status("log(2) > 7/10")
    ('proved', 'refuted')

    See Also
    --------
    symattn.certificates.enclosure : the certificate and its check.

    References
    ----------
    W. Tucker, Validated Numerics, Princeton University Press 2011.
    F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, IEEE Transactions on Computers 66 (2017).
    """
    claim = statement.claim
    if not isinstance(claim, tuple) or claim[0] not in RELATIONS or claim[0] == "==":
        reasons.append("enclosures decide inequalities only")
        return None
    for node in walk(claim):
        if isinstance(node, tuple) and node[0] in _OUTSIDE:
            reasons.append(f"{node[0]} is not evaluated on boxes")
            return None
        if isinstance(node, tuple) and node[0] == "Sum" and variables(("+", *node[3:])):
            reasons.append("sums with a symbolic bound are not evaluated on boxes")
            return None
    box = bounding_box(statement.assumptions, statement.domains, Intervals(_PRECISIONS[0]))
    unbounded = [name for name in variables(claim) if name not in box]
    if unbounded:
        reasons.append(f"the assumptions do not bound {', '.join(unbounded[:4])} from both sides")
        return None
    budget.spend()
    own = Budget(round(_SHARE * (budget.left()), 2))
    try:
        for precision in _PRECISIONS:
            search = Search(statement, own, precision)
            cuts = search.run()
            if search.counterexample is not None:
                return {"status": "refuted", "method": "enclosure", "counterexample": search.counterexample}
            if cuts is not None:
                return _proved(statement, search, cuts, reasons)
            if search.widths and precision >= 256:
                break
    except ImportError:
        reasons.append("enclosures need the package python-flint: pip install python-flint")
        return None
    except GaveUp as stopped:
        reasons.append(f"the enclosures gave up: {stopped}")
        return None
    reasons.append(f"the enclosures of the two sides still meet {search.where}")
    return None


def _proved(statement: Statement, search: Search, cuts: Cuts, reasons: list[str]) -> dict[str, Any] | None:
    if not search.shown:
        texts = "; ".join(to_text(tree) for tree in statement.assumptions)
        raise ContradictoryAssumptions("assuming", "is satisfied by no point", texts)
    point = search.witness()
    if point is None:
        reasons.append(
            "no point was found that satisfies the assumptions, and a vacuous proof is not counted"
        )
        return None
    certificate = EnclosureCertificate(
        statement.claim, statement.assumptions, statement.domains, cuts, search.precision, point
    )
    if not certificate.check():
        reasons.append("the certificate of the enclosures was not accepted by its check: please report this")
        return None
    count = search.leaves
    method = f"enclosure on {count} box{'es' * (count != 1)}" if search.box else "enclosure"
    return {"status": "proved", "method": method, "certificate": certificate, "conditions": ()}


class Search:
    """The cuts of one statement's box at one precision."""

    def __init__(self, statement: Statement, budget: Budget, precision: int) -> None:
        self.statement = statement
        self.budget = budget
        self.precision = precision
        self.arithmetic = Intervals(precision)
        self.box = bounding_box(statement.assumptions, statement.domains, self.arithmetic)
        self.domains = dict(statement.domains)
        self.balls = Balls(precision)
        self.widths = {name: high - low for name, (low, high) in self.box.items() if low < high}
        used = variables(("+", *statement.claim[1:])) if isinstance(statement.claim, tuple) else ()
        limits = [name for tree in statement.assumptions for name in variables(tree)]
        self.names = [name for name in dict.fromkeys((*used, *limits)) if name in self.widths]
        self.leaves = self.shown = 0
        self.where = ""
        self.middles: list[dict[str, Fraction]] = []
        self.counterexample: Counterexample | None = None

    def run(self) -> Cuts | None:
        """Return cuts such that every box is closed, or None; then ``counterexample`` or ``where`` says what was met."""
        for corner in islice(product(*self.box.values()), 32):
            if self._refuted(dict(zip(self.box, corner, strict=True))):
                return None
        return self._cut(self.box, 0)

    def _cut(self, box: Ranges, depth: int) -> Cuts | None:
        self.budget.spend()
        if self._closed(box):
            self.leaves += 1
            if self.leaves > _MAX_LEAVES:
                raise GaveUp(f"more than {_MAX_LEAVES} boxes")
            return ("leaf",)
        middle = {name: (low + high) / 2 for name, (low, high) in box.items()}
        if self._refuted(middle):
            return None
        relative = {name: (box[name][1] - box[name][0]) / self.widths[name] for name in self.names}
        finite = next((name for name in self.names if relative[name] and self._values(name, box)), None)
        name = finite or max(self.names, key=lambda n: relative[n], default="")
        tiny = name and relative[name] < Fraction(1, 1 << max(16, self.precision - 16))
        if not name or not relative[name] or tiny or depth >= MAX_DEPTH:
            shown = ", ".join(f"{n} = {float(middle[n]):.6g}" for n in self.names)
            self.where = f"near {shown}" if shown else f"at {self.precision} binary digits"
            return None
        low, high = box[name]
        ranges = (
            [(value, value) for value in self._values(name, box)]
            if finite
            else [(low, middle[name]), (middle[name], high)]
        )
        boxes = [{**box, name: part} for part in ranges]
        parts: dict[int, Cuts] = {}
        # Where the sides are closest comes first: if they touch, that is soon seen.
        for k in sorted(range(len(boxes)), key=lambda k: self._margin(boxes[k])):
            part = self._cut(boxes[k], depth + 1)
            if part is None:
                return None
            parts[k] = part
        found = tuple(parts[k] for k in range(len(boxes)))
        return ("value", name, found) if finite else ("split", name, *found)

    def _gap(self, box: Ranges) -> Pair | None:
        """Return Arb's enclosure of the difference of the two sides, if there is one."""
        try:
            return self.balls.difference(self.statement.claim, box)
        except NotEnclosed:
            return None

    def _margin(self, box: Ranges) -> float:
        """Return about by how much the claim holds in the middle of the box."""
        middle = {name: (low + high) / 2 for name, (low, high) in box.items()}
        gap = self._gap({name: (value, value) for name, value in middle.items()})
        if gap is None:
            return -inf
        op = self.statement.claim[0] if isinstance(self.statement.claim, tuple) else ""
        low, high = (float(end) for end in gap)
        return low if op in (">", ">=") else -high if op in ("<", "<=") else max(low, -high)

    def _values(self, name: str, box: Ranges) -> tuple[Fraction, ...]:
        values = values_of(self.domains[name], *box[name])
        return values if values is not None and len(values) <= _MAX_VALUES else ()

    def _closed(self, box: Ranges) -> bool:
        """Return whether both arithmetics see that the claim holds on the box, or that an assumption does not."""
        claim = self.statement.claim
        assert isinstance(claim, tuple)
        gap = self._gap(box)
        if self.arithmetic.cost > MAX_COST // 2:
            raise GaveUp(f"{self.leaves} boxes are too much work for the check of a certificate")
        if gap is not None and decided(claim[0], gap) and closed(claim, (), box, self.arithmetic):
            self.shown += 1
            self.middles.append({name: (low + high) / 2 for name, (low, high) in box.items()})
            del self.middles[64:]
            return True
        return excluded(self.statement.assumptions, box, self.arithmetic)

    def _refuted(self, middle: dict[str, Fraction]) -> bool:
        """Return whether the point is a counterexample, which is kept."""
        point = dict(self._completed(middle))
        if not all(domain_contains(domain, point[name]) for name, domain in self.statement.domains):
            return False
        try:
            if self.balls.truth(self.statement.claim, {n: (v, v) for n, v in point.items()}) is not False:
                return False
        except NotEnclosed:
            return False
        found = counterexample_at(self.statement, point)
        if found is None or not found.certificate.check():
            found = self._enclosed(tuple(point.items()))
        self.counterexample = found
        return found is not None

    def _completed(self, point: dict[str, Fraction]) -> Point:
        """Return the point with values of the variables that are not bounded; they occur in assumptions only."""
        rest = ((n, d) for n, d in self.statement.domains if n not in point)
        chosen = {n: d[0] if isinstance(d, tuple) else Fraction(1) for n, d in rest}
        return tuple((name, (point | chosen)[name]) for name, _ in self.statement.domains)

    def _enclosed(self, point: Point) -> Counterexample | None:
        """Return the counterexample by disjoint enclosures."""
        return counterexample_enclosed(self.statement, point, self.precision)

    def witness(self) -> Point | None:
        """Return a point that satisfies the assumptions."""
        s = self.statement
        for point in self._candidates():
            self.budget.spend()
            if all(name in point for name, _ in s.domains):
                chosen = tuple((name, point[name]) for name, _ in s.domains)
                try:
                    if satisfied(s.assumptions, s.domains, chosen, Intervals(self.precision)):
                        return chosen
                except Undetermined:
                    continue
        return None

    def _candidates(self) -> Iterator[dict[str, Fraction]]:
        yield from (dict(self._completed(middle)) for middle in self.middles)
        corners = islice(product(*self.box.values()), 32)
        yield from (dict(self._completed(dict(zip(self.box, corner, strict=True)))) for corner in corners)
        for point in points(self.statement):
            yield point
            # Within the bounds that are known, other variables as they come.
            yield {
                n: min(max(v, self.box[n][0]), self.box[n][1]) if n in self.box else v
                for n, v in point.items()
            }
