"""Statements are printed in lines that a narrow page shows, and titles as LaTeX reads them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symattn.ledger import All, Identity, claim, find_claim
from symattn.ledger.claims.zoo_evidence import in_lines
from symattn.ledger.view import ClaimView

SHORT = Identity("x*y == relu(x + y - 1)", "x, y in {0,1}")
LONG = Identity("x*y == relu(x + y) + relu(-x - y) - 1", "x, y in {-1,1}")


def test_assumptions_stand_behind_a_short_statement_and_below_a_long_one() -> None:
    assert SHORT.latex({}).endswith(r"\qquad (x, y \in \{0, 1\})")
    assert LONG.latex({}).endswith(r"- 1 \\ (x, y \in \{-1, 1\}) \end{gathered}")
    both = All((SHORT, LONG)).latex({})
    # one environment, since MathJax ends it at the first end
    assert both.count(r"\begin{gathered}") == both.count(r"\end{gathered}") == 1
    assert both.count(r" \\ ") == 2


def test_where_a_statement_is_broken_does_not_change_what_it_is() -> None:
    assert LONG.text == "x*y == relu(x + y) + relu(-x - y) - 1  for x, y in {-1,1}"
    assert LONG.digest() == Identity("x*y == relu(x + y)+relu(-x - y)-1", "x, y in {-1,1}").digest()


def test_equations_of_an_entry_have_lines_of_their_own() -> None:
    assert in_lines(r"y = V x") == r"$$y = V x$$"
    assert in_lines(r"y = g \odot x, \qquad g = \sigma(z)") == (
        r"$$\begin{gathered} y = g \odot x, \\ g = \sigma(z) \end{gathered}$$"
    )


@pytest.mark.parametrize(
    ("identifier", "shown"),
    [
        ("CAP-d-lim", "capacity 2n$^{d+1}$/d! (1 + o(1))]"),
        ("CAP-AND-2", "at most 2n$^2$ - 1, of signs at most 2n$^2$ - 2]"),
        ("CAP-AND", r"gates in \{0,1\}]"),
    ],
)
def test_a_title_is_written_for_latex(identifier: str, shown: str) -> None:
    first = claim(identifier).to_latex().splitlines()[0]
    assert first.startswith(r"\begin{theorem}[") and first.endswith(shown)


def test_signs_that_latex_would_obey_are_written_out() -> None:
    view = ClaimView(replace(find_claim("CAP-AND"), title="x_1 <= 2^n & more"))
    assert view.to_latex().splitlines()[0] == r"\begin{theorem}[x\_1 $\le$ 2\^{}n \& more]"
