"""The search of `branching` in the whole group for one table at a time, compiled: the same images, the same orders of stabilisers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

ONE = np.uint64(1)


@njit(cache=True, nogil=True)
def least_of_all(words: Any, n: int, full: Any, lows: Any, least: Any, fixing: Any) -> None:
    """Write the least image of each table under the whole group, and how many elements give it.

    ``full`` is the table of 1, and ``lows[i]`` that of 1 - x_(i+1).
    """
    most = 1
    for i in range(2, n + 1):
        most *= i
    off = np.empty(1 << n, dtype=np.uint64)
    # The beginnings of one length and those of the next: points left, values used, places v(c) of the bits known.
    points = np.empty((2, most), dtype=np.uint64)
    used = np.empty((2, most), dtype=np.int64)
    spans = np.empty((2, most, 1 << n), dtype=np.uint8)
    for index in range(len(words)):
        off[0] = ~words[index] & full
        for i in range(n):
            shift = np.uint64(1 << i)
            for v in range(1 << i):
                word = off[v]
                off[v | 1 << i] = (word & lows[i]) << shift | word >> shift & lows[i]
        image = np.uint64(0) if off[0] else ONE
        points[0, 0] = off[0] if off[0] else full
        used[0, 0] = 0
        spans[0, 0, 0] = 0
        nodes, now = 1, 0
        for depth in range(n):
            length, children, best = 1 << depth, 0, np.uint64(0)
            for node in range(nodes):
                for bit in range(n):
                    if used[now, node] >> bit & 1:
                        continue
                    possible, value = points[now, node], np.uint64(0)
                    # Less than the best bits so far, or equal to them up to here; greater ones are left at once.
                    less: Any = children == 0
                    greater: Any = False
                    # Four bits between comparisons: the bits come without a jump, the comparisons do not.
                    for start in range(0, length, 4):
                        end = min(start + 4, length)
                        for k in range(start, end):
                            met = possible & off[spans[now, node, k] ^ (1 << bit)]
                            none = met == 0
                            possible = possible if none else met
                            value = value << ONE | np.uint64(none)
                        if not less:
                            other = best >> np.uint64(length - end)
                            greater = value > other
                            less = value < other
                            if greater:
                                break
                    if greater:
                        continue
                    if less:
                        best, children = value, 0
                    after = 1 - now
                    points[after, children] = possible
                    used[after, children] = used[now, node] | 1 << bit
                    for k in range(length):
                        spans[after, children, k] = spans[now, node, k]
                        spans[after, children, length + k] = spans[now, node, k] ^ (1 << bit)
                    children += 1
            image = image << np.uint64(length) | best
            nodes, now = children, 1 - now
        count = 0
        for node in range(nodes):
            left = points[now, node]
            while left:
                left &= left - ONE
                count += 1
        least[index], fixing[index] = image, count
