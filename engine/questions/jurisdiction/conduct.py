"""One case of the question, and what several relations ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, Protocol

from ...base.dates import first_day, last_day
from ...records.models import Situation
from ...records.world import World
from ...timeline.steps import NEVER, Basis, Canvas, Holding
from ...timeline.treaty import status_of

EITHER: Final = frozenset({"true", "false"})


class ConductCase(Protocol):
    """A case of the question. Truth is a step function over the days of the conduct."""

    @property
    def territory(self) -> str:
        """The State on whose territory the conduct took place."""

    @property
    def nationality(self) -> str:
        """The State of which the accused is a national."""

    @property
    def asked(self) -> str:
        """The day on which the Court is asked, in ISO 8601."""


class OfState(Protocol):
    """A case of which a relation reads one State only, be it that of territory or nationality."""

    @property
    def state(self) -> str:
        """That State."""


def happened_by(day: str | None, asked: str) -> bool | None:
    """Return whether a day, known as precisely as it is, had come when the Court was asked."""
    if day is None:
        return None
    asking = date.fromisoformat(asked)
    if last_day(day) <= asking:
        return True
    return None if first_day(day) <= asking else False


def paint_days(
    canvas: Canvas, since: str | None, until: str | None, value: str, holding: Holding
) -> None:
    """Let ``holding`` hold from one day to another, and a value left open where they are vague.

    ``until`` is the last day. ``value``: what else it may be then.
    """
    vague = Holding(
        holding.values | {value},
        Basis.UNKNOWN,
        holding.records,
        "the day is not known more precisely",
    )
    earliest, latest = (0, 0) if since is None else _ordinals(since)
    first_end, last_end = (NEVER, NEVER) if until is None else (d + 1 for d in _ordinals(until))
    canvas.paint(earliest, min(latest, last_end), vague)
    canvas.paint(latest, first_end, holding)
    canvas.paint(max(latest, first_end), last_end, vague)


def _ordinals(day: str) -> tuple[int, int]:
    return first_day(day).toordinal(), last_day(day).toordinal()


def memberships(world: World, state: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of days on which ``state`` is a party to the Statute."""
    for start, until, holding in status_of(world, state).spans():
        if holding.values == {"party"}:
            yield start, until


def situations_in(world: World, state: str) -> Iterator[Situation]:
    """Yield the situations that are about the territory of a State, or a part of it."""
    return _situations(world, state, "territory")


def situations_aboard(world: World, state: str) -> Iterator[Situation]:
    """Yield the situations that are about ships and aircraft registered in a State."""
    return _situations(world, state, "vessels")


def situations_about_nationals(world: World, state: str) -> Iterator[Situation]:
    """Yield the situations that are about what nationals of a State do, wherever they act."""
    return _situations(world, state, "nationals")


def _situations(world: World, state: str, link: str) -> Iterator[Situation]:
    for situation in world.situations.values():
        if link in situation.covers and state in situation.states:
            yield situation
