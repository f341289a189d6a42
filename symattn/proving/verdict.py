"""A verdict says proved, refuted or undecided, of which statement, by which method, and carries the evidence.

Only the procedures and rules of this package can make one: the constructor asks for a seal that stays inside it.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass, replace
from fractions import Fraction
from html import escape
from typing import Any, Literal, NoReturn

from symattn.certificates import Certificate
from symattn.certificates.expression import Tree
from symattn.proving.printing import to_text

Status = Literal["proved", "refuted", "undecided"]
#: What a positive verdict supports: a statement in full generality, a finite one, or instances of a general one.
Extent = Literal["general", "finite", "instances"]
_SEAL = object()


@dataclass(frozen=True)
class Counterexample:
    """A point at which the statement is false, with the exact values of the two sides."""

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

    def __str__(self) -> str:
        shown = list(self.point[:12])
        more = f", ... ({len(self.point)} variables)" if len(self.point) > len(shown) else ""
        point = ", ".join(f"{name} = {value}" for name, value in shown) or "no variables"
        return f"{point}{more}: left {self.left}, right {self.right}" if self.left else f"{point}{more}"


@dataclass(frozen=True)
class Verdict:
    """The outcome of a decision procedure or a rule.

    ``status`` is ``proved`` (equal, or true, wherever both sides are defined), ``refuted`` (with an exact
    counterexample) or ``undecided`` (with the reason; neither success nor failure).
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
    seconds: float = 0.0
    premises: tuple[Verdict, ...] = ()
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

    def explain(self) -> str:
        """Return in a few lines what was decided, how, and under which conditions."""
        lines = [
            f"{self.status.upper()}: {self.statement}",
            f"  scope: {self.scope}",
            f"  method: {self.method}",
        ]
        if self.conditions:
            lines.append(f"  wherever defined: {'; '.join(self.conditions)}")
        if self.counterexample is not None:
            lines.append(f"  counterexample: {self.counterexample}")
        if self.reason:
            lines.append(f"  reason: {self.reason}")
        lines += [f"  premise: {premise.status}: {premise.statement}" for premise in self.premises]
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """Return the verdict with the keys of the command line's ``prove --json``."""
        return {
            "status": self.status,
            "statement": self.statement,
            "method": self.method,
            "scope": self.scope,
            "counterexample": self.counterexample.to_json() if self.counterexample else None,
            "conditions": list(self.conditions),
            "reason": self.reason,
            "seconds": round(self.seconds, 6),
        }

    def _repr_html_(self) -> str:
        mark = {"proved": "&#10003;", "refuted": "&#10007;", "undecided": "?"}[self.status]
        rows = escape(self.explain()).split("\n", 1)
        rest = f"<pre>{rows[1]}</pre>" if len(rows) > 1 else ""
        return f"<div class='symattn-verdict {self.status}'><b>{mark} {rows[0]}</b>{rest}</div>"

    def __str__(self) -> str:
        return self.explain()


def make(status: Status, claim: Tree, method: str, scope: str, **more: Any) -> Verdict:
    """Make a verdict; for the procedures and rules of this package only."""
    return Verdict(status, claim, method, scope, seal=_SEAL, **more)


def weaken(verdict: Verdict, extent: Extent) -> Verdict:
    """Return the verdict with another extent; for the rules of this package only."""
    return replace(verdict, extent=extent, seal=_SEAL)
