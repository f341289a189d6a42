"""An arrow is a quadratic curve (start, control point, end); layouts compare how far curves keep apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Curve = tuple[Point, Point, Point]

_STEPS = 24


def bent(start: Point, stop: Point, bend: float) -> Curve:
    """Return the curve whose control point is the midpoint moved by ``bend`` times the normal."""
    (x0, y0), (x1, y1) = start, stop
    return start, ((x0 + x1) / 2 + bend * (y1 - y0), (y0 + y1) / 2 - bend * (x1 - x0)), stop


def at(curve: Curve, t: float) -> Point:
    """Return the point (1-t)^2 a + 2t(1-t) c + t^2 b of the curve from a to b with control point c."""
    (x0, y0), (cx, cy), (x1, y1) = curve
    a, c, b = (1 - t) ** 2, 2 * t * (1 - t), t * t
    return a * x0 + c * cx + b * x1, a * y0 + c * cy + b * y1


def samples(curve: Curve) -> list[Point]:
    """Return points along the curve, both ends included."""
    return [at(curve, k / _STEPS) for k in range(_STEPS + 1)]


def distance(point: Point, curve: Curve) -> float:
    """Return about how far a point is from a curve."""
    return min(math.dist(point, other) for other in samples(curve))


def clearance(curve: Curve, obstacles: Iterable[Point], enough: float, margin: float = 0.0) -> float:
    """Return how far a curve stays from the obstacles, at most ``enough``; its ends up to ``margin`` do not count."""
    points = samples(curve)
    if margin:
        points = [p for p in points if math.dist(p, curve[0]) > margin and math.dist(p, curve[2]) > margin]
    return min([enough, *(math.dist(p, q) for p in points for q in obstacles)])


def near(points: Iterable[Point], start: Point, stop: Point, reach: float) -> list[Point]:
    """Return the points in the box around two points, made larger by ``reach`` on every side."""
    left, right = min(start[0], stop[0]) - reach, max(start[0], stop[0]) + reach
    low, high = min(start[1], stop[1]) - reach, max(start[1], stop[1]) + reach
    return [p for p in points if left <= p[0] <= right and low <= p[1] <= high]


def room(point: Point, taken: Sequence[Point], others: Sequence[Curve]) -> float:
    """Return how far a label would stay from other labels and, counted twice, from other curves."""
    from_labels = min((math.dist(point, other) for other in taken), default=9.0)
    from_curves = min((distance(point, other) for other in others), default=9.0)
    return min(from_labels, 2.0 * from_curves)
