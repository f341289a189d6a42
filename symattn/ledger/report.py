"""The report of a verification: one JSON file that command line, book and exports all read."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symattn.errors import InvalidArgument
from symattn.ledger.provenance import sources_digest
from symattn.ledger.status import FAILURES, MEANING, STATUSES

if TYPE_CHECKING:
    from symattn.ledger.verification import ClaimResult

FORMAT = 1


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that evidence may depend on.

    Examples
    --------
    >>> sorted(versions())[:3]
    ['mpmath', 'numba', 'numpy']
    """
    found = {"python": platform.python_version()}
    for package in ("symattn", "sympy", "mpmath", "numpy", "python-flint", "numba"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "absent"
    return found


def commit() -> str:
    """Return the commit of the source tree this package runs from, or ``released`` outside a checkout."""
    top = Path(__file__).resolve().parents[2]
    if not (top / "pyproject.toml").is_file():
        return "released"
    command = ["git", "-C", str(top), "describe", "--always", "--dirty", "--abbrev=12"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return done.stdout.strip() or "unknown"


def report(results: Mapping[str, ClaimResult], *, tier: str) -> dict[str, Any]:
    """Return the whole verification as one JSON object.

    Examples
    --------
    >>> from symattn.ledger import all_claims, verify_claims
    >>> report(verify_claims(all_claims(), ["SM-4a"]), tier="fast")["counts"]
    {'kernel': 1}

    See Also
    --------
    write_report
    """
    counts = dict.fromkeys(STATUSES, 0)
    for result in results.values():
        if result.status is not None:
            counts[result.status] = counts.get(result.status, 0) + 1
    return {
        "format": FORMAT,
        "commit": commit(),
        "versions": versions(),
        "tier": tier,
        "sources": sources_digest(),
        "counts": {status: number for status, number in counts.items() if number},
        "meaning": MEANING,
        **_claims_with_code(results),
    }


def _claims_with_code(results: Mapping[str, ClaimResult]) -> dict[str, Any]:
    """Return the claims, each with the keys of the code behind it, and the code itself, each piece once."""
    from symattn.ledger.kernel.record import why_not
    from symattn.ledger.sources import code_behind

    claims: list[dict[str, Any]] = []
    code: dict[str, Any] = {}
    for result in results.values():
        certificate = result.verdict.certificate if result.verdict is not None else None
        behind = code_behind(result.claim, certificate)
        code.update((piece.key, piece.to_json()) for piece in behind.pieces())
        left = "" if result.kernel is not None else why_not(result.claim)
        claims.append({**result.to_json(), "without_kernel": left, "code": behind.to_json()})
    return {"claims": claims, "code": dict(sorted(code.items()))}


def reusable(path: Path, tier: str) -> bool:
    """Return whether a report was made by the code and the packages that are here, in the same tier, with no claim failed.

    Examples
    --------
    >>> reusable(Path("no such file"), "fast")
    False
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if not isinstance(data, dict) or data.get("format") != FORMAT or data.get("tier") != tier:
        return False
    return not set(FAILURES) & set(data.get("counts", FAILURES)) and data.get("sources") == sources_digest()


def writable(path: Path, argument: str = "record") -> Path:
    """Return the path of a file that can be written; its folder is made if it does not exist.

    Raises
    ------
    InvalidArgument
        If the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     writable(Path(folder) / "new" / "ledger.json").name
    'ledger.json'
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror
    else:
        reason = "it is a folder" if path.is_dir() else "no permission"
        if not path.is_dir() and os.access(path if path.exists() else path.parent, os.W_OK):
            return path
    hint = "Choose a file in a folder you may write to."
    raise InvalidArgument(argument, f"cannot be written ({reason})", str(path), hint)


def write_report(data: Mapping[str, Any], path: Path) -> None:
    """Write a report as JSON, a line for each field of each claim: certificates are long, and not for reading.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_report({"format": 1}, Path(folder) / "ledger.json")
    ...     print((Path(folder) / "ledger.json").read_text().strip())
    {
     "format": 1
    }
    """
    try:
        path.write_text(_lines(data, 3) + "\n", encoding="utf-8")
    except OSError as error:
        raise InvalidArgument("record", f"cannot be written ({error.strerror})", str(path)) from None


def _lines(value: Any, levels: int, indent: str = "") -> str:
    """Return JSON with the outer levels written out over lines, and each value below them on one."""
    inner = indent + " "
    if levels and isinstance(value, Mapping) and value:
        rows = [f"{inner}{json.dumps(key)}: {_lines(value[key], levels - 1, inner)}" for key in value]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    if levels and isinstance(value, list) and value:
        rows = [inner + _lines(item, levels - 1, inner) for item in value]
        return "[\n" + ",\n".join(rows) + f"\n{indent}]"
    return json.dumps(value)
