"""Certificates: finite evidence that a short program re-checks with integers and fractions only."""

from symattn.certificates.base import (
    Certificate,
    certificate_from_json,
    certificate_kinds,
    check_certificate,
)
from symattn.certificates.cases import CasesCertificate
from symattn.certificates.splitting import SplitIdentityCertificate
from symattn.certificates.statements import (
    ConjunctionCertificate,
    CounterexampleCertificate,
    ExhaustionCertificate,
    IdentityCertificate,
    InstancesCertificate,
)
from symattn.certificates.threshold import NotThreshold, ThresholdWeights

__all__ = [
    "CasesCertificate",
    "Certificate",
    "ConjunctionCertificate",
    "CounterexampleCertificate",
    "ExhaustionCertificate",
    "IdentityCertificate",
    "InstancesCertificate",
    "NotThreshold",
    "SplitIdentityCertificate",
    "ThresholdWeights",
    "certificate_from_json",
    "certificate_kinds",
    "check_certificate",
]
