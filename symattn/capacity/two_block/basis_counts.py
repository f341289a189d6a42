r"""B'_d(m) and B_e(n) count the sets of points of the cube on which the non-constant monomials, or all monomials, of bounded degree are independent.

Property wanted: the number of bases, exactly, without listing them.

Construction: the number is that of the bases of a matroid.  Choose elements in a fixed order; what is left is contracted by each chosen
element (one elimination step in integers), zero vectors are dropped and parallel ones counted together, and two missing elements are counted at once:
k parallel classes of w_1, ..., w_k vectors have sum_(i<j) w_i w_j independent pairs.

Derivation of what saves work.  Write D = D_d(m) and B_d(m) for the D-subsets of the whole cube with independent phi(u) = (u^I)_(|I| <= d).
The maps u -> u xor a permute the cube and keep the space of polynomials of degree at most d, so every point lies in equally many of these sets,
D B_d(m) / 2^m; those that contain 0 are the sets {0} and a basis: D B_d(m) = 2^m B'_d(m).  The rows (u^I)_u, |I| <= d, and ((-1)^|u| [u inside K])_u, |K| > d, span
orthogonal spaces of complementary dimension (sum over I inside u inside K of (-1)^|u| = 0), and [u inside K] is a product of m - |K| factors 1 - u_i.  So the complements of the sets
counted by B_d(m) are those counted by B_(m-d-1)(m), and the smaller of the two degrees is enumerated.
"""

from __future__ import annotations

from math import comb, gcd
from typing import SupportsIndex

from symattn.capacity.two_block.bases import (
    MAX_LISTED,
    Vector,
    check_sizes,
    monomial_vector,
    nonconstant_monomials,
)
from symattn.errors import TooLarge

_MAX_NODES = 10**6


def bases_count(m: SupportsIndex, degree: SupportsIndex = 1) -> int:
    """Return B'_d(m), the number of D'-subsets of {0,1}^m without 0 whose vectors phi'(u) are linearly independent over Q.

    Parameters
    ----------
    m
        The number of variables.
    degree
        d >= 0.

    Returns
    -------
    int
        The number of bases; it is 1 for d >= m, where all non-zero points form the only one, and for d = 0 (the empty set).

    Raises
    ------
    InvalidArgument
        If m or the degree is negative or no integer.
    TooLarge
        If the enumeration would have more than 10^6 nodes: m <= 6 for degree 1, m <= 4 for degree 2.

    Examples
    --------
    For d = 1 these are the nonsingular 0/1 matrices of order m, of which 1, 6, 174, 22560 exist, up to the order of their rows:

    >>> [bases_count(m) for m in (1, 2, 3, 4)]
    [1, 3, 29, 940]
    >>> [bases_count(m) * k for m, k in ((1, 1), (2, 2), (3, 6), (4, 24))]
    [1, 6, 174, 22560]
    >>> bases_count(3, 2), bases_count(4, 2), bases_count(3, 3)
    (7, 2068, 1)

    See Also
    --------
    unisolvent_count : the same with the constant monomial and the point 0.
    bases_lower_bound : a bound without enumeration.

    References
    ----------
    Claims RV-6-09, RV-6-09-dual; nonsingular 0/1 matrices are OEIS A055165.
    """
    m, d = check_sizes(m, degree)
    if d >= m:
        return 1
    low = min(d, m - d - 1)
    count = _count(m, low)
    # D_low(m) B'_d(m) = D_d(m) B'_low(m).
    return count * (nonconstant_monomials(m, d) + 1) // (nonconstant_monomials(m, low) + 1)


def _count(m: int, d: int) -> int:
    """Return B'_d(m) by contraction: every basis has D' elements, and permutations of the variables leave one case for each |u|."""
    if d == 0:
        return 1
    rank = nonconstant_monomials(m, d)
    if m > MAX_LISTED or comb((1 << m) - 1, max(rank - 2, 0)) > _MAX_NODES:
        hint = "bases_lower_bound(m, degree) bounds it from below."
        raise TooLarge("m", f"gives an enumeration of more than {_MAX_NODES} sets of points", m, hint)
    vectors = [monomial_vector(u, m, d) for u in range(1, 1 << m)]
    if rank == 1:
        return len(vectors)
    total = 0
    for size in range(1, m + 1):
        first = vectors[(1 << size) - 2]
        total += comb(m, size) * _independent([(vector, 1) for vector in vectors], first, rank - 1)
    return total // rank


def _independent(classes: list[tuple[Vector, int]], chosen: Vector, rank: int) -> int:
    """Return the number of ``rank``-subsets of the vectors that are independent together with ``chosen``."""
    left = list(_contracted(classes, chosen).items())
    if rank == 1:
        return sum(weight for _, weight in left)
    if rank == 2:
        return (sum(weight for _, weight in left) ** 2 - sum(weight**2 for _, weight in left)) // 2
    return sum(
        weight * _independent(left[k + 1 :], vector, rank - 1) for k, (vector, weight) in enumerate(left)
    )


def _contracted(classes: list[tuple[Vector, int]], chosen: Vector) -> dict[Vector, int]:
    """Return the vectors modulo ``chosen``, parallel ones together, without those that become zero."""
    pivot = next(k for k, entry in enumerate(chosen) if entry)
    scale = chosen[pivot]
    merged: dict[Vector, int] = {}
    for vector, weight in classes:
        factor = vector[pivot]
        image = [scale * a - factor * b for a, b in zip(vector, chosen, strict=True)]
        del image[pivot]
        # Parallel integer vectors have the same primitive vector up to sign.
        divisor = gcd(*image)
        if divisor:
            sign = next(1 if entry > 0 else -1 for entry in image if entry)
            key = tuple(sign * entry // divisor for entry in image)
            merged[key] = merged.get(key, 0) + weight
    return merged


def unisolvent_count(n: SupportsIndex, degree: SupportsIndex = 1) -> int:
    """Return B_e(n), the number of D_e(n)-subsets of {0,1}^n on which no non-zero polynomial of degree at most e vanishes.

    Parameters
    ----------
    n
        The number of variables.
    degree
        e >= 0.

    Returns
    -------
    int
        2^n B'_e(n) / D_e(n).

    Raises
    ------
    InvalidArgument, TooLarge
        As `bases_count`.

    Examples
    --------
    For e = 1 these are the simplices with vertices in the cube, for e = 0 the points:

    >>> [unisolvent_count(n) for n in (1, 2, 3, 4)]
    [1, 4, 58, 3008]
    >>> unisolvent_count(2, 2), unisolvent_count(3, 2), unisolvent_count(3, 0)
    (1, 8, 8)

    See Also
    --------
    bases_count : the sets that contain 0, without it.

    References
    ----------
    Claim RV-6-09-dual; claim RV-5, where they count vertices.
    """
    n, e = check_sizes(n, degree)
    if e >= n:
        return 1
    return (bases_count(n, e) << n) // (nonconstant_monomials(n, e) + 1)
