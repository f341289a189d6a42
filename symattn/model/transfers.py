"""A transfer function turns the activation of a unit into its output, O = f(S), in three arithmetics.

Each `Transfer` holds one function in the three arithmetics of a network, with the constants that bound its growth.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy as sp

from symattn.errors import InvalidArgument, UnknownName
from symattn.model import gates
from symattn.model import transfer_forms as forms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["TRANSFERS", "Transfer", "generic_transfer", "leaky_relu", "transfer"]

#: (A, B) in a bound A + B r.
Bound = tuple[int | Fraction, int | Fraction]


@dataclass(frozen=True)
class Transfer:
    r"""A transfer function :math:`O = f(S)` in three arithmetics that agree.

    Parameters
    ----------
    name
        The name under which it prints, and under which `transfer` finds the built-in ones.
    symbolic
        SymPy expression to SymPy expression.
    exact
        Fraction to Fraction; raises ``InvalidArgument`` where the value is irrational or undefined.
    numeric
        NumPy array to NumPy array, elementwise.
    latex
        The LaTeX name of the function.
    growth
        Rationals (A, B) with :math:`|f(t)| \le A + B|t|` wherever f is defined, or None if none are known.
    coarse_lipschitz
        Rationals (A, B) with :math:`|f(s) - f(t)| \le A + B|s - t|`, or None. A function with jumps has A > 0.

    Examples
    --------
    The threshold function reads a tie as 1 in every arithmetic:

    >>> f = transfer("H")
    >>> f.symbolic(sp.Integer(0)), f.exact(Fraction(0)), float(f.numeric(0.0))
    (1, Fraction(1, 1), 1.0)

    See Also
    --------
    transfer, generic_transfer

    References
    ----------
    SM-1.
    """

    name: str
    symbolic: Callable[[Any], Any]
    exact: Callable[[Fraction], Fraction]
    numeric: Callable[[Array], Array]
    latex: str
    growth: Bound | None = None
    coarse_lipschitz: Bound | None = None

    def __post_init__(self) -> None:
        for argument in ("growth", "coarse_lipschitz"):
            pair = getattr(self, argument)
            if pair is not None and not (
                isinstance(pair, tuple)
                and len(pair) == 2
                and all(isinstance(c, int | Fraction) and c >= 0 for c in pair)
            ):
                hint = "For |f(t)| <= 1 + 2|t| write growth=(1, 2)."
                raise InvalidArgument(argument, "must be two rationals (A, B), not negative", pair, hint)

    def __repr__(self) -> str:
        return f"transfer({self.name!r})"


def _bounded(height: int, spread: int) -> dict[str, Bound]:
    """Return the growth constants of a function with |f| <= height and |f(s) - f(t)| <= spread."""
    return {"growth": (Fraction(height), Fraction(0)), "coarse_lipschitz": (Fraction(spread), Fraction(0))}


def _linear(height: int = 0, spread: int = 0, slope: Fraction = Fraction(1)) -> dict[str, Bound]:
    """Return the growth constants of a function with |f(t)| <= height + slope |t|, |f(s) - f(t)| <= spread + slope |s - t|."""
    return {"growth": (Fraction(height), slope), "coarse_lipschitz": (Fraction(spread), slope)}


identity = Transfer("identity", forms.same, forms.same, forms.same, r"\mathrm{id}", **_linear())
threshold = Transfer("H", gates.H, forms.threshold_exact, forms.threshold_numeric, "H", **_bounded(1, 1))
sign_gate = Transfer(
    "sgn", gates.sgn, forms.sign_exact, forms.sign_numeric, r"\operatorname{sgn}", **_bounded(1, 2)
)
logistic = Transfer(
    "logistic", gates.logistic, forms.logistic_exact, forms.logistic_numeric, r"\sigma", **_bounded(1, 1)
)
tanh = Transfer("tanh", sp.tanh, forms.tanh_exact, forms.tanh_numeric, r"\tanh", **_bounded(1, 2))
relu = Transfer("relu", gates.relu, forms.relu_exact, forms.relu_numeric, r"\operatorname{ReLU}", **_linear())
softplus = Transfer(
    "softplus",
    forms.softplus,
    forms.softplus_exact,
    forms.softplus_numeric,
    r"\operatorname{softplus}",
    **_linear(height=1),
)
# The difference to ReLU is between -1 and 0 for each of these three, so it varies by at most 1.
silu = Transfer(
    "silu", forms.silu, forms.silu_exact, forms.silu_numeric, r"\operatorname{SiLU}", **_linear(spread=1)
)
gelu = Transfer(
    "gelu", forms.gelu, forms.gelu_exact, forms.gelu_numeric, r"\operatorname{GELU}", **_linear(spread=1)
)
elu = Transfer(
    "elu", forms.elu, forms.elu_exact, forms.elu_numeric, r"\operatorname{ELU}", **_linear(spread=1)
)
absolute = Transfer("abs", forms.absolute, abs, forms.absolute_numeric, r"\operatorname{abs}", **_linear())
# Where it is defined, sqrt t <= 1/2 + t/2, and |sqrt s - sqrt t| <= sqrt |s - t|.
root = Transfer(
    "sqrt",
    forms.root,
    forms.root_exact,
    forms.root_numeric,
    r"\operatorname{sqrt}",
    growth=(Fraction(1, 2), Fraction(1, 2)),
    coarse_lipschitz=(Fraction(1, 2), Fraction(1, 2)),
)
exp = Transfer("exp", sp.exp, forms.exp_exact, forms.exp_numeric, r"\exp")
log = Transfer("log", sp.log, forms.log_exact, forms.log_numeric, r"\log")
square = Transfer("square", forms.square, forms.square, forms.square_numeric, r"(\cdot)^{2}")
reciprocal = Transfer(
    "reciprocal", forms.reciprocal, forms.reciprocal_exact, forms.reciprocal_numeric, r"(\cdot)^{-1}"
)
reciprocal_root = Transfer(
    "rsqrt",
    forms.reciprocal_root,
    forms.reciprocal_root_exact,
    forms.reciprocal_root_numeric,
    r"(\cdot)^{-1/2}",
)


def leaky_relu(slope: int | Fraction = Fraction(1, 100)) -> Transfer:
    r"""Return the leaky rectifier :math:`f(t) = t` for :math:`t \ge 0` and :math:`\alpha t` for :math:`t < 0`.

    Parameters
    ----------
    slope
        The slope alpha, an integer or rational; 1/100 is ``transfer("leaky_relu")``.

    Returns
    -------
    Transfer
        A function that is positively homogeneous: f(c t) = c f(t) for c >= 0.

    Raises
    ------
    InvalidArgument
        If the slope is not exact.

    Examples
    --------
    The slope 1/10:

    >>> f = leaky_relu(Fraction(1, 10))
    >>> f.symbolic(sp.Symbol("t"))
    -relu(-t)/10 + relu(t)

    It is positively homogeneous:

    >>> all(f.exact(3 * t) == 3 * f.exact(t) for t in (Fraction(-2), Fraction(0), Fraction(5)))
    True

    See Also
    --------
    transfer

    References
    ----------
    SM-1, TX-4.
    """
    if isinstance(slope, bool) or not isinstance(slope, int | Fraction):
        raise InvalidArgument(
            "slope", "must be an integer or a rational", slope, "Write 0.1 as Fraction(1, 10)."
        )
    alpha = Fraction(slope)
    name = "leaky_relu" if alpha == Fraction(1, 100) else f"leaky_relu({alpha})"
    bounds = _linear(slope=max(Fraction(1), abs(alpha)))
    return Transfer(
        name,
        forms.LeakyRelu(alpha),
        forms.LeakyReluExact(alpha),
        forms.LeakyReluNumeric(alpha),
        r"\operatorname{LeakyReLU}",
        **bounds,
    )


#: The transfer functions that have a name, which `transfer` returns.
TRANSFERS: dict[str, Transfer] = {
    f.name: f
    for f in (
        identity,
        threshold,
        sign_gate,
        logistic,
        tanh,
        relu,
        leaky_relu(),
        elu,
        softplus,
        silu,
        gelu,
        absolute,
        square,
        root,
        reciprocal,
        reciprocal_root,
        exp,
        log,
    )
}
_ALIASES = {"threshold": "H", "sign": "sgn", "sigma": "logistic", "swish": "silu"}
_HEAVISIDE = ("H", "The Heaviside function of SymPy takes the value 1/2 at 0; H has the convention H(0) = 1")
_WITHOUT_CONVENTION = {
    "heaviside": _HEAVISIDE,
    "step": _HEAVISIDE,
    "sign": (
        "sgn",
        "SymPy's sign takes the value 0 at 0; sgn = 2H - 1 has sgn(0) = 1, from the convention H(0) = 1",
    ),
}


def _refused(given: object) -> InvalidArgument:
    """Return why an object is not a transfer function, and what to write instead."""
    # SymPy's functions are classes, an applied one such as sign(x) is an object of that class.
    name = given if isinstance(given, str) else getattr(given, "__name__", type(given).__name__)
    if name.lower() in _WITHOUT_CONVENTION:
        known, why = _WITHOUT_CONVENTION[name.lower()]
        return InvalidArgument(
            "transfer", "a threshold needs a convention at 0", name, f"{why}: write transfer='{known}'."
        )
    found = TRANSFERS.get(_ALIASES.get(name.lower(), name.lower())) or TRANSFERS.get(name)
    if found is not None and isinstance(given, type):
        return InvalidArgument("transfer", "must be a name or a Transfer", name, f"Write '{found.name}'.")
    if callable(given):
        hint = "Give all three arithmetics: Transfer(name, symbolic, exact, numeric, latex)."
        return InvalidArgument("transfer", "must be a name or a Transfer, not a function", given, hint)
    return InvalidArgument(
        "transfer", "must be a name or a Transfer", given, f"Names: {', '.join(TRANSFERS)}."
    )


def transfer(name: str | Transfer) -> Transfer:
    r"""Return the transfer function of that name: :math:`\mathrm{id}, H, \operatorname{sgn}, \ldots`

    Parameters
    ----------
    name
        ``"identity"``, ``"H"`` (or ``"threshold"``), ``"sgn"`` (``"sign"``), ``"logistic"`` (``"sigma"``),
        ``"tanh"``, ``"relu"``, ``"leaky_relu"`` (slope 1/100), ``"elu"``, ``"softplus"``, ``"silu"`` (``"swish"``),
        ``"gelu"``, ``"abs"``, ``"square"``, ``"sqrt"``, ``"reciprocal"``, ``"rsqrt"``, ``"exp"``, ``"log"``;
        a `Transfer` is returned as it is.

    Returns
    -------
    Transfer
        The function in its three arithmetics.

    Raises
    ------
    UnknownName
        If there is no transfer function of that name.
    InvalidArgument
        For SymPy's Heaviside or sign, whose values at 0 belong to no threshold gate, and for a plain function.

    Examples
    --------
    The logistic function, looked up and applied to a symbol:

    >>> transfer("logistic").symbolic(sp.Symbol("S"))
    logistic(S)

    Its value at 0, the same in every arithmetic:

    >>> f = transfer("sigma")
    >>> f.symbolic(sp.Integer(0)) == sp.Rational(f.exact(Fraction(0))) == sp.Rational(float(f.numeric(0.0)))
    True

    See Also
    --------
    generic_transfer, leaky_relu

    References
    ----------
    SM-1.
    """
    if isinstance(name, Transfer):
        return name
    if not isinstance(name, str) or (name not in _ALIASES and name.lower() in _WITHOUT_CONVENTION):
        raise _refused(name)
    found = TRANSFERS.get(_ALIASES.get(name, name))
    if found is None:
        close = get_close_matches(name, (*TRANSFERS, *_ALIASES), n=1)
        meant = f"Did you mean {close[0]}? " if close and name != "softmax" else ""
        raise UnknownName(
            "transfer",
            "is not a transfer function",
            name,
            f"{meant}Names: {', '.join(TRANSFERS)}; softmax acts on a layer, see softmax_layer.",
        )
    return found


@dataclass(frozen=True)
class _Generic:
    """The undefined function f: an expression f(S), and no values."""

    name: str

    def __call__(self, value: Any) -> Any:
        return sp.Function(self.name)(value)


@dataclass(frozen=True)
class _NoValues:
    """The refusal to evaluate an undefined function."""

    name: str

    def __call__(self, value: Any) -> Any:
        raise InvalidArgument(
            "transfer",
            "a generic transfer function has no values",
            self.name,
            "Name a definite one, such as 'relu'.",
        )


def generic_transfer(name: str) -> Transfer:
    r"""Return a transfer function that is only a letter: :math:`O = f(S)` with :math:`f` undefined.

    Identities that hold for every transfer function are stated with it.

    Parameters
    ----------
    name
        The letter, an identifier.

    Returns
    -------
    Transfer
        A transfer function with a symbolic form and no values.

    Raises
    ------
    InvalidArgument
        If ``name`` is not an identifier.

    Examples
    --------
    An undefined function of the activation:

    >>> f = generic_transfer("f")
    >>> f.symbolic(sp.Symbol("S"))
    f(S)
    >>> f.symbolic(sp.Symbol("S")) == sp.Function("f")(sp.Symbol("S"))
    True

    See Also
    --------
    transfer

    References
    ----------
    Claim SM-1.
    """
    if not isinstance(name, str) or not name.isidentifier():
        raise InvalidArgument(
            "name", "must be an identifier", name, "Write for example generic_transfer('f')."
        )
    refusal = _NoValues(name)
    return Transfer(name, _Generic(name), refusal, refusal, name)
