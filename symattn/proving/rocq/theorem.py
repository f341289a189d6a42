"""A statement as a theorem of Rocq: what it binds, its hypotheses in order, its conclusion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symattn.certificates.expression import Tree
from symattn.proving.rocq.conditions import conditions
from symattn.proving.rocq.kinds import NATURAL, Signature, signature
from symattn.proving.rocq.printing import Printer
from symattn.proving.statement import Statement


@dataclass(frozen=True)
class Hypothesis:
    """One hypothesis: where it comes from (range, assumption, definedness), its tree, its text in Rocq."""

    origin: str
    tree: Tree
    text: str


@dataclass(frozen=True)
class Theorem:
    """The parts of a theorem."""

    statement: Statement
    signature: Signature
    printer: Printer
    hypotheses: tuple[Hypothesis, ...]
    conclusion: str

    def text(self, name: str) -> str:
        """Return the theorem's text, without its proof."""
        groups: dict[str, list[str]] = {}
        for bound, kind in self.signature.binders():
            groups.setdefault(kind, []).append(bound)
        binders = " ".join(f"({' '.join(names)} : {kind})" for kind, names in groups.items())
        lines = [f"  forall {binders},"] if binders else []
        lines += [f"  {hypothesis.text} ->" for hypothesis in self.hypotheses]
        return "\n".join([f"Theorem {name} :", *lines, f"  {self.conclusion}."])

    def introduction(self) -> str:
        """Return the tactic that names variables and hypotheses as the statement does; hypotheses are hyp1, hyp2, ..."""
        groups: dict[str, list[str]] = {}
        for bound, kind in self.signature.binders():
            groups.setdefault(kind, []).append(bound)
        names = [name for group in groups.values() for name in group]
        names += [f"hyp{k}" for k in range(1, len(self.hypotheses) + 1)]
        return f"intros {' '.join(names)}." if names else "idtac."


def theorem(statement: Statement) -> Theorem:
    """Return the theorem that says what the statement says.

    Examples
    --------
    >>> from symattn.proving import read_statement
    >>> print(theorem(read_statement("H(s - m) <= 1", assuming="m > s")).text("bound"))
    Theorem bound :
      forall (s m : R),
      m > s ->
      threshold (s - m) <= 1.
    """
    found = signature(statement)
    printer = Printer(found)
    hypotheses = [*_ranges(statement, printer), *_assumptions(statement, printer)]
    hypotheses += [
        Hypothesis("defined", tree, printer.proposition(tree, 2)) for tree in conditions(statement)
    ]
    return Theorem(statement, found, printer, tuple(hypotheses), printer.proposition(statement.claim, 1))


def _ranges(statement: Statement, printer: Printer) -> Iterator[Hypothesis]:
    for name, domain in statement.domains:
        if name not in printer.signature.numbers and "[" not in name:
            continue
        kind = printer.kind(name)
        if isinstance(domain, tuple):
            values = [int(v) if v.denominator == 1 else v for v in domain]
            tree: Tree = ("or", *(("==", name, value) for value in values))
            if kind == NATURAL:
                text = r" \/ ".join(f"({printer.name(name)} = {value})%nat" for value in values)
                yield Hypothesis("range", tree, text if len(values) == 1 else f"({text})")
            else:
                tree = tree if len(values) > 1 else ("==", name, values[0])
                yield Hypothesis("range", tree, printer.proposition(tree, 3))
        elif domain == "positive integer":
            yield Hypothesis("range", ("<=", 1, name), f"(1 <= {printer.name(name)})%nat")
        elif domain == "positive":
            yield Hypothesis("range", (">", name, 0), printer.proposition((">", name, 0), 2))


def _assumptions(statement: Statement, printer: Printer) -> Iterator[Hypothesis]:
    for tree in statement.assumptions:
        whole = _between_naturals(tree, printer)
        yield Hypothesis("assumption", tree, whole or printer.proposition(tree, 2))


def _between_naturals(tree: Tree, printer: Printer) -> str:
    """Return a relation between sizes and indices as one of natural numbers."""
    if not isinstance(tree, tuple) or tree[0] not in ("<=", "<", "==", "!="):
        return ""
    left, right = tree[1:]
    names = [side for side in (left, right) if isinstance(side, str)]
    plain = all(isinstance(side, str) or (isinstance(side, int) and side >= 0) for side in (left, right))
    if not plain or not names or any(printer.kind(name) != NATURAL for name in names):
        return ""
    sign = {"==": "=", "!=": "<>"}.get(tree[0], tree[0])
    return f"({printer.natural(left)} {sign} {printer.natural(right)})%nat"
