"""The gates H, sgn, logistic and ReLU as SymPy functions: H(t) = 1 if t >= 0 else 0; sgn = 2H - 1.

SymPy's ``Heaviside`` and ``sign`` take the values 1/2 and 0 at the origin, so neither is a threshold gate;
these nodes fix the convention of the theory.  They evaluate at numbers only, stay readable otherwise, and are
rewritten on request: ``.rewrite(Piecewise)``, ``.rewrite(exp)``.  Their NumPy form is `Network.lambdify`.
"""
# mypy: allow-subclassing-any

from __future__ import annotations

import operator
from fractions import Fraction
from typing import Any, ClassVar

import sympy as sp

from symattn.errors import InvalidArgument

__all__ = ["H", "logistic", "relu", "sgn"]


def _argument(t: Any, gate: str) -> Any:
    """Return the argument of a gate as a SymPy expression."""
    if isinstance(t, sp.Expr) and not t.is_Matrix:
        return t
    if isinstance(t, Fraction):
        return sp.Rational(t.numerator, t.denominator)
    if isinstance(t, float):
        return sp.Float(t)
    try:
        number = None if isinstance(t, bool) else operator.index(t)
    except TypeError:
        number = None
    if number is None:
        hint = 'Make a symbol with sympy.Symbol("x").'
        raise InvalidArgument(gate, "takes a number or a SymPy expression", t, hint)
    return sp.Integer(number)


class _RealGate(sp.Function):
    """A real function of one real variable with a name of its own in LaTeX."""

    nargs = 1
    _latex_name: ClassVar[str]

    def __new__(cls, t: Any, **options: Any) -> Any:
        """Return the gate at ``t``; text is refused, because SymPy would evaluate it."""
        return super().__new__(cls, _argument(t, cls.__name__), **options)

    @classmethod
    def _at(cls, t: Any) -> Any:
        """Return the value at the number ``t`` (rational, float or infinite), or None to stay unevaluated."""
        return None

    @classmethod
    def eval(cls, t: Any) -> Any:
        """Evaluate at numbers only; an expression such as ``H(sqrt(2))`` or ``H(x)`` stays as it is."""
        if t is sp.S.NaN:
            return sp.S.NaN
        return cls._at(t) if t.is_Number else None

    def _eval_is_extended_real(self) -> bool:
        return True

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"{self._latex_name}{power}\left({printer._print(self.args[0])}\right)"


class _Step(_RealGate):
    """A gate that takes two values: its derivative does not exist at 0, so there is no ``fdiff``."""

    def _eval_is_integer(self) -> bool:
        return True

    def _eval_evalf(self, prec: int) -> Any:
        value = self.args[0]._evalf(prec)
        return self.func(value) if value.is_Number else None


class H(_Step):
    r"""The threshold gate :math:`H(t) = 1` if :math:`t \ge 0`, else :math:`0`; so :math:`H(0) = 1`.

    Parameters
    ----------
    t
        A real SymPy expression.

    Returns
    -------
    sympy.Expr
        0 or 1 at a number, an unevaluated node otherwise.

    Examples
    --------
    The tie is read as 1, also when it appears by substitution:

    >>> from sympy import Piecewise, Symbol
    >>> x = Symbol("x")
    >>> H(x).subs(x, 0)
    1
    >>> H(x).rewrite(Piecewise)
    Piecewise((1, x >= 0), (0, True))

    The defining property at three points:

    >>> [H(t) for t in (-1, 0, 1)] == [0, 1, 1]
    True

    See Also
    --------
    sgn, relu

    References
    ----------
    The book's chapter on notation.
    """

    _latex_name = "H"

    @classmethod
    def _at(cls, t: Any) -> Any:
        return sp.S.One if t >= 0 else sp.S.Zero

    def _eval_is_nonnegative(self) -> bool:
        return True

    def _eval_rewrite_as_Piecewise(self, t: Any, **_: Any) -> Any:
        return sp.Piecewise((1, t >= 0), (0, True))

    def _eval_rewrite_as_sgn(self, t: Any, **_: Any) -> Any:
        return (1 + sgn(t)) / 2


class sgn(_Step):
    r"""The sign gate :math:`\operatorname{sgn}(t) = 2H(t) - 1`: +1 if :math:`t \ge 0`, else -1; never 0.

    Parameters
    ----------
    t
        A real SymPy expression.

    Returns
    -------
    sympy.Expr
        -1 or +1 at a number, an unevaluated node otherwise.

    Examples
    --------
    The value at 0 is +1, where SymPy's ``sign`` is 0:

    >>> from sympy import Symbol
    >>> sgn(0)
    1

    The defining property:

    >>> x = Symbol("x")
    >>> sgn(x).rewrite(H) == 2*H(x) - 1
    True

    See Also
    --------
    H

    References
    ----------
    The book's chapter on notation.
    """

    _latex_name = r"\operatorname{sgn}"

    @classmethod
    def _at(cls, t: Any) -> Any:
        return sp.S.One if t >= 0 else sp.S.NegativeOne

    def _eval_is_zero(self) -> bool:
        return False

    def _eval_rewrite_as_Piecewise(self, t: Any, **_: Any) -> Any:
        return sp.Piecewise((1, t >= 0), (-1, True))

    def _eval_rewrite_as_H(self, t: Any, **_: Any) -> Any:
        return 2 * H(t) - 1


class relu(_RealGate):
    r"""The rectifier :math:`\operatorname{ReLU}(t) = \max(t, 0) = t\,H(t)`.

    Parameters
    ----------
    t
        A real SymPy expression.

    Returns
    -------
    sympy.Expr
        The value at a number, an unevaluated node otherwise.

    Examples
    --------
    It is the output gating of an identity unit by a threshold unit with the same activation:

    >>> from sympy import Symbol
    >>> x = Symbol("x")
    >>> relu(x).rewrite(H)
    x*H(x)

    The defining property at three points:

    >>> all(relu(t) == max(t, 0) for t in (-2, 0, 3))
    True

    See Also
    --------
    H

    References
    ----------
    The book's chapter on notation.
    """

    _latex_name = r"\operatorname{ReLU}"

    @classmethod
    def _at(cls, t: Any) -> Any:
        return t if t >= 0 else sp.S.Zero

    def _eval_is_nonnegative(self) -> bool:
        return True

    def _eval_evalf(self, prec: int) -> Any:
        value = self.args[0]._evalf(prec)
        return self.func(value) if value.is_Number else None

    def _eval_rewrite_as_Piecewise(self, t: Any, **_: Any) -> Any:
        return sp.Piecewise((t, t >= 0), (0, True))

    def _eval_rewrite_as_H(self, t: Any, **_: Any) -> Any:
        return t * H(t)


class logistic(_RealGate):
    r"""The logistic function :math:`\sigma(t) = 1/(1 + e^{-t})`.

    Parameters
    ----------
    t
        A real SymPy expression.

    Returns
    -------
    sympy.Expr
        1/2 at 0, the limits 0 and 1 at the infinities, an unevaluated node otherwise.

    Examples
    --------
    The derivative is a gated form of the function itself:

    >>> from sympy import Symbol, exp
    >>> x = Symbol("x")
    >>> logistic(x).diff(x)
    (1 - logistic(x))*logistic(x)

    The defining property:

    >>> logistic(x).rewrite(exp) == 1/(1 + exp(-x))
    True

    See Also
    --------
    symattn.model.softmax

    References
    ----------
    The book's chapter on notation.
    """

    _latex_name = r"\sigma"

    @classmethod
    def _at(cls, t: Any) -> Any:
        values = {sp.S.Zero: sp.S.Half, sp.S.Infinity: sp.S.One, sp.S.NegativeInfinity: sp.S.Zero}
        return values.get(t)

    def _eval_is_positive(self) -> bool | None:
        finite = self.args[0].is_finite
        return True if finite else None

    def fdiff(self, argindex: int = 1) -> Any:
        """Return sigma(t)(1 - sigma(t)), the derivative at every real t."""
        if argindex != 1:
            raise sp.ArgumentIndexError(self, argindex)
        return self * (1 - self)

    def _eval_evalf(self, prec: int) -> Any:
        return self.rewrite(sp.exp)._evalf(prec)

    def _eval_rewrite_as_exp(self, t: Any, **_: Any) -> Any:
        return 1 / (1 + sp.exp(-t))

    def _eval_rewrite_as_tanh(self, t: Any, **_: Any) -> Any:
        return (1 + sp.tanh(t / 2)) / 2
