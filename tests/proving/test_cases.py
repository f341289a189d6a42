"""Statements with piecewise functions: true ones are proved, their false neighbours refuted at exact points, others declined."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.certificates.evaluation import Evaluator
from symattn.certificates.expression import Tree
from symattn.errors import ContradictoryAssumptions
from symattn.proving.cases import decide
from symattn.proving.polynomial import Budget, GaveUp
from symattn.proving.statement import Statement, read_statement

MUX = "H(w1*x1 + w2*x2 + b + K*(g - 1)) == g*H(w1*x1 + w2*x2 + b)"
WEIGHTS = "K > abs(w1) + abs(w2) + abs(b)"
XOR = "H(L + K*H(s) - 2*K*H(L + K*(H(s) - 1))) == H(s) + H(L) - 2*H(s)*H(L)"
GRID = [Fraction(k, 2) for k in range(-4, 5)]


def status(claim: str, assuming: str = "", seconds: float = 10.0) -> str:
    """Decide, re-check the evidence, and return the status."""
    reasons: list[str] = []
    answer = decide(read_statement(claim, assuming=assuming), Budget(seconds), reasons)
    if answer is None:
        assert reasons
        return "undecided"
    evidence = answer["certificate"] if answer["status"] == "proved" else answer["counterexample"].certificate
    assert evidence.check()
    return str(answer["status"])


@pytest.mark.parametrize(
    ("claim", "assuming"),
    [
        ("H(s + M*(g - 1)) == H(s)*g", "g in {0,1}; abs(s) < M"),
        ("H(M*(H(s) - 1) + t) == H(s)*H(t)", "M > abs(t)"),
        ("H(t + M*H(s)) == H(s) + H(t) - H(s)*H(t)", "M >= abs(t)"),
        ("H(a)*H(c) == H(H(a) + H(c) - 2)", ""),
        ("sgn(a)*sgn(c) == 1 - 2*(H(a) + H(c) - 2*H(a)*H(c))", ""),
        ("H(2*r) == H(r)", ""),
        ("r*H(r) == relu(r) and relu(r) == max(0, r)", ""),
        ("relu(r) - relu(-r) == r", ""),
        ("abs(x) == sgn(x)*x", ""),
        ("H(r)**2 == H(r)", ""),
        ("max(a, b) + min(a, b) == a + b", ""),
        ("max(a, b, c) == max(max(a, b), c)", ""),
        ("max(a, b, c, d) == max(d, c, b, a)", ""),
        (
            "H(g1*s1 + g2*s2 + g3*s3) == g1*H(s1) + g2*H(s2) + g3*H(s3)",
            "g1 in {0,1}; g2 in {0,1}; g3 in {0,1}; g1 + g2 + g3 == 1",
        ),
        ("sgn(a)*sgn(c) == sgn(a*c)", "a != 0; c != 0"),
        ("sgn(a)*sgn(c)*sgn(d) == sgn(a*c*d)", "a > 0; c > 0; d > 0"),
        ("abs(x*y) == abs(x)*abs(y)", ""),
        ("abs(x + y) <= abs(x) + abs(y)", ""),
        ("max(x, y) >= x", ""),
        ("x < x + 1", ""),
        ("x > 2", "x > 2"),
        ("x == 2", "x <= 2; x >= 2"),
        ("x > y and y > z implies x > z", ""),
        ("x == y implies H(x) == H(y)", ""),
        ("not (x > 1 and x < 0)", ""),
        ("x > 0 or x < 0", "x != 0"),
        ("x > 0", "x > y or x > z; y > 0; z > 0"),
        (MUX, f"{WEIGHTS}; x1 in {{0,1}}; x2 in {{0,1}}; g in {{0,1}}"),
        (MUX, f"{WEIGHTS}; x1 in {{-1,1}}; x2 in {{-1,1}}; g in {{0,1}}"),
        (XOR, "abs(L) < K"),
        ("H(x + y - 3/2) == x*y", "x in {0,1}; y in {0,1}"),
        ("n >= 2", "n > 1; n integer"),
        ("2*n != 2*m + 1", "n integer; m integer"),
        ("abs(n) >= 1", "n integer; n != 0"),
        ("2*n >= n + 1", "n positive integer"),
        ("H(exp(x)) == 1", ""),
        ("relu(exp(x) + abs(y)) == exp(x) + abs(y)", ""),
        ("exp(H(x)) == exp(1)*H(x) + 1 - H(x)", ""),
        ("x**2 + abs(y) >= 0", ""),
        ("x*y >= 1", "x >= 1; y >= 1"),
        ("a*c == b*c", "a == b"),
    ],
)
def test_true_statements_are_proved(claim: str, assuming: str) -> None:
    assert status(claim, assuming) == "proved"


@pytest.mark.parametrize(
    ("claim", "assuming"),
    [
        ("H(s + M*(g - 1)) == H(s)*g", "g in {0,1}; abs(s) <= M"),
        ("H(M*(H(s) - 1) + t) == H(s)*H(t)", "M >= abs(t)"),
        ("H(t + M*H(s)) == H(s) + H(t) - H(s)*H(t)", "M >= abs(t) - 1"),
        ("H(a)*H(c) == H(H(a) + H(c) - 1)", ""),
        ("sgn(a)*sgn(c) == sgn(a*c)", ""),
        ("sgn(a)*sgn(c) == sgn(a*c)", "a != 0"),
        ("H(-2*r) == H(r)", ""),
        ("relu(r) + relu(-r) == r", ""),
        ("abs(x) == -sgn(x)*x", ""),
        ("max(a, b, c) + min(a, b) == a + b", ""),
        ("abs(x + y) < abs(x) + abs(y)", ""),
        ("max(x, y) > x", ""),
        ("x < x", ""),
        ("x > 2", "x >= 2"),
        ("x == 2", "x <= 2; x >= 1"),
        ("x >= 0 implies x > 0", ""),
        ("H(x) == H(y) implies x == y", ""),
        ("x > 0 or x < 0", ""),
        ("x > 0", "x > y or x > z; y > 0; z > -1"),
        (MUX, "K > abs(w1) + abs(w2); x1 in {0,1}; x2 in {0,1}; g in {0,1}"),
        (MUX, "K >= abs(w1) + abs(w2) + abs(b); x1 in {-1,1}; x2 in {-1,1}; g in {0,1}"),
        (XOR, "abs(L) <= K"),
        ("n >= 3", "n > 1; n integer"),
        ("2*n != 3*m + 1", "n integer; m integer"),
        ("x*y == 7", "x == 2; y == 3"),
        ("H(x - 1/2) == 1 - x", "x in {0,1}"),
    ],
)
def test_false_neighbours_are_refuted(claim: str, assuming: str) -> None:
    assert status(claim, assuming) == "refuted"


def test_the_multiplexing_lemma_fails_first_at_zero() -> None:
    statement = read_statement("H(s + M*(g - 1)) == H(s)*g", assuming="g in {0,1}; abs(s) <= M")
    answer = decide(statement, Budget(5.0), [])
    assert answer is not None
    assert answer["counterexample"].as_dict() == {"s": 0, "M": 0, "g": 0}


@pytest.mark.parametrize(
    ("claim", "assuming"),
    [
        ("x == 1", "x > 1 + y; x < y"),
        ("x == x", "abs(x) < 0"),
        ("x == 1", "H(x) + H(-x) < 1"),
        ("H(s + M*(g - 1)) == H(s)*g", "g in {0,1}; abs(s) < M; M <= 0"),
        ("x == 5", "x == 2*y; y == 3; x < 6"),
        ("n == m", "n integer; m integer; 2*n == 2*m + 1"),
        ("x == 0", "x > 0 or x > 1; x < 0 or x < -1"),
    ],
)
def test_contradictory_assumptions_are_an_error(claim: str, assuming: str) -> None:
    with pytest.raises(ContradictoryAssumptions):
        status(claim, assuming)


@pytest.mark.parametrize(
    ("claim", "assuming"),
    [
        ("x**2 - 2*x + 1 >= 0", ""),  # a square, but not of a monomial
        ("exp(relu(x)) >= 1", ""),
        ("x/x == 1", ""),
        ("log(x) < x", ""),
        ("logistic(x) > 0", ""),
        ("abs(x) == x", "x**2 == 2; x > 0"),  # true, but no rational point satisfies the assumptions
    ],
)
def test_outside_the_class_a_reason_is_given(claim: str, assuming: str) -> None:
    assert status(claim, assuming) == "undecided"


@pytest.mark.parametrize("k", [4, 8, 12])
def test_the_product_of_signs_is_parity(k: int) -> None:
    signs = "*".join(f"sgn(t{i})" for i in range(1, k + 1))
    count = " + ".join(f"H(t{i})" for i in range(1, k + 1))
    parity = " + ".join(f"{(-1) ** (j + 1)}*H({count} - {j})" for j in range(1, k + 1))
    assert status(f"{signs} == 1 - 2*({parity})") == "proved"
    assert status(f"{signs} == 2*({parity}) - 1") == "refuted"


@pytest.mark.parametrize("n", [3, pytest.param(6, marks=pytest.mark.full)])
def test_multiplexing_with_explicit_weights(n: int) -> None:
    activation = " + ".join(f"w{i}*x{i}" for i in range(n))
    inputs = "; ".join(f"x{i} in {{0,1}}" for i in range(n))
    bound = " + ".join(f"abs(w{i})" for i in range(n))
    claim = f"H({activation} + b + K*(g - 1)) == g*H({activation} + b)"
    assert status(claim, f"K > {bound} + abs(b); g in {{0,1}}; {inputs}") == "proved"
    assert status(claim, f"K > {bound}; g in {{0,1}}; {inputs}") == "refuted"


def test_sums_with_a_symbolic_bound_are_unknowns() -> None:
    activation = "Sum(w[i]*x[i], (i, 1, n)) + b"
    claim = f"H({activation} + M*(g - 1)) == g*H(b + Sum(x[j]*w[j], (j, 1, n)))"
    assert status(claim, f"g in {{0,1}}; abs({activation}) < M") == "proved"
    assert status(claim, f"g in {{0,1}}; abs({activation}) <= M") != "proved"
    assert status("Sum(abs(w[i]), (i, 1, n)) >= 0") == "undecided"


def test_the_same_statement_gives_the_same_certificate() -> None:
    statement = read_statement(MUX, assuming=f"{WEIGHTS}; x1 in {{0,1}}; x2 in {{0,1}}; g in {{0,1}}")
    first, second = (decide(statement, Budget(10.0), []) for _ in range(2))
    assert first is not None and second is not None
    assert first["certificate"] == second["certificate"]


def test_many_dependent_signs_are_pruned() -> None:
    signs = " + ".join(f"H(x + {i}*y)*H({i}*x - y)" for i in range(1, 7))
    assert status(f"{signs} >= 0") == "proved"
    assert status(f"{signs} >= 1") == "refuted"


def test_limits_end_in_a_reason_or_in_giving_up() -> None:
    many = " + ".join(f"H(x*y + {i})*H(y*z - {i})*H(x*z + {i}*y)" for i in range(12))
    assert status(f"{many} >= 0", seconds=0.2) == "undecided"
    squares = " + ".join(f"(a{i} + b{i})*(c{i} + d{i})" for i in range(100))
    assert status(f"{squares} > abs(x)") in ("undecided", "refuted")
    with pytest.raises(GaveUp):
        decide(read_statement("x < x + 1"), Budget(0.0), [])


# Random statements ----------------------------------------------------------------------------------------------


def expressions(variables: tuple[str, ...]) -> st.SearchStrategy[Tree]:
    """Return expressions that are piecewise linear in the variables."""
    numbers = st.sampled_from([0, 1, -1, 2, Fraction(1, 2), -3])
    leaves = st.one_of(numbers, st.sampled_from(variables))

    def deeper(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
        one = st.tuples(st.sampled_from(["H", "sgn", "relu", "abs"]), inner)
        two = st.tuples(st.sampled_from(["max", "min", "+", "+"]), inner, inner)
        return st.one_of(one, two, st.tuples(st.just("*"), numbers, inner))

    return st.recursive(leaves, deeper, max_leaves=5)


relations = st.tuples(
    st.sampled_from(["==", "<=", "<", ">=", ">", "!="]), expressions(("x", "y", "g")), expressions(("x", "y"))
)
statements = st.one_of(
    relations,
    st.tuples(st.sampled_from(["and", "or", "implies"]), relations, relations),
    st.tuples(st.just("not"), relations),
)
DOMAINS = (("x", "real"), ("y", "real"), ("g", (Fraction(0), Fraction(1))))


def truths(statement: Statement) -> set[bool]:
    """Return which truth values the claim takes on a grid, where the assumptions hold."""
    found = set()
    for x, y, g in product(GRID, GRID, (0, 1)):
        evaluate = Evaluator({"x": x, "y": y, "g": g})
        if all(evaluate.truth(tree) for tree in statement.assumptions):
            found.add(evaluate.truth(statement.claim))
    return found


def agrees(statement: Statement) -> None:
    """Check that the statement is decided, and rightly so as far as a grid tells."""
    reasons: list[str] = []
    try:
        answer = decide(statement, Budget(10.0), reasons)
    except ContradictoryAssumptions:
        assert truths(statement) == set()
        return
    assert answer is not None, reasons  # piecewise linear statements belong to the complete class
    if answer["status"] == "proved":
        assert answer["certificate"].check()
        assert False not in truths(statement)
    else:
        assert answer["counterexample"].certificate.check()


@settings(max_examples=40, deadline=None)
@given(statements, st.lists(relations, max_size=2))
def test_random_piecewise_linear_statements(claim: Tree, assumptions: list[Tree]) -> None:
    agrees(Statement(claim, tuple(assumptions), DOMAINS))


@pytest.mark.full
@settings(max_examples=3000, deadline=None)
@given(statements, st.lists(relations, max_size=2))
def test_many_random_piecewise_linear_statements(claim: Tree, assumptions: list[Tree]) -> None:
    agrees(Statement(claim, tuple(assumptions), DOMAINS))
