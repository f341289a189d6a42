r"""What holds for every term holds for the sum: f(i) <= g(i) for i = 1, ..., n gives sum_i f(i) <= sum_i g(i).

This is how a bound such as |sum_i w_i x_i| <= sum_i |w_i| is proved for every n: by one statement about w_i and x_i.
"""

from __future__ import annotations

from symattn.certificates import TermwiseCertificate
from symattn.certificates.domains import Domain
from symattn.certificates.expression import Tree, variables
from symattn.errors import InvalidArgument
from symattn.proving.evidence import NOT_ACCEPTED, certified, premise, sequent
from symattn.proving.polynomial import Budget
from symattn.proving.search import satisfiable
from symattn.proving.statement import Statement, free_names
from symattn.proving.verdict import Verdict, make

_SECONDS = 2.0
_RELATIONS = ("==", "<=", "<", ">=", ">")


def by_terms(terms: Verdict, *, index: str = "i", bound: str = "n") -> Verdict:
    r"""Return the verdict on :math:`\sum_{i=1}^n f(i) \le \sum_{i=1}^n g(i)` from one on :math:`f(i) \le g(i)`; likewise for <, =, >=, >.

    Parameters
    ----------
    terms
        A proved equality or inequality in which ``index`` occurs as an index.  Its assumptions that speak of the index become
        assumptions for every index, ``forall(..., (i, 1, n))``.
    index, bound
        The index to sum over, and the name of the dimension.

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
    claim = (claim[0], *(("Sum", side, index, 1, bound) for side in claim[1:]))
    given = tuple(
        _for_all(tree, index, bound) for tree in subject.assumptions if tree != ("<=", index, bound)
    )
    ranges: list[tuple[str, Domain]] = [pair for pair in subject.domains if pair[0] not in (index, bound)]
    free = free_names((claim, *given), domains)
    conclusion = Statement(claim, given, (*(p for p in ranges if p[0] in free), (bound, "positive integer")))
    if not terms.proved:
        reason = f"the statement on one term is {terms.status}: {terms.statement}"
        return make("undecided", claim, "term by term", conclusion.scope, reason=reason, subject=conclusion)
    if not satisfiable(conclusion, (), Budget(_SECONDS)):
        reason = f"no point was found that satisfies {conclusion.scope}, and a vacuous proof is not counted"
        return make("undecided", claim, "term by term", conclusion.scope, reason=reason, subject=conclusion)
    certificate = certified(lambda: TermwiseCertificate(sequent(conclusion), index, bound, premise(terms)))
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


def _for_all(tree: Tree, index: str, bound: str) -> Tree:
    """Return the assumption for every index if it speaks of one."""
    return ("forall", tree, index, 1, bound) if index in variables(tree) else tree
