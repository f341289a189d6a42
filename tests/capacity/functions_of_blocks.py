"""Blocks for the tests of runs: worker processes import them by name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import numpy as np

from symattn.capacity.runs import BlockResult


def multiples(number: int, log: str = "") -> BlockResult:
    """Return the first multiples of a number; note the call in a file."""
    if log:
        with open(log, "a", encoding="utf-8") as file:
            file.write(f"{number}\n")
    values = np.arange(100, dtype=np.uint64) * np.uint64(number)
    return BlockResult({"number": number, "sum": int(values.sum())}, {"values": values})


def multiples_or_die(number: int, fatal: int, mark: str) -> BlockResult:
    """Kill the worker at one number, but only the first time if ``mark`` names a file."""
    if number == fatal and not (mark and Path(mark).exists()):
        if mark:
            Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return multiples(number)


def multiples_or_fail(number: int, fatal: int, kind: type[BaseException]) -> BlockResult:
    """Raise an error at one number."""
    if number == fatal:
        raise kind(f"number {number}")
    return multiples(number)


def slow_multiples(number: int, log: str, seconds: float) -> BlockResult:
    """Take some time, so that a process can be killed meanwhile."""
    time.sleep(seconds)
    return multiples(number, log)
