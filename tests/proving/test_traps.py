"""Statements on which a general computer algebra system answers wrongly or not at all: our verdict, and why it is the right one.

The table beside this file records SymPy's and mpmath's own answers with their versions; they are measured again here.  With another
version an answer may change: that is printed, and no failure.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import flint
import mpmath
import pytest
import sympy as sp

from symattn import errors
from symattn.certificates import check_certificate
from symattn.certificates.evaluation import Evaluator
from symattn.certificates.expression import substitute
from symattn.errors import InvalidStatement
from symattn.proving import parse_expression, prove, specialise

TABLE = json.loads((Path(__file__).parents[1] / "oracles" / "sympy_traps.json").read_text(encoding="utf-8"))
TRAPS = TABLE["traps"]

i, j, k, n, m = sp.symbols("i j k n m", integer=True)
x, y, r = sp.symbols("x y r", real=True)
a, b, c, s = sp.symbols("a b c s", real=True)
w, v, X = sp.IndexedBase("w"), sp.IndexedBase("v"), sp.IndexedBase("x")
N = sp.Symbol("n", integer=True, positive=True)


def proves(left: Any, right: Any) -> str:
    """Return which of SymPy's ways see the equality: ==, simplify, doit, expand, equals."""
    difference = left - right
    ways = {
        "==": lambda: left == right,
        "simplify": lambda: sp.simplify(difference) == 0,
        "doit": lambda: difference.doit() == 0,
        "expand": lambda: sp.expand(difference) == 0,
        "equals": lambda: left.equals(right) is True,
    }
    seen = [name for name, way in ways.items() if way()]
    return "seen by " + ", ".join(seen) if seen else "not seen by ==, simplify, doit, expand, equals"


def total(term: Any, *indices: Any) -> Any:
    return sp.Sum(term, *((index, 1, N) for index in indices))


def sigma(t: Any) -> Any:
    return 1 / (1 + sp.exp(-t))


def interval(value: Any) -> str:
    low, high = (mpmath.nstr(mpmath.mpf(end), 20) for end in (value.a, value.b))
    return f"[{low}, {high}]"


def iv_exp(numerator: int, denominator: int, precision: int) -> str:
    """Return whether the interval that mpmath gives for exp contains the value, judged by a ball of 400 bits."""
    mpmath.iv.prec = precision
    try:
        found = mpmath.iv.exp(mpmath.iv.mpf(numerator) / denominator)
        sign, mantissa, exponent, _ = found._mpi_[1]
    finally:
        mpmath.iv.prec = 53
    upper = Fraction(-int(mantissa) if sign else int(mantissa)) * Fraction(2) ** exponent
    return (
        "contains the value"
        if ball_below(Fraction(numerator, denominator), upper, "exp")
        else "excludes the value"
    )


def ball_below(argument: Fraction, bound: Fraction, function: str) -> bool:
    """Return whether f(argument) <= bound, by a ball that decides it."""
    before = flint.ctx.prec
    flint.ctx.prec = 400
    try:
        ball = flint.arb(flint.fmpq(argument.numerator, argument.denominator))
        value = ball.exp() if function == "exp" else ball.lgamma()
        limit = flint.arb(flint.fmpq(bound.numerator, bound.denominator))
        assert not value.overlaps(limit)
        return bool(value < limit)
    finally:
        flint.ctx.prec = before


def iv_loggamma() -> str:
    value = Fraction(1701611, 2**24)
    found = mpmath.iv.loggamma(mpmath.iv.mpf(1701611) / 2**24)
    ends = []
    for sign, mantissa, exponent, _ in found._mpi_:
        ends.append(Fraction(-int(mantissa) if sign else int(mantissa)) * Fraction(2) ** exponent)
    inside = not ball_below(value, ends[0], "lgamma") and ball_below(value, ends[1], "lgamma")
    order = "ends in order" if ends[0] <= ends[1] else "ends reversed"
    return f"{'contains' if inside else 'excludes'} the value, {order}"


def _piecewise_sum() -> Any:
    return sp.Sum(sp.Piecewise((i**2, i >= sp.Rational(174, 25)), (0, True)), (i, 0, 12))


def _delta_sum() -> Any:
    return -sp.Sum(sp.Piecewise((sp.KroneckerDelta(i, j, (1, n)), X[i] > 0), (0, True)), (i, 1, n))


MATRICES = {name: sp.MatrixSymbol(name, N, N) for name in "ABP"}
A, B, P = MATRICES.values()
VECTORS = {name: sp.MatrixSymbol(name, N, 1) for name in ("u", "z")}
u, z = VECTORS.values()

#: What is asked of SymPy or mpmath for each trap.
ASKED: dict[str, Callable[[], Any]] = {
    "piecewise-in-sum": lambda: (-_piecewise_sum()).simplify(),
    "delta-in-piecewise": lambda: sp.simplify(_delta_sum()),
    "capture": lambda: sp.Sum(n * w[i], (i, 1, 3)).subs(n, i),
    "subs-of-entries": lambda: sp.Sum(w[i], (i, 1, n)).subs(w[i], v[i]),
    "upper-below-lower": lambda: sp.Sum(i, (i, 1, -3)).doit(),
    "upper-below-lower-entries": lambda: sp.Sum(w[i], (i, 5, 2)).doit(),
    "negative-dimension": lambda: sp.Sum(1, (i, 1, n)).doit().subs(n, -3),
    "non-integer-bound": lambda: sp.Sum(i, (i, 1, sp.Rational(3, 2))).doit(),
    "heaviside-at-zero": lambda: sp.Heaviside(0),
    "sign-at-zero": lambda: sp.sign(0),
    "sign-by-heaviside": lambda: (2 * sp.Heaviside(r, 1) - 1 - sp.sign(r)).subs(r, 0),
    "derivative-of-max": lambda: sp.diff(sp.Max(0, r), r).subs(r, 0),
    "heaviside-reflection": lambda: sp.Heaviside(0) + sp.Heaviside(-0),
    "heaviside-idempotent": lambda: proves(sp.Heaviside(r) ** 2, sp.Heaviside(r)),
    "heaviside-of-twice": lambda: proves(sp.Heaviside(2 * r), sp.Heaviside(r)),
    "heaviside-times-argument": lambda: proves(r * sp.Heaviside(r), sp.Max(0, r)),
    "relu-difference": lambda: proves(sp.Max(0, r) - sp.Max(0, -r), r),
    "heaviside-assumption": lambda: sp.refine(sp.Heaviside(r), sp.Q.positive(r)),
    "symbols-that-print-alike": lambda: sp.Symbol("x") - sp.Symbol("x", real=True) == 0,
    "structural-equality": lambda: (x + 1) ** 2 == x**2 + 2 * x + 1,
    "piecewise-24072": lambda: sp.simplify(
        sp.Piecewise((1, y <= 1), (0, True))
        + sp.Piecewise((1, y <= 1), (0, True)) / (2 * y)
        + sp.Piecewise((1, y > 1), (0, True)) / y
    ).subs(y, 1),
    "rename": lambda: proves(total(w[i], i), total(w[j], j)),
    "order-of-summation": lambda: proves(
        sp.Sum(w[i] * v[j], (i, 1, N), (j, 1, N)), sp.Sum(w[i] * v[j], (j, 1, N), (i, 1, N))
    ),
    "product-of-sums": lambda: proves(
        total(w[i] * X[i], i) * total(v[j] * X[j], j), total(w[i] * v[j] * X[i] * X[j], i, j)
    ),
    "linearity": lambda: proves(total(w[i] + v[i], i), total(w[i], i) + total(v[i], i)),
    "softmax-sums-to-one": lambda: proves(total(sp.exp(X[i]), i) / total(sp.exp(X[k]), k), sp.Integer(1)),
    "softmax-shift": lambda: proves(
        sp.exp(X[j] + c) / total(sp.exp(X[k] + c), k), sp.exp(X[j]) / total(sp.exp(X[k]), k)
    ),
    "shifted-index": lambda: proves(sp.Sum(w[i], (i, 1, N)), sp.Sum(w[i + 1], (i, 0, N - 1))),
    "transpose-of-product": lambda: (A * B).T == B.T * A.T,
    "trace-cyclic": lambda: sp.simplify(sp.Trace(A * B) - sp.Trace(B * A)) == 0,
    "quadratic-form-transposed": lambda: sp.simplify(u.T * A * u - u.T * A.T * u) == sp.ZeroMatrix(1, 1),
    "product-of-linear-forms": lambda: (
        sp.simplify((u.T * z) * (u.T * z) - z.T * (u * u.T) * z) == sp.ZeroMatrix(1, 1)
    ),
    "difference-of-products": lambda: sp.simplify(A * (B + P) - A * B - A * P) == sp.ZeroMatrix(N, N),
    "hadamard-diagonal": lambda: (
        sp.simplify(sp.DiagMatrix(u) * z - sp.HadamardProduct(u, z)) == sp.ZeroMatrix(N, 1)
    ),
    "permuted-sum": lambda: proves(total(X[sp.Function("s")(i)], i), total(X[i], i)),
    "tanh-by-logistic": lambda: sp.simplify(sp.tanh(x) - 2 * sigma(2 * x) + 1),
    "near-identity": lambda: sp.simplify(sp.tanh(x) - 2 * sigma(2 * x) + 1 - sp.Rational(1, 10**30)),
    "mux-not-strict": lambda: sp.refine(sp.simplify(sp.Heaviside(s - a, 1)), sp.Q.lt(sp.Abs(s), a)),
    "product-of-signs": lambda: (sp.sign(a) * sp.sign(c) - sp.sign(a * c)).subs({a: -1, c: 0}),
    "log-of-square": lambda: sp.expand_log(sp.log(x**2), force=True),
    "root-of-square": lambda: sp.sqrt(sp.Symbol("x", positive=True) ** 2),
    "log1p": lambda: mpmath.log(1 + mpmath.mpf("1e-20")),
    "iv-loggamma": iv_loggamma,
    "iv-exp-53": lambda: iv_exp(3893924827815215, 1125899906842624, 53),
    "iv-exp-113": lambda: iv_exp(1381846513289487, 70368744177664, 113),
    "iv-missing": lambda: ", ".join(
        name for name in ("tanh", "sinh", "atan", "digamma", "gamma", "exp") if not hasattr(mpmath.iv, name)
    ),
    "infinite-sum": lambda: sp.Sum(1 / i**2, (i, 1, sp.oo)).doit(),
    "limit-of-ratio": lambda: sp.limit(sp.log(sp.binomial(2**n - 1, n), 2) / n**2, n, sp.oo),
}


def test_the_table_and_the_questions_agree() -> None:
    assert [trap["id"] for trap in TRAPS] == list(ASKED)
    assert all(trap["why"] and trap["source"] and trap["ours"] for trap in TRAPS)


#: SymPy takes a second or more for these.
SLOW = (
    "near-identity",
    "tanh-by-logistic",
    "product-of-sums",
    "softmax-sums-to-one",
    "piecewise-in-sum",
    "order-of-summation",
)


@pytest.mark.parametrize(
    "trap",
    [pytest.param(trap, id=trap["id"], marks=[pytest.mark.full] * (trap["id"] in SLOW)) for trap in TRAPS],
)
def test_what_the_others_answer(trap: dict[str, Any], record_property: Any) -> None:
    found = str(ASKED[trap["id"]]())
    if found != trap["answer"]:
        record_property("changed", f"{trap['id']}: recorded {trap['answer']}, now {found}")
        print(
            f"{trap['id']}: recorded {trap['answer']} (SymPy {TABLE['sympy']}), now {found} (SymPy {sp.__version__})"
        )
        assert (sp.__version__, mpmath.__version__) != (TABLE["sympy"], TABLE["mpmath"]), found


CASES = [
    pytest.param(
        case["claim"],
        case.get("assuming", ""),
        case["verdict"],
        case.get("says", ""),
        id=f"{trap['id']}-{number}",
    )
    for trap in TRAPS
    for number, case in enumerate(trap["ours"])
]


@pytest.mark.parametrize(("claim", "assuming", "expected", "says"), CASES)
def test_our_verdict(claim: str, assuming: str, expected: str, says: str) -> None:
    if expected not in ("proved", "refuted", "undecided"):
        with pytest.raises(getattr(errors, expected)) as caught:
            prove(claim, assuming=assuming)
        assert says in str(caught.value)
        return
    verdict = prove(claim, assuming=assuming)
    assert verdict.status == expected, verdict.explain()
    evidence = verdict.certificate or (verdict.counterexample and verdict.counterexample.certificate)
    if expected == "undecided":
        assert evidence is None
    else:
        assert check_certificate(json.loads(json.dumps(evidence.to_json())))


# What is not a statement as text.


def test_symbols_that_print_alike_are_refused_or_one() -> None:
    """x and real x are two symbols for SymPy; a statement is about one variable of a name, or it is refused."""
    plain, real = sp.Symbol("x"), sp.Symbol("x", real=True)
    assert plain - real != 0
    try:
        verdict = prove(plain + real, 2 * real)
    except InvalidStatement as error:
        assert "x" in str(error)  # noqa: PT017
    else:
        assert verdict.proved
    for other in (sp.Symbol("x", positive=True), sp.Symbol("x", integer=True)):
        try:
            assert prove(sp.Abs(other), real).proved is False  # true of positive x, not of real x
        except InvalidStatement as error:
            assert "x" in str(error)  # noqa: PT017


def test_a_relation_that_was_evaluated_before_it_arrived_is_refused() -> None:
    with pytest.raises(InvalidStatement, match="truth value"):
        prove((x + 1) ** 2 == x**2 + 2 * x + 1)
    assert prove((x + 1) ** 2, x**2 + 2 * x + 1).proved


def test_a_bound_index_captures_nothing() -> None:
    tree = parse_expression("Sum(n*w[i], (i, 1, 3))")
    with pytest.raises(InvalidStatement, match="bound index"):
        substitute(tree, {"n": "i"})
    general = prove("Sum(c*w[i], (i, 1, n)) == c*Sum(w[i], (i, 1, n))")
    try:
        special = specialise(general, {"c": "i"})
    except InvalidStatement:
        return
    assert special.claim != (
        "==",
        ("Sum", ("*", "i", ("index", "w", "i")), "i", 1, "n"),
        ("*", "i", ("Sum", ("index", "w", "i"), "i", 1, "n")),
    )


def test_the_same_sum_from_sympy() -> None:
    """The threshold of a sum of thresholded squares: 7^2 + ... + 12^2."""
    assert sum(q * q for q in range(13) if Fraction(q) >= Fraction(174, 25)) == 559
    tree = parse_expression("Sum(H(i - 174/25)*i**2, (i, 0, 12))")
    assert Evaluator({}).value(tree).rational() == 559


def test_our_enclosures_contain_what_mpmath_excludes() -> None:
    """The two points of mpmath issue 1181 and the one of loggamma: balls of two precisions agree, and lie where mpmath's interval is not."""
    for numerator, denominator in ((3893924827815215, 1125899906842624), (1381846513289487, 70368744177664)):
        argument = Fraction(numerator, denominator)
        assert prove(f"exp({argument}) > 1").proved
        assert prove(f"exp({argument}) == exp({argument} + 1/10**30)").refuted
    before = flint.ctx.prec
    try:
        balls = []
        for precision in (100, 400):
            flint.ctx.prec = precision
            balls.append(flint.arb(flint.fmpq(1701611, 2**24)).lgamma())
        assert balls[0].overlaps(balls[1])
        assert abs(balls[1] - flint.arb("2.237971944176438976515")) < flint.arb("1e-20")
    finally:
        flint.ctx.prec = before
