"""The command that has claims checked by coqc and writes the record of what it accepted: ``python -m symattn.ledger.kernel [--missing] [--jobs J]``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from symattn.errors import MissingExtra, SymattnError
from symattn.ledger.kernel.checking import check_with_rocq
from symattn.ledger.kernel.record import PATH, recorded_result, write_accepted
from symattn.ledger.registry import all_claims


def main(arguments: Sequence[str] | None = None) -> int:
    """Check everything, or what is not recorded, and write the record; return 0, 3 for bad input, or 4 if there is no coqc."""
    parser = argparse.ArgumentParser(prog="python -m symattn.ledger.kernel", description=__doc__)
    parser.add_argument(
        "--missing", action="store_true", help="compile only what is not recorded with its text of today"
    )
    parser.add_argument("--jobs", type=int, help="files compiled at a time (all cores)")
    given = parser.parse_args(arguments)
    started = time.perf_counter()
    stated = [claim for claim in all_claims().values() if claim.statement is not None]
    kept = {
        claim.id: known for claim in stated if given.missing and (known := recorded_result(claim)) is not None
    }
    try:
        new = check_with_rocq([claim.id for claim in stated if claim.id not in kept], given.jobs)
    except SymattnError as error:
        print(error, file=sys.stderr)
        return 4 if isinstance(error, MissingExtra) else 3
    results = kept | new
    number = write_accepted(results[claim.id] for claim in stated)
    print(f"{number} of {len(stated)} claims accepted ({time.perf_counter() - started:.0f} s): {PATH}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
