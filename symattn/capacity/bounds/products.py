"""Products of k threshold gates number at least T_d(n-r)^k, r = ceil(log2 k), and at most T_d(n)^k / k! or so.

From below: selectors glue any k gates of fewer variables into one product, from which they can be read off; and a gate that is constantly 1
is neutral, so that the products of fewer gates are among those of more.  From above: products do not depend on the order of the factors, and
for values in {-1, 1} not on an even number of signs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symattn.capacity.bounds.gate_bounds import (
    CAP,
    NEUTRAL,
    Bound,
    Gates,
    combined,
    excess,
    greatest,
    least,
    log2_factorial,
    number,
)
from symattn.capacity.bounds.slices import Enclosing, check_least, constants, two_slices

if TYPE_CHECKING:
    from symattn.capacity.class_options import ClassOptions


def output_gating(options: ClassOptions, gates: Gates) -> Enclosing:
    """Return the bounds of output gating with its options: products, shared gates, different inputs, no biases.

    Parameters
    ----------
    options
        The class and its options.
    gates
        The bounds of the numbers of gates.

    Returns
    -------
    Enclosing
        The bounds.

    Raises
    ------
    InvalidArgument
        If n is too small for the option.

    Examples
    --------
    >>> from symattn.capacity.class_options import class_options
    >>> options = class_options("output-gating", 3, {"units": 2}, most=5)
    >>> output_gating(options, Gates(15, sharp=False)).upper.claim
    'LAY-2'

    See Also
    --------
    symattn.capacity.bounds.mechanisms.enclosing : all classes.

    References
    ----------
    Claims CAP-AND to CAP-DIFF-shared, CAP-0-pm, CAP-0-01, CAP-TERN-0, LAY-2.
    """
    if options["bias"] == "none":
        return _without_bias(options, gates)
    if options["units"] > 1:
        return _shared_gate(options, gates)
    # For n = 0 all n variables are common and none is: the formula for disjoint inputs is exact.
    if options["gates"] == 2 and not (options.n and options.common):
        return _different_inputs(options, gates)
    return products(options.n, options["gate"], options["gates"], options.degrees, gates)


def products(n: int, gate: str, k: int, degrees: tuple[int, int], gates: Gates) -> Enclosing:
    """Return the bounds of products of k gates: T_d(n-r)^k with r = ceil(log2 k) selectors, and at most k of T_d(n) gates.

    Parameters
    ----------
    n, gate, k
        The number of variables, the alphabet of the gates' values, the number of gates.
    degrees
        Of the gated and of the gating gates; equal for k > 2.
    gates
        The bounds of the numbers of gates.

    Returns
    -------
    Enclosing
        The bounds.

    Examples
    --------
    >>> pair = products(6, "pm", 2, (1, 1), Gates(15, sharp=False))
    >>> pair.upper.claims
    ('CAP-XOR', 'RV-3-T')

    See Also
    --------
    sums : sums of two gates.

    References
    ----------
    Claims CAP-AND, CAP-XOR, CAP-TERN, CAP-TERN-k, CAP-K1, CAP-K1-deg, CAP-d, CAP-K1-d, CAP-d-pairs.
    """
    first, second = degrees
    if k == 1:
        return Enclosing(gates.at_least(n, first), gates.at_most(n, first), n)
    values = 3 if gate == "mixed" else 2
    if not n:
        return constants(1, values, gates)
    lower = [two_slices(_product_claim(gate, 2, degrees), n, degrees, gates)]
    # Products of j <= k gates are among those of k; with r selectors the most slices are the best.
    for r in range(2, min(n, (k - 1).bit_length()) + 1):
        j = min(k, 1 << r)
        lower.append(combined(_product_claim(gate, j, degrees), (gates.at_least(n - r, first), j)))
    gated, gating = gates.at_most(n, first), gates.at_most(n, second)
    if k == 2:
        # Unordered pairs of gates of one kind; up to the signs of both for values in {-1, 1}.
        shift = 0 if first != second else {"01": -1, "pm": -2, "mixed": 0}[gate]
        claim = _product_claim(gate, 2, degrees)
        upper = combined(claim, gated, gating, shift=shift)
    else:
        upper = _fold(gated, k, gate, _product_claim(gate, k, degrees), gates)
    if gate == "pm" and degrees == (1, 1) and k < n <= _SMALL:
        upper = least(upper, combined("CAP-K1-deg", gates.at_most(n, k)))
    return Enclosing(greatest(*lower), upper, n, values)


#: Where the number of k-fold products may be below that of all functions but above that of the gates of degree k, n is small.
_SMALL = 20


def _product_claim(gate: str, k: int, degrees: tuple[int, int]) -> str:
    linear = degrees == (1, 1)
    if k > 2 and gate != "mixed":
        return "CAP-K1" if linear else "CAP-K1-d"
    if k > 2:
        return "CAP-TERN-k" if linear else "CAP-d-pairs"
    if not linear:
        return "CAP-d-pairs" if gate == "mixed" else "CAP-d"
    return {"01": "CAP-AND", "pm": "CAP-XOR", "mixed": "CAP-TERN"}[gate]


def _fold(count: Bound, k: int, gate: str, claim: str, gates: Gates) -> Bound:
    """Bound products of k >= 3 gates from 2^u gates: T^k, and sum_(i<=k) binom(T, i) <= T^k / k! / (1 - k/T) where T > 2k.

    Products in {-1, 1} are those of pairs {f, -f}, of which there are T/2, up to a sign: 2 (T/2)^k / k! / (1 - 2k/T).  In the mixed case one
    factor is set apart from the k - 1 others.
    """
    plain = combined(claim, (count, k))
    if gate == "mixed":
        return least(plain, combined(claim, count, _fold(count, k - 1, "01", claim, gates)))
    pairs = 2 if gate == "pm" else 1
    ratio = excess(count.low, pairs * k, digits=gates.digits)
    if ratio is None:
        return plain
    shift = ratio - log2_factorial(k, gates.digits) - (k - 1 if gate == "pm" else 0)
    return least(plain, combined(claim, (count, k), shift=shift))


def _different_inputs(options: ClassOptions, gates: Gates) -> Enclosing:
    """Disjoint inputs: exact in T; overlapping ones: T(n-1) T(m-1) by a selector, or gates that ignore the common inputs of one of them."""
    n, m, s, gate = options.n, options["other_inputs"], options["shared"], options["gate"]
    first, second = options.degrees
    values = 3 if gate == "mixed" else 2
    lower = _apart(n, first, m - s, second, gate, gates)
    gated, gating = gates.at_most(n, first), gates.at_most(m, second)
    if not s:
        if max(n, m) <= gates.listed and (first, second) == (1, 1):
            return Enclosing(lower, lower, n + m, values)
        # (T - 1)(T' - 1) + 1 <= T T' since T + T' >= 2.
        claim = _apart_claim(gate, options.degrees)
        return Enclosing(
            lower, combined(claim, gated, gating, shift=-1 if gate == "pm" else 0), n + m, values
        )
    claim = _apart_claim(gate, options.degrees, "CAP-DIFF-shared")
    lower = greatest(
        lower,
        _apart(n - s, first, m, second, gate, gates),
        combined(claim, gates.at_least(n - 1, first), gates.at_least(m - 1, second)),
    )
    return Enclosing(lower, combined(claim, gated, gating), n + m - s, values)


def _apart_claim(gate: str, degrees: tuple[int, int], linear: str = "CAP-DIFF") -> str:
    if degrees != (1, 1):
        return "CAP-d-pairs"
    return "CAP-TERN-DIFF" if gate == "mixed" else linear


def _apart(n: int, first: int, m: int, second: int, gate: str, gates: Gates) -> Bound:
    """Return the bound of disjoint inputs from below: (T - 1)(T' - 1) + 1, T T'/2, or T (T' - 1) + 1, values {0,1}, {-1,1} or mixed."""
    claim = _apart_claim(gate, (first, second))
    gated, gating = gates.at_least(n, first), gates.at_least(m, second)
    if gate == "pm":
        return combined(claim, gated, gating, shift=-1)
    if max(n, m) <= gates.listed and (first, second) == (1, 1):
        a, b = gates.count(n), gates.count(m)
        exact = a * (b - 1) + 1 if gate == "mixed" else (a - 1) * (b - 1) + 1
        return number(exact, claim, gates.digits, uses=(*gated.claims, *gating.claims))
    # (a - 1)(b - 1) >= a b (1 - 1/a)(1 - 1/b), and a, b >= 2.
    losses = [excess(factor.low, 1, digits=gates.digits) or 0 for factor in (gating, gated)]
    return combined(claim, gated, gating, shift=-sum(losses[: 2 if gate == "01" else 1]))


def _shared_gate(options: ClassOptions, gates: Gates) -> Enclosing:
    """M units with one gate: T(n-1)^(M+1), or T(n)^M with a neutral gate, up to T(n)^(M+1)."""
    n, gate, units = options.n, options["gate"], options["units"]
    first, second = options.degrees
    # Beside the zero vector of a silent gate, M units in {-1, 1} have 2^M values.
    values = (1 << units) + 1 if gate == "mixed" else 1 << units
    if not n:
        return constants(units, values, gates)
    alone = combined("LAY-2", (gates.at_least(n, first), units))
    glued = combined("LAY-2", (gates.at_least(n - 1, first), units), gates.at_least(n - 1, second))
    # The signs of all factors may be changed together.
    shift = -1 if gate == "pm" else 0
    upper = combined("LAY-2", (gates.at_most(n, first), units), gates.at_most(n, second), shift=shift)
    return Enclosing(greatest(alone, glued), upper, n, values)


def _without_bias(options: ClassOptions, gates: Gates) -> Enclosing:
    """On {-1,1}^n the gated classes of n - 1 variables with a bias; on {0,1}^n R(n-2)^2 <= |class| <= R(n)^2 / 2 or so."""
    n, gate = options.n, options["gate"]
    check_least(options, 1)
    if options["inputs"] == "pm":
        if gate == "mixed":
            # Both f g and f (1 - g) can be read off, on x_n = 1 and on x_n = -1: the pair (f, g) is determined.
            lower, upper = (
                combined("CAP-TERN-0", (bound(n - 1), 2)) for bound in (gates.at_least, gates.at_most)
            )
            return Enclosing(lower, upper, n, 3)
        inner = products(n - 1, "pm", 2, (1, 1), gates) if gate == "pm" else sums(n - 1, (1, 1), gates)
        return Enclosing(combined("CAP-0-pm", inner.lower), combined("CAP-0-pm", inner.upper), n)
    values = 3 if gate == "mixed" else 2
    claim = "CAP-TERN-0" if gate == "mixed" else "CAP-0-01"
    # T(n-1) <= R(n) <= T(n)/2.
    lower = combined(NEUTRAL, combined("RV-7-R", gates.at_least(n - 1)))
    if n == 1:
        return Enclosing(lower, combined(CAP, (number(values, CAP, gates.digits), 2)), n, values)
    if n >= 3:
        lower = greatest(lower, combined(claim, (combined("RV-7-R", gates.at_least(n - 3)), 2)))
    single = combined("RV-7-R", gates.at_most(n), shift=-1)
    # R (R+1)/2 = R^2/2 (1 + 1/R).
    shift = 0 if gate == "mixed" else (excess(single.low, 1, digits=gates.digits) or 1) - 1
    return Enclosing(lower, combined(claim, (single, 2), shift=shift), n, values)


def sums(n: int, degrees: tuple[int, int], gates: Gates) -> Enclosing:
    """Return the bounds of sums f + g in {0, 1, 2}: T(n-1)^2 from below, T (T+1)/2 unordered pairs from above.

    Parameters
    ----------
    n, degrees
        The number of variables, and the degrees of the two gates.
    gates
        The bounds of the numbers of gates.

    Returns
    -------
    Enclosing
        The bounds.

    Examples
    --------
    >>> pair = sums(2, (1, 1), Gates(15, sharp=False))
    >>> [round(2**float(x)) for x in (pair.lower.low, pair.upper.high)]  # 4^2 and 14 * 15 / 2
    [16, 105]

    See Also
    --------
    products : products of gates.

    References
    ----------
    Claim CAP-ADDOUT.
    """
    first, second = degrees
    if not n:
        return constants(1, 3, gates)
    claim = "CAP-ADDOUT" if degrees == (1, 1) else "CAP-d-pairs"
    lower = two_slices(claim, n, degrees, gates)
    gated, gating = gates.at_most(n, first), gates.at_most(n, second)
    if degrees == (1, 1) and n <= gates.listed:
        T = gates.count(n)
        return Enclosing(lower, number(T * (T + 1) // 2, claim, gates.digits, uses=gated.claims), n, 3)
    # T (T+1)/2 = T^2/2 (1 + 1/T).
    shift = (excess(gated.low, 1, digits=gates.digits) or 0) - 1 if first == second else 0
    return Enclosing(lower, combined(claim, gated, gating, shift=shift), n, 3)
