r"""Dropout gates the outputs of units by independent random bits, :math:`S = \sum_j w_j d_j O_j` with :math:`d_j` Bernoulli.

Mean and variance over the bits are finite sums over the :math:`2^n` masks, and are computed as such, exactly.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import sympy as sp

from symattn.attention.gated import GatedNetwork
from symattn.attention.zoo.entry import ZooEntry, entries
from symattn.attention.zoo.layers import gated_by, merged, names
from symattn.errors import InvalidArgument, TooLarge
from symattn.model.arithmetic import weight as as_weight
from symattn.model.units import Unit

__all__ = ["ENTRIES", "bernoulli_moments", "dropout"]

_MOST_MASKS = 1 << 12


def dropout(units: int) -> GatedNetwork:
    r"""Return a linear unit that reads n units gated by random bits, :math:`S = \sum_j w_j d_j O_j`.

    Parameters
    ----------
    units
        The number n of units that are kept or dropped.

    Returns
    -------
    GatedNetwork
        Inputs O[1..n], the outputs that are gated, and d[1..n], the bits; weights w[1..n].

    Examples
    --------
    >>> dropout(2).output()
    O[1]*d[1]*w[1] + O[2]*d[2]*w[2]

    One gate a unit:

    >>> len(dropout(3).gates) == 3
    True

    See Also
    --------
    bernoulli_moments

    References
    ----------
    Claims ZOO-dropout, ZOO-dropout-masks.
    """
    kept, bits, w = entries("O", units), entries("d", units), entries("w", units)
    copies = merged("O", kept)
    read = Unit("S", "identity", [(unit.name, weight) for unit, weight in zip(copies, w, strict=True)])
    gates = gated_by(names("O", units), [str(bit) for bit in bits])
    return GatedNetwork((*kept, *bits), [*copies, read], ["S"], gates)


def bernoulli_moments(expression: Any, bits: Sequence[Any], keep: Any) -> tuple[Any, Any]:
    r"""Return the exact mean and variance of F(d) for independent bits with :math:`P(d_j = 1) = p`, by a sum over all masks.

    .. math:: E F = \sum_{d \in \{0,1\}^n} p^{|d|} (1-p)^{n - |d|} F(d), \qquad \operatorname{Var} F = E F^2 - (E F)^2

    Parameters
    ----------
    expression
        F, an expression in the bits.
    bits
        The n symbols or indexed entries that are random.
    keep
        p, the probability of the value 1: a rational or an expression.

    Returns
    -------
    tuple of two sympy.Expr
        Mean and variance, expanded.

    Raises
    ------
    InvalidArgument
        If F is no expression, or the bits are no different symbols.
    TooLarge
        If there are more than 12 bits.

    Examples
    --------
    >>> d, p = entries("d", 2), sp.Symbol("p")
    >>> mean, variance = bernoulli_moments(3*d[0] + d[1], d, p)
    >>> mean, variance
    (4*p, -10*p**2 + 10*p)

    The variances of independent terms add:

    >>> variance == sp.expand((3**2 + 1**2) * p * (1 - p))
    True

    See Also
    --------
    dropout

    References
    ----------
    Claim ZOO-dropout-masks.
    """
    if isinstance(bits, str) or not isinstance(bits, Sequence) or len(set(bits)) != len(bits):
        raise InvalidArgument(
            "bits", "must be a list of different symbols", bits, "For example network.input_symbols."
        )
    for bit in bits:
        if not isinstance(bit, (sp.Symbol, sp.Indexed)):
            raise InvalidArgument("bits", "must be symbols", bit, "For example entries of an indexed base.")
    if 1 << len(bits) > _MOST_MASKS:
        hint = "For every n see the claim ZOO-dropout."
        raise TooLarge("bits", f"have more than {_MOST_MASKS} masks", f"2**{len(bits)}", hint)
    f, p = as_weight(expression, "expression"), as_weight(keep, "keep")
    mean, second = sp.S.Zero, sp.S.Zero
    for mask in itertools.product((0, 1), repeat=len(bits)):
        weight = p ** sum(mask) * (1 - p) ** (len(bits) - sum(mask))
        value = f.xreplace({bit: sp.Integer(b) for bit, b in zip(bits, mask, strict=True)})
        mean += weight * value
        second += weight * value**2
    return sp.expand(mean), sp.expand(second - mean**2)


def _equations(units: int) -> list[Any]:
    triples = zip(entries("w", units), entries("d", units), entries("O", units), strict=True)
    return [sp.Add(*(w * d * o for w, d, o in triples))]


ENTRIES = (
    ZooEntry(
        id="dropout",
        name="Dropout",
        year=2014,
        reference="srivastava2014dropout",
        formula=r"S = \sum_j w_j\, d_j\, O_j, \qquad d_j \in \{0, 1\} \text{ independent}, \quad P(d_j = 1) = p",
        build=dropout,
        equations=_equations,
        sizes=(("units", 2),),
        caveats=(
            "p is the probability of being kept; the outputs O_j are fixed. Several layers of dropout are not treated.",
            "Inverted dropout divides by the probability 1 - q of being kept: d_j takes the values 0 and 1/(1 - q).",
        ),
    ),
)
