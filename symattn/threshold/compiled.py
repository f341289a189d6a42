"""A computation has a NumPy form, which is the reference, and where that gains at least threefold a compiled one: which of them runs is one choice.

Property wanted: without numba everything works, and with it the slow loops are compiled, with equal results.

Construction: compiled loops stand in files named ``kernels.py``, the only ones that import numba; these files are imported inside functions, after `use_compiled` has said so.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from symattn.errors import InvalidArgument, MissingExtra

KERNELS = ("auto", "numpy", "numba")
"""``"auto"`` takes numba where it is installed."""


@cache
def _installed() -> bool:
    return find_spec("numba") is not None


def use_compiled(kernel: str = "auto") -> bool:
    """Return whether the compiled form of a computation is to run: for ``"numba"``, or for ``"auto"`` where numba is installed.

    Parameters
    ----------
    kernel
        ``"auto"``, ``"numpy"`` or ``"numba"``.

    Returns
    -------
    bool
        True for the compiled form.

    Raises
    ------
    InvalidArgument
        If the word is another one.
    MissingExtra
        If numba is asked for and is not installed.

    Examples
    --------
    >>> use_compiled("numpy")
    False
    >>> use_compiled("fortran")
    Traceback (most recent call last):
    ...
    symattn.errors.InvalidArgument: kernel: must be 'auto', 'numpy' or 'numba'; received 'fortran'.

    See Also
    --------
    symattn.threshold.count_threshold : a count with both forms.

    References
    ----------
    The book's chapter on counting threshold functions.
    """
    if kernel not in KERNELS:
        raise InvalidArgument("kernel", "must be 'auto', 'numpy' or 'numba'", kernel)
    if kernel == "numba" and not _installed():
        raise MissingExtra("numba", "is not installed", None, "Install it with: pip install 'symattn[fast]'.")
    return kernel != "numpy" and _installed()
