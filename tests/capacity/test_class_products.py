"""Every accepted combination of the command line's flags lists what networks with small integer weights compute.

The brute force is independent of the package: integer weights one by one, activations and outputs in integers, H(0) = 1.  Integer weights only ever give functions of the class,
so weights that are too small make a comparison fail; they cannot make it pass.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from symattn.capacity.class_options import (
    BIASES,
    CLASSES,
    GATES,
    OUTPUTS,
    SYNAPSES,
    ClassOptions,
    class_options,
)
from symattn.capacity.classes.enumerated import enumerated_codes, enumerated_count
from symattn.errors import InvalidArgument

Ints = NDArray[np.int64]
Codes = frozenset[int]

VALUES = {"01": (0, 1), "pm": (-1, 1)}
DEGREES = (1, 2, 3, (1, 2), (2, 1))
DIFFERENT = ((None, None), (0, 0), (1, 0), (1, 1), (2, 1), (2, 2))


# Gates by weights.


def cube(n: int, inputs: str) -> Ints:
    low, high = VALUES[inputs]
    return np.array([[high if k >> i & 1 else low for i in range(n)] for k in range(2**n)]).reshape(2**n, n)


def monomials(n: int, inputs: str, degree: int) -> Ints:
    """Return the columns x^J, 1 <= |J| <= degree, J = {1} first."""
    x = cube(n, inputs)
    sets = [J for J in range(1, 2**n) if J.bit_count() <= degree]
    return (
        np.stack([np.prod([x[:, i] for i in range(n) if J >> i & 1], axis=0) for J in sets], axis=1)
        if sets
        else x
    )


def weight_rows(widths: tuple[int, ...], bias: int) -> Ints:
    """Return all integer rows (w_1, ..., w_k, b) with |w_j| <= widths[j], |b| <= bias."""
    ranges = [np.arange(-width, width + 1) for width in (*widths, bias)]
    return np.stack([axis.ravel() for axis in np.meshgrid(*ranges, indexing="ij")], axis=1)


def tables_of(bits: NDArray[np.bool_]) -> Ints:
    return np.asarray(bits @ (1 << np.arange(bits.shape[1], dtype=np.int64)))


def in_bits(rows: Ints, n: int, degree: int) -> Ints:
    """Rewrite rows of coefficients of the monomials of signs s = 2x - 1, and of 1, as those of the monomials of bits x."""
    sets = [J for J in range(1, 2**n) if J.bit_count() <= degree]
    change = np.zeros((len(sets) + 1, len(sets) + 1), dtype=np.int64)
    for j, J in enumerate([*sets, 0]):
        for k, K in enumerate([*sets, 0]):
            if K & ~J == 0:
                change[j, k] = 2 ** K.bit_count() * (-1) ** (J ^ K).bit_count()
    return np.asarray(rows @ change)


def units(columns: Ints, constant: Ints, rows: Ints) -> Codes:
    """Return the tables of H(sum_j w_j columns[:, j] + b constant); float64 holds these small integers exactly."""
    features = np.hstack([columns, constant[:, None]]).T.astype(np.float64)
    return frozenset(np.unique(tables_of(rows.astype(np.float64) @ features >= 0)).tolist())


@cache
def polynomial_rows(n: int, inputs: str, degree: int) -> Ints:
    """Return small coefficients of the monomials of signs, x_1 first, and of 1; rewritten for bits."""
    widths = [2 if J.bit_count() == 1 else 1 for J in range(1, 2**n) if J.bit_count() <= degree]
    rows = weight_rows(tuple(widths), 3 if degree == 1 else 2)
    return in_bits(rows, n, degree) if inputs == "01" else rows


@cache
def gates(n: int, inputs: str, degree: int, bias: str = "free") -> tuple[int, ...]:
    """Return the tables of all gates found with small weights."""
    columns = monomials(n, inputs, degree)
    if bias == "none":
        values = weight_rows((3,) * n, 0)[:, :n] @ columns.T
        counted = np.all((values != 0) | ~np.any(columns != 0, axis=1), axis=1)
        return tuple(np.unique(tables_of(values[counted] >= 0)).tolist())
    rows = polynomial_rows(n, inputs, min(degree, n))
    return tuple(sorted(units(columns, np.ones(2**n, dtype=np.int64), rows)))


def values(tables: tuple[int, ...], n: int, alphabet: str) -> Ints:
    low, high = VALUES[alphabet]
    bits = (np.array(tables, dtype=np.int64)[:, None] >> np.arange(2**n)) & 1
    return np.asarray(low + (high - low) * bits)


@pytest.mark.parametrize("inputs", ["01", "pm"])
def test_small_weights_give_all_gates(inputs: str) -> None:
    assert [len(gates(n, inputs, 1)) for n in range(4)] == [2, 4, 14, 104]  # OEIS A000609
    # All functions but parity and its negation, and all functions (claim CAP-K1-deg).
    assert [len(gates(n, inputs, 2)) for n in range(4)] == [2, 4, 16, 254]
    assert len(gates(3, inputs, 3)) == 256


# Classes by the values of their gates, each with the code that the package documents.


def alphabets(gate: str) -> tuple[str, str]:
    return ("pm", "01") if gate == "mixed" else (gate, gate)


def code_of(outputs: Ints, gate: str, kind: str) -> Ints:
    """Return the codes of rows of values of products or sums."""
    size = outputs.shape[-1]
    top = outputs.max(initial=0)
    if gate != "mixed":
        if kind == "product":
            return tables_of(outputs == 1)
        high = 2
        low = {"01": 1, "pm": 0}[gate]
        assert top <= high
        return tables_of(outputs == high) + (tables_of(outputs >= low) << size)
    if kind == "product":
        return tables_of(outputs != 0) + (tables_of(outputs == 1) << size)
    # f + g is -1, 0, 1, 2 for (f, g) = (-1, 0), (-1, 1), (1, 0), (1, 1).
    return tables_of(outputs >= 1) + (tables_of((outputs == 0) | (outputs == 2)) << size)


@cache
def products(n: int, inputs: str, gate: str, k: int, degrees: tuple[int, int], bias: str) -> Codes:
    first, rest = alphabets(gate)
    rows = np.unique(values(gates(n, inputs, degrees[0], bias), n, first), axis=0)
    factors = values(gates(n, inputs, degrees[1], bias), n, rest)
    for _ in range(k - 1):
        rows = np.unique(np.concatenate([np.unique(rows * factor, axis=0) for factor in factors]), axis=0)
    # A single gate is a table, whatever its values.
    return frozenset((code_of(rows, gate, "product") if k > 1 else tables_of(rows == 1)).tolist())


@cache
def sums(n: int, inputs: str, gate: str, degrees: tuple[int, int]) -> Codes:
    first, rest = alphabets(gate)
    f = values(gates(n, inputs, degrees[0]), n, first)
    return frozenset(
        np.concatenate(
            [code_of(f + g, gate, "sum") for g in values(gates(n, inputs, degrees[1]), n, rest)]
        ).tolist()
    )


@cache
def shared_gate(n: int, inputs: str, gate: str, m: int, degrees: tuple[int, int]) -> Codes:
    first, rest = alphabets(gate)
    f = values(gates(n, inputs, degrees[0]), n, first)
    found: set[int] = set()
    for g in values(gates(n, inputs, degrees[1]), n, rest):
        outputs = np.unique(f * g, axis=0)
        maps = tables_of(outputs == 1)
        for i in range(1, m):
            maps = np.unique(maps[:, None] + (tables_of(outputs == 1) << i * 2**n)[None, :])
        found.update(((maps << 2**n) + tables_of(g[None, :] == 1) if gate == "mixed" else maps).tolist())
    return frozenset(found)


@cache
def different_inputs(n: int, m: int, s: int, inputs: str, gate: str, degrees: tuple[int, int]) -> Codes:
    total = n + m - s
    first, rest = alphabets(gate)
    k = np.arange(2**total)
    f = values(gates(n, inputs, degrees[0]), n, first)[:, k & 2**n - 1]
    g = values(gates(m, inputs, degrees[1]), m, rest)[:, k >> (n - s) & 2**m - 1]
    return frozenset(code_of((f[:, None, :] * g[None, :, :]).reshape(-1, 2**total), gate, "product").tolist())


def gated_units(n: int, inputs: Any, rows: Ints) -> Codes:
    """Return the tables of the units that read these columns and constants, until all functions are found."""
    found: set[int] = set()
    for columns, constant in inputs:
        found |= units(columns, constant, rows)
        if len(found) == 2 ** (2**n):
            break
    return frozenset(found)


@cache
def multiplexing(n: int, inputs: str, gate: str, degrees: tuple[int, int]) -> Codes:
    one = np.ones(2**n, dtype=np.int64)
    x = monomials(n, inputs, degrees[0])
    polynomials = polynomial_rows(n, inputs, min(degrees[0], n))
    if degrees[0] == 1:
        polynomials = weight_rows((2,) * n, 9)
    # The weight of the gate comes before the bias.
    rows = np.concatenate([np.insert(polynomials, -1, c, axis=1) for c in range(-6, 7)])
    columns = ((np.hstack([x, g[:, None]]), one) for g in values(gates(n, inputs, degrees[1]), n, gate))
    return gated_units(n, columns, rows)


@cache
def one_synapse(n: int, inputs: str, gate: str, degrees: tuple[int, int]) -> Codes:
    one = np.ones(2**n, dtype=np.int64)
    x = monomials(n, inputs, degrees[0])
    gated = []
    # Gates with the same product g x_1 are one input of the unit.
    for z in np.unique(values(gates(n, inputs, degrees[1]), n, gate) * x[:, 0], axis=0):
        columns = x.copy()
        columns[:, 0] = z
        gated.append((columns, one))
    if degrees[0] == 1:
        return gated_units(n, gated, weight_rows((3,) * n, 9))
    if inputs == "pm":
        return gated_units(n, gated, polynomial_rows(n, inputs, min(degrees[0], n)))
    if degrees[0] == 2 or n < 3:
        rows = weight_rows((4, *(2,) * (x.shape[1] - 1)), 4)
    else:
        # The grid of the eight coefficients of a cubic polynomial is too large: a fixed sample of it.
        widths = np.array([4, 4, 6, 4, 6, 6, 9, 4])
        rows = np.random.default_rng(0).integers(-widths, widths + 1, size=(300_000, 8))
    return gated_units(n, gated, rows)


def exchanged(table: int, n: int, i: int) -> int:
    """Return the table with x_1 and x_(i+1) exchanged."""
    moved = 0
    for k in range(2**n):
        bits = [k >> j & 1 for j in range(n)]
        bits[0], bits[i] = bits[i], bits[0]
        moved |= (table >> sum(bit << j for j, bit in enumerate(bits)) & 1) << k
    return moved


@cache
def all_synapses(n: int, inputs: str, gate: str, bias: str) -> Codes:
    x = cube(n, inputs)
    one = np.ones(2**n, dtype=np.int64)
    rows = [(x * g[:, None], g if bias == "gated" else one) for g in values(gates(n, inputs, 1), n, gate)]
    return gated_units(n, rows, weight_rows((3,) * n, 9))


@cache
def each_synapse(n: int, inputs: str, gate: str) -> Codes:
    x = cube(n, inputs)
    one = np.ones(2**n, dtype=np.int64)
    g = values(gates(n, inputs, 1), n, gate)
    gated = [np.unique(g * x[:, i], axis=0) for i in range(n)]
    # -z gives what z gives, with the opposite weight.
    gated = [np.array(sorted({max(tuple(row), tuple(-row)) for row in z})) for z in gated]
    rows = ((np.stack(chosen, axis=1), one) for chosen in product(*gated))
    return gated_units(n, rows, weight_rows((3,) * n, 5))


@cache
def two_layers(n: int, inputs: str, output: str, degree: int) -> Codes:
    bits = np.array([[0, 0], [1, 0], [0, 1], [1, 1]])
    if output == "linear":
        B = units(bits, np.ones(4, dtype=np.int64), weight_rows((2, 2), 5))
        assert len(B) == 14
    else:
        B = frozenset({"and": [0b1000], "xor": [0b0110, 0b1001], "any": range(16)}[output])
    f = values(gates(n, inputs, degree), n, "01")
    pairs = f[:, None, :] + 2 * f[None, :, :]
    return frozenset(
        np.unique(
            np.stack([tables_of(((np.array(b) >> pairs & 1) == 1).reshape(-1, 2**n)) for b in B])
        ).tolist()
    )


@cache
def glued(n: int, inputs: str, degree: int) -> Codes:
    small = gates(n - 1, inputs, degree)
    found = set()
    for f, g in product(small, repeat=2):
        for i in range(n):
            table = 0
            for k in range(2**n):
                rest = (k & 2**i - 1) + (k >> i + 1 << i)
                table |= ((g if k >> i & 1 else f) >> rest & 1) << k
            found.add(table)
    return frozenset(found)


def by_weights(options: ClassOptions) -> Codes:
    n, inputs, gate, degrees = options.n, options["inputs"], options["gate"], options.degrees
    # A unit gated in its activation or its weights has two values: "mixed" says that the gate's are 0 and 1.
    gating = "01" if gate == "mixed" else gate
    match options.cls:
        case "threshold" | "polynomial-threshold":
            return frozenset(gates(n, inputs, min(degrees[0], n), options["bias"]))
        case "output-gating":
            if not options.common:
                other, shared = options["other_inputs"], options["shared"]
                return different_inputs(n, other, shared, inputs, gate, degrees)
            if options["units"] > 1:
                return shared_gate(n, inputs, gate, options["units"], degrees)
            return products(n, inputs, gate, options["gates"], degrees, options["bias"])
        case "additive-output":
            return sums(n, inputs, gate, degrees)
        case "multiplexing":
            return multiplexing(n, inputs, gating, degrees)
        case "two-layer":
            return two_layers(n, inputs, options["output"], degrees[0])
        case "glued":
            return glued(n, inputs, degrees[0])
    if options["synapses"] == "all":
        return all_synapses(n, inputs, gating, options["bias"])
    if options["synapses"] == "each":
        return each_synapse(n, inputs, gating)
    one = one_synapse(n, inputs, gating, degrees)
    if options["synapses"] == "one":
        return one
    return frozenset(exchanged(table, n, i) for table in one for i in range(n))


# The product of the flags.


def flags(gates: Any, degrees: Any, unit_numbers: Any) -> Any:
    """Yield all combinations of the flags, whether they go together or not."""
    names = ("inputs", "gate", "gates", "synapses", "bias", "degree", "units", "different", "output")
    ranges = (("01", "pm"), GATES, gates, SYNAPSES, BIASES, degrees, unit_numbers, DIFFERENT, OUTPUTS)
    for chosen in product(*ranges):
        options = dict(zip(names, chosen, strict=True))
        other, shared = options.pop("different")
        yield {**options, "other_inputs": other, "shared": shared}


def accepted(
    cls: str, n: int, *, gates: Any = (1, 2, 3), degrees: Any = DEGREES, unit_numbers: Any = (1, 2)
) -> list[ClassOptions]:
    found = []
    for given in flags(gates, degrees, unit_numbers):
        try:
            found.append(class_options(cls, n, given, most=4))
        except InvalidArgument:
            continue
    return found


def compare(options: ClassOptions) -> None:
    codes = enumerated_codes(options)
    assert codes.dtype == np.uint64
    listed = codes.tolist()
    assert all(a < b for a, b in pairwise(listed)), options
    assert enumerated_count(options) == len(listed), options
    assert frozenset(listed) == by_weights(options), options


def keep_or_refuse(options: ClassOptions) -> None:
    """Compare the sets; the classes without functions of no variables say so."""
    if options.n == 0 and options.cls in ("synaptic-gating", "glued"):
        with pytest.raises(InvalidArgument, match="n: must be at least 1"):
            enumerated_codes(options)
    else:
        compare(options)


@pytest.mark.parametrize("cls", CLASSES)
def test_every_combination_of_flags_for_two_variables(cls: str) -> None:
    """Refused by `class_options`, for a reason, or compared: there is no third case, and TooLarge fails here."""
    combinations = accepted(cls, 2)
    assert len(combinations) >= 12
    for options in combinations:
        keep_or_refuse(options)


@pytest.mark.full
@pytest.mark.parametrize("n", [0, 1])
@pytest.mark.parametrize("cls", CLASSES)
def test_every_combination_of_flags_for_fewer_variables(cls: str, n: int) -> None:
    for options in accepted(cls, n):
        keep_or_refuse(options)


@pytest.mark.parametrize("cls", CLASSES)
def test_combinations_of_linear_gates_of_three_variables(cls: str) -> None:
    for options in accepted(cls, 3, gates=(1, 2), degrees=(1,), unit_numbers=(1,)):
        if options["synapses"] != "each":
            keep_or_refuse(options)


@pytest.mark.full
@pytest.mark.parametrize("cls", CLASSES)
def test_every_combination_of_flags_for_three_variables(cls: str) -> None:
    for options in accepted(cls, 3):
        keep_or_refuse(options)


def test_a_wrong_set_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison fails if a single function is missing, or one is too many."""
    options = class_options("multiplexing", 2, {}, most=4)
    codes = enumerated_codes(options)
    for wrong in (codes[1:], np.append(codes, np.uint64(16))):
        monkeypatch.setitem(globals(), "enumerated_codes", lambda _, wrong=wrong: wrong)
        monkeypatch.setitem(globals(), "enumerated_count", lambda _, wrong=wrong: len(wrong))
        with pytest.raises(AssertionError):
            compare(options)
