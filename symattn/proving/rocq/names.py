"""Names of a statement become names of Rocq, one to one: no keyword, no name that the exported file uses, no brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable

_KEYWORD_TEXT = (
    "as at cofix else end exists exists2 fix for forall fun if in let match mod return then using where with "
    "Prop Set Type SProp Definition Fixpoint Theorem Lemma Proof Qed Print Require Import Ltac Section "
    "Axiom Parameter Conjecture Admitted Abort Variable Hypothesis Notation Module End"
)
#: Names that the definitions, lemmas and scripts of an exported file mention.
_USED_TEXT = (
    "R Z N Q S O nat bool True False not and or eq INR IZR PI C Rabs Rmax Rmin exp ln sqrt pow tanh sinh cosh "
    "powerRZ sum threshold sign relu logistic softplus silu softmax delta choose le lt up fact I"
)
RESERVED = frozenset(f"{_KEYWORD_TEXT} {_USED_TEXT}".split())
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class Names:
    """An injective map from the names of a statement to identifiers of Rocq.

    Examples
    --------
    >>> names = Names(["x", "forall", "w[1,2]", "w_1_2"])
    >>> [names[name] for name in ("x", "forall", "w[1,2]", "w_1_2")]
    ['x', 'forall_', 'w_1_2_', 'w_1_2']
    """

    def __init__(self, names: Iterable[str]) -> None:
        given = list(dict.fromkeys(names))
        # Names that may stay come first, so that no other name can take theirs.
        self._map = {name: name for name in given if _may_stay(name)}
        self._taken = set(self._map.values())
        for name in given:
            if name not in self._map:
                self._map[name] = self.fresh(name)

    def __getitem__(self, name: str) -> str:
        return self._map[name]

    def fresh(self, name: str) -> str:
        """Return an identifier near to the name that no other name has, and keep it."""
        plain = re.sub(r"[^A-Za-z0-9_]+", "_", name).strip("_") or "x"
        if not plain[0].isalpha():
            plain = "x" + plain
        while plain in self._taken or not _may_stay(plain):
            plain += "_"
        self._taken.add(plain)
        return plain

    @property
    def renamed(self) -> tuple[tuple[str, str], ...]:
        """The names that changed, with what they became."""
        return tuple((name, new) for name, new in self._map.items() if name != new)


def _may_stay(name: str) -> bool:
    # Names that the proof chooses itself: hypotheses (hyp3), equations (E4), bound indices (k1_).
    chosen = re.fullmatch(r"(hyp|E|k|t)\d+_?", name)
    return _PLAIN.fullmatch(name) is not None and name not in RESERVED and chosen is None
