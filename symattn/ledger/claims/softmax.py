"""Claims about softmax and means with its weights: TR-3 and its parts, TR-5."""

from __future__ import annotations

import sympy as sp

from symattn.algebra import dimension
from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.machine import All, Derived, Identity, Symbolic, Triple
from symattn.model.softmax import softmax_row
from symattn.proving import Verdict, by_terms, chain, prove, specialise


def _derivative(sign: int = -1, moved: bool = False) -> list[Triple]:
    """The derivative of s_i in the direction h, taken by SymPy for a symbolic number of entries, and s_i h_i - s_i sum_j s_j h_j."""
    n, t = dimension("n"), sp.Symbol("tau", real=True)
    x, h = sp.IndexedBase("x"), sp.IndexedBase("h")
    i, j = sp.symbols("i j", integer=True)
    found = sp.diff(softmax_row(lambda k: x[k] + t * h[k], i, n), t).subs(t, 0)
    s = softmax_row(x, i, n)
    mean = sp.Sum(softmax_row(x, j, n) * h[j], (j, 1, n))
    return [(found, s * ((h[j] if moved else h[i]) + sign * mean), "")]


_MEAN = "Sum(softmax(k, x, n)*h[k], (k, 1, n))"
_VARIANCE = f"Sum(softmax(i, x, n)*h[i]**2, (i, 1, n)) - {_MEAN}**2"
_SQUARES = f"Sum(softmax(i, x, n)*(h[i] - {_MEAN})**2, (i, 1, n))"


def _variance_links() -> list[Verdict]:
    square = prove(f"softmax(i, x, n)*(h[i] - {_MEAN})**2 >= 0")
    return [prove(f"{_VARIANCE} == {_SQUARES}"), by_terms(square, index="i"), prove("Sum(0, (i, 1, n)) == 0")]


_KERNEL = f"softmax(i, x, n)*(h[i] - {_MEAN}) == 0"


def _kernel_links() -> list[Verdict]:
    factor = prove("z == 0", assuming="s*z == 0; s > 0")
    values = {"s": "softmax(i, x, n)", "z": f"h[i] - {_MEAN}"}
    return [specialise(factor, values, assuming=_KERNEL)]


# The token with the greatest score has u, the n others x_1, ..., x_n.
_GAP_ONE = "b >= 0; u - x[j] >= D"
_GAP = "b >= 0; forall(u - x[j] >= D, (j, 1, n))"
_LOSS = "1 - exp(b*u)/(exp(b*u) + Sum(exp(b*x[j]), (j, 1, n)))"
_OTHERS = "Sum(exp(b*x[j] - b*u), (j, 1, n))"


def _gap_links() -> list[Verdict]:
    decreasing = specialise(
        prove("g*h <= g", assuming="g >= 0; h <= 1"),
        {"g": "exp(-b*D)", "h": "exp(-b*(u - x[j] - D))"},
        assuming=_GAP_ONE,
    )
    split = prove("exp(b*x[j] - b*u) == exp(-b*D)*exp(-b*(u - x[j] - D))", assuming=_GAP_ONE)
    positive = by_terms(prove("exp(b*x[j] - b*u) >= 0", assuming=_GAP_ONE), index="j")
    return [
        prove(f"{_LOSS} == 1 - 1/(1 + {_OTHERS})", assuming=_GAP),
        prove(f"1 - 1/(1 + {_OTHERS}) <= {_OTHERS}", assuming=_GAP, using=[positive]),
        by_terms(chain([split, decreasing]), index="j"),
        prove("Sum(exp(-b*D), (j, 1, n)) == n*exp(-b*D)", assuming=_GAP),
    ]


# TR-5: weights p_j >= 0 of sum 1, as a row of softmax has.
_WEIGHTS = "forall(p[j] >= 0, (j, 1, n)); Sum(p[j], (j, 1, n)) == 1"
_OUTPUT = "Sum(p[j]*v[j], (j, 1, n))"
_BELOW = Identity(
    f"{_OUTPUT} <= M",
    f"forall(v[j] <= M, (j, 1, n)); {_WEIGHTS}",
    terms=(("p[j]*v[j] <= p[j]*M", "p[j] >= 0; v[j] <= M", "j"),),
)
_ABOVE = Identity(
    f"L <= {_OUTPUT}",
    f"forall(L <= v[j], (j, 1, n)); {_WEIGHTS}",
    terms=(("p[j]*L <= p[j]*v[j]", "p[j] >= 0; L <= v[j]", "j"),),
)
_LENGTH = Identity(
    f"abs({_OUTPUT}) <= M",
    f"forall(abs(v[j]) <= M, (j, 1, n)); {_WEIGHTS}",
    terms=(
        ("p[j]*v[j] <= p[j]*M", "p[j] >= 0; abs(v[j]) <= M", "j"),
        ("-p[j]*M <= p[j]*v[j]", "p[j] >= 0; abs(v[j]) <= M", "j"),
    ),
)
_NEAR_ONE = "p[j] >= 0; abs(v[j] - u) <= D"
_NEAR = Identity(
    f"abs(w*u + {_OUTPUT} - u) <= (1 - w)*D",
    "forall(p[j] >= 0, (j, 1, n)); w + Sum(p[j], (j, 1, n)) == 1; forall(abs(v[j] - u) <= D, (j, 1, n))",
    terms=(
        ("p[j]*(v[j] - u) <= p[j]*D", _NEAR_ONE, "j"),
        ("-p[j]*D <= p[j]*(v[j] - u)", _NEAR_ONE, "j"),
    ),
)
_TWO_ROWS = "Sum(p[j], (j, 1, n)) == 1; Sum(r[j], (j, 1, n)) == 1"
_APART = Identity(
    f"abs({_OUTPUT} - Sum(r[j]*v[j], (j, 1, n))) <= Sum(abs(p[j] - r[j]), (j, 1, n))*D/2",
    f"forall(abs(v[j] - c) <= D/2, (j, 1, n)); {_TWO_ROWS}",
    terms=(
        ("(p[j] - r[j])*(v[j] - c) <= abs(p[j] - r[j])*D/2", "abs(v[j] - c) <= D/2", "j"),
        ("-abs(p[j] - r[j])*D/2 <= (p[j] - r[j])*(v[j] - c)", "abs(v[j] - c) <= D/2", "j"),
    ),
)


_QUOTIENT_RULE = (
    "(h[i]*exp(x[i])*Sum(exp(x[j]), (j, 1, n)) - exp(x[i])*Sum(h[j]*exp(x[j]), (j, 1, n)))/Sum(exp(x[j]), (j, 1, n))**2"
    " == softmax(i, x, n)*(h[i] - Sum(softmax(j, x, n)*h[j], (j, 1, n)))"
)

CLAIMS = [
    Claim(
        id="TR-3",
        kind="identity",
        title="Softmax: normalisation, shift, logarithm form",
        statement=All(
            (
                Identity("Sum(softmax(i, x, n), (i, 1, n)) == 1"),
                Identity("exp(x[i] + c)/Sum(exp(x[j] + c), (j, 1, n)) == softmax(i, x, n)"),
                Identity("exp(x[i] - log(Sum(exp(x[j]), (j, 1, n)))) == softmax(i, x, n)"),
                Identity("softmax(1, x, 2) == logistic(x[1] - x[2])"),
            )
        ),
        display=(
            r"For $s_i = e^{x_i} / \sum_{j=1}^n e^{x_j}$ and every $n \ge 1$:"
            "\n"
            r"$$\sum_{i=1}^n s_i = 1, \qquad s(x + c) = s(x), \qquad s_i = e^{x_i - \log \sum_j e^{x_j}};$$"
            "\n"
            r"for $n = 2$, $s_1 = \sigma(x_1 - x_2)$."
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant("index", Identity("Sum(softmax(i, x, n), (i, 1, n)) - softmax(1, x, n) == 1")),
            Mutant("constant", Identity("exp(x[i] + c)/Sum(exp(x[j]), (j, 1, n)) == softmax(i, x, n)")),
            Mutant("sign", Identity("exp(x[i] + log(Sum(exp(x[j]), (j, 1, n)))) == softmax(i, x, n)")),
        ),
        not_claimed="Real entries; masks with value minus infinity are a convention.",
    ),
    Claim(
        id="TR-3-gap",
        kind="inequality",
        title="Softmax with a gap is near to the choice of the maximum",
        statement=All(
            (
                Derived(f"{_LOSS} <= n*exp(-b*D)", _GAP, evidence=lambda: chain(_gap_links())),
                Identity("1 - w + Sum(p[j], (j, 1, n)) == 2*(1 - w)", "w + Sum(p[j], (j, 1, n)) == 1"),
            )
        ),
        display=(
            r"Let $m \ge 2$ scores have one, $S_\ast$, that exceeds every other by at least $\Delta$, and let $\beta \ge 0$. Then $s = \mathrm{softmax}(\beta S)$ satisfies"
            "\n"
            r"$$1 - s_\ast \le (m - 1)\, e^{-\beta \Delta},$$"
            "\n"
            r"and its distance from the one-hot vector in the sum of absolute values is $2 (1 - s_\ast)$: for $\Delta > 0$ and $\beta \to \infty$ softmax chooses the maximum."
        ),
        source=PROJECT,
        rests_on=("TR-3",),
        mutants=(
            Mutant("constant", Identity(f"{_LOSS} <= (n - 1)*exp(-b*D)", _GAP)),
            Mutant("hypothesis", Identity(f"{_LOSS} <= n*exp(-b*D)", "forall(u - x[j] >= D, (j, 1, n))")),
            Mutant("sign", Identity(f"{_LOSS} >= n*exp(-b*D)", _GAP)),
        ),
        not_claimed=(
            "The machine statement has n = m - 1 other scores, one softmax entry written out. The limit is read off the bound, since exp(-b D) tends to 0 for D > 0; "
            "nothing is claimed where the maximum is attained twice."
        ),
    ),
    Claim(
        id="TR-3-J",
        kind="identity",
        title="The derivative of softmax",
        statement=All(
            (
                Identity(_QUOTIENT_RULE),
                Symbolic("SymPy's derivative of softmax in the direction h, for every n", _derivative),
            )
        ),
        display=(
            r"For every number $n$ of entries and every direction $h$"
            "\n"
            r"$$\begin{gathered} \frac{d}{d\tau}\Big|_{\tau = 0} s_i(x + \tau h) = s_i \Big( h_i - \sum_{j=1}^n s_j h_j \Big), \\ \text{that is} \quad \frac{\partial s_i}{\partial x_j} = s_i (\delta_{ij} - s_j). \end{gathered}$$"
        ),
        source=PROJECT,
        rests_on=("TR-3",),
        mutants=(
            Mutant("sign", Symbolic("the mean is added", lambda: _derivative(1))),
            Mutant("index", Symbolic("the direction is moved", lambda: _derivative(moved=True))),
        ),
        not_claimed=(
            "Derivatives are not part of the grammar of statements: the first identity is the quotient rule for $e^{x_i + \\tau h_i}$ over $\\sum_j e^{x_j + \\tau h_j}$ at $\\tau = 0$, whose "
            "derivatives $h_i e^{x_i}$ and $\\sum_j h_j e^{x_j}$ were read off by hand; the second compares SymPy's derivative. "
            "The entries follow from the directions: the i-th component is linear in h with coefficients s_i (delta_ij - s_j)."
        ),
    ),
    Claim(
        id="TR-3-psd",
        kind="inequality",
        title="The Jacobian of softmax is a variance",
        statement=All(
            (
                Derived(f"{_VARIANCE} >= 0", evidence=lambda: chain(_variance_links())),
                Identity(f"{_VARIANCE} == {_SQUARES}"),
                Identity("softmax(i, x, n)*(c - Sum(softmax(k, x, n)*c, (k, 1, n))) == 0"),
                Derived(f"h[i] - {_MEAN} == 0", _KERNEL, evidence=lambda: chain(_kernel_links())),
            )
        ),
        display=(
            r"For every $n$, $s = \mathrm{softmax}(x)$ and every direction $h$, with the mean $\bar h = \sum_k s_k h_k$,"
            "\n"
            r"$$\begin{aligned} h^{\mathsf T} \big(\mathrm{diag}(s) - s s^{\mathsf T}\big) h &= \sum_{i=1}^n s_i h_i^2 - \bar h^2 \\ &= \sum_{i=1}^n s_i (h_i - \bar h)^2 \ge 0; \end{aligned}$$"
            "\n"
            r"the directions that are mapped to 0 are the constant ones."
        ),
        source=PROJECT,
        rests_on=("TR-3", "TR-3-J"),
        mutants=(
            Mutant("strictness", Identity(f"{_VARIANCE} > 0")),
            Mutant("sign", Identity(f"{_VARIANCE} <= 0")),
        ),
        not_claimed="The kernel is read as follows: if every component s_i (h_i - mean) vanishes, every h_i is the mean. Finite entries x.",
    ),
    Claim(
        id="TR-5",
        kind="inequality",
        title="An output is a weighted mean of the values",
        statement=All(
            (
                Identity("softmax(i, x, n) > 0"),
                Identity("Sum(softmax(j, x, n)*v[j], (j, 1, n)) <= M", "forall(v[j] <= M, (j, 1, n))"),
                _BELOW,
                _ABOVE,
                _LENGTH,
                _NEAR,
                _APART,
            )
        ),
        display=(
            r"Let $p_1, \dots, p_m \ge 0$, $\sum_j p_j = 1$ be weights of a token, as a row of softmax has them, and $y = \sum_j p_j v_j$. For every $m$, in every coordinate,"
            "\n"
            r"$$\begin{gathered} \min_j v_j \le y \le \max_j v_j, \qquad |y| \le \max_j |v_j|, \\ |y - v_i| \le (1 - p_i) \max_j |v_j - v_i|, \end{gathered}$$"
            "\n"
            r"and for a second row of weights $r$ over the same values"
            "\n"
            r"$$|y - y'| \le \tfrac12 \sum_j |p_j - r_j| \; \max_{j, k} |v_j - v_k|.$$"
        ),
        source=PROJECT,
        rests_on=("TR-3",),
        mutants=(
            Mutant(
                "strictness",
                Identity("Sum(softmax(j, x, n)*v[j], (j, 1, n)) < M", "forall(v[j] <= M, (j, 1, n))"),
            ),
            Mutant(
                "hypothesis",
                Identity(f"{_OUTPUT} <= M", "forall(v[j] <= M, (j, 1, n)); Sum(p[j], (j, 1, n)) == 1"),
            ),
            Mutant("constant", Identity(_NEAR.source.replace("(1 - w)*D", "(1 - w)*D/2"), _NEAR.assuming)),
        ),
        not_claimed=(
            "A maximum is stated as a bound on every value. A value v_j stands for any linear functional of row j of V, which is the convex hull of the rows. In the third bound token i has the weight w and the "
            "value u; in the last the values lie in an interval of length D about c. Norms other than the maximum of the coordinates are not checked."
        ),
    ),
]
