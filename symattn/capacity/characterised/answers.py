"""The answer of a second method is a number of functions, and where the method yields them the functions: sorted codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symattn.capacity.characterised.function_orbits import Orbits
from symattn.errors import UnknownName

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Answer:
    """The number of functions, and how to list them as codes (sorted, dtype uint64), None where the method counts without listing."""

    count: int
    codes: Callable[[], Any] | None = None


def listed(codes: Any) -> Answer:
    """Return the answer of a list of codes, each once.

    Parameters
    ----------
    codes
        An array or a list of non-negative integers, in any order.

    Returns
    -------
    Answer
        Their number and the sorted codes.

    Examples
    --------
    >>> listed([3, 1, 3]).codes().tolist()
    [1, 3]

    See Also
    --------
    united : the answer of decided orbits.

    References
    ----------
    Claim RV-1.
    """
    import numpy as np

    unique = np.unique(np.asarray(codes, dtype=np.uint64))
    return Answer(len(unique), lambda: unique)


def united(orbits: Orbits, kept: NDArray[np.bool_]) -> Answer:
    """Return the answer that the union of some orbits is: the sum of their sizes, and their members.

    Parameters
    ----------
    orbits, kept
        Orbits of all functions of n variables, and which of them belong to the class.

    Returns
    -------
    Answer
        The number, by sizes, and the tables.

    Examples
    --------
    >>> import numpy as np
    >>> from symattn.capacity.characterised.function_orbits import function_orbits, moves
    >>> classes = function_orbits(2, moves(2))
    >>> answer = united(classes, classes.representatives != 6)
    >>> answer.count, answer.count == len(answer.codes())
    (14, True)

    See Also
    --------
    listed : the answer of a list.

    References
    ----------
    Claim RV-1.
    """
    import numpy as np

    return Answer(int(orbits.sizes[kept].sum()), lambda: np.flatnonzero(kept[orbits.place]).astype(np.uint64))


def codes_of(answer: Answer) -> Any:
    """Return the functions of an answer that lists them.

    Parameters
    ----------
    answer
        An answer with codes.

    Returns
    -------
    numpy array
        Sorted codes, dtype uint64.

    Raises
    ------
    UnknownName
        If the method counts without listing.

    Examples
    --------
    >>> codes_of(listed([2, 1])).tolist()
    [1, 2]

    See Also
    --------
    listed, united

    References
    ----------
    Claim RV-1.
    """
    if answer.codes is None:
        hint = "enumerated_codes lists them where they are few."
        raise UnknownName("codes", "are not listed by this method, which only counts", answer.count, hint)
    return answer.codes()
