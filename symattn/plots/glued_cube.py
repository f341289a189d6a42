"""A cube cut by its last variable has two faces: on x_n = 0 a glued function is f, on x_n = 1 it is g.

The corners are those of `symattn.plots.cube`; the two faces are tinted and named, the cut x_n = 1/2 between them is
dashed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symattn.errors import InvalidArgument
from symattn.plots.cube import cube, project
from symattn.plots.style import BLUE, GREY, INK, SKY, companion_style, count_of, described, listed
from symattn.threshold import glue, points

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def glued_cube(f: int, g: int, n: int, *, names: tuple[str, str] = ("f", "g"), title: str = "") -> Figure:
    """Draw the function h(x, 0) = f(x), h(x, 1) = g(x) of n = 2 or 3 variables on a cube cut by x_n = 1/2.

    Parameters
    ----------
    f, g
        Truth tables of n - 1 variables.
    n
        The number of variables of h, the selector x_n included.
    names
        What is written at the faces, as LaTeX.
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``, which lists where f and where g has the value 1.

    Raises
    ------
    InvalidArgument
        If n is not 2 or 3, or f or g is not a table of n - 1 variables.

    Examples
    --------
    AND in front, NAND behind:

    >>> print(glued_cube(0b1000, 0b0111, 3).alt_text)  # doctest: +NORMALIZE_WHITESPACE
    Cube of {0,1}^3 cut between x3 = 0 and x3 = 1: on the face x3 = 0 the function is f, with value 1 at (1,1);
    on the face x3 = 1 it is g, with value 1 at (0,0), (1,0) and (0,1).

    See Also
    --------
    symattn.plots.cube : any function of at most four variables.

    References
    ----------
    Claim CAP-glue.
    """
    if n not in (2, 3):
        raise InvalidArgument("n", "must be 2 or 3", n)
    size = 2 ** (n - 1)
    for name, table in (("f", f), ("g", g)):
        if isinstance(table, bool) or not isinstance(table, int) or not 0 <= table < 2**size:
            raise InvalidArgument(
                name, f"must be a truth table of {n - 1} variables, 0..{2**size - 1}", table
            )
    fig = cube(glue(f, g, n - 1), n, title=title)
    with companion_style():
        ax = fig.axes[0]
        for value, colour in ((0, SKY), (1, GREY)):
            ring = [project((*corner, value)) for corner in _ring(n - 1)]
            label = f"$x_{n} = {value}$: ${names[value]}$"
            if n == 2:
                ax.plot(
                    *zip(*ring, strict=True), color=colour, alpha=0.3, lw=16, solid_capstyle="round", zorder=0
                )
                place, offset = (1.0, float(value)), (24, 0)
            else:
                ax.fill(*zip(*ring, strict=True), color=colour, alpha=0.2, lw=0, zorder=0)
                place, offset = project((1.0 - value, 0.5, value)), (12 - 24 * value, 0)
            ax.annotate(
                label, place, offset, textcoords="offset points", va="center", color=BLUE if value == 0 else INK,
                ha="left" if value == 0 or n == 2 else "right", fontsize=11, annotation_clip=False,
            )  # fmt: skip
        cut = [project((*corner, 0.5)) for corner in _ring(n - 1, 0.12 if n == 2 else 0.0)]
        ax.plot(*zip(*cut, strict=True), color=INK, lw=1.2, linestyle=(0, (6, 3)), zorder=2)
    where = [_ones(table, n - 1) for table in (f, g)]
    return described(
        fig,
        f"Cube of {{0,1}}^{n} cut between x{n} = 0 and x{n} = 1: on the face x{n} = 0 the function is {names[0]}, {where[0]}; "
        f"on the face x{n} = 1 it is {names[1]}, {where[1]}.",
    )


def _ring(dimension: int, margin: float = 0.0) -> list[tuple[float, ...]]:
    """Return the ends of a segment, or the corners of a square in order, the first one again at the end."""
    low, high = -margin, 1 + margin
    if dimension == 1:
        return [(low,), (high,)]
    return [(low, low), (high, low), (high, high), (low, high), (low, low)]


def _ones(table: int, n: int) -> str:
    ones = ["(" + ",".join(map(str, x)) + ")" for k, x in enumerate(points(n)) if table >> k & 1]
    return f"with value 1 at {listed(ones)}" if ones else f"with value 0 at all {count_of(2**n, 'point')}"
