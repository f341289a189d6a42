"""The group of commands, its exit codes, and how a command prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

DONE, FALSE, UNDECIDED, BAD_INPUT, ABSENT, INTERRUPTED = 0, 1, 2, 3, 4, 130

json_option = click.option("as_json", "--json", is_flag=True, help="Print JSON.")


def example(text: str) -> str:
    # \b keeps click from re-wrapping the lines of an example.
    return f"\b\nExample:\n  {text}"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=lambda *a: _print_versions(*a)
)
def cli() -> None:
    """A symbolic mathematics companion to the theory of attention: claims whose status is computed."""


def _print_versions(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        from symattn.ledger import versions

        for package, version in versions().items():
            click.echo(f"{package} {version}")
        context.exit(DONE)


def console() -> Any:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def print_json(data: Any) -> None:
    click.echo(json.dumps(data, indent=1, ensure_ascii=False))


def deliver(text: str, path: Path | None, *, form: str) -> None:
    """Write a file, or print what would be in it, with one line's end; of a file for Rocq it is said that nobody has compiled it now."""
    if form == "rocq":
        click.echo("This file was not compiled now; coqc decides whether the proof is accepted.", err=True)
    text = text.rstrip("\n")
    if path is None:
        click.echo(text)
    else:
        path.write_text(text + "\n", encoding="utf-8")
