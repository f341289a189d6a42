"""Certificates: finite evidence that a short program re-checks with integers and fractions only."""

from symattn.certificates.base import (
    Certificate,
    certificate_from_json,
    certificate_kinds,
    check_certificate,
)
from symattn.certificates.cases import CasesCertificate
from symattn.certificates.congruence import CongruenceCertificate
from symattn.certificates.enclosed_instances import EnclosedInstancesCertificate
from symattn.certificates.enclosure import EnclosedCounterexample, EnclosureCertificate
from symattn.certificates.gating_rank import GatingRankCertificate
from symattn.certificates.limits import LimitCertificate, LimitCounterexample
from symattn.certificates.positivity import PositivityCertificate
from symattn.certificates.rules import (
    CaseSplitCertificate,
    ChainCertificate,
    InductionCertificate,
    LemmaCertificate,
    SpecialisationCertificate,
    TermwiseCertificate,
)
from symattn.certificates.sign_split import MonotoneCertificate, SignSplitCertificate
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
    "CaseSplitCertificate",
    "CasesCertificate",
    "Certificate",
    "ChainCertificate",
    "CongruenceCertificate",
    "ConjunctionCertificate",
    "CounterexampleCertificate",
    "EnclosedCounterexample",
    "EnclosedInstancesCertificate",
    "EnclosureCertificate",
    "ExhaustionCertificate",
    "GatingRankCertificate",
    "IdentityCertificate",
    "InductionCertificate",
    "InstancesCertificate",
    "LemmaCertificate",
    "LimitCertificate",
    "LimitCounterexample",
    "MonotoneCertificate",
    "NotThreshold",
    "PositivityCertificate",
    "SignSplitCertificate",
    "SpecialisationCertificate",
    "SplitIdentityCertificate",
    "TermwiseCertificate",
    "ThresholdWeights",
    "certificate_from_json",
    "certificate_kinds",
    "check_certificate",
]
