"""What is scheduled to change, for whom and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from ..base.frozen import Table
from ..base.words import YES, at, day, label
from ..case.periods import edges, stretches
from ..case.query import Query
from ..case.reasoner import Reasoner
from ..case.terms import Outcome
from ..records.models import Person, Place
from ..records.reference import Named, RecordRef
from ..rulebase.wording import Worded


class Change(Worded):
    """A scheduled change: on ``on`` outcome, sources of the duty or contest become others."""

    on: date
    person: Named
    place: Named
    before: Outcome
    after: Outcome
    contested_before: bool | None
    contested_after: bool | None
    grounds_before: tuple[str, ...]
    grounds_after: tuple[str, ...]
    caused_by: tuple[RecordRef, ...]

    def table(self) -> Table:
        """Return what holds before and after."""
        before, after = self.words(self.before), self.words(self.after)
        where = f"{self.person.name} {at(self.place.name)} from {day(self.on)}"
        return Table(
            f"{where}: {after}" + (f", before {before}" if before != after else ""),
            ("", "outcome", "contested", "sources of the duty"),
            (
                (
                    "before",
                    before,
                    YES[self.contested_before],
                    _told(self.grounds_before),
                ),
                ("after", after, YES[self.contested_after], _told(self.grounds_after)),
            ),
        )


def _told(grounds: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(label, grounds))


def scheduled(
    reasoner: Reasoner,
    persons: tuple[Person, ...],
    query: Callable[[Person, Place], Query],
    since: date,
) -> tuple[Change, ...]:
    """Return every change of outcome after ``since``, the earliest first."""
    found = [
        change
        for person in persons
        for place in reasoner.world.places.values()
        for change in _changes(reasoner, query(person, place), since)
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.place.name, one.person.name)))


def _changes(reasoner: Reasoner, query: Query, since: date) -> Iterator[Change]:
    if all(day <= since.toordinal() for day in edges(reasoner, query)):
        return  # nearly always: nothing to settle where nothing is scheduled
    found = stretches(reasoner, query, since)
    for before, after in zip(found, found[1:], strict=False):
        yield Change(
            on=after.since,
            person=Named(id=query.person.id, name=query.person.name),
            place=Named(id=query.place.id, name=query.place.name),
            before=before.outcome,
            after=after.outcome,
            contested_before=before.contested,
            contested_after=after.contested,
            grounds_before=before.grounds,
            grounds_after=after.grounds,
            caused_by=after.opened_by,
        ).told_in(reasoner.inference.question.wording)
