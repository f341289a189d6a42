"""Unions, intersections and differences of classes, orbit by orbit, with the same numbers from the lists of all functions for n <= 4."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from symattn.capacity import functions
from symattn.capacity.function_sets import FunctionSet
from symattn.ledger.claims.exact_counts_evidence import Numbers, Second, numbers, of_class


@cache
def listed(cls: str, n: int, gate: str = "01", gates: int = 2, degree: int = 1) -> FunctionSet:
    """Return all functions of a class, listed from the definition."""
    if cls == "or":
        # An OR of two gates is the negation of an AND, as negations of gates are gates.
        products = listed("output-gating", n)
        return FunctionSet(n, 1, ((1 << (1 << n)) - 1 - products.codes)[::-1].copy())
    if cls == "and-or":
        return listed("output-gating", n) | listed("or", n)
    found = functions(cls, n, gate=gate, gates=gates, degree=degree)
    if not isinstance(found, FunctionSet):
        raise TypeError(f"{cls} is not listed for n = {n}")
    return found


def _signs(n: int) -> FunctionSet:
    return listed("output-gating", n, gate="pm")


def _attended(n: int) -> FunctionSet:
    return listed("multiplexing", n)


def _related(
    symbol: str, shown: str, quantity: str, first: tuple[int, ...], lists: Callable[[int], FunctionSet]
) -> Numbers:
    """Return the numbers of a set made of classes, compared with those of the lists."""
    return numbers(symbol, shown, first, quantity, second={f"E_{symbol}": Second(lambda n: len(lists(n)))})


EXCEPTIONS = _related(
    "X",
    r"|(\mathrm{AND}_n \cup \mathrm{OR}_n) \setminus \mathrm{XOR}_n|",
    "and-or-without-xor",
    (0, 0, 0, 0),
    lambda n: listed("and-or", n) - _signs(n),
)
ALSO_XOR = _related(
    "Y",
    r"|\mathrm{AND}_n \cap \mathrm{XOR}_n|",
    "and-meets-xor",
    (4, 16, 246),
    lambda n: listed("output-gating", n) & _signs(n),
)
BOTH = _related(
    "V",
    r"|\mathrm{AND}_n \cap \mathrm{OR}_n|",
    "and-meets-or",
    (4, 16, 238),
    lambda n: listed("output-gating", n) & listed("or", n),
)
ALL_THREE = _related(
    "Z",
    r"|\mathrm{AND}_n \cap \mathrm{OR}_n \cap \mathrm{XOR}_n|",
    "and-meets-or-meets-xor",
    (4, 16, 238),
    lambda n: listed("output-gating", n) & listed("or", n) & _signs(n),
)
GLUED = of_class("Q", r"|\mathrm{Glue}_n|", (4, 16, 238), "glued", reach={"E": 5})
NEITHER = _related(
    "P",
    r"|A_n \setminus (\mathrm{AND}_n \cup \mathrm{OR}_n \cup \mathrm{XOR}_n)|",
    "multiplexing-without-two-layer",
    (0, 0, 2, 7960),
    lambda n: _attended(n) - (listed("and-or", n) | _signs(n)),
)
SIGNS_ONLY = _related(
    "Q",
    r"|\mathrm{XOR}_n \setminus A_n|",
    "xor-without-multiplexing",
    (0, 0, 0),
    lambda n: _signs(n) - _attended(n),
)
BITS_ONLY = _related(
    "R",
    r"|(\mathrm{AND}_n \cup \mathrm{OR}_n) \setminus A_n|",
    "and-or-without-multiplexing",
    (0, 0, 0, 0),
    lambda n: listed("and-or", n) - _attended(n),
)
HIGHER = {
    2: _related(
        "K_2",
        r"|\mathrm{XOR}_n \setminus \mathrm{PTF}_{2,n}|",
        "xor-without-quadratic",
        (0, 0, 0, 0),
        lambda n: _signs(n) - listed("polynomial-threshold", n, degree=2),
    ),
    3: _related(
        "K_3",
        "",
        "xor-3-without-cubic",
        (0, 0, 0, 0),
        lambda n: (
            listed("output-gating", n, gate="pm", gates=3) - listed("polynomial-threshold", n, degree=3)
        ),
    ),
}
