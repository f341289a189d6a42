"""Every product or sum of two threshold gates is one of an irreducible pair; of each class of such pairs under symmetry one is multiplied.

Property wanted: a set of results that meets every class of them under signed permutations of the inputs, from
as few pairs as possible.

AND.  Let p be a facet of f with f(p) = 1, and g(p) = 0.  Then f - {p} is a gate, and f AND g = (f - {p}) AND g.  So
every product has a pair in which g contains all facets of f that lie in f, and f those of g that lie in g: each
replacement takes a point away, and there are finitely many.

XOR.  A product of gates in {-1, 1} is f xor g up to complement, and so are the products of f xor {p} and g xor {p}.
Write phi(f) = | |f| - 2^(n-1) |, and replace f, g of a common facet p where that makes phi(f)^2 + phi(g)^2 larger.
Flipping p changes each phi by 1 up or down.  If phi(f) rises, the sum changes by 2 phi(f) + 1 + 2 phi(g) + 1 where
phi(g) rises too, and by 2 phi(f) + 1 - 2 phi(g) + 1 where it falls, positive if phi(f) >= phi(g).  So every product
has a pair, phi(f) >= phi(g), of which no facet raising phi(f) is a facet of g, nor, if phi(f) = phi(g), the other
way round.  Complements of f and of g change the product by a complement only: both have at most 2^(n-1) ones, and
then a facet raises phi(f) where it lies in f, or where f has 2^(n-1) ones.

f + g in {0, 1, 2}, given by f AND g and f OR g.  It does not change where a facet p of both leaves f and enters g.
The sum |f|^2 + |g|^2 becomes larger if |f| <= |g|.  So every sum has a pair, |f| <= |g|, such that no facet of f in
f is a facet of g outside g, nor, if |f| = |g|, the other way round.

All three.  These conditions are kept by signed permutations, and the two factors may be exchanged.  So f may be the
first of its class, the class of g not before that of f, and since the stabiliser of f is the whole residual group
of its ties and zeros (see `factors`), the coefficients of g may be sorted in each block of ties of f.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symattn.capacity.products.factors import Factors
from symattn.capacity.products.forms import distinct, forms, ones, pair_forms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CHUNK = 1 << 16


def blocks(factors: Factors, operation: str) -> int:
    """Return the number of classes of f: all of them, for XOR those with at most 2^(n-1) ones."""
    import numpy as np

    if operation != "xor":
        return len(factors.forms)
    return int(np.count_nonzero(2 * ones(factors.forms) <= 1 << factors.n))


def block_products(factors: Factors, index: int, operation: str) -> tuple[NDArray[np.uint64], int]:
    """Return the sorted distinct results of the irreducible pairs whose first factor is of class ``index``, and the number of pairs.

    The results are the tables of f AND g, of f xor g, or, for f + g, the tables (f AND g) | (f OR g) << 2^n.
    """
    import numpy as np

    n = factors.n
    f = np.uint64(factors.forms[index])
    facets = np.uint64(factors.facets[factors.starts[index]])
    pattern = np.uint8(factors.patterns[index])
    totals = ones(factors.forms)
    # Where f, and with it every g of as many ones, has 2^(n-1) ones, each facet raises phi.
    all_raise = operation == "xor" and 2 * int(totals[index]) == 1 << n
    raising = facets if all_raise else facets & f
    level = int(factors.starts[np.searchsorted(totals, totals[index], side="right")])
    start, stop = int(factors.starts[index]), int(factors.starts[blocks(factors, operation)])
    found, pairs = [], 0
    while start < stop:
        part = slice(start, min(start + _CHUNK, stop))
        g, of_g = factors.tables[part], factors.facets[part]
        keep = (factors.orders[part] & pattern) == pattern
        if operation == "and":
            keep &= (raising & ~g) == 0
            g, of_g = g[keep], of_g[keep]
            g = g[(of_g & g & ~f) == 0]
        else:
            moving = raising & of_g
            keep &= (moving if operation == "xor" else moving & ~g) == 0
            if start < level:
                alike = slice(0, level - start)
                raised = facets & of_g[alike] if all_raise else facets & of_g[alike] & g[alike]
                keep[alike] &= (raised if operation == "xor" else raised & ~f) == 0
            g = g[keep]
        pairs += len(g)
        if operation == "sum":
            found.append(distinct(f & g | (f | g) << np.uint64(1 << n)))
        else:
            found.append(distinct(f & g if operation == "and" else f ^ g))
        start += _CHUNK
    return distinct(np.concatenate(found)), pairs


def class_keys(
    results: NDArray[np.uint64], n: int, operation: str
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return one result of each class and the sizes of the classes; for XOR a result and its complement are one class."""
    import numpy as np

    if operation == "sum":
        return pair_forms(results, n)
    if operation == "and":
        return forms(results, n)
    full = np.uint64((1 << (1 << n)) - 1)
    twice = 2 * ones(results)
    keys, sizes = forms(np.where(twice > 1 << n, results ^ full, results), n)
    balanced = twice == 1 << n
    others, _ = forms(results[balanced] ^ full, n)
    copies = np.full(len(results), 2)
    copies[balanced] = 1 + (keys[balanced] != others)
    keys[balanced] = np.minimum(keys[balanced], others)
    return keys, sizes * copies
