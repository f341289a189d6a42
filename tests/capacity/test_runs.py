"""A run that is interrupted anywhere goes on to the same blocks; a directory that is not it, or is damaged, is refused and left alone."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.capacity.runs import Run, RunNotWritten, RunRefused, WorkersLost, merge_unique, run_blocks
from symattn.errors import InvalidArgument, UnknownName
from tests.capacity.functions_of_blocks import (
    multiples,
    multiples_or_die,
    multiples_or_fail,
    slow_multiples,
)

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = range(1, 7)


def opened(path: Path, **changes: Any) -> Run:
    return Run.open(path, **{"kind": "multiples", "parameters": {"up to": 6}, **changes})


def contents(path: Path) -> dict[str, bytes]:
    return {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def timeless(tally: dict[str, Any]) -> dict[str, Any]:
    """Return a tally without what differs from computation to computation."""
    blocks = {
        name: {"record": block["record"], "arrays": block["arrays"]}
        for name, block in tally["blocks"].items()
    }
    return {"kind": tally["kind"], "parameters": tally["parameters"], "blocks": blocks}


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with opened(tmp_path_factory.mktemp("run")) as run:
        run_blocks(multiples, {f"b{i}": (i,) for i in NUMBERS}, run=run, jobs=1)
        return timeless(run.tally())


def finished(run: Run) -> dict[str, Any]:
    run_blocks(multiples, {f"b{i}": (i,) for i in NUMBERS}, run=run, jobs=1)
    return timeless(run.tally())


@pytest.mark.parametrize(
    "array",
    [
        np.arange(5, dtype=">u8"),
        np.zeros((0, 10), dtype=np.int16),
        np.array(7, dtype=np.uint16),
        np.array([True, False]),
        np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        np.array([2**64 - 1], dtype=np.uint64),
    ],
    ids=lambda array: f"{array.dtype.str}{array.shape}",
)
def test_arrays_come_back(array: np.ndarray, tmp_path: Path) -> None:
    with opened(tmp_path) as run:
        run.save("b", {"big": 2**100, "none": None}, {"a": array})
    with opened(tmp_path) as run:
        back = run.array("b", "a")
        assert run.record("b") == {"big": 2**100, "none": None}
        assert back.shape == array.shape and back.dtype == array.dtype.newbyteorder("<")
        assert back.tolist() == array.tolist()
        with pytest.raises(ValueError, match="read-only"):
            back[...] = 0


def test_a_reader_sees_blocks_as_they_arrive_and_cannot_write(tmp_path: Path) -> None:
    with opened(tmp_path) as run:
        reader = Run.reading(tmp_path, kind="multiples")
        assert reader.done() == set()
        run.save("b", {}, {"a": np.arange(3)})
        assert reader.done() == {"b"} and reader.array("b", "a").tolist() == [0, 1, 2]
        with pytest.raises(InvalidArgument, match="open for writing"):
            reader.save("c", {})
    with pytest.raises(RunRefused, match="of the kind 'multiples', not 'other'"):
        Run.reading(tmp_path, kind="other")
    with pytest.raises(RunRefused, match=r"run\.json cannot be read"):
        Run.reading(tmp_path / "nothing")


def test_what_cannot_be_saved_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path) as run:
        run.save("b", {})
        for block, record, arrays in (
            ("b", {}, {}),
            ("../b", {}, {}),
            ("c", {"set": {1}}, {}),
            ("c", {"nan": float("nan")}, {}),
            ("c", {}, {"a": np.array([object()])}),
            ("c", {}, {"a.b": np.arange(2)}),
        ):
            with pytest.raises(InvalidArgument):
                run.save(block, record, arrays)
        with pytest.raises(UnknownName):
            run.record("c")
        with pytest.raises(UnknownName):
            run.array("b", "a")
    with opened(tmp_path) as run:
        assert run.done() == {"b"}


def test_dropped_arrays_go_and_their_digests_stay(tmp_path: Path) -> None:
    with opened(tmp_path) as run:
        run.save("b", {"n": 1}, {"a": np.arange(3)})
        before = timeless(run.tally())
        run.drop("b")
        assert timeless(run.tally()) == before
        with pytest.raises(UnknownName, match="was dropped"):
            run.array("b", "a")
    with opened(tmp_path) as run:
        assert run.done() == {"b"} and timeless(run.tally()) == before
    assert not list(tmp_path.rglob("*.npy"))


# --- directories that are not this run, or are damaged


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)


def _edit(old: str, new: str) -> Callable[[Path], None]:
    def edit(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def _objects(path: Path) -> None:
    np.save(path, np.array([Path("x")], dtype=object), allow_pickle=True)


DAMAGES = {
    "truncated array": ("blocks/b.a.npy", _truncate, r"b\.a\.npy is no complete array"),
    "changed array": ("blocks/b.a.npy", _flip, r"b\.a\.npy has other contents"),
    "missing array": ("blocks/b.a.npy", Path.unlink, r"b\.a\.npy is missing"),
    "array of objects": ("blocks/b.a.npy", _objects, r"b\.a\.npy is no complete array"),
    "other array": ("blocks/b.a.npy", lambda path: np.save(path, np.arange(4)), "not what its record says"),
    "no array": ("blocks/b.a.npy", lambda path: path.write_text("cos\nsystem\n"), "is no complete array"),
    "truncated record": ("blocks/b.json", lambda p: p.write_bytes(p.read_bytes()[:40]), "is no JSON"),
    "changed record": ("blocks/b.json", _edit('"n":1', '"n":2'), r"b\.json has other contents"),
    "list for a record": ("blocks/b.json", lambda path: path.write_text("[]"), "holds no JSON object"),
    "nested record": (
        "blocks/b.json",
        lambda path: path.write_text("[" * 100_000),
        r"b\.json cannot be read",
    ),
    "no head": ("run.json", Path.unlink, r"holds blocks and no run\.json"),
    "head of others": ("run.json", lambda path: path.write_text("{}"), "does not describe a run"),
    "other format": ("run.json", _edit('"format":1', '"format":99'), "has format 99"),
    "other kind": ("run.json", _edit("multiples", "squares"), "is of the kind 'squares', not 'multiples'"),
    "other parameters": ("run.json", _edit('"up to":6', '"up to":7'), "belongs to another run"),
    "parameters of other types": ("run.json", _edit('"up to":6', '"up to":6.0'), "belongs to another run"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_and_foreign_directories_are_refused_unchanged(damage: str, tmp_path: Path) -> None:
    name, spoil, message = DAMAGES[damage]
    with opened(tmp_path) as run:
        run.save("b", {"n": 1}, {"a": np.arange(3)})
    spoil(tmp_path / name)
    before = contents(tmp_path)
    with pytest.raises(RunRefused, match=message) as caught, opened(tmp_path) as run:
        run.array("b", "a")
    assert caught.value.hint and str(tmp_path) in str(caught.value.value)
    assert contents(tmp_path) == before


def test_other_directories_are_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(RunRefused, match=r"holds thesis\.tex"):
        opened(tmp_path)
    assert contents(tmp_path) == {"thesis.tex": b"mine"}
    with pytest.raises(RunNotWritten, match="cannot be made a directory"):
        opened(tmp_path / "thesis.tex")
    for wrong in (None, 3, "", "a\0b", b"bytes"):
        with pytest.raises(InvalidArgument, match="path of a directory"):
            opened(wrong)


# --- interruptions


def interrupted_at(step: int, error: BaseException, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return ``function`` with its call number ``step`` failing."""
    calls = iter(range(1_000_000))

    def call(*arguments: Any, **options: Any) -> Any:
        if next(calls) == step:
            raise error
        return function(*arguments, **options)

    return call


FAULTS = {
    "disk full": OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    "Ctrl-C": KeyboardInterrupt(),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("call", ["replace", "fsync"])
@pytest.mark.parametrize("step", range(5))
def test_nothing_saved_is_lost_wherever_a_save_is_interrupted(
    fault: str, call: str, step: int, tmp_path: Path, uninterrupted: dict[str, Any]
) -> None:
    error = FAULTS[fault]
    with pytest.MonkeyPatch.context() as patch, opened(tmp_path) as run:
        run_blocks(multiples, {"b1": (1,), "b2": (2,)}, run=run, jobs=1)
        patch.setattr(os, call, interrupted_at(step, error, getattr(os, call)))
        with pytest.raises((RunNotWritten, KeyboardInterrupt)) as caught:
            finished(run)
        if fault == "disk full":
            assert "No space left" in str(caught.value) and "resume" in str(caught.value)
    reader = Run.reading(tmp_path)
    assert reader.done() >= {"b1", "b2"}
    for block in reader.done():
        assert reader.array(block, "values").tolist() == multiples(int(block[1:])).arrays["values"].tolist()
    with opened(tmp_path) as run:
        assert not list(tmp_path.rglob("*.part"))
        assert finished(run) == uninterrupted


def test_a_disk_that_is_full_while_the_array_is_written(
    tmp_path: Path, uninterrupted: dict[str, Any]
) -> None:
    """A file system of limited size is not at hand; the limit of this process on the size of files is."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with opened(tmp_path) as run:
        run_blocks(multiples, {"b1": (1,)}, run=run, jobs=1)
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, hard))
        try:
            with pytest.raises(RunNotWritten, match=r"cannot write b2\.values\.npy: File too large"):
                finished(run)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, before)
        assert run.done() == {"b1"}
    with opened(tmp_path) as run:
        assert finished(run) == uninterrupted


@pytest.mark.parametrize("kind", [KeyboardInterrupt, ZeroDivisionError])
def test_an_error_in_a_block_keeps_the_others(
    kind: type[BaseException], tmp_path: Path, uninterrupted: dict[str, Any]
) -> None:
    seen: list[tuple[int, int]] = []
    with opened(tmp_path) as run:
        with pytest.raises(kind) as caught:
            run_blocks(
                multiples_or_fail,
                {f"b{i}": (i, 4, kind) for i in NUMBERS},
                run=run,
                jobs=1,
                progress=lambda done, total: seen.append((done, total)),
            )
        assert kind is KeyboardInterrupt or "computing block b4" in caught.value.__notes__[0]
        assert run.done() == {"b1", "b2", "b3"} and seen == [(0, 6), (1, 6), (2, 6), (3, 6)]
    with opened(tmp_path) as run:
        assert finished(run) == uninterrupted


SCRIPT = """
import sys
from symattn.capacity.runs import Run, run_blocks
from tests.capacity.functions_of_blocks import slow_multiples
with Run.open(sys.argv[1], kind="multiples", parameters={"up to": 6}) as run:
    run_blocks(slow_multiples, {f"b{i}": (i, sys.argv[2], 0.05) for i in range(1, 7)}, run=run, jobs=1)
"""


def test_a_killed_process_loses_the_block_in_hand(tmp_path: Path, uninterrupted: dict[str, Any]) -> None:
    path, log = tmp_path / "run", tmp_path / "log"
    child = subprocess.Popen([sys.executable, "-c", SCRIPT, str(path), str(log)], cwd=ROOT)
    try:
        until(lambda: (path / "blocks" / "b2.json").exists())
        with pytest.raises(RunRefused, match=f"is being written by process {child.pid}"):
            opened(path)
    finally:
        child.kill()
        child.wait()
    assert (path / "lock").exists()
    with opened(path) as run:
        standing = run.done()
        assert {"b1", "b2"} <= standing < {f"b{i}" for i in NUMBERS}
        run_blocks(slow_multiples, {f"b{i}": (i, str(log), 0.0) for i in NUMBERS}, run=run, jobs=1)
        assert timeless(run.tally()) == uninterrupted
    calls = log.read_text().split()
    assert set(calls) == {str(i) for i in NUMBERS} and len(calls) <= len(NUMBERS) + 1
    assert not (path / "lock").exists()


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.005)


# --- the lock


def test_a_run_has_one_writer(tmp_path: Path) -> None:
    with opened(tmp_path) as run:
        with pytest.raises(RunRefused, match=f"is being written by process {os.getpid()}"):
            opened(tmp_path)
        run.save("b", {})
    with opened(tmp_path) as run:
        assert run.done() == {"b"}


def dead_process() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_locks_of_the_dead_are_taken_over(tmp_path: Path) -> None:
    opened(tmp_path).close()
    mine = {"host": socket.gethostname(), "pid": os.getpid()}
    for stale in ({**mine, "pid": dead_process()}, {**mine, "started": "another boot 12"}, {}, {"pid": "x"}):
        (tmp_path / "lock").write_text(json.dumps(stale))
        opened(tmp_path).close()
        assert not (tmp_path / "lock").exists()
    elsewhere = json.dumps({**mine, "host": "elsewhere", "pid": dead_process()})
    (tmp_path / "lock").write_text(elsewhere)
    with pytest.raises(RunRefused, match=r"process \d+ on elsewhere") as caught:
        opened(tmp_path)
    assert "delete the file lock" in caught.value.hint and (tmp_path / "lock").read_text() == elsewhere


# --- executors


class Counted(Mapping[str, tuple[int]]):
    """Blocks whose arguments are made on demand; notes how many were made."""

    def __init__(self, numbers: range) -> None:
        self.numbers, self.made = numbers, 0

    def __getitem__(self, name: str) -> tuple[int]:
        self.made += 1
        return (int(name[1:]),)

    def __iter__(self) -> Iterator[str]:
        return (f"b{i}" for i in self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)


def test_any_executor_and_few_blocks_ahead(tmp_path: Path) -> None:
    blocks, most = Counted(range(1, 30)), 0

    def progress(done: int, total: int) -> None:
        nonlocal most
        most = max(most, blocks.made - done)

    with ThreadPoolExecutor(2) as executor, opened(tmp_path) as run:
        run_blocks(multiples, blocks, run=run, executor=executor, ahead=3, progress=progress)
        assert run.done() == set(blocks) and 0 < most <= 3
        run_blocks(multiples, blocks, run=run, executor=executor)
        assert blocks.made == 29  # what stands is not asked for again


def test_wrong_numbers_and_functions_are_refused(tmp_path: Path) -> None:
    with opened(tmp_path) as run:
        for options in ({"jobs": 0}, {"jobs": True}, {"jobs": 1.0}, {"ahead": 0}):
            with pytest.raises(InvalidArgument, match=next(iter(options))):
                run_blocks(multiples, {"b1": (1,)}, run=run, **options)
        with pytest.raises(InvalidArgument, match="must return a BlockResult"):
            run_blocks(abs, {"b1": (1,)}, run=run, jobs=1)
        assert run.done() == set()


def test_an_error_under_an_executor_keeps_what_arrived(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as executor, opened(tmp_path) as run:
        with pytest.raises(ZeroDivisionError) as caught:
            run_blocks(
                multiples_or_fail,
                {f"b{i}": (i, 4, ZeroDivisionError) for i in NUMBERS},
                run=run,
                executor=executor,
            )
        assert "computing block b4" in caught.value.__notes__[0] and run.done() >= {"b1", "b2", "b3"}


def test_processes_and_the_loss_of_one(tmp_path: Path, uninterrupted: dict[str, Any]) -> None:
    mark, environment = str(tmp_path / "mark"), dict(os.environ)
    with opened(tmp_path / "run") as run:
        run_blocks(multiples_or_die, {f"b{i}": (i, 3, mark) for i in NUMBERS}, run=run, jobs=2)
        assert Path(mark).exists() and timeless(run.tally()) == uninterrupted
    assert dict(os.environ) == environment


class Losing(ThreadPoolExecutor):
    """Every call fails the first time as if its worker had been lost."""

    def __init__(self, error: Exception | None) -> None:
        super().__init__(1)
        self.error, self.seen = error, set[Any]()

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        block = arguments[1]
        if block in self.seen:
            return super().submit(function, *arguments, **named)
        self.seen.add(block)
        future: Future[Any] = Future()
        if self.error is None:
            future.cancel()
            future.set_running_or_notify_cancel()
        else:
            future.set_exception(self.error)
        return future


@pytest.mark.parametrize("error", ["KilledWorker", "cancelled"])
def test_losses_that_dask_reports_are_computed_again(
    error: str, tmp_path: Path, uninterrupted: dict[str, Any]
) -> None:
    from distributed import KilledWorker

    blocks = {f"b{i}": (i,) for i in NUMBERS}
    loss = KilledWorker("b1", "worker", 3) if error == "KilledWorker" else None
    with Losing(loss) as executor, opened(tmp_path / "run") as run:
        run_blocks(multiples, blocks, run=run, executor=executor)
        assert timeless(run.tally()) == uninterrupted
    with (
        Losing(loss) as executor,
        opened(tmp_path / "again") as run,
        pytest.raises(WorkersLost, match="1 times in a row"),
    ):
        run_blocks(multiples, blocks, run=run, executor=executor, losses=1)
    with (
        Losing(BrokenExecutor()) as executor,
        opened(tmp_path / "broken") as run,
        pytest.raises(WorkersLost, match=r"takes no more blocks.*with a new executor"),
    ):
        run_blocks(multiples, blocks, run=run, executor=executor)


@pytest.mark.full
def test_a_block_that_ends_every_worker_ends_the_run(tmp_path: Path) -> None:
    with opened(tmp_path) as run:
        with pytest.raises(WorkersLost, match="3 times in a row"):
            run_blocks(multiples_or_die, {f"b{i}": (i, 3, "") for i in NUMBERS}, run=run, jobs=2)
        assert run.done() == {"b1", "b2", "b4", "b5", "b6"}


def as_program(path: Path, script: str) -> list[str]:
    """Write the script to a file that worker processes can import, and return the command that runs it."""
    main = path / "main.py"
    main.write_text("if __name__ == '__main__':\n" + "\n".join("    " + line for line in script.splitlines()))
    return [sys.executable, str(main), str(path / "run"), str(path / "log")]


@pytest.mark.full
def test_interrupting_processes_from_the_keyboard(tmp_path: Path, uninterrupted: dict[str, Any]) -> None:
    script = SCRIPT.replace("jobs=1", "jobs=2").replace("0.05", "2.0 * (i > 2)")
    # The keyboard interrupts the whole group, workers included.
    child = subprocess.Popen(
        as_program(tmp_path, script),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
    )
    until(lambda: (tmp_path / "run/blocks/b2.json").exists())
    os.killpg(child.pid, signal.SIGINT)
    assert child.communicate(timeout=60)[1].rstrip().endswith("KeyboardInterrupt")
    assert not (tmp_path / "run/lock").exists()
    with opened(tmp_path / "run") as run:
        assert {"b1", "b2"} <= run.done() < {f"b{i}" for i in NUMBERS}
        assert finished(run) == uninterrupted


@pytest.mark.full
def test_processes_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = SCRIPT.replace("jobs=1", "jobs=2").replace("0.05", "30.0")
    child = subprocess.Popen(as_program(tmp_path, script), env={**os.environ, "PYTHONPATH": str(ROOT)})

    def workers() -> list[str]:
        listed = Path(f"/proc/{child.pid}/task/{child.pid}/children")
        return listed.read_text().split() if listed.exists() else []

    until(lambda: len(workers()) >= 3)  # two workers and the tracker of shared resources
    found = workers()
    child.kill()
    child.wait()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in found))


def test_dask_on_two_workers(tmp_path: Path, uninterrupted: dict[str, Any]) -> None:
    blocks: dict[str, tuple[Any, ...]] = {f"b{i}": (i,) for i in NUMBERS}
    with on_dask(tmp_path / "run", processes=False) as (run, executor):
        run_blocks(multiples, blocks, run=run, executor=executor, ahead=3)
        assert timeless(run.tally()) == uninterrupted


@pytest.mark.full
def test_dask_on_two_processes_one_of_which_is_lost(tmp_path: Path, uninterrupted: dict[str, Any]) -> None:
    mark = str(tmp_path / "mark")
    with on_dask(tmp_path / "run", processes=True) as (run, executor):
        run_blocks(multiples_or_die, {f"b{i}": (i, 3, mark) for i in NUMBERS}, run=run, executor=executor)
        assert Path(mark).exists() and timeless(run.tally()) == uninterrupted


@contextlib.contextmanager
def on_dask(path: Path, *, processes: bool) -> Iterator[tuple[Run, Executor]]:
    """Open a run beside a cluster of two workers, threads or processes of this machine."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=processes, dashboard_address=None, silence_logs=50
        ) as cluster,
        Client(cluster) as client,
        opened(path) as run,
    ):
        yield run, client.get_executor()


# --- merging


sorted_keys = st.lists(st.integers(0, 40), max_size=30).map(lambda keys: np.array(sorted(keys), np.uint64))


@given(st.lists(sorted_keys, max_size=6), st.integers(1, 20))
def test_merging_is_the_sorted_union(arrays: list[np.ndarray], chunk: int) -> None:
    parts = list(merge_unique(arrays, chunk=chunk))
    assert [value for part in parts for value in part.tolist()] == sorted(
        {value for array in arrays for value in array.tolist()}
    )
    assert all(0 < len(part) <= max(chunk, len(arrays)) for part in parts)
