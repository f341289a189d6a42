r"""Claims on the asymptotic capacity of each mechanism: the limits that the finite inequalities force, and the second-order term.

Property wanted: log2 of the number of functions, divided by its leading term, tends to 1.

Construction: each class has between T(n - r)^2 and 2^(2 n^2 + n) functions, with some fixed r (or with a power k in place of 2); log2 T(n) is between n^2 (1 - 6/log2 n) and n^2.

Derivation: replacing n by n - r changes n^2 by the factor (1 - r/n)^2, and log n by a factor of at least 1/2; both bounds, divided by the leading term, tend to 1.
"""

from __future__ import annotations

from math import factorial

from symattn.capacity import log2_ball
from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.limits import Limit
from symattn.ledger.machine import All, Derived, Enclosed, Identity, inductive
from symattn.proving import Verdict, prove

_LOGARITHM, _LARGE = "2*log(n - r) >= log(n)", "r >= 0; n >= 2*r + 4"


def _halved() -> Verdict:
    """log(n - r) is at least half of log n, as (n - r)^2 >= n."""
    return prove("(n - r)**2 >= n", assuming=_LARGE)


_SHIFT = Derived(_LOGARITHM, _LARGE, evidence=_halved)
_BERNOULLI = inductive("(1 - x)**n >= 1 - n*x", "x >= 0; x <= 1")
_CONSTANTS = "r >= 0; r integer"
_FACTOR, _FACTOR_D = "(1 - 12*log(2)/log(n))", "(1 - (10*d + 2)*log(2)/log(n))"


def _two_gates(upper: str = "1", *, lower: str = f"{_FACTOR}*(1 - r/n)**2", given: str = _CONSTANTS) -> Limit:
    """The logarithm of a number from T(n - r)^2 to about T(n)^2, divided by 2 n^2."""
    return Limit(lower, upper, "1", assuming=given)


def _degree(upper: str = "1 + c/n", *, lower: str = f"{_FACTOR_D}*(1 - (d + 1)*r/n)") -> Limit:
    """The same for degree d, divided by the leading term."""
    return Limit(lower, upper, "1", assuming=f"{_CONSTANTS}; d positive integer; c > 0")


def _many_factors(selectors: str = "(a*log(n)/log(2) + 1)/n") -> Limit:
    """The same for k <= n^a factors; the share of the inputs that are selectors is r/n with r <= a log2 n + 1."""
    return Limit(f"{_FACTOR}*(1 - {selectors})**2", "1", "1", assuming="a > 0")


_MUTANTS = (
    Mutant("constant", _two_gates("2")),
    Mutant("operation", _two_gates(lower=f"{_FACTOR}*(1 - r/n)**2/2")),
)


def _stirling(statement: str) -> Enclosed:
    functions = {"F": lambda n: log2_ball(factorial(n)), "l": log2_ball}
    return Enclosed(statement, ranges={"n": range(2, 60)}, functions=functions, full={"n": range(2, 400)})


_SHIFTED = (
    r"By [[RV-6-12]] $\log_2 T(m) \ge m^2 (1 - 6/\log_2 m)$ for $m \ge 2$. With $m = n - r$ and $\log(n - r) \ge \tfrac12 \log n$ (the first machine statement, for $n \ge 2r + 4$): "
    r"$\log_2 T(n - r) \ge n^2 (1 - r/n)^2 (1 - 12/\log_2 n)$."
)
_SHIFTED_D = (
    r"By [[RV-6-12]] $\log_2 T_d(m) \ge (m^{d+1}/d!)\, \big(1 - (5d + 1)/\log_2 m\big)$ for $m \ge 2$. With $m = n - r$, the first machine statement and Bernoulli's inequality (the second), "
    r"$\log_2 T_d(n - r) \ge (n^{d+1}/d!)\, \big(1 - (10 d + 2)/\log_2 n\big)\, (1 - (d+1) r/n)$ for all large $n$."
)
_BELOW_SQUARE = r"$\log_2 T(n) \le n^2$ for $n \ge 2$ by [[RV-3-P]]."
_ABOVE_D = r"By [[RV-3-Pd]] $\log_2 T_d(n) \le n \sum_{i=1}^d \binom{n}{i} \le n\, \big(n^d/d! + d\, n^{d-1}\big) = (n^{d+1}/d!)\, (1 + d\, d!/n)$ for $n \ge 2$."


CLAIMS: list[Claim] = [
    Claim(
        id="CAP-DIFF-lim",
        kind="asymptotic",
        title="Output gating over different inputs has capacity (n² + m²)(1 + o(1))",
        statement=All(
            (
                Identity("(T - 1)*(S - 1) + 1 >= T*S/4", "T >= 2; S >= 2"),
                Limit("1 - 6*log(2)/log(k) - 1/k**2", "1", "1", variable="k"),
            )
        ),
        display=(
            r"The numbers of functions $f(x) g(y)$, $f$ and $g$ threshold gates of $n$ and of $m$ different variables, satisfy"
            "\n"
            r"$$\begin{gathered} \frac{\log_2 P_{\wedge}(n, m)}{n^2 + m^2} \to 1, \qquad \frac{\log_2 P_{\oplus}(n, m)}{n^2 + m^2} \to 1 \\ (\min(n, m) \to \infty). \end{gathered}$$"
        ),
        source=PROJECT,
        argument=(
            r"By [[CAP-DIFF]] and the first machine statement both numbers are between $T(n) T(m)/4$ and $T(n) T(m)$.",
            r"By [[RV-6-12]] $\log_2 T(n) \ge n^2(1 - 6/\log_2 n) \ge n^2(1 - 6/\log_2 k)$ for $n \ge k \ge 2$, and so for $m$. With $k = \min(n, m)$ the quotient is at least $1 - 6/\log_2 k - 2/(n^2 + m^2) \ge 1 - 6/\log_2 k - 1/k^2$.",
            _BELOW_SQUARE + " So the quotient is at most 1; the second machine statement gives the limit.",
        ),
        mutants=(
            Mutant("constant", Limit("1 - 6*log(2)/log(k) - 1/k**2", "2", "1", variable="k")),
            Mutant("operation", Limit("1 - 6/k - 1/2", "1", "1", variable="k")),
            Mutant("hypothesis", Identity("(T - 1)*(S - 1) + 1 >= T*S/4", "T >= 1; S >= 2")),
        ),
        not_claimed="m fixed while n grows: then the quotient still tends to 1, but this is not shown here.",
    ),
    Claim(
        id="CAP-SYN-lim",
        kind="asymptotic",
        title="Synaptic gating by one gate has capacity 2n²(1 + o(1))",
        statement=All((_SHIFT, _two_gates())),
        display=(
            r"Let $S(n)$ be the number of functions of a threshold unit whose synapse $x_1$, or all of whose synapses are multiplied by one threshold gate of the same $n$ variables, with any alphabets $\{0,1\}$, $\{-1,1\}$ of inputs and gate. Then"
            "\n"
            r"$$\frac{\log_2 S(n)}{2 n^2} \to 1 \qquad (n \to \infty).$$"
        ),
        source=PAPER + ", proof of this project",
        argument=(
            r"One synapse: $T(n-2)^2 \le S(n) \le 2^{2n^2}$ by [[CAP-SYN]].",
            r"All synapses, bias not gated: $S(n) \ge G_{\wedge}(n-1) \ge T(n-2)^2$ and $S(n) \le T(n)\, C(2^n, n+1) \le 2^{2n^2}$ by [[CAP-SYN-all]], [[CAP-AND]] and [[RV-3-P]].",
            r"All synapses and the bias: $S(n)$ is $G_{\wedge}(n)$ or $G_{\oplus}(n)$ by [[CAP-SYN-gated]], and these are at least $T(n-1)^2 \ge T(n-2)^2$ and at most $2^{2n^2}$ ([[CAP-AND-2]]).",
            _SHIFTED + " Here $r = 2$.",
            r"So $\log_2 S(n)/(2n^2)$ is between $(1 - 12/\log_2 n)(1 - r/n)^2$ and 1; the second machine statement gives the limit.",
        ),
        mutants=_MUTANTS,
        not_claimed="A gate of its own for each synapse gives a capacity of order n³.",
    ),
    Claim(
        id="CAP-0-lim",
        kind="asymptotic",
        title="Output gating without biases has capacity 2n²(1 + o(1))",
        statement=All((_SHIFT, _two_gates())),
        display=(
            r"The number $G^0(n)$ of products of two gates without bias, over $\{-1,1\}^n$ (without ties) or $\{0,1\}^n$, with values in $\{0,1\}$ or $\{-1,1\}$, satisfies"
            "\n"
            r"$$\frac{\log_2 G^0(n)}{2 n^2} \to 1 \qquad (n \to \infty).$$"
        ),
        source=PROJECT,
        argument=(
            r"Over $\{-1,1\}$: $G^0(n)$ is $G_{\oplus}(n-1)$ or $D(n-1)$ by [[CAP-0-pm]], and at least $T(n-2)^2$ by [[CAP-XOR]] and [[CAP-ADDOUT]].",
            r"Over $\{0,1\}$: at least $R(n-2)^2$ by [[CAP-0-01]], and $R(m) \ge T(m - 1)$ for $m \ge 1$ by [[RV-7-R]]. So at least $T(n-3)^2$ in all cases.",
            r"Gates without bias are gates, so $G^0(n) \le T(n)^2$. " + _BELOW_SQUARE,
            _SHIFTED + " Here $r = 3$.",
            r"So $\log_2 G^0(n)/(2n^2)$ is between $(1 - 12/\log_2 n)(1 - r/n)^2$ and 1; the second machine statement gives the limit.",
        ),
        mutants=_MUTANTS,
        not_claimed="Gates over {-1,1} with ties read as 1 are not treated.",
    ),
    Claim(
        id="CAP-K1-lim",
        kind="asymptotic",
        title="Gating by k factors has capacity k n²(1 + o(1)), and of degree d capacity k nᵈ⁺¹/d! (1 + o(1))",
        statement=All((_SHIFT, _BERNOULLI, _two_gates(), _degree(), _many_factors())),
        display=(
            r"For fixed $k, d \ge 1$, for values in $\{0,1\}$ and in $\{-1,1\}$,"
            "\n"
            r"$$\frac{\log_2 F_k(n)}{k\, n^2} \to 1, \qquad \frac{\log_2 F_{k,d}(n)}{k\, n^{d+1}/d!} \to 1 \qquad (n \to \infty).$$"
            "\n"
            r"The first limit also holds for numbers of factors $k = k(n) \le n^a$ with a fixed $a$."
        ),
        source=PROJECT,
        argument=(
            r"With $r = \lceil \log_2 k \rceil$, $T(n-r)^k \le F_k(n) \le T(n)^k$ by [[CAP-K1]], a product being determined by its $k$ factors; and $T_d(n-r)^k \le F_{k,d}(n) \le T_d(n)^k$ by [[CAP-K1-d]].",
            _SHIFTED,
            _BELOW_SQUARE
            + r" So $\log_2 F_k(n)/(k n^2)$ is between $(1 - 12/\log_2 n)(1 - r/n)^2$ and 1; the third machine statement gives the first limit.",
            _SHIFTED_D,
            _ABOVE_D + r" The fourth machine statement gives the second limit.",
            r"If $k \le n^a$, then $r \le a \log_2 n + 1$, and $2r + 4 \le n$ for large $n$. The first two bounds hold with this $r$, which gives the lower bound of the last machine statement.",
        ),
        mutants=(
            *_MUTANTS,
            Mutant("index", _degree("1 + (d + 1)/d")),
            Mutant("constant", _many_factors("a/(a + 1)")),
        ),
        not_claimed="Larger k: the bounds keep their leading term as long as log k is small against n; no such k(n) beyond powers of n is treated here.",
    ),
    Claim(
        id="CAP-2ND",
        kind="asymptotic",
        title="The second-order term of the capacity of output gating",
        statement=All(
            (
                Identity(
                    "2*((n - 1)**2 - (F - log(n)/log(2)) + 1) == 2*n**2 - 2*F - 4*n + 2*log(n)/log(2) + 4",
                    "n >= 1",
                ),
                _stirling("F(n) >= n*l(n) - n/log(2) and F(n) < n*l(n) - n/log(2) + l(n) + 1/log(2)"),
                Limit("-2 - c/log(n)", "-2 + c/log(n)", "-2", assuming="c > 0"),
                Limit("-4 - c*log(n)/n", "-4 + c*log(n)/n", "-4", assuming="c > 0"),
                Limit("-c/n", "c/n", "0", assuming="c > 0"),
            )
        ),
        display=(
            r"If $\log_2 T(n) = n^2 - \log_2 n! + 1 + o(1)$, then for output gating of two gates, $C(n) = \log_2 G_{\wedge}(n)$ or $\log_2 G_{\oplus}(n)$,"
            "\n"
            r"$$\begin{aligned} & 2n^2 - 2 \log_2 n! - 4n + O(\log n) \\ &\le C(n) \le 2n^2 - 2 \log_2 n! + O(1), \end{aligned}$$"
            "\n"
            r"so that $\dfrac{C(n) - 2n^2}{n \log_2 n} \to -2$: $C(n) = 2n^2 - 2n \log_2 n + O(n)$."
            "\n\n"
            r"By Irmatov's theorem (RV-7) the hypothesis holds."
        ),
        source=PROJECT,
        argument=(
            r"By [[CAP-AND]] and [[CAP-XOR]] $2 \log_2 T(n-1) \le C(n) \le 2 \log_2 T(n)$.",
            r"As $\log_2 (n-1)! = \log_2 n! - \log_2 n$, the first machine statement with $F = \log_2 n!$ gives $2 \log_2 T(n-1) = 2n^2 - 2 \log_2 n! - 4n + 2 \log_2 n + O(1)$, and $2 \log_2 T(n) = 2n^2 - 2\log_2 n! + O(1)$.",
            r"Divided by $n$: $(2 \log_2 T(n-1) - 2n^2 + 2 \log_2 n!)/n$ is within a multiple of $\log n / n$ of $-4$, and $(2 \log_2 T(n) - 2n^2 + 2\log_2 n!)/n$ within a multiple of $1/n$ of 0: the two last limits.",
            r"$n \log_2 n - n \log_2 e \le \log_2 n! \le n \log_2 n - n \log_2 e + \log_2 n + \log_2 e$: $e^n \ge n^n/n!$, and $\log n! \le \log n + \int_1^n \log t\, dt$. The second machine statement encloses both sides for $2 \le n < 60$.",
            r"So $C(n) - 2n^2$ differs from $-2 n \log_2 n$ by at most a multiple of $n$; divided by $n \log_2 n$ this is $-2$ up to a multiple of $1/\log n$: the first limit. This is the implication, which uses no citation.",
            r"The last sentence: $T(n) = 2\binom{2^n - 1}{n}(1 + o(1))$ in [[RV-7]], $\binom{N}{n} = (N^n/n!)\,(1 + O(n^2/N))$ with $N = 2^n - 1$, and $N^n = 2^{n^2}(1 + o(1))$.",
        ),
        mutants=(
            Mutant("constant", _stirling("F(n) <= n*l(n) - n/log(2) + l(n)/2")),
            Mutant("operation", Limit("-2 - c", "-2 + c/log(n)", "-2", assuming="c > 0")),
            Mutant(
                "index",
                Identity(
                    "2*(n**2 - (F - log(n)/log(2)) + 1) == 2*n**2 - 2*F - 4*n + 2*log(n)/log(2) + 4", "n >= 1"
                ),
            ),
        ),
        not_claimed="The linear term: the bounds leave a gap of 4n. That the hypothesis is true is cited, not proved here: the claim is conditional for its last sentence alone.",
    ),
]
