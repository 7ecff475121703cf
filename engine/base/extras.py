"""What not everybody needs: the packages of each extra, and one error where they are missing."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .errors import MissingExtra
from .words import listing

EXTRAS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "service": {"fastapi": "fastapi", "uvicorn": "uvicorn"},
        "screen": {"numpy": "numpy", "pyarrow": "pyarrow"},
        "spark": {
            "pyspark": "pyspark",
            "pandas": "pandas",
            "numpy": "numpy",
            "pyarrow": "pyarrow",
        },
        "verify": {"z3": "z3-solver"},
        "testing": {"hypothesis": "hypothesis", "pytest": "pytest"},
        "durable": {"durable_rules_engine": "durable-rules"},
    }
)
"""The packages that each extra brings: the module that is imported, and how the package is called.

``pyproject.toml`` declares them with their versions; a test compares the two.
"""


def install_line(extra: str) -> str:
    """Return the line that installs an extra."""
    return f"pip install 'safeconduct[{extra}]'"


def is_installed(module: str) -> bool:
    """Return whether a module could be imported; it is not."""
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def require_extra(extra: str, purpose: str) -> None:
    """Raise `MissingExtra` if a package of an extra is not installed.

    ``purpose``: what needs it, as the subject of a sentence (``safeconduct serve``).
    """
    missing = [name for module, name in EXTRAS[extra].items() if not is_installed(module)]
    if missing:
        have = "which is not installed" if len(missing) == 1 else "which are not installed"
        raise MissingExtra(f"{purpose} needs {listing(missing)}, {have}: {install_line(extra)}")
