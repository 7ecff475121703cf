"""Persons named by their office: `Russia's president`, `the prime minister of Israel`.

Whoever held the office on the days asked about, by the record, is meant; where the record does not
say so for certain nobody is, and the question is asked back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from ..dates import first_day, last_day
from ..records.models import Office, OfficeKind
from ..records.world import World
from ..roles import roles
from ..words import day as in_words
from .tokens import Found

_HEADS: Final = frozenset((OfficeKind.HEAD_OF_STATE, OfficeKind.HEAD_OF_GOVERNMENT))
_OFFICES: Final[Mapping[str, frozenset[OfficeKind]]] = {
    "president": frozenset((OfficeKind.HEAD_OF_STATE,)),
    "head of state": frozenset((OfficeKind.HEAD_OF_STATE,)),
    "prime minister": frozenset((OfficeKind.HEAD_OF_GOVERNMENT,)),
    "head of government": frozenset((OfficeKind.HEAD_OF_GOVERNMENT,)),
    "leader": _HEADS,
    "foreign minister": frozenset((OfficeKind.FOREIGN_MINISTER,)),
    "defence minister": frozenset((OfficeKind.OTHER_MINISTER,)),
    "defense minister": frozenset((OfficeKind.OTHER_MINISTER,)),
}
"""Which kinds of offices the words for one may mean."""

_TITLED: Final = frozenset(("president", "prime minister", "foreign minister"))
"""Words that have to stand in the title of the office as well."""

_TITLE: Final = rf"(?:current\s+|sitting\s+|serving\s+)?({'|'.join(_OFFICES)})"
_AFTER: Final = re.compile(rf"['’]s?\s+{_TITLE}\b", re.IGNORECASE)
_BEFORE: Final = re.compile(rf"\b(?:the\s+)?{_TITLE}\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_THE: Final = re.compile(r"the\b", re.IGNORECASE)
_OWNED: Final = re.compile(r"['’]s?\b")


def with_holders(world: World, text: str, found: Sequence[Found], today: date) -> tuple[Found, ...]:
    """Return what was found with the holder in place of a place that only names an office.

    Beside the name of a person the office only describes: then the place is left out. Where the
    record has no certain holder, the stretch is ``no-person``, with the reason.
    """
    days = next((one.days for one in found if one.role == "day" and one.days), (today, today))
    return tuple(sorted(_replaced(world, text, found, days), key=lambda one: one.start))


def _replaced(
    world: World, text: str, found: Sequence[Found], days: tuple[date, date]
) -> Iterator[Found]:
    told: set[Found] = set()
    for one in found:
        office = _office(text, one) if one.role == "place" else None
        if office is None:
            continue
        start, end, title = office
        named = next(
            (
                other
                for other in found
                if other.role == "person"
                and (_joins(text, end, other.start) or _joins(text, other.end, start))
            ),
            None,
        )
        if named is not None:
            told |= {one, named}
            whole = replace(named, start=min(start, named.start), end=max(end, named.end))
            yield _described(world, one, whole, title)
        elif start >= one.start or _THE.match(text, start):  # not `the vice president of`
            told.add(one)
            owned = _OWNED.match(text, end) is not None
            yield _holder(
                world, one, Found(start, end, "person", "", possessive=owned), title, days
            )
    yield from (one for one in found if one not in told)


def _office(text: str, place: Found) -> tuple[int, int, str] | None:
    """Return the stretch that names an office of a State, and its title."""
    after = _AFTER.match(text, place.end)
    if after:
        return place.start, after.end(), after[1].casefold()
    before = _BEFORE.search(text, 0, place.start)
    return (before.start(), place.end, before[1].casefold()) if before else None


def _joins(text: str, end: int, start: int) -> bool:
    """Whether a name follows the title directly: `Kenya's president Uhuru Kenyatta`."""
    return end <= start and re.fullmatch(r"[\s,]*", text[end:start]) is not None


def _described(world: World, place: Found, named: Found, title: str) -> Found:
    """Return a person with the office that describes them, if they ever held it."""
    states = {period.state for period in world.places[place.value].responsible}
    held = any(
        office.state in states and _is(office, title) for office in world.offices_of(named.value)
    )
    if held:
        return named
    name = world.places[place.value].name
    return replace(named, role="no-person", value=f"was never {title} of {name} on record")


def _holder(
    world: World, place: Found, stretch: Found, title: str, days: tuple[date, date]
) -> Found:
    state = roles(world.places[place.value], days[0].toordinal())[0].state
    held = {
        office.person
        for office in world.tables.offices
        if office.state == state and _is(office, title) and _covers(office, *days)
    }
    if len(held) == 1:
        return replace(stretch, value=held.pop())
    name = world.places[place.value].name
    when = f"on {in_words(days[0])}" if days[0] == days[1] else "on all of these days"
    why = f"is not on record: who was {title} of {name} {when} is not known here; give the name"
    return replace(stretch, role="no-person", value=why)


def _is(office: Office, title: str) -> bool:
    words = title not in _TITLED or title in office.title.casefold()
    return office.kind in _OFFICES[title] and words


def _covers(office: Office, first: date, last: date) -> bool:
    """Whether the office was certainly held on all days, or is presumed to be still."""
    if office.start is None or last_day(office.start) > first:
        return False
    if office.end is not None:
        return last <= first_day(office.end)
    return office.ongoing and (last <= office.verified_until or office.afterwards == "presumed")
