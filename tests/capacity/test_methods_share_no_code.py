"""The methods that count a class share the convention of truth tables, the options and their checks: nothing that could be wrong in both."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import symattn

ROOT = Path(symattn.__file__).resolve().parent

SHARED = {
    "symattn.errors",
    "symattn.capacity.class_options",
    "symattn.threshold.arguments",
    "symattn.threshold.compiled",
    "symattn.threshold.tables",
}


def _path(module: str) -> Path | None:
    base = ROOT.parent / Path(*module.split("."))
    return next((p for p in (base.with_suffix(".py"), base / "__init__.py") if p.is_file()), None)


@cache
def _imports(module: str) -> frozenset[tuple[str, str | None]]:
    """Return the pairs (module, name) of the imports of a file, at whatever depth, those for types left out."""
    path = _path(module)
    assert path is not None
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            node.body = []
    found: set[tuple[str, str | None]] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {(alias.name, None) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level
            found |= {(node.module, alias.name) for alias in node.names}
    return frozenset(pair for pair in found if pair[0].split(".")[0] == "symattn")


def _home(module: str, name: str | None) -> str:
    """Return the module in which an imported name is defined: packages only hand names on."""
    if name is not None and _path(f"{module}.{name}") is not None:
        return f"{module}.{name}"
    path = _path(module)
    if name is not None and path is not None and path.name == "__init__.py":
        for source, other in _imports(module):
            if other == name and source != module:
                return _home(source, name)
    return module


def used(package: str) -> set[str]:
    """Return the modules whose code a package reaches through its imports, its own left out."""
    path = _path(package)
    assert path is not None
    own = {f"{package}.{found.stem}" for found in path.parent.glob("*.py") if found.name != "__init__.py"}
    waiting, reached = list(own), set(own)
    while waiting:
        for module, name in _imports(waiting.pop()):
            home = _home(module, name)
            if home not in reached:
                reached.add(home)
                waiting.append(home)
    return reached - own


def test_the_two_methods_share_no_code() -> None:
    second, third = used("symattn.capacity.characterised"), used("symattn.capacity.orbits")
    first = used("symattn.capacity.classes")
    assert (second | third) & first <= SHARED
    assert not any(module.startswith("symattn.capacity.classes") for module in second | third)
    assert not any(
        module.startswith(("symattn.capacity.characterised", "symattn.capacity.orbits")) for module in first
    )
    assert "symattn.threshold.enumeration" in first - second
    assert "symattn.threshold.walk.classes" in second - first


def test_the_search_for_shared_code_sees_it() -> None:
    """The counts of a class by both methods do share: the search finds what it is asked for."""
    assert "symattn.threshold.enumeration" in used("symattn.threshold") | {
        _home("symattn.threshold", "threshold_functions")
    }
    assert _home("symattn.threshold", "canonical_form").startswith("symattn.threshold.symmetry")
