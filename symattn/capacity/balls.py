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

MAX_DIGITS = 10_000
"""Largest number of decimals of a mid-point."""

_MAX_EXPONENT = 10**6
_GUARD = 64


def _read(text: str, name: str) -> Decimal:
    """Return the number a decimal string denotes, exactly: the constructor of Decimal does not round."""
    if not isinstance(text, str):
        raise InvalidArgument(name, "must be a decimal string", text)
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise InvalidArgument(name, "must be a decimal string", text) from None
    if not value.is_finite():
        raise InvalidArgument(name, "must be a finite decimal string", text)
    if abs(value.adjusted()) > _MAX_EXPONENT:
        raise InvalidArgument(name, f"must have an exponent of at most {_MAX_EXPONENT}", text)
    return value


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
        _read(self.mid, "mid")
        if _read(self.rad, "rad") < 0:
            raise InvalidArgument("rad", "must not be negative", self.rad)

    @property
    def lower(self) -> Fraction:
        """The exact left end mid - rad."""
        return Fraction(_read(self.mid, "mid")) - Fraction(_read(self.rad, "rad"))

    @property
    def upper(self) -> Fraction:
        """The exact right end mid + rad."""
        return Fraction(_read(self.mid, "mid")) + Fraction(_read(self.rad, "rad"))

    def contains(self, value: Fraction | int) -> bool:
        """Return whether an exact rational lies in the ball."""
        if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
            raise InvalidArgument("value", "must be exact: an integer or a Fraction", value)
        return self.lower <= value <= self.upper

    def to_json(self) -> dict[str, str]:
        """Return the JSON object {value, radius} of decimal strings."""
        return {"value": self.mid, "radius": self.rad}

    def __str__(self) -> str:
        return self.mid if _read(self.rad, "rad") == 0 else f"{self.mid} +/- {self.rad}"

    def _repr_latex_(self) -> str:
        if _read(self.rad, "rad") == 0:
            return f"${self.mid}$"
        mantissa, _, exponent = self.rad.partition("e")
        radius = mantissa if not exponent else f"{mantissa} \\cdot 10^{{{int(exponent)}}}"
        return f"${self.mid} \\pm {radius}$"

    @classmethod
    def enclosing(cls, lower: Fraction, upper: Fraction, *, digits: int) -> Ball:
        """Return a ball with a mid-point of at most ``digits`` decimals that contains [lower, upper]."""
        # In units of 10^-digits, so that the rounded mid-point is an integer.
        low, high = lower * 10**digits, upper * 10**digits
        mid = round((low + high) / 2)
        return cls(_decimal(mid, digits), _rounded_up(max(high - mid, mid - low), digits))


def _decimal(units: int, digits: int) -> str:
    """Return the decimal string of units * 10^-digits, without trailing zeros after the point."""
    text = _digits(abs(units)).rjust(digits + 1, "0")
    whole, rest = text[: len(text) - digits], text[len(text) - digits :].rstrip("0")
    return ("-" if units < 0 else "") + whole + ("." + rest if rest else "")


def _digits(value: int) -> str:
    """Return the decimal digits of value >= 0, halved down to pieces below Python's limit on int-to-text conversions."""
    size = value.bit_length() * 3 // 20
    if size < 500:
        return str(value)
    upper, lower = divmod(value, 10**size)
    return _digits(upper) + _digits(lower).zfill(size)


def _rounded_up(value: Fraction, digits: int) -> str:
    """Return a decimal string with two significant digits that is at least value * 10^-digits, value >= 0."""
    if value == 0:
        return "0"
    # 10^power is within a factor of 100 of the value; two comparisons then find its leading digit.
    power = (value.numerator.bit_length() - value.denominator.bit_length()) * 30103 // 100000
    value *= Fraction(10) ** -power
    while value >= 10:
        value, power = value / 10, power + 1
    while value < 1:
        value, power = value * 10, power - 1
    tenths = -(-(value * 10) // 1)
    if tenths == 100:
        tenths, power = 10, power + 1
    exponent = power - digits
    mantissa = f"{tenths // 10}.{tenths % 10}"
    return f"{mantissa}e{exponent}" if exponent else mantissa


def check_digits(digits: SupportsIndex) -> int:
    """Return the number of decimals asked for, 1 <= digits <= 10000.

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
        If it is below 1 or no integer, or above 10000.

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
    number = as_integer(digits, "digits", least=1)
    if number > MAX_DIGITS:
        raise TooLarge(
            "digits", f"must be at most {MAX_DIGITS}", number, f"Ask for {MAX_DIGITS} digits or fewer."
        )
    return number


def enclose(compute: Callable[[], Any], *, digits: int, bits: int = 0) -> Ball:
    """Return a ball of radius at most 10^-digits around the real number that Arb arithmetic encloses.

    Parameters
    ----------
    compute
        A function without arguments returning a `flint.arb` at the precision in force; it is called with
        growing precision.
    digits
        The number of decimals of the mid-point.
    bits
        About how many bits the number has before the point, if it is large.

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
    flint = flint_module()
    precision = 64 + 4 * digits + bits
    while True:
        with flint.ctx.workprec(precision):
            value = compute()
        if value.is_finite():
            # In units of 10^-digits, with 64 bits after the point, rounded outward.
            low, high = _scaled(value.mid(), digits)
            radius = _scaled(value.rad(), digits)[1]
            # The radius leaves room for the rounding of the mid-point, at most half a unit.
            if 10 * radius <= 1 << _GUARD:
                units = (low + (1 << (_GUARD - 1))) >> _GUARD
                error = max(high - (units << _GUARD), (units << _GUARD) - low) + radius
                return Ball(_decimal(units, digits), _rounded_up(Fraction(error, 1 << _GUARD), digits))
        precision *= 2


def _scaled(value: Any, digits: int) -> tuple[int, int]:
    """Return the integers on either side of value * 10^digits * 2^64, value an exact arb."""
    mantissa, exponent = (int(part) for part in value.man_exp())
    mantissa, exponent = mantissa * 10**digits, exponent + _GUARD
    return _shifted(mantissa, exponent), -_shifted(-mantissa, exponent)


def _shifted(value: int, exponent: int) -> int:
    """Return the largest integer that is at most value * 2^exponent."""
    if exponent >= 0:
        return value << exponent
    return value >> min(-exponent, value.bit_length() + 1)


def flint_module() -> Any:
    """Return the module flint of python-flint.

    Returns
    -------
    module
        flint.

    Raises
    ------
    MissingExtra
        If python-flint is not installed.

    Examples
    --------
    >>> flint_module().fmpz(2) ** 3 == 8
    True

    See Also
    --------
    enclose : where it is needed.

    References
    ----------
    F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, IEEE Trans. Computers 66 (2017).
    """
    try:
        import flint
    except ImportError:
        hint = "Install it: pip install python-flint"
        raise MissingExtra("python-flint", "is needed for an enclosure", None, hint) from None
    return flint


def fast_integers() -> Any:
    """Return the type of integers that is fast at a million bits: FLINT's, or Python's where python-flint is not installed.

    Returns
    -------
    type
        Either converts an int, and is converted to one by ``int``.

    Examples
    --------
    >>> int(fast_integers()(3) ** 5) == 3**5
    True

    See Also
    --------
    flint_module : where it cannot be done without.

    References
    ----------
    The FLINT team, FLINT: Fast Library for Number Theory, https://flintlib.org.
    """
    try:
        from flint import fmpz
    except ImportError:
        return int
    return fmpz


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
        If more than 10000 digits are asked for.
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
