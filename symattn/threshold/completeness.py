"""A list of threshold gates which no change of one value leaves, except to non-gates, is the whole list.

Property wanted: no threshold gate of n variables is missing from `threshold_functions(n)`.

Construction: take each gate f of the list and each point x(k), and change the value of f there.  Either the
result is in the list, or a Farkas certificate shows that it is no threshold gate.

Derivation: gates are the regions of the hyperplanes {(b, w) : b + w.x(k) = 0} in R^(n+1) (N1: ties can be
removed). Let g be any gate and join a point of the region of some f in the list to a point of the region of
g by a segment that meets no intersection of two of the hyperplanes; almost every choice of the end point
does.  The hyperplanes are distinct, because the vectors (1, x(k)) are pairwise not proportional; so the
segment crosses them one at a time and each crossing changes one value.  The first gate of the segment
outside the list would be one value away from a gate of the list, and the certificates exclude it.  So g is
in the list. Permutations and negations of the inputs carry gates to gates and points to points; for a list
that they keep, one f of each class suffices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, SupportsIndex

from symattn.certificates.threshold import NotThreshold
from symattn.threshold.arguments import check_variables
from symattn.threshold.enumeration import MAX_ENUMERATED, canonical_gates, threshold_functions
from symattn.threshold.separability import is_threshold
from symattn.threshold.symmetry import transform


@dataclass(frozen=True)
class Completeness:
    """The proof that T(n) is the length of the list: Farkas certificates for the tables one value outside it.

    Parameters
    ----------
    n
        The number of variables.
    count
        The length of the list, hence T(n) if the proof checks.
    walls
        The number of single changes that lead from a canonical gate to a gate of the list.
    certificates
        One `NotThreshold` for each table, not in the list, one value away from a canonical gate.

    Examples
    --------
    One change leads from a gate of two variables out of the list exactly for the two tables XOR and XNOR:

    >>> proof = wall_certificates(2)
    >>> proof.count, proof.check(), [certificate.table for certificate in proof.certificates]
    (14, True, [6, 9])

    See Also
    --------
    wall_certificates : the function that returns it.

    References
    ----------
    The book's chapter on counting threshold functions.
    """

    n: int
    count: int
    walls: int
    certificates: tuple[NotThreshold, ...]

    def check(self) -> bool:
        """Return whether list, symmetries and certificates together prove that T(n) = count.

        Re-checked: every listed gate by its weights, the list's invariance under generators of the
        symmetries, a certificate for every table one value outside it.  The search is not used.
        """
        gates = threshold_functions(self.n)
        if len(gates) != self.count or not _listed_gates_check(self.n) or not _invariant(self.n):
            return False
        excluded = {certificate.table for certificate in self.certificates if certificate.n == self.n}
        walls = 0
        for gate in canonical_gates(self.n):
            # One representative of each class: it must itself be in the list.
            if gate.table not in gates or not gate.check():
                return False
            for k in range(1 << self.n):
                changed = gate.table ^ 1 << k
                if changed in gates:
                    walls += 1
                elif changed not in excluded:
                    return False
        return (
            walls == self.walls
            and _classes_are_covered(self.n)
            and all(certificate.check() for certificate in self.certificates)
        )

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {n, count, walls, certificates}."""
        return {
            "n": self.n,
            "count": self.count,
            "walls": self.walls,
            "certificates": [certificate.to_json() for certificate in self.certificates],
        }


def _listed_gates_check(n: int) -> bool:
    """Return whether the tables of the list are distinct and computed by their integer weights."""
    import numpy as np

    gates = threshold_functions(n)
    cube = (np.arange(1 << n)[:, None] >> np.arange(n)) & 1
    found = np.zeros(len(gates), dtype=np.uint64)
    for k, point in enumerate(cube):
        one = gates.weights[:, :-1] @ point + gates.weights[:, -1] >= 0
        found |= one.astype(np.uint64) << np.uint64(k)
    return bool((found == gates.tables).all() and (np.diff(found.astype(np.int64)) > 0).all())


def _invariant(n: int) -> bool:
    """Return whether exchanging x_i, x_(i+1) and negating x_1 keep the list; they generate the group."""
    import numpy as np

    tables = threshold_functions(n).tables
    images = [transform(tables, n, negate=(1,))] if n else []
    for i in range(1, n):
        images.append(transform(tables, n, permutation=[*range(1, i), i + 1, i, *range(i + 2, n + 1)]))
    return all(bool((np.sort(image) == tables).all()) for image in images)


def _classes_are_covered(n: int) -> bool:
    """Return whether the orbits of the canonical gates, grown under the generators, fill the list."""
    import numpy as np

    gates = threshold_functions(n)
    reached = np.array(sorted({gate.table for gate in canonical_gates(n)}), dtype=np.uint32)
    while True:
        images = [reached]
        if n:
            images.append(transform(reached, n, negate=(1,)))
        for i in range(1, n):
            images.append(transform(reached, n, permutation=[*range(1, i), i + 1, i, *range(i + 2, n + 1)]))
        grown = np.unique(np.concatenate(images))
        if len(grown) == len(reached):
            return bool(len(grown) == len(gates) and (grown == gates.tables).all())
        reached = grown


def wall_certificates(n: SupportsIndex) -> Completeness:
    """Return the proof that `threshold_functions(n)` is complete: T(n) is its length.

    Parameters
    ----------
    n
        The number of variables, at most 5.

    Returns
    -------
    Completeness
        The count and the Farkas certificates; ``.check()`` re-checks the proof.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..5.

    Examples
    --------
    T(3) = 104, proved:

    >>> proof = wall_certificates(3)
    >>> proof.count, proof.check()
    (104, True)

    See Also
    --------
    threshold_functions : the list.

    References
    ----------
    The book's chapter on counting threshold functions.
    """
    n = check_variables(n, most=MAX_ENUMERATED)
    gates = threshold_functions(n)
    walls = 0
    outside: set[int] = set()
    for gate in canonical_gates(n):
        for k in range(1 << n):
            changed = gate.table ^ 1 << k
            if changed in gates:
                walls += 1
            else:
                outside.add(changed)
    answers = (is_threshold(table, n).certificate for table in sorted(outside))
    # A gate outside the list would have weights instead: its table lacks a certificate, check() is False.
    certificates = tuple(answer for answer in answers if isinstance(answer, NotThreshold))
    return Completeness(n=n, count=len(gates), walls=walls, certificates=certificates)
