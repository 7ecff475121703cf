"""A premise of an answer that is known only up to an earlier day."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ..base.frozen import Part


class Stale(Part):
    """Something the answer rests on that was last checked before the asked day."""

    fact: str
    kind: str
    reaches: date
    record: str | None = None
    bears_on: Literal["outcome", "contest", "proof"]
    status: Literal["known", "scheduled", "unknown", "limited"]
    clause: str
    says: str
