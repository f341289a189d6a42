"""Certificates: finite evidence that a short program re-checks with integers and fractions only."""

from symattn.certificates.base import (
    Certificate,
    certificate_from_json,
    certificate_kinds,
    check_certificate,
)
from symattn.certificates.statements import (
    ConjunctionCertificate,
    CounterexampleCertificate,
    ExhaustionCertificate,
    IdentityCertificate,
    InstancesCertificate,
)
from symattn.certificates.threshold import NotThreshold, ThresholdWeights

__all__ = [
    "Certificate",
    "ConjunctionCertificate",
    "CounterexampleCertificate",
    "ExhaustionCertificate",
    "IdentityCertificate",
    "InstancesCertificate",
    "NotThreshold",
    "ThresholdWeights",
    "certificate_from_json",
    "certificate_kinds",
    "check_certificate",
]
