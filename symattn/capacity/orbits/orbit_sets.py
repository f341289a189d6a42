r"""A set of functions closed under permutations and negations of inputs is a union of orbits: one table of each, with the orbits' sizes.

Property wanted: sets of functions of n <= 5 variables that may have 10^9 members, in memory, with union, intersection, difference and complements.

Construction: two functions lie in one orbit of the 2^n n! signed permutations exactly if their `representative` is the same table, so a closed set is a sorted array
of representatives, 1.2 10^6 at most for n = 5, and set operations on the arrays are those on the sets.  The number of functions is the sum of the orbits' sizes.

All orbits, for n >= 1: negating x_n exchanges the halves h(., x_n = 0), h(., x_n = 1) of a table, and the symmetries of the other variables act on both halves at once.
So every orbit has a table whose first half is the least of its class, of no larger class number than the second, and whose second half is the least among its
images under the symmetries that fix the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold.arguments import as_integer, check_table, check_variables
from symattn.threshold.symmetry import orbit, orbit_size, representative

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tables = NDArray[np.uint32]

MAX_ORBITS = 5
"""Largest n whose orbits are listed: for n = 6 there are more than 4 10^14."""

MAX_ARRAY = 1 << 27
"""Most functions in one array of tables."""

_CHUNK = 1 << 22


@dataclass(frozen=True, eq=False)
class OrbitSet:
    """A set of functions of n variables that is closed under permutations and negations of inputs.

    It unpacks as the pair (representatives, sizes); ``|``, ``&`` and ``-`` are the operations on sets of functions.

    Parameters
    ----------
    n
        The number of variables, at most 5.
    representatives
        Sorted tables, one of each orbit, dtype uint32.
    sizes
        The number of functions of each orbit, dtype int64.

    Examples
    --------
    The gates of two variables are all functions but XOR and its complement:

    >>> gates, others = OrbitSet.of([0b0000, 0b1000, 0b1110, 0b1111, 0b1010], 2), OrbitSet.of([0b1001], 2)
    >>> gates.count, others.count, (gates & others).count, (gates | others) == all_functions(2)
    (14, 2, 0, True)
    >>> 0b0010 in gates, 0b0110 in gates, others.to_numpy().tolist()
    (True, False, [6, 9])

    See Also
    --------
    symattn.functions : sets of functions, by orbits where they are too many to list.

    References
    ----------
    OEIS A000616 (orbits of all functions), A000617 (of threshold functions).
    """

    n: int
    representatives: Tables
    sizes: NDArray[np.int64]

    def __post_init__(self) -> None:
        self.representatives.flags.writeable = self.sizes.flags.writeable = False

    @classmethod
    def of(cls, tables: Any, n: SupportsIndex) -> OrbitSet:
        """Return the least closed set that contains the given tables.

        Raises
        ------
        InvalidArgument, TooLarge
            If n is not in 0..5, or a table is out of range.
        """
        return cls.of_chunks([_as_tables(tables, check_variables(n, most=MAX_ORBITS))], n)

    @classmethod
    def of_chunks(cls, chunks: Iterable[Tables], n: SupportsIndex) -> OrbitSet:
        """Return the least closed set that contains all tables of the arrays, which are taken one after the other."""
        import numpy as np

        n = check_variables(n, most=MAX_ORBITS)
        found: Tables = np.zeros(0, dtype=np.uint32)
        waiting: list[Tables] = []
        held = 0
        # Equal tables are dropped before the costly step, in portions that bound the memory.
        for chunk in chunks:
            waiting.append(chunk)
            held += len(chunk)
            if held >= _CHUNK:
                found = _merged(found, waiting, n)
                waiting, held = [], 0
        return cls._closed(_merged(found, waiting, n), n)

    @classmethod
    def _closed(cls, representatives: Tables, n: int) -> OrbitSet:
        import numpy as np

        sizes = np.asarray(orbit_size(representatives, n), dtype=np.int64)
        return cls(n, representatives, sizes)

    @property
    def count(self) -> int:
        """The number of functions."""
        return int(self.sizes.sum())

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[NDArray[Any]]:
        return iter((self.representatives, self.sizes))

    def chunks(self, size: SupportsIndex = _CHUNK) -> Iterator[Tables]:
        """Yield all functions, orbit by orbit, in arrays of ``size`` tables or a little more."""
        import numpy as np

        step = as_integer(size, "size", least=1)
        waiting: list[Tables] = []
        held = 0
        for table in self.representatives.tolist():
            waiting.append(np.array(orbit(table, self.n), dtype=np.uint32))
            held += len(waiting[-1])
            if held >= step:
                yield np.concatenate(waiting)
                waiting, held = [], 0
        if waiting:
            yield np.concatenate(waiting)

    def to_numpy(self) -> Tables:
        """Return all functions, sorted.

        Raises
        ------
        TooLarge
            If there are more than 2^27: `chunks` gives them in parts.
        """
        import numpy as np

        if self.count > MAX_ARRAY:
            rule = f"must be at most {MAX_ARRAY} for one array"
            raise TooLarge("number of functions", rule, self.count, "Use chunks().")
        return np.sort(np.concatenate([np.zeros(0, dtype=np.uint32), *self.chunks()]))

    def _place(self, tables: Tables) -> NDArray[np.bool_]:
        """Return for each representative whether it is one of the set's."""
        import numpy as np

        place = np.searchsorted(self.representatives, tables)
        inside = place < len(self.representatives)
        inside[inside] = self.representatives[place[inside]] == tables[inside]
        return inside

    def holds(self, tables: Any) -> NDArray[np.bool_]:
        """Return for each table whether the function belongs to the set."""
        return self._place(representative(_as_tables(tables, self.n), self.n))

    def __contains__(self, table: object) -> bool:
        try:
            number = check_table(table, self.n)  # type: ignore[arg-type]
        except InvalidArgument:
            return False
        return bool(self.holds([number])[0])

    def _like(self, other: object) -> OrbitSet:
        if not isinstance(other, OrbitSet) or other.n != self.n:
            raise InvalidArgument("other", f"must be an orbit set of {self.n} variables", other)
        return other

    def where(self, mask: NDArray[np.bool_]) -> OrbitSet:
        """Return the set of the orbits marked in a list of bools."""
        return OrbitSet(self.n, self.representatives[mask], self.sizes[mask])

    def __and__(self, other: object) -> OrbitSet:
        return self.where(self._like(other)._place(self.representatives))

    def __sub__(self, other: object) -> OrbitSet:
        return self.where(~self._like(other)._place(self.representatives))

    def __or__(self, other: object) -> OrbitSet:
        import numpy as np

        new = self._like(other) - self
        joined = np.concatenate([self.representatives, new.representatives])
        order = np.argsort(joined)
        return OrbitSet(self.n, joined[order], np.concatenate([self.sizes, new.sizes])[order])

    def __le__(self, other: object) -> bool:
        return bool(self._like(other)._place(self.representatives).all())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, OrbitSet):
            return NotImplemented
        return self.n == other.n and self.representatives.tolist() == other.representatives.tolist()

    def __hash__(self) -> int:
        return hash((self.n, len(self.representatives), self.count))

    def complements(self) -> OrbitSet:
        """Return the set of the functions 1 - h, h in this set."""
        import numpy as np

        full = np.uint32((1 << (1 << self.n)) - 1)
        return OrbitSet.of(self.representatives ^ full, self.n)

    def tally(self) -> dict[str, Any]:
        """Return the sizes of the orbits with their numbers, from which another program derives the count."""
        import numpy as np

        values, numbers = np.unique(self.sizes, return_counts=True)
        pairs = [list(pair) for pair in zip(values.tolist(), numbers.tolist(), strict=True)]
        return {
            "kind": "orbits",
            "n": self.n,
            "complement": False,
            "total": str(self.count),
            "sizes": pairs,
        }

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {n, orbits, count, representatives}."""
        return {
            "n": self.n,
            "orbits": len(self.representatives),
            "count": self.count,
            "representatives": self.representatives.tolist(),
        }

    def _repr_latex_(self) -> str:
        return f"${self.count}$"

    def __repr__(self) -> str:
        return f"OrbitSet(n={self.n}, orbits={len(self.representatives)}, count={self.count})"


def _as_tables(tables: Any, n: int) -> Tables:
    import numpy as np

    values = np.asarray(tables)
    if values.ndim != 1 or (values.size and values.dtype.kind not in "iu"):
        raise InvalidArgument("tables", "must be a list of truth tables", tables)
    if values.size and not 0 <= int(values.min()) <= int(values.max()) < 1 << (1 << n):
        raise InvalidArgument("tables", f"must hold truth tables of {n} variables", tables)
    return values.astype(np.uint32)


def _merged(found: Tables, waiting: list[Tables], n: int) -> Tables:
    """Return the sorted representatives of what was found and of the tables that wait."""
    import numpy as np

    if not waiting:
        return found
    new = distinct(representative(distinct(np.concatenate(waiting)), n))
    return distinct(np.concatenate([found, new]))


def parts_by_ones(tables: Tables) -> list[tuple[str, int, int]]:
    """Return how many of the tables have k ones, for each k, as parts (label, 1, number) of a tally.

    Parameters
    ----------
    tables
        Distinct tables.

    Returns
    -------
    list of (str, int, int)
        The numbers add up to that of the tables.

    Examples
    --------
    >>> import numpy as np
    >>> parts_by_ones(np.array([0b0110, 0b1000, 0b0010], dtype=np.uint32))
    [('functions with 1 ones', 1, 2), ('functions with 2 ones', 1, 1)]

    See Also
    --------
    OrbitSet.tally : whole orbits.

    References
    ----------
    `symattn.certificates.tally`.
    """
    import numpy as np

    # uint32 tables, byte by byte: NumPy 1 has no count of bits.
    ones = np.unpackbits(np.ascontiguousarray(tables).view(np.uint8)).reshape(len(tables), -1).sum(axis=1)
    return [
        (f"functions with {k} ones", 1, int(number)) for k, number in enumerate(np.bincount(ones)) if number
    ]


def distinct(tables: Tables) -> Tables:
    """Return the sorted distinct tables; on millions of them many times faster than `numpy.unique`, which hashes.

    Parameters
    ----------
    tables
        An array of tables, which is not changed.

    Returns
    -------
    numpy array
        Sorted, each table once.

    Examples
    --------
    >>> import numpy as np
    >>> distinct(np.array([6, 1, 6], dtype=np.uint32)).tolist()
    [1, 6]

    See Also
    --------
    OrbitSet.of : one table an orbit.

    References
    ----------
    The documentation of `numpy.unique`.
    """
    import numpy as np

    ordered = np.sort(tables)
    first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def all_functions(n: SupportsIndex) -> OrbitSet:
    """Return the set of all 2^(2^n) functions of n variables, one table an orbit.

    Parameters
    ----------
    n
        The number of variables, at most 5.

    Returns
    -------
    OrbitSet
        With 2, 3, 6, 22, 402 orbits for n = 0..4 and 1.2 10^6 for n = 5; computed once a process.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..5.

    Examples
    --------
    >>> [len(all_functions(n).representatives) for n in range(5)]
    [2, 3, 6, 22, 402]
    >>> all(all_functions(n).count == 2 ** 2**n for n in range(5))
    True

    See Also
    --------
    OrbitSet : sets of functions.

    References
    ----------
    OEIS A000616.
    """
    return _all_functions(check_variables(n, most=MAX_ORBITS))


@cache
def _all_functions(n: int) -> OrbitSet:
    import numpy as np

    from symattn.capacity.orbits.half_actions import HalfAction

    if n == 0:
        return OrbitSet.of([0, 1], 0)
    action = HalfAction.on(n - 1)
    halves = np.arange(len(action.least), dtype=np.uint32)

    def tables() -> Iterator[Tables]:
        for number, first in enumerate(action.classes):
            kept = action.class_number >= number
            for image in action.fixing(number):
                kept &= halves <= image
            yield np.uint32(first) | halves[kept] << np.uint32(1 << (n - 1))

    return OrbitSet.of_chunks(tables(), n)
