"""The command line as it is: help texts and runs are taken from the program when the book is built.

    ```{command} prove          the help of a command; without a name, that of the program
    ```{runs}                   one command a line, run now, shown with what it prints; the exit code is compared
    symattn prove "x <= x"
    symattn prove "x < x"       # exit 1
    ```

A command that does not exist and an exit code other than the one written are warnings.
"""

from __future__ import annotations

import io
import os
import shlex
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

LOGGER = logging.getLogger(__name__)
PROGRAM = "symattn"
#: What a terminal would say; output is to fit a page.
_TERMINAL = {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}


def help_of(name: str) -> str:
    """Return the help text of a command as a terminal of 80 columns shows it, or raise LookupError."""
    import click

    from symattn.cli import cli

    command: click.Command = cli.commands[name] if name else cli
    settings: dict[str, Any] = command.context_settings
    parent = click.Context(cli, info_name=PROGRAM, **cli.context_settings) if name else None
    with click.Context(
        command, info_name=name or PROGRAM, parent=parent, terminal_width=80, **settings
    ) as context:
        return command.get_help(context)


def commands() -> list[str]:
    """Return the names of all commands."""
    from symattn.cli import cli

    return sorted(cli.commands)


def run(line: str) -> tuple[str, int]:
    """Run a command line in this process and return what it prints and its exit code."""
    from symattn.cli import main

    words = shlex.split(line)
    if words[:1] != [PROGRAM]:
        raise ValueError(f"a run begins with {PROGRAM}, not {line!r}")
    printed = io.StringIO()
    with patch.dict(os.environ, _TERMINAL), redirect_stdout(printed), redirect_stderr(printed):
        code = main(words[1:])
    return "\n".join(text.rstrip() for text in printed.getvalue().rstrip().splitlines()), code


class CommandDirective(SphinxDirective):
    """Show the help text of a command."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        depend_on_library(self)
        name = self.arguments[0] if self.arguments else ""
        try:
            text = help_of(name)
        except LookupError:
            warn(self, f"{PROGRAM} has no command {name!r}; it has {', '.join(commands())}")
            return []
        return [_block(f"$ {PROGRAM} {name}".rstrip() + f" --help\n{text}")]


class RunsDirective(SphinxDirective):
    """Show commands with what they print."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        depend_on_library(self)
        shown: list[str] = []
        for line in (content.strip() for content in self.content if content.strip()):
            command, _, expected = line.partition("# exit ")
            text, code = run(command.strip())
            if code != int(expected or 0):
                warn(self, f"{command.strip()} ended with exit code {code}, not {int(expected or 0)}: {text}")
            shown.append("\n".join(filter(None, (f"$ {line}", text))))
        return [_block("\n".join(shown))]


def depend_on_library(directive: SphinxDirective) -> None:
    """Read the page again whenever a file of the library has changed: what was printed then may be wrong now."""
    import symattn

    for path in sorted(Path(symattn.__file__).parent.rglob("*")):
        if path.suffix in {".py", ".json"}:
            directive.env.note_dependency(str(path))


def warn(directive: SphinxDirective, message: str) -> None:
    """Warn at the place of a directive."""
    LOGGER.warning(message, location=directive.get_location(), type="symattn", subtype="command")


def _block(text: str) -> nodes.literal_block:
    return nodes.literal_block(text, text, language="console", classes=["command-line"])


def add_style(app: Sphinx, page: str, template: str, context: dict[str, Any], document: Any) -> None:
    """Load the style of what a terminal prints where there is some."""
    if document is not None and any(
        "command-line" in block["classes"] for block in document.findall(nodes.literal_block)
    ):
        app.add_css_file("api.css")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the two directives."""
    app.add_directive("command", CommandDirective)
    app.add_directive("runs", RunsDirective)
    app.connect("html-page-context", add_style)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
