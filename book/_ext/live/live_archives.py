"""What a live page fetches is made when the book is built: Pyodide of a pinned version, and SymPy, mpmath and symattn packed from what is installed.

``book/pyodide.json`` pins the version of Pyodide and the digest of every file of it that a page needs.  They are taken from the folder that
``SYMATTN_PYODIDE`` names (the npm package, packed or unpacked), else from the cache of an earlier build, else from ``npm pack``.  Where none
of these has them, pages fetch the same version from its distribution, and ``manifest.js`` says so.  A file with another digest fails the build.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)
#: Packed in this order; all are Python without compiled parts.
PACKAGES = ("mpmath", "sympy", "symattn")
#: Parts of packages that no page reaches: tests, benchmarks, and tables of parsers whose programs are not there.
LEFT_OUT = {"tests", "benchmarks", "__pycache__", "_antlr", "autolev"}
KEPT_SUFFIXES = {".py", ".json", ".v"}
PACKED_AT = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip file knows: the same files give the same bytes
FOLDER = "_static/live"
#: Results of other programs that pages read, and where Python finds them as `../tests/oracles`: its working folder is /home/reader.
RECORDS, RECORDS_AT = "tests/oracles", "/home"


@dataclass(frozen=True)
class Live:
    """What goes into the folder of live pages: files, archives, and the manifest that names them."""

    pyodide: Mapping[str, bytes]
    archives: Mapping[str, bytes]
    manifest: Mapping[str, Any]

    @property
    def megabytes(self) -> int:
        """What a reader fetches at the first run."""
        return round(self.manifest["bytes"] / 1e6)


def packed(package: str) -> bytes:
    """Return an installed package as a zip file: sources, data and its licence, always in the same order and with the same date."""
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places:
        raise ExtensionError(
            f"{package} is not installed, so that no page could run a cell. Run: pip install {package}"
        )
    return _zipped(sorted([*_sources(package, Path(places[0])), *_metadata(package)]))


def records(project: Path) -> bytes:
    """Return the recorded results of other programs as a zip file; without the folder it is empty."""
    files = sorted((project / RECORDS).glob("*.json"))
    return _zipped((path.relative_to(project).as_posix(), path.read_bytes()) for path in files)


def _zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return files as a zip file: the same files give the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, PACKED_AT), data, zipfile.ZIP_DEFLATED, 9)
    return content.getvalue()


def _sources(package: str, root: Path) -> Iterator[tuple[str, bytes]]:
    for path in root.rglob("*"):
        inside = path.relative_to(root)
        if path.is_file() and path.suffix in KEPT_SUFFIXES and not LEFT_OUT.intersection(inside.parts):
            yield f"{package}/{inside.as_posix()}", path.read_bytes()


def _metadata(package: str) -> Iterator[tuple[str, bytes]]:
    """Yield the version, which `importlib.metadata` reads, and the licence, which has to come along."""
    installed = distribution(package)
    folder = f"{package}-{installed.version}.dist-info"
    for path in installed.files or ():
        if ".dist-info/" in path.as_posix() and (
            path.name == "METADATA" or path.name.upper().startswith("LICENSE")
        ):
            yield f"{folder}/{path.name}", path.read_binary()


def pinned(source: Path) -> Mapping[str, Any]:
    """Return the pins of Pyodide."""
    return json.loads((source / "pyodide.json").read_text(encoding="utf-8"))


def cache_folder(pins: Mapping[str, Any]) -> Path:
    """Return where the files of Pyodide are kept between builds, outside the book and its output."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "symattn" / f"pyodide-{pins['version']}"


def pyodide_files(pins: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files of Pyodide, verified; an empty mapping if they are not to be had here."""
    given = os.environ.get("SYMATTN_PYODIDE")
    if given:
        found = from_folder(Path(given), pins)
        if not found:
            raise ExtensionError(
                f"SYMATTN_PYODIDE: must be a folder with pyodide {pins['version']}, as npm unpacks it or as its .tgz; received {given}. "
                f"Make one with: npm pack pyodide@{pins['version']}"
            )
        return found
    cache = cache_folder(pins)
    found = from_folder(cache, pins) or from_npm(pins)
    if found and not cache.is_dir():
        _keep(found, cache)
    return found


def from_folder(folder: Path, pins: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files from a folder that holds them, or the npm package with them; an empty mapping if it holds neither."""
    for place in (folder, folder / "package"):
        if all((place / name).is_file() for name in pins["files"]):
            return verified({name: (place / name).read_bytes() for name in pins["files"]}, pins, place)
    package = folder / f"pyodide-{pins['version']}.tgz"
    if not package.is_file():
        return {}
    with tarfile.open(package) as archive:
        members = {name: archive.extractfile(f"package/{name}") for name in pins["files"]}
        return verified(
            {name: member.read() if member else b"" for name, member in members.items()}, pins, package
        )


def from_npm(pins: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files from the npm registry; an empty mapping without npm or without a network."""
    npm = shutil.which("npm")
    if npm is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", f"pyodide@{pins['version']}"]
        try:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
        except (OSError, subprocess.SubprocessError) as error:
            LOGGER.info("npm pack pyodide@%s failed: %s", pins["version"], error)
            return {}
        return from_folder(Path(folder), pins)


def verified(files: Mapping[str, bytes], pins: Mapping[str, Any], place: Path) -> dict[str, bytes]:
    """Return the files if each has the digest that is pinned."""
    for name, content in files.items():
        digest = hashlib.sha256(content).hexdigest()
        if digest != pins["files"][name]["sha256"]:
            raise ExtensionError(
                f"{name} in {place} is not that of pyodide {pins['version']}: its SHA-256 must be {pins['files'][name]['sha256']}; "
                f"received {digest}. Remove it, and the next build fetches it again."
            )
    return dict(files)


def _keep(files: Mapping[str, bytes], cache: Path) -> None:
    """Write the cache in one step, so that a build that is stopped leaves nothing half written."""
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=cache.parent))
        for name, content in files.items():
            (folder / name).write_bytes(content)
        folder.rename(cache)
    except OSError as error:  # a home that cannot be written costs the next build a download
        LOGGER.info("Pyodide is not kept for the next build: %s", error)


def made(source: Path) -> Live:
    """Return everything that live pages fetch, with its manifest."""
    pins = pinned(source)
    files = pyodide_files(pins)
    archives = {f"{name}-{distribution(name).version}.zip": packed(name) for name in PACKAGES}
    archives["records.zip"] = records(source.parent)
    manifest = {
        "pyodide": {
            "version": pins["version"],
            "license": pins["license"],
            "source": pins["source"],
            "beside": bool(files),
            "index": "pyodide/" if files else pins["distribution"],
            "packages": pins["distribution"],
        },
        "archives": [
            {
                "name": file.removesuffix(".zip"),
                "file": file,
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                **({"at": RECORDS_AT} if file == "records.zip" else {}),
            }
            for file, content in archives.items()
        ],
        "bytes": sum(entry["bytes"] for entry in pins["files"].values()) + sum(map(len, archives.values())),
    }
    return Live(files, archives, manifest)


def make(app: Sphinx) -> None:
    """Make it before the pages are written, which say how much a reader will fetch."""
    if app.builder.name == "html":
        app.symattn_live = made(Path(app.srcdir))  # type: ignore[attr-defined]


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write it beside the pages."""
    live: Live | None = getattr(app, "symattn_live", None)
    if exception is not None or live is None:
        return
    folder = Path(app.outdir) / FOLDER
    (folder / "pyodide").mkdir(parents=True, exist_ok=True)
    for name, content in live.pyodide.items():
        (folder / "pyodide" / name).write_bytes(content)
    for stale in set(folder.glob("*.zip")) - {folder / name for name in live.archives}:
        stale.unlink()
    for name, content in live.archives.items():
        (folder / name).write_bytes(content)
    text = json.dumps(live.manifest, indent=2)
    (folder / "manifest.js").write_text(
        f"// Made when the book was built: what a live page fetches.\nexport default {text};\n",
        encoding="utf-8",
    )


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the two steps."""
    app.connect("builder-inited", make)
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
