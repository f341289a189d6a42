"""The zoo: gated architectures of the literature as networks with attention, one entry a mechanism."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from symattn.attention.zoo.entry import ZooEntry
from symattn.errors import InvalidArgument

__all__ = ["ZooEntry", "zoo"]

#: Modules with a tuple ENTRIES, in the order of the page.
_MODULES = (
    "recurrent",
    "update_gate",
    "glu",
    "conditioning",
    "mixture",
    "weights",
    "dropout",
    "normalisation",
    "attention_layers",
    "gated_attention",
    "linear_attention",
    "state_space",
)


@cache
def zoo() -> Mapping[str, ZooEntry]:
    r"""Return the entries of the zoo by id, each a network with the equations :math:`O_i = F_i(x)` of its authors.

    Returns
    -------
    Mapping from str to ZooEntry
        In the order of the book's page.

    Raises
    ------
    InvalidArgument
        If two entries have one id.

    Examples
    --------
    A gated linear unit, by output gating:

    >>> zoo()["GLU"].classes
    ('Q11',)

    Its network computes the equations of its authors:

    >>> zoo()["GLU"].network().output() == zoo()["GLU"].expression()[0]
    True

    See Also
    --------
    ZooEntry

    References
    ----------
    Claims TX-1 and those whose id begins with ZOO.
    """
    found: dict[str, ZooEntry] = {}
    for module in _MODULES:
        for entry in import_module(f"symattn.attention.zoo.{module}").ENTRIES:
            if entry.id in found:
                raise InvalidArgument("id", "must be given to one entry only", entry.id)
            found[entry.id] = entry
    return MappingProxyType(found)
