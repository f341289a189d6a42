"""Which earlier cells a cell needs: those that last bound a name which it reads before it binds the name itself, and what those need in turn.

A page has one namespace.  A reader who runs a cell in the middle of a page should not have to know what is above; running all of it would
draw every figure for one number.  Names are followed as Python's text shows them, which errs on the side of needing too much: a method
called for its effect (``table.append(3)``) and an assignment to a part (``table[0] = 3``) count as reading and binding ``table``.
"""

from __future__ import annotations

import ast
import builtins
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

_SCOPES = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass
class Names:
    """What a cell reads from outside and what it leaves behind."""

    read: set[str] = field(default_factory=set)
    bound: set[str] = field(default_factory=set)


def names_of(source: str) -> Names:
    """Return the names of a cell; none for a text that is not Python, which running it will tell."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return Names()
    visitor = _Visitor()
    visitor.visit(tree)
    # the body of a function is read when it is called, by then with every name of the cell
    later = visitor.later - visitor.names.bound
    return Names(visitor.names.read | later, visitor.names.bound)


def needed(sources: Sequence[str], index: int) -> list[int]:
    """Return the cells before ``index`` that have to run first, in the order of the page."""
    names = [names_of(source) for source in sources[: index + 1]]
    found: set[int] = set()
    open_cells = [index]
    while open_cells:
        cell = open_cells.pop()
        for name in names[cell].read:
            binder = next((k for k in range(cell - 1, -1, -1) if name in names[k].bound), None)
            if binder is not None and binder not in found:
                found.add(binder)
                open_cells.append(binder)
    return sorted(found)


def needed_json(sources: str, index: int) -> str:
    """Return `needed` of a list in JSON, as the worker hands it over."""
    return json.dumps(needed(json.loads(sources), index))


class _Visitor(ast.NodeVisitor):
    """Follow names in the order in which Python evaluates them."""

    def __init__(self) -> None:
        self.names = Names()
        self.later: set[str] = set()
        self.inner: list[set[str]] = []  # what the scopes around a node bind themselves

    def _read(self, name: str) -> None:
        if any(name in scope for scope in self.inner):
            return
        if self.inner:
            self.later.add(name)
        elif name not in self.names.bound and not hasattr(builtins, name):
            self.names.read.add(name)

    def _bind(self, name: str) -> None:
        (self.inner[-1] if self.inner else self.names.bound).add(name)

    def visit_Name(self, node: ast.Name) -> None:
        self._read(node.id) if isinstance(node.ctx, ast.Load) else self._bind(node.id)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self._target(target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)
        self._target(node.target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        if isinstance(node.target, ast.Name):
            self._read(node.target.id)
        self._target(node.target)

    def _target(self, target: ast.expr) -> None:
        self.visit(target)
        self._part(target)

    def _part(self, node: ast.expr) -> None:
        """Count an assignment to a part of an object as one to the object."""
        while isinstance(node, ast.Attribute | ast.Subscript):
            node = node.value
            if isinstance(node, ast.Name):
                self._bind(node.id)

    def visit_Expr(self, node: ast.Expr) -> None:
        self.visit(node.value)
        if isinstance(node.value, ast.Call):
            self._part(node.value.func)

    def visit_For(self, node: ast.For) -> None:
        self.visit(node.iter)
        self._target(node.target)
        for statement in [*node.body, *node.orelse]:
            self.visit(statement)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        self.names.bound.add(node.target.id) if not self.inner else self._bind(node.target.id)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            self._bind((alias.asname or alias.name).split(".")[0])

    visit_ImportFrom = visit_Import

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._bind(node.name)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for outer in [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]:
            self.visit(outer)
        self._bind(node.name)
        self._function(node.args, node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for outer in [*node.args.defaults, *filter(None, node.args.kw_defaults)]:
            self.visit(outer)
        self._function(node.args, [node.body])

    def _function(self, arguments: ast.arguments, body: Sequence[ast.AST]) -> None:
        own = {argument.arg for argument in ast.walk(arguments) if isinstance(argument, ast.arg)}
        own |= {
            node.id
            for part in body
            for node in ast.walk(part)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        own -= {
            name
            for part in body
            for node in ast.walk(part)
            if isinstance(node, ast.Global)
            for name in node.names
        }
        self.inner.append(own)
        for part in body:
            self.visit(part)
        self.inner.pop()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for outer in [*node.decorator_list, *node.bases, *node.keywords]:
            self.visit(outer)
        self.inner.append(set())
        for statement in node.body:
            self.visit(statement)
        self.inner.pop()
        self._bind(node.name)

    def generic_visit(self, node: ast.AST) -> None:
        if not isinstance(node, _SCOPES):
            super().generic_visit(node)
            return
        own = {n.id for part in node.generators for n in ast.walk(part.target) if isinstance(n, ast.Name)}
        outer_depth = len(self.inner)
        self.visit(node.generators[0].iter)
        self.inner.append(own)
        for k, part in enumerate(node.generators):
            if k:
                self.visit(part.iter)
            for condition in part.ifs:
                self.visit(condition)
        for value in (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,):
            self.visit(value)
        del self.inner[outer_depth:]
