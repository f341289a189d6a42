"""Commands that decide: prove, separable; and the table of the eighteen classes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from symattn.cli.group import DONE, FALSE, UNDECIDED, cli, console, deliver, example, json_option, print_json
from symattn.errors import InvalidArgument, shown


@cli.command(epilog=example("symattn taxonomy --json"))
@json_option
def taxonomy(as_json: bool) -> int:
    """List the 18 classes of attention: what attends to what, the result, and whether it stays in the standard model.

    The signal S_k, O_k or w_kl of a unit k is added to (+), or multiplies (*), the activation S_i, the output O_i or a weight w_ij of a unit i.
    The degree is that in the inputs with linear units. A class is inside the standard model if a network with other weights computes the same.
    """
    from symattn.attention import taxonomy as classes

    if as_json:
        print_json([kind.to_json() for kind in classes()])
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
    console().print(table)
    click.echo("\nProofs and products: symattn show TX-3-Q01, ..., TX-3-Q18; TX-3-out.")
    return DONE


@cli.command(epilog=example('symattn prove "x*y == relu(x + y - 1)" --assume "x, y in {0,1}"'))
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
        print_json(verdict.to_json())
    else:
        click.echo(verdict.explain())
        if verdict.statement.replace(" ", "") != statement.replace(" ", ""):
            click.echo(f"  as written: {shown(statement)}")
    return DONE if verdict.proved else FALSE if verdict.refuted else UNDECIDED


@cli.command(epilog=example("symattn separable 0b1000 -n 2"))
@click.argument("table")
@click.option("-n", "n", type=int, required=True, help="Number of variables.")
@click.option("--inputs", default="01", show_default=True, help="Alphabet of the inputs: 01 or pm.")
@click.option(
    "--to", "form", type=click.Choice(["rocq"]), help="Write the answer as a file for Rocq instead."
)
@click.option("-o", "--output", metavar="FILE", help="With --to: write to FILE instead of printing.")
@json_option
def separable(table: str, n: int, inputs: str, form: str | None, output: str | None, as_json: bool) -> int:
    """Decide whether TABLE (decimal, 0x... or 0b..., most significant bit first) is a threshold function; exit 0 or 1.

    With --to rocq the certificate is written as a file that proves the answer for all real weights: definitions, a checker, its soundness,
    the theorem. It needs coqc 8.16 and no other library.
    """
    from symattn.threshold import is_threshold

    if form is None and output is not None:
        hint = "Write --to rocq -o FILE."
        raise InvalidArgument("output", "has a meaning only with --to", output, hint)
    if form is not None and as_json:
        hint = "Leave out one of the two; the JSON answer holds the certificate."
        raise InvalidArgument("to", "cannot be combined with --json", form, hint)
    result = is_threshold(_table_number(table), n, inputs=inputs)
    if form is not None:
        from symattn.ledger import writable
        from symattn.proving.rocq.separability import export_separability

        text = export_separability(result).text
        deliver(text, writable(Path(output), "output") if output is not None else None, form=form)
    elif as_json:
        print_json(result.to_json())
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
