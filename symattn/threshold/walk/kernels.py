"""The two loops of the walk over Chow vectors, compiled: the same steps in the same order as `chow_walk` and `batched_simplex`, one function after the other.

Points, words, rows, pivots, the rule for the entering column and the limit for the entries are those of the NumPy form, so that the answers are equal bit by bit; the derivations
stand there.  Overflow is excluded by the caller's bound on the weights and by the limit checked at each pivot.
"""

from __future__ import annotations

import numpy as np
from numba import njit

MOST_ROWS = 64
"""Room for the rows of one program."""

_ONE = np.uint64(1)
_ODD = np.uint64(0xAAAAAAAAAAAAAAAA)
_UPPER = np.array([sum(1 << k for k in range(64) if k >> bit & 3 == 2) for bit in range(5)], dtype=np.uint64)
# The six highest bits of 2^k times this constant are different for k = 0..63 (a de Bruijn sequence).
_SEQUENCE = np.uint64(0x03F79D71B4CB0A89)
_POSITION = np.zeros(64, dtype=np.int64)
_POSITION[[(0x03F79D71B4CB0A89 << k & 0xFFFFFFFFFFFFFFFF) >> 58 for k in range(64)]] = np.arange(64)


@njit(cache=True, nogil=True)
def _evaluate(weights, values, words):  # type: ignore[no-untyped-def]
    """Write the words of f(y) = [w.y > 0]; return whether w.y is 0 nowhere."""
    size = len(weights)
    total = 0
    for i in range(size):
        total += weights[i]
    values[0] = -total
    for bit in range(size):
        step = 2 * weights[size - 1 - bit]
        half = 1 << bit
        for k in range(half):
            values[half + k] = values[k] + step
    nowhere = True
    for k in range(1 << size):
        nowhere &= values[k] != 0
    for word in range(len(words)):
        bits = np.uint64(0)
        base = word << 6
        for k in range(min(64, (1 << size) - base)):
            bits |= np.uint64(values[base + k] > 0) << np.uint64(k)
        words[word] = bits
    return nowhere


@njit(cache=True, nogil=True)
def _minimal(words, size, points):  # type: ignore[no-untyped-def]
    """Write the numbers of the minimal true points in increasing order; return how many there are, or -1 if there is no room."""
    count = 0
    for word in range(len(words)):
        true = words[word]
        covered = (true << _ONE) & _ODD
        for bit in range(min(size - 1, 5)):
            covered |= (true << np.uint64(1 << bit)) & _UPPER[bit]
        if size > 6 and word & 1:
            covered |= words[word - 1] >> np.uint64(32)
        for bit in range(6, size - 1):
            if word >> (bit - 6) & 3 == 2:
                covered |= words[word - (1 << (bit - 6))]
        rest = true & ~covered
        while rest:
            if count == len(points):
                return -1
            lowest = rest & (~rest + _ONE)
            points[count] = (word << 6) + _POSITION[(lowest * _SEQUENCE) >> np.uint64(58)]
            count += 1
            rest ^= lowest
    return count


@njit(cache=True, nogil=True)
def expand_rows(weights, chow, least_point, parents, points):  # type: ignore[no-untyped-def]
    """Write (parent, point) for the minimal true points with y_1 = 1 other than ``least_point``; return their number, or -1 - row for a row of wrong weights."""
    count, size = weights.shape
    values = np.empty(1 << size, dtype=np.int32)
    words = np.empty(max(1, (1 << size) >> 6), dtype=np.uint64)
    found = np.empty(MOST_ROWS, dtype=np.int64)
    written = 0
    for row in range(count):
        if not _evaluate(weights[row], values, words):
            return -1 - row
        # p_i = true points with y_i = 1 minus those with y_i = -1; then the two halves are added.
        for k in range(1 << size):
            values[k] = values[k] > 0
        half = (1 << size) >> 1
        for i in range(size):
            difference = 0
            for k in range(half):
                difference += values[half + k] - values[k]
            if difference != chow[row, i]:
                return -1 - row
            for k in range(half):
                values[k] += values[half + k]
            half >>= 1
        number = _minimal(words, size, found)
        if number < 0:
            return -1 - row
        for j in range(number):
            if found[j] >= 1 << (size - 1) and found[j] != least_point:
                parents[written] = row
                points[written] = found[j]
                written += 1
    return written


@njit(cache=True, nogil=True)
def _solve(matrix, rows, tableau, column, basis, limit):  # type: ignore[no-untyped-def]
    """Solve one program; return its denominator, 0 if it has no solution, -1 if an entry reaches the limit."""
    size = len(basis)
    for i in range(size):
        for j in range(size):
            tableau[i, j] = i == j
        tableau[i, size] = i + 1
        tableau[size, i] = 0.0
        basis[i] = rows + i
    tableau[size, size] = 0.0
    denominator = 1.0
    stalled = False
    while True:
        entering, price = -1, 0.0
        for m in range(rows + size):
            if m < rows:
                value = -denominator
                for i in range(size):
                    value += matrix[m, i] * tableau[size, i]
            else:
                value = tableau[size, m - rows]
            if value < price:
                entering, price = m, value
                if stalled:
                    break
        if entering < 0:
            return denominator
        for i in range(size):
            if entering < rows:
                value = 0.0
                for j in range(size):
                    value += tableau[i, j] * matrix[entering, j]
                column[i] = value
            else:
                column[i] = tableau[i, entering - rows]
        column[size] = price
        leaving, least = -1, np.inf
        for i in range(size):
            if column[i] > 0:
                ratio = tableau[i, size] / column[i]
                if ratio < least or (ratio == least and basis[i] < basis[leaving]):
                    leaving, least = i, ratio
        if leaving < 0:
            return 0.0
        largest = 0.0
        for i in range(size + 1):
            largest = max(largest, abs(column[i]))
        if largest >= limit:
            return -1.0
        stalled = tableau[leaving, size] == 0
        pivot = column[leaving]
        for i in range(size + 1):
            if i != leaving:
                factor = column[i]
                for j in range(size + 1):
                    tableau[i, j] = (pivot * tableau[i, j] - factor * tableau[leaving, j]) / denominator
                    largest = max(largest, abs(tableau[i, j]))
        if largest >= limit:
            return -1.0
        basis[leaving] = entering
        denominator = pivot


@njit(cache=True, nogil=True)
def decide_rows(weights, flips, sums, limit, numerators, denominators):  # type: ignore[no-untyped-def]
    """Solve the programs of candidates; return 0, or a negative code: -1 the limit of the pivots, -2 weights that vanish at a point, -3 no room."""
    count, size = weights.shape
    values = np.empty(1 << size, dtype=np.int32)
    words = np.empty(max(1, (1 << size) >> 6), dtype=np.uint64)
    points = np.empty(MOST_ROWS, dtype=np.int64)
    matrix = np.empty((MOST_ROWS, size))
    tableau = np.empty((size + 1, size + 1))
    column = np.empty(size + 1)
    basis = np.empty(size, dtype=np.int64)
    for row in range(count):
        if not _evaluate(weights[row], values, words):
            return -2
        point = np.int64(flips[row])
        opposite = (1 << size) - 1 - point
        words[point >> 6] ^= _ONE << np.uint64(point & 63)
        words[opposite >> 6] ^= _ONE << np.uint64(opposite & 63)
        rows = _minimal(words, size, points)
        if rows < 0:
            return -3
        for m in range(rows):
            for i in range(size):
                matrix[m, i] = sums[points[m], i]
        scale = _solve(matrix, rows, tableau, column, basis, limit)
        if scale < 0:
            return -1
        denominators[row] = np.int64(scale)
        if scale > 0:
            for i in range(size):
                numerators[row, i] = np.int64(tableau[size, i])
    return 0
