"""Running a command: what was typed becomes an exit code, and every error a message."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from symattn.cli.group import ABSENT, BAD_INPUT, DONE, INTERRUPTED, cli, print_json
from symattn.errors import MissingExtra, SymattnError

_STATEMENT_OPTIONS = {"--assume": True, "--time-limit": True, "--json": False, "--help": False, "-h": False}


def _with_statement(arguments: list[str]) -> list[str]:
    """Mark the statement of ``prove``, so that one with a leading minus is not read as an option."""
    if not arguments or arguments[0] != "prove" or "--" in arguments:
        return arguments
    options: list[str] = []
    rest: list[str] = []
    position = 1
    while position < len(arguments):
        argument = arguments[position]
        takes_value = _STATEMENT_OPTIONS.get(
            argument.split("=")[0] if argument.startswith("--") else argument
        )
        # "--x == --x" is a statement: only an exact option name (or --name=value) is an option.
        if takes_value is None or (" " in argument.split("=")[0]):
            rest.append(argument)
        else:
            options.append(argument)
            if takes_value and "=" not in argument and position + 1 < len(arguments):
                position += 1
                options.append(arguments[position])
        position += 1
    return ["prove", *options, "--", *rest]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)  # exact counts print in full
    try:
        return _exit_code(given)
    finally:
        sys.set_int_max_str_digits(limit)


def _exit_code(given: list[str]) -> int:
    as_json = "--json" in given
    try:
        code = cli.main(_with_statement(given), prog_name="symattn", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except SymattnError as error:
        _report(error.to_json(), str(error), as_json)
        return ABSENT if isinstance(error, MissingExtra) else BAD_INPUT
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return BAD_INPUT
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context is not None else "symattn"
        argument = getattr(getattr(error, "param", None), "human_readable_name", command) or command
        data = {
            "error": error.format_message(),
            "argument": argument,
            "value": "",
            "hint": f"See {command} --help.",
        }
        _report(data, f"{error.format_message()} {data['hint']}", as_json)
        return BAD_INPUT
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return DONE
    except OSError as error:
        click.echo(f"error: the output cannot be written: {error.strerror}.", err=True)
        return BAD_INPUT


def _report(data: dict[str, str], text: str, as_json: bool) -> None:
    if as_json:
        print_json(data)
    else:
        click.echo(f"error: {text}", err=True)
