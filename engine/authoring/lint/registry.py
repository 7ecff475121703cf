"""Every check of the linter, in the order of the documentation."""

from __future__ import annotations

from typing import Final

from .checks import characters, citations, conditions, rulings, sentences, titles, use
from .model import Lint

LINTS: Final[tuple[Lint, ...]] = tuple(
    check
    for module in (titles, sentences, characters, citations, rulings, use, conditions)
    for check in vars(module).values()
    if isinstance(check, Lint)
)
"""Texts first, then what they cite, then what is declared, then conditions."""
