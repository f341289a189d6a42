"""What a rule has to show is read and decided as `prove` does it, over the domains and under the assumptions of a statement."""

from __future__ import annotations

from typing import Any

from symattn.certificates.definedness import Definedness
from symattn.certificates.domains import Domain, Domains
from symattn.certificates.expression import Tree, variables
from symattn.errors import InvalidArgument
from symattn.proving.parser import declared_functions, parse_assumptions
from symattn.proving.polynomial import Budget
from symattn.proving.prove import decide
from symattn.proving.statement import Statement, free_names, intersect, read_statement, with_dimensions
from symattn.proving.verdict import Verdict


def read_given(assuming: Any, argument: str = "assuming") -> tuple[tuple[Tree, ...], dict[str, Domain]]:
    """Return relations and domains of assumptions given as text, as a relation or as a list of these.

    Raises
    ------
    InvalidArgument
        If it is none of these.
    InvalidStatement
        If a text is not in the grammar.
    """
    single = isinstance(assuming, str) or hasattr(type(assuming), "free_symbols")
    if not single and not isinstance(assuming, list | tuple):
        hint = "Pass text such as 'x in {0,1}; K > 0', a relation, or a list of these."
        raise InvalidArgument(argument, "must be text, a relation or a list", assuming, hint)
    relations: dict[Tree, None] = {}
    domains: Domains = ()
    for item in [assuming] if single else assuming:
        if isinstance(item, str):
            found, ranges = parse_assumptions(item, argument=argument, functions=declared_functions(item))
            relations.update(dict.fromkeys(found))
            domains = intersect(domains, tuple(ranges.items()))
        else:
            read = read_statement(item)
            relations.update(dict.fromkeys((read.claim, *read.assumptions)))
            domains = intersect(domains, read.domains)
    return tuple(relations), with_dimensions(relations, dict(domains))


def settle(claim: Tree, statement: Statement, budget: Budget) -> Verdict:
    """Decide ``claim`` under the assumptions and over the domains of ``statement``."""
    own = variables(claim)
    if not own:  # a statement about numbers needs no assumption
        return decide(Statement(claim), budget=budget)
    given = dict(statement.domains)
    known = {name: given.get(name, "real") for name in free_names((claim, *statement.assumptions), given)}
    completed = with_dimensions((claim, *statement.assumptions), known)
    return decide(Statement(claim, statement.assumptions, tuple(completed.items())), budget=budget)


def membership(tree: Tree, domain: Domain, known: Definedness) -> Tree | bool | None:
    """Return True if the values are seen to lie in the domain, the claim that says it, or None if no claim of the grammar does."""
    if known.contained(tree, domain):
        return True
    if isinstance(domain, tuple):
        values = tuple(int(value) if value.denominator == 1 else value for value in domain)
        return ("or", *(("==", tree, value) for value in values))
    if "integer" in domain and not known.integer(tree):
        return None
    return (">", tree, 0)


def knowledge(statement: Statement) -> Definedness:
    """Return what is seen of expressions under the assumptions and over the domains of a statement."""
    return Definedness(dict(statement.domains), statement.assumptions)
