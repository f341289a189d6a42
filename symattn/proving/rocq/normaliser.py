"""An expression with sums, functions and quotients equals its canonical form, and each step of why is written as a script of Rocq.

Sums are linear, factors that do not depend on the index leave them, products of sums are sums over pairs, and two sums change places.
What is left are sums of connected monomials, whose indices are named in an order of their own: two sides that agree by these laws have
the same canonical form.  exp turns sums into products.  Functions are kept, or written out as quotients of exponentials.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, permutations

from symattn.certificates.expression import Node, Tree, every_name
from symattn.proving.rocq import polynomials as pl
from symattn.proving.rocq.kinds import untranslated
from symattn.proving.rocq.polynomials import Polynomial
from symattn.proving.rocq.printing import Printer

Script = list[str]
#: Functions that are quotients of exponentials, and what they are.
_WRITTEN_OUT = ("logistic", "silu", "tanh", "softmax", "softplus", "sinh", "cosh")
_KEPT = ("H", "sgn", "relu", "abs", "max", "min", "apply", "log", "sqrt", *_WRITTEN_OUT)
_MAX_ORDER = 6
_MAX_TERMS = 400
_MAX_MULTIPLE = 12


def rename(tree: Tree, old: str, new: Tree) -> Tree:
    """Replace a free index everywhere, also in entries; bound names are all different here."""
    if tree == old:
        return new
    if not isinstance(tree, tuple):
        return tree
    return (tree[0], *(rename(argument, old, new) for argument in tree[1:]))


class Normaliser:
    """Canonical forms with their scripts.

    ``written_out`` says whether logistic and its kin become exponentials, ``split`` whether exponentials of sums become products.
    """

    def __init__(self, printer: Printer, written_out: bool, split: bool = True) -> None:
        self.printer = printer
        self.written_out = written_out
        self.split = split
        self.count = 0

    def fresh(self, letter: str) -> str:
        """Return a new name: t# for an index, E for an equation."""
        self.count += 1
        return f"{letter}#{self.count}" if letter == "t" else f"{letter}{self.count}"

    def show(self, tree: Tree) -> str:
        """Return the tree as a real term."""
        return self.printer.real(tree)

    def norm(self, tree: Tree) -> tuple[Polynomial, Script]:
        """Return the canonical polynomial of a tree and the script that proves ``tree = canonical``."""
        if not isinstance(tree, tuple):
            return self._leaf(tree), ["reflexivity."]
        if tree[0] in ("+", "*") or (tree[0] == "**" and isinstance(tree[2], int)):
            return self._arithmetic(tree)
        return self._atom(tree)

    @staticmethod
    def _leaf(tree: Tree) -> Polynomial:
        return pl.atom(tree) if isinstance(tree, str) else pl.constant(tree)  # type: ignore[arg-type]

    def canonical(self, tree: Tree) -> Tree:
        """Return the canonical tree."""
        return pl.tree_of(self.norm(tree)[0])

    # --- arithmetic -----------------------------------------------------------------------------------------------

    def _arithmetic(self, tree: Node) -> tuple[Polynomial, Script]:
        found: dict[Tree, tuple[Polynomial, Script]] = {}
        for part in _maximal(tree):
            if part not in found:
                found[part] = self._atom(part)
        poly = self._evaluate(tree, found)
        script: Script = []
        for longest in sorted(found, key=lambda t: -len(repr(t))):
            script += self.rewriting(longest, pl.tree_of(found[longest][0]), found[longest][1])
        return poly, [*script, "identity."]

    def rewriting(self, tree: Tree, canonical: Tree, script: Script, where: str = "") -> Script:
        """Return the steps that replace a term by its canonical form."""
        left, right = self.show(tree), self.show(canonical)
        if left == right:
            return []
        name = self.fresh("E")
        return [
            f"assert ({name} : {left} = {right}).",
            *_block(script),
            f"try rewrite {name}{where}; clear {name}.",
        ]

    def _evaluate(self, tree: Tree, found: dict[Tree, tuple[Polynomial, Script]]) -> Polynomial:
        if not isinstance(tree, tuple):
            return self._leaf(tree)
        if tree in found:
            return found[tree][0]
        if tree[0] == "+":
            return pl.plus(*(self._evaluate(argument, found) for argument in tree[1:]))
        if tree[0] == "*":
            product = pl.times(*(self._evaluate(argument, found) for argument in tree[1:]))
            return self._small(product)
        raised = pl.power(self._evaluate(tree[1], found), tree[2])
        if raised is None:
            raise untranslated("divides by zero", str(tree))
        return self._small(raised)

    @staticmethod
    def _small(poly: Polynomial) -> Polynomial:
        if len(poly) > _MAX_TERMS:
            raise untranslated("the canonical form is too long", f"{len(poly)} terms")
        return poly

    # --- functions ------------------------------------------------------------------------------------------------

    def _atom(self, tree: Node) -> tuple[Polynomial, Script]:
        op = tree[0]
        if op == "Sum":
            return self._sum(tree)
        if op == "exp":
            return self._exp(tree) if self.split else self._congruence(tree)
        if op in _WRITTEN_OUT and self.written_out:
            return self._definition(tree)
        if op in ("max", "min") and len(tree) > 3:
            return self._atom((op, (op, *tree[1:-1]), tree[-1]))
        if op in _KEPT and op != "softmax":
            return self._congruence(tree)
        return pl.atom(tree), ["reflexivity."]

    def _congruence(self, tree: Node) -> tuple[Polynomial, Script]:
        first = 2 if tree[0] == "apply" else 1
        parts = [self.norm(argument) for argument in tree[first:]]
        canonical = (*tree[:first], *(pl.tree_of(poly) for poly, _ in parts))
        script: Script = []
        if canonical != tree:
            script.append("f_equal." if len(parts) > 1 else "apply f_equal.")
            for (_, steps), argument, form in zip(parts, tree[first:], canonical[first:], strict=True):
                if argument != form or len(parts) == 1:
                    script += _block(steps) if len(parts) > 1 else steps
        return pl.atom(canonical), script or ["reflexivity."]

    def _definition(self, tree: Node) -> tuple[Polynomial, Script]:
        op, x = tree[0], tree[1]
        whole: Tree
        half: Tree
        minus, up = ("exp", ("*", -1, x)), ("exp", x)
        if op == "softmax":
            index = self.fresh("t")
            total = ("Sum", ("exp", ("index", tree[2], index)), index, 1, tree[3])
            whole = ("*", ("exp", ("index", tree[2], x)), ("**", total, -1))
        elif op in ("logistic", "silu"):
            whole = ("*", 1 if op == "logistic" else x, ("**", ("+", 1, minus), -1))
        elif op == "softplus":
            whole = ("log", ("+", 1, up))
        else:
            half = ("*", ("+", up, minus if op == "cosh" else ("*", -1, minus)), Fraction(1, 2))
            if op == "tanh":
                other = ("*", ("+", up, minus), Fraction(1, 2))
                half = ("*", half, ("**", other, -1))
            whole = half
        poly, steps = self.norm(whole)
        unfold = "unfold tanh, sinh, cosh." if op in ("tanh", "sinh", "cosh") else f"unfold {op}."
        return poly, [unfold, f"transitivity ({self.show(whole)}); [ identity | ].", *steps]

    def _exp(self, tree: Node) -> tuple[Polynomial, Script]:
        poly, steps = self.norm(tree[1])
        parts: list[tuple[Tree, Tree, bool]] = []
        result: list[Polynomial] = []
        for key in sorted(poly, key=repr):
            coefficient = poly[key]
            if abs(coefficient.numerator) > _MAX_MULTIPLE:
                raise untranslated("an exponent has a large coefficient", str(coefficient))
            inner = pl.tree_of({key: Fraction(1, coefficient.denominator)})
            log = isinstance(inner, tuple) and inner[0] == "log"
            sign = 1 if coefficient > 0 else -1
            for _ in range(abs(coefficient.numerator)):
                parts.append((inner if sign == 1 else ("*", -1, inner), inner, log))
            base = self.norm(inner[1])[0] if log and isinstance(inner, tuple) else pl.atom(("exp", inner))
            raised = pl.power(base, coefficient.numerator)
            if raised is None:
                raise untranslated("divides by zero", str(tree))
            result.append(raised)
        if not parts:
            return pl.constant(1), ["transitivity (exp 0); [ apply f_equal | apply exp_0 ].", *steps]
        rest = [self._nested([part for part, _, _ in parts[k:]]) for k in range(len(parts))]
        script = [
            f"transitivity (exp ({rest[0]})).",
            "{ apply f_equal.",
            *self._through(tree[1], poly, steps),
            "}",
        ]
        for k in range(len(parts) - 1):
            script.append(f"rewrite (exp_plus ({self.show(parts[k][0])}) ({rest[k + 1]})).")
        for part, inner, log in dict.fromkeys(parts):
            if part != inner:
                script.append(f"rewrite (exp_Ropp ({self.show(inner)})).")
            if log and isinstance(inner, tuple):
                script.append(f"rewrite (exp_ln ({self.show(inner[1])})) by positive.")
        return self._small(pl.times(*result)), [*script, "identity."]

    def _nested(self, terms: Sequence[Tree]) -> str:
        shown = [f"({self.show(term)})" for term in terms]
        text = shown[-1]
        for term in reversed(shown[:-1]):
            text = f"{term} + ({text})"
        return text

    def _through(self, tree: Tree, poly: Polynomial, steps: Script) -> Script:
        """Prove that a tree equals another form of its polynomial."""
        if steps == ["identity."] or steps == ["reflexivity."]:
            return ["identity."]
        return [f"transitivity ({self.show(pl.tree_of(poly))}).", *_block(steps), "identity."]

    # --- sums -----------------------------------------------------------------------------------------------------

    def _sum(self, tree: Node) -> tuple[Polynomial, Script]:
        _, term, index, low, size = tree
        if low != 1:
            raise untranslated("sums run from 1", f"lower bound {low}")
        t = self.fresh("t")
        body = rename(term, index, t)
        poly, steps = self.norm(body)
        groups: dict[pl.Monomial, Polynomial] = {}
        for key, coefficient in poly.items():
            inside = tuple(factor for factor in key if pl.mentions(factor[0], t))
            outside = tuple(factor for factor in key if factor not in inside)
            groups[inside] = pl.plus(groups.get(inside, {}), {outside: coefficient})
        keys = sorted(groups, key=repr)
        name, size_text = self.printer.name(t), self.printer._place(size)
        factors = [self.show(pl.tree_of(groups[key])) for key in keys]
        inner = [self.show(pl.product_tree(key)) for key in keys]
        rest = ["0"]
        for factor, text in zip(reversed(factors), reversed(inner), strict=True):
            rest.insert(0, f"({factor}) * ({text}) + ({rest[0]})")
        script = [
            f"transitivity (sum (fun {name} => {rest[0]}) {size_text}).",
            f"{{ apply sum_ext; intros {name} ?.",
            *self._through(body, poly, steps),
            "}",
        ]
        for k, factor in enumerate(factors):
            script.append(
                f"rewrite (sum_linear ({factor}) (fun {name} => {inner[k]}) (fun {name} => {rest[k + 1]}))."
            )
        script.append("rewrite sum_zero.")
        total: list[Polynomial] = []
        for k, key in enumerate(keys):
            found, proof = self._component(key, t, size)
            total.append(pl.times(groups[key], found))
            equation = self.fresh("E")
            left, right = f"sum (fun {name} => {inner[k]}) {size_text}", self.show(pl.tree_of(found))
            if proof:
                script += [f"assert ({equation} : {left} = {right}).", *_block(proof)]
                script.append(f"try rewrite {equation}; clear {equation}.")
        return self._small(pl.plus(*total)), [*script, "identity."]

    def _component(self, key: pl.Monomial, t: str, size: Tree) -> tuple[Polynomial, Script]:
        """Return the canonical form of the sum of a monomial all of whose factors depend on the index."""
        if not key:
            return self._leaf(size), ["apply sum_one."]
        deltas = [a for a, e in key if isinstance(a, tuple) and a[0] == "delta" and e == 1 and t in a[1:]]
        for delta in deltas:
            other = delta[2] if delta[1] == t else delta[1]
            if other != t and not pl.mentions(other, t):
                return self._delta(key, delta, other, t, size)
        moved = self._permuted(key, t, size)
        if moved is not None:
            return moved
        flat = list(self._flat(list(key), [(t, size)]))
        binders, leaf = flat[-1][0], flat[-1][1]
        order = self._order(binders, leaf)
        canonical = _nest(order, leaf)
        if len(binders) == 1:
            return pl.atom(canonical), []
        return pl.atom(canonical), self._flatten(key, t, size, flat, order)

    def _delta(
        self, key: pl.Monomial, delta: Tree, other: Tree, t: str, size: Tree
    ) -> tuple[Polynomial, Script]:
        rest = pl.product_tree([factor for factor in key if factor[0] != delta])
        at = rename(rest, t, other)
        poly, steps = self.norm(at)
        name, n, i = self.printer.name(t), self.printer._place(size), self.printer._place(other)
        turned = "" if isinstance(delta, tuple) and delta[2] == t else f"rewrite (delta_sym {name} {i}); "
        function = f"(fun {name} => {self.show(rest)})"
        return poly, [
            f"transitivity (sum (fun {name} => delta {i} {name} * ({self.show(rest)})) {n}).",
            f"{{ apply sum_ext; intros {name} ?. {turned}identity. }}",
            f"rewrite (sum_delta {function} {i} {n}) by lia.",
            *steps,
        ]

    def _permuted(self, key: pl.Monomial, t: str, size: Tree) -> tuple[Polynomial, Script] | None:
        """Use that a permutation s gives a sum over s(i) the value of the sum over i."""
        product = pl.product_tree(key)
        for s in sorted(self.printer.signature.permutations):
            at = ("call", s, t)
            mark = self.fresh("t")
            replaced = rename(product, at, mark)  # type: ignore[arg-type]
            if replaced == product or pl.mentions(replaced, t):
                continue
            poly, steps = self._sum(("Sum", replaced, mark, 1, size))
            name, n = self.printer.name(mark), self.printer._place(size)
            function = f"(fun {name} => {self.show(replaced)})"
            first = f"transitivity (sum {function} {n}); [ apply (sum_permuted {self.printer.name(s)} {function} {n}); assumption | ]."
            return poly, [first, *steps]
        return None

    def _flat(
        self, factors: list[tuple[Tree, int]], binders: list[tuple[str, Tree]]
    ) -> Iterator[tuple[list[tuple[str, Tree]], list[tuple[Tree, int]]]]:
        """Yield the products met while the sums among the factors are pulled out one by one."""
        yield binders, factors
        for k, (tree, exponent) in enumerate(factors):
            if isinstance(tree, tuple) and tree[0] == "Sum" and exponent > 0:
                fresh = self.fresh("t")
                inner = self._factors(rename(tree[1], tree[2], fresh))
                rest = [*factors[:k], *([(tree, exponent - 1)] if exponent > 1 else []), *factors[k + 1 :]]
                yield from self._flat([*inner, *rest], [*binders, (fresh, tree[4])])
                return

    @staticmethod
    def _factors(tree: Tree) -> list[tuple[Tree, int]]:
        parts = tree[1:] if isinstance(tree, tuple) and tree[0] == "*" else (tree,)
        return [
            (part[1], part[2])
            if isinstance(part, tuple) and part[0] == "**" and isinstance(part[2], int)
            else (part, 1)
            for part in parts
        ]

    def _order(self, binders: list[tuple[str, Tree]], leaf: list[tuple[Tree, int]]) -> list[tuple[str, Tree]]:
        """Return the binders in the order that gives the least text; sizes that depend on an index keep theirs."""
        names = [name for name, _ in binders]
        fixed = any(pl.mentions(size, name) for _, size in binders for name in names)
        if fixed or len(binders) == 1:
            return binders
        if len(binders) > _MAX_ORDER:
            raise untranslated(f"at most {_MAX_ORDER} sums are joined", len(binders))
        return list(min(permutations(binders), key=lambda order: repr(_nest(list(order), leaf))))

    def _flatten(
        self,
        key: pl.Monomial,
        t: str,
        size: Tree,
        flat: list[tuple[list[tuple[str, Tree]], list[tuple[Tree, int]]]],
        order: list[tuple[str, Tree]],
    ) -> Script:
        """Prove that a sum of products of sums is the canonical sum over all indices."""
        binders, leaf = flat[-1]
        natural = self.show(_plain_nest(binders, leaf))
        script = [f"transitivity ({natural}).", f"{{ apply sum_ext; intros {self.printer.name(t)} ?."]
        for (_, before), (after_binders, after) in pairwise(flat):
            fresh, dimension = after_binders[-1]
            taken = self._taken(before)
            sums = ("Sum", pl.product_tree(after), fresh, 1, dimension)
            pulled, others = taken
            name = self.printer.name(fresh)
            body = self.show(rename(pulled[1], pulled[2], fresh))
            other = self.show(pl.product_tree(others)) if others else "1"
            middle = f"({other}) * sum (fun {name} => {body}) {self.printer._place(dimension)}"
            target = self.show(_plain_nest([after_binders[-1], *binders[len(after_binders) :]], leaf))
            script += [
                f"transitivity ({middle}); [ identity | ].",
                f"rewrite (sum_times ({other}) (fun {name} => {body})).",
                f"transitivity ({self.show(sums)}); [ apply sum_ext; intros {name} ?; identity | ].",
                f"transitivity ({target}); [ apply sum_ext; intros {name} ? | reflexivity ].",
            ]
        script += ["identity.", "}"]
        return script + self._swaps(binders, leaf, order)

    @staticmethod
    def _taken(factors: list[tuple[Tree, int]]) -> tuple[Node, list[tuple[Tree, int]]]:
        for k, (tree, exponent) in enumerate(factors):
            if isinstance(tree, tuple) and tree[0] == "Sum" and exponent > 0:
                left = [(tree, exponent - 1)] if exponent > 1 else []
                return tree, [*factors[:k], *left, *factors[k + 1 :]]
        raise AssertionError("a product without a sum is not flattened")

    def _swaps(
        self, binders: list[tuple[str, Tree]], leaf: list[tuple[Tree, int]], order: list[tuple[str, Tree]]
    ) -> Script:
        """Bring the sums into their order by exchanging neighbours."""
        script: Script = []
        current = list(binders)
        for place, wanted in enumerate(order):
            for k in range(current.index(wanted), place, -1):
                current[k - 1], current[k] = current[k], current[k - 1]
                down = "".join("apply sum_ext; intros ? ?; " for _ in range(k - 1))
                script.append(
                    f"transitivity ({self.show(_plain_nest(current, leaf))}); [ {down}apply sum_swap | ]."
                )
        down = "".join("apply sum_ext; intros ? ?; " for _ in current)
        return [*script, f"{down}identity."]


def _nest(order: list[tuple[str, Tree]], leaf: list[tuple[Tree, int]]) -> Tree:
    """Return the canonical nested sum: bound indices are numbered from the inside."""
    used = [int(name[2:]) for tree, _ in leaf for name in every_name(tree) if name.startswith("k#")]
    height = max(used, default=0)
    for k, (name, _) in enumerate(reversed(order)):
        new = f"k#{height + 1 + k}"
        leaf = [(rename(tree, name, new), e) for tree, e in leaf]
    nested: Tree = pl.product_tree(pl.monomial(leaf))
    for k, (_, size) in enumerate(reversed(order)):
        nested = ("Sum", nested, f"k#{height + 1 + k}", 1, size)
    return nested


def _plain_nest(binders: list[tuple[str, Tree]], leaf: list[tuple[Tree, int]]) -> Tree:
    nested: Tree = pl.product_tree(pl.monomial(leaf))
    for name, size in reversed(binders):
        nested = ("Sum", nested, name, 1, size)
    return nested


def _maximal(tree: Node) -> Iterator[Node]:
    """Yield the greatest subtrees that are neither sums, products nor integer powers."""
    for child in tree[1:]:
        if isinstance(child, tuple):
            if child[0] in ("+", "*") or (child[0] == "**" and isinstance(child[2], int)):
                yield from _maximal(child)
            else:
                yield child


def _block(script: Script) -> Script:
    return ["{", *script, "}"] if len(script) > 1 else [f"{{ {script[0]} }}"]


_INTERNAL = re.compile(r"[kt]#\d+")


def is_internal(name: str) -> bool:
    """Return whether a name is one that a proof introduced for an index."""
    return _INTERNAL.fullmatch(name) is not None
