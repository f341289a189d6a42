r"""In one case the signs, the assumptions and the negated claim are linear constraints on monomials.

Each constraint carries the reference by which the certificate names it.  Further facts are bounds of variables, of functions whose branch
is not known (|t| >= t and |t| >= -t), signs of monomials (squares, exponentials, positive variables), and products of facts.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor, gcd, lcm

from symattn.certificates.case_walk import PIECEWISE, Case, Reference, lower_bounds, upper_bounds
from symattn.certificates.expression import Tree
from symattn.proving import linear
from symattn.proving.branches import Branches, State, minus, product_of, sum_of
from symattn.proving.contraction import Label
from symattn.proving.indices import literal
from symattn.proving.polynomial import ONE, GaveUp, Monomial, Polynomial
from symattn.proving.rational import Rational

_MAX_FACTS = 14
_MAX_PRODUCTS = 40
_MAX_MONOMIALS = 300
NEGATED = {"==": "!=", "!=": "==", "<=": ">", ">": "<=", ">=": "<", "<": ">="}

#: A polynomial, its relation with 0, and how the certificate names it.
Fact = tuple[Reference, Polynomial, str]


class Constraints(Branches):
    """The linear constraints of the cases of one statement."""

    def facts(self, state: State, asserted: dict[int, bool]) -> tuple[list[Fact], list[Tree]]:
        """Return the linear constraints of the case, and the expressions that are different from 0 in an unknown direction."""
        facts: list[Fact] = []
        for k, (tree, nonneg) in enumerate(state.path):
            p = self.polynomial(tree)
            facts.append((("path", k), *self.tightened(*((p, ">=") if nonneg else (minus(p), ">")))))
        undirected: list[Tree] = []
        for k, truth in asserted.items():
            known = state.relations[k]
            if isinstance(known, bool):
                continue
            op, tree = known if truth else (NEGATED[known[0]], known[1])
            if self.is_open(tree) and not self.is_linear(tree):
                continue
            p = self.polynomial(tree)
            if op == "!=":
                above, below = (
                    (None, None)
                    if self.is_open(tree)
                    else (self.nonneg(tree, state.signs), self.nonneg(tree, state.signs, -1))
                )
                if not p:
                    facts.append((("relation", k), {}, ">"))
                elif above is True or below is False:
                    facts.append((("relation", k), *self.tightened(p, ">")))
                elif below is True or above is False:
                    facts.append((("relation", k), *self.tightened(minus(p), ">")))
                elif not self.is_open(tree):
                    undirected.append(tree)
                continue
            q = minus(p) if op in ("<", "<=") else p
            facts.append((("relation", k), *self.tightened(q, {"<": ">", "<=": ">="}.get(op, op))))
        return facts, undirected

    def is_real(self, tree: Tree) -> bool:
        """Return whether the expression is linear in real variables, so that constraints with a solution have a point."""
        labels = [
            self.form.labels[m[0][0]] if len(m) == 1 and m[0][1] == 1 else None
            for m in self.polynomial(tree)
            if m
        ]
        return all(
            isinstance(label, str) and self.domains.get(label) in ("real", "positive") for label in labels
        )

    def is_linear(self, tree: Tree) -> bool:
        """Return whether no two piecewise functions are multiplied, so that expanding the expression is cheap."""
        if not isinstance(tree, tuple) or tree[0] in PIECEWISE or not self.is_open(tree):
            return True
        if tree[0] == "*" and sum(self.is_open(argument) for argument in tree[1:]) > 1:
            return False
        return tree[0] in ("+", "*") and all(self.is_linear(argument) for argument in tree[1:])

    def tightened(self, p: Polynomial, relation: str) -> tuple[Polynomial, str]:
        """Use that a form with integer values is at least the next integer."""
        if not self.integer:
            return p, relation
        rest = [c for m, c in p.items() if m != ONE]
        labels = [(self.form.labels[v], e) for m in p for v, e in m]
        if not rest or not all(
            label in self.integer and e >= 1 for label, e in labels if isinstance(label, str)
        ):
            return p, relation
        if not all(isinstance(label, str) and Fraction(e).denominator == 1 for label, e in labels):
            return p, relation
        unit = Fraction(gcd(*(c.numerator for c in rest)), lcm(*(c.denominator for c in rest)))
        constant = Fraction(p.get(ONE, 0)) / unit
        if relation == "==":
            return ({ONE: -1}, ">=") if constant.denominator != 1 else (p, relation)
        least = floor(constant) if relation == ">=" else -floor(-constant) - 1
        q: Polynomial = {m: int(Fraction(c) / unit) for m, c in p.items() if m != ONE}
        return ({**q, ONE: least} if least else q), ">="

    def bounds(self, facts: list[Fact], state: State) -> list[Fact]:
        """Return bounds of the variables, functions and monomials that occur in the facts."""
        found: list[Fact] = []
        done: set[Monomial] = set()
        queue = list(dict.fromkeys(m for _, p, _ in facts for m in p if m != ONE))
        while queue:
            m = queue.pop(0)
            if m in done:
                continue
            done.add(m)
            if len(done) > _MAX_MONOMIALS:
                raise GaveUp(f"more than {_MAX_MONOMIALS} different monomials occur in one case")
            label = self.form.labels[m[0][0]] if len(m) == 1 and m[0][1] == 1 else None
            if isinstance(label, str) and label in self.nodes:
                tree = self.nodes[label]
                assert isinstance(tree, tuple)
                below = [sum_of(tree, product_of(-1, low)) for low in lower_bounds(tree)]
                above = [sum_of(high, product_of(-1, tree)) for high in upper_bounds(tree)]
                for j, bound in enumerate(below + above):
                    p = self.polynomial(bound)
                    found.append((("node", tree, j), p, ">="))
                    queue.extend(n for n in p if n != ONE)
                continue
            domain = self.domains.get(label) if isinstance(label, str) else None
            if isinstance(domain, tuple):
                found.append((("low", label), {m: 1, ONE: -min(domain)}, ">="))
                found.append((("high", label), {m: -1, ONE: max(domain)}, ">="))
            elif domain == "positive integer":
                found.append((("low", label), {m: 1, ONE: -1}, ">="))
            else:
                sign = self.monomial_sign(m)
                if sign is not None:
                    found.append((("monomial",), {m: 1}, sign))
        return found

    def monomial_sign(self, m: Monomial) -> str | None:
        """Return ">" or ">=" if the monomial is seen to be positive or non-negative."""
        strict = True
        for v, exponent in m:
            label = self.form.labels[v]
            if self.form.is_unit(v) or label in self.positive:
                continue
            if Fraction(exponent).denominator != 1 or exponent % 2:
                return None
            strict = False
        return ">" if strict else ">="

    def solve(self, facts: list[Fact]) -> tuple[dict[Monomial, Fraction] | None, Case]:
        """Return a solution, or a leaf."""
        outcome = linear.solve([(p, relation) for _, p, relation in facts], self.budget)
        if outcome.point is not None:
            return outcome.point, ()
        chosen = ((y, facts[i][0]) for i, y in outcome.multipliers)
        return None, ("leaf", tuple((y, reference) for y, reference in chosen if reference != ("monomial",)))

    def is_solution(self, facts: list[Fact], point: dict[Monomial, Fraction]) -> bool:
        """Return whether the point satisfies the facts; an unknown that occurs in the last sign only is moved to do so."""
        violated = [fact for fact in facts if not _satisfied(fact, point)]
        if not violated:
            return True
        reference, p, _ = violated[0]
        if len(violated) > 1 or reference[0] != "path":
            return False
        others = {m for fact in facts if fact[0] != reference for m in fact[1]}
        free = next((m for m in p if m not in others and len(m) == 1 and m[0][1] == 1), None)
        label = self.form.labels[free[0][0]] if free is not None else None
        if free is None or self.domains.get(label if isinstance(label, str) else "") != "real":
            return False
        value = sum(
            (c * point.get(m, Fraction(0)) for m, c in p.items() if m not in (ONE, free)),
            Fraction(p.get(ONE, 0)),
        )
        point[free] = (1 - value) / Fraction(p[free])
        return True

    def products(self, facts: list[Fact]) -> list[Fact]:
        """Return products of up to four facts, and of equations with variables, that speak of products in the facts."""
        wanted = [
            dict(m)
            for m in dict.fromkeys(m for _, p, _ in facts for m in p if sum(Fraction(e) for _, e in m) > 1)
        ]
        if not wanted:
            return []
        usable = [fact for fact in facts if fact[0][0] != "monomial" and 0 < len(fact[1]) <= 4][:_MAX_FACTS]
        found: list[Fact] = []
        multiply = self.form.arithmetic.multiply

        def keep(reference: Reference, p: Polynomial, q: Polynomial, relation: str, new: list[Fact]) -> None:
            value = multiply(Rational(p), Rational(q)).numerator
            # A product of variables that is part of a wanted one may be multiplied further.
            nonlinear = [m for m in value if len(m) > 1 or any(e != 1 for _, e in m)]
            if any(all(e <= w.get(v, 0) for v, e in m) for m in nonlinear for w in wanted):
                new.append((reference, value, relation))

        latest, highest = usable, max(int(sum(Fraction(e) for e in w.values())) for w in wanted)
        for _ in range(min(3, highest - 1)):
            new: list[Fact] = []
            for i, (first, p, r) in enumerate(latest):
                for second, q, s in usable[i if latest is usable else 0 :]:
                    self.budget.spend()
                    relation = "==" if "==" in (r, s) else ">" if r == s == ">" else ">="
                    keep(("product", first, second), p, q, relation, new)
            found += new
            latest = new[:_MAX_PRODUCTS]
        for first, p, r in usable:
            for label in dict.fromkeys(self.form.labels[v] for w in wanted for v in w) if r == "==" else ():
                tree = _named(label)
                if tree is not None and label not in self.nodes:
                    keep(("times", first, tree), p, self.polynomial(tree), "==", found)
        return found[: 4 * _MAX_PRODUCTS]


def _named(label: Label) -> Tree | None:
    """Return the variable or the entry x[i] that an unknown is; None for anything else."""
    if isinstance(label, str):
        return label
    if label[0] == "entry" and all(not word and isinstance(root, str) for root, word in label[2]):
        indices = ((literal(root), root) for root, _ in label[2])
        return ("index", label[1], *(root if number is None else number for number, root in indices))
    return None


def _satisfied(fact: Fact, point: dict[Monomial, Fraction]) -> bool:
    _, p, relation = fact
    value = sum((c * (1 if m == ONE else point.get(m, 0)) for m, c in p.items()), Fraction(0))
    return value == 0 if relation == "==" else value > 0 if relation == ">" else value >= 0
