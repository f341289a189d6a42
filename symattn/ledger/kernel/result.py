"""What the kernel said of a claim, and what a theorem may rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: What a theorem about real numbers may rest on: how Rocq's library defines them.
ALLOWED = frozenset(
    (
        "ClassicalDedekindReals.sig_forall_dec",
        "ClassicalDedekindReals.sig_not_dec",
        "FunctionalExtensionality.functional_extensionality_dep",
        "Classical_Prop.classic",
        "classic",
    )
)


@dataclass(frozen=True)
class KernelResult:
    """What the kernel said of one claim.

    ``source`` is ``export`` if the file was written from the machine statement, ``library`` if the theorems are those of ``symattn/rocq``, written and
    compared with the claim by people. ``digest`` names the text that was compiled; ``recorded`` says that this was done earlier.
    """

    claim: str
    kernel: str
    version: str
    assumptions: tuple[str, ...]
    seconds: float
    accepted: bool
    reason: str = ""
    source: str = "export"
    theorems: tuple[str, ...] = ()
    digest: str = ""
    recorded: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the result as JSON."""
        return {
            "claim": self.claim,
            "kernel": self.kernel,
            "version": self.version,
            "source": self.source,
            "theorems": list(self.theorems),
            "assumptions": list(self.assumptions),
            "seconds": round(self.seconds, 3),
            "digest": self.digest,
            "accepted": self.accepted,
            "recorded": self.recorded,
            "reason": self.reason,
        }

    @property
    def method(self) -> str:
        """The kernel with its version, as evidence names it."""
        return f"Rocq {self.version}"

    @property
    def detail(self) -> str:
        """What was proved and on what it rests, in one sentence."""
        many = "s" * (len(self.theorems) != 1)
        names = ", ".join(self.theorems)
        where = (
            f"theorem{many} {names} of symattn/rocq"
            if self.source == "library"
            else f"exported theorem{many} {names}"
        )
        axioms = f"rests on {', '.join(self.assumptions)}" if self.assumptions else "no axioms"
        return f"{where}; {axioms}; {'recorded' if self.recorded else 'compiled now'}"
