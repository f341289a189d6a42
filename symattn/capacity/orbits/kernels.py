"""Compiled loops of this package: least covers of sets of points by sets of gates.

The only file here that imports numba; it is imported after `symattn.threshold.compiled.use_compiled` has said so.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def _ones(word: Any) -> Any:
    """Return the number of bits of a 32-bit word."""
    count = 0
    word = np.uint32(word)
    while word:
        word &= np.uint32(word - np.uint32(1))
        count += 1
    return count


@njit(cache=True, nogil=True)
def least_covers(targets: Any, first: Any, offset: Any, second: Any, half: Any) -> Any:
    """Return for each target the least number of gates' sets inside it that cover it.

    The gates' sets are first[i] | second[j] << half for offset[i] <= j < offset[i + 1], words of 2 * half <= 32 bits; the empty set takes one.
    """
    shift = np.uint32(half)
    low = np.uint32((1 << half) - 1)
    numbers = np.zeros(len(targets), dtype=np.int64)
    inside = np.empty(len(second), dtype=np.uint32)
    order = np.empty(len(second), dtype=np.int64)
    size = np.empty(len(second), dtype=np.int64)
    maximal = np.empty(len(second), dtype=np.uint32)
    start = np.zeros(35, dtype=np.int64)
    met = np.zeros(32, dtype=np.int64)
    place = np.zeros(33, dtype=np.int64)
    point = np.zeros(33, dtype=np.uint32)
    open_points = np.zeros(34, dtype=np.uint32)
    for row in range(len(targets)):
        target = targets[row]
        outside_first = np.uint32(low & ~target)
        outside_second = np.uint32(low & ~(target >> shift))
        # All gates' sets inside the target, half by half.
        found = 0
        whole = False
        for i in range(len(first)):
            if first[i] & outside_first:
                continue
            for j in range(offset[i], offset[i + 1]):
                if second[j] & outside_second == 0:
                    inside[found] = first[i] | np.uint32(second[j] << shift)
                    whole |= inside[found] == target
                    found += 1
        if whole:
            numbers[row] = 1
            continue
        # The maximal ones, largest first.
        start[:] = 0
        for i in range(found):
            size[i] = _ones(inside[i])
            start[34 - 1 - size[i]] += 1
        total = 0
        for s in range(35):
            held = start[s]
            start[s] = total
            total += held
        for i in range(found):
            order[start[33 - size[i]]] = i
            start[33 - size[i]] += 1
        kept = 0
        for k in range(found):
            candidate = inside[order[k]]
            contained = False
            for i in range(kept):
                if candidate & ~maximal[i] == 0:
                    contained = True
                    break
            if not contained:
                maximal[kept] = candidate
                kept += 1
        # How many of them contain each point: points in few sets are covered first.
        met[:] = 0
        for i in range(kept):
            for p in range(2 * half):
                met[p] += (maximal[i] >> np.uint32(p)) & np.uint32(1)
        largest = size[order[0]]
        points = _ones(target)
        for most in range(max(2, -(-points // largest)), points + 1):
            depth = 0
            open_points[0] = target
            place[0] = -1
            while depth >= 0:
                if place[depth] < 0:
                    # A new node: give up, or choose the open point in the fewest sets.
                    rest = open_points[depth]
                    if rest == 0:
                        break
                    if (most - depth) * largest < _ones(rest):
                        depth -= 1
                        continue
                    fewest = np.int64(1 << 62)
                    for p in range(2 * half):
                        if (rest >> np.uint32(p)) & np.uint32(1) and met[p] < fewest:
                            fewest = met[p]
                            point[depth] = np.uint32(1) << np.uint32(p)
                    place[depth] = 0
                chosen = -1
                for i in range(place[depth], kept):
                    if maximal[i] & point[depth]:
                        chosen = i
                        break
                if chosen < 0:
                    depth -= 1
                    continue
                place[depth] = chosen + 1
                open_points[depth + 1] = open_points[depth] & ~maximal[chosen]
                depth += 1
                place[depth] = -1
            if depth >= 0:
                numbers[row] = most
                break
    return numbers
