"""Which venue exposes which guest, and which guest a place could receive, as frozen models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final

from pydantic import Field

from ...base.frozen import Part, Table
from ...base.words import CONTESTED, at, counted, day, label, listing, sentence, the
from ...case.terms import Outcome
from ...records.reference import Named, RecordRef
from ...records.sentences import the_organisation
from ...rulebase.wording import Exposure, Worded
from ..document import DISCLAIMER

CRITERION: Final = (
    "Places where nobody must be arrested come first, then those where that is undetermined for "
    "somebody, then those where somebody must be arrested. Within each: fewer guests who must be "
    "arrested first, then fewer of whom it is undetermined, then fewer of whom the answer is "
    "contested or that is not known, then less exposure. Those that are alike in all of this share "
    "a rank and stand by name."
)
"""How venues are ranked, in words."""

WORST_FIRST: Final = (
    "Whoever must be arrested comes first, then those of whom that is undetermined, then by how "
    "severe the outcome is. Those whose answer is contested, or of whom that is not known, come "
    "before others with the same outcome. Those that are alike in all of this stand by name."
)
"""How guests of one place are ordered, in words."""

WAY: Final = (
    "The way there and back is told of the host alone: `on_the_way` says what follows in its own "
    "transit areas and airspace. Which States lie between is not part of this answer."
)
"""What is said of the way in and out where what lies between was not asked."""
BETWEEN: Final = (
    "The way there and back is told along the shortest line from the airport of the capital of a "
    "guest's State to that of the city of the meeting, or of the capital of the place. It is "
    "nobody's route. Where either end is not on record, or both are the same, nothing is told."
)
"""The same where it was asked."""

_PROJECTED: Final = (
    "Days after the records end suppose that nothing changes but what is already scheduled."
)


_NAMED: Final = 3


class VenueStanding(StrEnum):
    """What a venue is for all guests together."""

    NO_DUTY = "no_duty"
    UNDETERMINED = "undetermined"
    DUTY = "duty"


OWED: Final = "yes"
"""What an answer says of a duty that there is, whatever its outcome is called."""

STANDINGS: Final = {
    VenueStanding.NO_DUTY: "nobody must be arrested",
    VenueStanding.UNDETERMINED: "undetermined for somebody, a duty for nobody",
    VenueStanding.DUTY: "somebody must be arrested",
}
"""Each in words."""


def _listed(guests: Sequence[Named]) -> str:
    """Return up to three names, and how many others there are."""
    names = [one.name for one in guests]
    if len(names) > _NAMED + 1:
        names = [*names[:_NAMED], f"{len(names) - _NAMED} others"]
    return listing(names)


class PassedPlace(Part):
    """A place on the way of a guest; what follows in its airspace, and after a landing there.

    On the high seas nobody lands.
    """

    place: Named
    kilometres: float
    outcome: Outcome
    if_landed: Outcome | None


class GuestWay(Part):
    """What a guest would pass over, on the shortest line between two airports.

    ``start`` is that of the capital of his State, ``end`` that of the city of the meeting or of
    the capital of the place.
    """

    start: str
    end: str
    start_code: str
    end_code: str
    passed: tuple[PassedPlace, ...]


class GuestAnswer(Part):
    """What follows for one guest; over several days that of the worst of them."""

    person: Named
    on: date = Field(description="the day of the answer: of several the worst")
    outcome: Outcome
    duty: str = Field(examples=["yes", "no", "unresolved"])
    reason: str | None = Field(description="why no warrant is in force; else null")
    contested: bool | None
    exposure: Exposure
    grounds: tuple[str, ...] = Field(description="the sources of the duty, if there is one")
    on_the_way: dict[str, Outcome] = Field(
        description="what follows in the host itself for other ways of being there, by presence"
    )
    way_there: GuestWay | None = Field(
        default=None, description="what lies between, if that was asked and both ends are on record"
    )


class Venue(Part):
    """A candidate place with what follows there for each guest."""

    rank: int = Field(description="venues that are alike share one", ge=1)
    standing: VenueStanding
    place: Named
    code: str | None = Field(description="ISO 3166-1 alpha-3, if the place has one")
    on: date
    until: date = Field(description="the last day")
    exact: bool = Field(description="false: the meeting is on some of these days, not known which")
    online: bool = Field(description="whether the meeting was held without a journey")
    projected: bool = Field(description="whether the last day lies after the records end")
    must_arrest: int = Field(description="how many guests must be arrested")
    undetermined: int = Field(description="of how many guests that is not settled")
    contested: int = Field(description="of how many guests another reading gives another outcome")
    contest_not_known: int
    guests: tuple[GuestAnswer, ...]
    because_of: tuple[str, ...] = Field(description="what makes it a candidate, by id of record")


class _Told(Worded):
    """What both answers say of the question and of what they rest on."""

    presence: str
    purpose: str
    profile: str
    known_on: date | None
    projected: bool = Field(description="whether a day asked about lies after the records end")
    criterion: str = Field(description="how they are ranked")
    not_listed: tuple[RecordRef, ...] = Field(
        description="warrants of which it is known that the records lack them"
    )
    world: str = Field(description="digest of the records")
    rules: str = Field(description="digest of the rule base")
    disclaimer: str = DISCLAIMER

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data."""
        return self.model_dump(mode="json")

    def said_of(self, guest: GuestAnswer) -> str:
        """Return what follows for one guest in a few words."""
        told = [self.words(guest.outcome)]
        if guest.reason:
            told.append(self.wording.reason_of(guest.reason))
        if guest.contested is not False:
            told.append(CONTESTED[guest.contested])
        if guest.grounds:
            told.append(f"bound {listing([self.wording.ground_of(g) for g in guest.grounds])}")
        return ", ".join(told)

    def caveats(self) -> Iterator[str]:
        """Yield what is to be said of the answer as a whole."""
        if self.projected:
            yield _PROJECTED
        yield from (f"Not listed: {sentence(one.says)}" for one in self.not_listed)
        yield self.disclaimer


class Venues(_Told):
    """Which of several places could receive all guests without a duty to arrest, ranked."""

    guests: tuple[Named, ...]
    organisation: str | None
    on: date | None = Field(description="the first day; null: each meeting has days of its own")
    until: date | None = Field(description="the last day")
    standings: dict[VenueStanding, int] = Field(description="how many venues there are of each")
    venues: tuple[Venue, ...]
    left_out: tuple[str, ...] = Field(
        description="members that are no place on record, by id of record"
    )
    way: str = Field(default=WAY, description="what the answer says of the way there and back")
    records: dict[str, RecordRef] = Field(description="every record named above, by its id")

    @property
    def headline(self) -> str:
        """The answer in a sentence."""
        free = self.standings[VenueStanding.NO_DUTY]
        unsettled = self.standings[VenueStanding.UNDETERMINED]
        ours = (
            f"members of {the_organisation(self.organisation)}" if self.organisation else "venues"
        )
        told = (
            f"{free} of {len(self.venues)} {ours} could receive {_listed(self.guests)} "
            "without a duty to arrest"
        )
        return f"{told}; for {unsettled} more that is undetermined" if unsettled else told

    def _way(self, presence: str) -> str:
        return self.wording.visit_of(presence, "")

    def said_of_way(self, way: GuestWay) -> str:
        """Return what a guest would pass over, and where an arrest would be owed."""
        names = listing([the(one.place.name) for one in way.passed])
        told = f"from {way.start} to {way.end}: passes over {names}"
        for where, field in (("in the air", "outcome"), ("after a landing", "if_landed")):
            owed = [
                the(one.place.name)
                for one in way.passed
                if getattr(one, field) is Outcome.MUST_ARREST
            ]
            if owed:
                told += f"; {self.words(Outcome.MUST_ARREST)} {where} in {listing(owed)}"
        return told

    def days(self, venue: Venue) -> str:
        """Return the days of a venue in words."""
        if not venue.exact and (venue.on.month, venue.on.day) == (1, 1):
            return f"some time in {venue.on.year}"
        if venue.on == venue.until:
            return day(venue.on)
        lead = "some time from" if not venue.exact else "from"
        return f"{lead} {day(venue.on)} to {day(venue.until)}"

    def explain(self) -> str:
        """Return the answer as readable text: venue by venue, and what it rests on.

        >>> from safeconduct import Engine
        >>> found = Engine.load().venues(["putin"], places=["Mongolia", "China"], on="2024-09-02")
        >>> found.explain().splitlines()[2]
        '1. China, 2 September 2024: nobody must be arrested'
        """
        blocks = [f"{self.headline}."]
        for one in self.venues:
            online = " (held online)" if one.online else ""
            lines = [
                f"{one.rank}. {one.place.name}, {self.days(one)}{online}: {STANDINGS[one.standing]}"
            ]
            for it in one.guests:
                worst = "" if it.on == one.on else f", at worst on {day(it.on)}"
                lines.append(f"   {it.person.name}{worst}: {self.said_of(it)}")
                lines += [
                    f"   {it.person.name}, {self._way(way)}: {self.words(outcome)}"
                    for way, outcome in it.on_the_way.items()
                    if outcome != it.outcome
                ]
                if it.way_there is not None:
                    lines.append(f"   {it.person.name}, {self.said_of_way(it.way_there)}")
            lines += [f"   On record: {self.records[id_].says}." for id_ in one.because_of]
            blocks.append("\n".join(lines))
        out = [f"Not a place on record: {self.records[id_].says}." for id_ in self.left_out]
        return "\n\n".join([*blocks, *out, self.criterion, self.way, *self.caveats()])

    def table(self) -> Table:
        """Return the venues in their order, with the outcome for each guest."""
        rows = (
            (
                one.rank,
                one.place.name,
                self.days(one),
                STANDINGS[one.standing],
                *(f"{self.words(it.outcome)}, {CONTESTED[it.contested]}" for it in one.guests),
            )
            for one in self.venues
        )
        header = ("rank", "place", "days", "together", *(one.name for one in self.guests))
        return Table(self.headline, header, rows)


class Reception(_Told):
    """Whom of the persons who are publicly wanted a place could not receive, the worst first."""

    place: Named
    on: date
    until: date = Field(description="the last day")
    outcomes: dict[Outcome, int]
    guests: tuple[GuestAnswer, ...]

    @property
    def headline(self) -> str:
        """The answer in a sentence."""
        days = f"on {day(self.on)}"
        if self.until != self.on:
            days = f"from {day(self.on)} to {day(self.until)}"
        must = [one for one in self.guests if one.duty == OWED]
        whole = counted(len(self.guests), "person")
        where = at(self.place.name)
        return f"{len(must)} of {whole} publicly wanted must be arrested {where} {days}"

    def explain(self) -> str:
        """Return the answer as readable text: outcome by outcome, with everybody's name.

        >>> from safeconduct import Engine
        >>> found = Engine.load().reception("Iceland", on="2024-09-02")
        >>> found.explain().splitlines()[2].partition(":")[0]
        'Must arrest'
        """
        blocks = [f"{self.headline}."]
        for outcome in self.outcomes:
            ours = [one for one in self.guests if one.outcome == outcome]
            lines = [f"{self.words(outcome).capitalize()}: {len(ours)}"]
            lines += [f"   {one.person.name}: {self.said_of(one)}" for one in ours]
            blocks.append("\n".join(lines))
        return "\n\n".join([*blocks, self.criterion, *self.caveats()])

    def table(self) -> Table:
        """Return everybody, the worst first."""
        rows = (
            (
                one.person.name,
                self.words(one.outcome),
                CONTESTED[one.contested],
                tuple(map(label, one.grounds)),
            )
            for one in self.guests
        )
        return Table(self.headline, ("person", "outcome", "contested", "sources of the duty"), rows)
