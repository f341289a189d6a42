"""The theorems of ``symattn/rocq``, which people have written for all sizes: which claims they state, what they need, what coqc says of them.

Property wanted: a claim counts as proved there only if the theorems state all of it. That is for people to judge, who compare the two once; so
``library.json`` keeps for each claim the digest of the statement that was compared, and a claim that has changed since does not count.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from symattn.ledger.claim import Claim
from symattn.ledger.kernel.compiling import assumed_names, rocq_version, run_coqc, text_digest
from symattn.ledger.kernel.result import ALLOWED, KernelResult

FOLDER = Path(__file__).resolve().parents[2] / "rocq"
_OPTIONS = ("-Q", ".", "Symattn")
_REQUIRED = re.compile(r"From Symattn Require Import ([\w\s]+)\.")
_CLOSED = "Closed under the global context\n"
#: What arranges a formula and says nothing.
_LAYOUT = re.compile(r"\\(?:begin|end)\{(?:aligned|gathered)\}|\\\\|&|\\q?quad\b|\\[,;:!]|\$")


@dataclass(frozen=True)
class Formalised:
    """A claim that theorems of the library state: all of it, or a part, of which ``note`` says what is left."""

    claim: str
    theorems: tuple[str, ...]
    whole: bool
    note: str = ""
    #: The digest of the claim's statement when it was compared with the theorems.
    compared: str = ""

    @property
    def modules(self) -> tuple[str, ...]:
        """The files in which the theorems stand, without ending."""
        return tuple(dict.fromkeys(name.partition(".")[0] for name in self.theorems))


@cache
def formalised() -> dict[str, Formalised]:
    """Return what the library says of each claim that it states or states in part."""
    listed = json.loads((FOLDER / "library.json").read_text(encoding="utf-8"))
    found = {}
    for whole, key, words in ((True, "claims", "note"), (False, "parts", "missing")):
        for entry in listed[key]:
            name, theorems = entry["id"], tuple(entry["theorems"])
            found[name] = Formalised(name, theorems, whole, entry.get(words, ""), entry.get("statement", ""))
    return found


def read_digest(claim: Claim) -> str:
    """Return a digest of everything a reader is told that the claim states; how formulas are broken into lines and spaced does not count."""
    text = claim.statement.text if claim.statement is not None else ""
    told = "\n".join((_LAYOUT.sub("", claim.latex), *claim.hypotheses, text))
    return hashlib.sha256("".join(told.split()).encode()).hexdigest()[:16]


def stated_in_library(claim: Claim) -> Formalised | None:
    """Return the theorems that state the whole claim, as it reads today; None if there are none."""
    found = formalised().get(claim.id)
    return found if found is not None and found.whole and found.compared == read_digest(claim) else None


@cache
def source_of(module: str) -> str:
    """Return the text of a module of the library."""
    return (FOLDER / f"{module}.v").read_text(encoding="utf-8")


@cache
def required(module: str) -> tuple[str, ...]:
    """Return the modules of the library that a module names as needed."""
    return tuple(name for group in _REQUIRED.findall(source_of(module)) for name in group.split())


def with_required(modules: Iterable[str]) -> tuple[str, ...]:
    """Return modules with all that they need, what is needed first."""
    order: dict[str, None] = {}

    def visit(module: str) -> None:
        if module not in order:
            for below in required(module):
                visit(below)
            order[module] = None

    for module in modules:
        visit(module)
    return tuple(order)


@cache
def library_digest(theorems: tuple[str, ...]) -> str:
    """Return a digest of the theorems' names, of the modules in which they stand and of all that these need."""
    modules = with_required(theorem.partition(".")[0] for theorem in theorems)
    parts = (f"{module} {text_digest(source_of(module))}" for module in sorted(modules))
    return hashlib.sha256("\n".join((*sorted(theorems), *parts)).encode()).hexdigest()


def check_library(
    claims: Iterable[Claim],
    *,
    jobs: int,
    time_limit: float,
    progress: Callable[[str], None] | None = None,
) -> dict[str, KernelResult]:
    """Compile what the claims need, several files at a time, and return what the kernel said of each; ``time_limit`` is for one file.

    ``progress`` is called with each claim that theorems of the library state, when the last file that it needs is done.

    Raises
    ------
    MissingExtra
        If there is no coqc.
    """
    version = rocq_version()
    wanted = {claim.id: found for claim in claims if (found := stated_in_library(claim)) is not None}
    modules = with_required(module for found in wanted.values() for module in found.modules)
    if not modules:
        return {}
    with tempfile.TemporaryDirectory(prefix="symattn-rocq-") as name:
        folder = Path(name)
        waiting = {claim: set(with_required(found.modules)) for claim, found in wanted.items()}

        def compiled(module: str) -> None:
            for claim in [claim for claim, needed in waiting.items() if module in needed]:
                waiting[claim].discard(module)
                if not waiting[claim] and progress is not None:
                    progress(claim)

        wrong, seconds = _compile(folder, modules, jobs, time_limit, compiled)
        theorems = [
            theorem
            for theorem in dict.fromkeys(t for found in wanted.values() for t in found.theorems)
            if not _broken((theorem.partition(".")[0],), wrong)
        ]
        assumptions = _assumptions(folder, theorems, time_limit)
    results = {}
    for claim, found in wanted.items():
        reason = _broken(found.modules, wrong)
        assumed: set[str] = set()
        for theorem in found.theorems if not reason else ():
            if theorem not in assumptions:
                reason = f"coqc does not print what {theorem} assumes"
            assumed |= assumptions.get(theorem, set())
        if not reason and assumed - ALLOWED:
            reason = f"it assumes {', '.join(sorted(assumed - ALLOWED))}"
        results[claim] = KernelResult(
            claim,
            "rocq",
            version,
            tuple(sorted(assumed)),
            sum(seconds[module] for module in found.modules if module in seconds),
            not reason,
            reason,
            "library",
            found.theorems,
            library_digest(found.theorems),
        )
    return results


def _broken(modules: Iterable[str], wrong: dict[str, str]) -> str:
    """Return why one of the modules, or one that they need, was not compiled; empty if all were."""
    return next((f"{m}.v: {wrong[m]}" for m in with_required(modules) if m in wrong), "")


def _compile(
    folder: Path,
    modules: tuple[str, ...],
    jobs: int,
    time_limit: float,
    done_with: Callable[[str], None],
) -> tuple[dict[str, str], dict[str, float]]:
    """Compile modules as soon as what they need is compiled; return what went wrong, and the seconds of each."""
    for module in modules:
        (folder / f"{module}.v").write_text(source_of(module), encoding="utf-8")
    wrong: dict[str, str] = {}
    seconds: dict[str, float] = {}
    left, running = list(modules), dict[Future[tuple[str, float]], str]()
    with ThreadPoolExecutor(jobs) as pool:
        while left or running:
            for module in [m for m in left if not set(required(m)) - seconds.keys() - wrong.keys()]:
                left.remove(module)
                if _broken((module,), wrong):
                    wrong[module] = "a file that it needs was not accepted"
                    done_with(module)
                else:
                    running[pool.submit(_compiled, folder, module, time_limit)] = module
            if not running:
                continue
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                module = running.pop(done)
                reason, seconds[module] = done.result()
                if reason:
                    wrong[module] = reason
                done_with(module)
    return wrong, seconds


def _compiled(folder: Path, module: str, time_limit: float) -> tuple[str, float]:
    """Return what is wrong with a module, empty if nothing, and the seconds."""
    start = time.perf_counter()
    reason, _ = run_coqc(folder, f"{module}.v", time_limit, _OPTIONS)
    return reason, time.perf_counter() - start


def _assumptions(folder: Path, theorems: list[str], time_limit: float) -> dict[str, set[str]]:
    """Return the axioms that each theorem rests on; a theorem of which coqc does not say it is left out."""
    if not theorems:
        return {}
    # Each question walks through everything below; what is closed taken together is closed one by one, and asked once.
    together = f"Definition together := ({', '.join(f'@{theorem}' for theorem in theorems)}, tt)."
    if _answers(folder, theorems, [together, "Print Assumptions together."], time_limit) == [_CLOSED]:
        return {theorem: set() for theorem in theorems}
    answers = _answers(folder, theorems, [f"Print Assumptions {t}." for t in theorems], time_limit)
    if len(answers) != len(theorems):
        return {}
    return {theorem: assumed_names(answer) for theorem, answer in zip(theorems, answers, strict=True)}


def _answers(folder: Path, theorems: list[str], commands: list[str], time_limit: float) -> list[str]:
    """Return what coqc answers to questions about the assumptions of theorems; nothing if it fails."""
    modules = dict.fromkeys(theorem.partition(".")[0] for theorem in theorems)
    text = "\n".join([f"From Symattn Require {' '.join(modules)}.", *commands, ""])
    (folder / "assumptions.v").write_text(text, encoding="utf-8")
    failed, output = run_coqc(folder, "assumptions.v", time_limit, _OPTIONS)
    return [] if failed else re.split(rf"^(?={_CLOSED}|Axioms:)", output, flags=re.M)[1:]
