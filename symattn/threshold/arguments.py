"""An argument is an integer in its range, an alphabet ``"01"`` or ``"pm"``, or a truth table below 2^(2^n).

What is not, is refused with the argument's name, the rule, the value and the range, before any computation.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable
from typing import SupportsIndex

from symattn.errors import InvalidArgument, TooLarge

MAX_VARIABLES = 20
"""Largest n of a truth table held as one integer of 2^n bits."""


def as_integer(value: SupportsIndex, name: str, *, least: int | None = None) -> int:
    """Return ``value`` as a Python integer, not below ``least``; a bool, a float or a text is none.

    Parameters
    ----------
    value
        Anything with ``__index__`` except a bool: Python and NumPy integers.
    name
        The argument's name, for the error.
    least
        The smallest integer accepted; None for no limit.

    Returns
    -------
    int
        The same integer.

    Raises
    ------
    InvalidArgument
        If ``value`` is no integer, or below ``least``.

    Examples
    --------
    A float is refused even where it is integral, so that nothing rounded enters a table:

    >>> as_integer(6, "table")
    6
    >>> as_integer(6.0, "table")
    Traceback (most recent call last):
    ...
    symattn.errors.InvalidArgument: table: must be an integer; received 6.0.
    >>> as_integer(0, "degree", least=1)
    Traceback (most recent call last):
    ...
    symattn.errors.InvalidArgument: degree: must be at least 1; received 0.

    See Also
    --------
    check_table : an integer that is a truth table.

    References
    ----------
    The book's chapter on notation.
    """
    if isinstance(value, bool):
        raise InvalidArgument(name, "must be an integer, not a bool", value)
    try:
        number = operator.index(value)
    except TypeError:
        raise InvalidArgument(name, "must be an integer", value) from None
    if least is not None and number < least:
        raise InvalidArgument(name, f"must be at least {least}", number)
    return number


def as_integers(values: Iterable[SupportsIndex], name: str) -> list[int]:
    """Return the values as a list of Python integers.

    Parameters
    ----------
    values
        A finite iterable of integers.
    name
        The argument's name, for the error.

    Returns
    -------
    list of int
        The same integers in the same order.

    Raises
    ------
    InvalidArgument
        If it is no iterable, or a value is no integer.

    Examples
    --------
    A text is no list of integers:

    >>> as_integers((1, 0), "point")
    [1, 0]
    >>> as_integers("10", "point")
    Traceback (most recent call last):
    ...
    symattn.errors.InvalidArgument: point: must be a list of integers; received '10'.

    See Also
    --------
    as_integer : one integer.

    References
    ----------
    The book's chapter on notation.
    """
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise InvalidArgument(name, "must be a list of integers", values)
    return [as_integer(value, name) for value in values]


def check_variables(n: SupportsIndex, *, most: int = MAX_VARIABLES, least: int = 0, name: str = "n") -> int:
    """Return n as an integer with least <= n <= most.

    Parameters
    ----------
    n
        A number of variables.
    most, least
        The range of n.
    name
        The argument's name, for the error.

    Returns
    -------
    int
        The number of variables.

    Raises
    ------
    InvalidArgument
        If n is no integer or is below ``least``.
    TooLarge
        If n is above ``most``.

    Examples
    --------
    The error names the range:

    >>> check_variables(3, most=5)
    3
    >>> check_variables(10**9, most=5)
    Traceback (most recent call last):
    ...
    symattn.errors.TooLarge: n: must be at most 5 here; received 1000000000. Choose 0 <= n <= 5.

    See Also
    --------
    check_table : the range of a table of n variables.

    References
    ----------
    The book's chapter on notation.
    """
    number = as_integer(n, name)
    hint = f"Choose {least} <= {name} <= {most}."
    if number < least:
        raise InvalidArgument(name, f"must be at least {least}", number, hint)
    if number > most:
        raise TooLarge(name, f"must be at most {most} here", number, hint)
    return number


def check_alphabet(inputs: str, *, name: str = "inputs", known: tuple[str, ...] = ("01", "pm")) -> str:
    """Return the alphabet's name: ``"01"`` for {0, 1}, ``"pm"`` for {-1, +1}.

    Parameters
    ----------
    inputs
        The name of an alphabet.
    name, known
        The argument's name, for the error, and the names it may have.

    Returns
    -------
    str
        The same name.

    Raises
    ------
    InvalidArgument
        If it is not one of ``known``.

    Examples
    --------
    Alphabets are never guessed:

    >>> check_alphabet("pm")
    'pm'
    >>> check_alphabet("+-")
    Traceback (most recent call last):
    ...
    symattn.errors.InvalidArgument: inputs: must be '01' or 'pm'; received '+-'.

    See Also
    --------
    points : the points over an alphabet.

    References
    ----------
    The book's chapter on notation.
    """
    if not isinstance(inputs, str) or inputs not in known:
        raise InvalidArgument(name, "must be " + " or ".join(map(repr, known)), inputs)
    return inputs


def check_table(table: SupportsIndex, n: SupportsIndex, *, most: int = MAX_VARIABLES) -> int:
    """Return the table as an integer with 0 <= table < 2^(2^n).

    Parameters
    ----------
    table
        A truth table; bit k is the value at x(k).
    n
        The number of variables.
    most
        The largest n accepted.

    Returns
    -------
    int
        The table.

    Raises
    ------
    InvalidArgument
        If the table or n is no integer, or the table is out of range.
    TooLarge
        If n is above ``most``.

    Examples
    --------
    A table of two variables has four bits:

    >>> check_table(0b0110, 2)
    6
    >>> check_table(16, 2)
    Traceback (most recent call last):
    ...
    symattn.errors.InvalidArgument: table: must lie in 0..2^(2^2) - 1 = 0..15; received 16.

    See Also
    --------
    evaluate : one value of a table.

    References
    ----------
    The book's chapter on notation.
    """
    n = check_variables(n, most=most)
    number = as_integer(table, "table")
    if number < 0 or number.bit_length() > 1 << n:
        largest = f" = 0..{2 ** (1 << n) - 1}" if n <= 5 else ""
        raise InvalidArgument("table", f"must lie in 0..2^(2^{n}) - 1{largest}", number)
    return number
