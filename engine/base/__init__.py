"""Errors, days, English and files: no law and no records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lazy import exported

if TYPE_CHECKING:
    from .dates import first_day
    from .extras import require_extra
    from .frozen import Part, escape_markdown
    from .json_text import NotJson, RepeatedMembers, read_json, told, written
    from .words import PLAUSIBILITIES, STANDINGS, day, label, listing, sentence

__all__ = [
    "PLAUSIBILITIES",
    "STANDINGS",
    "NotJson",
    "Part",
    "RepeatedMembers",
    "day",
    "escape_markdown",
    "first_day",
    "label",
    "listing",
    "read_json",
    "require_extra",
    "sentence",
    "told",
    "written",
]

# What is heavy is loaded when it is first asked for.
__getattr__ = exported(
    __name__,
    {
        "NotJson": "json_text",
        "PLAUSIBILITIES": "words",
        "Part": "frozen",
        "RepeatedMembers": "json_text",
        "STANDINGS": "words",
        "day": "words",
        "escape_markdown": "frozen",
        "first_day": "dates",
        "label": "words",
        "listing": "words",
        "read_json": "json_text",
        "require_extra": "extras",
        "sentence": "words",
        "told": "json_text",
        "written": "json_text",
    },
)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})
