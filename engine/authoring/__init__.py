"""For people who write rules: write, format, lint, cite, test, prove."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .base import load_base
    from .citations.resolve import Citation, Library
    from .lint.sources import read_library
    from .verification.certificate import Certificate, as_markdown, certified, matches, stored

__all__ = [
    "Certificate",
    "Citation",
    "Library",
    "as_markdown",
    "certified",
    "load_base",
    "matches",
    "read_library",
    "stored",
]


def __getattr__(name: str) -> object:
    # Nothing at all is imported before: the plug-in for pytest lies below this package.
    from ..base.lazy import exported

    homes = {
        "base": "load_base",
        "citations.resolve": "Citation Library",
        "lint.sources": "read_library",
        "verification.certificate": "Certificate as_markdown certified matches stored",
    }
    look_up, _ = exported(__name__, homes)
    return look_up(name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})
