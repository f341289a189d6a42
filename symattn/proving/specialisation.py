"""What holds for all values of the variables holds for the values of expressions that lie in the domains and satisfy the assumptions."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from symattn.certificates.domains import Domain
from symattn.certificates.expression import Tree, dimensions, substitute, variables, walk
from symattn.certificates.rules import SpecialisationCertificate
from symattn.errors import InvalidArgument, InvalidStatement
from symattn.proving.evidence import NOT_ACCEPTED, certified, premise, sequent, unproved
from symattn.proving.obligations import knowledge, membership, read_given, settle
from symattn.proving.parser import parse_statement
from symattn.proving.polynomial import Budget
from symattn.proving.printing import to_text
from symattn.proving.search import satisfiable
from symattn.proving.statement import Statement, expand, free_names, intersect, read_statement
from symattn.proving.verdict import Verdict, make

_WRITTEN_OUT = 16


def specialise(
    verdict: Verdict, values: Mapping[Any, Any], *, assuming: Any = (), time_limit: float = 10.0
) -> Verdict:
    """Return the verdict on an instance of a proved statement: variables are replaced by expressions, all at once.

    Explanation: a variable that ranges over less than the reals may be replaced only by what is proved to stay in its range, and the assumptions about
    replaced variables have to be proved of the expressions, under ``assuming``; the other assumptions are kept.

    Parameters
    ----------
    verdict
        A proved verdict on a statement of the grammar.
    values
        For each variable to be replaced an expression; for a dimension a positive integer or a name.
    assuming
        What is assumed of the variables of the instance, as in `prove`.
    time_limit
        Seconds after which the instance is *undecided*.

    Returns
    -------
    Verdict
        *proved*, with the general statement as a premise, or *undecided* with what was not shown.

    Raises
    ------
    InvalidArgument
        If the verdict is about no statement of the grammar, or ``values`` names something that is no variable of it.
    InvalidStatement
        If an expression contains the name of an index bound in the statement, or the instance is defined nowhere.

    Examples
    --------
    >>> from symattn.proving import prove
    >>> square = prove("(x + y)**2 == x**2 + 2*x*y + y**2")
    >>> instance = specialise(square, {"y": "exp(t)"})
    >>> instance.statement, instance.proved
    ('(x + exp(t))**2 == x**2 + 2*x*exp(t) + exp(t)**2', True)

    What leaves the domain is not an instance:

    >>> idempotent = prove("x**2 == x", assuming="x in {0,1}")
    >>> specialise(idempotent, {"x": "y + 1"}).status
    'undecided'

    See Also
    --------
    prove : its argument ``using`` takes instances.

    References
    ----------
    The rule of universal instantiation of first-order logic.
    """
    started = time.monotonic()
    budget = Budget(time_limit)
    subject = verdict.subject if isinstance(verdict, Verdict) else None
    if subject is None:
        hint = "Pass a verdict of prove(); a sentence has no variables."
        raise InvalidArgument("verdict", "must be about a statement of the grammar", str(verdict), hint)
    replaced, given, domains = _read(subject, values, assuming)
    instance = _instance(subject, replaced, given, domains)

    def concluded(status: Any, **more: Any) -> Verdict:
        return make(
            status,
            instance.claim,
            "specialisation",
            instance.scope,
            subject=instance,
            seconds=time.monotonic() - started,
            **more,
        )

    if not verdict.proved:
        return concluded(
            "undecided", reason=f"the general statement is {unproved(verdict)}", premises=(verdict,)
        )
    # What is asked is asked where the instance is defined only, or is seen to be defined: conditions do not matter.
    claims, why = _asked(subject, replaced, instance)
    obligations: list[Verdict] = []
    for claim in claims:
        shown = settle(claim, instance, budget)
        obligations.append(shown)
        if not shown.proved:
            why = unproved(shown)
            break
    premises = (verdict, *obligations)
    if not why and not _holds_somewhere(instance, budget):
        why = "no point was found that satisfies the assumptions and at which both sides are defined"
    if why:
        return concluded("undecided", reason=why, premises=premises)
    certificate = certified(
        lambda: SpecialisationCertificate(
            sequent(instance), premise(verdict), tuple(replaced.items()), tuple(map(premise, obligations))
        )
    )
    if certificate is None:
        return concluded("undecided", reason=NOT_ACCEPTED, premises=premises)
    return concluded(
        "proved",
        # Exhaustion of all values of x proves an instance for all values of what x is replaced by.
        extent="finite" if all(isinstance(domain, tuple) for _, domain in instance.domains) else "general",
        certificate=certificate,
        conditions=_conditions(verdict, replaced, instance),
        premises=premises,
    )


def _read(
    subject: Statement, values: Mapping[Any, Any], assuming: Any
) -> tuple[dict[str, Tree], tuple[Tree, ...], dict[str, Domain]]:
    """Return the trees to put in, the assumptions of the instance, and the domains that these and SymPy's symbols give."""
    if not isinstance(values, Mapping) or not values:
        raise InvalidArgument("values", "must map variables to expressions", values, 'Write {"x": "a + b"}.')
    given, assumed = read_given(assuming)
    domains = tuple(assumed.items())
    known = dict(subject.domains)
    replaced: dict[str, Tree] = {}
    for key, value in values.items():
        name = str(key)
        if name not in known:
            hint = f"Its variables are: {', '.join(known) or 'none'}."
            raise InvalidArgument("values", "must name variables of the statement", name, hint)
        read = read_statement(value, value)
        assert isinstance(read.claim, tuple)
        replaced[name] = read.claim[1]
        given += tuple(tree for tree in read.assumptions if tree not in given)
        domains = intersect(domains, tuple(pair for pair in read.domains if pair[1] != "real"))
        if isinstance(replaced[name], str) and replaced[name] not in assumed:
            # x := y: the new variable ranges over what the old one does.
            domains = intersect(domains, ((str(replaced[name]), known[name]),))
    _check_places(subject, replaced)
    return replaced, given, dict(domains)


def _check_places(subject: Statement, replaced: Mapping[str, Tree]) -> None:
    parts = (subject.claim, *subject.assumptions)
    sizes = {name for part in parts for name in dimensions(part)}
    nodes = [node for part in parts for node in walk(part) if isinstance(node, tuple)]
    vectors = {node[1] for node in nodes if node[0] == "index"} | {n[2] for n in nodes if n[0] == "softmax"}
    for name, value in replaced.items():
        if name in sizes and not (isinstance(value, str) or (isinstance(value, int) and value >= 1)):
            raise InvalidArgument(
                "values", "a dimension becomes a positive integer or a name", to_text(value)
            )
        if "[" in name and name.partition("[")[0] in vectors:
            hint = "Other entries of the same vector have symbolic indices, which may be this one."
            raise InvalidArgument("values", "must not replace a single entry of a vector", name, hint)


def _instance(
    subject: Statement, replaced: Mapping[str, Tree], given: tuple[Tree, ...], domains: Mapping[str, Domain]
) -> Statement:
    kept = tuple(tree for tree in subject.assumptions if replaced.keys().isdisjoint(variables(tree)))
    assumptions = tuple(dict.fromkeys((*kept, *given)))
    claim = expand(substitute(subject.claim, replaced), _WRITTEN_OUT)
    stays = {name: domain for name, domain in subject.domains if name not in replaced}
    parts = (claim, *assumptions)
    known = (*stays, *domains)
    names = free_names(parts, known)
    # A variable that stays and one that an expression brings are the same if they have the same name.
    common = intersect(
        *(tuple((name, source[name]) for name in names if name in source) for source in (stays, domains))
    )
    return Statement(claim, assumptions, tuple((name, dict(common).get(name, "real")) for name in names))


def _asked(subject: Statement, replaced: Mapping[str, Tree], instance: Statement) -> tuple[list[Tree], str]:
    """Return the claims to be shown, and why it is hopeless if it is."""
    known = knowledge(instance)
    claims: dict[Tree, None] = {}
    for name, value in replaced.items():
        if name not in variables(subject.claim) and not known.defined(value):
            return [], f"{to_text(value)} is not seen to be defined everywhere"
    parts = (subject.claim, *subject.assumptions)
    used = free_names(parts, dict(subject.domains))
    for name, domain in subject.domains:
        if name not in used:
            continue
        value = expand(replaced.get(name, name), _WRITTEN_OUT)
        asked = membership(value, domain, known)
        if asked is None:
            return [], f"{to_text(value)} is not seen to be an integer"
        if not isinstance(asked, bool):
            claims.setdefault(asked)
    for tree in subject.assumptions:
        claim = expand(substitute(tree, replaced), _WRITTEN_OUT)
        if claim in instance.assumptions:
            continue
        if not known.defined(claim):
            return [], f"{to_text(claim)} is not seen to be defined everywhere"
        claims.setdefault(claim)
    return list(claims), ""


def _holds_somewhere(instance: Statement, budget: Budget) -> bool:
    defined = knowledge(instance).defined(instance.claim)
    return satisfiable(instance, () if defined else (instance.claim,), budget)


def _conditions(verdict: Verdict, replaced: Mapping[str, Tree], instance: Statement) -> tuple[str, ...]:
    """Return the conditions of the general statement for the instance; where they cannot be read back, that there are some."""
    known = knowledge(instance)
    if known.defined(instance.claim) or (
        not verdict.conditions and all(map(known.defined, replaced.values()))
    ):
        return ()
    found: dict[str, None] = {}
    for text in verdict.conditions:
        try:
            found.setdefault(to_text(substitute(parse_statement(text), replaced)))
        except InvalidStatement:
            found.setdefault("both sides are defined")
    return tuple(found) or ("both sides are defined",)
