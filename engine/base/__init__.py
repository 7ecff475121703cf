"""Errors, days, English and files: no law and no records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lazy import exported

if TYPE_CHECKING:
    from .extras import require_extra
    from .frozen import Part, escape_markdown
    from .json_text import NotJson, RepeatedMembers, read_json, told, written

__all__ = [
    "NotJson",
    "Part",
    "RepeatedMembers",
    "escape_markdown",
    "read_json",
    "require_extra",
    "told",
    "written",
]

# What is heavy is loaded when it is first asked for.
__getattr__ = exported(
    __name__,
    {
        "NotJson": "json_text",
        "Part": "frozen",
        "RepeatedMembers": "json_text",
        "escape_markdown": "frozen",
        "read_json": "json_text",
        "require_extra": "extras",
        "told": "json_text",
        "written": "json_text",
    },
)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})
