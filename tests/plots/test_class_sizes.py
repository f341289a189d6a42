"""Figures of classes of functions: what is drawn and said is what is given, numbers beyond all functions are refused, combinations are those of sets."""

from __future__ import annotations

from itertools import pairwise
from math import log2

import pytest

from symattn.capacity import functions
from symattn.errors import InvalidArgument, TooLarge
from symattn.plots.class_sizes import class_relations, class_sizes

pytest.importorskip("matplotlib")

GATES = {1: 4, 2: 14, 3: 104}
PRODUCTS = {1: 4, 2: 16, 3: 246}


def test_marks_are_the_logarithms_and_nothing_is_drawn_beyond_them():
    figure = class_sizes({"gates": GATES, "products": {4: 32506, 3: 246}}, bounds={"gates": {3: 128}})
    lines = {line.get_label(): line.get_data() for line in figure.axes[0].lines}
    assert list(lines["gates"][0]) == [1, 2, 3]
    assert list(lines["gates"][1]) == pytest.approx([2, log2(14), log2(104)])
    assert list(lines["products"][0]) == [3, 4]
    assert list(lines["bound of gates"][1]) == [7.0]
    xs, ys = lines["all functions, $2^n$ bits"]
    assert [2**x for x in xs] == pytest.approx(list(ys))
    assert "gates 6.70 of 8 bits at n = 3 and products 14.99 of 16 bits at n = 4" in figure.alt_text


@pytest.mark.parametrize(("cut", "right"), [(2, 2.5), (4, 3.5), (0, None)])
def test_the_range_that_is_cut_off_is_shaded(cut, right):
    figure = class_sizes({"gates": GATES}, cut=cut)
    shaded = [patch.get_x() + patch.get_width() for patch in figure.axes[0].patches]
    assert shaded == ([] if right is None else [pytest.approx(right)])
    assert ("holds them down" in figure.alt_text) == (right is not None)


@pytest.mark.parametrize(
    ("sizes", "options"),
    [
        ({}, {}),
        ({"gates": {}}, {}),
        ({"gates": [4, 14]}, {}),
        ([4, 14], {}),
        ({"gates": {2: 0}}, {}),
        ({"gates": {2: 14.0}}, {}),
        ({"gates": {2: 17}}, {}),  # more than 2^(2^2)
        ({"gates": GATES}, {"bounds": {"others": {2: 20}}}),
        ({"gates": GATES}, {"bounds": {"gates": {3: 103}}}),
        ({"gates": GATES}, {"cut": -1}),
    ],
)
def test_bad_sizes(sizes, options):
    with pytest.raises(InvalidArgument):
        class_sizes(sizes, **options)


def test_too_many_classes_and_variables():
    with pytest.raises(TooLarge):
        class_sizes(dict.fromkeys("abcdefg", GATES))
    with pytest.raises(TooLarge):
        class_sizes({"gates": {21: 4}})


def bars(figure):
    """Return the number written at each bar, and the bar's length."""
    ax = figure.axes[0]
    numbers = [
        int(text.get_text().replace("\u2009", "")) for text in ax.texts if text.get_text()[0].isdigit()
    ]
    return list(zip(numbers, [patch.get_width() for patch in ax.patches], strict=True))


def test_combinations_are_those_of_lists():
    classes = {
        "bits": functions("output-gating", 3),
        "glued": functions("glued", 3),
        "gates": functions("threshold", 3),
    }
    members = {name: set(found.to_numpy().tolist()) for name, found in classes.items()}
    figure = class_relations(classes)
    expected: dict[frozenset[str], int] = {}
    for table in range(256):
        inside = frozenset(name for name, tables in members.items() if table in tables)
        expected[inside] = expected.get(inside, 0) + 1
    drawn = bars(figure)
    assert sorted(number for number, _ in drawn) == sorted(expected.values())
    assert all(width == pytest.approx(log2(number)) for number, width in drawn)
    assert all(a >= b for (a, _), (b, _) in pairwise(drawn))
    inside_all = len(members["bits"] & members["glued"] & members["gates"])
    assert f"{inside_all} in bits, glued and gates" in figure.alt_text
    assert figure.alt_text.endswith("256 in all.")


def test_dots_are_filled_for_the_classes_of_a_row():
    figure = class_relations({"gates": functions("threshold", 2), "bits": functions("output-gating", 2)})
    dots = [(round(line.get_ydata()[0]), line.get_markerfacecolor()) for line in figure.axes[0].lines]
    # 14 functions in both, the exclusive or and its complement in one.
    assert [number for number, _ in bars(figure)] == [14, 2]
    filled = {row: [colour != "#FFFFFF" for y, colour in dots if y == -row] for row in (0, 1)}
    assert filled == {0: [True, True], 1: [False, True]}


def test_sets_kept_by_orbits():
    gates, products = functions("threshold", 5), functions("output-gating", 5)
    drawn = sorted(number for number, _ in bars(class_relations({"gates": gates, "bits": products})))
    assert drawn == sorted([gates.count, products.count - gates.count, 2**32 - products.count])


def test_one_set_and_no_set():
    assert "4 in gates; 4 in all." in class_relations({"gates": functions("threshold", 1)}).alt_text
    for wrong in (
        {},
        [functions("threshold", 1)],
        {"gates": {4, 6}},
        {"sums": functions("additive-output", 2)},
    ):
        with pytest.raises(InvalidArgument):
            class_relations(wrong)
    with pytest.raises(InvalidArgument):
        class_relations({"one": functions("threshold", 1), "two": functions("threshold", 2)})
    with pytest.raises(TooLarge):
        class_relations({name: functions("threshold", 1) for name in "abcdef"})
