"""A Boolean function of n variables is the integer sum over k of f(x(k)) 2^k, its truth table.

The point x(k) has x_i equal to bit i-1 of k, so x_1 is the least significant; over the alphabet ``"pm"``
bit 1 means +1 and bit 0 means -1.  The threshold gate H(w.x + b) takes the value 1 where w.x + b >= 0: H(0)
= 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from numbers import Rational
from typing import SupportsIndex

from symattn.errors import InvalidArgument
from symattn.threshold.arguments import (
    MAX_VARIABLES,
    as_integer,
    as_integers,
    check_alphabet,
    check_table,
    check_variables,
)


def points(n: SupportsIndex, inputs: str = "01") -> tuple[tuple[int, ...], ...]:
    """Return x(0), ..., x(2^n - 1), where x_i of x(k) is bit i-1 of k.

    Parameters
    ----------
    n
        The number of variables, at most 20.
    inputs
        Alphabet of x, ``"01"`` or ``"pm"``.

    Returns
    -------
    tuple of tuple of int
        The 2^n points in the order of the table's bits.

    Raises
    ------
    InvalidArgument, TooLarge
        If n or the alphabet is outside its range.

    Examples
    --------
    x_1 varies fastest:

    >>> points(2)
    ((0, 0), (1, 0), (0, 1), (1, 1))
    >>> points(2, "pm") == tuple(tuple(2 * x - 1 for x in point) for point in points(2))
    True

    See Also
    --------
    evaluate : the value at a point.

    References
    ----------
    The book's chapter on notation.
    """
    n = check_variables(n)
    low = 0 if check_alphabet(inputs) == "01" else -1
    return tuple(tuple(1 if k >> i & 1 else low for i in range(n)) for k in range(1 << n))


def _rational(value: object, name: str) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, Rational):
        raise InvalidArgument(name, "must be exact: an integer or a Fraction", value)
    return Fraction(int(value.numerator), int(value.denominator))


def truth_table(
    weights: Sequence[Rational | int],
    bias: Rational | int,
    n: SupportsIndex | None = None,
    *,
    inputs: str = "01",
) -> int:
    """Return the table of H(w.x + b), whose bit k is 1 exactly where w.x(k) + b >= 0.

    Parameters
    ----------
    weights
        w_1, ..., w_n, exact: integers or rationals.
    bias
        b, exact.
    n
        The number of variables; the length of ``weights`` if not given, and equal to it if given.
    inputs
        Alphabet of x, ``"01"`` or ``"pm"``.

    Returns
    -------
    int
        The truth table.

    Raises
    ------
    InvalidArgument
        If a weight is not exact, or n is not the number of weights.
    TooLarge
        If there are more than 20 weights.

    Examples
    --------
    The gate (2, 1, 1; -2) is x_1 or (x_2 and x_3):

    >>> table = truth_table([2, 1, 1], -2)
    >>> table
    234
    >>> all(evaluate(table, 3, x) == int(x[0] or (x[1] and x[2])) for x in points(3))
    True

    See Also
    --------
    symattn.threshold.is_threshold : the way back, from a table to weights.

    References
    ----------
    The book's chapter on notation.
    """
    if isinstance(weights, (str, bytes)) or not hasattr(weights, "__iter__"):
        raise InvalidArgument("weights", "must be a sequence of integers or Fractions", weights)
    exact = [_rational(weight, "weights") for weight in weights]
    low = 0 if check_alphabet(inputs) == "01" else -1
    if n is not None and check_variables(n) != len(exact):
        raise InvalidArgument("n", "must be the number of weights", n, f"There are {len(exact)} weights.")
    check_variables(len(exact), name="number of weights")
    offset = _rational(bias, "bias")
    # A positive multiple has the same signs: with integers the doubling below is exact and fast.
    scale = lcm(offset.denominator, *(weight.denominator for weight in exact))
    values = [int(offset * scale)]
    for weight in exact:
        step = int(weight * scale)
        values = [value + low * step for value in values] + [value + step for value in values]
    return int("".join("1" if value >= 0 else "0" for value in reversed(values)), 2)


def evaluate(
    table: SupportsIndex, n: SupportsIndex, point: Sequence[SupportsIndex], *, inputs: str = "01"
) -> int:
    """Return f(x) in {0, 1}: bit k of the table, where x = x(k).

    Parameters
    ----------
    table, n
        A truth table of n variables.
    point
        x_1, ..., x_n in the alphabet.
    inputs
        Alphabet of x, ``"01"`` or ``"pm"``.

    Returns
    -------
    int
        The value, 0 or 1.

    Raises
    ------
    InvalidArgument
        If the table is out of range, or the point is not one of n values of the alphabet.
    TooLarge
        If n > 20.

    Examples
    --------
    The table 0b0010 is 1 only at k = 1, that is at x_1 = 1, x_2 = 0:

    >>> evaluate(0b0010, 2, (1, 0)), evaluate(0b0010, 2, (0, 1))
    (1, 0)
    >>> evaluate(0b0010, 2, (1, -1), inputs="pm")
    1

    See Also
    --------
    truth_table : the table of a threshold gate.

    References
    ----------
    The book's chapter on notation.
    """
    table = check_table(table, n)
    n = check_variables(n)
    low = 0 if check_alphabet(inputs) == "01" else -1
    values = as_integers(point, "point")
    if len(values) != n or any(value not in (low, 1) for value in values):
        raise InvalidArgument("point", f"must be n = {n} values in {{{low}, 1}}", tuple(values))
    return table >> sum(1 << i for i, value in enumerate(values) if value == 1) & 1


def complement(table: SupportsIndex, n: SupportsIndex) -> int:
    """Return the table of 1 - f, which is 2^(2^n) - 1 - table.

    Parameters
    ----------
    table, n
        A truth table of n variables.

    Returns
    -------
    int
        The table with all 2^n bits changed.

    Raises
    ------
    InvalidArgument, TooLarge
        If the table or n is out of range.

    Examples
    --------
    NAND is the complement of AND, and the complement of the complement is the function itself:

    >>> complement(0b1000, 2) == 0b0111
    True
    >>> complement(complement(0b1000, 2), 2) == 0b1000
    True

    See Also
    --------
    symattn.threshold.transform : the other symmetries.

    References
    ----------
    The book's chapter on notation.
    """
    table = check_table(table, n)
    return (1 << (1 << check_variables(n))) - 1 - table


def restrict(
    table: SupportsIndex, n: SupportsIndex, i: SupportsIndex, value: SupportsIndex, *, inputs: str = "01"
) -> int:
    """Return the table of n-1 variables of f with x_i = value; x_(i+1), ..., x_n move down one place.

    Parameters
    ----------
    table, n
        A truth table of n >= 1 variables.
    i
        The variable fixed, 1 <= i <= n.
    value
        The value it takes, in the alphabet.
    inputs
        Alphabet of x, ``"01"`` or ``"pm"``.

    Returns
    -------
    int
        A truth table of n-1 variables.

    Raises
    ------
    InvalidArgument
        If the table, i or the value is out of range, or n = 0.
    TooLarge
        If n > 20.

    Examples
    --------
    Restricting the last variable undoes `glue`:

    >>> f, g = 0b1000, 0b0110
    >>> h = glue(f, g, 2)
    >>> (restrict(h, 3, 3, 0), restrict(h, 3, 3, 1)) == (f, g)
    True

    See Also
    --------
    glue : the inverse operation on the last variable.

    References
    ----------
    Claims MX-a, MX-c.
    """
    n = check_variables(n, least=1)
    table = check_table(table, n)
    i = as_integer(i, "i")
    if not 1 <= i <= n:
        raise InvalidArgument("i", f"must be a variable, 1 <= i <= {n}", i)
    low = 0 if check_alphabet(inputs) == "01" else -1
    chosen = as_integer(value, "value")
    if chosen not in (low, 1):
        raise InvalidArgument("value", f"must be in {{{low}, 1}}", chosen)
    # The bits with x_i fixed come in blocks of length 2^(i-1), one in each period of 2^i.
    block, start = 1 << (i - 1), (1 << (i - 1) if chosen == 1 else 0)
    ones = (1 << block) - 1
    result = 0
    for j in range(1 << (n - i)):
        result |= (table >> (2 * block * j + start) & ones) << (block * j)
    return result


def glue(f: SupportsIndex, g: SupportsIndex, n: SupportsIndex) -> int:
    """Return the table of n+1 variables that is f where x_(n+1) has bit 0 and g where it has bit 1.

    Parameters
    ----------
    f, g
        Truth tables of n variables.
    n
        The number of variables of f and of g, at most 19.

    Returns
    -------
    int
        ``f | g << 2**n``, the selector in the last place.

    Raises
    ------
    InvalidArgument, TooLarge
        If f, g or n is out of range.

    Examples
    --------
    Gluing the constants 0 and 1 gives the function x_(n+1):

    >>> glue(0b0000, 0b1111, 2) == 0b11110000
    True

    See Also
    --------
    restrict : the two halves again.

    References
    ----------
    Claims MX-a, MX-c.
    """
    n = check_variables(n, most=MAX_VARIABLES - 1)
    return check_table(f, n) | check_table(g, n) << (1 << n)
