"""The picture of a gated unit says what the unit does; the pattern of a sparse form of a thousand variables stays sparse."""

from __future__ import annotations

import pickle

import pytest
import sympy as sp

from symattn import plots
from symattn.algebra import QuadraticForm
from symattn.errors import InvalidArgument, UnknownName
from symattn.model import generic_transfer

pytest.importorskip("matplotlib")

ROWS = {
    ("identity", "identity"): ("+−−+", "S²"),
    ("identity", "H"): ("+−00", "ReLU(S)"),
    ("identity", "sgn"): ("+−−+", "|S|"),
    ("identity", "logistic"): ("+−+−", "SiLU(S)"),
    ("H", "H"): ("+000", "H(S)"),
    ("sgn", "sgn"): ("+−−+", "the constant 1"),
    ("relu", "relu"): ("+000", "S² for S ≥ 0 and 0 for S < 0"),
    ("exp", "exp"): ("++++", "exp(2S)"),
}
WORDS = {"+": "positive", "−": "negative", "0": "zero"}


@pytest.mark.parametrize("row", ROWS)
def test_signs_of_the_quadrants_and_the_diagonal(row):
    signs, diagonal = ROWS[row]
    figure = plots.gated_surface(*row)
    # upper right, upper left, lower right, lower left
    quadrants = ("S1 > 0, S2 > 0", "S1 < 0, S2 > 0", "S1 > 0, S2 < 0", "S1 < 0, S2 < 0")
    for sign, quadrant in zip(signs, quadrants, strict=True):
        assert f"{WORDS[sign]} for {quadrant}" in figure.alt_text
    assert figure.alt_text.endswith(f"On the diagonal it is {diagonal}.")
    assert sorted(text.get_text() for text in figure.axes[0].texts) == sorted(signs)


def test_a_diagonal_without_a_name_is_described_by_its_values():
    text = plots.gated_surface("tanh", "logistic").alt_text
    assert "the least value -0.207" in text and "On the diagonal it runs from" in text


def test_the_figure_is_a_plain_figure():
    figure = plots.gated_surface("identity", "H", title="row")
    assert pickle.loads(pickle.dumps(figure.alt_text)) == figure.alt_text
    assert (
        len(figure._repr_mimebundle_()["image/svg+xml"]) < 200_000
    )  # the plane is an image, not 230 000 cells


def test_bad_input():
    with pytest.raises(UnknownName, match="transfer"):
        plots.gated_surface("identity", "nothing")
    with pytest.raises(InvalidArgument, match="no values"):
        plots.gated_surface(generic_transfer("f"), "H")
    for extent in (0, -1, True, "2", float("inf"), float("nan")):
        with pytest.raises(InvalidArgument, match="extent"):
            plots.gated_surface("identity", "H", extent=extent)


def test_pattern_of_a_sparse_form_of_a_thousand_variables():
    n = 1000
    variables = sp.symbols(f"x1:{n + 1}")
    terms = tuple((k, n - 1 - k, sp.Integer((-1) ** k)) for k in range(n // 2))
    form = QuadraticForm(variables, terms, (), sp.S.Zero)
    figure = plots.pattern(form)
    drawn = sum(len(line.get_xdata()) for line in figure.axes[0].lines)
    assert drawn == n and len(figure.axes[0].patches) == 1
    assert f"of rank {n}: {n} of {n * n} entries are non-zero, 0 of them" in figure.alt_text
    assert "larger than its cell" in figure.alt_text
    marks = {
        (round(x), round(y))
        for line in figure.axes[0].lines
        for x, y in zip(line.get_xdata() - 0.5, line.get_ydata() + 0.5, strict=True)
    }
    assert (0, 1) in marks and (n - 1, n) in marks  # the last row of the first column, the first of the last


def test_pattern_of_a_form_agrees_with_that_of_its_matrix():
    x, y, a = sp.symbols("x y a")
    form = QuadraticForm.from_expr(a * x * y + x**2 - 3 * y**2, [x, y])
    assert plots.pattern(form).alt_text == plots.pattern(sp.Matrix(form.matrix)).alt_text
    assert "3 of 4" not in plots.pattern(form).alt_text and "4 of 4" in plots.pattern(form).alt_text
