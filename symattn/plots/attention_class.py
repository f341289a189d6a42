"""A class of attention is one arrow: from S, O or w of the attending unit k to S, O or w of the unit i, ending in + or x.

The picture shows both units with their parts in view.  A unit is a capsule: its activation S, its transfer
function f, its output O, from left to right; a synapse carries its weight in a box.  The sign touches the part
that the attention changes; an additive arrow carries the weight a.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from symattn.errors import InvalidArgument
from symattn.plots.curves import Point
from symattn.plots.signs import SIGN_RADIUS, draw_arrow, draw_sign
from symattn.plots.style import (
    BLUE,
    GREY,
    INK,
    PAPER,
    UNIT_FILL,
    VERMILLION,
    companion_style,
    count_of,
    described,
    diagram_axes,
    listed,
    new_figure,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PLACE = 0.33
HALF_BOX = (0.38, 0.27)
RISE = 1.85
#: Where the parts of a unit and its incoming synapse stand, from left to right.
PARTS = {"source": 0.0, "w": 0.95, "S": 2.05, "f": 2.82, "O": 3.59, "reader": 4.62}
EXTENT = (-0.45, 4.85, -0.86, RISE + 1.42)
#: The dashes of a frame around a class outside the standard model.
OUTSIDE = (0, (5, 3))
STEP = (EXTENT[1] - EXTENT[0] + 0.35, EXTENT[3] - EXTENT[2] + 0.3)

_SIGNALS = {"S": "S_k", "O": "O_k", "w": "w_{kl}"}
_WORDS = {"S": "activation", "O": "output", "w": "weight"}


class AnyClass(Protocol):
    """What `attention_class` needs of a class: its id, and its origin, target and operation as letters."""

    @property
    def id(self) -> str: ...
    @property
    def origin(self) -> Any: ...
    @property
    def target(self) -> Any: ...
    @property
    def operation(self) -> Any: ...


def attention_class(cls: AnyClass) -> Figure:
    r"""Draw one class: what unit k sends, which part of unit i it reaches, and whether it adds or multiplies.

    Parameters
    ----------
    cls
        An `AttentionClass`, or any object with ``id``, ``origin`` and ``target`` in {"S", "O", "w"} and
        ``operation`` in {"+", "*"}.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``: origin, target, operation and what the attended part becomes.

    Raises
    ------
    InvalidArgument
        If origin, target or operation is none of these.
    MissingExtra
        If matplotlib is not installed.

    Examples
    --------
    Output gating multiplies the output of i by that of k:

    >>> class OutputGating:
    ...     id, origin, target, operation = "Q11", "O", "O", "*"
    >>> print(attention_class(OutputGating()).alt_text)
    Class Q11: an arrow from the output O_k of the attending unit k ends in a multiplication sign at the output O_i of unit i, which then emits O_k f_i(S_i).

    See Also
    --------
    attention_classes, circuit

    References
    ----------
    TX-1.
    """
    _checked(cls)
    with companion_style():
        fig, ax = new_figure(4.1, 4.1 * (EXTENT[3] - EXTENT[2]) / (EXTENT[1] - EXTENT[0]))
        diagram_axes(ax)
        _draw(ax, cls, (0.0, 0.0), size=14.5)
        ax.set_xlim(*EXTENT[:2])
        ax.set_ylim(*EXTENT[2:])
    return described(fig, f"Class {cls.id}: {_sentence(cls)}.")


def attention_classes(classes: Iterable[AnyClass] | None = None, *, columns: int = 3) -> Figure:
    """Draw several classes as a table: a solid frame inside the standard model, a dashed one outside.

    Parameters
    ----------
    classes
        Objects as for `attention_class` that say with ``inside`` (bool) whether the standard model contains
        them; by default all 18.
    columns
        How many stand side by side: 3 on a wide page, 2 where it may be read on a phone.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which counts the classes and names those outside.

    Raises
    ------
    InvalidArgument
        If there is no class, or ``columns`` is no positive integer.
    MissingExtra
        If matplotlib is not installed.

    Examples
    --------
    Two classes of the table:

    >>> class OutputGating:
    ...     id, origin, target, operation, inside = "Q11", "O", "O", "*", False
    >>> class Multiplexing:
    ...     id, origin, target, operation, inside = "Q07", "O", "S", "+", True
    >>> print(attention_classes([Multiplexing(), OutputGating()], columns=2).alt_text)
    2 classes of attention: 1 in a solid frame, inside the standard model; 1 in a dashed frame, an extension: Q11.

    See Also
    --------
    attention_class

    References
    ----------
    Claims TX-1, TX-3-Q01 to TX-3-Q18.
    """
    if isinstance(columns, bool) or not isinstance(columns, int) or columns < 1:
        raise InvalidArgument("columns", "must be a positive integer", columns, "For example columns=3.")
    if classes is None:
        from symattn.attention.classes import taxonomy

        classes = taxonomy()
    shown: Sequence[Any] = list(classes)
    if not shown:
        raise InvalidArgument("classes", "must contain at least one class", shown)
    for cls in shown:
        _checked(cls)
    rows = -(-len(shown) // columns)
    left, right = EXTENT[0] - 0.1, EXTENT[0] - 0.1 + columns * STEP[0]
    bottom, top = EXTENT[2] - 1.1 - (rows - 1) * STEP[1], EXTENT[3] + 0.1
    with companion_style():
        fig, ax = new_figure(0.5 * (right - left), 0.5 * (top - bottom))
        diagram_axes(ax)
        for number, cls in enumerate(shown):
            corner = (number % columns * STEP[0], -(number // columns) * STEP[1])
            _draw(ax, cls, corner, size=12)
            _frame(ax, corner, (EXTENT[0], EXTENT[2]), (EXTENT[1], EXTENT[3]), inside=bool(cls.inside))
        _legend(ax, left, bottom + 1.0)
        ax.set_xlim(left, right)
        ax.set_ylim(bottom, top)
    outside = [str(cls.id) for cls in shown if not cls.inside]
    text = f"{count_of(len(shown), 'class', 'classes')} of attention: {len(shown) - len(outside)} in a solid frame, inside the standard model"
    if outside:
        text += f"; {len(outside)} in a dashed frame, {'an extension' if len(outside) == 1 else 'extensions'}: {listed(outside)}"
    return described(fig, f"{text}.")


def _checked(cls: AnyClass) -> None:
    for argument, allowed in (("origin", _WORDS), ("target", _WORDS), ("operation", ("+", "*"))):
        value = getattr(cls, argument, None)
        if value not in allowed:
            raise InvalidArgument(
                argument, f"must be one of {listed([repr(a) for a in allowed])}", value, "See AttentionClass."
            )


def _attended(cls: AnyClass) -> str:
    """Return as mathtext what unit i emits, or what the synapse from j to i carries."""
    signal = _SIGNALS[cls.origin]
    if cls.operation == "+":
        return {
            "S": rf"f_i(S_i + a\,{signal})",
            "O": rf"f_i(S_i) + a\,{signal}",
            "w": rf"(w_{{ij}} + a\,{signal})\,O_j",
        }[cls.target]
    return {
        "S": rf"f_i({signal}\,S_i)",
        "O": rf"{signal}\,f_i(S_i)",
        "w": rf"({signal}\,w_{{ij}})\,O_j",
    }[cls.target]


def _sentence(cls: AnyClass) -> str:
    plain = str.maketrans({"{": "", "}": "", "\\": ""})
    signal = _SIGNALS[cls.origin].translate(plain)
    result = _attended(cls).replace(r"\,", " ").translate(plain)
    what = "a plus sign" if cls.operation == "+" else "a multiplication sign"
    carried = " carries the weight a and" if cls.operation == "+" else ""
    if cls.origin == "w":
        start = f"a weight {signal} of the attending unit k"
    else:
        start = f"the {_WORDS[cls.origin]} {signal} of the attending unit k"
    if cls.target == "w":
        end = f"the weight w_ij of unit i; the synapse from j to i then carries {result}"
    else:
        end = f"the {_WORDS[cls.target]} {cls.target}_i of unit i, which then emits {result}"
    return f"an arrow from {start}{carried} ends in {what} at {end}"


def _draw(ax: Axes, cls: AnyClass, corner: Point, *, size: float) -> None:
    """Draw one class with the centre of O_j, in the lower row, at ``corner``."""
    x0, y0 = corner
    ends = {(cls.origin, "k"), (cls.target, "i")}
    for letter, source, height in (("k", "l", RISE), ("i", "j", 0.0)):
        _draw_unit(
            ax, letter, source, (x0, y0 + height), {part for part, unit in ends if unit == letter}, size
        )
    start = (x0 + PARTS[cls.origin], y0 + RISE - _half_height(cls.origin))
    touch = (x0 + PARTS[cls.target], y0 + _half_height(cls.target))
    radius = 1.2 * SIGN_RADIUS
    # the sign touches the rim of what it changes
    sign = (touch[0], touch[1] + 0.9 * radius)
    middle = ((start[0] + sign[0]) / 2, (start[1] + sign[1]) / 2)
    draw_arrow(ax, (start, middle, sign), radius, attention=True)
    draw_sign(ax, sign, cls.operation, radius=radius)
    if cls.operation == "+":
        # beside the arrow, on the upper side: right of a vertical one
        run, fall = sign[0] - start[0], start[1] - sign[1]
        across = math.copysign(0.22, run if run else 1.0) / math.hypot(run, fall)
        spot = (middle[0] + across * fall, middle[1] + across * run)
        ax.text(*spot, "$a$", ha="center", va="center", fontsize=size, color=VERMILLION, zorder=6)
    ax.text(x0 + EXTENT[0] + 0.14, y0 + EXTENT[3] - 0.13, cls.id, ha="left", va="top", fontsize=0.85 * size,
            fontweight="bold", zorder=6)  # fmt: skip
    ax.text(x0 + EXTENT[1] - 0.14, y0 + EXTENT[3] - 0.11, f"${_attended(cls)}$", ha="right", va="top",
            fontsize=size, zorder=6)  # fmt: skip


def _half_height(part: str) -> float:
    return HALF_BOX[1] if part == "w" else PLACE


def _draw_unit(ax: Axes, letter: str, source: str, corner: Point, marked: set[str], size: float) -> None:
    """Draw a synapse, the capsule of its unit with S, f and O, and what reads the unit."""
    from matplotlib.patches import Circle, FancyBboxPatch, Rectangle

    x0, y = corner
    place = {part: (x0 + x, y) for part, x in PARTS.items()}
    rim = {part: VERMILLION if part in marked else BLUE for part in PARTS}
    width = {part: 2.2 if part in marked else 1.2 for part in PARTS}

    def link(start: float, stop: float, *, head: bool = True) -> None:
        a, b = (x0 + start, y), (x0 + stop, y)
        if head:
            draw_arrow(ax, (a, ((a[0] + b[0]) / 2, y), b), 0.0)
        else:
            ax.plot([a[0], b[0]], [y, y], color=GREY, lw=1.1, zorder=2)

    def write(part: str, text: str) -> None:
        ax.text(*place[part], f"${text}$", ha="center", va="center", fontsize=size, zorder=6)

    # the capsule is the unit: around S, f and O
    pad = 0.12
    ax.add_patch(
        FancyBboxPatch(
            (place["S"][0] - PLACE, y - PLACE),
            PARTS["O"] - PARTS["S"] + 2 * PLACE,
            2 * PLACE,
            boxstyle=f"round,pad={pad},rounding_size={PLACE + pad}",
            facecolor=UNIT_FILL,
            edgecolor=BLUE,
            lw=1.2,
            zorder=1,
        )
    )
    link(PARTS["source"], PARTS["w"] - HALF_BOX[0], head=False)
    link(PARTS["w"] + HALF_BOX[0], PARTS["S"] - PLACE)
    link(PARTS["S"] + PLACE, PARTS["f"] - 0.24, head=False)
    link(PARTS["f"] + 0.24, PARTS["O"] - PLACE)
    ax.add_patch(Circle(place["source"], 0.09, facecolor=INK, edgecolor=INK, zorder=4))
    ax.text(x0, y - 0.17, f"$O_{source}$", ha="center", va="top", fontsize=size, zorder=6)
    ax.add_patch(
        Rectangle(
            (place["w"][0] - HALF_BOX[0], y - HALF_BOX[1]), 2 * HALF_BOX[0], 2 * HALF_BOX[1],
            facecolor=PAPER, edgecolor=rim["w"] if "w" in marked else GREY, lw=width["w"], zorder=4,
        )
    )  # fmt: skip
    write("w", f"w_{{{letter}{source}}}")
    for part in ("S", "O"):
        ax.add_patch(
            Circle(place[part], PLACE, facecolor=PAPER, edgecolor=rim[part], lw=width[part], zorder=4)
        )
        write(part, f"{part}_{letter}")
    write("f", f"f_{letter}")
    # the unit i is read by other units; what reads k is not part of the class
    if letter == "i":
        link(PARTS["O"] + PLACE, PARTS["reader"])
    where = (
        (place["f"][0], y - PLACE - pad - 0.05) if letter == "i" else (place["f"][0], y + PLACE + pad + 0.03)
    )
    ax.text(*where, f"unit ${letter}$", ha="center", va="top" if letter == "i" else "bottom",
            fontsize=0.8 * size, color=GREY, zorder=6)  # fmt: skip


def _frame(ax: Axes, corner: Point, low: Point, high: Point, *, inside: bool) -> None:
    from matplotlib.patches import FancyBboxPatch

    x, y = corner
    ax.add_patch(
        FancyBboxPatch(
            (x + low[0] + 0.1, y + low[1] + 0.1), high[0] - low[0] - 0.2, high[1] - low[1] - 0.2,
            boxstyle="round,pad=0.1,rounding_size=0.2", facecolor="none", edgecolor=INK,
            lw=1.2 if inside else 1.6, linestyle="solid" if inside else OUTSIDE, zorder=0.5,
        )
    )  # fmt: skip


def _legend(ax: Axes, left: float, top: float) -> None:
    for row, (style, text) in enumerate((("solid", "inside the standard model"), (OUTSIDE, "extension"))):
        y = top - 0.3 - 0.42 * row
        ax.plot([left + 0.1, left + 0.9], [y, y], color=INK, lw=1.5, linestyle=style)
        ax.text(left + 1.05, y, text, va="center", fontsize=12)
