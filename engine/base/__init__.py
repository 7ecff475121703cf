"""Errors, days, English and files: no law and no records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lazy import exported

if TYPE_CHECKING:
    from .atomic import AtomicFile
    from .dates import first_day
    from .errors import shortened
    from .extras import installed, require_extra
    from .frozen import Frozen, Part, escape_markdown
    from .json_text import NotJson, RepeatedMembers, read_json, told, written
    from .private import alone_in, read_private, write_private
    from .time_allowed import OutOfTime, TimeAllowed
    from .words import (
        CONTESTED,
        DISPUTED,
        PLAUSIBILITIES,
        STANDINGS,
        YES,
        counted,
        day,
        label,
        listing,
        nearest,
        sentence,
        the,
    )

__all__ = [
    "CONTESTED",
    "DISPUTED",
    "PLAUSIBILITIES",
    "STANDINGS",
    "YES",
    "AtomicFile",
    "Frozen",
    "NotJson",
    "OutOfTime",
    "Part",
    "RepeatedMembers",
    "TimeAllowed",
    "alone_in",
    "counted",
    "day",
    "escape_markdown",
    "first_day",
    "installed",
    "label",
    "listing",
    "nearest",
    "read_json",
    "read_private",
    "require_extra",
    "sentence",
    "shortened",
    "the",
    "told",
    "write_private",
    "written",
]

# What is heavy is loaded when it is first asked for.
__getattr__, __dir__ = exported(
    __name__,
    {
        "json_text": "NotJson RepeatedMembers read_json told written",
        "words": "CONTESTED DISPUTED PLAUSIBILITIES STANDINGS YES "
        "counted day label listing nearest sentence the",
        "atomic": "AtomicFile",
        "private": "alone_in read_private write_private",
        "frozen": "Frozen Part escape_markdown",
        "dates": "first_day",
        "time_allowed": "OutOfTime TimeAllowed",
        "errors": "shortened",
        "extras": "installed require_extra",
    },
)
