"""For people who write rules: write, format, lint, cite, test, prove."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .citations.resolve import Citation, Library
    from .lint.sources import read_library
    from .verification.certificate import Certificate, as_markdown, matches, stored

_HOMES = {
    "Certificate": "verification.certificate",
    "Citation": "citations.resolve",
    "Library": "citations.resolve",
    "as_markdown": "verification.certificate",
    "matches": "verification.certificate",
    "read_library": "lint.sources",
    "stored": "verification.certificate",
}
__all__ = [
    "Certificate",
    "Citation",
    "Library",
    "as_markdown",
    "matches",
    "read_library",
    "stored",
]


def __getattr__(name: str) -> object:
    # Nothing at all is imported before: the plug-in for pytest lies below this package.
    from ..base.lazy import exported

    return exported(__name__, _HOMES)(name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})
