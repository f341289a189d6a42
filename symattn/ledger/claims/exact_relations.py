r"""Claims on how classes of two gates lie to each other, with exact numbers: BY-2, BY-2-cube, BY-2-count, BY-2-large, BY-3, BY-4, BY-5, BY-6, BY-6-parity.

Property wanted: which class contains which, and how many functions are in one and not in the other, for as many variables as are counted.

Construction: sets of functions closed under permutations and negations of the inputs are unions of orbits; unions, intersections and differences are made orbit by orbit, and stored as records.  For n <= 4 the
same numbers come from the lists of all functions of each class, made from the definitions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import comb

from symattn.capacity import cover_count
from symattn.ledger.claim import PROJECT, Claim, Mutant
from symattn.ledger.claims.exact_counts import (
    AND,
    DEGREES,
    GATES,
    NAMES,
    XOR,
    XOR_OF,
    all_but_two,
)
from symattn.ledger.claims.exact_counts_evidence import known, table
from symattn.ledger.claims.exact_mechanisms import ATTENDED, LINEAR
from symattn.ledger.claims.exact_relations_evidence import (
    ALL_THREE,
    ALSO_XOR,
    BITS_ONLY,
    BOTH,
    EXCEPTIONS,
    GLUED,
    HIGHER,
    NEITHER,
    SIGNS_ONLY,
    listed,
)
from symattn.ledger.machine import All, Identity, Instances, Recorded, inductive
from symattn.ledger.quantities import find_quantity
from symattn.ledger.records import has_record

_UNION = replace(LINEAR, shown=r"|\mathrm{AND}_n \cup \mathrm{OR}_n|")
_QUADRATIC = replace(DEGREES[2], shown="T_2(n)")


# BY-2: counting.


def sign_products(k: int, gates: int) -> int:
    """Return 2 sum_{i <= k, i = k mod 2} binom(T/2, i), the bound of CAP-K1 on the number of products of k of T sign gates."""
    return 2 * sum(comb(gates // 2, i) for i in range(k % 2, k + 1, 2))


def _cover(n: int) -> int:
    return cover_count(1 << n, n + 1)


_LEAST = {6: 3, 7: 5, 8: 7, 9: 10}
"""For n the least number of sign gates that counting allows if all functions are to be products, with T(n)."""

_COUNTED = sorted(n for n in _LEAST if has_record("threshold", n))


def _too_few(factors: dict[int, int], relation: str = "<") -> Recorded:
    """Return the statement that so many products of sign gates are fewer than all functions."""
    text = " and ".join(f"(n == {n} implies U({k}, T(n)) {relation} 2**(2**n))" for n, k in factors.items())
    return Recorded(
        text,
        ranges={"n": sorted(factors)},
        functions={"U": sign_products},
        quantities={"T": find_quantity("threshold")},
    )


def _covered(statement: str, n: Iterable[int]) -> Instances:
    return Instances(statement, ranges={"n": n}, functions={"U": sign_products, "C": _cover})


_CUBE = "(n + 9)**3 < 2**(n + 9)"
_PARITY = "H(x + y + z - 2*H(x + y + z - 2) - 1/2) == (1 - (1 - 2*x)*(1 - 2*y)*(1 - 2*z))/2"
_BITS = "x, y, z in {0,1}"

CLAIMS: list[Claim] = [
    Claim(
        id="BY-2",
        kind="count",
        title="Products of n - 1 sign gates are all functions but two, for two to five variables",
        statement=All(
            (
                XOR_OF[2].recorded(
                    "n == 2 implies F_xor_2(n) == 2**(2**n) and T(n) == 2**(2**n) - 2", (2,), GATES
                ),
                all_but_two(XOR_OF, half=False),
            )
        ),
        display=(
            rf"For $2 \le n \le {max((n for n in (3, 4, 5) if n in XOR_OF[n].values), default=4)}$ the products of $n - 1$ threshold functions with values in $\{{-1,1\}}$ are all functions of $n$ variables but the parity and its negation; the products of $n$ are all functions."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk", "BY-1-pm"),
        mutants=(
            Mutant("constant", all_but_two(XOR_OF, half=False, missing=0)),
            Mutant("index", XOR_OF[2].recorded("F_xor_2(n) == 2**(2**n)", (3,))),
            Mutant("convention", AND.recorded("n == 3 implies G_and(n) == 2**(2**n) - 2", (3,))),
        ),
        not_claimed="That the two missing functions are the parities is BY-1-pm. For n = 6, 7, 8 it is open whether n - 1 factors, or n, are enough; for n = 9 and more they are not (BY-2-count, BY-2-large).",
    ),
    Claim(
        id="BY-2-cube",
        kind="inequality",
        title="2 to the n exceeds the cube of n from n = 10 on",
        statement=inductive(_CUBE),
        source="well known",
        general=r"for every $n \ge 1$.",
        mutants=(
            Mutant("index", inductive("(n + 8)**3 < 2**(n + 8)")),
            Mutant("constant", inductive("(n + 9)**3 + 24 < 2**(n + 9)")),
        ),
        not_claimed="At 10 it is 1000 < 1024; at 9 it is 729 > 512.",
    ),
    Claim(
        id="BY-2-large",
        kind="inequality",
        title="Products of n sign gates are not all functions of ten or more variables",
        statement=All(
            (
                _covered(
                    "(n <= 9 implies U(n - 1, C(n)) < 2**(2**n) - 2) and (n >= 10 implies U(n, C(n)) < 2**(2**n))",
                    range(9, 13),
                ),
                _covered("U(13, C(n)) < 2**(2**n)", (10,)),
            )
        ),
        display=(
            r"For $n \ge 10$ there are functions of $n$ variables that are no product of $n$ threshold functions with values in $\{-1,1\}$; for $n = 10$ thirteen factors do not give all. "
            r"For $n = 9$ the products of eight are not all functions but the two parities."
        ),
        source=PROJECT,
        rests_on=("RV-1",),
        argument=(
            r"A product of $n$ gates is determined by its factors: there are at most $T(n)^n$. By [[RV-3-P]] $T(n) \le 2^{n^2}$, so $T(n)^n \le 2^{n^3}$, which is less than $2^{2^n}$, the number of all functions, for $n \ge 10$ by [[BY-2-cube]].",
            r"For single $n$ the bound of [[CAP-K1]] on the number of products of $k$ gates, with Cover's bound [[RV-3-T]] in place of $T(n)$, is the machine statement: for $n = 9$, $k = 8$, and for $n = 10$, $k = 13$. The bound grows with $T(n)$, as all its binomials do.",
        ),
        mutants=(
            Mutant("index", _covered("U(n, C(n)) < 2**(2**n)", range(8, 11))),
            Mutant("constant", _covered("U(14, C(n)) < 2**(2**n)", (10,))),
        ),
        not_claimed="That counting gives the least number. U(k, T) is the bound of CAP-K1, C(n) Cover's bound C(2^n, n + 1).",
    ),
    Claim(
        id="BY-3",
        kind="count",
        title="Which ANDs and ORs of two gates are products of two sign gates",
        statement=All(
            (
                *EXCEPTIONS.parts(),
                *ALSO_XOR.parts(),
                EXCEPTIONS.recorded("n <= 4 implies X(n) == 0", known(EXCEPTIONS)),
                ALSO_XOR.recorded(
                    "X(n) == 2*(G_and(n) - Y(n)) - (V(n) - Z(n))",
                    known(ALSO_XOR, EXCEPTIONS, AND, BOTH, ALL_THREE),
                    EXCEPTIONS,
                    AND,
                    BOTH,
                    ALL_THREE,
                ),
            )
        ),
        display=(
            r"For $n \le 4$ every AND and every OR of two threshold functions is also a product of two with values in $\{-1,1\}$, for $n = 5$ not: "
            rf"$${table([EXCEPTIONS, _UNION, ALSO_XOR])}$$"
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk"),
        mutants=(
            Mutant("constant", EXCEPTIONS.added(2)),
            Mutant("operation", ALSO_XOR.instead(XOR)),
            Mutant("index", ALSO_XOR.shifted()),
        ),
        not_claimed="Nothing is said of n ≥ 6, where an AND of two gates that ignores all but five variables is an exception as well. Made orbit by orbit; for n ≤ 4 also from the lists.",
        names=NAMES,
    ),
    Claim(
        id="BY-4",
        kind="count",
        title="Glued functions, and functions that are ANDs and ORs",
        statement=All(
            (
                *GLUED.parts(),
                *BOTH.parts(),
                *ALL_THREE.parts(),
                GLUED.recorded(
                    "Q(n) <= Z(n) and Z(n) <= V(n) and (n <= 4 implies Q(n) == V(n)) and (n >= 5 implies Q(n) < Z(n) and Z(n) < V(n))",
                    known(GLUED, BOTH, ALL_THREE),
                    BOTH,
                    ALL_THREE,
                ),
            )
        ),
        display=(
            r"The numbers of functions whose restrictions to $x_i = 0$ and $x_i = 1$ are threshold functions, for some $i$, of those that are an AND and an OR of two threshold functions, and of those that are a product of signs as well: "
            rf"$${table([GLUED, BOTH, ALL_THREE])}$$ For $n \le 4$ they are equal, for $n = 5$ not."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk"),
        mutants=(
            Mutant("constant", GLUED.added(2)),
            Mutant("operation", BOTH.instead(AND)),
            Mutant("index", GLUED.shifted()),
        ),
        not_claimed="Q, V, Z stand for the three rows. Made orbit by orbit; for n ≤ 4 also from the lists.",
    ),
    Claim(
        id="BY-5",
        kind="count",
        title="Products of two sign gates among the gates of degree two",
        statement=All(
            (
                *HIGHER[2].parts(),
                *HIGHER[3].parts(),
                Instances(
                    "L(n) == 0",
                    ranges={"n": range(1, 4)},
                    full={"n": range(1, 5)},
                    functions={
                        "L": lambda n: len(listed("and-or", n) - listed("polynomial-threshold", n, degree=2))
                    },
                ),
                XOR.recorded(
                    "G_xor(n) <= T_2(n) and (n <= 3 implies G_xor(n) == T_2(n)) and (n >= 4 implies G_xor(n) < T_2(n))",
                    known(XOR, DEGREES[2]),
                    DEGREES[2],
                ),
            )
        ),
        display=(
            r"Every product of two sign gates is a threshold function of degree 2, and for $n \le 3$ every threshold function of degree 2 is one; for $n = 4$, and where both are known for larger $n$, there are others: "
            rf"$${table([XOR, _QUADRATIC], upright=True)}$$ "
            r"For $n \le 4$ the ANDs and ORs of two threshold functions are of degree 2 as well."
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1-d", "RV-1-list", "CAP-K1-deg"),
        mutants=(
            Mutant("strictness", XOR.recorded("G_xor(n) < T_2(n)", known(XOR, DEGREES[2]), DEGREES[2])),
            Mutant("operation", HIGHER[2].recorded("E_K_2(n) == G_xor(n)", (2, 3), XOR)),
            Mutant("index", XOR.recorded("n >= 2 implies G_xor(n) <= T_2(n - 1)", (2, 3), DEGREES[2])),
        ),
        not_claimed=(
            "The first sentence is CAP-K1-deg for all n; K_2 counts the exceptions, K_3 those of three factors and degree 3. In general the threshold degree of the AND of two gates can be of order n (Sherstov), which is not used. "
            "A gate of degree 2 of four variables that is no product is none of more variables either, which is not part of the statement."
        ),
        names=NAMES,
    ),
    Claim(
        id="BY-6-parity",
        kind="identity",
        title="Two threshold units compute the parity of three bits",
        statement=Identity(_PARITY, _BITS),
        source=PROJECT,
        display=(
            r"For $x, y, z \in \{0,1\}$ the parity is $H\big(x + y + z - 2\,H(x + y + z - 2) - \tfrac12\big)$: the second unit reads the inputs and the first."
        ),
        mutants=(
            Mutant("constant", Identity(_PARITY.replace("- 2*H", "- H"), _BITS)),
            Mutant("convention", Identity(_PARITY, "x, y, z in {-1,1}")),
        ),
        not_claimed="Three sign gates are needed without the connection past the first unit (BY-1-pm).",
    ),
    Claim(
        id="BY-6",
        kind="count",
        title="Networks of two threshold units and products of two gates",
        statement=All(
            (
                *NEITHER.parts(),
                *SIGNS_ONLY.parts(),
                *BITS_ONLY.parts(),
                ATTENDED.recorded(
                    "A(n) + Q(n) == G_xor(n) + P(n) + X(n)",
                    known(ATTENDED, XOR, NEITHER, SIGNS_ONLY, EXCEPTIONS),
                    SIGNS_ONLY,
                    XOR,
                    NEITHER,
                    EXCEPTIONS,
                ),
            )
        ),
        display=(
            r"The class $A_n$ of networks of two threshold units with connections past the first contains all ANDs and ORs of two threshold functions; for $n \ge 3$ of the table it contains functions that are of none of the three kinds, and for $n \ge 4$ not all products of signs: "
            rf"$${table([ATTENDED, NEITHER, SIGNS_ONLY, BITS_ONLY])}$$"
        ),
        source=PROJECT,
        rests_on=("TX-1", "RV-1", "RV-1-list", "RV-1-walk", "FA-7"),
        mutants=(
            Mutant("constant", NEITHER.added(2)),
            Mutant("operation", SIGNS_ONLY.instead(NEITHER)),
            Mutant("index", SIGNS_ONLY.recorded("Q(n) == 0", (3, 4))),
        ),
        not_claimed="P, Q, R stand for the last three rows. The last statement counts the union of A_n and the products of signs in two ways. Made orbit by orbit; for n ≤ 4 also from the lists.",
        names=NAMES,
    ),
]

if _COUNTED:
    CLAIMS.insert(
        2,
        Claim(
            id="BY-2-count",
            kind="inequality",
            title="Counting bounds the number of sign gates whose products are all functions",
            statement=_too_few({n: _LEAST[n] - 1 for n in _COUNTED}),
            display=(
                "If all functions of $n$ variables are products of $k$ threshold functions with values in $\\{-1,1\\}$, then "
                + ", ".join(rf"$k \ge {_LEAST[n]}$ for $n = {n}$" for n in _COUNTED)
                + "."
            ),
            source=PROJECT,
            rests_on=("RV-1-T", *(["RV-1-T9"] if 9 in _COUNTED else [])),
            argument=(
                r"By [[CAP-K1]] there are at most $U(k, T(n)) = 2 \sum_{i \le k,\, i \equiv k} \binom{T(n)/2}{i}$ products of $k$ factors, the sum over $i$ of the parity of $k$; the machine compares this with $2^{2^n}$ for the largest $k$ excluded.",
                r"Fewer factors give no more functions: the constant 1 is a gate.",
            ),
            mutants=(
                Mutant("constant", _too_few({n: _LEAST[n] for n in _COUNTED})),
                Mutant("sign", _too_few({n: _LEAST[n] - 1 for n in _COUNTED}, ">")),
            ),
            not_claimed="That so many factors are enough. For n = 9 the number of threshold functions is needed: Cover's bound excludes eight factors only.",
        ),
    )
