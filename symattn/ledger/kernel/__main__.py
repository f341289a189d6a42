"""The command that has every claim checked by coqc and writes the record of what it accepted: ``python -m symattn.ledger.kernel``."""

from __future__ import annotations

import sys
import time

from symattn.errors import SymattnError
from symattn.ledger.kernel.checking import check_with_rocq
from symattn.ledger.kernel.record import PATH, write_accepted


def main() -> int:
    """Check everything and write the record; return 0, or 4 if there is no coqc."""
    started = time.perf_counter()
    try:
        results = check_with_rocq()
    except SymattnError as error:
        print(error, file=sys.stderr)
        return 4
    number = write_accepted(results.values())
    print(f"{number} of {len(results)} claims accepted ({time.perf_counter() - started:.0f} s): {PATH}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
