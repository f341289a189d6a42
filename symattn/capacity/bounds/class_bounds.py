"""The capacity log2 |class| of every class of gated gates lies between two numbers, for each n by the claims named with them.

T(n-1)^2 <= G(n) <= T(n)^2/2 for products of two {0, 1}-valued gates is the pattern: the formulas class by class are in
`symattn.capacity.bounds.mechanisms`, the bounds of T_d(n) they are made of in `symattn.capacity.bounds.gate_bounds`.  No class has more functions
than there are: v^(2^n) for v values.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, SupportsIndex

from symattn.capacity.balls import Ball, check_digits
from symattn.capacity.bounds.gate_bounds import CAP, Bound, Gates, combined, least, number
from symattn.capacity.bounds.mechanisms import enclosing
from symattn.capacity.bounds.slices import Enclosing
from symattn.capacity.class_options import DEFAULTS, Degree, class_options
from symattn.capacity.cover import MAX_VARIABLES_ENCLOSED
from symattn.capacity.numpy_needed import needs_numpy
from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold.arguments import check_variables

MAX_BOUND_DIGITS = 1000
"""Largest number of decimals of a bound."""

_MAX_EXACT = 1000


@dataclass(frozen=True)
class Bounds:
    """A lower and an upper bound of the capacity log2 |class|, as balls, with the claims they rest on.

    Parameters
    ----------
    cls, n
        The class and its number of variables.
    lower, upper
        Balls around the two bounds: the left end of ``lower`` and the right end of ``upper`` enclose the
        capacity.
    lower_claim, upper_claim
        Ids of the claims whose formulas the bounds are.
    claims
        The ids of all claims used, each once: those two, and those that bound the numbers of gates in the formulas.
    options
        Pairs (name, value) of every option after defaults.

    Examples
    --------
    The capacity of threshold gates of nine variables, 57 bits to the nearest, lies between the bounds:

    >>> bounds = capacity_bounds("threshold", 9, digits=3)
    >>> bounds.upper_claim
    'RV-3-T'
    >>> bounds.lower.lower < 57 < bounds.upper.upper
    True

    See Also
    --------
    capacity_bounds : the function that returns it.

    References
    ----------
    Claims RV-3-T, RV-4, RV-6, CAP-AND, CAP-XOR, CAP-TERN.
    """

    cls: str
    n: int
    lower: Ball
    upper: Ball
    lower_claim: str
    upper_claim: str
    claims: tuple[str, ...]
    options: tuple[tuple[str, Any], ...]

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {class, n, lower, upper, lower_claim, upper_claim, claims} and every option."""
        return {
            "class": self.cls,
            "n": self.n,
            "lower": self.lower.to_json(),
            "upper": self.upper.to_json(),
            "lower_claim": self.lower_claim,
            "upper_claim": self.upper_claim,
            "claims": list(self.claims),
            **{name: list(value) if isinstance(value, tuple) else value for name, value in self.options},
        }

    def __str__(self) -> str:
        return f"{self.cls}, n = {self.n}: {self.lower} ({self.lower_claim}) to {self.upper} ({self.upper_claim})"

    def _repr_latex_(self) -> str:
        lower, upper = self.lower._repr_latex_().strip("$"), self.upper._repr_latex_().strip("$")
        return f"$[{lower},\\; {upper}]$"


def threshold_lower_bound(n: SupportsIndex) -> int:
    """Return 2 (2^0 + 1)(2^1 + 1) ... (2^(n-1) + 1), a lower bound of the number T(n) of threshold gates.

    Parameters
    ----------
    n
        The number of variables, at most 1000.

    Returns
    -------
    int
        The bound, exactly; it is at least 2^(n(n-1)/2 + 1).

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..1000.

    Examples
    --------
    The recursion T(n+1) >= (2^n + 1) T(n) from T(0) = 2; T(n) = 2, 4, 14, 104, 1882:

    >>> [threshold_lower_bound(n) for n in range(5)]
    [2, 4, 12, 60, 540]

    See Also
    --------
    symattn.capacity.threshold_upper_bound : the bound from above.

    References
    ----------
    Claim RV-4.  S. Muroga (1965).
    """
    n = check_variables(n, most=_MAX_EXACT)
    bound = 2
    for i in range(n):
        bound *= (1 << i) + 1
    return bound


@needs_numpy
def capacity_bounds(
    cls: str,
    n: SupportsIndex,
    *,
    inputs: str = "01",
    gate: str = "01",
    gates: SupportsIndex = 2,
    synapses: str = "one",
    bias: str = "free",
    degree: Degree = 1,
    units: SupportsIndex = 1,
    other_inputs: SupportsIndex | None = None,
    shared: SupportsIndex | None = None,
    output: str = "linear",
    digits: SupportsIndex = 15,
    sharp: bool = False,
) -> Bounds:
    """Return a lower and an upper bound of the capacity log2 |class|, valid for this n, as balls.

    Parameters
    ----------
    cls
        ``"threshold"``: gates H(w.x + b).  ``"polynomial-threshold"``: H(p(x)), p of degree at most ``degree``.
        ``"output-gating"``: products of ``gates`` gates.  ``"additive-output"``: sums f + g.  ``"multiplexing"``:
        H(p(x) + c g(x)).  ``"synaptic-gating"``: H(b + sum w_i x_i) with weights multiplied by gates.
        ``"two-layer"``: B(f, g), networks n-2-1.  ``"glued"``: functions both of whose restrictions to x_i = 0, 1 are gates,
        for some i.
    n
        The number of variables of the gated unit, at most 10^6.
    inputs
        Alphabet of x, ``"01"`` or ``"pm"``: matters without biases and for synaptic gating.
    gate
        Alphabet of the gates' values: ``"01"``, ``"pm"``, or ``"mixed"`` for a gated unit in {-1, 1} and gating units in {0, 1}.
    gates
        The number of gates multiplied, the gated one included.
    synapses
        ``"one"``: the weight of x_1 is gated; ``"any"``: one weight, whichever; ``"all"``: all weights by the same gate; ``"each"``:
        each by a gate of its own.
    bias
        ``"free"``: an ungated bias; ``"gated"``, with synapses ``"all"``: multiplied by the same gate; ``"none"``: no gate has a bias, for
        threshold gates and products of two; on {-1, 1}^n weights with w.x = 0 at an input do not count.
    degree
        Degree d of all gates, or (d1, d2) of the gated and of the gating gates.
    units
        Units that share one gate: maps to so many outputs.
    other_inputs, shared
        The gating gate reads ``other_inputs`` variables, ``shared`` of them common with the gated one; all n are common if not given.
    output
        Second layers of ``"two-layer"``: ``"linear"`` threshold gates, ``"and"``, ``"xor"``, or ``"any"`` functions of two bits.
    digits
        The number of decimals of the mid-points, at most 1000; a radius is at most 10^-digits.
    sharp
        True: the block sizes of the two-block theorem are optimised; False: its closed form.

    Returns
    -------
    Bounds
        ``.lower``, ``.upper`` and the ids of the claims.

    Raises
    ------
    InvalidArgument
        If a class or an option is unknown, does not apply, or no claim bounds the class with these options.
    TooLarge
        If n is above 10^6, or more digits are asked for than are reached: the message says how many are.
    MissingExtra
        If python-flint or, for small n, NumPy is not installed.

    Examples
    --------
    Output gating of three variables, 246 functions: at least 14^2, and at most all 2^8:

    >>> bounds = capacity_bounds("output-gating", 3, digits=6)
    >>> print(bounds)
    output-gating, n = 3: 7.61471 +/- 1.6e-7 (CAP-AND) to 8 (CAP-cap)

    Of 100 variables the capacity is between a half and the whole of 2 n^2:

    >>> bounds = capacity_bounds("output-gating", 100)
    >>> 100**2 < bounds.lower.lower < bounds.upper.upper < 2 * 100**2 - 1
    True

    See Also
    --------
    symattn.capacity.count : exact numbers for small n.

    References
    ----------
    Claims RV-3-T, RV-3-d, RV-4, RV-6, CAP-AND, CAP-XOR, CAP-TERN, CAP-DIFF, CAP-A, CAP-ADDOUT, CAP-SYN-01, LAY-2, LAY-4, LAY-5, BY-4-size.
    """
    given = {name: value for name, value in locals().items() if name in DEFAULTS}
    options = class_options(cls, n, given, most=MAX_VARIABLES_ENCLOSED)
    decimals = check_digits(digits)
    if decimals > MAX_BOUND_DIGITS:
        hint = f"Ask for {MAX_BOUND_DIGITS} digits or fewer; log2_cover_bound reaches more."
        raise TooLarge("digits", f"must be at most {MAX_BOUND_DIGITS} for bounds", decimals, hint)
    if not isinstance(sharp, bool):
        raise InvalidArgument("sharp", "must be True or False", sharp)
    copies = max(options["gates"], options["units"] + 1, options.n if options["synapses"] == "each" else 2)
    found = enclosing(options, Gates(decimals, sharp=sharp, copies=copies))
    upper = _capped(found, decimals)
    return Bounds(
        cls=options.cls,
        n=options.n,
        lower=Ball.enclosing(found.lower.low, found.lower.high, digits=decimals),
        upper=Ball.enclosing(upper.low, upper.high, digits=decimals),
        lower_claim=found.lower.claim,
        upper_claim=upper.claim,
        claims=tuple(dict.fromkeys((*found.lower.claims, *upper.claims))),
        options=options.values,
    )


def _capped(found: Enclosing, digits: int) -> Bound:
    """Return the upper bound, or 2^n log2 v where all functions with v values are fewer."""
    # 2^n is written out only where it may be the smaller number.
    if found.variables > found.upper.high.__ceil__().bit_length():
        return found.upper
    points = 1 << found.variables
    if found.values & (found.values - 1) == 0:
        bits = Fraction(points * (found.values.bit_length() - 1))
        return least(found.upper, Bound(bits, bits, CAP))
    return least(
        found.upper,
        combined(CAP, (number(found.values, CAP, digits + len(str(points))), points)),
    )
