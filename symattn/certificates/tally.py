"""A tally holds the parts of a long count, and the count is their sum: integers alone re-derive it, without the program that found the parts.

Three kinds.  ``generations``: self-dual threshold functions of N variables in classes under signed permutations.  The class of a sorted
non-negative Chow vector p has 2^N N! / (m_1! m_2! ... z! 2^z) members, m_i the numbers of equal non-zero entries of p and z its number of zeros:
the denominator is the number of signed permutations that fix p.  They were found generation by generation, the last of which is empty.  ``orbits``: representatives of orbits of truth tables under the 2^n n! signed
permutations of the inputs, by orbit size.  ``sum``: products of a multiplier and a number.

A tally says what was counted where, so that any part can be recomputed alone; it does not prove that the parts are complete.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from math import factorial, prod
from pathlib import Path
from typing import Any

from symattn.errors import InvalidCertificate

MAX_VARIABLES = 64
"""Largest number of variables of a tally that is read."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_TOTAL = re.compile(r"0|[1-9][0-9]{0,3999}")


def check_tally(tally: Mapping[str, Any]) -> int:
    """Return the total of a tally, re-derived from its parts.

    Parameters
    ----------
    tally
        An object {kind, total, ...} of the kind ``"generations"`` (variables, generations), ``"orbits"`` (n, complement,
        and sizes or shards) or ``"sum"`` (entries); ``total`` is a decimal text.

    Returns
    -------
    int
        The total, equal to the one that the tally names.

    Raises
    ------
    InvalidCertificate
        If the object has not the form of its kind, or its parts do not give its total.

    Examples
    --------
    The 14 threshold functions of two variables are self-dual ones of three: 6 in the class of x_1, 8 in that of the majority.

    >>> digest = "0" * 64
    >>> dictator = {"accepted": 1, "rejected": 0, "sha256": digest, "patterns": [[[1], 2, 1]]}
    >>> majority = {"accepted": 1, "rejected": 0, "sha256": digest, "patterns": [[[3], 0, 1]]}
    >>> end = {"accepted": 0, "rejected": 0, "sha256": digest, "patterns": []}
    >>> check_tally({"kind": "generations", "variables": 3, "total": "14", "generations": [dictator, majority, end]})
    14

    The two-input functions other than XOR and its complement lie in orbits of 1, 1, 4, 4 and 4:

    >>> check_tally({"kind": "orbits", "n": 2, "complement": False, "total": "14", "sizes": [[1, 2], [4, 3]]})
    14

    See Also
    --------
    symattn.ledger.records : where tallies are kept.

    References
    ----------
    The orbit-stabiliser theorem.
    """
    if not isinstance(tally, Mapping):
        raise InvalidCertificate("tally", "must be an object", tally)
    derive = {"generations": _generations, "orbits": _orbits, "sum": _sum}.get(str(tally.get("kind")))
    if derive is None:
        raise InvalidCertificate("kind", "must be 'generations', 'orbits' or 'sum'", tally.get("kind"))
    total = tally.get("total")
    if not isinstance(total, str) or not _TOTAL.fullmatch(total):
        raise InvalidCertificate("total", "must be a decimal text", total)
    found = derive(tally)
    if found != int(total):
        raise InvalidCertificate("total", f"must be the sum of the parts, {found}", total)
    return found


def class_size(variables: int, multiplicities: Sequence[int], zeros: int) -> int:
    """Return 2^N N! / (m_1! m_2! ... z! 2^z), the number of distinct signed permutations of a vector.

    Parameters
    ----------
    variables
        The length N of the vector.
    multiplicities
        How often each non-zero absolute value occurs.
    zeros
        How often 0 occurs; all these numbers add up to N.

    Returns
    -------
    int
        The size of the orbit.

    Examples
    --------
    (1, 0) has the four images (1, 0), (-1, 0), (0, 1), (0, -1):

    >>> class_size(2, [1], 1)
    4

    See Also
    --------
    check_tally : sums of such sizes.

    References
    ----------
    The orbit-stabiliser theorem.
    """
    fixing = prod(map(factorial, multiplicities)) * factorial(zeros) << zeros
    return (factorial(variables) << variables) // fixing


def _natural(value: object, name: str, *, least: int = 0) -> int:
    if type(value) is not int or value < least:
        raise InvalidCertificate(name, f"must be an integer of at least {least}", value)
    return value


def _list(value: object, name: str, *, length: int | None = None) -> list[Any]:
    if not isinstance(value, list) or (length is not None and len(value) != length):
        rule = "must be a list" if length is None else f"must be a list of {length}"
        raise InvalidCertificate(name, rule, value)
    return value


def _object(value: object, name: str, keys: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or set(value) != keys:
        raise InvalidCertificate(name, f"must be an object with the keys {', '.join(sorted(keys))}", value)
    return value


def _digest(value: object) -> None:
    """Check the form alone: a digest is for whoever recomputes the part, and decides nothing here."""
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise InvalidCertificate("sha256", "must be 64 hexadecimal digits", value)


def _generations(tally: Mapping[str, Any]) -> int:
    _object(tally, "tally", {"kind", "total", "variables", "generations"})
    variables = _natural(tally["variables"], "variables", least=1)
    if variables > MAX_VARIABLES:
        raise InvalidCertificate("variables", f"must be at most {MAX_VARIABLES}", variables)
    generations = _list(tally["generations"], "generations")
    total = 0
    for index, entry in enumerate(generations):
        part = _object(entry, "generations", {"accepted", "rejected", "sha256", "patterns"})
        accepted = _natural(part["accepted"], "accepted")
        if (accepted == 0) != (index == len(generations) - 1):
            raise InvalidCertificate("accepted", "must be 0 in the last generation alone", part["accepted"])
        _natural(part["rejected"], "rejected")
        _digest(part["sha256"])
        if index == 0 and part["patterns"] != [[[1], variables - 1, 1]]:
            raise InvalidCertificate(
                "patterns", "of generation 0 must be those of one variable", part["patterns"]
            )
        seen = set()
        for pattern in _list(part["patterns"], "patterns"):
            entries, zeros, classes = _list(pattern, "patterns", length=3)
            multiplicities = [_natural(m, "patterns", least=1) for m in _list(entries, "patterns")]
            if multiplicities != sorted(multiplicities, reverse=True):
                raise InvalidCertificate("patterns", "must list multiplicities in descending order", entries)
            if sum(multiplicities) + _natural(zeros, "patterns") != variables:
                raise InvalidCertificate("patterns", f"must add up to {variables} entries", pattern)
            key = (tuple(multiplicities), zeros)
            if key in seen:
                raise InvalidCertificate("patterns", "must be distinct", pattern)
            seen.add(key)
            accepted -= _natural(classes, "patterns", least=1)
            total += class_size(variables, multiplicities, zeros) * classes
        if accepted != 0:
            raise InvalidCertificate("accepted", "must be the number of classes", part["accepted"])
    return total


def _orbits(tally: Mapping[str, Any]) -> int:
    parts = "shards" if "shards" in tally else "sizes"
    _object(tally, "tally", {"kind", "total", "n", "complement", parts})
    n = _natural(tally["n"], "n")
    if n > MAX_VARIABLES:
        raise InvalidCertificate("n", f"must be at most {MAX_VARIABLES}", n)
    if not isinstance(tally["complement"], bool):
        raise InvalidCertificate("complement", "must be true or false", tally["complement"])
    order = factorial(n) << n + tally["complement"]
    if parts == "sizes":
        return _histogram(tally["sizes"], order)[1]
    total = 0
    names = set()
    for entry in _list(tally["shards"], "shards"):
        shard = _object(entry, "shards", {"name", "sha256", "keys", "sizes"})
        _digest(shard["sha256"])
        if not isinstance(shard["name"], str) or shard["name"] in names:
            raise InvalidCertificate("name", "must be a text, distinct for all shards", shard["name"])
        names.add(shard["name"])
        keys, members = _histogram(shard["sizes"], order)
        if keys != _natural(shard["keys"], "keys"):
            raise InvalidCertificate("keys", f"must be the number of representatives, {keys}", shard["keys"])
        total += members
    return total


def _histogram(value: object, order: int) -> tuple[int, int]:
    """Return the number of representatives and the number of members of their orbits."""
    keys = members = last = 0
    for pair in _list(value, "sizes"):
        size, number = _list(pair, "sizes", length=2)
        if _natural(size, "sizes", least=1) <= last or order % size:
            raise InvalidCertificate("sizes", f"must ascend and divide {order}", size)
        last = size
        keys += _natural(number, "sizes", least=1)
        members += size * number
    return keys, members


def _sum(tally: Mapping[str, Any]) -> int:
    _object(tally, "tally", {"kind", "total", "entries"})
    total = 0
    labels = set()
    for entry in _list(tally["entries"], "entries"):
        label, multiplier, number = _list(entry, "entries", length=3)
        if not isinstance(label, str) or label in labels:
            raise InvalidCertificate("entries", "must have distinct texts as labels", label)
        labels.add(label)
        total += _natural(multiplier, "entries") * _natural(number, "entries")
    return total


def main(arguments: Sequence[str]) -> int:
    """Re-derive the total of a tally, or of the tally in a record, print it, and return 0; 1 if it differs; 3 if the file is no tally."""
    if len(arguments) != 1:
        print("usage: python -m symattn.certificates.tally FILE", file=sys.stderr)
        return 3
    try:
        data = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        print(f"{arguments[0]}: cannot be read: {error}", file=sys.stderr)
        return 3
    record = isinstance(data, dict) and "tally" in data
    try:
        total = check_tally(data["tally"] if record else data)
    except InvalidCertificate as error:
        print(error, file=sys.stderr)
        return 1 if error.argument == "total" else 3
    if record and data.get("value") != str(total):
        print(f"The record says {data.get('value')}, its tally gives {total}.", file=sys.stderr)
        return 1
    print(total)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
