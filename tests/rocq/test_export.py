"""Claims become files of Rocq that coqc accepts; false statements, wrong translations and assumed proofs are refused."""

from __future__ import annotations

import os
import shutil

import pytest

from symattn.errors import InvalidArgument, InvalidStatement, MissingExtra, UnknownName
from symattn.ledger import all_claims, kernel
from symattn.ledger.kernel import check_file, check_with_rocq, export_claim
from symattn.ledger.kernel.compiling import _code
from symattn.ledger.kernel.exporting import goals_of
from symattn.proving import read_statement
from symattn.proving.rocq import Exported, Goal, TermBound, export_goals, printing
from symattn.proving.rocq.comparison import compare
from symattn.proving.rocq.names import RESERVED, Names
from symattn.proving.rocq.reading import read_definitions, read_theorem
from symattn.proving.rocq.theorem import theorem

needs_coqc = pytest.mark.skipif(
    shutil.which("coqc") is None, reason="no coqc: install coq and libcoq-mathcomp-algebra"
)
REALS = {"ClassicalDedekindReals.sig_forall_dec", "FunctionalExtensionality.functional_extensionality_dep"}
#: One claim or more of each family.
SAMPLE = (
    "SM-4a",  # polynomials
    "SM-4b",  # logarithms
    "SM-4d",  # finitely many points
    "TX-5",  # exponentials
    "FA-2",  # products of sums, for every n
    "ZOO-GLU",  # arbitrary functions of sums
    "TR-3",  # quotients of sums of exponentials
    "TR-4",  # permutations
    "LAY-4-sec",  # Kronecker's delta
    "CAP-glue",  # threshold gates
    "MX-c",  # threshold gates and bounds on the terms of a sum
    "RV-6-04-one",  # conjunctions, indices
    "CAP-XOR-T",  # inequalities
    "RV-3-stir",  # induction
    "FA-6-telescope",  # integers
)


def exported(source: str, assuming: str = "", bounds: tuple[TermBound, ...] = ()) -> Exported:
    goal = Goal(read_statement(source, assuming=assuming), bounds)
    return export_goals([goal], name="statement", comment="a statement of a test")


def accepted(source: str, assuming: str = "") -> bool:
    found = exported(source, assuming)
    return check_file(found.text, found.theorems).accepted


@needs_coqc
def test_a_sample_of_every_family_is_accepted() -> None:
    results = check_with_rocq(SAMPLE, jobs=2)
    assert {name: result.reason for name, result in results.items() if not result.accepted} == {}
    assert set(results["SM-4a"].assumptions) == REALS
    assert all(set(result.assumptions) <= kernel.ALLOWED for result in results.values())
    assert all(result.version[0].isdigit() and result.seconds > 0 for result in results.values())


@needs_coqc
@pytest.mark.parametrize(
    ("source", "assuming", "true"),
    [
        ("(x - y)*(x + y) == x**2 - y**2", "", True),
        ("(x - y)*(x + y) == x**2 + y**2", "", False),  # a sign
        ("x*y == ((x + y)**2 - (x - y)**2)/3", "", False),  # a coefficient
        ("H(s - M) == 0", "M > s", True),
        ("H(s - M) == 0", "M >= s", False),  # strictness
        ("abs(x) <= 2", "x <= 2; x >= -2", True),
        ("abs(x) <= 2", "x <= 3; x >= -2", False),  # a bound
        ("x*y == relu(x + y - 1)", "x, y in {-1,1}", False),  # an alphabet
        ("exp(x + y) == exp(x) + exp(y)", "", False),  # an operation
        ("Sum(u[i]*x[i], (i, 1, n))*a == Sum(a*u[i]*x[i], (i, 1, n))", "", True),
        ("Sum(u[i]*x[i], (i, 1, n))*a == Sum(a*u[i], (i, 1, n))", "", False),  # a factor left out
        ("x/x == 1", "", True),  # wherever it is defined
    ],
)
def test_true_statements_are_accepted_and_mutants_are_not(source: str, assuming: str, true: bool) -> None:
    assert accepted(source, assuming) is true


@needs_coqc
def test_mutants_of_claims_are_refused() -> None:
    """The same scripts do not prove a false variant, with the bounds on terms of the true statement."""
    for name in ("MX-c", "CAP-glue", "TX-6", "BY-1-exp", "RV-3-log"):
        for mutant in all_claims()[name].mutants:
            found = export_goals(
                list(goals_of(name, mutant.statement)), name="mutant", comment="a false statement"
            )
            assert not check_file(found.text, found.theorems).accepted, (name, mutant.kind)


@needs_coqc
def test_a_changed_file_is_refused() -> None:
    text = export_claim("SM-4a")
    for wrong in (text.replace("x * y = ((x + y)", "x * y = ((x - y)"), text.replace("/ 4", "/ 5")):
        assert wrong != text
        assert "coqc refuses it" in check_file(wrong, ["SM_4a_1", "SM_4a_2"]).reason


@needs_coqc
def test_what_is_assumed_is_refused() -> None:
    found = exported("x + x == 2*x")
    proved, name = found.text, found.theorems
    false = exported("x + x == 3*x")
    assert check_file(proved, name).accepted
    start = false.text.index("Proof.")
    left_out = false.text[:start] + "Proof. Admitted. Print Assumptions statement."
    assert "Admitted" in check_file(left_out, name).reason
    for word in ("Axiom cheat : False.", "Parameter cheat : False.", "Unset Guard Checking."):
        reason = check_file(proved.replace("Theorem", f"{word}\nTheorem"), name).reason
        assert word.split()[0] in reason
    assert "does not prove" in check_file(proved, ["another"]).reason
    # In a comment such a word is only a word.
    assert check_file(f"(* No Axiom (* and nothing Admitted *) here. *)\n{proved}", name).accepted


@needs_coqc
def test_an_axiom_of_the_standard_library_that_is_not_listed_is_refused() -> None:
    text = (
        "From Coq Require Import ClassicalEpsilon.\n"
        "Theorem choice : forall P : nat -> Prop, (exists n, P n) -> {n | P n}.\n"
        "Proof. exact (constructive_indefinite_description (A := nat)). Qed.\nPrint Assumptions choice.\n"
    )
    result = check_file(text, ["choice"])
    assert not result.accepted
    assert "constructive_indefinite_description" in result.reason


@needs_coqc
def test_a_proof_that_does_not_end_is_stopped() -> None:
    text = "Theorem loop : False.\nProof. repeat (assert True by exact I). Qed.\nPrint Assumptions loop.\n"
    assert "did not finish" in check_file(text, ["loop"], time_limit=2).reason


def test_without_coqc_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    kernel.rocq_version.cache_clear()
    with pytest.raises(MissingExtra, match="apt-get install coq"):
        check_with_rocq(["SM-4a"])
    kernel.rocq_version.cache_clear()
    assert "Theorem SM_4a_1" in export_claim("SM-4a")


@pytest.mark.parametrize(
    ("name", "rule"),
    [("RV-6-06", "is argued"), ("BY-5", "counted"), ("SM-1", "no machine statement")],
)
def test_a_claim_that_cannot_be_exported_says_why(name: str, rule: str) -> None:
    with pytest.raises(InvalidStatement, match=rule) as error:
        export_claim(name)
    assert error.value.argument == name
    with pytest.raises(UnknownName, match="is not the id of a claim"):
        export_claim("SM-4aa")


@needs_coqc
def test_a_claim_that_cannot_be_exported_has_a_result_too() -> None:
    result = check_with_rocq(["RV-6-06"])["RV-6-06"]
    assert not result.accepted
    assert "is argued" in result.to_json()["reason"]
    with pytest.raises(InvalidArgument, match="at least 1"):
        check_with_rocq(["RV-6-06"], jobs=0)


@needs_coqc
def test_reserved_names_are_renamed_one_to_one() -> None:
    found = exported("forall_*match*sum*R + E1 == R*sum*match*forall_ + E1")
    assert "match is match_" in found.text
    assert check_file(found.text, found.theorems).accepted


def test_names_are_injective() -> None:
    given = [*sorted(RESERVED), "w[1,2]", "w_1_2", "w_1_2_", "forall_", "forall__", "k1", "E7", "hyp3", "x"]
    names = Names(given)
    assert len({names[name] for name in given}) == len(given)
    assert not {names[name] for name in given} & RESERVED
    assert names["x"] == "x"


def test_the_header_names_claim_and_statement() -> None:
    head = export_claim("FA-5").partition("*)")[0]
    claim = all_claims()["FA-5"]
    assert claim.statement is not None
    assert all(part in head for part in ("FA-5", claim.title, claim.statement.digest()))


def test_a_comment_cannot_be_left() -> None:
    goal = Goal(read_statement("x == x"))
    text = export_goals([goal], name="a", comment='*) Axiom cheat : False. (* "').text
    assert "Axiom" not in _code(text)


@pytest.mark.parametrize(
    ("source", "assuming"),
    [
        ("H(x) - relu(y) <= abs(x) + 7*x**2*y", ""),
        ("Sum(w[i]*x[i + 1], (i, 1, n)) == Sum(x[i + 1]*w[i], (i, 1, n))", ""),
        ("x/(y + 1) == x*(1/(y + 1))", "y > 0"),
        ("f(x + n) == f(n + x) or x <= 3", "f function; x in {0,1,1/2}; n positive integer"),
        ("Sum(q**(k - 1), (k, 1, n)) >= binomial(n, 2)", "forall(w[i] <= q, (i, 1, n))"),
        ("max(x, y, 1 - x) == log(exp(min(x, y)) + 1)*tanh(x)", ""),
    ],
)
def test_what_is_read_back_is_the_statement(source: str, assuming: str) -> None:
    statement = read_statement(source, assuming=assuming)
    definitions = "\n\n".join(printing_definitions())
    text = f"{definitions}\n\n{theorem(statement).text('t')}\nProof.\nQed."
    assert compare(statement, text, "t") > 0


def printing_definitions() -> list[str]:
    from symattn.proving.rocq.definitions import DEFINITIONS

    return list(DEFINITIONS.values())


@pytest.mark.parametrize(
    ("table", "key", "wrong", "source"),
    [
        ("FUNCTIONS", "relu", "threshold", "relu(x) <= abs(x)"),
        ("FUNCTIONS", "H", "sign", "H(x) <= 1"),
        ("_RELATIONS", "<=", "<", "relu(x) <= abs(x)"),
        ("_RELATIONS", "==", "<=", "x + x == 2*x"),
    ],
)
def test_a_wrong_translation_is_found(
    monkeypatch: pytest.MonkeyPatch, table: str, key: str, wrong: str, source: str
) -> None:
    monkeypatch.setitem(getattr(printing, table), key, wrong)
    with pytest.raises(InvalidStatement, match="differ"):
        exported(source)


def test_a_wrong_hypothesis_or_definition_is_found() -> None:
    statement = read_statement("H(s - M) == 0", assuming="M > s")
    text = exported("H(s - M) == 0", "M > s").text
    assert compare(statement, text, "statement") > 0
    for old, new in (
        ("M > s", "M >= s"),
        ("M > s ->", ""),
        ("Rle_dec 0 t", "Rle_dec 1 t"),
        ("s - M", "s + M"),
    ):
        assert old in text
        with pytest.raises(InvalidStatement, match="differ"):
            compare(statement, text.replace(old, new), "statement")


def test_the_reader_refuses_what_it_does_not_know() -> None:
    with pytest.raises(InvalidStatement, match="recursive definition"):
        read_definitions(
            "Fixpoint sum (f : nat -> R) (n : nat) : R := match n with O => 1 | S m => sum f m + f n end.\n"
        )
    with pytest.raises(InvalidStatement, match="no theorem"):
        read_theorem("Theorem a : True.\nProof.", "b")


def test_a_statement_without_translation_is_refused_as_a_whole() -> None:
    with pytest.raises(InvalidStatement, match="has no translation of this power"):
        exported("x**(1/3) <= x + 1", "x > 0")


@needs_coqc
@pytest.mark.full
def test_the_whole_ledger() -> None:
    """Every proved claim is exported or says why not; most are accepted, and none assumes more than Rocq's real numbers."""
    results = check_with_rocq(jobs=os.cpu_count())
    accepted_ids = {name for name, result in results.items() if result.accepted}
    assert set(SAMPLE) <= accepted_ids
    assert len(accepted_ids) >= 97
    assert all(result.reason for name, result in results.items() if name not in accepted_ids)
    assert all(not all_claims()[name].argument for name in accepted_ids)
