"""The two faces of a glued cube carry the values of the two functions."""

from __future__ import annotations

import pytest

from symattn.errors import InvalidArgument
from symattn.plots.glued_cube import glued_cube

pytest.importorskip("matplotlib")


def values(fig):
    """Return the numbers written in the corners, in the order of the points."""
    return [int(text.get_text()) for text in fig.axes[0].texts if text.get_text() in ("0", "1")]


@pytest.mark.parametrize("n", [2, 3])
def test_the_faces_have_the_values_of_the_parts(n):
    size = 2 ** (n - 1)
    for f, g in ((0, 2**size - 1), (1, 2), (2, 1)):
        fig = glued_cube(f, g, n)
        assert values(fig) == [table >> k & 1 for table in (f, g) for k in range(size)]
        labels = [text.get_text() for text in fig.axes[0].texts]
        assert f"$x_{n} = 0$: $f$" in labels and f"$x_{n} = 1$: $g$" in labels


def test_each_function_of_a_face_is_described():
    text = glued_cube(0, 0b11, 2, names=("p", "q")).alt_text
    assert "the function is p, with value 0 at all 2 points" in text
    assert "it is q, with value 1 at (0) and (1)" in text


@pytest.mark.parametrize(
    ("f", "g", "n"), [(0, 0, 1), (0, 0, 4), (16, 0, 3), (0, -1, 3), (True, 0, 2), ("0", 0, 2)]
)
def test_what_is_no_pair_of_tables_is_refused(f, g, n):
    with pytest.raises(InvalidArgument):
        glued_cube(f, g, n)
