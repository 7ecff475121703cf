"""Persons named by their office: `Russia's president`, `the Israeli PM`, `the president of Sudan`.

Whoever held the office on the days asked about, by the record, is meant; where the record does not
say so for certain nobody is, and the question is asked back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from ..base.dates import first_day, last_day
from ..base.words import day as in_words
from ..records.models import Office, OfficeKind
from ..records.world import World
from ..timeline.place import roles
from .tokens import TokenMatch
from .vocabulary import TITLES

_HEADS: Final = frozenset((OfficeKind.HEAD_OF_STATE, OfficeKind.HEAD_OF_GOVERNMENT))
_OFFICES: Final[Mapping[str, frozenset[OfficeKind]]] = {
    "president": frozenset((OfficeKind.HEAD_OF_STATE,)),
    "head of state": frozenset((OfficeKind.HEAD_OF_STATE,)),
    "prime minister": frozenset((OfficeKind.HEAD_OF_GOVERNMENT,)),
    "pm": frozenset((OfficeKind.HEAD_OF_GOVERNMENT,)),
    "head of government": frozenset((OfficeKind.HEAD_OF_GOVERNMENT,)),
    "leader": _HEADS,
    "foreign minister": frozenset((OfficeKind.FOREIGN_MINISTER,)),
    "defence minister": frozenset((OfficeKind.OTHER_MINISTER,)),
    "defense minister": frozenset((OfficeKind.OTHER_MINISTER,)),
}
"""Which kinds of offices the words for one may mean."""

_TITLED: Final[Mapping[str, str]] = {
    "president": "president",
    "prime minister": "prime minister",
    "pm": "prime minister",
    "foreign minister": "foreign minister",
}
"""Words that have to stand in the title of the office as well."""

_TITLE: Final = (
    rf"(?:former\s+|ex[-\s]|then\s+)?(?:current\s+|sitting\s+|serving\s+)?({'|'.join(_OFFICES)})"
)
_AFTER: Final = re.compile(rf"['’]s?\s+{_TITLE}\b", re.IGNORECASE)
_ADJECTIVE: Final = re.compile(rf"\s+{_TITLE}\b", re.IGNORECASE)
_FORMER: Final = re.compile(r"\b(?:former|ex|then)\b", re.IGNORECASE)
_OF_A_STATE: Final = re.compile(
    r"\s+(?:territory|soil|airspace|waters|territorial|government|authorities|police|courts?|judges?"
    r"|law|airports?|officials|prosecutors?|capital|ground|port|parliament|airport|border)\b",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(rf"\b(?:the\s+)?{_TITLE}\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_BESIDE: Final = re.compile(r"[\s,]*(?:(?:the|former|then|ex)[\s-]+)*", re.IGNORECASE)
_THE: Final = re.compile(r"the\b", re.IGNORECASE)
_OWNED: Final = re.compile(r"['’]s?\b")


def with_holders(
    world: World, text: str, found: Sequence[TokenMatch], today: date
) -> tuple[TokenMatch, ...]:
    """Return what was found with the holder in place of a place that only names an office.

    Beside the name of a person the office only describes: then the place is left out. Where the
    record has no certain holder, the stretch is ``no-person``, with the reason.
    """
    days = next((one.days for one in found if one.role == "day" and one.days), (today, today))
    named = tuple(_with_people(world, text, found))
    return tuple(sorted(_replaced(world, text, named, days), key=lambda one: one.start))


def _with_people(world: World, text: str, found: Sequence[TokenMatch]) -> Iterator[TokenMatch]:
    """Yield what was found, a word for nationals made part of the person beside it.

    `The Russian police` are the State itself, as are `the Swiss`; `the Israeli PM` is an office.
    """
    joined: dict[TokenMatch, int] = {}
    for one in found:
        if one.role != "nationals":
            continue
        named = next(
            (o for o in found if o.role == "person" and _describes(world, text, one, o)), None
        )
        if named is not None:
            joined[named] = min(one.start, joined.get(named, named.start))
    for one in found:
        if one.role == "person":
            yield replace(one, start=joined.get(one, one.start))
        elif one.role != "nationals":
            yield one
        elif not any(_describes(world, text, one, other) for other in joined):
            yield _as_state(world, text, one)


def _describes(world: World, text: str, nationals: TokenMatch, person: TokenMatch) -> bool:
    """Whether only titles stand between a person and a word for people of their State."""
    between = text[nationals.end : person.start] if nationals.end <= person.start else "?"
    words = re.findall(r"[\w-]+", between.casefold())
    return (
        set(words) <= TITLES
        and re.search(r"[.?!;:]", between) is None
        and not set(nationals.value.split("|")).isdisjoint(world.persons[person.value].nationality)
    )


def _as_state(world: World, text: str, one: TokenMatch) -> TokenMatch:
    if (_OF_A_STATE.match(text, one.end) and one.value in world.places) or (
        text[: one.start].casefold().endswith("the ")
        and one.value in world.places
        and re.match(r"\s+(?:arrest|detain|have|let|be|allow)\b", text[one.end :])
    ):
        return replace(one, role="place")
    return one


def _replaced(
    world: World, text: str, found: Sequence[TokenMatch], days: tuple[date, date]
) -> Iterator[TokenMatch]:
    told: set[TokenMatch] = set()
    for one in found:
        office = _office(text, one) if one.role in ("place", "nationals") else None
        if office is None or one.value not in world.places:
            continue
        start, end, title = office
        named = next(
            (
                other
                for other in found
                if other.role == "person"
                and (
                    _joins(text, end, other.start)
                    or _joins(text, other.end, start)
                    or one.end < other.start < end  # `Israel's Prime Minister Netanyahu`
                )
            ),
            None,
        )
        if named is not None:
            told |= {one, named}
            whole = replace(named, start=min(start, named.start), end=max(end, named.end))
            yield _described(world, one, whole, title)
        elif start >= one.start or _THE.match(text, start):  # not `the vice president of`
            told.add(one)
            stretch = TokenMatch(
                start, end, "person", "", possessive=_OWNED.match(text, end) is not None
            )
            if _FORMER.search(text, max(0, start - len("former ")), end):
                why = "may be several persons: give the name"
                yield replace(stretch, role="no-person", value=why)
            else:
                yield _holder(world, one, stretch, title, days)
    yield from (one for one in found if one not in told)


def _office(text: str, place: TokenMatch) -> tuple[int, int, str] | None:
    """Return the stretch that names an office of a State, and its title."""
    form = _ADJECTIVE if place.role == "nationals" else _AFTER
    after = form.match(text, place.end)
    if after:
        return place.start, after.end(), after[1].casefold()
    if place.role == "nationals":
        return None
    before = _BEFORE.search(text, 0, place.start)
    return (before.start(), place.end, before[1].casefold()) if before else None


def _joins(text: str, end: int, start: int) -> bool:
    """Whether a name follows the title directly: `Kenya's president Uhuru Kenyatta`."""
    return end <= start and _BESIDE.fullmatch(text, end, start) is not None


def _described(world: World, place: TokenMatch, named: TokenMatch, title: str) -> TokenMatch:
    """Return a person with the office that describes them, if they ever held it."""
    states = {period.state for period in world.places[place.value].responsible}
    held = any(
        office.state in states and _is(office, title) for office in world.offices_of(named.value)
    )
    if held:
        return named
    name = world.places[place.value].name
    return replace(
        named, role="no-person", value=f"was never {_TITLED.get(title, title)} of {name} on record"
    )


def _holder(
    world: World, place: TokenMatch, stretch: TokenMatch, title: str, days: tuple[date, date]
) -> TokenMatch:
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
    office = _TITLED.get(title, title)
    why = f"is not on record: who was {office} of {name} {when} is not known here; give the name"
    return replace(stretch, role="no-person", value=why)


def _is(office: Office, title: str) -> bool:
    words = title not in _TITLED or _TITLED[title] in office.title.casefold()
    return office.kind in _OFFICES[title] and words


def _covers(office: Office, first: date, last: date) -> bool:
    """Whether the office was certainly held on all days, or is presumed to be still."""
    if office.start is None or last_day(office.start) > first:
        return False
    if office.end is not None:
        return last <= first_day(office.end)
    return office.presumed_on(last)
