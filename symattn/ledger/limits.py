"""Whatever lies between two explicit sequences for all large n tends to their common limit: the machine statement of an asymptotic claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symattn.certificates.expression import to_json
from symattn.ledger.machine import MachineStatement
from symattn.proving import Verdict, by_squeeze, parse_expression, read_statement, to_latex


@dataclass(frozen=True)
class Limit(MachineStatement):
    """Every E(n) with lower <= E(n) <= upper for all large n tends to ``limit``, for all values of the other variables.

    The two inequalities are what the claim's argument derives from the claims it rests on; that they force the limit is decided by `by_squeeze`.

    Parameters
    ----------
    lower, upper, limit
        Expressions of the prover's grammar.
    variable
        The variable that grows.
    assuming
        The domains of the other variables.

    Examples
    --------
    >>> Limit("1 - 1/n", "1 + log(n)/n", "1").decide().status
    'proved'
    >>> Limit("0", "1 + 1/n", "1").decide().status
    'refuted'

    See Also
    --------
    symattn.proving.by_squeeze : the procedure.

    References
    ----------
    Claims RV-6-lim, CAP-AND-lim.
    """

    lower: str
    upper: str
    limit: str
    variable: str = "n"
    assuming: str = ""

    def decide(self, tier: str = "fast") -> Verdict:
        """Decide with `by_squeeze`."""
        return by_squeeze(
            self.lower, self.upper, limit=self.limit, variable=self.variable, assuming=self.assuming
        )

    @property
    def text(self) -> str:
        """The sentence with its assumptions."""
        n = self.variable
        given = f"  for {self.assuming}" if self.assuming else ""
        return f"every E({n}) with {self.lower} <= E({n}) <= {self.upper} for all large {n} tends to {self.limit}{given}"

    def latex(self, names: Mapping[str, str]) -> str:
        """Return the two bounds and the limit."""
        low, high, limit = (
            to_latex(parse_expression(side), names) for side in (self.lower, self.upper, self.limit)
        )
        n = to_latex(self.variable, names)
        return rf"{low} \le E({n}) \le {high} \;\Longrightarrow\; E({n}) \to {limit} \quad ({n} \to \infty)"

    def content(self) -> Any:
        """Return the trees of the bounds and of the limit, the variable, and the other variables' domains."""
        bounds = read_statement(self.lower, self.upper, assuming=self.assuming).to_json()
        return [bounds, to_json(parse_expression(self.limit)), self.variable]
