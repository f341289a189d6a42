"""The ledger: the theory's claims, their computed status, and the report that command line and book read."""

# Loaded before the function `claims` is: loading a subpackage binds its name in this one.
import symattn.ledger.claims  # noqa: F401
from symattn.ledger.claim import Claim, Erratum, Mutant
from symattn.ledger.graph import dependency_graph, to_dot
from symattn.ledger.limits import Limit
from symattn.ledger.machine import (
    All,
    Constructed,
    Enclosed,
    Identity,
    Instances,
    MachineStatement,
    Recorded,
    Sizes,
)
from symattn.ledger.provenance import sources_digest
from symattn.ledger.quantities import find_quantity, quantities, stored_count, stored_record
from symattn.ledger.records import Quantity, Record, StaleRecord
from symattn.ledger.registry import all_claims, find_claim
from symattn.ledger.report import report, reusable, versions, writable, write_report
from symattn.ledger.status import FAILURES, MEANING, STATUSES
from symattn.ledger.verification import ClaimResult, ancestors, check_claim, verify_claims
from symattn.ledger.view import ClaimView, claim, claims

__all__ = [
    "FAILURES",
    "MEANING",
    "STATUSES",
    "All",
    "Claim",
    "ClaimResult",
    "ClaimView",
    "Constructed",
    "Enclosed",
    "Erratum",
    "Identity",
    "Instances",
    "Limit",
    "MachineStatement",
    "Mutant",
    "Quantity",
    "Record",
    "Recorded",
    "Sizes",
    "StaleRecord",
    "all_claims",
    "ancestors",
    "check_claim",
    "claim",
    "claims",
    "dependency_graph",
    "find_claim",
    "find_quantity",
    "quantities",
    "report",
    "reusable",
    "sources_digest",
    "stored_count",
    "stored_record",
    "to_dot",
    "verify_claims",
    "versions",
    "writable",
    "write_report",
]
