"""What each kind of question needs, and what its answer has room for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .model import QuestionKind


@dataclass(frozen=True, slots=True)
class Room:
    """What a kind needs and takes, by role; ``group`` is a region or an organisation.

    ``how``: how and why somebody is there; ``limits``: a day may be the first or the last one;
    ``past``: about the past it has to name a day; ``several``: it is about several places or
    persons, of which a word may mean a part.
    """

    needs: frozenset[str]
    takes: frozenset[str]
    how: bool = False
    limits: bool = False
    past: bool = False
    several: bool = False


def _room(needs: str, takes: str = "", **more: bool) -> Room:
    required = frozenset(needs.split())
    return Room(required, required | set(takes.split()), **more)


ROOMS: Final[Mapping[QuestionKind, Room]] = {
    QuestionKind.ARREST: _room("person place", how=True, past=True),
    QuestionKind.DUTY: _room("person place", how=True, past=True),
    QuestionKind.MAP: _room("person", how=True, past=True, several=True),
    QuestionKind.MEMBERS: _room("person group", how=True, past=True, several=True),
    QuestionKind.TIMELINE: _room("person place", how=True, limits=True),
    QuestionKind.RECEPTION: _room("place", how=True, past=True, several=True),
    QuestionKind.WANTED: _room("", "person place group nationals", past=True, several=True),
    QuestionKind.UPCOMING: _room("", "person place group", limits=True, several=True),
    QuestionKind.ITINERARY: _room("person way", how=True, past=True),
    QuestionKind.BELONGING: _room("", "place group", several=True),
    QuestionKind.PRACTICE: _room("", "person place group", limits=True, several=True),
}
