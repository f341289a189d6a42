"""A theorem of Rocq is read back from its text and evaluated, without the code that printed it.

The reader knows the part of the language in which exported statements and definitions are written.  Reals are Fractions; natural numbers
are cut off at 0 where they are subtracted, as in Rocq; what the file does not define is given by the caller as functions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import Any

from symattn.errors import InvalidStatement

_TOKEN = re.compile(
    r"\s*(?:(?P<word>[A-Za-z_][A-Za-z0-9_.']*(?<!\.))|(?P<number>\d+)|(?P<sign>%\w+|:=|=>|->|<=|>=|<>|/\\|\\/|[-+*/^()~,:=<>]))"
)
#: Binary operators: (how tightly they bind, whether they group to the right).
_BINARY = {
    "->": (1, True),
    "\\/": (3, True),
    "/\\": (4, True),
    **dict.fromkeys(("=", "<>", "<=", "<", ">=", ">"), (6, False)),
    **dict.fromkeys("+-", (10, False)),
    **dict.fromkeys("*/", (12, False)),
    "^": (16, True),
}
_UNARY = {"~": 5, "-": 13, "/": 13}
_RELATIONS = ("=", "<>", "<=", "<", ">=", ">")
#: Recursive definitions are known by their text.
_RECURSIVE = {
    "Fixpoint sum (f : nat -> R) (n : nat) : R := match n with O => 0 | S m => sum f m + f n end.": "sum",
    "Fixpoint choose (n k : nat) : nat := match n, k with | _, O => 1 | O, S _ => 0 "
    "| S m, S l => choose m l + choose m k end.": "choose",
}
#: Values of natural numbers that a quantifier is tried for.
_TRIED = range(0, 9)


def _wrong(rule: str, value: object = None) -> InvalidStatement:
    return InvalidStatement("rocq", rule, value)


@dataclass(frozen=True)
class Definition:
    """Parameters with their types, the type of the value, and the value."""

    parameters: tuple[tuple[str, str], ...]
    result: str
    body: Any


@dataclass(frozen=True)
class ReadTheorem:
    """What a theorem binds, its hypotheses and its conclusion, as nested tuples."""

    binders: tuple[tuple[str, str], ...]
    hypotheses: tuple[Any, ...]
    conclusion: Any


class _Parser:
    """Read terms and propositions by the precedence of their operators."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        place, text = 0, text.rstrip()
        while place < len(text):
            match = _TOKEN.match(text, place)
            if match is None:
                raise _wrong("cannot be read", text[place : place + 20])
            self.tokens.append((str(match.lastgroup), match.group(match.lastgroup or 0)))
            place = match.end()
        self.tokens.append(("end", ""))
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at][1]

    def take(self, wanted: str = "") -> str:
        kind, text = self.tokens[self.at]
        if wanted and text != wanted:
            raise _wrong(f"{wanted!r} was expected", text)
        self.at += 1
        return text if kind != "end" else ""

    def term(self, least: int = 0) -> Any:
        left = self.prefix()
        while self.peek() in _BINARY:
            op = self.peek()
            level, to_right = _BINARY[op]
            if level < least:
                break
            self.take()
            if op in _RELATIONS:
                chain = [left, op, self.term(level + 1)]
                while self.peek() in _RELATIONS:
                    chain += [self.take(), self.term(level + 1)]
                left = ("relation", *chain)
            else:
                left = (op, left, self.term(level if to_right else level + 1))
        return left

    def prefix(self) -> Any:
        text = self.peek()
        if text in _UNARY:
            self.take()
            return ("unary" + text, self.term(_UNARY[text]))
        if text == "forall":
            self.take()
            binders = self.binders(",")
            return ("forall", binders, self.term())
        if text == "if":
            self.take()
            test = self.term()
            self.take("then")
            yes = self.term()
            self.take("else")
            return ("if", test, yes, self.term())
        return self.application()

    def application(self) -> Any:
        parts = [self.closed()]
        while self.tokens[self.at][0] in ("word", "number") or self.peek() == "(":
            if self.peek() in ("then", "else"):
                break
            parts.append(self.closed())
        return parts[0] if len(parts) == 1 else ("apply", *parts)

    def closed(self) -> Any:
        kind, text = self.tokens[self.at]
        if kind == "number":
            self.take()
            inner: Any = ("number", int(text))
        elif text == "(":
            self.take()
            if self.peek() == "fun":
                self.take()
                name = self.take()
                self.take("=>")
                inner = ("fun", name, self.term())
            else:
                inner = self.term()
            self.take(")")
        elif kind == "word":
            self.take()
            inner = ("name", text)
        else:
            raise _wrong("a term was expected", text or "the end")
        while self.peek().startswith("%"):
            inner = ("scope", self.take()[1:], inner)
        return inner

    def binders(self, end: str) -> tuple[tuple[str, str], ...]:
        """Read ``(a b : R) (n : nat)`` or ``i : nat`` up to ``end``."""
        found: list[tuple[str, str]] = []
        while self.peek() != end:
            bracket = self.peek() == "("
            if bracket:
                self.take()
            names = []
            while self.peek() != ":":
                names.append(self.take())
            self.take(":")
            kind = self.kind(")" if bracket else end)
            if bracket:
                self.take(")")
            found += [(name, kind) for name in names]
        self.take(end)
        return tuple(found)

    def kind(self, *ends: str) -> str:
        words = []
        while self.peek() not in ends:
            words.append(self.take() or "")
            if words[-1] == "":
                raise _wrong("a type is not closed")
        return " ".join(words)


def read_definitions(text: str) -> dict[str, Definition | str]:
    """Return the definitions of a file by name; recursive ones are known by their text."""
    found: dict[str, Definition | str] = {}
    plain = re.sub(r"\(\*.*?\*\)", " ", text, flags=re.S)
    for match in re.finditer(r"(?:^|\n)((Definition|Fixpoint)\s+(\w+).*?\.)(?=\s)", plain, flags=re.S):
        body, word, name = " ".join(match.group(1).split()), match.group(2), match.group(3)
        if word == "Fixpoint":
            if body not in _RECURSIVE:
                raise _wrong("a recursive definition is not one of those that are known", body)
            found[name] = _RECURSIVE[body]
            continue
        parser = _Parser(body[:-1])
        parser.take("Definition")
        parser.take(name)
        parameters: list[tuple[str, str]] = []
        while parser.peek() == "(":
            parser.take()
            names = []
            while parser.peek() != ":":
                names.append(parser.take())
            parser.take(":")
            kind = parser.kind(")")
            parser.take(")")
            parameters += [(name_, kind) for name_ in names]
        parser.take(":")
        result = parser.kind(":=")
        parser.take(":=")
        found[name] = Definition(tuple(parameters), result, parser.term())
    return found


def read_theorem(text: str, name: str) -> ReadTheorem:
    """Return the theorem of this name in a file."""
    match = re.search(rf"(?:^|\n)Theorem {re.escape(name)} :(.*?)\.\s+Proof\.", text, flags=re.S)
    if match is None:
        raise _wrong("the file has no theorem of this name", name)
    parser = _Parser(match.group(1))
    term = parser.term()
    if parser.peek():
        raise _wrong("the theorem goes on after its end", parser.peek())
    binders: tuple[tuple[str, str], ...] = ()
    if term[0] == "forall":
        binders, term = term[1], term[2]
    hypotheses = []
    while term[0] == "->":
        hypotheses.append(term[1])
        term = term[2]
    return ReadTheorem(binders, tuple(hypotheses), term)


class Reading:
    """Evaluate what was read: ``library`` gives exp and the other functions that Rocq defines, ``values`` what the theorem binds.

    ``sign`` takes the place of the sign of a difference in relations between reals: with arbitrary signs a relation shows which one it is.
    """

    def __init__(
        self,
        definitions: Mapping[str, Definition | str],
        library: Mapping[str, Callable[[Fraction], Fraction]],
        binders: Sequence[tuple[str, str]],
        values: Mapping[str, Any],
        sign: Callable[[Fraction], Fraction] = Fraction,
    ) -> None:
        self.sign = sign
        self.definitions = definitions
        self.library = library
        self.kinds = dict(binders)
        self.values = dict(values)
        #: The sides of relations, which do not depend on ``sign``, by the identity of the relation.
        self.sides: dict[int, list[Any]] = {}

    def truth(self, term: Any) -> bool:
        """Return whether a proposition holds."""
        return bool(self.value(term, "R"))

    def value(self, term: Any, scope: str) -> Any:
        """Return the value of a term read in a scope: R, nat or Z."""
        op = term[0]
        if op == "number":
            return term[1] if scope == "nat" else Fraction(term[1])
        if op == "name":
            return self._name(term[1])
        if op == "scope":
            return self.value(term[2], term[1])
        if op == "relation":
            return self._chain(term, scope)
        if op == "->":
            return self.value(term[2], scope) if self.value(term[1], scope) else True
        if op in ("/\\", "\\/"):
            both = [self.value(part, scope) for part in term[1:]]
            return all(both) if op == "/\\" else any(both)
        if op == "unary~":
            return not self.value(term[1], scope)
        if op == "forall":
            return self._forall(term[1], term[2], scope)
        if op == "if":
            return self.value(term[2] if self._test(term[1]) else term[3], scope)
        if op == "apply":
            return self._apply(term[1], term[2:])
        return self._arithmetic(term, scope)

    def _arithmetic(self, term: Any, scope: str) -> Any:
        op = term[0]
        if op in ("unary-", "unary/"):
            value = self.value(term[1], scope)
            return -value if op == "unary-" else 1 / Fraction(value)
        left = self.value(term[1], scope)
        right = self.value(term[2], "nat" if op == "^" else scope)
        if op == "-":
            return max(0, left - right) if scope == "nat" else left - right
        if op == "/":
            return Fraction(left) / Fraction(right)
        return {"+": lambda: left + right, "*": lambda: left * right, "^": lambda: left**right}[op]()

    def _chain(self, term: Any, scope: str) -> bool:
        _, *chain = term
        if id(term) not in self.sides:
            self.sides[id(term)] = [self.value(part, scope) for part in chain[::2]]
        values = self.sides[id(term)]
        results = []
        for op, left, right in zip(chain[1::2], values, values[1:], strict=False):
            whole = scope != "R" or (isinstance(left, int) and isinstance(right, int))
            d = left - right if whole else self.sign(left - right)
            truths = {"=": d == 0, "<>": d != 0, "<=": d <= 0, "<": d < 0, ">=": d >= 0, ">": d > 0}
            results.append(truths[op])
        return all(results)

    def _forall(self, binders: Sequence[tuple[str, str]], body: Any, scope: str) -> bool:
        if not binders:
            return bool(self.value(body, scope))
        (name, kind), *rest = binders
        if kind != "nat":
            raise _wrong("a quantifier inside a statement runs over natural numbers", kind)
        return all(self._within({name: k}).value(("forall", rest, body), scope) for k in _TRIED)

    def _within(self, values: Mapping[str, Any]) -> Reading:
        return Reading(
            self.definitions, self.library, tuple(self.kinds.items()), {**self.values, **values}, self.sign
        )

    def _test(self, term: Any) -> bool:
        if term[0] != "apply" or term[1] not in (
            ("name", "Rle_dec"),
            ("name", "Req_EM_T"),
            ("name", "Nat.eq_dec"),
        ):
            raise _wrong("a case distinction of this kind is not known", term)
        left, right = (self.value(part, "nat" if "Nat" in term[1][1] else "R") for part in term[2:])
        return bool(left <= right if term[1][1] == "Rle_dec" else left == right)

    def _name(self, name: str) -> Any:
        if name in self.values:
            return self.values[name]
        raise _wrong("is not bound", name)

    def _apply(self, function: Any, arguments: Sequence[Any]) -> Any:
        name = function[1] if function[0] == "name" else ""
        if name in self.values:
            kinds = self.kinds.get(name, "nat -> R").split(" -> ")
            return self.values[name](*(self.value(a, k) for a, k in zip(arguments, kinds[:-1], strict=True)))
        if name in ("INR", "IZR"):
            return Fraction(self.value(arguments[0], "nat" if name == "INR" else "Z"))
        if name == "Z.of_nat":
            return Fraction(self.value(arguments[0], "nat"))
        if name == "powerRZ":
            base, exponent = self.value(arguments[0], "R"), self.value(arguments[1], "Z")
            return Fraction(base) ** int(exponent)
        if name in ("Rmax", "Rmin"):
            values = [self.value(a, "R") for a in arguments]
            return max(values) if name == "Rmax" else min(values)
        if name == "Rabs":
            return abs(self.value(arguments[0], "R"))
        if name in self.library:
            return self.library[name](self.value(arguments[0], "R"))
        return self._defined(name, arguments)

    def _defined(self, name: str, arguments: Sequence[Any]) -> Any:
        definition = self.definitions.get(name)
        if definition == "sum":
            function = self._function(arguments[0])
            return sum((function(k) for k in range(1, self.value(arguments[1], "nat") + 1)), Fraction(0))
        if definition == "choose":
            return comb(*(self.value(argument, "nat") for argument in arguments))
        if not isinstance(definition, Definition):
            raise _wrong("is neither defined nor known", name)
        values: dict[str, Any] = {}
        for (parameter, kind), argument in zip(definition.parameters, arguments, strict=True):
            values[parameter] = self._function(argument) if "->" in kind else self.value(argument, kind)
        inner = Reading(self.definitions, self.library, definition.parameters, values)
        return inner.value(definition.body, definition.result)

    def _function(self, term: Any) -> Callable[..., Any]:
        if term[0] == "fun":
            return lambda k: self._within({term[1]: k}).value(term[2], "R")
        function: Callable[..., Any] = self._name(term[1])
        return function
