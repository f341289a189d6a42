"""The pieces of a page as a notebook without outputs, and as a script that runs as it is and prints what the cells show."""

from __future__ import annotations

import ast
import json
import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from takeaway_pieces import Piece

WIDTH = 100
SHOW = '''
def show(value):
    """Print what a notebook would display: of a figure, the sentence that describes it."""
    if value is not None:
        print(getattr(value, "alt_text", value))
'''
SHOW_HTML = '''
def show(value):
    """Print what a notebook would display: of a figure, the sentence that describes it; of HTML, its text."""
    if isinstance(value, HTML):
        print(" ".join(re.sub("<[^>]+>", " ", value.data).split()))
    elif value is not None:
        print(getattr(value, "alt_text", value))
'''
#: What has to be installed for a module that a page imports, beyond the project itself.
EXTRAS = {"matplotlib": "plot", "z3": "smt", "numba": "fast", "distributed": "cluster", "dask": "cluster"}


@dataclass(frozen=True)
class About:
    """What the reader of a page that was carried away has to know."""

    book: str
    title: str
    page: str
    base: str
    versions: dict[str, str]

    def link(self) -> str:
        """Return the page as a link, if it can be reached from where the file is."""
        return f"[{self.page}]({self.base}{self.page})" if self.base else self.page

    def needs(self, code: str) -> str:
        """Return what has to be installed, as one command in the folder of the project."""
        modules = imported(code)
        extras = {extra for module, extra in EXTRAS.items() if module in modules}
        # figures of the project import matplotlib inside
        extras |= {"plot"} if "plots" in code else set()
        install = f"pip install '.[{','.join(sorted(extras))}]'" if extras else "pip install ."
        return f"{install} ipython" if "IPython" in modules else install

    def where(self, code: str) -> str:
        """Return where a page has to be run that reads files of the project; nothing for the others."""
        files = sorted(set(re.findall(r"""["'](\.\./[^"'\s]+)["']""", code)))
        return f" Run it in the folder book of the project: it reads {', '.join(files)}." if files else ""

    def ran_with(self) -> str:
        """Return the versions with which the ledger was checked."""
        ordered = sorted(self.versions.items(), key=lambda entry: (entry[0] != "python", entry[0]))
        return ", ".join(f"{'Python' if name == 'python' else name} {version}" for name, version in ordered)


def imported(code: str) -> set[str]:
    """Return the modules that the code imports, without their submodules."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


def all_code(pieces: Iterable[Piece]) -> str:
    """Return the code of the page."""
    return "\n\n".join(piece.text for piece in pieces if piece.kind == "code")


def notebook(pieces: list[Piece], about: About) -> str:
    """Return the page as a notebook: its title and what it needs, then its texts and its cells without outputs."""
    heading, _, rest = pieces[0].text.partition("\n\n")
    needs = (
        f"{heading}\n\n*A page of “{about.book}”: {about.link()}.*\n\n"
        f"**What this notebook needs.** In the folder of the project, run `{about.needs(all_code(pieces))}` in the "
        f"environment of your kernel (Python 3.11 or newer). The cells build on one another: run them from the top. "
        f"The book was checked with {about.ran_with()}.{about.where(all_code(pieces))}"
    )
    cells = [
        _cell(k, piece) for k, piece in enumerate([Piece("text", needs), Piece("text", rest), *pieces[1:]])
    ]
    content = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "title": about.title,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _cell(number: int, piece: Piece) -> dict[str, object]:
    common = {"id": f"cell-{number}", "metadata": {}, "source": piece.text.splitlines(keepends=True)}
    if piece.kind == "code":
        return {"cell_type": "code", "execution_count": None, "outputs": [], **common}
    return {"cell_type": "markdown", **common}


def script(pieces: list[Piece], about: About) -> str:
    """Return the page as a script: its texts as comments, its cells, and what they end with printed."""
    code = all_code(pieces)
    head = [
        *textwrap.wrap(f"{about.title}: a page of “{about.book}” as a script.", WIDTH),
        "",
        *textwrap.wrap(f"The page: {about.base}{about.page}.", WIDTH),
        f"Needs Python 3.11 or newer and, in the folder of the project: {about.needs(code)}",
        *textwrap.wrap(f"The book was checked with {about.ran_with()}.{about.where(code)}", WIDTH),
    ]
    html = "IPython" in imported(code)
    start = ["import re\n\nfrom IPython.display import HTML\n", SHOW_HTML] if html else [SHOW]
    body = [_comment(piece.text) if piece.kind == "text" else shown(piece.text) for piece in pieces]
    docstring = '"""' + "\n".join(head).replace("\\", "\\\\") + '\n"""'
    return "\n\n".join([docstring, "\n".join(start).rstrip() + "\n", *body]).rstrip() + "\n"


def shown(code: str) -> str:
    """Return a cell whose last expression is printed, as a notebook would show it."""
    body = ast.parse(code).body
    if not body or not isinstance(body[-1], ast.Expr) or code.rstrip().endswith(";"):
        return code
    last = body[-1]
    if (
        isinstance(last.value, ast.Call)
        and isinstance(last.value.func, ast.Name)
        and last.value.func.id == "print"
    ):
        return code
    lines = code.split("\n")
    first, end = last.lineno - 1, last.end_lineno or last.lineno
    # columns are counted in bytes of UTF-8; an expression that begins a line has column 0
    if last.col_offset:
        return code
    text = "\n".join(lines[first:end])
    stop = text.rfind("\n") + 1 + len(text.rpartition("\n")[2].encode()[: last.end_col_offset].decode())
    # several values are one tuple
    value = f"({text[:stop]})" if isinstance(last.value, ast.Tuple) else text[:stop]
    return "\n".join([*lines[:first], f"show({value}){text[stop:]}", *lines[end:]])


def _comment(text: str) -> str:
    lines = "\n".join(f"# {line}".rstrip() for line in _plain(text))
    return re.sub(r"\n#(\n#)+(?=\n)", "\n#", re.sub(r"(\n#)+$", "", lines))


def _plain(text: str) -> Iterator[str]:
    """Yield the lines of a text in Markdown as a comment has them: wrapped, without tags, marks and escapes."""
    fenced = False
    for line in text.split("\n"):
        if line.startswith("```"):
            fenced = not fenced
        elif fenced:
            yield f"    {line}"
        elif line.startswith("#"):
            title = _unmarked(line.lstrip("# "))
            yield from (title, ("=" if line.startswith("# ") else "-") * len(title))
        elif line.startswith(("|", "> |")):
            yield _unmarked(line)
        else:
            yield from _wrapped(_unmarked(line))


def _wrapped(line: str) -> list[str]:
    hang = re.match(r"(?:> |\s|- |\d+\. )*", line)
    later = re.sub(r"[^>\s]", " ", hang[0] if hang else "")
    return textwrap.wrap(
        line, WIDTH - 2, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
    ) or [line.rstrip()]


def _unmarked(line: str) -> str:
    """Return a line of Markdown without tags, escapes and marks of emphasis; formulas and code are left alone."""
    line = re.sub(r"<details><summary>(.*)</summary>", r"\1:", line).replace("</details>", "")
    whole = re.split(r"(\$\$.+?\$\$|(?<!\\)\$.+?(?<!\\)\$|`[^`]+`)", unescape(line))
    return "".join(part if k % 2 else _without_marks(part) for k, part in enumerate(whole))


def _without_marks(text: str) -> str:
    return re.sub(r"\\(.)|\*", lambda found: found[1] or "", text)
