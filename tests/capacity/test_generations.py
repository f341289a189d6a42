"""T(n) by generations on disk is T(n), whatever the blocks, the workers and the interruptions; and its tally is that of every way there."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from symattn.capacity.generations import count_by_generations, first_generations, walk_blocks
from symattn.capacity.generations.walk_blocks import patterns
from symattn.capacity.runs import Run, RunRefused
from symattn.certificates.tally import check_tally
from symattn.errors import InvalidArgument, TooLarge
from symattn.threshold import count_threshold, threshold_functions
from symattn.threshold.walk import threshold_classes, unpack

ROOT = Path(__file__).resolve().parents[2]
OEIS = json.loads((ROOT / "tests/oracles/oeis_threshold.json").read_text(encoding="utf-8"))["sequences"]


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash of the machine is not tested here, and hundreds of small files take seconds to reach the disk."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


@pytest.mark.parametrize("n", range(7))
def test_the_count_is_that_of_the_walk_in_memory_and_of_the_list(n: int, tmp_path: Path) -> None:
    found = count_by_generations(n, tmp_path / "run", jobs=1, kernel="numpy")
    assert found.count == check_tally(found.tally) == count_threshold(n)
    assert found.count == OEIS["A000609"]["values"][n]
    if n <= 5:
        assert found.count == len(threshold_functions(n))
    assert json.loads(json.dumps(found.to_json()))["count"] == str(found.count)
    # Called again it only reads.
    assert count_by_generations(n, tmp_path / "run", jobs=1).tally == found.tally


@pytest.mark.parametrize("block", [1, 5, 1000])
def test_the_tally_does_not_depend_on_the_blocks(block: int, tmp_path: Path) -> None:
    whole = count_by_generations(5, tmp_path / "whole", jobs=1, kernel="numpy")
    assert (
        count_by_generations(5, tmp_path / "parts", jobs=1, kernel="numpy", block=block).tally == whole.tally
    )


def test_the_tally_does_not_depend_on_the_kernel_or_the_executor(tmp_path: Path) -> None:
    reference = count_by_generations(6, tmp_path / "numpy", jobs=1, kernel="numpy").tally
    with ThreadPoolExecutor(2) as executor:
        found = count_by_generations(6, tmp_path / "numba", executor=executor, kernel="numba", block=10)
    assert found.tally == reference


@pytest.mark.full
def test_the_tally_does_not_depend_on_processes(tmp_path: Path) -> None:
    reference = count_by_generations(7, tmp_path / "one", jobs=1).tally
    assert count_by_generations(7, tmp_path / "two", jobs=2, block=200).tally == reference
    assert int(reference["total"]) == OEIS["A000609"]["values"][7]


@pytest.mark.full
def test_the_tally_does_not_depend_on_a_cluster_that_loses_a_worker(tmp_path: Path) -> None:
    from distributed import Client, LocalCluster

    reference = count_by_generations(7, tmp_path / "one", jobs=1).tally
    lost = []
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
        Client(cluster) as client,
    ):

        def progress(done: int, total: int) -> None:
            if done >= 60 and not lost:
                lost.extend(client.run(os.getpid).values())
                os.kill(lost[0], signal.SIGKILL)

        found = count_by_generations(
            7, tmp_path / "two", executor=client.get_executor(), block=100, progress=progress
        )
        assert lost[0] not in client.run(os.getpid).values()
    assert found.tally == reference


@pytest.mark.full
def test_eight_variables(tmp_path: Path) -> None:
    found = count_by_generations(8, tmp_path, jobs=1, block=5000)
    assert found.count == OEIS["A000609"]["values"][8] == count_threshold(8)


def test_the_kept_keys_are_those_of_the_classes(tmp_path: Path) -> None:
    tally = count_by_generations(6, tmp_path, jobs=1, kernel="numpy", block=7).tally
    run = Run.reading(tmp_path)
    accepted, rejected = (
        [run.array(f"generation-{g:03d}", name) for g in range(len(tally["generations"]))]
        for name in ("accepted", "rejected")
    )
    for part, keys, others in zip(tally["generations"], accepted, rejected, strict=True):
        assert (len(keys), len(others)) == (part["accepted"], part["rejected"])
        assert (np.diff(keys.astype(np.int64)) > 0).all() and not set(keys.tolist()) & set(others.tolist())
        vectors = sorted(unpack(keys, 7).tolist())
        assert part["sha256"] == hashlib.sha256(np.array(vectors, dtype="<i2").tobytes()).hexdigest()
    chow = unpack(np.concatenate(accepted), 7)
    assert sorted(chow.tolist(), reverse=True) == sorted(threshold_classes(6).chow.tolist(), reverse=True)
    # What is no longer needed is gone: the blocks, but for the last that had classes.
    standing = [path.name for path in (tmp_path / "blocks").glob("g0*.npy")]
    assert len({name.split(".")[0] for name in standing}) <= 2


def test_the_first_generations_are_those_of_the_whole(tmp_path: Path) -> None:
    whole = count_by_generations(6, tmp_path / "whole", jobs=1, kernel="numpy").tally["generations"]
    for number in (1, 2, 9, 1, 100):  # the directory keeps the most that was asked for
        first = first_generations(6, number, tmp_path / "part", jobs=1, kernel="numpy", block=9)
        assert first == whole[:number]
    with pytest.raises(InvalidArgument):
        first_generations(6, 0, tmp_path / "part")


def test_a_broken_decision_changes_the_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = walk_blocks.decide

    def broken(weights: np.ndarray, flips: np.ndarray, *, kernel: str) -> Any:
        found = right(weights, flips, kernel=kernel)
        found.accepted[:1] = False
        return found

    monkeypatch.setattr(walk_blocks, "decide", broken)
    assert count_by_generations(4, tmp_path, jobs=1, kernel="numpy").count < OEIS["A000609"]["values"][4]


SCRIPT = """
import os, sys
from symattn.capacity.generations import count_by_generations, counted
os.fsync = lambda handle: None  # what a killed process wrote is there all the same
right = counted.next_block
def logged(keys, *rest):
    with open(sys.argv[2], "a") as file:
        file.write(f"{keys[0] if len(keys) else 'none'} {len(keys)}\\n")
    return right(keys, *rest)
counted.next_block = logged
print(count_by_generations(7, sys.argv[1], jobs=1, kernel="numpy", block=100).count)
"""


def test_a_killed_run_loses_the_block_in_hand(tmp_path: Path) -> None:
    path, log = tmp_path / "run", tmp_path / "log"
    command = [sys.executable, "-c", SCRIPT, str(path), str(log)]
    for generation in (5, 20):  # killed twice
        child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        limit = time.monotonic() + 120
        while not (path / "blocks" / f"generation-{generation:03d}.json").exists():
            assert child.poll() is None and time.monotonic() < limit
            time.sleep(0.002)
        with pytest.raises(RunRefused, match="is being written by process"):
            count_by_generations(7, path, block=100)
        child.kill()
        child.wait()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) == OEIS["A000609"]["values"][7]
    calls = log.read_text().splitlines()
    assert (
        len(calls) - 2
        <= len(set(calls))
        == sum(name.startswith("g0") for name in Run.reading(path).done()) - 1
    )
    keys = sum(int(call.split()[1]) for call in set(calls))
    tally = count_by_generations(7, path, block=100).tally
    assert keys == sum(part["accepted"] + part["rejected"] for part in tally["generations"]) - 1


def test_a_run_without_a_block_of_a_finished_generation_is_refused(tmp_path: Path) -> None:
    """Its children would be missing from the next generation, and the tally of what is left would still be right."""
    first_generations(6, 9, tmp_path, jobs=1, block=3)
    for file in (tmp_path / "blocks").glob("g008-0001*"):
        file.unlink()
    with pytest.raises(RunRefused, match="generation 8, which is finished: a block is missing"):
        count_by_generations(6, tmp_path, jobs=1, block=3)


def test_candidates_decided_twice_or_never_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever went wrong with the bounds of the blocks, a generation decides what the one before leads to, each once."""
    right = walk_blocks.NextGeneration.__getitem__

    def shortened(self: walk_blocks.NextGeneration, name: str) -> tuple[Any, ...]:
        keys, *rest, kernel = right(self, name)
        return keys[1:], *(column[1:] for column in rest), kernel

    monkeypatch.setattr(walk_blocks.NextGeneration, "__getitem__", shortened)
    with pytest.raises(RunRefused, match="do not decide each candidate once"):
        count_by_generations(5, tmp_path, jobs=1)


def test_a_run_of_other_code_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from symattn.capacity.generations import counted

    first_generations(5, 4, tmp_path, jobs=1)
    monkeypatch.setattr(counted, "code_of", lambda *roots: "0" * 16)
    with pytest.raises(RunRefused, match="belongs to a run that other code has begun"):
        count_by_generations(5, tmp_path, jobs=1)


def test_what_cannot_be_counted_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "run"
    with pytest.raises(TooLarge, match="n: must be at most 9; received 10"):
        count_by_generations(10, path)
    for wrong in ({"n": -1}, {"n": 2.0}, {"n": True}, {"block": 0}, {"kernel": "fortran"}, {"jobs": 0}):
        with pytest.raises(InvalidArgument):
            count_by_generations(**{"n": 3, "path": path, **wrong})
    assert not path.exists()
    count_by_generations(3, path, jobs=1)
    with pytest.raises(RunRefused, match="with n 3 and not 4"):
        count_by_generations(4, path, jobs=1)


def test_patterns_of_equal_entries() -> None:
    rng = np.random.default_rng(6)
    rows = np.sort(rng.integers(0, 4, (300, 5)), axis=1)[:, ::-1]
    expected: dict[tuple[tuple[int, ...], int], int] = {}
    for row in rows.tolist():
        multiplicities = sorted((row.count(value) for value in set(row) - {0}), reverse=True)
        key = (tuple(multiplicities), row.count(0))
        expected[key] = expected.get(key, 0) + 1
    assert patterns(rows) == [[list(m), zeros, count] for (m, zeros), count in sorted(expected.items())]
