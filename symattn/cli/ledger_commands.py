"""Commands about the ledger: verify, claims, show, graph, export."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from symattn.cli.group import ABSENT, DONE, FALSE, cli, console, deliver, example, json_option, print_json
from symattn.errors import InvalidArgument, MissingExtra

#: So many claims are worth the start of further processes, of which there are at most so many.
_MANY_CLAIMS, _MOST_JOBS = 20, 8


def _run_claims(
    ids: Sequence[str] | None, tier: str, jobs: int | None = None, kernels: dict[str, Any] | None = None
) -> dict[str, Any]:
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
    options: dict[str, Any] = {"tier": tier, "kernels": kernels}
    with ExitStack() as stack:
        if jobs > 1:
            pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
            options["executor"] = stack.enter_context(pool)
        options["progress"] = stack.enter_context(_progress(total))
        return dict(verify_claims(table, wanted, **options))


@contextmanager
def _progress(total: int) -> Iterator[Callable[[str], None] | None]:
    """Give a function that is called with what is done, and moves a bar on a terminal; None in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description:12}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("claims", total=total)
        yield lambda name: bar.update(task, description=name, advance=1)


def _run_kernel(ids: Sequence[str] | None, jobs: int | None, time_limit: float) -> dict[str, Any]:
    """Have the claims compiled by coqc that are asked for; of what they rest on the record tells."""
    from symattn.ledger import all_claims, ancestors, find_claim
    from symattn.ledger.kernel import check_with_rocq, recorded_result

    table = all_claims()
    wanted = [find_claim(identifier).id for identifier in ids] if ids else list(table)
    stated = [name for name in dict.fromkeys(wanted) if table[name].statement is not None]
    with _progress(len(stated)) as progress:
        said = check_with_rocq(stated, jobs, time_limit, progress)
    below = {name for one in wanted for name in ancestors(table, one)} - set(stated)
    recorded = ((name, recorded_result(table[name])) for name in below)
    return said | {name: result for name, result in recorded if result is not None}


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
    console().print(table)


@cli.command(epilog=example("symattn verify SM-4a CAP-AND --tier full"))
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
    "--reuse",
    is_flag=True,
    help="With --record: leave FILE as it is if the same code, packages and tier made it and nothing failed.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="J",
    help="Number of processes; by default up to 8 where many claims are checked.",
)
@click.option(
    "--checker",
    type=click.Choice(["rocq"]),
    help="Have the proofs compiled by a kernel now; without it, what a kernel is recorded to have accepted counts.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=300,
    show_default=True,
    metavar="SECONDS",
    help="With --checker: for one file.",
)
@json_option
def verify(
    ids: tuple[str, ...],
    tier: str,
    record: str | None,
    reuse: bool,
    jobs: int | None,
    checker: str | None,
    time_limit: float,
    as_json: bool,
) -> int:
    """Check the ledger: run the evidence and the mutants of every claim (or of IDS) and compute each status.

    With --checker rocq the theorems are compiled by coqc, and `kernel` is the status of what it accepts today. Without coqc every claim shows what
    this library can say itself, and the exit code is 4.
    """
    from symattn.ledger import report, reusable, writable, write_report

    if reuse and (record is None or ids or as_json or checker):
        rule = "goes with --record FILE, for the whole ledger, and without --json and --checker"
        raise InvalidArgument("--reuse", rule, hint="Leave it out to verify again.")
    # A file that cannot be written is reported before the work is done, not after.
    path = writable(Path(record)) if record is not None else None
    if reuse and path is not None and reusable(path, tier):
        click.echo(f"{path} was made by the same code and packages and is left as it is.")
        return DONE
    kernels, missing = None, None
    if checker is not None:
        try:
            kernels = _run_kernel(ids, jobs, time_limit)
        except MissingExtra as error:
            kernels, missing = {}, error
    results = _run_claims(ids, tier, jobs, kernels)
    data = report(results, tier=tier)
    if path is not None:
        write_report(data, path)
    failed = [result for result in results.values() if result.failed]
    code = FALSE if failed else DONE
    if checker is not None:
        code = _kernel_code(kernels or {}, missing, code)
    if as_json:
        print_json(data)
        return code
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
    if kernels:
        _kernel_summary(results, kernels, listed_ids=bool(ids))
    for result in failed:
        for failure in result.failures:
            click.echo(f"FAILED {result.claim.id}: {failure}", err=True)
    return code


def _kernel_code(kernels: dict[str, Any], missing: MissingExtra | None, code: int) -> int:
    """Tell of a missing kernel, or of a proof that it is recorded to have accepted and now refuses; return the exit code."""
    from symattn.ledger import find_claim
    from symattn.ledger.kernel import recorded_result

    if missing is not None:
        click.echo(f"{missing}\nNo status here rests on a kernel.", err=True)
        return code or ABSENT
    for name, said in kernels.items():
        if not said.accepted and recorded_result(find_claim(name)) is not None:
            click.echo(f"FAILED {name}: recorded as accepted, and refused now: {said.reason}", err=True)
            code = FALSE
    return code


def _kernel_summary(results: dict[str, Any], kernels: dict[str, Any], *, listed_ids: bool) -> None:
    """Say how many claims the kernel accepted; of claims that were asked for, also why not and on which axioms they rest."""
    from symattn.ledger.kernel import rocq_version

    compiled = [said for said in kernels.values() if not said.recorded]
    accepted = [said for said in compiled if said.accepted]
    exported = sum(said.source == "export" for said in accepted)
    seconds = sum(said.seconds for said in compiled)
    click.echo(
        f"Rocq {rocq_version()}: {len(accepted)} of {len(compiled)} claims accepted, {exported} as exported "
        f"statements, {len(accepted) - exported} by theorems of symattn/rocq; {seconds:.0f} s of compiling."
    )
    for name in results if listed_ids else ():
        said = kernels.get(name)
        if said is not None:
            click.echo(f"  {name}: {said.detail if said.accepted else f'not accepted: {said.reason}'}")


@cli.command(epilog=example("symattn claims --json"))
@json_option
def claims(as_json: bool) -> int:
    """List the claims: id, status, title, scope."""
    results = _run_claims(None, "fast")
    if as_json:
        keys = ("id", "title", "kind", "status", "conditional", "scope", "rests_on")
        rows = [result.to_json() for result in results.values()]
        print_json([{key: row[key] for key in keys} for row in rows])
    else:
        _claims_table(results)
    return DONE


@cli.command(epilog=example("symattn show CAP-AND"))
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
        print_json(data)
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


@cli.command(epilog=example("symattn graph CAP-AND --dot"))
@click.argument("ids", nargs=-1)
@click.option("--dot", is_flag=True, help="Print the graph in the language of Graphviz.")
@json_option
def graph(ids: tuple[str, ...], dot: bool, as_json: bool) -> int:
    """Print the dependency graph: what each claim (or each of IDS, with all it rests on) rests on directly.

    An edge that a longer chain implies is left out. What is rested on comes first.
    """
    from symattn.ledger import all_claims, dependency_graph, find_claim, to_dot

    table = all_claims()
    edges = dependency_graph(table, [find_claim(name).id for name in ids] if ids else None)
    if as_json:
        nodes = [{"id": name, "title": table[name].title, "kind": table[name].kind} for name in edges]
        print_json({"claims": nodes, "rests_on": [[name, below] for name in edges for below in edges[name]]})
    elif dot:
        click.echo(to_dot(edges, table))
    else:
        for name, below in edges.items():
            click.echo(f"{name}  {table[name].title}")
            if below:
                click.echo(f"    rests on {', '.join(below)}")
    return DONE


@cli.command(epilog=example("symattn export CAP-AND --to latex --proof -o cap-and.tex"))
@click.argument("identifier", metavar="ID")
@click.option(
    "--to",
    "form",
    type=click.Choice(["latex", "rocq", "bibtex", "json"]),
    required=True,
    help="What to write.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of printing.")
@click.option("--environment", default="theorem", show_default=True, help="LaTeX environment.")
@click.option(
    "--proof", is_flag=True, help="LaTeX: add the steps of the proof, or how the claim was checked."
)
def export(identifier: str, form: str, output: str | None, environment: str, proof: bool) -> int:
    """Export one claim: as LaTeX for a paper, as a file for Rocq (Coq 8.16), as BibTeX to cite it, or as JSON with its evidence.

    The file for Rocq states what the machine statement says and brings a proof script, or it holds the theorems of symattn/rocq that state the claim, which need
    mathcomp; whether it is accepted is for coqc to say.
    """
    from symattn.ledger import claim, writable

    view = claim(identifier)
    path = writable(Path(output), "output") if output is not None else None
    if form == "latex":
        text = view.to_latex(environment, label=f"claim-{view.id}", proof=proof)
    elif form == "rocq":
        from symattn.ledger.kernel import export_claim

        text = export_claim(view.id)
    elif form == "bibtex":
        text = view.to_bibtex()
    else:
        text = json.dumps(view.to_json(), indent=1, ensure_ascii=False)
    deliver(text, path, form=form)
    return DONE
