"""One question seen whole, on a terminal: a bar of time, lists of places, what is scheduled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import Final

from rich.text import Text

from ..atlas import Atlas, Spot
from ..changed import Changes
from ..explain import ahead, concerned
from ..history import History, Stretch
from ..upcoming import Change
from ..words import PLAUSIBILITIES, at, day, label, listing, sentence
from .output import COLOURS, console, hanging, print_json, table

_MARKS: Final = {
    "must_arrest": "█",
    "undetermined": "?",
    "must_not_arrest": "░",
    "may_arrest": "▒",
    "no_power": "░",
    "no_warrant_in_force": "·",
}
"""A mark for each outcome, the worst first: what is open may be the worst."""

_YEARS_AHEAD: Final = 2
_SHOWN: Final = 4
"""How many changes of one plausibility are told."""


def print_timeline(found: History, today: date, *, as_json: bool) -> None:
    """Print a bar of the years and every stretch with the records that opened it."""
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    out = console()
    out.print(Text(f"{found.person.name} {at(found.place.name)}\n", "bold"))
    out.print(_bar(found.stretches, today.year + _YEARS_AHEAD))
    used = dict.fromkeys(stretch.outcome.value for stretch in found.stretches)
    legend = Text()
    for outcome in used:
        legend.append(f"{_MARKS[outcome]} {label(outcome)}   ", COLOURS[outcome])
    out.print(legend)
    out.print()
    made = table("From", "Outcome", "Contested", "Because")
    for stretch in found.stretches:
        outcome = label(stretch.outcome.value)
        reason = f": {label(stretch.reason)}" if stretch.reason else ""
        made.add_row(
            stretch.since.isoformat(),
            Text(outcome + reason, COLOURS[stretch.outcome.value]),
            _contested(stretch.contested),
            "; ".join(record.says for record in stretch.opened_by),
        )
    out.print(made)


def _bar(stretches: Sequence[Stretch], last: int) -> Text:
    """Return two lines: a mark for the worst of each half-year, and the years below it."""
    first = stretches[0].since.year
    marks, years = Text(), ""
    for year in range(first, last + 1):
        halves = (date(year, 1, 1), date(year, 7, 1), date(year + 1, 1, 1))
        for since, until in pairwise(halves):
            outcome = _worst(stretches, since, until)
            marks.append(_MARKS[outcome], COLOURS[outcome])
        years += f"{year}  " if (year - first) % 3 == 0 else ""
    return Text.assemble(marks, "\n", years.rstrip())


def _worst(stretches: Sequence[Stretch], since: date, until: date) -> str:
    """Return the worst outcome in ``[since, until)``; before all stretches that of the first."""
    within = [
        one.outcome.value
        for one in stretches
        if one.since < until and (one.until is None or one.until > since)
    ]
    order = list(_MARKS)
    return min(within or [stretches[0].outcome.value], key=order.index)


def print_map(found: Atlas, *, as_json: bool) -> None:
    """Print the places of each outcome, and how many there are of each."""
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    out = console()
    out.print(Text(f"{found.person.name} on {day(found.on)}\n", "bold"))
    for outcome, count in found.outcomes.items():
        out.print(Text(f"{label(outcome.value)}: {count}", COLOURS[outcome.value]))
        out.print(f"  {listing(_names(found.places, outcome.value))}\n")
    if found.grounds:
        told = listing([f"{label(name)} {count}" for name, count in found.grounds.items()])
        out.print(f"Bound: {told}.")
    out.print(f"Contested: {found.contested} of {len(found.places)} places.")


def _names(places: Iterable[Spot], outcome: str) -> list[str]:
    return [spot.place.name for spot in places if spot.outcome == outcome]


def print_changes(found: Changes, *, as_json: bool) -> None:
    """Print the outcome, then every way to another one."""
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    out = console()
    colour = COLOURS[found.outcome.value]
    head = f"{found.person.name} {at(found.place.name)} on {day(found.on)}: "
    out.print(Text.assemble((head, "bold"), (label(found.outcome.value), colour)))
    if found.scheduled:
        out.print(Text("\nWhat will follow, as recorded", "bold"))
    for stretch in found.scheduled:
        out.print(Text(hanging(f"  {ahead(stretch)}", out.width), COLOURS[stretch.outcome.value]))
        for record in stretch.opened_by:
            out.print(hanging(f"    {record.id}: {record.says}", out.width))
    for plausibility, group in groupby(found.facts, lambda one: one.plausibility):
        out.print(Text(f"\n{PLAUSIBILITIES[plausibility.value]}", "bold"))
        sets = tuple(group)
        for one in sets[:_SHOWN]:
            out.print(Text(hanging(f"  {one.says}", out.width), COLOURS[one.outcome.value]))
            for record in concerned(one):
                out.print(hanging(f"    {record.id}: {record.says}", out.width))
        if len(sets) > _SHOWN:
            out.print(f"  and {len(sets) - _SHOWN} more; --json lists them")
    if found.readings:
        out.print(Text("\nOn another reading of the law", "bold"))
    for reading in found.readings:
        out.print(Text(hanging(f"  {reading.says}", out.width), COLOURS[reading.outcome.value]))
    if found.note:
        out.print(f"\n{sentence(found.note)}")


def print_upcoming(found: Sequence[Change], *, as_json: bool) -> None:
    """Print what is scheduled, day by day; persons to whom the same happens share a line."""
    if as_json:
        print_json([change.model_dump(mode="json") for change in found])
        return
    out = console()
    if not found:
        out.print("Nothing is scheduled to change.")
    for (on, place), changes in groupby(found, lambda one: (one.on, one.place.name)):
        alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for change in changes:
            causes = tuple(record.says for record in change.caused_by)
            alike.setdefault((_told(change), causes), []).append(change.person.name)
        out.print(Text(f"{day(on)}, {place}", "bold"))
        for (told, causes), persons in alike.items():
            out.print(f"  {told}: {listing(persons)}")
            for cause in causes:
                out.print(f"    {cause}")
        out.print()


def _told(change: Change) -> str:
    before = _side(change.before.value, change.grounds_before, change.contested_before)
    after = _side(change.after.value, change.grounds_after, change.contested_after)
    return f"{before}; then {after}"


def _side(outcome: str, grounds: Sequence[str], contested: bool | None) -> str:  # noqa: FBT001
    parts = [*map(label, grounds)]
    if contested is not False:
        parts.append("contested" if contested else "contested or not: not known")
    return label(outcome) + (f" ({', '.join(parts)})" if parts else "")


def _contested(value: bool | None) -> str:  # noqa: FBT001  # the value of a field
    return {True: "yes", False: "no", None: "not known"}[value]
