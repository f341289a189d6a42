"""A claim is a statement of the theory with a permanent id, its source, its evidence and false variants of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from symattn.errors import InvalidArgument
from symattn.ledger.machine import MachineStatement

Kind = Literal["definition", "identity", "inequality", "existence", "count", "asymptotic", "convention"]
MutantKind = Literal["constant", "strictness", "hypothesis", "convention", "index", "sign", "operation"]
_ID = re.compile(r"[A-Z]+(-[A-Za-z0-9]+)+")
_REFERENCE = re.compile(r"\[\[([A-Z]+(?:-[A-Za-z0-9]+)+)\]\]")

PAPER = "Baldi and Vershynin, The Quarks of Attention (arXiv 2202.08371)"
PROJECT = "this project"


@dataclass(frozen=True)
class Mutant:
    """A false variant of a claim's statement; the evidence must refute it.

    Examples
    --------
    >>> from symattn.ledger import Identity
    >>> wrong = Mutant("constant", Identity("x*y == ((x + y)**2 - (x - y)**2)/2"))
    >>> wrong.statement.text
    'x*y == ((x + y)**2 - (x - y)**2)/2'
    """

    kind: MutantKind
    statement: MachineStatement


@dataclass(frozen=True)
class Erratum:
    """A false statement that is in print or is often read into the theory, about the subject of a claim that says what is true.

    ``text`` says it in words, ``source`` where it stands; the evidence must refute ``statement``, with the smallest counterexample that the
    statement's ranges allow; ``corrected`` says in words what holds instead.

    Examples
    --------
    >>> from symattn.ledger import find_claim
    >>> [erratum.statement.text for erratum in find_claim("SM-4a").errata]
    ['right(a, b) <= 8']
    """

    text: str
    source: str
    statement: MachineStatement
    corrected: str


@dataclass(frozen=True)
class Claim:
    """One entry of the ledger; its status is computed by `symattn.ledger.verification`.

    ``argument`` holds the numbered steps of a written proof, for statements that no procedure decides in general: such a claim is at most ``argued``, whatever the
    machine decides of its parts; a step refers
    to another claim as ``[[MX-a]]``, which makes it a dependency.  ``general`` says in LaTeX for which sizes the statement is claimed.
    A claim that is not established has no machine statement but says in ``missing`` what is: its status is ``open``.  One that is taken from the
    literature says in ``cited`` from where: its status is ``cited``.  ``errata`` are false statements about its subject.

    Examples
    --------
    >>> from symattn.ledger import Identity, check_claim
    >>> claim = Claim("OWN-1", "identity", "Binomial formula", Identity("(x + 1)**2 == x**2 + 2*x + 1"), PROJECT,
    ...               mutants=(Mutant("constant", Identity("(x + 1)**2 == x**2 + 3*x + 1")),
    ...                        Mutant("sign", Identity("(x + 1)**2 == x**2 - 2*x + 1"))))
    >>> check_claim(claim).status
    'proved'

    See Also
    --------
    symattn.ledger.check_claim : runs the evidence.
    """

    id: str
    kind: Kind
    title: str
    statement: MachineStatement | None
    source: str
    display: str = ""
    general: str = ""
    hypotheses: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    argument: tuple[str, ...] = ()
    mutants: tuple[Mutant, ...] = ()
    not_claimed: str = ""
    missing: str = ""
    cited: str = ""
    errata: tuple[Erratum, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise InvalidArgument("id", f"must match {_ID.pattern}", self.id)
        if self.kind in ("definition", "convention"):
            if self.statement is not None or self.argument or self.mutants or not self.display:
                raise InvalidArgument(self.id, "a definition has a display and no evidence")
            return
        for word, given in (("an open", self.missing), ("a cited", self.cited)):
            if given:
                if self.statement is not None or self.argument or self.mutants or not self.display:
                    rule = f"{word} claim has a display, says what is missing or where it is proved, and has no evidence"
                    raise InvalidArgument(self.id, rule)
                return
        if self.statement is None:
            raise InvalidArgument(self.id, "a claim needs a machine statement")
        if self.display and self.general:
            raise InvalidArgument(
                self.id, "a display says itself for which sizes it holds: no general clause beside it"
            )
        if len({mutant.kind for mutant in self.mutants}) < 2:
            raise InvalidArgument(self.id, "a claim needs at least two mutants of different kinds")

    @property
    def dependencies(self) -> tuple[str, ...]:
        """The ids this claim rests on: those listed, and those that its argument refers to."""
        inferred = (match for step in self.argument for match in _REFERENCE.findall(step))
        return tuple(dict.fromkeys((*self.rests_on, *inferred)))

    @property
    def latex(self) -> str:
        """The statement as LaTeX: written by hand only where the machine statement has no printer for it."""
        if self.display:
            return self.display
        assert self.statement is not None
        body = f"$${self.statement.latex(self.names)}$$"
        return f"{body}\n{self.general}" if self.general else body

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of the argument, references written as plain ids."""
        return tuple(_REFERENCE.sub(r"\1", step) for step in self.argument)
