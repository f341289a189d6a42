"""The parser: trees survive printing, and whatever is typed gives a tree or one clear error in bounded time."""

from __future__ import annotations

import time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from symattn.certificates.evaluation import Evaluator, NotExact, Undefined
from symattn.certificates.expression import from_json, to_json, variables
from symattn.errors import InvalidStatement, SymattnError, TooLarge
from symattn.proving import parse_assumptions, parse_expression, parse_statement, to_latex, to_text
from symattn.proving.parser import FUNCTIONS

leaves = st.one_of(
    st.sampled_from(("x", "y_1", "alpha", "w[1]", "w[1,2]", "Ex", "n")),
    st.integers(-30, 30),
    st.fractions(-3, 3, max_denominator=9).map(lambda q: int(q) if q.denominator == 1 else q),
)


def terms(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        *(several.map(lambda items, op=op: (op, *items)) for op in ("+", "*", "max")),
        *(st.tuples(st.just(op), inner) for op in ("H", "sgn", "logistic", "abs", "exp", "log", "sqrt")),
        st.tuples(st.just("**"), inner, inner),
        st.tuples(st.just("**"), inner, st.integers(-3, 3)),
        st.tuples(st.just("binomial"), inner, inner),
        st.tuples(st.just("index"), st.just("v"), st.sampled_from(("i", "n")), inner),
        st.tuples(st.just("Sum"), inner, st.just("i"), inner, inner),
        st.tuples(st.just("softmax"), inner, st.just("v"), inner),
    )


expressions = st.recursive(leaves, terms, max_leaves=8)
relations = st.tuples(st.sampled_from(("==", "<=", "<", ">=", ">", "!=")), expressions, expressions)
statements = st.recursive(
    relations,
    lambda inner: st.one_of(
        *(st.tuples(st.just(op), inner, inner) for op in ("and", "or", "implies")),
        st.tuples(st.just("not"), inner),
    ),
    max_leaves=4,
)


POINT = {
    name: Fraction(k, 2) for k, name in enumerate(("x", "y_1", "alpha", "w[1]", "w[1,2]", "E"), start=2)
} | {"n": 2}


def truth(tree: Any) -> bool | None:
    """Return the truth at one point; None where it has none there."""
    try:
        return Evaluator(POINT).truth(tree)
    except (Undefined, NotExact):
        return None


@given(statements)
def test_text_tree_text_tree(tree: Any) -> None:
    first = parse_statement(to_text(tree))
    again = parse_statement(to_text(first))
    assert truth(first) == truth(again) == truth(tree)
    assert set(variables(first)) == set(variables(again)) == set(variables(tree))
    for _ in range(
        3
    ):  # numbers that stand side by side are multiplied, so that the text may still get shorter
        again = parse_statement(to_text(again))
    assert parse_statement(to_text(again)) == again
    assert from_json(to_json(first)) == first
    assert to_latex(first).count("{") == to_latex(first).count("}")


PIECES = [
    *FUNCTIONS,
    "x",
    "w[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "+",
    "-",
    "*",
    "**",
    "/",
    "==",
    "<=",
    "<",
    "!=",
    "=",
    ",",
    ";",
    "1",
    "0",
]
PIECES += [
    "0.5",
    ".",
    "1e9",
    "and",
    "or",
    "not",
    "implies",
    "in",
    "i",
    "n",
    " ",
    "__import__",
    "lambda",
    "'",
    '"',
    "\\",
    "√",
    "\x00",
    "²",
]


def survives(text: str) -> None:
    started = time.monotonic()
    for parse in (parse_statement, parse_expression, parse_assumptions):
        try:
            parse(text)
        except SymattnError as error:
            answer = error
        else:
            continue
        assert answer.argument
        assert answer.rule
        assert len(str(answer)) < 1000
    assert time.monotonic() - started < 2


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@example("x[" * 80)
@example("H(" * 80)
@example("x**" * 80 + "x")
@example("-" * 5000 + "x == x")
@example("not " * 5000 + "x == x")
@example("x == x implies " * 200 + "x == x")
def test_fuzz_of_the_grammar(text: str) -> None:
    survives(text)


@given(st.text(max_size=60))
def test_fuzz_of_text(text: str) -> None:
    survives(text)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000 + "x",
        "x+" * 49_000 + "x == x" + " " * 900,
        "9" * 5000 + " == 1",
        "x" * 200_000,
        "max(" + "x," * 30_000 + "x) == x",
    ],
)
def test_long_texts(text: str) -> None:
    survives(text)


@pytest.mark.parametrize("text", ["(" * 29 + "x" + ")" * 29 + " == x", "H(" * 29 + "x" + ")" * 29 + " == x"])
def test_deep_texts_that_are_accepted(text: str) -> None:
    tree = parse_statement(text)
    assert parse_statement(to_text(tree)) == tree
    assert from_json(to_json(tree)) == tree


MEANING = [
    ("-x**2 == 1", ("==", ("*", -1, ("**", "x", 2)), 1)),
    ("2**-1 == x", ("==", ("**", 2, -1), "x")),
    ("x**y**z == 1", ("==", ("**", "x", ("**", "y", "z")), 1)),
    ("0.25 == 1/4", ("==", Fraction(1, 4), Fraction(1, 4))),
    ("a < b <= c", ("and", ("<", "a", "b"), ("<=", "b", "c"))),
    (
        "x == 1 implies y == 1 implies z == 1",
        ("implies", ("==", "x", 1), ("implies", ("==", "y", 1), ("==", "z", 1))),
    ),
    (
        "not x == 1 or y == 1 and z == 1",
        ("or", ("not", ("==", "x", 1)), ("and", ("==", "y", 1), ("==", "z", 1))),
    ),
    ("sigma(x) == sigma", ("==", ("logistic", "x"), "sigma")),
    ("w[1, 2] == w[i]", ("==", "w[1,2]", ("index", "w", "i"))),
    (
        "x - y - z == x/y/z",
        ("==", ("+", "x", ("*", -1, "y"), ("*", -1, "z")), ("*", "x", ("**", "y", -1), ("**", "z", -1))),
    ),
]


@pytest.mark.parametrize(("text", "tree"), MEANING)
def test_meaning(text: str, tree: Any) -> None:
    assert parse_statement(text) == tree


REFUSED = [
    "x +* y == 1", "x = y", "x ^ 2 == 1", "2x == 1", "x y == 1", "f(x) == 1", "H == 1", "H() == 1", "H(x, y) == 1", "x", "(x == y) + 1 == 2",
    "x == y == ", "and == 1", "x and y", "Sum(x, i, 1, 3) == 1", "Sum(x, (1, 1, 3)) == 1", "softmax(1, 2, 3) == 1", "x[ == 1", "x[] == 1",
    "[1] == 1", "{1} == 1", "x == 1;", "lambda x: x", "x.y == 1", "'x' == 1", "x == \"1\"", "٣ == 3", "1e9 == 1", "x if y else z", "x := 1",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    with pytest.raises(InvalidStatement) as caught:
        parse_statement(text)
    assert caught.value.to_json()["error"]


def test_assumptions() -> None:
    relations, domains = parse_assumptions(
        "x, w[1] in {1, -1, 1/2}; n positive integer; K > abs(s);; 0 < y < 1"
    )
    assert domains == {
        "x": (Fraction(-1), Fraction(1, 2), Fraction(1)),
        "w[1]": (Fraction(-1), Fraction(1, 2), Fraction(1)),
        "n": "positive integer",
    }
    assert relations == [(">", "K", ("abs", "s")), ("and", ("<", 0, "y"), ("<", "y", 1))]
    for text in (
        "x in {}",
        "x in {y}",
        "x in {1/0}",
        "x in 3",
        "x in {0,1} y",
        "x",
        "x in {0}; x in {1}",
        "x integer 3",
        "H integer",
    ):
        with pytest.raises(InvalidStatement):
            parse_assumptions(text)


def test_limits() -> None:
    with pytest.raises(TooLarge):
        parse_statement("(" * 40 + "x" + ")" * 40 + " == x")
    with pytest.raises(TooLarge):
        parse_statement("1" * 4001 + " == 1")


@pytest.mark.parametrize("name", ["x²", "²", "½", "x₁", "ﬁ", "ａ"])
def test_names_are_what_they_look_like(name: str) -> None:
    with pytest.raises(SymattnError):
        parse_statement(f"{name} == y")


@pytest.mark.parametrize("name", ["e", "E", "pi", "oo", "nan", "None", "True"])
def test_constants_are_not_free_variables(name: str) -> None:
    with pytest.raises(SymattnError, match="not a constant"):
        parse_statement(f"{name} == y")
