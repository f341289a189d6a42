"""Times of canonical forms, of the look-up and of the list of six variables beside the straightforward way: run with ``pytest --benchmark-only``.

Rows of one group answer the same question about as many tables as their names say; the rows that would take minutes do it for a sample.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from symattn.threshold import (
    are_threshold,
    canonical_form,
    class_representatives,
    is_threshold,
    orbit_size,
    representative,
    threshold_table_chunks,
)
from symattn.threshold.symmetry.actions import images

MILLION = np.random.default_rng(6).integers(0, 2**64 - 1, 10**6, dtype=np.uint64, endpoint=True)
SAMPLE = 2000


def least_of_all_images(tables: Any, n: int) -> Any:
    """Run through the 2^n n! images of an array of tables and keep the least."""
    least = tables
    for image in images(tables, n):
        least = np.minimum(least, image)
    return least


@pytest.mark.benchmark(group="classes of six-variable tables: 10^6, and 2000 by all images")
def test_representatives(benchmark: Any) -> None:
    found = benchmark.pedantic(representative, args=(MILLION, 6), rounds=3)
    assert (canonical_form(found[:50], 6) == canonical_form(MILLION[:50], 6)).all()


@pytest.mark.parametrize("kernel", ["numba", "numpy"])
@pytest.mark.benchmark(group="classes of six-variable tables: 10^6, and 2000 by all images")
def test_canonical_forms(benchmark: Any, kernel: str) -> None:
    canonical_form(MILLION[:1], 6, kernel=kernel)
    found = benchmark.pedantic(canonical_form, args=(MILLION, 6), kwargs={"kernel": kernel}, rounds=1)
    assert (found <= MILLION).all()


@pytest.mark.benchmark(group="classes of six-variable tables: 10^6, and 2000 by all images")
def test_canonical_forms_of_2000_by_all_images(benchmark: Any) -> None:
    found = benchmark.pedantic(least_of_all_images, args=(MILLION[:SAMPLE], 6), rounds=1)
    assert (found[:50] == canonical_form(MILLION[:50], 6)).all()


def fixing_elements(tables: Any, n: int) -> Any:
    """Count the elements of the group that fix each table, one image after the other."""
    return sum((image == tables).astype(np.int64) for image in images(tables, n))


@pytest.mark.benchmark(group="orbit sizes of six-variable tables: 10^6, and 2000 by all images")
def test_orbit_sizes(benchmark: Any) -> None:
    orbit_size(MILLION, 6)
    sizes = benchmark.pedantic(orbit_size, args=(MILLION, 6), rounds=3)
    assert sizes.max() == 46080


@pytest.mark.benchmark(group="orbit sizes of six-variable tables: 10^6, and 2000 by all images")
def test_orbit_sizes_of_2000_by_all_images(benchmark: Any) -> None:
    fixing = benchmark.pedantic(fixing_elements, args=(MILLION[:SAMPLE], 6), rounds=1)
    assert (46080 // fixing == orbit_size(MILLION[:SAMPLE], 6)).all()


@pytest.mark.benchmark(
    group="is it a threshold gate? 10^6 tables by look-up, 300 by the exact linear program"
)
def test_look_up(benchmark: Any) -> None:
    are_threshold(MILLION[:1], 6)
    assert benchmark(are_threshold, MILLION, 6).sum() < 10


@pytest.mark.benchmark(
    group="is it a threshold gate? 10^6 tables by look-up, 300 by the exact linear program"
)
def test_linear_programs(benchmark: Any) -> None:
    tables = MILLION[:300].tolist()
    assert not any(benchmark.pedantic(lambda: [is_threshold(t, 6).separable for t in tables], rounds=1))


def distinct_images(tables: Any, n: int) -> Any:
    """Take all images of all classes and sort out what is there twice."""
    return np.unique(np.concatenate(list(images(tables, n))))


@pytest.mark.benchmark(
    group="tables of threshold gates of six variables: all, and those of every 20th class by all images"
)
def test_chunks(benchmark: Any) -> None:
    assert benchmark.pedantic(lambda: sum(map(len, threshold_table_chunks(6))), rounds=3) == 15028134


@pytest.mark.benchmark(
    group="tables of threshold gates of six variables: all, and those of every 20th class by all images"
)
def test_chunks_by_all_images(benchmark: Any) -> None:
    tables, sizes = class_representatives(6)
    found = benchmark.pedantic(distinct_images, args=(tables[::20], 6), rounds=1)
    assert len(found) == sizes[::20].sum()
