"""Functions that stand for exp, log and square root: arbitrary, the same wherever they are used, with rational values at rational points."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any


class Undefined(ArithmeticError):
    """No value at this point."""


@lru_cache(maxsize=1 << 15)
def arbitrary(name: str, *arguments: Any) -> Fraction:
    """Return a positive rational that depends on name and arguments as if by chance."""
    text = f"{name}:{','.join(str(Fraction(argument)) for argument in arguments)}"
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])
    return Fraction(1 + number % 89, 1 + number // 89 % 11)


def exponential(x: Fraction) -> Fraction:
    """Return the value that stands for exp(x)."""
    return arbitrary("exp", x)


def _log(x: Fraction) -> Fraction:
    if x <= 0:
        raise Undefined
    return arbitrary("log", x) - 4


def square_root(x: Fraction) -> Fraction:
    """Return the value that stands for the square root; undefined below 0."""
    if x < 0:
        raise Undefined
    return arbitrary("sqrt", x)


def _sinh(x: Fraction) -> Fraction:
    return (exponential(x) - exponential(-x)) / 2


def _cosh(x: Fraction) -> Fraction:
    return (exponential(x) + exponential(-x)) / 2


def _tanh(x: Fraction) -> Fraction:
    return _sinh(x) / _cosh(x)


#: What Rocq's library defines.
LIBRARY: Mapping[str, Callable[[Fraction], Fraction]] = {
    "exp": exponential,
    "ln": _log,
    "sqrt": square_root,
    "sinh": _sinh,
    "cosh": _cosh,
    "tanh": _tanh,
}
#: The values of the grammar's functions of one argument.
UNARY: Mapping[str, Callable[[Fraction], Fraction]] = {
    "exp": exponential,
    "log": _log,
    "sqrt": square_root,
    "sinh": _sinh,
    "cosh": _cosh,
    "tanh": _tanh,
    "abs": abs,
    "H": lambda x: Fraction(x >= 0),
    "sgn": lambda x: Fraction(1 if x >= 0 else -1),
    "relu": lambda x: max(x, Fraction(0)),
    "logistic": lambda x: 1 / (1 + exponential(-x)),
    "softplus": lambda x: _log(1 + exponential(x)),
    "silu": lambda x: x / (1 + exponential(-x)),
}
