"""The drawn graph is that of the definition: edges are exchanges of one pair of values between threshold functions with sorted Chow vectors."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

from symattn import plots
from symattn.errors import InvalidArgument, TooLarge
from symattn.plots.class_walk import class_walk, exchanges
from symattn.threshold import is_threshold, threshold_classes

pytest.importorskip("matplotlib")


def is_sorted(p):
    return all(a >= b for a, b in pairwise([*p, 0]))


def from_definition(n):
    """Return (p, q, y) for every true point y with y_1 = 1 of a canonical function such that the exchange gives a threshold function with a sorted Chow vector."""
    size = n + 1
    found = set()
    points = [y[::-1] for y in product((-1, 1), repeat=size)]  # y_1 varies fastest, as in a truth table
    for weights in threshold_classes(n).weights.tolist():
        true = [y for y in points if sum(w * v for w, v in zip(weights, y, strict=True)) > 0]
        p = tuple(map(sum, zip(*true, strict=True)))
        for y in true:
            q = tuple(a - 2 * v for a, v in zip(p, y, strict=True))
            if y[0] == 1 and is_sorted(q):
                ones = {*true, tuple(-v for v in y)} - {y}
                table = sum(1 << k for k, z in enumerate(points) if z in ones)
                if is_threshold(table, size):
                    found.add((p, q, y))
    return found


@pytest.mark.parametrize("n", [2, 3, 4])
def test_edges_are_those_of_the_definition(n):
    edges = exchanges(n)
    assert len(set(edges)) == len(edges)
    assert set(edges) == from_definition(n)


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_every_class_is_reached_and_every_step_lowers_the_first_entry_by_two(n):
    edges = exchanges(n)
    classes = {tuple(p) for p in threshold_classes(n).chow.tolist()}
    assert {q for _, q, _ in edges} == classes - {(2**n, *[0] * n)}
    assert all(p[0] - q[0] == 2 for p, q, _ in edges)


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_nodes_show_the_classes_once_with_their_sizes(n):
    from matplotlib.patches import FancyBboxPatch

    found = threshold_classes(n)
    fig = class_walk(n, title="walk")
    ax = fig.axes[0]
    boxes = [patch for patch in ax.patches if isinstance(patch, FancyBboxPatch)]
    assert len(boxes) == len(found)
    for a, b in ((a, b) for i, a in enumerate(boxes) for b in boxes[:i]):
        assert not a.get_window_extent().overlaps(b.get_window_extent())
    written = [text.get_text() for text in ax.texts]
    for p in found.chow.tolist():
        assert written.count(" ".join(map(str, p))) == 1
    sizes = [int(text.removeprefix("\u00d7 ")) for text in written if text.startswith("\u00d7")]
    assert sorted(sizes) == sorted(found.sizes) and sum(sizes) == found.count
    assert f"the {len(found)} classes" in fig.alt_text and f"T({n}) = {found.count}" in fig.alt_text
    assert f"{len(exchanges(n))} exchange" in fig.alt_text
    assert ax.get_title(loc="left") == "walk"


def test_exported_and_refused_out_of_range():
    assert plots.class_walk is class_walk
    with pytest.raises(TooLarge):
        class_walk(6)
    for wrong in (1, -1, 2.5, True):
        with pytest.raises(InvalidArgument):
            class_walk(wrong)
