"""A downloaded certificate is checked on the reader's machine: ``python -m symattn.certificates FILE`` answers valid or not valid.

A file holds one certificate as JSON, or a list of them; ``-`` reads the standard input.  Exit codes: 0 every certificate is valid, 1 one
is not, 3 a file cannot be read or holds something else.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from symattn.certificates.base import check_certificate
from symattn.errors import InvalidCertificate

VALID, NOT_VALID, UNREADABLE = 0, 1, 3
_HINT = "A certificate is a JSON object with a 'kind', as the book's claim pages and `symattn show ID --json` write it."


def certificates_of(name: str) -> Iterator[tuple[str, Any]]:
    """Yield the certificates in a file, each with the name under which it is reported.

    Raises
    ------
    InvalidCertificate
        If the file cannot be read, is not JSON, or holds no certificate.
    """
    try:
        data = json.loads(sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidCertificate("file", f"cannot be read ({error.strerror})", name, _HINT) from None
    except (ValueError, RecursionError) as error:
        raise InvalidCertificate("file", f"is not JSON ({error})", name, _HINT) from None
    if not isinstance(data, list):
        yield name, data
        return
    if not data:
        raise InvalidCertificate("file", "holds an empty list, so nothing is checked", name, _HINT)
    for number, part in enumerate(data, 1):
        yield f"{name}, number {number}", part


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the certificates of the files named, print one line for each, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m symattn.certificates",
        description="Check certificates: integers and fractions only, by code that did not make them.",
        epilog="Exit codes: 0 every certificate is valid, 1 one is not, 3 bad input.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a JSON file; - is the standard input")
    try:
        files = parser.parse_args(arguments).files
    except SystemExit as stopped:
        return VALID if stopped.code == 0 else UNREADABLE
    worst = VALID
    for file in files:
        try:
            for name, certificate in certificates_of(file):
                valid = check_certificate(certificate)
                print(f"{'valid' if valid else 'NOT VALID'}: {name} ({certificate['kind']})")
                worst = max(worst, VALID if valid else NOT_VALID)
        except InvalidCertificate as error:
            print(f"error: {file}: {error}", file=sys.stderr)
            worst = UNREADABLE
    return worst


if __name__ == "__main__":
    raise SystemExit(main())
