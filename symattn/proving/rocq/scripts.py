"""Which proof a theorem gets: an identity of canonical forms, or a case distinction with what is known of its sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from symattn.certificates.expression import Node, Tree
from symattn.proving.rocq.kinds import NATURAL
from symattn.proving.rocq.normaliser import Normaliser, Script
from symattn.proving.rocq.polynomials import tree_of
from symattn.proving.rocq.theorem import Theorem
from symattn.proving.statement import Statement

_KEPT = ("Sum", "apply", "exp", "log", "logistic", "silu", "tanh", "softplus", "sqrt")
_MAX_PAIRS = 4
#: Functions that are defined in the file by exponentials.
_DEFINED = frozenset(("logistic", "silu", "softplus"))


@dataclass(frozen=True)
class TermBound:
    """A relation between two terms, which summed over 1, ..., n is a step of a proof."""

    terms: Statement
    index: str


def script(found: Theorem, bounds: Sequence[TermBound] = ()) -> tuple[str, Script]:
    """Return the family of the theorem and its script."""
    claim = found.statement.claim
    if isinstance(claim, tuple) and claim[0] == "==" and not bounds:
        atoms = [(False, False)] if "exp" in found.statement.operations else []
        for written_out, split in (*atoms, (False, True), (True, True)):
            proof = _canonical(found, claim[1], claim[2], written_out, split)
            if proof is not None:
                return "identity of canonical forms", proof
    return "case distinction", _cases(found, bounds)


def _canonical(found: Theorem, left: Tree, right: Tree, written_out: bool, split: bool) -> Script | None:
    normaliser = Normaliser(found.printer, written_out, split)
    (a, first), (b, second) = normaliser.norm(left), normaliser.norm(right)
    one, other = tree_of(a), tree_of(b)
    free = not found.hypotheses or all(h.origin == "defined" or "nat" in h.text for h in found.hypotheses)
    if one != other and not (written_out and free and _smooth(found.statement)):
        return None
    shown = [normaliser.show(one), normaliser.show(other)]
    lines = [found.introduction()]
    lines += [f"transitivity ({shown[0]}).", "{", *first, "}"]
    return [*lines, f"symmetry; transitivity ({shown[1]}).", "{", *second, "}", "identity."]


def _smooth(statement: Statement) -> bool:
    return statement.operations.isdisjoint(("H", "sgn", "relu", "abs", "max", "min", "delta"))


def _cases(found: Theorem, bounds: Sequence[TermBound]) -> Script:
    normaliser = Normaliser(found.printer, False)
    lines = [found.introduction()]
    sums: dict[Node, None] = {}
    for bound in bounds:
        steps, both = _summed(found, bound)
        lines += steps
        sums.update(both)
    parts = [found.statement.claim, *(hypothesis.tree for hypothesis in found.hypotheses)]
    nodes = dict.fromkeys(node for part in parts for node in _kept(part))
    for node in sorted({**nodes, **sums}, key=lambda node: -len(repr(node))):
        poly, proof = normaliser.norm(node)
        lines += normaliser.rewriting(node, tree_of(poly), proof, " in *")
    forms = [normaliser.canonical(node) for node in nodes if node[0] == "Sum"]
    canonical = dict.fromkeys(node for form in forms for node in _kept(form) if node[0] == "Sum")
    lines += _facts(found, list(canonical), compared=not bounds)
    lines += [f"at_index {name}." for name in _indices(found)[:1]]
    defined = sorted(found.statement.operations & _DEFINED)
    if defined:
        lines.append(f"unfold {', '.join(defined)} in *.")
    return [*lines, "cases."]


def _indices(found: Theorem) -> list[str]:
    """Return the indices k of which k <= n is a hypothesis."""
    trees = (hypothesis.tree for hypothesis in found.hypotheses)
    return [
        found.printer.name(tree[1])
        for tree in trees
        if isinstance(tree, tuple)
        and tree[0] == "<="
        and isinstance(tree[1], str)
        and isinstance(tree[2], str)
        if found.printer.kind(tree[1]) == found.printer.kind(tree[2]) == NATURAL
    ]


def _summed(found: Theorem, bound: TermBound) -> tuple[Script, dict[Node, None]]:
    """Sum a relation between terms over 1, ..., n."""
    claim = bound.terms.claim
    assert isinstance(claim, tuple)
    relation, left, right = claim
    if relation in (">=", ">"):
        left, right = right, left
    sums: list[Node] = [("Sum", side, bound.index, 1, "n") for side in (left, right)]
    shown = [found.printer.real(side) for side in sums]
    sign, lemma = ("=", "sum_ext") if relation == "==" else ("<=", "sum_le")
    index = found.printer.name(bound.index)
    proof = f"apply {lemma}; intros {index} ?; at_index {index}; cases"
    return [f"assert ({shown[0]} {sign} {shown[1]}) by ({proof})."], dict.fromkeys(sums)


def _facts(found: Theorem, sums: list[Node], compared: bool) -> Script:
    """Try for each sum whether its terms are of one sign or at most those of another; what is not so is left out."""
    lines: Script = []
    show = found.printer.real
    every = "intros ti ?; at_index ti; cases"
    for node in sums[:_MAX_PAIRS]:
        lines.append(f"try (assert (0 <= {show(node)}) by (apply sum_nonneg; {every})).")
        text = show(node)
        for k in _indices(found):
            function, _ = text[len("sum ") :].rsplit(" ", 1)
            term = f"{function} {k} <= {text}"
            lines.append(f"try (assert ({term}) by (apply sum_term; [ lia | {every} ])).")
    for one in sums[:_MAX_PAIRS] if compared else ():
        for other in sums[:_MAX_PAIRS]:
            if one != other and one[4] == other[4]:
                lines.append(f"try (assert ({show(one)} <= {show(other)}) by (apply sum_le; {every})).")
    return lines


def _kept(tree: Tree) -> Iterator[Node]:
    """Yield the greatest sums and values of functions, outside of quantifiers."""
    if not isinstance(tree, tuple) or tree[0] == "forall":
        return
    if tree[0] in _KEPT:
        yield tree
        return
    rest: Iterable[Tree] = tree[1:]
    for child in rest:
        yield from _kept(child)
