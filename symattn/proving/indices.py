"""An index of an entry is a name or a number, moved by a reduced word of permutations: s(t(i)) is (i, s t).

Permutations of {1, ..., n} form a group; a word that is reduced in the free group on their names denotes one of them, and two
words that reduce to the same one denote the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

#: A word s_1^e_1 ... s_k^e_k of permutations, the last one applied first; each e is 1 or -1.
Word: TypeAlias = tuple[tuple[str, int], ...]
#: What an index is before permutations move it: a free name, ``"#3"`` for the number 3, or an integer for a bound index.
Base: TypeAlias = str | int
Index: TypeAlias = tuple[Base, Word]


def times(left: Word, right: Word) -> Word:
    """Return the reduced product: ``right`` is applied first."""
    result = list(left)
    for letter in right:
        if result and result[-1] == (letter[0], -letter[1]):
            result.pop()
        else:
            result.append(letter)
    return tuple(result)


def inverse(word: Word) -> Word:
    """Return the inverse word."""
    return tuple((name, -exponent) for name, exponent in reversed(word))


def literal(base: Base) -> int | None:
    """Return the number that ``"#k"`` stands for, None for names and bound indices."""
    return int(base[1:]) if isinstance(base, str) and base.startswith("#") else None


def base_shift(words: Iterable[Word]) -> Word:
    """Return the word u of the set W for which W u^-1 is least, so that it depends on the class {W g : g} only.

    The least set is unique: W g = W for a finite W implies that some power of g is 1, hence g = 1 in a free group.
    """
    distinct = set(words)

    def shifted(u: Word) -> list[tuple[int, Word]]:
        back = inverse(u)
        return sorted((len(w), w) for w in (times(word, back) for word in distinct))

    return min(sorted(distinct), key=shifted)
