"""A set of functions of up to four variables is a sorted list of codes, and one of five variables that symmetries keep a list of orbits: both have ``len``, ``in``, ``|``, ``&``, ``-``.

A code is a truth table, or several side by side where a function has three values or several outputs; see `symattn.capacity.classes.enumerated`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, SupportsIndex

from symattn.capacity.class_options import DEFAULTS, ClassOptions, Degree, class_options
from symattn.capacity.numpy_needed import needs_numpy
from symattn.errors import InvalidArgument
from symattn.threshold.arguments import as_integer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from symattn.capacity.orbits.orbit_sets import OrbitSet

MAX_LISTED = 4
"""Largest n for which the functions of a class are listed one by one."""


@dataclass(frozen=True, eq=False)
class FunctionSet:
    """A set of functions of n Boolean variables, listed: length, membership, ``|``, ``&``, ``-``, ``<=``, and iteration: over the codes as ints, in increasing order, or in chunks.

    Parameters
    ----------
    n
        The number of variables of a truth table.
    width
        The number of truth tables in one code: 1 for Boolean functions; the sum f + g of two bits takes 2, f AND g below f OR g.
    form
        What the tables of a code are: sets of one form only have unions.
    codes
        Sorted distinct codes, dtype uint64.

    Examples
    --------
    The threshold functions are among the products of two signs; of these some are not products of bits, parity is no product of either kind:

    >>> gates, signs, bits = functions("threshold", 3), functions("output-gating", 3, gate="pm"), functions("output-gating", 3)
    >>> gates <= signs, len(signs - bits)
    (True, 8)
    >>> 0b10010110 in signs | bits, 0b10000000 in signs & bits
    (False, True)

    It is gone through in the order of its codes; of two variables only XOR and its complement are no gates:

    >>> [code for code in range(16) if code not in functions("threshold", 2)], list(functions("threshold", 2))[:4]
    ([6, 9], [0, 1, 2, 3])

    See Also
    --------
    functions : the set of a class.

    References
    ----------
    Claims BY-3, BY-4.
    """

    n: int
    width: int
    codes: NDArray[np.uint64]
    form: str = "table"

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def count(self) -> int:
        """The number of functions."""
        return len(self)

    def __contains__(self, code: object) -> bool:
        try:
            number = as_integer(code, "code")  # type: ignore[arg-type]
        except InvalidArgument:
            return False
        if not 0 <= number < 1 << (self.width << self.n):
            return False
        position = int(self.codes.searchsorted(number))
        return position < len(self.codes) and int(self.codes[position]) == number

    def __iter__(self) -> Iterator[int]:
        """Yield the codes as ints, in increasing order."""
        for chunk in self.chunks():
            yield from chunk.tolist()

    def _other(self, other: object) -> NDArray[np.uint64]:
        mine = (self.n, self.width, self.form)
        if not isinstance(other, FunctionSet) or (other.n, other.width, other.form) != mine:
            rule = f"must be listed functions of {self.n} variables, each {self.form} of {self.width} tables"
            raise InvalidArgument("other", rule, other)
        return other.codes

    def __or__(self, other: object) -> FunctionSet:
        import numpy as np

        return replace(self, codes=np.union1d(self.codes, self._other(other)))

    def __and__(self, other: object) -> FunctionSet:
        import numpy as np

        common = np.intersect1d(self.codes, self._other(other), assume_unique=True)
        return replace(self, codes=common)

    def __sub__(self, other: object) -> FunctionSet:
        import numpy as np

        rest = np.setdiff1d(self.codes, self._other(other), assume_unique=True)
        return replace(self, codes=rest)

    def __le__(self, other: object) -> bool:
        return len(self - other) == 0

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FunctionSet):
            return NotImplemented
        same = (self.n, self.width, self.form, len(self)) == (other.n, other.width, other.form, len(other))
        return same and bool((self.codes == other.codes).all())

    def __hash__(self) -> int:
        return hash((self.n, self.width, len(self)))

    def chunks(self, size: SupportsIndex = 1 << 20) -> Iterator[NDArray[np.uint64]]:
        """Yield the codes in order, in arrays of at most ``size``."""
        step = as_integer(size, "size", least=1)
        return (self.codes[start : start + step] for start in range(0, len(self.codes), step))

    def to_numpy(self) -> NDArray[np.uint64]:
        """Return the sorted codes, a copy."""
        return self.codes.copy()

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object {n, width, count, codes}."""
        return {"n": self.n, "width": self.width, "count": len(self), "codes": self.codes.tolist()}

    def __repr__(self) -> str:
        return f"FunctionSet(n={self.n}, {len(self)} functions)"


@needs_numpy
def functions(
    cls: str,
    n: SupportsIndex,
    *,
    inputs: str = "01",
    gate: str = "01",
    gates: SupportsIndex = 2,
    synapses: str = "one",
    bias: str = "free",
    degree: Degree = 1,
    units: SupportsIndex = 1,
    other_inputs: SupportsIndex | None = None,
    shared: SupportsIndex | None = None,
    output: str = "linear",
) -> FunctionSet | OrbitSet:
    """Return the set of functions of a class: listed for n <= 4 variables, by orbits for n = 5 where symmetries keep the class.

    Parameters
    ----------
    cls, n
        The class and the number of variables of the gated unit.
    inputs, gate, gates, synapses, bias, degree, units, other_inputs, shared, output
        As for `count`.

    Returns
    -------
    FunctionSet or OrbitSet
        The functions: a FunctionSet is gone through one by one; an OrbitSet unpacks as representatives and sizes, and its ``chunks`` yield the functions.

    Raises
    ------
    InvalidArgument
        If a class or an option is unknown or does not apply.
    TooLarge
        If the set is not listed for this n.
    MissingExtra
        If NumPy is not installed.

    Examples
    --------
    Every threshold function is a product of two bits, one of them constant, and every glued function is one, too:

    >>> products, gates, glued = (functions(cls, 3) for cls in ("output-gating", "threshold", "glued"))
    >>> gates <= products, glued <= products, len(products - gates - glued)
    (True, True, 8)

    See Also
    --------
    count : the number alone, for larger n.

    References
    ----------
    Claims CAP-AND, CAP-XOR, CAP-A, BY-3, BY-4.
    """
    given = {name: value for name, value in locals().items() if name in DEFAULTS}
    return function_set(class_options(cls, n, given, most=5))


def function_set(options: ClassOptions) -> FunctionSet | OrbitSet:
    """Return the set of functions of a class whose options are validated."""
    if options.n > MAX_LISTED:
        from symattn.capacity.orbits.by_orbits import orbit_set

        return orbit_set(options)
    from symattn.capacity.classes.enumerated import enumerated_codes

    variables, width, form = _shape(options)
    codes = enumerated_codes(options)
    codes.flags.writeable = False
    return FunctionSet(variables, width, codes, form)


def _shape(options: ClassOptions) -> tuple[int, int, str]:
    """Return the number of variables of the tables of a code, how many tables it has, and what they are."""
    mixed = options["gate"] == "mixed"
    if options.cls == "additive-output":
        return options.n, 2, "sum of a sign and a bit" if mixed else "sum"
    if options.cls != "output-gating":
        return options.n, 1, "table"
    variables = options.n if options.common else options.n + options["other_inputs"] - options["shared"]
    # A product of a sign and bits has a third value, 0, where the gating gate is 0.
    ternary = mixed and options["gates"] > 1
    form = "product of a sign and bits" if ternary else "table" if options["units"] == 1 else "list"
    return variables, options["units"] + ternary, form
