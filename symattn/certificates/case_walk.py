r"""The walk through a tree of cases: what holds in each case, and whether the combination given at a leaf is a contradiction.

In a case each piecewise function whose argument has a known sign becomes one of its branches; one whose sign is not known is a real unknown,
named by the polynomials of its arguments, so that a name means the same in every case.  Relations are numbered in the order in which they are
written, first those of the assumptions, then those of the claim.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor, gcd, lcm
from typing import TYPE_CHECKING, Any, TypeAlias

from symattn.certificates.expression import RELATIONS, Node, Tree, is_statement, walk
from symattn.certificates.normal_form import ZeroTest

if TYPE_CHECKING:
    from symattn.certificates.cases import CasesCertificate

Number: TypeAlias = int | Fraction
Monomial: TypeAlias = tuple[tuple[int, Number], ...]
Polynomial: TypeAlias = dict[Monomial, Number]
#: ("path", k) | ("relation", k) | ("low", x) | ("high", x) | ("node", tree, j) | ("product", ref, ref) | ("times", ref, tree)
Reference: TypeAlias = tuple[Any, ...]
#: ("leaf", ((y, reference), ...)) | ("sign", t, case t >= 0, case t < 0) | ("value", x, (case, ...)) | ("shared", k)
Case: TypeAlias = tuple[Any, ...]
#: ("rel", k) with k the number of a relation, ("and" | "or", parts...), ("not", part), ("open",)
Skeleton: TypeAlias = tuple[Any, ...]
#: What a relation is in a case: its truth if that is known, else (operator, left - right).
Relation: TypeAlias = bool | tuple[str, Tree]

PIECEWISE = ("H", "sgn", "relu", "abs", "max", "min")
#: Functions that are defined everywhere; in terms of sums they belong to the case analysis, which does not look into these.
SMOOTH = ("logistic", "tanh", "sinh", "cosh", "softplus", "silu")
_NEGATED = {"==": "!=", "!=": "==", "<=": ">", ">": "<=", ">=": "<", "<": ">="}
MAX_DEPTH = 150
_MAX_STEPS = 4_000_000
_MAX_POWER = 1000


class Rejected(Exception):
    """The certificate does not establish its statement."""


def _folded(op: str, arguments: list[Tree]) -> Tree:
    """Collect the numbers of a sum or product; a product with the factor 0 is 0."""
    rest: list[Tree] = [a for a in arguments if not isinstance(a, int | Fraction)]
    number: int | Fraction = 0 if op == "+" else 1
    for a in arguments:
        if isinstance(a, int | Fraction):
            number = number + a if op == "+" else number * a
    if not rest or (op == "*" and number == 0):
        return number
    if number != (0 if op == "+" else 1):
        rest.insert(0, number)
    return rest[0] if len(rest) == 1 else (op, *rest)


def _minus(p: Polynomial) -> Polynomial:
    return {m: -c for m, c in p.items()}


def _primitive(p: Polynomial) -> frozenset[tuple[Monomial, int]]:
    """Return p up to a positive factor."""
    scale = lcm(*(c.denominator for c in p.values()))
    integers = {m: int(c * scale) for m, c in p.items()}
    divisor = gcd(*integers.values())
    return frozenset((m, c // divisor) for m, c in integers.items())


class Context:
    """What is known in one case: values of finite variables, and the signs split on so far."""

    def __init__(
        self,
        check: Check,
        given: tuple[Relation, ...],
        values: dict[str, Fraction],
        path: list[tuple[Tree, bool]],
    ) -> None:
        self.check = check
        self.given = given
        self.values = values
        self.path = path
        self.facts: list[tuple[Polynomial, str]] = []
        self.signs: dict[frozenset[tuple[Monomial, int]], bool] = {}
        self.relations: dict[int, bool | tuple[str, Tree, bool]] = {}
        for tree, is_positive in path:
            self.add(tree, is_positive)

    def add(self, tree: Tree, nonneg: bool) -> None:
        """Note that tree >= 0, or that tree < 0."""
        p = self.check.polynomial(self.resolve(tree)[0])
        self.facts.append((p, ">=") if nonneg else (_minus(p), ">"))
        self.signs.setdefault(_primitive(p), nonneg)

    def below(self, tree: Tree, nonneg: bool) -> Context:
        """Return the case in which the sign of ``tree`` is known too."""
        child = Context(self.check, self.so_far(), self.values, [])
        child.path = [*self.path, (tree, nonneg)]
        child.facts, child.signs = list(self.facts), dict(self.signs)
        child.add(tree, nonneg)
        return child

    def so_far(self) -> tuple[Relation, ...]:
        """Return the relations with the branches known here.

        Which of several equal arguments a maximum becomes depends on the order of the splits: it is taken at the first case that tells.
        """
        if not self.check.has_extremes:
            return self.given
        return tuple(g if isinstance(g, bool) else (g[0], self.resolve(g[1])[0]) for g in self.given)

    def nonneg(self, p: Polynomial) -> bool | None:
        """Return whether p >= 0 if that is known."""
        if all(m == () for m in p):
            return bool(p.get((), 0) >= 0)
        known = self.signs.get(_primitive(p))
        if known is None and self.signs.get(_primitive(_minus(p))) is False:
            return True
        return known

    def resolve(self, tree: Tree) -> tuple[Tree, bool]:
        """Return the tree with values put in and branches taken, and whether a node without a known branch remains."""
        self.check.step()
        if isinstance(tree, str):
            return self.values.get(tree, tree), False
        if not isinstance(tree, tuple):
            return tree, False
        op = tree[0]
        if op in ("Sum", "index", "softmax", "call", "binomial", "delta") or op in RELATIONS:
            names = set(self.values)
            if any(isinstance(n, str) and n in names for n in walk(tree)):
                raise Rejected(f"{op} with split variables")
            return tree, False
        resolved = [self.resolve(argument) for argument in tree[1:]]
        arguments, is_open = [a for a, _ in resolved], any(o for _, o in resolved)
        if op in ("+", "*"):
            result = _folded(op, arguments)
            return result, is_open and not isinstance(result, int | Fraction)
        if op == "**" and isinstance(arguments[0], int | Fraction):
            return self._number_power(arguments[0], arguments[1]), is_open
        if op not in PIECEWISE:
            return (op, *arguments), is_open
        return self._node(op, arguments, is_open)

    @staticmethod
    def _number_power(base: int | Fraction, exponent: Tree) -> Tree:
        if not isinstance(exponent, int) or abs(exponent) > _MAX_POWER or (base == 0 and exponent < 0):
            return ("**", base, exponent)
        value = Fraction(base) ** exponent
        return int(value) if value.denominator == 1 else value

    def _node(self, op: str, arguments: list[Tree], is_open: bool) -> tuple[Tree, bool]:
        if op in ("max", "min"):
            left, k = list(arguments), 0
            while not is_open and k < len(left):
                # Argument k against each later one: the loser is dropped, and if it is k, its successor is compared.
                for j in range(k + 1, len(left)):
                    known = self.nonneg(self.check.polynomial(("+", left[k], ("*", -1, left[j]))))
                    if known is not None:
                        del left[j if known == (op == "max") else k]
                        break
                else:
                    k += 1
            return (left[0], is_open) if len(left) == 1 else ((op, *left), True)
        t = arguments[0]
        known = None if is_open else self.nonneg(self.check.polynomial(t))
        if known is None:
            return (op, t), True
        if op == "H":
            return int(known), False
        if op == "sgn":
            return (1 if known else -1), False
        if known:
            return t, False
        return (0 if op == "relu" else _folded("*", [-1, t])), False

    def relation(self, k: int) -> bool | tuple[str, Tree, bool]:
        """Return the truth of relation k, or (operator, left - right, is it open)."""
        found = self.relations.get(k)
        if found is None:
            given = self.given[k]
            found = self.relations[k] = (
                given if isinstance(given, bool) else (given[0], *self.resolve(given[1]))
            )
        return found

    def left(self, k: int) -> Relation:
        """Return what is left of relation k: its truth if it is known."""
        known, relation = self.truth(("rel", k)), self.relation(k)
        return relation[:2] if known is None and not isinstance(relation, bool) else bool(known)

    def truth(self, part: Skeleton) -> bool | None:
        """Return whether the statement holds by the signs known, or None."""
        kind = part[0]
        if kind == "open":
            return None
        if kind == "not":
            inner = self.truth(part[1])
            return None if inner is None else not inner
        if kind in ("and", "or"):
            truths = [self.truth(other) for other in part[1:]]
            decisive: bool = kind == "or"
            if decisive in truths:
                return decisive
            return None if None in truths else not decisive
        relation = self.relation(part[1])
        if isinstance(relation, bool):
            return relation
        op, difference, is_open = relation
        if is_open:
            return None
        p = self.check.polynomial(difference)
        above, below = self.nonneg(p), self.nonneg(_minus(p))
        if op in ("==", "!="):
            if above is False or below is False:
                return op == "!="
            return (op == "==") if above and below else None
        strict, known = op in ("<", ">"), above if op in (">=", "<") else below
        return None if known is None else known != strict

    def asserted(self, part: Skeleton, truth: bool, found: dict[int, bool]) -> None:
        """Collect the relations whose truth follows from that of the statement."""
        kind = part[0]
        if kind == "rel":
            found[part[1]] = truth
        elif kind == "not":
            self.asserted(part[1], not truth, found)
        elif kind in ("and", "or") and truth == (kind == "and"):
            for other in part[1:]:
                self.asserted(other, truth, found)
        elif kind in ("and", "or"):
            left = [other for other in part[1:] if self.truth(other) is not (not truth)]
            if len(left) == 1:
                self.asserted(left[0], truth, found)


class Check:
    """One check: it owns the zero test, and the names of the nodes whose branch is not known."""

    def __init__(self, certificate: CasesCertificate) -> None:
        self.certificate = certificate
        self.zero = ZeroTest(certificate.ranges, certificate.permutations)
        self.steps = 0
        if any(not domain for _, domain in certificate.domains):
            raise Rejected("a variable with no value")
        self.given: list[Relation] = []
        self.assumed = [self._skeleton(tree) for tree in certificate.assumptions]
        self.claim = self._skeleton(certificate.statement)
        self.has_extremes = any(
            isinstance(node, tuple) and node[0] in ("max", "min")
            for g in self.given
            if not isinstance(g, bool)
            for node in walk(g[1])
        )
        self.domains = dict(certificate.domains)
        self.polynomials: dict[Tree, Polynomial] = {}
        self.unknowns: dict[tuple[Any, ...], str] = {}
        self.closed: dict[tuple[int, tuple[Relation, ...]], bool] = {}
        self.prefix = "?" * (1 + max(len(text) - len(text.lstrip("?")) for text in self._texts()))
        #: Which quantity of the zero test is which variable.
        self.variables: dict[int, str] = {}
        for name in self.domains:
            for m, c in self.zero.polynomial(name).items():
                if len(m) == 1 and m[0][1] == 1 and c == 1:
                    self.variables[m[0][0]] = name
        self.integer = {
            name
            for name, domain in certificate.domains
            if (isinstance(domain, str) and "integer" in domain)
            or (isinstance(domain, tuple) and all(value.denominator == 1 for value in domain))
        }
        self.positive = {
            name
            for name, domain in certificate.domains
            if (isinstance(domain, str) and "positive" in domain)
            or (isinstance(domain, tuple) and min(domain) > 0)
        }

    def _texts(self) -> list[str]:
        """Return every text in the certificate, so that no name in it is mistaken for an unknown of this check."""
        c = self.certificate
        found = [""]
        stack: list[Any] = [c.statement, c.assumptions, c.domains, c.cases, c.shared]
        while stack:
            item = stack.pop()
            if isinstance(item, tuple):
                stack.extend(item)
            elif isinstance(item, str):
                found.append(item)
        return found

    def step(self) -> None:
        self.steps += 1
        if self.steps > _MAX_STEPS:
            raise Rejected("too much work")

    def _skeleton(self, tree: Tree) -> Skeleton:
        """Number the relations of a statement in the order in which they are written."""
        if not isinstance(tree, tuple) or not is_statement(tree):
            raise Rejected("a number is not a statement")
        op = tree[0]
        if op in RELATIONS:
            self.given.append((op, _folded("+", [tree[1], _folded("*", [-1, tree[2]])])))
            return ("rel", len(self.given) - 1)
        if op in ("and", "or", "not"):
            return (op, *(self._skeleton(part) for part in tree[1:]))
        if op == "implies":
            return ("or", ("not", self._skeleton(tree[1])), self._skeleton(tree[2]))
        return ("open",)

    def polynomial(self, tree: Tree) -> Polynomial:
        """Return the expression as a polynomial; a piecewise function is an unknown, named by its arguments' polynomials."""
        p = self.polynomials.get(tree)
        if p is None:
            p = self.polynomials[tree] = self.zero.polynomial(self._named(tree))
        return p

    def _named(self, tree: Tree) -> Tree:
        if not isinstance(tree, tuple) or tree[0] not in ("+", "*", "**", "exp", *PIECEWISE):
            return tree  # piecewise functions in a sum belong to its terms, which are not split
        if tree[0] not in PIECEWISE:
            return (tree[0], *(self._named(argument) for argument in tree[1:]))
        key = (tree[0], *(frozenset(self.polynomial(argument).items()) for argument in tree[1:]))
        return self.unknowns.setdefault(key, f"{self.prefix}{len(self.unknowns)}")

    def run(self) -> bool:
        names = [name for name, _ in self.certificate.domains]
        start = Context(self, tuple(self.given), {}, [])
        return len(set(names)) == len(names) and self.case(self.certificate.cases, start, 0)

    def share(self, k: int, context: Context, depth: int) -> bool:
        """Return whether the k-th shared tree proves what is left of the statement, from no signs at all."""
        if not 0 <= k < len(self.certificate.shared):
            return False
        left = tuple(context.left(i) for i in range(len(self.given)))
        if (k, left) not in self.closed:
            self.closed[k, left] = False  # a proof that refers to itself is none
            self.closed[k, left] = self.case(
                self.certificate.shared[k], Context(self, left, {}, []), depth + 1
            )
        return self.closed[k, left]

    def case(self, case: Case, context: Context, depth: int) -> bool:
        """Return whether the case is closed."""
        self.step()
        if depth > MAX_DEPTH:
            return False
        if case[0] == "value":
            _, name, parts = case
            domain = self.domains.get(name)
            if not isinstance(domain, tuple) or len(parts) != len(domain) or name in context.values:
                return False
            given = context.so_far()
            return all(
                self.case(
                    part, Context(self, given, {**context.values, name: value}, context.path), depth + 1
                )
                for value, part in zip(domain, parts, strict=True)
            )
        if case[0] == "sign":
            _, tree, nonneg, negative = case
            return (
                defined_everywhere(tree)
                and self.case(nonneg, context.below(tree, True), depth + 1)
                and self.case(negative, context.below(tree, False), depth + 1)
            )
        if case[0] == "shared":
            return self.share(case[1], context, depth)
        return case[0] == "leaf" and self.leaf(case[1], context)

    def leaf(self, combination: tuple[tuple[int, Reference], ...], context: Context) -> bool:
        if not combination:
            return context.truth(self.claim) is True or any(
                context.truth(part) is False for part in self.assumed
            )
        asserted: dict[int, bool] = {}
        for part in self.assumed:
            context.asserted(part, True, asserted)
        context.asserted(self.claim, False, asserted)
        total: Polynomial = {}
        strict = False
        for multiplier, reference in combination:
            p, relation = self.fact(reference, context, asserted, 0)
            if relation != "==" and multiplier < 0:
                return False
            strict = strict or (relation == ">" and multiplier > 0)
            for m, c in p.items():
                total[m] = total.get(m, 0) + multiplier * c
        constant = total.pop((), 0)
        for m, c in total.items():
            if c == 0:
                continue
            sign = self.monomial_sign(m)
            if c > 0 or sign is None:
                return False
            strict = strict or sign == ">"
        return constant < 0 or (constant == 0 and strict)

    def monomial_sign(self, m: Monomial) -> str | None:
        """Return ">" if the monomial is positive, ">=" if it is non-negative, None if that is not seen."""
        strict = True
        for number, exponent in m:
            if self.zero.labels[number][0] == "unit" or self.variables.get(number) in self.positive:
                continue
            if exponent.denominator != 1 or exponent % 2:
                return None
            strict = False
        return ">" if strict else ">="

    def fact(
        self, reference: Reference, context: Context, asserted: dict[int, bool], depth: int
    ) -> tuple[Polynomial, str]:
        """Return the fact that a reference names, as (polynomial, relation with 0)."""
        self.step()
        kind = reference[0]
        if kind == "path":
            if not 0 <= reference[1] < len(context.facts):
                raise Rejected("no such split")
            return self.tightened(*context.facts[reference[1]])
        if kind == "relation":
            return self.tightened(*self._relation_fact(reference[1], context, asserted))
        if kind in ("low", "high"):
            return self._domain_fact(kind, reference[1], context)
        if kind == "node":
            return self._node_fact(reference[1], reference[2], context)
        if depth > 3:
            raise Rejected("nested too deeply")
        p, first = self.fact(reference[1], context, asserted, depth + 1)
        if kind == "product":
            q, second = self.fact(reference[2], context, asserted, depth + 1)
            relation = "==" if "==" in (first, second) else ">" if first == second == ">" else ">="
            return self.product(p, q), relation
        if kind == "times" and first == "==" and defined_everywhere(reference[2]):
            return self.product(p, self.polynomial(context.resolve(reference[2])[0])), "=="
        raise Rejected("not a fact")

    def product(self, p: Polynomial, q: Polynomial) -> Polynomial:
        """Return p q."""
        total: Polynomial = {}
        for m, c in p.items():
            for n, d in q.items():
                self.step()
                exponents = dict(m)
                for number, power in n:
                    exponents[number] = exponents.get(number, 0) + power
                key = tuple(sorted((number, power) for number, power in exponents.items() if power))
                total[key] = total.get(key, 0) + c * d
        return {m: c for m, c in total.items() if c}

    def _relation_fact(self, k: int, context: Context, asserted: dict[int, bool]) -> tuple[Polynomial, str]:
        if k not in asserted:
            raise Rejected("the truth of this relation is not known")
        relation = context.relation(k)
        if isinstance(relation, bool):
            raise Rejected("the relation has been used up")
        op, difference, is_open = relation
        op = op if asserted[k] else _NEGATED[op]
        p = self.polynomial(difference)
        if op != "!=":
            return (_minus(p) if op in ("<", "<=") else p), {"<": ">", "<=": ">="}.get(op, op)
        if not p:
            return {}, ">"  # 0 is not 0: this is already a contradiction
        # An inequality of the form p != 0 has a direction where the sign of p is known.
        if not is_open and (context.nonneg(p) is True or context.nonneg(_minus(p)) is False):
            return p, ">"
        if not is_open and (context.nonneg(_minus(p)) is True or context.nonneg(p) is False):
            return _minus(p), ">"
        raise Rejected("the two sides may differ in either direction")

    def _domain_fact(self, kind: str, name: str, context: Context) -> tuple[Polynomial, str]:
        domain = self.domains.get(name, "real")
        x = dict(self.polynomial(context.resolve(name)[0]))
        if isinstance(domain, tuple):
            bound = min(domain) if kind == "low" else max(domain)
        elif kind == "low" and "positive" in domain:
            bound = Fraction(int("integer" in domain))
            if bound == 0:
                return x, ">"
        else:
            raise Rejected("no such bound")
        x[()] = x.get((), 0) - bound
        x = {m: c for m, c in x.items() if c}
        return (x if kind == "low" else _minus(x)), ">="

    def _node_fact(self, tree: Tree, j: int, context: Context) -> tuple[Polynomial, str]:
        """Return the j-th bound of a piecewise function: it holds whatever the branch."""
        if not isinstance(tree, tuple) or tree[0] not in PIECEWISE or not defined_everywhere(tree):
            raise Rejected("not a piecewise function")
        bounds: list[Node] = [("+", tree, ("*", -1, low)) for low in lower_bounds(tree)]
        bounds += [("+", high, ("*", -1, tree)) for high in upper_bounds(tree)]
        if not 0 <= j < len(bounds):
            raise Rejected("no such bound")
        return self.polynomial(context.resolve(bounds[j])[0]), ">="

    def tightened(self, p: Polynomial, relation: str) -> tuple[Polynomial, str]:
        """Return g q + c >= 0 as q + floor(c/g) >= 0 where q takes integer values, and likewise > and ==."""
        if not self.integer or all(m == () for m in p):
            return p, relation
        for m in p:
            for number, exponent in m:
                is_integer = self.variables.get(number) in self.integer
                if not is_integer or exponent.denominator != 1 or exponent < 1:
                    return p, relation
        divisor = Fraction(
            gcd(*(c.numerator for m, c in p.items() if m)), lcm(*(c.denominator for m, c in p.items() if m))
        )
        constant = p.get((), 0) / divisor
        if relation == "==":  # an integer is no fraction
            return ({(): -1}, ">=") if constant.denominator != 1 else (p, "==")
        least = floor(constant) if relation == ">=" else -floor(-constant) - 1
        q: Polynomial = {m: int(c / divisor) for m, c in p.items() if m}
        return ({**q, (): least} if least else q), ">="


def lower_bounds(node: Node) -> tuple[Tree, ...]:
    """Return expressions that a piecewise function is never below."""
    op, arguments = node[0], node[1:]
    if op == "abs":
        return (arguments[0], ("*", -1, arguments[0]))
    return {"relu": (0, *arguments), "max": arguments, "H": (0,), "sgn": (-1,)}.get(op, ())


def upper_bounds(node: Node) -> tuple[Tree, ...]:
    """Return expressions that a piecewise function is never above."""
    return {"min": node[1:], "H": (1,), "sgn": (1,)}.get(node[0], ())


def defined_everywhere(tree: Tree) -> bool:
    """Return whether the expression has a real value at every point: no division but by numbers, no logarithm, no root, powers of positive numbers."""
    for node in walk(tree):
        if not isinstance(node, tuple):
            continue
        op = node[0]
        if op == "**":
            base, exponent = node[1], node[2]
            number = isinstance(base, int | Fraction)
            if isinstance(exponent, int):
                if exponent < 0 and not (number and base != 0):
                    return False
            elif not (number and base > 0):
                return False
        elif op not in ("+", "*", "exp", "Sum", "index", "call", *PIECEWISE, *SMOOTH):
            return False
    return True
