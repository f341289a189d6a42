r"""The signs of b + w.y at finitely many points y are listed by integer weights, and the list is complete when it is as long as the number of regions.

Property wanted: all patterns (H(b + w.y))_y for real w and b on a set of points y with small integer coordinates, such as {-1, 0, 1}^n.

Construction: all integer weights from -K to K and all integer biases, for K = 1, 2, ..., until the number of patterns is that of the regions of the arrangement of the hyperplanes
b + w.y = 0 in the space of (w, b), one for each y.

Derivation: with a free bias the patterns are the strict signs, one for each region.  Integer weights only ever give patterns that exist, and the number of regions is found without
them, by deletion and restriction (`Arrangement.regions`).  A list with as many different entries misses none; every region has an integer point, so some K suffices.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import count, product
from typing import TYPE_CHECKING

from symattn.capacity.arrangements.arrangement import Arrangement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["point_signs"]


def point_signs(points: Sequence[tuple[int, ...]]) -> NDArray[np.bool_]:
    """Return all rows (H(b + w.y)) over the points y, for real w and b.

    Parameters
    ----------
    points
        At most 62 different points with n <= 4 small integer coordinates.

    Returns
    -------
    numpy array
        Distinct rows of shape (regions, points), sorted, dtype bool, read-only.

    Examples
    --------
    On the three points -1, 0, 1 of a line all patterns but the two that change twice:

    >>> point_signs([(-1,), (0,), (1,)]).astype(int).tolist()
    [[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 0, 1], [0, 1, 1], [1, 1, 1]]

    See Also
    --------
    symattn.capacity.Arrangement : the number of regions.

    References
    ----------
    Claims CAP-SYN-all, LAY-4.
    """
    return _point_signs(tuple(map(tuple, points)))


@cache
def _point_signs(points: tuple[tuple[int, ...], ...]) -> NDArray[np.bool_]:
    import numpy as np

    regions = Arrangement([(1, *point) for point in points]).regions()
    columns = np.array(points, dtype=np.int64).T
    bits = np.left_shift(np.int64(1), np.arange(len(points)))
    for largest in count(1):
        weights = np.array(list(product(range(-largest, largest + 1), repeat=len(columns))))
        sums = weights @ columns
        bound = int(np.abs(sums).max())
        codes = np.unique(
            np.concatenate([np.unique((sums + b >= 0) @ bits) for b in range(-bound - 1, bound + 1)])
        )
        if len(codes) == regions:
            break
    rows = np.asarray((codes[:, None] >> np.arange(len(points))) & 1, dtype=bool)
    rows.flags.writeable = False
    return rows
