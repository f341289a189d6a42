"""Claims checked once more by a kernel that shares no code with this library: exported to Rocq, compiled by coqc, assumptions inspected.

A claim is accepted if every part of its machine statement is a theorem that coqc compiles, if the file assumes nothing itself, and if each
theorem rests on the axioms of Rocq's real numbers at most.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from symattn.certificates.expression import substitute
from symattn.errors import InvalidArgument, InvalidStatement, MissingExtra, SymattnError
from symattn.ledger.claim import Claim
from symattn.ledger.machine import All, Constructed, Identity, MachineStatement, Sizes, Symbolic
from symattn.ledger.registry import all_claims, find_claim
from symattn.proving import parse_statement, read_statement, to_text
from symattn.proving.rocq import Exported, Goal, TermBound, export_goals

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
#: Words with which a file would assume something, or leave a proof out.
FORBIDDEN = (
    "Admitted|Axiom|Axioms|Parameter|Parameters|Conjecture|Conjectures|Hypothesis|Hypotheses|Variable|Variables|Context|"
    "Abort|admit|give_up|Unset|bypass_check|Declare|Extract|Load|Primitive|Register|Redirect|Drop"
)
INSTALL = "Install it: apt-get install coq libcoq-mathcomp-algebra (Debian, Ubuntu), or opam install coq."


@dataclass(frozen=True)
class KernelResult:
    """What the kernel said of one claim."""

    claim: str
    kernel: str
    version: str
    assumptions: tuple[str, ...]
    seconds: float
    accepted: bool
    reason: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the result as JSON."""
        return {
            "claim": self.claim,
            "kernel": self.kernel,
            "version": self.version,
            "assumptions": list(self.assumptions),
            "seconds": round(self.seconds, 3),
            "accepted": self.accepted,
            "reason": self.reason,
        }


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


def export_claim(identifier: str) -> str:
    """Return the file of Rocq that states and proves the claim.

    Raises
    ------
    UnknownName
        If there is no such claim.
    InvalidStatement
        If it cannot be exported; the message says why.

    Examples
    --------
    >>> text = export_claim("TX-6")
    >>> start = text.index("Theorem TX_6")
    >>> print(text[start : text.index("Proof", start)].strip())
    Theorem TX_6 :
      forall (R_j w_ji g O_i : R),
      R_j + w_ji * (g * O_i) = R_j + g * w_ji * O_i.
    """
    return _export(find_claim(identifier)).text


def _export(claim: Claim) -> Exported:
    if claim.statement is None:
        rule = "has no machine statement, so that there is nothing to export"
        raise InvalidStatement(claim.id, rule, claim.kind, "`symattn show` says what it is.")
    if claim.argument:
        rule = "is argued: its proof is written for people, and what the machine decides is only a part of it"
        raise InvalidStatement(
            claim.id, rule, f"{len(claim.argument)} steps", "Its parents may be exportable."
        )
    comment = (
        f"{claim.id}: {claim.title}.\n   Statement {claim.statement.digest()}: {claim.statement.text[:1500]}"
    )
    goals = list(dict.fromkeys(_goals(claim.id, claim.statement)))
    return export_goals(goals, name=claim.id.replace("-", "_"), comment=comment)


def _goals(name: str, statement: MachineStatement) -> Iterator[Goal]:
    """Yield the statements of the grammar that a machine statement is made of."""
    if isinstance(statement, All):
        for part in statement.parts:
            yield from _goals(name, part)
    elif isinstance(statement, Identity):
        bounds = (
            TermBound(read_statement(terms, assuming=given), index) for terms, given, index in statement.terms
        )
        yield Goal(read_statement(statement.source, assuming=statement.assuming), tuple(bounds))
    elif isinstance(statement, Sizes):
        tree = parse_statement(statement.source)
        for value in statement.values:
            text = to_text(substitute(tree, {statement.parameter: value}))
            yield Goal(read_statement(text, assuming=statement.assuming))
    elif isinstance(statement, Constructed | Symbolic):
        sizes = [(value,) for value in statement.values] if isinstance(statement, Constructed) else [()]
        for left, right, assuming in (triple for size in sizes for triple in statement.build(*size)):
            yield Goal(read_statement(left, right, assuming=assuming))
    else:
        rule = "rests on numbers that were counted or enclosed, for which there is no translation"
        raise InvalidStatement(name, rule, type(statement).__name__, "`symattn verify` checks it.")


def _code(text: str) -> str:
    """Return the file without comments, which may be nested, and without strings."""
    depth, kept = 0, []
    for token in re.findall(r"\(\*|\*\)|\"[^\"]*\"|.", text, flags=re.S):
        depth += (token == "(*") - (token == "*)")
        kept.append(token if depth == 0 and token != "*)" and not token.startswith('"') else " ")
    return "".join(kept)


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
            name, "rocq", version, tuple(sorted(set(assumptions))), seconds, not reason, reason
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
        try:
            done = subprocess.run(
                ["coqc", "-q", "-w", "none", "statement.v"],
                capture_output=True,
                text=True,
                cwd=folder,
                timeout=time_limit,
            )
        except subprocess.TimeoutExpired:
            return result(f"coqc did not finish within {time_limit:g} seconds")
    if done.returncode != 0:
        return result(f"coqc refuses it: {' '.join(done.stderr.split())[-300:]}")
    answers = re.findall(r"^(Closed under the global context|Axioms:)", done.stdout, flags=re.M)
    if len(answers) != len(theorems):
        return result(f"{len(theorems)} theorems, but {len(answers)} lists of assumptions")
    assumed = set(re.findall(r"^([A-Za-z_][\w.']*)\s*(?=:|\n\s+:)", done.stdout, flags=re.M)) - {"Axioms"}
    others = sorted(assumed - ALLOWED)
    return result(f"it assumes {', '.join(others)}" if others else "", assumed)


def check_with_rocq(
    ids: Iterable[str] | None = None, jobs: int | None = None, time_limit: float = 60
) -> dict[str, KernelResult]:
    """Export claims, compile them, several at a time, and return what the kernel said of each; all claims with a machine statement by default.

    Raises
    ------
    MissingExtra
        If there is no coqc.
    UnknownName
        If an id is not one of a claim.
    """
    rocq_version()
    if jobs is not None and jobs < 1:
        raise InvalidArgument("jobs", "must be at least 1", jobs)
    claims = (
        [find_claim(identifier) for identifier in ids]
        if ids is not None
        else [claim for claim in all_claims().values() if claim.statement is not None]
    )

    def one(claim: Claim) -> KernelResult:
        try:
            exported = _export(claim)
        except SymattnError as error:
            return KernelResult(claim.id, "rocq", rocq_version(), (), 0.0, False, str(error))
        return check_file(exported.text, exported.theorems, name=claim.id, time_limit=time_limit)

    with ThreadPoolExecutor(max_workers=jobs or os.cpu_count() or 1) as pool:
        return {result.claim: result for result in pool.map(one, claims)}
