"""T(n-1)^2 <= G(n) <= T(n)^2/2, and 2 (2^0 + 1) ... (2^(n-1) + 1) <= T(n) <= C(2^n, n + 1), for every n.

G(n) counts the products of two {0, 1}-valued threshold gates of the same n variables; for {-1, 1}-valued
gates the upper bound is T(n)^2/4, for a gated unit in {-1, 1} and a gating one in {0, 1} it is T(n)^2.
Over disjoint inputs the counts are (T(n) - 1)(T(m) - 1) + 1 and T(n) T(m)/2.  T(n) is exact for n <= 5,
where all gates are listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, SupportsIndex

from symattn.capacity.balls import Ball, check_digits, log2_ball
from symattn.capacity.counts import CLASSES, ClassOptions, class_options
from symattn.capacity.cover import MAX_VARIABLES_ENCLOSED, log2_cover_bound
from symattn.errors import InvalidArgument
from symattn.threshold.arguments import check_variables
from symattn.threshold.enumeration import MAX_ENUMERATED, count_threshold


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
        Ids of the claims.
    options
        Pairs (name, value) of every option after defaults.

    Examples
    --------
    The capacity of threshold gates of five variables, 16.5..., lies between the bounds:

    >>> bounds = capacity_bounds("threshold", 5)
    >>> bounds.lower_claim, bounds.upper_claim
    ('RV-4', 'RV-3-T')
    >>> bounds.lower.upper < 16 < 17 < bounds.upper.lower
    True

    See Also
    --------
    capacity_bounds : the function that returns it.

    References
    ----------
    Claims RV-3-T, RV-4, CAP-AND, CAP-XOR, CAP-TERN, CAP-DIFF, CAP-DIFF-shared.
    """

    cls: str
    n: int
    lower: Ball
    upper: Ball
    lower_claim: str
    upper_claim: str
    options: tuple[tuple[str, Any], ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of all claims used, each once: the two named ones, and those that bound T(n) where it is not listed."""
        largest = max(self.n, dict(self.options)["other_inputs"] or 0)
        listed = self.cls != "output-gating" or largest <= MAX_ENUMERATED
        return tuple(
            dict.fromkeys((self.lower_claim, self.upper_claim, *(() if listed else ("RV-4", "RV-3-T"))))
        )

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
            **dict(self.options),
        }

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
    n = check_variables(n, most=MAX_VARIABLES_ENCLOSED)
    bound = 2
    for i in range(n):
        bound *= (1 << i) + 1
    return bound


def capacity_bounds(
    cls: str,
    n: SupportsIndex,
    *,
    inputs: str = "01",
    gate: str = "01",
    gates: SupportsIndex = 2,
    synapses: str = "one",
    bias: str = "free",
    degree: SupportsIndex = 1,
    units: SupportsIndex = 1,
    other_inputs: SupportsIndex | None = None,
    shared: SupportsIndex | None = None,
    digits: SupportsIndex = 15,
    sharp: bool = False,
) -> Bounds:
    """Return a lower and an upper bound of the capacity log2 |class|, valid for this n, as balls.

    Parameters
    ----------
    cls
        ``"threshold"`` or ``"output-gating"``.
    n
        The number of variables of the gated unit, at most 1000.
    inputs, gate, gates, synapses, bias, degree, units, other_inputs, shared
        The options of `symattn.capacity.count`; ``gates`` is 2 and ``degree`` is 1.
    digits
        The number of decimals of the mid-points, at most 1000; a radius is at most 3 10^-digits.
    sharp
        False: the bounds named above.

    Returns
    -------
    Bounds
        ``.lower``, ``.upper`` and the ids of the claims.

    Raises
    ------
    InvalidArgument
        If a class or an option is unknown, or has no bound in this version.
    TooLarge
        If n or the number of digits is above 1000.
    MissingExtra
        If python-flint is not installed.

    Examples
    --------
    Output gating of three variables, 246 functions: 14^2 <= 246 <= 104^2 / 2, and the numbers are between
    7.6 and 12.5 bits:

    >>> bounds = capacity_bounds("output-gating", 3, digits=6)
    >>> print(bounds.lower, "|", bounds.upper)
    7.61471 +/- 1.6e-7 | 12.40088 +/- 5.8e-7
    >>> bounds.lower.upper < log2_ball(246, 6).lower and log2_ball(246, 6).upper < bounds.upper.lower
    True

    See Also
    --------
    symattn.capacity.count : exact numbers for small n.

    References
    ----------
    Claims RV-3-T, RV-4, CAP-AND, CAP-XOR, CAP-TERN, CAP-DIFF, CAP-DIFF-shared.
    """
    given = {
        "inputs": inputs,
        "gate": gate,
        "gates": gates,
        "synapses": synapses,
        "bias": bias,
        "degree": degree,
        "units": units,
        "other_inputs": other_inputs,
        "shared": shared,
    }
    if cls in CLASSES and cls not in ("threshold", "output-gating"):
        raise InvalidArgument(
            "cls", "must be 'threshold' or 'output-gating' to have bounds in this version", cls
        )
    options = class_options(cls, n, given, most=MAX_VARIABLES_ENCLOSED)
    decimals = check_digits(digits)
    if not isinstance(sharp, bool) or sharp:
        raise InvalidArgument("sharp", "must be False: sharper bounds are not in this version", sharp)
    if cls == "threshold":
        return _threshold(options, decimals)
    if options["gates"] != 2:
        raise InvalidArgument("gates", "must be 2 to have bounds in this version", options["gates"])
    # For n = 0 all n variables are common and none is: the formula for disjoint inputs is exact.
    if options.n and (options["other_inputs"], options["shared"]) == (options.n, options.n):
        return _same_inputs(options, decimals)
    return _different_inputs(options, decimals)


def _threshold(options: ClassOptions, digits: int) -> Bounds:
    """RV-4 and RV-3-T."""
    lower = log2_ball(threshold_lower_bound(options.n), digits)
    upper = log2_cover_bound(options.n, digits=digits)
    return Bounds(options.cls, options.n, lower, upper, "RV-4", "RV-3-T", options.values)


def _at_least(n: int) -> int:
    """Return T(n) where all gates are listed, the bound of RV-4 elsewhere."""
    return count_threshold(n) if n <= MAX_ENUMERATED else threshold_lower_bound(n)


def _log2_at_most(n: int, digits: int) -> Ball:
    """Return log2 T(n) where all gates are listed, log2 of the bound of RV-3-T elsewhere."""
    return (
        log2_ball(count_threshold(n), digits) if n <= MAX_ENUMERATED else log2_cover_bound(n, digits=digits)
    )


def _sum(first: Ball, second: Ball, shift: int, digits: int) -> Ball:
    """Return the ball of x + y + shift, x and y in the given balls."""
    return Ball.enclosing(
        first.lower + second.lower + shift, first.upper + second.upper + shift, digits=digits
    )


def _same_inputs(options: ClassOptions, digits: int) -> Bounds:
    """CAP-AND, CAP-XOR, CAP-TERN: T(n-1)^2 <= G(n) <= T(n)^2 / 2, / 4, / 1."""
    n, gate = options.n, options["gate"]
    claim, shift = {"01": ("CAP-AND", -1), "pm": ("CAP-XOR", -2), "mixed": ("CAP-TERN", 0)}[gate]
    upper = _log2_at_most(n, digits)
    return Bounds(
        options.cls,
        n,
        log2_ball(_at_least(n - 1) ** 2, digits),
        _sum(upper, upper, shift, digits),
        claim,
        claim,
        options.values,
    )


def _different_inputs(options: ClassOptions, digits: int) -> Bounds:
    """CAP-DIFF for disjoint inputs; CAP-DIFF-shared, T(n-1) T(m-1) <= G <= T(n) T(m), for overlapping ones."""
    n, m, gate = options.n, options["other_inputs"], options["gate"]
    shift = 0
    if options["shared"]:
        # A shared variable is the selector of the two slices, so n, m >= 1 here.
        least = _at_least(n - 1) * _at_least(m - 1)
    elif gate == "mixed":
        raise InvalidArgument("gate", "must be '01' or 'pm' for disjoint inputs", gate)
    elif gate == "01":
        least = (_at_least(n) - 1) * (_at_least(m) - 1) + 1
    else:
        least = _at_least(n) * _at_least(m) // 2
        shift = -1
    lower = log2_ball(least, digits)
    if max(n, m) <= MAX_ENUMERATED and not options["shared"]:
        # Both formulas are counts, not bounds, and T is exact.
        upper = lower
    else:
        # (T - 1)(T' - 1) + 1 <= T T' since T + T' >= 2.
        upper = _sum(_log2_at_most(n, digits), _log2_at_most(m, digits), shift, digits)
    claim = "CAP-DIFF-shared" if options["shared"] else "CAP-DIFF"
    return Bounds(options.cls, n, lower, upper, claim, claim, options.values)
