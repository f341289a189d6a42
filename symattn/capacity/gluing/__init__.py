"""Several gates in one gated network, one for each value of its selectors: the maps behind the lower bounds, as objects."""

from __future__ import annotations

from symattn.capacity.gluing.mechanisms import MECHANISMS
from symattn.capacity.gluing.networks import GluedNetwork, glue_gates

__all__ = ["MECHANISMS", "GluedNetwork", "glue_gates"]
