"""From a statement to a verdict: decision procedures, counterexamples, rules, derivations and the safe parser."""

from symattn.proving.cardinality import by_injection, by_surjection
from symattn.proving.case_split import by_cases
from symattn.proving.derivation import Derivation
from symattn.proving.enclosed_instances import prove_enclosed
from symattn.proving.induction import by_induction
from symattn.proving.instances import prove_instances
from symattn.proving.parser import parse_assumptions, parse_expression, parse_statement
from symattn.proving.printing import to_latex, to_text
from symattn.proving.prove import prove, refute
from symattn.proving.rules import chain, conjunction, sizes
from symattn.proving.specialisation import specialise
from symattn.proving.squeeze import by_squeeze
from symattn.proving.statement import Statement, read_statement
from symattn.proving.termwise import by_terms
from symattn.proving.verdict import Counterexample, Verdict

__all__ = [
    "Counterexample",
    "Derivation",
    "Statement",
    "Verdict",
    "by_cases",
    "by_induction",
    "by_injection",
    "by_squeeze",
    "by_surjection",
    "by_terms",
    "chain",
    "conjunction",
    "parse_assumptions",
    "parse_expression",
    "parse_statement",
    "prove",
    "prove_enclosed",
    "prove_instances",
    "read_statement",
    "refute",
    "sizes",
    "specialise",
    "to_latex",
    "to_text",
]
