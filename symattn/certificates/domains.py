"""What certificates have in common: a statement, what its variables range over, a point, and values of functions; each also as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from symattn.certificates.base import (
    fraction_text,
    integer_from_json,
    name_from_json,
    rational_from_json,
)
from symattn.certificates.evaluation import Evaluator
from symattn.certificates.expression import Tree, from_json, is_statement, to_json
from symattn.errors import InvalidCertificate

#: What a variable ranges over: a word, or an explicit finite set.
Domain = str | tuple[Fraction, ...]
#: Values of functions: (name, ((arguments, value), ...)) for each.
Tabulated = tuple[tuple[str, tuple[tuple[tuple[Fraction | int, ...], Fraction | int], ...]], ...]
#: Names of free indices or of permutations, each with the dimension n of the range 1, ..., n.
Dimensions = tuple[tuple[str, str | int], ...]
DOMAIN_WORDS = ("real", "positive", "integer", "positive integer")
#: A value of each variable.
Point = tuple[tuple[str, Fraction], ...]
Domains = tuple[tuple[str, Domain], ...]


def domain_contains(domain: Domain, value: Fraction) -> bool:
    """Return whether the rational lies in the domain."""
    if isinstance(domain, tuple):
        return value in domain
    if "positive" in domain and value <= 0:
        return False
    return "integer" not in domain or value.denominator == 1


def domain_to_json(domain: Domain) -> Any:
    """Return the domain as JSON: a word or a list of exact rationals."""
    return domain if isinstance(domain, str) else [fraction_text(value) for value in domain]


def domain_from_json(data: Any) -> Domain:
    """Read a domain from JSON."""
    if isinstance(data, str) and data in DOMAIN_WORDS:
        return data
    if isinstance(data, list | tuple) and data:
        return tuple(rational_from_json(value) for value in data)
    raise InvalidCertificate("domain", f"must be one of {DOMAIN_WORDS} or a non-empty list", data)


def finite_domains_from_json(data: Any) -> tuple[tuple[str, tuple[Fraction, ...]], ...]:
    """Read names with the finitely many values of each."""
    domains = []
    for name, values in data:
        domain = domain_from_json(values)
        if not isinstance(domain, tuple):
            raise InvalidCertificate("domains", "must be finite", domain)
        domains.append((name_from_json(name), domain))
    return tuple(domains)


def statement_from_json(data: Any) -> Tree:
    """Read a tree that is true or false."""
    tree = from_json(data)
    if not is_statement(tree):
        raise InvalidCertificate("statement", "must be true or false, not a number", data)
    return tree


def claim_to_json(statement: Tree, assumptions: Sequence[Tree], domains: Domains) -> dict[str, Any]:
    """Return statement, assumptions and domains."""
    return {
        "statement": to_json(statement),
        "assumptions": [to_json(tree) for tree in assumptions],
        "domains": [[name, domain_to_json(domain)] for name, domain in domains],
    }


def claim_from_json(data: Mapping[str, Any]) -> tuple[Tree, tuple[Tree, ...], Domains]:
    """Read statement, assumptions and domains."""
    domains = tuple((name_from_json(name), domain_from_json(domain)) for name, domain in data["domains"])
    assumptions = tuple(statement_from_json(tree) for tree in data["assumptions"])
    return statement_from_json(data["statement"]), assumptions, domains


def point_to_json(point: Point) -> list[list[str]]:
    """Return the values of the variables."""
    return [[name, fraction_text(value)] for name, value in point]


def point_from_json(data: Any) -> Point:
    """Read the values of the variables."""
    return tuple((name_from_json(name), rational_from_json(value)) for name, value in data)


def dimensions_from_json(data: Any) -> Dimensions:
    """Read pairs (name, dimension), no name twice; a dimension is a name or a positive integer."""
    pairs: list[tuple[str, str | int]] = []
    for name, dimension in data:
        size = dimension if isinstance(dimension, str) else integer_from_json(dimension)
        if isinstance(size, int) and size < 1:
            raise InvalidCertificate("dimension", "must be positive", size)
        pairs.append((name_from_json(name), size))
    if not each_once(pairs):
        raise InvalidCertificate("names", "may occur once only", [name for name, _ in pairs])
    return tuple(pairs)


def tables_to_json(tables: Tabulated) -> list[Any]:
    """Return tabulated function values as nested lists."""
    return [
        [name, [[[to_json(x) for x in arguments], to_json(value)] for arguments, value in values]]
        for name, values in tables
    ]


def tables_from_json(data: Any) -> Tabulated:
    """Read tabulated function values."""

    def number(value: Any) -> Fraction | int:
        read = from_json(value)
        if not isinstance(read, int | Fraction):
            raise InvalidCertificate("tables", "must hold exact numbers", value)
        return read

    def rows(values: Any) -> Iterator[tuple[tuple[Fraction | int, ...], Fraction | int]]:
        for arguments, value in values:
            yield tuple(number(argument) for argument in arguments), number(value)

    return tuple((name_from_json(name), tuple(rows(values))) for name, values in data)


def each_once(pairs: Sequence[tuple[Any, Any]]) -> bool:
    """Return whether no first entry occurs twice, so that the pairs are the graph of a function."""
    return len({first for first, _ in pairs}) == len(pairs)


def evaluator_at(
    point: Point, tables: Tabulated, domains: Domains, assumptions: Sequence[Tree]
) -> Evaluator | None:
    """Return an evaluator at the point if it lies in the domains and satisfies the assumptions.

    Raises
    ------
    Undefined, NotExact
        If an assumption has no exact value there.
    """
    values = dict(point)
    if not (each_once(point) and each_once(tables) and all(each_once(rows) for _, rows in tables)):
        return None
    if not all(name in values and domain_contains(domain, values[name]) for name, domain in domains):
        return None
    evaluate = Evaluator(values, {name: dict(rows) for name, rows in tables})
    return evaluate if all(evaluate.truth(assumption) for assumption in assumptions) else None
