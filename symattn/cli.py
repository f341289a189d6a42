"""The command line: arguments in, tables or JSON out; the mathematics is elsewhere and imported when a command runs."""

from __future__ import annotations

import itertools
import json
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from symattn.errors import InvalidArgument, MissingExtra, SymattnError, shown

DONE, FALSE, UNDECIDED, BAD_INPUT, ABSENT, INTERRUPTED = 0, 1, 2, 3, 4, 130
#: So many claims are worth the start of further processes, of which there are at most so many.
_MANY_CLAIMS, _MOST_JOBS = 20, 8
_STATEMENT_OPTIONS = {"--assume": True, "--time-limit": True, "--json": False, "--help": False, "-h": False}

json_option = click.option("as_json", "--json", is_flag=True, help="Print JSON.")


def _example(text: str) -> str:
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


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def _print_json(data: Any) -> None:
    click.echo(json.dumps(data, indent=1, ensure_ascii=False))


def _run_claims(ids: Sequence[str] | None, tier: str, jobs: int | None = None) -> dict[str, Any]:
    """Verify claims with a progress bar on a terminal, silently in a pipe; many of them in several processes."""
    import os
    from concurrent.futures import ProcessPoolExecutor
    from contextlib import ExitStack
    from multiprocessing import get_context

    from symattn.ledger import all_claims, ancestors, find_claim, verify_claims

    table = all_claims()
    wanted = [find_claim(identifier).id for identifier in ids] if ids else None
    names = wanted or list(table)
    total = len({name for wanted_name in names for name in (*ancestors(table, wanted_name), wanted_name)})
    if jobs is None:
        jobs = min(os.cpu_count() or 1, _MOST_JOBS) if total >= _MANY_CLAIMS else 1
    options: dict[str, Any] = {"tier": tier}
    with ExitStack() as stack:
        if jobs > 1:
            pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
            options["executor"] = stack.enter_context(pool)
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            columns = (TextColumn("{task.description:12}"), BarColumn(), MofNCompleteColumn())
            progress = stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
            task = progress.add_task("claims", total=total)
            options["progress"] = lambda name: progress.update(task, description=name, advance=1)
        return dict(verify_claims(table, wanted, **options))


def _claims_table(results: dict[str, Any]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("id", no_wrap=True)
    table.add_column("status", min_width=10, ratio=3)
    table.add_column("title", ratio=4)
    table.add_column("scope", ratio=3)
    for result in results.values():
        mark = (
            "-"
            if result.status is None
            else "!"
            if result.failed
            else "o"
            if result.status == "open"
            else "+"
        )
        style = "bold red" if result.failed else ""
        status = result.status or result.claim.kind
        if result.conditional:
            status += f", if {result.conditional.split(' ')[0]}"
        table.add_row(
            result.claim.id, Text(f"{mark} {status}", style), Text(result.claim.title), Text(result.scope)
        )
    _console().print(table)


@cli.command(epilog=_example("symattn verify SM-4a CAP-AND --tier full"))
@click.argument("ids", nargs=-1)
@click.option(
    "--tier",
    type=click.Choice(["fast", "full"]),
    default="fast",
    show_default=True,
    help="How far instances go.",
)
@click.option("--record", metavar="FILE", help="Write the report that the book reads to FILE.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="J",
    help="Number of processes; by default up to 8 where many claims are checked.",
)
@json_option
def verify(ids: tuple[str, ...], tier: str, record: str | None, jobs: int | None, as_json: bool) -> int:
    """Check the ledger: run the evidence and the mutants of every claim (or of IDS) and compute each status."""
    from symattn.ledger import report, writable, write_report

    # A file that cannot be written is reported before the work is done, not after.
    path = writable(Path(record)) if record is not None else None
    results = _run_claims(ids, tier, jobs)
    data = report(results, tier=tier)
    if path is not None:
        write_report(data, path)
    failed = [result for result in results.values() if result.failed]
    if as_json:
        _print_json(data)
        return FALSE if failed else DONE
    _claims_table(results)
    definitions = sum(result.status is None for result in results.values())
    listed = [f"{number} {status}" for status, number in data["counts"].items()]
    listed += [f"{definitions} definition{'s' * (definitions != 1)}"] if definitions else []
    counts = ", ".join(listed)
    mutants = sum(len(result.mutants) for result in results.values())
    refuted = sum(mutant.refuted for result in results.values() for mutant in result.mutants)
    click.echo(
        f"\n{len(results)} claim{'s' * (len(results) != 1)}: {counts}; {refuted} of {mutants} mutants refuted."
    )
    for result in failed:
        for failure in result.failures:
            click.echo(f"FAILED {result.claim.id}: {failure}", err=True)
    return FALSE if failed else DONE


@cli.command(epilog=_example("symattn claims --json"))
@json_option
def claims(as_json: bool) -> int:
    """List the claims: id, status, title, scope."""
    results = _run_claims(None, "fast")
    if as_json:
        keys = ("id", "title", "kind", "status", "conditional", "scope", "rests_on")
        rows = [result.to_json() for result in results.values()]
        _print_json([{key: row[key] for key in keys} for row in rows])
    else:
        _claims_table(results)
    return DONE


@cli.command(epilog=_example("symattn show CAP-AND"))
@click.argument("identifier", metavar="ID")
@json_option
def show(identifier: str, as_json: bool) -> int:
    """Show one claim: statement, evidence, mutants, what it rests on and what rests on it."""
    from symattn.ledger import MEANING, all_claims, ancestors, find_claim

    claim = find_claim(identifier)
    result = _run_claims([claim.id], "fast")[claim.id]
    table = all_claims()
    dependants = [name for name in table if claim.id in ancestors(table, name)]
    if as_json:
        data = {**result.to_json(), "ancestors": list(ancestors(table, claim.id)), "dependants": dependants}
        _print_json(data)
        return FALSE if result.failed else DONE
    lines = [f"{claim.id}  {claim.title}", f"status      {result.shown_status}"]
    if result.status is not None:
        lines.append(f"            {result.status}: {MEANING[result.status]}")
    if claim.statement is not None:
        lines.append(f"statement   {claim.statement.text}")
    lines.append(f"as LaTeX    {claim.latex}")
    lines += [f"given       {hypothesis}" for hypothesis in claim.hypotheses]
    lines.append(f"source      {claim.source}")
    for evidence in result.evidence:
        lines.append(f"evidence    {evidence.status}: {evidence.method} [{evidence.scope}]")
        lines += [f"            {evidence.detail}"] if evidence.detail else []
    lines += [f"  step {number}   {step}" for number, step in enumerate(claim.steps, 1)]
    for mutant in result.mutants:
        outcome = f"refuted at {mutant.counterexample}" if mutant.refuted else "NOT REFUTED"
        lines += [f"mutant      ({mutant.kind}) {mutant.text}", f"            {outcome}"]
    lines += _ancestry_lines(result.ancestry)
    lines += [f"used by     {', '.join(dependants) or 'nothing'}"]
    lines += [f"missing     {claim.missing}"] if claim.missing else []
    lines += [f"cited       {claim.cited}"] if claim.cited else []
    for erratum in result.errata:
        outcome = f"refuted at {erratum.counterexample}" if erratum.refuted else "NOT REFUTED"
        lines += [f"erratum     {erratum.text} ({erratum.source})", f"            {erratum.statement}"]
        lines += [f"            {outcome}", f"            instead: {erratum.corrected}"]
    lines += [f"not claimed {claim.not_claimed}"] if claim.not_claimed else []
    lines += [f"FAILED      {failure}" for failure in result.failures]
    click.echo("\n".join(lines))
    return FALSE if result.failed else DONE


def _ancestry_lines(ancestry: Sequence[tuple[str, str | None]]) -> list[str]:
    """Return what a claim rests on, down to definitions, one line for each status."""
    by_status: dict[str, list[str]] = {}
    for name, status in ancestry:
        by_status.setdefault(status or "definition", []).append(name)
    heads = itertools.chain(["rests on    "], itertools.repeat(" " * 12))
    rows = [f"{status}: {', '.join(names)}" for status, names in sorted(by_status.items())] or ["nothing"]
    return [head + row for head, row in zip(heads, rows, strict=False)]


@cli.command(epilog=_example("symattn taxonomy --json"))
@json_option
def taxonomy(as_json: bool) -> int:
    """List the 18 classes of attention: what attends to what, the result, and whether it stays in the standard model.

    The signal S_k, O_k or w_kl of a unit k is added to (+), or multiplies (*), the activation S_i, the output O_i or a weight w_ij of a unit i.
    The degree is that in the inputs with linear units. A class is inside the standard model if a network with other weights computes the same.
    """
    from symattn.attention import taxonomy as classes

    if as_json:
        _print_json([kind.to_json() for kind in classes()])
        return DONE
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("id", "class", "becomes", "degree", "inside by"):
        table.add_column(
            name, no_wrap=name in ("id", "class"), justify="right" if name == "degree" else "left"
        )
    for kind in classes():
        where = kind.reason if kind.inside else "outside"
        label = f"{kind.origin} -> {kind.target} {kind.operation}"
        label += f"  {kind.name}" if " to " not in kind.name and " times " not in kind.name else ""
        table.add_row(kind.id, label, str(kind.expression()), str(kind.degree), where)
    _console().print(table)
    click.echo("\nProofs and products: symattn show TX-3-Q01, ..., TX-3-Q18; TX-3-out.")
    return DONE


@cli.command(epilog=_example('symattn prove "x*y == relu(x + y - 1)" --assume "x, y in {0,1}"'))
@click.argument("statement")
@click.option(
    "--assume", multiple=True, help='Assumptions separated by ";", such as "x in {0,1}; K > abs(s)".'
)
@click.option("--time-limit", type=float, default=10.0, show_default=True, help="Seconds.")
@json_option
def prove(statement: str, assume: tuple[str, ...], time_limit: float, as_json: bool) -> int:
    """Decide STATEMENT: proved (exit 0), refuted with a counterexample (1), or undecided with the reason (2).

    Statements: integers, decimals and fractions (exact), names, x[1], + - * / **, == != <= < >= >, and or not implies, and the
    functions H sgn logistic tanh sinh cosh relu abs max min exp log sqrt softplus silu binomial delta(i, j), softmax(i, x, n),
    Sum(term, (i, 1, n)) and forall(statement, (i, 1, n)) with n a number or a name; entries x[i], A[i,j]. Names are real unless --assume says less:
    "x, y in {0,1}; n integer; t positive; K > abs(v); s permutation of n; f function". Bounds of sums and indices are integers >= 1.
    """
    from symattn.proving import prove as decide

    verdict = decide(statement, assuming=list(assume), time_limit=time_limit)
    if as_json:
        _print_json(verdict.to_json())
    else:
        click.echo(verdict.explain())
        if verdict.statement.replace(" ", "") != statement.replace(" ", ""):
            click.echo(f"  as written: {shown(statement)}")
    return DONE if verdict.proved else FALSE if verdict.refuted else UNDECIDED


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


@cli.command(epilog=_example("symattn count output-gating -n 3 --gate pm"))
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
        _print_json(result.to_json())
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


@cli.command(epilog=_example("symattn bounds output-gating -n 100 --degree 2 --digits 20"))
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
        _print_json(result.to_json())
        return DONE
    click.echo(f"{result.cls}, n = {result.n}: log2 of the number of functions")
    click.echo(f"  at least  {result.lower}   ({result.lower_claim})")
    click.echo(f"  at most   {result.upper}   ({result.upper_claim})")
    click.echo(f"claims used: {', '.join(result.claims)}")
    return DONE


@cli.command(epilog=_example("symattn separable 0b1000 -n 2"))
@click.argument("table")
@click.option("-n", "n", type=int, required=True, help="Number of variables.")
@click.option("--inputs", default="01", show_default=True, help="Alphabet of the inputs: 01 or pm.")
@json_option
def separable(table: str, n: int, inputs: str, as_json: bool) -> int:
    """Decide whether TABLE (decimal, 0x... or 0b..., most significant bit first) is a threshold function; exit 0 or 1."""
    from symattn.threshold import is_threshold

    result = is_threshold(_table_number(table), n, inputs=inputs)
    if as_json:
        _print_json(result.to_json())
    else:
        click.echo("\n".join(_separability_lines(result, n)))
    return DONE if result.separable else FALSE


def _separability_lines(result: Any, n: int) -> list[str]:
    from symattn.certificates import ThresholdWeights

    certificate = result.certificate
    names = [f"x_{i}" for i in range(1, n + 1)]
    if isinstance(certificate, ThresholdWeights):
        terms = [
            (w, f"{abs(w)} {x}" if abs(w) != 1 else x)
            for w, x in zip(certificate.weights, names, strict=True)
            if w
        ]
        if certificate.bias or not terms:
            terms.append((certificate.bias, str(abs(certificate.bias))))
        inside = " ".join(f"{'-' if value < 0 else '+'} {text}" for value, text in terms)
        # The first sign stands against its term, and is left out if it is a plus.
        inside = inside[2:] if inside.startswith("+") else f"-{inside[2:]}"
        return [f"yes: H({inside})", "certificate: integer weights, checked at every point"]
    lines = [
        "no: no weights can separate the ones from the zeros",
        "certificate (non-negative combination, equal on both sides):",
    ]
    for value, word in ((1, "ones "), (0, "zeros")):
        points = [(k, m) for k, m in certificate.multipliers if certificate.table >> k & 1 == value]
        shown = " + ".join(f"{m} * {_point(k, n, certificate.inputs)}" for k, m in points)
        lines.append(f"  {word} {shown}")
    return lines


def _point(k: int, n: int, inputs: str) -> str:
    zero = 0 if inputs == "01" else -1
    return "(" + ", ".join(str(1 if k >> i & 1 else zero) for i in range(n)) + ")"


def _table_number(text: str) -> int:
    try:
        return int(text.replace("_", ""), 0 if text[:2].lower() in ("0x", "0b") else 10)
    except ValueError:
        hint = "Write it in decimal, or as 0x... or 0b... with the most significant bit first."
        raise InvalidArgument("TABLE", "must be a number", text, hint) from None


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
        _print_json(data)
    else:
        click.echo(f"error: {text}", err=True)
