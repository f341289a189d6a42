"""From a statement to a verdict: decision procedures, counterexamples, rules, derivations and the safe parser."""

from symattn.proving.derivation import Derivation
from symattn.proving.instances import prove_instances
from symattn.proving.parser import parse_assumptions, parse_expression, parse_statement
from symattn.proving.printing import to_latex, to_text
from symattn.proving.prove import prove, refute
from symattn.proving.rules import chain, conjunction, sizes
from symattn.proving.statement import Statement, read_statement
from symattn.proving.verdict import Counterexample, Verdict

__all__ = [
    "Counterexample",
    "Derivation",
    "Statement",
    "Verdict",
    "chain",
    "conjunction",
    "parse_assumptions",
    "parse_expression",
    "parse_statement",
    "prove",
    "prove_instances",
    "read_statement",
    "refute",
    "sizes",
    "to_latex",
    "to_text",
]
