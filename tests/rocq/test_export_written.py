"""Proofs written by hand: each file is read in full, the script proves its own statement only, and a changed statement is refused."""

from __future__ import annotations

import re
import shutil

import pytest

from symattn.ledger import all_claims
from symattn.ledger.kernel import check_file, export_claim
from symattn.ledger.kernel.compiling import FORBIDDEN
from symattn.ledger.kernel.exporting import goals_of
from symattn.proving import read_statement
from symattn.proving.rocq.definitions import HEADER, add_lemmas, needed
from symattn.proving.rocq.theorem import theorem
from symattn.proving.rocq.written import FILES, FOLDER, _proofs, written

needs_coqc = pytest.mark.skipif(
    shutil.which("coqc") is None, reason="no coqc: install coq and libcoq-mathcomp-algebra"
)
#: A theorem, a part of it, and what makes it false in its place: a sign, a coefficient, a bound, a strictness.
FAST = [
    ("successor_below_power", "INR n + 1", "INR n + 2"),
    ("bernoulli", "1 - (INR d * x)", "1 - (INR d * x * (1 / 2))"),
    ("logistic_differences", "<= 1", "<= 1 / 2"),
    ("gibbs", ">= q * ln q", "> q * ln q"),
    ("power_of_two_step", "m + 1 - (d)", "m + 2 - (d)"),
    ("least_bias_open", "K < sum", "K <= sum"),
    ("softmax_gap", "exp (- (b * D))", "exp (- (2 * b * D))"),
]
SLOW = [
    ("cube_below_power", "INR n + 9", "INR n + 10"),
    ("cube_below_power_32", "2097152", "8388608"),
    ("geometric_sum", "(1 - q) *", "(1 + q) *"),
    ("stirling_below", "- INR n + 1", "- INR n + 2"),
    ("wallis_product", "3 * INR n + 1", "4 * INR n + 1"),
    ("sums_of_binomials_step", "+ 2 * sum", "+ 3 * sum"),
    ("softplus_lipschitz", "1 * Rabs", "1 / 2 * Rabs"),
    ("silu_near_relu", "- 1 <= t", "- 1 / 10 <= t"),
    ("tanh_at_one", "1 / 2", "4 / 5"),
    ("defect_is_tanh", "- tanh 2", "tanh 2"),
    ("leaky_relu_scale", "g >= 0", "g <= 0"),
    ("logistic_near_gate", "exp (- Rabs t)", "exp (- 2 * Rabs t)"),
    ("products_near_gates", "2 * exp", "1 / 2 * exp"),
    ("even_parity_sum", "(2 * INR k) + 1", "(2 * INR k) + 2"),
    ("least_integer_bias_and", "IZR K >= IZR L + 1", "IZR K >= IZR L + 2"),
    ("cubic_mean", "27 * k", "28 * k"),
    ("four_binomials", "2 * (INR", "3 * (INR"),
    ("ln_one_minus_above", "<= - x", "<= - 2 * x"),
    ("address_distance", "1 * Rabs", "2 * Rabs"),
    ("other_address_pm", ">= 1", ">= 2"),
    ("softmax_variance", ">= 0", "> 0"),
    ("softmax_mean_bounded", "n <= M.", "n < M."),
    ("scan_unrolled", "* h (INR s - 1)", "* h (INR s)"),
    ("masked_weight", "exp (R_ - K)", "exp (R_ - 2 * K)"),
    ("entropy_1", "> ln 2 * (1 / 2)", "> ln 2 * (100001 / 200000)"),
    ("littlewood_offord_second", "24 * ln v", "34 * ln v"),
]


def text_of(name: str, old: str = "", new: str = "") -> str:
    """Return a file with one written theorem, in which a part of what it says is changed."""
    says, script = next((says, script) for says, (own, script) in _proofs().items() if own == name)
    if old:
        assert old in f"{says}.", (name, old)
    body = f"Theorem statement : {f'{says}.'.replace(old, new) if old else f'{says}.'}"
    body = "\n".join([body, "Proof.", *script, "Qed."])
    return "\n\n".join([HEADER, *needed([body]), body, "Print Assumptions statement."])


def refused(name: str, old: str, new: str) -> bool:
    assert check_file(text_of(name), ["statement"]).accepted, name
    return "coqc refuses it" in check_file(text_of(name, old, new), ["statement"]).reason


@needs_coqc
@pytest.mark.parametrize(("name", "old", "new"), FAST)
def test_a_changed_statement_is_refused(name: str, old: str, new: str) -> None:
    assert refused(name, old, new)


@needs_coqc
@pytest.mark.full
@pytest.mark.parametrize(("name", "old", "new"), SLOW)
def test_more_changed_statements_are_refused(name: str, old: str, new: str) -> None:
    assert refused(name, old, new)


def test_every_file_is_read_in_full() -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.v")}
    assert set(texts) == set(FILES)
    names = [name for text in texts.values() for name in re.findall(r"^Theorem (\w+)", text, flags=re.M)]
    assert sorted(name for name, _ in _proofs().values()) == sorted(names)
    for text in texts.values():
        assert re.search(rf"\b({FORBIDDEN})\b", text) is None
        assert "\n\n\n" not in text
        helpers = re.findall(r"^(?:Lemma|Ltac|Definition) (\w+)", text, flags=re.M)
        assert len(needed([" ".join(helpers)])) >= len(helpers)


def test_a_changed_statement_has_no_written_proof() -> None:
    for source, assuming, known in (
        ("n + 1 <= 2**n", "n positive integer", True),
        ("n + 1 < 2**n", "n positive integer", False),
        ("log(1 - x) <= -x", "x < 1", True),
        ("log(1 - x) <= x", "x < 1", False),
        ("log(1 - x) <= -x", "x < 2", False),
    ):
        found = written(theorem(read_statement(source, assuming=assuming)))
        assert (found is not None) is known


def test_two_lemmas_with_one_name_are_refused() -> None:
    _proofs()
    with pytest.raises(ValueError, match="two lemmas"):
        add_lemmas({"ln_le": "Lemma ln_le : True. Proof. exact I. Qed."})


def test_the_file_says_which_proof_it_has_and_holds_the_lemmas_of_it() -> None:
    text = export_claim("RV-3-log")
    assert "(* written proof: ln_one_minus_below *)" in text
    assert text.count("Lemma ") == 1
    assert text.index("Lemma ln_tangent") < text.index("Theorem RV_3_log_1")


@pytest.mark.full
def test_every_written_proof_is_that_of_a_claim() -> None:
    used = set()
    for claim in all_claims().values():
        if claim.statement is None or claim.argument:
            continue
        try:
            goals = list(goals_of(claim.id, claim.statement))
        except Exception:
            continue
        used |= {proof[0] for goal in goals if (proof := written(theorem(goal.statement)))}
    assert {f"written proof: {name}" for name, _ in _proofs().values()} == used
