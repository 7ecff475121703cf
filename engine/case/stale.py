"""A premise of an answer that is known only up to an earlier day."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ..base.frozen import Part
from ..records.reference import RecordRef


class Stale(Part):
    """Something the answer rests on that was last checked before the asked day."""

    fact: str
    kind: str
    reaches: date
    record: RecordRef | None = None
    bears_on: Literal["outcome", "contest", "proof"]
    status: Literal["known", "scheduled", "unknown", "limited"]
    clause: str
    says: str
