"""A tree printed as a term of Rocq over the reals; sizes and indices are natural numbers, and become reals by INR."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symattn.certificates.expression import Node, Tree
from symattn.proving.rocq.kinds import INTEGER, NATURAL, Signature, untranslated

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = 1, 2, 3, 4, 5
#: Operation -> the function of Rocq that has this value, from its library or defined in the file.
FUNCTIONS = {
    "exp": "exp",
    "log": "ln",
    "sqrt": "sqrt",
    "abs": "Rabs",
    "H": "threshold",
    "sgn": "sign",
    "relu": "relu",
    "logistic": "logistic",
    "softplus": "softplus",
    "silu": "silu",
    "tanh": "tanh",
    "sinh": "sinh",
    "cosh": "cosh",
}
_RELATIONS = {"==": "=", "!=": "<>", "<=": "<=", "<": "<", ">=": ">=", ">": ">"}


class Printer:
    """Print trees of one statement; ``bound`` holds the names that sums and quantifiers bind."""

    def __init__(self, signature: Signature) -> None:
        self.signature = signature
        self.bound: list[str] = []

    def kind(self, name: str) -> str:
        """Return what the name is: R, nat or Z."""
        return NATURAL if "#" in name or name in self.bound else self.signature.numbers.get(name, "R")

    def name(self, name: str) -> str:
        """Return the identifier of a name; an index that a proof introduces is its own."""
        return name.replace("#", "") if "#" in name else self.signature.names[name]

    # --- propositions ---------------------------------------------------------------------------------------------

    def proposition(self, tree: Tree, level: int = 0) -> str:
        """Return a statement; implications bind loosest, then disjunctions, conjunctions and negations."""
        if not isinstance(tree, tuple):
            raise untranslated("a number is not a statement", str(tree))
        op = tree[0]
        if op in _RELATIONS:
            left, right = tree[1:]
            return self._closed(f"{self.real(left)} {_RELATIONS[op]} {self.real(right)}", 4, level)
        if op in ("and", "or"):
            own, sign = (3, r"/\ "[:2]) if op == "and" else (2, r"\/")
            return self._closed(f" {sign} ".join(self.proposition(a, own + 1) for a in tree[1:]), own, level)
        if op == "not":
            return f"~ ({self.proposition(tree[1])})"
        if op == "implies":
            return self._closed(f"{self.proposition(tree[1], 2)} -> {self.proposition(tree[2], 1)}", 1, level)
        if op == "forall":
            return self._closed(self._forall(tree), 0, level)
        if op == "permutation":
            return self._permutation(tree)
        raise untranslated("has no translation of this statement", op)

    @staticmethod
    def _closed(text: str, own: int, level: int) -> str:
        return f"({text})" if own < level else text

    def _forall(self, tree: Node) -> str:
        _, inner, index, low, high = tree
        bounds = f"({self.natural(low)} <= {self.name(index)} <= {self.natural(high)})%nat"
        self.bound.append(index)
        body = self.proposition(inner, 1)
        self.bound.pop()
        return f"forall {self.name(index)} : nat, {bounds} -> {body}"

    def _permutation(self, tree: Node) -> str:
        s, n = self.name(tree[1]), self.natural(tree[2])
        i, j = "k1", "k2"
        inside = f"(forall {i} : nat, (1 <= {i} <= {n})%nat -> (1 <= {s} {i} <= {n})%nat)"
        once = (
            f"(forall {i} {j} : nat, (1 <= {i} <= {n})%nat -> (1 <= {j} <= {n})%nat -> "
            f"{s} {i} = {s} {j} -> {i} = {j})"
        )
        return rf"({inside} /\ {once})"

    # --- reals ----------------------------------------------------------------------------------------------------

    def real(self, tree: Tree, level: int = 0) -> str:
        """Return a real term, in brackets if it binds more loosely than ``level``."""
        text, own = self._real(tree)
        return f"({text})" if own < level else text

    def _real(self, tree: Tree) -> tuple[str, int]:
        if isinstance(tree, str):
            return self._variable(tree)
        if isinstance(tree, int | Fraction):
            return self._number(Fraction(tree))
        op = tree[0]
        if op == "+":
            return self._sum(tree)
        if op == "*":
            return self._product(tree)
        if op == "**":
            return self._power(tree[1], tree[2])
        return self._application(tree)

    def _variable(self, name: str) -> tuple[str, int]:
        kind, own = self.kind(name), self.name(name) if "[" not in name else ""
        if "[" in name:
            base, _, rest = name[:-1].partition("[")
            if base in self.signature.vectors:
                return " ".join([self.name(base), *(f"{index}%nat" for index in rest.split(","))]), _POWER
            own = self.name(name)
        if kind == NATURAL:
            return f"INR {own}", _POWER
        return (f"IZR {own}", _POWER) if kind == INTEGER else (own, _ATOM)

    @staticmethod
    def _number(value: Fraction) -> tuple[str, int]:
        if value < 0:
            text, own = Printer._number(-value)
            return f"- {text}", min(own, _SIGN)
        if value.denominator == 1:
            return str(value.numerator), _ATOM
        return f"{value.numerator} / {value.denominator}", _PRODUCT

    def _sum(self, tree: Node) -> tuple[str, int]:
        if len(tree) == 1:
            return "0", _ATOM
        text = self.real(tree[1], _PRODUCT)
        for term in tree[2:]:
            shown = self.real(term, _PRODUCT)
            if _signed(term):
                text += f" - {self._unsigned(term)}"
            else:
                text += f" + ({shown})" if shown.startswith(("- ", "/ ")) else f" + {shown}"
        return text, (_SUM if len(tree) > 2 else _PRODUCT)

    def _unsigned(self, term: Any) -> str:
        if isinstance(term, int | Fraction):
            return self.real(-term, _PRODUCT)
        rest = term[2:] if term[1] == -1 and len(term) > 2 else (-term[1], *term[2:])
        return self.real(rest[0] if len(rest) == 1 else ("*", *rest), _SIGN)

    def _product(self, tree: Node) -> tuple[str, int]:
        factors = tree[1:]
        if not factors:
            return "1", _ATOM
        if factors[0] == -1 and len(factors) > 1:
            rest = factors[1:]
            return f"- {self.real(rest[0] if len(rest) == 1 else ('*', *rest), _POWER)}", _SIGN
        if len(factors) == 1:
            return self._real(factors[0])
        text = self.real(factors[0], _PRODUCT)
        for factor in factors[1:]:
            if isinstance(factor, tuple) and factor[0] == "**" and _negative(factor[2]):
                text += f" / {self.real(_inverse(factor), _POWER)}"
            else:
                text += f" * {self.real(factor, _POWER)}"
        return text, _PRODUCT

    def _power(self, base: Tree, exponent: Tree) -> tuple[str, int]:
        if isinstance(exponent, Fraction) and exponent.denominator != 1:
            if exponent == Fraction(1, 2):
                return self._application(("sqrt", base))
            raise untranslated("has no translation of this power", f"exponent {exponent}")
        if isinstance(exponent, int | Fraction):
            exponent = int(exponent)
            if exponent < 0:
                return f"/ {self.real(_inverse(('**', base, exponent)), _POWER)}", _SIGN
            return f"{self.real(base, _ATOM)} ^ {exponent}", _POWER
        if self._whole(exponent) == INTEGER:
            return f"powerRZ {self.real(base, _ATOM)} ({self.integer(exponent)})%Z", _POWER
        return f"{self.real(base, _ATOM)} ^ ({self.natural(exponent)})", _POWER

    def _application(self, tree: Node) -> tuple[str, int]:
        op = tree[0]
        if op in FUNCTIONS:
            return f"{FUNCTIONS[op]} {self.real(tree[1], _ATOM)}", _POWER
        if op in ("max", "min"):
            text, function = self.real(tree[1], _ATOM), "Rmax" if op == "max" else "Rmin"
            for argument in tree[2:]:
                text = f"({function} {text} {self.real(argument, _ATOM)})"
            return text, _ATOM
        if op == "Sum":
            return self._big_sum(tree)
        if op == "index":
            return " ".join([self.name(tree[1]), *map(self._place, tree[2:])]), _POWER
        if op == "call" and tree[1] not in self.signature.permutations:
            return " ".join([self.name(tree[1]), *map(self._place, tree[2:])]), _POWER
        if op == "apply":
            return " ".join([self.name(tree[1]), *(self.real(a, _ATOM) for a in tree[2:])]), _POWER
        if op == "softmax":
            return f"softmax {self._place(tree[1])} {self.name(tree[2])} {self._place(tree[3])}", _POWER
        if op == "binomial":
            return f"INR (choose {self._place(tree[1])} {self._place(tree[2])})", _POWER
        if op == "delta":
            return self._delta(tree)
        raise untranslated("has no translation of this operation", op)

    def _delta(self, tree: Node) -> tuple[str, int]:
        if all(self._whole(argument) == NATURAL for argument in tree[1:]):
            return f"delta {self._place(tree[1])} {self._place(tree[2])}", _POWER
        left, right = (self.real(argument) for argument in tree[1:])
        return f"(if Req_EM_T ({left}) ({right}) then 1 else 0)", _ATOM

    def _big_sum(self, tree: Node) -> tuple[str, int]:
        _, term, index, low, high = tree
        if low != 1:
            raise untranslated("sums run from 1", f"lower bound {low}")
        size = self._place(high)
        self.bound.append(index)
        body = self.real(term)
        self.bound.pop()
        return f"sum (fun {self.name(index)} => {body}) {size}", _POWER

    # --- natural numbers and integers -----------------------------------------------------------------------------

    def _whole(self, tree: Tree) -> str:
        """Return whether an expression is a natural number (nat), an integer (Z) or neither (R)."""
        if isinstance(tree, int):
            return NATURAL
        if isinstance(tree, str):
            return self.kind(tree)
        if isinstance(tree, tuple) and tree[0] in ("+", "*"):
            found = {self._whole(argument) for argument in tree[1:]}
            return "R" if "R" in found else INTEGER if INTEGER in found else NATURAL
        return NATURAL if isinstance(tree, tuple) and tree[0] == "call" else "R"

    def _place(self, tree: Tree) -> str:
        """Return an index or size as the argument of a function."""
        if isinstance(tree, str):
            return self.natural(tree)
        return f"({self.natural(tree)})%nat" if not isinstance(tree, int) else f"{self.natural(tree)}%nat"

    def natural(self, tree: Tree) -> str:
        """Return a natural number; subtraction is cut off at 0, which the comparison with the statement would show."""
        if isinstance(tree, int) and tree >= 0:
            return str(tree)
        if isinstance(tree, str) and self.kind(tree) == NATURAL:
            return self.name(tree)
        if isinstance(tree, tuple) and tree[0] == "call" and tree[1] in self.signature.permutations:
            return f"{self.name(tree[1])} {self._place(tree[2])}"
        if isinstance(tree, tuple) and tree[0] in ("+", "*"):
            return self._whole_terms(tree, self.natural)
        raise untranslated("an index or size must be a natural number", str(tree))

    def integer(self, tree: Tree) -> str:
        """Return an integer."""
        if isinstance(tree, int):
            return str(tree) if tree >= 0 else f"({tree})"
        if isinstance(tree, str) and self.kind(tree) != "R":
            return f"Z.of_nat {self.name(tree)}" if self.kind(tree) == NATURAL else self.name(tree)
        if isinstance(tree, tuple) and tree[0] in ("+", "*"):
            return self._whole_terms(tree, self.integer)
        raise untranslated("an exponent must be an integer", str(tree))

    def _whole_terms(self, tree: Node, show: object) -> str:
        assert callable(show)
        if tree[0] == "*":
            return " * ".join(f"({show(a)})" if isinstance(a, tuple) else show(a) for a in tree[1:])
        plus: list[Any] = []
        minus: list[Any] = []
        for term in tree[1:]:
            if isinstance(term, int) and term < 0:
                minus.append(-term)
            elif isinstance(term, tuple) and term[0] == "*" and isinstance(term[1], int) and term[1] < 0:
                minus.append(("*", -term[1], *term[2:]) if term[1] != -1 else ("*", *term[2:]))
            else:
                plus.append(term)
        text = " + ".join(f"({show(a)})" if isinstance(a, tuple) else show(a) for a in plus) or "0"
        return text + "".join(f" - ({show(a)})" if isinstance(a, tuple) else f" - {show(a)}" for a in minus)


def _signed(term: Tree) -> bool:
    if isinstance(term, tuple) and term[0] == "*" and len(term) > 1:
        term = term[1]
    return isinstance(term, int | Fraction) and term < 0


def _negative(exponent: Tree) -> bool:
    return isinstance(exponent, int | Fraction) and exponent < 0


def _inverse(power: Node) -> Tree:
    return power[1] if power[2] == -1 else ("**", power[1], -power[2])
