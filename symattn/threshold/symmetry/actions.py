"""Permutations and negations of the inputs, 2^n n! of them, act on truth tables and keep threshold gates.

A signed permutation sends f to g(x) = f(y), y_i = x_(pi(i)), negated for the i in a given set.  On tables
negating x_i exchanges the bits k and k xor 2^(i-1), and exchanging x_i, x_j exchanges the bits whose
positions differ in these two places: masks and shifts, the same for one Python integer and for a NumPy
array of tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, SupportsIndex, TypeVar

from symattn.errors import InvalidArgument
from symattn.threshold.arguments import as_integers, check_table, check_variables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = TypeVar("Tables", int, NDArray[np.unsignedinteger[Any]])

Move = tuple[int, int]

MAX_SYMMETRY = 6
"""Largest n whose symmetries are searched: 2^n n! = 46080 of them, and a table fills one 64-bit word."""


@cache
def mask(n: int, ones: tuple[int, ...], zeros: tuple[int, ...]) -> int:
    """Return the table that is 1 at the k with the bits ``ones`` set and the bits ``zeros`` not set."""
    return sum(
        1 << k for k in range(1 << n) if all(k >> i & 1 for i in ones) and not any(k >> i & 1 for i in zeros)
    )


def negated(table: Tables, n: int, i: int) -> Tables:
    """Negate the variable of bit i."""
    low: Any = mask(n, (), (i,))
    shift = 1 << i
    result: Tables = (table & low) << shift | table >> shift & low
    return result


def exchanged(table: Tables, n: int, i: int, j: int) -> Tables:
    """Exchange the variables of the bits i and j."""
    i, j = min(i, j), max(i, j)
    lower: Any = mask(n, (i,), (j,))
    shift = (1 << j) - (1 << i)
    kept = (1 << (1 << n)) - 1 - lower - (lower << shift)
    result: Tables = table & kept | (table & lower) << shift | table >> shift & lower
    return result


def checked(table: Any, n: int) -> Any:
    """Return a Python integer or an array of unsigned integers whose entries are tables of n variables."""
    if not hasattr(table, "dtype") or getattr(table, "ndim", 0) == 0:
        return check_table(table, n)
    if table.dtype.kind != "u" or table.dtype.itemsize * 8 < 1 << n:
        rule = f"must be an array of unsigned integers of at least {1 << n} bits"
        raise InvalidArgument("table", rule, str(table.dtype))
    if table.size:
        check_table(int(table.max()), n)
    return table


def transform(
    table: Tables,
    n: SupportsIndex,
    *,
    permutation: Sequence[SupportsIndex] | None = None,
    negate: Iterable[SupportsIndex] = (),
    complement: bool = False,
) -> Tables:
    """Return the table of g(x) = f(y), y_i = x_(pi(i)), with y_i negated for i in ``negate``.

    Parameters
    ----------
    table
        A truth table of n variables, or a NumPy array of them with an unsigned dtype of at least 2^n bits.
    n
        The number of variables.
    permutation
        pi(1), ..., pi(n), a permutation of 1..n; the identity if not given.
    negate
        The indices i, in 1..n, of the arguments of f that are negated.
    complement
        Whether 1 - g is returned.

    Returns
    -------
    int or numpy array
        The transformed table or tables, of the kind that was given.

    Raises
    ------
    InvalidArgument
        If a table is out of range, or the permutation or an index is none of 1..n.
    TooLarge
        If n > 20.

    Examples
    --------
    Negating both arguments of OR and its value gives AND, which is De Morgan's law:

    >>> transform(0b1110, 2, negate=(1, 2), complement=True) == 0b1000
    True

    The gate x_1 and not x_2 has x_2 and not x_1 as its mirror image:

    >>> transform(0b0010, 2, permutation=(2, 1)) == 0b0100
    True

    See Also
    --------
    orbit : all images of a table.

    References
    ----------
    OEIS A000617 (NP classes of threshold functions), A000370 (NPN classes).
    """
    n = check_variables(n)
    table = checked(table, n)
    flips = sorted(set(as_integers(negate, "negate")))
    if any(not 1 <= i <= n for i in flips):
        raise InvalidArgument("negate", f"must hold indices in 1..{n}", flips)
    target = list(range(1, n + 1))
    if permutation is not None:
        target = as_integers(permutation, "permutation")
        if sorted(target) != list(range(1, n + 1)):
            raise InvalidArgument("permutation", f"must be a permutation of 1..{n}", tuple(target))
    for i in flips:
        table = negated(table, n, i - 1)
    # Invariant: table is f at (x_current(1), ..., x_current(n)).  Exchanging the names current(i) and
    # target(i) settles place i and leaves the places already settled, since their names are other ones.
    current = list(range(1, n + 1))
    for i in range(n):
        a, b = current[i], target[i]
        if a != b:
            table = exchanged(table, n, a - 1, b - 1)
            current = [b if name == a else a if name == b else name for name in current]
    return (1 << (1 << n)) - 1 - table if complement else table


@cache
def _plain_changes(n: int) -> tuple[int, ...]:
    """Return the exchanges of neighbours (p, p+1) that run through all n! arrangements: bell-ringers' order.

    The n-th element sweeps through the others; whenever it is at an end, the others make their next change,
    shifted by one place if it stands at the left end.
    """
    if n < 2:
        return ()
    down = tuple(range(n - 2, -1, -1))
    changes: tuple[int, ...] = ()
    for step, inner in enumerate((*_plain_changes(n - 1), -1)):
        at_left = step % 2 == 0
        changes += down if at_left else down[::-1]
        if inner >= 0:
            changes += (inner + at_left,)
    return changes


def _snake(outer: tuple[Move, ...], inner: tuple[Move, ...]) -> tuple[Move, ...]:
    """Return the moves that run through ``inner`` before, between and after those of ``outer``.

    A move is its own inverse, so that running back undoes running through: every second time.
    """
    moves, back = inner, False
    for move in outer:
        back = not back
        moves += (move, *(inner[::-1] if back else inner))
    return moves


@cache
def residual_moves(blocks: tuple[int, ...], zeros: int) -> tuple[Move, ...]:
    """Return moves through all permutations inside blocks of neighbouring variables, signed ones in the last.

    ``blocks`` are the lengths of the first blocks, ``zeros`` that of the last, whose variables are negated
    too; the group has ``prod(factorials) * 2**zeros`` elements and is passed through once, starting at the
    identity.  A move (i, i) negates the variable of bit i, a move (i, j) exchanges two.
    """
    start = sum(blocks)
    # Gray code: the sign that changes in the k-th step is the lowest bit of k.
    gray = tuple((start + (k & -k).bit_length() - 1,) * 2 for k in range(1, 1 << zeros))
    moves: tuple[Move, ...] = _snake(_block_moves(start, zeros), gray)
    for length in reversed(blocks):
        start -= length
        moves = _snake(moves, _block_moves(start, length))
    return moves


def _block_moves(start: int, length: int) -> tuple[Move, ...]:
    return tuple((start + change, start + change + 1) for change in _plain_changes(length))


def moved(table: Tables, n: int, move: Move) -> Tables:
    """Return the table after one move: a negation (i, i) or an exchange (i, j)."""
    i, j = move
    return negated(table, n, i) if i == j else exchanged(table, n, i, j)


def images(table: Tables, n: int) -> Iterator[Tables]:
    """Yield the table's images under all 2^n n! signed permutations, each by one exchange or negation."""
    yield table
    for move in residual_moves((), n):
        table = moved(table, n, move)
        yield table


def orbit(table: SupportsIndex, n: SupportsIndex, *, complement: bool = False) -> tuple[int, ...]:
    """Return all images of a table under the 2^n n! permutations and negations of its inputs, sorted.

    Parameters
    ----------
    table, n
        A truth table of n <= 6 variables.
    complement
        Whether the complements of the images belong to the orbit too.

    Returns
    -------
    tuple of int
        The distinct images in increasing order.

    Raises
    ------
    InvalidArgument, TooLarge
        If the table or n is out of range.

    Examples
    --------
    AND of two literals is the indicator of one point, so that there are four; with complements OR joins:

    >>> orbit(0b1000, 2)
    (1, 2, 4, 8)
    >>> orbit(0b1000, 2, complement=True)
    (1, 2, 4, 7, 8, 11, 13, 14)

    See Also
    --------
    canonical_form : the least element of the orbit.
    orbit_size : its number of elements.

    References
    ----------
    OEIS A000617 (NP classes of threshold functions), A000370 (NPN classes).
    """
    n = check_variables(n, most=MAX_SYMMETRY)
    found = set(images(check_table(table, n), n))
    if complement:
        full = (1 << (1 << n)) - 1
        found |= {full - image for image in found}
    return tuple(sorted(found))
