"""The code behind a claim is found by reading the sources: its definition, what the definition uses, the procedures called, the checks of its certificate.

Property wanted: a reader sees the lines of today's files that state a claim, compute its evidence and check its certificate, and nobody lists them by hand.

Construction: the definition is the call in ``ledger/claims`` that passes the claim's id or title, or the function that composes the id. Names in it are looked up in their
module: what ``ledger/claims`` defines itself is followed and kept with its text, what the rest of the library defines is a place to look (path, lines, first sentence). The
checks are those of the kinds that occur in the certificate.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from typing import Any

from symattn.certificates import Certificate
from symattn.errors import UnknownName
from symattn.ledger.claim import Claim

_TOP = Path(__file__).resolve().parents[2]
_CLAIMS = "symattn.ledger.claims"
#: A longer value is a table for many claims; its place is given instead of its text.
_LONGEST_VALUE = 40
#: What every claim is written with says nothing about one of them.
_EVERYWHERE = ("symattn.ledger.claim", "symattn.errors")


@dataclass(frozen=True)
class Piece:
    """Some lines of a file; ``text`` is empty where only the place is told."""

    name: str
    path: str
    first: int
    last: int
    summary: str = ""
    text: str = ""

    @property
    def key(self) -> str:
        """The name of the piece in a record."""
        return f"{self.path}:{self.first}-{self.last}"

    def to_json(self) -> dict[str, Any]:
        """Return the piece as one object."""
        lines = {"first": self.first, "last": self.last}
        return {"name": self.name, "path": self.path, **lines, "summary": self.summary, "text": self.text}


@dataclass(frozen=True)
class ClaimCode:
    """What states a claim, what its evidence is made of, which procedures it calls, and what checks its certificate."""

    definition: Piece
    evidence: tuple[Piece, ...]
    procedures: tuple[Piece, ...]
    checks: tuple[Piece, ...]

    def pieces(self) -> Iterator[Piece]:
        """Yield every piece once."""
        yield from (self.definition, *self.evidence, *self.procedures, *self.checks)

    def to_json(self) -> dict[str, Any]:
        """Return the keys of the pieces; a record holds each piece once."""
        return {
            "definition": self.definition.key,
            "evidence": [piece.key for piece in self.evidence],
            "procedures": [piece.key for piece in self.procedures],
            "checks": [piece.key for piece in self.checks],
        }


@dataclass(frozen=True)
class _File:
    """A module of claims with its syntax tree."""

    module: ModuleType
    path: Path
    lines: tuple[str, ...] = field(repr=False)
    tree: ast.Module
    #: The statements of the file that bind a name.
    bound: Mapping[str, ast.stmt] = field(repr=False)
    #: Imported name to the module it is imported from.
    imports: Mapping[str, str] = field(repr=False)

    def piece(self, name: str, node: ast.expr | ast.stmt, *, place_only: bool = False) -> Piece:
        """Return the lines of a node, decorators included."""
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", ()))])
        last = node.end_lineno or node.lineno
        text = "" if place_only else dedent("\n".join(self.lines[first - 1 : last])).strip().rstrip(",")
        return Piece(name, _shown(self.path), first, last, _summary(node), text)


def _shown(path: Path) -> str:
    return path.resolve().relative_to(_TOP).as_posix()


def _summary(node: ast.AST) -> str:
    kinds = (ast.FunctionDef, ast.ClassDef)
    words = ast.get_docstring(node) if isinstance(node, kinds) else None
    return words.strip().splitlines()[0] if words and words.strip() else ""


@cache
def _file(module: str) -> _File:
    loaded = import_module(module)
    path = Path(inspect.getfile(loaded))
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    imports = {
        alias.asname or alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    return _File(loaded, path, tuple(text.splitlines()), tree, dict(_bindings(tree.body)), imports)


def _bindings(body: list[ast.stmt]) -> Iterator[tuple[str, ast.stmt]]:
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name, node
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (
                (name.id, node) for t in targets for name in ast.walk(t) if isinstance(name, ast.Name)
            )
        elif isinstance(node, ast.If):
            yield from _bindings(node.body)


@cache
def _files() -> tuple[_File, ...]:
    folder = Path(__file__).parent / "claims"
    return tuple(_file(f"{_CLAIMS}.{path.stem}") for path in sorted(folder.glob("[!_]*.py")))


def _passed(call: ast.Call) -> Iterator[str]:
    """Yield the texts that a call passes, other than those of the calls inside it."""
    for value in (*call.args, *(keyword.value for keyword in call.keywords)):
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


def _composed(call: ast.Call) -> re.Pattern[str] | None:
    """Return the pattern of the ids that a call composes from fixed and variable parts."""
    for keyword in call.keywords:
        if keyword.arg == "id" and isinstance(keyword.value, ast.JoinedStr):
            parts = keyword.value.values
            return re.compile(
                "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else ".+" for p in parts)
            )
    return None


@cache
def _stated() -> tuple[Mapping[str, tuple[_File, ast.Call]], list[tuple[re.Pattern[str], _File, ast.stmt]]]:
    """Return the calls by the texts they pass, and the functions that compose ids."""
    calls: dict[str, tuple[_File, ast.Call]] = {}
    composing: list[tuple[re.Pattern[str], _File, ast.stmt]] = []
    for file in _files():
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Call):
                for text in _passed(node):
                    calls.setdefault(text, (file, node))
        for statement in file.bound.values():
            patterns = (_composed(n) for n in ast.walk(statement) if isinstance(n, ast.Call))
            composing += [(pattern, file, statement) for pattern in patterns if pattern]
    return calls, composing


def _definition(claim: Claim) -> tuple[_File, ast.expr | ast.stmt]:
    calls, composing = _stated()
    for text in (claim.id, claim.title):
        if text in calls:
            return calls[text]
    for pattern, file, statement in composing:
        if pattern.fullmatch(claim.id):
            return file, statement
    raise UnknownName("claim", "is defined in no file of symattn/ledger/claims", claim.id)


def _uses(node: ast.AST, file: _File) -> Iterator[tuple[str, Any]]:
    """Yield the names that a node reads from its module, with what they are bound to there."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and part.id in vars(file.module):
            yield part.id, vars(file.module)[part.id]
        elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            owner = vars(file.module).get(part.value.id)
            if isinstance(owner, ModuleType) and hasattr(owner, part.attr):
                yield part.attr, getattr(owner, part.attr)


def _place(thing: Any) -> Piece | None:
    """Return where a function or class of the library stands; None for anything else."""
    thing = inspect.unwrap(thing)
    if not (inspect.isfunction(thing) or inspect.isclass(thing)):
        return None
    if not thing.__module__.startswith("symattn.") or thing.__module__.startswith(_EVERYWHERE):
        return None
    file = _file(thing.__module__)
    node = file.bound.get(thing.__qualname__)
    if node is None:
        return None
    return file.piece(f"{thing.__module__}.{thing.__qualname__}", node, place_only=True)


class _Walk:
    """Follows names from a definition; finds each piece once, in the order of use."""

    def __init__(self) -> None:
        self.evidence: dict[str, Piece] = {}
        self.procedures: dict[str, Piece] = {}
        self.seen: set[int] = set()

    def follow(self, node: ast.AST, file: _File) -> None:
        for name, value in _uses(node, file):
            home = getattr(value, "__module__", None) if callable(value) else None
            if not (isinstance(home, str) and home.startswith("symattn.")):
                home = file.imports.get(name, file.module.__name__)
            if home.startswith(f"{_CLAIMS}.") and name in _file(home).bound:
                self.own(name, _file(home))
            elif callable(value) and (piece := _place(value)) is not None:
                self.procedures.setdefault(piece.key, piece)

    def own(self, name: str, file: _File) -> None:
        node = file.bound[name]
        if id(node) in self.seen:
            return
        self.seen.add(id(node))
        long = isinstance(node, (ast.Assign, ast.AnnAssign)) and _length(node) > _LONGEST_VALUE
        piece = file.piece(name, node, place_only=long)
        self.evidence[piece.key] = piece
        if not long:
            self.follow(node, file)


def _length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@cache
def _checkers() -> Mapping[str, type[Certificate]]:
    """Return the class that checks each kind of certificate."""
    found: dict[str, type[Certificate]] = {}
    waiting = Certificate.__subclasses__()
    while waiting:
        cls = waiting.pop()
        waiting += cls.__subclasses__()
        if not inspect.isabstract(cls):
            found[cls.kind] = cls
    return found


def _kinds(data: Any) -> Iterator[str]:
    """Yield the kinds of certificate that occur in the JSON form of one, outermost first."""
    if isinstance(data, Mapping):
        if isinstance(data.get("kind"), str):
            yield data["kind"]
        for value in data.values():
            yield from _kinds(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from _kinds(value)


def code_behind(claim: Claim, certificate: Certificate | None = None) -> ClaimCode:
    """Return the code that states a claim, computes its evidence and checks its certificate.

    Raises
    ------
    UnknownName
        If no file of claims defines it.

    Examples
    --------
    >>> from symattn.ledger import find_claim
    >>> code_behind(find_claim("SM-4a")).definition.path
    'symattn/ledger/claims/standard_model.py'
    """
    file, node = _definition(claim)
    walk = _Walk()
    walk.seen.add(id(node))
    walk.follow(node, file)
    kinds = dict.fromkeys(_kinds(certificate.to_json()) if certificate is not None else ())
    checks = (_place(_checkers()[kind]) for kind in kinds if kind in _checkers())
    return ClaimCode(
        file.piece(claim.id, node),
        tuple(walk.evidence.values()),
        tuple(sorted(walk.procedures.values(), key=lambda piece: piece.name)),
        tuple(piece for piece in checks if piece is not None),
    )
