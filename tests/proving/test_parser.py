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
        st.tuples(
            st.just("index"),
            st.just("v"),
            st.sampled_from(("i", "n")),
            inner.filter(lambda tree: not isinstance(tree, Fraction)),
        ),
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
    started = time.process_time()
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
    assert time.process_time() - started < 2


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


MEANING += [
    ("1 < 2 != x >= y", ("and", ("<", 1, 2), ("!=", 2, "x"), (">=", "x", "y"))),
    ("+x == --x", ("==", "x", "x")),
    ("-x*y == -(x*y)", ("==", ("*", -1, "x", "y"), ("*", -1, "x", "y"))),
    (".5 == 007/2", ("==", Fraction(1, 2), Fraction(7, 2))),
    ("A[i, 2*j] == A[1,2]", ("==", ("index", "A", "i", ("*", 2, "j")), "A[1,2]")),
    ("softmax(i, x, n) == delta(i, j)", ("==", ("softmax", "i", "x", "n"), ("delta", "i", "j"))),
    ("Max(x, y) == Min(x, Abs(y))", ("==", ("max", "x", "y"), ("min", "x", ("abs", "y")))),
    ("lambda*class == if", ("==", ("*", "lambda", "class"), "if")),
    ("not not not x < y", ("not", ("<", "x", "y"))),
    (
        "i*Sum(i*x[i], (i, 1, n)) == i",
        ("==", ("*", "i", ("Sum", ("*", "i", ("index", "x", "i")), "i", 1, "n")), "i"),
    ),
    (
        "binomial(n, k) == sinh(x)*cosh(x)",
        ("==", ("binomial", "n", "k"), ("*", ("sinh", "x"), ("cosh", "x"))),
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


REFUSED += ["x[1/2] == 1", "x[0.5] == x", "softmax(i, x[1], n) == 1", "Sum(1, (and, 1, n)) == n", "Sum(1, (H, 1, n)) == n",
            "Sum(x, (i, 1, n), (j, 1, n)) == 1", "max() == 1", "x < y < (y < z)", "x in {0,1}", "5. == 5", "s permutation of n"]  # fmt: skip


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


def test_every_function_of_the_help_is_read_and_every_function_is_in_the_help() -> None:
    from symattn.cli import prove

    help_text = " ".join((prove.help or "").split())
    arguments = {"softmax": "i, x, n", "Sum": "x[i], (i, 1, n)", "delta": "i, j", "binomial": "n, k"}
    for function in FUNCTIONS:
        assert function in help_text.replace(",", " ").replace("(", " ").split()
        call = f"{function}({arguments.get(function, 'x')})"
        assert parse_statement("forall(x[i] == y, (i, 1, n))" if function == "forall" else f"{call} == y")
    relations, domains = parse_assumptions(
        "x, y in {0,1}; n integer; t positive; K > abs(v); s permutation of n"
    )
    assert domains == {"x": (0, 1), "y": (0, 1), "n": "integer", "t": "positive"}
    assert relations == [(">", "K", ("abs", "v")), ("permutation", "s", "n")]


HINTS = [
    ("x = y", "'=='"), ("x ^ 2 == 1", "'**'"), ("x * * y == 1", "x**2"), ("2x == 1", "'*'"), ("x(y) == 1", "Write '*' if x"), ("x <> y", "'!='"),
    ("x ≤ y", "'<='"), ("x ≠ y", "'!='"), ("x − y == 1", "minus sign"), ("x·y == 1", "'*'"), ("√x == 1", "sqrt"), ("∑x == 1", "Sum(term"),
    ("|x| == x", "abs(x)"), ("x && y", "'and'"), ("~x == 1", "'not'"), ("n! == 1", "factorials"), ("x % 2 == 1", "Remainders"),
    ("1,5 == x", "1.5"), ("1.5e3 == x", "1.5*10**k"), ("0x10 == 16", "decimal digits"), ("1_000 == 1", "decimal digits"),
    ("5. == x", "a digit after"), ("x.T == x", "a digit after"), ("x == 1; y == 1", "'and'"), ("", "Write a relation"), ("x ==", "missing"),
    ("== x", "missing"), ("x == y)", "No bracket is open"), ("(x == y", "position 1"), ("x[1 == y", "']'"), ("x{1} == y", "x[1]"),
    ("x[] == y", "index"), ("x[i][j] == 1", "A[i, j]"), ("max() == 1", "argument"), ("in == 1", "word of the grammar"),
    ("sum(x) == 1", "Did you mean Sum"), ("Tanh(x) == 1", "Did you mean tanh"), ("sign(x) == 1", "sgn"), ("heaviside(x) == 1", "H(0) = 1"),
    ("ln(x) == 1", "log(x)"), ("sin(x) == 1", "Trigonometric"), ("f(x) == 1", "f permutation of n"), ("Sum(x[i], i, 1, n) == 1", "Sum(term, (i, 1, n))"),
    ("Sum(x[i], (i, n)) == 1", "Sum(term, (i, 1, n))"), ("Sum(x, (i, 1, n), (j, 1, m)) == 1", "inside each other"), ("x if y else z", "'implies'"),
    ("x and y == 1", "Compare it"), ("(x == 1)*2 == 1", "H(t)"), ("x == True", "relation"), ("e**x == 1", "exp(1)"), ("x in {0,1} implies x == x", "assumptions"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "part"), HINTS)
def test_the_message_says_what_to_write_instead(text: str, part: str) -> None:
    with pytest.raises(InvalidStatement) as caught:
        parse_statement(text)
    assert part in caught.value.hint


ASSUMPTIONS = [
    ("x is integer", "'n integer'"), ("x natural", "'n integer'"), ("integer x", "'n integer'"), ("x > 0, y > 0", "separated by ';'"),
    ("x integer, y integer", "separated by ';'"), ("x in [0,1]", "0 <= x <= 1"), ("x in 0,1", "x in {0,1}"), ("x in {0;1}", "separated by ','"),
    ("x in {}", "a value is missing"), ("x + 1 in {0,1}", "about variables"), ("x[i] in {0,1}", "x[1] in {0,1}"), ("s permutation n", "of n"),
    ("s is a permutation of n", "permutation of n"), ("n integer positive", "'n positive integer'"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "part"), ASSUMPTIONS)
def test_the_message_says_how_assumptions_are_written(text: str, part: str) -> None:
    with pytest.raises(InvalidStatement) as caught:
        parse_assumptions(text)
    assert part in caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "(" * 49_000 + "x" + ")" * 49_000,
        "x[" * 33_000 + "1" + "]" * 33_000 + " == 1",
        "exp(" * 20_000,
        "**".join(["x"] * 30_000) + " == 1",
        " implies ".join(["x==1"] * 7000),
        "x" * 10**6,
        "x" * 10**5 + "=",
        "9" * 99_000 + " == 1",
        "{" * 10**5,
    ],
    ids=range(9),
)
def test_deep_and_long_texts_are_refused(text: str) -> None:
    with pytest.raises(SymattnError) as caught:
        parse_statement(text)
    assert len(str(caught.value)) < 700


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("not " * 24_001 + "x == x", ("not", ("==", "x", "x"))),
        ("-" * 90_001 + "x == x", ("==", ("*", -1, "x"), "x")),
        ("<".join(["x"] * 40_000), ("and", *[("<", "x", "x")] * 39_999)),
    ],
    ids=range(3),
)
def test_long_chains_need_no_depth(text: str, tree: Any) -> None:
    assert parse_statement(text) == tree
