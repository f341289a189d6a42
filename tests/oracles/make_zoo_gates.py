"""Input-output vectors of the gated layers of the zoo from implementations that this project did not write.

Run it in an environment of its own; the packages are not needed for the tests::

    python -m venv oracles-env
    oracles-env/bin/pip install torch==2.13.0 numpy onnx==1.23.2 transformers==5.24.0 diffusers==0.42.1 peft==0.21.2
    oracles-env/bin/pip install --no-deps allennlp-light==1.0.0
    oracles-env/bin/python tests/oracles/make_zoo_gates.py

Weights and inputs are decimals of three digits, so that the exact arithmetic of the tests and the floating-point numbers of the packages
start from the same numbers; outputs are those of the packages in double precision.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

SEED = 20221128
HERE = Path(__file__).resolve().parent
rng = np.random.default_rng(SEED)
torch.manual_seed(SEED)
torch.set_default_dtype(torch.float64)

Weights = dict[str, float]
Case = dict[str, Any]


def numbers(*shape: int) -> Any:
    return np.round(rng.normal(size=shape), 3)


def named(label: str, values: Any) -> Weights:
    """Return the entries of an array under the names of the weights of the project's network: W[1, 2]."""
    array = np.asarray(values)
    indices = np.ndindex(*array.shape)
    return {f"{label}[{', '.join(str(k + 1) for k in index)}]": float(array[index]) for index in indices}


def case(
    entry: str, source: str, sizes: dict[str, int], weights: Sequence[Weights], inputs: Any, outputs: Any
) -> Case:
    merged = {name: repr(round(value, 6)) for part in weights for name, value in part.items()}
    rows = [[repr(round(float(v), 6)) for v in row] for row in inputs]
    return {
        "entry": entry,
        "source": source,
        "sizes": sizes,
        "weights": merged,
        "inputs": rows,
        "outputs": [[float(v) for v in row] for row in np.asarray(outputs)],
    }


def tensor(array: Any) -> torch.Tensor:
    return torch.tensor(np.asarray(array))


def setting(module: Any, **values: Any) -> Any:
    """Set parameters of a module by name."""
    state = {name.replace("__", "."): tensor(value) for name, value in values.items()}
    missing, unexpected = module.load_state_dict(state, strict=False)
    assert not unexpected, unexpected
    assert not missing, missing
    return module.eval()


def onnx_run(operator: str, inputs: dict[str, Any], outputs: list[str], **attributes: Any) -> list[Any]:
    """Run one operator of the reference implementation on double-precision arrays."""
    node = helper.make_node(operator, list(inputs), outputs, **attributes)
    given = [helper.make_tensor_value_info(n, TensorProto.DOUBLE, None) for n in inputs if n]
    made = [helper.make_tensor_value_info(n, TensorProto.DOUBLE, None) for n in outputs if n]
    graph = helper.make_graph([node], "one", given, made)
    evaluator = ReferenceEvaluator(helper.make_model(graph))
    return list(evaluator.run([n for n in outputs if n], {n: v for n, v in inputs.items() if n}))


def lstm(p: int = 2, n: int = 2, points: int = 2) -> list[Case]:
    order = "ifgo"  # of torch
    w, u, b = numbers(4, n, p), numbers(4, n, n), numbers(4, n)
    cell = setting(
        torch.nn.LSTMCell(p, n),
        weight_ih=w.reshape(4 * n, p),
        weight_hh=u.reshape(4 * n, n),
        bias_ih=b.reshape(-1),
        bias_hh=np.zeros(4 * n),
    )
    x, h, c = numbers(points, p), numbers(points, n), numbers(points, n)
    with torch.no_grad():
        new_h, new_c = cell(tensor(x), (tensor(h), tensor(c)))
    weights = [
        named(f"{label}_{gate}", array[k])
        for k, gate in enumerate(order)
        for label, array in (("W", w), ("U", u), ("b", b))
    ]
    sizes = {"inputs": p, "units": n}
    inputs = np.concatenate([x, h, c], axis=1)
    outputs = np.concatenate([new_h, new_c], axis=1)
    cases = [case("LSTM", "torch.nn.LSTMCell", sizes, weights, inputs, outputs)]
    iofg = [0, 3, 1, 2]  # the order of onnx: input, output, forget, cell
    values = {
        "X": x[None],
        "W": w[iofg].reshape(1, 4 * n, p),
        "R": u[iofg].reshape(1, 4 * n, n),
        "B": np.concatenate([b[iofg].reshape(-1), np.zeros(4 * n)])[None],
        "": None,
        "H0": h[None],
        "C0": c[None],
    }
    _, last_h, last_c = onnx_run("LSTM", values, ["Y", "Y_h", "Y_c"], hidden_size=n)
    outputs = np.concatenate([last_h[0], np.asarray(last_c).reshape(points, n)], axis=1)
    return [*cases, case("LSTM", "onnx LSTM", sizes, weights, inputs, outputs)]


def gru(p: int = 1, n: int = 2, points: int = 2) -> list[Case]:
    order = "rzn"  # of torch
    w, u, b, c = numbers(3, n, p), numbers(3, n, n), numbers(3, n), numbers(n)
    hidden_bias = np.concatenate([np.zeros(2 * n), c])
    cell = setting(
        torch.nn.GRUCell(p, n),
        weight_ih=w.reshape(3 * n, p),
        weight_hh=u.reshape(3 * n, n),
        bias_ih=b.reshape(-1),
        bias_hh=hidden_bias,
    )
    x, h = numbers(points, p), numbers(points, n)
    with torch.no_grad():
        after = cell(tensor(x), tensor(h))
    weights = [
        named(f"{label}_{gate}", array[k])
        for k, gate in enumerate(order)
        for label, array in (("W", w), ("U", u), ("b", b))
    ]
    sizes = {"inputs": p, "units": n}
    inputs = np.concatenate([x, h], axis=1)
    zrn = [1, 0, 2]  # the order of onnx: update, reset, hidden

    def reference(bias: Any, linear_before_reset: int) -> Any:
        values = {
            "X": x[None],
            "W": w[zrn].reshape(1, 3 * n, p),
            "R": u[zrn].reshape(1, 3 * n, n),
            "B": np.concatenate([b[zrn].reshape(-1), bias])[None],
            "": None,
            "H0": h[None],
        }
        got = onnx_run("GRU", values, ["Y", "Y_h"], hidden_size=n, linear_before_reset=linear_before_reset)
        return np.asarray(got[1]).reshape(points, n)

    with_bias = [*weights, named("c_n", c)]
    return [
        case("GRU", "onnx GRU, linear_before_reset=0", sizes, weights, inputs, reference(np.zeros(3 * n), 0)),
        case("GRU-after", "torch.nn.GRUCell", sizes, with_bias, inputs, after),
        case(
            "GRU-after",
            "onnx GRU, linear_before_reset=1",
            sizes,
            with_bias,
            inputs,
            reference(hidden_bias, 1),
        ),
    ]


def highway(n: int = 3, points: int = 3) -> list[Case]:
    # The package's own __init__ needs more packages; the file needs torch only.
    found = importlib.util.find_spec("allennlp_light")
    assert found is not None and found.submodule_search_locations
    path = Path(found.submodule_search_locations[0]) / "modules" / "highway.py"
    spec = importlib.util.spec_from_file_location("highway", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    w_f, b_f, w_t, b_t = numbers(n, n), numbers(n), numbers(n, n), numbers(n)
    # There the gate multiplies the input and 1 - gate the new value: its gate is 1 - T, the logistic function of minus the activation.
    layer = setting(
        module.Highway(n, 1),
        _layers__0__weight=np.concatenate([w_f, -w_t]),
        _layers__0__bias=np.concatenate([b_f, -b_t]),
    )
    x = numbers(points, n)
    with torch.no_grad():
        outputs = layer(tensor(x))
    weights = [named("W_F", w_f), named("b_F", b_f), named("W_T", w_t), named("b_T", b_t)]
    return [case("highway", "allennlp-light Highway", {"units": n}, weights, x, outputs)]


def gated_linear(p: int = 3, n: int = 2, points: int = 3) -> list[Case]:
    from transformers import LlamaConfig, T5Config
    from transformers.models.llama.modeling_llama import LlamaMLP
    from transformers.models.t5.modeling_t5 import T5DenseGatedActDense

    v, c, w, b, x = numbers(n, p), numbers(n), numbers(n, p), numbers(n), numbers(points, p)
    glu = F.glu(F.linear(tensor(x), tensor(np.concatenate([v, w])), tensor(np.concatenate([c, b]))))
    sizes = {"inputs": p, "units": n}
    glu_weights = [named("V", v), named("c", c), named("W", w), named("b", b)]
    cases = [case("GLU", "torch.nn.functional.glu", sizes, glu_weights, x, glu)]
    u = numbers(p, n)
    weights = [named("V", v), named("W", w), named("U", u)]
    for entry, activation in (
        ("bilinear", "linear"),
        ("ReGLU", "relu"),
        ("GEGLU", "gelu"),
        ("SwiGLU", "silu"),
    ):
        config = T5Config(d_model=p, d_ff=n, dropout_rate=0.0, feed_forward_proj="gated-gelu")
        config.dense_act_fn = activation
        block = T5DenseGatedActDense(config).double()
        block = setting(block, wi_0__weight=w, wi_1__weight=v, wo__weight=u)
        with torch.no_grad():
            outputs = block(tensor(x))
        source = f"transformers T5DenseGatedActDense, {activation}"
        cases.append(case(entry, source, sizes, weights, x, outputs))
    mlp = LlamaMLP(
        LlamaConfig(hidden_size=p, intermediate_size=n, num_attention_heads=1, hidden_act="silu")
    ).double()
    mlp = setting(mlp, gate_proj__weight=w, up_proj__weight=v, down_proj__weight=u)
    with torch.no_grad():
        outputs = mlp(tensor(x))
    return [*cases, case("SwiGLU", "transformers LlamaMLP", sizes, weights, x, outputs)]


def conditioning(points: int = 2) -> list[Case]:
    from diffusers.models.transformers.t5_film_transformer import T5FiLMLayer
    from transformers.models.regnet.modeling_regnet import RegNetSELayer

    channels, positions, reduced = 2, 4, 3
    w1, b1, w2, b2 = (
        numbers(reduced, channels),
        numbers(reduced),
        numbers(channels, reduced),
        numbers(channels),
    )
    layer = setting(
        RegNetSELayer(channels, reduced).double(),
        attention__0__weight=w1[:, :, None, None],
        attention__0__bias=b1,
        attention__2__weight=w2[:, :, None, None],
        attention__2__bias=b2,
    )
    x = numbers(points, channels * positions)
    with torch.no_grad():
        outputs = layer(tensor(x.reshape(points, channels, 2, 2))).reshape(points, -1)
    weights = [named("W_1", w1), named("b_1", b1), named("W_2", w2), named("b_2", b2)]
    sizes = {"channels": channels, "positions": positions, "reduced": reduced}
    cases = [case("SE", "transformers RegNetSELayer", sizes, weights, x, outputs)]
    features, conditions = 3, 2
    gamma, beta = numbers(features, conditions), numbers(features, conditions)
    film = setting(
        T5FiLMLayer(conditions, features).double(), scale_bias__weight=np.concatenate([gamma, beta])
    )
    y, z = numbers(points, features), numbers(points, conditions)
    with torch.no_grad():
        outputs = film(tensor(y)[:, None], tensor(z)[:, None])[:, 0]
    weights = [
        named("W_gamma", gamma),
        named("b_gamma", np.ones(features)),  # the layer scales by 1 + gamma
        named("W_beta", beta),
        named("b_beta", np.zeros(features)),
    ]
    sizes = {"features": features, "conditions": conditions}
    inputs = np.concatenate([y, z], axis=1)
    return [*cases, case("FiLM", "diffusers T5FiLMLayer", sizes, weights, inputs, outputs)]


def mixtures(p: int = 2, k: int = 3, points: int = 4) -> list[Case]:
    from transformers import SwitchTransformersConfig
    from transformers.models.switch_transformers.modeling_switch_transformers import (
        SwitchTransformersSparseMLP,
    )

    w, a, x = numbers(k, p), numbers(k, p, p), numbers(points, p)
    weights = [named("W", w), *(named(f"A_{e + 1}", a[e]) for e in range(k))]
    sizes = {"inputs": p, "experts": k, "outputs": p}
    shares = F.softmax(F.linear(tensor(x), tensor(w)), dim=-1)
    soft = torch.einsum("be,eij,bj->bi", shares, tensor(a), tensor(x))
    cases = [case("MoE", "torch softmax and einsum", sizes, weights, x, soft)]
    config = SwitchTransformersConfig(
        d_model=p, d_ff=p, num_experts=k, expert_capacity=points, dropout_rate=0.0, router_bias=False, router_jitter_noise=0.0,
    )  # fmt: skip
    config.dense_act_fn = "linear"
    block = SwitchTransformersSparseMLP(config).double()
    block.router.dtype = torch.float64
    values: dict[str, Any] = {"router__classifier__weight": w}
    for e in range(k):  # the first layer of each expert is the identity
        values[f"experts__expert_{e}__wi__weight"] = np.eye(p)
        values[f"experts__expert_{e}__wo__weight"] = a[e]
    block = setting(block, **values)
    with torch.no_grad():
        outputs = block(tensor(x)[None])[0]
    return [*cases, case("MoE-top1", "transformers SwitchTransformersSparseMLP", sizes, weights, x, outputs)]


def made_weights(p: int = 3, n: int = 2, m: int = 2, points: int = 2) -> list[Case]:
    from peft import LoraConfig, inject_adapter_in_model

    x, z = numbers(points, p), numbers(points, m)
    a, offset = numbers(n, p, m), numbers(n, p)
    form = torch.nn.Bilinear(p, m + 1, n, bias=False)
    form = setting(form, weight=np.concatenate([a, offset[:, :, None]], axis=2))
    with torch.no_grad():
        outputs = form(tensor(x), tensor(np.concatenate([z, np.ones((points, 1))], axis=1)))
    sizes = {"inputs": p, "units": n, "conditions": m}
    inputs = np.concatenate([x, z], axis=1)
    cases = [
        case("hypernetwork", "torch.nn.Bilinear", sizes, [named("A", a), named("B", offset)], inputs, outputs)
    ]
    slow_a, slow_b, w = numbers(n, m), numbers(p, m), numbers(n, p)
    left = F.linear(tensor(z), tensor(slow_a))
    right = torch.sigmoid(F.linear(tensor(z), tensor(slow_b)))
    fast = torch.baddbmm(tensor(w).expand(points, n, p), left[:, :, None], right[:, None, :])
    outputs = torch.bmm(fast, tensor(x)[:, :, None])[:, :, 0]
    weights = [named("A", slow_a), named("B", slow_b), named("W", w)]
    cases.append(case("FWP", "torch.baddbmm, torch.bmm", sizes, weights, inputs, outputs))
    rank, alpha = 2, 3
    holder = torch.nn.Sequential()
    holder.add_module("layer", torch.nn.Linear(p, n, bias=False))
    holder = inject_adapter_in_model(
        LoraConfig(r=rank, lora_alpha=alpha, target_modules=["layer"]), holder
    ).double()
    low, high = numbers(rank, p), numbers(n, rank)
    holder = setting(
        holder,
        layer__base_layer__weight=w,
        layer__lora_A__default__weight=low,
        layer__lora_B__default__weight=high,
    )
    with torch.no_grad():
        outputs = holder(tensor(x))
    weights = [named("W", w), named("A", low), named("B", high), {"alpha": float(alpha)}]
    sizes = {"inputs": p, "units": n, "rank": rank}
    return [*cases, case("LoRA", "peft LoRA layer", sizes, weights, x, outputs)]


def dropping(n: int = 5, points: int = 3, draws: int = 200_000) -> tuple[list[Case], dict[str, Any]]:
    w, o, q = numbers(n), numbers(n), 0.2
    repeated = np.repeat(o[None], points, axis=0)
    kept = F.dropout(torch.ones(points, n), p=q)
    outputs = (kept * tensor(o)) @ tensor(w)[:, None]
    inputs = np.concatenate([repeated, kept.numpy()], axis=1)
    cases = [case("dropout", "torch.nn.functional.dropout", {"units": n}, [named("w", w)], inputs, outputs)]
    sample = F.dropout(tensor(o).expand(draws, n), p=q) @ tensor(w)
    fourth = ((sample - sample.mean()) ** 4).mean()
    moments = {
        "entry": "dropout",
        "source": "torch.nn.functional.dropout",
        "sizes": {"units": n},
        "drop": repr(q),
        "weights": {name: repr(value) for name, value in named("w", w).items()},
        "outputs_of_units": [repr(float(value)) for value in o],
        "draws": draws,
        "mean": float(sample.mean()),
        "variance": float(sample.var()),
        "standard_error_of_mean": float((sample.var() / draws) ** 0.5),
        "standard_error_of_variance": float(((fourth - sample.var() ** 2) / draws) ** 0.5),
    }
    return cases, moments


def normalisations(n: int = 4, points: int = 3) -> list[Case]:
    x, gamma, beta = numbers(points, n), numbers(n), numbers(n)
    epsilon = 0.125  # onnx stores it in single precision
    layer = setting(torch.nn.LayerNorm(n, eps=epsilon), weight=gamma, bias=beta)
    rms = setting(torch.nn.RMSNorm(n, eps=epsilon), weight=gamma)
    with torch.no_grad():
        by_torch = layer(tensor(x)), rms(tensor(x))
    given = {"X": x, "Scale": gamma}
    by_onnx = (
        onnx_run("LayerNormalization", {**given, "B": beta}, ["Y"], epsilon=epsilon, axis=-1)[0],
        onnx_run("RMSNormalization", given, ["Y"], epsilon=epsilon, axis=-1)[0],
    )
    small = {"epsilon": epsilon}
    weights = [named("gamma", gamma), named("beta", beta), small], [named("gamma", gamma), small]
    cases = []
    for k, entry in enumerate(("LayerNorm", "RMSNorm")):
        operator = ("LayerNormalization", "RMSNormalization")[k]
        cases.append(case(entry, f"torch.nn.{entry}", {"units": n}, weights[k], x, by_torch[k]))
        cases.append(case(entry, f"onnx {operator}", {"units": n}, weights[k], x, by_onnx[k]))
    return cases


def collect(parts: Sequence[Callable[[], list[Case]]]) -> list[Case]:
    return [one for part in parts for one in part()]


def main() -> None:
    cases = collect([lstm, gru, highway, gated_linear, conditioning, mixtures, made_weights, normalisations])
    dropped, moments = dropping()
    packages = ("torch", "numpy", "onnx", "transformers", "diffusers", "peft", "allennlp-light")
    versions = {"python": sys.version.split()[0], **{name: version(name) for name in packages}}
    print(json.dumps(versions, indent=1))
    content = {"seed": SEED, "versions": versions, "cases": [*cases, *dropped], "moments": [moments]}
    path = HERE / "zoo_gates.json"
    path.write_text(
        json.dumps(content, indent=None, separators=(",", ":")).replace('{"entry"', '\n{"entry"') + "\n"
    )
    print(f"{len(content['cases'])} cases, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
