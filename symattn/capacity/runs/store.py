"""A run is a directory: what is computed (its kind and parameters), and for each block computed so far one JSON record and raw arrays.

Property wanted: whatever moment the process is killed at, every block either stands complete or is absent, so that going on from the directory
gives the same result as never having been interrupted.

Construction: a block's arrays are written first, each atomically, its record last. A block stands if and only if its record does; arrays without
a record and unfinished files are leftovers, removed when the run is opened again. A record holds digests of its arrays and one of its own text.
A directory of another format, kind or parameters, or with a damaged file, is refused and left as it is.
"""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from symattn.capacity.runs.files import (
    TEMPORARY,
    RunNotWritten,
    RunRefused,
    array_digest,
    canonical,
    read_array,
    read_json,
    refused,
    text_digest,
    write_array,
    write_json,
)
from symattn.capacity.runs.lock import LOCK, release, take
from symattn.errors import InvalidArgument, UnknownName

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMAT = 1
"""Version of the form of a run's directory."""

_HEAD = "run.json"
_BLOCKS = "blocks"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_KEYS = {"arrays", "cpu_seconds", "digest", "dropped", "record", "seconds", "versions"}


def _name(value: object, argument: str) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        rule = "must be a letter or digit, then up to 99 letters, digits, '_' or '-'"
        raise InvalidArgument(argument, rule, value)
    return value


def versions() -> dict[str, str]:
    """Return the versions of what takes part in a computation: this package, Python, and the array packages present."""
    found = {"python": platform.python_version()}
    for package in ("symattn", "numpy", "numba"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


class Run:
    """A directory that holds the blocks of one long computation; made by `Run.open` or `Run.reading`.

    Examples
    --------
    A block that was saved is there when the directory is opened again:

    >>> import numpy, tempfile
    >>> directory = tempfile.TemporaryDirectory()
    >>> with Run.open(directory.name, kind="squares", parameters={"n": 3}) as run:
    ...     run.save("block-0", {"count": 3}, {"values": numpy.array([0, 1, 4])})
    >>> with Run.open(directory.name, kind="squares", parameters={"n": 3}) as run:
    ...     run.done(), run.record("block-0"), run.array("block-0", "values").tolist()
    ({'block-0'}, {'count': 3}, [0, 1, 4])

    Another computation does not go on from it:

    >>> Run.open(directory.name, kind="squares", parameters={"n": 4})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    symattn.capacity.runs.files.RunRefused: run: belongs to another run, with n 3 and not 4; received ...
    >>> directory.cleanup()

    See Also
    --------
    run_blocks : computes the blocks that are missing.

    References
    ----------
    The book's page on long runs.
    """

    def __init__(self, path: Path, kind: str, parameters: dict[str, Any], lock: Path | None) -> None:
        self.path = path
        self.kind = kind
        self.parameters = parameters
        self._lock = lock
        self._blocks: dict[str, dict[str, Any]] = {}
        self._checked: set[tuple[str, str]] = set()

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, kind: str, parameters: Mapping[str, Any]) -> Run:
        """Create the run in an empty or new directory, or resume it.

        Parameters
        ----------
        path
            The directory.
        kind
            What is computed, a name.
        parameters
            JSON values on which the blocks depend; a run resumes only with equal ones.

        Returns
        -------
        Run
            The only writer of the directory until it is closed (a context manager does that).

        Raises
        ------
        RunRefused
            If the directory holds something else, another run, a damaged file, or has a live writer.
        RunNotWritten
            If it cannot be written.
        InvalidArgument
            If the kind is no name or the parameters have no JSON form.
        """
        directory = _directory(path)
        head = {
            "format": FORMAT,
            "kind": _name(kind, "kind"),
            "parameters": dict(parameters),
            "software": "symattn",
        }
        canonical(head)
        _make(directory)
        _refuse_foreign(directory)
        lock = take(directory)
        try:
            if (directory / _HEAD).exists():
                _compare(directory, head)
            else:
                write_json(directory / _HEAD, head)
            _make(directory / _BLOCKS)
            run = cls(directory, kind, _read_head(directory)["parameters"], lock)
            for record in sorted((directory / _BLOCKS).glob("*.json")):
                run._load(record.stem)
            run._remove_leftovers()
        except BaseException:
            release(lock)
            raise
        return run

    @classmethod
    def reading(cls, path: str | os.PathLike[str], *, kind: str | None = None) -> Run:
        """Return a run for reading only, beside its writer: for workers that see the same directory, and for reports.

        Raises
        ------
        RunRefused
            If there is no run of this format and kind.
        """
        directory = _directory(path)
        head = _read_head(directory)
        if kind is not None and head["kind"] != kind:
            raise refused(directory / _HEAD, f"is of the kind {head['kind']!r}, not {kind!r}")
        return cls(directory, head["kind"], head["parameters"], None)

    def __enter__(self) -> Run:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let others write."""
        if self._lock is not None:
            release(self._lock)
            self._lock = None

    def __repr__(self) -> str:
        return f"Run({self.kind!r}, {len(self.done())} blocks)"

    def done(self) -> set[str]:
        """Return the names of the blocks that stand."""
        if self._lock is None:
            return {record.stem for record in (self.path / _BLOCKS).glob("*.json")}
        return set(self._blocks)

    def info(self, block: str) -> dict[str, Any]:
        """Return {record, arrays, seconds, cpu_seconds, versions, dropped} of a block; arrays maps names to {sha256, shape, dtype}.

        Raises
        ------
        UnknownName
            If the block does not stand.
        """
        if block not in self._blocks:
            self._load(block)
        return self._blocks[block]

    def record(self, block: str) -> dict[str, Any]:
        """Return what the computation of a block returned as its record."""
        record: dict[str, Any] = self.info(block)["record"]
        return record

    def array_path(self, block: str, name: str) -> Path:
        """Return the file of a block's array."""
        return self.path / _BLOCKS / f"{_name(block, 'block')}.{_name(name, 'array')}.npy"

    def array(self, block: str, name: str, *, check: bool = True) -> NDArray[Any]:
        """Return an array of a block as a read-only memory map.

        Parameters
        ----------
        block, name
            The names under which it was saved.
        check
            Compare its digest with the record; done once for an open run. Length, shape and type are always compared.

        Raises
        ------
        UnknownName
            If there is no such array, or it was dropped.
        RunRefused
            If the file is damaged.
        """
        info = self.info(block)
        if name not in info["arrays"] or info["dropped"]:
            state = "was dropped" if info["dropped"] else "is not one of the block's arrays"
            raise UnknownName("array", state, f"{block}.{name}", f"It has: {', '.join(info['arrays'])}.")
        path = self.array_path(block, name)
        array = read_array(path, info["arrays"][name])
        if check and (block, name) not in self._checked:
            if array_digest(array) != info["arrays"][name]["sha256"]:
                raise refused(path, "has other contents than its digest says")
            self._checked.add((block, name))
        return array

    def save(
        self,
        block: str,
        record: Mapping[str, Any],
        arrays: Mapping[str, NDArray[Any]] | None = None,
        *,
        seconds: float = 0.0,
        cpu_seconds: float = 0.0,
    ) -> None:
        """Write a block: all of it stands afterwards, or, if this fails or is interrupted, nothing of it.

        Parameters
        ----------
        block
            A name that does not stand yet.
        record
            JSON values.
        arrays
            Names and arrays of booleans, integers or floats.
        seconds, cpu_seconds
            What computing the block took.

        Raises
        ------
        InvalidArgument
            If the block stands, the run is open for reading only, or the values have no file form.
        RunNotWritten
            If the disk does not take it; the block is then absent.
        """
        self._need_writer()
        if block in self._blocks:
            raise InvalidArgument("block", "must be one that was not saved before", block)
        canonical(dict(record))
        described = {
            name: write_array(self.array_path(block, name), array)
            for name, array in sorted((arrays or {}).items())
        }
        self._write(
            block,
            {
                "record": dict(record),
                "arrays": described,
                "seconds": round(seconds, 4),
                "cpu_seconds": round(cpu_seconds, 4),
                "versions": versions(),
                "dropped": False,
            },
        )

    def drop(self, block: str) -> None:
        """Delete the arrays of a block; its record, with their digests, stays, and the block stays done.

        Raises
        ------
        UnknownName
            If the block does not stand.
        RunNotWritten
            If the record cannot be rewritten.
        """
        self._need_writer()
        if not self.info(block)["dropped"]:
            self._write(block, {**self._blocks[block], "dropped": True})
        for name in self._blocks[block]["arrays"]:
            self.array_path(block, name).unlink(missing_ok=True)

    def tally(self) -> dict[str, Any]:
        """Return the JSON object {kind, parameters, format, versions, seconds, cpu_seconds, blocks}: each block's record and digests."""
        blocks = {name: self.info(name) for name in sorted(self.done())}
        used: dict[str, set[str]] = {}
        for info in blocks.values():
            for package, number in info["versions"].items():
                used.setdefault(package, set()).add(number)
        return {
            "kind": self.kind,
            "parameters": self.parameters,
            "format": FORMAT,
            "versions": {package: sorted(numbers) for package, numbers in sorted(used.items())},
            "seconds": round(sum(info["seconds"] for info in blocks.values()), 3),
            "cpu_seconds": round(sum(info["cpu_seconds"] for info in blocks.values()), 3),
            "blocks": {
                name: {key: info[key] for key in ("record", "arrays", "seconds")}
                for name, info in blocks.items()
            },
        }

    def _need_writer(self) -> None:
        if self._lock is None:
            raise InvalidArgument("run", "must be open for writing", str(self.path), "Use Run.open.")

    def _write(self, block: str, info: dict[str, Any]) -> None:
        path = self.path / _BLOCKS / f"{_name(block, 'block')}.json"
        write_json(path, {**info, "digest": text_digest(canonical(info))})
        self._blocks[block] = info

    def _load(self, block: str) -> None:
        """Read a block's record; its arrays must be there with the length, shape and type that it says."""
        path = self.path / _BLOCKS / f"{_name(block, 'block')}.json"
        if not path.exists():
            raise UnknownName("block", "was not computed yet", block)
        info = read_json(path)
        digest = info.pop("digest", None)
        if {*info, "digest"} != _KEYS or digest != text_digest(canonical(info)):
            raise refused(path, "has other contents than its digest says")
        if not info["dropped"]:
            for name, description in info["arrays"].items():
                read_array(self.array_path(block, name), description)
        self._blocks[block] = info

    def _remove_leftovers(self) -> None:
        """Delete what interruptions left: unfinished files, arrays without a record, arrays of dropped blocks."""
        standing = {
            self.array_path(block, name)
            for block, info in self._blocks.items()
            if not info["dropped"]
            for name in info["arrays"]
        }
        for directory in (self.path, self.path / _BLOCKS):
            for path in directory.glob(f"*{TEMPORARY}"):
                path.unlink(missing_ok=True)
        for path in (self.path / _BLOCKS).glob("*.npy"):
            if path not in standing:
                path.unlink(missing_ok=True)


def _directory(path: str | os.PathLike[str]) -> Path:
    try:
        text = os.fspath(path)
    except TypeError:
        text = ""
    if not isinstance(text, str) or not text or "\0" in text:
        raise InvalidArgument("path", "must be the path of a directory", path)
    return Path(text)


def _make(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise RunNotWritten("run", f"cannot be made a directory: {reason}", str(directory)) from error


def _refuse_foreign(directory: Path) -> None:
    """Refuse a directory that has files but no run: they belong to something else."""
    if (directory / _HEAD).exists():
        return
    others = sorted(path.name for path in directory.iterdir() if not _of_a_beginning(path))
    if others:
        hint = "Name an empty or a new directory; nothing was changed."
        raise RunRefused("run", f"holds {others[0]} and no {_HEAD}", str(directory), hint)


def _of_a_beginning(path: Path) -> bool:
    """Return whether a run that was killed before its first file stood leaves this."""
    return path.name == LOCK or path.name.endswith(TEMPORARY)


def _read_head(directory: Path) -> dict[str, Any]:
    path = directory / _HEAD
    head = read_json(path)
    if head.get("software") != "symattn" or not isinstance(head.get("format"), int):
        raise refused(path, "does not describe a run of symattn")
    if head["format"] != FORMAT:
        raise refused(path, f"has format {head['format']}, this version of symattn writes {FORMAT}")
    if not isinstance(head.get("kind"), str) or not isinstance(head.get("parameters"), dict):
        raise refused(path, "lacks a kind or parameters")
    return head


def _compare(directory: Path, wanted: dict[str, Any]) -> None:
    head = _read_head(directory)
    if head["kind"] != wanted["kind"]:
        raise refused(directory / _HEAD, f"is of the kind {head['kind']!r}, not {wanted['kind']!r}")
    found, asked = canonical(head["parameters"]), canonical(wanted["parameters"])
    if found != asked:
        old, new = head["parameters"], wanted["parameters"]
        # As texts: 6 and 6.0 are equal numbers, and other parameters.
        differ = [
            f"{name} {old.get(name)!r} and not {new.get(name)!r}"
            for name in sorted({*old, *new})
            if canonical({"": old.get(name)}) != canonical({"": new.get(name)})
        ]
        rule = f"belongs to another run, with {', '.join(differ)}"
        if differ[0].startswith("code ") and len(differ) == 1:
            rule = "belongs to a run that other code has begun"
        hint = "Name another directory; nothing was changed."
        raise RunRefused("run", rule, str(directory), hint)
