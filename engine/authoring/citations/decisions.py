"""Decisions on record, found by what a citation says of them: number, day, body, names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ...base.dates import first_day
from ...base.words import day
from ...records.models import Ruling
from ...records.world import World

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
DAY: Final = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b")
NUMBER: Final = re.compile(r"\bICC-\d\d/\d\d-\d\d/\d\d-\d+\b|\bICC-\d\d/\d\d-\d+\b")
CHAMBER: Final = re.compile(r"\b(Pre-Trial|Trial|Appeals) Chamber( [IVX]+)?\b")
_WORD: Final = re.compile(r"[A-Z][\w'-]+")
_COMMON: Final = frozenset(
    ("ICC", "ICJ", "Pre-Trial", "Trial", "Appeals", "Chamber", "Court", "Judge", *_MONTHS)
)


@dataclass(frozen=True)
class RecordedDecision:
    """A decision of a court: ``about`` is every word that may stand for it in a citation.

    ``of_court``: no national court decided it. ``read``: what it holds was read in its own words.
    """

    id: str
    on: str
    body: str
    number: str
    about: str
    name: str
    url: str
    of_court: bool = True
    read: bool = False

    def matches(self, text: str) -> bool:
        """Return whether the names in a text are its own, and the chamber, where both say one."""
        words = set(_WORD.findall(text)) - _COMMON
        return (not words or any(word in self.about for word in words)) and self.in_chamber(text)

    def in_chamber(self, text: str) -> bool:
        """Return whether a text names the chamber that decided, or none."""
        named, own = CHAMBER.search(text), CHAMBER.search(self.body)
        if named is None or own is None:
            return True
        same = named[1] == own[1]
        return same and (named[2] is None or own[2] is None or named[2] == own[2])


def decisions_of(world: World, own: Iterable[Ruling] = ()) -> tuple[RecordedDecision, ...]:
    """Return the decisions on record, and those in records of one's ``own``."""
    found = []
    for ruling in (*world.rulings, *own):
        state = world.states.get(ruling.state or "")
        names = (state.name if state else "", ruling.about, ruling.citation, ruling.body)
        found.append(
            RecordedDecision(
                ruling.id,
                first_day(ruling.on).isoformat() if len(ruling.on) == 10 else ruling.on,
                ruling.body,
                ruling.document_number,
                " ".join(names),
                f"{ruling.body}, {state.name if state else ruling.about}, {day(ruling.on)}",
                ruling.url,
                ruling.kind != "national",
                ruling.text_read and ruling.checked_on is not None,
            )
        )
    return tuple(found)


def days_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield each day in a text: as written, and as an ISO date (which may not exist)."""
    for found in DAY.finditer(text):
        month = _MONTHS.index(found[2]) + 1
        yield found[0], f"{found[3]}-{month:02}-{int(found[1]):02}"


def numbered(decisions: Sequence[RecordedDecision], number: str) -> tuple[RecordedDecision, ...]:
    """Return the decisions of a number; a corrected or redacted version has the same one."""
    return tuple(
        one
        for one in decisions
        if one.number == number or one.number.startswith((f"{number}-Corr", f"{number}-Red"))
    )
