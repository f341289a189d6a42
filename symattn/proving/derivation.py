"""A derivation is a chain a_0 R_1 a_1 ... R_k a_k with a reason at each step; verifying it proves every adjacent pair."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from symattn.certificates.expression import Tree
from symattn.errors import InvalidArgument
from symattn.proving.polynomial import Budget
from symattn.proving.printing import to_latex, to_text
from symattn.proving.prove import decide
from symattn.proving.rules import chain, joined_relation
from symattn.proving.statement import Statement, read_statement
from symattn.proving.verdict import Verdict, amend

_SIGNS = {"==": "=", "<=": r"\le", "<": "<", ">=": r"\ge", ">": ">"}
_TARGETS = ("latex", "json", "rocq")
_WRITTEN_OUT = 16


@dataclass(frozen=True)
class Step:
    """One expression of a derivation, its relation to the one before, the reason, and the proved verdicts that the step uses."""

    expression: Any
    reason: str
    relation: str = "=="
    using: tuple[Verdict, ...] = ()


@dataclass(frozen=True, init=False)
class Derivation:
    r"""A chain of expressions, each equal to the one before or bounded by it, each step with its reason.

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

    Equalities and inequalities in one direction go together:

    >>> bound = (Derivation("2*x*y").then("x**2 + y**2 - (x - y)**2", "complete the square")
    ...          .then("x**2 + y**2", "a square is not negative", relation="<="))
    >>> bound.verify().statement
    '2*x*y <= x**2 + y**2'

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
        if not isinstance(steps, list | tuple) or not all(isinstance(step, Step) for step in steps):
            raise InvalidArgument("steps", "must be steps", steps, "Add them with .then(expression, reason).")
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "assuming", assuming)
        object.__setattr__(self, "steps", tuple(steps))
        self._tree(start)

    def then(
        self, expression: Any, reason: str, relation: str = "==", *, using: Sequence[Verdict] = ()
    ) -> Derivation:
        """Return the derivation with one more step.

        Parameters
        ----------
        expression
            The next expression.
        reason
            Why the step holds; it may name a claim by its id.
        relation
            How the expression before is related to this one: ``==``, ``<=``, ``<``, ``>=`` or ``>``.
        using
            Proved verdicts that the step uses, as in `prove`.

        Raises
        ------
        InvalidArgument
            If the reason is empty, or the relation is none of these or points against the ones before.
        """
        if not isinstance(reason, str) or not reason.strip():
            raise InvalidArgument("reason", "must be a non-empty text", reason)
        if not isinstance(relation, str) or relation not in _SIGNS:
            raise InvalidArgument("relation", f"must be one of {', '.join(_SIGNS)}", relation)
        if isinstance(using, Verdict) or not isinstance(using, list | tuple):
            hint = "Write using=[lemma]."
            raise InvalidArgument("using", "must be a list of proved verdicts", using, hint)
        self._tree(expression)
        steps = (*self.steps, Step(expression, reason, relation, tuple(using)))
        joined_relation([step.relation for step in steps])
        return Derivation(self.start, assuming=self.assuming, steps=steps)

    def verify(self, *, time_limit: float = 10.0) -> Verdict:
        """Prove every adjacent pair and return the verdict on first and last.

        Where a step holds under conditions only, such as x != 0, the two ends are compared directly as well: an expression in
        between may be undefined where the ends are not, and then the steps alone do not prove what they join.

        Parameters
        ----------
        time_limit
            Seconds for each step.

        Returns
        -------
        Verdict
            On ``first R last``, with one premise for each step.

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
            decide(self._pair(step.relation, a, b), using=step.using, budget=Budget(time_limit))
            for step, (a, b) in zip(self.steps, pairwise(expressions), strict=True)
        ]
        joined = chain(links)
        if joined.undecided and all(link.proved for link in links):
            relation = joined_relation([step.relation for step in self.steps])
            ends = self._pair(relation, expressions[0], expressions[-1])
            return amend(decide(ends, budget=Budget(time_limit)), premises=tuple(links))
        return joined

    def to_latex(self) -> str:
        """Return the derivation as an aligned LaTeX display, one line a step."""
        lines = [rf"& {to_latex(self._tree(self.start))}"]
        for step in self.steps:
            sign = f"{_SIGNS[step.relation]}{{}}"
            lines.append(
                rf"{sign} & {to_latex(self._tree(step.expression))} && \text{{{_text(step.reason)}}}"
            )
        return "\\begin{align*}\n" + " \\\\\n".join(lines) + "\n\\end{align*}"

    def _repr_latex_(self) -> str:
        return self.to_latex()

    def __str__(self) -> str:
        lines = [to_text(self._tree(self.start))]
        for step in self.steps:
            sign = "=" if step.relation == "==" else step.relation
            lines.append(f"  {sign} {to_text(self._tree(step.expression))}    ({step.reason})")
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """Return the expressions as text, with relations and reasons."""
        steps = [
            {"relation": s.relation, "expression": to_text(self._tree(s.expression)), "reason": s.reason}
            for s in self.steps
        ]
        return {"start": to_text(self._tree(self.start)), "steps": steps}

    def export(self, path: str | Path, *, to: str = "latex") -> Path:
        """Write the derivation to a file, as an aligned display, as JSON or as theorems of Rocq, and return its path.

        Parameters
        ----------
        path
            The file to write.
        to
            ``latex``, ``json`` or ``rocq``: there each step is a theorem, and the chain of all steps another.

        Raises
        ------
        InvalidArgument
            If there is no such target, if the directory does not exist, or if Rocq is wanted of a derivation without steps.
        InvalidStatement
            If a step has no translation to Rocq; then no file is written.
        """
        if to not in _TARGETS:
            raise InvalidArgument("to", f"must be one of {', '.join(_TARGETS)}", to)
        target = Path(path)
        if not target.parent.is_dir() or target.is_dir():
            raise InvalidArgument("path", "must be a file in an existing directory", str(path))
        if to == "rocq":
            text = self._to_rocq()
        elif to == "latex":
            text = self.to_latex() + "\n"
        else:
            text = json.dumps(self.to_json(), indent=2, ensure_ascii=False) + "\n"
        target.write_text(text, encoding="utf-8")
        return target

    def _to_rocq(self) -> str:
        """Return a file of Rocq with the theorems step_1, step_2, ..., the last of which joins the others."""
        from symattn.proving.rocq import Goal, export_goals

        if not self.steps:
            hint = "Add one with .then(expression, reason)."
            raise InvalidArgument("derivation", "needs at least one step", hint=hint)
        expressions = [self.start, *(step.expression for step in self.steps)]
        goals = [
            Goal(self._pair(step.relation, a, b))
            for step, (a, b) in zip(self.steps, pairwise(expressions), strict=True)
        ]
        if len(goals) > 1:
            relation = joined_relation([step.relation for step in self.steps])
            ends = self._pair(relation, expressions[0], expressions[-1])
            goals.append(Goal(ends, links=tuple(range(1, len(goals) + 1))))
        return export_goals(goals, name="step", comment=f"A derivation, step by step:\n{self}").text

    def _pair(self, relation: str, left: Any, right: Any) -> Statement:
        read = read_statement(left, right, assuming=self.assuming, written_out=_WRITTEN_OUT)
        assert isinstance(read.claim, tuple)
        return replace(read, claim=(relation, *read.claim[1:]))

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
