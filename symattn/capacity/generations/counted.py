"""T(n), n <= 9, is counted generation by generation of the walk over classes, on disk, so that a run can be killed at any time and resumed.

Property wanted: T(n) with a tally from which a program that knows nothing of the walk re-derives it; memory and disk that stay far below the number of classes
times their size; nothing lost by an interruption but the blocks in hand.

Construction: `walk_blocks` splits each generation into blocks, `symattn.capacity.runs` computes and keeps them. When all blocks of a generation stand, a summary of it is
saved: numbers, the histogram of the patterns of its Chow vectors, its sorted keys. Then the blocks of the generation before are dropped: what they lead to is
decided. The end is the generation without classes.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import count as numbers
from typing import Any, SupportsIndex

from symattn.capacity.generations.walk_blocks import (
    NextGeneration,
    block_name,
    first_block,
    next_block,
    summary,
)
from symattn.capacity.runs import Processes, Run, RunRefused, run_blocks
from symattn.capacity.runs.sources import code_of
from symattn.certificates.tally import check_tally
from symattn.errors import TooLarge
from symattn.threshold.arguments import as_integer
from symattn.threshold.compiled import use_compiled

MAX_COUNTED = 9
"""Largest n: the keys of N = 10 variables are the last that are 64-bit integers."""

BLOCK = 1 << 16
"""Candidates of a block: some seconds of work."""

KIND = "threshold-generations"


@dataclass(frozen=True)
class TallyResult:
    """A count, the tally from which it is re-derived, and the processor seconds of all its blocks.

    Parameters
    ----------
    count
        The number.
    tally
        The object that `symattn.certificates.tally.check_tally` checks.
    seconds
        What the blocks took, whenever and wherever they were computed.
    """

    count: int
    tally: dict[str, Any]
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {count, tally, seconds}; the count is a text, as JSON readers round long integers."""
        return {"count": str(self.count), "tally": self.tally, "seconds": self.seconds}


def count_by_generations(
    n: SupportsIndex,
    path: str | os.PathLike[str],
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    kernel: str = "auto",
    block: int = BLOCK,
) -> TallyResult:
    """Return T(n), the number of threshold functions of n variables, computed in a directory from which it can be resumed.

    Parameters
    ----------
    n
        The number of variables, at most 9.
    path
        The directory: empty or new, or one of an earlier call with the same n and block.
    executor, jobs
        Who computes the blocks: see `symattn.capacity.runs.run_blocks`.
    progress
        Called with the number of blocks that stand and the number known so far, that of the current generation included.
    kernel
        ``"auto"``, ``"numpy"`` or ``"numba"``.
    block
        Candidates of a block.

    Returns
    -------
    TallyResult
        ``.count``, ``.tally``, ``.seconds``.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..9.
    RunRefused
        If the directory holds something else or is damaged.
    RunNotWritten
        If the disk is full; the call can be repeated.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as path:
    ...     found = count_by_generations(3, path, jobs=1, kernel="numpy")
    >>> found.count, [(g["accepted"], g["rejected"]) for g in found.tally["generations"]]
    (104, [(1, 0), (1, 0), (1, 0), (0, 0)])
    >>> from symattn.certificates.tally import check_tally
    >>> check_tally(found.tally) == found.count
    True

    See Also
    --------
    symattn.threshold.count_threshold : in memory, n <= 8.

    References
    ----------
    OEIS A000609, A001532; C. K. Chow, On the characterization of threshold functions (1961).
    """
    variables, size = _checked(n, block, kernel)
    with _opened(variables, path, size, executor, jobs) as (run, workers):
        _walk(run, variables + 1, size, kernel, workers, progress, None)
        return _result(run, variables + 1)


def first_generations(
    n: SupportsIndex,
    generations: SupportsIndex,
    path: str | os.PathLike[str],
    *,
    executor: Executor | None = None,
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    kernel: str = "auto",
    block: int = BLOCK,
) -> list[dict[str, Any]]:
    """Return the tally's entries of the first generations of T(n): with them a stored tally is checked in part, in little time.

    Parameters
    ----------
    n
        The number of variables, at most 9.
    generations
        How many; fewer are returned if the walk ends before.
    path, executor, jobs, progress, kernel, block
        As for `count_by_generations`, which goes on from the same directory.

    Returns
    -------
    list of dict
        Entries {accepted, rejected, sha256, patterns}, those of ``count_by_generations(...).tally["generations"]``.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..9, or ``generations`` is not positive.
    RunRefused, RunNotWritten
        As for `count_by_generations`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as path:
    ...     first = first_generations(5, 4, path, jobs=1, kernel="numpy")
    ...     first == count_by_generations(5, path, jobs=1, kernel="numpy").tally["generations"][:4]
    True
    >>> [part["accepted"] for part in first]
    [1, 1, 1, 1]

    See Also
    --------
    count_by_generations : all of them.

    References
    ----------
    OEIS A001532.
    """
    variables, size = _checked(n, block, kernel)
    number = as_integer(generations, "generations", least=1)
    with _opened(variables, path, size, executor, jobs) as (run, workers):
        _walk(run, variables + 1, size, kernel, workers, progress, number - 1)
        return _parts(run)[:number]


def _checked(n: SupportsIndex, block: int, kernel: str) -> tuple[int, int]:
    """Return n and the size of blocks; what is wrong is refused before the directory is made."""
    variables = as_integer(n, "n", least=0)
    if variables > MAX_COUNTED:
        hint = (
            "Its keys are no 64-bit integers, and it has more than a thousand times as many classes as n = 9."
        )
        raise TooLarge("n", f"must be at most {MAX_COUNTED}", variables, hint)
    use_compiled(kernel)
    return variables, as_integer(block, "block", least=1)


@contextlib.contextmanager
def _opened(
    n: int, path: str | os.PathLike[str], size: int, executor: Executor | None, jobs: int | None
) -> Iterator[tuple[Run, Executor]]:
    """Open the run and, if no executor is given, one pool for all generations: starting a process takes as long as a small generation."""
    with contextlib.ExitStack() as stack:
        workers = stack.enter_context(Processes(jobs)) if executor is None else executor
        parameters = {"n": n, "block": size, "code": code_of("symattn.capacity.generations.walk_blocks")}
        run = stack.enter_context(Run.open(path, kind=KIND, parameters=parameters))
        yield run, workers


def _summary_name(generation: int) -> str:
    return f"generation-{generation:03d}"


def _walk(
    run: Run,
    variables: int,
    size: int,
    kernel: str,
    executor: Executor,
    progress: Callable[[int, int], None] | None,
    last: int | None,
) -> None:
    """Compute the generations that are missing, up to number ``last`` or the end."""
    standing = run.done()
    finished = next(g for g in numbers() if _summary_name(g) not in standing) - 1
    if finished < 0:
        run_blocks(first_block, {block_name(0, 0): (variables, kernel)}, run=run, jobs=1)
        _finish(run, 0, (block_name(0, 0),), ())
        finished = 0
    before = _complete(run, finished)
    _drop(run, finished - 1)
    while run.record(_summary_name(finished))["accepted"] and (last is None or finished < last):
        blocks = NextGeneration.after(run, finished + 1, before, size, kernel)
        earlier = len(run.done()) - sum(name in run.done() for name in blocks)
        run_blocks(
            next_block,
            blocks,
            run=run,
            executor=executor,
            progress=None if progress is None else _shifted(progress, earlier),
        )
        _finish(run, finished + 1, tuple(blocks), before)
        before, finished = tuple(blocks), finished + 1
        _drop(run, finished - 1)


def _shifted(progress: Callable[[int, int], None], earlier: int) -> Callable[[int, int], None]:
    """Report the blocks of earlier generations with those of this one."""
    return lambda done, total: progress(earlier + done, earlier + total)


def _blocks_of(run: Run, generation: int) -> tuple[str, ...]:
    """Return the names of a finished generation's blocks, in their order."""
    return tuple(sorted(name for name in run.done() if name.startswith(f"g{generation:03d}-")))


def _complete(run: Run, generation: int) -> tuple[str, ...]:
    """Return the blocks of a finished generation, after checking that they hold all its classes: of one that is gone the next generation would miss what it leads to."""
    import numpy as np

    blocks = _blocks_of(run, generation)
    name = _summary_name(generation)
    kept = run.array(name, "accepted")
    held = np.concatenate([np.empty(0, np.uint64), *(run.array(block, "keys") for block in blocks)])
    if not np.array_equal(kept, held):
        rule = f"does not hold all classes of generation {generation}, which is finished: a block is missing"
        raise RunRefused("run", rule, str(run.path), "Name another directory; nothing was changed.")
    return blocks


def _finish(run: Run, generation: int, blocks: tuple[str, ...], before: tuple[str, ...]) -> None:
    result = summary(run, run.parameters["n"] + 1, blocks, before)
    run.save(_summary_name(generation), result.record, result.arrays)


def _drop(run: Run, generation: int) -> None:
    """Drop the blocks of a generation; an interruption may have left some of them standing."""
    for name in _blocks_of(run, generation):
        run.drop(name)


def _result(run: Run, variables: int) -> TallyResult:
    """Return the count as the sum of the sizes of classes, after the tally has given the same number by its own formula."""
    total = sum(run.record(name)["members"] for name in _summaries(run))
    tally = {"kind": "generations", "variables": variables, "generations": _parts(run), "total": str(total)}
    check_tally(tally)
    return TallyResult(total, tally, run.tally()["cpu_seconds"])


def _summaries(run: Run) -> list[str]:
    return sorted(name for name in run.done() if name.startswith("generation-"))


def _parts(run: Run) -> list[dict[str, Any]]:
    """Return what the tally says of each finished generation."""
    records = map(run.record, _summaries(run))
    return [
        {key: record[key] for key in ("accepted", "rejected", "sha256", "patterns")} for record in records
    ]
