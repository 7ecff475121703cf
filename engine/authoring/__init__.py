"""For people who write rules: write, format, lint, cite, test, prove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from .verification.certificate import Certificate, as_markdown, matches, stored

__all__ = ["Certificate", "as_markdown", "matches", "stored"]

# What is heavy is loaded when it is first asked for.
__getattr__ = exported(
    __name__,
    {
        "Certificate": "verification.certificate",
        "as_markdown": "verification.certificate",
        "matches": "verification.certificate",
        "stored": "verification.certificate",
    },
)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})
