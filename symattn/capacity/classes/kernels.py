"""Compiled loops that tick off the products of all pairs of gates in a table of 2^32 bits, and its first filling.

A bit set twice is counted once, so the number of bits set is the number of different products; 32 bits are a truth table of five variables, or two of four.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ONE = np.uint64(1)
_PLACE = np.uint64(63)
_WORD = np.uint64(6)


@njit(cache=True, nogil=True)
def tick_pairs(
    bitmap: NDArray[Any], left: NDArray[Any], right: NDArray[Any], signs: bool, full: np.uint64
) -> None:
    """Set the bits of all products: AND, or for signs the complement of XOR."""
    for i in range(len(left)):
        f = left[i] ^ full if signs else left[i]
        for j in range(len(right)):
            code = f ^ right[j] if signs else f & right[j]
            bitmap[code >> _WORD] |= _ONE << (code & _PLACE)


@njit(cache=True, nogil=True)
def tick_squares(bitmap: NDArray[Any], outputs: NDArray[Any], starts: NDArray[Any], shift: np.uint64) -> None:
    """Set the bits of a + 2^shift b for all a <= b of the same group of sorted outputs; group j lies between starts[j] and starts[j+1]."""
    for group in range(len(starts) - 1):
        for i in range(starts[group], starts[group + 1]):
            a = outputs[i]
            for j in range(i, starts[group + 1]):
                code = a | outputs[j] << shift
                bitmap[code >> _WORD] |= _ONE << (code & _PLACE)
