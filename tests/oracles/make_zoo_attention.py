"""Make zoo_attention.json: outputs of attention layers and recurrences by PyTorch, ONNX, transformers and fla-core.

Not run by the suite.  In an environment of its own:

    pip install torch onnx transformers einops
    pip download --no-deps fla-core          # a wheel; two of its files are read, the package itself wants a GPU
    python make_zoo_attention.py path/to/fla_core-....whl

Weights and inputs are multiples of 1/32, so the decimal fractions in the file are exact.  Names of weights are those of the entries of
symattn.attention.zoo: W_Q[i, j] takes entry i of a token to entry j of its query, the transpose of what PyTorch stores.
"""

from __future__ import annotations

import importlib.util
import json
import math
import sys
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch
import torch.nn.functional as F
from onnx import helper
from onnx.reference import ReferenceEvaluator
from torch import nn

SEED = 20260
torch.manual_seed(SEED)
rng = np.random.default_rng(SEED)
cases: list[dict] = []


def draw(*shape: int) -> np.ndarray:
    return rng.integers(-32, 33, shape) / 32


def named(label: str, values: np.ndarray) -> dict[str, float]:
    if values.ndim == 1:
        return {f"{label}[{i + 1}]": float(v) for i, v in enumerate(values)}
    return {f"{label}[{i + 1}, {j + 1}]": float(v) for (i, j), v in np.ndenumerate(values)}


def case(
    entry: str, source: str, sizes: dict, weights: dict, inputs: np.ndarray, outputs, tolerance: float, **more
) -> None:
    """Keep one case; ``outputs`` are those of the foreign package, flattened as the outputs of the network are."""
    weights = {
        name: value for label, values in weights.items() for name, value in named(label, values).items()
    }
    cases.append(
        {
            "entry": entry,
            "source": source,
            "sizes": sizes,
            "weights": weights | more.get("symbols", {}),
            "inputs": np.concatenate(
                [np.ravel(part) for part in (inputs, *more.get("further", ()))]
            ).tolist(),
            "outputs": np.ravel(np.asarray(outputs, dtype=np.float64)).tolist(),
            "tolerance": tolerance,
        }
    )


def t(values: np.ndarray) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float64)


def heads(rows: np.ndarray, count: int) -> torch.Tensor:
    """(tokens, heads * d) -> (1, heads, tokens, d)."""
    m = rows.shape[0]
    return t(rows.reshape(m, count, -1).transpose(1, 0, 2))[None]


def joined(output: torch.Tensor) -> np.ndarray:
    """(1, heads, tokens, d) -> (tokens, heads * d)."""
    values = output[0].detach().numpy()
    return values.transpose(1, 0, 2).reshape(values.shape[1], -1)


def onnx_op(
    op: str, opset: int, inputs: dict[str, np.ndarray], outputs: int, **attributes
) -> list[np.ndarray]:
    names = [f"out{k}" for k in range(outputs)]
    node = helper.make_node(op, [n if v is not None else "" for n, v in inputs.items()], names, **attributes)
    present = {n: v for n, v in inputs.items() if v is not None}
    value = [
        helper.make_tensor_value_info(n, helper.np_dtype_to_tensor_dtype(v.dtype), v.shape)
        for n, v in present.items()
    ]
    kind = helper.np_dtype_to_tensor_dtype(next(iter(present.values())).dtype)
    graph = helper.make_graph(
        [node], "g", value, [helper.make_tensor_value_info(n, kind, None) for n in names]
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])
    return ReferenceEvaluator(model).run(None, present)


def layer(width: int, count: int, groups: int, d: int) -> dict[str, np.ndarray]:
    return {
        "W_Q": draw(width, count * d),
        "W_K": draw(width, groups * d),
        "W_V": draw(width, groups * d),
        "W_O": draw(count * d, width),
    }


def multi_head() -> None:
    width, count = 4, 2
    module = nn.MultiheadAttention(width, count, batch_first=True).double()
    w = layer(width, count, count, width // count)
    w |= {f"b_{s}": draw(width) for s in "QKVO"}
    with torch.no_grad():
        module.in_proj_weight.copy_(t(np.concatenate([w[f"W_{s}"].T for s in "QKV"])))
        module.in_proj_bias.copy_(t(np.concatenate([w[f"b_{s}"] for s in "QKV"])))
        module.out_proj.weight.copy_(t(w["W_O"].T))
        module.out_proj.bias.copy_(t(w["b_O"]))
    x = draw(3, width)
    output = module(t(x)[None], t(x)[None], t(x)[None])[0].detach()
    sizes = {"tokens": 3, "width": width, "heads": count, "key_width": width // count}
    case("MHA", "torch nn.MultiheadAttention", sizes, w, x, output, 1e-12)


def dot_product(entry: str, source: str, groups: int, mask: np.ndarray | None = None, **options) -> None:
    m, width, count, d = 4, 3, 4, 2
    w, x = layer(width, count, groups, d), draw(m, width)
    q, k, v = heads(x @ w["W_Q"], count), heads(x @ w["W_K"], groups), heads(x @ w["W_V"], groups)
    given = {} if mask is None else {"attn_mask": torch.tensor(mask)}
    output = joined(F.scaled_dot_product_attention(q, k, v, **given, **options)) @ w["W_O"]
    sizes = {"tokens": m, "width": width, "heads": count, "key_width": d} | (
        {"groups": groups} if entry == "GQA" else {}
    )
    further = (mask,) if entry == "additive" else ()
    case(entry, source, sizes, w, x, output, 1e-12, further=further)


def onnx_attention(entry: str, groups: int, mask: np.ndarray | None = None, **options) -> None:
    m, width, count, d = 3, 3, 4, 2
    w, x = layer(width, count, groups, d), draw(m, width)
    inputs = {"Q": (x @ w["W_Q"])[None], "K": (x @ w["W_K"])[None], "V": (x @ w["W_V"])[None]}
    if mask is not None:
        inputs["attn_mask"] = mask
    output = (
        onnx_op("Attention", 24, inputs, 1, q_num_heads=count, kv_num_heads=groups, **options)[0][0]
        @ w["W_O"]
    )
    sizes = {"tokens": m, "width": width, "heads": count, "key_width": d} | (
        {"groups": groups} if entry == "GQA" else {}
    )
    case(entry, "onnx Attention", sizes, w, x, output, 1e-12, further=() if mask is None else (mask,))


def alibi() -> None:
    from transformers.models.bloom.modeling_bloom import BloomAttention, build_alibi_tensor

    m, width, count = 4, 4, 2
    config = SimpleNamespace(
        pretraining_tp=1,
        slow_but_exact=False,
        hidden_size=width,
        n_head=count,
        hidden_dropout=0.0,
        attention_dropout=0.0,
    )
    module = BloomAttention(config, layer_idx=0).double().eval()
    w, x, d = layer(width, count, count, width // count), draw(m, width), width // count
    fused = np.stack([w[f"W_{s}"].T.reshape(count, d, width) for s in "QKV"], axis=1).reshape(
        3 * width, width
    )
    with torch.no_grad():
        module.query_key_value.weight.copy_(t(fused))
        module.query_key_value.bias.zero_()
        module.dense.weight.copy_(t(w["W_O"].T))
        module.dense.bias.zero_()
    biases = build_alibi_tensor(torch.ones(1, m), count, torch.float64)
    mask = torch.triu(torch.full((m, m), -math.inf, dtype=torch.float64), diagonal=1)[None, None]
    output = module(t(x)[None], torch.zeros(1, m, width, dtype=torch.float64), biases, mask)[0].detach()
    slopes = biases[:, 0, 1].double().numpy()
    sizes = {"tokens": m, "width": width, "heads": count, "key_width": d}
    source = (
        "transformers BloomAttention, which adds the bias to the keys and takes softmax in single precision"
    )
    case("ALiBi", source, sizes, w | {"m": slopes}, x, output, 1e-6)


def relative() -> None:
    from transformers.models.t5.modeling_t5 import T5Attention

    m, width, count, d = 4, 3, 2, 4
    config = SimpleNamespace(
        is_decoder=False, relative_attention_num_buckets=32, relative_attention_max_distance=128, d_model=width,
        d_kv=d, num_heads=count, dropout_rate=0.0, _attn_implementation="eager",
    )  # fmt: skip
    module = T5Attention(config, has_relative_attention_bias=True, layer_idx=0).double().eval()
    w, x, b = layer(width, count, count, d), draw(m, width), draw(count, 2 * m - 1)
    with torch.no_grad():
        for name, label in (("q", "W_Q"), ("k", "W_K"), ("v", "W_V"), ("o", "W_O")):
            getattr(module, name).weight.copy_(t(w[label].T))
        lags = torch.arange(-(m - 1), m)
        buckets = T5Attention._relative_position_bucket(
            lags, bidirectional=True, num_buckets=32, max_distance=128
        )
        assert len(set(buckets.tolist())) == 2 * m - 1  # each lag has a bucket of its own
        module.relative_attention_bias.weight[buckets] = t(b.T)
    output = module(t(x)[None])[0].detach()
    sizes = {"tokens": m, "width": width, "heads": count, "key_width": d}
    # T5 has no factor 1/sqrt(d): here it is 1/2, undone in the queries.
    case("relative", "transformers T5Attention", sizes, w | {"W_Q": 2 * w["W_Q"], "b": b}, x, output, 1e-12)


def gated(entry: str) -> None:
    from transformers.models.qwen3_next.modeling_qwen3_next import Qwen3NextAttention
    from transformers.models.step3p7.modeling_step3p7 import Step3p7Attention

    m, width, count, d = 3, 3, 2, 2
    config = SimpleNamespace(
        head_dim=d, hidden_size=width, num_attention_heads=count, num_key_value_heads=count, attention_dropout=0.0,
        attention_bias=False, rms_norm_eps=1e-6, query_pre_attn_scalar=d, layer_types=["full_attention"],
        sliding_window=None, gating="per-head", _attn_implementation="eager",
    )  # fmt: skip
    w, x = layer(width, count, count, d), draw(m, width)
    w["W_G"] = draw(width, count * d if entry == "gated-attention" else count)
    if entry == "gated-attention":
        module = Qwen3NextAttention(config, 0).double().eval()
        # for each head the rows of the query, then those of the gate
        parts = [w[label].T.reshape(count, d, width) for label in ("W_Q", "W_G")]
        query = np.concatenate(parts, axis=1).reshape(2 * count * d, width)
    else:
        module, query = Step3p7Attention(config, 0).double().eval(), w["W_Q"].T
    module.q_norm = module.k_norm = nn.Identity()
    with torch.no_grad():
        module.q_proj.weight.copy_(t(query))
        module.k_proj.weight.copy_(t(w["W_K"].T))
        module.v_proj.weight.copy_(t(w["W_V"].T))
        module.o_proj.weight.copy_(t(w["W_O"].T))
        if entry == "gated-heads":
            module.g_proj.weight.copy_(t(w["W_G"].T))
    still = (torch.ones(1, m, d, dtype=torch.float64), torch.zeros(1, m, d, dtype=torch.float64))
    output = module(t(x)[None], still, None)[0].detach()
    source = f"transformers {type(module).__name__}, norms replaced by the identity, no rotation; softmax in single precision"
    sizes = {"tokens": m, "width": width, "heads": count, "key_width": d}
    case(entry, source, sizes, w, x, output, 1e-6)


def states(width: int, d: int, e: int) -> dict[str, np.ndarray]:
    return {"W_Q": draw(width, d), "W_K": draw(width, d), "W_V": draw(width, e)}


def onnx_linear(entry: str) -> None:
    m, width, d, e = 5, 3, 2, 3
    w, x = states(width, d, e), draw(m, width)
    symbols, decay = {}, None
    if entry == "GLA":
        w["W_D"] = draw(width, d)
        decay = F.logsigmoid(t(x @ w["W_D"])).numpy()[None]
    if entry == "retention":
        symbols = {"gamma": 0.875}
        decay = np.full((1, m, 1), math.log(0.875))
    inputs = {"query": x @ w["W_Q"], "key": x @ w["W_K"], "value": x @ w["W_V"]}
    inputs = {name: value[None] for name, value in inputs.items()} | {"past_state": None, "decay": decay}
    if decay is None:
        del inputs["past_state"], inputs["decay"]
    rule = "linear" if decay is None else "gated"
    output = onnx_op(
        "LinearAttention", 27, inputs, 2, q_num_heads=1, kv_num_heads=1, scale=1.0, update_rule=rule
    )[0]
    sizes = {"tokens": m, "width": width, "key_width": d, "value_width": e}
    case(entry, "onnx LinearAttention, in single precision", sizes, w, x, output, 1e-6, symbols=symbols)


def fla(entry: str, folder: Path) -> None:
    part = {"retention": "retention", "GLA": "gla", "linear": "linear_attn"}[entry]
    spec = importlib.util.spec_from_file_location(f"naive_{part}", folder / "fla" / "ops" / part / "naive.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    m, width, d, e = 5, 3, 4, 4
    w, x = states(width, d, e), draw(m, width)
    q, k, v = (t(x @ w[f"W_{s}"]) for s in "QKV")
    symbols = {}
    if entry == "retention":
        symbols = {"gamma": 31 / 32}  # what the implementation has for its first head
        output = module.naive_retention(*(part[None, None] for part in (q, k, v)))
    elif entry == "GLA":
        w["W_D"] = draw(width, d)
        decay = F.logsigmoid(t(x @ w["W_D"]))
        output, _ = module.naive_recurrent_gla(*(part[None, :, None] for part in (q, k, v, decay)))
    else:
        output, _ = module.naive_recurrent_linear_attn(*(part[None, :, None] for part in (q, k, v)))
    sizes = {"tokens": m, "width": width, "key_width": d, "value_width": e}
    # the factor 1/sqrt(d) = 1/2 of the implementation, put into the queries
    w["W_Q"] = w["W_Q"] / 2
    case(
        entry,
        f"fla-core fla.ops.{part}.naive, in single precision",
        sizes,
        w,
        x,
        output,
        1e-6,
        symbols=symbols,
    )


def state_space() -> None:
    from transformers.models.mamba.modeling_mamba import mamba_selective_scan, mamba_selective_state_update

    m, width, n = 4, 2, 3
    w = {
        "W_Delta": draw(width, width), "b_Delta": draw(width), "W_B": draw(width, n), "W_C": draw(width, n),
        "A": -np.abs(draw(width, n)) - 1 / 32, "D": draw(width),
    }  # fmt: skip
    x = draw(m, width)
    sizes = {"tokens": m, "width": width, "state": n}
    step, B, C = (t((x @ w[label]).T)[None] for label in ("W_Delta", "W_B", "W_C"))
    shared = {"D": t(w["D"])}
    y, last = mamba_selective_scan(
        t(x.T)[None],
        step,
        t(w["A"]),
        B,
        C,
        delta_bias=t(w["b_Delta"]),
        delta_softplus=True,
        return_last_state=True,
        **shared,
    )
    outputs = np.concatenate([y[0].T.numpy().ravel(), last[0].numpy().ravel()])
    zero = np.zeros((width, n))
    case("SSM", "transformers mamba_selective_scan", sizes, w, x, outputs, 1e-6, further=(zero,))
    start = draw(width, n)
    state = t(start)[None].clone()
    rows = [
        mamba_selective_state_update(
            state,
            t(x[i])[None],
            step[:, :, i],
            t(w["A"]),
            B[:, :, i],
            C[:, :, i],
            dt_bias=t(w["b_Delta"]),
            dt_softplus=True,
            **shared,
        )[0].numpy()
        for i in range(m)
    ]
    outputs = np.concatenate([np.ravel(rows), state[0].numpy().ravel()])
    source = "transformers mamba_selective_state_update, step by step from a state that is not 0, in single precision"
    case("SSM", source, sizes, w, x, outputs, 1e-6, further=(start,))


def main() -> None:
    wheel = Path(sys.argv[1])
    multi_head()
    dot_product("causal", "torch scaled_dot_product_attention, is_causal", 4, is_causal=True)
    dot_product(
        "causal",
        "torch scaled_dot_product_attention, boolean attn_mask",
        4,
        mask=np.tril(np.ones((4, 4), dtype=bool)),
    )
    onnx_attention("causal", 4, is_causal=1)
    dot_product("additive", "torch scaled_dot_product_attention, attn_mask of floats", 4, mask=4 * draw(4, 4))
    onnx_attention("additive", 4, mask=4 * draw(3, 3))
    alibi()
    relative()
    for groups in (1, 2):
        dot_product("GQA", "torch scaled_dot_product_attention, enable_gqa", groups, enable_gqa=True)
        onnx_attention("GQA", groups)
    gated("gated-attention")
    gated("gated-heads")
    for entry in ("linear", "retention", "GLA"):
        onnx_linear(entry)
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(wheel).extractall(folder)
        for entry in ("linear", "retention", "GLA"):
            fla(entry, Path(folder))
    state_space()
    versions = {name: version(name) for name in ("torch", "onnx", "transformers", "numpy", "einops")}
    versions["fla-core"] = wheel.name.split("-")[1]
    print(versions)
    result = {
        "made_by": "make_zoo_attention.py",
        "seed": SEED,
        "versions": versions,
        "cases": cases,
    }
    text = json.dumps(result, indent=None, separators=(",", ":")).replace('{"entry"', '\n{"entry"')
    Path(__file__).with_name("zoo_attention.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
