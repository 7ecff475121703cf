"""What not everybody needs: the packages of each extra, and one error where they are missing."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from types import MappingProxyType
from typing import Final, NamedTuple

from .errors import MissingExtra
from .words import listing


class Extra(NamedTuple):
    """What an extra brings.

    ``purpose``: what needs it, as the subject of a sentence. ``packages``: by the name of the
    module that is imported what the package is called.
    """

    purpose: str
    packages: Mapping[str, str]


_ARRAYS: Final = {"numpy": "numpy", "pyarrow": "pyarrow"}
_SERVICE: Final = {
    "fastapi": "fastapi",
    "starlette": "starlette",
    "uvicorn": "uvicorn",
    "jinja2": "jinja2",
    "prometheus_client": "prometheus-client",
    "structlog": "structlog",
    "docx": "python-docx",
    "resvg_py": "resvg-py",
}

EXTRAS: Final[Mapping[str, Extra]] = MappingProxyType(
    {
        "service": Extra("the service", _SERVICE),
        "screen": Extra("screening", _ARRAYS),
        "spark": Extra("screening on Spark", {"pyspark": "pyspark", "pandas": "pandas", **_ARRAYS}),
        "verify": Extra("a proof for every case", {"z3": "z3-solver"}),
        "testing": Extra("safeconduct.testing", {"hypothesis": "hypothesis", "pytest": "pytest"}),
        "store": Extra(
            "what is kept in a database",
            {"sqlalchemy": "sqlalchemy", "alembic": "alembic", "psycopg": "psycopg[binary]"},
        ),
        "bundle": Extra("a signed bundle", {"cryptography": "cryptography"}),
        "telemetry": Extra(
            "traces",
            {
                "opentelemetry": "opentelemetry-api",
                "opentelemetry.exporter.otlp.proto.http": "opentelemetry-exporter-otlp-proto-http",
                "opentelemetry.sdk": "opentelemetry-sdk",
            },
        ),
        "mcp": Extra("the MCP server", {"mcp": "mcp", **_SERVICE}),
        "routes": Extra(
            "geography",
            {
                "airportsdata": "airportsdata",
                "geographiclib": "geographiclib",
                "numpy": "numpy",
                "rustworkx": "rustworkx",
                "shapely": "shapely",
            },
        ),
        "durable": Extra("derivation by durable-rules", {"durable_rules_engine": "durable-rules"}),
    }
)
"""``pyproject.toml`` declares the packages with their versions; a test compares the two."""


def install_line(extra: str) -> str:
    """Return the line that installs an extra."""
    return f"pip install 'safeconduct[{extra}]'"


def is_installed(module: str) -> bool:
    """Return whether a package is there to be imported, without importing it."""
    try:
        return find_spec(module) is not None
    except ImportError:  # somebody's hook refuses it
        return False


def installed(extra: str) -> bool:
    """Return whether all packages of an extra are there."""
    return all(map(is_installed, EXTRAS[extra].packages))


def require_extra(extra: str) -> None:
    """Raise `MissingExtra` if a package of an extra is not installed."""
    purpose, packages = EXTRAS[extra]
    missing = [package for module, package in packages.items() if not is_installed(module)]
    if missing:
        have = "which is not installed" if len(missing) == 1 else "which are not installed"
        raise MissingExtra(f"{purpose} needs {listing(missing)}, {have}: {install_line(extra)}")
