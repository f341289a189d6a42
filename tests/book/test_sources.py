"""The book's sources keep to the template, and together they state every claim of the ledger exactly once."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from symattn.ledger import all_claims

BOOK = Path(__file__).parents[2] / "book"
CHAPTERS = (
    "notation",
    "standard_model",
    "taxonomy",
    "zoo",
    "quadratic",
    "collapse",
    "transformers",
    "counting",
    "cover",
    "two_block",
    "multiplexer",
    "output_gating",
    "mechanisms",
    "conventions",
    "layers",
    "exact_counts",
    "learning",
    "proving",
)
HEADINGS = (
    "The result", "A small case", "The derivation", "What is not claimed", "Exercises", "Summary", "Sources",
)  # fmt: skip


def text(name: str) -> str:
    return (BOOK / f"{name}.md").read_text(encoding="utf-8")


def test_every_claim_is_stated_once() -> None:
    stated: Counter[str] = Counter()
    for path in sorted(BOOK.glob("*.md")):
        blocks = re.findall(
            r"^```\{claim\} (\S+)\n((?::.*\n)*)```", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        stated.update(identifier for identifier, options in blocks if ":sample:" not in options)
    assert stated == Counter(dict.fromkeys(all_claims(), 1))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_chapter_keeps_to_the_template(chapter: str) -> None:
    source = text(chapter)
    assert re.search(r"^# .+\n\n\*[^*]+\?\*\n", source, re.MULTILINE), "a chapter asks one question"
    for word in ("**You will be able to**", "**Before you start:**", "**Time:**"):
        assert word in source
    assert re.findall(r"^## (.+)$", source, re.MULTILINE) == list(HEADINGS)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_exercises_have_solutions_that_test_an_object(chapter: str) -> None:
    source = text(chapter)
    exercises = source[source.index("## Exercises") : source.index("## Summary")]
    solutions = re.findall(
        r"^```\{solution\}\n```(.*?)^```\{solution-end\}", exercises, re.MULTILINE | re.DOTALL
    )
    assert len(re.findall(r"^```\{exercise\}", exercises, re.MULTILINE)) == len(solutions) >= 4
    for solution in solutions:
        assert "```{code-cell}" in solution
        assert "assert " in solution


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_exercises_are_graded_and_become_harder(chapter: str) -> None:
    grades = re.findall(r"^```\{exercise\}[^\n]*\n(?::grade: ([123])\n)?", text(chapter), re.MULTILINE)
    assert all(grades) and grades == sorted(grades)


def test_exercises_named_in_the_plan_of_lectures_exist() -> None:
    plan = text("welcome").split("| lecture |")[1].split("\n\n")[0]
    named = set(re.findall(r"\*([^*]+)\*", plan))
    titles = {t for c in CHAPTERS for t in re.findall(r"^```\{exercise\} (.+)$", text(c), re.MULTILINE)}
    assert len(named) > 10 and named <= titles


def test_each_kind_of_figure_is_there() -> None:
    everything = "".join(text(chapter) for chapter in CHAPTERS)
    assert len(re.findall(r"^  figure:$", everything, re.MULTILINE)) >= 6
    for kind in ("circuit", "cube", "pattern", "capacity_band", "counting_band"):
        assert f"plots.{kind}(" in everything


@pytest.mark.parametrize("page", sorted(path.stem for path in BOOK.glob("*.md")))
def test_pages_are_listed_and_links_stay_inside(page: str) -> None:
    assert re.search(rf"\b{page}$", (BOOK / "_toc.yml").read_text(encoding="utf-8"), re.MULTILINE)
    anchors = {
        a for path in BOOK.glob("*.md") for a in re.findall(r"^\((.+)\)=$", path.read_text(), re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", text(page))) <= anchors
