"""What a researcher gets from ``claim("SM-4a")``: statement, computed status, and text for a paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from types import MappingProxyType
from typing import Any

from symattn import __version__
from symattn.errors import InvalidArgument
from symattn.ledger.claim import Claim
from symattn.ledger.registry import all_claims, find_claim
from symattn.ledger.report import commit
from symattn.ledger.verification import ClaimResult, ancestors, verify_claims

ENVIRONMENTS = ("theorem", "lemma", "proposition", "corollary", "definition", "remark")
#: Of the release, as in CITATION.cff; a test compares the two.
_YEAR = 2026
#: Signs of a title that LaTeX would read as commands, or not at all.
_SIGNS = {
    "<=": r"$\le$", ">=": r"$\ge$", "<": "$<$", ">": "$>$", "²": "$^2$", "³": "$^3$", "ᵈ⁺¹": "$^{d+1}$",
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "^": r"\^{}", "~": r"\~{}",
}  # fmt: skip


@cache
def _result(identifier: str) -> ClaimResult:
    return verify_claims(all_claims(), [identifier])[identifier]


def _bibtex_text(text: str) -> str:
    """Return text as LaTeX reads it; formulas in dollars stay."""
    signs = "|".join(re.escape(sign) for sign in _SIGNS)
    pieces = re.split(r"(\$[^$]+\$)", text)
    return "".join(
        piece if k % 2 else re.sub(signs, lambda sign: _SIGNS[sign[0]], piece)
        for k, piece in enumerate(pieces)
    )


class ClaimView:
    """A claim of the ledger as its users see it; asking for `status` runs the evidence (once).

    Examples
    --------
    >>> view = claim("TX-5")
    >>> view.kind, view.status
    ('identity', 'kernel')
    >>> view
    <claim TX-5: In exponential units, adding to the activation is output gating>

    See Also
    --------
    claim, claims
    """

    def __init__(self, claim: Claim) -> None:
        self._claim = claim

    @property
    def id(self) -> str:
        """The permanent id."""
        return self._claim.id

    @property
    def title(self) -> str:
        """The title."""
        return self._claim.title

    @property
    def kind(self) -> str:
        """Definition, identity, inequality, existence, count, asymptotic or convention."""
        return self._claim.kind

    @property
    def statement(self) -> str:
        """The machine statement as text; empty for a definition."""
        return self._claim.statement.text if self._claim.statement is not None else ""

    @property
    def result(self) -> ClaimResult:
        """Everything that verification computed."""
        return _result(self.id)

    @property
    def status(self) -> str | None:
        """The computed status; None for a definition."""
        return self.result.status

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Every claim this one rests on, directly or not."""
        return ancestors(all_claims(), self.id)

    def to_latex(self, environment: str = "theorem", label: str | None = None, proof: bool = False) -> str:
        """Return the claim as a LaTeX environment; ``proof`` adds the written steps, or says how it was checked.

        Raises
        ------
        InvalidArgument
            If the environment is not one of the usual ones.
        """
        if environment not in ENVIRONMENTS:
            raise InvalidArgument("environment", f"must be one of {', '.join(ENVIRONMENTS)}", environment)
        claim = self._claim
        lines = [rf"\begin{{{environment}}}[{_bibtex_text(claim.title)}]"]
        if label is not None:
            lines[0] += rf"\label{{{label}}}"
        if claim.hypotheses:
            lines.append(f"Let {'; '.join(claim.hypotheses)}.")
        body = re.sub(r"(?<!\*)\*([^*$]+)\*(?!\*)", r"\\emph{\1}", claim.latex)
        lines += [body.replace("$$", "\n$$\n").strip(), rf"\end{{{environment}}}"]
        if proof and claim.statement is not None:
            lines.append(r"\begin{proof}")
            if claim.steps:
                lines += [
                    r"\begin{enumerate}",
                    *(rf"\item {step}" for step in claim.steps),
                    r"\end{enumerate}",
                ]
            else:
                lines.append(f"Checked by symattn ({self.result.shown_status}): {self._method()}.")
            lines.append(r"\end{proof}")
        return "\n".join(lines)

    def _method(self) -> str:
        return "; ".join(evidence.method for evidence in self.result.evidence)

    def to_bibtex(self) -> str:
        """Return a BibTeX entry that cites this claim: its words, the digest of its machine statement, its status, version and commit.

        Examples
        --------
        >>> print(claim("SM-1").to_bibtex())  # doctest: +ELLIPSIS
        @misc{symattn:SM-1,
          author = {{The symattn contributors}},
          title = {{Standard model}},
          year = {...},
          howpublished = {Claim SM-1 of the symattn ledger, version ...},
          note = {Status: definition},
        }
        """
        statement, known = self._claim.statement, commit()
        edition = f"version {__version__}"
        if known not in ("released", "unknown"):
            edition += f", commit {known}"
        status = _bibtex_text(self.result.shown_status)
        note = f"Statement {statement.digest()}; status: {status}" if statement else f"Status: {status}"
        return "\n".join(
            [
                f"@misc{{symattn:{self.id},",
                "  author = {{The symattn contributors}},",
                f"  title = {{{{{_bibtex_text(self.title)}}}}},",
                f"  year = {{{_YEAR}}},",
                f"  howpublished = {{Claim {self.id} of the symattn ledger, {edition}}},",
                f"  note = {{{note}}},",
                "}",
            ]
        )

    def to_json(self) -> dict[str, Any]:
        """Return the claim with its computed status as one object."""
        return self.result.to_json()

    def __repr__(self) -> str:
        return f"<claim {self.id}: {self.title}>"

    def _repr_html_(self) -> str:
        return f"<b>{self.id}</b> {escape(self.title)} <i>({escape(self.result.shown_status)})</i>"

    def _repr_latex_(self) -> str:
        return self._claim.latex


def claim(identifier: str) -> ClaimView:
    """Return one claim of the ledger.

    Parameters
    ----------
    identifier
        The permanent id, for example ``"TX-5"``.

    Raises
    ------
    UnknownName
        If there is no such claim; the message names the closest ids.

    Examples
    --------
    The status is computed when it is asked for:

    >>> exponential = claim("TX-5")
    >>> exponential.statement
    'C*exp(c*(S + M)) == C*exp(c*S)*exp(c*M)'
    >>> exponential.status
    'kernel'
    """
    return ClaimView(find_claim(identifier))


def claims() -> Mapping[str, ClaimView]:
    """Return every claim of the ledger by its id, in the order of the chapters.

    Examples
    --------
    >>> "CAP-XOR" in claims()
    True
    """
    return MappingProxyType({name: ClaimView(entry) for name, entry in all_claims().items()})
