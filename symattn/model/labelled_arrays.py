r"""An array with labelled axes is a function of its labels; a sum of products contracts the labels it binds.

Property wanted: an expression with bound indices is evaluated for a whole batch of points at once, without a loop over
indices.  Construction: the value of a subexpression is an array whose last axes are labelled by the indices it depends on,
one axis an index, and whose other axes are the batch.  Two values are brought to the union of their labels by axes of
length 1, so NumPy's broadcasting, which aligns axes from the right, broadcasts the batches independently of the labels.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Labelled", "aligned", "contracted", "elementwise", "gathered"]


@dataclass(frozen=True, eq=False)
class Labelled:
    """An array whose last ``len(labels)`` axes carry the labels; the axes before are the batch."""

    labels: tuple[int, ...]
    array: Any

    def ordered(self, labels: Sequence[int]) -> Any:
        """Return the array with its axes in the order of ``labels``, of length 1 for those that it does not have."""
        import numpy as np

        array = np.asarray(self.array)
        if self.labels == tuple(labels):
            return array
        batch = array.ndim - len(self.labels)
        order = [batch + self.labels.index(label) for label in labels if label in self.labels]
        spread = tuple(slice(None) if label in self.labels else None for label in labels)
        return array.transpose([*range(batch), *order])[(..., *spread)]


def aligned(values: Sequence[Labelled]) -> tuple[tuple[int, ...], list[Any]]:
    """Return the union of the labels, and the arrays with one axis for each of them."""
    union = tuple(dict.fromkeys(label for value in values for label in value.labels))
    return union, [value.ordered(union) for value in values]


def elementwise(function: Callable[..., Any], *values: Labelled) -> Labelled:
    """Return the function of the values at each batch point and each place of the labels."""
    labels, arrays = aligned(values)
    return Labelled(labels, function(*arrays))


def contracted(factors: Sequence[Labelled], bound: Mapping[int, int]) -> Labelled:
    """Return the sum of the product of the factors over the labels in ``bound``, which gives the length of each.

    NumPy chooses the order in which the factors are multiplied and summed, so that a sum over two indices of a product of
    matrices does not make an array with an axis for every index.
    """
    import numpy as np

    present = tuple(dict.fromkeys(label for factor in factors for label in factor.labels))
    kept = tuple(label for label in present if label not in bound)
    # Over a label that no factor has, the sum is a multiple.
    multiple = float(np.prod([length for label, length in bound.items() if label not in present]))
    if len(factors) > 1 and len(present) <= len(string.ascii_letters):
        letters = dict(zip(present, string.ascii_letters, strict=False))
        texts = ["..." + "".join(letters[label] for label in factor.labels) for factor in factors]
        kept_text = "..." + "".join(letters[label] for label in kept)
        arrays = [np.asarray(factor.array) for factor in factors]
        total = np.einsum(f"{','.join(texts)}->{kept_text}", *arrays, optimize=True)
    else:
        whole = np.asarray(elementwise(product, *factors).ordered(present))
        first = whole.ndim - len(present)
        total = whole.sum(axis=tuple(first + k for k, label in enumerate(present) if label in bound))
    return Labelled(kept, multiple * total)


def product(*arrays: Any) -> Any:
    """Return the product of the arrays."""
    result = arrays[0]
    for array in arrays[1:]:
        result = result * array
    return result


def gathered(base: Any, places: Sequence[Labelled]) -> Labelled:
    """Return base[..., places]: the last axes of the array are read at the places, which may depend on labels and on the batch."""
    import numpy as np

    labels, indices = aligned(places)
    if all(index.ndim == len(labels) for index in indices):  # the places are the same at every batch point
        return Labelled(labels, base[(..., *np.broadcast_arrays(*indices))])
    own = base.shape[: base.ndim - len(indices)]
    batch = np.broadcast_shapes(own, *(index.shape[: index.ndim - len(labels)] for index in indices))
    array = np.broadcast_to(base, (*batch, *base.shape[len(own) :]))
    # Every axis of the batch is indexed by its own numbers, so that place and base are read at the same batch point.
    grid = [
        np.arange(length).reshape([length, *[1] * (len(batch) - 1 - k + len(labels))])
        for k, length in enumerate(batch)
    ]
    return Labelled(labels, array[tuple(np.broadcast_arrays(*grid, *indices))])
