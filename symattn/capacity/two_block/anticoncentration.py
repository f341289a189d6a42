r"""P(l_1 xi_1 + ... + l_s xi_s in {a, b}) <= q_s = binom(s+1, floor((s+1)/2)) / 2^s for non-zero l_i, independent fair bits xi_i and any a, b.

Derivation.  Replacing xi_i by 1 - xi_i where l_i < 0 permutes the outcomes, makes all l_i positive and shifts a and b alike.  Outcomes are then
subsets of {1, ..., s}, and the sum increases strictly with the set.  So the sets whose sum is a or b contain no three with A < B < C, which would have
three different sums.  A maximal chain, chosen uniformly, meets such a family F in at most two sets, and passes through A with probability
1 / binom(s, |A|) (Lubell, Yamamoto, Meshalkin):

    sum over A in F of 1 / binom(s, |A|) <= 2.

With x_k the share of the k-subsets that lie in F, 0 <= x_k <= 1 and sum x_k <= 2, so |F| = sum x_k binom(s, k) is at most the sum of the two largest
binomials, which are neighbours: binom(s, floor(s/2)) + binom(s, floor(s/2) + 1) = binom(s+1, floor((s+1)/2)) (P. Erdős).

The bound is attained for every s: l = (1, ..., 1) with a, b = floor(s/2), floor(s/2) + 1.  Counting the two values apart, each at most
binom(s, floor(s/2)) / 2^s (Sperner), gives the weaker min(3/4, 2 binom(s, floor(s/2)) / 2^s): the same for odd s >= 3, larger by the factor
(s + 2) / (s + 1) for even s >= 4.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import comb, lcm
from typing import Any, SupportsIndex

from symattn.capacity.balls import Ball, check_digits, enclose
from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold.arguments import as_integer

_MAX_EXACT = 10**5
_MAX_SUMS = 1 << 18
_MAX_ENCLOSED = 10**1000
_SHORT = 64


def _size(s: SupportsIndex, most: int) -> int:
    number = as_integer(s, "s", least=1)
    if number > most:
        raise TooLarge("s", f"must be at most {most}" if most < 10**9 else "must be at most 10^1000", number)
    return number


def two_value_bound(s: SupportsIndex) -> Fraction:
    """Return q_s = binom(s+1, floor((s+1)/2)) / 2^s, the largest probability that s non-zero coefficients give a two-element set.

    Parameters
    ----------
    s
        The number of coefficients, 1 <= s <= 10^5.

    Returns
    -------
    Fraction
        q_s; q_(2k) = q_(2k+1) for k >= 1.

    Raises
    ------
    InvalidArgument, TooLarge
        If s is out of its range or no integer.

    Examples
    --------
    >>> [str(two_value_bound(s)) for s in range(1, 8)]
    ['1', '3/4', '3/4', '5/8', '5/8', '35/64', '35/64']

    It is attained by equal coefficients:

    >>> all(two_value_bound(s) == concentration([1] * s) for s in range(1, 12))
    True

    See Also
    --------
    concentration : the largest probability itself, for given coefficients.

    References
    ----------
    Claim RV-6-07.  P. Erdős, On a lemma of Littlewood and Offord, Bull. Amer. Math. Soc. 51 (1945).
    """
    s = _size(s, _MAX_EXACT)
    return Fraction(comb(s + 1, (s + 1) // 2), 1 << s)


def separate_values_bound(s: SupportsIndex) -> Fraction:
    """Return min(3/4, 2 binom(s, floor(s/2)) / 2^s) for s >= 2, and 1 for s = 1: each of two values bounded by itself.

    Parameters
    ----------
    s
        The number of coefficients, 1 <= s <= 10^5.

    Returns
    -------
    Fraction
        The bound; it is never below `two_value_bound`.

    Raises
    ------
    InvalidArgument, TooLarge
        If s is out of its range or no integer.

    Examples
    --------
    >>> [str(separate_values_bound(s)) for s in range(1, 8)]
    ['1', '3/4', '3/4', '3/4', '5/8', '5/8', '35/64']
    >>> all(separate_values_bound(s) >= two_value_bound(s) for s in range(1, 100))
    True

    See Also
    --------
    two_value_bound : the best bound.

    References
    ----------
    Claims RV-6-07, RV-6-07-three.
    """
    s = _size(s, _MAX_EXACT)
    if s == 1:
        return Fraction(1)
    return min(Fraction(3, 4), Fraction(2 * comb(s, s // 2), 1 << s))


def two_value_square_bound(s: SupportsIndex) -> Fraction:
    """Return 8 / (3 s + 5), which q_s^2 does not exceed.

    With k = floor(s/2) + 1, q_s = 2 binom(2k, k) / 4^k for s >= 2; binom(2k, k)^2 (3k + 1) <= 16^k by induction, and 2k >= s + 1.

    Parameters
    ----------
    s
        The number of coefficients, at least 1.

    Returns
    -------
    Fraction
        The bound of q_s^2.

    Raises
    ------
    InvalidArgument, TooLarge
        If s is below 1 or above 10^1000, or no integer.

    Examples
    --------
    It is met at s = 1, and off by the factor 3/pi in the limit:

    >>> all(two_value_bound(s)**2 <= two_value_square_bound(s) for s in range(1, 200))
    True
    >>> two_value_bound(1)**2 == two_value_square_bound(1)
    True

    See Also
    --------
    log2_two_value_bound : a ball around log2 q_s.

    References
    ----------
    Claims RV-6-07-cb, RV-6-07-rational.
    """
    return Fraction(8, 3 * _size(s, _MAX_ENCLOSED) + 5)


def log2_two_value_bound(s: SupportsIndex, *, digits: SupportsIndex = 15) -> Ball:
    """Return log2 q_s as a ball, q_s = binom(s+1, floor((s+1)/2)) / 2^s.

    Parameters
    ----------
    s
        The number of coefficients, at least 1.
    digits
        The number of decimals of the mid-point.

    Returns
    -------
    Ball
        An enclosure of radius at most 10^-digits.

    Raises
    ------
    InvalidArgument
        If an argument is below its range or no integer.
    TooLarge
        If s > 10^1000, or more digits are asked for than an enclosure gives.
    MissingExtra
        If python-flint is not installed.

    Examples
    --------
    For a million coefficients about -9.3 bits; the square is below 8 / (3 s + 5):

    >>> ball = log2_two_value_bound(10**6, digits=6)
    >>> print(ball)
    -9.291534 +/- 1.6e-7
    >>> Fraction(2) ** -19 < two_value_square_bound(10**6) < Fraction(2) ** -18
    True

    See Also
    --------
    two_value_bound : the number itself.

    References
    ----------
    Claim RV-6-07.
    """
    s, digits = _size(s, _MAX_ENCLOSED), check_digits(digits)

    def logarithm() -> Any:
        from flint import arb

        return log_two_value_bound(s) / arb.const_log2()

    return enclose(logarithm, digits=digits)


def log_two_value_bound(s: int) -> Any:
    """Return ln q_s as an Arb ball at the precision in force.

    Parameters
    ----------
    s
        The number of coefficients, at least 1.

    Returns
    -------
    flint.arb
        A ball around the natural logarithm.

    Examples
    --------
    q_2 = 3/4:

    >>> from flint import arb
    >>> log_two_value_bound(2).exp().overlaps(arb(3) / 4)
    True

    See Also
    --------
    log2_two_value_bound : so many decimals of the logarithm to base 2.

    References
    ----------
    Claim RV-6-07.
    """
    from flint import arb, fmpz

    return log_binomial(s + 1, (s + 1) // 2) - fmpz(s) * arb.const_log2()


def log_binomial(n: int, k: int) -> Any:
    """Return ln binom(n, k), 0 <= k <= n, as an Arb ball at the precision in force.

    Parameters
    ----------
    n, k
        Integers of any size.

    Returns
    -------
    flint.arb
        A ball around the natural logarithm.

    Examples
    --------
    The logarithm of Gamma is taken for k > 64, the binomial itself below; they agree with binom(200, 100) and binom(200, 1):

    >>> from math import comb
    >>> from flint import arb, fmpz
    >>> all(log_binomial(200, k).overlaps(arb(fmpz(comb(200, k))).log()) for k in (1, 100))
    True

    See Also
    --------
    log_two_value_bound : a central one.

    References
    ----------
    F. Johansson (2017) for log Gamma with its error bound.
    """
    from flint import arb, fmpz

    if min(k, n - k) <= _SHORT:
        return arb(fmpz(comb(n, k))).log()
    return arb(fmpz(n + 1)).lgamma() - arb(fmpz(k + 1)).lgamma() - arb(fmpz(n - k + 1)).lgamma()


def distribution(coefficients: Iterable[Fraction | int]) -> dict[Fraction, int]:
    """Return for each value of l_1 xi_1 + ... + l_s xi_s the number of the 2^s bit vectors xi that give it.

    Parameters
    ----------
    coefficients
        l_1, ..., l_s, exact rationals; zeros are allowed.

    Returns
    -------
    dict
        Value -> number, by increasing value; the numbers add up to 2^s.

    Raises
    ------
    InvalidArgument
        If there are no coefficients or one is no integer or Fraction.
    TooLarge
        If there are more than 2^18 different values.

    Examples
    --------
    >>> {str(value): number for value, number in distribution([1, 1, Fraction(-1, 2)]).items()}
    {'-1/2': 1, '0': 1, '1/2': 2, '1': 2, '3/2': 1, '2': 1}

    See Also
    --------
    concentration : its largest part on {a, a + 1}.

    References
    ----------
    Claim RV-6-07.
    """
    values = _coefficients(coefficients)
    # Integers add faster than rationals.
    scale = lcm(*(value.denominator for value in values))
    counts = {0: 1}
    for value in values:
        step, following = int(value * scale), dict(counts)
        for total, number in counts.items():
            following[total + step] = following.get(total + step, 0) + number
        if len(following) > _MAX_SUMS:
            hint = "Choose fewer coefficients; two_value_bound(s) holds for all."
            raise TooLarge("coefficients", f"give more than {_MAX_SUMS} different sums", len(values), hint)
        counts = following
    return {Fraction(total, scale): number for total, number in sorted(counts.items())}


def _coefficients(coefficients: Iterable[Fraction | int]) -> list[Fraction]:
    if isinstance(coefficients, str) or not isinstance(coefficients, Iterable):
        raise InvalidArgument("coefficients", "must be a list of exact rationals", coefficients)
    values = list(coefficients)
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            raise InvalidArgument("coefficients", "must be integers or Fractions", value)
    if not values:
        raise InvalidArgument("coefficients", "must not be empty", values)
    return [Fraction(value) for value in values]


def concentration(coefficients: Iterable[Fraction | int], *, gap: Fraction | int | None = 1) -> Fraction:
    """Return the maximum over a of P(l_1 xi_1 + ... + l_s xi_s in {a, a + gap}), exactly.

    Parameters
    ----------
    coefficients
        l_1, ..., l_s, exact rationals; zeros are allowed.
    gap
        The distance of the two values; 0 asks for a single one, None for any two.

    Returns
    -------
    Fraction
        The largest probability.

    Raises
    ------
    InvalidArgument
        If a coefficient or the gap is no integer or Fraction, or there are no coefficients.
    TooLarge
        If there are more than 2^18 different sums.

    Examples
    --------
    Distinct coefficients concentrate less than equal ones; neither exceeds q_s:

    >>> str(concentration([1, 2, 3])), str(concentration([1, 1, 1])), str(two_value_bound(3))
    ('3/8', '3/4', '3/4')
    >>> str(concentration([1, 1, 1], gap=0)), str(concentration([2, 2, 2], gap=None))
    ('3/8', '3/4')

    See Also
    --------
    zero_one_probability : the values 0 and 1.

    References
    ----------
    Claim RV-6-07.
    """
    values = _coefficients(coefficients)
    counts = distribution(values)
    if gap is None:
        best = sum(sorted(counts.values())[-2:])
    else:
        (shift,) = _coefficients([gap])
        best = max(
            number + (counts.get(value + shift, 0) if shift else 0) for value, number in counts.items()
        )
    return Fraction(best, 1 << len(values))


def zero_one_probability(coefficients: Iterable[Fraction | int]) -> Fraction:
    """Return P(l_1 xi_1 + ... + l_s xi_s in {0, 1}), exactly: the chance that one coordinate of sum l_i v_i is again a bit.

    Parameters
    ----------
    coefficients
        l_1, ..., l_s, exact rationals; zeros are allowed.

    Returns
    -------
    Fraction
        The probability.

    Raises
    ------
    InvalidArgument
        If there are no coefficients or one is no integer or Fraction.
    TooLarge
        If there are more than 2^18 different sums.

    Examples
    --------
    Of the eight sums of (1, 1, -1) six are bits:

    >>> str(zero_one_probability([1, 1, -1]))
    '3/4'

    See Also
    --------
    concentration : the most probable pair of values.

    References
    ----------
    Claim RV-6-08.
    """
    values = _coefficients(coefficients)
    counts = distribution(values)
    return Fraction(counts.get(Fraction(0), 0) + counts.get(Fraction(1), 0), 1 << len(values))
