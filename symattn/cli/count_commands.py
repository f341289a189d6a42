"""Commands about the number of functions of a class: count, bounds; and the options that name a class."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from symattn.cli.group import DONE, INTERRUPTED, cli, example, json_option, print_json
from symattn.errors import InvalidArgument


class _Degree(click.ParamType):  # type: ignore[type-arg]
    """A degree D, or two degrees D,D2: text on the command line, an integer or a pair of integers in Python."""

    name = "D[,D2]"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        parts = value.split(",")
        try:
            degrees = [int(part) for part in parts]
        except ValueError:
            degrees = []
        if not 1 <= len(degrees) <= 2:
            hint = "Write --degree 2, or --degree 2,1 where the gating gate has another degree."
            raise InvalidArgument("degree", "must be an integer or two, D or D,D2", value, hint)
        return degrees[0] if len(degrees) == 1 else tuple(degrees)


def _class_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that name a class of functions."""
    number: dict[str, Any] = {"type": int, "show_default": True}
    word: dict[str, Any] = {"show_default": True}
    options = [
        click.argument("cls", metavar="CLASS"),
        click.option("-n", "n", type=int, required=True, help="Number of variables of the gated unit."),
        click.option("--inputs", default="01", **word, help="Alphabet of the inputs: 01 or pm (-1, 1)."),
        click.option(
            "--gate",
            default="01",
            **word,
            help="Alphabet of the gates' values: 01, pm, or mixed (gated in {-1,1}, gating in {0,1}).",
        ),
        click.option("--gates", default=2, **number, help="Gates multiplied, the gated one included."),
        click.option(
            "--synapses",
            default="one",
            **word,
            help="Weights gated: one (of x_1), any (of one input, whichever), all (by the same gate), each (by a gate of its own).",
        ),
        click.option(
            "--bias",
            default="free",
            **word,
            help="free (ungated), gated (by the same gate, with --synapses all), none (in no gate; over pm inputs w.x = 0 is excluded).",
        ),
        click.option(
            "--degree",
            type=_Degree(),
            default=1,
            show_default=True,
            help="Degree of the gates is at most D; at most D2 for the gating gate.",
        ),
        click.option("--units", default=1, **number, help="Units sharing one gate: maps to so many outputs."),
        click.option(
            "--other-inputs",
            type=int,
            default=None,
            help="Number of variables of the gating gate (default: n).",
        ),
        click.option(
            "--shared",
            type=int,
            default=None,
            help="How many variables both gates read (default: as many as possible).",
        ),
        click.option(
            "--output",
            default="linear",
            **word,
            help="Second layers of two-layer: linear (threshold gates), and, xor, any (all functions of two bits).",
        ),
        json_option,
    ]
    for option in reversed(options):
        command = option(command)
    return command


@cli.command(epilog=example("symattn count output-gating -n 3 --gate pm"))
@_class_options
@click.option("--jobs", type=click.IntRange(min=1), metavar="J", help="Processes of a run (all cores).")
@click.option(
    "--resume",
    metavar="DIR",
    help="Count in a run whose blocks stand in DIR; the same command goes on with it.",
)
@click.option("--stored", is_flag=True, help="Read the number from its record instead of computing it.")
def count(cls: str, n: int, as_json: bool, stored: bool, **options: Any) -> int:
    """Count the functions of CLASS exactly; CLASS and its options are those of `symattn bounds`.

    \b
    n <= 3 for every class, n = 4 with nearly all options, and more for these:
      threshold             n <= 8; 9 with --resume
      output-gating         n <= 5; 6 with --resume, for two gates
      other classes         n = 5 where there is a method that reaches it
    """
    if stored:
        from symattn.ledger.quantities import stored_count

        result = stored_count(cls, n, **options)
    else:
        from symattn.capacity import count as count_class

        # How many blocks a generation of threshold functions has is known when the one before it is finished.
        with _blocks_done(known=cls != "threshold") as progress:
            try:
                result = count_class(cls, n, progress=progress, **options)
            except KeyboardInterrupt:
                if options["resume"] is not None:
                    click.echo(
                        f"interrupted: what is done stands in {options['resume']}; go on with", err=True
                    )
                    click.echo(f"  symattn {shlex.join(sys.argv[1:])}", err=True)
                    return INTERRUPTED
                raise
    if as_json:
        print_json(result.to_json())
        return DONE
    click.echo(f"{result.cls}, n = {result.n}: {result.count} functions")
    if result.log2 is not None:
        click.echo(f"capacity log2 = {result.log2}")
    click.echo(f"method: {result.method} ({result.seconds:.2f} s)")
    return DONE


@contextmanager
def _blocks_done(known: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Yield what shows the blocks of a run on a terminal; in a pipe, nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("blocks", total=None, visible=False)
        yield lambda done, total: bar.update(
            task, completed=done, total=total if known else None, visible=True
        )


@cli.command(epilog=example("symattn bounds output-gating -n 100 --degree 2 --digits 20"))
@_class_options
@click.option("--digits", type=int, default=15, show_default=True, help="Decimals of the mid-points.")
@click.option(
    "--sharp", is_flag=True, help="Optimise the block sizes of the two-block theorem: better, slower."
)
def bounds(cls: str, n: int, as_json: bool, **options: Any) -> int:
    """Bound the capacity log2 |CLASS| from both sides, each bound as midpoint +/- radius, by the claims named beside it.

    \b
    CLASS, n up to 10^6:
      threshold             H(w.x + b)                  [--bias free|none]
      polynomial-threshold  H(p(x)), p of degree D
      output-gating         products of gates           [--gates, --bias, --degree, --units, --other-inputs, --shared]
      additive-output       f + g                       [--degree]
      multiplexing          H(p(x) + c g(x))            [--degree]
      synaptic-gating       H(b + sum w_i g(x) x_i)     [--synapses, --bias, --degree]
      two-layer             B(f, g), a network n-2-1    [--output, --degree]
      glued                 gates on x_i = 0 and x_i = 1, for some i  [--degree]
    """
    from symattn.capacity import capacity_bounds

    result = capacity_bounds(cls, n, **options)
    if as_json:
        print_json(result.to_json())
        return DONE
    click.echo(f"{result.cls}, n = {result.n}: log2 of the number of functions")
    click.echo(f"  at least  {result.lower}   ({result.lower_claim})")
    click.echo(f"  at most   {result.upper}   ({result.upper_claim})")
    click.echo(f"claims used: {', '.join(result.claims)}")
    return DONE
