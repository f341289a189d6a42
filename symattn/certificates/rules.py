"""Certificates of rules: the premises with their own certificates, and a conclusion whose shape is derived from theirs once more.

Each rule is sound for statements that hold "wherever the claim is defined" because the expressions through which it passes from one
premise to the next are seen to be defined everywhere (`symattn.certificates.definedness`).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

from symattn.certificates.base import Certificate, integer_from_json, name_from_json, register
from symattn.certificates.domains import statement_from_json
from symattn.certificates.expression import (
    Tree,
    dimensions,
    entries_meant,
    from_json,
    substitute,
    to_json,
    variables,
    walk,
)
from symattn.certificates.normal_form import OutsideClass
from symattn.certificates.sequents import Premise, Rejected, Sequent, serves, within, written_out
from symattn.certificates.successor import is_next
from symattn.errors import InvalidStatement

_UP, _DOWN = {"==": 0, "<=": 1, "<": 2}, {"==": 0, ">=": 1, ">": 2}


@dataclass(frozen=True)
class RuleCertificate(Certificate):
    """The ``conclusion`` follows from premises, each of which has a certificate."""

    conclusion: Sequent

    @abstractmethod
    def premises(self) -> tuple[Premise, ...]:
        """Return all premises."""

    @abstractmethod
    def follows(self) -> bool:
        """Return whether the conclusion has the shape that the rule gives it; raise `Rejected` to say no."""

    def shaped(self) -> bool:
        """Return whether conclusion and premises have the shape of the rule, and each certificate is about its premise."""
        try:
            return (
                self.conclusion.well_formed()
                and self.follows()
                and all(premise.matches() for premise in self.premises())
            )
        except (Rejected, InvalidStatement, OutsideClass, ArithmeticError, RecursionError, TypeError):
            return False

    def check(self) -> bool:
        """Derive the shape of the inference again, and check every premise."""
        return self.shaped() and all(premise.certificate.check() for premise in self.premises())

    def to_json(self) -> dict[str, Any]:
        """Return the conclusion and what the rule was applied to."""
        return {"kind": self.kind, **self.conclusion.to_json(), **self.parts()}

    @abstractmethod
    def parts(self) -> dict[str, Any]:
        """Return as JSON what the rule was applied to."""


def _all_serve(premise: Premise, *wanted: Sequent) -> bool:
    return any(serves(premise.sequent, sequent) for sequent in wanted)


def _premises(data: Any) -> tuple[Premise, ...]:
    return tuple(Premise.from_json(part) for part in data)


@register
@dataclass(frozen=True)
class ChainCertificate(RuleCertificate):
    """a_0 R a_k follows from a_0 R_1 a_1, ..., a_(k-1) R_k a_k: relations in one direction, strict if one is, the a_i in between defined.

    Examples
    --------
    >>> from symattn.proving import chain, prove
    >>> verdict = chain([prove("x - 1 < x"), prove("x <= abs(x)")])
    >>> type(verdict.certificate).__name__, verdict.certificate.check()
    ('ChainCertificate', True)

    See Also
    --------
    symattn.proving.chain
    """

    kind: ClassVar[str] = "chain"
    links: tuple[Premise, ...]

    def premises(self) -> tuple[Premise, ...]:
        """Return the links."""
        return self.links

    def follows(self) -> bool:
        """Compare neighbours, and find the weakest relation that the links give."""
        claims = [link.sequent.claim for link in self.links]
        if not claims or not all(isinstance(claim, tuple) and len(claim) == 3 for claim in claims):
            return False
        strength = next((o for o in (_UP, _DOWN) if all(claim[0] in o for claim in claims)), None)  # type: ignore[index]
        if strength is None:
            return False
        relation = max((claim[0] for claim in claims), key=strength.__getitem__)  # type: ignore[index]
        known = self.conclusion.knowledge()
        for left, right in pairwise(claims):
            if written_out(left[2]) != written_out(right[1]) or not known.defined(left[2]):  # type: ignore[index]
                return False
        whole = (relation, claims[0][1], claims[-1][2])  # type: ignore[index]
        given = (self.conclusion.assumptions, self.conclusion.domains)
        return (
            written_out(self.conclusion.claim) == written_out(whole)
            and all(_all_serve(link, Sequent(link.sequent.claim, *given)) for link in self.links)
            and all(name in dict(given[1]) for claim in claims for name in variables(claim))
        )

    def parts(self) -> dict[str, Any]:
        """Return the links."""
        return {"links": [link.to_json() for link in self.links]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ChainCertificate:
        """Read conclusion and links."""
        return cls(Sequent.from_json(data), _premises(data["links"]))


@register
@dataclass(frozen=True)
class CaseSplitCertificate(RuleCertificate):
    """A claim holds if it does in each of several cases, one of which holds at every point; the cases are defined everywhere.

    Examples
    --------
    >>> from symattn.proving import by_cases
    >>> verdict = by_cases("abs(x)*abs(x) == x**2", cases=["x >= 0", "x < 0"])
    >>> type(verdict.certificate).__name__, verdict.certificate.check()
    ('CaseSplitCertificate', True)

    See Also
    --------
    symattn.proving.by_cases
    """

    kind: ClassVar[str] = "case-split"
    cases: tuple[Tree, ...]
    proofs: tuple[Premise, ...]
    exhaustive: Premise

    def premises(self) -> tuple[Premise, ...]:
        """Return the proof of each case, and that there is no other."""
        return (*self.proofs, self.exhaustive)

    def follows(self) -> bool:
        """Compare each proof with its case, and the disjunction with the cases."""
        claim, given, domains = self.conclusion.claim, self.conclusion.assumptions, self.conclusion.domains
        if not self.cases or len(self.cases) != len(self.proofs):
            return False
        return (
            all(map(self.conclusion.knowledge().defined, self.cases))
            and all(name in dict(domains) for case in self.cases for name in variables(case))
            and _all_serve(self.exhaustive, Sequent(("or", *self.cases), given, domains))
            and all(
                _all_serve(proof, Sequent(claim, (*given, case), domains))
                for case, proof in zip(self.cases, self.proofs, strict=True)
            )
        )

    def parts(self) -> dict[str, Any]:
        """Return cases, proofs, and the proof that the cases are all."""
        return {
            "cases": [to_json(case) for case in self.cases],
            "proofs": [proof.to_json() for proof in self.proofs],
            "exhaustive": self.exhaustive.to_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> CaseSplitCertificate:
        """Read conclusion, cases and proofs."""
        return cls(
            Sequent.from_json(data),
            tuple(statement_from_json(case) for case in data["cases"]),
            _premises(data["proofs"]),
            Premise.from_json(data["exhaustive"]),
        )


@register
@dataclass(frozen=True)
class InductionCertificate(RuleCertificate):
    """P(n) holds for all integers n >= start if P(start) does and P(n) implies P(n + 1); P(n) is defined for all of them.

    The step is P(n + 1) under the assumption P(n), or for a relation P the same relation between L(n + 1) - L(n) and R(n + 1) - R(n), which
    added to P(n) gives P(n + 1).

    Examples
    --------
    >>> from symattn.proving import by_induction
    >>> verdict = by_induction("2**n > n")
    >>> type(verdict.certificate).__name__, verdict.certificate.check()
    ('InductionCertificate', True)

    See Also
    --------
    symattn.proving.by_induction
    """

    kind: ClassVar[str] = "induction"
    variable: str
    start: int
    base: Premise
    step: Premise

    def premises(self) -> tuple[Premise, ...]:
        """Return base and step."""
        return (self.base, self.step)

    def follows(self) -> bool:
        """Compare base and step with the claim."""
        n, claim, domains = self.variable, self.conclusion.claim, dict(self.conclusion.domains)
        bound = (">=", n, self.start)
        others = tuple(tree for tree in self.conclusion.assumptions if tree != bound)
        if (
            self.start < 1
            or "[" in n  # x[i] may be x[1] as well, and would not move with it
            or domains.get(n) != "positive integer"
            or any(n in variables(tree) for tree in others)
        ):
            return False
        if self.start > 1 and bound not in self.conclusion.assumptions:
            return False
        if not self.conclusion.knowledge().defined(claim):
            return False
        rest = tuple(pair for pair in self.conclusion.domains if pair[0] != n)
        first = Sequent(substitute(claim, {n: self.start}), others, rest)
        given = (*others, bound)
        return _all_serve(self.base, first) and (
            self._is_direct(claim, given) or self._is_increment(claim, given)
        )

    def _is_direct(self, claim: Tree, given: tuple[Tree, ...]) -> bool:
        step = self.step.sequent
        wanted = Sequent(step.claim, (*given, claim), self.conclusion.domains)
        return is_next(claim, step.claim, self.variable) and _all_serve(self.step, wanted)

    def _is_increment(self, claim: Tree, given: tuple[Tree, ...]) -> bool:
        step = self.step.sequent.claim
        if not isinstance(claim, tuple) or not isinstance(step, tuple) or claim[0] != step[0]:
            return False
        if claim[0] not in (*_UP, *_DOWN):
            return False
        for side, difference in zip(claim[1:], step[1:], strict=True):
            if not isinstance(difference, tuple) or len(difference) != 3 or difference[0] != "+":
                return False
            if difference[2] != ("*", -1, side) or not is_next(side, difference[1], self.variable):
                return False
        return _all_serve(self.step, Sequent(step, given, self.conclusion.domains))

    def parts(self) -> dict[str, Any]:
        """Return variable, start, base and step."""
        base, step = self.base.to_json(), self.step.to_json()
        return {"variable": self.variable, "start": self.start, "base": base, "step": step}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> InductionCertificate:
        """Read conclusion, variable, start, base and step."""
        return cls(
            Sequent.from_json(data),
            name_from_json(data["variable"]),
            integer_from_json(data["start"]),
            Premise.from_json(data["base"]),
            Premise.from_json(data["step"]),
        )


@register
@dataclass(frozen=True)
class TermwiseCertificate(RuleCertificate):
    """sum_i f(i) R sum_i g(i), i = 1, ..., n, follows from f(i) R g(i) for every i; what is assumed of one i is assumed of all.

    With ``without`` = k, for a relation that is not strict, the sums are those over i != k: sum_i f(i) - f(k) R sum_i g(i) - g(k).  Then f(i) R g(i)
    may lean on i != k, and on what is assumed for all i but k.

    Examples
    --------
    >>> from symattn.proving import by_terms, prove
    >>> verdict = by_terms(prove("tanh(a[i])**2 <= 1"))
    >>> type(verdict.certificate).__name__, verdict.certificate.check()
    ('TermwiseCertificate', True)

    See Also
    --------
    symattn.proving.by_terms
    """

    kind: ClassVar[str] = "termwise"
    index: str
    bound: str
    terms: Premise
    without: str | int | None = None

    def premises(self) -> tuple[Premise, ...]:
        """Return the statement on one term."""
        return (self.terms,)

    def follows(self) -> bool:
        """Sum both sides, and compare the assumptions."""
        term, i, n = self.terms.sequent, self.index, self.bound
        known, domains = dict(term.domains), dict(self.conclusion.domains)
        if i == n or "[" in i or known.get(i) != "positive integer" or domains.get(n) != "positive integer":
            return False
        if not isinstance(term.claim, tuple) or term.claim[0] not in (*_UP, *_DOWN):
            return False
        if self.without is not None and not self._may_leave_out(term.claim[0]):
            return False
        return (
            self.conclusion.claim == (term.claim[0], *map(self._total, term.claim[1:]))
            and i not in domains
            and within(domains[n], known.get(n, "positive integer"))
            and all(map(self._assumed, term.assumptions))
            and all(
                within(domains.get(name, "real"), domain)
                for name, domain in term.domains
                if name not in (i, n)
            )
        )

    def _may_leave_out(self, relation: str) -> bool:
        return (
            relation not in ("<", ">")
            and self.without != self.index
            and type(self.without) in (str, int)
            and self.conclusion.knowledge().is_row(self.without, self.bound)  # type: ignore[arg-type]
        )

    def _total(self, side: Tree) -> Tree:
        total: Tree = ("Sum", side, self.index, 1, self.bound)
        if self.without is None:
            return total
        return ("+", total, ("*", -1, substitute(side, {self.index: self.without})))

    def _assumed(self, tree: Tree) -> bool:
        """Return whether what is assumed of one index is assumed in the conclusion of all, or of all but one."""
        i, k, given = self.index, self.without, self.conclusion.assumptions
        if tree == ("<=", i, self.bound):
            return True
        if i not in variables(tree):
            return tree in given
        forms = [tree]
        if k is not None:
            if tree in (("!=", i, k), ("!=", k, i)):
                return True
            for same in (("==", i, k), ("==", k, i)):
                forms += [("or", same, tree), ("or", tree, same)]
        return any(("forall", form, i, 1, self.bound) in given for form in forms)

    def parts(self) -> dict[str, Any]:
        """Return index, bound, the statement on one term, and the index that is left out, if one is."""
        data = {"index": self.index, "bound": self.bound, "terms": self.terms.to_json()}
        return data if self.without is None else {**data, "without": self.without}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> TermwiseCertificate:
        """Read index, bound, the statement on one term, and the index that is left out."""
        names = name_from_json(data["index"]), name_from_json(data["bound"])
        k = data.get("without")
        k = k if k is None else integer_from_json(k) if isinstance(k, int) else name_from_json(k)
        return cls(Sequent.from_json(data), *names, Premise.from_json(data["terms"]), k)


@register
@dataclass(frozen=True)
class SpecialisationCertificate(RuleCertificate):
    """A statement holds for the values of expressions that lie in its domains and satisfy its assumptions.

    Examples
    --------
    >>> from symattn.proving import prove, specialise
    >>> verdict = specialise(prove("(x + y)**2 == x**2 + 2*x*y + y**2"), {"y": "exp(t)"})
    >>> type(verdict.certificate).__name__, verdict.certificate.check()
    ('SpecialisationCertificate', True)

    See Also
    --------
    symattn.proving.specialise
    """

    kind: ClassVar[str] = "specialisation"
    general: Premise
    substitution: tuple[tuple[str, Tree], ...]
    obligations: tuple[Premise, ...]

    def premises(self) -> tuple[Premise, ...]:
        """Return the general statement, and what its domains and assumptions ask of the expressions."""
        return (self.general, *self.obligations)

    def follows(self) -> bool:
        """Substitute, and look for each membership and assumption among what is seen, assumed or proved."""
        values, general = dict(self.substitution), self.general.sequent
        domains = dict(general.domains)
        if len(values) != len(self.substitution) or not values.keys() <= domains.keys():
            return False
        parts = (general.claim, *general.assumptions)
        if not _substitutable(values, parts):
            return False
        if written_out(substitute(general.claim, values)) != written_out(self.conclusion.claim):
            return False
        used = {name for part in parts for name in variables(part)}
        used |= {*entries_meant(parts, domains)}
        return (
            all(self._assumed(substitute(tree, values)) for tree in general.assumptions)
            and all(self._member(values.get(name, name), domains[name]) for name in domains if name in used)
            and all(
                name in variables(general.claim) or self.conclusion.knowledge().defined(value)
                for name, value in values.items()
            )
        )

    def _assumed(self, tree: Tree) -> bool:
        if written_out(tree) in map(written_out, self.conclusion.assumptions):
            return True
        return self.conclusion.knowledge().defined(tree) and self._proved(tree)

    def _proved(self, tree: Tree) -> bool:
        wanted = Sequent(tree, self.conclusion.assumptions, self.conclusion.domains)
        return any(_all_serve(premise, wanted) for premise in self.obligations)

    def _member(self, tree: Tree, domain: Any) -> bool:
        known = self.conclusion.knowledge()
        if known.contained(written_out(tree), domain):
            return True
        if isinstance(domain, tuple):
            return self._proved(("or", *(("==", tree, value) for value in map(written_out, domain))))
        return ("integer" not in domain or known.integer(tree)) and self._proved((">", tree, 0))

    def parts(self) -> dict[str, Any]:
        """Return the general statement, the substitution and what was to be shown."""
        return {
            "general": self.general.to_json(),
            "substitution": [[name, to_json(value)] for name, value in self.substitution],
            "obligations": [premise.to_json() for premise in self.obligations],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> SpecialisationCertificate:
        """Read conclusion, general statement, substitution and obligations."""
        return cls(
            Sequent.from_json(data),
            Premise.from_json(data["general"]),
            tuple((name_from_json(name), from_json(value)) for name, value in data["substitution"]),
            _premises(data["obligations"]),
        )


def _substitutable(values: Mapping[str, Tree], parts: Iterable[Tree]) -> bool:
    """Return whether dimensions get dimensions, and no entry is replaced of a vector that has entries with symbolic indices."""
    parts = tuple(parts)
    vectors = {
        node[1] if node[0] == "index" else node[2]
        for part in parts
        for node in walk(part)
        if isinstance(node, tuple) and node[0] in ("index", "softmax")
    }
    sizes = {name for part in parts for name in dimensions(part)}
    return all(name.partition("[")[0] not in vectors or "[" not in name for name in values) and all(
        isinstance(value, str) or (isinstance(value, int) and value >= 1)
        for name, value in values.items()
        if name in sizes
    )


@register
@dataclass(frozen=True)
class LemmaCertificate(RuleCertificate):
    """A claim holds if it follows from lemmas that hold under its assumptions; the lemmas' claims are defined everywhere.

    Examples
    --------
    >>> from symattn.proving import by_terms, prove
    >>> bound = by_terms(prove("tanh(a[i])**2 <= 1"))
    >>> verdict = prove("2*Sum(tanh(a[i])**2, (i, 1, n)) <= 2*n + 1", using=[bound])
    >>> type(verdict.certificate).__name__, verdict.certificate.check()
    ('LemmaCertificate', True)

    See Also
    --------
    symattn.prove : its argument ``using`` takes lemmas.
    """

    kind: ClassVar[str] = "lemmas"
    main: Premise
    lemmas: tuple[Premise, ...]

    def premises(self) -> tuple[Premise, ...]:
        """Return the claim under the lemmas as assumptions, and the lemmas."""
        return (self.main, *self.lemmas)

    def follows(self) -> bool:
        """Compare the assumptions of the main premise with those of the conclusion and the lemmas' claims."""
        given, main = self.conclusion.assumptions, self.main.sequent
        domains, own = dict(main.domains), {name for name, _ in self.conclusion.domains}
        known = Sequent(main.claim, given, main.domains).knowledge()
        return (
            written_out(main.claim) == written_out(self.conclusion.claim)
            and set(main.assumptions) <= {*given, *(lemma.sequent.claim for lemma in self.lemmas)}
            and all(
                name in domains and within(domain, domains[name]) for name, domain in self.conclusion.domains
            )
            and all("[" not in name or domains[name] == "real" for name in domains.keys() - own)
            and all(
                known.defined(lemma.sequent.claim)
                and _all_serve(lemma, Sequent(lemma.sequent.claim, given, main.domains))
                for lemma in self.lemmas
            )
        )

    def parts(self) -> dict[str, Any]:
        """Return main premise and lemmas."""
        return {"main": self.main.to_json(), "lemmas": [lemma.to_json() for lemma in self.lemmas]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> LemmaCertificate:
        """Read conclusion, main premise and lemmas."""
        return cls(Sequent.from_json(data), Premise.from_json(data["main"]), _premises(data["lemmas"]))
