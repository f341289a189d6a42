"""A certificate is a finite object from which a short program, independent of its producer, decides one statement.

This package uses the standard library only: integers, fractions and dictionaries.  Nothing in it searches;
everything in it re-checks.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, ClassVar, TypeVar

from symattn.errors import InvalidCertificate


class Certificate(ABC):
    """Base class of all certificates; a subclass is a frozen dataclass with a ``kind``.

    Examples
    --------
    A certificate goes through JSON, and is checked on the other side:

    >>> from symattn import is_threshold
    >>> certificate = is_threshold(0b1000, 2).certificate
    >>> data = certificate.to_json()
    >>> data["kind"], certificate_from_json(data) == certificate, certificate_from_json(data).check()
    ('threshold-weights', True, True)

    See Also
    --------
    check_certificate
    """

    kind: ClassVar[str]

    @abstractmethod
    def check(self) -> bool:
        """Return whether the certificate establishes what it says, by exact arithmetic."""

    @abstractmethod
    def to_json(self) -> dict[str, Any]:
        """Return the JSON object of the certificate; its key ``kind`` names the kind."""

    @classmethod
    @abstractmethod
    def from_json(cls, data: Mapping[str, Any]) -> Certificate:
        """Build the certificate from its JSON object; raise ``InvalidCertificate`` if the form is wrong."""


_RATIONAL = re.compile(r"-?[0-9]{1,4000}(/[0-9]{1,4000})?")
C = TypeVar("C", bound=type[Certificate])
_KINDS: dict[str, type[Certificate]] = {}


def register(cls: C) -> C:
    """Make a kind of certificate known to `check_certificate`."""
    _KINDS[cls.kind] = cls
    return cls


def certificate_kinds() -> tuple[str, ...]:
    """Return the kinds of certificate that `check_certificate` knows, sorted.

    Examples
    --------
    >>> "threshold-weights" in certificate_kinds(), "threshold" in certificate_kinds()
    (True, False)
    """
    return tuple(sorted(_KINDS))


def certificate_from_json(data: Mapping[str, Any]) -> Certificate:
    """Build a certificate from its JSON object, whatever its kind.

    Raises
    ------
    InvalidCertificate
        If the object is not a mapping, names no known kind, or has not the form of its kind.

    Examples
    --------
    The weights 1, 1 with the bias -2 are those of AND:

    >>> data = {"kind": "threshold-weights", "table": 8, "n": 2, "inputs": "01", "weights": [1, 1], "bias": -2}
    >>> certificate_from_json(data).check()
    True

    See Also
    --------
    check_certificate : reads and checks at once.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("kind"), str):
        raise InvalidCertificate("certificate", "must be an object with a string under 'kind'", data)
    cls = _KINDS.get(data["kind"])
    if cls is None:
        known = ", ".join(certificate_kinds())
        raise InvalidCertificate("certificate", "has an unknown kind", data["kind"], f"Known kinds: {known}.")
    return read(lambda: cls.from_json(data), data["kind"])


def read(build: Callable[[], Certificate], kind: str) -> Certificate:
    """Run ``build`` and turn what goes wrong with malformed data into one `InvalidCertificate`."""
    try:
        return build()
    except InvalidCertificate:
        raise
    except RecursionError:
        raise InvalidCertificate("certificate", "is nested too deeply", kind) from None
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise InvalidCertificate(
            "certificate", f"has not the form of the kind {kind!r}", f"{type(error).__name__}: {error}"
        ) from None


def fraction_text(value: Fraction | int) -> str:
    """Return the exact text of a rational: ``'3'`` or ``'-2/7'``."""
    return str(Fraction(value))


def rational_from_json(value: Any) -> Fraction:
    """Return the rational written as an integer or as ``"p/q"``; floats and exponents such as ``1e9`` are refused."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str) and _RATIONAL.fullmatch(value):
        numerator, _, denominator = value.partition("/")
        if int(denominator or 1) != 0:
            return Fraction(int(numerator), int(denominator or 1))
    raise InvalidCertificate(
        "number", "must be an integer or a text 'p/q' of at most 4000 digits each", value
    )


def integer_from_json(value: Any) -> int:
    """Return the integer; truth values, floats and texts are refused."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise InvalidCertificate("number", "must be an integer", value)


def name_from_json(value: Any) -> str:
    """Return the name of a variable or function."""
    if isinstance(value, str):
        return value
    raise InvalidCertificate("name", "must be a text", value)


def check_certificate(certificate: Certificate | Mapping[str, Any]) -> bool:
    """Return whether a certificate establishes its statement, re-checked without the code that produced it.

    Parameters
    ----------
    certificate
        A certificate object, or the JSON object it was written as.

    Returns
    -------
    bool
        True if every step of the check holds exactly; False otherwise.

    Raises
    ------
    InvalidCertificate
        If a JSON object has not the form of a known kind.

    Examples
    --------
    The gate H(x_1 + x_2 - 2) computes AND, table 0b1000:

    >>> check_certificate({"kind": "threshold-weights", "table": 8, "n": 2, "inputs": "01",
    ...                    "weights": [1, 1], "bias": -2})
    True

    and no longer does so when the bias is moved by one:

    >>> check_certificate({"kind": "threshold-weights", "table": 8, "n": 2, "inputs": "01",
    ...                    "weights": [1, 1], "bias": -1})
    False
    """
    if not isinstance(certificate, Certificate):
        certificate = certificate_from_json(certificate)
    try:
        return certificate.check()
    except RecursionError:  # what cannot be checked is not established
        return False
