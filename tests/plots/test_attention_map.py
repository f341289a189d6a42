"""A map of attention has squares of the areas given; a hull contains exactly the outputs that are means of the values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn import plots
from symattn.errors import InvalidArgument

pytest.importorskip("matplotlib")

from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from symattn.plots.style import BLUE
from symattn.plots.value_hull import _contains, _hull


def squares(fig):
    patches = [patch for patch in fig.axes[0].patches if isinstance(patch, Rectangle)]
    return [patch for patch in patches if to_hex(patch.get_facecolor()) == BLUE.lower()]


def test_areas_are_the_weights():
    weights = np.array([[1, 0, 0], [0.25, 0.75, 0], [0.2, 0.3, 0.5]])
    fig = plots.attention_map(weights)
    areas = sorted(patch.get_width() * patch.get_height() for patch in squares(fig))
    np.testing.assert_allclose(areas, sorted(weights[weights > 0]))
    assert "3 of 9 weights are 0" in fig.alt_text


@pytest.mark.parametrize("weights", [[[1, 2]], [[0.5, 0.4], [0, 1]], [[2, -1], [0, 1]], "ab", [], 3])
def test_maps_refused(weights):
    with pytest.raises(InvalidArgument):
        plots.attention_map(weights)


def test_names_must_be_as_many_as_tokens():
    with pytest.raises(InvalidArgument):
        plots.attention_map([[1, 0], [0, 1]], names=["a"])


coordinates = st.tuples(st.integers(-5, 5), st.integers(-5, 5))


@given(st.lists(coordinates, min_size=1, max_size=8), st.data())
def test_hull_contains_means_and_nothing_beyond(values, data):
    hull = _hull([(float(x), float(y)) for x, y in values])
    weights = data.draw(st.lists(st.integers(0, 4), min_size=len(values), max_size=len(values)).filter(any))
    share = np.array(weights) / sum(weights)
    assert _contains(hull, tuple(share @ np.array(values, float)))
    direction = np.array(data.draw(coordinates), float)
    reach = max(np.array(values, float) @ direction)
    if direction.any():  # a point beyond the supporting line
        assert not _contains(hull, tuple(direction * (reach + 0.01) / (direction @ direction)))


def test_sentence_counts_outputs_outside():
    fig = plots.value_hull([(0, 0), (2, 0), (0, 2), (0.5, 0.5)], [(0.5, 0.5), (2, 2)])
    assert (
        fig.alt_text == "4 values in the plane, whose convex hull has 3 vertices; 1 of 2 outputs lie in it."
    )


@pytest.mark.parametrize("rows", [[], [(1, 2, 3)], "ab", None])
def test_hulls_refused(rows):
    with pytest.raises(InvalidArgument):
        plots.value_hull(rows, [(0, 0)])
