"""The standard model: units O_i = f_i(sum_j w_ij O_j), transfer functions, feed-forward networks."""

from symattn.model.gates import H, logistic, relu, sgn
from symattn.model.growth import GrowthBound, LinearBound, growth_bound, lipschitz_bound
from symattn.model.layered import LayeredNetwork, Side
from symattn.model.names import fresh_indices, names_in
from symattn.model.network import Network
from symattn.model.numeric import NumericFunction, lambdify
from symattn.model.softmax import softmax, softmax_layer, softmax_row
from symattn.model.transfers import TRANSFERS, Transfer, generic_transfer, leaky_relu, transfer
from symattn.model.units import Unit

__all__ = [
    "TRANSFERS",
    "GrowthBound",
    "H",
    "LayeredNetwork",
    "LinearBound",
    "Network",
    "NumericFunction",
    "Side",
    "Transfer",
    "Unit",
    "fresh_indices",
    "generic_transfer",
    "growth_bound",
    "lambdify",
    "leaky_relu",
    "lipschitz_bound",
    "logistic",
    "names_in",
    "relu",
    "sgn",
    "softmax",
    "softmax_layer",
    "softmax_row",
    "transfer",
]
