"""Claims of the chapter on sparse quadratic activations: FA-1, FA-2, FA-4, FA-5."""

from __future__ import annotations

from functools import cache
from itertools import permutations, product
from random import Random

import sympy as sp
from sympy.polys.matrices import DomainMatrix

from symattn.algebra import LayeredForm, QuadraticForm, dimension, gating_rank
from symattn.attention import output_gating, synaptic_gating
from symattn.certificates import check_certificate
from symattn.ledger.claim import PAPER, PROJECT, Claim, Mutant
from symattn.ledger.machine import All, Identity, Instances, Symbolic, Triple
from symattn.model import Network

_U = "Sum(u[j]*x[j], (j, 1, n))"
_V = "Sum(v[j]*x[j], (j, 1, n))"


def _gated(f: str, g: str, gating: str = "u") -> object:
    """Return the output of a unit of n inputs, weights u and transfer function f, gated by one of weights ``gating`` and function g."""
    n = dimension("n")
    unit = Network.feedforward([n, 1], weights="u", transfer=f)
    return output_gating(unit, by=Network.feedforward([n, 1], weights=gating, transfer=g)).output(1)


def _shaped() -> list[Triple]:
    """One row of the table each: the library's gated pair of units with n inputs, and what it is."""
    return [
        (_gated("identity", "identity", "v"), f"{_U}*{_V}", ""),
        (_gated("identity", "H"), f"relu({_U})", ""),
        (_gated("identity", "sgn"), f"abs({_U})", ""),
        (_gated("identity", "logistic"), f"silu({_U})", ""),
        (_gated("H", "H", "v"), f"min(H({_U}), H({_V}))", ""),
        (_gated("sgn", "sgn", "v"), f"1 - 2*(H({_U}) - H({_V}))**2", ""),
        (_gated("relu", "relu"), f"{_U}**2*H({_U})", ""),
        (_gated("exp", "exp", "v"), f"exp({_U} + {_V})", ""),
    ]


def _minor(size: int) -> str:
    """Write a minor of u v^T + v u^T with arbitrary rows 0.. and columns 10.. (indices that may coincide) as text."""
    terms = []
    for columns in permutations(range(size)):
        inversions = sum(columns[a] > columns[b] for a in range(size) for b in range(a + 1, size))
        entries = [f"(u[{i}]*v[{10 + j}] + v[{i}]*u[{10 + j}])" for i, j in enumerate(columns)]
        terms.append("*".join([f"{(-1) ** inversions}", *entries]))
    return " + ".join(terms)


def _pair(bias: bool) -> tuple[object, LayeredForm]:
    """Return the output of the library's gated pair of linear units with symbolically many inputs, and its form."""
    n = dimension("n")
    labels = ("a", "b") if bias else (None, None)
    gated = output_gating(
        Network.feedforward([n, 1], weights="u", bias=labels[0]),
        by=Network.feedforward([n, 1], weights="v", bias=labels[1]),
    )
    form = QuadraticForm.from_network(gated)
    assert isinstance(form, LayeredForm)
    return gated.output(1), form


def _entries(entry: str = "(u[j]*v[k] + v[j]*u[k])/2") -> list[Triple]:
    output, form = _pair(bias=False)
    return [(output, form.expression(), ""), (form.entry, entry, "j <= n; k <= n; n positive integer")]


def _sparse_form(linear: str = "b*u[j] + a*v[j]", weights: str = "2*(n + 1)") -> list[Triple]:
    """The parts of the library's form of a gated pair with biases: they are its output, and those of the theory."""
    output, form = _pair(bias=True)
    quadratic = "Sum(Sum(u[j]*v[k]*x[j]*x[k], (j, 1, n)), (k, 1, n))"
    return [
        (output, form.expression(), ""),
        (output, f"{quadratic} + Sum(({linear})*x[j], (j, 1, n)) + a*b", ""),
        (form.parameters, weights, "n positive integer"),
        (form.dense_parameters, "(n + 1)*(n + 2)/2", "n positive integer"),
    ]


_ONE_SYNAPSE = "Sum(u[j]*(1 + delta(j, p)*(x[q] - 1))*x[j], (j, 1, n)) == Sum(u[j]*x[j], (j, 1, n)) - u[p]*x[p] + u[p]*x[q]*x[p]"
_ADDED = (
    "Sum(u[j]*(1 + delta(j, p)*(x[q] - 1))*x[j], (j, 1, n)) == Sum(u[j]*x[j], (j, 1, n)) + u[p]*x[q]*x[p]"
)
_PLACES = "p <= n; q <= n; p, q, n positive integer"


@cache
def _effective_weights(n: int, biases: int) -> int:
    """Return the rank, at one integer point, of the derivative of the coefficients of (u.x + a)(v.x + b) by the weights."""
    labels = ("a", "b") if biases else (None, None)
    form = QuadraticForm.from_network(
        output_gating(
            Network.feedforward([n, 1], weights="u", bias=labels[0]),
            by=Network.feedforward([n, 1], weights="v", bias=labels[1], units="g"),
        )
    )
    assert isinstance(form, QuadraticForm)
    coefficients = [c for _, _, c in form.quadratic] + [c for _, c in form.linear_terms] + [form.constant]
    weights = sorted(set().union(*(c.free_symbols for c in coefficients)), key=str)
    random = Random(n)
    point = {w: sp.Integer(random.randrange(1, 100)) for w in weights}
    jacobian = sp.Matrix(coefficients).jacobian(sp.Matrix(weights)).xreplace(point)
    return int(DomainMatrix.from_Matrix(jacobian).to_field().rank())


def _weights(biases: int, claimed: str) -> Instances:
    name = "r" if biases else "r_0"
    return Instances(
        f"{name}(n) == {claimed}", {"n": range(1, 7)}, {name: lambda n: _effective_weights(n, biases)}
    )


def _certified_rank(form: QuadraticForm) -> int:
    """Return the gating rank of a form; -1 if the certificate, read from its JSON, is not accepted."""
    rank = gating_rank(form)
    accepted = rank.certificate is not None and check_certificate(rank.certificate.to_json())
    return rank.certificate.value if accepted and rank.certificate is not None else -1


@cache
def _of_inertia(p: int, q: int, seed: int) -> int:
    """Return the gating rank of a form that is p squares minus q squares in other coordinates."""
    random, size = Random(seed), p + q + 1
    forms = [[int(i == j) for j in range(size)] for i in range(size)]
    for _ in range(2 * size):  # adding a multiple of one form to another keeps them independent
        i, j = random.sample(range(size), 2) if size > 1 else (0, 0)
        if i != j:
            factor = random.choice((-2, -1, 1, 2))
            forms[i] = [a + factor * b for a, b in zip(forms[i], forms[j], strict=True)]
    x = sp.symbols(f"x1:{size + 1}")
    linear = [sp.Add(*(a * t for a, t in zip(form, x, strict=True))) for form in forms]
    weights = [1] * p + [-1] * q + [0]
    squares = sp.Add(*(c * form**2 for c, form in zip(weights, linear, strict=True)))
    return _certified_rank(QuadraticForm.from_expr(squares, x))


def _inertia(claimed: str) -> Instances:
    return Instances(
        f"k(p, q, s) == {claimed}",
        {"p": range(5), "q": range(5), "s": range(2)},
        {"k": _of_inertia},
        full={"p": range(7), "q": range(7), "s": range(5)},
    )


@cache
def _bilinear(rows: int, columns: int) -> int:
    """Count the matrices M with entries -1, 0, 1 for which x^T M y has gating rank rank M."""
    names = (*sp.symbols(f"x1:{rows + 1}"), *sp.symbols(f"y1:{columns + 1}"))
    found = 0
    for values in product((-1, 0, 1), repeat=rows * columns):
        terms = tuple(
            (i, rows + j, sp.Integer(values[i * columns + j]))
            for i in range(rows)
            for j in range(columns)
            if values[i * columns + j]
        )
        matrix = DomainMatrix.from_list([list(values[i * columns :][:columns]) for i in range(rows)], sp.QQ)
        found += _certified_rank(QuadraticForm(names, terms, (), sp.S.Zero)) == int(matrix.rank())
    return found


def _of_matrices(claimed: str) -> Instances:
    return Instances(
        f"N(m, n) == {claimed}",
        {"m": range(1, 3), "n": range(1, 3)},
        {"N": _bilinear},
        full={"m": range(1, 3), "n": range(1, 4)},
    )


@cache
def _dot(n: int) -> int:
    x, y = sp.symbols(f"x1:{n + 1}"), sp.symbols(f"y1:{n + 1}")
    return _certified_rank(
        QuadraticForm.from_expr(sp.Add(*(s * t for s, t in zip(x, y, strict=True))), x + y)
    )


@cache
def _norm(n: int) -> int:
    x = sp.symbols(f"x1:{n + 1}")
    return _certified_rank(QuadraticForm.from_expr(sp.Add(*(t**2 for t in x)), x))


def _of_length(name: str, claimed: str) -> Instances:
    return Instances(f"{name}(n) == {claimed}", {"n": range(1, 11)}, {"d": _dot, "s": _norm})


_SQUARES = (
    "Sum(x[i]*y[i], (i, 1, n)) == Sum((x[i] + y[i])**2, (i, 1, n))/4 - Sum((x[i] - y[i])**2, (i, 1, n))/4"
)


def _dot_product(right: str = "v") -> list[Triple]:
    """Two layers of n linear units over p inputs, joined by gating the n synapses of weight 1, or the n outputs of the first layer."""
    size, inputs = dimension("n"), dimension("p")
    left = Network.feedforward([inputs, size, 1], weights=["w", 1])
    gating = Network.feedforward([inputs, size], weights="v")
    layers = [f"Sum({name}[i,j]*x[j], (j, 1, p))" for name in ("w", right)]
    theory = f"Sum({layers[0]}*{layers[1]}, (i, 1, n))"
    return [
        (synaptic_gating(left, by=gating, synapse="u2").output(1), theory, ""),
        (output_gating(left, by=gating, unit="u1").output(1), theory, ""),
    ]


_POLARISED = (
    "Sum(u[i]*v[i], (i, 1, n)) == (Sum((u[i] + v[i])**2, (i, 1, n)) - Sum((u[i] - v[i])**2, (i, 1, n)))/4"
)

CLAIMS = [
    Claim(
        id="FA-1",
        kind="identity",
        title="Shaped activations: what a gated pair of units computes",
        statement=All(
            (
                Symbolic("the library's gated pairs are the units of the table", _shaped),
                Identity("logistic(S)*(1 - logistic(S)) == logistic(S)*logistic(-S)"),
                Identity("logistic(S + h) - logistic(S) == logistic(S + h)*(1 - logistic(S))*(1 - exp(-h))"),
            )
        ),
        display=(
            r"Output gating of $f(S)$ by $g(T)$ gives $f(S)\,g(T)$. For activations $S = u \cdot x$, $T = v \cdot x$ and every number of inputs,"
            "\n"
            r"$$\begin{array}{lll} f & g & f(S)\, g(T) \\ \hline"
            r" \mathrm{id} & \mathrm{id} & \text{the quadratic form } (u \cdot x)(v \cdot x) \\"
            r" \mathrm{id} & H & \operatorname{ReLU}(S) \quad \text{for } T = S \\"
            r" \mathrm{id} & \operatorname{sgn} & |S| \quad \text{for } T = S \\"
            r" \mathrm{id} & \sigma & \operatorname{SiLU}(S) \quad \text{for } T = S \\"
            r" H & H & \min(H(S), H(T)), \text{ conjunction} \\"
            r" \operatorname{sgn} & \operatorname{sgn} & 1 - 2\,(H(S) - H(T))^2, \text{ equality} \\"
            r" \operatorname{ReLU} & \operatorname{ReLU} & S^2 H(S) \quad \text{for } T = S \\"
            r" \exp & \exp & \exp(S + T) \\"
            r" \sigma & 1 - \sigma & \sigma(S)\,\sigma(-S) \quad \text{for } T = S; \end{array}$$"
            "\n"
            r"equality is 1 where the two bits agree and $-1$ elsewhere, and $\sigma (1 - \sigma)$ is the derivative of $\sigma$: $\sigma(S + h) - \sigma(S) = \sigma(S + h)\,(1 - \sigma(S))\,(1 - e^{-h})$."
        ),
        source=PAPER,
        rests_on=("TX-1",),
        mutants=(
            Mutant("convention", Identity("S*sgn(S) == relu(S)")),
            Mutant("constant", Identity("sgn(S)*sgn(T) == 1 - (H(S) - H(T))**2")),
            Mutant(
                "index",
                Symbolic(
                    "a unit gated by one with other weights is a rectified linear unit",
                    lambda: [(_gated("identity", "H", "v"), f"relu({_U})", "")],
                ),
            ),
            Mutant(
                "sign",
                Identity("logistic(S + h) - logistic(S) == logistic(S + h)*(1 - logistic(S))*(1 - exp(h))"),
            ),
        ),
        not_claimed=(
            "Units without biases; a bias may be the weight of an input that is 1. The last identity holds before the limit: that the derivative is its limit "
            "divided by $h$, with $(1 - e^{-h})/h \\to 1$, is calculus, not checked here. The product of a hyperbolic tangent and a logistic unit, the output of an LSTM cell, is a definition and "
            "no identity. A quadratic form comes out only without biases; with them it is FA-2-form."
        ),
    ),
    Claim(
        id="FA-2",
        kind="identity",
        title="Gating two linear units without biases gives a quadratic form of rank at most 2",
        statement=All(
            (
                Symbolic(
                    "the form of the library's gated pair is its output, with the stated entries", _entries
                ),
                Identity("U*V == ((U + V)**2 - (U - V)**2)/4"),
                Identity(f"{_minor(3)} == 0"),
            )
        ),
        display=(
            r"For every number $n$ of inputs, with $U = u \cdot x$ and $V = v \cdot x$,"
            "\n"
            r"$$\begin{gathered} U V = x^{\mathsf T} Q\, x = \tfrac14 (U + V)^2 - \tfrac14 (U - V)^2, \\ Q = \tfrac12 (u v^{\mathsf T} + v u^{\mathsf T}), \end{gathered}$$"
            "\n"
            r"and every $3 \times 3$ minor of $Q$ vanishes: the rank is at most 2, with at most one positive and one negative square."
        ),
        source=PAPER,
        rests_on=("TX-1",),
        mutants=(
            Mutant("sign", Identity("U*V == ((U + V)**2 + (U - V)**2)/4")),
            Mutant("constant", Symbolic("entries twice as large", lambda: _entries("u[j]*v[k] + v[j]*u[k]"))),
            Mutant("index", Identity(f"{_minor(2)} == 0")),
        ),
        not_claimed=(
            "The minors are checked with arbitrary row and column indices, so for every n. That vanishing minors "
            "give rank at most 2, and that the numbers of squares do not depend on the choice (Sylvester) are linear algebra, not checked here. The rank is 2 only "
            "if u and v are linearly independent, which takes n at least 2."
        ),
    ),
    Claim(
        id="FA-2-form",
        kind="identity",
        title="The sparse quadratic activation of gated linear units",
        statement=All(
            (
                Symbolic(
                    "the library's form of a gated pair is its output, with the stated parts", _sparse_form
                ),
                Identity(_ONE_SYNAPSE, _PLACES),
            )
        ),
        display=(
            r"Output gating of two linear units of $n$ inputs has $2(n+1)$ weights where a full quadratic polynomial has $\tfrac12 (n+1)(n+2)$, and, for every $n$,"
            "\n"
            r"$$\begin{aligned} & (u \cdot x + a)(v \cdot x + b) \\ &= \sum_{j,k} u_j v_k\, x_j x_k + \sum_j (b\,u_j + a\,v_j)\, x_j + a b; \end{aligned}$$"
            "\n"
            r"synaptic gating of $x_p$'s synapse by $x_q$ replaces $u_p x_p$ by the one monomial $u_p x_q x_p$."
        ),
        source=PAPER,
        rests_on=("TX-1",),
        mutants=(
            Mutant("index", Symbolic("the biases are exchanged", lambda: _sparse_form("a*u[j] + b*v[j]"))),
            Mutant("constant", Symbolic("biases not counted", lambda: _sparse_form(weights="2*n"))),
            Mutant("operation", Identity(_ADDED, _PLACES)),
        ),
        not_claimed="Weights are counted here as they stand; how many of them count is FA-2-weights.",
    ),
    Claim(
        id="FA-2-weights",
        kind="count",
        title="All but one of the weights of a gated pair count",
        statement=All((_weights(1, "2*n + 1"), Identity("(c*U)*(V/c) == U*V"))),
        display=(
            r"The polynomials $(u \cdot x + a)(v \cdot x + b)$ in $n$ variables form a set of dimension $2n + 1$: the coefficients as functions of the $2n + 2$ "
            r"weights have a derivative of rank $2n + 1$ at almost all weights, and of rank at most $2n + 1$ at all of them."
        ),
        source=PAPER,
        rests_on=("FA-2-form",),
        argument=(
            r"Let $U = u \cdot x + a$, $V = v \cdot x + b$. In the direction $(\dot u, \dot a, \dot v, \dot b)$ the derivative of the product is $\dot U V + U \dot V$. "
            r"The direction $\dot U = U$, $\dot V = -V$, which is that of $(c U)(V / c)$ at $c = 1$, has derivative $0$ for all weights. So the rank is at most $2n + 1$ where $U, V$ are not both $0$; where they are, it is $0$.",
            r"At $U = x_1$, $V = 1$ the derivative is $\dot U + x_1 \dot V$. The directions in which one of $\dot a, \dot u_1, \ldots, \dot u_n, \dot v_1, \ldots, \dot v_n$ is $1$ and all else is $0$ "
            r"have the derivatives $1, x_1, \ldots, x_n, x_1 x_1, \ldots, x_1 x_n$: different monomials, so the rank is at least $2n + 1$ there.",
            r"Minors are polynomials in the weights. One of size $2n + 1$ does not vanish at this point, so it vanishes only on a set of measure $0$.",
        ),
        mutants=(
            Mutant("constant", _weights(1, "2*n + 2")),
            Mutant("hypothesis", _weights(0, "2*n + 1")),
        ),
        not_claimed="Almost all is meant for real weights. The second mutant drops the biases: then the dimension is $2n - 1$.",
    ),
    Claim(
        id="FA-4",
        kind="existence",
        title="The gating rank of a quadratic form is the larger index of inertia",
        statement=All(
            (
                _inertia("max(p, q)"),
                Identity("max(p, q) >= (p + q)/2"),
                Identity("max(p, q) <= p + q", "p >= 0; q >= 0"),
                Identity("y**2 - z**2 == (y - z)*(y + z)"),
            )
        ),
        display=(
            r"Let $Q$ be a real quadratic form with $p$ positive and $q$ negative squares. The least $k$ for which there are linear forms with"
            "\n"
            r"$$Q = l_1 m_1 + \dots + l_k m_k$$"
            "\n"
            r"is $\max(p, q)$. It is the least number of gatings in a circuit of identity units, nested or not, with or without biases, that computes a polynomial whose part of degree 2 is $Q$. "
            r"For a form of rank $r$ it lies between $\lceil r/2 \rceil$ and $r$."
        ),
        source=PROJECT,
        rests_on=("FA-2",),
        argument=(
            r"Completing squares gives $Q = y_1^2 + \dots + y_p^2 - z_1^2 - \dots - z_q^2$ with $p + q$ independent linear forms.",
            r"Since $y^2 - z^2 = (y - z)(y + z)$, the first $\min(p, q)$ squares of either sign make $\min(p, q)$ products; the others are products $y \cdot y$ or $(-z) \cdot z$. These are $\max(p, q)$.",
            r"Let $Q = l_1 m_1 + \dots + l_k m_k$ with $k < p$. The forms $z_1, \ldots, z_q, l_1, \ldots, l_k$ are fewer than $p + q$, so the space on which they all vanish is larger than the space on which $y_1, \ldots, y_p, z_1, \ldots, z_q$ all vanish. "
            r"So there is a point of the first space at which some $y_i$ is not $0$. There $Q = y_1^2 + \dots + y_p^2 > 0$, and $Q = 0$ because the $l_j$ vanish. For $k < q$ take $-Q$.",
            r"In a circuit with $k$ gatings let gating $j$ multiply $A_j$ by $B_j$, and let $l_j, m_j$ be the parts of degree 1 of these polynomials in the inputs. $A_j$ and $B_j$ are affine combinations of inputs and of the products $A_i B_i$ with $i < j$. "
            r"The part of degree 2 of $A_j B_j$ is $l_j m_j$ plus $B_j(0)$ times that of $A_j$ plus $A_j(0)$ times that of $B_j$. By induction on $j$ it is a combination of $l_1 m_1, \ldots, l_j m_j$, and so is that of the output: $Q = \sum_{j \le k} (c_j l_j) m_j$, and $k \ge \max(p, q)$.",
            r"The sum in the first line is itself a circuit of $\max(p, q)$ gatings. $p + q = r$ gives the last statement.",
        ),
        mutants=(
            Mutant("operation", _inertia("min(p, q)")),
            Mutant("index", _inertia("p")),
            Mutant("constant", _inertia("(p + q)/2")),
            Mutant("hypothesis", Identity("max(p, q) <= p + q")),
        ),
        not_claimed=(
            "Real linear forms: over the complex numbers fewer products suffice. Tested are forms of known inertia (p and q at most 4, two changes of coordinates each), each with a certificate that other code checks. Units of other transfer functions, and approximation, are "
            "not treated."
        ),
    ),
    Claim(
        id="FA-4-bilinear",
        kind="existence",
        title="A bilinear form needs as many gatings as its matrix has rank",
        statement=_of_matrices("3**(m*n)"),
        display=(
            r"For a real $m \times n$ matrix $M$ the form $x^{\mathsf T} M\, y$ in $m + n$ variables has gating rank $\operatorname{rank} M$. "
            r"$N(m, n)$ counts the matrices with entries $-1, 0, 1$ for which this holds: $N(m, n) = 3^{mn}$."
        ),
        source=PROJECT,
        rests_on=("FA-4",),
        argument=(
            r"Let $r = \operatorname{rank} M$. Then $M = a_1 b_1^{\mathsf T} + \dots + a_r b_r^{\mathsf T}$ with independent $a_i$ and independent $b_i$, and $x^{\mathsf T} M\, y = \sum_i (a_i \cdot x)(b_i \cdot y)$: $r$ gatings suffice.",
            r"This is $\tfrac14 \sum_i (a_i \cdot x + b_i \cdot y)^2 - \tfrac14 \sum_i (a_i \cdot x - b_i \cdot y)^2$. The $2r$ forms are independent, because the $2r$ forms $a_i \cdot x$, $b_i \cdot y$ are. So $p = q = r$, and [[FA-4]] gives the rest.",
        ),
        mutants=(
            Mutant("constant", _of_matrices("3**(m*n) - 1")),
            Mutant("operation", _of_matrices("3**(m + n)")),
        ),
        not_claimed="Gatings of linear forms in $x$ and $y$ together are allowed and do not help. For several bilinear forms at once fewer products may do than for each alone.",
    ),
    Claim(
        id="FA-4-dot",
        kind="existence",
        title="A dot product of n terms and a sum of n squares need n gatings",
        statement=All((Identity(_SQUARES), _of_length("d", "n"), _of_length("s", "n"))),
        display=(
            r"For every $n$ the dot product $x \cdot y$ in $2n$ variables and the squared norm $|x|^2$ in $n$ variables have gating rank $n$. "
            r"The first is"
            "\n"
            r"$$x \cdot y = \tfrac14 \sum_{i=1}^n (x_i + y_i)^2 - \tfrac14 \sum_{i=1}^n (x_i - y_i)^2.$$"
        ),
        source=PROJECT,
        rests_on=("FA-4",),
        argument=(
            r"The $2n$ forms $x_i + y_i$, $x_i - y_i$ are independent: their sums and differences are $2 x_i$ and $2 y_i$. So $x \cdot y$ has $p = q = n$.",
            r"The $n$ forms $x_i$ are independent. So $|x|^2$ has $p = n$, $q = 0$.",
            r"By [[FA-4]] both need $n$ gatings, and $n$ suffice.",
        ),
        mutants=(
            Mutant(
                "sign",
                Identity(
                    "Sum(x[i]*y[i], (i, 1, n)) == Sum((x[i] + y[i])**2 + (x[i] - y[i])**2, (i, 1, n))/4"
                ),
            ),
            Mutant("constant", _of_length("d", "n - 1")),
            Mutant("operation", _of_length("s", "n/2")),
        ),
        not_claimed="For n up to 10 the library's certificate is checked; for all n the decomposition is proved and the lower bound is argued.",
    ),
    Claim(
        id="FA-5",
        kind="identity",
        title="n gatings compute a dot product",
        statement=All(
            (
                Symbolic(
                    "synaptic gating of n synapses of weight 1, or n output gatings, give the dot product",
                    _dot_product,
                ),
                Identity(_POLARISED),
            )
        ),
        display=(
            r"Two layers of $n$ linear units $u, v$ over any number $p$ of inputs, followed by one linear unit and either $n$ output gatings or $n$ synaptic gatings of synapses of weight 1, compute"
            "\n"
            r"$$u \cdot v = \sum_{i=1}^n u_i v_i = \tfrac14 \big( |u + v|^2 - |u - v|^2 \big)$$"
            "\n"
            r"for every $n$."
        ),
        source=PAPER,
        rests_on=("TX-6", "FA-2"),
        mutants=(
            Mutant("index", Symbolic("one layer gates itself", lambda: _dot_product("w"))),
            Mutant("sign", Identity("Sum(u[i]*v[i], (i, 1, n)) == Sum((u[i] + v[i])**2, (i, 1, n))/4")),
        ),
        not_claimed="Layers without biases. That fewer than n gatings do not suffice, the entries of u and v being inputs, is FA-4-dot.",
    ),
]
