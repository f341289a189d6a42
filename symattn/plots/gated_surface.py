"""The output f(S_1) g(S_2) of a gated unit over the plane of its two activations, and along the diagonal S_1 = S_2.

The diagonal is the case in which both units have the same activation: there the gated pair is a unit with a new transfer function, such
as S H(S) = ReLU(S).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from symattn.errors import InvalidArgument
from symattn.model import Transfer, transfer
from symattn.plots.style import (
    BLUE,
    GREY,
    INK,
    PAPER,
    RULE,
    VERMILLION,
    companion_style,
    described,
    new_figure,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_STEPS = 240
_TOLERANCE = 1e-12


def gated_surface(f: str | Transfer, g: str | Transfer, *, extent: float = 2.0, title: str = "") -> Figure:
    r"""Draw :math:`f(S_1)\, g(S_2)` on the square :math:`|S_1|, |S_2| \le` ``extent``, and :math:`f(S)\, g(S)` beside it.

    In each quadrant its sign is written: +, −, 0, or ± where it changes.

    Parameters
    ----------
    f, g
        Transfer functions of the gated and the gating unit: names such as "identity", "H", "sgn", "logistic", "relu", "exp".
    extent
        Half the side of the square.
    title
        A line above the drawing.

    Returns
    -------
    matplotlib.figure.Figure
        With ``alt_text``: the signs in the quadrants, and what the diagonal is.

    Raises
    ------
    InvalidArgument
        If ``extent`` is not a positive number, or a transfer function has no values.
    UnknownName
        If there is no transfer function of that name.

    Examples
    --------
    A linear unit gated by a threshold unit of the same activation is a rectified linear unit:

    >>> gated_surface("identity", "H").alt_text.endswith("On the diagonal it is ReLU(S).")
    True

    See Also
    --------
    pattern

    References
    ----------
    Claim FA-1.
    """
    import numpy as np

    first, second = transfer(f), transfer(g)
    if isinstance(extent, bool) or not isinstance(extent, (int, float)) or not 0 < extent < math.inf:
        raise InvalidArgument("extent", "must be a positive number", extent)
    side = np.linspace(-extent, extent, 2 * _STEPS + 1)
    rows, columns = (
        np.broadcast_to(np.asarray(h.numeric(side), dtype=float), side.shape) for h in (second, first)
    )
    values, diagonal = rows[:, None] * columns[None, :], rows * columns
    signs = {
        (right, up): _sign(values[_half(up), :][:, _half(right)])
        for up in (True, False)
        for right in (True, False)
    }
    known = _name(side, diagonal)
    with companion_style():
        fig, left = new_figure(8.2, 3.7)
        grid = fig.add_gridspec(1, 2, width_ratios=[1.25, 1])
        left.set_subplotspec(grid[0])
        _draw_plane(fig, left, side, values, signs, extent)
        _draw_diagonal(fig.add_subplot(grid[1]), side, diagonal, known)
        if title:
            fig.suptitle(title, fontsize=11)
    return described(fig, _sentence(first, second, signs, known, diagonal, side))


def _half(upper: bool) -> Any:
    """Return the indices of the open half of the side, away from the axis and from the border."""
    return slice(_STEPS + 1, None) if upper else slice(0, _STEPS)


def _sign(values: Any) -> str:
    if (values > 0).all():
        return "+"
    if (values < 0).all():
        return "\u2212"
    return "0" if (values == 0).all() else "\u00b1"


def _name(side: Any, diagonal: Any) -> str:
    """Return the name of the function of S that takes the values of the diagonal at every point drawn, or nothing."""
    import numpy as np

    known = {
        "ReLU(S)": np.maximum(side, 0.0),
        "|S|": np.abs(side),
        "S\u00b2": side**2,
        "S\u00b2 for S \u2265 0 and 0 for S < 0": np.where(side >= 0, side**2, 0.0),
        "SiLU(S)": side / (1.0 + np.exp(-side)),
        "H(S)": np.where(side >= 0, 1.0, 0.0),
        "the constant 1": np.ones_like(side),
        "exp(2S)": np.exp(2 * side),
    }
    scale = _TOLERANCE * max(1.0, float(np.abs(diagonal).max()))
    return next(
        (name for name, values in known.items() if float(np.abs(values - diagonal).max()) <= scale), ""
    )


def _draw_plane(
    fig: Figure, ax: Axes, side: Any, values: Any, signs: dict[tuple[bool, bool], str], extent: float
) -> None:
    import numpy as np
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("signed", [VERMILLION, PAPER, BLUE])
    most = float(np.abs(values).max()) or 1.0
    mesh = ax.pcolormesh(
        side, side, values, cmap=colours, vmin=-most, vmax=most, shading="nearest", rasterized=True
    )
    fig.colorbar(mesh, ax=ax, shrink=0.9).outline.set_edgecolor(RULE)
    ax.axhline(0, color=GREY, lw=0.7)
    ax.axvline(0, color=GREY, lw=0.7)
    ax.plot([-extent, extent], [-extent, extent], color=INK, lw=1.0, linestyle=(0, (5, 4)))
    for (right, up), sign in signs.items():
        x, y = (extent * (0.72 if side_ else -0.72) for side_ in (right, up))
        place = (x, y * 0.5) if right == up else (x, y)
        ax.text(
            *place, sign, ha="center", va="center", fontsize=15, color=INK,
            bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.75, "boxstyle": "round,pad=0.15"},
        )  # fmt: skip
    ax.set_xlabel("$S_1$, gated unit")
    ax.set_ylabel("$S_2$, gating unit")
    ax.set_aspect("equal")
    for spine in ax.spines.values():
        spine.set_visible(False)


def _draw_diagonal(ax: Axes, side: Any, diagonal: Any, known: str) -> None:
    import numpy as np

    ax.axhline(0, color=RULE, lw=0.8)
    drawn = diagonal.astype(float).copy()
    jump = np.abs(np.diff(drawn)) > 0.2 * max(1e-9, float(np.ptp(drawn)))  # a step is not joined by a line
    x, y = (
        np.insert(side, np.flatnonzero(jump) + 1, np.nan),
        np.insert(drawn, np.flatnonzero(jump) + 1, np.nan),
    )
    ax.plot(x, y, color=INK, linestyle=(0, (5, 2)))
    ax.set_xlabel("$S = S_1 = S_2$")
    ax.set_title(known or "along the diagonal")
    ax.grid(True)


def _sentence(
    f: Transfer, g: Transfer, signs: dict[tuple[bool, bool], str], known: str, diagonal: Any, side: Any
) -> str:
    words = {"+": "positive", "\u2212": "negative", "0": "zero", "\u00b1": "of both signs"}
    parts = [
        f"{words[sign]} for S1 {'>' if right else '<'} 0, S2 {'>' if up else '<'} 0"
        for (right, up), sign in signs.items()
    ]
    low = int(diagonal.argmin())
    on_diagonal = (
        f"On the diagonal it is {known}."
        if known
        else f"On the diagonal it runs from {diagonal[0]:.3g} to {diagonal[-1]:.3g}, with the least value {diagonal[low]:.3g} at S = {side[low]:.3g}."
    )
    return f"The output {f.name}(S1) times {g.name}(S2) of a gated unit is {'; '.join(parts)}. {on_diagonal}"
