"""Machine statements: what a claim says in a form that the procedures decide, print and hash."""

from __future__ import annotations

import hashlib
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from symattn.certificates.expression import Tree, substitute, to_json
from symattn.certificates.sequents import serves
from symattn.errors import InvalidArgument
from symattn.ledger.records import Quantity, confirm, has_record, recorded
from symattn.proving import (
    Statement,
    Verdict,
    by_induction,
    by_terms,
    conjunction,
    parse_assumptions,
    parse_statement,
    prove,
    prove_enclosed,
    prove_instances,
    read_statement,
    sizes,
    to_latex,
    to_text,
)
from symattn.proving.evidence import sequent

Triple = tuple[Any, Any, str]


class MachineStatement(ABC):
    """A statement that code can decide; what people read is printed from it.

    Examples
    --------
    Each kind of statement is decided in its own way:

    >>> statement = Identity("x + x == 2*x")
    >>> isinstance(statement, MachineStatement), statement.decide().status
    (True, 'proved')
    """

    @abstractmethod
    def decide(self, tier: str = "fast") -> Verdict:
        """Run the evidence on the statement; tier ``full`` covers more instances where there are more."""

    @property
    @abstractmethod
    def text(self) -> str:
        """The statement as text."""

    @abstractmethod
    def latex(self, names: Mapping[str, str]) -> str:
        """Return the statement as LaTeX (without dollar signs)."""

    @abstractmethod
    def content(self) -> Any:
        """Return the JSON content that identifies the statement."""

    def digest(self) -> str:
        """Return a hash that names the statement."""
        return hashlib.sha256(json.dumps(self.content(), sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Identity(MachineStatement):
    """One statement of the grammar, decided for all values of its variables.

    ``terms`` are bounds on one term (statement, assumptions, index), which summed over 1..n are the lemmas of the proof; they are evidence,
    not part of the statement.

    Examples
    --------
    >>> Identity("x*y == relu(x + y - 1)", "x, y in {0,1}").decide().status
    'proved'
    >>> Identity("x*y == relu(x + y)", "x, y in {0,1}").decide().status
    'refuted'

    See Also
    --------
    symattn.prove
    """

    source: str
    assuming: str = ""
    terms: tuple[tuple[str, str, str], ...] = ()

    def _read(self) -> Statement:
        return read_statement(self.source, assuming=self.assuming)

    def decide(self, tier: str = "fast") -> Verdict:
        """Decide with `prove`."""
        lemmas = [by_terms(prove(source, assuming=given), index=index) for source, given, index in self.terms]
        return prove(self.source, assuming=self.assuming, using=lemmas)

    @property
    def text(self) -> str:
        """The statement with its assumptions."""
        return self.source + (f"  for {self.assuming}" if self.assuming else "")

    def latex(self, names: Mapping[str, str]) -> str:
        """Return the statement as it was written, with its assumptions."""
        shown = to_latex(parse_statement(self.source), names)
        if not self.assuming:
            return shown
        given = f"({_assuming_latex(self.assuming, names)})"
        if _letters(shown + given) <= _LETTERS_IN_A_LINE:
            return rf"{shown} \qquad {given}"
        return rf"\begin{{gathered}} {shown} \\ {given} \end{{gathered}}"

    def content(self) -> Any:
        """Return claim, assumptions and domains."""
        return self._read().to_json()


def _assuming_latex(assuming: str, names: Mapping[str, str]) -> str:
    relations, domains = parse_assumptions(assuming)
    groups: dict[Any, list[str]] = {}
    for name, domain in domains.items():
        groups.setdefault(domain, []).append(to_latex(name, names))
    parts = []
    for domain, members in groups.items():
        if isinstance(domain, tuple):
            values = ", ".join(to_latex(value) for value in domain)
            parts.append(rf"{', '.join(members)} \in \{{{values}\}}")
        else:
            parts.append(f"{', '.join(members)} {_DOMAIN_LATEX[domain]}")
    return r",\; ".join([*parts, *(to_latex(relation, names) for relation in relations)])


#: What is longer than this has its assumptions on a line of its own: a telephone shows 300 pixels.
_LETTERS_IN_A_LINE = 36
_UNSEEN = re.compile(r"\\(?:left|right|operatorname|mathbb|text|tfrac|frac|quad|[,;!])|[{}^_ ]")


def _letters(formula: str) -> int:
    """Return about how many letters and signs of a formula are seen."""
    return len(re.sub(r"\\[a-zA-Z]+", "x", _UNSEEN.sub("", formula)))


_DOMAIN_LATEX = {
    "real": r"\in \mathbb{R}",
    "positive": "> 0",
    "integer": r"\in \mathbb{Z}",
    "positive integer": r"\in \{1, 2, \ldots\}",
}


def _nothing() -> Verdict:
    raise InvalidArgument("evidence", "must be given: a function that returns a verdict of a rule", None)


@dataclass(frozen=True)
class Derived(Identity):
    """A statement of the grammar that rules prove: it is what ``evidence`` returns, or `prove` derives it from that.

    The verdict of a rule is evidence, not part of the statement: one on another statement does not decide this one.
    """

    evidence: Callable[[], Verdict] = field(default=_nothing, compare=False)

    def decide(self, tier: str = "fast") -> Verdict:
        """Compare the statement with the lemma, or prove it from the lemma."""
        lemma = self.evidence()
        if lemma.subject is not None:
            wanted, found = sequent(self._read()), sequent(lemma.subject)
            # A counterexample to a statement with fewer points is one to the statement with more.
            if (lemma.proved and serves(found, wanted)) or (lemma.refuted and serves(wanted, found)):
                return lemma
        return prove(self.source, assuming=self.assuming, using=[lemma] if lemma.proved else [])


def inductive(source: str, assuming: str = "", *, follows: str = "", under: str = "") -> Derived:
    """Return a statement for all integers n >= 1, proved by induction over n; or ``follows``, proved from it ``under`` other assumptions."""
    given = f"{assuming}; n positive integer" if assuming else "n positive integer"
    stated = (follows, under) if follows else (source, given)
    return Derived(*stated, evidence=lambda: by_induction(source, assuming=assuming))


@dataclass(frozen=True)
class Sizes(MachineStatement):
    """A statement with a size parameter, written out and decided at finitely many sizes.

    Examples
    --------
    >>> statement = Sizes("(x + y)**k == x**k + y**k", "k", (1, 2), "x, y in {0,1}")
    >>> statement.text, statement.decide().status
    ('(x + y)**k == x**k + y**k  for k in {1, 2}', 'refuted')

    See Also
    --------
    symattn.proving.sizes
    """

    source: str
    parameter: str
    values: tuple[int, ...]
    assuming: str = ""

    def _at(self, value: int) -> Verdict:
        tree: Tree = substitute(parse_statement(self.source), {self.parameter: value})
        return prove(to_text(tree), assuming=self.assuming)

    def decide(self, tier: str = "fast") -> Verdict:
        """Decide at every size."""
        verdicts = {value: self._at(value) for value in self.values}
        return sizes(verdicts, parameter=self.parameter, statement=self.source)

    @property
    def text(self) -> str:
        """The statement with its sizes."""
        return f"{self.source}  for {self.parameter} in {{{', '.join(map(str, self.values))}}}"

    def latex(self, names: Mapping[str, str]) -> str:
        """Return the statement with the parameter as a letter."""
        return to_latex(parse_statement(self.source), names)

    def content(self) -> Any:
        """Return the tree, the parameter and its values."""
        return [to_json(parse_statement(self.source)), self.parameter, list(self.values), self.assuming]


@dataclass(frozen=True)
class Constructed(MachineStatement):
    """Equalities between what the library builds (a network's output) and what the theory says, at finitely many sizes.

    Examples
    --------
    >>> statement = Constructed("k copies of x", "k", (1, 2, 3), lambda k: [("+".join(["x"]*k), f"{k}*x", "")])
    >>> statement.decide().status
    'proved'
    """

    label: str
    parameter: str
    values: tuple[int, ...]
    build: Callable[[int], list[Triple]] = field(compare=False)
    display: str = ""

    def decide(self, tier: str = "fast") -> Verdict:
        """Build and decide every pair at every size."""
        verdicts = {}
        for value in self.values:
            parts = [prove(left, right, assuming=assuming) for left, right, assuming in self.build(value)]
            verdicts[value] = conjunction(parts, statement=f"{self.label} ({self.parameter} = {value})")
        return sizes(verdicts, parameter=self.parameter, statement=self.label)

    @property
    def text(self) -> str:
        """What is compared, with its sizes."""
        return f"{self.label}  for {self.parameter} in {{{', '.join(map(str, self.values))}}}"

    def latex(self, names: Mapping[str, str]) -> str:
        """Return the display of the claim."""
        return self.display or rf"\text{{{self.label}}}"

    def content(self) -> Any:
        """Return the pairs that are compared."""
        pairs = [
            [
                read_statement(left, right, assuming=assuming).to_json()
                for left, right, assuming in self.build(value)
            ]
            for value in self.values
        ]
        return [self.label, self.parameter, list(self.values), pairs]


@dataclass(frozen=True)
class Symbolic(MachineStatement):
    """Equalities between what the library builds for a symbolic size (a network's output) and what the theory says, for every size."""

    label: str
    build: Callable[[], list[Triple]] = field(compare=False)
    display: str = ""

    def decide(self, tier: str = "fast") -> Verdict:
        """Build and decide every pair."""
        parts = [prove(left, right, assuming=assuming) for left, right, assuming in self.build()]
        return conjunction(parts, statement=self.label)

    @property
    def text(self) -> str:
        """What is compared."""
        return self.label

    def latex(self, names: Mapping[str, str]) -> str:
        """Return the display of the claim."""
        return self.display or rf"\text{{{self.label}}}"

    def content(self) -> Any:
        """Return the pairs that are compared."""
        pairs = [
            read_statement(left, right, assuming=assuming).to_json() for left, right, assuming in self.build()
        ]
        return [self.label, pairs]


@dataclass(frozen=True)
class OverIntegers(MachineStatement):
    """A statement in functions of integers, decided at every point of a finite box; the full tier may have a larger one."""

    source: str
    ranges: Mapping[str, Iterable[int]] = field(hash=False)
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=dict, compare=False)
    assuming: str = ""
    full: Mapping[str, Iterable[int]] | None = field(default=None, hash=False)

    def _box(self, tier: str) -> Mapping[str, Iterable[int]]:
        return self.full if tier == "full" and self.full is not None else self.ranges

    @property
    def text(self) -> str:
        """The statement with its assumptions."""
        return self.source + (f"  for {self.assuming}" if self.assuming else "")

    def _tree(self) -> Tree:
        return parse_statement(self.source, functions=tuple(self.functions))

    def latex(self, names: Mapping[str, str]) -> str:
        """Return the statement as it was written, as LaTeX."""
        return to_latex(self._tree(), names)

    def content(self) -> Any:
        """Return the tree and the ranges."""
        ranges = {name: list(values) for name, values in self.ranges.items()}
        return [to_json(self._tree()), ranges, self.assuming]


@dataclass(frozen=True)
class Instances(OverIntegers):
    """A statement about all n in functions of n, evaluated exactly in a finite range.

    Examples
    --------
    >>> statement = Instances("f(n) < 2**n", {"n": range(6)}, {"f": lambda n: n})
    >>> statement.decide().status, statement.decide().extent
    ('proved', 'instances')

    See Also
    --------
    symattn.proving.prove_instances
    """

    def decide(self, tier: str = "fast") -> Verdict:
        """Evaluate at every instance of the tier."""
        return prove_instances(
            self.source, ranges=self._box(tier), functions=self.functions, assuming=self.assuming
        )


@dataclass(frozen=True)
class Recorded(OverIntegers):
    """A statement about numbers that take long to compute: the fast tier reads their records, checked; the full tier computes them again.

    ``quantities`` are functions of n of which some values are stored; a value that is not is computed.

    Examples
    --------
    A number that took hours is read, and its record checked:

    >>> from symattn.ledger import find_quantity
    >>> statement = Recorded("T(n) < 2**(n**2)", {"n": [9]}, quantities={"T": find_quantity("threshold")})
    >>> statement.decide().status
    'proved'

    See Also
    --------
    symattn.ledger.stored_record
    """

    quantities: Mapping[str, Quantity] = field(default_factory=dict, compare=False)

    def _value(self, quantity: Quantity, n: int, tier: str, read: list[str]) -> int:
        if not has_record(quantity.name, n):
            return quantity.compute(n).value
        record = recorded(quantity, n)
        if tier == "full":
            confirm(quantity, n)
        read.append(f"{quantity.name}-{n} ({record.seconds:.1f} s)")
        return record.value

    def decide(self, tier: str = "fast") -> Verdict:
        """Evaluate at every instance of the tier, and say which records were read."""
        read: list[str] = []
        stored = {
            name: lambda n, quantity=quantity: self._value(quantity, n, tier, read)
            for name, quantity in self.quantities.items()
        }
        functions = {**self.functions, **stored}
        return prove_instances(
            self.source,
            ranges=self._box(tier),
            functions=functions,
            assuming=self.assuming,
            note=lambda: f"records {', '.join(dict.fromkeys(read))}" if read else "",
        )

    def _tree(self) -> Tree:
        return parse_statement(self.source, functions=(*self.functions, *self.quantities))


@dataclass(frozen=True)
class Enclosed(OverIntegers):
    """A statement in real-valued functions of integers, decided in a finite range from intervals that contain their values.

    Examples
    --------
    >>> from symattn.capacity import Ball
    >>> root = {2: Ball("1.41421", "0.00001")}
    >>> Enclosed("r(n) < 1415/1000", {"n": [2]}, {"r": root.__getitem__}).decide().extent
    'enclosed'

    See Also
    --------
    symattn.proving.prove_enclosed
    """

    def decide(self, tier: str = "fast") -> Verdict:
        """Enclose the values at every instance of the tier."""
        return prove_enclosed(
            self.source, ranges=self._box(tier), functions=self.functions, assuming=self.assuming
        )

    def content(self) -> Any:
        """Return the tree and the ranges."""
        return ["enclosed", *super().content()]


@dataclass(frozen=True)
class All(MachineStatement):
    """Several statements at once; the claim holds to the extent of the weakest.

    Examples
    --------
    >>> both = All((Identity("x + x == 2*x"), Identity("x*x == x**2")))
    >>> both.text, both.decide().status
    ('x + x == 2*x; x*x == x**2', 'proved')

    See Also
    --------
    symattn.proving.conjunction
    """

    parts: tuple[MachineStatement, ...]

    def decide(self, tier: str = "fast") -> Verdict:
        """Decide every part."""
        return conjunction([part.decide(tier) for part in self.parts], statement=self.text)

    @property
    def text(self) -> str:
        """All parts."""
        return "; ".join(part.text for part in self.parts)

    def latex(self, names: Mapping[str, str]) -> str:
        """Return the parts on lines of their own."""
        opened, closed = r"\begin{gathered} ", r" \end{gathered}"
        # A part of several lines is gathered itself, and MathJax ends an environment at the first end.
        parts = (part.latex(names) for part in self.parts)
        lines = r" \\ ".join(part.removeprefix(opened).removesuffix(closed) for part in parts)
        return f"{opened}{lines}{closed}"

    def content(self) -> Any:
        """Return the contents of the parts."""
        return [part.content() for part in self.parts]
