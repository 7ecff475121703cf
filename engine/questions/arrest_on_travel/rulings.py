"""Which rulings can be scored, why the others cannot, and what each asks and expects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from ...base.dates import first_day
from ...case.terms import Outcome
from ...records.models import Ruling
from ...records.world import World
from .vocabulary import (
    COUNCIL_GROUNDS,
    COUNCIL_PROVISIONS,
    IMMUNITY_ROUTES,
    LABELS_BY_GROUND,
    NATIONAL_GROUNDS,
    NO_DUTY_GROUNDS,
    OTHER_TOPICS,
    PARTY_PROVISIONS,
    PURPOSES,
    REASONS,
    SCORED_TOPICS,
)

UNSPECIFIED: Final = "unspecified"
_NATIONAL_LAW: Final = (
    "a ground of national law, which towards the Court is a plea that does not help the State"
)


@dataclass(frozen=True, slots=True)
class RulingQuestion:
    """A ruling as a question: one person in one place on one day."""

    person: str
    place: str
    on: date
    purpose: str


@dataclass(frozen=True, slots=True)
class RulingExpectation:
    """What a finding makes of the answer.

    ``sources``: of the duty, empty for none, ``None`` if the record does not name them;
    ``no_source``: why it does not. ``reasons``: why no warrant is in force. ``labels``: beside the
    outcome. ``immunity``: ``no_bar``, ``bar`` or ``not_decided``; ``routes``: the rules by which
    immunity falls, empty if the ruling names none that the rules know. ``if_it_differs``: what
    then explains another outcome, if anything on record does.
    """

    outcome: Outcome
    sources: tuple[str, ...] | None
    no_source: str
    reasons: frozenset[str]
    labels: tuple[str, ...]
    immunity: str
    routes: frozenset[str]
    if_it_differs: str


def why_not_scored(world: World, ruling: Ruling) -> str:
    """Return why a ruling cannot be scored; empty if it can."""
    if ruling.topic not in SCORED_TOPICS:
        return OTHER_TOPICS.get(ruling.topic, f"its topic, {ruling.topic}, is not an arrest")
    if not ruling.persons or not all(map(world.warrants_of, ruling.persons)):
        return "names no person under a public warrant of the Court"
    if ruling.state not in world.places:
        return "names no State, so there is no place to ask about"
    if ruling.finding.obliged_to_arrest == "not_decided":
        return "leaves open whether the State had to arrest"
    return ""


def asked(ruling: Ruling) -> Iterator[RulingQuestion]:
    """Yield the questions of a ruling that can be scored: each person on each visit.

    The day is the first day of the visit; without a visit, that of the ruling.
    """
    starts = [first_day(start) for start, _ in ruling.visit_dates if start]
    for person in ruling.persons:
        for day in starts or [first_day(ruling.on)]:
            yield RulingQuestion(person, ruling.state or "", day, _purpose(ruling))


def expected(world: World, ruling: Ruling) -> RulingExpectation:
    """Return what the finding of a ruling that can be scored makes of the answer."""
    finding = ruling.finding
    obliged = finding.obliged_to_arrest == "yes"
    sources, no_source = _sources(world, ruling)
    return RulingExpectation(
        outcome=Outcome.MUST_ARREST if obliged else SCORED_TOPICS[ruling.topic],
        sources=sources,
        no_source=no_source,
        reasons=REASONS.get(finding.ground, frozenset()),
        labels=LABELS_BY_GROUND.get(finding.ground, ()),
        immunity=finding.immunity,
        routes=IMMUNITY_ROUTES.get(finding.ground, frozenset()),
        if_it_differs=_NATIONAL_LAW if finding.ground in NATIONAL_GROUNDS else "",
    )


def day_before(ruling: Ruling) -> date:
    """Return the day before a ruling; for a month or year, the day before it began."""
    return date.fromordinal(first_day(ruling.on).toordinal() - 1)


def _purpose(ruling: Ruling) -> str:
    return next((PURPOSES[one] for one in ruling.provisions if one in PURPOSES), UNSPECIFIED)


def _sources(world: World, ruling: Ruling) -> tuple[tuple[str, ...] | None, str]:
    ground, provisions = ruling.finding.ground, frozenset(ruling.provisions)
    if ground in NO_DUTY_GROUNDS or ground in REASONS:
        return (), ""
    if ground in NATIONAL_GROUNDS:
        return None, _NATIONAL_LAW
    if ground in COUNCIL_GROUNDS or (
        provisions & COUNCIL_PROVISIONS and _ordered(world, ruling.state)
    ):
        return ("by_council",), ""
    if provisions & PARTY_PROVISIONS:
        return ("as_party",), ""
    return None, "the record does not say on what the duty rests"


def _ordered(world: World, state: str | None) -> bool:
    return any(
        paragraph.adopted and paragraph.effect == "obliges" and paragraph.addressee_state == state
        for paragraph in world.resolutions
    )
