"""A class contains two slices of gates of fewer variables, and the gates themselves: T_d(n-1)^2 or T_d(n) from below, v^(2^n) from above.

Selectors glue gates of fewer variables into one function, from which they can be read off; a gate that is constantly 1 is neutral.  Of no
variables there are constants only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symattn.capacity.bounds.gate_bounds import CAP, NEUTRAL, Bound, Gates, combined, greatest, number
from symattn.errors import InvalidArgument

if TYPE_CHECKING:
    from symattn.capacity.class_options import ClassOptions


@dataclass(frozen=True)
class Enclosing:
    """A lower and an upper bound of a class of functions of n variables with so many values at each point.

    Parameters
    ----------
    lower, upper
        The two bounds.
    variables, values
        The class has at most values^(2^variables) functions.

    Examples
    --------
    >>> pair = constants(1, 2, Gates(15, sharp=False))
    >>> pair.lower.claims, pair.variables, pair.values
    (('BY-13', 'RV-1-list'), 0, 2)

    See Also
    --------
    symattn.capacity.bounds.mechanisms.enclosing : makes it for every class.

    References
    ----------
    Claim CAP-cap.
    """

    lower: Bound
    upper: Bound
    variables: int
    values: int = 2


def check_least(options: ClassOptions, smallest: int) -> None:
    """Refuse n below the smallest number of variables of a class.

    Parameters
    ----------
    options
        The class and its options.
    smallest
        The smallest n.

    Raises
    ------
    InvalidArgument
        If n is smaller.

    Examples
    --------
    >>> from symattn.capacity.class_options import class_options
    >>> check_least(class_options("glued", 1, {}, most=5), 1)

    See Also
    --------
    constants : the case of no variables.

    References
    ----------
    The command line's options: ``symattn bounds --help``.
    """
    if options.n < smallest:
        rule = f"must be at least {smallest} for this class of {options.cls}"
        raise InvalidArgument("n", rule, options.n, "With no variables left there is nothing to gate.")


def two_slices(claim: str, n: int, degrees: tuple[int, int], gates: Gates) -> Bound:
    """Return log2 of T_d1(n-1) T_d2(n-1), or of T_d(n) where the other gate is constant, whichever is larger.

    Parameters
    ----------
    claim
        The id of the claim that glues two gates of n - 1 variables.
    n, degrees
        The number of variables, and the degrees of the two gates.
    gates
        The bounds of the numbers of gates.

    Returns
    -------
    Bound
        A bound from below of any class with a gluing and a neutral gate.

    Examples
    --------
    >>> two_slices("CAP-AND", 1, (1, 1), Gates(15, sharp=False)).low  # T(0)^2 = 4
    Fraction(2, 1)

    See Also
    --------
    symattn.capacity.bounds.products.products : a class it is made for.

    References
    ----------
    Claims CAP-AND, BY-13.
    """
    lower = []
    if n:
        lower.append(combined(claim, *(gates.at_least(n - 1, d) for d in degrees)))
    # Gates of one kind are themselves pairs of slices, T_d(n) <= T_d(n-1)^2.
    if not n or degrees[0] != degrees[1]:
        lower += [combined(NEUTRAL, gates.at_least(n, d)) for d in degrees]
    return greatest(*lower)


def constants(outputs: int, values: int, gates: Gates) -> Enclosing:
    """Return the bounds of a class of functions of no variables: at least two gates for each output, at most all values.

    Parameters
    ----------
    outputs, values
        The number of outputs with a gate of their own, and of values at the only point.
    gates
        The bounds of the numbers of gates.

    Returns
    -------
    Enclosing
        The bounds.

    Examples
    --------
    >>> pair = constants(1, 2, Gates(15, sharp=False))
    >>> pair.lower.low == pair.upper.high == 1
    True

    See Also
    --------
    two_slices : more variables.

    References
    ----------
    Claims BY-13, CAP-cap.
    """
    lower = combined(NEUTRAL, (gates.at_least(0), outputs))
    return Enclosing(lower, number(values, CAP, gates.digits), 0, values)
