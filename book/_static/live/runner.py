"""A cell of the book runs here, in the reader's browser, and shows what a notebook would show: this file is the Python side of the worker.

Property wanted: `Runner.run` never raises and never returns more than a page can hold.  It gives one JSON text with the outputs in the order
in which they came (text, LaTeX, HTML, images), the last of each kind by itself, and an error that starts with a sentence and keeps the
traceback, without the frames of this file, apart.  The same file runs in any Python, where the tests import it.
"""

from __future__ import annotations

import ast
import base64
import builtins
import io
import json
import linecache
import pprint
import sys
import tokenize
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from importlib.util import find_spec
from types import ModuleType
from typing import Any

TEXT_LIMIT = 20_000  #: characters of text that one run may show
FORM_LIMIT = 400_000  #: characters of one formula, table or drawing
LATEX_LIMIT = 20_000  #: MathJax needs seconds for a formula of this length
WIDTH = 79
#: Packages with compiled parts or without use in a browser: what they are for, and nothing of the kind runs without them.
NOT_FOR_BROWSERS = {
    "flint": "python-flint, with which the book encloses real numbers in balls, has no build for browsers",
    "numba": "numba, a compiler, has no build for browsers",
    "z3": "z3, a solver, has no build for browsers",
    "distributed": "distributed, which spreads work over several machines, does not run in a browser",
    "dask": "dask, which spreads work over several machines, does not run in a browser",
    "multiprocessing": "a page has one process: several at a time are not to be had in a browser",
}

#: Without it `prove` answers "undecided", which an assertion in a chapter does not expect.
WITHOUT_ENCLOSURES = (
    "The book ran this cell with python-flint, which has no build for browsers. A statement that needs enclosures of real numbers "
    "stays undecided here, and an assertion that it is proved then fails."
)


class Text(io.TextIOBase):
    """What is printed, up to a limit; the rest is counted, not kept."""

    def __init__(self, outputs: list[dict[str, Any]], live: Callable[[str], None] | None) -> None:
        self.outputs, self.live = outputs, live
        self.kept = self.dropped = 0
        self.printed: dict[str, Any] = {}  # what is printed next to it belongs to the same output

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        room = max(0, TEXT_LIMIT - self.kept)
        kept = text[:room]
        self.kept += len(kept)
        self.dropped += len(text) - len(kept)
        if kept:
            if self.outputs and self.outputs[-1] is self.printed:
                self.printed["text"] += kept
            else:
                self.printed = {"kind": "text", "text": kept}
                self.outputs.append(self.printed)
            if self.live is not None:
                self.live(kept)
        return len(text)

    def close_with_note(self) -> None:
        """Say how much is not shown."""
        if self.dropped:
            note = (
                f"({self.dropped:,} further characters are not shown: a cell shows {TEXT_LIMIT:,} at most.)"
            )
            self.outputs.append({"kind": "note", "text": note})


def plain(value: object) -> str:
    """Return a value as text; a long container takes several lines, as in a notebook."""
    if type(value) in (list, tuple, dict, set, frozenset):
        return pprint.pformat(value, width=WIDTH, sort_dicts=False)
    return repr(value)


def forms(value: Any) -> dict[str, Any]:
    """Return the forms a value offers, by MIME type, as notebooks ask for them."""
    offered: dict[str, Any] = {}
    bundle = getattr(value, "_repr_mimebundle_", None)
    if callable(bundle) and not isinstance(value, type):
        found = bundle(include=None, exclude=None)
        offered.update(found[0] if isinstance(found, tuple) else found or {})
    for name, mime in (
        ("html", "text/html"),
        ("svg", "image/svg+xml"),
        ("png", "image/png"),
        ("latex", "text/latex"),
    ):
        method = getattr(value, f"_repr_{name}_", None)
        if mime not in offered and callable(method) and not isinstance(value, type):
            found = method()
            if isinstance(found, tuple):
                found = found[0]
            if found is not None:
                offered[mime] = found
    if not offered and callable(getattr(value, "savefig", None)):
        bitmap = io.BytesIO()
        value.savefig(bitmap, format="png", dpi=160)
        offered["image/png"] = bitmap.getvalue()
    return offered


def shown(value: Any) -> dict[str, Any]:
    """Return the output for a value: the form that a page shows best, as MyST-NB chooses among them."""
    offered = forms(value)
    if html := offered.get("text/html"):
        return _limited({"kind": "html", "html": str(html)}, "html", FORM_LIMIT, value)
    alt = str(offered.get("text/plain") or "").strip() or "Figure drawn by this cell, without a description."
    if drawing := offered.get("image/svg+xml"):
        data = base64.b64encode(str(drawing).encode()).decode("ascii")
        return {"kind": "image", "image": {"src": f"data:image/svg+xml;base64,{data}", "alt": alt}}
    if bitmap := offered.get("image/png"):
        data = base64.b64encode(bitmap).decode("ascii") if isinstance(bitmap, bytes) else str(bitmap).strip()
        return {"kind": "image", "image": {"src": f"data:image/png;base64,{data}", "alt": alt}}
    if latex := offered.get("text/latex"):
        return _limited(
            {"kind": "latex", "latex": str(latex).strip().strip("$")}, "latex", LATEX_LIMIT, value
        )
    text = plain(value)
    if len(text) > TEXT_LIMIT:
        text = f"{text[:TEXT_LIMIT]}\n({len(text) - TEXT_LIMIT:,} further characters are not shown.)"
    return {"kind": "text", "text": text}


def _limited(output: dict[str, Any], key: str, limit: int, value: Any) -> dict[str, Any]:
    if len(output[key]) <= limit:
        return output
    text = f"{plain(value)[:TEXT_LIMIT]}\n(As a {key} output this has {len(output[key]):,} characters, too many for a page.)"
    return {"kind": "text", "text": text}


class _Offered:
    """A text that is to be shown in one form: what `HTML`, `Latex`, `Math`, `SVG` and `Markdown` of IPython make."""

    form = "text/plain"

    def __init__(self, data: str) -> None:
        self.data = data

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {self.form: self.data, "text/plain": ""}


def ipython_module(display: Callable[..., None]) -> dict[str, ModuleType]:
    """Return stand-ins for the few names of IPython that a chapter uses; IPython itself is not loaded."""
    package, module = ModuleType("IPython"), ModuleType("IPython.display")
    for name, form in (
        ("HTML", "text/html"), ("Latex", "text/latex"), ("Math", "text/latex"), ("SVG", "image/svg+xml"), ("Markdown", "text/plain"),
    ):  # fmt: skip
        setattr(module, name, type(name, (_Offered,), {"form": form}))
    # Matplotlib asks a loaded IPython for its version and its shell
    package.version_info, package.get_ipython = (9, 0, 0), lambda: None  # type: ignore[attr-defined]
    module.display = display  # type: ignore[attr-defined]
    package.display = module  # type: ignore[attr-defined]
    return {"IPython": package, "IPython.display": module}


def is_silenced(source: str) -> bool:
    """Return whether the cell ends with a semicolon, by which a notebook is told not to show the last value."""
    last = ""
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type in (tokenize.OP, tokenize.NAME, tokenize.NUMBER, tokenize.STRING):
                last = token.string
    except (tokenize.TokenError, SyntaxError):
        return False
    return last == ";"


def syntax_message(error: SyntaxError) -> str:
    """Return what is wrong, where, and the line with a caret under the place."""
    head = f"{type(error).__name__}: {error.msg}"
    if error.lineno is None:
        return head
    head += f" (line {error.lineno})"
    if not error.text:
        return head
    line = error.text.rstrip("\n").expandtabs(4)
    caret = " " * max(0, (error.offset or 1) - 1) + "^"
    return f"{head}\n    {line}\n    {caret}"


def missing_message(name: str) -> str:
    """Say which package is missing and why; nothing is promised about packages that are not known here."""
    top = name.split(".")[0]
    reason = NOT_FOR_BROWSERS.get(top, f"the package {top} is not among those that this page can load")
    return f"This cell needs {top}, and {reason}."


class Runner:
    """The namespaces of a page and the way its cells are run in them."""

    def __init__(self) -> None:
        self.namespaces: dict[str, dict[str, Any]] = {}
        self.runs = 0
        self.outputs: list[dict[str, Any]] = []
        self.undo: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
        sys.modules.update(ipython_module(self.display))

    def namespace(self, name: str) -> dict[str, Any]:
        """Return the names of one page or tool, which begin with Python's own, `display` and an `input` that explains itself."""
        if name not in self.namespaces:
            self.namespaces[name] = {
                "__name__": "__main__", "__builtins__": builtins, "display": self.display, "input": _no_input,
            }  # fmt: skip
        return self.namespaces[name]

    def forget(self) -> None:
        """Begin again with no names at all."""
        self.namespaces.clear()

    def take_back(self) -> None:
        """Put the names back as they were before the last run: the cell is about to run again, with the package it asked for."""
        names, before = self.undo
        names.clear()
        names.update(before)

    def display(self, *values: Any) -> None:
        """Show values between what is printed, as notebooks do."""
        self.outputs.extend(shown(value) for value in values)

    def run(self, source: str, name: str = "page", live: Callable[[str], None] | None = None) -> str:
        """Run a cell and return the outputs and the error as JSON."""
        self.runs += 1
        self.outputs = []
        label = f"<cell {self.runs}>"
        linecache.cache[label] = (len(source), None, source.splitlines(keepends=True), label)
        names = self.namespace(name)
        before = dict(names)
        text = Text(self.outputs, live)
        error = None
        with redirect_stdout(text), redirect_stderr(text), _kept_open():
            try:
                self._execute(source, label, names)
            except BaseException as caught:
                error = described_error(caught, label)
        text.close_with_note()
        self.undo = (names, before)
        return json.dumps(summary(self.outputs, error))

    def _execute(self, source: str, label: str, names: dict[str, Any]) -> None:
        tree = ast.parse(source, label)
        last = None
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not is_silenced(source):
            last = ast.Expression(tree.body.pop().value)  # type: ignore[attr-defined]
        exec(compile(tree, label, "exec"), names)
        if last is not None:
            value = eval(compile(last, label, "eval"), names)
            if value is not None:
                names["_"] = value
                self.display(value)
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is not None:
            for number in pyplot.get_fignums():
                self.display(pyplot.figure(number))
            pyplot.close("all")


def _no_input(prompt: object = "") -> str:
    raise RuntimeError("input() cannot ask in a page: write the value into the cell instead")


@contextmanager
def _kept_open() -> Iterator[None]:
    """Let a cell raise Python's own recursion limit or trace function only for itself."""
    limit, trace = sys.getrecursionlimit(), sys.gettrace()
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
        sys.settrace(trace)


def described_error(error: BaseException, label: str) -> dict[str, Any]:
    """Return an error as a page shows it: its kind, a sentence, the traceback of the reader's own code and of the library."""
    if isinstance(error, SyntaxError) and error.filename == label:
        return {"kind": "syntax", "message": syntax_message(error), "traceback": ""}
    frames = traceback.extract_tb(error.__traceback__)
    own = next((k for k, frame in enumerate(frames) if frame.filename == label), len(frames))
    line = next((frame.lineno for frame in reversed(frames) if frame.filename == label), None)
    missing = missing_package(error)
    try:
        said = str(error)
    except Exception:  # an exception of the reader's may not know its own text
        said = "(its message cannot be shown)"
    message = f"{type(error).__name__}: {said}" if said else type(error).__name__
    if len(message) > TEXT_LIMIT:
        message = f"{message[:TEXT_LIMIT]} ..."
    if line is not None:
        message += f"\n(line {line} of the cell)"
    if isinstance(error, AssertionError) and find_spec("flint") is None:
        message += f"\n{WITHOUT_ENCLOSURES}"
    formatted = "".join(traceback.format_list(frames[own:]))[-TEXT_LIMIT:]
    described = {
        "kind": "missing" if missing else "runtime",
        "message": f"{missing_message(missing)}\n{message}" if missing else message,
        "traceback": f"Traceback (most recent call last):\n{formatted}{message}" if formatted else "",
    }
    return {**described, "package": missing} if missing else described


def missing_package(error: BaseException) -> str:
    """Return the package whose absence caused an error; the empty string if that is not its cause."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, ModuleNotFoundError) and error.name:
            return error.name.split(".")[0]
        if type(error).__name__ == "MissingExtra":
            return IMPORTED_AS.get(getattr(error, "argument", ""), getattr(error, "argument", ""))
        error = error.__cause__  # type: ignore[assignment]
    return ""


#: how symattn names a package in its errors, where that is not the name it is imported by
IMPORTED_AS = {"python-flint": "flint", "NumPy": "numpy", "Matplotlib": "matplotlib"}


def summary(outputs: list[dict[str, Any]], error: dict[str, Any] | None) -> dict[str, Any]:
    """Return the outputs in their order, and beside them all text and the last formula, table and image."""

    def last(kind: str) -> Any:
        return next((output[kind] for output in reversed(outputs) if output["kind"] == kind), None)

    text = "".join(
        output["text"] + ("" if output["text"].endswith("\n") else "\n")
        for output in outputs
        if output["kind"] in ("text", "note")
    )
    return {
        "text": text.removesuffix("\n"), "latex": last("latex"), "html": last("html"), "image": last("image"),
        "outputs": outputs, "error": error,
    }  # fmt: skip
