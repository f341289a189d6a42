"""What a reader's browser has is Python with SymPy and mpmath: the library is imported and used there, or says which package it needs.

The same restriction is made here: a Python that finds none of the other packages.
"""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

ABSENT = (
    "numpy", "flint", "rich", "click", "matplotlib", "scipy", "z3", "numba", "dask", "distributed", "gmpy2", "networkx",
)  # fmt: skip
PREPARE = f"""
import sys
for name in {ABSENT}:
    sys.modules[name] = None          # import of it raises ModuleNotFoundError
from fractions import Fraction
import sympy as sp
import symattn
"""


def run(code):
    """Run code where none of the packages is to be had; return what it printed."""
    whole = PREPARE + textwrap.dedent(code)
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_public_name_is_imported():
    printed = run(
        """
        for name in symattn.__all__:
            getattr(symattn, name)
        print(len(symattn.__all__), [name for name in sys.modules if name in ("numpy", "flint") and sys.modules[name]])
        """
    )
    import symattn

    assert printed.strip() == f"{len(symattn.__all__)} []"


def test_statements_are_decided_and_explained():
    printed = run(
        """
        from symattn import prove, refute, check_certificate
        true = prove("(a + b)**2 == a**2 + 2*a*b + b**2")
        assert check_certificate(true.certificate)
        false = refute("(a + b)**2 == a**2 + b**2")
        print(true.status, false.certificate.check(), prove("H(x) + H(-x) == 1", assuming="x in {-1, 1}").status)
        print(prove("Sum(i, (i, 1, n)) == n*(n + 1)/2").status, prove("logistic(-x) == 1 - logistic(x)").status)
        assert "symattn-verdict" in true._repr_html_()
        try:
            prove("x +* y == 1")
        except symattn.errors.InvalidStatement as error:
            print("refused", bool(error.hint or error.rule))
        """
    )
    assert printed.split() == ["proved", "True", "proved", "proved", "proved", "refused", "True"]


def test_gates_with_certificates():
    printed = run(
        """
        from symattn import check_certificate, is_threshold, truth_table
        AND, XOR = is_threshold(0b1000, 2), is_threshold(0b0110, 2)
        print(check_certificate(AND.certificate), type(AND.certificate).__name__)
        print(check_certificate(XOR.certificate), type(XOR.certificate).__name__)
        """
    )
    assert printed.split() == ["True", "ThresholdWeights", "True", "NotThreshold"]


def test_networks_and_quadratic_forms():
    printed = run(
        """
        from symattn import Network, QuadraticForm, gating_rank
        x, y, z = sp.symbols("x y z")
        form = QuadraticForm.from_expr(sp.expand((x + y)**2 - z**2), (x, y, z))
        print(form.rank(), form.inertia().positive, form.inertia().negative, gating_rank(form).value)
        network = Network.feedforward([2, 1], transfer="H", weights="w")
        print(network.output())
        """
    )
    assert printed.splitlines() == ["2 1 1 1", "H(w1*x1 + w2*x2)"]


def test_the_ledger_is_read():
    printed = run("from symattn import claim, claims; print(len(claims()) > 300, claim('SM-4a').id)")
    assert printed.split() == ["True", "SM-4a"]


@pytest.mark.parametrize(
    ("code", "package"),
    [
        ("from symattn import log2_cover_bound; log2_cover_bound(64)", "python-flint"),
        ("from symattn import capacity_bounds; capacity_bounds('output-gating', 64)", "numpy"),
        ("from symattn import plots; plots.cube(0b0110, 2)", "matplotlib"),
        ("from symattn import threshold_functions; threshold_functions(2)", "numpy"),
    ],
)
def test_what_needs_a_package_names_it(code, package):
    printed = run(
        f"""
        try:
            {code}
        except ImportError as error:
            print(error)
        """
    )
    assert package in printed


@pytest.mark.parametrize(
    "call", ["count('output-gating', 3)", "functions('glued', 3)", "capacity_bounds('two-layer', 4)"]
)
def test_lists_of_functions_ask_for_numpy(call):
    printed = run(
        f"""
        try:
            symattn.{call}
        except symattn.errors.MissingExtra as error:
            print(error.argument, "pip install numpy" in error.hint)
        """
    )
    assert printed.split() == ["numpy", "True"]
