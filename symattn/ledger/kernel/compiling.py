"""A file of Rocq is compiled by coqc, and what its theorems assume is inspected.

It is accepted if coqc compiles it, if the text assumes nothing itself, and if each theorem rests on the axioms of Rocq's real numbers at most.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from symattn.errors import MissingExtra
from symattn.ledger.kernel.result import ALLOWED, KernelResult

#: Words with which a file would assume something, or leave a proof out.
FORBIDDEN = (
    "Admitted|Axiom|Axioms|Parameter|Parameters|Conjecture|Conjectures|Hypothesis|Hypotheses|Variable|Variables|Context|"
    "Abort|admit|give_up|Unset|bypass_check|Declare|Extract|Load|Primitive|Register|Redirect|Drop"
)
_REASON_LENGTH = 300
INSTALL = "Install it: apt-get install coq libcoq-mathcomp-algebra (Debian, Ubuntu), or opam install coq."


@cache
def rocq_version() -> str:
    """Return the version of coqc.

    Raises
    ------
    MissingExtra
        If there is no coqc; the message says how to install it.
    """
    if shutil.which("coqc") is None:
        raise MissingExtra("coqc", "is not installed, and the kernel check needs it", hint=INSTALL)
    done = subprocess.run(["coqc", "--print-version"], capture_output=True, text=True, timeout=60)
    return done.stdout.split()[0] if done.returncode == 0 and done.stdout else "unknown"


def text_digest(text: str) -> str:
    """Return a digest of what Rocq reads of a text: comments and spacing do not count."""
    return hashlib.sha256(" ".join(_code(text).split()).encode()).hexdigest()


def assumed_names(output: str) -> set[str]:
    """Return the names of the axioms that ``Print Assumptions`` has listed."""
    return set(re.findall(r"^([A-Za-z_][\w.']*)\s*(?=:|\n\s+:)", output, flags=re.M)) - {"Axioms"}


def _code(text: str) -> str:
    """Return the file without comments, which may be nested, and without strings."""
    depth, kept = 0, []
    for token in re.findall(r"\(\*|\*\)|\"[^\"]*\"|.", text, flags=re.S):
        depth += (token == "(*") - (token == "*)")
        kept.append(token if depth == 0 and token != "*)" and not token.startswith('"') else " ")
    return "".join(kept)


def run_coqc(folder: Path, name: str, time_limit: float, options: Iterable[str] = ()) -> tuple[str, str]:
    """Compile a file of a folder, and return why that failed, empty if it did not, and what coqc printed."""
    command = ["coqc", "-q", "-w", "none", *options, name]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=time_limit, check=False
        )
    except subprocess.TimeoutExpired:
        return f"coqc did not finish within {time_limit:g} seconds", ""
    refused = f"coqc refuses it: {' '.join(done.stderr.split())[-_REASON_LENGTH:]}"
    return (refused if done.returncode else ""), done.stdout


def check_file(
    text: str, theorems: Iterable[str], *, name: str = "statement", time_limit: float = 60
) -> KernelResult:
    """Compile one file and return what the kernel said; accepted only if the theorems are proved and assume what is allowed.

    Raises
    ------
    MissingExtra
        If there is no coqc.
    """
    version, theorems = rocq_version(), tuple(theorems)
    code = _code(text)
    start = time.perf_counter()

    def result(reason: str, assumptions: Iterable[str] = ()) -> KernelResult:
        seconds = time.perf_counter() - start
        return KernelResult(
            name,
            "rocq",
            version,
            tuple(sorted(set(assumptions))),
            seconds,
            not reason,
            reason,
            theorems=theorems,
            digest=text_digest(text),
        )

    forbidden = re.search(rf"\b({FORBIDDEN})\b", code)
    if forbidden:
        return result(f"the file contains {forbidden.group()}, which would assume what is to be proved")
    for theorem in theorems:
        whole = rf"\bTheorem {theorem} :.*?\bQed\..*\bPrint Assumptions {theorem}\."
        if re.search(whole, code, flags=re.S) is None:
            return result(f"the file does not prove {theorem} and print its assumptions")
    with tempfile.TemporaryDirectory(prefix="symattn-rocq-") as folder:
        (Path(folder) / "statement.v").write_text(text, encoding="utf-8")
        failed, output = run_coqc(Path(folder), "statement.v", time_limit)
    if failed:
        return result(failed)
    answers = re.findall(r"^(Closed under the global context|Axioms:)", output, flags=re.M)
    if len(answers) != len(theorems):
        return result(f"{len(theorems)} theorems, but {len(answers)} lists of assumptions")
    assumed = assumed_names(output)
    others = sorted(assumed - ALLOWED)
    return result(f"it assumes {', '.join(others)}" if others else "", assumed)
