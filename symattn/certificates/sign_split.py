r"""A statement with piecewise functions holds if it does on each side of finitely many signs, the functions being one of their branches there.

The certificate is a tree.  A *split* is on the sign of an expression t that is defined everywhere: t >= 0 or t < 0.  A *value* node puts every value of a finite
variable in.  A *known* node names a premise, t >= 0 say, that holds under what is known so far, t being defined everywhere as well.  At a *leaf* the statement, in which every

    H, sgn, relu, abs, max, min

whose arguments' sign is known has become its branch (H(t) = 1 and sgn(t) = 1 for t >= 0, so also at 0), has a certificate of its own.  A case that contradicts
an assumption between numbers is *void*; at least one leaf has to be left, and its certificate names a point.

Derivation: at every point at which the assumptions hold and the claim is defined the signs lead to one leaf or void case.  A branch is defined where the function
is, and equal to it there, so that the statement of the leaf is defined and says the same.

Signs are kept by polynomial up to a positive factor.  The search for the splits takes branches by the same code (`Branching`): which splits and
premises are needed is its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, TypeAlias

from symattn.certificates.base import integer_from_json, name_from_json, register
from symattn.certificates.case_walk import PIECEWISE
from symattn.certificates.definedness import Definedness
from symattn.certificates.domains import Domain
from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import (
    BINDERS,
    CONNECTIVES,
    RELATIONS,
    Tree,
    from_json,
    is_statement,
    substitute,
    to_json,
    walk,
)
from symattn.certificates.normal_form import OutsideClass, Polynomial, ZeroTest
from symattn.certificates.positivity import Knowledge
from symattn.certificates.rules import RuleCertificate
from symattn.certificates.sequents import Premise, Rejected, Sequent, serves
from symattn.errors import InvalidCertificate

#: ("split", t, case t >= 0, case t < 0) | ("value", x, (case, ...)) | ("known", premise, case) | ("leaf", premise) | ("void",)
SignCase: TypeAlias = tuple[Any, ...]
MAX_DEPTH = 60
_MAX_CASES = 2000
_CLOSED = (*BINDERS, "index", "softmax", "call", "delta", "permutation", "binomial")


class Branching:
    """What is known in one case, and what statements become there.

    Examples
    --------
    For x < 0 the absolute value is -x, and for no sign known it is what it was:

    >>> start = Branching(Sequent((">=", ("abs", "x"), 0), (), (("x", "real"),)))
    >>> start.below("x", False).claim
    ('>=', ('*', -1, 'x'), 0)
    >>> start.claim
    ('>=', ('abs', 'x'), 0)
    """

    def __init__(self, whole: Sequent) -> None:
        knowledge = Knowledge(whole.assumptions, whole.domains)
        self.zero = ZeroTest(knowledge.ranges, knowledge.permutations, (), knowledge.counted)
        self.domains: tuple[tuple[str, Domain], ...] = whole.domains
        self.claim: Tree = whole.claim
        self.assumptions: tuple[Tree, ...] = whole.assumptions
        #: Polynomials up to a positive factor that are >= 0, or > 0 (True).
        self.signs: dict[frozenset[Any], bool] = {}
        self._seen: tuple[tuple[Tree, ...], Definedness] | None = None
        for name, domain in whole.domains:
            if domain in ("positive", "positive integer"):
                self._note((">", name, 0))
        self._resolve()

    def _child(self) -> Branching:
        child = object.__new__(Branching)
        child.__dict__ = {**self.__dict__, "signs": dict(self.signs)}
        return child

    def _resolve(self) -> None:
        """Take the branches that are known, first in the assumptions, which tell signs themselves."""
        # An assumption is known with its branches taken and as it is.
        while True:
            known = len(self.signs)
            resolved = (self.resolve(tree) for tree in self.assumptions)
            self.assumptions = tuple(dict.fromkeys((*self.assumptions, *resolved)))
            for tree in self.assumptions:
                self._note(tree)
            if len(self.signs) == known:
                break
        self.claim = self.resolve(self.claim)

    def _note(self, tree: Tree) -> None:
        """Keep the sign of the difference of the two sides of a relation."""
        if not isinstance(tree, tuple) or tree[0] not in (">=", ">", "<=", "<") or is_open(tree):
            return
        greater, less = tree[1:] if tree[0] in (">=", ">") else tree[:0:-1]
        try:
            key = _primitive(self.zero.polynomial(("+", greater, ("*", -1, less))))
        except OutsideClass:
            return
        self.signs[key] = self.signs.get(key, False) or tree[0] in (">", "<")

    def below(self, tree: Tree, nonneg: bool) -> Branching:
        """Return the case in which tree >= 0, or tree < 0, is known too."""
        return self.given((">=" if nonneg else "<", tree, 0))

    def given(self, relation: Tree) -> Branching:
        """Return the case in which a relation t >= 0, t > 0, t <= 0 or t < 0 is known too."""
        if not isinstance(relation, tuple) or relation[0] not in (">=", ">", "<=", "<") or relation[2] != 0:
            raise Rejected("not a sign")
        child = self._child()
        child.assumptions = (*self.assumptions, relation)
        child._resolve()
        return child

    def with_value(self, name: str, value: Fraction) -> Branching:
        """Return the case in which a finite variable has this value."""
        child = self._child()
        number: dict[str, Tree] = {name: int(value) if value.denominator == 1 else value}
        child.claim = substitute(self.claim, number)
        child.assumptions = tuple(substitute(tree, number) for tree in self.assumptions)
        child.domains = tuple(pair for pair in self.domains if pair[0] != name)
        child._resolve()
        return child

    def is_void(self) -> bool:
        """Return whether an assumption is a false relation between numbers."""
        return any(_is_false(tree) for tree in self.assumptions)

    def sequent(self) -> Sequent:
        """Return what is left to prove in this case."""
        return Sequent(self.claim, self.assumptions, self.domains)

    def knowledge(self) -> Definedness:
        """Return what is seen of expressions in this case."""
        if self._seen is None or self._seen[0] != self.assumptions:
            self._seen = self.assumptions, Knowledge(self.assumptions, self.domains).seen
        return self._seen[1]

    def nonneg(self, tree: Tree) -> tuple[bool, bool, bool]:
        """Return whether tree >= 0, tree <= 0, and tree < 0 are known, or seen."""
        try:
            p = self.zero.polynomial(tree)
        except OutsideClass:
            return False, False, False
        if all(m == () for m in p):
            c = p.get((), 0)
            return c >= 0, c <= 0, c < 0
        below = _primitive({m: -c for m, c in p.items()})
        up, down, strictly = _primitive(p) in self.signs, below in self.signs, self.signs.get(below, False)
        return up or self.knowledge().non_negative(tree), down, strictly

    def resolve(self, tree: Tree) -> Tree:
        """Return the expression or statement with the known branches taken; terms of sums are left as they are."""
        if not isinstance(tree, tuple) or tree[0] in _CLOSED:
            return tree
        arguments = [self.resolve(argument) for argument in tree[1:]]
        op = tree[0]
        if op not in PIECEWISE or any(map(is_open, arguments)):
            return (op, *arguments)
        if op in ("max", "min"):
            return self._extreme(op, arguments)
        t = arguments[0]
        up, down, strictly = self.nonneg(t)
        if op in ("H", "sgn"):
            return 1 if up else (0 if op == "H" else -1) if strictly else (op, t)
        if up:
            return t
        return (0 if op == "relu" else ("*", -1, t)) if down else (op, t)

    def _extreme(self, op: str, left: list[Tree]) -> Tree:
        """Drop every argument that is seen not to exceed another one (for a minimum: not to fall below it)."""
        k = 0
        while k < len(left):
            for j in range(k + 1, len(left)):
                up, down, _ = self.nonneg(("+", left[k], ("*", -1, left[j])))
                if up or down:
                    del left[j if up == (op == "max") else k]
                    break
            else:
                k += 1
        return left[0] if len(left) == 1 else (op, *left)


def is_open(tree: Tree) -> bool:
    """Return whether a piecewise function occurs outside of sums."""
    if not isinstance(tree, tuple) or tree[0] in _CLOSED:
        return False
    return tree[0] in PIECEWISE or any(map(is_open, tree[1:]))


def _primitive(p: Polynomial) -> frozenset[Any]:
    """Return p up to a positive factor."""
    scale = max(abs(Fraction(c)) for c in p.values()) if p else Fraction(1)
    return frozenset((m, Fraction(c) / scale) for m, c in p.items())


def _is_false(tree: Tree) -> bool:
    if not isinstance(tree, tuple) or tree[0] not in (*RELATIONS, *CONNECTIVES):
        return False
    if any(isinstance(node, str) or (isinstance(node, tuple) and node[0] in _CLOSED) for node in walk(tree)):
        return False
    try:
        return not Evaluator({}).truth(tree)
    except (Undefined, NotExact):
        return False


@register
@dataclass(frozen=True)
class SignSplitCertificate(RuleCertificate):
    """The conclusion holds in every case of the tree, see `SignCase`.

    Examples
    --------
    |x| >= 0: for x >= 0 it is x, for x < 0 it is -x.

    >>> from symattn.proving import prove
    >>> domains = (("x", "real"),)
    >>> def leaf(claim, given):
    ...     proof = prove(claim, assuming=given)
    ...     return ("leaf", Premise(Sequent(proof.claim, proof.subject.assumptions, domains), proof.certificate))
    >>> cases = ("split", "x", leaf("x >= 0", "x >= 0"), leaf("-x >= 0", "x < 0"))
    >>> SignSplitCertificate(Sequent((">=", ("abs", "x"), 0), (), domains), cases).check()
    True
    >>> SignSplitCertificate(Sequent((">", ("abs", "x"), 0), (), domains), cases).check()
    False
    """

    kind: ClassVar[str] = "sign-split"
    cases: SignCase

    def premises(self) -> tuple[Premise, ...]:
        """Return the premises of all known signs and leaves."""
        return tuple(_premises_of(self.cases))

    def follows(self) -> bool:
        """Walk through the cases, and compare every premise with what its place asks for."""
        walker = _Walk()
        return walker.closed(self.cases, Branching(self.conclusion), 0) and walker.leaves > 0

    def parts(self) -> dict[str, Any]:
        """Return the tree of cases."""
        return {"cases": _to_json(self.cases)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> SignSplitCertificate:
        """Read the conclusion and the tree of cases."""
        return cls(Sequent.from_json(data), _from_json(data["cases"], 0))


def _premises_of(case: SignCase) -> Iterator[Premise]:
    kind, *rest = case
    if kind in ("leaf", "known"):
        yield rest[0]
    inner = {"split": rest[1:], "known": rest[1:], "value": rest[-1] if rest else ()}.get(kind, ())
    for part in inner:
        yield from _premises_of(part)


class _Walk:
    """One walk through a tree of cases."""

    def __init__(self) -> None:
        self.leaves = self.seen = 0

    def closed(self, case: SignCase, state: Branching, depth: int) -> bool:
        """Return whether every case below has a premise that serves."""
        self.seen += 1
        if depth > MAX_DEPTH or self.seen > _MAX_CASES:
            return False
        kind, *rest = case
        if kind == "leaf":
            self.leaves += 1
            return _serves(rest[0], state.sequent())
        if kind == "void":
            return state.is_void()
        if kind == "known":
            premise, inner = rest
            claim = premise.sequent.claim
            # Where t were undefined, t >= 0 would be an assumption that leaves points out.
            return (
                state.knowledge().defined(claim)
                and _serves(premise, Sequent(claim, state.assumptions, state.domains))
                and self.closed(inner, state.given(claim), depth + 1)
            )
        if kind == "value":
            name, parts = rest
            domain = dict(state.domains).get(name)
            if not isinstance(domain, tuple) or "[" in name or len(domain) != len(parts):
                return False
            return all(
                self.closed(part, state.with_value(name, value), depth + 1)
                for value, part in zip(domain, parts, strict=True)
            )
        tree, above, below = rest
        if not state.knowledge().defined(tree):
            return False
        return self.closed(above, state.below(tree, True), depth + 1) and self.closed(
            below, state.below(tree, False), depth + 1
        )


def _serves(premise: Premise, wanted: Sequent) -> bool:
    """Return whether the premise says what is wanted, of variables that it has."""
    return wanted.well_formed() and serves(premise.sequent, wanted)


def _to_json(case: SignCase) -> list[Any]:
    kind, *rest = case
    if kind == "leaf":
        return [kind, rest[0].to_json()]
    if kind == "known":
        return [kind, rest[0].to_json(), _to_json(rest[1])]
    if kind == "value":
        return [kind, rest[0], [_to_json(part) for part in rest[1]]]
    return [kind, to_json(rest[0]), *map(_to_json, rest[1:])] if kind == "split" else [kind]


def _from_json(data: Any, depth: int) -> SignCase:
    if not isinstance(data, list | tuple) or not data or depth > MAX_DEPTH:
        raise InvalidCertificate(
            "cases", f"must be a list, nested {MAX_DEPTH} deep at most", type(data).__name__
        )
    kind, *rest = data
    if kind == "leaf" and len(rest) == 1:
        return (kind, Premise.from_json(rest[0]))
    if kind == "known" and len(rest) == 2:
        return (kind, Premise.from_json(rest[0]), _from_json(rest[1], depth + 1))
    if kind == "value" and len(rest) == 2:
        return (kind, name_from_json(rest[0]), tuple(_from_json(part, depth + 1) for part in rest[1]))
    if kind == "split" and len(rest) == 3:
        tree = from_json(rest[0])
        if any(is_statement(node) for node in walk(tree)):
            raise InvalidCertificate("cases", "must split on an expression, not on a relation", rest[0])
        return (kind, tree, *(_from_json(part, depth + 1) for part in rest[1:]))
    if kind == "void" and not rest:
        return (kind,)
    raise InvalidCertificate("cases", "must be a split, a value, a known sign, a leaf or void", kind)


@register
@dataclass(frozen=True)
class MonotoneCertificate(RuleCertificate):
    """a R b holds if A R B does, where A = exp(k a) and B = exp(k b) are identities, A and B are defined everywhere, and k >= 1: exp is strictly increasing.

    Examples
    --------
    >>> from symattn.proving import prove
    >>> verdict = prove("log(x) <= log(y)", assuming="0 < x; x <= y")
    >>> type(verdict.certificate).__name__, verdict.certificate.check()
    ('MonotoneCertificate', True)
    """

    kind: ClassVar[str] = "monotone"
    factor: int
    compared: Premise

    def premises(self) -> tuple[Premise, ...]:
        """Return the comparison of the exponentials."""
        return (self.compared,)

    def follows(self) -> bool:
        """Compare the two sides of the premise with the exponentials of the two sides of the conclusion."""
        claim, other = self.conclusion.claim, self.compared.sequent.claim
        if not isinstance(claim, tuple) or not isinstance(other, tuple) or self.factor < 1:
            return False
        if claim[0] not in RELATIONS or claim[0] != other[0]:
            return False
        knowledge = Knowledge(self.conclusion.assumptions, self.conclusion.domains)
        zero = ZeroTest(knowledge.ranges, knowledge.permutations, (), knowledge.counted)
        for side, exponential in zip(claim[1:], other[1:], strict=True):
            if not knowledge.seen.defined(exponential):
                return False
            if not zero.is_zero(("+", ("exp", ("*", self.factor, side)), ("*", -1, exponential))):
                return False
        given = (self.conclusion.assumptions, self.conclusion.domains)
        return _serves(self.compared, Sequent(other, *given))

    def parts(self) -> dict[str, Any]:
        """Return the factor and the premise."""
        return {"factor": self.factor, "compared": self.compared.to_json()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> MonotoneCertificate:
        """Read conclusion, factor and premise."""
        return cls(
            Sequent.from_json(data), integer_from_json(data["factor"]), Premise.from_json(data["compared"])
        )
