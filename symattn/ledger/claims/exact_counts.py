r"""Claims of exact numbers, gates and their products: RV-1-T, RV-1-T9, RV-1-walk, RV-1-classes, RV-7-R-n, CAP-d-n, CAP-AND-n, CAP-XOR-n, CAP-TERN-n, CAP-ADDOUT-n, CAP-0-n, CAP-K1-n, BY-8-n.

Property wanted: each number that the library counts exactly, in a statement that names it, with the method, a second method where there is one, and false neighbours.

Construction: see exact_counts_evidence.py: small numbers are computed at every check, those of slow computations are records, read at every check and computed again in the full tier.
"""

from __future__ import annotations

from functools import cache, partial

from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.claims.exact_counts_evidence import (
    Numbers,
    Second,
    known,
    numbers,
    of_class,
    spaced,
    table,
)
from symattn.ledger.machine import All, Instances
from symattn.ledger.records import has_record
from symattn.threshold import (
    class_representatives,
    count_threshold,
    representative,
    threshold_classes,
    threshold_functions,
)

NAMES = {"G_and": r"G_{\wedge}", "G_xor": r"G_{\oplus}"}

ORBITS = (
    "Found by orbits under permutations and negations of the inputs. Names that begin with E_ and C_ are two other programs, which list the functions from the definition, and decide them by theorems "
    "on the class with gates found in another way: for n ≤ 3 in the fast tier, n ≤ 4 in the full one. "
    "For n = 5 the number is that of one program where nothing else is said; its record holds the parts it is the sum of."
)
_PAIRS_TOO = " E, all pairs of the list of gates, reaches n = 5."


def _listed(n: int) -> int:
    return len(threshold_functions(n).tables)


GATES = numbers(
    "T",
    "T(n)",
    (4, 14, 104, 1882),
    "threshold",
    second={"L": Second(_listed, 4, 5), "W": Second(count_threshold, 6, 8)},
    most=8,
)
"""Threshold functions: by generations on disk; W walks in memory, L is the length of the list with weights for each."""

AND = of_class("G_and", r"G_{\wedge}(n)", (4, 16, 246), "output-gating", reach={"E": 5})
XOR = of_class("G_xor", r"G_{\oplus}(n)", (4, 16, 254), "output-gating", gate="pm", reach={"E": 5})
TERNARY = of_class("M", "N(n)", (9, 71, 2373), "output-gating", gate="mixed", reach={"C": 5})
SUMS = of_class("D", "D(n)", (9, 71, 2561), "additive-output")
BIAS_FREE = of_class("R", "R(n)", (2, 6, 32, 370), "threshold", bias="none", reach={"C": 5})

_FIRST = {1: 104, 2: 246, 3: 254}


def _folded(k: int, gate: str) -> Numbers:
    """Return the numbers of products of k gates, from n = 3 on."""
    symbol = f"F_{'and' if gate == '01' else 'xor'}_{k}"
    if k == 1:
        return numbers(symbol, "1", (104, 1882), "threshold", start=3, most=5)
    first = _FIRST.get(k, 256) if gate == "01" else {2: 254}.get(k, 256)
    return of_class(symbol, str(k), (first,), "output-gating", gate=gate, gates=k, start=3)


AND_OF = {k: _folded(k, "01") for k in range(1, 17)}
XOR_OF = {k: _folded(k, "pm") for k in range(1, 6)}


def _degree(d: int) -> Numbers:
    first = {1: (4, 14, 104, 1882), 2: (4, 16, 254)}.get(d, (4, 16, 256))
    if d == 1:
        return numbers("T_1", "1", first, "threshold", most=5)
    return of_class(f"T_{d}", str(d), first, "polynomial-threshold", degree=d)


DEGREES = {d: _degree(d) for d in range(1, 6)}

FREE = {
    "R_and": of_class(
        "R_and", r"G^0_{\wedge}(n),\ \{0,1\}^n", (2, 7, 66, 3318), "output-gating", bias="none"
    ),
    "R_xor": of_class(
        "R_xor", r"G^0_{\oplus}(n),\ \{0,1\}^n", (2, 8, 118), "output-gating", bias="none", gate="pm"
    ),
    "O_and": of_class(
        "O_and",
        r"G^0_{\wedge}(n),\ \{-1,1\}^n",
        (3, 9, 71, 2561),
        "output-gating",
        bias="none",
        inputs="pm",
        reach={"C": 5},
    ),
    "O_xor": of_class(
        "O_xor",
        r"G^0_{\oplus}(n),\ \{-1,1\}^n",
        (2, 4, 16, 254),
        "output-gating",
        bias="none",
        inputs="pm",
        gate="pm",
        reach={"C": 5},
    ),
}


def _classes_from_list(n: int) -> int:
    return len(set(representative(threshold_functions(n).tables, n).tolist()))


def _of_classes(statement: str, n: range, full: range | None = None) -> Instances:
    functions = {
        "Q": lambda n: len(class_representatives(n)[0]),
        "L": _classes_from_list,
        "S": lambda n: len(threshold_classes(n).sizes),
        "s": lambda n: sum(int(size) for size in threshold_classes(n).sizes),
        "T": count_threshold,
    }
    used = {name: f for name, f in functions.items() if f"{name}(" in statement}
    return Instances(statement, ranges={"n": n}, functions=used, full=None if full is None else {"n": full})


def _chow_vectors(n: int) -> set[tuple[int, ...]]:
    """Return the sorted Chow vectors, without signs, of the self-dual functions of n + 1 variables that belong to the listed gates of n.

    f at y_0 = 1 and its negation at -y for y_0 = -1 have the true points (1, x), f(x) = 1, and (-1, -x), f(x) = 0: the sum of the first is (|f|, A), that of the others (-(2^n - |f|), A).
    """
    found = set()
    for gate, _, _ in threshold_functions(n):
        ones = [k for k in range(1 << n) if gate >> k & 1]
        sums = [2 * sum(1 if k >> i & 1 else -1 for k in ones) for i in range(n)]
        found.add(tuple(sorted(map(abs, (2 * len(ones) - (1 << n), *sums)), reverse=True)))
    return found


@cache
def _met(n: int) -> tuple[int, int, int]:
    """Return how many Chow vectors the walk meets, how many of the list's it misses, and how many it meets that the list has not."""
    walked = {tuple(row) for row in threshold_classes(n).chow.tolist()}
    listed = _chow_vectors(n)
    return len(walked), len(listed - walked), len(walked - listed)


def _of_walk(statement: str, n: range, full: range | None = None) -> Instances:
    functions = {name: partial(_part_of, i) for i, name in enumerate(("met", "missed", "strange"))}
    return Instances(
        statement, ranges={"n": n}, functions=functions, full=None if full is None else {"n": full}
    )


def _part_of(i: int, n: int) -> int:
    return _met(n)[i]


def _values(symbol: str, values: tuple[int, ...]) -> str:
    return " and ".join(f"(n == {n} implies {symbol}(n) == {value})" for n, value in enumerate(values))


_NP = (2, 3, 5, 10, 27, 119, 1113)
_SELF_DUAL = (1, 1, 2, 3, 7, 21, 135, 2470)


def _with_the_one_before(*rows: Numbers) -> list[int]:
    """Return the n for which all numbers of n and of n - 1 are known."""
    there = known(*rows)
    return [n for n in there if n - 1 in there]


_PAIRS = _with_the_one_before(GATES, AND)
_RATIO = "G_and(n)*T(n - 1)**2 < G_and(n - 1)*T(n)**2"


def _full_at(folded: dict[int, Numbers], half: bool) -> list[tuple[int, int]]:
    """Return (n, k), k factors giving all functions, where the numbers for k and k - 1 factors are known."""
    pairs = [(n, 2 ** (n - 1) if half else n) for n in (3, 4, 5)]
    return [(n, k) for n, k in pairs if n in folded[k].values and n in folded[k - 1].values]


def all_but_two(folded: dict[int, Numbers], *, half: bool, missing: int = 2) -> All:
    """Return the statement that k factors give all functions and k - 1 all but ``missing``, k = 2^(n - 1) or n."""
    return All(
        tuple(
            folded[k].recorded(
                f"{folded[k].symbol}(n) == 2**(2**n) and {folded[k - 1].symbol}(n) == 2**(2**n) - {missing}",
                (n,),
                folded[k - 1],
            )
            for n, k in _full_at(folded, half)
        )
    )


CLAIMS: list[Claim] = [
    Claim(
        id="RV-1-T",
        kind="count",
        title="The numbers of threshold functions",
        statement=All((*GATES.parts(),)),
        display=rf"The number $T(n)$ of threshold functions of $n$ variables: $T(0) = 2$ and $${table([GATES], upright=True)}$$",
        source="OEIS A000609; " + PROJECT,
        rests_on=("RV-1", "RV-1-list", "RV-1-walk"),
        mutants=(
            Mutant("constant", GATES.added(2)),
            Mutant("index", GATES.shifted()),
            Mutant("strictness", GATES.recorded("T(n) < W(n)", range(1, 5))),
        ),
        not_claimed=(
            "T comes from a walk over classes of self-dual functions of n + 1 variables that stores its generations, W from the same walk in memory, L from the list with weights for every function, "
            "complete for n ≤ 5 by RV-1-list. The two walks share all but the storage: they are one method, and for n ≥ 6 the only one here. The values up to n = 9 are compared with the published ones in the tests, not here."
        ),
    ),
    Claim(
        id="RV-1-walk",
        kind="existence",
        title="A walk over sorted Chow vectors meets every class of threshold functions",
        statement=_of_walk("missed(n) == 0 and strange(n) == 0", range(5), range(6)),
        display=(
            r"Let $f(y) = [w \cdot y > 0]$ on $\{-1,1\}^N$, $w \cdot y \ne 0$ everywhere, and $p = \sum_{f(y) = 1} y$ its Chow vector. Start with $f(y) = [y_1 > 0]$, and repeat: exchange the values of $f$ at $y$ and $-y$ for every true $y$ "
            r"with $y_1 = 1$ that is minimal in the order of prefix sums and not above 0, and keep the function if it is one of these $f$. Every orbit of such functions under signed permutations of the coordinates is met, each with its "
            r"only Chow vector $p_1 \ge \dots \ge p_N \ge 0$, in the step $(2^{N-1} - p_1)/2$; it has $2^N N! / (2^z \prod_j m_j!)$ members, $m_j$ the multiplicities of the entries of $p$ and $z$ the number of zeros."
        ),
        source="after C. K. Chow (1961) and R. O. Winder (1965); the single direction is of this project",
        rests_on=("RV-1",),
        argument=(
            r"*Chow.* If $f$ has weights $w$ and $g$ is self-dual with the same Chow vector $p$, then $\sum_{g(y) = 1} w \cdot y = w \cdot p = \sum_{f(y) = 1} w \cdot y$. Of each pair $y, -y$ both sums hold one point, $f$ the one with $w \cdot y > 0$; so $f = g$.",
            r"*One representative.* The weights of $f$ may be moved a little, to have distinct absolute values, not 0; a signed permutation makes $w_1 > \dots > w_N > 0$. Then raising $y$ in the order of prefix sums raises $w \cdot y$. The sum of the true points is therefore "
            r"sorted and not negative, for exchanging $-1, 1$ at neighbours for $1, -1$, or $-1$ at the end for $1$, leads from true points to true points. An orbit has one sorted non-negative vector, and by the first step one function with it.",
            r"*The walk misses none.* Let $K$ be the region of functions with weights in the cone $w_1 > \dots > w_N > 0$. Join a point of it to a point of the cone at which $f(y) = [y_1 > 0]$, by a segment that meets no two of the hyperplanes $w \cdot y = 0$ at once; the cone is convex. Run "
            r"through it from the start: each hyperplane is crossed at most once, and all $y$ with $y_1 = 1$ are true at first, so each crossing makes a true $y$ with $y_1 = 1$ false. Such a $y$ is minimal: a true $z$ below it would stay true, being neither $y$ nor $-y$, and $y$ is above "
            r"it. It is not above 0, since what is above 0 is true in the whole cone.",
            r"*Steps.* Each exchange lowers $p$ by $2y$, hence $p_1$ by 2: a vector is met in one step only.",
            r"*Members.* By the first two steps the members of an orbit are the images of $p$. A signed permutation fixes $p$ exactly if it exchanges equal entries and changes signs of zeros.",
            r"*Gates.* $F(y_0, y) = f(y)$ at $y_0 = 1$ and $1 - f(-y)$ at $y_0 = -1$ is self-dual, and a threshold function of $n + 1$ variables exactly if $f$ is one of $n$: the bias is the weight of $y_0$. So $T(n)$ is the sum of the sizes for $N = n + 1$.",
        ),
        mutants=(
            Mutant("constant", _of_walk("missed(n) == 1", range(5))),
            Mutant("index", _of_walk("met(n) == met(n + 1)", range(2, 4))),
            Mutant("strictness", _of_walk("met(n) < met(n) + missed(n)", range(5))),
        ),
        not_claimed=(
            "That the program which walks is right: its linear programs are exact, and each accepted class is evaluated again at the next step. met, missed and strange count Chow vectors of the walk, "
            "of listed gates that it misses, and of its own that no listed gate has, for n <= 4, in the full tier n <= 5."
        ),
    ),
    Claim(
        id="RV-1-classes",
        kind="count",
        title="The numbers of classes of threshold functions",
        statement=All(
            (
                _of_classes(f"{_values('Q', _NP)} and {_values('S', _SELF_DUAL)}", range(6), range(7)),
                _of_classes("Q(n) == L(n)", range(5), range(6)),
                _of_classes(f"s(n) == T(n) and {_values('S', _SELF_DUAL)}", range(6), range(8)),
            )
        ),
        display=(
            r"The threshold functions of $n = 0, \dots, 6$ variables form $2, 3, 5, 10, 27, 119, 1113$ classes under permutations and negations of the variables. "
            r"The self-dual threshold functions of $n + 1$ variables, which correspond to those of $n$ variables, form $1, 1, 2, 3, 7, 21, 135, 2470$ classes for $n = 0, \dots, 7$."
        ),
        source="OEIS A000617, A001532; " + PROJECT,
        rests_on=("RV-1", "RV-1-walk"),
        mutants=(
            Mutant("constant", _of_classes("n == 4 implies Q(n) == 26", range(5))),
            Mutant("operation", _of_classes("Q(n) == S(n)", range(5))),
            Mutant("index", _of_classes("Q(n) == L(n + 1)", range(4))),
        ),
        not_claimed="Q and S come from the walk over classes, L from the representatives of all listed functions; s adds up the sizes of the classes.",
    ),
    Claim(
        id="RV-7-R-n",
        kind="count",
        title="The numbers of threshold functions without bias",
        statement=All(BIAS_FREE.parts()),
        display=rf"The number $R(n)$ of functions $H(w \cdot x)$ on $\{{0,1\}}^n$: $${table([BIAS_FREE])}$$",
        source="OEIS A034997; " + PROJECT,
        rests_on=("RV-1",),
        mutants=(
            Mutant("constant", BIAS_FREE.added(2)),
            Mutant("index", BIAS_FREE.shifted()),
            Mutant("hypothesis", BIAS_FREE.instead(GATES)),
        ),
        not_claimed="R(n) is the number of regions of the arrangement of all subsets. The sequence in the OEIS goes on to n = 8; these terms are not computed here.",
    ),
    Claim(
        id="CAP-d-n",
        kind="count",
        title="The numbers of polynomial threshold functions",
        statement=All(
            (
                *(part for d, row in DEGREES.items() if d > 1 for part in row.parts()),
                *(
                    DEGREES[n].recorded(
                        f"T_{n}(n) == 2**(2**n) and T_{n - 1}(n) == 2**(2**n) - 2", (n,), DEGREES[n - 1]
                    )
                    for n in (2, 3, 4, 5)
                    if n in DEGREES[n].values and n in DEGREES[n - 1].values
                ),
            )
        ),
        display=(
            rf"The numbers $T_d(n)$ of polynomial threshold functions of degree at most $d$ (rows) of $n$ variables (columns): $${table(list(DEGREES.values()), head='d')}$$ "
            r"Of degree $n$ are all functions, of degree $n - 1$ all but the parity and its negation."
        ),
        source=PROJECT,
        rests_on=("RV-1-d", "BY-1-deg"),
        mutants=(
            Mutant("constant", DEGREES[2].added(2)),
            Mutant("index", DEGREES[2].instead(DEGREES[3])),
            Mutant("operation", DEGREES[3].recorded("T_3(n) == 2**(2**n)", (3, 4))),
        ),
        not_claimed=ORBITS,
    ),
    Claim(
        id="CAP-AND-n",
        kind="count",
        title="Output gating, gates in {0,1}: exact numbers",
        statement=All(
            (
                *AND.parts(),
                AND.recorded(
                    "T(n - 1)**2 <= G_and(n) and G_and(n) <= T(n) + binomial(T(n) - 2, 2)", _PAIRS, GATES
                ),
            )
        ),
        display=(
            rf"The number $G_{{\wedge}}(n)$ of functions of $n$ variables that are the AND of two threshold functions: $${table([AND], upright=True)}$$"
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk"),
        mutants=(
            Mutant("constant", AND.added(1)),
            Mutant("convention", AND.instead(XOR)),
            Mutant("index", AND.shifted()),
        ),
        not_claimed=ORBITS
        + _PAIRS_TOO
        + " The last statement is the bounds of CAP-AND at these numbers. For n = 6 the list of gates is that of the walk over classes; irreducible pairs, whose first factor is one gate of each class, were multiplied, and the distinct products counted, in blocks on disk. Whether the reduction loses a product is a written argument; samples of the result are compared with a search of all pairs.",
        names=NAMES,
    ),
    Claim(
        id="CAP-XOR-n",
        kind="count",
        title="Output gating, gates in {-1,1}: exact numbers",
        statement=All(
            (
                *XOR.parts(),
                XOR.recorded(
                    "T(n - 1)**2 <= G_xor(n) and 4*G_xor(n) <= T(n)**2",
                    _with_the_one_before(GATES, XOR),
                    GATES,
                ),
            )
        ),
        display=(
            rf"The number $G_{{\oplus}}(n)$ of functions of $n$ variables that are the product of two threshold functions with values in $\{{-1,1\}}$: $${table([XOR], upright=True)}$$"
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk"),
        mutants=(
            Mutant("constant", XOR.added(2)),
            Mutant("convention", XOR.instead(AND)),
            Mutant("index", XOR.shifted()),
        ),
        not_claimed=ORBITS
        + _PAIRS_TOO
        + " The last statement is the bounds of CAP-XOR at these numbers. For n = 6 see CAP-AND-n: the same run with products of signs; an unbiased estimate from 360 pairs has the number in its interval, and members and neighbours drawn at random were searched for two factors.",
        names=NAMES,
    ),
    Claim(
        id="CAP-TERN-n",
        kind="count",
        title="Output gating, gated unit in {-1,1}, gating unit in {0,1}: exact numbers",
        statement=All(TERNARY.parts()),
        display=rf"The number $N(n)$ of products $f g$ of threshold functions of $n$ variables, $f$ with values in $\{{-1,1\}}$ and $g$ in $\{{0,1\}}$: $${table([TERNARY])}$$",
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk"),
        mutants=(
            Mutant("constant", TERNARY.added(2)),
            Mutant("index", TERNARY.shifted()),
            Mutant("convention", TERNARY.instead(SUMS)),
        ),
        not_claimed="Found as the sum over the classes of g of the number of restrictions of gates to g = 1. M in the statement is N here. E and C are two other programs; C reaches n = 5.",
    ),
    Claim(
        id="CAP-ADDOUT-n",
        kind="count",
        title="Additive output attention: exact numbers",
        statement=All(SUMS.parts()),
        display=rf"The number $D(n)$ of functions $f + g$ of $n$ variables, $f, g$ threshold functions with values in $\{{0,1\}}$: $${table([SUMS])}$$",
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk"),
        mutants=(
            Mutant("constant", SUMS.added(2)),
            Mutant("convention", SUMS.instead(TERNARY)),
            Mutant("index", SUMS.shifted()),
        ),
        not_claimed="Found as orbits of pairs (f AND g, f OR g). E and C are two other programs, for n ≤ 4; the number for n = 5 is that of one.",
    ),
    Claim(
        id="CAP-0-n",
        kind="count",
        title="Output gating without biases: exact numbers",
        statement=All(
            (
                *(part for row in FREE.values() for part in row.parts()),
                FREE["O_and"].recorded(
                    "O_and(n) == D(n - 1)", [n for n in FREE["O_and"].values if n - 1 in SUMS.values], SUMS
                ),
                FREE["O_xor"].recorded(
                    "O_xor(n) == G_xor(n - 1)", [n for n in FREE["O_xor"].values if n - 1 in XOR.values], XOR
                ),
            )
        ),
        display=(
            r"The numbers of products of two threshold functions $H(w \cdot x)$ without bias, with values in $\{0,1\}$ ($\wedge$) and in $\{-1,1\}$ ($\oplus$); on $\{-1,1\}^n$ with $w \cdot x \ne 0$ everywhere: "
            rf"$${table(list(FREE.values()))}$$"
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk"),
        mutants=(
            Mutant("constant", FREE["R_and"].added(1)),
            Mutant("convention", FREE["R_and"].instead(FREE["O_and"])),
            Mutant("index", FREE["O_xor"].recorded("O_xor(n) == G_xor(n)", (2, 3), XOR)),
        ),
        not_claimed=ORBITS
        + " E and the orbits recognise a gate without bias by the same theorem, C does not. On {-1,1}^n C reaches n = 5. The last two statements are CAP-0-pm at these numbers, computed on both sides.",
        names=NAMES,
    ),
    Claim(
        id="CAP-K1-n",
        kind="count",
        title="Products of k gates: closure tables for three to five variables",
        statement=All(
            (
                *(part for row in (*AND_OF.values(), *XOR_OF.values()) for part in row.parts()),
                all_but_two(AND_OF, half=True),
            )
        ),
        display=(
            r"The numbers of functions of $n$ variables (columns) that are products of $k$ threshold functions (rows), with values in $\{0,1\}$:"
            "\n"
            rf"$${table(list(AND_OF.values()), head='k')}$$"
            "\n"
            r"and in $\{-1,1\}$:"
            "\n"
            rf"$${table(list(XOR_OF.values()), head='k')}$$"
            "\n"
            r"With $2^{n-1}$ factors in $\{0,1\}$ all functions are products, with $2^{n-1} - 1$ all but the parity and its negation."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk", "BY-1-01"),
        mutants=(
            Mutant("constant", AND_OF[3].added(2)),
            Mutant("convention", AND_OF[3].instead(XOR_OF[3])),
            Mutant("index", all_but_two(AND_OF, half=True, missing=0)),
        ),
        not_claimed="Products in {0,1} are least covers of the zeros by zeros of gates, one search for each class of functions; products of signs are made one factor at a time. Two other programs for n ≤ 4; for n = 5 the numbers from k = 3 on are those of one.",
    ),
    Claim(
        id="BY-8-n",
        kind="inequality",
        title="The share of pairs of gates that give different products falls, as far as it is known",
        statement=AND.recorded(_RATIO, _PAIRS, GATES),
        display=rf"$G_{{\wedge}}(n) / \big(\tfrac12\, T(n)^2\big)$ decreases for $1 \le n \le {max(_PAIRS)}$.",
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk"),
        mutants=(
            Mutant("sign", AND.recorded(_RATIO.replace("<", ">"), _PAIRS, GATES)),
            Mutant("constant", AND.recorded("4*" + _RATIO, _PAIRS, GATES)),
        ),
        not_claimed="No trend: whether log2 G(n) - 2 log2 T(n) is of order n or smaller is open.",
        names=NAMES,
    ),
]

if has_record("threshold", 8) and has_record("threshold", 9):
    NINE = numbers("T", "T(n)", (), "threshold", start=9)
    CLAIMS.insert(
        1,
        Claim(
            id="RV-1-T9",
            kind="count",
            title="The number of threshold functions of nine variables",
            statement=All(
                (
                    NINE.statement(),
                    NINE.recorded("(2**(n - 1) + 1)*T(n - 1) <= T(n) and T(n) <= T(n - 1)**2", (9,)),
                )
            ),
            display=rf"$$T(9) = {spaced(NINE.values[9])}$$",
            source="OEIS A000609; " + PROJECT,
            rests_on=("RV-1", "RV-1-walk"),
            mutants=(
                Mutant("constant", NINE.added(2)),
                Mutant("index", NINE.recorded(f"T(n - 1) == {NINE.values[9]}", (9,))),
                Mutant("sign", NINE.recorded("T(n) > T(n - 1)**2", (9,))),
            ),
            not_claimed=(
                "A walk over classes of self-dual functions of ten variables. The record has for each generation the numbers of accepted and rejected classes and the accepted ones by the multiplicities of their Chow vectors, from which "
                "T(9) is added up. The fast tier checks that sum, the full tier computes the first 60 of 187 generations again; neither repeats the run. The second statement is RV-4 and BY-13 at this number."
            ),
        ),
    )
