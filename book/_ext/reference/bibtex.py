"""How a claim, a chapter, the book, the software and the paper are cited: BibTeX entries and sentences, as text.

Authors, version and year come from CITATION.cff, commit and status from the ledger's record.  Pure functions; nothing
here knows Sphinx.  ``symattn.claim(ID).to_bibtex()`` writes the same entry of a claim, and a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

BOOK = "The Quarks of Attention, executable"
#: What LaTeX would read as a command; the signs of a title outside its formulas.
_SIGNS = {
    "<=": r"$\le$", ">=": r"$\ge$", "<": "$<$", ">": "$>$", "²": "$^2$", "³": "$^3$", "ᵈ⁺¹": "$^{d+1}$",
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "^": r"\^{}", "~": r"\~{}",
}  # fmt: skip
_SIGN = re.compile("|".join(re.escape(sign) for sign in _SIGNS))


@dataclass(frozen=True)
class Software:
    """What CITATION.cff says of the software: title, authors as BibTeX and as people write them, version, date."""

    title: str
    authors: str
    written: str
    version: str
    released: str
    url: str = ""

    @property
    def year(self) -> str:
        """The year of the release."""
        return self.released[:4]


def read_software(path: Path) -> Software:
    """Return what a CITATION.cff says; a missing field is a KeyError that names it."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    authors = [_author(author) for author in data["authors"]]
    return Software(
        title=data["title"],
        authors=" and ".join(bibtex for bibtex, _ in authors),
        written=", ".join(written for _, written in authors),
        version=str(data["version"]),
        released=str(data["date-released"]),
        url=str(data.get("url") or data.get("repository-code") or ""),
    )


def _author(author: Mapping[str, str]) -> tuple[str, str]:
    if "name" in author:  # a group, which BibTeX must not take apart
        return f"{{{author['name']}}}", author["name"]
    return (
        f"{author['family-names']}, {author['given-names']}",
        f"{author['given-names']} {author['family-names']}",
    )


@cache
def software() -> Software:
    """Return what the CITATION.cff above the book says."""
    return read_software(Path(__file__).parents[3] / "CITATION.cff")


def entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """Return a BibTeX entry; fields without text are left out."""
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def escaped(text: str) -> str:
    """Return text as LaTeX reads it; formulas in dollars stay.

    >>> escaped("2n² of $x_1$ in {0,1}")
    '2n$^2$ of $x_1$ in \\\\{0,1\\\\}'
    """
    pieces = re.split(r"(\$[^$]+\$)", text)
    return "".join(
        piece if k % 2 else _SIGN.sub(lambda sign: _SIGNS[sign[0]], piece) for k, piece in enumerate(pieces)
    )


def edition(record: Mapping[str, Any], made: Software | None = None) -> str:
    """Return version and commit, ``version 0.1.0, commit 0123456789ab``; the commit only if the record knows one."""
    version = record.get("versions", {}).get("symattn") or (made or software()).version
    known = record.get("commit") not in (None, "", "released", "unknown")
    return f"version {version}, commit {record['commit']}" if known else f"version {version}"


def status_shown(claim: Mapping[str, Any]) -> str:
    """Return the status as a sentence has it: with its range, and what it is conditional on."""
    if claim.get("status") is None:
        return str(claim["kind"])
    status = str(claim["status"])
    shown = f"{status} ({claim['scope']})" if status == "exhaustive" else status
    return f"{shown}, conditional on {claim['conditional']}" if claim.get("conditional") else shown


def claim_bibtex(claim: Mapping[str, Any], record: Mapping[str, Any]) -> str:
    """Return the entry that cites a claim: what it says is fixed by its digest, how well it was known by its status."""
    made = software()
    digest, status = claim.get("statement_digest"), escaped(status_shown(claim))
    return entry(
        "misc",
        f"symattn:{claim['id']}",
        {
            "author": made.authors,
            "title": f"{{{escaped(claim['title'])}}}",
            "year": made.year,
            "howpublished": f"Claim {claim['id']} of the symattn ledger, {edition(record, made)}",
            "note": f"Statement {digest}; status: {status}" if digest else f"Status: {status}",
        },
    )


def claim_text(claim: Mapping[str, Any], record: Mapping[str, Any]) -> str:
    """Return the sentence that cites a claim."""
    made = software()
    title = claim["title"].rstrip(".")
    return (
        f"{made.written} ({made.year}). {title}. Claim {claim['id']} of the symattn ledger, "
        f"{edition(record, made)}; status: {status_shown(claim)}."
    )


def chapter_bibtex(
    page: str, title: str, record: Mapping[str, Any], *, number: str = "", book: str = BOOK, url: str = ""
) -> str:
    """Return the entry that cites a page of the book; its key is the page's name, which does not change."""
    made = software()
    return entry(
        "incollection",
        f"symattn:book:{page}",
        {
            "author": made.authors,
            "title": f"{{{escaped(title)}}}",
            "booktitle": f"{{{escaped(book)}}}",
            "chapter": number,
            "publisher": made.authors,
            "year": made.year,
            "note": f"Page {escaped(page)}; symattn {edition(record, made)}",
            "url": url,
        },
    )


def chapter_text(
    page: str, title: str, record: Mapping[str, Any], *, number: str = "", book: str = BOOK, url: str = ""
) -> str:
    """Return the sentence that cites a page of the book."""
    made = software()
    where = f"Chapter {number} (page {page})" if number else f"Page {page}"
    ending = f" {url}" if url else ""
    return (
        f"{made.written} ({made.year}). {title}. {where} of {book}; symattn {edition(record, made)}.{ending}"
    )


def book_bibtex(record: Mapping[str, Any], *, book: str = BOOK, url: str = "") -> str:
    """Return the entry that cites the whole book."""
    made = software()
    return entry(
        "book",
        "symattn:book",
        {
            "author": made.authors,
            "title": f"{{{escaped(book)}}}",
            "publisher": made.authors,
            "year": made.year,
            "note": f"symattn {edition(record, made)}",
            "url": url,
        },
    )


def book_text(record: Mapping[str, Any], *, book: str = BOOK, url: str = "") -> str:
    """Return the sentence that cites the whole book."""
    made = software()
    ending = f" {url}" if url else ""
    return f"{made.written} ({made.year}). {book}. symattn {edition(record, made)}.{ending}"


def software_bibtex(record: Mapping[str, Any]) -> str:
    """Return the entry that cites the software."""
    made = software()
    return entry(
        "misc",
        "symattn:software",
        {
            "author": made.authors,
            "title": f"{{{escaped(made.title)}}}",
            "year": made.year,
            "howpublished": f"Software, {edition(record, made)}",
            "url": made.url,
        },
    )


def software_text(record: Mapping[str, Any]) -> str:
    """Return the sentence that cites the software."""
    made = software()
    ending = f" {made.url}" if made.url else ""
    return f"{made.written} ({made.year}). {made.title}. Software, {edition(record, made)}.{ending}"
