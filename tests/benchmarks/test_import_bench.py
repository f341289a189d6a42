"""import symattn beside import sympy, each in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest


@pytest.mark.parametrize("module", ["symattn", "sympy", "symattn, symattn.proving, symattn.model"])
def test_import(benchmark: Any, module: str) -> None:
    """Measure a whole process; the interpreter's own start is included in all."""
    benchmark.group = "import in a fresh process"
    command = [sys.executable, "-c", f"import {module}"]
    benchmark.pedantic(lambda: subprocess.run(command, check=True), rounds=5, warmup_rounds=1)
