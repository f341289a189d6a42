r"""Two products of factors with bound indices are the same sum exactly when their canonical labellings agree.

Property wanted: a numbering of the bound indices of a contraction such as sum_{i,j,k} A_ij B_jk C_ki that depends on the
contraction only, not on the names it was written with.

Construction: colour the indices by dimension and refine: the new colour of an index is its colour with the multiset of the factors
it occurs in, seen through the present colours.  When no colour splits further, give one index of the first colour class with several
members a colour of its own, for each member in turn, and refine again.  Each leaf of this tree numbers all indices; the least product
under the numberings of the leaves is the canonical one.

Derivation: refinement uses nothing but the structure, so isomorphic products have isomorphic trees, hence equal least leaves.  A
leaf that gives the same product as the first one is an automorphism; members of a class in one orbit of the automorphisms that fix
what was chosen before have equal subtrees, and one of them is enough (McKay).  Trees of eight equal branches then take a few dozen leaves
instead of 8!.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from symattn.proving.polynomial import GaveUp

_MAX_LEAVES = 2000
Form = tuple[Any, ...]


@dataclass
class Labelling:
    """The search for the canonical numbering of ``indices``.

    ``seen(index, colours)`` returns a comparable value of the factors around the index when every index is known by its colour
    only; ``form(order)`` returns the product when the indices are numbered in this order.
    """

    indices: Sequence[int]
    seen: Callable[[int, Mapping[int, int]], Any]
    form: Callable[[Sequence[int]], Form]
    spend: Callable[[], None]
    _path: list[int] = field(default_factory=list)
    _first: tuple[Form, list[int], list[int]] | None = None
    _best: tuple[Form, list[int]] | None = None
    _automorphisms: list[dict[int, int]] = field(default_factory=list)
    _leaves: int = 0

    def order(self, colours: Mapping[int, int]) -> list[int]:
        """Return the indices in canonical order; ``colours`` are the initial ones."""
        self._visit(self._refine(dict(colours)))
        assert self._best is not None
        return self._best[1]

    def _refine(self, colours: dict[int, int]) -> dict[int, int]:
        """Split the colour classes until no view tells two members of a class apart; classes of one member are not looked at."""
        classes: dict[int, list[int]] = {}
        for i in self.indices:
            classes.setdefault(colours[i], []).append(i)
        cells = [classes[c] for c in sorted(classes)]
        while True:
            colours = {i: rank for rank, cell in enumerate(cells) for i in cell}
            finer: list[list[int]] = []
            for cell in cells:
                if len(cell) == 1:
                    finer.append(cell)
                    continue
                views: dict[Any, list[int]] = {}
                for i in cell:
                    views.setdefault(self.seen(i, colours), []).append(i)
                finer.extend(views[view] for view in sorted(views))
            if len(finer) == len(cells):
                return colours
            cells = finer

    def _visit(self, colours: dict[int, int]) -> int | None:
        """Explore a node; return the depth to go back to when an automorphism made the rest of a branch superfluous."""
        self.spend()
        classes: dict[int, list[int]] = {}
        for i in self.indices:
            classes.setdefault(colours[i], []).append(i)
        cell = next((classes[c] for c in sorted(classes) if len(classes[c]) > 1), None)
        if cell is None:
            return self._leaf(sorted(self.indices, key=colours.__getitem__))
        depth = len(self._path)
        tried: list[int] = []
        for chosen in cell:
            if tried and self._same_orbit(chosen, tried):
                continue
            individual = {i: 2 * c + (i != chosen and c == colours[chosen]) for i, c in colours.items()}
            self._path.append(chosen)
            back = self._visit(self._refine(individual))
            self._path.pop()
            tried.append(chosen)
            if back is not None and back < depth:
                return back
        return None

    def _leaf(self, order: list[int]) -> int | None:
        self._leaves += 1
        if self._leaves > _MAX_LEAVES:
            raise GaveUp(
                f"a sum is so symmetric that more than {_MAX_LEAVES} numberings of its indices are compared"
            )
        form = self.form(order)
        if self._first is None:
            self._first, self._best = (form, order, list(self._path)), (form, order)
            return None
        assert self._best is not None
        if form == self._first[0]:
            self._automorphisms.append(dict(zip(self._first[1], order, strict=True)))
            pairs = zip(self._first[2], self._path, strict=False)
            return next((k for k, (a, b) in enumerate(pairs) if a != b), 0)
        if form == self._best[0]:
            self._automorphisms.append(dict(zip(self._best[1], order, strict=True)))
        elif form < self._best[0]:
            self._best = (form, order)
        return None

    def _same_orbit(self, chosen: int, tried: Sequence[int]) -> bool:
        fixing = [a for a in self._automorphisms if all(a[p] == p for p in self._path)]
        # The powers of a permutation contain its inverse, so going forwards reaches the whole orbit.
        orbit, new = {chosen}, [chosen]
        while new:
            i = new.pop()
            for automorphism in fixing:
                image = automorphism[i]
                if image not in orbit:
                    orbit.add(image)
                    new.append(image)
        return not orbit.isdisjoint(tried)
