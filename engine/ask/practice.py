"""What of practice a question may ask about, and the answer from the record."""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from ..answers.document import VisitRef
from ..records.reference import RecordRef


class Conduct(StrEnum):
    """What was done or said, as far as it is on record."""

    JOURNEYS = "journeys"
    ARRESTS = "arrests"
    STATEMENTS = "statements"


class ConductOnRecord(BaseModel):
    """What was done and said, from the record: practice, not law. The latest comes first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    journeys: tuple[VisitRef, ...] = ()
    records: dict[str, RecordRef] = Field(default={}, description="the journeys' records, by id")
    custody: tuple[RecordRef, ...] = ()
    statements: tuple[RecordRef, ...] = ()
    note: str


def _stance_asked(plain: str) -> tuple[str | None, bool]:
    """Return the kind of statement asked about, if one is, and whether it is a refusal."""
    if re.search(r"\binvit\w+", plain):
        return "invited", False
    negative = re.search(
        r"\b(?:refus\w+|declin\w+|fail\w*|not|never|against|ruled out|guarant\w+|assur\w+|ignor\w+"
        r"|without|let)\b",
        plain,
    )
    if negative:
        return None, True
    return (
        "would_arrest" if re.search(r"\barrest|\bdetain|\bexecute|\bhonou?r", plain) else None
    ), False


def conduct_asked(plain: str, conduct: Conduct | None) -> tuple[str | None, bool]:
    """Return the kind of statement asked about, and whether those are meant who do not arrest."""
    if conduct is Conduct.STATEMENTS:
        return _stance_asked(plain)
    if conduct is Conduct.ARRESTS:
        listed = re.search(r"\b(?:which|what|how many|who)\b", plain)
        return None, bool(listed and re.search(r"\b(?:refus\w+|fail\w*|not|never|let)\b", plain))
    return None, False
