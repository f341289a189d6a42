"""A rule's certificate is accepted only if the conclusion has the shape that its premises give; every premise is checked, and about its statement."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symattn.certificates import certificate_from_json, check_certificate
from symattn.certificates.definedness import Definedness
from symattn.certificates.evaluation import Evaluator
from symattn.certificates.expression import substitute, to_json
from symattn.certificates.sequents import Sequent, serves, written_out
from symattn.certificates.successor import is_next
from symattn.errors import InvalidCertificate
from symattn.proving import by_induction, chain, parse_expression, parse_statement, prove, specialise
from tests.certificates.good import GOOD
from tests.certificates.test_statements import changed, numbers_in

KINDS = ("chain", "case-split", "induction", "specialisation", "lemmas")


@pytest.mark.parametrize("kind", KINDS)
def test_good(kind: str) -> None:
    assert check_certificate(GOOD[kind])
    assert certificate_from_json(GOOD[kind]).to_json() == GOOD[kind]


def edited(kind: str, *edits: tuple[tuple[Any, ...], Any]) -> Any:
    data = GOOD[kind]
    for path, value in edits:
        data = changed(data, path, value)
    return data


X, Y = "x", "y"
WRONG: list[tuple[str, Any]] = [
    # Chains: other ends, a strict conclusion, other neighbours, a wider domain, no link.
    ("chain", edited("chain", (("statement",), ["==", "x", "x"]))),
    ("chain", edited("chain", (("statement", 0), "<"))),
    ("chain", edited("chain", (("links",), GOOD["chain"]["links"][::-1]))),
    ("chain", edited("chain", (("links",), []))),
    ("chain", edited("chain", (("links",), GOOD["chain"]["links"][:1]))),
    ("chain", edited("chain", (("links", 0, "domains"), [["x", "positive"]]))),
    ("chain", edited("chain", (("links", 0, "assumptions"), [[">", "x", 3]]))),
    ("chain", edited("chain", (("links", 0, "certificate", "right"), ["*", 3, "x"]))),
    # Cases: one is missing, one is another one, they are not all.
    ("case-split", edited("case-split", (("cases",), []), (("proofs",), []))),
    ("case-split", edited("case-split", (("cases", 1), [">", "x", 5]))),
    (
        "case-split",
        edited("case-split", (("cases", 1), [">", "x", 1]), (("exhaustive", "statement", 2), [">", "x", 1])),
    ),
    ("case-split", edited("case-split", (("domains",), [["x", ["0", "1", "2"]]]))),
    ("case-split", edited("case-split", (("statement",), ["==", ["**", "x", 2], 1]))),
    # Induction: the base elsewhere, another step, n somewhere else, a start below 1, reals.
    ("induction", edited("induction", (("statement",), ["==", ["Sum", 2, "i", 1, "n"], ["*", 3, "n"]]))),
    ("induction", edited("induction", (("start",), 2))),
    ("induction", edited("induction", (("start",), 0))),
    ("induction", edited("induction", (("variable",), "m"))),
    ("induction", edited("induction", (("domains",), [["n", "real"]]))),
    ("induction", edited("induction", (("domains",), [["n", "integer"]]))),
    ("induction", edited("induction", (("assumptions",), [["<=", "n", 7]]))),
    ("induction", edited("induction", (("step",), GOOD["induction"]["base"]))),
    ("induction", edited("induction", (("base",), GOOD["induction"]["step"]))),
    ("induction", edited("induction", (("step", "assumptions"), [[">=", "n", 2]]))),
    # Instances: an obligation is missing, another instance, a general statement about less.
    ("specialisation", edited("specialisation", (("obligations",), []))),
    (
        "specialisation",
        edited("specialisation", (("obligations",), GOOD["specialisation"]["obligations"][:1])),
    ),
    (
        "specialisation",
        edited("specialisation", (("obligations",), GOOD["specialisation"]["obligations"][1:])),
    ),
    ("specialisation", edited("specialisation", (("statement", 2), ["sgn", "y"]))),
    ("specialisation", edited("specialisation", (("substitution", 0, 1), ["sgn", "y"]))),
    ("specialisation", edited("specialisation", (("substitution",), []))),
    ("specialisation", edited("specialisation", (("general", "domains"), [["x", "real"]]))),
    # Lemmas: not the assumption used, about less, or not given.
    ("lemmas", edited("lemmas", (("lemmas",), []))),
    ("lemmas", edited("lemmas", (("lemmas", 0, "assumptions"), [["<", "x", 1]]))),
    ("lemmas", edited("lemmas", (("lemmas", 0, "domains"), [["x", ["0"]]]))),
    ("lemmas", edited("lemmas", (("statement",), ["==", ["**", "x", 5], "x"]))),
    ("lemmas", edited("lemmas", (("domains",), [["x", "real"]]))),
    ("lemmas", edited("lemmas", (("main", "assumptions"), [["==", "x", 0]]))),
]


@pytest.mark.parametrize(("kind", "data"), WRONG, ids=[f"{k}-{i}" for i, (k, _) in enumerate(WRONG)])
def test_wrong_shapes(kind: str, data: Any) -> None:
    assert data != GOOD[kind]
    assert not check_certificate(data)


def test_premises_are_about_their_statements() -> None:
    """A right certificate of something else is no premise; neither is a counterexample, nor a list of instances."""
    for other in ("counterexample", "instances", "exhaustion", "conjunction", "threshold-weights"):
        data = edited("chain", (("links", 0, "certificate"), GOOD[other]))
        assert not check_certificate(data)
    counterexample = {**GOOD["counterexample"], "statement": ["==", "x", 1], "assumptions": [], "tables": []}
    assert check_certificate(counterexample)
    premise = {"statement": ["==", "x", 1], "assumptions": [], "domains": [["x", "positive integer"]]}
    link = {**premise, "certificate": counterexample}
    assert not check_certificate({"kind": "chain", **premise, "links": [link]})


def holds_at(tree: Any, n: int) -> bool:
    """Evaluate a statement about sums over 1..n with a loop of its own."""

    def value(node: Any, names: dict[str, Fraction]) -> Fraction:
        if isinstance(node, dict):
            return Fraction(node["q"])
        if isinstance(node, int):
            return Fraction(node)
        if isinstance(node, str):
            return names[node]
        if node[0] == "Sum":
            low, high = value(node[3], names), value(node[4], names)
            return sum(
                (value(node[1], {**names, node[2]: Fraction(i)}) for i in range(int(low), int(high) + 1)),
                Fraction(0),
            )
        parts = [value(part, names) for part in node[1:]]
        if node[0] == "+":
            return sum(parts, Fraction(0))
        if node[0] == "**":
            return parts[0] ** int(parts[1])
        total = Fraction(1)
        for part in parts:
            total *= part
        return total

    left, right = (value(side, {"n": Fraction(n)}) for side in tree[1:])
    return {
        "==": left == right,
        "<=": left <= right,
        ">=": left >= right,
        "<": left < right,
        ">": left > right,
    }[tree[0]]


INDUCTIONS = [
    "Sum(i, (i, 1, n)) == n*(n + 1)/2",
    "Sum(3, (i, 1, n)) >= 2*n",
    "n**2 >= 2*n - 1",
    "2**n >= n + 1",
]


@pytest.mark.parametrize("text", INDUCTIONS)
@given(data=st.data())
def test_changed_numbers_of_inductions(text: str, data: st.DataObject) -> None:
    """Whatever number is changed: if the certificate is still accepted, what it says is true for n = start, ..., 12."""
    original = json.loads(json.dumps(by_induction(text).certificate.to_json()))
    assert check_certificate(original)
    mutant = copy.deepcopy(original)
    for _ in range(data.draw(st.integers(1, 3))):
        mutant = changed(
            mutant, data.draw(st.sampled_from(numbers_in(mutant))), data.draw(st.integers(-3, 4))
        )
    try:
        accepted = check_certificate(mutant)
    except InvalidCertificate:
        return
    if accepted:
        assert all(holds_at(mutant["statement"], n) for n in range(mutant["start"], 13))


@given(st.integers(-3, 3), st.integers(-3, 3))
def test_changed_claims_of_inductions(a: int, b: int) -> None:
    """The same numbers put at the same places of claim, base and step: the shape is right, so only the truth decides."""
    claim = ["==", ["Sum", a, "i", 1, "n"], ["*", b, "n"]]
    data = json.loads(
        json.dumps(GOOD["induction"]).replace('"Sum", 2', f'"Sum", {a}').replace('"*", 2', f'"*", {b}')
    )
    data["step"]["statement"][1][1][2] = data["step"]["certificate"]["left"][1][2] = a
    data["base"]["certificate"]["right"] = b
    assert data["statement"] == claim
    assert check_certificate(data) == (a == b)


DEFINED = [
    "1/(1 + x**2)",
    "1/(exp(x) + n)",
    "log(p)/p",
    "Sum(1/(i*(i + 1)), (i, 1, n))",
    "sqrt(abs(x))",
    "1/d",
    "x**n",
    "d**(-n)",
    "softplus(x)",
    "(n + x**2)**(-3)",
]
UNDEFINED = [
    "1/x",
    "log(x)",
    "1/(1 + x)",
    "Sum(1/(i - 2), (i, 1, n))",
    "sqrt(x)",
    "1/(x**2)",
    "1/(n - 1)",
    "1/abs(x)",
    "x**(1/3)",
    "log(abs(x))",
    "1/h",
    "x**(-n)",
    "x**(n - 2)",
]
OVER = Definedness(
    {
        "x": "real",
        "n": "positive integer",
        "p": "positive",
        "d": (Fraction(-1), Fraction(2)),
        "h": (Fraction(0), Fraction(1)),
    }
)


@pytest.mark.parametrize("text", DEFINED)
def test_defined(text: str) -> None:
    assert OVER.defined(parse_expression(text))


@pytest.mark.parametrize("text", UNDEFINED)
def test_not_seen_to_be_defined(text: str) -> None:
    assert not OVER.defined(parse_expression(text))


def test_what_is_assumed_of_a_name_is_not_assumed_of_a_bound_one() -> None:
    known = Definedness(
        {"x": "real", "n": "positive integer"}, [parse_statement("x > 0"), parse_statement("x - n >= 1")]
    )
    assert known.defined(parse_expression("log(x) + 1/(x - n)"))
    assert not known.defined(("Sum", ("log", ("+", "x", -2)), "x", 1, "n"))
    assert not known.defined(("Sum", ("**", ("+", "x", ("*", -1, "n")), -1), "x", 1, "n"))


def test_the_next_tree() -> None:
    following = ("+", "n", 1)
    inner = ("Sum", ("*", "i", "j", "n"), "j", 1, "n")
    nested = ("Sum", inner, "i", 1, "n")

    def at_next(i: Any) -> Any:
        return ("+", ("Sum", ("*", i, "j", following), "j", 1, "n"), ("*", i, following, following))

    assert is_next(nested, ("+", ("Sum", at_next("i"), "i", 1, "n"), at_next(following)), "n")
    assert not is_next(nested, ("+", ("Sum", at_next("i"), "i", 1, "n"), at_next("n")), "n")
    assert not is_next(nested, ("+", ("Sum", inner, "i", 1, "n"), at_next(following)), "n")
    assert not is_next("n", "n", "n")
    assert not is_next(("Sum", "n", "n", 1, "n"), ("+", ("Sum", "n", "n", 1, "n"), following), "n")
    assert not is_next(("softmax", "i", "x", "n"), ("softmax", "i", "x", following), "n")


def test_statements_that_serve() -> None:
    def sequent(claim: str, given: str = "", **domains: Any) -> Sequent:
        assumptions = tuple(parse_statement(part) for part in given.split(";") if part)
        return Sequent(parse_statement(claim), assumptions, tuple(domains.items()))

    general = sequent("x*y == y*x", x="real", y="real")
    assert serves(general, sequent("x*y == y*x", "x > 0", x="positive", y="real"))
    assert not serves(sequent("x*y == y*x", "x > 0", x="real", y="real"), general)
    assert not serves(sequent("x*y == y*x", x="positive", y="real"), general)
    assert not serves(sequent("x*y == x*y", x="real", y="real"), general)
    assert serves(sequent("x >= 0", x=(Fraction(0), Fraction(1))), sequent("x >= 0", x=(Fraction(1),)))
    assert not serves(sequent("x >= 0", x=(Fraction(1),)), sequent("x >= 0", x=(Fraction(0), Fraction(1))))
    assert written_out(parse_expression("Sum(x[i], (i, 1, 3))")) == ("+", "x[1]", "x[2]", "x[3]")
    assert written_out(parse_expression("0*log(x)")) != 0


def test_a_certificate_of_another_rule_application_is_no_premise() -> None:
    squares = chain([prove("x**2 + y**2 == y**2 + x**2"), prove("y**2 + x**2 == y*y + x*x")])
    instance = specialise(squares, {"x": "a", "y": "b - a"})
    data = instance.certificate.to_json()
    assert data["kind"] == "specialisation"
    assert data["general"]["certificate"]["kind"] == "chain"
    assert check_certificate(data)
    assert not check_certificate({**data, "statement": squares.certificate.to_json()["statement"]})


def premise(claim: str, given: list[str], **domains: list[int]) -> dict[str, Any]:
    """Return a statement over finite domains with its certificate, which is accepted."""
    data = {
        "statement": to_json(parse_statement(claim)),
        "assumptions": [to_json(parse_statement(text)) for text in given],
        "domains": [[name, [str(value) for value in values]] for name, values in domains.items()],
    }
    certificate = {"kind": "exhaustion", **data}
    assert check_certificate(certificate)
    return {**data, "certificate": certificate}


def conclusion(claim: str, **domains: list[int]) -> dict[str, Any]:
    names = [[name, [str(value) for value in values]] for name, values in domains.items()]
    return {"statement": to_json(parse_statement(claim)), "assumptions": [], "domains": names}


def test_nothing_passes_through_a_point_where_it_is_not_defined() -> None:
    """Each premise holds wherever it is defined, each conclusion is false at 0: only definedness stands between them."""
    bits = [0, 1]
    links = [premise("y == y**2/y", [], y=bits), premise("y**2/y == 1", [], y=bits)]
    wrong: list[dict[str, Any]] = [{"kind": "chain", **conclusion("y == 1", y=bits), "links": links}]
    main, lemma = premise("y != 0", ["y/y == 1"], y=bits), premise("y/y == 1", [], y=bits)
    wrong.append({"kind": "lemmas", **conclusion("y != 0", y=bits), "main": main, "lemmas": [lemma]})
    case, every = premise("y != 0", ["1/y > 0"], y=bits), premise("1/y > 0", [], y=bits)
    every["statement"] = every["certificate"]["statement"] = ["or", every["statement"]]
    split = {"cases": [to_json(parse_statement("1/y > 0"))], "proofs": [case], "exhaustive": every}
    wrong.append({"kind": "case-split", **conclusion("y != 0", y=bits), **split})
    general = premise("y != 0", ["x*y == 1"], x=[1], y=bits)
    member = premise("1/y == 1", [], y=bits)
    member["statement"] = member["certificate"]["statement"] = ["or", member["statement"]]
    instance = {
        "general": general,
        "substitution": [["x", to_json(parse_expression("1/y"))]],
        "obligations": [member, premise("(1/y)*y == 1", [], y=bits)],
    }
    wrong.append({"kind": "specialisation", **conclusion("y != 0", y=bits), **instance})
    for data in wrong:
        assert not check_certificate(data), data["kind"]
        # Over {1} everything is defined, and the same shapes are accepted.
        good = json.loads(json.dumps(data).replace('["0", "1"]', '["1"]'))
        assert check_certificate(good), data["kind"]


def test_an_induction_from_5_says_nothing_of_smaller_n() -> None:
    data = by_induction("2**n > n**2", start=5).certificate.to_json()
    assert check_certificate(data)
    assert not check_certificate({**data, "assumptions": []})
    assert not check_certificate({**data, "assumptions": [[">=", "n", 4]]})
    assert not check_certificate({**data, "start": 4})


def test_one_entry_of_a_vector_is_not_replaced() -> None:
    """The sum of delta(i, 1) x[i] is x[1], and not y."""
    general = prove("Sum(delta(i, 1)*x[i], (i, 1, n)) == x[1]")
    assert general.proved
    statement = {
        **conclusion("Sum(delta(i, 1)*x[i], (i, 1, n)) == y"),
        "domains": [["n", "positive integer"], ["y", "real"]],
    }
    certificate = {"kind": "specialisation", **statement, "substitution": [["x[1]", "y"]], "obligations": []}
    domains = [["n", "positive integer"], ["x[1]", "real"]]
    claim = to_json(parse_statement(general.statement))
    certificate["general"] = {
        "statement": claim,
        "assumptions": [],
        "domains": domains,
        "certificate": general.certificate.to_json(),
    }
    assert not check_certificate(certificate)
    renamed = {
        **certificate,
        "substitution": [["n", "m"]],
        "domains": [["m", "positive integer"], ["x[1]", "real"]],
    }
    renamed["statement"] = to_json(parse_statement("Sum(delta(i, 1)*x[i], (i, 1, m)) == x[1]"))
    assert check_certificate(renamed)


def induction(side: Any, start: int = 1) -> dict[str, Any]:
    """Return the certificate by increments of ``side == side at 1``, with the assumptions and domains of n alone."""
    first, later = substitute(side, {"n": 1}), substitute(side, {"n": ("+", "n", 1)})
    value = Evaluator({}).value(first).rational()
    assert value is not None
    steps = [["+", to_json(b), ["*", -1, to_json(a)]] for a, b in ((side, later), (int(value), int(value)))]
    base = {"statement": ["==", to_json(first), int(value)], "assumptions": [], "domains": []}
    base["certificate"] = {"kind": "identity", "left": base["statement"][1], "right": int(value)}
    whole = {"assumptions": [], "domains": [["n", "positive integer"]]}
    step = {
        "statement": ["==", *steps],
        **whole,
        "certificate": {"kind": "identity", "left": steps[0], "right": steps[1]},
    }
    statement = {"statement": ["==", to_json(side), int(value)], **whole}
    return {"kind": "induction", **statement, "variable": "n", "start": start, "base": base, "step": step}


def test_inductions_pass_through_every_n() -> None:
    """(n - 3)/(n - 3) has no value at 3, (n + 3)/(n + 3) has one for every n."""
    for shift, accepted in ((3, True), (-3, False)):
        shifted = ("+", "n", shift)
        assert check_certificate(induction(("*", shifted, ("**", shifted, -1)))) == accepted


def test_other_assumptions_do_not_speak_of_n() -> None:
    data = induction(("+", "n", ("*", -1, "n")))
    assert check_certificate(data)
    for text, accepted in (("m >= 1", True), ("n <= m", False), ("n >= 2", False), ("n >= 1", True)):
        given = [to_json(parse_statement(text))]
        domains = [["n", "positive integer"], ["m", "positive integer"]]
        assert check_certificate({**data, "assumptions": given, "domains": domains}) == accepted, text


def test_ranges_are_assumed() -> None:
    """The sum of delta(i, k) x[i] over i = 1, ..., n is x[k] only if k <= n."""
    claim = to_json(parse_statement("Sum(delta(i, k)*x[i], (i, 1, n)) == x[k]"))
    certificate = {"kind": "identity", "left": claim[1], "right": claim[2], "ranges": [["k", "n"]]}
    assert check_certificate(certificate)
    for assumed, whole, accepted in (
        ([["<=", "k", "n"]], True, True),
        ([], True, False),
        ([["<=", "k", "n"]], False, False),
    ):
        domains = [["n", "positive integer"], ["k", "positive integer" if whole else "real"]]
        statement = {"statement": claim, "assumptions": assumed, "domains": domains}
        link = {**statement, "certificate": certificate}
        assert check_certificate({"kind": "chain", **statement, "links": [link]}) == accepted


def test_sizes_are_positive_integers() -> None:
    claim = to_json(parse_statement("Sum(c, (i, 1, n)) == n*c"))
    certificate = {"kind": "identity", "left": claim[1], "right": claim[2]}
    for domain, accepted in (
        ("positive integer", True),
        (["1", "4"], True),
        ("integer", False),
        ("real", False),
        (["0", "1"], False),
    ):
        statement = {"statement": claim, "assumptions": [], "domains": [["n", domain], ["c", "real"]]}
        link = {**statement, "certificate": certificate}
        assert check_certificate({"kind": "chain", **statement, "links": [link]}) == accepted


def test_a_lemma_does_not_restrict_an_entry_of_a_vector() -> None:
    claim = to_json(parse_statement("Sum(x[k], (k, 1, n)) == Sum(x[j], (j, 1, n))"))
    identity = {"kind": "identity", "left": claim[1], "right": claim[2]}
    for name, accepted in (("y", True), ("x[1]", False)):
        lemma = json.loads(json.dumps(GOOD["lemmas"]["lemmas"][0]).replace('"x"', f'"{name}"'))
        statement = {"statement": claim, "assumptions": [], "domains": [["n", "positive integer"]]}
        domains = [*statement["domains"], *lemma["domains"]]
        main = {
            "statement": claim,
            "assumptions": [lemma["statement"]],
            "domains": domains,
            "certificate": identity,
        }
        assert check_certificate({"kind": "lemmas", **statement, "main": main, "lemmas": [lemma]}) == accepted
