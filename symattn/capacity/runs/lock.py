"""A run has one writer: the process whose number stands in the lock file, as long as that process lives.

Property wanted: two live writers never hold one run, and the lock of a writer that was killed does not stand in the way.

Construction: the lock file is created exclusively and names host, process number and the process's start. A lock of this host whose process is gone,
or whose number now belongs to a process that started at another time, is stale. It is renamed before a new one is created, and read again under
its new name: of two processes that found it stale only one renames it, and one that renamed a fresh lock by mistake puts it back and gives way.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
from pathlib import Path
from typing import Any

from symattn.capacity.runs.files import RunNotWritten, RunRefused

LOCK = "lock"


def _started(pid: int) -> str:
    """Return when a process started, in ticks of its boot; empty where the system does not say."""
    try:
        # The name of the program, in parentheses, may contain spaces.
        ticks = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="utf-8").strip()
    except (OSError, IndexError, UnicodeDecodeError):
        return ""
    return f"{boot} {ticks}"


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it lives and belongs to someone else
        return True
    return True


def _mine() -> dict[str, Any]:
    return {"host": socket.gethostname(), "pid": os.getpid(), "started": _started(os.getpid())}


def _holder(path: Path) -> dict[str, Any]:
    """Return what a lock file says; nothing if it is gone or was cut short when its writer died."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) and type(value.get("pid")) is int else {}


def _stale(holder: dict[str, Any]) -> bool:
    if not holder:
        return True
    if holder.get("host") != socket.gethostname():
        return False  # cannot be seen from here
    pid = holder["pid"]
    return not _alive(pid) or (bool(holder.get("started")) and holder["started"] != _started(pid))


def take(directory: Path) -> Path:
    """Create the lock file of a run for this process and return its path.

    Raises
    ------
    RunRefused
        If a live process, this one included, writes to the run.
    RunNotWritten
        If the file cannot be created.
    """
    path = directory / LOCK
    # The file appears with its content: nobody reads one that is half written.
    beside = directory / f"{LOCK}.{os.getpid()}.part"
    try:
        beside.write_text(json.dumps(_mine()), encoding="utf-8")
        try:
            if _link(beside, path):
                return path
            holder = _holder(path)
            if _stale(holder) and _set_aside(path, holder) and _link(beside, path):
                return path
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise RunNotWritten("run", f"cannot write {LOCK}: {reason}", str(directory)) from error
    holder = _holder(path)
    who = f"process {holder.get('pid')} on {holder.get('host')}"
    hint = f"Wait until it ends. If it is gone, delete the file {LOCK} there."
    raise RunRefused("run", f"is being written by {who}", str(directory), hint)


def _link(beside: Path, path: Path) -> bool:
    try:
        os.link(beside, path)
    except FileExistsError:
        return False
    return True


def _set_aside(path: Path, holder: dict[str, Any]) -> bool:
    """Remove a stale lock; return whether it was the one that was found stale."""
    aside = path.with_name(f"{LOCK}.{os.getpid()}.stale.part")
    try:
        os.rename(path, aside)
    except FileNotFoundError:
        return True
    same = _holder(aside) == holder
    if not same:
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
    aside.unlink()
    return same


def release(path: Path) -> None:
    """Remove the lock of this process."""
    holder = _holder(path)
    if holder.get("pid") == os.getpid() and holder.get("host") == socket.gethostname():
        path.unlink(missing_ok=True)
