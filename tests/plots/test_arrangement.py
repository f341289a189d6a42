"""Pictures of arrangements: what is drawn and said is what the exact arrangement has."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.capacity.arrangements.arrangement import Arrangement
from symattn.capacity.arrangements.region_points import region_points
from symattn.capacity.two_block.block_arrangement import generic_representative, two_block_arrangement
from symattn.errors import InvalidArgument, TooLarge
from symattn.plots.arrangement import arrangement, lowest_regions

pytest.importorskip("matplotlib")

SPACE = two_block_arrangement(1, 3, 1, generic_representative(0b10, 1, 3))
PENCIL = Arrangement([(1, 1), (1, -1), (1, -4), (1, 3), (3, -1)], [0, 0, 2, -5, -5])


def marks(figure):
    """Return the numbers of filled and of open marks."""
    simple, other = figure.axes[0].collections
    return len(simple.get_offsets()), len(other.get_offsets())


def test_points_on_a_line_name_the_intervals():
    figure = arrangement(Arrangement([(2,), (1,)], [-1, 3]), region_name=lambda c: "+" if c[0] > 0 else "-")
    names = [text.get_text() for text in figure.axes[0].texts]
    assert names.count("+") == 1 and names.count("-") == 2 and "$1/2$" in names
    assert figure.alt_text == "2 points on a line cut it into 3 regions."


@pytest.mark.parametrize(("n", "m"), [(1, 2), (2, 2)])
def test_lines_in_the_plane(n, m):
    plane = two_block_arrangement(n, m, 1, generic_representative(2 ** (2**n) - 2, n, m))
    figure = arrangement(plane)
    assert marks(figure) == (plane.simple_vertices(), 0)
    assert f"into {plane.regions()} regions" in figure.alt_text
    assert len(figure.axes[0].lines) == len(plane)


def test_every_region_of_a_plane_gets_its_name_inside():
    figure = arrangement(PENCIL, region_name=lambda c: "r")
    places = [text.get_position() for text in figure.axes[0].texts]
    signs = {tuple(a * x + b * y + c > 0 for a, b, c in PENCIL.hyperplanes) for x, y in places}
    assert len(places) == len(signs) == PENCIL.regions()


def test_planes_in_space_and_a_section():
    assert marks(arrangement(SPACE)) == (88, 36)
    total = 0
    for k, row in enumerate(SPACE.hyperplanes):
        on_it = [
            point
            for point in SPACE.vertex_points()
            if sum(a * x for a, x in zip(row, point, strict=False)) + row[-1] == 0
        ]
        figure = arrangement(SPACE, section=k)
        assert sum(marks(figure)) == len(on_it)
        assert f"{len(on_it)} vertices, {marks(figure)[0]} simple" in figure.alt_text
        total += marks(figure)[0]
    assert total == 3 * 88


lines = st.lists(
    st.tuples(st.integers(-3, 3), st.integers(-3, 3), st.integers(-3, 3)).filter(
        lambda row: row[0] or row[1]
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(lines)
def test_each_vertex_is_the_only_lowest_point_of_a_region_of_its_own(rows):
    plane = Arrangement([row[:2] for row in rows], [row[2] for row in rows])
    g = (1, 10)
    found = lowest_regions(plane, g)
    assert len(set(found.values())) == len(found) == plane.vertices()
    points = region_points(plane)
    for vertex, signs in found.items():
        inside = points[signs]
        assert g[0] * (inside[0] - vertex[0]) + g[1] * (inside[1] - vertex[1]) > 0
        # the vertex is on the boundary: half of the way to it no line has been crossed, and the other vertices on the boundary are higher
        for other in found:
            on_boundary = all(
                sign * (a * other[0] + b * other[1] + c) >= 0
                for sign, (a, b, c) in zip(signs, plane.hyperplanes, strict=True)
            )
            if on_boundary and other != vertex:
                assert g[0] * (other[0] - vertex[0]) + g[1] * (other[1] - vertex[1]) > 0


def test_shaded_regions_are_as_many_as_vertices():
    figure = arrangement(PENCIL, height=(0, 1))
    assert len(figure.axes[0].patches) >= PENCIL.vertices()
    assert (
        f"{PENCIL.vertices()} in number; {PENCIL.regions() - PENCIL.vertices()} regions are left"
        in figure.alt_text
    )
    assert marks(figure)[1] == 1


def test_the_same_picture_has_the_same_bytes():
    svg = [arrangement(SPACE)._repr_mimebundle_()["image/svg+xml"] for _ in range(2)]
    assert svg[0] == svg[1] and len(svg[0]) < 200_000


def test_bad_input():
    with pytest.raises(InvalidArgument, match="dimension 1, 2 or 3"):
        arrangement(Arrangement([(1, 0, 0, 0)]))
    with pytest.raises(TooLarge, match="60"):
        arrangement(Arrangement([(1,)] * 61, range(61)))
    for option in ({"height": (0, 1)}, {"region_name": str}, {"section": 14}, {"section": True}):
        with pytest.raises(InvalidArgument, match=next(iter(option))):
            arrangement(SPACE, **option)
    with pytest.raises(InvalidArgument, match="section"):
        arrangement(PENCIL, section=0)
    for height in ((1, 1), (0, 0), (1,), (0.5, 1), (Fraction(1), True)):
        with pytest.raises(InvalidArgument, match="height"):
            arrangement(PENCIL, height=height)
    with pytest.raises(InvalidArgument, match="Arrangement"):
        arrangement([(1, 0)])
