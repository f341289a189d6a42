"""Networks of the zoo against PyTorch, ONNX, transformers and fla-core: values made once by tests/oracles/make_zoo_attention.py."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from symattn.attention.zoo import attention_layers, gated_attention, linear_attention, state_space

RECORD = json.loads((Path(__file__).parents[2] / "oracles" / "zoo_attention.json").read_text())
MODULES = (attention_layers, gated_attention, linear_attention, state_space)
ENTRIES = {entry.id: entry for module in MODULES for entry in module.ENTRIES}
CASES = [pytest.param(case, id=f"{case['entry']}-{k}") for k, case in enumerate(RECORD["cases"])]


def network_of(case, entry=None):
    net = (ENTRIES[entry] if entry else ENTRIES[case["entry"]]).build(**case["sizes"])
    used = {str(p) for p in net.parameters}
    return net.subs({name: Fraction(v) for name, v in case["weights"].items() if name in used})


@pytest.mark.parametrize("case", CASES)
def test_network_has_the_outputs_of_the_foreign_implementation(case):
    found = network_of(case).lambdify()(case["inputs"])
    assert found.shape == (len(case["outputs"]),)
    assert np.abs(found - case["outputs"]).max() <= case["tolerance"]
    assert np.abs(case["outputs"]).max() > 100 * case["tolerance"]  # the tolerance is not the whole signal


def test_every_entry_has_a_case():
    assert {case["entry"] for case in RECORD["cases"]} | {"fast-weights"} == set(ENTRIES)
    assert all(RECORD["versions"].values())


def test_fast_weights_have_the_outputs_of_foreign_linear_attention():
    case = next(case for case in RECORD["cases"] if case["entry"] == "linear")
    found = network_of(case, "fast-weights").lambdify()(case["inputs"])
    assert np.abs(found - case["outputs"]).max() <= case["tolerance"]


def test_another_architecture_does_not_pass():
    """The comparison can fail: causal layers differ from unmasked ones, a gated decay from a constant one."""
    case = next(case for case in RECORD["cases"] if case["entry"] == "causal")
    wrong = network_of(case, "GQA").lambdify()(case["inputs"])
    assert np.abs(wrong - case["outputs"]).max() > 1e-3
    case = next(case for case in RECORD["cases"] if case["entry"] == "retention")
    halved = {**case, "weights": case["weights"] | {"gamma": case["weights"]["gamma"] / 2}}
    assert np.abs(network_of(halved).lambdify()(case["inputs"]) - case["outputs"]).max() > 1e-3
