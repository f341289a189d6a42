"""The polynomial procedure beside what a user would otherwise do, on the output-gating identity with n inputs."""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from typing import Any

import pytest
import sympy as sp

from symattn.proving import prove


def output_gating_identity(n: int) -> tuple[Any, Any]:
    """Return (sum_i w_i x_i)(sum_j v_j x_j) and its n^2 terms, as SymPy expressions."""
    w, v, x = (sp.symbols(f"{name}1:{n + 1}", real=True) for name in "wvx")
    left = sum(a * b for a, b in zip(w, x, strict=True)) * sum(a * b for a, b in zip(v, x, strict=True))
    right = sp.Add(*[w[i] * v[j] * x[i] * x[j] for i in range(n) for j in range(n)])
    return left, right


@pytest.mark.parametrize("n", [30, 100])
@pytest.mark.parametrize("way", ["symattn.prove", "sympy.expand"])
def test_output_gating_identity(benchmark: Any, n: int, way: str) -> None:
    """Conversion from SymPy is included on our side; SymPy's cache is emptied before each round on both."""
    benchmark.group = f"output-gating identity, n = {n} ({n * n} terms)"
    left, right = output_gating_identity(n)

    def ours() -> bool:
        return prove(left, right).proved

    def expand() -> bool:
        return bool(sp.expand(left - right) == 0)

    def empty_cache() -> None:
        from sympy.core.cache import clear_cache

        clear_cache()

    rounds = 5 if n == 30 else 3
    answer = benchmark.pedantic(ours if way == "symattn.prove" else expand, setup=empty_cache, rounds=rounds)
    assert answer


FIRST_CALL = """
import sympy as sp
from symattn.proving import prove
n = 100
w, v, x = (sp.symbols(f"{name}1:{n + 1}", real=True) for name in "wvx")
left = sp.Add(*[w[i] * x[i] for i in range(n)]) * sp.Add(*[v[i] * x[i] for i in range(n)])
right = sp.Add(*[w[i] * v[j] * x[i] * x[j] for i in range(n) for j in range(n)])
import time
start = time.perf_counter()
assert prove(left, right).proved if OURS else sp.expand(left - right) == 0
print(time.perf_counter() - start)
"""


@pytest.mark.parametrize("way", ["symattn.prove", "sympy.expand"])
@pytest.mark.benchmark(
    group="output-gating identity, n = 100, in a fresh process (both sides are built in it too)"
)
def test_first_call_in_a_process(benchmark: Any, way: str) -> None:
    """The whole process is timed; the seconds of the call alone, nothing being warm, are recorded beside it."""
    code = FIRST_CALL.replace("OURS", str(way == "symattn.prove"))
    command = [sys.executable, "-c", code]
    calls: list[float] = []

    def process() -> None:
        calls.append(float(subprocess.run(command, check=True, capture_output=True, text=True).stdout))

    benchmark.pedantic(process, rounds=3)
    benchmark.extra_info["median of the call alone"] = median(calls)


@pytest.mark.parametrize("way", ["symattn.prove", "sympy.simplify"])
def test_tanh_is_a_logistic(benchmark: Any, way: str) -> None:
    """tanh x = 2 logistic(2x) - 1; what simplify leaves undecided is recorded as False, not hidden."""
    benchmark.group = "tanh x = 2 logistic(2x) - 1"
    x = sp.Symbol("x", real=True)
    left, right = sp.tanh(x), 2 / (1 + sp.exp(-2 * x)) - 1

    def ours() -> bool:
        return prove(left, right).proved

    def simplify() -> bool:
        return bool(sp.simplify(left - right) == 0)

    answer = benchmark.pedantic(ours if way == "symattn.prove" else simplify, rounds=3)
    benchmark.extra_info["proved"] = answer
    assert way == "sympy.simplify" or answer
