"""The errors of symattn: each names an argument, the rule it breaks, the value received and what to do next.

The family is small and named by meaning.  Every module may import this one; it imports nothing.
"""

from __future__ import annotations

_SHOWN = 120


def shown(value: object) -> str:
    """Return ``repr(value)``, shortened so that a message stays readable whatever was passed in."""
    if isinstance(value, int) and value.bit_length() > 400:
        sign = "-" if value < 0 else ""
        return f"{sign}(an integer of {value.bit_length()} bits)"
    try:
        text = value if isinstance(value, str) else repr(value)
    except ValueError:  # an integer inside is longer than Python prints
        return f"(a {type(value).__name__} that is too long to print)"
    if len(text) <= _SHOWN:
        return text if not isinstance(value, str) else repr(text)
    return f"{text[:_SHOWN]!r}... ({len(text)} characters)"


class SymattnError(Exception):
    """Base class: ``argument`` breaks ``rule``; ``value`` was received; ``hint`` says what to do next."""

    def __init__(self, argument: str, rule: str, value: object = None, hint: str = "") -> None:
        self.argument = argument
        self.rule = rule
        self.value = value
        self.hint = hint
        super().__init__(argument, rule, value, hint)

    def __str__(self) -> str:
        text = f"{self.argument}: {self.rule}"
        if self.value is not None:
            text += f"; received {shown(self.value)}"
        text = text.rstrip(".") + "."
        return f"{text} {self.hint}".rstrip()

    def to_json(self) -> dict[str, str]:
        """Return the error as one object {error, argument, value, hint}."""
        return {
            "error": self.rule,
            "argument": self.argument,
            "value": "" if self.value is None else shown(self.value),
            "hint": self.hint,
        }


class InvalidArgument(SymattnError, ValueError):
    """A value lies outside the set its argument ranges over."""


class InvalidStatement(SymattnError, ValueError):
    """A text or expression is not a statement: it does not parse, is ill-typed, or is defined nowhere."""


class ContradictoryAssumptions(InvalidStatement):
    """No point satisfies the assumptions, so that everything and nothing would follow from them."""


class UnknownName(SymattnError, LookupError):
    """A name (a claim id, a unit, a function) is not one of those that exist."""


class TooLarge(SymattnError, ValueError):
    """The instance is well-formed but larger than the procedure handles."""


class MissingExtra(SymattnError, ImportError):
    """An optional package is needed that is not installed."""


class InvalidCertificate(SymattnError, ValueError):
    """A certificate's JSON does not have the form of its kind."""
