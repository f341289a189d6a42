r"""The value of an expression at a batch of points: every bound index is an axis, and a sum contracts it.

The walk goes from SymPy's nodes to NumPy arrays directly; no text is made, and nothing is looked up by name.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import BooleanFalse, BooleanTrue
from sympy.matrices.expressions.matexpr import MatrixElement

from symattn.errors import InvalidArgument
from symattn.model import gates
from symattn.model import transfer_forms as forms
from symattn.model.labelled_arrays import Labelled, contracted, elementwise, gathered, product

__all__ = ["ELEMENTWISE", "Evaluation", "sum_of_exponentials"]


def _erf(value: Any) -> Any:
    import numpy as np

    return np.vectorize(math.erf, otypes=[np.float64])(value)


def _hyperbolic(name: str) -> Callable[[Any], Any]:
    def function(value: Any) -> Any:
        import numpy as np

        with np.errstate(over="ignore"):  # beyond the largest float: rounded to infinity
            return getattr(np, name)(value)

    return function


def _largest(*arrays: Any) -> Any:
    import numpy as np

    return reduce(np.maximum, arrays)


def _least(*arrays: Any) -> Any:
    import numpy as np

    return reduce(np.minimum, arrays)


def _every(*arrays: Any) -> Any:
    import numpy as np

    return reduce(np.logical_and, arrays)


def _some(*arrays: Any) -> Any:
    import numpy as np

    return reduce(np.logical_or, arrays)


def _log_of_sum(*exponents: Any) -> Any:
    import numpy as np

    return reduce(np.logaddexp, exponents)  # precise also where the sum is close to 1


def _power(base: Any, exponent: Any) -> Any:
    import numpy as np

    return np.power(np.asarray(base, dtype=np.float64), exponent)


#: SymPy's class -> the function of arrays; H, sgn, logistic and relu with the conventions of `symattn.model.gates`.
ELEMENTWISE: dict[Any, Callable[..., Any]] = {
    sp.exp: forms.exp_numeric,
    sp.log: forms.log_numeric,
    sp.tanh: forms.tanh_numeric,
    sp.sinh: _hyperbolic("sinh"),
    sp.cosh: _hyperbolic("cosh"),
    sp.erf: _erf,
    sp.Abs: forms.absolute_numeric,
    sp.Max: _largest,
    sp.Min: _least,
    gates.H: forms.threshold_numeric,
    gates.sgn: forms.sign_numeric,
    gates.logistic: forms.logistic_numeric,
    gates.relu: forms.relu_numeric,
    sp.And: _every,
    sp.Or: _some,
    sp.Not: lambda value: ~value,
    sp.Equality: lambda a, b: a == b,
    sp.Unequality: lambda a, b: a != b,
    sp.LessThan: lambda a, b: a <= b,
    sp.StrictLessThan: lambda a, b: a < b,
    sp.GreaterThan: lambda a, b: a >= b,
    sp.StrictGreaterThan: lambda a, b: a > b,
}


def _is_exp(e: Any) -> bool:
    return isinstance(e, sp.exp)


def sum_of_exponentials(e: Any) -> bool:
    """Return whether the expression is a written-out sum of exponentials and ones, or a sum of them over one index."""
    if e.is_Add:
        return all(term == 1 or _is_exp(term) for term in e.args)
    return isinstance(e, sp.Sum) and len(e.limits) == 1 and _is_exp(e.function)


@dataclass(frozen=True)
class _Range:
    """The label of a bound index, its numbers low, ..., high, and at which of them it is meant (None: at all)."""

    label: int
    low: int
    high: int
    meant: Labelled | None = None


class Evaluation:
    """One evaluation: the arrays of the arguments, the sizes, and the values found so far."""

    def __init__(
        self,
        arrays: Mapping[Any, Any],
        functions: Mapping[str, Callable[..., Any]],
        indices: Mapping[Any, frozenset[Any]],
    ) -> None:
        self.arrays = arrays
        self.functions = functions
        #: For every subexpression the indices, bound somewhere, that occur free in it.
        self.indices = indices
        self._bound: dict[Any, _Range] = {}
        self._labels = 0
        self._known: dict[Any, Labelled] = {}

    def value(self, e: Any) -> Labelled:
        """Return the value of a scalar or matrix expression; a matrix has two labels of its own, rows first."""
        key = (e, tuple((i, r.label) for i, r in self._bound.items() if i in self.indices[e]))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._value(e)
        return found

    def _value(self, e: Any) -> Labelled:
        if e in self._bound:
            return self._numbers(self._bound[e])
        if e in self.arrays and not isinstance(e, sp.IndexedBase | sp.MatrixSymbol):
            return Labelled((), self.arrays[e])
        if e.is_Matrix or isinstance(e, sp.MatrixExpr):
            return self._matrix(e)
        if e.is_Rational:
            return Labelled((), float(Fraction(int(e.p), int(e.q))))
        if e.is_Number or e.is_NumberSymbol:
            return Labelled((), float(e))
        if isinstance(e, BooleanTrue | BooleanFalse):
            return Labelled((), bool(e))
        if e.is_Add:
            return elementwise(lambda *terms: reduce(lambda a, b: a + b, terms), *map(self.value, e.args))
        if e.is_Mul:
            return elementwise(product, *self._factors(e.args))
        if e.is_Pow:
            return self._pow(*e.args)
        if isinstance(e, sp.Sum | sp.Product):
            return self._sum(e)
        if isinstance(e, sp.Indexed):
            return self._entry(self.arrays[e.base], e.indices, e, 1)
        if isinstance(e, MatrixElement):
            matrix = self.value(e.parent)
            return self._entry(matrix.ordered(matrix.labels), e.indices, e, 0)
        if isinstance(e, sp.Trace):
            return contracted([self._diagonal(e.arg)], {-1: int(self.value(e.arg.rows).array)})
        if isinstance(e, sp.KroneckerDelta):
            return elementwise(lambda a, b: (a == b) * 1.0, *map(self.value, e.args[:2]))
        if isinstance(e, sp.Piecewise):
            return self._piecewise(e)
        if isinstance(e, AppliedUndef):
            return elementwise(self.functions[e.func.__name__], *map(self.value, e.args))
        if e.func is sp.log:
            return self._log(e.args[0])
        return elementwise(ELEMENTWISE[e.func], *map(self.value, e.args))

    # --- indices and sums -------------------------------------------------------------------------

    def _numbers(self, r: _Range) -> Labelled:
        import numpy as np

        return Labelled((r.label,), np.arange(r.low, r.high + 1, dtype=np.float64))

    def _fresh(self) -> int:
        self._labels += 1
        return self._labels

    def _sum(self, e: Any) -> Labelled:
        """Return a sum or product; the last index of SymPy's limits is the outermost, and those before may run up to it."""
        before = dict(self._bound)
        ranges: list[_Range] = []
        try:
            for index, *bounds in reversed(e.limits):
                ranges.append(self._range(bounds[0], bounds[1], e))
                self._bound[index] = ranges[-1]
            return self._totalled(e, ranges)
        finally:
            self._bound = before

    def _range(self, low: Any, high: Any, e: Any) -> _Range:
        import numpy as np

        ends = [self.value(low), self.value(high)]
        lows, highs = (np.asarray(end.array) for end in ends)
        for bound in (lows, highs):
            if not np.array_equal(bound, np.rint(bound)):
                raise InvalidArgument(str(e), "must run over integers", bound)
        short = elementwise(lambda a, b: b < a - 1, *ends)
        if np.any(short.array):
            raise InvalidArgument(
                str(e), "must run upwards, or be empty with high = low - 1", f"{lows}, {highs}"
            )
        label, least, most = self._fresh(), int(lows.min(initial=1)), int(highs.max(initial=0))
        if lows.size == highs.size == 1:
            return _Range(label, least, most)
        numbers = self._numbers(_Range(label, least, most))
        return _Range(label, least, most, elementwise(lambda i, a, b: (a <= i) & (i <= b), numbers, *ends))

    def _totalled(self, e: Any, ranges: Sequence[_Range]) -> Labelled:
        import numpy as np

        bound = {r.label: r.high - r.low + 1 for r in ranges}
        meant = [r.meant for r in ranges if r.meant is not None]
        neutral = 1.0 if isinstance(e, sp.Product) else 0.0
        if isinstance(e, sp.Sum) and not meant:
            return contracted(self._factors(e.function.args if e.function.is_Mul else [e.function]), bound)
        with np.errstate(all="ignore") if meant else ExitStack():
            body = self.value(e.function)
        if meant:
            body = elementwise(lambda value, *where: np.where(_every(*where), value, neutral), body, *meant)
        if isinstance(e, sp.Sum):
            return contracted([body], bound)
        labels = tuple(dict.fromkeys((*body.labels, *bound)))
        whole = body.ordered(labels)
        first = whole.ndim - len(labels)
        shape = [bound.get(label, whole.shape[first + k]) for k, label in enumerate(labels)]
        whole = np.broadcast_to(whole, (*whole.shape[:first], *shape))
        axes = tuple(first + k for k, label in enumerate(labels) if label in bound)
        return Labelled(tuple(label for label in labels if label not in bound), whole.prod(axis=axes))

    def _entry(self, array: Any, indices: Sequence[Any], e: Any, first: int) -> Labelled:
        """Return the entry whose indices, counted from ``first``, are bound indices (the axes themselves) or any expressions."""
        import numpy as np

        shape = array.shape[array.ndim - len(indices) :]
        ranges = [self._bound.get(index) for index in indices]
        if all(
            r is not None and r.low >= first and r.high < first + length
            for r, length in zip(ranges, shape, strict=True)
        ) and len({r.label for r in ranges if r is not None}) == len(ranges):
            axes = tuple(slice(r.low - first, r.high - first + 1) for r in ranges if r is not None)
            return Labelled(tuple(r.label for r in ranges if r is not None), array[(..., *axes)])
        places = []
        for index, length in zip(indices, shape, strict=True):
            place = self.value(index)
            number = np.asarray(place.array)
            if number.size and not (first <= number.min() <= number.max() < first + length):
                rule = f"has an index outside {first}, ..., {first + length - 1}, the numbers of that axis"
                raise InvalidArgument(str(e), rule, f"{number.min():g} to {number.max():g}")
            if not np.array_equal(number, np.rint(number)):
                raise InvalidArgument(str(e), "must have integers as indices", str(index))
            places.append(Labelled(place.labels, number.astype(np.intp) - first))
        return gathered(array, places)

    # --- powers, exponentials, pieces -------------------------------------------------------------

    def _pow(self, base: Any, exponent: Any) -> Labelled:
        import numpy as np

        if base is sp.E:
            return elementwise(forms.exp_numeric, self.value(exponent))
        if exponent.is_Integer and exponent >= 0:
            return elementwise(lambda value: np.asarray(value) ** int(exponent), self.value(base))
        if exponent.is_Integer:
            return elementwise(lambda value: 1.0 / np.asarray(value) ** int(-exponent), self.value(base))
        if exponent == sp.S.Half:
            return elementwise(np.sqrt, self.value(base))
        return elementwise(_power, self.value(base), self.value(exponent))

    def _factors(self, factors: Sequence[Any]) -> list[Labelled]:
        """Return the values of the factors; in e^a / (e^b_1 + ... + e^b_n) both parts are first divided by the greatest e^b_k."""
        exponents = [f.args[-1] for f in factors if _is_exp(f)]
        below = [f for f in factors if f.is_Pow and f.exp == -1 and sum_of_exponentials(f.base)]
        if not exponents or not below:
            return [self.value(f) for f in factors]
        parts = [self._shifted(f.base) for f in below]
        shift = elementwise(
            lambda *given: forms.exp_numeric(
                reduce(lambda a, b: a + b, given[: len(exponents)])
                - reduce(lambda a, b: a + b, given[len(exponents) :])
            ),
            *(self.value(a) for a in exponents),
            *(greatest for greatest, _ in parts),
        )
        rest = [self.value(f) for f in factors if not _is_exp(f) and f not in below]
        return [shift, *(elementwise(lambda total: 1.0 / total, total) for _, total in parts), *rest]

    def _log(self, argument: Any) -> Labelled:
        if not sum_of_exponentials(argument):
            return elementwise(forms.log_numeric, self.value(argument))
        if argument.is_Add:
            return elementwise(_log_of_sum, *(self._exponent(term) for term in argument.args))
        greatest, total = self._shifted(argument)
        return elementwise(lambda m, t: m + forms.log_numeric(t), greatest, total)

    def _exponent(self, term: Any) -> Labelled:
        return Labelled((), 0.0) if term == 1 else self.value(term.args[-1])

    def _shifted(self, e: Any) -> tuple[Labelled, Labelled]:
        """Return m and t with E = e^m t for a sum E of exponentials, m being the greatest exponent."""
        import numpy as np

        if e.is_Add:
            exponents = [self._exponent(term) for term in e.args]
            greatest = elementwise(_largest, *exponents)
            terms = [elementwise(lambda a, m: forms.exp_numeric(a - m), a, greatest) for a in exponents]
            return greatest, elementwise(lambda *t: reduce(lambda a, b: a + b, t), *terms)
        before = dict(self._bound)
        index, low, high = e.limits[0]
        r = self._range(low, high, e)
        try:
            self._bound[index] = r
            exponent = self.value(e.function.args[-1])
        finally:
            self._bound = before
        if r.meant is not None:
            exponent = elementwise(lambda a, where: np.where(where, a, -np.inf), exponent, r.meant)
        if r.label not in exponent.labels:
            count = r.high - r.low + 1
            return exponent, Labelled((), float(count))
        rest = tuple(label for label in exponent.labels if label != r.label)
        greatest = Labelled(rest, exponent.ordered((*rest, r.label)).max(axis=-1, initial=-np.inf))
        scaled = elementwise(lambda a, m: forms.exp_numeric(a - m), exponent, greatest)
        return greatest, contracted([scaled], {r.label: r.high - r.low + 1})

    def _piecewise(self, e: Any) -> Labelled:
        import numpy as np

        with np.errstate(all="ignore"):  # a branch is evaluated also where another one is meant
            values = [self.value(branch) for branch, _ in e.args]
            conditions = [self.value(condition) for _, condition in e.args]

        def chosen(*arrays: Any) -> Any:
            first = np.broadcast_arrays(*arrays)
            return np.select(first[len(values) :], first[: len(values)], default=np.nan)

        return elementwise(chosen, *values, *conditions)

    # --- matrices -----------------------------------------------------------------------------------

    def _matrix(self, e: Any) -> Labelled:
        import numpy as np

        rows, columns = self._fresh(), self._fresh()
        both = (rows, columns)
        if isinstance(e, sp.MatrixSymbol):
            return Labelled(both, self.arrays[e])
        if isinstance(e, sp.MatrixBase):
            return Labelled(
                both, self.stacked([e[i, j] for i in range(e.rows) for j in range(e.cols)], e.shape)
            )
        if isinstance(e, sp.MatMul):
            factors, labels = [], [rows]
            scalars = [self.value(a) for a in e.args if not a.is_Matrix]
            parts = [a for a in e.args if a.is_Matrix]
            for k, part in enumerate(parts):
                labels.append(columns if k == len(parts) - 1 else self._fresh())
                factors.append(self._as(part, labels[k], labels[k + 1]))
            inner = {
                label: int(self.value(part.cols).array) for label, part in zip(labels[1:], parts, strict=True)
            }
            del inner[columns]
            return contracted([*scalars, *factors], inner)
        if isinstance(e, sp.MatAdd | sp.HadamardProduct):
            parts = [self._as(a, rows, columns) for a in e.args]
            added = isinstance(e, sp.MatAdd)
            return elementwise((lambda *t: reduce(lambda a, b: a + b, t)) if added else product, *parts)
        if isinstance(e, sp.Transpose):
            return Labelled(both, np.swapaxes(self._as(e.arg, rows, columns).ordered(both), -1, -2))
        height, width = (int(self.value(size).array) for size in e.shape)
        made = {sp.Identity: np.eye(height), sp.ZeroMatrix: np.zeros((height, width))}
        return Labelled(both, made.get(type(e), np.ones((height, width))))

    def _as(self, matrix: Any, rows: int, columns: int) -> Labelled:
        """Return the matrix with these labels."""
        value = self.value(matrix)
        return Labelled((rows, columns), value.ordered(value.labels))

    def _diagonal(self, matrix: Any) -> Labelled:
        import numpy as np

        value = self.value(matrix)
        return Labelled((-1,), np.diagonal(value.ordered(value.labels), axis1=-2, axis2=-1))

    def stacked(self, entries: Sequence[Any], shape: Sequence[int]) -> Any:
        """Return the values of scalar expressions as one array whose last axes have this shape; constants are broadcast."""
        import numpy as np

        arrays = np.broadcast_arrays(*(np.asarray(self.value(entry).array) for entry in entries))
        whole = np.stack(arrays, axis=-1)
        return whole.reshape((*whole.shape[:-1], *shape))
