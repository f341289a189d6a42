r"""The transfer functions in three forms: an expression, an exact value at a rational where there is one, a NumPy map.

The exact form maps rationals to rationals and refuses a value that is irrational or does not exist.  By
Lindemann's theorem :math:`e^r`, :math:`\tanh r`, :math:`\sigma(r)`, :math:`\log(1+e^r)` are irrational at every
rational :math:`r \ne 0`, and :math:`\log r` at every positive rational :math:`r \ne 1`.
The NumPy forms do not overflow where the value is representable: each is written with :math:`e^{-|t|}`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import sympy as sp

from symattn.errors import InvalidArgument
from symattn.model import gates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

_USE = "Use .output() for the expression or .lambdify() for floating-point values."


def _only_at(name: str, point: int, image: Fraction, value: Fraction) -> Fraction:
    """Return ``image`` at ``point``, the one rational where the function called ``name`` is known to be rational."""
    if value == point:
        return image
    raise InvalidArgument(
        "points", f"{name} takes a rational value only at the activation {point}", str(value), _USE
    )


def same(value: Any) -> Any:
    return value


def square(value: Any) -> Any:
    return value**2


def square_numeric(value: Array) -> Array:
    import numpy as np

    with np.errstate(over="ignore"):  # the square of a float may exceed the largest one: it is rounded to inf
        return np.asarray(np.square(np.asarray(value, dtype=np.float64)))


def threshold_exact(value: Fraction) -> Fraction:
    return Fraction(1 if value >= 0 else 0)


def threshold_numeric(value: Array) -> Array:
    import numpy as np

    return np.where(np.asarray(value) >= 0, 1.0, 0.0)


def sign_exact(value: Fraction) -> Fraction:
    return Fraction(1 if value >= 0 else -1)


def sign_numeric(value: Array) -> Array:
    import numpy as np

    return np.where(np.asarray(value) >= 0, 1.0, -1.0)


def relu_exact(value: Fraction) -> Fraction:
    return max(value, Fraction(0))


def relu_numeric(value: Array) -> Array:
    import numpy as np

    return np.asarray(np.maximum(value, 0.0))


@dataclass(frozen=True)
class LeakyRelu:
    """The function t for t >= 0 and slope t for t < 0, as ReLU(t) - slope ReLU(-t)."""

    slope: Fraction

    def __call__(self, value: Any) -> Any:
        slope = sp.Rational(self.slope.numerator, self.slope.denominator)
        return gates.relu(value) - slope * gates.relu(-value)


@dataclass(frozen=True)
class LeakyReluExact:
    """The same function at a rational."""

    slope: Fraction

    def __call__(self, value: Fraction) -> Fraction:
        return value if value >= 0 else self.slope * value


@dataclass(frozen=True)
class LeakyReluNumeric:
    """The same function of an array."""

    slope: Fraction

    def __call__(self, value: Array) -> Array:
        import numpy as np

        given = np.asarray(value, dtype=np.float64)
        return np.where(given >= 0, given, float(self.slope) * given)


def absolute(value: Any) -> Any:
    return sp.Abs(value)


def absolute_numeric(value: Array) -> Array:
    import numpy as np

    return np.asarray(np.abs(value))


def logistic_exact(value: Fraction) -> Fraction:
    return _only_at("logistic", 0, Fraction(1, 2), value)


def logistic_numeric(value: Array) -> Array:
    import numpy as np

    given = np.asarray(value, dtype=np.float64)
    small = np.exp(-np.abs(given))  # in (0, 1], so neither form overflows or cancels
    return np.where(given >= 0, 1.0, small) / (1.0 + small)


def tanh_exact(value: Fraction) -> Fraction:
    return _only_at("tanh", 0, Fraction(0), value)


def tanh_numeric(value: Array) -> Array:
    import numpy as np

    return np.asarray(np.tanh(value))


def exp_exact(value: Fraction) -> Fraction:
    return _only_at("exp", 0, Fraction(1), value)


def exp_numeric(value: Array) -> Array:
    import numpy as np

    with np.errstate(over="ignore"):  # e^t may exceed the largest float: it is rounded to inf
        return np.asarray(np.exp(value))


def log_exact(value: Fraction) -> Fraction:
    return _only_at("log", 1, Fraction(0), value)


def log_numeric(value: Array) -> Array:
    import numpy as np

    return np.asarray(np.log(value))


def softplus(value: Any) -> Any:
    return sp.log(1 + sp.exp(value))


def softplus_exact(value: Fraction) -> Fraction:
    raise InvalidArgument(
        "points", "softplus takes no rational value at a rational activation", str(value), _USE
    )


def softplus_numeric(value: Array) -> Array:
    import numpy as np

    return np.asarray(np.logaddexp(0.0, value))


def silu(value: Any) -> Any:
    return value * gates.logistic(value)


def silu_exact(value: Fraction) -> Fraction:
    return _only_at("silu", 0, Fraction(0), value)


def silu_numeric(value: Array) -> Array:
    import numpy as np

    return np.asarray(np.asarray(value, dtype=np.float64) * logistic_numeric(value))


def gelu(value: Any) -> Any:
    return value * (1 + sp.erf(value / sp.sqrt(2))) / 2


def gelu_exact(value: Fraction) -> Fraction:
    if value == 0:
        return Fraction(0)
    raise InvalidArgument(
        "points", "gelu is known to take a rational value only at the activation 0", str(value), _USE
    )


def gelu_numeric(value: Array) -> Array:
    import numpy as np

    # Phi(t) = erfc(-t/sqrt 2)/2; the complementary function keeps the relative precision for large -t.
    given = np.asarray(value, dtype=np.float64)
    return np.asarray(0.5 * given * np.vectorize(math.erfc, otypes=[np.float64])(-given / math.sqrt(2.0)))


def elu(value: Any) -> Any:
    # t = ReLU(t) and e^{-ReLU(-t)} = 1 for t >= 0; ReLU(t) = 0 and e^{-ReLU(-t)} = e^t for t < 0
    return gates.relu(value) + sp.exp(-gates.relu(-value)) - 1


def elu_exact(value: Fraction) -> Fraction:
    if value >= 0:
        return value
    raise InvalidArgument("points", "elu takes a rational value only at activations >= 0", str(value), _USE)


def elu_numeric(value: Array) -> Array:
    import numpy as np

    given = np.asarray(value, dtype=np.float64)
    return np.where(given >= 0, given, np.expm1(np.minimum(given, 0.0)))


def reciprocal(value: Any) -> Any:
    return 1 / value


def reciprocal_exact(value: Fraction) -> Fraction:
    if value == 0:
        raise InvalidArgument("points", "the reciprocal has no value at the activation 0", 0)
    return 1 / value


def reciprocal_numeric(value: Array) -> Array:
    import numpy as np

    return np.asarray(1.0 / np.asarray(value, dtype=np.float64))


def root(value: Any) -> Any:
    return sp.sqrt(value)


def root_exact(value: Fraction) -> Fraction:
    if value < 0:
        raise InvalidArgument("points", "the square root has no value at a negative activation", str(value))
    found = Fraction(math.isqrt(value.numerator), math.isqrt(value.denominator))
    if found**2 != value:
        rule = "the square root is rational only at squares of rationals"
        raise InvalidArgument("points", rule, str(value), _USE)
    return found


def root_numeric(value: Array) -> Array:
    import numpy as np

    return np.asarray(np.sqrt(value))


def reciprocal_root(value: Any) -> Any:
    return 1 / sp.sqrt(value)


def reciprocal_root_exact(value: Fraction) -> Fraction:
    return reciprocal_exact(root_exact(value))


def reciprocal_root_numeric(value: Array) -> Array:
    return reciprocal_numeric(root_numeric(value))
