"""What a report was made from: one digest over the package's files and the versions of everything installed beside it."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distributions
from pathlib import Path


def files_of_package() -> Iterator[Path]:
    """Yield every file of the package that can change a result: code, and the records of long computations."""
    top = Path(__file__).resolve().parents[1]
    found = (path for suffix in ("*.py", "*.json", "*.v") for path in top.rglob(suffix))
    yield from sorted(found)


@cache
def sources_digest() -> str:
    """Return, worked out once a process, a digest of the package's files, Python's version, and the names and versions of all installed packages.

    Two reports with the same digest were made by the same code; comments count too, since reading the code costs nothing and
    judging a comment might be wrong.

    Examples
    --------
    >>> sources_digest() == sources_digest(), len(sources_digest())
    (True, 64)
    """
    digest = hashlib.sha256(sys.version.encode())
    top = Path(__file__).resolve().parents[1]
    for path in files_of_package():
        content = path.read_bytes()
        digest.update(f"{path.relative_to(top).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    installed = sorted({f"{found.metadata['Name']} {found.version}" for found in distributions()})
    digest.update("\n".join(installed).encode())
    return digest.hexdigest()
