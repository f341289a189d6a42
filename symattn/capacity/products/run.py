"""The products of two gates of six variables, counted by a run of blocks: a block multiplies one canonical f, a block counts one shard of the keys.

Property wanted: the exact number, on disk, resumable, by any executor, in the memory of one list of gates a worker.

Construction: *map*, one block for each class of f: the distinct keys (one function of each class, see `pairs`) of its
products, sorted into shards; the shard of a key is given by the leading bits of its product with an odd constant.
*Reduce*, one block for each shard: the distinct keys of the slices, the sizes of their classes, a digest.

Derivation: a key lies in one shard only, so that the shards' numbers of functions add up.  In the reduce phase the
keys are computed again from themselves: a slice that holds anything but keys of its shard is refused.

Disk: 8 bytes a key and map block; for n = 6 about 0.12 GB for AND and 2.6 GB for values in {-1, 1}.  Memory: the list of
gates, 0.35 GB a worker.  The workers need not see the directory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.capacity.products.factors import Factors, threshold_factors
from symattn.capacity.products.forms import distinct
from symattn.capacity.products.pairs import block_products, blocks, class_keys
from symattn.capacity.runs import BlockResult, Run, RunRefused, array_digest, run_blocks
from symattn.capacity.runs.sources import code_of
from symattn.threshold.arguments import check_variables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_RUN = 6
"""Largest n of a run: the tables have 64 bits."""

_SHARDS = {"and": 64, "xor": 128}
_FEW_SHARDS = 4
_ODD = 0x9E3779B97F4A7C15
_PART = 1 << 22


@dataclass(frozen=True)
class ProductRun:
    """The number of products of two threshold gates, with what the blocks of the run found.

    Parameters
    ----------
    n, gate
        The number of variables and the alphabet of the gates' values.
    count
        The number of functions.
    classes
        The number of classes under signed permutations, and complements where ``gate`` is ``"pm"``.
    tally
        The JSON object from which ``python -m symattn.certificates.tally`` derives the count: of each shard the number
        of its keys, their digest, and how many keys have a class of which size.
    map_tally
        Of each map block the function f, the numbers of pairs, products and keys, and the digest of the keys.
    seconds, cpu_seconds
        Sums over the blocks.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as path:
    ...     found = count_and_products_run(path, n=3, jobs=1)
    >>> found.count, found.classes, sum(shard["keys"] for shard in found.tally["shards"])
    (246, 20, 20)

    See Also
    --------
    count_and_products_run : the function that returns it.

    References
    ----------
    Claim CAP-AND.
    """

    n: int
    gate: str
    count: int
    classes: int
    tally: dict[str, Any]
    map_tally: tuple[dict[str, Any], ...]
    seconds: float
    cpu_seconds: float

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {n, gate, count, classes, tally, map_tally, seconds, cpu_seconds}."""
        return {
            "n": self.n,
            "gate": self.gate,
            "count": self.count,
            "classes": self.classes,
            "tally": self.tally,
            "map_tally": list(self.map_tally),
            "seconds": self.seconds,
            "cpu_seconds": self.cpu_seconds,
        }

    def _repr_latex_(self) -> str:
        return f"${self.count}$"


def count_and_products_run(
    path: str | Path,
    *,
    n: SupportsIndex = 6,
    executor: Executor | None = None,
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ProductRun:
    """Return the number of functions of n <= 6 variables that are the AND of two threshold gates, by a resumable run.

    Parameters
    ----------
    path
        The directory of the run: new, empty, or that of an earlier call, which is resumed.
    n
        The number of variables.
    executor
        Any ``concurrent.futures.Executor``; its workers need not see the directory.
    jobs
        The number of local processes where no executor is given; None for all cores.
    progress
        Called with the numbers of blocks done and of all blocks, of each phase.

    Returns
    -------
    ProductRun
        ``.count``, ``.classes``, ``.tally``, ``.map_tally``.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..6.
    symattn.capacity.runs.RunRefused
        If the directory holds something else, or is damaged.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as path:
    ...     count_and_products_run(path, n=2, jobs=1).count
    16

    See Also
    --------
    count_sign_products_run : values in {-1, 1}.
    count_products : n <= 5 in memory.

    References
    ----------
    Claim CAP-AND.
    """
    return _run(path, n, "and", executor, jobs, progress)


def count_sign_products_run(
    path: str | Path,
    *,
    n: SupportsIndex = 6,
    executor: Executor | None = None,
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ProductRun:
    """Return the number of functions of n <= 6 variables that are the product of two gates with values in {-1, 1}.

    Parameters
    ----------
    path, n, executor, jobs, progress
        As for `count_and_products_run`.

    Returns
    -------
    ProductRun
        ``.count``, ``.classes``, ``.tally``, ``.map_tally``.

    Raises
    ------
    InvalidArgument, TooLarge
        If n is not in 0..6.
    symattn.capacity.runs.RunRefused
        If the directory holds something else, or is damaged.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as path:
    ...     count_sign_products_run(path, n=3, jobs=1).count
    254

    See Also
    --------
    count_and_products_run : values in {0, 1}.

    References
    ----------
    Claim CAP-XOR.
    """
    return _run(path, n, "xor", executor, jobs, progress)


def _run(
    path: str | Path,
    n: SupportsIndex,
    operation: str,
    executor: Executor | None,
    jobs: int | None,
    progress: Callable[[int, int], None] | None,
) -> ProductRun:
    n = check_variables(n, most=MAX_RUN)
    shards = _SHARDS[operation] if n == MAX_RUN else _FEW_SHARDS
    factors = _factors(n)
    code = code_of("symattn.capacity.products.pairs", "symattn.capacity.products.run")
    parameters = {"n": n, "operation": operation, "shards": shards, "code": code}
    with Run.open(path, kind="products", parameters=parameters) as run:
        maps: dict[str, tuple[Any, ...]] = {
            f"f-{index:04d}": (n, index, operation, shards) for index in range(blocks(factors, operation))
        }
        run_blocks(map_block, maps, run=run, executor=executor, jobs=jobs, progress=progress)
        for index, name in enumerate(maps):
            if run.record(name)["f"] != int(factors.forms[index]):
                rule = f"holds a block {name} of another function than that of class {index}"
                raise RunRefused("run", rule, str(run.path), "Name another directory; nothing was changed.")
        reduce = _Shards(run, sorted(maps), n, operation, shards)
        run_blocks(reduce_block, reduce, run=run, executor=executor, jobs=jobs, progress=progress)
        return _result(run, sorted(maps), list(reduce), n, operation)


@cache
def _factors(n: int) -> Factors:
    """Return the list of gates, made once a process."""
    return threshold_factors(n)


def shard_of(keys: NDArray[np.uint64], shards: int) -> NDArray[np.int64]:
    """Return the shard of each key, the leading bits of the key times an odd number; ``shards`` is a power of two."""
    import numpy as np

    mixed = keys * np.uint64(_ODD)
    return (mixed >> np.uint64(65 - shards.bit_length())).astype(np.int64)


def map_block(n: int, index: int, operation: str, shards: int) -> BlockResult:
    """Return the distinct keys of the products with f of class ``index``, sorted by shard, then by key, and where the shards end."""
    import numpy as np

    factors = _factors(n)
    products, pairs = block_products(factors, index, operation)
    parts = [products[start : start + _PART] for start in range(0, len(products), _PART)] or [products]
    keys = distinct(np.concatenate([class_keys(part, n, operation)[0] for part in parts]))
    shard = shard_of(keys, shards)
    keys = keys[np.argsort(shard, kind="stable")]
    ends = np.cumsum(np.bincount(shard, minlength=shards))
    record = {"f": int(factors.forms[index]), "pairs": pairs, "products": len(products), "keys": len(keys)}
    return BlockResult(record, {"keys": keys, "ends": ends})


class _Shards(Mapping[str, tuple[Any, ...]]):
    """The arguments of the reduce blocks, put together when they are asked for."""

    def __init__(self, run: Run, maps: list[str], n: int, operation: str, shards: int) -> None:
        import numpy as np

        self._run, self._maps = run, maps
        self._ends = [np.array(run.array(block, "ends")) for block in maps]
        self._names = [f"shard-{shard:03d}" for shard in range(shards)]
        self._rest = (n, operation, shards)

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __getitem__(self, name: str) -> tuple[Any, ...]:
        import numpy as np

        shard = self._names.index(name)
        slices = []
        for block, ends in zip(self._maps, self._ends, strict=True):
            start = int(ends[shard - 1]) if shard else 0
            slices.append(self._run.array(block, "keys")[start : int(ends[shard])])
        return (distinct(np.concatenate(slices)), shard, *self._rest)


def reduce_block(keys: NDArray[np.uint64], shard: int, n: int, operation: str, shards: int) -> BlockResult:
    """Return the number of keys of a shard, their digest, the sizes of their classes and how many keys have each."""
    import numpy as np

    found, sizes = class_keys(keys, n, operation)
    if not np.array_equal(found, keys) or (shard_of(keys, shards) != shard).any():
        raise RuntimeError(f"shard {shard} holds functions that are not keys of it")
    histogram = zip(*(column.tolist() for column in np.unique(sizes, return_counts=True)), strict=True)
    record = {"keys": len(keys), "sha256": array_digest(keys), "sizes": [list(pair) for pair in histogram]}
    return BlockResult(record)


def _result(run: Run, maps: list[str], shards: list[str], n: int, operation: str) -> ProductRun:
    records = [{"name": name, **run.record(name)} for name in shards]
    count = sum(size * number for record in records for size, number in record["sizes"])
    tally = {
        "kind": "orbits",
        "n": n,
        "complement": operation == "xor",
        "total": str(count),
        "shards": [{key: record[key] for key in ("name", "sha256", "keys", "sizes")} for record in records],
    }
    mapped = tuple(
        {"name": name, **run.record(name), "sha256": run.info(name)["arrays"]["keys"]["sha256"]}
        for name in maps
    )
    infos = [run.info(name) for name in (*maps, *shards)]
    return ProductRun(
        n=n,
        gate="01" if operation == "and" else "pm",
        count=count,
        classes=sum(record["keys"] for record in records),
        tally=tally,
        map_tally=mapped,
        seconds=round(sum(info["seconds"] for info in infos), 3),
        cpu_seconds=round(sum(info["cpu_seconds"] for info in infos), 3),
    )
