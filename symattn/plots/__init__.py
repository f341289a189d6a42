"""Figures that state one relation each: circuits, cubes, patterns, bands of bounds and shares.

Every function returns a matplotlib figure and shows nothing.  Its ``alt_text`` says in one sentence, computed
from the data, what the figure shows; a notebook shows the figure itself.  `described` does the same for any
figure.
"""

from symattn.plots.bands import capacity_band, counting_band
from symattn.plots.circuit import circuit
from symattn.plots.cube import cube
from symattn.plots.pattern import pattern
from symattn.plots.shares import shares
from symattn.plots.style import companion_style, described

__all__ = [
    "capacity_band",
    "circuit",
    "companion_style",
    "counting_band",
    "cube",
    "described",
    "pattern",
    "shares",
]
