"""What SymPy builds, read as a tree: symbols are reals unless their assumptions say less, and nothing is evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import sympy
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import Boolean
from sympy.matrices.expressions.matexpr import MatrixElement

from symattn.certificates.domains import Domain
from symattn.certificates.expression import MAX_DEPTH, Tree, entry, functions
from symattn.errors import InvalidStatement, TooLarge
from symattn.model import gates
from symattn.proving.matrices import Matrices
from symattn.proving.parser import FUNCTIONS, RESERVED
from symattn.proving.statement import short

_FUNCTIONS: dict[Any, str] = {
    sympy.exp: "exp",
    sympy.log: "log",
    sympy.tanh: "tanh",
    sympy.sinh: "sinh",
    sympy.cosh: "cosh",
    sympy.Abs: "abs",
    sympy.Max: "max",
    sympy.Min: "min",
    sympy.binomial: "binomial",
    sympy.KroneckerDelta: "delta",
    gates.H: "H",
    gates.sgn: "sgn",
    gates.logistic: "logistic",
    gates.relu: "relu",
    sympy.And: "and",
    sympy.Or: "or",
    sympy.Not: "not",
    sympy.Implies: "implies",
    sympy.Equality: "==",
    sympy.Unequality: "!=",
    sympy.LessThan: "<=",
    sympy.StrictLessThan: "<",
    sympy.GreaterThan: ">=",
    sympy.StrictGreaterThan: ">",
}
_NAME = re.compile(r"[^\W\d][^\s()\[\],;<>=!+*/\-]*")
#: Assumptions of symbols that are taken over; those not listed are refused rather than dropped.
_UNDERSTOOD = (
    *(
        (key, True)
        for key in ("real", "integer", "rational", "positive", "negative", "nonnegative", "nonpositive")
    ),
    *((key, True) for key in ("nonzero", "finite", "extended_real")),
    ("infinite", False),
    ("zero", False),
)
#: The first that holds is the strongest.
_AS_RELATION = {"negative": "<", "nonnegative": ">=", "nonpositive": "<=", "nonzero": "!="}
_REFUSED = {
    "Heaviside": "SymPy's Heaviside(0) is 1/2; use symattn.model.H, which has H(0) = 1",
    "sign": "SymPy's sign(0) is 0; use symattn.model.sgn, which has sgn(0) = +1",
    "Piecewise": "piecewise expressions are written with H, abs, max or min here",
    "Derivative": "derivatives are to be carried out first, with .doit()",
    "Integral": "integrals are outside every procedure of this version",
    "Limit": "limits are outside every procedure of this version",
}


class Translator:
    """Translate SymPy expressions of one statement; it collects the domains of the symbols it meets."""

    def __init__(self, functions: Iterable[str] = ()) -> None:
        self.functions = (
            dict(functions) if isinstance(functions, Mapping) else dict.fromkeys(functions, "call")
        )
        self.domains: dict[str, Domain] = {}
        #: What symbols' own assumptions say beyond a domain, such as x >= 0.
        self.assumptions: dict[str, Tree] = {}
        self.symbols: dict[str, sympy.Basic] = {}
        #: Indices of the enclosing sums that run over 1, ..., n, with n.
        self.counted: dict[sympy.Symbol, Tree] = {}
        self.matrices = Matrices(self)
        self._sizes: set[str] = set()
        self._dummies: dict[sympy.Dummy, str] = {}
        self._memo: dict[Any, Tree] = {}

    def tree(self, expression: Any, depth: int = 0) -> Tree:
        """Return the tree of an expression or relation.

        Raises
        ------
        InvalidStatement
            For a construct that has no meaning here: a complex symbol, a float, Heaviside, sign, a bare infinity.
        """
        if depth > MAX_DEPTH:
            raise TooLarge(
                "statement", f"may be nested {MAX_DEPTH} deep at most", hint="Name the inner parts."
            )
        # Inside sums over the places of matrices, other names are free for further bound indices.
        key = (expression, self.matrices.scope) if self.matrices.scope else expression
        known = self._memo.get(key)
        if known is None:
            known = self._memo[key] = self._node(expression, depth)
        return known

    def _node(self, e: Any, depth: int) -> Tree:
        if (e.is_Add or e.is_Mul) and not e.is_Matrix:
            known = self._memo.get  # most arguments of a long sum of products have been met before
            parts = [known(argument) or self.tree(argument, depth + 1) for argument in e.args]
            return ("+" if e.is_Add else "*", *parts)
        made = self.matrices.scalar(e, depth)
        if made is not None:
            return made
        if isinstance(e, sympy.Lambda) or not isinstance(e, sympy.Expr | Boolean):
            raise InvalidStatement(
                "statement", f"{type(e).__name__} is outside the grammar of statements", str(e)
            )
        if e.is_Integer:
            return short(int(e), "statement")
        if e.is_Rational:
            return short(Fraction(int(e.p), int(e.q)), "statement")
        if e.is_Symbol:
            return self._symbol(e)
        if e.is_Pow:
            return self._power(e, depth)
        op = _FUNCTIONS.get(e.func)
        if op is not None:
            return (
                op,
                *[self.tree(argument, depth + 1) for argument in e.args[: 2 if op == "delta" else None]],
            )
        if e is sympy.E:
            return ("exp", 1)
        if isinstance(e, AppliedUndef) and self._may_apply(e.func.__name__):
            name = e.func.__name__
            arguments = [self.tree(argument, depth + 1) for argument in e.args]
            return (self.functions.get(name, "apply"), name, *arguments)
        if isinstance(e, sympy.Indexed):
            return self._indexed(e, depth)
        if isinstance(e, sympy.Sum):
            return self._sum(e, depth)
        self._refuse(e)
        raise InvalidStatement("statement", f"{e.func.__name__} is outside the grammar of statements", str(e))

    def _may_apply(self, name: str) -> bool:
        """Return whether an undefined function of that name can be told from the functions of the grammar."""
        return name in self.functions or (name.isidentifier() and name not in (*FUNCTIONS, *RESERVED))

    def _power(self, e: sympy.Pow, depth: int) -> Tree:
        base, exponent = e.args
        if base is sympy.E:
            return ("exp", self.tree(exponent, depth + 1))
        if exponent == sympy.Rational(1, 2):
            return ("sqrt", self.tree(base, depth + 1))
        return ("**", self.tree(base, depth + 1), self.tree(exponent, depth + 1))

    def _symbol(self, symbol: sympy.Symbol) -> str:
        name = self._name(symbol)
        self._same(name, symbol)
        self._range(name, symbol)
        return name

    def _name(self, symbol: sympy.Symbol) -> str:
        """Return the name of a symbol; a Dummy gets its number in order of appearance, SymPy's own being random."""
        name = str(symbol.name)
        if _NAME.fullmatch(name) is None or name in RESERVED:
            rule = "names of symbols are words, without blanks, brackets or operators in them"
            raise InvalidStatement("statement", rule, name)
        if isinstance(symbol, sympy.Dummy):
            return self._dummies.setdefault(symbol, f"{name}_dummy{len(self._dummies) + 1}")
        return name

    def base(self, label: sympy.Symbol, owner: Any) -> str:
        """Return the name of a matrix symbol; no other vector or matrix of the statement may have it."""
        name = self._name(label)
        other = self.symbols.get(f"{name}[")
        if isinstance(other, sympy.MatrixSymbol) and str(other.shape) != str(owner.shape):
            rule = f"{name} has two shapes, {other.shape} and {owner.shape}"
            raise InvalidStatement("statement", rule, name, "Give different matrices different names.")
        self._same(f"{name}[", owner)
        return name

    def dimension(self, symbol: sympy.Symbol) -> str:
        """Return the name of a size of a matrix, which is an integer >= 1."""
        name = self._symbol(symbol)
        self._sizes.add(name)
        self.domains[name] = "positive integer"
        return name

    def at_least(self, size: str, number: int) -> None:
        """Assume that the dimension is not less than the number."""
        known = self.assumptions.get(size, ())
        if not isinstance(known, tuple) or not known or known[2] < number:
            self.assumptions[size] = (">=", size, number)

    def _same(self, name: str, e: sympy.Basic) -> None:
        if self.symbols.setdefault(name, e) != e:
            hint = "SymPy treats symbols with different assumptions as different: use one of them throughout."
            raise InvalidStatement("statement", "two different symbols print alike", name, hint)

    def _range(self, name: str, symbol: sympy.Symbol) -> None:
        """Record what the symbol's assumptions say about the variable ``name``; refuse what cannot be said here."""
        given = {key: value for key, value in symbol._assumptions_orig.items() if key != "commutative"}
        if symbol.is_real is False or symbol.is_extended_real is False or given.get("complex"):
            rule = f"{name} with a complex assumption"
            raise InvalidStatement("statement", "symbols range over the reals", rule)
        for key, value in given.items():
            if (key, value) not in _UNDERSTOOD:
                hint = f"Understood: {', '.join(key for key, _ in _UNDERSTOOD)}."
                rule = f"the assumption {key}={value} has no meaning here"
                raise InvalidStatement("statement", rule, name, hint)
        words = [word for word in ("positive", "integer") if getattr(symbol, f"is_{word}")]
        self.domains[name] = "positive integer" if name in self._sizes else " ".join(words) or "real"
        for key, relation in _AS_RELATION.items():
            if "positive" not in words and getattr(symbol, f"is_{key}"):
                self.assumptions.setdefault(name, (relation, name, 0))

    def _indexed(self, e: sympy.Indexed, depth: int) -> Tree:
        label = e.base.label
        if not isinstance(label, sympy.Symbol):
            raise InvalidStatement("statement", "vectors are IndexedBase objects with a name", str(e))
        base = self._name(label)
        self._same(f"{base}[", e.base)
        indices = tuple(self.tree(index, depth + 1) for index in e.indices)
        for index, tree in zip(e.indices, indices, strict=True):
            if functions(tree):
                self._refuse(next(iter(index.atoms(AppliedUndef))))
        if all(isinstance(index, int) for index in indices):
            name = entry(base, indices)
            self._range(name, label)
            return name
        if any(key != "commutative" and key != "real" for key in label._assumptions_orig):
            rule = "entries with a symbolic index range over all reals"
            raise InvalidStatement("statement", rule, f"{base} with assumptions")
        return ("index", base, *indices)

    def _sum(self, e: sympy.Sum, depth: int) -> Tree:
        e = _from_one(e)
        outer = dict(self.counted)
        for index, *bounds in e.limits:
            if len(bounds) == 2 and bounds[0] == 1:
                self.counted[index] = self.tree(bounds[1], depth + 1)
        try:
            term = self.tree(e.function, depth + 1)
        finally:
            self.counted = outer
        for limits in e.limits:
            if len(limits) != 3:
                raise InvalidStatement("statement", "a sum needs both bounds", str(e))
            index, low, high = limits
            if low.is_Integer and high.is_Integer and high < low - 1:
                hint = "SymPy reads such a sum as minus the terms in between; write the sum you mean."
                raise InvalidStatement(
                    "statement", "a sum runs upwards, or is empty with high = low - 1", str(e), hint
                )
            name = str(self.tree(index))
            term = ("Sum", term, name, self.tree(low, depth + 1), self.tree(high, depth + 1))
        return term

    @staticmethod
    def _refuse(e: Any) -> None:
        if e.is_Float:
            hint = "Write a Rational, for example Rational(1, 2)."
            raise InvalidStatement("statement", "floats are never evidence", str(e), hint)
        if e in (sympy.true, sympy.false):
            hint = "SymPy evaluated the relation before it arrived: pass both sides, prove(lhs, rhs)."
            raise InvalidStatement("statement", "is already a truth value", str(e), hint)
        if e.is_infinite or e is sympy.nan or e is sympy.zoo:
            raise InvalidStatement("statement", "is defined nowhere: it contains an infinity", str(e))
        name = e.func.__name__
        if isinstance(e, AppliedUndef):
            hint = f"If it permutes 1, ..., n, say so: assuming='{name} permutation of n'; give an arbitrary function a name of its own."
            raise InvalidStatement(
                "statement", f"{name} is not a known function of this argument", str(e), hint
            )
        if name in _REFUSED:
            raise InvalidStatement("statement", _REFUSED[name], str(e))


def _from_one(e: sympy.Sum) -> sympy.Sum:
    """Return sums over k = 0, ..., n - 1 of entries of matrices, as SymPy writes them, as sums over 1, ..., n of the term at k - 1."""
    bound = {k for k, *_ in e.limits}
    inner = {k for part in e.function.atoms(sympy.Sum) for k in part.variables}
    if not e.function.has(MatrixElement) or bound & (inner | e.free_symbols) or len(bound) != len(e.limits):
        return e
    moved = {k: k - 1 for k, *bounds in e.limits if len(bounds) == 2 and bounds[0] == 0}
    limits = [(k, low + 1, high + 1) if k in moved else (k, low, high) for k, low, high in e.limits]
    return sympy.Sum(e.function.xreplace(moved), *limits)


def to_sympy(tree: Tree) -> Any:
    """Return the tree as a SymPy expression, for display and for work on the result."""
    if isinstance(tree, int):
        return sympy.Integer(tree)
    if isinstance(tree, Fraction):
        return sympy.Rational(tree.numerator, tree.denominator)
    if isinstance(tree, str):
        if tree.endswith("]"):
            base, indices = tree[:-1].split("[")
            return sympy.IndexedBase(base)[tuple(int(index) for index in indices.split(","))]
        return sympy.Symbol(tree)
    op, *rest = tree
    if op == "+":
        return sympy.Add(*[to_sympy(argument) for argument in rest])
    if op == "*":
        return sympy.Mul(*[to_sympy(argument) for argument in rest])
    if op == "**":
        return sympy.Pow(to_sympy(rest[0]), to_sympy(rest[1]))
    if op == "index":
        return sympy.IndexedBase(rest[0])[tuple(to_sympy(index) for index in rest[1:])]
    if op == "Sum":
        return sympy.Sum(to_sympy(rest[0]), (sympy.Symbol(rest[1]), to_sympy(rest[2]), to_sympy(rest[3])))
    if op == "call":
        return sympy.Function(rest[0])(*[to_sympy(argument) for argument in rest[1:]])
    if op == "sqrt":
        return sympy.sqrt(to_sympy(rest[0]))
    if op == "silu":
        return to_sympy(("*", rest[0], ("logistic", rest[0])))
    if op == "softplus":
        return to_sympy(("log", ("+", 1, ("exp", rest[0]))))
    for function, name in _FUNCTIONS.items():
        if name == op:
            return function(*[to_sympy(argument) for argument in rest])
    raise InvalidStatement("expression", f"{op!r} has no SymPy form", str(tree))
