"""What the playground asks symattn, in the reader's browser: a question and its answer are JSON texts.

The reader's words arrive as data inside the question and reach symattn as arguments; no text becomes code.  An
input that symattn refuses is an answer too: its argument, rule, place and next step.
"""

import json

LONGEST = 1000  #: characters of one part of an answer; a page shows no more than 20,000 in all
MOST = 40  #: coordinates of a point that are shown, each with at most so many characters:
SHORT = 100


def brief(text: str, most: int = LONGEST) -> str:
    """Return a text, cut where a page could not show it."""
    return text if len(text) <= most else f"{text[:most]} ... ({len(text)} characters)"


def answer(question: str) -> str:
    """Answer ``{"ask": "check" | "certify", ...}``, written as JSON, in JSON."""
    from symattn.errors import SymattnError

    asked = json.loads(question)
    try:
        found = {"check": check, "certify": certify}[asked.pop("ask")](**asked)
    except SymattnError as error:
        found = {"kind": "help", **{key: brief(text) for key, text in error.to_json().items()}}
    return json.dumps(found, ensure_ascii=False)


def check(statement: str, assuming: str) -> dict[str, object]:
    """Decide a statement, and re-check what its verdict carries."""
    from symattn.certificates import check_certificate
    from symattn.proving import prove
    from symattn.proving.printing import to_latex

    verdict = prove(statement, assuming=assuming)
    found = verdict.counterexample
    evidence = found.certificate if found else verdict.certificate
    latex = to_latex(verdict.claim)
    return {
        "kind": "verdict",
        "status": verdict.status,
        "statement": brief(verdict.statement),
        "latex": latex if len(latex) <= LONGEST else "",
        "scope": brief(verdict.scope),
        "method": verdict.method,
        "family": verdict.family,
        "why": brief(verdict.why),
        "conditions": brief("; ".join(verdict.conditions)),
        "reason": brief(verdict.reason),
        "point": [[brief(name, SHORT), brief(str(value), SHORT)] for name, value in found.point[:MOST]]
        if found
        else None,
        "more": max(0, len(found.point) - MOST) if found else 0,
        "left": brief(found.left) if found else "",
        "right": brief(found.right) if found else "",
        "checked": None if evidence is None else check_certificate(evidence),
        "seconds": round(verdict.seconds, 3),
    }


def certify(table: int, inputs: str) -> dict[str, object]:
    """Search weights or a relation between points for a table of three variables, and check what was found."""
    from symattn.certificates import check_certificate
    from symattn.threshold import is_threshold

    found = is_threshold(table, 3, inputs=inputs)
    return {"kind": "certificate", **found.to_json(), "checked": check_certificate(found.certificate)}
