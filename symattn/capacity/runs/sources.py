"""A computed number depends on the code that computes it: the modules it imports, each named by a hash of its code without docstrings and comments.

Property wanted: a stored result is known to be out of date when code that could change it has changed, and not when only its words have.

Construction: the imports of symattn's own modules are followed from the module that computes, at whatever depth of a file they stand; of each file the lines that belong to
docstrings, and comments and blank lines, are left out before hashing. Modules that only check arguments, carry messages, or store and hand out blocks are left out too: what a
block is and that each was computed once is checked by those who use them.
"""

from __future__ import annotations

import ast
import hashlib
import io
import tokenize
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from symattn.errors import UnknownName

_LEFT_OUT = ("symattn.errors", "symattn.threshold.arguments", "symattn.capacity.runs.")


def _path(module: str) -> Path | None:
    """Return the file of a module of symattn that is no package, or None."""
    try:
        spec = find_spec(module)
    except ModuleNotFoundError:
        return None
    if spec is None or spec.origin is None or spec.submodule_search_locations is not None:
        return None
    return Path(spec.origin)


def _imports(module: str, tree: ast.Module) -> Iterator[str]:
    """Yield the names of symattn that a file imports: modules, and names that may be modules."""
    package = module.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level else ""
            name = ".".join(part for part in (base, node.module) if part)
            yield name
            yield from (f"{name}.{alias.name}" for alias in node.names)


def _resolved(name: str) -> Iterator[str]:
    """Yield the modules in which the imported name may be defined: itself, or where its package takes it from."""
    if _path(name) is not None:
        yield name
        return
    package, _, last = name.rpartition(".")
    spec = find_spec(package) if package.startswith("symattn") else None
    if spec is None or spec.origin is None or spec.submodule_search_locations is None:
        return
    for node in ast.walk(ast.parse(Path(spec.origin).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and any(a.name == last for a in node.names):
            yield from _resolved(node.module if _path(node.module) else f"{node.module}.{last}")


def code_digest(text: str) -> str:
    """Return a hash of Python code that does not depend on its docstrings, comments and blank lines.

    Examples
    --------
    >>> code_digest('x = 1  # one') == code_digest('"Words."\\n\\nx = 1')
    True
    >>> code_digest("x = 1") == code_digest("x = 2")
    False
    """
    lines = text.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            first = node.body[0] if node.body else None
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                assert first.end_lineno is not None
                for row in range(first.lineno - 1, first.end_lineno):
                    lines[row] = ""
    kept = "\n".join(line.rstrip() for line in lines if line.strip())
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


@cache
def _digest_of(module: str) -> str:
    path = _path(module)
    assert path is not None
    return code_digest(path.read_text(encoding="utf-8"))


@cache
def _closure(roots: tuple[str, ...]) -> tuple[str, ...]:
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        module = waiting.pop()
        path = _path(module)
        if module in found or path is None or module.startswith(_LEFT_OUT):
            continue
        found.add(module)
        for name in _imports(module, ast.parse(path.read_text(encoding="utf-8"))):
            if name.startswith("symattn."):
                waiting += _resolved(name)
    return tuple(sorted(found))


def source_digests(roots: Iterable[str]) -> dict[str, str]:
    """Return for each module that the roots import, directly or not, the hash of its code.

    Parameters
    ----------
    roots
        Names of modules of symattn.

    Returns
    -------
    dict
        Module name to hash, sorted; packages' ``__init__`` files, errors, argument checks and the storage of runs are left out.

    Raises
    ------
    UnknownName
        If a root is not a module.

    Examples
    --------
    >>> sorted(source_digests(["symattn.threshold.tables"]))
    ['symattn.threshold.tables']

    See Also
    --------
    code_of : one hash of all of them.

    References
    ----------
    The book's page on proving.
    """
    names = tuple(roots)
    for name in names:
        if _path(name) is None:
            raise UnknownName("sources", "must name modules of symattn", name)
    return {module: _digest_of(module) for module in _closure(names)}


def code_of(*roots: str) -> str:
    """Return one hash of the code of all modules that the roots import: a run whose blocks other code has computed is not resumed.

    Parameters
    ----------
    roots
        Names of modules of symattn.

    Returns
    -------
    str
        16 hexadecimal digits.

    Raises
    ------
    UnknownName
        If a root is not a module.

    Examples
    --------
    >>> code_of("symattn.threshold.tables") == code_of("symattn.threshold.tables")
    True
    >>> code_of("symattn.threshold.tables") == code_of("symattn.threshold.simplex")
    False

    See Also
    --------
    source_digests : module by module.

    References
    ----------
    The book's page on long counts.
    """
    lines = [f"{module} {digest}" for module, digest in source_digests(roots).items()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
