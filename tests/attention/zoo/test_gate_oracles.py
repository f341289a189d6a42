"""The gated layers of the zoo compute what PyTorch, ONNX, Transformers, Diffusers, PEFT and AllenNLP compute, to rounding."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy as sp

from symattn.attention.zoo import zoo
from symattn.attention.zoo.dropout import bernoulli_moments
from symattn.attention.zoo.update_gate import gru_two_gatings

ORACLES = Path(__file__).resolve().parents[2] / "oracles"
DATA = json.loads((ORACLES / "zoo_gates.json").read_text(encoding="utf-8"))
CASES = DATA["cases"]
GATES = [
    "LSTM",
    "highway",
    "GRU",
    "GRU-after",
    "GLU",
    "bilinear",
    "ReGLU",
    "GEGLU",
    "SwiGLU",
    "SE",
    "FiLM",
    "MoE",
    "MoE-top1",
    "hypernetwork",
    "FWP",
    "LoRA",
    "dropout",
    "LayerNorm",
    "RMSNorm",
]
#: Sums of at most a few dozen products of numbers of size 1 to 10, in double precision.
TOLERANCE = 1e-12


def with_weights(network: Any, case: dict[str, Any]) -> Any:
    """Put the recorded numbers in place of the weights: those of the synapses at once, those of additive attention after them."""
    exact = {name: Fraction(value) for name, value in case["weights"].items()}
    assert {str(p) for p in network.parameters} == exact.keys()
    numbers = {p: sp.Rational(exact[str(p)]) for p in network.parameters}
    units = [u.weighted([(s, w.xreplace(numbers)) for s, w in u.synapses]) for u in network.units]
    network = network.rebuilt(units)
    return network.subs({str(p): exact[str(p)] for p in network.parameters})


def names(case: dict[str, Any]) -> str:
    return f"{case['entry']}-{case['source']}".replace(" ", "_")


@pytest.mark.parametrize("case", CASES, ids=map(names, CASES))
def test_the_network_computes_the_foreign_outputs(case: dict[str, Any]) -> None:
    network = with_weights(zoo()[case["entry"]].network(**case["sizes"]), case)
    computed = network.lambdify()(np.array(case["inputs"], dtype=float))
    assert np.abs(computed - np.array(case["outputs"])).max() < TOLERANCE


def test_every_entry_has_a_foreign_implementation() -> None:
    assert {case["entry"] for case in CASES} == set(GATES)
    assert set(GATES) <= set(zoo())


def test_the_two_recurrent_units_differ_on_the_same_weights() -> None:
    before, after = (next(c for c in CASES if c["entry"] == entry) for entry in ("GRU", "GRU-after"))
    shared = {name: value for name, value in after["weights"].items() if not name.startswith("c_n")}
    assert shared == before["weights"]
    assert np.abs(np.array(before["outputs"]) - np.array(after["outputs"])).max() > 0.1


def test_the_form_with_two_gatings_computes_the_same() -> None:
    case = next(c for c in CASES if c["entry"] == "GRU")
    computed = with_weights(gru_two_gatings(**case["sizes"]), case).lambdify()(
        np.array(case["inputs"], dtype=float)
    )
    assert np.abs(computed - np.array(case["outputs"])).max() < TOLERANCE


def test_a_changed_weight_is_noticed() -> None:
    case = CASES[0]
    changed = {**case, "weights": {**case["weights"], "W_f[1, 1]": "0.1"}}
    network = with_weights(zoo()[case["entry"]].network(**case["sizes"]), changed)
    computed = network.lambdify()(np.array(case["inputs"], dtype=float))
    assert np.abs(computed - np.array(case["outputs"])).max() > 1e-3


def test_sampled_moments_of_inverted_dropout_are_near_the_exact_ones() -> None:
    sample = DATA["moments"][0]
    n, keep = sample["sizes"]["units"], 1 - Fraction(sample["drop"])
    network = with_weights(zoo()["dropout"].network(units=n), sample)
    fixed = dict(zip(network.input_symbols[:n], map(Fraction, sample["outputs_of_units"]), strict=True))
    inverted = network.output().subs(fixed) / keep
    mean, variance = bernoulli_moments(inverted, network.input_symbols[n:], keep)
    assert abs(float(mean) - sample["mean"]) < 5 * sample["standard_error_of_mean"]
    assert abs(float(variance) - sample["variance"]) < 5 * sample["standard_error_of_variance"]
