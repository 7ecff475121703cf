"""The solver is an extra: a clear error where it is not installed."""

from __future__ import annotations

from importlib.util import find_spec

from ...base.errors import MissingExtra


def require_solver() -> None:
    """Raise `MissingExtra` if Z3 is not installed."""
    if find_spec("z3") is None:
        raise MissingExtra(
            "proofs over all cases need the solver Z3, which is not installed: "
            "pip install 'safeconduct[verify]'"
        )
