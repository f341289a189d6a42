r"""The symmetries that fix x_n move both halves h(., x_n = 0), h(., x_n = 1) of a table at once: look-up tables of their action on halves.

Property wanted: sets of functions of n <= 5 variables in which x_n plays a part of its own, closed under the 2^(n-1) (n-1)! permutations and negations of the other
variables only, with their numbers of functions.

Construction: a half is a function of n - 1 <= 4 variables, one of at most 2^16, so every symmetry is an array of images.  To each half belong the number of its class
and one symmetry that moves it to the least table of the class.  Applied to both halves, that symmetry sends (first, second) to (least, second'), where second' is
determined up to the symmetries that fix the least table.  A closed set is therefore a bit for each pair (class of the first half, second half), each row closed
under the symmetries that fix its class's least table, and it has as many functions as the sum over rows of class size times number of bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING

from symattn.threshold.symmetry import transform

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Halves = NDArray[np.uint16]


@dataclass(frozen=True, eq=False)
class HalfAction:
    """The action of the signed permutations of m <= 4 variables on all tables.

    Parameters
    ----------
    images
        Row by row the image of every table under one symmetry, shape (2^m m!, 2^(2^m)), dtype uint16.
    least
        The least image of every table.
    to_least
        A symmetry (a row of ``images``) that moves a table to its least image.
    classes, class_number
        The least tables, sorted; the number of each table's class in that list.
    class_sizes
        The number of tables of each class.

    Examples
    --------
    The six classes of two variables, and the symmetries that fix AND NOT of its least table, the indicator of the origin: two, the identity and the exchange:

    >>> action = HalfAction.on(2)
    >>> action.classes.tolist(), action.class_sizes.tolist()
    ([0, 1, 3, 6, 7, 15], [1, 4, 4, 2, 4, 1])
    >>> len(action.fixing(1)), [image[0b0001] for image in action.fixing(1)] == [1, 1]
    (2, True)

    See Also
    --------
    HalfPairs : sets of pairs of halves.

    References
    ----------
    OEIS A000616.
    """

    images: Halves
    least: Halves
    to_least: Halves
    classes: Halves
    class_number: NDArray[np.int64]
    class_sizes: NDArray[np.int64]

    @classmethod
    def on(cls, m: int) -> HalfAction:
        """Return the action on the tables of m <= 4 variables, computed once a process."""
        return _action(m)

    def fixing(self, number: int) -> list[Halves]:
        """Return the images of all tables under the symmetries that fix the least table of a class."""
        first = self.classes[number]
        return [image for image in self.images if image[first] == first]


@cache
def _action(m: int) -> HalfAction:
    import numpy as np

    tables = np.arange(1 << (1 << m), dtype=np.uint32)
    images = np.array(
        [
            transform(tables, m, permutation=order, negate=[i + 1 for i in range(m) if signs >> i & 1])
            for order in permutations(range(1, m + 1))
            for signs in range(1 << m)
        ],
        dtype=np.uint16,
    )
    least = images.min(axis=0)
    to_least = images.argmin(axis=0).astype(np.uint16)
    classes, number, sizes = np.unique(least, return_inverse=True, return_counts=True)
    return HalfAction(images, least, to_least, classes, number, sizes)


class HalfPairs:
    """A set of functions of n variables, closed under the symmetries of x_1, ..., x_(n-1), filled by pairs of halves.

    Parameters
    ----------
    n
        The number of variables, 1 <= n <= 5.

    Examples
    --------
    XOR and its complement are the two functions that are a literal at x_2 = 0 and the opposite one at x_2 = 1:

    >>> import numpy as np
    >>> pairs = HalfPairs(2)
    >>> pairs.add(np.array([0b10]), np.array([0b01]))
    >>> pairs.count(), [table.tolist() for table in pairs.tables()], pairs.functions().tolist()
    (2, [[9]], [9, 6])

    See Also
    --------
    HalfAction : the symmetries.

    References
    ----------
    Claims CAP-SYN-01, CAP-SYN-pm, CAP-SYN-mixed.
    """

    def __init__(self, n: int) -> None:
        import numpy as np

        self.n = n
        self.action = HalfAction.on(n - 1)
        self.seen = np.zeros((len(self.action.classes), len(self.action.least)), dtype=bool)

    def add(self, first: NDArray[np.integer], second: NDArray[np.integer]) -> None:
        """Add the functions with the halves (first, second), row by row."""
        action = self.action
        symmetry = action.to_least[first]
        self.seen[action.class_number[first], action.images[symmetry, second]] = True

    def close(self) -> None:
        """Add the images under the symmetries that fix a first half."""
        for number, row in enumerate(self.seen):
            filled = row.copy()
            for image in self.action.fixing(number):
                filled[image[row]] = True
            self.seen[number] = filled

    def count(self) -> int:
        """Return the number of functions of the closed set."""
        return sum(size * number for _, size, number in self.parts())

    def parts(self) -> list[tuple[int, int, int]]:
        """Return (least first half, number of first halves of its class, number of second halves for each) for each class."""
        import numpy as np

        self.close()
        numbers = np.count_nonzero(self.seen, axis=1).tolist()
        return list(zip(self.action.classes.tolist(), self.action.class_sizes.tolist(), numbers, strict=True))

    def functions(self) -> NDArray[np.uint32]:
        """Return all functions of the closed set, sorted by their first halves."""
        import numpy as np

        self.close()
        shift = np.uint32(1 << (self.n - 1))
        found = []
        for first, (number, symmetry) in enumerate(
            zip(self.action.class_number, self.action.to_least, strict=True)
        ):
            row = self.seen[number]
            if row.any():
                # The second halves that the symmetry moves into the row of the least first half.
                seconds = np.flatnonzero(row[self.action.images[symmetry]]).astype(np.uint32)
                found.append(np.uint32(first) | seconds << shift)
        return np.concatenate(found) if found else np.zeros(0, dtype=np.uint32)

    def tables(self) -> list[NDArray[np.uint32]]:
        """Return tables, class by class of the first half, of which all functions of the set are images."""
        import numpy as np

        self.close()
        shift = np.uint32(1 << (self.n - 1))
        return [
            np.uint32(first) | np.flatnonzero(row).astype(np.uint32) << shift
            for first, row in zip(self.action.classes, self.seen, strict=True)
            if row.any()
        ]
