"""The fixed list of identities with symbolic n, as text of the grammar and as SymPy expressions; what SymPy's own functions say of them."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import sympy as sp
from sympy.core.cache import clear_cache

from symattn.proving.parser import parse_statement

LIST = Path(__file__).parents[1] / "oracles" / "symbolic_identities.json"
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "+": sp.Add,
    "*": sp.Mul,
    "**": sp.Pow,
    "exp": sp.exp,
    "log": sp.log,
    "delta": sp.KroneckerDelta,
}


class OutOfTime(BaseException):
    """The cap was reached; not an Exception, so that no handler inside SymPy takes it for one of its own."""


@contextmanager
def capped(seconds: float) -> Iterator[None]:
    """Stop the block after this many seconds with `OutOfTime`."""

    def stop(*_: Any) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _simplify(left: Any, right: Any) -> Any:
    return sp.simplify(left - right) == 0


def _equals(left: Any, right: Any) -> Any:
    return left.equals(right)


def _doit(left: Any, right: Any) -> Any:
    return (left - right).doit() == 0


def _expand(left: Any, right: Any) -> Any:
    return sp.expand(left - right) == 0


@dataclass(frozen=True)
class Identity:
    """One identity of the list and the recorded answers of SymPy."""

    name: str
    statement: str
    assuming: str
    sympy: dict[str, str]

    def sides(self) -> tuple[Any, Any]:
        """Return the two sides as SymPy expressions, with every assumption that could help SymPy."""
        _, left, right = parse_statement(self.statement, argument="statement", functions=("s",))
        return _to_sympy(left, frozenset()), _to_sympy(right, frozenset())


def _to_sympy(tree: Any, indices: frozenset[str]) -> Any:
    """Build the expression: dimensions are positive integers, indices integers, entries and other symbols real."""
    if isinstance(tree, int):
        return sp.Integer(tree)
    if isinstance(tree, Fraction):
        return sp.Rational(tree.numerator, tree.denominator)
    if isinstance(tree, str):
        if tree in ("n", "d"):
            return sp.Symbol(tree, integer=True, positive=True)
        return sp.Symbol(tree, integer=True) if tree in indices else sp.Symbol(tree, real=True)
    op, *rest = tree
    if op == "Sum":
        term, index, low, high = rest
        limits = (sp.Symbol(index, integer=True), _to_sympy(low, indices), _to_sympy(high, indices))
        return sp.Sum(_to_sympy(term, indices | {index}), limits)
    if op == "index":
        return _entry(rest[0], *(_place(place) for place in rest[1:]))
    if op == "softmax":
        index, base, size = rest
        j = sp.Symbol("j_row", integer=True)
        row = sp.Sum(sp.exp(_entry(base, j)), (j, 1, _to_sympy(size, indices)))
        return sp.exp(_entry(base, _place(index))) / row
    if op == "delta":
        return sp.KroneckerDelta(*(_place(place) for place in rest))
    return _FUNCTIONS[op](*(_to_sympy(argument, indices) for argument in rest))


def _entry(base: str, *places: Any) -> Any:
    return sp.IndexedBase(base, real=True)[places]


def _place(tree: Any) -> Any:
    """Build an index; a permutation is an undefined function, SymPy having no bijections of 1..n for symbolic n."""
    if isinstance(tree, tuple):
        return sp.Function(tree[1], integer=True)(_place(tree[2]))
    return sp.Symbol(tree, integer=True)


class SymPy:
    """SymPy's ways to an answer, each within a cap of time."""

    ways: dict[str, Callable[[Any, Any], Any]] = {
        "simplify(lhs - rhs) == 0": _simplify,
        "lhs.equals(rhs)": _equals,
        "(lhs - rhs).doit() == 0": _doit,
        "expand(lhs - rhs) == 0": _expand,
    }

    def answer(self, way: str, identity: Identity, cap: float) -> str:
        """Return ``proved``, ``False``, ``None``, ``time`` or the name of the exception; the cache is emptied first."""
        left, right = identity.sides()
        clear_cache()
        try:
            with capped(cap):
                found = self.ways[way](left, right)
        except OutOfTime:
            return "time"
        except Exception as error:
            return type(error).__name__
        return "proved" if found is True or found == True else str(found)  # noqa: E712


@pytest.fixture(scope="session")
def identities() -> list[Identity]:
    """The fixed list."""
    return [Identity(**item) for item in json.loads(LIST.read_text())["identities"]]


@pytest.fixture(scope="session")
def recorded() -> dict[str, Any]:
    """What the file says beside the list: version of SymPy, cap in seconds."""
    data: dict[str, Any] = json.loads(LIST.read_text())
    return {key: value for key, value in data.items() if key != "identities"}


@pytest.fixture(scope="session")
def by_sympy() -> SymPy:
    """SymPy's ways to an answer."""
    return SymPy()
