"""Journeys like the one asked about: the same law on their day, the same kind of office."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ....answers.document import ComparableVisits, VisitRef
from ....base.dates import first_day, last_day
from ....base.errors import SafeconductError
from ....base.words import counted, day, listing
from ....case.inputs import Inputs
from ....case.query import Query
from ....case.reasoner import Reasoner
from ....case.terms import Outcome
from ....records.models import Visit
from ....records.world import World
from ....rulebase.model import Assignment, Profile
from ....timeline.place import roles

MOST_LISTED: Final = 6
"""How many comparable journeys are listed; the others are counted."""

_MOST_READINGS: Final = 16
"""For how many choices of positions and kinds of person the law on each day is kept."""

_LAW: Final = {
    Outcome.MUST_ARREST: "where the law required an arrest",
    Outcome.MAY_ARREST: "where the law left an arrest to the State",
    Outcome.MUST_NOT_ARREST: "where the law forbade an arrest",
    Outcome.NO_POWER: "where nobody had the power to arrest",
    Outcome.UNDETERMINED: "where it was not settled whether an arrest was required",
}
"""Without a warrant in force there is no arrest to compare; other rules may have other outcomes."""


@dataclass(frozen=True, slots=True)
class _Past:
    """A journey with what is compared."""

    start: date
    ending: str
    visit: Visit


@dataclass(frozen=True, slots=True)
class _Group:
    """The journeys of one kind in the order of their days, and when each began."""

    visits: tuple[_Past, ...]
    starts: tuple[date, ...]


class Comparables:
    """The journeys of one world, with what the law said on the day of each."""

    def __init__(self, reasoner: Reasoner) -> None:
        self._reasoner = reasoner
        self._world = reasoner.world
        self._groups: dict[tuple[Assignment, bool], dict[Outcome, _Group]] = {}
        self._told: dict[tuple[object, ...], ComparableVisits] = {}
        self._refs: dict[str, VisitRef] = {}
        self._planned: dict[bool, tuple[date, ...]] = {}

    def of(
        self,
        outcome: Outcome,
        positions: Assignment,
        profile: Profile,
        on: date,
        *,
        serving_head: bool,
    ) -> ComparableVisits | None:
        """Return the counted journeys on the ground that began before ``on`` and compare.

        ``positions`` are the readings of the question; what the law said on the day of each
        journey is judged by the same ones. ``None`` where there is no warrant in force to compare.
        """
        if outcome is Outcome.NO_WARRANT_IN_FORCE:
            return None
        group = self._group_of(outcome, positions, profile, serving_head=serving_head)
        before = bisect_left(group.starts, on)
        planned = bisect_left(self._not_made(serving_head=serving_head), on)
        key = (positions, outcome, serving_head, before, planned)
        if key not in self._told:
            self._told[key] = self._tell(
                outcome, group.visits[:before], planned, serving_head=serving_head
            )
        return self._told[key]

    def days(
        self, outcome: Outcome, positions: Assignment, profile: Profile, *, serving_head: bool
    ) -> Iterator[int]:
        """Yield the days (ordinals) from which `of` counts one more."""
        if outcome is Outcome.NO_WARRANT_IN_FORCE:
            return
        group = self._group_of(outcome, positions, profile, serving_head=serving_head)
        for start in (*group.starts, *self._not_made(serving_head=serving_head)):
            yield start.toordinal() + 1

    def _group_of(
        self, outcome: Outcome, positions: Assignment, profile: Profile, *, serving_head: bool
    ) -> _Group:
        groups = self._groups.get((positions, serving_head))
        if groups is None:
            groups = self._grouped(positions, profile, serving_head=serving_head)
            if len(self._groups) >= _MOST_READINGS:
                self._groups.clear()
                self._told.clear()
            self._groups[positions, serving_head] = groups
        return groups.get(outcome, _Group((), ()))

    def at_once(self, outcome: Outcome, positions: Assignment, *, serving_head: bool) -> bool:
        """Return whether it is known already what the law said on the days of such journeys."""
        compared = outcome is not Outcome.NO_WARRANT_IN_FORCE
        return not compared or (positions, serving_head) in self._groups

    def law_on(self, visit: Visit, positions: Assignment, profile: Profile) -> Outcome | None:
        """Return what the law said on the day of a journey on the ground.

        ``None`` if the day is not known, or known so roughly that the law changed within it, or
        if the records do not allow an answer.
        """
        place = self._world.places.get(visit.state)
        if visit.start is None or place is None:
            return None
        given = Inputs.of(self._reasoner.inference.rulebase, "ground", "unspecified", {})
        found = set()
        for on in {first_day(visit.start), last_day(visit.start)}:
            query = Query(self._world.persons[visit.person], place, on, given, profile, {})
            number = on.toordinal()
            subject = self._reasoner.subject(query, roles(place, number)[0])
            try:
                determination = self._reasoner.determination(subject, number, positions)
            except SafeconductError:  # one journey that cannot be judged must not stop an answer
                return None
            found.add(determination.outcome)
        if len(found) > 1:
            # The arrest or surrender in which a journey ended also ended the call for it.
            found.discard(Outcome.NO_WARRANT_IN_FORCE)
        return found.pop() if len(found) == 1 else None

    def _grouped(
        self, positions: Assignment, profile: Profile, *, serving_head: bool
    ) -> dict[Outcome, _Group]:
        gathered: dict[Outcome, list[_Past]] = {}
        for visit in self._world.tables.visits:
            if visit.kind != "visit" or not visit.counted_in_base_rate or not visit.start:
                continue
            if visit.serving_head is not serving_head:
                continue
            law = self.law_on(visit, positions, profile)
            if law is not None:
                past = _Past(first_day(visit.start), _ending(visit), visit)
                gathered.setdefault(law, []).append(past)
        return {law: _group(visits) for law, visits in gathered.items()}

    def _ref(self, visit: Visit) -> VisitRef:
        found = self._refs.get(visit.id)
        if found is None:
            found = self._refs[visit.id] = visit_ref(self._world, visit)
        return found

    def _tell(
        self, outcome: Outcome, visits: Sequence[_Past], planned: int, *, serving_head: bool
    ) -> ComparableVisits:
        """Return the counts of comparable journeys, the latest of them, and both in words.

        ``planned``: how many journeys of such persons are on record as planned and not made.
        """
        endings = Counter(past.ending for past in visits)
        persons = Counter(past.visit.person for past in visits)
        names = Counter({self._world.persons[id_].name: n for id_, n in persons.items()})
        newest = visits[: -MOST_LISTED - 1 : -1]
        return ComparableVisits(
            outcome=outcome,
            serving_head=serving_head,
            visits=len(visits),
            persons=len(persons),
            not_arrested=endings["not_arrested"],
            arrested=endings["arrested"],
            surrendered=endings["surrendered"],
            listed=tuple(self._ref(past.visit) for past in newest),
            unlisted=len(visits) - len(newest),
            says=_counts(self._law(outcome), persons, endings, serving_head=serving_head),
            caveat=_caveat(names, visits, planned),
        )

    def _law(self, outcome: Outcome) -> str:
        words = self._reasoner.inference.question.wording
        return _LAW.get(outcome) or f"where the answer of the law was: {words.label_of(outcome)}"

    def _not_made(self, *, serving_head: bool) -> tuple[date, ...]:
        """Return the days of journeys that were planned and not made, oldest first."""
        found = self._planned.get(serving_head)
        if found is None:
            found = self._planned[serving_head] = tuple(
                sorted(
                    first_day(visit.start)
                    for visit in self._world.tables.visits
                    if visit.kind == "planned_but_not_made"
                    and visit.start
                    and visit.serving_head is serving_head
                )
            )
        return found


def visit_ref(world: World, visit: Visit) -> VisitRef:
    """Return a recorded journey as it stands in an answer."""
    return VisitRef(
        record=visit.id,
        start=visit.start,
        end=visit.end,
        outcome=visit.outcome,
        person=world.persons[visit.person].name,
        state=visit.state,
        voluntary_surrender=visit.voluntary_surrender,
    )


def _group(visits: list[_Past]) -> _Group:
    ordered = tuple(sorted(visits, key=lambda one: (one.start, one.visit.id)))
    return _Group(ordered, tuple(one.start for one in ordered))


def _ending(visit: Visit) -> str:
    if visit.voluntary_surrender:
        return "surrendered"
    return "arrested" if visit.outcome.startswith("arrested") else "not_arrested"


def _counts(law: str, persons: Counter[str], endings: Counter[str], *, serving_head: bool) -> str:
    heads = "serving heads of State or government"
    kind = heads if serving_head else f"wanted persons who were not {heads}"
    if not persons:
        return f"No earlier journey of {kind} to a place {law} is counted in the record."
    parts = [
        f"{endings['not_arrested']} without an arrest",
        f"{endings['arrested']} with an arrest",
        f"{endings['surrendered']} with a voluntary surrender",
    ]
    return (
        f"Earlier journeys of {kind} to places {law}: {persons.total()} on record, "
        f"of {counted(len(persons), 'person', 'persons')}; {listing(parts)}."
    )


def _caveat(names: Counter[str], visits: Sequence[_Past], planned: int) -> str:
    """Return why the counts are no sample, from the counts themselves."""
    if not visits:
        return ""
    said = []
    name, most = names.most_common(1)[0]
    total = len(visits)
    if len(names) == 1:
        only = "It is" if total == 1 else f"All {total} are"
        journeys = "a journey" if total == 1 else "journeys"
        said.append(f"{only} {journeys} of one person, {name}.")
    elif most > 1:
        said.append(f"{most} of the {total} are journeys of one person, {name}.")
    if planned:
        were = "was" if planned == 1 else "were"
        said.append(
            f"{counted(planned, 'planned journey', 'planned journeys')} of such persons, "
            f"whatever the law there, {were} not made and not counted here."
        )
    first, last = visits[0].start, visits[-1].start
    if first != last:
        said.append(f"They span the days from {day(first)} to {day(last)}.")
    return " ".join(said)
