"""Pictures of lines through 0: each sector is named once, by a point inside it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.capacity.arrangements.arrangement import Arrangement
from symattn.errors import InvalidArgument, TooLarge
from symattn.plots.sectors import sectors

pytest.importorskip("matplotlib")

LINES = st.lists(st.tuples(st.integers(-4, 4), st.integers(-4, 4)).filter(any), min_size=1, max_size=6)


@settings(max_examples=12, deadline=None)
@given(LINES)
def test_every_sector_is_named_once_and_where_it_lies(normals):
    lines = Arrangement(normals)

    def signs(c):
        return "".join("+" if a * c[0] + b * c[1] > 0 else "-" for a, b in lines.normals)

    figure = sectors(lines, region_name=signs)
    assert f"into {2 * len(lines)} sectors" in figure.alt_text
    texts = [t for t in figure.axes[0].texts if set(t.get_text()) <= set("+-") and t.get_text()]
    assert len({t.get_text() for t in texts}) == len(texts) == 2 * len(lines)
    assert all(signs(t.get_position()) == t.get_text() for t in texts)


@pytest.mark.parametrize(
    ("arguments", "options", "wrong"),
    [
        ((Arrangement([(1, 0, 0)]),), {}, "lines"),
        ((Arrangement([(1, 0)], [1]),), {}, "lines"),
        ((Arrangement([], dimension=2),), {}, "lines"),
        ((Arrangement([(1, 0)]),), {"names": []}, "names"),
        ((Arrangement([(1, 0)]),), {"coordinates": ["w"]}, "coordinates"),
    ],
)
def test_refusals(arguments, options, wrong):
    with pytest.raises(InvalidArgument) as error:
        sectors(*arguments, **options)
    assert error.value.argument == wrong


def test_many_lines_are_refused():
    with pytest.raises(TooLarge):
        sectors(Arrangement([(1, k) for k in range(25)]))
