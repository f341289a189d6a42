"""The theorems of ``symattn/rocq``, which people have written for all sizes: which claims they state, what they need, what coqc says of them.

Property wanted: a claim counts as proved there only if the theorems state all of it. That is for people to judge, who compare the two once; so
``library.json`` keeps for each claim the digest of the statement that was compared, and a claim that has changed since does not count.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from symattn.ledger.claim import Claim
from symattn.ledger.kernel.compiling import assumed_names, rocq_version, text_digest
from symattn.ledger.kernel.result import ALLOWED, KernelResult

FOLDER = files("symattn") / "rocq"
_REQUIRED = re.compile(r"From Symattn Require Import ([\w\s]+)\.")
_REASON_LENGTH = 300
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
def library_digest(modules: tuple[str, ...]) -> str:
    """Return a digest of the modules and of all that they need."""
    parts = (f"{module} {text_digest(source_of(module))}" for module in sorted(with_required(modules)))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def check_library(
    claims: Iterable[Claim],
    *,
    jobs: int = 1,
    time_limit: float = 60,
    progress: Callable[[str], None] | None = None,
) -> dict[str, KernelResult]:
    """Compile what the claims need, several files at a time, and return what the kernel said of each; ``time_limit`` is for one file.

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
        wrong, seconds = _compile(folder, modules, jobs, time_limit, progress)
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
            library_digest(found.modules),
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
    progress: Callable[[str], None] | None,
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
                else:
                    running[pool.submit(_compiled, folder, module, time_limit)] = module
            if not running:
                continue
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                module = running.pop(done)
                reason, seconds[module] = done.result()
                if reason:
                    wrong[module] = reason
                if progress is not None:
                    progress(f"{module}.v")
    return wrong, seconds


def _coqc(folder: Path, name: str, time_limit: float) -> subprocess.CompletedProcess[str]:
    command = ["coqc", "-q", "-w", "none", "-Q", ".", "Symattn", name]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=time_limit, check=False
    )


def _compiled(folder: Path, module: str, time_limit: float) -> tuple[str, float]:
    """Return what is wrong with a module, empty if nothing, and the seconds."""
    start = time.perf_counter()
    try:
        done = _coqc(folder, f"{module}.v", time_limit)
        reason = "" if done.returncode == 0 else f"coqc refuses it: {_end(done.stderr)}"
    except subprocess.TimeoutExpired:
        reason = f"coqc did not finish within {time_limit:g} seconds"
    return reason, time.perf_counter() - start


def _end(text: str) -> str:
    return " ".join(text.split())[-_REASON_LENGTH:]


def _assumptions(folder: Path, theorems: list[str], time_limit: float) -> dict[str, set[str]]:
    """Return the axioms that each theorem rests on."""
    modules = dict.fromkeys(theorem.partition(".")[0] for theorem in theorems)
    if not modules:
        return {}
    asked = [f"From Symattn Require {' '.join(modules)}.", *(f"Print Assumptions {t}." for t in theorems)]
    (folder / "assumptions.v").write_text("\n".join(asked) + "\n", encoding="utf-8")
    try:
        done = _coqc(folder, "assumptions.v", time_limit)
    except subprocess.TimeoutExpired:
        return {}
    answers = re.split(r"^(?=Closed under the global context|Axioms:)", done.stdout, flags=re.M)[1:]
    if done.returncode != 0 or len(answers) != len(theorems):
        return {}
    return {theorem: assumed_names(answer) for theorem, answer in zip(theorems, answers, strict=True)}
