"""A statement is a relation between expressions, assumptions, and what each variable ranges over."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from symattn.certificates.domains import Domain, domain_contains, domain_to_json
from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import (
    BINDERS,
    Tree,
    children,
    dimensions,
    entries_meant,
    is_statement,
    substitute,
    to_json,
    variables,
    vectors,
    walk,
)
from symattn.certificates.expression import (
    functions as functions_in,
)
from symattn.errors import ContradictoryAssumptions, InvalidArgument, InvalidStatement, TooLarge
from symattn.proving.parser import (
    declared_functions,
    parse_assumptions,
    parse_expression,
    parse_statement,
)
from symattn.proving.printing import to_text
from symattn.proving.ranges import implied_ranges
from symattn.proving.shifting import from_one

#: Sums are written out up to this many terms.
MAX_EXPANDED = 20_000
_MAX_NODES = 1_000_000
#: Operations that speak of dimensions or indices.
_INDEXED = frozenset((*BINDERS, "index", "softmax", "delta", "permutation", "call"))
#: Longer numbers stay unevaluated: they would not fit the digits that the parser reads.
MAX_BITS = 13_000


@dataclass(frozen=True)
class Statement:
    """``claim`` holds for all values of the variables in their ``domains`` that satisfy the ``assumptions``.

    Examples
    --------
    >>> from symattn.proving import read_statement
    >>> found = read_statement("x*y <= 1", assuming="x, y in {0,1}")
    >>> found.claim, found.domains
    (('<=', ('*', 'x', 'y'), 1), (('x', (Fraction(0, 1), Fraction(1, 1))), ('y', (Fraction(0, 1), Fraction(1, 1)))))

    See Also
    --------
    symattn.proving.read_statement : makes one from text or SymPy.
    """

    claim: Tree
    assumptions: tuple[Tree, ...] = ()
    domains: tuple[tuple[str, Domain], ...] = ()

    @cached_property
    def operations(self) -> frozenset[str]:
        """The operations that occur in the claim and in the assumptions."""
        return frozenset().union(*(operations(part) for part in (self.claim, *self.assumptions)))

    @property
    def text(self) -> str:
        """The claim as text of the grammar."""
        return to_text(self.claim)

    @property
    def scope(self) -> str:
        """What the variables range over, in words."""
        arbitrary = dict.fromkeys(
            name for part in (self.claim, *self.assumptions) for name in functions_in(part)
        )
        words = f"; all functions {', '.join(arbitrary)}" if arbitrary else ""
        return scope_text(self.domains, self.assumptions) + words

    def to_json(self) -> dict[str, Any]:
        """Return claim, assumptions and domains."""
        return {
            "claim": to_json(self.claim),
            "assumptions": [to_json(tree) for tree in self.assumptions],
            "domains": [[name, domain_to_json(domain)] for name, domain in self.domains],
        }


def read_statement(
    lhs: Any,
    rhs: Any = None,
    *,
    assuming: Any = (),
    functions: Iterable[str] = (),
    written_out: int = MAX_EXPANDED,
) -> Statement:
    """Return the statement given as text, as a SymPy relation, or as two sides (SymPy expressions, numbers or text).

    Sums of more than ``written_out`` terms stay sums.

    Examples
    --------
    >>> read_statement("x*(y + 1) == x*y + x").claim
    ('==', ('*', 'x', ('+', 'y', 1)), ('+', ('*', 'x', 'y'), 'x'))
    >>> read_statement("x*y", "y*x", assuming="x in {0,1}").domains
    (('x', (Fraction(0, 1), Fraction(1, 1))), ('y', 'real'))

    See Also
    --------
    symattn.prove : reads, then decides.
    """
    texts = [
        item
        for item in ([assuming] if isinstance(assuming, str) else _items(assuming))
        if isinstance(item, str)
    ]
    declared = dict.fromkeys(functions, "call")
    for text in texts:
        declared |= declared_functions(text)
    # SymPy is imported only when a SymPy object arrives, so that text is decided without it.
    translator: Any = None

    def tree(value: Any, argument: str) -> Tree:
        nonlocal translator
        if isinstance(value, bool):
            hint = (
                "SymPy or Python evaluated the relation before it arrived: pass both sides, prove(lhs, rhs), or text "
                "such as 'x**2 >= 0'."
            )
            raise InvalidStatement(argument, "is already a truth value", value, hint)
        if isinstance(value, float):
            raise InvalidStatement(
                argument, "floats are never evidence", value, "Write Fraction(1, 2) or '0.5'."
            )
        if isinstance(value, int | Fraction):
            return short(value, argument)
        if isinstance(value, str):
            parse = parse_statement if argument in ("statement", "assuming") else parse_expression
            return parse(value, argument=argument, functions=declared)
        if not hasattr(type(value), "free_symbols") or not hasattr(type(value), "is_Add"):
            with suppress(TypeError):  # NumPy's integers
                return short(operator.index(value), argument)
            hint = "Pass text, a SymPy expression or relation, an integer or a Fraction."
            raise InvalidStatement(argument, "is not an expression", type(value).__name__, hint)
        if translator is None:
            from symattn.proving.translate import Translator

            translator = Translator(declared)
        result: Tree = translator.tree(value)
        _not_longer_as_text(result, {})
        return result

    try:
        return _read(lhs, rhs, assuming, tree, lambda: translator, declared, written_out)
    except RecursionError:
        hint = "Name the inner parts."
        raise TooLarge("statement", "is nested too deeply", hint=hint) from None


def _items(assuming: Any) -> list[Any]:
    return list(assuming) if isinstance(assuming, list | tuple) else []


def _read(
    lhs: Any,
    rhs: Any,
    assuming: Any,
    tree: Callable[[Any, str], Tree],
    translator: Callable[[], Any],
    functions: Mapping[str, str],
    written_out: int,
) -> Statement:
    """Build the statement from what ``tree`` makes of its parts; ``translator`` gives what SymPy symbols said."""

    if rhs is None:
        claim = tree(lhs, "statement")
        if not is_statement(claim):
            hint = "Pass both sides, prove(lhs, rhs), or text such as 'x + x == 2*x'."
            raise InvalidStatement("statement", "must be a relation, not an expression", str(lhs), hint)
    else:
        sides = tree(lhs, "lhs"), tree(rhs, "rhs")
        if any(is_statement(side) for side in sides):
            raise InvalidStatement(
                "statement", "the two sides must be expressions, not relations", f"{lhs}, {rhs}"
            )
        claim = ("==", *sides)
    relations: list[Tree] = []
    domains: dict[str, Domain] = {}
    single = isinstance(assuming, str) or hasattr(type(assuming), "free_symbols")
    if not single and not isinstance(assuming, list | tuple):
        hint = "Pass text such as 'x in {0,1}; K > 0', a relation, or a list of these."
        raise InvalidArgument("assuming", "must be text, a relation or a list", assuming, hint)
    for item in [assuming] if single else assuming:
        if isinstance(item, str):
            for piece in item.split(";"):
                found, ranges = parse_assumptions(piece, functions=functions)
                relations.extend(found)
                domains = dict(intersect(tuple(domains.items()), tuple(ranges.items())))
        else:
            relation = tree(item, "assuming")
            if not is_statement(relation):
                raise InvalidStatement("assuming", "must be a relation, not an expression", str(item))
            relations.append(relation)
    seen = translator()
    known = dict(intersect(tuple(seen.domains.items()) if seen is not None else (), tuple(domains.items())))
    finite = [name for name, domain in known.items() if isinstance(domain, tuple)]
    claim, *relations = (from_one(tree, finite) for tree in (claim, *relations))
    claim = expand(claim, written_out)
    if isinstance(claim, tuple) and claim[0] == "forall":
        claim, indices = _instance(claim, relations)
        domains = dict(intersect(tuple(domains.items()), indices))
    relations = [expand(relation, written_out) for relation in relations]
    # Dimensions are looked for only where an operation occurs that has some: an identity of 10^4 products is not searched for them.
    indexed = any(not operations(part).isdisjoint(_INDEXED) for part in (claim, *relations))
    if indexed:
        relations += [tree for tree in implied_ranges((claim, *relations)) if tree not in relations]
        relations += [tree for tree in _instances(claim, relations) if tree not in relations]
    names = dict.fromkeys(name for part in (claim, *relations) for name in variables(part))
    _no_vectors([name for name in domains if name not in names], (claim, *relations))
    relations += (
        [tree for name, tree in seen.assumptions.items() if name in names] if seen is not None else []
    )
    known = dict(intersect(tuple(seen.domains.items()) if seen is not None else (), tuple(domains.items())))
    if indexed:
        known = with_dimensions((claim, *relations), known)
        # What is said of single entries, x[1] in {0,1}, holds where x[i] is meant as well.
        names.update(dict.fromkeys(entries_meant((claim, *relations), domains)))
    _no_contradiction(relations, known)
    return Statement(claim, tuple(relations), tuple((name, known.get(name, "real")) for name in names))


def free_names(parts: Iterable[Tree], known: Iterable[str]) -> dict[str, None]:
    """Return the free variables of the parts, and the entries x[1] among ``known`` that an entry x[i] in them may be."""
    parts = tuple(parts)
    names = dict.fromkeys(name for part in parts for name in variables(part))
    return names | dict.fromkeys(entries_meant(parts, known))


def with_dimensions(parts: Iterable[Tree], domains: Mapping[str, Domain]) -> dict[str, Domain]:
    """Return the domains, the bounds of sums and the indices being integers >= 1 unless a finite set of values is given.

    Raises
    ------
    InvalidStatement
        If a set of values for what a sum runs up to holds another number.
    ContradictoryAssumptions
        If nothing is left for some variable.
    """
    parts = tuple(parts)
    for part in parts:
        _dimensions_are_positive(part, domains)
    found = dict.fromkeys(name for part in parts for name in _dimensions(part))
    implied = tuple((name, "positive integer") for name in found if not isinstance(domains.get(name), tuple))
    return dict(intersect(implied, tuple(domains.items())))


def _instances(claim: Tree, relations: Iterable[Tree]) -> Iterator[Tree]:
    """Yield what forall(A, (i, 1, n)) says of the free indices in 1..n, and of 1 if an entry with that index occurs in the claim."""
    relations = tuple(relations)
    ones = {name.partition("[")[0] for name in variables(claim) if name.endswith("[1]")}
    for tree in relations:
        if not isinstance(tree, tuple) or tree[0] != "forall" or tree[3] != 1:
            continue
        _, inner, index, _, size = tree
        places: list[Tree] = [
            t[1] for t in relations if isinstance(t, tuple) and t[0] == "<=" and t[2] == size
        ]
        places += [1] if ones & vectors(inner) else []
        for place in places:
            if isinstance(place, int) or (isinstance(place, str) and place != size):
                with suppress(InvalidStatement):  # the name is bound inside
                    yield expand(substitute(inner, {index: place}))


def check_sizes(statement: Statement) -> None:
    """Refuse a statement in which a sum runs up to a variable that need not be an integer >= 1.

    Raises
    ------
    InvalidStatement
        If there is one; statements that are read never have one.
    """
    known = dict(statement.domains)
    parts = (statement.claim, *statement.assumptions)
    for name in sorted({name for part in parts for name in dimensions(part)}):
        domain = known.get(name, "real")
        if isinstance(domain, tuple):
            _dimensions_are_positive(("Sum", 0, "", 1, name), known)
        elif domain != "positive integer":
            rule = f"{name} is a dimension, hence an integer >= 1"
            raise InvalidStatement(
                "domains", rule, scope_text([(name, domain)]), f"Say '{name} positive integer'."
            )


def _instance(claim: tuple[Any, ...], relations: list[Tree]) -> tuple[Tree, tuple[tuple[str, Domain], ...]]:
    """Return A(i) for a claim that A(i) holds for all i in 1..n; that i is in 1..n joins the assumptions."""
    _, inner, index, low, high = claim
    taken = {name for tree in (high, *relations) for name in variables(tree)}
    if low != 1 or index in taken:
        hint = "Give the index another name, and let it run from 1."
        raise InvalidStatement("statement", "forall(A, (i, 1, n)) needs an index of its own", index, hint)
    relations.append(("<=", index, high))
    sizes = tuple((name, "positive integer") for name in variables(high))
    return inner, ((index, "positive integer"), *sizes)


def short(value: int | Fraction, argument: str) -> int | Fraction:
    """Return the number, if it can be printed and read back."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MAX_BITS:
        raise TooLarge(argument, f"numbers may have at most {MAX_BITS} bits", value)
    return value


def intersect(*ranges: tuple[tuple[str, Domain], ...]) -> tuple[tuple[str, Domain], ...]:
    """Return for each variable the intersection of what it ranges over in all of ``ranges``.

    Raises
    ------
    ContradictoryAssumptions
        If nothing is left for some variable.
    """
    common: dict[str, Domain] = {}
    for name, domain in (pair for part in ranges for pair in part):
        common[name] = _meet(name, common.get(name, "real"), domain)
    return tuple(common.items())


def _meet(name: str, a: Domain, b: Domain) -> Domain:
    if isinstance(a, str) and isinstance(b, str):
        words = [word for word in ("positive", "integer") if word in a or word in b]
        return " ".join(words) or "real"
    finite, other = (a, b) if isinstance(a, tuple) else (b, a)
    left = tuple(value for value in finite if isinstance(value, Fraction) and domain_contains(other, value))
    if not left:
        shown = f"{scope_text([(name, a)])} and {scope_text([(name, b)])}"
        raise ContradictoryAssumptions("assuming", f"leaves no value for {name}", shown)
    return left


def operations(tree: Tree) -> set[str]:
    """Return the operations that occur in the tree."""
    found: set[str] = set()
    stack = [tree] if isinstance(tree, tuple) else []
    while stack:
        node = stack.pop()
        found.add(node[0])
        stack += [child for child in node if isinstance(child, tuple)]
    return found


def _dimensions(tree: Tree, bound: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the free names that stand for dimensions or indices; the same name bound by a sum is another variable."""
    if not isinstance(tree, tuple):
        return
    op = tree[0]
    places: tuple[Tree, ...] = ()
    if op in BINDERS:
        places = tree[3:]
        yield from _dimensions(tree[1], bound | {tree[2]})
    elif op in ("index", "permutation", "delta", "softmax"):
        places = {"delta": tree[1:], "softmax": (tree[1], *tree[3:])}.get(op, tree[2:])
    for child in () if op in BINDERS else children(tree):
        yield from _dimensions(child, bound)
    yield from (name for place in places for name in variables(place) if name not in bound)


def _no_vectors(unused: list[str], parts: tuple[Tree, ...]) -> None:
    """Refuse a range given to a name that occurs as a vector only: it would say nothing about the entries."""
    nodes = [node for part in parts for node in walk(part)] if unused else []
    bases = {name for part in parts for name in vectors(part)} if unused else set()
    bases |= {node.partition("[")[0] for node in nodes if isinstance(node, str) and "[" in node}
    for name in unused:
        if name in bases:
            hint = f"Give ranges to its entries, as in '{name}[1] in {{0,1}}', or relations between them."
            raise InvalidStatement("assuming", "gives a range to a vector, not to a variable", name, hint)


def _not_longer_as_text(tree: Tree, known: dict[int, int]) -> int:
    """Return the number of nodes; parts that SymPy shares are counted each time they occur, but visited once."""
    size = known.get(id(tree))
    if size is None:
        parts = tree if isinstance(tree, tuple) else ()
        size = len(parts) + sum(_not_longer_as_text(part, known) for part in parts if isinstance(part, tuple))
        known[id(tree)] = size
        if size > _MAX_NODES:
            hint = "Name the parts that occur often."
            raise TooLarge("statement", f"may have at most {_MAX_NODES} parts", hint=hint)
    return size


class _Room:
    """How many nodes a statement may still have when its sums are written out."""

    def __init__(self) -> None:
        self.left = _MAX_NODES

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise TooLarge("statement", f"may have at most {_MAX_NODES} parts when its sums are written out")


def expand(tree: Tree, written_out: int = MAX_EXPANDED) -> Tree:
    """Write out sums (of at most ``written_out`` terms), softmax and entries whose bounds and indices are integers; fold arithmetic on numbers."""
    return _expand(tree, _Room(), written_out)


def _expand(tree: Tree, room: _Room, written_out: int) -> Tree:
    if not isinstance(tree, tuple):
        return tree
    room.take(len(tree) - 1)
    op = tree[0]
    if op in BINDERS:
        low, high = _expand(tree[3], room, written_out), _expand(tree[4], room, written_out)
        if isinstance(low, Fraction) or isinstance(high, Fraction):
            raise InvalidStatement(op, "needs bounds that are integers", f"{to_text(low)}..{to_text(high)}")
        if isinstance(low, int) and isinstance(high, int):
            if high - low >= MAX_EXPANDED:
                raise TooLarge(
                    op, f"has at most {MAX_EXPANDED} terms when its bounds are numbers", high - low + 1
                )
            if low != 1 or high - low < written_out:
                room.take(high - low + 1)
                terms = (substitute(tree[1], {tree[2]: i}) for i in range(low, high + 1))
                parts = [_expand(term, room, written_out) for term in terms]
                return ("+", *parts) if op == "Sum" else ("and", *parts) if parts else ("==", 0, 0)
        return (op, _expand(tree[1], room, written_out), tree[2], low, high)
    if op == "softmax":
        i, n = (_expand(part, room, written_out) for part in (tree[1], tree[3]))
        if isinstance(i, int) and i < 1:
            raise InvalidStatement("softmax", "needs an index with 1 <= i <= n", f"i = {i}")
        if isinstance(i, int) and isinstance(n, int):
            if not 1 <= i <= n <= MAX_EXPANDED:
                raise InvalidStatement("softmax", "needs an index with 1 <= i <= n", f"i = {i}, n = {n}")
            room.take(2 * n)
            total = ("+", *(("exp", f"{tree[2]}[{j}]") for j in range(1, n + 1)))
            return ("*", ("exp", f"{tree[2]}[{i}]"), ("**", total, -1))
        return ("softmax", i, tree[2], n)
    if op in ("index", "call", "permutation"):
        arguments = tuple(_expand(argument, room, written_out) for argument in tree[2:])
        return substitute((op, tree[1], *arguments), {})
    # Most arguments of long sums and products are names, which are not visited.
    arguments = tuple(
        _expand(argument, room, written_out) if isinstance(argument, tuple) else argument
        for argument in tree[1:]
    )
    return fold((op, *arguments))


def fold(tree: Tree) -> Tree:
    """Replace an operation on rational numbers by its rational value, where it has one; otherwise leave it."""
    if not isinstance(tree, tuple) or is_statement(tree) or tree[0] in ("Sum", "softmax", "index", "call"):
        return tree
    if tree[0] == "*" and 0 in tree and _defined_everywhere(tree):
        return 0
    if not all(isinstance(argument, int | Fraction) for argument in tree[1:]):
        return tree
    try:
        value = Evaluator({}).value(tree).rational()
    except Undefined:
        raise InvalidStatement("statement", "is defined nowhere", to_text(tree)) from None
    except NotExact:
        return tree
    if value is None or max(value.numerator.bit_length(), value.denominator.bit_length()) > MAX_BITS:
        return tree
    return int(value) if value.denominator == 1 else value


def _defined_everywhere(tree: Tree) -> bool:
    """Return whether no division, logarithm or root occurs, so that 0 times the rest is 0 everywhere."""
    if not isinstance(tree, tuple):
        return True
    if tree[0] in ("log", "sqrt", "Sum", "index", "call", "softmax", "binomial"):
        return False
    if tree[0] == "**" and not (isinstance(tree[2], int) and tree[2] >= 0):
        return False
    return all(_defined_everywhere(argument) for argument in tree[1:])


def _dimensions_are_positive(tree: Tree, domains: Mapping[str, Domain]) -> None:
    """Refuse a set of values that a dimension cannot take: identities of sums hold for integers >= 1 only."""
    for node in walk(tree):
        if not isinstance(node, tuple) or node[0] not in (*BINDERS, "softmax", "permutation"):
            continue
        for name in variables(node[-1]):
            domain = domains.get(name)
            if isinstance(domain, tuple) and not all(domain_contains("positive integer", v) for v in domain):
                rule = f"{name} is a dimension, hence an integer >= 1"
                shown = scope_text([(name, domain)])
                raise InvalidStatement("assuming", rule, shown, "Leave the other values out.")


def _no_contradiction(relations: list[Tree], domains: Mapping[str, Domain]) -> None:
    """Refuse assumptions that bound one variable from both sides and leave nothing, or are false as they stand."""
    lower: dict[str, tuple[Fraction, bool]] = {}
    upper: dict[str, tuple[Fraction, bool]] = {}
    for name, domain in domains.items():
        if isinstance(domain, str) and "positive" in domain:
            lower[name] = (Fraction(0), True)
        elif isinstance(domain, tuple):
            lower[name], upper[name] = (domain[0], False), (domain[-1], False)
    flip = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}
    stack = list(relations)
    while stack:
        relation = stack.pop(0)
        if not isinstance(relation, tuple):
            continue
        if relation[0] == "and":
            stack[:0] = relation[1:]
            continue
        if relation[0] not in flip:
            continue
        op, left, right = relation
        if isinstance(left, int | Fraction) and isinstance(right, int | Fraction):
            if not Evaluator({}).truth(relation):
                raise ContradictoryAssumptions("assuming", "contains a false statement", to_text(relation))
            continue
        if isinstance(left, int | Fraction):
            op, left, right = flip[op], right, left
        if not isinstance(left, str) or not isinstance(right, int | Fraction):
            continue
        bound = Fraction(right)
        if op in (">", ">=", "=="):
            candidate = (bound, op == ">")
            lower[left] = max(lower.get(left, candidate), candidate)
        if op in ("<", "<=", "=="):
            old = upper.get(left, (bound, False))
            upper[left] = min((old[0], not old[1]), (bound, op != "<"))
            upper[left] = (upper[left][0], not upper[left][1])
    for name, (low, strict) in lower.items():
        if name in upper and (low > upper[name][0] or (low == upper[name][0] and (strict or upper[name][1]))):
            texts = "; ".join(to_text(relation) for relation in relations)
            raise ContradictoryAssumptions("assuming", f"leaves no value for {name}", texts)


def scope_text(domains: Iterable[tuple[str, Domain]], assumptions: Iterable[Tree] = ()) -> str:
    """Return in words what the variables range over: ``all real x, y``; ``all x in {0, 1}``."""
    groups: dict[Domain, list[str]] = {}
    for name, domain in domains:
        groups.setdefault(domain, []).append(name)
    parts = []
    for domain, names in groups.items():
        shown = ", ".join(
            names if len(names) <= 8 else [*names[:3], "...", f"{names[-1]} ({len(names)} variables)"]
        )
        if isinstance(domain, str):
            parts.append(f"all {domain} {shown}")
        else:
            parts.append(f"all {shown} in {{{', '.join(str(value) for value in domain)}}}")
    given = " and ".join(to_text(tree) for tree in assumptions)
    return ("; ".join(parts) or "no variables") + (f" with {given}" if given else "")
