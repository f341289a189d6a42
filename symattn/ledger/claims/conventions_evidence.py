"""Counts that compare conventions and places of gating, for few variables: the finite evidence of BY-1, BY-8, BY-9, BY-12-signs, BY-13 and CAP-cap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import product
from math import prod

import sympy as sp

from symattn.capacity import count, cover_count, output_gating_tables
from symattn.capacity.classes.gated import multiplexing_tables
from symattn.capacity.classes.restricted import polynomial_threshold_tables
from symattn.capacity.classes.synaptic import synaptic_gating_tables
from symattn.ledger.machine import Instances, Triple
from symattn.threshold import count_threshold


def parity(n: int) -> int:
    """Return the table of the parity of n bits: 1 where an odd number of them is 1."""
    return sum((k.bit_count() & 1) << k for k in range(1 << n))


def _full(n: int) -> int:
    return (1 << (1 << n)) - 1


@cache
def gates(n: int, degree: int = 1) -> frozenset[int]:
    """Return the tables of the gates of a degree."""
    return frozenset(polynomial_threshold_tables(n, degree).tolist())


@cache
def products(n: int, gate: str, k: int = 2) -> frozenset[int]:
    """Return the tables of the products of k gates."""
    return frozenset(output_gating_tables(n, gate, gates=k).tolist())


def orthogonality(n: int, *, degree: int | None = None) -> list[Triple]:
    """Return sum_x x_1 ... x_n p(x) over {-1, 1}^n, p the general multilinear polynomial of degree n - 1 (or ``degree``), and 0."""
    degree = n - 1 if degree is None else degree
    subsets = [chosen for chosen in product((0, 1), repeat=n) if sum(chosen) <= degree]
    coefficients = {chosen: sp.Symbol("c_" + "".join(map(str, chosen))) for chosen in subsets}
    terms = []
    for x in product((-1, 1), repeat=n):
        sign = prod(x)
        for chosen, c in coefficients.items():
            value = prod(v for v, used in zip(x, chosen, strict=True) if used)
            terms.append(sign * value * c)
    return [(sp.Add(*terms, evaluate=False), sp.Integer(0), "")]


def _computes_parity(n: int, degree: int) -> int:
    """Return whether a gate of this degree computes the parity of n bits."""
    return int(parity(n) in gates(n, min(degree, n)))


def _least(n: int, gate: str, *, negated: bool = False) -> int:
    """Return the least number of gates whose product is the parity of n bits, or its negation."""
    table = _full(n) - parity(n) if negated else parity(n)
    k = 1
    while table not in products(n, gate, k):
        k += 1
    return k


@cache
def _most_zeros(n: int, *, negated: bool = False) -> int:
    """Return the largest number of zeros of a gate that is 1 wherever parity (or its negation) is."""
    table = _full(n) - parity(n) if negated else parity(n)
    above = [f for f in gates(n) if f & table == table]
    return max((1 << n) - f.bit_count() for f in above)


def _connected(points: int, n: int) -> bool:
    """Return whether a set of points of the cube, as a table, is empty or connected by edges."""
    reached, todo = 0, points & -points
    while todo:
        point = todo.bit_length() - 1
        reached |= 1 << point
        todo &= ~(1 << point)
        for i in range(n):
            neighbour = 1 << (point ^ 1 << i)
            if points & neighbour and not reached & neighbour:
                todo |= neighbour
    return reached == points


@cache
def _disconnected(n: int, degree: int = 1) -> int:
    """Return the number of gates whose zeros are not connected."""
    return sum(not _connected(_full(n) - f, n) for f in gates(n, degree))


@cache
def _ambiguous(n: int) -> int:
    """Return the number of products that arise from several unordered pairs of different non-constant gates."""
    inner = sorted(gates(n) - {0, _full(n)})
    pairs: dict[int, int] = {}
    for j, f in enumerate(inner):
        for g in inner[:j]:
            pairs[f & g] = pairs.get(f & g, 0) + 1
    return sum(several > 1 for several in pairs.values())


@cache
def each_synapse(n: int) -> frozenset[bytes]:
    """Return the functions H(b + sum_i w_i g_i(x) x_i) of bits: threshold gates read at z_i = g_i(x) x_i, as rows of values."""
    import numpy as np

    points = np.array([[k >> i & 1 for i in range(n)] for k in range(1 << n)])
    tables = np.array([[f >> k & 1 for k in range(1 << n)] for f in sorted(gates(n))])
    choices = [np.unique(tables * points[:, i], axis=0) for i in range(n)]
    found: set[bytes] = set()
    for chosen in product(*choices):
        index = sum(z << i for i, z in enumerate(chosen))
        found.update(row.tobytes() for row in np.unique(tables[:, index], axis=0).astype(np.uint8))
    return frozenset(found)


@cache
def _each_mixed(n: int, inputs: str, gate: str) -> int:
    """Return the number of functions H(b + sum_i w_i g_i(x) x_i), alphabets different: z_i is in {-1, 0, 1}; weights up to 2 for n <= 2."""
    import numpy as np

    low = {"01": 0, "pm": -1}
    points = np.array([[1 if k >> i & 1 else low[inputs] for i in range(n)] for k in range(1 << n)])
    values = np.array([[1 if f >> k & 1 else low[gate] for k in range(1 << n)] for f in sorted(gates(n))])
    # In halves, so that the bias may lie between the values of w.z.
    units = np.array(list(product(*[range(-4, 5, 2)] * n, range(-9, 10, 2))))
    choices = [np.unique(values * points[:, i], axis=0) for i in range(n)]
    found: set[bytes] = set()
    for chosen in product(*choices):
        z = np.array([*chosen, np.ones(1 << n, dtype=int)])
        found.update(row.tobytes() for row in np.unique(units @ z > 0, axis=0))
    return len(found)


def _rows(tables: Iterable[int], n: int) -> set[bytes]:
    return {bytes(table >> k & 1 for k in range(1 << n)) for table in tables}


def _missed(n: int, synapses: str) -> int:
    """Return the number of functions with one gate on one synapse, or on all, that gates on each do not give."""
    return len(_rows(synaptic_gating_tables(n, synapses=synapses).tolist(), n) - each_synapse(n))


def _exchanged(table: int, n: int, i: int) -> int:
    """Return the table with x_1 and x_(i+1) exchanged."""
    moved = [(k & ~(1 | 1 << i)) | (k >> i & 1) | (k & 1) << i for k in range(1 << n)]
    return sum((table >> j & 1) << k for k, j in enumerate(moved))


@cache
def _any_synapse(n: int, alphabet: str) -> int:
    one = synaptic_gating_tables(n, inputs=alphabet, gate=alphabet).tolist()
    return len({_exchanged(table, n, i) for table in one for i in range(n)})


def _one_synapse(n: int, alphabet: str) -> int:
    return len(synaptic_gating_tables(n, inputs=alphabet, gate=alphabet))


def _open(tables: frozenset[int], n: int) -> int:
    """Return the number of functions of a class whose negations are not in it."""
    return sum(_full(n) - table not in tables for table in tables)


_COUNTS: dict[str, Callable[..., int]] = {
    "T": count_threshold,
    "T_d": lambda d, n: len(gates(n, d)),
    "G_and": lambda n: len(products(n, "01")),
    "G_xor": lambda n: len(products(n, "pm")),
    "N": lambda n: count("output-gating", n, gate="mixed").count,
    "A": lambda n: len(multiplexing_tables(n)),
    "reach": _computes_parity,
    "K_pm": lambda n: _least(n, "pm"),
    "K_01": lambda n: _least(n, "01"),
    "K_not": lambda n: _least(n, "01", negated=True),
    "zeros": _most_zeros,
    "zeros_not": lambda n: _most_zeros(n, negated=True),
    "split": _disconnected,
    "split_2": lambda n: _disconnected(n, 2),
    "several": _ambiguous,
    "S_each": lambda n: len(each_synapse(n)),
    "S_each_x": lambda n: _each_mixed(n, "01", "pm"),
    "S_each_g": lambda n: _each_mixed(n, "pm", "01"),
    "C_1": lambda n: cover_count(2**n, n + 1),
    "S_01": lambda n: _one_synapse(n, "01"),
    "S_pm": lambda n: _one_synapse(n, "pm"),
    "S_any": lambda n: _any_synapse(n, "01"),
    "S_any_pm": lambda n: _any_synapse(n, "pm"),
    "N_01": lambda n: len(synaptic_gating_tables(n, synapses="all")),
    "missed_one": lambda n: _missed(n, "one"),
    "missed_all": lambda n: _missed(n, "all"),
    "off": lambda n: sum(not f & 1 for f in gates(n)),
    "off_xor": lambda n: sum(not f & 1 for f in products(n, "pm")),
    "open_and": lambda n: _open(products(n, "01"), n),
    "open_xor": lambda n: _open(products(n, "pm"), n),
    "open_A": lambda n: _open(frozenset(multiplexing_tables(n).tolist()), n),
    "both": lambda n: sum(_full(n) - h in products(n, "01") for h in products(n, "01")),
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
