"""Every label that is made is one that matplotlib can set."""

from __future__ import annotations

import pytest

from symattn.plots.labels import name_label, weight_label

pytest.importorskip("matplotlib")


@pytest.mark.parametrize(
    ("name", "label"),
    [("x", "$x$"), ("x1", "$x_{1}$"), ("u1.2", "$u_{1.2}$"), ("w_1_12", "$w_{1,12}$"),
     ("alpha3", r"$\alpha_{3}$"),
     ("gate", r"$\mathrm{gate}$"), ("1", "1"), ("a$b", r"a\$b")],
)  # fmt: skip
def test_name_label(name, label):
    assert name_label(name) == label


@pytest.mark.parametrize(
    "weight", ["0", "-1", "+3", "7/12", "-7/12", "w1", "2*w1", "a - b", "w1**2", "x/y", "f(x)", "$", "{"]
)
def test_weight_label_can_be_set(weight):
    from matplotlib.mathtext import MathTextParser

    label = weight_label(weight)
    if label.startswith("$"):
        MathTextParser("path").parse(label)
    else:
        assert "$" not in label.replace(r"\$", "")
