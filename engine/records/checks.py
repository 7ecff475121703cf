"""Checking records against each other."""

from __future__ import annotations

from ..errors import Diagnostic
from .source_files import Reading


def check_reading(reading: Reading) -> list[Diagnostic]:
    """Return every finding about what was read."""
    return list(reading.diagnostics)
