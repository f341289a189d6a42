"""Rules join verdicts: each has a true use, refuses a false or undecided premise and a wrong shape, and never proves too much."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from symattn.certificates import check_certificate
from symattn.certificates.evaluation import Evaluator
from symattn.errors import ContradictoryAssumptions, InvalidArgument, InvalidStatement
from symattn.proving import (
    Verdict,
    by_cases,
    by_induction,
    by_injection,
    by_squeeze,
    by_surjection,
    chain,
    conjunction,
    prove,
    prove_instances,
    specialise,
)
from symattn.proving.null_sequences import is_null
from symattn.proving.parser import parse_expression

FALSE, OPEN = prove("x == x + 1"), prove("x + 1 <= exp(x)", time_limit=0.001, family="polynomial")
WHOLE = "n positive integer"


def certified(verdict: Verdict, kind: str) -> bool:
    """Return whether the verdict is proved with a certificate of this kind that is accepted from its JSON."""
    assert verdict.proved, verdict.explain()
    assert verdict.certificate is not None
    data = verdict.certificate.to_json()
    return data["kind"] == kind and check_certificate(data)


def test_premises_for_the_tests() -> None:
    assert FALSE.refuted
    assert OPEN.undecided


# Chains


@pytest.mark.parametrize(
    ("links", "joined"),
    [
        (["x - 1 < x", "x <= abs(x)"], "x - 1 < abs(x)"),
        (["x <= abs(x)", "abs(x) == max(x, -x)"], "x <= max(x, -x)"),
        (["abs(x) >= x", "x > x - 1"], "abs(x) > x - 1"),
        (["x + x == 2*x", "2*x == x*2"], "x + x == x*2"),
        (["x <= abs(x)"], "x <= abs(x)"),
    ],
)
def test_chains(links: list[str], joined: str) -> None:
    verdict = chain([prove(link) for link in links])
    assert verdict.statement == joined
    assert certified(verdict, "chain")
    assert prove(joined).proved


def test_chains_refuse() -> None:
    up, down = prove("x - 1 < x"), prove("x >= x - 2")
    with pytest.raises(InvalidArgument, match="one direction"):
        chain([up, down])
    with pytest.raises(InvalidArgument, match="share"):
        chain([up, up])
    for claim in ("x != x + 1", "x == x and y == y", "x >= 0 or x < 0"):
        with pytest.raises(InvalidArgument, match="inequalities"):
            chain([prove(claim)])
    assert chain([up, prove("x <= x - 1")]).undecided
    assert "step 2 is refuted" in chain([up, prove("x <= x - 1")]).reason
    assert chain([OPEN]).undecided


def test_a_middle_that_is_defined_everywhere_joins() -> None:
    """The ends have conditions of their own here, the middle has none."""
    links = [prove("(x**2 - 1)/(x - 1) == x + 1"), prove("x + 1 == (x**2 + x)/x")]
    verdict = chain(links)
    assert certified(verdict, "chain")
    assert verdict.conditions == ("x - 1 != 0", "x != 0")
    assert chain([prove("0 <= x**2/x**2"), prove("x**2/x**2 <= 1")]).status != "proved"


# Instances


def test_instances() -> None:
    square = prove("(x + y)**2 == x**2 + 2*x*y + y**2")
    assert certified(specialise(square, {"x": "a - b", "y": 3}), "specialisation")
    swapped = specialise(square, {"x": "y", "y": "x"})
    assert swapped.statement == "(y + x)**2 == y**2 + 2*y*x + x**2"
    assert certified(swapped, "specialisation")
    a = sympy.Symbol("a", positive=True)
    assert specialise(square, {sympy.Symbol("x"): sympy.exp(a)}).scope == "all positive a; all real y"
    assert specialise(square, {"x": Fraction(1, 2)}).proved
    assert specialise(square, {"x": 1}).premises == (square,)


def test_dimensions_of_instances() -> None:
    total = prove("Sum(x[i] + c, (i, 1, n)) == Sum(x[i], (i, 1, n)) + n*c")
    three = specialise(total, {"n": 3})
    assert three.statement == "(x[1] + c) + (x[2] + c) + (x[3] + c) == (x[1] + x[2] + x[3]) + 3*c"
    assert certified(three, "specialisation")
    other = specialise(total, {"n": "m"})
    assert other.scope == "all positive integer m; all real c"
    assert certified(other, "specialisation")
    for size in (0, -1, "m + 1", "x[1]*2", Fraction(1, 2)):
        with pytest.raises((InvalidArgument, InvalidStatement)):
            specialise(total, {"n": size})


def test_instances_stay_in_the_domain() -> None:
    idempotent = prove("x**2 == x", assuming="x in {0,1}")
    general = specialise(idempotent, {"x": "H(t)"})
    assert certified(general, "specialisation")
    assert (idempotent.extent, general.extent, specialise(idempotent, {"x": 1}).extent) == (
        "finite",
        "general",
        "finite",
    )
    assert certified(specialise(idempotent, {"x": "1 - y"}, assuming="y in {0,1}"), "specialisation")
    assert specialise(idempotent, {"x": 1}).proved
    assert specialise(idempotent, {"x": "y"}).scope == "all y in {0, 1}"
    for value, assuming in (
        (2, ""),
        ("1 - y", ""),
        ("2*y", "y in {0,1}"),
        ("y", "y in {0,1,2}"),
        ("sgn(t)", ""),
    ):
        assert specialise(idempotent, {"x": value}, assuming=assuming).undecided
    assert "2" in specialise(idempotent, {"x": 2}).reason
    root = prove("exp(log(p)) == p", assuming="p positive")
    assert specialise(root, {"p": "exp(t) + 1"}).proved
    assert specialise(root, {"p": "t**2 + 1"}).proved
    assert specialise(root, {"p": "t**2"}).undecided
    assert specialise(root, {"p": "t - 1"}, assuming="t > 1").proved
    assert specialise(root, {"p": "t - 1"}, assuming="t >= 1").undecided


def test_assumptions_of_instances() -> None:
    lemma = prove("H(s + M*(g - 1)) == H(s)*g", assuming="g in {0,1}; abs(s) < M")
    assert certified(specialise(lemma, {"M": "abs(s) + 1"}), "specialisation")
    assert specialise(lemma, {"M": "abs(s)"}).undecided
    assert specialise(lemma, {"M": "2*K"}, assuming="abs(s) < K").proved
    assert specialise(lemma, {"M": "2*K"}).undecided
    kept = specialise(lemma, {"g": 0})
    assert kept.proved
    assert kept.scope == "all real s, M with abs(s) < M"
    assert specialise(lemma, {"M": "K"}, assuming="abs(s) < K; K < 0").undecided


def test_conditions_of_instances() -> None:
    general = prove("(x**2 - 1)/(x - 1) == x + 1")
    assert general.conditions == ("x - 1 != 0",)
    assert specialise(general, {"x": "y - 3"}).conditions == ("(y - 3) - 1 != 0",)
    assert specialise(general, {"x": 2}).conditions == ()
    with pytest.raises(InvalidStatement, match="defined nowhere"):
        specialise(general, {"x": 1})
    # x does not occur in the claim, and 1/y is not defined at 0: nothing is said there.
    beside = prove("H(y)**2 == H(y)", assuming="x < 1")
    assert specialise(beside, {"x": "1/y"}).undecided


def test_capture() -> None:
    """The claim is true for every x; with x := i inside the sum over i it would say something else, and false."""
    total = prove("Sum(x + i, (i, 1, n)) == n*x + Sum(i, (i, 1, n))")
    assert total.proved
    for captured in ("i", "i + 1", "2*i*y"):
        with pytest.raises(InvalidStatement, match="bound index"):
            specialise(total, {"x": captured})
    assert specialise(total, {"x": "j"}).proved


def test_one_entry_of_a_vector_is_not_replaced() -> None:
    """x[1] and x[i] are the same for i = 1; replacing only one of them would make a false statement of a true one."""
    general = prove("x[i] + x[1] == x[1] + x[i]", assuming="i positive integer; n >= i")
    with pytest.raises(InvalidArgument, match="single entry"):
        specialise(general, {"x[1]": "y"})
    assert specialise(prove("x[1] + x[2] == x[2] + x[1]"), {"x[1]": "y"}).proved


def test_instances_refuse() -> None:
    square = prove("(x + 1)**2 == x**2 + 2*x + 1")
    for wrong in ({}, None, "x", {"y": 1}, {"x": "x == 1"}, {"x": ""}, {"x": 0.5}, {"x": True}):
        with pytest.raises((InvalidArgument, InvalidStatement)):
            specialise(square, wrong)  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match="statement of the grammar"):
        specialise(conjunction([square], statement="one"), {"x": 1})
    with pytest.raises(InvalidArgument, match="statement of the grammar"):
        specialise("x == x", {"x": 1})  # type: ignore[arg-type]
    assert specialise(FALSE, {"x": 1}).undecided
    assert specialise(OPEN, {"x": 1}).undecided
    some = prove_instances("f(n) == n", ranges={"n": range(3)}, functions={"f": lambda n: n})
    with pytest.raises(InvalidArgument):
        specialise(some, {"n": 1})


# Cases


def test_cases() -> None:
    verdict = by_cases("abs(x)*abs(x) == x**2", cases=["x >= 0", "x < 0"])
    assert certified(verdict, "case-split")
    assert by_cases("x*abs(x) <= x**2", cases=["x <= 0", "x >= 0"]).proved
    assert by_cases("max(x, y) >= x", cases=["x >= y", "x <= y"], assuming="x > 0").proved
    assert "not proved to be all" in by_cases("abs(x)*abs(x) == x**2", cases=["x > 0", "x < 0"]).reason
    false = by_cases("abs(x) == x", cases=["x >= 0", "x < 0"])
    assert false.refuted
    assert false.counterexample is not None
    assert check_certificate(false.counterexample.certificate)
    assert false.counterexample.certificate.assumptions == ()
    # What is true in the cases given, and false in between.
    between = by_cases("x*(x - 1) >= 0", cases=["x >= 1", "x <= 0"])
    assert not between.proved


def test_cases_refuse() -> None:
    for cases in ([], "x > 0", None, ["y > 0"], ["x > 0", "1/x > 0"], ["x"], ["log(x) > 0", "x <= 1"]):
        with pytest.raises((InvalidArgument, InvalidStatement)):
            by_cases("x**2 >= 0", cases=cases)  # type: ignore[arg-type]
    with pytest.raises(ContradictoryAssumptions):
        by_cases("x**2 > 0", cases=["x > 0", "x < 0"], assuming="x > 0")
    with pytest.raises(InvalidArgument, match="silently"):
        by_cases("k**2 >= 0", cases=["x[k] > 0", "x[k] <= 0"])


# Induction

SUMS = [
    "Sum(i, (i, 1, n)) == n*(n + 1)/2",
    "Sum(i**2, (i, 1, n)) == n*(n + 1)*(2*n + 1)/6",
    "Sum(2*i - 1, (i, 1, n)) == n**2",
    "Sum(i**3, (i, 1, n)) == (n*(n + 1)/2)**2",
    "Sum(1/(i*(i + 1)), (i, 1, n)) == n/(n + 1)",
    "Sum(2**i, (i, 1, n)) == 2**(n + 1) - 2",
    "2**n >= n + 1",
    "n**2 >= 2*n - 1",
    "(3/2)**n >= 1 + n/2",
    "Sum(i**2, (i, 1, n)) >= n",
    "2**n > n and n**2 >= n",
]


@pytest.mark.parametrize("text", SUMS)
def test_induction(text: str) -> None:
    verdict = by_induction(text)
    assert certified(verdict, "induction"), verdict.reason
    assert verdict.scope == "all positive integer n"
    assert [premise.status for premise in verdict.premises] == ["proved", "proved"]


@pytest.mark.parametrize(
    "text",
    [
        "Sum(i, (i, 1, n)) == n*(n + 1)/2 + 1",
        "Sum(i, (i, 1, n)) == n**2",
        "Sum(i**2, (i, 1, n)) == n*(n + 1)*(2*n + 1)/6 + (n - 1)*(n - 2)*(n - 3)",
        "2**n >= n + 2",
        "2**n > n**2",
        "n**2 > 2*n - 1",
        "Sum(2*i, (i, 1, n)) == n**2",
        "Sum(i, (i, 1, n)) < 10",
    ],
)
def test_false_inductions(text: str) -> None:
    verdict = by_induction(text)
    assert verdict.refuted, verdict.explain()
    assert verdict.counterexample is not None
    assert check_certificate(verdict.counterexample.certificate.to_json())


def test_inductions_with_lemmas() -> None:
    """2**m > m**2 for m >= 5 is a fact about m; induction over n adds it up."""
    lemma = by_induction("2**m > m**2", variable="m", start=5)
    claim, given = "n*2**m >= n*m**2", "m positive integer; m >= 5"
    assert by_induction(claim, assuming=given).undecided
    verdict = by_induction(claim, assuming=given, using=[lemma])
    assert certified(verdict, "induction")
    assert all(lemma in premise.premises for premise in verdict.premises)
    assert not by_induction("n*2**m >= n*m**2 + n + 7", assuming=given, using=[lemma]).proved
    with pytest.raises(InvalidArgument, match="assumptions"):
        by_induction(claim, assuming="m positive integer; m >= 4", using=[lemma])
    with pytest.raises(InvalidArgument, match="must be proved"):
        by_induction(claim, assuming=given, using=[FALSE])


def test_a_step_without_a_base() -> None:
    """P(n) implies P(n + 1) for n = n + 1 and for n >= 1 + n/2 + 1/4, and neither holds at 1."""
    for text in ("n == n + 1", "Sum(1, (i, 1, n)) == n + 5", "n >= n + 1/4"):
        verdict = by_induction(text)
        assert verdict.refuted
        assert verdict.counterexample is not None
        assert verdict.counterexample.as_dict() == {"n": 1}


def test_a_base_that_is_open() -> None:
    """The step doubles both sides; without the base, exp(5) > 148, nothing is proved."""
    claim = "2**n*exp(5) >= 2**n*148"
    open_base = prove("2**1*exp(5) >= 2**1*148", family="polynomial")
    assert open_base.undecided
    verdict = by_induction(claim, base=open_base)
    assert verdict.undecided
    assert verdict.reason.startswith("base undecided")
    assert by_induction(claim).proved


def test_starts() -> None:
    assert by_induction("2**n > n**2", start=5).scope == "all positive integer n with n >= 5"
    assert certified(by_induction("2**n > n**2", start=5), "induction")
    assert by_induction("2**n > n**2", start=4).refuted
    assert by_induction("2**n >= n**2", start=4).proved
    assert by_induction("2**n >= n**2", start=3).refuted
    assert by_induction("n >= 3", start=3, assuming="n >= 3").proved
    assert by_induction("n >= 3", start=3, assuming="n > 2").proved
    assert by_induction("n >= 4", start=3).refuted
    for start in (0, -1, True, 1.0, "1", None):
        with pytest.raises(InvalidArgument, match="start"):
            by_induction("n >= 0", start=start)  # type: ignore[arg-type]


def test_other_variables() -> None:
    assert certified(by_induction("Sum(c*i, (i, 1, n)) == c*n*(n + 1)/2"), "induction")
    assert by_induction("n*c >= c", assuming="c >= 0").proved
    assert by_induction("n*c >= c").refuted
    with pytest.raises(ContradictoryAssumptions):
        by_induction("n*c >= c", assuming="c > 0; c < 0")


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("n >= 1", {"assuming": "n <= 5"}),
        ("n >= 1", {"assuming": "n >= 2"}),
        ("n*c >= c", {"assuming": "c >= 0; c <= n"}),
        ("n >= 1", {"assuming": "n in {1,2,3}"}),
        ("x >= 1", {}),
        ("n >= 1", {"variable": "m"}),
        ("n >= 1", {"variable": 3}),
        ("Sum(softmax(i, x, n), (i, 1, n)) == 1", {}),
        ("Sum(x[s(i)], (i, 1, n)) == Sum(x[i], (i, 1, n))", {"assuming": "s permutation of n"}),
        ("x[k] <= Sum(x[i], (i, 1, n)) + x[k]", {}),
        ("n >= 1", {"base": FALSE}),
        ("n >= 1", {"step": FALSE}),
        ("n >= 1", {"base": prove("1 >= 0")}),
        ("n >= 1", {"base": "1 >= 1"}),
        ("n >= 1", {"step": prove("n + 1 >= 1", assuming="n positive integer; n >= 3")}),
    ],
)
def test_inductions_refuse(text: str, options: dict[str, Any]) -> None:
    with pytest.raises(InvalidArgument):
        by_induction(text, **options)


def test_induction_passes_through_every_n() -> None:
    """(n - 3)/(n - 3) = 1 at 1, and the step holds where both sides are defined; at 3 the claim is not."""
    assert by_induction("(n - 3)/(n - 3) == 1").undecided
    assert "defined" in by_induction("(n - 3)/(n - 3) == 1").reason
    gap = by_induction("(n - 4)*abs(n - 3)/(n - 3) <= 5 - 1/(n - 3)")
    assert not gap.proved


def test_entries_in_inductions() -> None:
    """An entry x[n] moves with n: base and step speak of x[1] and x[n + 1], and false statements about entries are refuted."""
    for text in ("x[n] == x[1]", "Sum(x[i] - x[1], (i, 1, n)) >= 0", "Sum(x[i], (i, 1, n)) >= x[n]"):
        verdict = by_induction(text)
        assert verdict.refuted, verdict.explain()
    for text in ("x[n]**2 >= 0", "Sum(x[i]**2, (i, 1, n)) >= x[n]**2"):
        assert not by_induction(text).refuted


def test_supplied_verdicts() -> None:
    base = prove("1 >= 1")
    step = prove("n + 1 >= 1", assuming="n positive integer; n >= 1")
    assert by_induction("n >= 1", base=base, step=step).premises == (base, step)
    wider = prove("n + 1 >= 1", assuming="n > 0")
    with pytest.raises(InvalidArgument, match="about this statement"):
        by_induction("n >= 1", base=base, step=wider)
    assert by_induction("n >= 1", base=prove("1 >= 1", family="polynomial")).proved


@st.composite
def closed_forms(draw: st.DrawFn) -> tuple[str, str]:
    """A polynomial F with F(0) = 0, as F(n), and F(i) - F(i - 1) as the term of the sum."""
    coefficients = draw(st.lists(st.integers(-3, 3), min_size=1, max_size=4).filter(any))
    form = " + ".join(f"({c})*n**{k}" for k, c in enumerate(coefficients, 1))
    term = " + ".join(f"({c})*(i**{k} - (i - 1)**{k})" for k, c in enumerate(coefficients, 1))
    return term, form


@given(
    closed_forms(),
    st.integers(-2, 2),
    st.sampled_from(["1", "n", "n - 1", "(n - 1)*(n - 2)*(n - 3)*(n - 4)"]),
)
def test_random_sums(example: tuple[str, str], c: int, change: str) -> None:
    term, form = example
    verdict = by_induction(f"Sum({term}, (i, 1, n)) == {form} + ({c})*({change})")
    assert verdict.proved == (c == 0), verdict.explain()
    assert not verdict.undecided


# Cardinalities

BITS = {"source": "x, y in {0,1}", "target": "k in {0,1,2,3}", "encode": {"k": "2*x + y"}}


def test_injections_and_surjections() -> None:
    decode = {"x": "H(k - 2)", "y": "k - 2*H(k - 2)"}
    verdict = by_injection(**BITS, decode=decode)
    assert certified(verdict, "conjunction")
    assert verdict.extent == "finite"
    assert verdict.statement == "card {all x, y in {0, 1}} <= card {all k in {0, 1, 2, 3}}"
    assert (
        by_surjection(**BITS, decode=decode).statement
        == "card {all x, y in {0, 1}} >= card {all k in {0, 1, 2, 3}}"
    )
    assert by_surjection(**BITS, decode=decode).proved
    pairs = by_injection(
        "x, y in {0,1}; x <= y",
        "k in {0,1,2}",
        encode={"k": "x + y"},
        decode={"x": "H(k - 2)", "y": "H(k - 1)"},
    )
    assert pairs.proved
    scaled = by_injection("t > 0", "u > 1", encode={"u": "t + 1"}, decode={"t": "u - 1"})
    assert scaled.proved
    assert scaled.extent == "general"


def test_maps_that_do_not_fit() -> None:
    decode = {"x": "H(k - 2)", "y": "k - 2*H(k - 2)"}
    # Three values are too few, x + y is not one to one, and the inverse is a wrong one.
    assert by_injection("x, y in {0,1}", "k in {0,1,2}", encode={"k": "2*x + y"}, decode=decode).undecided
    assert by_injection("x, y in {0,1}", "k in {0,1,2,3}", encode={"k": "x + y"}, decode=decode).undecided
    assert by_injection(**BITS, decode={**decode, "y": "k"}).undecided
    assert by_injection(
        "x, y in {0,1}", "k in {0,1,2,3}; k != 3", encode={"k": "2*x + y"}, decode=decode
    ).undecided
    # Every map proves something only in its direction.
    assert by_surjection("g in {0,1}", "w in {-1,0,1}", encode={"w": "g"}, decode={"g": "H(w)"}).undecided
    assert by_injection("w in {-1,0,1}", "g in {0,1}", encode={"g": "H(w)"}, decode={"w": "g"}).undecided
    # An image that is not defined is no image: 1/t at t = 0.
    assert by_injection("t in {0,1}", "u in {0,1}", encode={"u": "t/t"}, decode={"t": "u"}).undecided
    assert by_injection("t real", "k integer", encode={"k": "t"}, decode={"t": "k"}).undecided
    for wrong in ({}, {"k": "x", "l": "y"}, {"l": "x"}, "x", None, {"k": "z"}, {"k": "x == y"}):
        with pytest.raises((InvalidArgument, InvalidStatement)):
            by_injection("x, y in {0,1}", "k in {0,1,2,3}", encode=wrong, decode=decode)  # type: ignore[arg-type]
    with pytest.raises(InvalidArgument, match="variables listed"):
        by_injection("n in {1,2}; x[n] > 0", "k in {1,2}", encode={"k": "n"}, decode={"n": "k"})
    for family in ("", [], 5, "0 < 1"):
        with pytest.raises((InvalidArgument, InvalidStatement)):
            by_injection(family, "k in {0,1,2,3}", encode={"k": "0"}, decode={})


@given(st.integers(1, 4), st.integers(1, 4), st.integers(-1, 1), st.integers(0, 2))
def test_no_injection_into_fewer(a: int, b: int, factor: int, shift: int) -> None:
    source, target = (",".join(map(str, range(k))) for k in (a, b))
    encode, decode = {"k": f"{factor}*j + {shift}"}, {"j": f"{factor}*(k - {shift})"}
    verdict = by_injection(f"j in {{{source}}}", f"k in {{{target}}}", encode=encode, decode=decode)
    images = {factor * j + shift for j in range(a)}
    back = all(factor * (factor * j + shift - shift) == j for j in range(a))
    assert verdict.proved == (back and images <= set(range(b)))
    assert not verdict.proved or a <= b


# Limits


def test_squeeze() -> None:
    lower, upper = prove("1 - 1/n <= n/(n + 1)", assuming=WHOLE), prove("n/(n + 1) <= 1", assuming=WHOLE)
    verdict = by_squeeze(lower, upper, limit=1)
    assert verdict.statement == "n/(n + 1) -> 1 as n -> infinity"
    assert certified(verdict, "limit")
    assert verdict.premises == (lower, upper)
    turned = by_squeeze(
        prove("n/(n + 1) >= 1 - 1/n", assuming=WHOLE), prove("1 >= n/(n + 1)", assuming=WHOLE), limit=1
    )
    assert turned.proved
    assert by_squeeze(lower, upper, limit=0).undecided
    assert by_squeeze(lower, upper, limit=Fraction(1, 2)).undecided
    assert by_squeeze(lower, prove("n/(n + 1) <= 2", assuming=WHOLE), limit=1).undecided
    equal = (
        prove("n/(n + 1) == 1 - 1/(n + 1)", assuming=WHOLE),
        prove("1 - 1/(n + 1) == n/(n + 1)", assuming=WHOLE),
    )
    assert by_squeeze(equal[1], equal[0], limit=1).proved


def test_squeezes_refuse() -> None:
    lower, upper = prove("1 - 1/n <= n/(n + 1)", assuming=WHOLE), prove("n/(n + 1) <= 1", assuming=WHOLE)
    with pytest.raises(InvalidArgument, match="same expression"):
        by_squeeze(upper, lower, limit=1)
    with pytest.raises(InvalidArgument, match="depend"):
        by_squeeze(lower, upper, limit="n/n")
    with pytest.raises(InvalidArgument, match="inequality"):
        by_squeeze(lower, conjunction([upper], statement="n/(n + 1) <= 1"), limit=1)
    with pytest.raises(InvalidArgument, match="same kind"):
        by_squeeze("n", upper, limit=1)
    with pytest.raises(InvalidArgument, match="large integers"):
        by_squeeze(lower, upper, limit=1, variable="m")
    few = prove("n/(n + 1) <= 1", assuming="n in {1,2,3}")
    with pytest.raises(InvalidArgument, match="large integers"):
        by_squeeze(lower, few, limit=1)
    bounded = prove("n/(n + 1) <= 1", assuming=f"{WHOLE}; n <= 100")
    with pytest.raises(InvalidArgument, match="at least"):
        by_squeeze(lower, bounded, limit=1)
    false = prove("n/(n + 1) <= 1/2", assuming=WHOLE)
    assert false.refuted
    assert by_squeeze(lower, false, limit=1).undecided
    strange = prove("n/(n + 1) <= 1 + exp(n)", assuming=WHOLE)
    with pytest.raises(InvalidArgument, match="limit is decided"):
        by_squeeze(lower, strange, limit=1)


NULL = [
    "1/n",
    "log(n)/n",
    "log(n)**5*n**(-1/10)",
    "n**7*2**(-n)",
    "1/log(n)",
    "(n + 1)/(n**2 + log(n))",
    "(2/3)**n*3**n/2**(n + n)",
    "0",
]
NULL += [
    "1/n - 1/(n + 1)",
    "n - n",
    "(n + log(n))/n - 1",
    "2**(3 - n)",
    "sqrt(n)/n",
    "1/(n - n**2)",
    "(2/3)**n*n**3",
]
NOT_NULL = [
    "1",
    "n",
    "log(n)",
    "n/(n + 1)",
    "2**n*3**(-n)*(3/2)**n",
    "n**(1/10)/log(n)",
    "-1",
    "1 + 1/n",
    "2**n/n**9",
    "log(n)/log(n)",
]
OUTSIDE = [
    "exp(-n)",
    "x/n",
    "log(n + 1)/n",
    "(n + 1)**(-1/2)",
    "(-1)**n/n",
    "2**(n**2)",
    "2**(1/n)",
    "Sum(1, (i, 1, n))",
    "abs(n)/n**2",
]


@pytest.mark.parametrize(("text", "expected"), [*((t, True) for t in NULL), *((t, False) for t in NOT_NULL)])
def test_null_sequences(text: str, expected: bool) -> None:
    assert is_null(parse_expression(text), "n") == expected


@pytest.mark.parametrize("text", OUTSIDE)
def test_sequences_outside(text: str) -> None:
    with pytest.raises(InvalidArgument):
        is_null(parse_expression(text), "n")


@given(
    st.lists(st.integers(-3, 3), min_size=1, max_size=4),
    st.lists(st.integers(-3, 3), min_size=1, max_size=4).filter(any),
)
def test_rational_null_sequences(above: list[int], below: list[int]) -> None:
    """A quotient of polynomials tends to 0 exactly if the numerator has the smaller degree."""
    top, bottom = (" + ".join(f"({c})*n**{k}" for k, c in enumerate(cs)) for cs in (above, below))
    degrees = [max((k for k, c in enumerate(cs) if c), default=-1) for cs in (above, below)]
    tree = parse_expression(f"({top})/({bottom})")
    assert is_null(tree, "n") == (degrees[0] < degrees[1])
    value = Evaluator({"n": 10**6}).value(tree).rational()
    assert value is not None
    assert (abs(value) < Fraction(1, 1000)) == (degrees[0] < degrees[1])
