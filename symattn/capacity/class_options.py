"""A class of functions is named by its word and its options: alphabets, number of gates, degree, what is gated, which bias.

Each option has one meaning in all classes it applies to; an option that does not apply must have its default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, SupportsIndex

from symattn.errors import InvalidArgument
from symattn.threshold.arguments import as_integer, check_alphabet, check_variables

#: The classes of functions that `count`, `functions` and `capacity_bounds` know.
CLASSES = (
    "threshold",
    "polynomial-threshold",
    "output-gating",
    "additive-output",
    "multiplexing",
    "synaptic-gating",
    "two-layer",
    "glued",
)
"""The classes of functions that have a name."""

GATES = ("01", "pm", "mixed")
SYNAPSES = ("one", "any", "all", "each")
BIASES = ("free", "gated", "none")
OUTPUTS = ("linear", "and", "xor", "any")

Degree = SupportsIndex | tuple[SupportsIndex, SupportsIndex]

DEFAULTS: Mapping[str, Any] = {
    "inputs": "01",
    "gate": "01",
    "gates": 2,
    "synapses": "one",
    "bias": "free",
    "degree": 1,
    "units": 1,
    "other_inputs": None,
    "shared": None,
    "output": "linear",
}

#: The options that distinguish classes; both alphabets are accepted everywhere and matter where a claim says so.
_APPLY = {
    "threshold": ("bias",),
    "polynomial-threshold": ("degree",),
    "output-gating": ("gates", "bias", "degree", "units", "other_inputs", "shared"),
    "additive-output": ("degree",),
    "multiplexing": ("degree",),
    "synaptic-gating": ("synapses", "bias", "degree"),
    "two-layer": ("degree", "output"),
    "glued": ("degree",),
}


@dataclass(frozen=True)
class ClassOptions:
    """The validated options of a class: what `count` and `capacity_bounds` have in common.

    Parameters
    ----------
    cls, n
        The class and the number of variables of the gated unit.
    values
        Pairs (name, value) of the options after defaults.

    Examples
    --------
    >>> options = class_options("output-gating", 3, {"gate": "pm"}, most=5)
    >>> options["gate"], options["other_inputs"], options["shared"]
    ('pm', 3, 3)

    See Also
    --------
    class_options : builds it.

    References
    ----------
    The command line's options: ``symattn count --help``.
    """

    cls: str
    n: int
    values: tuple[tuple[str, Any], ...]

    def __getitem__(self, name: str) -> Any:
        return dict(self.values)[name]

    @property
    def degrees(self) -> tuple[int, int]:
        """The degrees (d1, d2) of the gated and of the gating gates."""
        degree = self["degree"]
        return degree if isinstance(degree, tuple) else (degree, degree)

    @property
    def common(self) -> bool:
        """Whether all gates read the same n variables."""
        return bool((self["other_inputs"], self["shared"]) in ((None, None), (self.n, self.n)))


def read_degree(degree: Degree) -> int | tuple[int, int]:
    """Return the degree d >= 1, or the pair (d1, d2) of the gated and the gating gates where they differ.

    Parameters
    ----------
    degree
        An integer, or a pair of integers.

    Returns
    -------
    int or pair of int
        The degree; a pair of equal degrees is one.

    Raises
    ------
    InvalidArgument
        If a degree is no integer or below 1.

    Examples
    --------
    >>> read_degree(2), read_degree((3, 1)), read_degree((2, 2))
    (2, (3, 1), 2)

    See Also
    --------
    class_options : all options.

    References
    ----------
    The command line's options: ``symattn bounds --help``.
    """
    if isinstance(degree, (tuple, list)):
        if len(degree) != 2:
            raise InvalidArgument("degree", "must be a degree or a pair of degrees", degree)
        first, second = map(_one_degree, degree)
        return first if first == second else (first, second)
    return _one_degree(degree)


def _one_degree(degree: SupportsIndex) -> int:
    number = as_integer(degree, "degree")
    if number < 1:
        raise InvalidArgument("degree", "must be at least 1", number, "Gates of degree 0 are constant.")
    return number


def class_options(cls: str, n: SupportsIndex, given: Mapping[str, Any], *, most: int) -> ClassOptions:
    """Return the options of a class after defaults, each checked; options of other classes are refused.

    Parameters
    ----------
    cls, n
        The class and its number of variables.
    given
        Options by name; those not given have the defaults of the command line.
    most
        The largest number of variables of one gate.

    Returns
    -------
    ClassOptions
        The options, with ``other_inputs`` and ``shared`` filled in for output gating.

    Raises
    ------
    InvalidArgument
        If the class or an option is unknown, out of range, or does not apply.
    TooLarge
        If a number of variables is above ``most``.

    Examples
    --------
    Gates over disjoint inputs share none:

    >>> class_options("output-gating", 3, {"other_inputs": 2, "shared": 0}, most=5)["shared"]
    0

    See Also
    --------
    symattn.capacity.count : the counts.

    References
    ----------
    The command line's options: ``symattn count --help``.
    """
    if not isinstance(cls, str) or cls not in CLASSES:
        raise InvalidArgument("cls", "must be a class of functions", cls, "Classes: " + ", ".join(CLASSES))
    n = check_variables(n, most=most)
    values = {**DEFAULTS, **given}
    check_alphabet(values["inputs"])
    for name, known in (("gate", GATES), ("synapses", SYNAPSES), ("bias", BIASES), ("output", OUTPUTS)):
        check_alphabet(values[name], name=name, known=known)
    for name in ("gates", "units"):
        values[name] = as_integer(values[name], name, least=1)
    values["degree"] = read_degree(values["degree"])
    for name in ("synapses", "bias", "output", "gates", "units", "degree", "other_inputs", "shared"):
        if name not in _APPLY[cls] and values[name] != DEFAULTS[name]:
            raise InvalidArgument(name, f"is no option of {cls}", values[name], _where(name))
    if values["bias"] == "gated" and cls != "synaptic-gating":
        hint = "A gated bias is one of synaptic-gating with synapses 'all'."
        raise InvalidArgument("bias", f"must be 'free' or 'none' for {cls}", "gated", hint)
    if cls == "output-gating":
        values.update(_variables(n, values, most))
    elif cls == "synaptic-gating":
        _check_synapses(values)
    options = ClassOptions(cls, n, tuple(values.items()))
    if isinstance(values["degree"], tuple) and (
        cls in ("polynomial-threshold", "two-layer", "glued") or values["gates"] != 2
    ):
        raise InvalidArgument("degree", "must be one number here: all gates are alike", values["degree"])
    if cls == "output-gating":
        _check_gating(options)
    return options


def _where(name: str) -> str:
    """Return a hint: the classes an option belongs to."""
    return "It applies to " + ", ".join(cls for cls, names in _APPLY.items() if name in names) + "."


def _variables(n: int, values: Mapping[str, Any], most: int) -> dict[str, int]:
    """Return the variables of the gating gate, and how many of them are common."""
    other = n
    if values["other_inputs"] is not None:
        other = check_variables(values["other_inputs"], most=most, name="other_inputs")
    shared = min(n, other) if values["shared"] is None else as_integer(values["shared"], "shared")
    if not 0 <= shared <= min(n, other):
        rule = f"must lie in 0..{min(n, other)}, a number of variables of both gates"
        raise InvalidArgument("shared", rule, shared)
    return {"other_inputs": other, "shared": shared}


def _check_gating(options: ClassOptions) -> None:
    """Refuse options of output gating that do not go together."""
    cases = (
        (not options.common, "where the gates read different variables", ("gates", "units", "bias")),
        (options["units"] > 1, "where units share a gate", ("gates", "bias")),
        (options["bias"] == "none", "where no gate has a bias", ("gates", "degree")),
    )
    for holds, where, names in cases:
        for name in names:
            if holds and options[name] != DEFAULTS[name]:
                raise InvalidArgument(name, f"must be {DEFAULTS[name]!r} {where}", options[name])


def _check_synapses(values: Mapping[str, Any]) -> None:
    """Refuse options of synaptic gating of which the theory says nothing."""
    synapses, bias = values["synapses"], values["bias"]
    if bias == "none":
        hint = "Without biases: threshold and output-gating."
        raise InvalidArgument("bias", "must be 'free' or 'gated' for synaptic-gating", bias, hint)
    if bias == "gated" and synapses != "all":
        rule = "must be 'all' where the bias is gated by the same gate"
        raise InvalidArgument("synapses", rule, synapses)
    if synapses in ("all", "each") and values["degree"] != 1:
        raise InvalidArgument(
            "degree",
            f"must be 1 with synapses {synapses!r}: weights, not monomials, are gated",
            values["degree"],
        )
