"""The picture of a class: its arrow runs from the place of its origin to the place of its target and ends in its sign."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import pytest

from symattn import plots
from symattn.errors import InvalidArgument

pytest.importorskip("matplotlib")

from matplotlib.colors import to_hex
from matplotlib.patches import Circle, FancyArrowPatch

from symattn.plots.attention_class import PARTS, RISE
from symattn.plots.style import VERMILLION


@dataclass(frozen=True)
class Class:
    """What a figure needs of a class."""

    id: str
    origin: str
    target: str
    operation: str
    inside: bool = True


ALL = [Class(f"{o}{t}{p}", o, t, p) for o, t, p in itertools.product("SOw", "SOw", "+*")]


def attention_arrow(fig):
    (arrow,) = (
        patch
        for patch in fig.axes[0].patches
        if isinstance(patch, FancyArrowPatch) and to_hex(patch.get_edgecolor()) == VERMILLION.lower()
    )
    vertices = arrow._path_original.vertices  # the line without its head
    return vertices[0], vertices[-1]


def signs(fig):
    """Return the signs, as they look: the slopes of the strokes in vermillion."""
    slopes = []
    for line in fig.axes[0].lines:
        if line.get_color() == VERMILLION:
            (x0, x1), (y0, y1) = line.get_xdata(), line.get_ydata()
            slopes.append((round(abs(x1 - x0), 6) > 0, round(abs(y1 - y0), 6) > 0))
    return sorted(slopes)


@pytest.mark.parametrize("cls", ALL, ids=lambda cls: cls.id)
def test_the_arrow_runs_from_origin_to_target_and_ends_in_the_sign(cls):
    fig = plots.attention_class(cls)
    start, stop = attention_arrow(fig)
    assert start[0] == pytest.approx(PARTS[cls.origin]) and start[1] > RISE / 2
    # the sign stands on the target's place, the arrow ends at its rim
    (sign,) = (
        p
        for p in fig.axes[0].patches
        if isinstance(p, Circle) and to_hex(p.get_edgecolor()) == VERMILLION.lower() and p.radius < 0.2
    )
    assert sign.center[0] == pytest.approx(PARTS[cls.target]) and 0 < sign.center[1] < RISE / 2
    away = ((stop[0] - sign.center[0]) ** 2 + (stop[1] - sign.center[1]) ** 2) ** 0.5
    assert away == pytest.approx(sign.radius, rel=0.05)
    # a plus has a level and an upright stroke, a multiplication sign two slanting ones
    assert signs(fig) == ([(False, True), (True, False)] if cls.operation == "+" else [(True, True)] * 2)


@pytest.mark.parametrize("cls", ALL, ids=lambda cls: cls.id)
def test_only_an_additive_class_carries_a_weight(cls):
    fig = plots.attention_class(cls)
    written = [text.get_text() for text in fig.axes[0].texts]
    assert ("$a$" in written) == (cls.operation == "+")
    assert ("weight a" in fig.alt_text) == (cls.operation == "+")


def test_the_sentences_of_the_eighteen_classes_differ():
    assert len({plots.attention_class(cls).alt_text.split(": ", 1)[1] for cls in ALL}) == 18


@pytest.mark.parametrize("columns", [1, 2, 3, 5])
def test_the_table_frames_every_class(columns):
    classes = [Class(cls.id, cls.origin, cls.target, cls.operation, k % 3 > 0) for k, cls in enumerate(ALL)]
    fig = plots.attention_classes(classes, columns=columns)
    frames = [
        p for p in fig.axes[0].patches if p.get_facecolor()[3] == 0 and not isinstance(p, FancyArrowPatch)
    ]
    solid = [frame for frame in frames if frame.get_linestyle() == "solid"]
    assert (len(frames), len(solid)) == (18, 12)
    assert "12 in a solid frame" in fig.alt_text and "6 in a dashed frame" in fig.alt_text
    left = {round(frame.get_x(), 3) for frame in frames}
    assert len(left) == columns
    assert {cls.id for cls in ALL} <= {text.get_text() for text in fig.axes[0].texts}


def test_no_text_of_a_picture_leaves_it_or_touches_another():
    for fig in (plots.attention_class(ALL[4]), plots.attention_classes(ALL[3:7], columns=2)):
        fig.canvas.draw()
        boxes = [text.get_window_extent().padded(-1.5) for text in fig.axes[0].texts]
        width, height = fig.canvas.get_width_height()
        assert all(b.x0 >= 0 and b.x1 <= width and b.y0 >= 0 and b.y1 <= height for b in boxes)
        assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].overlaps(pair[1])]


def test_by_default_the_table_shows_the_eighteen_classes():
    classes = pytest.importorskip("symattn.attention.classes")
    fig = plots.attention_classes()
    outside = [cls.id for cls in classes.taxonomy() if not cls.inside]
    assert len(outside) == 8 and "18 classes" in fig.alt_text
    assert all(name in fig.alt_text for name in outside)


@pytest.mark.parametrize(
    "wrong", [Class("Q", "x", "S", "+"), Class("Q", "S", "f", "+"), Class("Q", "S", "S", "-"), "Q11", None]
)
def test_what_is_no_class_is_refused(wrong):
    with pytest.raises(InvalidArgument):
        plots.attention_class(wrong)


@pytest.mark.parametrize("columns", [0, -1, 1.5, True])
def test_columns_are_a_positive_integer(columns):
    with pytest.raises(InvalidArgument, match="columns"):
        plots.attention_classes(ALL, columns=columns)


def test_a_table_of_nothing_is_refused():
    with pytest.raises(InvalidArgument, match="classes"):
        plots.attention_classes([])
