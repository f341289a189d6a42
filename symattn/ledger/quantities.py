"""The numbers that are worth keeping: of each class of functions, of unions, intersections and differences of classes, and the two that come from runs of hours.

A quantity has a name and a value for every n. That of a class is named by its class and by the options that differ from the defaults: ``output-gating-gate-pm``.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.capacity import Count
from symattn.capacity.class_options import DEFAULTS, ClassOptions, class_options
from symattn.errors import InvalidArgument, UnknownName
from symattn.ledger.records import Computed, Quantity, Record, has_record, read_record
from symattn.threshold.walk.classes import MAX_WALKED

if TYPE_CHECKING:
    from symattn.capacity.orbits.orbit_sets import OrbitSet

_GENERATIONS_AGAIN = 60
_ORBITS = "by orbits under permutations and negations of the inputs"
_BY_ORBITS = ("symattn.capacity.orbits.by_orbits",)


def quantity_name(cls: str, options: Mapping[str, Any]) -> str:
    """Return the name of the number of functions of a class: the class, and name and value of each option that is not the default.

    Examples
    --------
    >>> quantity_name("output-gating", {"gate": "pm", "gates": 3, "degree": 1})
    'output-gating-gate-pm-gates-3'
    """
    parts = [cls]
    for name in DEFAULTS:
        value = options.get(name, DEFAULTS[name])
        if value != DEFAULTS[name]:
            shown = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
            parts += [name.replace("_", "-"), shown]
    return "-".join(parts)


def _options(cls: str, n: int, given: Mapping[str, Any]) -> ClassOptions:
    return class_options(cls, n, given, most=20)


def _by_orbits(cls: str, given: Mapping[str, Any], n: int) -> Computed:
    from symattn.capacity.orbits.by_orbits import orbit_tally

    return _tallied(_ORBITS, orbit_tally(_options(cls, n, given)))


def _tallied(method: str, tally: Mapping[str, Any]) -> Computed:
    return Computed(int(tally["total"]), method, tally)


def _summed(method: str, parts: Iterable[tuple[str, int, int]]) -> Computed:
    """Return the sum of parts (label, multiplier, number), with them as its tally."""
    listed = list(parts)
    total = sum(multiplier * number for _, multiplier, number in listed)
    return _tallied(method, {"kind": "sum", "total": str(total), "entries": [list(part) for part in listed]})


def _of_class(cls: str, **given: Any) -> Quantity:
    said = ", ".join(f"{name} {value}" for name, value in given.items())
    meaning = f"the number of functions of n variables of the class {cls}" + (f" with {said}" if said else "")
    return Quantity(quantity_name(cls, given), meaning, partial(_by_orbits, cls, given), _BY_ORBITS)


def _listed(cls: str, given: Mapping[str, Any], n: int) -> Computed:
    from symattn.capacity.classes.enumerated import enumerated_codes
    from symattn.capacity.orbits.orbit_sets import parts_by_ones

    parts = parts_by_ones(enumerated_codes(_options(cls, n, given)).astype("uint32"))
    return _summed("list of all functions from the definition", parts)


def _of_list(cls: str, **given: Any) -> Quantity:
    """Return the number of functions of a class that no method counts by orbits, n <= 4."""
    by_orbits = _of_class(cls, **given)
    compute = partial(_listed, cls, given)
    return Quantity(by_orbits.name, by_orbits.meaning, compute, ("symattn.capacity.classes.enumerated",))


def _of_set(name: str, meaning: str, build: Callable[[int], OrbitSet]) -> Quantity:
    def compute(n: int) -> Computed:
        return _tallied(_ORBITS, build(n).tally())

    return Quantity(name, f"the number of functions of n variables {meaning}", compute, _BY_ORBITS)


@cache
def class_orbits(cls: str, n: int, **given: Any) -> OrbitSet:
    """Return the functions of a class by orbits, made once a process."""
    from symattn.capacity.orbits.by_orbits import orbit_set

    return orbit_set(_options(cls, n, given))


def _and(n: int) -> OrbitSet:
    return class_orbits("output-gating", n)


def _or(n: int) -> OrbitSet:
    return _and(n).complements()


def _xor(n: int) -> OrbitSet:
    return class_orbits("output-gating", n, gate="pm")


def _attended(n: int) -> OrbitSet:
    return class_orbits("multiplexing", n)


_SETS: tuple[tuple[str, str, Callable[[int], OrbitSet]], ...] = (
    (
        "and-meets-or",
        "that are both the AND and the OR of two threshold functions",
        lambda n: _and(n) & _or(n),
    ),
    (
        "and-meets-or-meets-xor",
        "that are the AND, the OR and the XOR of two threshold functions",
        lambda n: _and(n) & _or(n) & _xor(n),
    ),
    (
        "and-meets-xor",
        "that are both the AND and the XOR of two threshold functions",
        lambda n: _and(n) & _xor(n),
    ),
    (
        "and-or-without-xor",
        "that are the AND or the OR of two threshold functions and not the XOR of two",
        lambda n: (_and(n) | _or(n)) - _xor(n),
    ),
    (
        "multiplexing-without-two-layer",
        "of one unit with one attending gate that are neither AND, OR nor XOR of two threshold functions",
        lambda n: _attended(n) - (_and(n) | _or(n) | _xor(n)),
    ),
    (
        "xor-without-multiplexing",
        "that are the XOR of two threshold functions and not of one unit with one attending gate",
        lambda n: _xor(n) - _attended(n),
    ),
    (
        "and-or-without-multiplexing",
        "that are the AND or the OR of two threshold functions and not of one unit with one attending gate",
        lambda n: (_and(n) | _or(n)) - _attended(n),
    ),
    (
        "xor-without-quadratic",
        "that are the XOR of two threshold functions and not a threshold function of degree 2",
        lambda n: _xor(n) - class_orbits("polynomial-threshold", n, degree=2),
    ),
    (
        "xor-3-without-cubic",
        "that are the XOR of three threshold functions and not a threshold function of degree 3",
        lambda n: (
            class_orbits("output-gating", n, gate="pm", gates=3)
            - class_orbits("polynomial-threshold", n, degree=3)
        ),
    ),
)

_SYNAPTIC = [
    *({"inputs": inputs, "gate": gate} for inputs in ("01", "pm") for gate in ("01", "pm")),
    *(
        {"synapses": "any", "inputs": inputs, "gate": gate}
        for inputs in ("01", "pm")
        for gate in ("01", "pm")
    ),
    {"synapses": "all"},
    *({"synapses": "all", "inputs": "pm", "gate": gate} for gate in ("01", "pm")),
    *({"synapses": "all", "gate": gate, "bias": "gated"} for gate in ("01", "pm")),
]


def _ternary(n: int) -> Computed:
    from symattn.capacity.products.count import ternary_parts

    return _summed("restrictions to the ones of one gate of each class", ternary_parts(n))


def _sums(n: int) -> Computed:
    from symattn.capacity.products.count import sum_sizes

    sizes, numbers = sum_sizes(n)
    pairs = [list(pair) for pair in zip(sizes, numbers, strict=True)]
    total = sum(size * number for size, number in pairs)
    tally = {"kind": "orbits", "n": n, "complement": False, "total": str(total), "sizes": pairs}
    return Computed(total, "pairs (f AND g, f OR g) " + _ORBITS, tally)


def _threshold(n: int) -> Computed:
    with tempfile.TemporaryDirectory() as folder:
        return _threshold_run(n, folder, 1)[0]


def _threshold_run(n: int, folder: str, jobs: int | None) -> tuple[Computed, float]:
    from symattn.capacity.generations import count_by_generations

    found = count_by_generations(n, folder, jobs=jobs)
    return Computed(found.count, "walk over canonical classes, by generations", found.tally), found.seconds


def _same(found: Computed, record: Record) -> bool:
    return (found.value, json.loads(json.dumps(found.tally))) == (record.value, record.tally)


def _threshold_again(n: int, record: Record) -> bool:
    """Compute T(n) again for n <= 8; for n = 9 the first third of the generations, which are a hundredth of the work."""
    if n <= MAX_WALKED:
        return _same(_threshold(n), record)
    from symattn.capacity.generations import first_generations

    with tempfile.TemporaryDirectory() as folder:
        first = first_generations(n, _GENERATIONS_AGAIN, folder, jobs=1)
    return bool(json.loads(json.dumps(first)) == record.tally["generations"][:_GENERATIONS_AGAIN])


def _products_run(gate: str, n: int, folder: str, jobs: int | None) -> tuple[Computed, float]:
    from symattn.capacity.products import count_and_products_run, count_sign_products_run

    run = count_and_products_run if gate == "01" else count_sign_products_run
    found = run(folder, n=n, jobs=jobs)
    return Computed(
        found.count, "products by classes of the first factor, in blocks", found.tally
    ), found.cpu_seconds


def _products(gate: str, n: int) -> Computed:
    if n <= 5:
        return _by_orbits("output-gating", {"gate": gate}, n)
    with tempfile.TemporaryDirectory() as folder:
        return _products_run(gate, n, folder, None)[0]


def _of_products(gate: str) -> Quantity:
    said = " with gate pm" if gate == "pm" else ""
    return Quantity(
        quantity_name("output-gating", {"gate": gate}),
        f"the number of functions of n variables of the class output-gating{said}",
        partial(_products, gate),
        ("symattn.capacity.orbits.by_orbits", "symattn.capacity.products.run"),
        run=partial(_products_run, gate),
    )


@cache
def quantities() -> Mapping[str, Quantity]:
    """Return every quantity by its name.

    Examples
    --------
    >>> len(quantities()) > 10, "threshold" in quantities()
    (True, True)
    """
    listed = [
        Quantity(
            "threshold",
            "the number of threshold functions of n variables",
            _threshold,
            ("symattn.capacity.generations.counted",),
            run=_threshold_run,
            again=_threshold_again,
        ),
        *map(_of_products, ("01", "pm")),
        Quantity(
            quantity_name("output-gating", {"gate": "mixed"}),
            "the number of products of n variables of a gate in {-1,1} and a gate in {0,1}",
            _ternary,
            ("symattn.capacity.products.count",),
        ),
        Quantity(
            "additive-output",
            "the number of sums f + g of n variables of two gates in {0,1}",
            _sums,
            ("symattn.capacity.products.count",),
        ),
        *(_of_class("output-gating", gates=k) for k in range(3, 17)),
        *(_of_class("output-gating", gate="pm", gates=k) for k in range(3, 6)),
        *(_of_class("polynomial-threshold", degree=d) for d in range(2, 6)),
        _of_class("multiplexing"),
        *(_of_class("two-layer", **given) for given in ({}, {"output": "any"})),
        _of_class("glued"),
        *(_of_class("synaptic-gating", **given) for given in _SYNAPTIC),
        _of_list("synaptic-gating", synapses="all", gate="pm"),
        _of_class("threshold", bias="none"),
        *(_of_class("output-gating", bias="none", **given) for given in ({}, {"gate": "pm"})),
        *(_of_class("output-gating", bias="none", inputs="pm", **given) for given in ({}, {"gate": "pm"})),
        *(_of_class("output-gating", units=2, **given) for given in ({}, {"gate": "pm"}, {"gate": "mixed"})),
        *(_of_set(*given) for given in _SETS),
    ]
    return MappingProxyType({quantity.name: quantity for quantity in listed})


def find_quantity(name: str) -> Quantity:
    """Return the quantity with this name.

    Raises
    ------
    UnknownName
        If there is none.

    Examples
    --------
    >>> find_quantity("threshold").meaning
    'the number of threshold functions of n variables'
    """
    if name in quantities():
        return quantities()[name]
    raise UnknownName(
        "quantity", "is not one of those that are kept", name, "Names: " + ", ".join(quantities())
    )


def stored_record(name: str, n: int) -> Record:
    """Return the checked record of a quantity.

    Raises
    ------
    UnknownName
        If there is no record.
    StaleRecord, InvalidArgument
        If the record is out of date or damaged.

    Examples
    --------
    The number of threshold functions of nine variables:

    >>> 2**57 < stored_record("threshold", 9).value < 2**58
    True
    """
    if name in quantities() and has_record(name, n):
        return read_record(quantities()[name], n)
    raise UnknownName(
        "stored", "must name a recorded number", f"{name}, n = {n}", "Leave --stored out to compute it."
    )


def stored_count(cls: str, n: SupportsIndex, **given: Any) -> Count:
    """Return the recorded number of functions of a class, after checking the record; its method says that it was stored.

    Raises
    ------
    UnknownName
        If there is no record of it.
    StaleRecord, InvalidArgument
        If the record is out of date or damaged, or an option is wrong.

    Examples
    --------
    >>> found = stored_count("output-gating", 5)
    >>> found.method.partition(":")[0], found.count > 2**25
    ('stored', True)

    See Also
    --------
    symattn.count : computes it.
    """
    for name in ("resume", "jobs", "executor"):
        if given.get(name) is not None:
            raise InvalidArgument(
                name, "does not go with a stored number", given[name], "Leave one of both out."
            )
    chosen = {name: value for name, value in given.items() if name in DEFAULTS}
    options = class_options(cls, n, chosen, most=20)
    named = dict(options.values)
    if options.common:
        named |= {"other_inputs": None, "shared": None}
    name = quantity_name(cls, named)
    if name not in quantities():
        # Where both alphabets of the inputs give the same functions the number is recorded for one.
        name = (
            quantity_name(cls, {**named, "inputs": "01"})
            if cls != "synaptic-gating" and named["bias"] == "free"
            else name
        )
    record = stored_record(name, options.n)
    said = f"stored: {record.method}; the record was checked, the time is that of its computation"
    return Count(cls, options.n, record.value, options.values, said, record.seconds, record.tally)
