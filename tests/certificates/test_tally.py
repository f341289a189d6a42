"""A tally gives its total, and no tally with one part changed does."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from itertools import permutations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.certificates.tally import check_tally, class_size, main
from symattn.errors import InvalidCertificate

DIGEST = "0123456789abcdef" * 4


def generation(accepted: int, patterns: list[Any], rejected: int = 0) -> dict[str, Any]:
    return {"accepted": accepted, "rejected": rejected, "sha256": DIGEST, "patterns": patterns}


#: The 104 threshold functions of three variables; those of two and three variables in orbits; 2 * 3 + 5 * 7.
GENERATIONS = {
    "kind": "generations",
    "variables": 4,
    "total": "104",
    "generations": [
        generation(1, [[[1], 3, 1]]),
        generation(1, [[[3], 1, 1]]),
        generation(1, [[[3, 1], 0, 1]]),
        generation(0, [], 2),
    ],
}
ORBITS = {"kind": "orbits", "n": 2, "complement": False, "total": "14", "sizes": [[1, 2], [4, 3]]}
SHARDS = {
    "kind": "orbits",
    "n": 2,
    "complement": True,
    "total": "30",
    "shards": [
        {"name": "a", "sha256": DIGEST, "keys": 3, "sizes": [[2, 1], [4, 1], [8, 1]]},
        {"name": "b", "sha256": DIGEST, "keys": 4, "sizes": [[2, 2], [4, 1], [8, 1]]},
    ],
}
SUM = {"kind": "sum", "total": "41", "entries": [["x", 2, 3], ["y", 5, 7]]}
TALLIES = {"generations": GENERATIONS, "orbits": ORBITS, "shards": SHARDS, "sum": SUM}


@pytest.mark.parametrize("name", TALLIES)
def test_totals_are_derived(name: str) -> None:
    assert str(check_tally(TALLIES[name])) == TALLIES[name]["total"]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths to all leaves of a JSON value."""
    if isinstance(value, dict):
        return [place for key in value for place in places(value[key], (*path, key))]
    if isinstance(value, list) and value:
        return [place for i, item in enumerate(value) for place in places(item, (*path, i))]
    return [path]


def changed(tally: dict[str, Any], path: tuple[Any, ...], change: Callable[[Any], Any]) -> dict[str, Any]:
    other = copy.deepcopy(tally)
    spot: Any = other
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = change(spot[path[-1]])
    return other


#: Leaves that the total does not depend on: what was rejected, digests, names.
FREE = ("rejected", "sha256", "name")


def moved(value: Any, step: int) -> Any:
    """Return a number, or the text of one, moved by a step; anything else as it is."""
    if isinstance(value, str) and value.isdecimal():
        return str(int(value) + step)
    return value + step if type(value) is int else value


@pytest.mark.parametrize("name", TALLIES)
@pytest.mark.parametrize("step", [1, -1])
def test_a_number_off_by_one_is_refused(name: str, step: int) -> None:
    tally = TALLIES[name]
    # With n + 1 the group is larger, and the sizes divide its order too.
    numbers = [path for path in places(tally) if not set(path) & set(FREE) and path != ("n",)]
    others = [changed(tally, path, lambda old: moved(old, step)) for path in numbers]
    refused = [other for other in others if other != tally]
    assert len(refused) >= 5
    for other in refused:
        with pytest.raises(InvalidCertificate):
            check_tally(other)


@pytest.mark.parametrize("name", TALLIES)
@pytest.mark.parametrize("wrong", [None, True, 1.0, "1", -1, [], {}, "x" * 64])
def test_values_of_wrong_types_are_refused(name: str, wrong: Any) -> None:
    for path in places(TALLIES[name]):
        other = changed(TALLIES[name], path, lambda old: wrong)
        if json.dumps(other) == json.dumps(TALLIES[name]):
            continue
        if path[-1] in ("name", 0) and isinstance(wrong, str):
            continue  # any text is a name
        if path == ("complement",) and wrong is True:
            continue
        with pytest.raises(InvalidCertificate):
            check_tally(other)


def test_missing_and_further_keys_are_refused() -> None:
    for tally in TALLIES.values():
        for key in tally:
            with pytest.raises(InvalidCertificate):
                check_tally({name: value for name, value in tally.items() if name != key})
        with pytest.raises(InvalidCertificate):
            check_tally({**tally, "further": 1})
    for wrong in ([], None, {"kind": ["sum"]}, {**GENERATIONS, "variables": 10**9}, {**ORBITS, "n": 10**9}):
        with pytest.raises(InvalidCertificate):
            check_tally(wrong)


def test_generations_end_with_an_empty_one() -> None:
    for generations in (
        GENERATIONS["generations"][:-1],
        [*GENERATIONS["generations"], generation(0, [])],
        GENERATIONS["generations"][1:],
    ):
        with pytest.raises(InvalidCertificate):
            check_tally({**GENERATIONS, "generations": generations})


@given(st.lists(st.integers(0, 3), min_size=1, max_size=4))
def test_class_size_is_the_number_of_images(vector: list[int]) -> None:
    images = {
        tuple(sign * entry for sign, entry in zip(signs, moved, strict=True))
        for moved in permutations(vector)
        for signs in product((1, -1), repeat=len(vector))
    }
    multiplicities = [vector.count(value) for value in set(vector) - {0}]
    assert class_size(len(vector), multiplicities, vector.count(0)) == len(images)


def test_the_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tally.json"

    def run(value: object) -> tuple[int, str]:
        file.write_text(value if isinstance(value, str) else json.dumps(value))
        return main([str(file)]), capsys.readouterr().out.strip()

    assert run(GENERATIONS) == (0, "104")
    assert run({"value": "104", "tally": GENERATIONS}) == (0, "104")
    assert run({"value": "105", "tally": GENERATIONS}) == (1, "")
    assert run({**GENERATIONS, "total": "105"}) == (1, "")
    for wrong in ("{", "[]", "[" * 100_000, {**GENERATIONS, "kind": "x"}, {"tally": []}):
        assert run(wrong) == (3, "")
    assert main([]) == main([str(tmp_path / "nothing")]) == 3
    file.write_text(json.dumps(SUM))
    done = subprocess.run(
        [sys.executable, "-m", "symattn.certificates.tally", str(file)], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "41\n")
