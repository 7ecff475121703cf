"""The question, declared once: its parts, and what is said of each wherever it can be asked.

What is put into a question is kept as it was written. What is wrong with it is said when it is put
to an engine, which knows names, facts and readings. `QuestionParts` are for type checkers what the
fields of `Question` are for everybody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypedDict

from pydantic import Field

from ..base.frozen import Frozen

if TYPE_CHECKING:
    from ..base.dates import Day
    from .terms import Presence, Purpose

    Text: TypeAlias = str
    Facts: TypeAlias = Mapping[str, str | bool]
    Positions: TypeAlias = Mapping[str, str]
else:  # any value is kept: an engine says what is wrong with it
    Day = Presence = Purpose = Text = Facts = Positions = Any

_DAY: Final = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_NAME: Final = {"type": "string", "minLength": 1, "maxLength": 200}


def _asked(
    description: str,
    default: Any = ...,
    schema: Mapping[str, object] | None = None,
    examples: Mapping[str, object] | None = None,
    synonyms: tuple[str, ...] = (),
) -> Any:
    """Return a field; ``schema``: of its text; ``synonyms``: names used for it by mistake.

    A field without a schema has a list of values, which the rule base gives.
    """
    extra: dict[str, Any] = {
        "schema": dict(schema or {}),
        "examples": dict(examples or {}),
        "synonyms": list(synonyms),
    }
    return Field(default, description=description, json_schema_extra=extra)


class Question(Frozen):
    """A question about one person in one place, as it is asked; see `Engine.assess`."""

    person: Text = _asked(
        "Id, name or alias, in any script.",
        schema=_NAME,
        examples={
            "id": "vladimir-putin",
            "name": "Vladimir Putin",
            "in Cyrillic": "Владимир Путин",
        },
        synonyms=("who", "name", "leader", "suspect", "traveller"),
    )
    place: Text = _asked(
        "Id, ISO 3166-1 code, name or main city, in any script.",
        schema=_NAME,
        examples={"code": "MNG", "name": "Mongolia", "city": "Ulaanbaatar"},
        synonyms=("where", "country", "state", "to", "destination", "city"),
    )
    on: Day | None = _asked(
        "The day, YYYY-MM-DD, not before the adoption of the Rome Statute (1998-07-17). "
        "Default: today (UTC).",
        None,
        _DAY,
        {"a day": "2024-09-02"},
        ("date", "day", "when", "at", "from", "as_of"),
    )
    until: Day | None = _asked(
        "The last day of a stay, YYYY-MM-DD: the answer is that of its worst day, with every step "
        "of the stay.",
        None,
        _DAY,
        {"a day": "2024-09-03"},
        ("to_date", "end", "till", "leave"),
    )
    presence: Presence = _asked("How the person is there.", "ground")
    purpose: Purpose = _asked("What the journey is for.", "unspecified")
    profile: Text = _asked("Which readings of the law to follow.", "icc")
    known_on: Day | None = _asked(
        "Answer from what was public on that day, YYYY-MM-DD, which cannot lie in the future. "
        "Default: everything on record.",
        None,
        _DAY,
        {"a day": "2024-01-01"},
        ("known", "knowledge", "known_at", "knownon"),
    )
    assume: Facts | None = _asked(
        "Facts to suppose, by name. In place of what the records say.", None, {"type": "object"}
    )
    positions: Positions | None = _asked(
        "Positions to take, by issue. Instead of the profile's.", None, {"type": "object"}
    )


class Manner(TypedDict, total=False):
    """How somebody is there, and how the question is to be answered."""

    presence: Presence
    purpose: Purpose
    profile: Text
    known_on: Day | None


class OnDay(Manner, total=False):
    """The same on a day."""

    on: Day | None


class Supposing(OnDay, total=False):
    """The same with what is supposed."""

    assume: Facts | None
    positions: Positions | None


class QuestionParts(Supposing, total=False):
    """All parts of a question but person and place."""

    until: Day | None
