"""A text that is not in the grammar is answered by what its writer probably meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

ONLY = "Statements hold numbers, names and the listed functions only."
#: What to write instead of a character that is not part of the grammar.
CHARACTERS = {
    "=": "Write '==' for equality.",
    "^": "Write '**' for powers.",
    "&": "Write 'and'.",
    "|": "Write 'or', and abs(x) for an absolute value.",
    "!": "Write 'not' for a negation; factorials do not belong to the grammar.",
    "~": "Write 'not' for a negation.",
    ".": "A point stands inside a decimal only, with a digit after it: 0.5 or 5.0.",
    ":": "Ranges are written 0 <= x <= 1, x in {0,1}, or Sum(term, (i, 1, n)).",
    "%": "Remainders do not belong to the grammar.",
    "≤": "Write '<='.",
    "≥": "Write '>='.",
    "≠": "Write '!='.",
    "−": "Write the minus sign of the keyboard, '-'.",
    "–": "Write the minus sign of the keyboard, '-'.",
    **dict.fromkeys("·×⋅∗", "Write '*' between factors."),
    **dict.fromkeys("÷⁄∕", "Write '/'."),
    "√": "Write sqrt(x).",
    "∑": "Write Sum(term, (i, 1, n)).",
    "∞": "Statements hold finite numbers only.",
    "∧": "Write 'and'.",
    "∨": "Write 'or'.",
    "¬": "Write 'not'.",
    "⇒": "Write 'implies'.",
    "→": "Write 'implies'.",
    "∈": "Write 'in', as in x in {0,1}.",
}
_AFTER_THE_END = {
    ";": "Join claims with 'and'; assumptions are given apart from the statement.",
    "in": "Ranges are assumptions about variables, 'x in {0,1}' or 'x[1] in {0,1}', given apart from the statement.",
    "[": "Several indices are written A[i, j].",
    "{": "Indices are written x[1], arguments H(x).",
    **dict.fromkeys(")]}", "No bracket is open here."),
}
#: Functions by the names they have elsewhere.
_ELSEWHERE = {
    "heaviside": "Write H(x), with H(0) = 1.",
    "theta": "Write H(x), with H(0) = 1.",
    "sign": "Write sgn(x), with sgn(0) = 1.",
    "sigmoid": "Write logistic(x).",
    "ln": "Write log(x).",
    "swish": "Write silu(x).",
    "kroneckerdelta": "Write delta(i, j).",
    **dict.fromkeys(("sin", "cos", "tan"), "Trigonometric functions do not belong to the grammar."),
    "dot": "Write Sum(x[i]*y[i], (i, 1, n)).",
}
BINDER = {
    "Sum": "Write Sum(term, (i, 1, n)).",
    "forall": "Write forall(statement, (i, 1, n)), as in forall(abs(x[i]) <= 1, (i, 1, n)).",
}
SUMS = "Write sums inside each other: Sum(Sum(term, (i, 1, n)), (j, 1, m))."
ASSUMPTION = (
    "An assumption is a relation, 'x, y in {0,1}', 'x real', 'x positive', 'n integer', 'n positive integer' or "
    "'s permutation of n'; several are separated by ';'."
)


def continuation(last: tuple[str, str], found: tuple[str, str], otherwise: str = "") -> str:
    """Return the hint where a statement is complete and the token ``found`` = (kind, text) follows the token ``last``."""
    (before, ending), (kind, text) = last, found
    if text in _AFTER_THE_END:
        return _AFTER_THE_END[text]
    if before == "number" and re.fullmatch("[eE][0-9]*", text):
        return f"Write {ending}*10**k for powers of ten."
    if before == "number" and (text.startswith("_") or (ending == "0" and text[0] in "xXbBoO")):
        return "Numbers are written with decimal digits only."
    if text == ",":
        return (
            otherwise or "Decimals are written with a point, 1.5; parts of a statement are joined by 'and'."
        )
    if before == kind == "name":
        return otherwise or "Write '*' between factors, and 'and', 'or' or 'implies' between statements."
    return "Write '*' between factors." if kind in ("name", "number") or text == "(" else otherwise


def operand(before: str, found: str) -> str:
    """Return the hint where a number, a name or a bracket should follow ``before``, and ``found`` does."""
    if not before and not found:
        return "Write a relation, such as x + x == 2*x."
    if (before, found) in (("<", ">"), ("*", "*"), ("**", "*")):
        return "Write '!='." if found == ">" else "Powers are written x**2."
    if before in ("(", "[", "{", ",") and found in (")", "]", "}"):
        return "An argument, an index or a value is missing."
    if found.isalpha():
        return f"{found!r} is a word of the grammar, and may not name a variable."
    return "A number, a name or a bracket is missing" + (" before it." if found else ".")


def function(name: str, known: Sequence[str]) -> str:
    """Return what was probably meant by the name of an unknown function."""
    if name.lower() in _ELSEWHERE:
        return _ELSEWHERE[name.lower()]
    lower = {other.lower(): other for other in known}
    close = get_close_matches(name.lower(), lower, n=1, cutoff=0.75)
    if close:
        return f"Did you mean {lower[close[0]]}?"
    return (
        f"Write '*' if {name} is a factor. Known functions: {', '.join(known)}. "
        f"An arbitrary function is declared by the assumption '{name} function', a permutation by '{name} permutation of n'."
    )
