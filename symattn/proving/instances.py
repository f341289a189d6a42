"""A statement about all n is tested at finitely many n, with the values of its functions computed exactly."""

from __future__ import annotations

import operator
import time
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from symattn.certificates import CounterexampleCertificate, InstancesCertificate
from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import RELATIONS, Tree, children
from symattn.errors import InvalidArgument, InvalidStatement
from symattn.proving.statement import Statement, read_statement
from symattn.proving.verdict import Counterexample, Verdict, make

Function = Callable[..., int]


class _Recorder:
    """Tables that compute missing values by the given functions and remember them."""

    def __init__(self, functions: Mapping[str, Function]) -> None:
        self.functions = functions
        self.values: dict[str, dict[tuple[int, ...], int]] = {name: {} for name in functions}

    def fill(self, tree: Tree, point: dict[str, int]) -> None:
        """Compute the function values that the tree needs at the point, innermost first."""
        for child in children(tree):
            self.fill(child, point)
        if isinstance(tree, tuple) and tree[0] == "call":
            evaluate = Evaluator(point, self.values)
            arguments = []
            for argument in tree[2:]:
                value = evaluate.value(argument).rational()
                if value is None or value.denominator != 1:
                    raise InvalidStatement("statement", f"{tree[1]} takes integers", str(value))
                arguments.append(int(value))
            known = self.values[tree[1]]
            if tuple(arguments) not in known:
                known[tuple(arguments)] = _exact_index(self.functions[tree[1]](*arguments), tree[1])

    def tables(self) -> tuple[tuple[str, tuple[tuple[tuple[int, ...], int], ...]], ...]:
        return tuple((name, tuple(sorted(values.items()))) for name, values in sorted(self.values.items()))


def prove_instances(
    statement: str,
    *,
    ranges: Mapping[str, Iterable[int]],
    functions: Mapping[str, Function],
    assuming: str = "",
    note: Callable[[], str] = str,
) -> Verdict:
    """Decide ``statement`` at every point of a finite box of integers; what is proved is those instances only.

    Parameters
    ----------
    statement
        Text of the grammar in which the names of ``functions`` may be called with integers, outside sums.
    ranges
        For each variable the integers it takes.
    functions
        For each name a function from integers to an integer, computed exactly.
    assuming
        Relations between the variables; points that violate them are left out.
    note
        What is to be said of the values' origin, asked for once they are known.

    Returns
    -------
    Verdict
        Its ``extent`` is ``instances``: it never supports more than the listed cases.

    Raises
    ------
    InvalidArgument
        If a range is empty or a variable has none.
    InvalidStatement
        If the text is not in the grammar, or no point is left.

    Examples
    --------
    >>> verdict = prove_instances("binomial(n, 1) == f(n)", ranges={"n": range(0, 5)}, functions={"f": lambda n: n})
    >>> verdict.status, verdict.extent, verdict.certificate.check()
    ('proved', 'instances', True)

    See Also
    --------
    prove_enclosed : real numbers, by intervals.
    sizes : a size parameter.
    """
    started = time.monotonic()
    read, boxes, scope = read_instances(statement, ranges, functions, assuming)
    recorder = _Recorder(functions)
    points: list[tuple[tuple[str, int], ...]] = []
    method = "exact evaluation of every instance"
    for values in product(*boxes.values()):
        point = dict(zip(boxes, values, strict=True))
        try:
            if not all(Evaluator(point).truth(tree) for tree in read.assumptions):
                continue
            recorder.fill(read.claim, point)
            evaluate = Evaluator(point, recorder.values)
            holds = evaluate.truth(read.claim)
        except (Undefined, NotExact) as why:
            reason = f"no exact value at {point}: {why}"
            return make(
                "undecided", read.claim, method, scope, reason=reason, seconds=time.monotonic() - started
            )
        if not holds:
            found = _counterexample(read.claim, point, recorder, boxes)
            return make(
                "refuted", read.claim, method, scope, counterexample=found, seconds=time.monotonic() - started
            )
        points.append(tuple(point.items()))
    if not points:
        raise InvalidStatement("assuming", "leaves no instance to check", assuming)
    certificate = InstancesCertificate(read.claim, tuple(points), recorder.tables())
    return make(
        "proved",
        read.claim,
        f"{method} ({len(points)})" + (f"; {said}" if (said := note()) else ""),
        scope,
        extent="instances",
        certificate=certificate,
        seconds=time.monotonic() - started,
    )


def read_instances(
    statement: str, ranges: Mapping[str, Iterable[int]], functions: Mapping[str, Any], assuming: str
) -> tuple[Statement, dict[str, tuple[int, ...]], str]:
    """Return the statement, the finite box of integers in which it is decided, and the box as text.

    Raises
    ------
    InvalidArgument
        If a function is not one, a range is empty or a variable has none.
    InvalidStatement
        If the text is not in the grammar.
    """
    if not isinstance(functions, Mapping) or not all(callable(f) for f in functions.values()):
        raise InvalidArgument("functions", "must map names to functions of integers", functions)
    if not isinstance(ranges, Mapping) or not all(isinstance(v, Iterable) for v in ranges.values()):
        raise InvalidArgument("ranges", "must map variables to collections of integers", ranges)
    read = read_statement(statement, assuming=assuming, functions=tuple(functions))
    boxes = {
        name: tuple(_exact_index(value, "ranges") for value in values) for name, values in ranges.items()
    }
    missing = [name for name, _ in read.domains if name not in boxes]
    if missing or not all(boxes.values()):
        raise InvalidArgument("ranges", "must give a non-empty range for every variable", missing or boxes)
    scope = "; ".join(_range_text(name, values) for name, values in boxes.items())
    return read, boxes, f"{scope} with {assuming}" if read.assumptions else scope


def _counterexample(
    claim: Tree, point: dict[str, int], recorder: _Recorder, boxes: Mapping[str, tuple[int, ...]]
) -> Counterexample:
    evaluate = Evaluator(point, recorder.values)
    left = right = ""
    if isinstance(claim, tuple) and claim[0] in RELATIONS:
        left, right = str(evaluate.value(claim[1])), str(evaluate.value(claim[2]))
    values = tuple((name, Fraction(value)) for name, value in point.items())
    domains = tuple((name, tuple(map(Fraction, values))) for name, values in boxes.items())
    certificate = CounterexampleCertificate(claim, (), domains, values, recorder.tables())
    return Counterexample(values, left, right, certificate)


def _exact_index(value: Any, argument: str) -> int:
    """Return an exact integer; a float would be rounded without a word."""
    try:
        return operator.index(value)
    except TypeError:
        raise InvalidArgument(argument, "must give exact integers", value) from None


def _range_text(name: str, values: tuple[int, ...]) -> str:
    low, high = min(values), max(values)
    if len(values) == 1:
        return f"{name} = {low}"
    if high - low < len(values) and sorted(values) == list(range(low, high + 1)):
        return f"{low} <= {name} <= {high}"
    return f"{name} in {{{', '.join(str(value) for value in values)}}}"
