"""A name such as x12, u1.2 or w_3 is set as a letter with an index: x_{12}, u_{1.2}, w_3."""

from __future__ import annotations

import re

_INDEXED = re.compile(r"([A-Za-z]+)_?\{?(\d[\d.,_]*)\}?")
_NUMBER = re.compile(r"([+-]?)(\d+)(?:/(\d+))?")
_GREEK = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda"),
    *("mu", "nu", "xi", "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega"),
)


def _letter(name: str) -> str:
    if name in _GREEK:
        return rf"\{name}"
    return name if len(name) == 1 else rf"\mathrm{{{name}}}"


def name_label(name: str) -> str:
    """Return mathtext for a unit's or a variable's name; a name of any other form stays as it is.

    Examples
    --------
    >>> name_label("x12"), name_label("u1.2"), name_label("gate")
    ('$x_{12}$', '$u_{1.2}$', '$\\\\mathrm{gate}$')
    """
    match = _INDEXED.fullmatch(name)
    if match:
        index = match[2].strip("_,.").replace("_", ",")
        return f"${_letter(match[1])}_{{{index}}}$"
    if re.fullmatch(r"[A-Za-z]+", name):
        return f"${_letter(name)}$"
    return name.replace("$", r"\$")


def weight_label(weight: str) -> str:
    """Return mathtext for a weight: a rational number, a name, or a short expression of names.

    Examples
    --------
    >>> weight_label("-3/2"), weight_label("w_1"), weight_label("2*w1")
    ('$-\\\\frac{3}{2}$', '$w_{1}$', '$2\\\\,w_{1}$')
    """
    text = weight.replace(" ", "")
    number = _NUMBER.fullmatch(text)
    if number:
        sign, top, bottom = number.groups()
        sign = "-" if sign == "-" else ""
        return rf"${sign}\frac{{{top}}}{{{bottom}}}$" if bottom else f"${sign}{top}$"
    if not re.fullmatch(r"[A-Za-z0-9_.,+\-*/()]+", text) or "**" in text or "/" in text:
        return weight.replace("$", r"\$")
    pieces = re.split(r"([A-Za-z]+_?\d[\d.,_]*|[A-Za-z]+)", text)
    set_pieces = [name_label(p).strip("$") if p[:1].isalpha() else p.replace("*", r"\,") for p in pieces]
    return "$" + "".join(set_pieces) + "$"
