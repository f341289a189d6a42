"""One visual language for every figure: eight colours told apart with any colour vision, on a white panel.

The palette is that of Okabe and Ito.  Colour never carries a distinction alone: values differ by filling too,
gates by a dashed line and a sign, bounds by a label at the end of the curve.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from symattn.errors import InvalidArgument, MissingExtra

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE = "#0072B2"
VERMILLION = "#D55E00"
SKY = "#56B4E9"
INK = "#1B1F24"
GREY = "#5F6770"
RULE = "#C9CED4"
PAPER = "#FFFFFF"
UNIT_FILL = "#EAF3FA"

_SETTINGS: dict[str, Any] = {
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "font.family": "DejaVu Sans",
    "font.size": 10.5,
    "mathtext.fontset": "cm",
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.titlesize": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": "#E6E9EC",
    "grid.linewidth": 0.8,
    "text.color": INK,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "lines.linewidth": 2.0,
    "lines.solid_capstyle": "round",
    "svg.hashsalt": "symattn",
}


@contextmanager
def companion_style() -> Iterator[None]:
    """Draw under the settings of this file and restore the caller's afterwards.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.

    Examples
    --------
    >>> import matplotlib as mpl
    >>> before = mpl.rcParams["font.size"]
    >>> with companion_style():
    ...     inside = mpl.rcParams["axes.spines.top"]
    >>> inside, mpl.rcParams["font.size"] == before
    (False, True)

    See Also
    --------
    described : the text beside the figure.
    """
    try:
        import matplotlib as mpl
    except ImportError:
        raise MissingExtra(
            "matplotlib", "is needed to draw a figure", None, "Run: pip install 'symattn[plot]'"
        ) from None
    with mpl.rc_context(cast(Any, _SETTINGS)):
        yield


def new_figure(width: float, height: float) -> tuple[Figure, Axes]:
    """Return a figure of ``width`` by ``height`` inches with one pair of axes.

    The figure belongs to its caller: it is not registered with pyplot, so that nothing shows it a second time
    and nothing keeps it alive.
    """
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    fig = Figure(figsize=(width, height), layout=ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.12))
    return fig, fig.add_subplot()


def diagram_axes(ax: Axes) -> None:
    """Make the axes those of a diagram: equal scales, no frame, no ticks."""
    ax.set_aspect("equal")
    ax.set_axis_off()


def described(fig: Figure, alt_text: str) -> Figure:
    """Attach to a figure the sentence that replaces it for a reader who does not see it.

    The sentence becomes ``fig.alt_text``, the plain-text form of the figure in a notebook, and so the ``alt``
    attribute of the image in the book.

    Parameters
    ----------
    fig
        Any matplotlib figure.
    alt_text
        One sentence with a number or a relation that the figure shows.

    Returns
    -------
    matplotlib.figure.Figure
        The same figure.

    Raises
    ------
    InvalidArgument
        If the sentence is empty.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> described(Figure(), "Nothing is drawn.").alt_text
    'Nothing is drawn.'

    See Also
    --------
    companion_style
    """
    if not isinstance(alt_text, str) or not alt_text.strip():
        raise InvalidArgument("alt_text", "must be a sentence that says what the figure shows", alt_text)
    vars(fig).update(alt_text=alt_text, _repr_mimebundle_=partial(_mime_bundle, fig, alt_text))
    return fig


def _mime_bundle(
    fig: Figure, alt_text: str, include: object = None, exclude: object = None
) -> dict[str, str]:
    """Return the figure as a notebook shows it: the same bytes whenever the figure is the same."""
    with companion_style():
        drawing = io.StringIO()
        fig.savefig(drawing, format="svg", metadata={"Date": None})
        bitmap = io.BytesIO()
        fig.savefig(bitmap, format="png", dpi=160, metadata={"Software": None})
    return {
        "image/svg+xml": drawing.getvalue(),
        "image/png": base64.b64encode(bitmap.getvalue()).decode("ascii"),
        "text/plain": alt_text,
    }


def count_of(number: int, singular: str, plural: str | None = None) -> str:
    """Return ``'1 unit'`` or ``'3 units'``."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def listed(items: list[str]) -> str:
    """Return the items as English lists them: ``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
