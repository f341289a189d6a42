"""The blocks of a run that are missing are computed by any executor and saved as they arrive, so that what is lost by an interruption is the work of the moment.

Property wanted: the set of saved blocks only grows, each block is computed by one call of a function that depends on its arguments alone, and the
loss of a worker (its process killed, its machine gone) costs no more than the blocks it had in hand.

Construction: a bounded number of blocks is handed to the executor; each that returns is saved and makes room for the next. A block whose worker was
lost goes to the end of the queue, on a new pool if the pool died with it. ``losses`` losses with no block arriving in between end the run with an
error; every row of losses before that is ended by an arrival, so that there are fewer rows than blocks, and the run ends.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from symattn.capacity.runs.processes import Processes, check_jobs
from symattn.capacity.runs.store import Run
from symattn.errors import InvalidArgument, SymattnError
from symattn.threshold.arguments import as_integer

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AHEAD = 64
"""Blocks handed at once to an executor whose number of workers is not known."""


@dataclass(frozen=True)
class BlockResult:
    """What the computation of a block returns: a record of JSON values, and arrays of numbers by name."""

    record: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)


class WorkersLost(SymattnError, RuntimeError):
    """Workers are lost again and again: something about the blocks or the machine ends them."""


def run_blocks(
    function: Callable[..., BlockResult],
    blocks: Mapping[str, tuple[Any, ...]],
    *,
    run: Run,
    executor: Executor | None = None,
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    ahead: int | None = None,
    losses: int = 3,
) -> None:
    """Compute ``function(*blocks[name])`` for every block that does not stand in the run, and save it.

    Parameters
    ----------
    function
        A function of a module (not a local one), which returns a `BlockResult`.
    blocks
        Names and arguments. Arguments are looked up when the block is handed out, so that a mapping that makes
        them on demand keeps the memory bounded.
    run
        The run, open for writing.
    executor
        Any ``concurrent.futures.Executor``, Dask's ``client.get_executor()`` too. None: `Processes` with ``jobs``, which
        for one job, or one block, is this process.
    jobs
        Processes if no executor is given; None for all cores.
    progress
        Called with the number of blocks that stand and the number of all, at the beginning and at each arrival.
    ahead
        Blocks handed out at once; None for twice the number of jobs, 64 where it is unknown.
    losses
        Losses of workers in a row, with no block arriving in between, after which the run ends with an error.

    Raises
    ------
    WorkersLost
        If workers are lost again and again, or the given executor is broken.
    RunNotWritten
        If a block cannot be saved.
    Exception
        What ``function`` raised, with a note that names the block; blocks that arrived are saved before.

    Examples
    --------
    >>> import tempfile
    >>> from symattn.capacity.runs import BlockResult, Run, run_blocks
    >>> def square(number):
    ...     return BlockResult({"square": number**2})
    >>> with tempfile.TemporaryDirectory() as path, Run.open(path, kind="squares", parameters={}) as run:
    ...     run_blocks(square, {f"b{i}": (i,) for i in range(4)}, run=run, jobs=1)
    ...     sum(run.record(block)["square"] for block in run.done())
    14

    See Also
    --------
    Run : where the blocks are kept.

    References
    ----------
    PEP 3148 (executors).
    """
    check_jobs(jobs)
    if ahead is not None:
        as_integer(ahead, "ahead", least=1)
    standing = run.done()
    missing = [name for name in blocks if name not in standing]
    counter = _Counter(len(blocks) - len(missing), len(blocks), progress)
    if not missing:
        return
    if executor is None:
        with Processes(jobs) as pool:
            _distribute(function, blocks, missing, run, pool, ahead, losses, counter)
    else:
        _distribute(function, blocks, missing, run, executor, ahead, losses, counter)


def _distribute(
    function: Callable[..., BlockResult],
    blocks: Mapping[str, tuple[Any, ...]],
    missing: list[str],
    run: Run,
    executor: Executor,
    ahead: int | None,
    losses: int,
    counter: _Counter,
) -> None:
    if isinstance(executor, Processes) and 1 in (executor.jobs, len(missing)):
        # Another process would do no more than this one.
        for name in missing:
            with _named(name):
                result, seconds, cpu = _compute(function, blocks[name], 0)
            _save(run, name, result, seconds, cpu)
            counter.arrived()
        return
    if ahead is None:
        ahead = 2 * executor.jobs if isinstance(executor, Processes) else _AHEAD
    _drive(function, blocks, deque(missing), run, executor, ahead, losses, counter)


class _Counter:
    """Reports how many blocks stand."""

    def __init__(self, done: int, total: int, progress: Callable[[int, int], None] | None) -> None:
        self.done, self.total, self.progress = done, total, progress
        self._report()

    def arrived(self) -> None:
        self.done += 1
        self._report()

    def _report(self) -> None:
        if self.progress is not None:
            self.progress(self.done, self.total)


@contextlib.contextmanager
def _named(name: str) -> Iterator[None]:
    """Add the block's name to an error that passes."""
    try:
        yield
    except Exception as error:
        error.add_note(f"This happened while computing block {name} of the run.")
        raise


def _compute(
    function: Callable[..., BlockResult], arguments: tuple[Any, ...], attempt: int
) -> tuple[BlockResult, float, float]:
    """Call the function; return its result with the wall and processor seconds it took.

    The number of the attempt tells a second call from the first: Dask gives equal calls one result, also a failed one.
    """
    wall, cpu = time.perf_counter(), time.thread_time()
    result = function(*arguments)
    return result, time.perf_counter() - wall, time.thread_time() - cpu


def _save(run: Run, name: str, result: BlockResult, seconds: float, cpu: float) -> None:
    if not isinstance(result, BlockResult):
        raise InvalidArgument("function", "must return a BlockResult", result)
    run.save(name, result.record, result.arrays, seconds=seconds, cpu_seconds=cpu)


def _drive(
    function: Callable[..., BlockResult],
    blocks: Mapping[str, tuple[Any, ...]],
    queue: deque[str],
    run: Run,
    executor: Executor,
    ahead: int,
    losses: int,
    counter: _Counter,
) -> None:
    running: dict[Future[tuple[BlockResult, float, float]], str] = {}
    attempts = 0
    in_a_row = 0
    try:
        while queue or running:
            broken = False
            while queue and len(running) < ahead and not broken:
                try:
                    handed = executor.submit(_compute, function, blocks[queue[0]], attempts)
                except BrokenExecutor:
                    broken = True
                else:
                    running[handed] = queue.popleft()
            finished = wait(running, return_when=FIRST_COMPLETED).done if running else set()
            lost: list[str] = []
            for future in finished:
                name = running.pop(future)
                try:
                    with _named(name):
                        result = future.result()
                except Exception as error:
                    if not _is_loss(error):
                        raise
                    broken = broken or isinstance(error, BrokenExecutor)
                    lost.append(name)
                else:
                    in_a_row = 0
                    _save(run, name, *result)
                    counter.arrived()
            if lost or broken:
                attempts += 1
                in_a_row += 1
                queue.extend(lost)
                if in_a_row >= losses:
                    hint = (
                        "The blocks that arrived are saved: give each worker more memory, and resume the run."
                    )
                    raise WorkersLost(
                        "executor", f"lost its workers {in_a_row} times in a row", lost[:1], hint
                    )
                if broken:
                    # All blocks of a broken pool fail with it; they are waited for, so that none is counted twice.
                    for future, name in list(running.items()):
                        if future.exception() is None:
                            _save(run, name, *future.result())
                            counter.arrived()
                        else:
                            queue.append(name)
                    running.clear()
                    _renew(executor)
    except BaseException:
        _rescue(run, running)
        raise


def _rescue(run: Run, running: Mapping[Future[Any], str]) -> None:
    """Save the blocks that arrived before the run ends with an error or an interruption; hand out no other."""
    for future, name in running.items():
        if not future.cancel() and future.done() and future.exception() is None:
            with contextlib.suppress(SymattnError):  # as on the disk that was full before
                _save(run, name, *future.result())


def _is_loss(error: BaseException) -> bool:
    """Return whether an error says that a worker is gone, not that the function failed."""
    if isinstance(error, (BrokenExecutor, CancelledError)):
        return True
    distributed = sys.modules.get("distributed")  # not imported here: its executor exists only if it is
    return distributed is not None and isinstance(error, distributed.KilledWorker)


def _renew(executor: Executor) -> None:
    if not isinstance(executor, Processes):
        hint = "The blocks that arrived are saved: resume the run with a new executor."
        raise WorkersLost("executor", "lost a worker and takes no more blocks", None, hint)
    executor.renew()
