"""A one-to-one map from A into B shows card A <= card B, a map of A onto B shows card A >= card B."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symattn.certificates.domains import Domain
from symattn.certificates.expression import Tree, substitute, variables, walk
from symattn.errors import InvalidArgument
from symattn.proving.evidence import certified_parts, shown_everywhere, unproved, with_conditions
from symattn.proving.obligations import knowledge, membership, read_given, settle
from symattn.proving.polynomial import Budget
from symattn.proving.printing import to_text
from symattn.proving.statement import Statement, expand, read_statement, scope_text
from symattn.proving.verdict import Verdict, make

_WRITTEN_OUT = 16


def by_injection(
    source: Any,
    target: Any,
    *,
    encode: Mapping[str, Any],
    decode: Mapping[str, Any],
    time_limit: float = 10.0,
) -> Verdict:
    """Return the verdict on ``card A <= card B``, from maps with encode(a) in B and decode(encode(a)) = a for every a in A.

    Parameters
    ----------
    source, target
        The families A and B: variables with what they range over, and constraints, as the assumptions of `prove`: ``"x, y in {0,1}; x <= y"``.
    encode
        For each variable of the target an expression in those of the source.
    decode
        For each variable of the source an expression in those of the target.
    time_limit
        Seconds for all parts together.

    Returns
    -------
    Verdict
        *proved*, the parts being its premises, or *undecided*: an attempt that fails refutes nothing.

    Raises
    ------
    InvalidArgument
        If a family has no variables, or a map does not give exactly the variables of the other family.

    Examples
    --------
    Two bits are one number below four:

    >>> verdict = by_injection("x, y in {0,1}", "k in {0,1,2,3}", encode={"k": "2*x + y"}, decode={"x": "H(k - 2)", "y": "k - 2*H(k - 2)"})
    >>> verdict.statement, verdict.proved
    ('card {all x, y in {0, 1}} <= card {all k in {0, 1, 2, 3}}', True)

    See Also
    --------
    by_surjection : the other direction.

    References
    ----------
    G. Cantor's definition of cardinality.
    """
    one, other = _family(source, "source"), _family(target, "target")
    maps = _map(encode, one, other, "encode"), _map(decode, other, one, "decode")
    return _compare(one, other, maps[0], maps[1], "<=", time_limit)


def by_surjection(
    source: Any,
    target: Any,
    *,
    encode: Mapping[str, Any],
    decode: Mapping[str, Any],
    time_limit: float = 10.0,
) -> Verdict:
    """Return the verdict on ``card A >= card B``, from maps with decode(b) in A and encode(decode(b)) = b for every b in B.

    Parameters
    ----------
    source, target, encode, decode, time_limit
        As in `by_injection`; ``encode`` maps A onto B, and ``decode`` chooses for each b in B an a with encode(a) = b.

    Returns
    -------
    Verdict
        *proved*, the parts being its premises, or *undecided*.

    Raises
    ------
    InvalidArgument
        As in `by_injection`.

    Examples
    --------
    >>> verdict = by_surjection("w in {-1,0,1}", "g in {0,1}", encode={"g": "H(w - 1)"}, decode={"w": "g"})
    >>> verdict.statement, verdict.proved
    ('card {all w in {-1, 0, 1}} >= card {all g in {0, 1}}', True)

    See Also
    --------
    by_injection : the other direction.

    References
    ----------
    G. Cantor's definition of cardinality.
    """
    one, other = _family(source, "source"), _family(target, "target")
    maps = _map(encode, one, other, "encode"), _map(decode, other, one, "decode")
    return _compare(other, one, maps[1], maps[0], ">=", time_limit)


@dataclass(frozen=True)
class _Family:
    """The points of the domains that satisfy the constraints."""

    constraints: tuple[Tree, ...]
    domains: tuple[tuple[str, Domain], ...]

    def __str__(self) -> str:
        return f"card {{{scope_text(self.domains, self.constraints)}}}"

    def about(self, claim: Tree) -> Statement:
        return Statement(claim, self.constraints, self.domains)


def _family(given: Any, argument: str) -> _Family:
    constraints, domains = read_given(given, argument)
    _finitely_many(constraints, argument)
    names = dict.fromkeys((*domains, *(name for tree in constraints for name in variables(tree))))
    if not names:
        hint = "Write for instance 'x, y in {0,1}; x <= y'."
        raise InvalidArgument(argument, "must be a family with at least one variable", given, hint)
    return _Family(constraints, tuple((name, domains.get(name, "real")) for name in names))


def _finitely_many(trees: tuple[Tree, ...], argument: str) -> None:
    """Refuse entries with symbolic indices, which are further variables that the family does not list."""
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, tuple) and node[0] in ("index", "softmax", "call", "permutation"):
                hint = "List the variables: 'x[1], x[2] in {0,1}'."
                raise InvalidArgument(
                    argument, "must be described by the variables listed", to_text(node), hint
                )


def _map(given: Any, source: _Family, target: _Family, argument: str) -> dict[str, Tree]:
    wanted = [name for name, _ in target.domains]
    if not isinstance(given, Mapping) or sorted(map(str, given)) != sorted(wanted):
        shown = given if not isinstance(given, Mapping) else ", ".join(map(str, given))
        raise InvalidArgument(argument, f"must give exactly {', '.join(wanted)}", shown)
    known = {name for name, _ in source.domains}
    trees: dict[str, Tree] = {}
    for name, value in given.items():
        read = read_statement(value, value)
        assert isinstance(read.claim, tuple)
        foreign = [other for other in variables(read.claim) if other not in known]
        if foreign:
            hint = f"It may use {', '.join(sorted(known))}."
            raise InvalidArgument(argument, "uses a variable of no point of its family", foreign[0], hint)
        _finitely_many((read.claim[1],), argument)
        trees[str(name)] = read.claim[1]
    return trees


def _compare(
    small: _Family,
    large: _Family,
    there: Mapping[str, Tree],
    back: Mapping[str, Tree],
    relation: str,
    time_limit: float,
) -> Verdict:
    """Show there(a) in the large family and back(there(a)) = a, for every a in the small one."""
    started = time.monotonic()
    budget = Budget(time_limit)
    families = (small, large) if relation == "<=" else (large, small)
    sentence = f"{families[0]} {relation} {families[1]}"
    known = knowledge(small.about(("==", 0, 0)))
    claims: dict[Tree, None] = {}
    why = ""
    for name, domain in large.domains:
        value = expand(there[name], _WRITTEN_OUT)
        asked = membership(value, domain, known)
        if asked is None:
            why = why or f"{to_text(value)} is not seen to be an integer"
        elif not isinstance(asked, bool):
            claims.setdefault(asked)
    for tree in large.constraints:
        claims.setdefault(expand(substitute(tree, there), _WRITTEN_OUT))
    for name, _ in small.domains:
        claims.setdefault(("==", expand(substitute(back[name], there), _WRITTEN_OUT), name))
    undefined = [value for value in there.values() if not known.defined(value)]
    if undefined:
        why = why or f"{to_text(undefined[0])} is not seen to be defined everywhere"
    premises: list[Verdict] = []
    for claim in claims if not why else ():
        shown = settle(claim, small.about(claim), budget)
        premises.append(shown)
        if not shown_everywhere(shown, known):
            why = with_conditions(shown) if shown.proved else unproved(shown)
            break
    more: dict[str, Any] = {"premises": tuple(premises), "seconds": time.monotonic() - started}
    method = "injection" if relation == "<=" else "surjection"
    scope = "the families named"
    if why:
        return make("undecided", sentence, method, scope, reason=why, **more)
    extent = "finite" if all(isinstance(d, tuple) for f in families for _, d in f.domains) else "general"
    return make(
        "proved", sentence, method, scope, extent=extent, certificate=certified_parts(premises), **more
    )
