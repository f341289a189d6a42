"""A generation of the walk over self-dual threshold functions splits into blocks of consecutive keys, each computed from the generation before alone.

Words.  N = n + 1.  A *class* is an orbit of self-dual threshold functions of N variables under signed permutations; its key is one integer for its sorted
Chow vector (`symattn.threshold.walk`).  Generation t holds the classes with p_1 = 2^(N-1) - 2t.

Property wanted: every class of generation t + 1 stands in exactly one block, once, whatever the number of workers and wherever the run was interrupted.

Construction: a block of generation t holds its classes (keys, weights) and the candidates of generation t + 1 that they lead to (sorted keys, parent, point).  The
candidates of all blocks are cut at common bounds; a block of generation t + 1 takes the candidates between two bounds, each key once with the first parent, decides
them, and expands those that are accepted.

Derivation: equal keys lie between the same bounds, so each is decided once, and the blocks of a generation, in their order, hold its keys in ascending order.  A step lowers
p_1 by exactly 2, so that no key of another generation can be met: nothing older than one generation is needed.  The bounds depend on the candidates alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from symattn.capacity.runs import BlockResult, Run, RunRefused, array_digest, merge_unique
from symattn.threshold.walk import class_sizes, decide, expand, start, start_keys, unpack

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def first_block(size: int, kernel: str) -> BlockResult:
    """Return the only block of generation 0, the class of f = y_1."""
    return _expanded(start_keys(size), start(size), 0, kernel)


def next_block(
    keys: NDArray[np.uint64], parents: NDArray[np.int16], flips: NDArray[np.uint16], kernel: str
) -> BlockResult:
    """Decide candidates, given by the weights of a parent and the point exchanged, and expand those that are threshold functions.

    Parameters
    ----------
    keys
        Sorted distinct keys, shape (M,).
    parents
        Weights of a parent of each, shape (M, N).
    flips
        The points exchanged, shape (M,).
    kernel
        ``"auto"``, ``"numpy"`` or ``"numba"``.

    Returns
    -------
    BlockResult
        Record {accepted, rejected, members, patterns}; arrays ``keys`` and ``weights`` of the accepted, ``rejected``, and the candidates of the next generation
        ``next_keys``, ``next_parents`` (rows of this block), ``next_flips``.
    """
    found = decide(parents, flips, kernel=kernel)
    result = _expanded(
        keys[found.accepted], found.weights[found.accepted], int((~found.accepted).sum()), kernel
    )
    return BlockResult(result.record, {**result.arrays, "rejected": keys[~found.accepted]})


def _expanded(
    keys: NDArray[np.uint64], weights: NDArray[np.int16], rejected: int, kernel: str
) -> BlockResult:
    candidates = expand(weights, keys, kernel=kernel)
    chow = unpack(keys, weights.shape[1])
    record = {
        "accepted": len(keys),
        "rejected": rejected,
        "members": sum(class_sizes(chow).tolist()),
        "patterns": patterns(chow),
    }
    arrays: dict[str, NDArray[Any]] = {
        "keys": keys,
        "weights": weights,
        "rejected": keys[:0],
        "next_keys": candidates.keys,
        "next_parents": candidates.parents,
        "next_flips": candidates.flips,
    }
    return BlockResult(record, arrays)


def patterns(chow: NDArray[Any]) -> list[list[Any]]:
    """Return how often each pattern of equal entries occurs among sorted vectors.

    Parameters
    ----------
    chow
        Rows sorted in descending order, non-negative, shape (C, N).

    Returns
    -------
    list
        Entries [multiplicities of the non-zero values in descending order, number of zeros, number of rows], sorted.

    Examples
    --------
    >>> import numpy as np
    >>> patterns(np.array([[6, 2, 2, 2], [8, 0, 0, 0], [4, 4, 4, 0]]))
    [[[1], 3, 1], [[3], 1, 1], [[3, 1], 0, 1]]

    See Also
    --------
    symattn.certificates.tally.class_size : the size of the class.

    References
    ----------
    The orbit-stabiliser theorem.
    """
    import numpy as np

    size = chow.shape[1]
    # One integer a row: where neighbours are equal, one bit each, and the number of zeros.
    equal = (chow[:, 1:] == chow[:, :-1]) @ (1 << np.arange(size - 1))
    codes, counts = np.unique(equal * (size + 1) + (chow == 0).sum(axis=1), return_counts=True)
    found: dict[tuple[tuple[int, ...], int], int] = {}
    for code, count in zip(codes.tolist(), counts.tolist(), strict=True):
        bits, zeros = divmod(code, size + 1)
        lengths = [1] if zeros < size else []
        for i in range(size - zeros - 1):
            if bits >> i & 1:
                lengths[-1] += 1
            else:
                lengths.append(1)
        key = (tuple(sorted(lengths, reverse=True)), zeros)
        found[key] = found.get(key, 0) + count
    return [[list(multiplicities), zeros, count] for (multiplicities, zeros), count in sorted(found.items())]


def joined_patterns(parts: Iterator[list[list[Any]]]) -> list[list[Any]]:
    """Return the sum of lists of patterns."""
    found: dict[tuple[tuple[int, ...], int], int] = {}
    for part in parts:
        for multiplicities, zeros, count in part:
            key = (tuple(multiplicities), zeros)
            found[key] = found.get(key, 0) + count
    return [[list(multiplicities), zeros, count] for (multiplicities, zeros), count in sorted(found.items())]


def block_name(generation: int, index: int) -> str:
    """Return the name of a block, in the order of generations and keys."""
    return f"g{generation:03d}-{index:04d}"


@dataclass(frozen=True)
class NextGeneration(Mapping[str, tuple[Any, ...]]):
    """The blocks of the generation after a finished one, with arguments that are gathered from the disk when they are asked for."""

    run: Run
    generation: int
    before: tuple[str, ...]
    bounds: tuple[int, ...]
    kernel: str

    @classmethod
    def after(
        cls, run: Run, generation: int, before: tuple[str, ...], size: int, kernel: str
    ) -> NextGeneration:
        """Cut the candidates of the blocks ``before`` into blocks of about ``size``.

        The bounds are quantiles of every ``step``-th key of each block: at most ``step`` keys of each block are misplaced.
        """
        import numpy as np

        step = max(size // 64, 1)
        keys = [run.array(block, "next_keys") for block in before]
        number = -(-sum(map(len, keys)) // size)
        sample = np.sort(np.concatenate([part[::step] for part in keys]))
        inner = sample[[i * len(sample) // number for i in range(1, number)]] if number else sample[:0]
        bounds = (0, *sorted({int(key) for key in inner if key}), 1 << 64) if number else (0,)
        return cls(run, generation, before, bounds, kernel)

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def __iter__(self) -> Iterator[str]:
        return (block_name(self.generation, i) for i in range(len(self)))

    def __getitem__(self, name: str) -> tuple[Any, ...]:
        import numpy as np

        index = int(name.partition("-")[2])
        least, end = self.bounds[index : index + 2]
        parts: list[tuple[NDArray[Any], NDArray[Any], NDArray[Any]]] = []
        for block in self.before:
            keys = self.run.array(block, "next_keys")
            # The last bound, 2^64, is no 64-bit number.
            first = int(np.searchsorted(keys, np.uint64(least)))
            last = len(keys) if end == 1 << 64 else int(np.searchsorted(keys, np.uint64(end)))
            rows = self.run.array(block, "next_parents")[first:last]
            parts.append(
                (
                    keys[first:last],
                    self.run.array(block, "weights")[rows],
                    self.run.array(block, "next_flips")[first:last],
                )
            )
        keys, parents, flips = (np.concatenate(column) for column in zip(*parts, strict=True))
        unique, chosen = np.unique(keys, return_index=True)
        return unique, parents[chosen], flips[chosen], self.kernel


def summary(run: Run, variables: int, blocks: tuple[str, ...], before: tuple[str, ...] = ()) -> BlockResult:
    """Return what is kept of a finished generation: its numbers and patterns, and its sorted accepted and rejected keys.

    Raises
    ------
    RunRefused
        If the keys decided in ``blocks`` are not those that the blocks ``before`` lead to, each once.
    """
    import numpy as np

    records = [run.record(block) for block in blocks]
    # A generation may have no candidates, hence no blocks.
    accepted, rejected = (
        np.concatenate([np.empty(0, np.uint64), *(run.array(block, name) for block in blocks)])
        for name in ("keys", "rejected")
    )
    if before:
        decided = np.sort(np.concatenate([accepted, rejected]))
        merged = merge_unique([run.array(block, "next_keys") for block in before])
        wanted = np.concatenate([np.empty(0, np.uint64), *merged])
        if not np.array_equal(decided, wanted):
            rule = "holds blocks that do not decide each candidate once"
            raise RunRefused("run", rule, str(run.path), "Name another directory; nothing was changed.")
    record = {
        "accepted": sum(record["accepted"] for record in records),
        "rejected": sum(record["rejected"] for record in records),
        "members": sum(record["members"] for record in records),
        "patterns": joined_patterns(record["patterns"] for record in records),
        # Of the vectors, in ascending order, not of the keys: how a vector is packed into a key may change.
        "sha256": array_digest(unpack(accepted, variables)),
    }
    return BlockResult(record, {"accepted": accepted, "rejected": rejected})
