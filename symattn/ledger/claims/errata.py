r"""False statements about the subjects of claims, by the id of the claim that says what is true; each is refuted at every verification.

Property wanted: a reading of the theory that fails for few variables, under another convention or in another model is met with its smallest counterexample.

Construction: the reading as a statement over finite ranges that ascend, so that the first instance that fails is the smallest; the numbers are counted, not typed.
The erratum of FA-8 stands with its claim, whose list it uses.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product
from math import prod

from symattn.attention.classes import taxonomy
from symattn.attention.gating_counts import count_gatings
from symattn.attention.transformers.score_algorithms import score_network
from symattn.attention.zoo import zoo
from symattn.capacity import (
    count,
    log2_cover_bound,
    monomials,
    polynomial_threshold_tables,
    synaptic_gating_tables,
)
from symattn.ledger.claim import Erratum
from symattn.ledger.claims import conventions_evidence
from symattn.ledger.claims.mechanisms_evidence import counted
from symattn.ledger.machine import Enclosed, Identity, Instances
from symattn.threshold import count_threshold, points

_WORKSHOP = "the abstract of the workshop paper (Baldi and Vershynin, 2022)"
_JOURNAL = "the abstract of the journal paper (Baldi and Vershynin, 2023)"
_FEW, _SMALL = range(1, 4), range(1, 5)

# Counts and few variables.


def _pairs(n: int, shared: int) -> int:
    """Return the number of products of two gates of n variables in {0,1} that have so many of them in common."""
    return count("output-gating", n, other_inputs=n, shared=shared).count


def _computes_parity(n: int) -> int:
    """Return whether a unit with one gated synapse computes the parity of n bits, x and g in {0,1}."""
    tables = synaptic_gating_tables(n, synapses="one", inputs="01", gate="01", bias="free")
    return int(conventions_evidence.parity(n) in tables)


# What is inside the standard model.


def _right_bits(u: int, v: int, c: int) -> int:
    """Count the bits p, q with H(u p + v q - c) = p q."""
    return sum((u * p + v * q - c >= 0) == bool(p * q) for p, q in product((0, 1), repeat=2))


def _right_squares(a: int, b: int) -> int:
    """Count the x, y in {0, 1, 2} with ((x + a y)^2 - (x + b y)^2)/4 = x y."""
    return sum((x + a * y) ** 2 - (x + b * y) ** 2 == 4 * x * y for x, y in product(range(3), repeat=2))


@cache
def _witnessed(k: int) -> int:
    """Return whether class k has a network of the standard model that provably computes the same, for all transfer functions."""
    kind = taxonomy()[k - 1]
    return int(kind.inside and kind.proof().proved)


# Conventions.


def _hits(n: int) -> int:
    """Count the x, a in {-1,1}^n with x.(2a - 1) - (a_1 + ... + a_n) >= 0."""
    cube = points(n, "pm")
    return sum(
        sum(p * (2 * q - 1) - q for p, q in zip(x, a, strict=True)) >= 0 for x, a in product(cube, repeat=2)
    )


def _product_is_parity(n: int) -> int:
    """Count the x in {-1,1}^n with x_1 ... x_n = 1 exactly if an odd number of the x_i is 1."""
    return sum((prod(x) == 1) == (x.count(1) % 2 == 1) for x in product((-1, 1), repeat=n))


# Asymptotics.


def _polynomial(n: int, d: int) -> int:
    return count_threshold(n) if d == 1 else len(polynomial_threshold_tables(n, d))


def _muroga(n: int) -> int:
    """Return 2 (2^0 + 1) (2^1 + 1) ... (2^(n-1) + 1)."""
    return 2 * prod((1 << i) + 1 for i in range(n))


# Transformers.


@cache
def _fewest(m: int, n: int) -> int:
    """Return the least number of gatings of the library's networks for the m^2 scores of width n."""
    names = ["dot", *(["winograd"] if n % 2 == 0 else []), *(["strassen"] if m == n == 2 else [])]
    return min(count_gatings(score_network(name, tokens=m, key_width=n)) for name in names)  # type: ignore[arg-type]


#: The layers of softmax attention in the zoo, in its order.
_LAYERS = ("MHA", "causal", "additive", "ALiBi", "relative", "GQA", "gated-attention", "gated-heads")


def _other_classes(k: int) -> int:
    """Return how many classes other than output and synaptic gating the k-th layer of attention of the zoo has."""
    return len(set(zoo()[_LAYERS[k - 1]].classes) - {"Q11", "Q12"})


#: What an attention layer with W_Q = W_K = W_V = 1 gives for the first of two tokens, x and y or y and x.
_FIRST = "(x*exp(x*x) + y*exp(x*y))/(exp(x*x) + exp(x*y))"
_EXCHANGED = "(y*exp(y*y) + x*exp(y*x))/(exp(y*y) + exp(y*x))"


ERRATA: Mapping[str, tuple[Erratum, ...]] = {
    "RV-3-P": (
        Erratum(
            text=r"$T(n) \le 2^{n^2}$ for every number of variables.",
            source="a usual reading of the bound, which is stated without a range of $n$",
            statement=Instances(
                "T(n) <= 2**(n**2)", ranges={"n": range(6)}, functions={"T": count_threshold}
            ),
            corrected=r"It holds for $n \ge 2$, and fails for $n = 0$, where $T(0) = 2$, and for $n = 1$, where $T(1) = 4$.",
        ),
    ),
    "CAP-AND": (
        Erratum(
            text="Gating one threshold gate by another of the same variables doubles its capacity, for every number of variables.",
            source=f"a reading of {_JOURNAL}, which speaks of a doubling of the capacity in the asymptotic sense, as a finite formula",
            statement=counted("G_and(n) == T(n)**2", n=_SMALL),
            corrected=(
                r"For $n \ge 1$ the capacity is at least $2 \log_2 T(n-1)$ and at most $2 \log_2 T(n) - 1$: always at least one bit short of doubling. At $n = 1$ gating adds nothing. "
                r"The ratio tends to 2 as $n$ grows."
            ),
        ),
    ),
    "CAP-AND-2": (
        Erratum(
            text=r"The capacity of output gating is $2 n^2$.",
            source=f"{_WORKSHOP}, which says $2n^2(1 + o(1))$, read as a finite formula",
            statement=counted("G_and(n) == 2**(2*n**2)", n=_SMALL),
            corrected=r"At $n = 1$ the two sides happen to agree. For $n \ge 2$ the capacity is at most $2 n^2 - 1$, for signs at most $2 n^2 - 2$; the asymptotic statement is true.",
        ),
        Erratum(
            text=r"The capacity of output gating is at most $2 n^2 - 1$, for every number of variables.",
            source="a usual reading of the finite bound, without its range of $n$",
            statement=counted("G_and(n) <= 2**(2*n**2 - 1)", n=_SMALL),
            corrected=r"For $n \ge 2$. At $n = 1$ there are 4 products, capacity 2.",
        ),
        Erratum(
            text=r"From ten variables on, output gating reaches nine tenths of $2 n^2$.",
            source="the $o(1)$ of the asymptotic statement, read as small for moderate $n$",
            statement=Enclosed(
                "2*L(n) - 1 >= 9*(2*n**2)/10",
                ranges={"n": range(10, 61)},
                functions={"L": log2_cover_bound},
            ),
            corrected=(
                r"With $L(n) = \log_2 C(2^n, n+1)$ the capacity is at most $2 L(n) - 1$ (CAP-AND, RV-3-T), and this is below nine tenths of $2n^2$ for $10 \le n \le 39$. "
                r"The bound leaves a share of about $1 - (\log_2 n)/n$."
            ),
        ),
    ),
    "CAP-DIFF": (
        Erratum(
            text="For the number of products it does not matter whether the two gates read the same variables.",
            source="a usual reading: the capacity has the same leading term either way",
            statement=Instances(
                "same(n) == apart(n)",
                ranges={"n": _FEW},
                functions={"same": lambda n: _pairs(n, n), "apart": lambda n: _pairs(n, 0)},
            ),
            corrected=(
                r"Over different inputs the count is exactly $(T(n) - 1)(T(m) - 1) + 1$, for signs $\tfrac12 T(n)\,T(m)$. Over the same inputs different pairs of gates may have the same product, "
                "and only bounds are known."
            ),
        ),
    ),
    "CAP-d": (
        Erratum(
            text=r"Output gating of gates of degree 2 has a capacity of at least $2\, n^3/2! = n^3$.",
            source=r"the formula $2 n^{d+1}/d!\,(1 + o(1))$, which is for fixed $d$ and large $n$, read as a finite formula",
            statement=counted("G_d(2, 2, n, 0) >= 2**(n**3)", n=_SMALL),
            corrected=r"No class of Boolean functions has a capacity above $2^n$, which is less than $n^3$ for $2 \le n \le 9$. For $n \le 4$ the products of two gates of degree 2 are all functions, so their capacity is $2^n$.",
        ),
    ),
    "CAP-SYN-01": (
        Erratum(
            text="Gating one synapse gives at least T(n-1)² functions, as output gating does.",
            source=r"the common leading term $2n^2$, read as a common finite bound",
            statement=counted("T(n - 1)**2 <= S_01(n)", n=_SMALL),
            corrected="For x and g in {0,1} there are 14 functions for n = 2, fewer than T(1)² = 16: XOR and its negation are missing. A lower bound is the number of products of two gates of n - 1 variables.",
        ),
        Erratum(
            text="A unit with one gated synapse computes the parity of two bits.",
            source="a usual reading: gating makes parity easy",
            statement=Instances(
                "parity(n) == 1", ranges={"n": range(1, 3)}, functions={"parity": _computes_parity}
            ),
            corrected="Not for x and g in {0,1}: parity(n) is 1 if a unit computes the parity of n bits, else 0. If the gate has values in {-1,1} the unit computes all 16 functions of two variables.",
        ),
    ),
    "CAP-SYN-mixed": (
        Erratum(
            text="The number of functions of a unit with one gated synapse does not depend on the alphabet of the inputs.",
            source="this project's notes: true of threshold gates and of output gating, whose ungated bias absorbs the change of alphabet",
            statement=counted("S_01(n) == S_g(n)", n=_FEW),
            corrected=(
                r"Gating $x_1$ in $\{-1,1\}$ and gating $x_1$ in $\{0,1\}$ are different: $w_1 g\,(1 + x_1)/2$ has a term $w_1 g/2$ besides. The two counts, $S_{01}$ for bits and $S_g$ for signs, $g$ in $\{0,1\}$, agree for $n \le 2$; the bounds for all alphabets have the same leading term."
            ),
        ),
    ),
    "CAP-XOR": (
        Erratum(
            text="Whether gates have values in {0,1} or in {-1,1} does not change the number of products.",
            source=f"{_WORKSHOP}, which leaves the alphabet open; the leading term is the same",
            statement=counted("G_and(n) == G_xor(n)", n=_SMALL),
            corrected=r"The counts agree for $n \le 2$; for $n = 3$ there are 246 products in $\{0,1\}$, which are conjunctions of two gates, and 254 in $\{-1,1\}$, which are parities of two gates. The bounds of CAP-AND and CAP-XOR have the same leading term.",
        ),
    ),
    "BY-1": (
        Erratum(
            text="Parity takes as many gates in a product of bits as in a product of signs.",
            source="a usual reading: the two alphabets differ by an affine map",
            statement=conventions_evidence.counted("K_01(n) == K_pm(n)", n=_FEW),
            corrected=r"$n$ gates with values in $\{-1,1\}$, but $2^{n-1}$ with values in $\{0,1\}$; these numbers, $K_{\pm}$ and $K_{01}$, agree for $n \le 2$. The affine map turns a product into a sum of products.",
        ),
    ),
    "CAP-0-01": (
        Erratum(
            text="Output gating without biases has as many functions as with them.",
            source="a usual reading: a bias is one weight among n + 1",
            statement=counted("R_and(n) == G_and(n)", n=_FEW),
            corrected=r"Without biases every gate is 1 at the origin, so there are fewer, $R_{\wedge}(n)$; the leading term of the capacity stays the same.",
        ),
    ),
    "CAP-0-pm": (
        Erratum(
            text=r"There are $T(n-1)$ gates $H(w \cdot x)$ without a bias on $\{-1,1\}^n$.",
            source="this project's notes, which left out a hypothesis",
            statement=counted("O_tied(n) == T(n - 1)", n=_FEW),
            corrected=r"This holds for weights with $w \cdot x \ne 0$ at all points. If ties are admitted and read as 1, there are more: the count O_tied is 3, 9, 51 for $n = 1, 2, 3$.",
        ),
        Erratum(
            text="The number of gates without a bias does not depend on the alphabet of the inputs.",
            source="a usual reading: true of gates with a bias, which absorbs the change of alphabet",
            statement=counted("R(n) == O(n)", n=_SMALL),
            corrected=r"Over $\{-1,1\}^n$ there are $O(n) = T(n-1)$ tie-free ones. Over $\{0,1\}^n$ there are $R(n) \ge T(n-1)$, the number of regions of the arrangement of all subset sums (RV-7-R).",
        ),
    ),
    "TX-7-count": (
        Erratum(
            text="Gating all synapses of a unit gives as many functions whether its bias is gated or not.",
            source="a usual reading: the bias is a synapse like the others",
            statement=counted("N_01(n) == W(n, 0, 0)", n=_FEW),
            corrected="With the bias gated the class is the disjunctions f OR NOT g; with an ungated bias, these for f(0) = 1 and the conjunctions f AND g for f(0) = 0. The counts agree for n = 1, 2; for n = 3 they are W = 246 with the bias gated and N_01 = 248 with an ungated one.",
        ),
    ),
    "TX-4-H": (
        Erratum(
            text="Gating the activation of a threshold gate is gating its output.",
            source="a usual reading: both multiply by $g$, before or after the transfer function",
            statement=Identity("H(g*L) == g*H(L)", "g in {0,1}"),
            corrected=r"With $H(0) = 1$, $H(g L) = H(L) \vee \neg g$: gating the activation is OR with the negated gate, gating the output is AND.",
        ),
    ),
    "TX-4": (
        Erratum(
            text="A gate in {0,1} may be moved through the logistic function.",
            source="a usual reading: a closed gate closes the unit",
            statement=Identity("logistic(g*S) == g*logistic(S)", "g in {0,1}"),
            corrected=r"A gate in $\{0,1\}$ may be moved through $f$ exactly if $f(0) = 0$; $\sigma(0) = \tfrac12$.",
        ),
    ),
    "SM-2-pm": (
        Erratum(
            text=r"$H(x \cdot (2a - 1) - (a_1 + \dots + a_n))$ is 1 at the vertex $x = a$ only, in $\{0,1\}^n$ and in $\{-1,1\}^n$.",
            source="this project's notes, which gave the formula without the alphabet",
            statement=Instances("hits(n) == 2**n", ranges={"n": _SMALL}, functions={"hits": _hits}),
            corrected=r"For $\{0,1\}^n$ only. For signs the unit is $H(x \cdot a - n)$; at $n = 1$ both are right. $\mathrm{hits}(n)$ counts the pairs $(x, a)$ of sign vectors at which the unit is 1.",
        ),
    ),
    "FA-6-gated": (
        Erratum(
            text="The product of n signs is their parity, whichever sign stands for true.",
            source="a usual reading",
            statement=Instances(
                "right(n) == 2**n", ranges={"n": _SMALL}, functions={"right": _product_is_parity}
            ),
            corrected=r"If $-1$ stands for true, the product is $-1$ exactly for an odd number of true inputs. If $1$ does, parity is $(-1)^{n+1} x_1 \cdots x_n$. $\mathrm{right}(n)$ counts the points at which the product is 1 exactly for an odd number of ones.",
        ),
    ),
    "TX-3-out": (
        Erratum(
            text="Each of the 18 classes of attention is an extension of the standard model.",
            source=f"a reading of {_WORKSHOP}, which says within, or as extensions of, the standard model",
            statement=Instances(
                "witness(k) == 0", ranges={"k": range(1, 19)}, functions={"witness": _witnessed}
            ),
            corrected="Ten classes stay inside for all transfer functions: witness(k) is 1 if a network of the standard model is constructed and proved equal for class Qk. Eight leave it if the transfer functions have linear growth: Q03 to Q06 and Q09 to Q12.",
        ),
        Erratum(
            text="Additive attention stays inside the standard model.",
            source="a usual reading: only products are new",
            statement=Instances(
                "degree(k) <= 1",
                ranges={"k": [k for k, kind in enumerate(taxonomy(), 1) if kind.operation == "+"]},
                functions={"degree": lambda k: taxonomy()[k - 1].degree},
            ),
            corrected="What is added to a weight is multiplied by the signal on that synapse: with linear units Q03 and Q09 are of degree 2 in the inputs, and leave the standard model of units with linear growth.",
        ),
    ),
    "SM-4a": (
        Erratum(
            text="No finite network of the standard model multiplies two signals, whatever its transfer functions.",
            source=f"{_JOURNAL}, which speaks of proper extensions of the standard model, read without regard to the transfer functions",
            statement=Instances(
                "right(a, b) <= 8",
                ranges={"a": range(-1, 2), "b": range(-1, 2)},
                functions={"right": _right_squares},
            ),
            corrected=(
                r"Two square units do. $\mathrm{right}(a, b)$ counts the points of $\{0,1,2\}^2$ with $((x + a y)^2 - (x + b y)^2)/4 = x y$; two polynomials of degree 2 in each variable that agree at all nine are equal. "
                "The statement is true of units of linear growth (SM-3-xy)."
            ),
        ),
    ),
    "TX-3-bounded": (
        Erratum(
            text="Gating one threshold unit by another leaves the standard model.",
            source="a usual reading: output gating is an extension",
            statement=Instances(
                "right(u, v, c) <= 3",
                ranges={"u": range(3), "v": range(3), "c": range(3)},
                functions={"right": _right_bits},
            ),
            corrected=(
                r"$\mathrm{right}(u, v, c)$ counts the bits $p, q$ with $H(u p + v q - c) = p q$: the weights 1, 1 and the bias $-2$ compute every product of two bits, hence $H(x)\,H(y) = H(H(x) + H(y) - 2)$. "
                "What leaves the standard model is a product with an unbounded factor."
            ),
        ),
    ),
    "LAY-5": (
        Erratum(
            text="One output gating of two gates in {0,1} replaces every network of two threshold units and a threshold output.",
            source=f"{_WORKSHOP}, which speaks of collapsing layers, read for all networks",
            statement=counted("B(n) == G_and(n)", n=_SMALL),
            corrected=r"Networks n-2-1 compute the conjunctions and the disjunctions of two gates, $B(3) = 254$ functions for $n = 3$; the products are the 246 conjunctions. Up to $n = 2$ the two classes are equal.",
        ),
    ),
    "RV-4-P": (
        Erratum(
            text=r"The elementary bound $T(n) \ge M(n) = 2 \prod_{i < n} (2^i + 1)$ is enough to give gating the capacity $2n^2(1 + o(1))$.",
            source="a usual reading: its exponent $n(n-1)/2$ is of the right order",
            statement=Instances(
                "M(n - 1)**2 >= 2**(n**2)", ranges={"n": range(1, 41)}, functions={"M": _muroga}
            ),
            corrected=r"$\log_2 M(n-1)^2 < n^2 - 3n + 9$, which is at most $n^2$ for $n \ge 3$: half of what is needed. The factor 2 takes $\log_2 T(n) = n^2(1 + o(1))$ (RV-6-12).",
        ),
    ),
    "RV-6-12": (
        Erratum(
            text=r"Polynomial gates have a capacity of at least half of $n\,D_d(n)$, for every degree $d \le n$.",
            source=r"the asymptotic value $n\,D_d(n)$ for fixed $d$, read for all $d$",
            statement=Instances(
                "T(n, d)**2 >= 2**(n*D(n, d))",
                ranges={"n": _SMALL, "d": _SMALL},
                functions={"T": _polynomial, "D": monomials},
                assuming="d <= n",
            ),
            corrected=(
                r"For fixed $d$ the capacity is $\frac{n^{d+1}}{d!}(1 + o(1))$. It never exceeds $2^n$, and is equal to it for $d \ge n$, where $n\,D_n(n) = n\,2^n$: there the formula is wrong by the factor $n$."
            ),
        ),
    ),
    "TR-4": (
        Erratum(
            text="A layer of self-attention is permutation invariant: exchanging the tokens does not change its outputs.",
            source="a usual word for equivariance",
            statement=Identity(f"{_FIRST} == {_EXCHANGED}", "x, y in {0,1}"),
            corrected=r"It is equivariant, $\mathrm{Att}(PX) = P\,\mathrm{Att}(X)$, without mask and positions: the outputs are exchanged as well. The sum of the outputs is invariant (TR-4-pool). The two sides are the first outputs for the tokens $(x, y)$ and $(y, x)$, all weights 1.",
        ),
    ),
    "TR-6": (
        Erratum(
            text=r"The $m^2$ scores of $m$ tokens with queries and keys of width $n$ need $m^2 n$ gatings.",
            source="a reading of the count of products in a head as a lower bound",
            statement=Instances(
                "fewest(m, n) >= m**2*n", ranges={"m": _FEW, "n": _FEW}, functions={"fewest": _fewest}
            ),
            corrected=r"$m^2 n$ is the count of the dot products one by one. Strassen's network has 7 for $m = n = 2$; for even $n$ and $m \ge 3$ Winograd's has fewer, too. One dot product needs $n$ (FA-4-dot). $\mathrm{fewest}$ is over the library's networks.",
        ),
    ),
    "ZOO-mask": (
        Erratum(
            text="The layers of attention of the literature use output gating and synaptic gating, and no other class.",
            source=f"{_WORKSHOP}, which says that all use one of the two or both, read as if nothing else were used",
            statement=Instances(
                "others(k) == 0",
                ranges={"k": range(1, 1 + len(_LAYERS))},
                functions={"others": _other_classes},
            ),
            corrected=r"Additive masks and positional biases are multiplexing of the scores (Q07), in the zoo from its third layer of attention on; others(k) counts the further classes of the k-th. As $e^{S+M} = e^S e^M$, the same mask is output gating of the exp units: the classification depends on where one looks.",
        ),
    ),
}
