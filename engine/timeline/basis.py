"""Why a fact is taken to hold."""

from __future__ import annotations

from enum import StrEnum


class Basis(StrEnum):
    """Why a fact is taken to hold."""

    RECORD = "record"
    NO_RECORD = "no_record"
    """no record speaks of it, and absence means no"""
    PRESUMED = "presumed"
    ASKED = "asked"
    """part of the question itself: presence and purpose"""
    ASSUMED = "assumed"
    """the person who asks assumed it"""
    UNKNOWN = "unknown"
