"""The number of functions of a class, exactly: by listing them, by a second method that shares no code with the first, or by a run that can be interrupted.

A gate's value is 0 or 1 (``gate="01"``: the product of gates is AND) or -1 or +1 (``"pm"``: the product is XNOR of the bits), or the gated unit's is -1 or +1 and the gating
unit's 0 or 1 (``"mixed"``: a product in {-1, 0, 1}).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any, SupportsIndex

from symattn.capacity.balls import Ball, log2_ball
from symattn.capacity.class_options import DEFAULTS, ClassOptions, Degree, class_options
from symattn.capacity.function_sets import MAX_LISTED
from symattn.capacity.numpy_needed import needs_numpy
from symattn.errors import InvalidArgument, MissingExtra, TooLarge
from symattn.threshold.arguments import check_alphabet
from symattn.threshold.walk.classes import MAX_WALKED, count_threshold

METHODS = ("auto", "enumeration", "characterisation", "orbits")
_MAX_NAMED = 20
#: What the largest runs cost: measured on two cores; see the book's page on long counts.
_COST = {
    "threshold": "n = 9 is a run of some 17 minutes of one processor and 1 GB of disk: give --resume DIR (resume=).",
    "output-gating": (
        "n = 6 is a run of some minutes, for gates in {-1,1} with 3 GB of memory and of disk: give --resume DIR (resume=)."
    ),
}

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Count:
    """The number of functions of a class, with all options that define the class.

    Parameters
    ----------
    cls, n
        The class and its number of variables.
    count
        The number of functions, exact.
    options
        Pairs (name, value) of every option after defaults.
    method
        How the number was found.
    seconds
        The time it took, of a run the processor time of all its blocks; two equal counts may differ in it.
    tally
        For a run, the numbers of its blocks, from which another program derives the count again; else None.

    Examples
    --------
    The capacity is the logarithm to base 2 of the count:

    >>> result = count("threshold", 2)
    >>> result.count, result.log2.contains(4), str(result.log2)[:6]
    (14, False, '3.8073')

    See Also
    --------
    count : the function that returns it.

    References
    ----------
    Claim RV-1.
    """

    cls: str
    n: int
    count: int
    options: tuple[tuple[str, Any], ...]
    method: str
    seconds: float = field(compare=False)
    tally: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)

    @property
    def log2(self) -> Ball | None:
        """The capacity log2(count) as a ball, or None where python-flint is absent."""
        try:
            return log2_ball(self.count)
        except MissingExtra:
            return None

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {class, n, count, count_text, log2, method, seconds} and every option."""
        ball = self.log2
        return {
            "class": self.cls,
            "n": self.n,
            "count": self.count,
            "count_text": str(self.count),
            "log2": None if ball is None else ball.to_json(),
            "method": self.method,
            "seconds": round(self.seconds, 6),
            **dict(self.options),
        }

    def _repr_latex_(self) -> str:
        return f"${self.count}$"


@needs_numpy
def count(
    cls: str,
    n: SupportsIndex,
    *,
    inputs: str = "01",
    gate: str = "01",
    gates: SupportsIndex = 2,
    synapses: str = "one",
    bias: str = "free",
    degree: Degree = 1,
    units: SupportsIndex = 1,
    other_inputs: SupportsIndex | None = None,
    shared: SupportsIndex | None = None,
    output: str = "linear",
    method: str = "auto",
    executor: Executor | None = None,
    resume: str | PathLike[str] | None = None,
    jobs: SupportsIndex | None = None,
    progress: Progress | None = None,
) -> Count:
    """Return the number of functions of a class: its capacity is the logarithm.

    Parameters
    ----------
    cls
        ``"threshold"``, n <= 8, and n = 9 with ``resume``; ``"output-gating"``, n <= 5, and n = 6 with ``resume`` for two gates;
        the other classes for n <= 4, and for n = 5 where there is a method.
    n
        The number of variables of the gated unit.
    inputs
        Alphabet of x, ``"01"`` or ``"pm"``.
    gate
        Alphabet of the gates' values: ``"01"``, ``"pm"``, or ``"mixed"`` for a gated unit in {-1, 1} and gating units in {0, 1}.
    gates
        The number of gates multiplied, the gated one included.
    synapses
        The weights that are gated: ``"one"``, ``"any"``, ``"all"`` or ``"each"`` by a gate of its own.
    bias
        ``"free"``, ``"gated"`` with all synapses, or ``"none"``: over ``"pm"`` inputs then only weights with w.x != 0 at every point are counted.
    degree
        The degree of the gates, or a pair: of the gated and of the gating ones.
    units
        The number of units that share one gate; maps to so many outputs are counted.
    other_inputs, shared
        The gating gate reads ``other_inputs`` variables, ``shared`` of them common with the gated one: together at most 6.  All n are common if not given.
    output
        For two layers: ``"linear"``, ``"and"``, ``"xor"`` or ``"any"``.
    method
        ``"enumeration"`` lists the functions from the definition, n <= 4; ``"characterisation"`` decides them by theorems on the class, with gates found in another way;
        ``"orbits"`` counts them up to symmetry, n <= 5; ``"auto"`` takes one that reaches n.
    executor, jobs
        Where the blocks of a run are computed: any executor, or so many processes of this machine (all cores if not given).
    resume
        The folder of a run: a new one, or one that was interrupted and goes on.
    progress
        Called with (blocks done, blocks in all) during a run.

    Returns
    -------
    Count
        ``.count``, ``.log2``, ``.method``, ``.seconds``.

    Raises
    ------
    InvalidArgument
        If a class or an option is unknown or does not apply, or there is no such method.
    TooLarge
        If n is too large; the message names the largest n, and what it costs.
    MissingExtra
        If NumPy is not installed.

    Examples
    --------
    AND of two gates of two variables gives all 16 functions, for XOR = OR and NAND:

    >>> [count("output-gating", n).count for n in (1, 2, 3)]
    [4, 16, 246]

    Two methods that share no code agree:

    >>> {count("multiplexing", 3, method=method).count for method in ("enumeration", "characterisation")}
    {256}

    For {0, 1}-valued gates of disjoint inputs a non-zero product determines its factors:

    >>> T = count("threshold", 2).count
    >>> count("output-gating", 2, other_inputs=2, shared=0).count == (T - 1) ** 2 + 1
    True

    See Also
    --------
    functions : the set of the functions.
    capacity_bounds : bounds for every n.

    References
    ----------
    Claims CAP-AND, CAP-XOR, CAP-DIFF, CAP-TERN.
    """
    given = {name: value for name, value in locals().items() if name in DEFAULTS}
    options = class_options(cls, n, given, most=_MAX_NAMED)
    check_alphabet(method, name="method", known=METHODS)
    tally: Mapping[str, Any] | None = None
    if resume is not None:
        _check_run(method, executor, jobs, progress)
        number, said, tally, seconds = _run(options, resume, executor, jobs, progress)
    else:
        started = time.perf_counter()
        for name, value in (("executor", executor), ("jobs", jobs)):
            if value is not None:
                hint = "Runs are those of threshold and of output-gating with two gates."
                raise InvalidArgument(name, "belongs to a run: give its folder as resume", value, hint)
        number, said = _count(options, method)
        seconds = time.perf_counter() - started
    return Count(cls, options.n, number, options.values, said, seconds, tally)


def _check_run(method: str, executor: Any, jobs: Any, progress: Any) -> None:
    """Refuse what does not go with a run, or is none of what it needs, before its folder is made."""
    if method != "auto":
        raise InvalidArgument("method", "must be 'auto' for a run", method)
    if executor is not None and jobs is not None:
        raise InvalidArgument("jobs", "must be left out where an executor is given", jobs)
    if executor is not None and not callable(getattr(executor, "submit", None)):
        hint = "A Dask client gives one with client.get_executor()."
        raise InvalidArgument("executor", "must be a concurrent.futures.Executor", executor, hint)
    if progress is not None and not callable(progress):
        raise InvalidArgument("progress", "must be a function of two numbers", progress)


def _plain(options: ClassOptions) -> bool:
    """Return whether these are threshold functions, or products of two of the same variables."""
    plain = all(options[name] == value for name, value in (("bias", "free"), ("degree", 1), ("units", 1)))
    return plain and options.common and options["gates"] == 2


def _run(
    options: ClassOptions,
    resume: str | PathLike[str],
    executor: Executor | None,
    jobs: SupportsIndex | None,
    progress: Progress | None,
) -> tuple[int, str, Mapping[str, Any], float]:
    """Count in blocks that stand on disk."""
    more: dict[str, Any] = {"executor": executor, "jobs": jobs, "progress": progress}
    if options.cls == "threshold" and _plain(options):
        from symattn.capacity.generations import count_by_generations

        result = count_by_generations(options.n, resume, **more)
        return (
            result.count,
            "walk over canonical classes, by generations on disk",
            result.tally,
            result.seconds,
        )
    if options.cls == "output-gating" and _plain(options) and options["gate"] != "mixed":
        from symattn.capacity.products import count_and_products_run, count_sign_products_run

        run = count_and_products_run if options["gate"] == "01" else count_sign_products_run
        found = run(Path(resume), n=options.n, **more)
        said = "products by classes of the first factor, in blocks on disk"
        return found.count, said, found.tally, found.cpu_seconds
    hint = "Leave it out: other counts take seconds to minutes in one process."
    rule = "is for threshold, and for output-gating of two gates of one alphabet"
    raise InvalidArgument("resume", rule, str(resume), hint)


def _count(options: ClassOptions, method: str) -> tuple[int, str]:
    """Count by the method asked for, or by the one that reaches n."""
    n = options.n
    if options.cls == "threshold" and options["bias"] == "free" and method in ("auto", "orbits"):
        if n > MAX_WALKED:
            rule = f"must be at most {MAX_WALKED}" + (" without a run" if n == MAX_WALKED + 1 else "")
            hint = _COST["threshold"] if n == MAX_WALKED + 1 else "capacity_bounds knows every n."
            raise TooLarge("n", rule, n, hint)
        return count_threshold(n), "walk over canonical classes"
    if n > 5:
        a_run = options.cls == "output-gating" and n == 6 and _plain(options) and options["gate"] != "mixed"
        if a_run:
            raise TooLarge("n", "must be at most 5 without a run", n, _COST["output-gating"])
        raise TooLarge("n", "must be at most 5 here", n, "capacity_bounds knows every n.")
    if method == "enumeration" or (method == "auto" and n <= MAX_LISTED):
        from symattn.capacity.classes.enumerated import enumerated_count

        try:
            return enumerated_count(options), "enumeration"
        except TooLarge:
            if method == "enumeration":
                raise
    decided = options.cls == "output-gating" and (options["gate"] == "mixed" or not options.common)
    if method == "characterisation" or (method == "auto" and decided):
        from symattn.capacity.characterised import characterised_count

        return characterised_count(options), "characterisation"
    return _by_orbits(options, method), "orbits under permutations and negations of the inputs"


def _by_orbits(options: ClassOptions, method: str) -> int:
    """Count up to symmetry; a class that no method of n = 5 knows is said to end at n = 4."""
    if options.cls == "additive-output" and options.degrees == (1, 1):
        from symattn.capacity.products import count_sums

        # The value of a sign and a bit together determines both.
        return count_threshold(options.n) ** 2 if options["gate"] == "mixed" else count_sums(options.n)
    from symattn.capacity.orbits import orbit_count

    try:
        return orbit_count(options)
    except InvalidArgument:
        given = ", ".join(
            f"{name} {value}" for name, value in options.values if value not in (DEFAULTS[name], options.n)
        )
        where = f"for {options.cls}" + (f" with {given}" if given else "")
        if method == "orbits" and options.n <= MAX_LISTED:
            hint = "Choose 'enumeration' or 'characterisation'."
            raise InvalidArgument("method", f"is not known {where}", "orbits", hint) from None
        most = min(MAX_LISTED, options.n - 1)
        hint = "capacity_bounds knows every n."
        raise TooLarge("n", f"must be at most {most} {where}", options.n, hint) from None
