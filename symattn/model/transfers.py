"""A transfer function turns the activation of a unit into its output, O = f(S), in three arithmetics.

Each `Transfer` holds one function in the three arithmetics of a network.  The exact form maps rationals to
rationals and refuses a value that is irrational: e^r, tanh r and 1/(1 + e^-r) are irrational at every
rational r other than 0, and log r at every positive rational r other than 1 (Lindemann).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy as sp

from symattn.errors import InvalidArgument, UnknownName
from symattn.model import gates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["TRANSFERS", "Transfer", "generic_transfer", "transfer"]


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

    def __repr__(self) -> str:
        return f"transfer({self.name!r})"


def _same(value: Any) -> Any:
    return value


def _square(value: Any) -> Any:
    return value**2


def _threshold_exact(value: Fraction) -> Fraction:
    return Fraction(1 if value >= 0 else 0)


def _threshold_numeric(value: Array) -> Array:
    import numpy as np

    return np.where(np.asarray(value) >= 0, 1.0, 0.0)


def _sign_exact(value: Fraction) -> Fraction:
    return Fraction(1 if value >= 0 else -1)


def _sign_numeric(value: Array) -> Array:
    import numpy as np

    return np.where(np.asarray(value) >= 0, 1.0, -1.0)


def _relu_exact(value: Fraction) -> Fraction:
    return max(value, Fraction(0))


def _relu_numeric(value: Array) -> Array:
    import numpy as np

    return np.asarray(np.maximum(value, 0.0))


def _only_at(name: str, point: int, image: Fraction, value: Fraction) -> Fraction:
    """Return ``image`` at ``point``, the one rational where the function called ``name`` is rational."""
    if value == point:
        return image
    raise InvalidArgument(
        "points",
        f"{name} takes a rational value only at the activation {point}",
        str(value),
        "Use .output() for the expression or .lambdify() for floating-point values.",
    )


def _logistic_exact(value: Fraction) -> Fraction:
    return _only_at("logistic", 0, Fraction(1, 2), value)


def _logistic_numeric(value: Array) -> Array:
    import numpy as np

    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * np.asarray(value))))  # no overflow, unlike 1/(1 + exp(-t))


def _tanh_exact(value: Fraction) -> Fraction:
    return _only_at("tanh", 0, Fraction(0), value)


def _tanh_numeric(value: Array) -> Array:
    import numpy as np

    return np.asarray(np.tanh(value))


def _exp_exact(value: Fraction) -> Fraction:
    return _only_at("exp", 0, Fraction(1), value)


def _exp_numeric(value: Array) -> Array:
    import numpy as np

    return np.asarray(np.exp(value))


def _log_exact(value: Fraction) -> Fraction:
    return _only_at("log", 1, Fraction(0), value)


def _log_numeric(value: Array) -> Array:
    import numpy as np

    return np.asarray(np.log(value))


identity = Transfer("identity", _same, _same, _same, r"\mathrm{id}")
threshold = Transfer("H", gates.H, _threshold_exact, _threshold_numeric, "H")
sign_gate = Transfer("sgn", gates.sgn, _sign_exact, _sign_numeric, r"\operatorname{sgn}")
logistic = Transfer("logistic", gates.logistic, _logistic_exact, _logistic_numeric, r"\sigma")
tanh = Transfer("tanh", sp.tanh, _tanh_exact, _tanh_numeric, r"\tanh")
relu = Transfer("relu", gates.relu, _relu_exact, _relu_numeric, r"\operatorname{ReLU}")
exp = Transfer("exp", sp.exp, _exp_exact, _exp_numeric, r"\exp")
log = Transfer("log", sp.log, _log_exact, _log_numeric, r"\log")
square = Transfer("square", _square, _square, _square, r"(\cdot)^{2}")

TRANSFERS: dict[str, Transfer] = {
    f.name: f for f in (identity, threshold, sign_gate, logistic, tanh, relu, exp, log, square)
}
_ALIASES = {"threshold": "H", "sign": "sgn", "sigma": "logistic"}


def transfer(name: str | Transfer) -> Transfer:
    r"""Return the transfer function of that name: :math:`\mathrm{id}, H, \operatorname{sgn}, \ldots`

    Parameters
    ----------
    name
        ``"identity"``, ``"H"`` (or ``"threshold"``), ``"sgn"`` (``"sign"``), ``"logistic"`` (``"sigma"``),
        ``"tanh"``, ``"relu"``, ``"exp"``, ``"log"``, ``"square"``; a `Transfer` is returned as it is.

    Returns
    -------
    Transfer
        The function in its three arithmetics.

    Raises
    ------
    UnknownName
        If there is no transfer function of that name.

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
    generic_transfer

    References
    ----------
    SM-1.
    """
    if isinstance(name, Transfer):
        return name
    if not isinstance(name, str):
        raise InvalidArgument(
            "transfer", "must be a name or a Transfer", name, f"Names: {', '.join(TRANSFERS)}."
        )
    found = TRANSFERS.get(_ALIASES.get(name, name))
    if found is None:
        raise UnknownName(
            "transfer",
            "is not a transfer function",
            name,
            f"Names: {', '.join(TRANSFERS)}; softmax acts on a layer, see softmax_layer.",
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
