r"""Claims on the asymptotic capacity of layers of gated units: LAY-1-lim, LAY-2-lim, LAY-4-lim.

Property wanted: log2 of the number of maps, divided by its leading term, tends to 1; for a gate on every synapse, constants between which it stays.

Construction: the finite inequalities of LAY-1 to LAY-4, with log2 T(n) between n^2 (1 - c/log n) and n^2.

Derivation: replacing n by n - 1 changes n^2 by the factor (1 - 1/n)^2, replacing it by n - k with k <= n/3 changes log n by a factor of at least 1/2.
"""

from __future__ import annotations

from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.limits import Limit
from symattn.ledger.machine import All, Derived
from symattn.proving import prove

_ONE_LESS, _TWO_THIRDS = "m == n - 1; n >= 4", "m >= 2*n/3; n >= 3"
_LOWER = r"By [[RV-6-lim]] there is a $c > 0$ with $\log_2 T(m) \ge m^2 (1 - c/\log m)$ for all large $m$"
_UPPER = r"$\log_2 T(n) \le n^2$ for $n \ge 2$ by [[RV-3-P]]"


def _logarithm(given: str, claim: str = "2*log(m) >= log(n)") -> Derived:
    """Return that log m is at least half of log n, as m^2 >= n."""
    return Derived(claim, given, evidence=lambda: prove("m**2 >= n", assuming=given))


def _squeezed(lower: str, upper: str = "1", limit: str = "1") -> Limit:
    return Limit(lower, upper, limit, assuming="c > 0")


_ONE_VARIABLE = "(1 - 2*c/log(n))*(1 - 1/n)**2"
_THIRD = "4/27*(1 - 2*c/log(n))*(1 - 2/n)**3"
_SHIFTED = (
    rf"{_LOWER}; with $m = n - 1$ and $\log(n-1) \ge \tfrac12 \log n$ (the first machine statement, for $n \ge 4$), $\log_2 T(n-1) \ge n^2 (1 - 1/n)^2 (1 - 2c/\log n)$. "
    rf"{_UPPER}."
)


CLAIMS = [
    Claim(
        id="LAY-1-lim",
        kind="asymptotic",
        title="A layer of m units with gates of their own has capacity 2mn²(1 + o(1))",
        statement=All((_logarithm(_ONE_LESS), _squeezed(_ONE_VARIABLE))),
        display=(
            r"Uniformly in $m$, for values in $\{0,1\}$ and in $\{-1,1\}$, $\dfrac{\log_2 G(n)^m}{2 m n^2} \to 1$ as $n \to \infty$, and for the layer without gates $\dfrac{\log_2 T(n)^m}{m n^2} \to 1$: gating every unit by a gate of "
            r"its own doubles the capacity asymptotically."
        ),
        source=PAPER + ", proof of this project",
        argument=(
            r"By [[LAY-1]] the numbers of maps are $G(n)^m$ and $T(n)^m$: $m$ cancels in both quotients.",
            r"$T(n-1)^2 \le G(n) \le T(n)^2$ by [[CAP-AND]] and [[CAP-XOR]], and $T(n-1) \le T(n)$.",
            _SHIFTED
            + r" So both quotients are between $(1 - 2c/\log n)(1 - 1/n)^2$ and 1; the second machine statement gives the limit.",
        ),
        mutants=(
            Mutant("constant", _squeezed(_ONE_VARIABLE, "1 + c")),
            Mutant("operation", _squeezed(_ONE_VARIABLE, "1", "1/2")),
        ),
        not_claimed="How fast: the bounds only give 1 - O(1/log n).",
    ),
    Claim(
        id="LAY-2-lim",
        kind="asymptotic",
        title="A layer of m units that share q gates has capacity (m + q)n²(1 + o(1))",
        statement=All((_logarithm(_ONE_LESS), _squeezed(_ONE_VARIABLE))),
        display=(
            r"Uniformly in $m$ and $q$, for all alphabets of gates, the numbers of maps $(f_i g)_{i \le m}$ and $(f_i g_j)_{i \le m,\, j \le q}$ satisfy"
            "\n"
            r"$$\begin{gathered} \frac{\log_2 M(n, m)}{(m + 1)\, n^2} \to 1, \qquad \frac{\log_2 M(n, m, q)}{(m + q)\, n^2} \to 1 \\ (n \to \infty). \end{gathered}$$"
        ),
        source=PROJECT,
        argument=(
            r"By [[LAY-2]] and [[LAY-3]] both quotients are between $\log_2 T(n-1)/n^2$ and $\log_2 T(n)/n^2$.",
            _SHIFTED
            + r" So they are between $(1 - 2c/\log n)(1 - 1/n)^2$ and 1; the second machine statement gives the limit.",
        ),
        mutants=(
            Mutant("constant", _squeezed(_ONE_VARIABLE, "1 + c")),
            Mutant("operation", _squeezed(_ONE_VARIABLE, "1", "1/2")),
        ),
        not_claimed="How fast.",
    ),
    Claim(
        id="LAY-4-lim",
        kind="asymptotic",
        title="A gate of its own on every synapse: capacity of order n³",
        statement=All(
            (
                _logarithm(_TWO_THIRDS),
                _squeezed(_THIRD, "4/27", "4/27"),
                _squeezed("1", "1 + 1/n", "1"),
            )
        ),
        display=(
            r"The lower bound $\max_k \log_2 T(n-k)^k$ of LAY-4 is $\tfrac{4}{27} n^3 (1 + o(1))$, and the upper bound is $n^3 (1 + o(1))$. So"
            "\n"
            r"$$\tfrac{4}{27} \le \liminf_{n \to \infty} \frac{\log_2 S(n)}{n^3}, \qquad \limsup_{n \to \infty} \frac{\log_2 S(n)}{n^3} \le 1.$$"
        ),
        source=PROJECT,
        argument=(
            r"With $k = \lfloor n/3 \rfloor$, $n - k \ge 2k$ and $k \ge (n-2)/3$: $k (n-k)^2 \ge 4 k^3 \ge \tfrac{4}{27} (n-2)^3$.",
            rf"{_LOWER}; with $m = n - k \ge \tfrac23 n$ and $\log m \ge \tfrac12 \log n$ (the first machine statement), $\log_2 T(n-k)^k \ge \tfrac{{4}}{{27}} n^3 (1 - 2/n)^3 (1 - 2c/\log n)$.",
            rf"For every $k \le n - 2$, $\log_2 T(n-k)^k \le k (n-k)^2 \le \tfrac{{4}}{{27}} n^3$ by [[LAY-4-exp]], as {_UPPER}; for $k = n - 1$ and $k = n$ it is at most $2n$. The second machine statement gives the limit of the lower bound.",
            r"By [[LAY-4]] $\log_2 S(n) \le n^3 + n^2$ for $n \ge 2$: the third machine statement.",
        ),
        mutants=(
            Mutant("constant", _squeezed(_THIRD, "4/27", "5/27")),
            Mutant("operation", _squeezed(_THIRD, "1 + 1/n", "4/27")),
        ),
        not_claimed="That log2 S(n)/n³ converges.",
    ),
]
