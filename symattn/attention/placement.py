r"""Whether attention leaves the standard model depends on the transfer functions of the two units.

Ten classes stay inside for every choice.  The other eight multiply two signals; where one factor is unbounded and the other varies, the product
is not coarsely Lipschitz, and no finite network of coarsely Lipschitz units computes it (claims TX-3-gated, SM-3-L).  Two bounded factors are not
covered: some of these products are inside (TX-3-bounded).

The conditions, for units whose activations S_i and S_k (for a weight as target: S_k and O_j) have linearly independent linear parts:

* Q03, Q06: outside for all transfer functions (a statement about the activation, as for Q09 and Q12).
* Q05: outside if f_i is not constant.  Q09, Q12: if f_k is not constant.
* Q11: outside if one of f_i, f_k is unbounded and the other is not constant.  Q04: if f_i is unbounded.
* Q10: outside if f_k takes two values g, h for which f_i(g t) - f_i(h t) is unbounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from symattn.attention.classes import AttentionClass
from symattn.errors import InvalidArgument
from symattn.model.transfers import Transfer
from symattn.model.transfers import transfer as as_transfer

__all__ = ["Placement", "placement"]

#: f(g t) - f(h t) is unbounded for all g != h: for t > 0 or for t < 0 the function is within a constant of a line through 0 of slope not 0.
_ONE_SIDED = ("identity", "relu", "leaky_relu", "softplus", "silu", "gelu", "elu")


@dataclass(frozen=True)
class Placement:
    """Where a class stands for two transfer functions, why, and the claim that says so.

    Examples
    --------
    Output gating of a linear unit by a logistic one leaves the standard model:

    >>> from symattn import AttentionClass
    >>> found = placement(AttentionClass("O", "O", "*"), attended="identity", attending="logistic")
    >>> found.where, found.claim
    ('outside', 'TX-3-gated')

    See Also
    --------
    placement : returns one.
    """

    where: Literal["inside", "outside", "not covered"]
    reason: str
    claim: str

    def to_json(self) -> dict[str, Any]:
        """Return the placement as one object."""
        return {"where": self.where, "reason": self.reason, "claim": self.claim}


def placement(
    kind: AttentionClass, *, attended: str | Transfer = "identity", attending: str | Transfer = "identity"
) -> Placement:
    r"""Return whether an attended network :math:`f_i(S_i) \cdot f_k(S_k), \ldots` is one of the standard model of coarsely Lipschitz units.

    Parameters
    ----------
    kind
        One of the 18 classes.
    attended, attending
        The transfer functions f_i and f_k.

    Returns
    -------
    Placement
        ``.where`` is "inside" (a witness network exists), "outside" (no finite network of coarsely Lipschitz units computes it, if the
        activations have linearly independent linear parts) or "not covered" (no statement is made).

    Raises
    ------
    InvalidArgument
        If a transfer function is not coarsely Lipschitz, as the square is not: then the standard model has units that multiply.

    Examples
    --------
    Output gating of a linear unit by a logistic one leaves the standard model; of two threshold units it does not have to:

    >>> gating = AttentionClass("O", "O", "*")
    >>> placement(gating, attended="identity", attending="logistic").where
    'outside'
    >>> placement(gating, attended="H", attending="H").where
    'not covered'

    The ten classes with a witness are inside for every choice:

    >>> from symattn.attention import taxonomy
    >>> all(placement(kind, attended="relu", attending="tanh").where == "inside" for kind in taxonomy() if kind.inside)
    True

    See Also
    --------
    AttentionClass.witness

    References
    ----------
    Claims TX-3-gated, TX-3-bounded, SM-3-L.
    """
    if not isinstance(kind, AttentionClass):
        raise InvalidArgument(
            "kind", "must be an attention class", kind, "For example AttentionClass('O', 'O', '*')."
        )
    f, g = as_transfer(attended), as_transfer(attending)
    if kind.inside:
        return Placement("inside", kind.reason, f"TX-3-{kind.id}")
    for argument, function in (("attended", f), ("attending", g)):
        if function.coarse_lipschitz is None:
            raise InvalidArgument(
                argument,
                "must be coarsely Lipschitz, |f(s) - f(t)| <= A + B|s - t|",
                function.name,
                "Square units multiply (SM-4a), and of an arbitrary function nothing is known.",
            )
    conditions = {
        "Q03": (True, "the factors are two independent activations"),
        "Q06": (True, "the factors are two independent activations"),
        "Q04": (_unbounded(f), f"{f.name} is unbounded, and its argument may be held at 0"),
        "Q05": (_varies(f), f"S_k is unbounded and {f.name} is not constant"),
        "Q09": (_varies(g), f"O_j is unbounded and {g.name} is not constant"),
        "Q12": (_varies(g), f"O_j is unbounded and {g.name} is not constant"),
        "Q10": (
            f.name in _ONE_SIDED and _varies(g),
            f"{f.name}(g t) - {f.name}(h t) is unbounded for two values g, h of {g.name}",
        ),
        "Q11": (
            (_unbounded(f) and _varies(g)) or (_unbounded(g) and _varies(f)),
            "one factor is unbounded and the other is not constant",
        ),
    }
    holds, reason = conditions[kind.id]
    if holds:
        return Placement("outside", reason, "TX-3-gated")
    return Placement("not covered", f"with {f.name} and {g.name} no statement is made", "TX-3-bounded")


def _unbounded(f: Transfer) -> bool:
    """Return whether f takes arbitrarily large values: every listed function with growth constants (A, B), B > 0, does."""
    return f.growth is None or f.growth[1] > 0


def _varies(f: Transfer) -> bool:
    """Return whether f is seen to take two values; at these points the listed functions have exact or no rational values."""
    seen: set[Fraction | None] = set()
    for t in (Fraction(0), Fraction(1), Fraction(-1)):
        try:
            seen.add(f.exact(t))
        except InvalidArgument:  # irrational there, and rational at 0: another value
            seen.add(None)
    return len(seen) > 1
