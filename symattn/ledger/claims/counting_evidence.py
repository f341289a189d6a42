"""What the claims on Cover's bound are checked against: sign vectors of small integer points, counted exactly, and balls of logarithms."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from random import Random

from symattn.capacity import Ball, cover_count, log2_ball
from symattn.capacity.arrangements.arrangement import Arrangement
from symattn.capacity.balls import enclose
from symattn.capacity.learning.separability import Points, in_general_position

DIGITS = 60


@cache
def family(s: int, N: int, D: int) -> Points:
    """Return N integer points of R^D: on the moment curve (s = 0), with one point dependent (1), with multiples (2), drawn at random (3, 4, ...)."""
    curve = [tuple(t**j for j in range(D)) for t in range(1, N + 1)]
    if s == 0:
        return tuple(curve)
    if s == 1:
        size = min(N, D)
        return (*curve[: N - 1], tuple(map(sum, zip((0,) * D, *curve[: size - 1], strict=True))))
    if s == 2:
        return tuple(tuple((-1) ** i * (i + 1) * x for x in curve[i // 2]) for i in range(N))
    random = Random(f"{s} {N} {D}")
    return tuple(tuple(random.randint(-2, 2) for _ in range(D)) for _ in range(N))


@cache
def sign_vectors(s: int, N: int, D: int) -> int:
    """Return how many sign vectors nowhere-zero linear functionals have at the points of the family: regions, by deletion and restriction."""
    points = family(s, N, D)
    return Arrangement(points).regions() if all(map(any, points)) else 0


@cache
def general(s: int, N: int, D: int) -> int:
    """Return 1 if every min(N, D) of the points are linearly independent, else 0."""
    return int(in_general_position(family(s, N, D)))


@cache
def polynomial_threshold_count(n: int, degree: int) -> int:
    """Return T_d(n), the regions of coefficients between the 2^n hyperplanes p(x) = 0."""
    supports = [
        sum(1 << i for i in chosen)
        for size in range(min(n, degree) + 1)
        for chosen in combinations(range(n), size)
    ]
    return Arrangement([[int(x & chosen == chosen) for chosen in supports] for x in range(1 << n)]).regions()


@cache
def log2_cover_exactly(N: int, r: int) -> Ball:
    """Return log2 C(N, r + 1), from the integer."""
    return log2_ball(cover_count(N, r + 1), DIGITS)


@cache
def closed_centre(N: int, r: int) -> Ball:
    """Return 1 + r log2 N - log2 r! - r (r+1) / (2 N ln 2)."""

    def value() -> object:
        from flint import arb

        logarithms = r * arb(N).log() - arb.fac_ui(r).log() - arb(r * (r + 1)) / (2 * N)
        return 1 + logarithms / arb.const_log2()

    return enclose(value, digits=DIGITS)


@cache
def per_ln2(numerator: int, denominator: int) -> Ball:
    """Return numerator / (denominator ln 2)."""

    def value() -> object:
        from flint import arb

        return arb(numerator) / denominator / arb.const_log2()

    return enclose(value, digits=DIGITS)
