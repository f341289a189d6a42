"""Counts of gated classes with other alphabets and degrees, for up to three variables: the finite evidence of CAP-TERN-* and CAP-d-*."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from symattn.capacity import count, cover_count, monomials, output_gating_tables
from symattn.capacity.classes.restricted import bias_free_tables, polynomial_threshold_tables
from symattn.ledger.machine import Instances
from symattn.threshold import count_threshold, threshold_functions

if TYPE_CHECKING:
    import numpy as np


@cache
def gates(degree: int, n: int) -> tuple[int, ...]:
    """Return the tables of the polynomial gates."""
    return tuple(polynomial_threshold_tables(n, degree).tolist())


@cache
def mixed(n: int, k: int = 2, m: int | None = None, s: int | None = None) -> int:
    """Return the number of products of k gates, the first in {-1, 1} and the others in {0, 1}; for k = 2 of different inputs, too."""
    return count("output-gating", n, gate="mixed", gates=k, other_inputs=m, shared=s).count


def _restrictions(f: Iterable[int], g: Iterable[int]) -> int:
    """Return the number of functions that are f where g = 1 and 0 elsewhere, f in {-1, 1}: of pairs (g, f AND g)."""
    return len({(gate, other & gate) for gate in g for other in f})


@cache
def mixed_bias_free(n: int, inputs: str) -> int:
    """Return the number of such products of gates without bias."""
    free = bias_free_tables(n, inputs=inputs).tolist()
    return _restrictions(free, free)


def _base(tables: Iterable[int], n: int) -> np.ndarray:
    """Return the bits of each table as digits to base 4."""
    import numpy as np

    return np.array(
        [sum((table >> k & 1) << 2 * k for k in range(1 << n)) for table in tables], dtype=np.uint64
    )


@cache
def mixed_sums(n: int, *, signs: bool = True) -> int:
    """Return the number of sums f + g, f in {-1, 1} (or in {0, 1}) and g in {0, 1}, as digits 2f' + g (or f' + g), f' the bit of f."""
    import numpy as np

    digits = _base(threshold_functions(n).tables.tolist(), n)
    return len(np.unique((2 if signs else 1) * digits[:, None] + digits[None, :]))


@cache
def ternary(d: int, e: int, n: int) -> int:
    """Return the number of products of a gate of degree d in {-1, 1} and one of degree e in {0, 1}."""
    return _restrictions(gates(d, n), gates(e, n))


@cache
def sums(d: int, e: int, n: int) -> int:
    """Return the number of sums of a gate of degree d and one of degree e, both in {0, 1}."""
    return len({(f & g, f | g) for f in gates(d, n) for g in gates(e, n)})


def _lifted(tables: Iterable[int], n: int, start: int, total: int) -> list[int]:
    return [
        sum((table >> (k >> start & ((1 << n) - 1)) & 1) << k for k in range(1 << total)) for table in tables
    ]


@cache
def apart(d: int, e: int, n: int, m: int, s: int, gate: str) -> int:
    """Return the number of products of a gate of degree d of n variables and one of degree e of m variables, s of them common."""
    total = n + m - s
    f, g = _lifted(gates(d, n), n, 0, total), _lifted(gates(e, m), m, n - s, total)
    if gate == "mixed":
        return _restrictions(f, g)
    return len({a & b for a in f for b in g}) if gate == "01" else len({a ^ b for a in f for b in g})


@cache
def folded(k: int, d: int, n: int) -> frozenset[int]:
    """Return the products of k gates of degree d in {0, 1}."""
    if k == 1:
        return frozenset(gates(d, n))
    return frozenset(f & g for f in folded(k - 1, d, n) for g in gates(d, n))


@cache
def two_layers(d: int, n: int, *, every: bool) -> int:
    """Return the number of functions B(f, g), B a threshold gate, or any function, of two bits."""
    outer = range(16) if every else threshold_functions(2).tables.tolist()
    full = (1 << (1 << n)) - 1
    found: set[int] = set()
    for f, g in product(gates(d, n), repeat=2):
        parts = (full & ~f & ~g, f & ~g, g & ~f, f & g)
        found.update(sum(part for j, part in enumerate(parts) if B >> j & 1) for B in outer)
    return len(found)


@cache
def glued(d: int, n: int) -> int:
    """Return the number of functions both of whose restrictions x_i = 0, 1 are gates of degree d, for some i."""
    inner = set(gates(d, n - 1))
    points = [[[k for k in range(1 << n) if k >> i & 1 == bit] for bit in (0, 1)] for i in range(n)]

    def restricted(table: int, where: list[int]) -> int:
        return sum((table >> k & 1) << j for j, k in enumerate(where))

    return sum(
        any(all(restricted(table, where) in inner for where in halves) for halves in points)
        for table in range(1 << (1 << n))
    )


@cache
def _units(n: int, gated: bool) -> int:
    """Return the number of functions H(p + c g), deg p <= 2, or of H(p) with the monomial x_1 gated, for two bits and small weights."""
    import numpy as np

    cube = [tuple(k >> i & 1 for i in range(n)) for k in range(1 << n)]
    weights = np.array(list(product(range(-2, 3), repeat=5 if not gated else 4)))
    found: set[bytes] = set()
    for g in gates(1, n):
        rows = []
        for k, (x, y) in enumerate(cube):
            bit = g >> k & 1
            rows.append((1, x * bit, y, x * y) if gated else (1, x, y, x * y, bit))
        found.update(row.tobytes() for row in 2 * weights @ np.array(rows).T + 1 > 0)
    return len(found)


@cache
def _gated_synapse(n: int) -> int:
    """Return the number of functions F(z, x_2, ..., x_n), F a threshold gate and z = g(x) x_1 with a bit g of degree 2, exactly."""
    import numpy as np

    rows = np.array([[f >> k & 1 for k in range(1 << n)] for f in threshold_functions(n).tables.tolist()])
    points = np.arange(1 << n)
    found = set()
    # Where x_1 = 0 it is z = 0; where x_1 = 1 any gate of degree 2 of the other variables.
    for h in gates(2, n - 1):
        seen = np.array([k & ~1 | (k & 1 and h >> (k >> 1) & 1) for k in points])
        found.update((rows[:, seen] @ (1 << points)).tolist())
    return len(found)


_COUNTS: dict[str, Callable[..., int]] = {
    "T": count_threshold,
    "R": lambda n: len(bias_free_tables(n)),
    "r": lambda k: (k - 1).bit_length(),
    "T_d": lambda d, n: len(gates(d, n)),
    "C_d": lambda d, n, more: cover_count(2**n, monomials(n, d) + more),
    "P_m": lambda n, m: mixed(n, m=m, s=0),
    "Q_m": lambda n, m, s: mixed(n, m=m, s=s),
    "F_m": lambda k, n: mixed(n, k),
    "F_and": lambda k, n: len(output_gating_tables(n, "01", gates=k)),
    "Z_pm": lambda n: mixed_bias_free(n, "pm"),
    "Z_01": lambda n: mixed_bias_free(n, "01"),
    "W": mixed_sums,
    "W_01": lambda n: mixed_sums(n, signs=False),
    "N_d": ternary,
    "D_d": sums,
    "P_d": lambda d, e, n, m: apart(d, e, n, m, 0, "01"),
    "P_s": lambda d, e, n, m: apart(d, e, n, m, 0, "pm"),
    "P_t": lambda d, e, n, m: apart(d, e, n, m, 0, "mixed"),
    "Q_d": lambda d, e, n, m: apart(d, e, n, m, 1, "01"),
    "Q_s": lambda d, e, n, m: apart(d, e, n, m, 1, "pm"),
    "Q_t": lambda d, e, n, m: apart(d, e, n, m, 1, "mixed"),
    "F_d": lambda k, d, n: len(folded(k, d, n)),
    "F_t": lambda k, d, n: _restrictions(gates(d, n), folded(k - 1, d, n)),
    "B_d": lambda d, n: two_layers(d, n, every=False),
    "E_d": lambda d, n: two_layers(d, n, every=True),
    "Glue_d": glued,
    "A_2": lambda n: _units(n, False),
    "S_2": lambda n: _units(n, True),
    "S_1": _gated_synapse,
}


def counted(statement: str, assuming: str = "", **ranges: Iterable[int]) -> Instances:
    """Return a statement on these counts, checked in the given ranges."""
    used = {name: function for name, function in _COUNTS.items() if f"{name}(" in statement}
    return Instances(statement, ranges=ranges, functions=used, assuming=assuming)
