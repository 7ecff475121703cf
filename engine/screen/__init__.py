"""Bulk screening: tables of persons, places and days, answered column by column."""

from .mistakes import Mistake, Rejected
from .screener import Screened, Screener, screen

__all__ = ["Mistake", "Rejected", "Screened", "Screener", "screen"]
