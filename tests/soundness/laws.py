"""Textbook laws, each an equation of two patterns that holds wherever both sides are defined.

None of them brings anything into a normal form; each is applied in both directions.  What the letters stand for is said in
`tests.soundness.trees`.  The list is checked by exact evaluation, not by the prover.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symattn.certificates.expression import Tree, is_statement
from symattn.errors import InvalidStatement
from symattn.proving import parse_expression, parse_statement

FUNCTIONS = ("F", "G", "s")


def read(text: str) -> Tree:
    """Return the pattern written in the grammar of statements."""
    try:
        return parse_expression(text, functions=FUNCTIONS)
    except InvalidStatement:
        return parse_statement(text, functions=FUNCTIONS)


@dataclass(frozen=True)
class Law:
    """One law: its name, the patterns of the two sides, and the group it belongs to."""

    group: str
    name: str
    left: Tree
    right: Tree

    def sides(self) -> tuple[tuple[Tree, Tree], tuple[Tree, Tree]]:
        """Return (pattern, replacement) in both directions."""
        return (self.left, self.right), (self.right, self.left)


_TABLE = {
    "ring": [
        ("commutativity of +", "a + b", "b + a"),
        ("commutativity of *", "a*b", "b*a"),
        ("associativity of +", "(a + b) + c", "a + (b + c)"),
        ("associativity of *", "(a*b)*c", "a*(b*c)"),
        ("brackets in a sum", "a + b + c", "(a + b) + c"),
        ("brackets in a product", "a*b*c", "(a*b)*c"),
        ("distributivity", "a*(b + c)", "a*b + a*c"),
        ("zero", "a", "a + 0"),
        ("one", "a", "a*1"),
        ("nothing times", "0*a + b", "b"),
        ("opposite", "a", "(a + b) - b"),
        ("twice", "a + a", "2*a"),
        ("half of twice", "a", "(a + a)/2"),
        ("minus a sum", "-(a + b)", "(-a) + (-b)"),
        ("minus times minus", "(-a)*(-b)", "a*b"),
        ("minus out of a product", "(-a)*b", "-(a*b)"),
        ("square", "a*a", "a**2"),
        ("cube", "a**3", "a*a**2"),
        ("square of a square", "(a**2)**2", "a**4"),
        ("power of a product", "(a*b)**2", "a**2*b**2"),
        ("even power of the opposite", "(-a)**2", "a**2"),
        ("difference of squares", "a**2 - b**2", "(a - b)*(a + b)"),
        ("difference of cubes", "a**3 - b**3", "(a - b)*(a**2 + a*b + b**2)"),
        ("binomial theorem, 2", "(a + b)**2", "a**2 + 2*a*b + b**2"),
        ("binomial theorem, 3", "(a + b)**3", "a**3 + 3*a**2*b + 3*a*b**2 + b**3"),
        ("polarisation", "a*b", "((a + b)**2 - (a - b)**2)/4"),
        ("completing the square", "a**2 + 2*a*b", "(a + b)**2 - b**2"),
        ("parallelogram", "(a + b)**2 + (a - b)**2", "2*a**2 + 2*b**2"),
        ("two squares", "(a**2 + b**2)*(c**2 + d**2)", "(a*c - b*d)**2 + (a*d + b*c)**2"),
    ],
    "field": [
        ("common denominator", "a/b + c/b", "(a + c)/b"),
        ("expanding a fraction", "a/b", "(a*c)/(b*c)"),
        ("fraction of fractions", "(a/b)/(c/d)", "(a*d)/(b*c)"),
        ("inverse of a product", "1/(a*b)", "(1/a)*(1/b)"),
        ("inverse of an inverse", "a", "1/(1/a)"),
        ("sum of inverses", "1/a + 1/b", "(a + b)/(a*b)"),
        ("partial fractions", "1/(a*(a + 1))", "1/a - 1/(a + 1)"),
        ("negative power", "a**(-2)", "1/a**2"),
        ("cancelling", "a**2/a", "a"),
        ("root of two", "sqrt(2)*sqrt(2)*a", "2*a"),
        ("root of six", "sqrt(2)*sqrt(3)*a", "sqrt(6)*a"),
        ("rational denominator", "1/(sqrt(3) + 1)", "(sqrt(3) - 1)/2"),
    ],
    "exponential": [
        ("exp of a sum", "exp(a + b)", "exp(a)*exp(b)"),
        ("exp of the opposite", "exp(-a)", "1/exp(a)"),
        ("exp of twice", "exp(2*a)", "exp(a)**2"),
        ("exp of three times", "exp(3*a)", "exp(a)**3"),
        ("exp of half", "exp(a)", "exp(a/2)**2"),
        ("exp of zero", "a", "a*(exp(b)*exp(-b))"),
        ("logistic", "logistic(a)", "1/(1 + exp(-a))"),
        ("logistic of exp", "logistic(a)", "exp(a)/(exp(a) + 1)"),
        ("logistic symmetry", "logistic(-a)", "1 - logistic(a)"),
        ("derivative of logistic", "logistic(a)*logistic(-a)", "exp(a)*logistic(-a)**2"),
        ("logistic and softmax of two", "logistic(a - b)", "exp(a)/(exp(a) + exp(b))"),
        ("softmax shift", "exp(a)/(exp(a) + exp(b))", "exp(a + c)/(exp(a + c) + exp(b + c))"),
        ("tanh by logistic", "tanh(a)", "2*logistic(2*a) - 1"),
        ("tanh by sinh and cosh", "tanh(a)", "sinh(a)/cosh(a)"),
        ("tanh by exp", "tanh(a)", "(exp(2*a) - 1)/(exp(2*a) + 1)"),
        ("tanh of a sum", "tanh(a + b)", "(tanh(a) + tanh(b))/(1 + tanh(a)*tanh(b))"),
        ("tanh of twice", "tanh(2*a)", "2*tanh(a)/(1 + tanh(a)**2)"),
        ("tanh odd", "tanh(-a)", "-tanh(a)"),
        ("sinh by exp", "sinh(a)", "(exp(a) - exp(-a))/2"),
        ("cosh by exp", "cosh(a)", "(exp(a) + exp(-a))/2"),
        ("sinh of a sum", "sinh(a + b)", "sinh(a)*cosh(b) + cosh(a)*sinh(b)"),
        ("cosh of a sum", "cosh(a + b)", "cosh(a)*cosh(b) + sinh(a)*sinh(b)"),
        ("sinh of twice", "sinh(2*a)", "2*sinh(a)*cosh(a)"),
        ("cosh of twice", "cosh(2*a)", "2*cosh(a)**2 - 1"),
        ("sinh of three times", "sinh(3*a)", "3*sinh(a) + 4*sinh(a)**3"),
        ("half angle", "cosh(a)**2", "(cosh(2*a) + 1)/2"),
        ("hyperbola", "cosh(a)**2", "1 + sinh(a)**2"),
        ("product to sum", "sinh(a)*cosh(b)", "(sinh(a + b) + sinh(a - b))/2"),
        ("cosh even", "cosh(-a)", "cosh(a)"),
        ("silu", "silu(a)", "a*logistic(a)"),
        ("silu symmetry", "silu(a) - silu(-a)", "1*a"),
        ("log of exp", "log(exp(a))", "1*a"),
        ("exp of log", "exp(log(t))", "1*t"),
        ("exp of softplus", "exp(softplus(a))", "1 + exp(a)"),
        ("softplus", "softplus(a)", "log(1 + exp(a))"),
        ("softplus symmetry", "softplus(a) - softplus(-a)", "1*a"),
        ("log-sum-exp shift", "log(exp(a) + exp(b))", "c + log(exp(a - c) + exp(b - c))"),
    ],
    "sums": [
        ("sum of a sum", "Sum(F(i) + G(i), (i, 1, N))", "Sum(F(i), (i, 1, N)) + Sum(G(i), (i, 1, N))"),
        ("factor", "a*Sum(F(i), (i, 1, N))", "Sum(a*F(i), (i, 1, N))"),
        ("factor on the right", "Sum(F(i)*a, (i, 1, N))", "Sum(F(i), (i, 1, N))*a"),
        ("renaming", "Sum(F(i), (i, 1, N))", "Sum(F(j), (j, 1, N))"),
        (
            "order of summation",
            "Sum(Sum(F(i, j), (j, 1, N)), (i, 1, n))",
            "Sum(Sum(F(i, j), (i, 1, n)), (j, 1, N))",
        ),
        (
            "product of sums",
            "Sum(F(i), (i, 1, N))*Sum(G(j), (j, 1, n))",
            "Sum(Sum(F(i)*G(j), (j, 1, n)), (i, 1, N))",
        ),
        ("square of a sum", "Sum(F(i), (i, 1, N))**2", "Sum(Sum(F(i)*F(j), (j, 1, N)), (i, 1, N))"),
        ("constant", "Sum(a, (i, 1, N))", "N*a"),
        ("delta", "Sum(delta(i, o)*F(i), (i, 1, n))", "F(o)"),
        ("trace", "Sum(Sum(delta(i, j)*F(i, j), (j, 1, n)), (i, 1, n))", "Sum(F(i, i), (i, 1, n))"),
        ("delta of a permutation", "Sum(delta(s(i), s(o))*F(i), (i, 1, n))", "F(o)"),
        ("permuted order", "Sum(F(i), (i, 1, n))", "Sum(F(s(i)), (i, 1, n))"),
        (
            "symmetrisation",
            "Sum(Sum(F(i, j), (j, 1, N)), (i, 1, N))",
            "Sum(Sum((F(i, j) + F(j, i))/2, (j, 1, N)), (i, 1, N))",
        ),
        (
            "Lagrange",
            "Sum(Sum((F(i)*G(j) - F(j)*G(i))**2, (j, 1, N)), (i, 1, N))",
            "2*(Sum(F(i)**2, (i, 1, N))*Sum(G(i)**2, (i, 1, N)) - Sum(F(i)*G(i), (i, 1, N))**2)",
        ),
        (
            "variance",
            "Sum((F(i) - Sum(F(j), (j, 1, N))/N)**2, (i, 1, N))",
            "Sum(F(i)**2, (i, 1, N)) - Sum(F(i), (i, 1, N))**2/N",
        ),
        (
            "split by a gate",
            "Sum(F(i), (i, 1, N))",
            "Sum(F(i)*H(a), (i, 1, N)) + Sum(F(i)*(1 - H(a)), (i, 1, N))",
        ),
        ("softmax", "softmax(o, x, n)", "exp(x[o])/Sum(exp(x[i]), (i, 1, n))"),
        ("softmax row", "a*1", "a*Sum(softmax(i, x, n), (i, 1, n))"),
        (
            "softmax of all, shifted",
            "exp(x[o])/Sum(exp(x[i]), (i, 1, n))",
            "exp(x[o] + c)/Sum(exp(x[i] + c), (i, 1, n))",
        ),
        ("entry of a sum in exp", "exp(a + b)", "exp(a)*exp(b)"),
        ("logistic symmetry in a sum", "logistic(-a)", "1 - logistic(a)"),
    ],
    "piecewise": [
        ("H idempotent", "H(a)*H(a)", "1*H(a)"),
        ("H of twice", "H(2*a)", "H(a)"),
        ("H of a third", "H(a/3)", "H(a)"),
        ("AND of gates", "H(a)*H(b)", "H(H(a) + H(b) - 2)"),
        ("OR of gates", "H(a) + H(b) - H(a)*H(b)", "H(H(a) + H(b) - 1)"),
        ("H of H", "H(H(a) - 1/2)", "H(a)"),
        ("sgn by H", "sgn(a)", "2*H(a) - 1"),
        ("sgn squared", "sgn(a)**2", "1*1"),
        ("sgn of twice", "sgn(2*a)", "sgn(a)"),
        ("abs by sgn", "abs(a)", "sgn(a)*a"),
        ("abs even", "abs(-a)", "abs(a)"),
        ("abs by max", "abs(a)", "max(a, -a)"),
        ("abs by relu", "abs(a)", "relu(a) + relu(-a)"),
        ("abs of abs", "abs(abs(a))", "abs(a)"),
        ("abs of twice", "abs(2*a)", "2*abs(a)"),
        ("relu by max", "relu(a)", "max(0, a)"),
        ("relu by H", "relu(a)", "a*H(a)"),
        ("relu by abs", "relu(a)", "(a + abs(a))/2"),
        ("relu of twice", "relu(2*a)", "2*relu(a)"),
        ("relu difference", "relu(a) - relu(-a)", "1*a"),
        ("relu of relu", "relu(relu(a))", "relu(a)"),
        ("max commutes", "max(a, b)", "max(b, a)"),
        ("max associates", "max(max(a, b), c)", "max(a, max(b, c))"),
        ("max of three", "max(a, b, c)", "max(max(a, b), c)"),
        ("max by abs", "max(a, b)", "(a + b + abs(a - b))/2"),
        ("max by relu", "max(a, b)", "a + relu(b - a)"),
        ("max idempotent", "max(a, a)", "1*a"),
        ("max translated", "max(a + c, b + c)", "max(a, b) + c"),
        ("min by max", "min(a, b)", "-max(-a, -b)"),
        ("min commutes", "min(a, b)", "min(b, a)"),
        ("max and min", "max(a, b) + min(a, b)", "a + b"),
        ("absorption of min", "max(a, min(a, b))", "1*a"),
        ("absorption of max", "min(a, max(a, b))", "1*a"),
        ("max over min", "max(a, min(b, c))", "min(max(a, b), max(a, c))"),
        ("abs of what is not negative", "abs(m)", "1*m"),
        ("relu of what is not negative", "relu(m)", "1*m"),
        ("H of what is not negative", "H(m)", "1*1"),
        ("bit idempotent", "u*u", "1*u"),
        ("bit by H", "u", "H(u - 1)"),
        ("bit by its opposite", "u", "1 - H(-u)"),
    ],
    "bits": [
        ("AND is min", "u*v", "min(u, v)"),
        ("AND is a gate", "u*v", "H(u + v - 2)"),
        ("OR is max", "u + v - u*v", "max(u, v)"),
        ("OR is a gate", "max(u, v)", "H(u + v - 1)"),
        ("De Morgan", "max(u, v)", "1 - (1 - u)*(1 - v)"),
        ("XOR", "u + v - 2*u*v", "abs(u - v)"),
        ("XOR is a square", "abs(u - v)", "(u - v)**2"),
        ("XOR of the opposites", "abs(u - v)", "abs((1 - u) - (1 - v))"),
        ("idempotent", "u", "u**2"),
        ("sign squared", "z**2*a", "1*a"),
        ("sign of a sign", "z", "sgn(z)"),
        ("sign by a bit", "z", "2*H(z) - 1"),
        ("size of a sign", "abs(z)", "1*1"),
        ("one bit of two", "delta(u, v)", "1 - (u - v)**2"),
    ],
    "logic": [
        ("De Morgan for and", "not (p == 1 and q == 1)", "(not p == 1) or (not q == 1)"),
        ("De Morgan for or", "not (p == 1 or q == 1)", "(not p == 1) and (not q == 1)"),
        ("double negation", "not (not p == 1)", "p == 1"),
        ("commutativity of and", "p == 1 and q == 1", "q == 1 and p == 1"),
        ("commutativity of or", "p == 1 or q == 1", "q == 1 or p == 1"),
        ("associativity of and", "(p == 1 and q == 1) and r == 1", "p == 1 and (q == 1 and r == 1)"),
        ("associativity of or", "(p == 1 or q == 1) or r == 1", "p == 1 or (q == 1 or r == 1)"),
        ("idempotence of and", "p == 1", "p == 1 and p == 1"),
        ("idempotence of or", "p == 1", "p == 1 or p == 1"),
        ("absorption", "p == 1", "p == 1 and (p == 1 or q == 1)"),
        ("absorption, dual", "p == 1", "p == 1 or (p == 1 and q == 1)"),
        ("and over or", "p == 1 and (q == 1 or r == 1)", "(p == 1 and q == 1) or (p == 1 and r == 1)"),
        ("or over and", "p == 1 or (q == 1 and r == 1)", "(p == 1 or q == 1) and (p == 1 or r == 1)"),
        ("excluded middle", "p == 1", "p == 1 and (q == 1 or not q == 1)"),
        ("implication", "p == 1 implies q == 1", "(not p == 1) or q == 1"),
        ("contraposition", "p == 1 implies q == 1", "(not q == 1) implies (not p == 1)"),
        ("negated <", "not a < b", "a >= b"),
        ("negated <=", "not a <= b", "a > b"),
        ("negated ==", "not a == b", "a != b"),
        ("reversed <", "a < b", "b > a"),
        ("reversed <=", "a <= b", "b >= a"),
        ("antisymmetry", "a == b", "a <= b and a >= b"),
        ("both sides moved", "a < b", "a + c < b + c"),
        ("both sides doubled", "a <= b", "2*a <= 2*b"),
        ("both sides negated", "a <= b", "-a >= -b"),
        ("AND of bits", "u*v == 1", "u == 1 and v == 1"),
        ("OR of bits", "u + v >= 1", "u == 1 or v == 1"),
        ("XOR of bits", "u + v - 2*u*v == 1", "u != v"),
    ],
}

LAWS = [
    Law(group, name, read(left), read(right)) for group, laws in _TABLE.items() for name, left, right in laws
]

#: Inequalities that hold for all values of the letters; the inequality family adds and weakens them.
INEQUALITIES: list[tuple[str, Any]] = [
    (name, read(text))
    for name, text in [
        ("a square", "a**2 >= 0"),
        ("sum of squares", "a**2 + b**2 >= 0"),
        ("two squares", "a**2 + b**2 >= 2*a*b"),
        ("arithmetic and geometric mean", "(a + b)**2 >= 4*a*b"),
        ("square of the mean", "(a**2 + b**2)/2 >= ((a + b)/2)**2"),
        ("a square and one", "a**2 + 1 > 0"),
        ("tangent of a square", "a**2 >= 2*a - 1"),
        ("fourth power", "a**4 >= 0"),
        ("triangle", "abs(a) + abs(b) >= abs(a + b)"),
        ("triangle, reversed", "abs(a - b) >= abs(a) - abs(b)"),
        ("abs", "abs(a) >= a"),
        ("abs is not negative", "abs(a) >= 0"),
        ("max", "max(a, b) >= a"),
        ("min", "b >= min(a, b)"),
        ("max over the mean", "2*max(a, b) >= a + b"),
        ("relu", "relu(a) >= a"),
        ("relu is not negative", "relu(a) >= 0"),
        ("relu is subadditive", "relu(a) + relu(b) >= relu(a + b)"),
        ("relu below abs", "abs(a) >= relu(a)"),
        ("H is at most one", "1 >= H(a)"),
        ("a step apart", "a + 1 > a"),
        ("a number above", "abs(a) + 1/2 > a"),
        ("exp", "exp(a) > 0"),
        ("logistic", "logistic(a) > 0"),
        ("logistic below one", "1 > logistic(a)"),
        ("tanh below one", "1 > tanh(a)"),
        ("cosh", "cosh(a) >= 1"),
        ("tangent of exp", "exp(a) >= 1 + a"),
        ("not negative", "m >= 0"),
        ("product of what is not negative", "m*abs(a) >= 0"),
        ("larger argument", "relu(a + m) >= relu(a)"),
        ("larger gate", "H(a + m) >= H(a)"),
        ("larger maximum", "max(a + m, b) >= max(a, b)"),
        ("positive", "t > 0"),
        ("product of positives", "t**2 + t > 0"),
        ("a positive step", "a + t > a"),
    ]
]

#: Inequalities between smooth and piecewise functions that hold for all values of the letters; the family of signs combines them.
MIXED: list[tuple[str, Any]] = [
    (name, read(text))
    for name, text in [
        ("logistic near H", "exp(-abs(a)) >= abs(logistic(a) - H(a))"),
        ("tanh near sgn", "2*exp(-2*abs(a)) >= abs(tanh(a) - sgn(a))"),
        ("silu near relu", "1 >= abs(silu(a) - relu(a))"),
        ("silu below relu", "relu(a) >= silu(a)"),
        ("size of silu", "abs(a) >= abs(silu(a))"),
        ("size of tanh", "1 > abs(tanh(a))"),
        ("distance of tanh", "2 > abs(tanh(a) - tanh(b))"),
        ("distance of logistic", "1 > abs(logistic(a) - logistic(b))"),
        ("half a gate", "logistic(a) >= H(a)/2"),
        ("growth", "exp(abs(a)) >= 1 + abs(a)"),
        ("growth of relu", "exp(relu(a)) >= 1"),
        ("exponential linear unit", "max(a, 0) + min(exp(a) - 1, 0) > -1"),
        ("tanh of relu", "tanh(relu(a)) >= 0"),
        ("relu of tanh", "relu(tanh(a)) >= tanh(a)"),
        ("exp of max", "exp(max(a, b)) >= exp(a)"),
        ("cosh above exp", "cosh(a) >= exp(abs(a))/2"),
        ("larger exponent", "exp(a + m) >= exp(a)"),
        ("larger logistic", "logistic(a + m) >= logistic(a)"),
        ("product of a gate", "exp(a)*H(b) >= 0"),
        ("softplus above relu", "softplus(a) > relu(a)"),
        ("softplus below", "relu(a) + 1 > softplus(a)"),
    ]
]

assert all(is_statement(tree) for _, tree in (*INEQUALITIES, *MIXED))
