"""The standard model: units O_i = f_i(sum_j w_ij O_j), transfer functions, feed-forward networks."""

from symattn.model.gates import H, logistic, relu, sgn
from symattn.model.layered import LayeredNetwork, Side
from symattn.model.names import fresh_indices, names_in
from symattn.model.network import Network
from symattn.model.softmax import softmax, softmax_layer, softmax_row
from symattn.model.transfers import TRANSFERS, Transfer, generic_transfer, transfer
from symattn.model.units import Unit

__all__ = [
    "TRANSFERS",
    "H",
    "LayeredNetwork",
    "Network",
    "Side",
    "Transfer",
    "Unit",
    "fresh_indices",
    "generic_transfer",
    "logistic",
    "names_in",
    "relu",
    "sgn",
    "softmax",
    "softmax_layer",
    "softmax_row",
    "transfer",
]
