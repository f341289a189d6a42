"""Lists of functions are NumPy arrays: where NumPy is absent, what works with them says so instead of breaking off inside."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from symattn.errors import MissingExtra

__all__ = ["needs_numpy"]

P = ParamSpec("P")
R = TypeVar("R")


def needs_numpy(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function, with a message that names NumPy where an import of it fails."""

    @wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except ModuleNotFoundError as error:
            if (error.name or "").split(".")[0] != "numpy":
                raise
            rule, hint = "is needed to list and to count functions", "Install it: pip install numpy"
            raise MissingExtra("numpy", rule, hint=hint) from None

    return guarded
