"""Counts of the classes of gated units for small n, each computed once: the finite evidence of the claims on mechanisms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import product
from math import comb
from typing import TYPE_CHECKING

from symattn.capacity import cover_count, output_gating_tables
from symattn.capacity.classes.gated import glued_tables, multiplexing_tables
from symattn.capacity.classes.products import product_tables
from symattn.capacity.classes.restricted import bias_free_tables, polynomial_threshold_tables
from symattn.capacity.classes.synaptic import synaptic_gating_tables
from symattn.capacity.classes.three_valued import additive_output_codes, ternary_product_codes
from symattn.ledger.claims.conventions_evidence import products
from symattn.ledger.machine import Instances
from symattn.threshold import count_threshold, threshold_functions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

_ALPHABETS = {0: "01", 1: "pm"}


@cache
def _attended(n: int) -> frozenset[int]:
    return frozenset(multiplexing_tables(n).tolist())


def _and_or(n: int) -> set[int]:
    """Return the products of two gates in {0, 1}, and the negations of products."""
    full = (1 << (1 << n)) - 1
    return {table for product in products(n, "01") for table in (product, full - product)}


@cache
def _glued(n: int) -> frozenset[int]:
    return frozenset(glued_tables(n).tolist())


def _and_and_or(n: int) -> set[int]:
    """Return the products of two gates in {0, 1} whose negations are also products."""
    full = (1 << (1 << n)) - 1
    return {table for table in products(n, "01") if full - table in products(n, "01")}


def _not_everywhere(n: int) -> int:
    """Return how many glued functions are missing from one of the classes AND, OR, products of signs, one attending gate."""
    common = _and_and_or(n) & products(n, "pm") & _attended(n)
    return len(_glued(n) - common)


@cache
def _polynomial(degree: int, n: int) -> frozenset[int]:
    return frozenset(polynomial_threshold_tables(n, degree).tolist())


@cache
def polynomial_products(degree: int, other: int, n: int, gate: str) -> int:
    """Return the number of products of polynomial gates of two degrees."""
    first, second = (polynomial_threshold_tables(n, d) for d in sorted((degree, other)))
    return len(product_tables(first, second, n, gate))


@cache
def synaptic(n: int, synapses: str, inputs: str, gate: str, bias: str = "free") -> int:
    """Return the number of functions of a unit with gated synapses."""
    return len(synaptic_gating_tables(n, synapses=synapses, inputs=inputs, gate=gate, bias=bias))


def _grid(n: int, inputs: str) -> tuple[Integers, Integers]:
    """Return the activations w.x + b at all points, and w.x, for integer weights and biases that give every gate of n <= 3 variables."""
    import numpy as np

    low = 0 if inputs == "01" else -1
    cube = np.array([[1 if k >> i & 1 else low for i in range(n)] for k in range(1 << n)]).reshape(1 << n, n)
    weights = np.array(list(product(range(-2, 3), repeat=n))).reshape(-1, n)
    biases = np.arange(-6, 7)
    linear = weights @ cube.T
    return (linear[:, None, :] + biases[:, None]).reshape(-1, 1 << n), linear


def _codes(bits: NDArray[np.bool_]) -> Integers:
    import numpy as np

    return bits.astype(np.int64) @ (1 << np.arange(bits.shape[-1]))


@cache
def gated_with_bias(n: int, inputs: str, gate: str) -> int:
    """Return the number of functions H(g L) with integer L, ties included, point by point."""
    import numpy as np

    activations, _ = _grid(n, inputs)
    found: set[int] = set()
    for table in threshold_functions(n).tables.tolist():
        bits = np.array([table >> k & 1 for k in range(1 << n)])
        values = bits if gate == "01" else 2 * bits - 1
        found.update(np.unique(_codes(activations * values >= 0)).tolist())
    return len(found)


@cache
def _tied(n: int) -> frozenset[int]:
    """Return the gates H(w.x) on {-1, 1}^n with ties read as 1."""
    return frozenset(_codes(_grid(n, "pm")[1] >= 0).tolist())


@cache
def _bias_free_products(n: int, inputs: str, gate: str) -> int:
    gates = bias_free_tables(n, inputs=inputs)
    return len(product_tables(gates, gates, n, gate))


@cache
def folded(k: int, n: int, gate: str) -> int:
    """Return the number of products of k gates of n variables."""
    return len(output_gating_tables(n, gate, gates=k))


@cache
def _folded_polynomials(k: int, degree: int, n: int, gate: str) -> tuple[int, ...]:
    """Return the products of k polynomial gates."""
    gates = polynomial_threshold_tables(n, degree)
    if k == 1:
        return tuple(gates.tolist())
    return tuple(product_tables(_folded_polynomials(k - 1, degree, n, gate), gates, n, gate).tolist())


def _sets_of_factors(k: int, gates: int) -> int:
    """Return the number of non-empty sets of at most k gates."""
    return sum(comb(gates, i) for i in range(1, k + 1))


def _signed_sets_of_factors(k: int, gates: int) -> int:
    """Return twice the number of sets of at most k pairs of opposite gates whose size has the parity of k."""
    return 2 * sum(comb(gates // 2, i) for i in range(k % 2, k + 1, 2))


_COUNTS: dict[str, Callable[..., int]] = {
    "T": lambda n: count_threshold(n),
    "R": lambda n: len(bias_free_tables(n)),
    "C_1": lambda n: cover_count(2**n, n + 1),
    "C_2": lambda n: cover_count(2**n, n + 2),
    "T_d": lambda d, n: len(_polynomial(d, n)),
    "G_and": lambda n: len(products(n, "01")),
    "G_xor": lambda n: len(products(n, "pm")),
    "G_d": lambda d, e, n, a: polynomial_products(d, e, n, _ALPHABETS[a]),
    "A": lambda n: len(_attended(n)),
    "Q": lambda n: len(_glued(n)),
    "V": lambda n: len(_and_and_or(n)),
    "strange": _not_everywhere,
    "B": lambda n: len(_and_or(n)),
    "outside": lambda n: len(_and_or(n) - _attended(n)),
    "D": lambda n: len(additive_output_codes(n)),
    "M": lambda n: len(ternary_product_codes(n)),
    "S_01": lambda n: synaptic(n, "one", "01", "01"),
    "S_pm": lambda n: synaptic(n, "one", "pm", "pm"),
    "S_x": lambda n: synaptic(n, "one", "01", "pm"),
    "S_g": lambda n: synaptic(n, "one", "pm", "01"),
    "N_01": lambda n: synaptic(n, "all", "01", "01"),
    "N_pm": lambda n: synaptic(n, "all", "pm", "pm"),
    "N_x": lambda n: synaptic(n, "all", "01", "pm"),
    "N_g": lambda n: synaptic(n, "all", "pm", "01"),
    "W": lambda n, x, g: gated_with_bias(n, _ALPHABETS[x], _ALPHABETS[g]),
    "O": lambda n: len(bias_free_tables(n, inputs="pm")),
    "O_tied": lambda n: len(_tied(n)),
    "O_and": lambda n: _bias_free_products(n, "pm", "01"),
    "O_xor": lambda n: _bias_free_products(n, "pm", "pm"),
    "O_xor_tied": lambda n: len(product_tables(sorted(_tied(n)), sorted(_tied(n)), n, "pm")),
    "R_and": lambda n: _bias_free_products(n, "01", "01"),
    "R_xor": lambda n: _bias_free_products(n, "01", "pm"),
    "r": lambda k: (k - 1).bit_length(),
    "F_and": lambda k, n: folded(k, n, "01"),
    "F_xor": lambda k, n: folded(k, n, "pm"),
    "F_d": lambda k, d, n, a: len(_folded_polynomials(k, d, n, _ALPHABETS[a])),
    "U_and": lambda k, n: _sets_of_factors(k, count_threshold(n)),
    "U_xor": lambda k, n: _signed_sets_of_factors(k, count_threshold(n)),
    "U_d": lambda k, d, n: _sets_of_factors(k, len(_polynomial(d, n))),
    "V_d": lambda k, d, n: _signed_sets_of_factors(k, len(_polynomial(d, n))),
    "higher": lambda k, n: len(products(n, "pm", k) - _polynomial(k, n)),
}


def counted(
    statement: str,
    assuming: str = "",
    full: Mapping[str, Iterable[int]] | None = None,
    **ranges: Iterable[int],
) -> Instances:
    """Return a statement on these counts, checked in the given ranges."""
    used = {name: function for name, function in _COUNTS.items() if f"{name}(" in statement}
    return Instances(statement, ranges=ranges, functions=used, assuming=assuming, full=full)
