"""Pictures of great circles: what is shaded and said is what the exact arrangement has."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.capacity import cover_count
from symattn.capacity.arrangements.arrangement import Arrangement
from symattn.capacity.arrangements.region_points import region_points
from symattn.errors import InvalidArgument, TooLarge
from symattn.plots.great_circles import _frame, _passed, _visible, great_circles

pytest.importorskip("matplotlib")

AXES = [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
ENTRY = st.integers(-3, 3)
NORMALS = st.lists(st.tuples(ENTRY, ENTRY, ENTRY).filter(any), min_size=2, max_size=6, unique=True)


@settings(max_examples=25, deadline=None)
@given(NORMALS)
def test_the_newest_circle_adds_as_many_regions_as_it_passes_through(normals):
    planes = Arrangement(normals)
    if len(planes) < 2:
        return
    earlier = Arrangement(planes.normals[:-1])
    assert earlier.regions() + len(_passed(earlier, planes.hyperplanes[-1])) == planes.regions()


@pytest.mark.parametrize("sight", [(3, 2, 2), (0, 0, 1), (1, 0, 0), (-1, 5, 3)])
def test_polygons_of_all_regions_fill_the_visible_half(sight):
    planes = Arrangement([*AXES, (1, 2, -2), (1, -1, 0)])
    right, up, towards = _frame(sight)
    area = 0.0
    for signs in region_points(planes):
        ring = _visible(planes.normals, signs, towards)
        flat = [tuple(sum(x * y for x, y in zip(p, axis, strict=True)) for axis in (right, up)) for p in ring]
        area += sum(a[0] * b[1] - a[1] * b[0] for a, b in zip(flat, [*flat[1:], *flat[:1]], strict=True)) / 2
    assert area == pytest.approx(3.14159, abs=0.02)


def test_the_sentence_and_the_shading():
    figure = great_circles(Arrangement([*AXES, (1, 2, -2)]), newest=True)
    assert f"into {cover_count(4, 3)} regions" in figure.alt_text
    assert f"passes through {cover_count(3, 2)} of the {cover_count(3, 3)} regions" in figure.alt_text
    axes = figure.axes[0]
    # Of the six cut regions two are opposite to others; all but those wholly behind are seen, in part.
    assert 3 <= len(axes.patches) <= 6
    assert len(axes.lines) == 1 + 2 * 4
    assert not great_circles(Arrangement(AXES)).axes[0].patches


def test_names_stand_in_their_regions():
    planes = Arrangement([(1, x, y) for x in (-1, 1) for y in (-1, 1)])

    def signs(c):
        return "".join(
            "+" if sum(x * y for x, y in zip(a, c, strict=True)) > 0 else "-" for a in planes.normals
        )

    right, up, towards = _frame((6, 1, 3))
    texts = great_circles(planes, region_name=signs, sight=(6, 1, 3), names=["a"] * 4).axes[0].texts
    named = [text for text in texts if text.get_text() != "a"]
    assert len({text.get_text() for text in named}) == len(named) >= planes.regions() // 2
    for text in named:
        x, y = text.get_position()
        z = (1 - x * x - y * y) ** 0.5
        c = [x * r + y * u + z * t for r, u, t in zip(right, up, towards, strict=True)]
        assert signs(c) == text.get_text()


def test_one_circle_and_a_circle_on_the_rim():
    assert (
        "into 2 regions; the newest passes through 1 of"
        in great_circles(Arrangement([(3, 2, 2)]), newest=True).alt_text
    )
    assert great_circles(Arrangement(AXES), sight=(0, 0, 1)).alt_text.endswith("into 8 regions.")


@pytest.mark.parametrize(
    ("arguments", "options", "wrong"),
    [
        ((Arrangement([(1, 0)]),), {}, "planes"),
        ((Arrangement([(1, 0, 0)], [1]),), {}, "planes"),
        ((Arrangement([], dimension=3),), {}, "planes"),
        ((AXES,), {}, "planes"),
        ((Arrangement(AXES),), {"names": ["a"]}, "names"),
        ((Arrangement(AXES),), {"sight": (0, 0, 0)}, "sight"),
        ((Arrangement(AXES),), {"sight": (0.5, 0, 0)}, "sight"),
    ],
)
def test_refusals(arguments, options, wrong):
    with pytest.raises(InvalidArgument) as error:
        great_circles(*arguments, **options)
    assert error.value.argument == wrong


def test_many_circles_are_refused():
    with pytest.raises(TooLarge):
        great_circles(Arrangement([(1, k, k * k) for k in range(25)]))
