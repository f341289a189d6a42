r"""An inequality between polynomials, or rational functions with known signs of the denominators, is proved by terms that are seen to be non-negative.

Construction: both sides are brought into normal form, functions other than exponentials (also sums with a symbolic bound) being unknowns with the
sign that is seen.  The difference is N/D; the factors of D must have a sign, shown in the same way, and N is written as a sum of products of
squares, assumptions, positive quantities, sums less one of their terms, differences e^t - 1 - t, and e^t - 1 and t - tanh t for exponents t that are not
negative, which is shown first (`squares`).  For sums over 1..n Lagrange's identity

    Sum(u_i^2) Sum(v_i^2) - Sum(u_i v_i)^2 = 1/2 Sum_ij (u_i v_j - u_j v_i)^2

is tried, also with v_i = 1.

Complete for polynomials of degree at most 2 in variables that range over all reals, without further assumptions: proved, or refuted at a rational
point (`squares` shows why there is one), for <, <=, > and >=; for != the quadratic polynomial may have irrational zeros only, and is then undecided.
Everything else that is proved is true, and what is not proved says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property
from itertools import chain, combinations, islice, permutations
from typing import Any

from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import BINDERS, Tree, children, substitute
from symattn.certificates.normal_form import ZeroTest
from symattn.certificates.positivity import (
    Factor,
    Knowledge,
    PositivityCertificate,
    Rejected,
    Sign,
    Term,
    Terms,
    difference,
)
from symattn.errors import InvalidStatement
from symattn.proving.lagrange import by_lagrange
from symattn.proving.linear_terms import split_sum
from symattn.proving.normal_form import NormalForm, OutsideFamily
from symattn.proving.polynomial import ONE, Budget, GaveUp, Monomial, Polynomial, accumulate
from symattn.proving.satisfying import solved
from symattn.proving.search import counterexample_at, points
from symattn.proving.squares import Fact, Squares, is_quadratic, quadratic_points
from symattn.proving.statement import Statement
from symattn.proving.verdict import Counterexample
from symattn.proving.witness import Witness, witnesses

#: What is found is found soon: of a long time only a small share is taken, of a short one half.
_SHARE = 0.12
_LEAST = 0.5
_RELATIONS = ("<", "<=", ">", ">=", "!=")
#: What stays inside the normal form; everything else becomes an unknown.
_ARITHMETIC = frozenset(("+", "*", "**", "exp", "logistic", "tanh", "sinh", "cosh", "silu"))
#: Functions of the normal form with arguments from which they can be written again.
_COUNTED = ("binomial", "**")
_MAX_TANGENTS, _MAX_LOGARITHMS = 16, 3
_MAX_EXPONENTS = 24
_SAMPLES, _TRIED = 6, 40
#: Of an exponent t the slopes at t/2, for tanh(t/2) = (e^t - 1)/(e^t + 1), and at t/4 are tried.
_MAX_SLOPES, _PARTS = 3, (Fraction(1, 2), Fraction(1, 4))


def decide(
    statement: Statement,
    budget: Budget,
    reasons: list[str],
    *,
    near: Iterable[Witness] = (),
    share: float = _SHARE,
) -> dict[str, Any] | None:
    """Decide an inequality by squares and known signs; see the module for the class on which this is complete.

    Parameters
    ----------
    statement
        What is to be decided.
    budget
        What the computation may take; a share of it is used.
    reasons
        Receives why nothing was decided.
    near
        Points that are tried first as points that satisfy the assumptions.
    share
        The share of the budget that may be used.

    Returns
    -------
    dict or None
        Status, method and evidence, or None.

    Raises
    ------
    GaveUp
        If the time is over already.

    Examples
    --------
    The inequality between the means, and one that touches where it must not:

    >>> from symattn.proving.statement import read_statement
    >>> def status(claim, assuming=""):
    ...     answer = decide(read_statement(claim, assuming=assuming), Budget(5.0), [])
    ...     return answer and answer["status"]
    >>> status("x*y <= (x**2 + y**2)/2"), status("x**2 + 1 > 2*x")
    ('proved', 'refuted')

    See Also
    --------
    symattn.certificates.positivity : the certificate and its check.

    References
    ----------
    G. H. Hardy, J. E. Littlewood, G. Polya, Inequalities, Cambridge University Press 1934, chapter II.
    """
    claim = statement.claim
    if not isinstance(claim, tuple) or claim[0] not in _RELATIONS:
        reasons.append("sums of squares decide single inequalities only")
        return None
    budget.spend()
    left = budget.left()
    own = Budget(round(min(max(share, 0.5) * left, max(_LEAST, share * left)), 2))
    try:
        search = _Search(statement, own, near)
        proof = search.run()
        if search.counterexample is not None:
            return {"status": "refuted", "method": "quadratic form", "counterexample": search.counterexample}
        if proof is None:
            reasons.append(search.reason)
            return None
        point = _witness(statement, own, near)
    except (OutsideFamily, InvalidStatement) as outside:
        reasons.append(str(outside))
        return None
    except GaveUp as stopped:
        reasons.append(f"sums of squares gave up: {stopped}")
        return None
    if point is None:
        reasons.append(
            "no point was found that satisfies the assumptions, and a vacuous proof is not counted"
        )
        return None
    certificate = PositivityCertificate(
        claim, statement.assumptions, statement.domains, proof, tuple(search.signs), *point
    )
    if not certificate.check():
        reasons.append("the certificate of the sum of squares was not accepted by its check")
        return None
    count = len(proof)
    method = f"sum of {count} non-negative term{'s' * (count != 1)}"
    return {"status": "proved", "method": method, "certificate": certificate, "conditions": ()}


def _witness(statement: Statement, budget: Budget, near: Iterable[Witness]) -> Witness | None:
    """Return a point that satisfies the assumptions."""
    for values, tabulated in chain(near, witnesses(statement)):
        budget.spend()
        tried = PositivityCertificate(
            statement.claim, statement.assumptions, statement.domains, (), (), values, tabulated
        )
        if tried.satisfied():
            return values, tabulated
    return solved(statement, budget)


class _Search:
    """The search for the terms of one statement."""

    def __init__(self, statement: Statement, budget: Budget, near: Iterable[Witness] = ()) -> None:
        self.statement = statement
        self.budget = budget
        self.near = tuple(islice(near, _SAMPLES))
        self.knowledge = Knowledge(statement.assumptions, statement.domains)
        known = self.knowledge
        self.form = NormalForm(budget, dict(known.ranges), dict(known.permutations), (), known.counted)
        self.atoms: dict[str, Tree] = {}
        self.names: dict[Tree, str] = {}
        self.prefix = "?"
        while any(name.startswith(self.prefix) for name, _ in statement.domains):
            self.prefix += "?"
        self.signs: list[Sign] = []
        self.factors: list[tuple[Factor, ...]] = []
        #: Sums over 1..n as they are written.
        self.sums: dict[Tree, None] = {}
        #: Exponents whose signs have been asked for, and how many of these were looked into.
        self.exponents: set[Tree] = set()
        self.shown = 0
        #: Those of the polynomial looked at last that are not negative.
        self.growing: list[Tree] = []
        self.reason = "the difference was not written as a sum of non-negative terms"
        self.counterexample: Counterexample | None = None

    def run(self) -> Terms | None:
        """Return the terms whose sum is the difference of the sides, or None."""
        assert isinstance(self.statement.claim, tuple)
        op, left, right = self.statement.claim
        if op in ("<", "<="):
            left, right = right, left
        for tree in (left, right):
            if not self._defined(tree):
                self.reason = "it is not seen that both sides are defined everywhere"
                return None
        if op in (">=", "<="):
            test = ZeroTest(self.knowledge.ranges, self.knowledge.permutations, (), self.knowledge.counted)
            squares = by_lagrange(difference(left, right), test, self.prefix, self.budget)
            if squares is not None:
                return squares
        strict = op not in (">=", "<=")
        proof = self._non_negative(difference(left, right), strict)
        if proof is None and op == "!=":
            proof = self._non_negative(difference(right, left), strict)
        return proof

    # Definedness -------------------------------------------------------------------------------------------------

    def _defined(self, tree: Tree) -> bool:
        """Show the signs that are needed for the tree to be defined; True if it is then seen to be."""
        if self.knowledge.seen.defined(tree):
            return True
        if isinstance(tree, tuple) and tree[0] != "Sum":
            for child in children(tree):
                self._defined(child)
            if (tree[0] == "**" and not (isinstance(tree[2], int) and tree[2] >= 0)) or tree[0] in (
                "log",
                "sqrt",
            ):
                self._signed(tree[1])
        return self.knowledge.seen.defined(tree)

    def _signed(self, tree: Tree) -> Tree | None:
        """Return the tree or its negative if it is seen, or can be shown, to be positive."""
        negative = ("*", -1, tree)
        for candidate in (tree, negative):
            if self.knowledge.sign(candidate) == ">":
                return candidate
        if not self.knowledge.seen.defined(tree):
            return None
        for direction, candidate in ((1, tree), (-1, negative)):
            terms = self._non_negative(candidate, True)
            if terms is not None:
                self.signs.append((tree, direction, terms))
                self.knowledge.learn(tree, direction)
                return candidate
        return None

    # Polynomials -------------------------------------------------------------------------------------------------

    def _non_negative(self, tree: Tree, strict: bool, refuting: bool = True) -> Terms | None:
        """Return terms whose sum is the expression; if there are none, a quadratic one may refute the statement."""
        rational = self.form.difference(self._abstract(tree), 0)
        numerator = rational.numerator
        below: list[tuple[Tree, int]] = []
        for key, exponent in rational.denominator:
            signed = self._signed(self._tree(dict(key)))
            if signed is None:
                self.reason = "the sign of a denominator is not seen"
                return None
            if signed != self._tree(dict(key)) and exponent % 2:
                numerator = {m: -c for m, c in numerator.items()}
            below.append((signed, -exponent))
        if not numerator and not strict:
            return ()
        found = self._squares(numerator).prove(numerator, strict) if numerator else None
        if found is None and numerator and self.growing:
            found = self._squares(numerator, slopes=True).multiples(numerator, strict, squares=True)
        if found is None:
            if refuting and not rational.denominator:
                self._refute(numerator)
            return None
        divisor = tuple(("expression", ("**", base, e)) for base, e in below)
        return tuple(self._term(part, divisor) for part in found)

    def _term(self, part: tuple[Fraction, Any, Monomial], divisor: tuple[Factor, ...]) -> Term:
        c, (numbers, square), m = part
        factors = [factor for k in numbers for factor in self.factors[k]]
        if square is not None:
            factors.append(("expression", ("**", self._tree(square), 2)))
        if m != ONE:
            factors.append(("expression", self._monomial(m)))
        return c, (*factors, *divisor)

    def _abstract(self, tree: Tree) -> Tree:
        """Replace the outermost expressions that are not arithmetic by names."""
        if not isinstance(tree, tuple):
            return tree
        if tree[0] == "binomial" or (tree[0] == "**" and not isinstance(tree[2], int)):
            if tree[0] == "**" and isinstance(tree[1], int | Fraction) and tree[1] > 0:
                return tree
            written = (tree[0], *map(self._abstract, tree[1:]))
            return written if self._is_counted(written) else self._name(tree)
        elif tree[0] == "sqrt" and isinstance(tree[1], int | Fraction):
            return tree
        elif tree[0] == "softmax":
            place, total = _row(tree)
            return ("*", self._abstract(place), ("**", self._name(total), -1))
        elif tree[0] == "Sum":
            self.sums.setdefault(tree)
            split = split_sum(tree)
            return self._name(tree) if split == tree else self._split(split)
        elif tree[0] not in _ARITHMETIC:
            return self._name(tree)
        return (tree[0], *(self._abstract(part) for part in tree[1:]))

    def _is_counted(self, tree: Tree) -> bool:
        """Return whether the normal form knows the binomial coefficient or the power."""
        try:
            self.form.rational(tree)
        except (OutsideFamily, InvalidStatement):
            return False
        return True

    def _split(self, tree: Tree) -> Tree:
        """Replace sums that are not split any further by names, and abstract what stands beside them."""
        if not isinstance(tree, tuple) or tree[0] not in ("+", "*"):
            return self._name(tree) if isinstance(tree, tuple) and tree[0] == "Sum" else self._abstract(tree)
        return (tree[0], *map(self._split, tree[1:]))

    def _name(self, tree: Tree) -> str:
        name = self.names.setdefault(_named_apart(tree, 0), f"{self.prefix}{len(self.names)}")
        self.atoms.setdefault(name, tree)
        return name

    def _squares(self, p: Polynomial, slopes: bool = False) -> Squares:
        """Return what is known about the unknowns that the normal form has met so far."""
        exponents = self._exponents(p)
        growing = [tree for t in exponents for tree in self._of_known_sign(t)]
        self.growing = growing
        powers = self._powers(p)
        facts: list[Fact] = []
        self.factors = []
        named = [("assumption", k) for k in range(len(self.knowledge.assumed))]
        bounds = [(kind, name) for name, domain in self.statement.domains for kind in ("low", "high")]
        known = dict.fromkeys((*self.atoms.values(), *self.sums))
        atoms = [("expression", tree) for tree in known if self.knowledge.sign(tree) == ">="]
        atoms += [
            ("expression", t)
            for t in self.sums
            if t not in self.atoms.values() and self.knowledge.sign(t) == ">"
        ]
        grown = [("growth", tree) for tree in growing]
        parts = [("*", c, tree) for tree in growing[:_MAX_SLOPES] for c in _PARTS] if slopes else []
        grown += [("slope", tree) for tree in parts]
        for factor in (*named, *bounds, *atoms, *powers, *self._rests(), *grown):
            found = self._fact(factor)
            if found is not None:
                facts.append(found[0])
                self.factors.append((factor, *found[1]))
        for fact, factors in self._tangents(p, exponents):
            facts.append(fact)
            self.factors.append(factors)
        numbers = range(len(self.form.labels))
        positive = frozenset(v for v in numbers if self._is_positive(v))
        units = frozenset(v for v in numbers if self.form.labels[v][0] == "E" and v in positive)
        return Squares(facts, positive, units, self.budget)

    def _powers(self, p: Polynomial) -> list[Factor]:
        """Return the binomial coefficients and symbolic powers in p and in the assumptions that are not negative, showing signs of bases first."""
        for k in range(len(self.knowledge.assumed)):  # they may bring further ones
            self._fact(("assumption", k))
        found: list[Factor] = []
        for v, label in enumerate(list(self.form.labels)):
            if isinstance(label, tuple) and label[:1] == ("apply",) and label[1] in _COUNTED:
                tree = self._unknown(v)
                base = tree[1]  # type: ignore[index]
                if label[1] == "**" and not self.knowledge.sign(base) and base not in self.exponents:
                    self.exponents.add(base)
                    self._show(base)
                found += [("expression", tree)] if self.knowledge.sign(tree) == ">=" else []
        return found

    def _rests(self) -> Iterator[Factor]:
        """Yield the sums over 1..n less one of their terms: the first, and those at indices known to lie in 1..n."""
        for tree in dict.fromkeys((*self.atoms.values(), *self.sums)):
            if isinstance(tree, tuple) and tree[0] == "Sum" and tree[3] == 1:
                places: list[Tree] = [i for i, size in self.knowledge.ranges if size == tree[4]]
                yield from (("rest", (tree, place)) for place in (*places, 1))

    def _fact(self, factor: Factor) -> tuple[Fact, tuple[Factor, ...]] | None:
        """Return what a factor says of the unknowns, and the positive denominators that it is multiplied with."""
        try:
            tree, relation = self.knowledge.factor(factor)
            rational = self.form.difference(self._abstract(tree), 0)
        except (OutsideFamily, InvalidStatement, ArithmeticError, Rejected):
            return None
        if not relation:
            return None
        below = [("**", self._tree(dict(key)), e) for key, e in rational.denominator]
        if not rational.numerator or not all(self.knowledge.sign(t) == ">" for t in below):
            return None
        p, divisors = rational.numerator, tuple(("expression", t) for t in below)
        linear = [m for m in p if m != ONE]
        if relation != "==" and len(linear) == 1 and len(linear[0]) == 1 and linear[0][0][1] == 1:
            c, constant = Fraction(p[linear[0]]), Fraction(p.get(ONE, 0))
            if abs(c) == 1:
                return Fact(p, relation, linear[0][0][0], -constant / c, c > 0), divisors
        return Fact(p, relation), divisors

    def _exponents(self, p: Polynomial) -> list[Polynomial]:
        """Return the exponents t of the exponentials in p and of quotients of two of them, one of t and -t.

        First come those by which a term with a positive coefficient exceeds one with a negative coefficient, short ones before long ones.
        """
        own: dict[Any, Polynomial] = {(): {}}
        for v in {v for m in p for v, _ in m if self.form.labels[v][0] == "E"}:
            unit: Polynomial = {self.form.labels[v][1]: 1}
            own[tuple(unit.items())] = unit
        signs: dict[Any, set[bool]] = {}
        for m, c in p.items():
            exponent = {self.form.labels[v][1]: e for v, e in m if self.form.labels[v][0] == "E"}
            key = tuple(sorted(exponent.items()))
            own[key] = exponent
            signs.setdefault(key, set()).add(c > 0)
        found: dict[Any, tuple[bool, Polynomial]] = {}
        for (first, s), (second, t) in combinations(own.items(), 2):
            quotient = dict(t)
            accumulate(quotient, s, -1)
            quotient = {m: c for m, c in quotient.items() if c}
            sign = 1 if quotient[min(quotient)] > 0 else -1
            quotient = {m: sign * c for m, c in quotient.items()}
            key = tuple(sorted(quotient.items()))
            opposite = signs.get(first, set()) | signs.get(second, set()) == {True, False}
            found[key] = (found.get(key, (False,))[0] or opposite, quotient)
        return [
            t
            for _, t in sorted(
                found.values(),
                key=lambda pair: (
                    not pair[0],
                    len(pair[1]),
                    sum(abs(Fraction(c)) for c in pair[1].values()),
                ),
            )
        ]

    def _of_known_sign(self, t: Polynomial) -> list[Tree]:
        """Return those of t and -t that are seen, or can be shown, not to be negative."""
        found = []
        for tree in (self._tree(t), self._tree({m: -c for m, c in t.items()})):
            if tree not in self.exponents:
                self.exponents.add(tree)
                if not self.knowledge.sign(tree) and self.knowledge.seen.defined(tree):
                    self._show(tree)
            found += [tree] if self.knowledge.sign(tree) else []
        return found

    def _show(self, tree: Tree) -> None:
        """Show that the expression is positive, or not negative, unless it is negative at a point."""
        if any(self._at(("<", tree, 0), point) for point in self._samples) or self.shown >= _MAX_EXPONENTS:
            return
        self.shown += 1
        for strict in (True, False):
            terms = self._non_negative(tree, strict, refuting=False)
            if terms is not None:
                self.signs.append((tree, 1, terms))
                self.knowledge.learn(tree, 1, strict)
                return

    @cached_property
    def _samples(self) -> list[Witness]:
        """A few points that satisfy the assumptions."""
        given = self.statement.assumptions
        found = (p for p in islice(witnesses(self.statement), _TRIED) if all(self._at(t, p) for t in given))
        return [*self.near, *islice(found, _SAMPLES - len(self.near))]

    @staticmethod
    def _at(relation: Tree, point: Witness) -> bool:
        """Return whether the relation holds at the point, as far as exact evaluation tells."""
        try:
            return Evaluator(dict(point[0]), {name: dict(table) for name, table in point[1]}).truth(relation)
        except (Undefined, NotExact):
            return False

    def _tangents(
        self, p: Polynomial, exponents: list[Polynomial]
    ) -> Iterator[tuple[Fact, tuple[Factor, ...]]]:
        """Yield e^t - 1 - t >= 0 for the exponents t and their negatives, for t = log u, -log u and log u - log v; denominators are multiplied with."""
        found: dict[Tree, Tree] = {}
        for exponent in exponents:
            for t in (self._tree(exponent), self._tree({n: -c for n, c in exponent.items()})):
                found[t] = ("exp", t)
        logarithms: dict[Tree, None] = {}
        for name in [self.form.labels[v] for m in p for v, _ in m]:
            tree = self.atoms.get(name) if isinstance(name, str) else None
            if isinstance(tree, tuple) and tree[0] == "log":
                found[tree], found["*", -1, tree] = tree[1], ("**", tree[1], -1)
                logarithms.setdefault(tree)
        for first, second in permutations(islice(logarithms, _MAX_LOGARITHMS), 2):
            found[difference(first, second)] = ("*", first[1], ("**", second[1], -1))  # type: ignore[index]
        for t, exponential in list(found.items())[:_MAX_TANGENTS]:
            relation = self.knowledge.factor(("tangent", t))[1] if self.knowledge.seen.defined(t) else ""
            rational = self.form.difference(self._abstract(difference(("+", exponential, -1), t)), 0)
            below = [("**", self._tree(dict(key)), e) for key, e in rational.denominator]
            if relation and all(self.knowledge.sign(tree) == ">" for tree in below):
                factors = (("tangent", t), *(("expression", tree) for tree in below))
                yield Fact(rational.numerator, relation), factors

    def _is_positive(self, v: int) -> bool:
        label = self.form.labels[v]
        if isinstance(label, str):
            return self.knowledge.sign(self.atoms.get(label, label)) == ">"
        if label[0] == "apply":
            return self.knowledge.sign(self._unknown(v)) == ">"
        return label[0] in ("E", "root")

    def _monomial(self, m: Monomial) -> Tree:
        factors: list[Tree] = []
        for v, e in m:
            label = self.form.labels[v]
            if isinstance(label, tuple) and label[0] == "E":
                factors.append(("exp", ("*", e, self._monomial(label[1]))))
                continue
            base = self._unknown(v)
            factors.append(base if e == 1 else ("**", base, e))
        return factors[0] if len(factors) == 1 else ("*", *factors)

    def _unknown(self, v: int) -> Tree:
        label = self.form.labels[v]
        if isinstance(label, str):
            return self.atoms.get(label, label)
        if label[0] == "root":
            return ("sqrt", label[1])
        if label[0] == "log of prime":
            return ("log", label[1])
        if label[0] == "apply" and label[1] in _COUNTED:
            first, second = (self._tree(dict(numerator)) for numerator, _ in label[2])
            return (label[1], first, second if label[1] == "binomial" else ("+", second, -1))
        raise OutsideFamily(f"{label[0]} does not belong to sums of squares")

    def _tree(self, p: Polynomial) -> Tree:
        terms: list[Tree] = []
        for m, c in sorted(p.items(), key=lambda item: (sum(Fraction(e) for _, e in item[0]), item[0])):
            terms.append(c if m == ONE else self._monomial(m) if c == 1 else ("*", c, self._monomial(m)))
        if not terms:
            return 0
        return terms[0] if len(terms) == 1 else ("+", *terms)

    # Refutations -------------------------------------------------------------------------------------------------

    def _refute(self, p: Polynomial) -> None:
        """Keep a counterexample of a quadratic inequality, if the point found is one."""
        names = {v: self.form.labels[v] for m in p for v, _ in m}
        if not is_quadratic(p) or not all(isinstance(n, str) and n not in self.atoms for n in names.values()):
            return
        base = next(points(self.statement), {})
        for found in quadratic_points(p):
            point = {**base, **{str(names[v]): value for v, value in found.items() if v in names}}
            if all(name in point for name, _ in self.statement.domains):
                refuted = counterexample_at(self.statement, point)
                if refuted is not None and refuted.certificate.check():
                    self.counterexample = refuted
                    return


def _row(tree: tuple[Any, ...]) -> tuple[Tree, Tree]:
    """Return e^(x_i) and the sum of all e^(x_j), whose quotient is softmax_i(x)."""
    _, place, base, size = tree
    term: Tree = ("exp", ("index", base, "j"))
    return substitute(term, {"j": place}), ("Sum", term, "j", 1, size)


def _named_apart(tree: Tree, depth: int) -> Tree:
    """Return the tree with bound indices named by their depth, so that sums which differ in these names only are the same."""
    if not isinstance(tree, tuple):
        return tree
    if tree[0] in BINDERS:
        name = f"?{depth}"  # not a name of the grammar, so it captures nothing
        inner = _named_apart(substitute(tree[1], {tree[2]: name}), depth + 1)
        return (tree[0], inner, name, *(_named_apart(part, depth) for part in tree[3:]))
    return (tree[0], *(_named_apart(part, depth) for part in tree[1:]))
