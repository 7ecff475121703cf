"""Organisations: found by name, with their members and their meetings of some days."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from ..base.dates import first_day
from ..base.errors import Suggestion, UnknownName
from ..base.words import nearest
from .models import Membership, Summit
from .names import fold
from .world import World

OTHER_NAMES: Final[Mapping[str, str]] = {
    "European Union": "EU",
    "North Atlantic Treaty Organization": "NATO",
    "North Atlantic Treaty Organisation": "NATO",
    "AU": "African Union",
    "Group of Seven": "G7",
    "G-7": "G7",
    "Group of Twenty": "G20",
    "G-20": "G20",
    "League of Arab States": "Arab League",
    "Organisation of Islamic Cooperation": "OIC",
    "Organization of Islamic Cooperation": "OIC",
    "Organization of American States": "OAS",
    "Organisation of American States": "OAS",
    "Commonwealth of Nations": "Commonwealth",
    "Commonwealth of Independent States": "CIS",
    "Shanghai Cooperation Organisation": "SCO",
    "Shanghai Cooperation Organization": "SCO",
    "Gulf Cooperation Council": "GCC",
    "Eurasian Economic Union": "EAEU",
    "Economic Community of West African States": "ECOWAS",
    "Collective Security Treaty Organization": "CSTO",
    "Association of Southeast Asian Nations": "ASEAN",
    "Organization of Turkic States": "OTS",
    "Alliance of Sahel States": "AES",
    "Asia-Pacific Economic Cooperation": "APEC",
    "Belt and Road": "Belt and Road Forum",
}
"""Other names of the organisations in the records."""

FULL: Final = frozenset({"member", "party"})
"""The kinds of membership of those who belong to an organisation in full."""

_ONE_DAY: Final = timedelta(days=1)
_CERTAIN: Final = 100


def find_organisation(world: World, text: str) -> str:
    """Return the organisation of that name, of which there are members; raises `UnknownName`."""
    names = dict.fromkeys(one.organisation for one in world.memberships)
    return _named(text, names, "organisation", "is not an organisation on record")


def find_summits(world: World, text: str) -> tuple[Summit, ...]:
    """Return the meeting of that id, or all of an organisation, in the order of their days.

    Raises `UnknownName`.
    """
    ids = {one.id: (one,) for one in world.summits}
    if text.strip() in ids:
        return ids[text.strip()]
    names = dict.fromkeys(one.organisation for one in world.summits)
    told = "is not a summit on record, nor who holds one"
    organisation = _named(text, names, "summits", told, ids)
    found = (one for one in world.summits if one.organisation == organisation)
    return tuple(sorted(found, key=in_order))


def in_order(summit: Summit) -> tuple[str, str]:
    """Return by what summits are put in order: their first day, then their name."""
    return summit.starts, summit.name


def members(
    world: World, organisation: str, kinds: Collection[str], since: date, until: date
) -> Iterator[tuple[Membership, date, date]]:
    """Yield who belongs to an organisation on some of the days, with the first and last of them.

    An imprecise first or last day counts from the first day that it may mean.
    """
    for one in world.memberships:
        if one.organisation != organisation or one.kind not in kinds:
            continue
        first = max(since, first_day(one.start)) if one.start else since
        last = min(until, first_day(one.end) - _ONE_DAY) if one.end else until
        if first <= last:
            yield one, first, last


def _named(text: str, names: Iterable[str], field: str, why: str, ids: Iterable[str] = ()) -> str:
    by_name = {fold(one): one for one in names}
    others = {fold(other): one for other, one in OTHER_NAMES.items() if one in by_name.values()}
    known = {**others, **by_name}
    found = known.get(fold(text))
    if found is not None:
        return found
    near = nearest(fold(text), known, 3) or nearest(text, ids, 3)
    meant = dict.fromkeys(known.get(one, one) for one in near)
    if not near:
        why += f"; there are: {', '.join(sorted(by_name.values()))}"
    suggestions = tuple(Suggestion(one, one, _CERTAIN - 1) for one in meant)
    raise UnknownName(field, text, suggestions, why=why)
