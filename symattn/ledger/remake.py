"""The command that computes a recorded quantity again and writes its record: ``python -m symattn.ledger.remake NAME N [--resume DIR] [--jobs J]``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from symattn.errors import InvalidArgument, SymattnError
from symattn.ledger.quantities import find_quantity, quantities
from symattn.ledger.records import make_record, record_path, store


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m symattn.ledger.remake", description=__doc__)
    parser.add_argument("quantity", help=f"one of: {', '.join(sorted(quantities()))}")
    parser.add_argument("n", type=int, help="the number of variables")
    parser.add_argument("--resume", metavar="DIR", help="folder of the run, for quantities that are runs")
    parser.add_argument("--jobs", type=int, help="processes of a run (all cores)")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Compute and write one record; return 0, or 3 for bad input."""
    given = _parser().parse_args(arguments)
    started = time.perf_counter()
    try:
        quantity = find_quantity(given.quantity)
        if given.resume is None:
            record = make_record(quantity, given.n)
        elif quantity.run is None:
            raise InvalidArgument("resume", f"is not for {quantity.name}", given.resume, "Leave it out.")
        else:
            found, seconds = quantity.run(given.n, given.resume, given.jobs)
            record = store(quantity, given.n, found, seconds)
    except SymattnError as error:
        print(error, file=sys.stderr)
        return 3
    path = record_path(quantity.name, given.n)
    print(f"{quantity.name}, n = {given.n}: {record.value} ({time.perf_counter() - started:.1f} s), {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
