"""A claim becomes a file of Rocq: every part of its machine statement a theorem."""

from __future__ import annotations

from collections.abc import Iterator

from symattn.certificates.expression import substitute
from symattn.errors import InvalidStatement
from symattn.ledger.claim import Claim
from symattn.ledger.machine import All, Constructed, Identity, MachineStatement, Sizes, Symbolic
from symattn.proving import parse_statement, read_statement, to_text
from symattn.proving.rocq import Exported, Goal, TermBound, export_goals


def export(claim: Claim, *, compared: bool = True) -> Exported:
    """Return the file of Rocq that states and proves the claim.

    What it says is read back and compared with the claim's statement, unless ``compared`` is false: when nothing but the text is wanted.

    Raises
    ------
    InvalidStatement
        If it cannot be exported; the message says why.
    """
    if claim.statement is None:
        rule = "has no machine statement, so that there is nothing to export"
        raise InvalidStatement(claim.id, rule, claim.kind, "`symattn show` says what it is.")
    if claim.argument:
        rule = "is argued: its proof is written for people, and what the machine decides is only a part of it"
        raise InvalidStatement(
            claim.id, rule, f"{len(claim.argument)} steps", "Its parents may be exportable."
        )
    comment = (
        f"{claim.id}: {claim.title}.\n   Statement {claim.statement.digest()}: {claim.statement.text[:1500]}"
    )
    goals = list(dict.fromkeys(goals_of(claim.id, claim.statement)))
    name = claim.id.replace("-", "_")
    return export_goals(goals, name=name, comment=comment, compared=compared)


def goals_of(name: str, statement: MachineStatement) -> Iterator[Goal]:
    """Yield the statements of the grammar that a machine statement is made of."""
    if isinstance(statement, All):
        for part in statement.parts:
            yield from goals_of(name, part)
    elif isinstance(statement, Identity):
        bounds = (
            TermBound(read_statement(terms, assuming=given), index) for terms, given, index in statement.terms
        )
        yield Goal(read_statement(statement.source, assuming=statement.assuming), tuple(bounds))
    elif isinstance(statement, Sizes):
        tree = parse_statement(statement.source)
        for value in statement.values:
            text = to_text(substitute(tree, {statement.parameter: value}))
            yield Goal(read_statement(text, assuming=statement.assuming))
    elif isinstance(statement, Constructed | Symbolic):
        sizes = [(value,) for value in statement.values] if isinstance(statement, Constructed) else [()]
        for left, right, assuming in (triple for size in sizes for triple in statement.build(*size)):
            yield Goal(read_statement(left, right, assuming=assuming))
    else:
        rule = "rests on numbers that were counted or enclosed, for which there is no translation"
        raise InvalidStatement(name, rule, type(statement).__name__, "`symattn verify` checks it.")
