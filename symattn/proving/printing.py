"""A tree printed as text that the parser reads back to the same tree, and as LaTeX for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from symattn.certificates.expression import PREDICATES, Node, Tree

_LEVEL = {"implies": 0, "or": 1, "and": 2, "not": 3, **dict.fromkeys(("==", "!=", "<=", "<", ">=", ">"), 4)}
_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = 5, 6, 7, 8, 9
_LATEX_RELATION = {"==": "=", "!=": r"\ne", "<=": r"\le", "<": "<", ">=": r"\ge", ">": ">"}
_LATEX_WORD = {"and": r"\wedge", "or": r"\vee", "implies": r"\implies", "not": r"\neg"}
_LATEX_FUNCTION = {
    "logistic": r"\sigma",
    "H": "H",
    "sgn": r"\operatorname{sgn}",
    "relu": r"\operatorname{ReLU}",
    "softplus": r"\operatorname{softplus}",
    "silu": r"\operatorname{SiLU}",
}
_GREEK = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "theta",
    "lambda",
    "mu",
    "sigma",
    "tau",
    "phi",
    "omega",
    "Delta",
    "Gamma",
    "Lambda",
    "Sigma",
    "Omega",
    "ell",
]


def _split_sign(tree: Tree) -> tuple[bool, Tree]:
    """Return (negative?, absolute part) of a summand."""
    if isinstance(tree, int | Fraction) and tree < 0:
        return True, -tree
    if (
        isinstance(tree, tuple)
        and tree[0] == "*"
        and len(tree) > 2
        and isinstance(tree[1], int | Fraction)
        and tree[1] < 0
    ):
        if tree[1] == -1:
            return True, tree[2] if len(tree) == 3 else ("*", *tree[2:])
        return True, ("*", -tree[1], *tree[2:])
    return False, tree


def _fraction_parts(tree: Tree) -> tuple[list[Tree], list[Tree]]:
    """Return numerator and denominator factors of a product."""
    up: list[Tree] = []
    down: list[Tree] = []
    for factor in tree[1:] if isinstance(tree, tuple) and tree[0] == "*" else (tree,):
        if isinstance(factor, Fraction) and factor.denominator > 1:
            up.extend([factor.numerator] if factor.numerator != 1 else [])
            down.append(factor.denominator)
        elif isinstance(factor, tuple) and factor[0] == "**" and isinstance(factor[2], int) and factor[2] < 0:
            down.append(factor[1] if factor[2] == -1 else ("**", factor[1], -factor[2]))
        else:
            up.append(factor)
    return up, down


class _Text:
    """Print a tree as text in the grammar of the parser."""

    words: Mapping[str, str] = {word: word for word in _LEVEL}

    def show(self, tree: Tree, level: int = 0) -> str:
        """Return the tree, in brackets if it binds more loosely than ``level``."""
        text, own = self.node(tree)
        return self.brackets(text) if own < level else text

    def node(self, tree: Tree) -> tuple[str, int]:
        """Return the text of a node and how tightly it binds."""
        if isinstance(tree, str):
            return self.name(tree), _ATOM
        if isinstance(tree, int | Fraction):
            if tree < 0:
                return "-" + self.number(-tree), _SIGN
            return self.number(tree), _ATOM if Fraction(tree).denominator == 1 else _PRODUCT
        op = tree[0]
        if op in _LEVEL:
            return self.logic(tree), _LEVEL[op]
        if op in PREDICATES:
            return self.predicate(tree), _ATOM
        if op == "+":
            return self.sum(tree), _SUM
        if op == "*":
            negative, rest = _split_sign(tree)
            return ("-" + self.show(rest, _PRODUCT), _SUM) if negative else (self.product(tree), _PRODUCT)
        if op == "**":
            return self.power(tree)
        return self.function(tree), _ATOM

    def logic(self, tree: Node) -> str:
        op, level = tree[0], _LEVEL[tree[0]]
        if op == "not":
            return f"{self.words[op]} {self.show(tree[1], level)}"
        return f" {self.words[op]} ".join(self.show(argument, level + 1) for argument in tree[1:])

    def predicate(self, tree: Node) -> str:
        if tree[0] == "permutation":
            return f"{tree[1]} permutation of {self.show(tree[2])}"
        return f"forall({self.show(tree[1])}, ({tree[2]}, {self.show(tree[3])}, {self.show(tree[4])}))"

    def sum(self, tree: Node) -> str:
        text = ""
        for k, term in enumerate(tree[1:]):
            negative, rest = _split_sign(term)
            sign = ("-" if negative else "") if k == 0 else (" - " if negative else " + ")
            text += sign + self.show(rest, _PRODUCT)
        return text or "0"

    def product(self, tree: Node) -> str:
        up, down = _fraction_parts(tree)
        text = "*".join(self.show(factor, _SIGN if k else _PRODUCT) for k, factor in enumerate(up)) or "1"
        return "/".join([text, *(self.show(factor, _POWER) for factor in down)])

    def power(self, tree: Node) -> tuple[str, int]:
        _, base, exponent = tree
        if isinstance(exponent, int) and exponent < 0:
            return self.product(("*", tree)), _PRODUCT
        return f"{self.show(base, _ATOM)}**{self.show(exponent, _ATOM)}", _POWER

    def function(self, tree: Node) -> str:
        op = tree[0]
        if op == "Sum":
            low, high = self.show(tree[3]), self.show(tree[4])
            return f"Sum({self.show(tree[1])}, ({tree[2]}, {low}, {high}))"
        if op == "index":
            return f"{tree[1]}[{', '.join(self.show(index) for index in tree[2:])}]"
        name, arguments = (tree[1], tree[2:]) if op in ("call", "apply") else (op, tree[1:])
        return f"{name}({', '.join(self.show(argument) for argument in arguments)})"

    def brackets(self, text: str) -> str:
        return f"({text})"

    def name(self, name: str) -> str:
        return name

    def number(self, value: int | Fraction) -> str:
        return str(value)


class _Latex(_Text):
    """Print a tree as LaTeX; ``names`` gives the LaTeX of functions and variables where it is special."""

    words = _LATEX_RELATION | _LATEX_WORD

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def name(self, name: str) -> str:
        if name in self.names:
            return self.names[name]
        match = re.fullmatch(r"([A-Za-z]+?)_?(\d*)(?:_([A-Za-z]\w*))?(?:\[(.*)\])?", name)
        if match is None:
            return r"\mathtt{" + name.replace("_", r"\_") + "}"
        base, digits, word, indices = match.groups()
        if len(base) > 1:
            base = "\\" + base if base in _GREEK else r"\mathrm{" + base + "}"
        index = ",".join(part for part in (digits, word, indices) if part)
        return base + (f"_{{{index}}}" if index else "")

    def number(self, value: int | Fraction) -> str:
        value = Fraction(value)
        if value.denominator == 1:
            return str(value)
        return rf"\tfrac{{{value.numerator}}}{{{value.denominator}}}"

    def brackets(self, text: str) -> str:
        return rf"\left({text}\right)"

    def product(self, tree: Node) -> str:
        up, down = _fraction_parts(tree)
        if down:
            return rf"\frac{{{self._factors(up)}}}{{{self._factors(down)}}}"
        return self._factors(up)

    def _factors(self, factors: list[Tree]) -> str:
        if len(factors) == 1:
            return self.show(factors[0])
        text = ""
        for factor in factors:
            shown = self.show(factor, _SIGN)
            separator = r" \cdot " if text and shown[:1].isdigit() else r" \, "
            text += separator + shown if text else shown
        return text or "1"

    def power(self, tree: Node) -> tuple[str, int]:
        _, base, exponent = tree
        if isinstance(exponent, int) and exponent < 0:
            return self.product(("*", tree)), _ATOM
        if isinstance(base, tuple) and base[0] in ("call", "apply", "H", "sgn", "logistic"):
            return f"{self.show(base)}^{{{self.show(exponent)}}}", _POWER
        return f"{self.show(base, _ATOM)}^{{{self.show(exponent)}}}", _POWER

    def predicate(self, tree: Node) -> str:
        if tree[0] == "permutation":
            return rf"{self.name(tree[1])} \text{{ a permutation of }} 1, \ldots, {self.show(tree[2])}"
        index = rf"{self.name(tree[2])} = {self.show(tree[3])}, \ldots, {self.show(tree[4])}"
        return rf"\left({self.show(tree[1])} \text{{ for }} {index}\right)"

    def function(self, tree: Node) -> str:
        op = tree[0]
        if op == "Sum":
            low, high = self.show(tree[3]), self.show(tree[4])
            return rf"\sum_{{{self.name(tree[2])}={low}}}^{{{high}}} {self.show(tree[1], _PRODUCT)}"
        if op == "index":
            return f"{self.name(tree[1])}_{{{','.join(self.show(index) for index in tree[2:])}}}"
        arguments = tree[2:] if op in ("call", "apply") else tree[1:]
        inner = ", ".join(self.show(argument) for argument in arguments)
        if op == "binomial":
            return rf"\binom{{{self.show(tree[1])}}}{{{self.show(tree[2])}}}"
        if op == "exp":
            return f"e^{{{inner}}}"
        if op == "sqrt":
            return rf"\sqrt{{{inner}}}"
        if op == "abs":
            return rf"\left|{inner}\right|"
        if op == "delta":
            return rf"\delta_{{{inner}}}"
        if op == "softmax":
            return rf"\operatorname{{softmax}}_{{{self.show(tree[1])}}}({self.name(tree[2])})"
        if op in ("call", "apply"):
            return f"{self.name(tree[1])}({inner})"
        return rf"{_LATEX_FUNCTION.get(op, chr(92) + op)}\left({inner}\right)"


def to_text(tree: Tree) -> str:
    """Return the tree as text; the parser reads it back to a tree with the same meaning.

    Examples
    --------
    >>> to_text(("==", ("*", "x", ("+", "y", -1)), ("+", ("*", "x", "y"), ("*", -1, "x"))))
    'x*(y - 1) == x*y - x'

    See Also
    --------
    to_latex
    parse_statement : the way back.
    """
    return _Text().show(tree)


def to_latex(tree: Tree, names: Mapping[str, str] | None = None) -> str:
    r"""Return the tree as LaTeX, in the order in which it was written.

    Examples
    --------
    >>> to_latex(("==", ("H", ("+", "x_1", Fraction(-1, 2))), "y"))
    'H\\left(x_{1} - \\tfrac{1}{2}\\right) = y'

    See Also
    --------
    to_text
    """
    return _Latex(names or {}).show(tree)
