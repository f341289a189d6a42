"""Placeholder while this procedure is being written."""

from typing import Any


def decide(statement: Any, budget: Any, reasons: list[str]) -> dict[str, Any] | None:
    """Decide nothing."""
    return None
