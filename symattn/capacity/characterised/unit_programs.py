r"""A table is computed by a unit with a gate g exactly if a linear program in the unit's weights has a solution for one of the gates g: weights of both, or one relation for each g.

Property wanted: for a single table the answer whether a unit with multiplexing or synaptic gating computes it, with integers that prove it, for every degree and alphabet.

Construction: for a fixed g the activation is linear in the unit's weights: its terms are the values at the points of 1, of monomials, of g(x), of g(x) x_1 and so on.  All g are tried, those
close to the table first; one of g and its complement is enough where they give the same terms up to signs.

Derivation: no activation need be 0 (N1), with one exception: if the bias is gated too, silent gates in {0, 1} give H(0) = 1, so the table must be 1 there, and gates in {-1, 1} leave the ties of the
activation L = b + w.x itself, which may be moved to the side of g, a gate with the same terms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import prod
from typing import Any, SupportsIndex

from symattn.capacity.characterised.gates import gates_of_degree, polynomial_gate
from symattn.capacity.characterised.linear import Decision, Row, decide
from symattn.capacity.class_options import ClassOptions
from symattn.errors import InvalidArgument
from symattn.threshold.arguments import check_table, check_variables
from symattn.threshold.tables import points

MAX_PROGRAMMED = 4
"""Largest n for which all gates are tried."""


@dataclass(frozen=True)
class Unit:
    """What a unit reads: its class and options, and for one gated synapse its index."""

    cls: str
    n: int
    inputs: str
    gate: str
    synapses: str
    bias: str
    degree: int
    index: int

    def terms(self, x: Row, value: int) -> Row:
        """Return the terms of the activation at the point x, ``value`` being the bit of the gate there."""
        u = 2 * value - 1 if self.gate == "pm" else value
        if self.synapses == "all" and self.cls == "synaptic-gating":
            return (u if self.bias == "gated" else 1, *(u * x_i for x_i in x))
        sets = [s for size in range(min(self.degree, self.n) + 1) for s in combinations(range(self.n), size)]
        if self.cls == "multiplexing":
            return (*(prod(x[i] for i in s) for s in sets), u)
        return (*(prod(x[i] for i in s) * (u if s == (self.index,) else 1) for s in sets),)


@dataclass(frozen=True)
class UnitWitness:
    """Integer weights of a unit and of the gate it reads, with which the unit computes a table."""

    unit: Unit
    table: int
    gate_degree: int
    gate_coefficients: Row
    weights: Row

    def check(self) -> bool:
        """Return whether the network has the table's value at each point: gate first, then the unit, H(0) = 1."""
        n = self.unit.n
        for k in range(1 << n):
            signs = [1 if k >> i & 1 else -1 for i in range(n)]
            monomials = [
                prod(signs[i] for i in chosen)
                for size in range(min(self.gate_degree, n) + 1)
                for chosen in combinations(range(n), size)
            ]
            bit = int(sum(c * m for c, m in zip(self.gate_coefficients, monomials, strict=True)) >= 0)
            x = tuple(s if self.unit.inputs == "pm" else (s + 1) // 2 for s in signs)
            activation = sum(w * t for w, t in zip(self.weights, self.unit.terms(x, bit), strict=True))
            if int(activation >= 0) != self.table >> k & 1:
                return False
        return True


@dataclass(frozen=True)
class UnitRefutation:
    """For each gate a relation between the rows of its linear program, or a point where a silent unit has the wrong value."""

    units: tuple[Unit, ...]
    table: int
    gate_degree: int
    multipliers: tuple[tuple[int, int, Row | None], ...]

    def check(self) -> bool:
        """Return whether every gate of every unit is excluded."""
        wanted = {
            (j, g) for j, unit in enumerate(self.units) for g in _gates(unit, self.gate_degree, self.table)
        }
        if wanted != {(j, g) for j, g, _ in self.multipliers}:
            return False
        for j, g, multipliers in self.multipliers:
            rows = _rows(self.units[j], self.table, g)
            if (multipliers is None) != (rows is None):
                return False
            if rows is not None and not Decision(None, multipliers).check(rows):
                return False
        return True


def _units(options: ClassOptions) -> tuple[Unit, ...]:
    """Return the units whose classes have the class as their union: one for each index of the gated synapse."""
    if options.cls not in ("multiplexing", "synaptic-gating") or options["synapses"] == "each":
        hint = "Classes: multiplexing, and synaptic-gating with synapses 'one', 'any' or 'all'."
        raise InvalidArgument("cls", "must be a class of units that read one gate", options.cls, hint)
    # The unit has two values whatever those of the gated product: mixed alphabets are those of the gate.
    gate = "pm" if options["gate"] == "pm" else "01"
    synapses = options["synapses"] if options.cls == "synaptic-gating" else "none"
    inputs = options["inputs"] if options.cls == "synaptic-gating" else "01"
    count = options.n if synapses == "any" else 1
    common = (options.cls, options.n, inputs, gate, synapses, options["bias"], options.degrees[0])
    return tuple(Unit(*common, index) for index in range(count))


def _gates(unit: Unit, degree: int, table: int) -> list[int]:
    """Return the gates to be tried, the closest to the table first."""
    full = (1 << (1 << unit.n)) - 1
    gates: list[int] = gates_of_degree(unit.n, degree).tolist()
    if unit.cls == "multiplexing" or unit.gate == "pm":
        gates = [g for g in gates if g & 1]

    def distance(g: int) -> tuple[int, int]:
        different = (g ^ table).bit_count()
        return min(different, full.bit_length() - different), g

    return sorted(gates, key=distance)


def _rows(unit: Unit, table: int, g: int) -> list[Row] | None:
    """Return the rows that must be positive, None if a silent unit has the wrong value."""
    rows = []
    for k, x in enumerate(points(unit.n, unit.inputs)):
        row = unit.terms(x, g >> k & 1)
        if any(row):
            rows.append(row if table >> k & 1 else tuple(-t for t in row))
        elif not table >> k & 1:
            return None
    return rows


def _decisions(unit: Unit, table: int, degree: int) -> Iterator[tuple[int, Decision | None]]:
    for g in _gates(unit, degree, table):
        rows = _rows(unit, table, g)
        # Without rows the unit is silent everywhere and the table 1: any weights will do.
        zero = tuple(0 for _ in unit.terms(points(unit.n, unit.inputs)[0], 0))
        yield g, None if rows is None else decide(rows) if rows else Decision(zero, None)


def membership(options: ClassOptions, table: SupportsIndex) -> UnitWitness | UnitRefutation:
    """Return integer weights of a unit and its gate that compute a table, or for each gate a relation that excludes it.

    Parameters
    ----------
    options
        Multiplexing, or synaptic gating with synapses one, any or all, of n <= 4 variables.
    table
        A truth table.

    Returns
    -------
    UnitWitness or UnitRefutation
        Both have ``check()``, which uses integers only.

    Raises
    ------
    InvalidArgument
        If the class is another one, or the table is out of range.
    TooLarge
        If n > 4.

    Examples
    --------
    XOR is computed by a unit that reads a gate, but not by one whose first synapse is gated, for bits:

    >>> from symattn.capacity.class_options import class_options
    >>> answer = membership(class_options("multiplexing", 2, {}, most=4), 0b0110)
    >>> type(answer).__name__, answer.check()
    ('UnitWitness', True)
    >>> answer = membership(class_options("synaptic-gating", 2, {}, most=4), 0b0110)
    >>> type(answer).__name__, answer.check(), len(answer.multipliers)
    ('UnitRefutation', True, 14)

    See Also
    --------
    symattn.capacity.characterised.entry.characterised_count : all functions of a class.

    References
    ----------
    P. Gordan (1873); claims CAP-A, CAP-SYN-01, CAP-SYN-pm, CAP-SYN-all.
    """
    units = _units(options)
    n = check_variables(options.n, most=MAX_PROGRAMMED, least=1 if options.cls == "synaptic-gating" else 0)
    table = check_table(table, n)
    degree = options.degrees[1]
    refuted: list[tuple[int, int, Any]] = []
    for j, unit in enumerate(units):
        for g, decision in _decisions(unit, table, degree):
            if decision is not None and decision.point is not None:
                coefficients = polynomial_gate(g, n, degree).point
                if coefficients is None:
                    raise ArithmeticError("a listed gate has no coefficients")
                return UnitWitness(unit, table, degree, coefficients, decision.point)
            refuted.append((j, g, None if decision is None else decision.multipliers))
    return UnitRefutation(units, table, degree, tuple(refuted))
