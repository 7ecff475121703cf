"""Who is wanted on a day, by the same rules that answer every other question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Final

from ..base.dates import first_day, last_day
from ..base.frozen import Shown, Table
from ..inference.inference import Inference
from ..inference.types import YES, members
from ..records.describe import describe
from ..records.models import Office, Person, Warrant
from ..records.reference import Named, RecordRef
from ..records.world import World
from ..timeline.case import Case
from ..timeline.timeline import Timelines, Truth

CALLS: Final = "warrant_calls_for_arrest"
_SCOPE: Final = frozenset({"warrant", "person", "situation"})


class Wanted(Shown):
    """A person whom a warrant of the Court calls to arrest on a day."""

    person: Named
    nationality: tuple[str, ...]
    offices: tuple[str, ...]
    situations: tuple[str, ...]
    warrants: tuple[RecordRef, ...]
    status: str

    def table(self) -> Table:
        """Return the warrants that stand."""
        count = len(self.warrants)
        return Table(
            f"{self.person.name} is wanted on {count} warrant{'s' * (count > 1)}",
            ("warrant", "record"),
            ((one.id, one.says) for one in self.warrants),
        )


@dataclass(frozen=True, slots=True)
class WantedEntry:
    """A wanted person, the warrants that stand and the offices held on that day."""

    person: Person
    warrants: tuple[Warrant, ...]
    offices: tuple[Office, ...]


def wanted(world: World, inference: Inference, on: date) -> tuple[Wanted, ...]:
    """Return everybody whom a public warrant calls to arrest on ``on``, by name."""
    return tuple(
        Wanted(
            person=Named(id=entry.person.id, name=entry.person.name),
            nationality=entry.person.nationality,
            offices=tuple(describe(world, office).says for office in entry.offices),
            situations=tuple(
                dict.fromkeys(world.situations[w.situation].name for w in entry.warrants)
            ),
            warrants=tuple(describe(world, warrant) for warrant in entry.warrants),
            status=entry.person.status,
        )
        for entry in wanted_on(world, inference, on)
    )


def not_listed(world: World, on: date) -> tuple[RecordRef, ...]:
    """Return warrants, public by ``on``, of which it is known that the records lack them."""
    return tuple(
        describe(world, gap)
        for gap in world.known_gaps
        if gap.kind == "unnamed_warrants" and last_day(gap.on) <= on
    )


def wanted_on(world: World, inference: Inference, on: date) -> Iterator[WantedEntry]:
    """Yield everybody for whom a warrant that is public on ``on`` calls for an arrest, by name."""
    timelines = Timelines(world, inference.rulebase)
    for person in sorted(world.persons.values(), key=lambda one: one.name):
        standing = tuple(
            warrant
            for warrant in world.warrants_of(person.id)
            if warrant.unsealed <= on and _stands(timelines, inference, warrant, on)
        )
        if standing:
            offices = tuple(o for o in world.offices_of(person.id) if _held(o, on))
            yield WantedEntry(person, standing, offices)


def _stands(timelines: Timelines, inference: Inference, warrant: Warrant, on: date) -> bool:
    """Whether, in some completion of what is unknown, the warrant calls for an arrest.

    Only facts about the warrant and the person count; those about a place are left at what holds
    without a record, since they have no part in the life of a warrant.
    """
    case = Case(warrant.id, warrant.person, warrant.situation, place="", host="")
    truth: Truth = timelines.partial(case, on.toordinal(), _SCOPE)
    conclusion = inference.rulebase.conclusion_index[CALLS]
    positions = (0,) * len(inference.rulebase.issues)
    return any(
        inference.verdict(facts + positions).derivation.conclusions[conclusion] == YES
        for facts in product(*map(members, truth))
    )


def _held(office: Office, on: date) -> bool:
    """Whether the office was held on that day as far as the record goes."""
    begun = office.start is not None and last_day(office.start) <= on
    if office.end is not None:
        return begun and on <= first_day(office.end)
    return begun and office.presumed_on(on)
