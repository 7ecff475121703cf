"""Records: dated, sourced facts, read into an immutable world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported
from .load import check_records, load_world
from .prebuilt import build_prebuilt
from .registry import RecordKind, registered
from .tables import Tables
from .world import World

if TYPE_CHECKING:
    from .models import (
        Challenge,
        Membership,
        OfficeKind,
        Person,
        Place,
        Reach,
        Record,
        Request,
        Source,
        Summit,
        Warrant,
    )
    from .names import fold
    from .reference import Named, RecordRef

__all__ = [
    "Challenge",
    "Membership",
    "Named",
    "OfficeKind",
    "Person",
    "Place",
    "Reach",
    "Record",
    "RecordKind",
    "RecordRef",
    "Request",
    "Source",
    "Summit",
    "Tables",
    "Warrant",
    "World",
    "build_prebuilt",
    "check_records",
    "fold",
    "load_world",
    "registered",
]

# What is heavy is loaded when it is first asked for.
__getattr__, __dir__ = exported(
    __name__,
    {
        "models": "Challenge Membership OfficeKind Person Place Reach Record Request "
        "Source Summit Warrant",
        "reference": "Named RecordRef",
        "names": "fold",
    },
)
