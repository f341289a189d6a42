"""A real number is printed as a ball [mid - rad, mid + rad]: two decimal strings that together enclose it.

The mid-point is rounded to decimals, and the radius covers the enclosure's own radius and that rounding,
rounded up.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.errors import InvalidArgument, MissingExtra, TooLarge
from symattn.threshold.arguments import as_integer

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DIGITS = 1000
"""Largest number of decimals of a mid-point."""


def _exact(text: str, name: str) -> Fraction:
    """Return the rational a decimal string denotes, whatever Python's limit on digits of an int."""
    try:
        if not isinstance(text, str):
            raise InvalidArgument(name, "must be a decimal string", text)
        value = Decimal(text)
        if not value.is_finite():
            raise InvalidArgument(name, "must be a finite decimal string", text)
        return Fraction(value)
    except InvalidOperation:
        raise InvalidArgument(name, "must be a decimal string", text) from None


@dataclass(frozen=True)
class Ball:
    """The real numbers x with |x - mid| <= rad.

    Parameters
    ----------
    mid, rad
        Decimal strings; rad >= 0.

    Examples
    --------
    log2(104) = 3 + log2(13), and 2^67004397 < 104^10000000 < 2^67004398 puts it between their exponents:

    >>> ball = log2_ball(104, 8)
    >>> print(ball)
    6.70043972 +/- 1.9e-9
    >>> Fraction(67004397, 10**7) < ball.lower and ball.upper < Fraction(67004398, 10**7)
    True

    See Also
    --------
    log2_ball : the ball of a logarithm.

    References
    ----------
    F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, IEEE Trans. Computers 66 (2017).
    """

    mid: str
    rad: str

    def __post_init__(self) -> None:
        _exact(self.mid, "mid")
        if _exact(self.rad, "rad") < 0:
            raise InvalidArgument("rad", "must not be negative", self.rad)

    @property
    def lower(self) -> Fraction:
        """The exact left end mid - rad."""
        return _exact(self.mid, "mid") - _exact(self.rad, "rad")

    @property
    def upper(self) -> Fraction:
        """The exact right end mid + rad."""
        return _exact(self.mid, "mid") + _exact(self.rad, "rad")

    def contains(self, value: Fraction | int) -> bool:
        """Return whether an exact rational lies in the ball."""
        if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
            raise InvalidArgument("value", "must be exact: an integer or a Fraction", value)
        return self.lower <= value <= self.upper

    def to_json(self) -> dict[str, str]:
        """Return the JSON object {value, radius} of decimal strings."""
        return {"value": self.mid, "radius": self.rad}

    def __str__(self) -> str:
        return self.mid if _exact(self.rad, "rad") == 0 else f"{self.mid} +/- {self.rad}"

    def _repr_latex_(self) -> str:
        if _exact(self.rad, "rad") == 0:
            return f"${self.mid}$"
        mantissa, _, exponent = self.rad.partition("e")
        radius = mantissa if not exponent else f"{mantissa} \\cdot 10^{{{int(exponent)}}}"
        return f"${self.mid} \\pm {radius}$"

    @classmethod
    def enclosing(cls, lower: Fraction, upper: Fraction, *, digits: int) -> Ball:
        """Return a ball with a mid-point of at most ``digits`` decimals that contains [lower, upper]."""
        scale = 10**digits
        mid = Fraction(round((lower + upper) / 2 * scale), scale)
        return cls(_decimal(mid, digits), _rounded_up(max(upper - mid, mid - lower)))


def _decimal(value: Fraction, digits: int) -> str:
    """Return the decimal string of a multiple of 10^-digits, without trailing zeros after the point."""
    # Decimal from a tuple of digits has neither a context's rounding nor the digit limit of int().
    scaled = int(value * 10**digits)
    whole, rest = divmod(abs(scaled), 10**digits)
    text = _digits(whole) + ("." + _digits(rest).zfill(digits)).rstrip("0").rstrip(".")
    return ("-" if scaled < 0 else "") + text


def _digits(value: int) -> str:
    """Return the decimal digits of value >= 0, in pieces below Python's limit on int-to-text conversions."""
    size = 10**1000
    pieces = []
    while value >= size:
        value, piece = divmod(value, size)
        pieces.append(str(piece).zfill(1000))
    return str(value) + "".join(reversed(pieces))


def _rounded_up(value: Fraction) -> str:
    """Return a decimal string with two significant digits that is at least value >= 0."""
    if value == 0:
        return "0"
    exponent = 0
    while value * Fraction(10) ** -exponent >= 10:
        exponent += 1
    while value * Fraction(10) ** -exponent < 1:
        exponent -= 1
    tenths = -(-(value * 10 * Fraction(10) ** -exponent) // 1)
    if tenths == 100:
        tenths, exponent = 10, exponent + 1
    mantissa = f"{tenths // 10}.{tenths % 10}"
    return f"{mantissa}e{exponent}" if exponent else mantissa


def check_digits(digits: SupportsIndex) -> int:
    """Return the number of decimals asked for, 1 <= digits <= 1000.

    Parameters
    ----------
    digits
        A number of decimals.

    Returns
    -------
    int
        The same number.

    Raises
    ------
    InvalidArgument, TooLarge
        If it is below 1 or no integer, or above 1000.

    Examples
    --------
    >>> check_digits(15)
    15

    See Also
    --------
    log2_ball : where it is used.

    References
    ----------
    F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, IEEE Trans. Computers 66 (2017).
    """
    number = as_integer(digits, "digits")
    if number < 1:
        raise InvalidArgument("digits", "must be at least 1", number)
    if number > MAX_DIGITS:
        raise TooLarge("digits", f"must be at most {MAX_DIGITS}", number)
    return number


def enclose(compute: Callable[[], Any], *, digits: int) -> Ball:
    """Return a ball of radius at most 10^-digits around the real number that Arb arithmetic encloses.

    Parameters
    ----------
    compute
        A function without arguments returning a `flint.arb` at the precision in force; it is called with
        growing precision.
    digits
        The number of decimals of the mid-point.

    Returns
    -------
    Ball
        Mid-point with ``digits`` decimals; the radius covers its rounding.

    Raises
    ------
    MissingExtra
        If python-flint is not installed.

    Examples
    --------
    The square root of 2, with 10 decimals:

    >>> from flint import arb
    >>> ball = enclose(lambda: arb(2).sqrt(), digits=10)
    >>> ball.lower**2 < 2 < ball.upper**2
    True

    See Also
    --------
    log2_ball : the logarithm of an integer.

    References
    ----------
    F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, IEEE Trans. Computers 66 (2017).
    """
    flint = _flint()
    precision = 64 + 4 * digits
    while True:
        with flint.ctx.workprec(precision):
            value = compute()
        middle, radius = _dyadic(value.mid()), _dyadic(value.rad())
        # The radius leaves room for the rounding of the mid-point, at most half a unit of the last decimal.
        if radius * 10 ** (digits + 1) <= 1:
            return Ball.enclosing(middle - radius, middle + radius, digits=digits)
        precision *= 2


def _flint() -> Any:
    try:
        import flint
    except ImportError:
        hint = "Install it: pip install python-flint"
        raise MissingExtra("python-flint", "is needed for an enclosure", None, hint) from None
    return flint


def _dyadic(value: Any) -> Fraction:
    """Return an exact arb (radius 0) as the rational man 2^exp."""
    mantissa, exponent = (int(part) for part in value.man_exp())
    return Fraction(mantissa) * Fraction(2) ** exponent


def log2_ball(integer: SupportsIndex, digits: SupportsIndex = 15) -> Ball:
    """Return log2(integer) as a ball of radius at most 10^-digits, exactly for a power of two.

    Parameters
    ----------
    integer
        A positive integer.
    digits
        The number of decimals of the mid-point.

    Returns
    -------
    Ball
        An enclosure of the logarithm.

    Raises
    ------
    InvalidArgument
        If the integer is not positive.
    TooLarge
        If more than 1000 digits are asked for.
    MissingExtra
        If python-flint is not installed and the integer is no power of two.

    Examples
    --------
    The capacity of threshold gates of four variables, between 10 and 11 bits:

    >>> ball = log2_ball(1882)
    >>> print(ball)
    10.878050912728537 +/- 2.5e-16
    >>> print(log2_ball(2**100))
    100

    See Also
    --------
    Ball : the result.

    References
    ----------
    Claim RV-1.
    """
    number = as_integer(integer, "integer")
    digits = check_digits(digits)
    if number < 1:
        raise InvalidArgument("integer", "must be positive to have a logarithm", number)
    if number & (number - 1) == 0:
        return Ball(str(number.bit_length() - 1), "0")

    def logarithm() -> Any:
        from flint import arb, fmpz

        return arb(fmpz(number)).log() / arb.const_log2()

    return enclose(logarithm, digits=digits)
