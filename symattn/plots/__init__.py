"""Figures that state one relation each: circuits, classes of attention, cubes, patterns, bands of bounds and shares.

Every function returns a matplotlib figure and shows nothing.  Its ``alt_text`` says in one sentence, computed
from the data, what the figure shows; a notebook shows the figure itself.  `described` does the same for any
figure.
"""

from symattn.plots.arrangement import arrangement
from symattn.plots.attention_class import attention_class, attention_classes
from symattn.plots.attention_map import attention_map
from symattn.plots.bands import capacity_band, counting_band, log_spaced
from symattn.plots.circuit import circuit
from symattn.plots.class_sizes import class_relations, class_sizes
from symattn.plots.class_walk import class_walk
from symattn.plots.cube import cube
from symattn.plots.gated_surface import gated_surface
from symattn.plots.glued_cube import glued_cube
from symattn.plots.great_circles import great_circles
from symattn.plots.load_curve import load_curve
from symattn.plots.pattern import pattern
from symattn.plots.sectors import sectors
from symattn.plots.shares import shares
from symattn.plots.style import companion_style, described
from symattn.plots.themes import dark_svg
from symattn.plots.value_hull import value_hull

__all__ = [
    "arrangement",
    "attention_class",
    "attention_classes",
    "attention_map",
    "capacity_band",
    "circuit",
    "class_relations",
    "class_sizes",
    "class_walk",
    "companion_style",
    "counting_band",
    "cube",
    "dark_svg",
    "described",
    "gated_surface",
    "glued_cube",
    "great_circles",
    "load_curve",
    "log_spaced",
    "pattern",
    "sectors",
    "shares",
    "value_hull",
]
