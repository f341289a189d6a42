"""A verdict says proved, refuted or undecided, of which statement, by which method, and carries the evidence.

Only the procedures and rules of this package can make one: the constructor asks for a seal that stays inside it.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field, replace
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from symattn.certificates import Certificate
from symattn.certificates.expression import Tree
from symattn.proving.printing import to_text

if TYPE_CHECKING:
    from symattn.proving.statement import Statement

Status = Literal["proved", "refuted", "undecided"]
#: What a positive verdict supports: a statement in full generality, a finite one, one on enclosed numbers, or instances of a general one.
Extent = Literal["general", "finite", "enclosed", "instances"]
_SEAL = object()


@dataclass(frozen=True, repr=False)
class Counterexample:
    """A point at which the statement is false, with the exact values of the two sides.

    Examples
    --------
    >>> from symattn.proving import prove
    >>> found = prove("tanh(x) == x").counterexample
    >>> found.as_dict()
    {'x': Fraction(1, 1)}
    >>> found.certificate.check()
    True

    See Also
    --------
    symattn.refute : returns one, or None.
    """

    point: tuple[tuple[str, Fraction], ...]
    left: str
    right: str
    certificate: Certificate

    def as_dict(self) -> dict[str, Fraction]:
        """Return the point as a dictionary."""
        return dict(self.point)

    def to_json(self) -> dict[str, Any]:
        """Return point, values and certificate."""
        return {
            "point": {name: str(value) for name, value in self.point},
            "left": self.left,
            "right": self.right,
            "certificate": self.certificate.to_json(),
        }

    def __repr__(self) -> str:
        return f"<Counterexample {self}>"

    def __str__(self) -> str:
        shown = list(self.point[:12])
        more = f", ... ({len(self.point)} variables)" if len(self.point) > len(shown) else ""
        point = ", ".join(f"{name} = {value}" for name, value in shown) or "no variables"
        return f"{point}{more}: left {self.left}, right {self.right}" if self.left else f"{point}{more}"


@dataclass(frozen=True, repr=False)
class Verdict:
    """The outcome of a decision procedure or a rule.

    ``status`` is ``proved`` (equal, or true, wherever both sides are defined), ``refuted`` (with an exact
    counterexample) or ``undecided`` (with the reason; neither success nor failure).

    Examples
    --------
    A verdict has three values, so it is asked which one it is:

    >>> from symattn.proving import prove
    >>> [prove(text).status for text in ("x <= x", "x < x", "2*x < exp(x)")]
    ['proved', 'refuted', 'undecided']

    See Also
    --------
    symattn.prove : makes one.
    symattn.check_certificate : re-checks what it carries.
    """

    status: Status
    claim: Tree
    method: str
    scope: str
    extent: Extent = "general"
    conditions: tuple[str, ...] = ()
    certificate: Certificate | None = None
    counterexample: Counterexample | None = None
    reason: str = ""
    seconds: float = field(default=0.0, compare=False)
    premises: tuple[Verdict, ...] = ()
    #: The family of procedures that decided, and why it was chosen.
    family: str = ""
    why: str = ""
    #: The claim with its assumptions and domains, where it is one statement of the grammar.
    subject: Statement | None = None
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("a Verdict is made by prove() and the rules of symattn.proving, never by hand")

    @property
    def statement(self) -> str:
        """The statement as text; a rule's conclusion may be a sentence."""
        return to_text(self.claim)

    @property
    def proved(self) -> bool:
        """Whether the statement was proved."""
        return self.status == "proved"

    @property
    def refuted(self) -> bool:
        """Whether a counterexample was found."""
        return self.status == "refuted"

    @property
    def undecided(self) -> bool:
        """Whether the procedures declined to answer."""
        return self.status == "undecided"

    def __bool__(self) -> NoReturn:
        raise TypeError("a Verdict has three values: ask .proved, .refuted or .undecided")

    def _rows(self) -> list[tuple[str, str]]:
        rows = [("scope", self.scope), ("method", self.method)]
        if self.family:
            rows.append(("family", f"{self.family}: {self.why}"))
        if self.conditions:
            rows.append(("wherever defined", "; ".join(self.conditions)))
        if self.counterexample is not None:
            rows.append(("counterexample", str(self.counterexample)))
        if self.reason:
            rows.append(("reason", self.reason))
        return rows + [("premise", f"{premise.status}: {premise.statement}") for premise in self.premises]

    def explain(self) -> str:
        """Return in a few lines what was decided, how, and under which conditions."""
        lines = [f"{self.status.upper()}: {self.statement}"]
        return "\n".join([*lines, *(f"  {label}: {text}" for label, text in self._rows())])

    def to_json(self) -> dict[str, Any]:
        """Return the verdict with the keys of the command line's ``prove --json``."""
        return {
            "status": self.status,
            "statement": self.statement,
            "method": self.method,
            "family": self.family,
            "scope": self.scope,
            "counterexample": self.counterexample.to_json() if self.counterexample else None,
            "certificate": self.certificate.to_json() if self.certificate else None,
            "conditions": list(self.conditions),
            "reason": self.reason,
            "seconds": round(self.seconds, 6),
        }

    def __repr__(self) -> str:
        text = self.statement
        return f"<Verdict {self.status}: {text if len(text) <= 120 else text[:117] + '...'}>"

    def _repr_html_(self) -> str:
        mark = {"proved": "&#10003;", "refuted": "&#10007;", "undecided": "?"}[self.status]
        items = "".join(f"<dt>{label}</dt><dd>{escape(text)}</dd>" for label, text in self._rows())
        head = f"<p><strong>{mark} {self.status}</strong> <code>{escape(self.statement)}</code></p>"
        return f'<div class="symattn-verdict {self.status}">{head}<dl>{items}</dl></div>'

    def __str__(self) -> str:
        return self.explain()


def make(status: Status, claim: Tree, method: str, scope: str, **more: Any) -> Verdict:
    """Make a verdict; for the procedures and rules of this package only."""
    return Verdict(status, claim, method, scope, seal=_SEAL, **more)


def amend(verdict: Verdict, **changes: Any) -> Verdict:
    """Return the verdict with some entries changed; for the rules of this package only."""
    return replace(verdict, **changes, seal=_SEAL)
