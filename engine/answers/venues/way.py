"""What a guest would pass over on the way from the capital of his State to a venue, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from ...base.errors import InputError, UnknownName
from ...case.terms import Outcome
from ...records.models import Person, Summit
from ...records.reference import Named
from ..assessor import Assessor
from .candidates import Attendance, Candidate
from .model import GuestWay, PassedPlace

if TYPE_CHECKING:
    from ...geography.airports import Airport

MOST_WAYS: Final = 400
"""More ways, of guests to venues, are not told in one answer."""
_IN_THE_AIR, _LANDED = "overflight", "airside"


def check_number(guests: int, places: int) -> None:
    """Raise `InputError` if there are too many ways to tell."""
    if guests * places > MOST_WAYS:
        told = f"would tell {guests * places:,} ways, of each guest to each venue"
        valid = (f"at most {MOST_WAYS}: fewer guests or places",)
        raise InputError("overflown", None, told, valid, code="too-many-values")


class GuestWays:
    """The ways of guests to venues; each line is drawn once.

    Raises `MissingExtra` without the extra ``routes`` when a way is asked for.
    """

    def __init__(self, engine: Assessor, how: Attendance) -> None:
        self._engine, self._how = engine, how
        self._drawn: dict[tuple[str, str], tuple[tuple[str, float], ...]] = {}

    def of(self, person: Person, candidate: Candidate, on: date) -> GuestWay | None:
        """Return the way of a guest, the answers being those of a day; ``None``: it is not known.

        It is the shortest line from the airport of the capital of his State to that of the city of
        the meeting, or of the capital of the place, told where both are on record and differ.
        """
        start, end = self._home(person), self._venue(candidate)
        if start is None or end is None or start == end:
            return None
        return GuestWay(
            start=f"{start.name} ({start.code})",
            end=f"{end.name} ({end.code})",
            start_code=start.code,
            end_code=end.code,
            passed=tuple(self._passed(person, on, self._line(start, end))),
        )

    def _home(self, person: Person) -> Airport | None:
        from ...geography.airports import capital_airport  # only where it is asked for

        found = (capital_airport(state) for state in person.nationality)
        return next((one for one in found if one is not None), None)

    def _venue(self, candidate: Candidate) -> Airport | None:
        from ...geography.airports import capital_airport, main_airport

        cities = [one.city for one in candidate.records if isinstance(one, Summit) and one.city]
        for city in cities:
            try:
                found, _ = main_airport(city)
            except (InputError, UnknownName):
                return None  # it is held there and not in the capital
            return found if found.place == candidate.place.id else None
        return capital_airport(candidate.place.id)

    def _line(self, start: Airport, end: Airport) -> Sequence[tuple[str, float]]:
        from ...geography.overflight import overflown

        key = start.code, end.code
        if key not in self._drawn:
            ends = [(one.longitude, one.latitude) for one in (start, end)]
            passed: dict[str, float] = {}
            for one in overflown(ends):
                passed[one.place] = passed.get(one.place, 0.0) + one.kilometres
            self._drawn[key] = tuple(passed.items())
        return self._drawn[key]

    def _passed(
        self, person: Person, on: date, line: Sequence[tuple[str, float]]
    ) -> Iterator[PassedPlace]:
        from ...geography.claims import HIGH_SEAS

        for id_, kilometres in line:
            place = self._engine.world.places[id_]
            flown = self._follows(person, id_, on, _IN_THE_AIR)
            landed = None if id_ == HIGH_SEAS else self._follows(person, id_, on, _LANDED)
            yield PassedPlace(
                place=Named(id=place.id, name=place.name),
                kilometres=kilometres,
                outcome=flown,
                if_landed=landed,
            )

    def _follows(self, person: Person, place: str, on: date, way: str) -> Outcome:
        there = way if way in self._how.ways else ""  # the question itself may be about that way
        query = self._how.query(person, self._engine.world.places[place], on, there)
        return self._engine.reasoner.determinations(query)[0].determination.outcome
