"""The safe parser: text -> tree by recursive descent; no text ever reaches an evaluator.

Grammar, loosest binding first::

    statement  := implication | expression
    implication:= disjunction ["implies" implication]
    disjunction:= conjunction {"or" conjunction}        conjunction := negation {"and" negation}
    negation   := "not" negation | comparison           comparison  := sum {("==" | "!=" | "<=" | "<" | ">=" | ">") sum}
    sum        := product {("+" | "-") product}         product     := sign {("*" | "/") sign}
    sign       := ("-" | "+") sign | power              power       := atom ["**" sign]
    atom       := number | name | name "[" sum {"," sum} "]" | "(" statement ")" | function "(" sum {"," sum} ")"
                | "softmax" "(" sum "," name "," sum ")" | "Sum" "(" sum "," "(" name "," sum "," sum ")" ")"
                | "forall" "(" statement "," "(" name "," sum "," sum ")" ")"
    number     := digits | digits "." digits | "." digits

    assumptions:= [assumption] {";" [assumption]}
    assumption := statement | variables "in" "{" numbers "}" | variables ("real" | "positive" ["integer"] | "integer")
                | name {"," name} "permutation" "of" name | name {"," name} "function"
    variables  := variable {"," variable}               variable    := name | name "[" integers "]"

The functions are those of `FUNCTIONS`, and the names that assumptions declare as permutations or as arbitrary functions.  A chain ``a < b < c`` means
``a < b and b < c``; decimals are exact rationals; ``a/b`` is a quotient, hence exact.  ``Sum`` and ``forall`` bind their index in the first argument only: the same
name outside, and in the bounds, is another variable; with integer bounds they are empty if the upper one is smaller.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from symattn.certificates.domains import DOMAIN_WORDS, Domain
from symattn.certificates.expression import ARITIES, BINDERS, Tree, entry, functions, is_statement
from symattn.errors import InvalidStatement, TooLarge
from symattn.proving import hints

MAX_CHARACTERS = 100_000
MAX_NESTING = 30
MAX_DIGITS = 4000
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)|(?P<name>[^\W\d]\w*)|(?P<op>\*\*|==|!=|<=|>=|[-+*/()\[\],<>{};]))"
)
RESERVED = ("and", "or", "not", "implies", "in")
_ALIASES = {"sigma": "logistic", "Max": "max", "Min": "min", "Abs": "abs"}
FUNCTIONS = [
    "H",
    "sgn",
    "logistic",
    "tanh",
    "sinh",
    "cosh",
    "relu",
    "abs",
    "max",
    "min",
    "exp",
    "log",
    "sqrt",
    "softplus",
    "silu",
    "softmax",
    "Sum",
    "forall",
    "delta",
    "binomial",
]
_RESERVED = {
    **dict.fromkeys(("e", "E"), "Write exp(1)."),
    **dict.fromkeys(("pi", "I", "oo", "inf", "zoo", "nan"), "Statements hold rational numbers and exp."),
    **dict.fromkeys(("True", "False", "None"), "Write a relation, such as x == 1."),
}
_RELATIONS = ("==", "!=", "<=", "<", ">=", ">")


class _Parser:
    def __init__(self, text: str, argument: str, functions: Iterable[str]) -> None:
        if not isinstance(text, str):
            raise InvalidStatement(argument, "must be text", type(text).__name__)
        if len(text) > MAX_CHARACTERS:
            raise TooLarge(argument, f"may have at most {MAX_CHARACTERS} characters", len(text))
        self.text = text
        self.argument = argument
        self.extra = dict(functions) if isinstance(functions, Mapping) else dict.fromkeys(functions, "call")
        self.tokens = self._tokenise()
        self.at = 0
        self.nesting = 0

    def _tokenise(self) -> list[tuple[str, str, int]]:
        tokens, position, text = [], 0, self.text
        end = len(text.rstrip())
        while position < end:
            match = _TOKEN.match(text, position)
            if match is None:
                start = position + len(text[position:]) - len(text[position:].lstrip())
                hint = hints.CHARACTERS.get(text[start], hints.ONLY)
                raise self._error(
                    f"has a character that is not part of the grammar: {text[start]!r}", start, hint
                )
            kind = match.lastgroup or ""
            if kind == "name":
                self._check_name(match.group(kind), match.start(kind))
            tokens.append((kind, match.group(kind), match.start(kind)))
            position = match.end()
        tokens.append(("end", "", len(text)))
        return tokens

    def _check_name(self, name: str, position: int) -> None:
        """Refuse names that are not what they look like: ``x\u00b2``, and constants that would be free variables."""
        if not name.isidentifier() or unicodedata.normalize("NFKC", name) != name:
            raise self._error(
                f"{name!r} is not a name", position, "Write powers as x**2, indices as x_1 or x[1]."
            )
        if name in _RESERVED:
            raise self._error(
                f"{name!r} is not a constant here, and may not name a variable", position, _RESERVED[name]
            )

    def _error(self, rule: str, position: int, hint: str = "") -> InvalidStatement:
        start = max(0, position - 30)
        shown = self.text[start : position + 30].replace("\n", " ")
        return InvalidStatement(self.argument, f"{rule} (position {position + 1})", shown, hint)

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.tokens[self.at][0] != "number" else ""

    def take(self, token: str) -> bool:
        if self.peek() == token and self.tokens[self.at][0] != "end":
            self.at += 1
            return True
        return False

    def expect(self, token: str, hint: str = "") -> None:
        if not self.take(token):
            kind, found, position = self.tokens[self.at]
            what = f"found {found!r}" if kind != "end" else "the text ends"
            raise self._error(f"expected {token!r}, but {what}", position, hint)

    def end(self, hint: str = "") -> None:
        """Refuse what is left; ``hint`` says what is possible here if the text itself does not tell."""
        kind, found, position = self.tokens[self.at]
        if kind != "end":
            own = hints.continuation(self.tokens[self.at - 1][:2], (kind, found), hint)
            raise self._error(f"cannot continue with {found!r} here", position, own)

    def statement(self) -> Tree:
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise TooLarge(
                self.argument, f"may be nested {MAX_NESTING} deep at most", hint="Name the inner parts."
            )
        left = self.disjunction()
        if self.take("implies"):
            left = ("implies", self._as_statement(left), self._as_statement(self.statement()))
        self.nesting -= 1
        return left

    def disjunction(self) -> Tree:
        return self._joined("or", self.conjunction)

    def conjunction(self) -> Tree:
        return self._joined("and", self.negation)

    def _joined(self, word: str, operand: Callable[[], Tree]) -> Tree:
        first = operand()
        if self.peek() != word:
            return first
        parts = [self._as_statement(first)]
        while self.take(word):
            parts.append(self._as_statement(operand()))
        return (word, *parts)

    def negation(self) -> Tree:
        count = 0
        while self.take("not"):
            count += 1
        inner = self.comparison()
        if count:
            inner = self._as_statement(inner)
        for _ in range(count % 2 if count > 2 else count):
            inner = ("not", inner)
        return inner

    def comparison(self) -> Tree:
        sides, relations = [self.sum()], []
        while self.peek() in _RELATIONS:
            relations.append(self.peek())
            self.at += 1
            sides.append(self.sum())
        if not relations:
            return sides[0]
        sides = [self._as_number(side) for side in sides]
        parts: list[Tree] = [(op, sides[k], sides[k + 1]) for k, op in enumerate(relations)]
        return parts[0] if len(parts) == 1 else ("and", *parts)

    def sum(self) -> Tree:
        terms = [self.product()]
        while self.peek() in ("+", "-"):
            minus = self.peek() == "-"
            self.at += 1
            term = self._as_number(self.product())
            terms.append(negative(term) if minus else term)
        if len(terms) == 1:
            return terms[0]
        return ("+", self._as_number(terms[0]), *terms[1:])

    def product(self) -> Tree:
        factors = [self.sign()]
        while self.peek() in ("*", "/"):
            divide = self.peek() == "/"
            self.at += 1
            factor = self._as_number(self.sign())
            factors.append(reciprocal(factor) if divide else factor)
        if len(factors) == 1:
            return factors[0]
        first = self._as_number(factors[0])
        if isinstance(first, tuple) and first[:2] == ("*", -1):  # -x/2 is one product, as it is printed
            factors[:1] = first[1:]
        if all(isinstance(factor, int | Fraction) for factor in factors) and len(factors) == 2:
            value = Fraction(factors[0]) * Fraction(factors[1])  # type: ignore[arg-type]
            return int(value) if value.denominator == 1 else value
        return ("*", *factors)

    def sign(self) -> Tree:
        minus = False
        while self.peek() in ("-", "+"):
            minus ^= self.peek() == "-"
            self.at += 1
        value = self.power()
        return negative(self._as_number(value)) if minus else value

    def power(self) -> Tree:
        base = self.atom()
        if not self.take("**"):
            return base
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise TooLarge(self.argument, f"may be nested {MAX_NESTING} deep at most")
        exponent = self.sign()
        self.nesting -= 1
        return ("**", self._as_number(base), self._as_number(exponent))

    def atom(self) -> Tree:
        kind, found, position = self.tokens[self.at]
        if kind == "number":
            self.at += 1
            if len(found) > MAX_DIGITS:
                raise TooLarge(self.argument, f"numbers may have at most {MAX_DIGITS} digits", len(found))
            value = Fraction(found)
            return int(value) if value.denominator == 1 else value
        if found == "(":
            self.at += 1
            inner = self.statement()
            self.expect(")", f"The bracket opened at position {position + 1} is to be closed.")
            return inner
        if kind == "name" and found not in RESERVED:
            self.at += 1
            if self.peek() == "(":
                return self._call(found, position)
            if found in FUNCTIONS or found in self.extra:
                raise self._error(
                    f"the function {found!r} needs its arguments", position, f"Write {found}(...)."
                )
            if self.take("["):
                return self._entry(found)
            return found
        before = self.tokens[self.at - 1][1] if self.at else ""
        if kind != "end":
            rule = f"cannot start an expression with {found!r}"
        else:
            rule = f"ends after {before!r}" if before else "is empty"
        raise self._error(rule, position, hints.operand(before, found))

    def _arguments(self, close: str) -> list[Tree]:
        arguments = [self.statement()]
        while self.take(","):
            arguments.append(self.statement())
        self.expect(close, f"Arguments, indices and values are separated by ',', and end with {close!r}.")
        return arguments

    def _entry(self, name: str) -> Tree:
        position = self.tokens[self.at][2]
        indices = tuple(self._as_number(index) for index in self._arguments("]"))
        if any(isinstance(index, Fraction) or functions(index) for index in indices):
            raise self._error("has an index that is not an integer", position)
        if all(isinstance(index, int) for index in indices):
            return entry(name, indices)
        return ("index", name, *indices)

    def _call(self, name: str, position: int) -> Tree:
        op = _ALIASES.get(name, name)
        if op not in FUNCTIONS and name not in self.extra:
            raise self._error(
                f"unknown function {name!r}", position, hints.function(name, (*FUNCTIONS, *self.extra))
            )
        self.expect("(")
        if op in BINDERS:
            return self._binder(op)
        arguments = [self._as_number(argument) for argument in self._arguments(")")]
        if name in self.extra:
            return (self.extra[name], name, *arguments)
        low, high = ARITIES[op]
        if len(arguments) < low or (high is not None and len(arguments) > high):
            raise self._error(
                f"{name} takes {low} argument{'s' * (low != 1)}, received {len(arguments)}", position
            )
        if op == "softmax" and not (isinstance(arguments[1], str) and "[" not in arguments[1]):
            raise self._error("softmax(i, x, n) takes the name of a vector second", position)
        return (op, *arguments)

    def _binder(self, op: str) -> Tree:
        """Read the rest of Sum(term, (i, lo, hi)) or forall(statement, (i, lo, hi))."""
        term = self._as_number(self.statement()) if op == "Sum" else self._as_statement(self.statement())
        self.expect(",", hints.BINDER[op])
        self.expect("(", hints.BINDER[op])
        kind, index, position = self.tokens[self.at]
        if kind != "name" or index in FUNCTIONS or index in RESERVED or index in self.extra:
            raise self._error(f"{op}(..., (i, 1, n)) names its index first", position, hints.BINDER[op])
        self.at += 1
        self.expect(",", hints.BINDER[op])
        low = self._as_number(self.statement())
        self.expect(",", hints.BINDER[op])
        high = self._as_number(self.statement())
        self.expect(")", hints.BINDER[op])
        self.expect(")", hints.SUMS if self.peek() == "," and op == "Sum" else hints.BINDER[op])
        return (op, term, index, low, high)

    def _as_number(self, tree: Tree) -> Tree:
        if is_statement(tree):
            hint = "H(t) is the number that is 1 for t >= 0; statements are joined by 'and', 'or', 'implies'."
            raise self._error(
                "uses a statement where a number is needed", self.tokens[max(0, self.at - 1)][2], hint
            )
        return tree

    def _as_statement(self, tree: Tree) -> Tree:
        if not is_statement(tree):
            hint = "Compare it with ==, <=, <, >= or >."
            raise self._error(
                "uses a number where a statement is needed", self.tokens[max(0, self.at - 1)][2], hint
            )
        return tree


def negative(tree: Tree) -> Tree:
    """Return -tree, numbers being negated at once."""
    if isinstance(tree, int | Fraction):
        return -tree
    if isinstance(tree, tuple) and tree[0] == "*" and isinstance(tree[1], int | Fraction):
        return ("*", -tree[1], *tree[2:])
    return ("*", -1, *(tree[1:] if isinstance(tree, tuple) and tree[0] == "*" else (tree,)))


def reciprocal(tree: Tree) -> Tree:
    """Return 1/tree, non-zero numbers being inverted at once."""
    if isinstance(tree, int | Fraction) and tree != 0:
        value = 1 / Fraction(tree)
        return int(value) if value.denominator == 1 else value
    return ("**", tree, -1)


def parse_statement(text: str, *, argument: str = "statement", functions: Iterable[str] = ()) -> Tree:
    """Return the tree of a statement such as ``"x*(y + 1) == x*y + x"``.

    Raises
    ------
    InvalidStatement
        If the text is not in the grammar, or is a number rather than a statement; the message shows the place.
    TooLarge
        If the text is longer or more deeply nested than the limits.

    Examples
    --------
    >>> parse_statement("x*(y + 1) == x*y + x")
    ('==', ('*', 'x', ('+', 'y', 1)), ('+', ('*', 'x', 'y'), 'x'))

    See Also
    --------
    symattn.prove : decides it.
    """
    parser = _Parser(text, argument, functions)
    tree = parser.statement()
    parser.end()
    if not is_statement(tree):
        hint = "Compare two expressions, as in 'x*(y + 1) == x*y + x'."
        raise InvalidStatement(argument, "must be a statement, not a number", text, hint)
    return tree


def parse_expression(text: str, *, argument: str = "expression", functions: Iterable[str] = ()) -> Tree:
    """Return the tree of an expression such as ``"x*(y + 1)"``.

    Examples
    --------
    >>> parse_expression("x*(y + 1)")
    ('*', 'x', ('+', 'y', 1))

    See Also
    --------
    symattn.proving.to_text : the way back.
    """
    parser = _Parser(text, argument, functions)
    tree = parser.statement()
    parser.end()
    if is_statement(tree):
        raise InvalidStatement(argument, "must be an expression, not a statement", text)
    return tree


def declared_functions(text: str) -> dict[str, str]:
    """Return the names that assumptions declare, with the operation that applies them: ``"s permutation of n; f, g function"``."""
    found: dict[str, str] = {}
    for part in text.split(";"):
        for word, op in ((" permutation ", "call"), (" function ", "apply")):
            before, declared, _ = f"{part} ".partition(word)
            if declared:
                found |= dict.fromkeys((name.strip() for name in before.split(",")), op)
    return found


def parse_assumptions(
    text: str, *, argument: str = "assuming", functions: Iterable[str] = ()
) -> tuple[list[Tree], dict[str, Domain]]:
    """Return the relations and the domains of assumptions such as ``"x, y in {0,1}; K > abs(s); n integer; s permutation of n"``.

    Examples
    --------
    >>> parse_assumptions("x, y in {0,1}; K > abs(s)")
    ([('>', 'K', ('abs', 's'))], {'x': (Fraction(0, 1), Fraction(1, 1)), 'y': (Fraction(0, 1), Fraction(1, 1))})

    See Also
    --------
    parse_statement
    """
    relations: list[Tree] = []
    domains: dict[str, Domain] = {}
    for part in text.split(";") if isinstance(text, str) else [text]:
        parser = _Parser(part, argument, functions)
        if parser.tokens[0][0] == "end":
            continue
        declared = _declaration(parser)
        if declared is not None:
            relations.extend(declared)
            continue
        parser.at = 0
        named = _domain(parser)
        if named is None:
            parser.at = 0
            relation = parser.statement()
            parser.end(hints.ASSUMPTION)
            relations.append(parser._as_statement(relation))
        else:
            for name in named[0]:
                if name in domains and domains[name] != named[1]:
                    raise InvalidStatement(argument, f"gives {name} two different ranges", text)
                domains[name] = named[1]
    return relations, domains


def _declaration(parser: _Parser) -> list[Tree] | None:
    """Read ``s, t permutation of n`` or ``f, g function``; None if the part is something else."""
    words = {word for kind, word, _ in parser.tokens if kind == "name"}
    word = next((word for word in ("permutation", "function") if word in words), None)
    if word is None:
        return None
    example = "s permutation of n" if word == "permutation" else "f function"
    names: list[str] = []
    while True:
        kind, name, position = parser.tokens[parser.at]
        if kind != "name" or name in (*FUNCTIONS, *RESERVED, word):
            raise parser._error(f"names the {word}s first, as in '{example}'", position)
        names.append(name)
        parser.at += 1
        if not parser.take(","):
            break
    parser.expect(word, hints.ASSUMPTION)
    if word == "function":
        parser.end()
        return []  # a statement with f(x) holds for every f, so nothing is assumed
    parser.expect("of", "Write 's permutation of n'.")
    kind, dimension, position = parser.tokens[parser.at]
    if kind != "name" or dimension in (*FUNCTIONS, *RESERVED):
        raise parser._error("a permutation is one of 1, ..., n, n a name: 's permutation of n'", position)
    parser.at += 1
    parser.end()
    return [("permutation", name, dimension) for name in names]


def _domain(parser: _Parser) -> tuple[list[str], Domain] | None:
    """Read ``x, y in {0,1}`` or ``n integer``; None if the part is something else."""
    names: list[str] = []
    while parser.tokens[parser.at][0] == "name" and parser.peek() not in (*FUNCTIONS, *RESERVED):
        name: Tree = parser.tokens[parser.at][1]
        parser.at += 1
        if parser.take("["):
            name = parser._entry(str(name))
        if not isinstance(name, str):
            if parser.peek() == "in" and isinstance(name, tuple):
                hint = f"Say it of one, {name[1]}[1] in {{0,1}}, or of all: forall({name[1]}[i] == 0 or {name[1]}[i] == 1, (i, 1, n))."
                rule = "gives a set of values to an entry with a symbolic index"
                raise parser._error(rule, parser.tokens[parser.at][2], hint)
            return None
        names.append(name)
        if not parser.take(","):
            break
    kind, word, position = parser.tokens[parser.at]
    if names and kind == "name" and word in DOMAIN_WORDS:
        parser.at += 1
        if word == "positive" and parser.take("integer"):
            word = "positive integer"
        parser.end(hints.ASSUMPTION)
        return names, word
    if not names or not parser.take("in"):
        return None
    parser.expect("{", "A set of values is written x in {0,1}, an interval 0 <= x <= 1.")
    values: list[Fraction] = []
    for value in parser._arguments("}"):
        if not isinstance(value, int | Fraction):
            raise parser._error("a set of values lists exact numbers, as in {0,1}", position)
        values.append(Fraction(value))
    parser.end()
    return names, tuple(sorted(set(values)))
