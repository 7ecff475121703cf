"""Records: dated, sourced facts, read into an immutable world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported
from .load import check_records, load_world
from .prebuilt import build_prebuilt
from .tables import Tables
from .world import World

if TYPE_CHECKING:
    from .models import (
        Challenge,
        Person,
        Place,
        Reach,
        Record,
        Request,
        Source,
        Warrant,
    )
    from .names import fold
    from .reference import Named, RecordRef

__all__ = [
    "Challenge",
    "Named",
    "Person",
    "Place",
    "Reach",
    "Record",
    "RecordRef",
    "Request",
    "Source",
    "Tables",
    "Warrant",
    "World",
    "build_prebuilt",
    "check_records",
    "fold",
    "load_world",
]

# What is heavy is loaded when it is first asked for.
__getattr__ = exported(
    __name__,
    {
        "Challenge": "models",
        "Named": "reference",
        "Person": "models",
        "Place": "models",
        "Reach": "models",
        "Record": "models",
        "RecordRef": "reference",
        "Request": "models",
        "Source": "models",
        "Warrant": "models",
        "fold": "names",
    },
)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})
