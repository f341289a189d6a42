"""Claims on what finite networks of the standard model cannot compute, and on what other units change: SM-3, SM-3-L, SM-4c."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import sympy as sp

from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.machine import All, Identity, Instances
from symattn.model import TRANSFERS, GrowthBound, Network, Unit, growth_bound, lipschitz_bound, transfer
from symattn.proving import read_statement, to_text

# --- the constants of the transfer functions, as the library has them -----------------------------------------------------

#: In the grammar of statements; erf is not, and a square root is stated for the square of its value.
_NAMED = [name for name, f in TRANSFERS.items() if f.growth is not None and name not in ("gelu", "sqrt")]

#: Functions f with -1 <= f - ReLU <= 0, which SM-3-near turns into the constants (1, 1).
_NEAR_RECTIFIER = ("silu", "elu")


def _value(name: str, variable: str) -> str:
    """Return f(variable) as text of the grammar."""
    expression = transfer(name).symbolic(sp.Symbol(variable))
    claim = read_statement(expression, expression).claim
    assert isinstance(claim, tuple)
    return to_text(claim[1])


def _grows(name: str, offset: int | Fraction | None = None) -> Identity:
    a, b = transfer(name).growth or (0, 0)
    return Identity(f"abs({_value(name, 't')}) <= {a if offset is None else offset} + {b}*abs(t)")


def _varies(name: str, offset: int | Fraction | None = None) -> Identity:
    if name in _NEAR_RECTIFIER:
        gap = f"({_value(name, 't')}) - relu(t)"
        return Identity(f"{-1 if offset is None else -offset} <= {gap} and {gap} <= 0")
    a, b = transfer(name).coarse_lipschitz or (0, 0)
    difference = f"({_value(name, 's')}) - ({_value(name, 't')})"
    return Identity(f"abs({difference}) <= {a if offset is None else offset} + {b}*abs(s - t)")


def _listed(names: list[str]) -> str:
    """Return the names with commas between, at most four in a line."""
    between, below = r",\; ", r", \\ & \phantom{:\;} "
    return below.join(between.join(names[k : k + 4]) for k in range(0, len(names), 4))


def _table(constants: Callable[[str], Any]) -> str:
    """Return the constants of all functions as LaTeX, those with equal constants together."""
    rows: dict[Any, list[str]] = {}
    for name in [*_NAMED, "sqrt"]:
        rows.setdefault(constants(name), []).append(transfer(name).latex)
    lines = [rf"({a}, {b}) &:\; {_listed(names)}" for (a, b), names in sorted(rows.items())]
    return r"\begin{aligned}" + r" \\ ".join(lines) + r"\end{aligned}"


# --- the induction ------------------------------------------------------------------------------------------------------------

_SOURCES = "forall(abs(o[j]) <= A[j] + B[j]*r, (j, 1, n))"
_SUM = "abs(b + Sum(w[j]*o[j], (j, 1, n)))"
_SUM_BOUND = "abs(b) + Sum(abs(w[j])*A[j], (j, 1, n)) + r*Sum(abs(w[j])*B[j], (j, 1, n))"
_ONE_SOURCE = "abs(o[j]) <= A[j] + B[j]*r"
_TERM_BOUND = "abs(w[j])*A[j] + r*abs(w[j])*B[j]"
_GROWTH_TERMS = (
    (f"w[j]*o[j] <= {_TERM_BOUND}", _ONE_SOURCE, "j"),
    (f"-w[j]*o[j] <= {_TERM_BOUND}", _ONE_SOURCE, "j"),
)
_GAPS = "forall(abs(o[j] - u[j]) <= A[j] + B[j]*r, (j, 1, n))"
_GAP = "abs((b + Sum(w[j]*o[j], (j, 1, n))) - (b + Sum(w[j]*u[j], (j, 1, n))))"
_GAP_BOUND = "Sum(abs(w[j])*A[j], (j, 1, n)) + r*Sum(abs(w[j])*B[j], (j, 1, n))"
_ONE_GAP = "abs(o[j] - u[j]) <= A[j] + B[j]*r"
_GAP_TERMS = (
    (f"w[j]*o[j] - w[j]*u[j] <= {_TERM_BOUND}", _ONE_GAP, "j"),
    (f"-w[j]*o[j] + w[j]*u[j] <= {_TERM_BOUND}", _ONE_GAP, "j"),
)
_UNIT = "abs(f) <= A + B*p + B*q*r"
_UNIT_GIVEN = "abs(f) <= A + B*abs(S); abs(S) <= p + q*r"
_GAP_UNIT = "abs(f - g) <= A + B*p + B*q*r"
_GAP_UNIT_GIVEN = "abs(f - g) <= A + B*abs(S - T); abs(S - T) <= p + q*r"
_NEAR = "-1 <= f - relu(s); f - relu(s) <= 0; -1 <= g - relu(t); g - relu(t) <= 0"
_DEPTH = "K >= 0; r >= 0; exp(q) >= 2"
_LAYER = f"m <= exp(q*d)*(K + r) - K; {_DEPTH}"


# --- networks of the library ---------------------------------------------------------------------------------------------------


@cache
def _networks() -> tuple[Network, ...]:
    """Return small networks of piecewise affine units with skip connections, for which bounds are decided for all real inputs."""
    return (
        Network(
            ["x", "y"], [Unit("h", "H", [("x", 2), ("y", -1)]), Unit("u", "relu", [("x", -3), ("h", 4)], -1)]
        ),
        Network(
            ["x", "y"],
            [Unit("r", "relu", [("x", 1), ("y", 1)], 1), Unit("s", "sgn", [("r", 1), ("y", -2)], -2)],
        ),
        Network(
            ["x", "y"],
            [
                Unit("a", "abs", [("x", 1), ("y", -1)]),
                Unit("l", "relu", [("a", -2), ("x", Fraction(1, 2))], 3),
                Unit("u", "identity", [("l", 3), ("y", -1)], -2),
            ],
        ),
    )


def _output(net: Network, suffix: str = "") -> str:
    """Return the output as text of the grammar, the inputs x, y with a suffix."""
    moved = {symbol: sp.Symbol(f"{symbol}{suffix}") for symbol in net.input_symbols}
    expression = net.output().subs(moved, simultaneous=True)
    claim = read_statement(expression, expression).claim
    assert isinstance(claim, tuple)
    return to_text(claim[1])


def _line(bound: GrowthBound, lowered: Fraction) -> str:
    return f"{bound.output().offset - sp.Rational(lowered)} + {bound.output().slope}*r"


def _of_networks(lowered: Fraction = Fraction(0)) -> All:
    """Return, for each network, that the constants the library computes bound its output for all real inputs."""
    parts = [
        Identity(f"abs({_output(net)}) <= {_line(growth_bound(net), lowered)}", "abs(x) <= r; abs(y) <= r")
        for net in _networks()
    ]
    parts += [
        Identity(
            f"abs(({_output(net)}) - ({_output(net, '2')})) <= {_line(lipschitz_bound(net), lowered)}",
            "abs(x - x2) <= r; abs(y - y2) <= r",
        )
        for net in _networks()
    ]
    return All(tuple(parts))


# --- networks that agree with a product on a grid --------------------------------------------------------------------------


@cache
def _agreeing(hidden: int, cells: int) -> int:
    """Count the networks c + sum_k v_k relu(a_k x + b_k y + d_k) of a finite family that equal x y at {0, 1/cells, ..., 1}^2."""
    import numpy as np

    # Everything is scaled by ``cells``, so that it stays an integer.
    x, y = (grid.reshape(-1) for grid in np.meshgrid(np.arange(cells + 1), np.arange(cells + 1)))
    units = [np.maximum(a * x + b * y + d * cells, 0) for a, b, d in product((-1, 0, 1), repeat=3)]
    found = 0
    for chosen in product(range(len(units)), repeat=hidden):
        for weights in product((-1, 1, 2), repeat=hidden):
            total = sum((v * units[k] for v, k in zip(weights, chosen, strict=True)), np.zeros_like(x))
            # the read-out has a bias c in {-1, 0, 1} of its own
            found += sum(int(np.array_equal(cells * (total + c * cells), x * y)) for c in (-1, 0, 1))
    return found


def _exact(cells: int, name: str) -> Instances:
    return Instances(
        f"{name}(k) == 0",
        ranges={"k": range(0, 3)},
        functions={name: lambda k: _agreeing(k, cells)},
    )


# --- the mixed difference ------------------------------------------------------------------------------------------------------


def _polynomial(t: str) -> str:
    return f"(c0 + c1*({t}) + c2*({t})**2 + c3*({t})**3 + c4*({t})**4)"


def _mixed(signs: Sequence[str] = ("", "-", "-", "")) -> str:
    """Return the numerator for f(a + t) = c0 + c1 t + c2 t^2 + c3 t^3 + c4 t^4: f''(a) = 2 c2, f^{(4)}(a) = 24 c4."""
    places = ("h*(x + y)", "h*(x - y)", "-h*(x - y)", "-h*(x + y)")
    return " + ".join(
        f"{'-1*' if sign else ''}{_polynomial(t)}" for sign, t in zip(signs, places, strict=True)
    )


_EXPANDED = "4*h**2*(2*c2)*x*y + (2/3)*h**4*(24*c4)*x*y*(x**2 + y**2)"


def _scaled(f: Callable[[Fraction], Fraction], power: int) -> Callable[[int, int, int], int]:
    """Return the numerator at e = 1/n, times n^power, for f at a = 0."""

    def value(n: int, x: int, y: int) -> int:
        e = Fraction(1, n)
        mixed = f(e * (x + y)) - f(e * (x - y)) - f(-e * (x - y)) + f(-e * (x + y))
        scaled = mixed * n**power
        assert scaled.denominator == 1
        return int(scaled)

    return value


def _near(statement: str, **functions: Callable[[int, int, int], int]) -> Instances:
    return Instances(
        statement,
        ranges={"n": range(1, 7), "x": range(-2, 3), "y": range(-2, 3)},
        functions=functions,
    )


CLAIMS = [
    Claim(
        id="SM-3-f",
        kind="inequality",
        title="Transfer functions of linear growth",
        statement=All((*map(_grows, _NAMED), Identity("a <= 1/2 + a**2/2", "a >= 0"))),
        display=(
            r"$|f(t)| \le A + B\,|t|$ for all real $t$ (for the square root: $t \ge 0$), with $(A, B)$ as follows:"
            "\n"
            rf"$${_table(lambda name: transfer(name).growth)}$$"
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant("constant", _grows("softplus", 0)),
            Mutant("constant", _grows("H", Fraction(1, 2))),
            Mutant("operation", Identity("abs(exp(t)) <= 1 + abs(t)")),
            Mutant("hypothesis", Identity("t*t <= 1 + abs(t)")),
        ),
        not_claimed="The constants are not claimed to be least. The square, the exponential, the logarithm, the reciprocal and the reciprocal root have none. GELU is in SM-3-near.",
    ),
    Claim(
        id="SM-3-near",
        kind="inequality",
        title="What lies at most 1 below the rectifier is coarsely Lipschitz",
        statement=All(
            (
                Identity("abs(f - g) <= 1 + abs(s - t)", _NEAR),
                Identity("abs(t*p) <= abs(t)", "0 <= p; p <= 1"),
            )
        ),
        display=(
            r"If $-1 \le f(t) - \operatorname{ReLU}(t) \le 0$ for all $t$, then"
            "\n"
            r"$$|f(s) - f(t)| \le 1 + |s - t| ,$$"
            "\n"
            r"and if $f(t) = t\,p$ with $0 \le p \le 1$, then $|f(t)| \le |t|$. So GELU, $f(t) = t\,\Phi(t)$, has the constants of SiLU."
        ),
        hypotheses=(
            r"for GELU, $\Phi$ is the normal distribution function: $0 \le u\,\Phi(-u) \le \varphi(u) < 1$ for $u > 0$ (Mills' ratio)",
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant("hypothesis", Identity("abs(t*p) <= abs(t)", "p <= 1")),
            Mutant("constant", Identity("abs(f - g) <= 1/2 + abs(s - t)", _NEAR)),
        ),
        not_claimed="The bound for the normal distribution is a hypothesis: the error function is not in the grammar of statements. That SiLU and ELU lie there is in SM-3-L-f.",
    ),
    Claim(
        id="SM-3-L-f",
        kind="inequality",
        title="Coarsely Lipschitz transfer functions",
        statement=All(
            (*map(_varies, _NAMED), Identity("h <= 1/2 + ((b + h)**2 - b**2)/2", "b >= 0; h >= 0"))
        ),
        display=(
            r"$|f(s) - f(t)| \le A + B\,|s - t|$ for all real $s, t$ (for the square root: $s, t \ge 0$), with $(A, B)$ as follows:"
            "\n"
            rf"$${_table(lambda name: transfer(name).coarse_lipschitz)}$$"
        ),
        source=PROJECT,
        rests_on=("SM-1", "SM-3-near"),
        mutants=(
            Mutant("constant", _varies("sgn", 1)),
            Mutant("constant", _varies("H", 0)),
            Mutant("operation", Identity("abs(exp(s) - exp(t)) <= 1 + abs(s - t)")),
            Mutant("hypothesis", Identity("abs(s*s - t*t) <= 1 + 2*abs(s - t)")),
        ),
        not_claimed="The constants are not claimed to be least: with A = 0 the logistic function has B = 1/4, SiLU B = 11/10 and ELU B = 1.",
    ),
    Claim(
        id="SM-3",
        kind="inequality",
        title="Finite networks of units of linear growth have linear growth",
        statement=All(
            (
                Identity("abs(x) <= 0 + 1*r", "abs(x) <= r"),
                Identity(f"{_SUM} <= {_SUM_BOUND}", _SOURCES, terms=_GROWTH_TERMS),
                Identity(_UNIT, f"{_UNIT_GIVEN}; B >= 0"),
            )
        ),
        display=(
            r"Let every transfer function satisfy $|f(t)| \le A_f + B_f |t|$. In a finite feed-forward network every output satisfies"
            "\n"
            r"$$|F(x)| \le A + B\,\|x\|_\infty ,$$"
            "\n"
            r"with constants found unit by unit. *Inputs:* $|x_j| \le r$. *Activations,* for every number $n$ of sources with $|O_j| \le A_j + B_j r$: "
            r"$\big|b + \sum_j w_j O_j\big| \le \big(|b| + \sum_j |w_j| A_j\big) + r \sum_j |w_j| B_j$. *Outputs:* from $|S| \le p + q\,r$ follows "
            r"$|f(S)| \le (A_f + B_f\, p) + B_f\, q\, r$."
        ),
        source=PROJECT,
        rests_on=("SM-1", "SM-3-f"),
        argument=(
            "The units of a finite graph without cycles have an order in which each comes after those it reads. The claim is proved for one unit after the other, in this order.",
            "An input is bounded by the first inequality, with constants 0 and 1.",
            "If all sources of a unit are bounded, its activation is by the second inequality and its output by the third, the constants of its transfer function being those of [[SM-3-f]] or given.",
        ),
        mutants=(
            Mutant("sign", Identity(f"{_SUM} <= {_SUM_BOUND.replace('abs(b)', 'b')}", _SOURCES)),
            Mutant("operation", Identity(f"{_SUM} <= {_SUM_BOUND.replace('abs(w[j])', 'w[j]')}", _SOURCES)),
            Mutant("hypothesis", Identity(_UNIT, _UNIT_GIVEN)),
            Mutant("constant", Identity("abs(f) <= A + p + B*q*r", f"{_UNIT_GIVEN}; B >= 0")),
        ),
        not_claimed=(
            "The machine decides the three inequalities, for every number of sources; the induction along the graph is the written argument. The bound is not the least one. Only |x_j| <= r is used, so every norm that is at least the maximum norm may stand in its place."
        ),
    ),
    Claim(
        id="SM-3-d",
        kind="inequality",
        title="The constants at depth d",
        statement=All(
            (
                Identity("r <= exp(q*0)*(K + r) - K", _DEPTH),
                Identity("K + exp(q)*m <= exp(q*(d + 1))*(K + r) - K", _LAYER),
            )
        ),
        display=(
            r"Let $|f(t)| \le A + B|t|$ for all units, $\sum_j |w_{ij}| \le W$ and $|b_i| \le \beta$, $K = A + B \beta$, $c \ge \max(2, B W)$ and $|x_j| \le r$. "
            r"Then every unit of depth at most $d$ satisfies"
            "\n"
            r"$$|O_i| \le c^{d} (r + K) - K .$$"
            "\n"
            r"Base: $r \le c^0 (r + K) - K$. Step, for every $d$: $m \le c^d (r + K) - K$ implies $K + c\, m \le c^{d+1} (r + K) - K$ (with $c = e^q$)."
        ),
        source=PROJECT,
        rests_on=("SM-3",),
        mutants=(
            Mutant(
                "hypothesis",
                Identity("K + exp(q)*m <= exp(q*(d + 1))*(K + r) - K", _LAYER.replace(">= 2", ">= 1")),
            ),
            Mutant("index", Identity("K + exp(q)*m <= exp(q*d)*(K + r) - K", _LAYER)),
            Mutant("constant", Identity("r <= exp(q*0)*(K + r) - 2*K", _DEPTH)),
        ),
        not_claimed="That constants must grow exponentially in the depth; that they can is seen at f = id, all weights 1.",
    ),
    Claim(
        id="SM-3-net",
        kind="inequality",
        title="The constants of three networks",
        statement=_of_networks(),
        display=(
            "The constants that the library computes for three networks of two inputs with threshold, sign, rectifier and absolute-value units "
            "and skip connections bound the output, and its differences, for all real inputs."
        ),
        source=PROJECT,
        rests_on=("SM-3", "SM-3-L"),
        mutants=(
            Mutant("constant", _of_networks(Fraction(5))),
            Mutant(
                "hypothesis",
                Identity(
                    f"abs({_output(_networks()[0])}) <= {_line(growth_bound(_networks()[0]), Fraction(0))}",
                    "abs(x) <= 2*r; abs(y) <= r",
                ),
            ),
        ),
        not_claimed="Other networks: for those SM-3 and SM-3-L stand, and the library computes the constants by the same steps.",
    ),
    Claim(
        id="SM-3-xy",
        kind="inequality",
        title="No finite network of such units multiplies on the whole plane",
        statement=Identity("(A + B + 1 + u)**2 > A + B*(A + B + 1 + u)", "A >= 0; B >= 0; u >= 0"),
        display=(
            r"For all $A, B \ge 0$ and $t = A + B + 1 + u$ with $u \ge 0$"
            "\n"
            r"$$t \cdot t > A + B\,t .$$"
            "\n"
            r"A network with $|F(x, y)| \le A + B \max(|x|, |y|)$ therefore differs from $x y$ at $x = y = t$."
        ),
        source=PROJECT,
        rests_on=("SM-3",),
        mutants=(
            Mutant("constant", Identity("(A + B + u)**2 > A + B*(A + B + u)", "A >= 0; B >= 0; u >= 0")),
            Mutant("hypothesis", Identity("(A + B + 1 + u)**2 > A + B*(A + B + 1 + u)", "A >= 0; u >= 0")),
            Mutant(
                "strictness",
                Identity("(A + B + 1 + u)**2 > A + B*(A + B + 1 + u) + 1", "A >= 0; B >= 0; u >= 0"),
            ),
        ),
        not_claimed="On a bounded set finite networks approximate the product; SM-4c does so with four units. With square, or with exponential and logarithm units, SM-4a and SM-4b multiply exactly.",
    ),
    Claim(
        id="SM-3-open",
        kind="inequality",
        title="The product is affine on no non-empty open set",
        statement=All(
            (
                Identity("(x + h)*(y + h) - 2*x*y + (x - h)*(y - h) == 2*h**2"),
                Identity(
                    "(c + a*(x + h) + b*(y + h)) - 2*(c + a*x + b*y) + (c + a*(x - h) + b*(y - h)) == 0"
                ),
            )
        ),
        display=(
            r"The second difference along $(h, h)$ of $x y$ is $2h^2$, and that of an affine function is 0:"
            "\n"
            r"$$(x+h)(y+h) - 2xy + (x-h)(y-h) = 2h^2 .$$"
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant("constant", Identity("(x + h)*(y + h) - 2*x*y + (x - h)*(y - h) == h**2")),
            Mutant("sign", Identity("(x + h)*(y - h) - 2*x*y + (x - h)*(y + h) == 2*h**2")),
        ),
        not_claimed="Nothing is said here about networks: that is SM-3-pieces.",
    ),
    Claim(
        id="SM-3-pieces",
        kind="inequality",
        title="Piecewise affine units do not multiply exactly on any non-empty open set",
        statement=_exact(4, "N"),
        display=(
            r"A finite feed-forward network of identity, $H$, $\operatorname{sgn}$, $\operatorname{ReLU}$, leaky rectifier and absolute-value units equals $x y$ on no non-empty open set. "
            r"In particular, of the networks $c + \sum_{i \le k} v_i \operatorname{ReLU}(a_i x + b_i y + d_i)$ with $a_i, b_i, c, d_i \in \{-1, 0, 1\}$, $v_i \in \{-1, 1, 2\}$, the number $N(k)$ of those that "
            r"equal $x y$ at the 25 points of $\{0, \frac14, \dots, 1\}^2$ is 0."
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        argument=(
            "Each unit is affine on each side of finitely many values of its activation. By induction along the graph the plane is cut by finitely many lines into cells on which every activation, hence the output, is affine.",
            "A non-empty open set is not covered by finitely many lines, so it contains an open part of one cell.",
            "There the output has second difference 0 and the product $2h^2$, for small $h \\ne 0$ ([[SM-3-open]]): they differ.",
        ),
        mutants=(
            Mutant("hypothesis", _exact(1, "N_corners")),
            Mutant(
                "constant",
                Instances("N(k) == k", ranges={"k": range(0, 3)}, functions={"N": lambda k: _agreeing(k, 4)}),
            ),
        ),
        not_claimed="Smooth units, such as logistic or tanh units, are not covered: whether they multiply exactly on an open set is not decided here. At the four corners of the square one rectifier does it (SM-4d).",
    ),
    Claim(
        id="SM-3-L",
        kind="inequality",
        title="Finite networks of coarsely Lipschitz units are coarsely Lipschitz",
        statement=All(
            (
                Identity("abs(x - y) <= 0 + 1*r", "abs(x - y) <= r"),
                Identity(f"{_GAP} <= {_GAP_BOUND}", _GAPS, terms=_GAP_TERMS),
                Identity(_GAP_UNIT, f"{_GAP_UNIT_GIVEN}; B >= 0"),
            )
        ),
        display=(
            r"Let every transfer function satisfy $|f(s) - f(t)| \le A_f + B_f |s - t|$. In a finite feed-forward network every output satisfies"
            "\n"
            r"$$|F(x) - F(y)| \le A + B\,\|x - y\|_\infty ,$$"
            "\n"
            r"by the same induction as SM-3; the bias cancels. For every number $n$ of sources with $|O_j - O'_j| \le A_j + B_j r$: "
            r"$\big|S - S'\big| \le \sum_j |w_j| A_j + r \sum_j |w_j| B_j$, and from $|S - S'| \le p + q\,r$ follows $|f(S) - f(S')| \le (A_f + B_f\, p) + B_f\, q\, r$."
        ),
        source=PROJECT,
        rests_on=("SM-1", "SM-3-L-f"),
        argument=(
            "The units are gone through in an order in which each comes after those it reads, as in [[SM-3]].",
            "For an input the difference at two points is at most $r$. If all sources of a unit have bounded differences, so has its activation, by the second inequality, and its output, by the third.",
        ),
        mutants=(
            Mutant("operation", Identity(f"{_GAP} <= {_GAP_BOUND.replace('abs(w[j])', 'w[j]')}", _GAPS)),
            Mutant("hypothesis", Identity(_GAP_UNIT, _GAP_UNIT_GIVEN)),
            Mutant("constant", Identity("abs(f - g) <= B*p + B*q*r", f"{_GAP_UNIT_GIVEN}; B >= 0")),
        ),
        not_claimed="As for SM-3. With A = 0 in every unit this is the composition of Lipschitz maps.",
    ),
    Claim(
        id="SM-3-gate",
        kind="inequality",
        title="A signal gated by a varying gate is not coarsely Lipschitz",
        statement=All(
            (
                Identity("abs(x*g - x*h) == abs(x)*abs(g - h)"),
                Identity("abs(x*g - x*h) > A + B*d", "abs(g - h) >= s; s > 0; x >= 0; x*s >= A + B*d + 1"),
            )
        ),
        display=(
            r"Let a gate take values $g, h$ with $|g - h| \ge s > 0$ at two points of distance $d$ that agree in $x$. For $x \ge (A + B d + 1)/s$"
            "\n"
            r"$$|x\,g - x\,h| > A + B\,d ,$$"
            "\n"
            r"so the product is the output of no finite network of coarsely Lipschitz units."
        ),
        source=PROJECT,
        rests_on=("SM-3-L",),
        mutants=(
            Mutant("hypothesis", Identity("abs(x*g - x*h) > A + B*d", "x >= 0; x*s >= A + B*d + 1; s > 0")),
            Mutant(
                "constant",
                Identity("abs(x*g - x*h) > A + B*d", "abs(g - h) >= s; s > 0; x >= 0; x*s >= A + B*d"),
            ),
        ),
        not_claimed="The other factor must be unbounded, and independent of the gate: two bounded units may multiply inside the standard model, and t H(t) is a rectifier.",
    ),
    Claim(
        id="SM-3-gate-f",
        kind="inequality",
        title="Threshold, logistic and tanh gates vary",
        statement=All(
            (
                Identity("abs(H(0) - H(-1)) >= 1"),
                Identity("abs(logistic(1) - logistic(0)) >= 1/5"),
                Identity("abs(tanh(1) - tanh(0)) >= 1/2"),
            )
        ),
        display=(
            r"$$\begin{aligned} |H(0) - H(-1)| &\ge 1, \\ |\sigma(1) - \sigma(0)| &\ge \tfrac15, \\ |\tanh(1) - \tanh(0)| &\ge \tfrac12 . \end{aligned}$$"
            "\n"
            r"So $x H(y)$, $x\,\sigma(y)$ and $x \tanh(y)$, which have linear growth, are the output of no finite network of coarsely Lipschitz units: at the points $(x, 0)$ and $(x, \pm 1)$, of distance 1, "
            r"they differ by more than $A + B$ once $x \ge 5(A + B + 1)$."
        ),
        source=PROJECT,
        rests_on=("SM-3-gate",),
        mutants=(
            Mutant("convention", Identity("abs((1 - H(0)) - (1 - H(1))) >= 1")),
            Mutant("constant", Identity("abs(logistic(1) - logistic(0)) >= 1/4")),
        ),
        not_claimed="Three gates at one pair of points each; any gate that is not constant varies somewhere. In the first mutant the gate reads a tie as 0.",
    ),
    Claim(
        id="SM-4c",
        kind="identity",
        title="The mixed difference of a polynomial of degree 4",
        statement=Identity(f"{_mixed()} == {_EXPANDED}"),
        display=(
            r"For $f(a + t) = \sum_{k=0}^4 c_k t^k$, so that $f''(a) = 2c_2$ and $f^{(4)}(a) = 24 c_4$, and every $e$"
            "\n"
            r"$$\begin{aligned} & f(a + e(x+y)) - f(a + e(x-y)) \\ &\quad {} - f(a - e(x-y)) + f(a - e(x+y)) \\ &= 4e^2 f''(a)\, x y \\ &\quad {} + \tfrac23 e^4 f^{(4)}(a)\, x y\, (x^2 + y^2) . \end{aligned}$$"
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        mutants=(
            Mutant("constant", Identity(f"{_mixed()} == {_EXPANDED.replace('2/3', '1/3')}")),
            Mutant("sign", Identity(f"{_mixed(('', '-', '', '-'))} == {_EXPANDED}")),
            Mutant("operation", Identity(f"{_mixed()} == {_EXPANDED.replace('x**2 + y**2', 'x**2 - y**2')}")),
        ),
        not_claimed="For other f the right-hand side is followed by an error; see SM-4c-lim.",
    ),
    Claim(
        id="SM-4c-lim",
        kind="asymptotic",
        title="Four units of any curved transfer function multiply in the limit",
        statement=_near("abs(M(n, x, y) - 8*n*x*y) <= 128", M=_scaled(lambda t: t**2 + abs(t) ** 3, 3)),
        display=(
            r"Let $f$ be twice continuously differentiable near $a$ with $f''(a) \ne 0$ and"
            "\n"
            r"$$\begin{aligned} D_e(x, y) &= f(a + e(x+y)) - f(a + e(x-y)) \\ &\quad {} - f(a - e(x-y)) + f(a - e(x+y)) . \end{aligned}$$"
            "\n"
            r"Then $\dfrac{D_e(x, y)}{4 e^2 f''(a)} \to x\, y$ for $e \to 0$."
            "\n"
            r"For $f(t) = t^2 + |t|^3$, which has no third derivative at $a = 0$, and $|x|, |y| \le 2$, the quotient at $e = 1/n$ differs from $x y$ by at most $16/n$."
        ),
        source=PROJECT,
        rests_on=("SM-1",),
        argument=(
            r"By Taylor's theorem $f(a + t) + f(a - t) = 2 f(a) + f''(a)\, t^2 + t^2 \rho(t)$ with $\rho(t) \to 0$ for $t \to 0$.",
            r"The numerator is this at $t = e(x+y)$ minus this at $t = e(x-y)$; as $(x+y)^2 - (x-y)^2 = 4xy$ ([[SM-4a]]), it is $4 e^2 f''(a)\, x y + e^2 (x+y)^2 \rho(e(x+y)) - e^2 (x-y)^2 \rho(e(x-y))$.",
            r"Division by $4 e^2 f''(a)$ leaves $x y$ and a term that tends to 0. If $f$ is four times continuously differentiable the next term is that of [[SM-4c]].",
        ),
        mutants=(
            Mutant(
                "constant",
                _near("abs(M(n, x, y) - 4*n*x*y) <= 128", M=_scaled(lambda t: t**2 + abs(t) ** 3, 3)),
            ),
            Mutant(
                "hypothesis",
                _near("abs(M(n, x, y) - 8*n*x*y) <= 128", M=_scaled(lambda t: t**2 + 10 * abs(t), 3)),
            ),
        ),
        not_claimed="For a fixed e the quotient is an approximation only; for units of linear growth it must fail for large x, y (SM-3-xy).",
    ),
]
