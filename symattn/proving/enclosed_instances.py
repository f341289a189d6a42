"""A statement about real numbers f(n) is decided at finitely many n from balls that contain the values."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any, Protocol

from symattn.certificates import EnclosedInstancesCertificate
from symattn.certificates.enclosed_instances import Enclosures, Ends, Row, integers, truth_at
from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import Tree, walk
from symattn.certificates.intervals import Undetermined
from symattn.errors import InvalidStatement
from symattn.proving.instances import read_instances
from symattn.proving.verdict import Counterexample, Verdict, make


class Enclosure(Protocol):
    """A closed interval with rational ends."""

    @property
    def lower(self) -> Fraction:
        """The left end."""

    @property
    def upper(self) -> Fraction:
        """The right end."""


def prove_enclosed(
    statement: str,
    *,
    ranges: Mapping[str, Iterable[int]],
    functions: Mapping[str, Callable[..., Enclosure]],
    assuming: str = "",
) -> Verdict:
    """Decide ``statement`` at every point of a finite box of integers, where ``functions`` give intervals that contain real values.

    Parameters
    ----------
    statement
        Text of the grammar in which the names of ``functions`` may be called with integers, outside sums.
    ranges
        For each variable the integers it takes.
    functions
        For each name a function from integers to an interval (with ``lower`` and ``upper``, such as a `symattn.capacity.Ball`).
    assuming
        Relations between the variables; points that violate them are left out.

    Returns
    -------
    Verdict
        *proved* (its ``extent`` is ``enclosed``) if the intervals show the statement at every point; *refuted* if they show its contrary
        at one; *undecided* where the intervals are too wide.

    Raises
    ------
    InvalidArgument
        If a range is empty, a variable has none, or a function is not one.
    InvalidStatement
        If the text is not in the grammar, or no point is left.

    Examples
    --------
    The square root of 2, to three decimals:

    >>> from symattn.capacity import Ball
    >>> def root(n):
    ...     return {2: Ball("1.41421", "0.00001")}[n]
    >>> verdict = prove_enclosed("r(n) < 1415/1000", ranges={"n": [2]}, functions={"r": root})
    >>> verdict.status, verdict.extent, verdict.certificate.check()
    ('proved', 'enclosed', True)
    >>> prove_enclosed("r(n)**2 == 2", ranges={"n": [2]}, functions={"r": root}).status
    'undecided'

    See Also
    --------
    symattn.proving.prove_instances : integers, exactly.

    References
    ----------
    W. Tucker, Validated Numerics, Princeton University Press 2011.
    """
    started = time.monotonic()
    read, boxes, scope = read_instances(statement, ranges, functions, assuming)
    known: dict[tuple[str, tuple[int, ...]], tuple[Fraction, Fraction]] = {}
    points: list[tuple[tuple[str, int], ...]] = []

    def concluded(status: Any, **more: Any) -> Verdict:
        more |= {"seconds": time.monotonic() - started}
        return make(status, read.claim, f"enclosure of every value ({len(points)})", scope, **more)

    for values in product(*boxes.values()):
        point = dict(zip(boxes, values, strict=True))
        try:
            if not all(Evaluator(point).truth(tree) for tree in read.assumptions):
                continue
            for name, arguments in _calls(read.claim, point):
                if (name, arguments) not in known:
                    value = functions[name](*arguments)
                    known[name, arguments] = (value.lower, value.upper)
            holds = truth_at(read.claim, point, known)
        except (Undetermined, Undefined, NotExact) as why:
            return concluded("undecided", reason=f"not decided at {point}: {why}")
        if holds is None:
            return concluded("undecided", reason=f"the intervals are too wide at {point}")
        if not holds:
            certificate = EnclosedInstancesCertificate(
                ("not", read.claim), (tuple(point.items()),), _tables(functions, known)
            )
            shown = tuple((name, Fraction(value)) for name, value in point.items())
            return concluded("refuted", counterexample=Counterexample(shown, "", "", certificate))
        points.append(tuple(point.items()))
    if not points:
        raise InvalidStatement("assuming", "leaves no instance to check", assuming)
    certificate = EnclosedInstancesCertificate(read.claim, tuple(points), _tables(functions, known))
    return concluded("proved", extent="enclosed", certificate=certificate)


def _calls(claim: Tree, point: Mapping[str, int]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for node in walk(claim):
        if isinstance(node, tuple) and node[0] == "call":
            yield str(node[1]), integers(node[2:], point)


def _tables(names: Iterable[str], known: Ends) -> Enclosures:
    rows: dict[str, list[Row]] = {name: [] for name in names}
    for (name, arguments), (low, high) in sorted(known.items()):
        rows[name].append((arguments, low, high))
    return tuple((name, tuple(found)) for name, found in rows.items())
