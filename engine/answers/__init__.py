"""What is told of a question: assessments, maps, timelines, comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from .comparison.compare import compare, two_or_more
    from .document import DISCLAIMER, Form, Validity
    from .mistakes import FORMS, PARTS, Mistakes, resolve
    from .summary import PARTS as SUMMARY_PARTS
    from .summary import Days, Summary
    from .venues.candidates import MOST_GUESTS, MOST_PLACES
    from .venues.model import STANDINGS, GuestAnswer, Venue, VenueStanding

__all__ = [
    "DISCLAIMER",
    "FORMS",
    "MOST_GUESTS",
    "MOST_PLACES",
    "PARTS",
    "STANDINGS",
    "SUMMARY_PARTS",
    "Days",
    "Form",
    "GuestAnswer",
    "Mistakes",
    "Summary",
    "Validity",
    "Venue",
    "VenueStanding",
    "compare",
    "resolve",
    "two_or_more",
]

# What is heavy is loaded when it is first asked for.
__getattr__, __dir__ = exported(
    __name__,
    {
        "summary": "Days SUMMARY_PARTS=PARTS Summary",
        "mistakes": "FORMS Mistakes PARTS resolve",
        "document": "DISCLAIMER Form Validity",
        "comparison.compare": "compare two_or_more",
        "venues.candidates": "MOST_GUESTS MOST_PLACES",
        "venues.model": "GuestAnswer STANDINGS Venue VenueStanding",
    },
)
