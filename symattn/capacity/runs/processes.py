"""Processes of this machine that compute blocks: started when they are needed, replaced when one is lost, ended with their parent whatever ends it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from types import TracebackType
from typing import Any

from symattn.errors import InvalidArgument

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def check_jobs(jobs: int | None) -> None:
    """Refuse a number of processes that is none.

    Raises
    ------
    InvalidArgument
        If ``jobs`` is neither None nor an integer of at least 1.
    """
    if jobs is not None and (type(jobs) is not int or jobs < 1):
        raise InvalidArgument("jobs", "must be an integer of at least 1, or None for all cores", jobs)


class Processes(Executor):
    """A pool of processes of this machine that is started when it is needed and replaced when one of them is lost.

    Parameters
    ----------
    jobs
        The number of processes; None for all cores.

    Examples
    --------
    A pool for several runs of blocks in a row; nothing was handed to it yet, so that no process is started:

    >>> with Processes(2) as pool:
    ...     pool.jobs
    2

    See Also
    --------
    run_blocks : makes one of its own unless it is given an executor.

    References
    ----------
    PEP 3148 (executors).
    """

    def __init__(self, jobs: int | None = None) -> None:
        check_jobs(jobs)
        self.jobs = jobs or _cores()
        self._pool: ProcessPoolExecutor | None = None
        self._before: dict[str, str | None] = {}

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Hand a call to one of the processes."""
        if self._pool is None:
            # One worker is for one core. The libraries read this when they are loaded: a worker must be born with it.
            self._before = {name: os.environ.get(name) for name in _THREADS}
            os.environ.update({name: value or "1" for name, value in self._before.items()})
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.jobs, mp_context=context, initializer=_begin_worker)
        return self._pool.submit(function, *arguments, **named)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, after what they have in hand unless ``wait`` is false."""
        if self._pool is None:
            return
        pool, self._pool = self._pool, None
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
        processes = list((getattr(pool, "_processes", None) or {}).values())
        pool.shutdown(wait=wait, cancel_futures=cancel_futures)
        if not wait:
            for process in processes:
                process.terminate()
            for process in processes:
                process.join()

    def renew(self) -> None:
        """End the processes; the next call starts new ones."""
        self.shutdown(cancel_futures=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # After an error or Ctrl-C a block may take long, and its result is no longer wanted.
        self.shutdown(wait=kind is None, cancel_futures=True)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin_worker() -> None:
    """Prepare a worker: Ctrl-C is for the parent, and a worker ends with its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A pool's worker waits for work for ever if its parent was killed: end with it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
