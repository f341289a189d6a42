"""A file of a run either stands complete or does not stand: it is written beside its place, forced to the disk and renamed.

Texts are JSON, arrays are raw numbers behind NumPy's header; neither can hold an instruction, so that reading one executes nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from symattn.errors import InvalidArgument, SymattnError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TEMPORARY = ".part"
"""Ending of a file that is being written; one that is found later was left by an interruption."""

_BYTES = 1 << 24


class RunRefused(SymattnError, ValueError):
    """A directory is not the run that is to be continued, or one of its files is damaged; nothing in it was changed."""


class RunNotWritten(SymattnError):
    """A file of a run could not be written, as on a full disk; what was saved before stands."""


def canonical(value: object) -> str:
    """Return the one JSON text of a value: keys sorted, no spaces.

    Raises
    ------
    InvalidArgument
        If the value has no JSON form.
    """
    try:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        rule = "must consist of JSON values: None, bool, int, finite float, str, list, dict"
        raise InvalidArgument("record", f"{rule} ({error})", value) from None


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def array_digest(array: NDArray[np.generic]) -> str:
    """Return the SHA-256 of the numbers of an array in C order, whatever holds them."""
    digest = hashlib.sha256()
    for piece in _pieces(array):
        digest.update(piece)
    return digest.hexdigest()


def _pieces(array: NDArray[np.generic]) -> Iterator[memoryview]:
    """Yield the bytes of a C-contiguous array in pieces of 16 MB: a memory-mapped array need not fit the memory."""
    import numpy as np

    data = array.reshape(-1).view(np.uint8)
    for start in range(0, len(data), _BYTES):
        yield data[start : start + _BYTES].data


@contextlib.contextmanager
def written(path: Path) -> Iterator[IO[bytes]]:
    """Open a file beside ``path`` that takes its name when the block ends, and leaves no trace when the block fails.

    That the new name outlives a crash of the machine is `settle`'s task, once for several files.
    """
    beside = path.with_name(path.name + TEMPORARY)
    try:
        with open(beside, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        if isinstance(error, OSError):
            raise _not_written(path, error) from error
        raise


def settle(directory: Path) -> None:
    """Force the names in a directory to the disk, so that they outlive a crash of the machine too."""
    if os.name == "posix":
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            raise _not_written(directory, error) from error
        finally:
            os.close(handle)


def _not_written(path: Path, error: OSError) -> RunNotWritten:
    reason = error.strerror or str(error)
    hint = "What was saved before stands: make room, or give the right to write, and resume the run."
    return RunNotWritten("run", f"cannot write {path.name}: {reason}", str(path.parent), hint)


def write_json(path: Path, value: object) -> None:
    """Write a value as JSON, atomically, after what was written in its directory before."""
    text = canonical(value)
    settle(path.parent)
    with written(path) as file:
        file.write(text.encode() + b"\n")
    settle(path.parent)


def read_json(path: Path) -> dict[str, Any]:
    """Return the JSON object in a file.

    Raises
    ------
    RunRefused
        If the file is missing, is no JSON, or holds no object.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else f"is no JSON: {error}"
        raise refused(path, f"cannot be read: {reason}") from None
    if not isinstance(value, dict):
        raise refused(path, "holds no JSON object")
    return value


def write_array(path: Path, array: NDArray[np.generic]) -> dict[str, Any]:
    """Write an array of numbers atomically; return its description {sha256, shape, dtype}.

    Raises
    ------
    InvalidArgument
        If it does not hold booleans, integers or floats.
    RunNotWritten
        If the disk does not take it.
    """
    import numpy as np
    from numpy.lib import format as npy

    if array.dtype.kind not in "biuf":
        raise InvalidArgument("arrays", "must hold booleans, integers or floats", str(array.dtype))
    # One byte order on all machines: the digest is one of numbers, not of a machine.
    plain = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<")).reshape(array.shape)
    with written(path) as file:
        npy.write_array_header_1_0(file, npy.header_data_from_array_1_0(plain))
        for piece in _pieces(plain):
            file.write(piece)
    return {"sha256": array_digest(plain), "shape": list(plain.shape), "dtype": plain.dtype.str}


def read_array(path: Path, description: dict[str, Any]) -> NDArray[np.generic]:
    """Return an array as a read-only memory map, after comparing length, shape and type with its description; the digest is not compared here.

    Raises
    ------
    RunRefused
        If the file is missing, truncated, or holds other data than described.
    """
    from numpy.lib import format as npy

    try:
        array: NDArray[np.generic] = npy.open_memmap(path, mode="r")  # refuses objects: nothing is unpickled
    except FileNotFoundError:
        raise refused(path, "is missing") from None
    except (OSError, ValueError) as error:
        raise refused(path, f"is no complete array: {error}") from None
    found = {"shape": list(array.shape), "dtype": array.dtype.str}
    if found != {key: description[key] for key in found}:
        raise refused(path, f"holds {found}, not what its record says")
    return array


def refused(path: Path, rule: str) -> RunRefused:
    """Return the error that names a damaged file and the ways on."""
    hint = "Restore the file, or name another directory; nothing was changed."
    return RunRefused("run", f"{path.name} {rule}", str(path.parent), hint)
