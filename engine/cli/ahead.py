"""What is scheduled to change on a terminal: how much, then each event once with whom it meets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ..answers.upcoming import Change
from ..base.words import CONTESTED, counted, day, label, listing
from .output import print_json, say


def print_upcoming(found: Sequence[Change], *, as_json: bool) -> None:
    """Print what is scheduled: the numbers, then day by day what happens and what follows."""
    if as_json:
        print_json([change.model_dump(mode="json") for change in found])
        return
    if not found:
        say("Nothing is scheduled to change.")
        return
    days = {change.on for change in found}
    places = {change.place.id for change in found}
    persons = {change.person.id for change in found}
    say(
        f"{counted(len(found), 'answer')} {'is' if len(found) == 1 else 'are'} set to change, on "
        f"{counted(len(days), 'day')}, in {counted(len(places), 'place')}, for "
        f"{counted(len(persons), 'person')}.",
        "bold",
    )
    events = _events(found)
    told = {record: event for event in events for record in event.causes}  # the last one counts
    often = {record for record in told if len({e.on for e in events if record in e.causes}) > 1}
    records = {one.id: one for change in found for one in change.caused_by}
    shown: set[tuple[str, ...]] = set()
    for event in events:
        say(f"\n{day(event.on)}, {listing(event.places)}", "bold")
        for record in event.causes:
            if told[record] is event and record not in often:
                say(f"  {records.pop(record).says}")
        for (before, after), names in event.changes.items():
            same = f"the same {len(names)} persons" if names in shown and len(names) > 1 else ""
            shown.add(names)
            whose = f"For {same or listing(names)}: now" if len(persons) > 1 else "Now"
            say(f"  - {whose} {before}; then {after}.")
    if records:
        say("\nOn what it rests as well", "bold")
    for other in records.values():
        say(f"  {other.says}")


@dataclass
class _Event:
    """A day on which the same happens in some places: to whom, and by which records."""

    on: date
    places: list[str]
    causes: Sequence[str]
    changes: Mapping[tuple[str, str], tuple[str, ...]]


def _events(found: Sequence[Change]) -> Sequence[_Event]:
    """Return the events in order; places to which the same happens on a day share one."""
    events: list[_Event] = []
    for (on, place), group in groupby(found, lambda one: (one.on, one.place.name)):
        changes = tuple(group)
        causes, alike = _causes(changes), _alike(changes)
        for event in events:
            if (event.on, event.causes, event.changes) == (on, causes, alike):
                event.places.append(place)
                break
        else:
            events.append(_Event(on, [place], causes, alike))
    return events


def _causes(changes: Sequence[Change]) -> Sequence[str]:
    """Return the ids of the records that cause every one of the changes."""
    counts = Counter(record.id for change in changes for record in change.caused_by)
    return [record for record, count in counts.items() if count == len(changes)]


def _alike(changes: Sequence[Change]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return who is met by the same change, by what holds before and after it."""
    alike: dict[tuple[str, str], tuple[str, ...]] = {}
    for change in changes:
        before = _side(change.words(change.before), change.grounds_before, change.contested_before)
        after = _side(change.words(change.after), change.grounds_after, change.contested_after)
        alike[before, after] = (*alike.get((before, after), ()), change.person.name)
    return alike


def _side(outcome: str, grounds: Sequence[str], contested: bool | None) -> str:  # noqa: FBT001
    return f"{outcome} ({', '.join([*map(label, grounds), CONTESTED[contested]])})"
