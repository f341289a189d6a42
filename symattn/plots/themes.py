"""A figure for a dark page is the same drawing in other colours: lightness turned round, hues and what they mean kept."""

from __future__ import annotations

import re

from symattn.plots.style import BLUE, GREY, INK, PAPER, RULE, SKY, UNIT_FILL, VERMILLION

#: The panel that figures stand on in a dark page.
DARK_PAPER = "#1b2026"
#: Every colour of the companion's figures, and what it becomes on a dark panel; ink and labels keep a contrast of at least 4.5 to 1.
DARK = {
    PAPER: DARK_PAPER, INK: "#e8ebee", GREY: "#a9b2bb", RULE: "#4a535c", UNIT_FILL: "#1f3442",
    BLUE: "#8fd0f8", SKY: "#3d8cc0", VERMILLION: "#ff9a66", "#009E73": "#3fd0a4", "#00755A": "#5fd3ae",
    "#CC79A7": "#e39bc4", "#E69F00": "#f0bd5a", "#E6E9EC": "#2b333b", "#F6F7F8": "#20262c", "#9DB8CC": "#6f90a8",
    "#CFE5F3": "#1f4257", "#FBE3CC": "#5a3a1c",
}  # fmt: skip
_DARK = {light.lower(): dark for light, dark in DARK.items()}


def dark_svg(drawing: str) -> str:
    """Return an SVG drawing in the companion's style with each of its colours replaced by the one for dark pages.

    Colours that are not of the companion's palette stay as they are, and so do pixels embedded in the drawing.

    Parameters
    ----------
    drawing
        The text of an SVG file, for example what ``figure.savefig(file, format="svg")`` wrote for a figure of `symattn.plots`.

    Returns
    -------
    str
        The text of another SVG file with the same shapes.

    Examples
    --------
    >>> dark_svg('<path style="fill: #ffffff; stroke: #0072b2"/>')
    '<path style="fill: #1b2026; stroke: #8fd0f8"/>'

    See Also
    --------
    symattn.plots.companion_style : the settings under which the colours are those of the palette
    """
    return re.sub(r"#[0-9a-fA-F]{6}\b", lambda found: _DARK.get(found[0].lower(), found[0]), drawing)
