r"""Two threshold gates of n - 1 variables are read off one gated network of n: h(x, t) is f(x) on one side of the selector t and g(x) on the other.

Property wanted: for each lower bound on a number of gated functions the map behind it, as an object: from gates to a network with attention, which is proved to
compute the glued function, and back.

Construction: every gate gets further inputs, the selectors, which make it neutral unless they spell its word; the mechanism combines the gates
(`symattn.capacity.gluing.mechanisms`).

Derivation: `GluedNetwork.proof` decides each section, "the output with the selectors fixed at j is gate j", with `prove`; no general argument takes part in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, SupportsIndex

from symattn.capacity.gluing.mechanisms import MECHANISMS, Gate, Section, Task
from symattn.certificates.threshold import ThresholdWeights
from symattn.errors import InvalidArgument, TooLarge
from symattn.model import Network
from symattn.proving import Verdict, conjunction, prove
from symattn.threshold import is_threshold, points, truth_table
from symattn.threshold.arguments import as_integer, check_alphabet, check_variables

__all__ = ["GluedNetwork", "glue_gates"]

_MOST_EVALUATED = 12


@dataclass(frozen=True)
class GluedNetwork:
    """A network with attention that computes several gates, one for each value of its selectors; made by `glue_gates`.

    Parameters
    ----------
    mechanism, inputs, gate
        The name of the mechanism, and the alphabets of inputs and of gates' values.
    network
        The network; its inputs are the variables of the gates, then the selectors.
    sections
        Which output is which gate, and where.
    parts
        The truth tables of the gates.

    Examples
    --------
    The two gates are read off the network's values alone:

    >>> glued = glue_gates([0b1000, 0b0111], n=2)
    >>> glued.proof.proved, glued.recover() == glued.parts
    (True, True)

    See Also
    --------
    glue_gates : the function that returns it.

    References
    ----------
    Claims MX-a, MX-e, CAP-AND.
    """

    mechanism: str
    inputs: str
    gate: str
    network: Network
    sections: tuple[Section, ...]
    parts: tuple[int, ...]

    @cached_property
    def proof(self) -> Verdict:
        """The verdict that every section is as stated, for all values of the other inputs."""
        return conjunction(
            [self._section_proof(section) for section in self.sections],
            statement=f"{self.mechanism}: {len(self.sections)} sections are as stated",
        )

    def _section_proof(self, section: Section) -> Verdict:
        fixed = dict(section.fixed)
        free = [name for name in self.network.inputs if name not in fixed]
        values = {symbol: fixed[str(symbol)] for symbol in self.network.input_symbols if str(symbol) in fixed}
        letters = "{0,1}" if self.inputs == "01" else "{-1,1}"
        assuming = f"{', '.join(free)} in {letters}" if free else ()
        return prove(self.network.output(section.output).subs(values), section.value, assuming=assuming)

    @cached_property
    def values(self) -> tuple[tuple[int, ...], ...]:
        """The values of each output at the points x(0), x(1), ... of `symattn.threshold.points`."""
        n = len(self.network.inputs)
        if n > _MOST_EVALUATED:
            hint = "The proof needs no table."
            raise TooLarge("n", f"is at most {_MOST_EVALUATED} where all values are listed", n, hint)
        rows = self.network.evaluate(points(n, self.inputs))
        return tuple(tuple(int(value) for value in column) for column in zip(*rows, strict=True))

    @property
    def tables(self) -> tuple[int, ...]:
        """The truth table of each output.

        Raises
        ------
        InvalidArgument
            If the outputs have three values, as products of a sign and a bit do.
        """
        if self.gate == "mixed":
            raise InvalidArgument("gate", "must be '01' or 'pm' for a truth table", self.gate, "Use .values.")
        return tuple(sum((value == 1) << k for k, value in enumerate(column)) for column in self.values)

    @property
    def table(self) -> int:
        """The truth table of the only output.

        Raises
        ------
        InvalidArgument
            If there are several outputs, or their values are not two.
        """
        if len(self.network.outputs) != 1:
            raise InvalidArgument("mechanism", "must have one output", self.mechanism, "Use .tables.")
        return self.tables[0]

    def recover(self) -> tuple[int, ...]:
        """Return the truth tables of the gates, read off the values of the network; for synaptic gating p and p OR g."""
        cube = points(len(self.network.inputs), self.inputs)
        found = []
        for section in self.sections:
            fixed = {self.network.inputs.index(name): value for name, value in section.fixed}
            inside = [k for k, x in enumerate(cube) if all(x[i] == value for i, value in fixed.items())]
            column = self.values[section.output - 1]
            found.append(sum((column[k] == 1) << bit for bit, k in enumerate(inside)))
        return MECHANISMS[self.mechanism].read(found)

    def to_json(self) -> dict[str, Any]:
        """Return the network, the tables of the gates and the selectors' values as plain data."""
        return {
            "mechanism": self.mechanism,
            "inputs": self.inputs,
            "gate": self.gate,
            "network": self.network.to_json(),
            "parts": list(self.parts),
            "sections": [{"output": s.output, "fixed": dict(s.fixed)} for s in self.sections],
        }

    def _repr_latex_(self) -> str:
        return self.network._repr_latex_()


def glue_gates(
    gates: Iterable[Any],
    *,
    mechanism: str = "output-gating",
    gate: str = "01",
    inputs: str = "01",
    n: SupportsIndex | None = None,
    gating: SupportsIndex = 1,
    shared: SupportsIndex | None = None,
) -> GluedNetwork:
    r"""Return a network with attention from which all the given threshold gates can be read: :math:`h(x, j) = f_j(x)`.

    Parameters
    ----------
    gates
        The gates :math:`f_1, \ldots, f_k`, each as a pair (weights, bias) of integers or Fractions, as a certificate `ThresholdWeights`, or as a truth table
        of n variables, for which weights are then sought.
    mechanism
        ``"output-gating"``: the product of k gates, :math:`\lceil \log_2 k \rceil` selectors; ``"output-gating-without-bias"``: gates of bias 0, a selector for each;
        ``"multiplexing"`` and ``"multiplexing-or"``: the last gate reads the others, and computes AND or OR; ``"synaptic-gating"``: two gates p and g, g gating the
        synapse of the selector into p; ``"layer"``: all products of a gated and a gating gate; ``"every-synapse"``: one gate on each synapse of a unit that reads k selectors.
    gate
        Alphabet of the gates' values: ``"01"``, ``"pm"``, or ``"mixed"``: gated in {-1, 1}, gating in {0, 1}.
    inputs
        Alphabet of the inputs, ``"01"`` or ``"pm"``.
    n
        The number of variables of gates that are given as truth tables.
    gating
        How many of the gates, the last ones, gate the others: an option of ``"layer"``.
    shared
        For two gates with ``"output-gating"``: the number of variables that the glued gates have in common, the selector among them; 0 for gates of different variables,
        which need no selector. By default all.

    Returns
    -------
    GluedNetwork
        ``.network``, ``.table``, ``.proof`` (a `Verdict`), ``.recover()``.

    Raises
    ------
    InvalidArgument
        If a gate is no threshold gate, an option is unknown or not one of this mechanism, or the numbers of variables do not agree.
    TooLarge
        If a gate has more than 20 variables, or more than 10 where weights are to be found for a truth table.

    Examples
    --------
    AND and NAND of two bits, one on each side of a third:

    >>> glued = glue_gates([((1, 1), -2), ((-1, -1), 1)])
    >>> glued.network.output()
    H(-x1 - x2 - x3 + 2)*H(x1 + x2 + 2*x3 - 2)
    >>> bin(glued.table), glued.proof.proved
    ('0b1111000', True)

    A layer of two units gated by one gate: three gates are read off two outputs.

    >>> layer = glue_gates([0b1000, 0b1110, 0b0001], mechanism="layer", gate="pm", n=2)
    >>> len(layer.network.outputs), layer.recover()
    (2, (8, 14, 1))

    The defining property: the gates come back.

    >>> parts = (0b1000, 0b0111, 0b1010, 0b0001)
    >>> all(glue_gates(parts, n=2, mechanism=name).recover() == parts for name in ("output-gating", "multiplexing", "every-synapse"))
    True

    See Also
    --------
    symattn.threshold.glue : the glued truth table.

    References
    ----------
    Claims MX-a to MX-f, CAP-AND, CAP-SYN-01, LAY-2, LAY-3, LAY-4.
    """
    if not isinstance(mechanism, str) or mechanism not in MECHANISMS:
        raise InvalidArgument("mechanism", f"must be one of {', '.join(MECHANISMS)}", mechanism)
    how = MECHANISMS[mechanism]
    check_alphabet(inputs)
    check_alphabet(gate, name="gate", known=("01", "pm", "mixed"))
    if (inputs, gate) not in how.alphabets:
        known = "; ".join(f"inputs={x!r}, gate={g!r}" for x, g in how.alphabets)
        raise InvalidArgument("gate", f"must be an alphabet of {mechanism}", gate, f"Alphabets: {known}.")
    if isinstance(gates, (str, bytes)) or not isinstance(gates, Iterable):
        raise InvalidArgument("gates", "must be a list of threshold gates", gates)
    read = tuple(_read(given, k, inputs, n) for k, given in enumerate(gates, 1))
    if len(read) < 2 or (how.most is not None and len(read) > how.most):
        count = "two gates" if how.most == 2 else "at least two gates"
        raise InvalidArgument("gates", f"must be {count}", f"{len(read)} given")
    task = Task(read, inputs, gate, *_options(mechanism, len(read), gating, shared))
    sizes = {one.n for one in read}
    if task.shared is None and len(sizes) > 1:
        hint = "Two gates of different variables: shared=0."
        raise InvalidArgument("gates", "must have the same number of variables", sorted(sizes), hint)
    network, sections = how.build(task)
    return GluedNetwork(mechanism, inputs, gate, network, tuple(sections), tuple(one.table for one in read))


def _options(mechanism: str, count: int, gating: Any, shared: Any) -> tuple[int, int | None]:
    number = as_integer(gating, "gating")
    if mechanism == "layer" and not 1 <= number < count:
        raise InvalidArgument("gating", f"must lie in 1..{count - 1}, the rest being gated", number)
    if mechanism != "layer" and number != 1:
        raise InvalidArgument("gating", "is an option of the mechanism 'layer'", number)
    if mechanism in ("output-gating", "output-gating-without-bias"):
        number = count - 1
    if shared is None:
        return number, None
    if mechanism != "output-gating" or count != 2:
        raise InvalidArgument("shared", "is an option of output gating of two gates", shared)
    common = as_integer(shared, "shared")
    if common < 0:
        raise InvalidArgument("shared", "must be a number of variables, at least 0", common)
    return number, common


def _read(given: Any, k: int, inputs: str, n: Any) -> Gate:
    """Return the gate from weights, a certificate or a truth table."""
    argument = f"gate {k}"
    if isinstance(given, ThresholdWeights):
        if given.inputs != inputs or not given.check():
            rule = f"must be a certificate over the alphabet {inputs!r} that checks"
            raise InvalidArgument(argument, rule, given)
        return _exact(given.weights, given.bias, given.table)
    if isinstance(given, (tuple, list)):
        if len(given) != 2 or not isinstance(given[0], (tuple, list)):
            hint = "For example ((1, 1), -2)."
            raise InvalidArgument(argument, "must be a pair (weights, bias)", given, hint)
        table = truth_table(given[0], given[1], inputs=inputs)
        return _exact(given[0], given[1], table)
    if n is None:
        hint = "Or give (weights, bias)."
        raise InvalidArgument("n", "must be given with truth tables", n, hint)
    answer = is_threshold(given, check_variables(n), inputs=inputs).certificate
    if not isinstance(answer, ThresholdWeights):
        hint = f"is_threshold({given}, {n}) gives the certificate that it is none."
        raise InvalidArgument(argument, "must be a threshold gate", given, hint)
    return _exact(answer.weights, answer.bias, answer.table)


def _exact(weights: Sequence[Any], bias: Any, table: int) -> Gate:
    return Gate(tuple(Fraction(w) for w in weights), Fraction(bias), table)
