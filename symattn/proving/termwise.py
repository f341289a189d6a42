r"""What holds for every term holds for the sum: f(i) <= g(i) for i = 1, ..., n gives sum_i f(i) <= sum_i g(i).

This is how a bound such as |sum_i w_i x_i| <= sum_i |w_i| is proved for every n: by one statement about w_i and x_i.
"""

from __future__ import annotations

from collections.abc import Sequence

from symattn.certificates import TermwiseCertificate
from symattn.certificates.domains import Domain
from symattn.certificates.expression import Tree, substitute, variables
from symattn.errors import InvalidArgument
from symattn.proving.evidence import NOT_ACCEPTED, certified, premise, sequent
from symattn.proving.polynomial import Budget
from symattn.proving.search import satisfiable
from symattn.proving.statement import Statement, free_names
from symattn.proving.verdict import Verdict, make

_SECONDS = 2.0
_RELATIONS = ("==", "<=", "<", ">=", ">")


def by_terms(
    terms: Verdict,
    *,
    index: str = "i",
    bound: str = "n",
    without: str | int | None = None,
    known: Sequence[Tree] = (),
) -> Verdict:
    r"""Return the verdict on :math:`\sum_{i=1}^n f(i) \le \sum_{i=1}^n g(i)` from one on :math:`f(i) \le g(i)`; likewise for <, =, >=, >.

    Parameters
    ----------
    terms
        A proved equality or inequality in which ``index`` occurs as an index.  Its assumptions that speak of the index become
        assumptions for every index, ``forall(..., (i, 1, n))``.
    index, bound
        The index to sum over, and the name of the dimension.
    without
        An index k in 1..n that is left out: the conclusion is :math:`\sum_i f(i) - f(k) \le \sum_i g(i) - g(k)`, and not strict.  The assumption
        ``i != k`` is dropped, others are needed of all i but k only: ``forall(i == k or ..., (i, 1, n))``.
    known
        Assumptions, as trees, that the conclusion takes over as they are where they say enough.

    Returns
    -------
    Verdict
        Proved, or undecided if ``terms`` is not proved.

    Raises
    ------
    InvalidArgument
        If the statement has not this form, its index is not an index, or it holds under further conditions only.

    Examples
    --------
    A weighted sum of inputs in [-1, 1] is at most the sum of the absolute values of the weights, for every n:

    >>> from symattn.proving import prove
    >>> bound = by_terms(prove("w[i]*x[i] <= abs(w[i])", assuming="abs(x[i]) <= 1"))
    >>> bound.statement
    'Sum(w[i]*x[i], (i, 1, n)) <= Sum(abs(w[i]), (i, 1, n))'
    >>> bound.proved, bound.scope
    (True, 'all positive integer n with forall(abs(x[i]) <= 1, (i, 1, n))')

    A sum of positive terms is at least one of them:

    >>> rest = by_terms(prove("exp(x[i]) >= 0"), without=1)
    >>> rest.statement, rest.proved
    ('Sum(exp(x[i]), (i, 1, n)) - exp(x[1]) >= Sum(0, (i, 1, n)) - 0', True)

    See Also
    --------
    symattn.proving.prove : its argument ``using`` takes such bounds.

    References
    ----------
    The book's chapter on what counts as proved.
    """
    if not isinstance(terms, Verdict) or terms.subject is None:
        raise InvalidArgument("terms", "must be a verdict on one statement, from prove() or a rule", terms)
    subject = terms.subject
    claim = subject.claim
    if not isinstance(claim, tuple) or claim[0] not in _RELATIONS:
        raise InvalidArgument("terms", "must be an equality or an inequality", terms.statement)
    domains = dict(subject.domains)
    if index == bound or not all(isinstance(name, str) and name.isidentifier() for name in (index, bound)):
        raise InvalidArgument("bound", "index and bound must be two different names", (index, bound))
    if domains.get(index) != "positive integer":
        rule = f"must hold for every index {index}, which has to occur as one, as in w[{index}]"
        raise InvalidArgument("terms", rule, subject.scope)
    if domains.get(bound, "positive integer") != "positive integer":
        raise InvalidArgument("bound", "must be a dimension", f"{bound}: {domains[bound]}")
    if terms.proved and terms.conditions:
        hint = "Add the conditions to the assumptions of the statement on one term."
        raise InvalidArgument("terms", "must hold without conditions", "; ".join(terms.conditions), hint)
    if without is not None:
        _check_left_out(without, claim[0], index)
    claim = (claim[0], *(_total(side, index, bound, without) for side in claim[1:]))
    needed = (
        tree for tree in subject.assumptions if tree not in (("<=", index, bound), *_differ(index, without))
    )
    given = tuple(_for_all(tree, index, bound, without, known) for tree in needed)
    if isinstance(without, str) or (isinstance(without, int) and without > 1):
        given = tuple(dict.fromkeys((*given, ("<=", without, bound))))
    ranges: list[tuple[str, Domain]] = [pair for pair in subject.domains if pair[0] not in (index, bound)]
    if isinstance(without, str) and without not in domains:
        ranges.append((without, "positive integer"))
    if without is not None:  # a term may have become an entry with a name of its own, x[1]
        new = [name for name in variables(claim) if "[" in name and name not in domains]
        ranges += [(name, "real") for name in new]
    free = free_names((claim, *given), dict(ranges) | domains)
    conclusion = Statement(claim, given, (*(p for p in ranges if p[0] in free), (bound, "positive integer")))
    if not terms.proved:
        reason = f"the statement on one term is {terms.status}: {terms.statement}"
        return make("undecided", claim, "term by term", conclusion.scope, reason=reason, subject=conclusion)
    if not satisfiable(conclusion, (), Budget(_SECONDS)):
        reason = f"no point was found that satisfies {conclusion.scope}, and a vacuous proof is not counted"
        return make("undecided", claim, "term by term", conclusion.scope, reason=reason, subject=conclusion)
    certificate = certified(
        lambda: TermwiseCertificate(sequent(conclusion), index, bound, premise(terms), without)
    )
    if certificate is None:
        return make(
            "undecided", claim, "term by term", conclusion.scope, reason=NOT_ACCEPTED, subject=conclusion
        )
    return make(
        "proved",
        claim,
        "term by term",
        conclusion.scope,
        extent=terms.extent,
        certificate=certificate,
        premises=(terms,),
        subject=conclusion,
        seconds=terms.seconds,
    )


def _check_left_out(without: str | int, relation: str, index: str) -> None:
    if relation in ("<", ">"):
        hint = "With n = 1 no term is left: state <= or >= on one term."
        raise InvalidArgument("without", "leaves nothing strict", relation, hint)
    is_name = isinstance(without, str) and without.isidentifier() and without != index
    if not is_name and not (isinstance(without, int) and without >= 1):
        raise InvalidArgument("without", "must be a name or a positive integer, and not the index", without)


def _total(side: Tree, index: str, bound: str, without: str | int | None) -> Tree:
    total: Tree = ("Sum", side, index, 1, bound)
    return total if without is None else ("+", total, ("*", -1, substitute(side, {index: without})))


def _differ(index: str, without: str | int | None) -> tuple[Tree, ...]:
    return () if without is None else (("!=", index, without), ("!=", without, index))


def _for_all(tree: Tree, index: str, bound: str, without: str | int | None, known: Sequence[Tree]) -> Tree:
    """Return the assumption for every index if it speaks of one, or for every index but one."""
    if index not in variables(tree):
        return tree
    forms = [("forall", form, index, 1, bound) for form in forms_of(tree, index, without)]
    return next((form for form in forms if form in known), forms[-1])


def forms_of(tree: Tree, index: str, without: str | int | None) -> list[Tree]:
    """Return the statements on one index that say this of it, unless it is the one left out."""
    if without is None:
        return [tree]
    same = [("==", index, without), ("==", without, index)]
    return [tree, *(("or", tree, other) for other in same), *(("or", other, tree) for other in same[::-1])]
