"""Whole processes: imports, and a proof from text to verdict, beside SymPy's import and simplification."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

GATING = "Sum(w[i]*x[i], (i, 1, n))*Sum(v[j]*x[j], (j, 1, n)) == Sum(Sum(w[i]*v[j]*x[i]*x[j], (i, 1, n)), (j, 1, n))"
FROM_TEXT = f"""
import sys
from symattn.proving import prove
assert prove({GATING!r}).proved and "sympy" not in sys.modules
"""
BY_SYMPY = """
from sympy import *
n = Symbol("n", integer=True, positive=True)
i, j = symbols("i j", integer=True)
w, v, x = map(IndexedBase, "wvx")
left = Sum(w[i]*x[i], (i, 1, n))*Sum(v[j]*x[j], (j, 1, n))
assert simplify(left - Sum(w[i]*v[j]*x[i]*x[j], (i, 1, n), (j, 1, n))) != 0  # it is not proved
"""


def run(benchmark: Any, code: str) -> None:
    command = [sys.executable, "-c", code]
    benchmark.pedantic(lambda: subprocess.run(command, check=True), rounds=5, warmup_rounds=1)


@pytest.mark.parametrize(
    "module", ["symattn", "symattn.proving", "sympy", "symattn, symattn.proving, symattn.model"]
)
@pytest.mark.benchmark(group="import in a fresh process")
def test_import(benchmark: Any, module: str) -> None:
    """Measure a whole process; the interpreter's own start is included in all."""
    run(benchmark, f"import {module}")


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(FROM_TEXT, id="symattn.prove, from text"),
        pytest.param(BY_SYMPY, id="sympy.simplify, undecided"),
    ],
)
@pytest.mark.benchmark(group="output-gating identity for symbolic n in a fresh process")
def test_proof_in_a_fresh_process(benchmark: Any, code: str) -> None:
    """From the start of the interpreter to the answer."""
    run(benchmark, code)
