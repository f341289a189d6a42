"""Modules are compiled once for a reader, not once a page: what Python compiled is packed for the browser to keep, and unpacked at the next start.

A compiled module says by which source it was made, normally by its date, and unpacking gives every file a new date.  So it is marked as one
whose source is not looked at (PEP 552); it is kept under the digests of the archives it came from, and other archives begin again.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

_UNCHECKED = (0b01).to_bytes(4, "little") + bytes(8)
_HEADER = 16


def modules(folder: str) -> list[Path]:
    """Return the compiled modules below a folder."""
    return sorted(Path(folder).rglob("__pycache__/*.pyc"))


def count(folder: str) -> int:
    """Return how many there are."""
    return len(modules(folder))


def packed(folder: str) -> bytes:
    """Return them as one zip file, uncompressed, since it does not travel."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for path in modules(folder):
            data = path.read_bytes()
            archive.writestr(path.relative_to(folder).as_posix(), data[:4] + _UNCHECKED + data[_HEADER:])
    return content.getvalue()
