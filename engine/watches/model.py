"""What is watched, what has happened, and what is told of it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, Literal, get_args

from pydantic import Field

from ..base.frozen import Frozen
from ..case.terms import Outcome

WatchCondition = Literal[
    "becomes", "leaves", "changes", "contested", "journey_announced", "journey_passed"
]
"""When something is told:

- ``becomes``, ``leaves``: the answer becomes one of the outcomes, or is none of them any more;
- ``changes``: there is another outcome, or another exposure;
- ``contested``: whether the answer is contested has changed;
- ``journey_announced``: a journey that is still to end is recorded, to a place where the outcome
  is one of the outcomes;
- ``journey_passed``: a journey is over and within so many days no arrest is on record.
"""

CONDITIONS: Final[tuple[WatchCondition, ...]] = get_args(WatchCondition)
ABOUT_JOURNEYS: Final = frozenset({"journey_announced", "journey_passed"})
WITH_OUTCOMES: Final = frozenset({"becomes", "leaves", "journey_announced"})

EventKind = Literal["day_passed", "world_changed", "rules_changed", "journey_recorded"]


class WatchRequest(Frozen):
    """What somebody asks to be told; names as they are written, every part but two of them free.

    ``places``: none means everywhere, unless there is an ``organisation``, whose members' places
    they are then, as they are on each day. ``outcomes``: by default a duty to arrest. ``days``: how
    long an arrest may take to be recorded. ``until``: the last day of the watch. ``hook``: where
    notices are sent.
    """

    person: str = Field(min_length=1, max_length=200, examples=["vladimir-putin"])
    condition: str = Field(max_length=40, examples=["becomes"])
    places: tuple[str, ...] = Field((), max_length=100, examples=[["ARM"]])
    organisation: str | None = Field(None, max_length=100, examples=["BRICS"])
    outcomes: tuple[str, ...] = Field((), max_length=10, examples=[[Outcome.MUST_ARREST.value]])
    days: int = Field(3, ge=1, le=366)
    profile: str | None = Field(None, max_length=100)
    until: date | None = None
    hook: str | None = Field(None, max_length=2000, examples=["https://example.org/hook"])


class Watch(Frozen):
    """A watch as it is kept, every name in it resolved.

    ``made_on``: the day on which it was made, by the clock of the engine. ``hook``: where notices
    are sent, which may hold a secret; logs name its host alone.
    """

    id: str
    owner: str = ""
    person: str
    condition: WatchCondition
    places: tuple[str, ...] = ()
    organisation: str | None = None
    outcomes: tuple[str, ...] = ()
    days: int = 3
    profile: str
    made_on: date
    until: date | None = None
    hook: str | None = None

    def watches_on(self, day: date) -> bool:
        """Whether it is still to be told on that day."""
        return self.until is None or day <= self.until


class WatchAnswer(Frozen):
    """What a watch keeps of the answer for a place; ``outcome`` is empty where there was none."""

    outcome: str
    contested: bool | None = None
    exposure: str = ""


class WatchEvent(Frozen):
    """Something that happened; ``key`` tells it apart from all others.

    ``world`` and ``rules``: the digests of records and rules with which it was seen. ``before``:
    the digest of those that were replaced. ``journey``: the id of the record of a journey.
    """

    seq: int = 0
    key: str
    kind: EventKind
    day: date
    world: str
    rules: str
    before: str = ""
    journey: str = ""


class WatchNotice(Frozen):
    """What is told of one event to whoever watches; ``id`` stays the same however often it is sent.

    ``seq`` counts the notices of all watches. ``body``: as JSON what is sent: ``type``,
    ``timestamp`` and ``data``.
    """

    seq: int
    id: str
    watch: str
    at: str
    body: dict[str, Any]
