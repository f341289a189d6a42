"""Dark drawings: every colour of the figures has one, letters can be read, and different colours stay different."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from symattn import plots
from symattn.plots.style import BLUE, GREY, INK, PAPER, VERMILLION
from symattn.plots.themes import DARK, DARK_PAPER, dark_svg


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour as the rules of accessibility define it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_every_colour_that_a_figure_uses_has_a_dark_one() -> None:
    known = {colour.lower() for colour in DARK}
    for path in Path(plots.__file__).parent.glob("*.py"):
        if path.name != "themes.py":
            used = set(re.findall(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8")))
            assert {colour.lower() for colour in used} <= known, path.name


@pytest.mark.parametrize("colour", [INK, GREY, BLUE, VERMILLION, "#00755A"])
def test_lines_and_letters_keep_their_contrast(colour: str) -> None:
    assert contrast(DARK[colour], DARK_PAPER) >= min(4.5, contrast(colour, PAPER) - 0.5)


def test_colours_that_differ_still_differ() -> None:
    assert len(set(DARK.values())) == len(DARK)
    assert not set(map(str.lower, DARK)) & set(map(str.lower, DARK.values()))


def test_a_drawing_keeps_its_shapes() -> None:
    drawing = io.StringIO()
    figure = plots.cube(234, 3)
    figure.savefig(drawing, format="svg")
    light = drawing.getvalue()
    dark = dark_svg(light)
    assert dark != light and DARK_PAPER in dark
    assert re.sub(r"#[0-9a-fA-F]{6}\b", "", dark) == re.sub(r"#[0-9a-fA-F]{6}\b", "", light)
    left = {c.lower() for c in re.findall(r"#[0-9a-fA-F]{6}\b", dark)}
    assert not left & set(map(str.lower, DARK))
