"""Bulk screening: columns of persons, places and days, answered at once."""

from .mistakes import Mistake, Rejected
from .screener import Screened, Screener, screen

__all__ = ["Mistake", "Rejected", "Screened", "Screener", "screen"]
