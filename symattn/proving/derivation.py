"""A derivation is a chain a_0 = a_1 = ... = a_k with a reason at each step; verifying it proves every adjacent pair."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from symattn.certificates.expression import Tree
from symattn.errors import InvalidArgument
from symattn.proving.printing import to_latex, to_text
from symattn.proving.prove import prove
from symattn.proving.rules import chain
from symattn.proving.statement import read_statement
from symattn.proving.verdict import Verdict, amend


@dataclass(frozen=True)
class Step:
    """One expression of a derivation with the reason for its equality to the one before."""

    expression: Any
    reason: str


@dataclass(frozen=True, init=False)
class Derivation:
    r"""A chain of equal expressions, each step with its reason.

    Parameters
    ----------
    start
        The first expression (SymPy or text of the grammar).
    assuming
        Assumptions under which every step is made, as in `prove`.

    Examples
    --------
    Two square units and a linear read-out multiply (SM-4a):

    >>> product = (Derivation("((x + y)**2 - (x - y)**2)/4")
    ...            .then("(4*x*y)/4", "the squares cancel")
    ...            .then("x*y", "divide by 4"))
    >>> product.verify().proved
    True

    A step that does not hold is named:

    >>> Derivation("(x + y)**2").then("x**2 + y**2", "wishful").verify().reason
    'step 1 is refuted: (x + y)**2 == x**2 + y**2'

    See Also
    --------
    prove : decides one step.

    References
    ----------
    SM-4a: polarisation.
    """

    start: Any
    assuming: Any
    steps: tuple[Step, ...]

    def __init__(self, start: Any, *, assuming: Any = (), steps: tuple[Step, ...] = ()) -> None:
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "assuming", assuming)
        object.__setattr__(self, "steps", steps)
        self._tree(start)

    def then(self, expression: Any, reason: str) -> Derivation:
        """Return the derivation with one more step; ``reason`` may name a claim by its id."""
        if not isinstance(reason, str) or not reason.strip():
            raise InvalidArgument("reason", "must be a non-empty text", reason)
        self._tree(expression)
        return Derivation(self.start, assuming=self.assuming, steps=(*self.steps, Step(expression, reason)))

    def verify(self, *, time_limit: float = 10.0) -> Verdict:
        """Prove every adjacent pair and return the verdict on first = last.

        Where a step holds under conditions only, such as x != 0, the two ends are compared directly as well: an expression in
        between may be undefined where the ends are not, and then the steps alone do not prove what they join.

        Raises
        ------
        InvalidArgument
            If the derivation has no step.
        """
        if not self.steps:
            raise InvalidArgument(
                "derivation", "needs at least one step", hint="Add one with .then(expression, reason)."
            )
        expressions = [self.start, *(step.expression for step in self.steps)]
        links = [
            prove(a, b, assuming=self.assuming, time_limit=time_limit)
            for a, b in itertools.pairwise(expressions)
        ]
        joined = chain(links)
        if joined.undecided and all(link.proved for link in links):
            direct = prove(expressions[0], expressions[-1], assuming=self.assuming, time_limit=time_limit)
            return amend(direct, premises=tuple(links))
        return joined

    def to_latex(self) -> str:
        """Return the derivation as an aligned LaTeX display, one line a step."""
        lines = [rf"& {to_latex(self._tree(self.start))}"]
        for step in self.steps:
            lines.append(rf"={{}} & {to_latex(self._tree(step.expression))} && \text{{{_text(step.reason)}}}")
        return "\\begin{align*}\n" + " \\\\\n".join(lines) + "\n\\end{align*}"

    def _repr_latex_(self) -> str:
        return self.to_latex()

    def __str__(self) -> str:
        lines = [to_text(self._tree(self.start))]
        lines += [f"  = {to_text(self._tree(step.expression))}    ({step.reason})" for step in self.steps]
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """Return the expressions as text, with their reasons."""
        steps = [{"expression": to_text(self._tree(s.expression)), "reason": s.reason} for s in self.steps]
        return {"start": to_text(self._tree(self.start)), "steps": steps}

    def _tree(self, expression: Any) -> Tree:
        claim = read_statement(expression, expression).claim
        return claim[1] if isinstance(claim, tuple) else claim


def _text(reason: str) -> str:
    escapes = {
        "\\": r"\textbackslash{}",
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "_": r"\_",
        "{": r"\{",
        "}": r"\}",
    }
    return "".join(escapes.get(character, character) for character in reason)
