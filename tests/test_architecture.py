"""The house keeps its rules: import arrows, no evaluators, short files, documented names, a light import."""

from __future__ import annotations

import ast
import inspect
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import symattn

ROOT = Path(symattn.__file__).resolve().parent
FILES = sorted(ROOT.rglob("*.py"))
NAMES = [str(path.relative_to(ROOT)) for path in FILES]
BELOW = ("certificates", "model", "algebra", "threshold", "proving", "attention", "capacity")
#: package -> packages it may import (DESIGN, section 1); ``errors`` may be imported by all.
ARROWS = {
    "certificates": (),
    "model": ("certificates",),
    "algebra": ("certificates",),
    "threshold": ("certificates",),
    "proving": ("model", "algebra", "threshold", "certificates"),
    "attention": ("model", "algebra", "proving", "certificates"),
    "capacity": ("threshold", "attention", "proving", "model", "algebra", "certificates"),
    "ledger": BELOW,
    "plots": ("certificates", "model", "algebra", "threshold", "attention", "capacity", "ledger"),
    "errors": (),
}


def imported(path: Path) -> Iterator[str]:
    """Yield the absolute names of the modules that a file imports, at whatever depth of the file."""
    package = path.relative_to(ROOT.parent).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def home(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "symattn" and len(parts) > 1 else None


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_import_arrows(path: Path) -> None:
    own = path.relative_to(ROOT).with_suffix("").parts[0]
    if own in ("cli", "__init__", "__main__"):
        return
    packages = {found.name for found in ROOT.iterdir()} | {found.stem for found in ROOT.glob("*.py")}
    targets = {home(module) for module in imported(path)} & packages
    wrong = targets - {own, "errors", *ARROWS[own]}
    assert not wrong, f"{path.name} of {own} may not import {sorted(wrong)}"


def test_every_package_has_its_arrows() -> None:
    packages = {path.name for path in ROOT.iterdir() if (path / "__init__.py").is_file()}
    assert packages == set(ARROWS) - {"errors"} | {"cli"}


def test_certificates_use_the_standard_library_only() -> None:
    for path in sorted((ROOT / "certificates").glob("*.py")):
        top = {module.split(".")[0] for module in imported(path)}
        assert top <= {*sys.stdlib_module_names, "symattn"}, path.name


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_evaluator(path: Path) -> None:
    forbidden = {"eval", "exec", "compile", "sympify", "parse_expr", "S", "literal_eval", "__import__"}
    modules = {"pickle", "sympy.parsing", "code", "runpy"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            of_re = isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "re"
            assert name not in forbidden or (name == "compile" and of_re), f"{path.name}:{node.lineno} {name}"
    assert not [m for m in imported(path) if any(m == f or m.startswith(f + ".") for f in modules)]


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_file_is_one_idea(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") < 600
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring
    assert docstring.splitlines()[0].strip().endswith((".", ";", ":")) or len(docstring.splitlines()) > 1


@pytest.mark.parametrize("name", [name for name in symattn.__all__ if name not in ("__version__", "plots")])
def test_public_names_have_an_example(name: str) -> None:
    documented = getattr(symattn, name)
    assert ">>>" in (inspect.getdoc(documented) or ""), f"{name} has no executed example"


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        symattn.nothing  # noqa: B018


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, cwd=ROOT.parent
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_import_is_light() -> None:
    loaded = json.loads(run("import json, sys, symattn; print(json.dumps(sorted(sys.modules)))"))
    top = {module.split(".")[0] for module in loaded}
    assert not top & {"numpy", "flint", "matplotlib", "rich", "click", "sympy", "mpmath"}


BLOCK = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split('.')[0] in {blocked!r}:
            raise ImportError('refused: ' + name)
sys.meta_path.insert(0, Refuse())
"""


def test_statements_and_certificates_without_compiled_packages() -> None:
    """In the browser there is neither NumPy nor flint: single statements and certificates need SymPy at most."""
    code = BLOCK.format(blocked=("numpy", "flint", "matplotlib", "rich")) + (
        "import sympy\n"
        "from symattn import prove, check_certificate, Derivation, is_threshold\n"
        "x = sympy.Symbol('x')\n"
        "good = [prove('tanh(x) == 2*logistic(2*x) - 1'), prove((x + 1)**2, x**2 + 2*x + 1),\n"
        "        prove('x*y == relu(x + y - 1)', assuming='x, y in {0,1}'), Derivation('x + x').then('2*x', 'sum').verify()]\n"
        "assert all(v.proved and check_certificate(v.certificate.to_json()) for v in good)\n"
        "assert prove('x < x').refuted\n"
        "assert check_certificate(is_threshold(6, 2).certificate.to_json())\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('numpy', 'flint', 'rich')))\n"
    )
    assert run(code).strip() == "[]"


def test_text_needs_no_sympy() -> None:
    code = BLOCK.format(blocked=("numpy", "flint", "matplotlib", "rich", "click")) + (
        "from symattn.certificates import check_certificate\n"
        "assert check_certificate({'kind': 'identity', 'left': ['+', 'x', 'x'], 'right': ['*', 2, 'x']})\n"
        "assert 'sympy' not in sys.modules\n"
    )
    run(code)
