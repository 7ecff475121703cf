"""What the records say of a place, and which States have a role there: title, then control."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..base.dates import first_day
from ..records.models import Period, Place
from ..records.world import World
from .case import Case, painted, relation
from .steps import NEVER, Canvas, Holding, Steps, no, unknown, yes


def holds(period: Period, day: int) -> bool:
    """Whether ``day`` (an ordinal) lies in the period."""
    start, until = span(period)
    return start <= day < until


def span(period: Period) -> tuple[int, int]:
    """Return a period as ``[start, until)`` in ordinals."""
    start = period.start.toordinal() if period.start else 0
    return start, period.until.toordinal() if period.until else NEVER


_INTERNATIONAL = "international"


@painted("statute_extends", "place", "host", reads="places")
def statute_extends(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the host's participation extends to the place (declarations; VCLT, art. 29)."""
    place = world.places[case.place]
    if all(period.state != case.host for period in place.responsible):
        return
    answers = {
        "yes": yes(place.id),
        "no": no(place.id),
        "unknown": unknown(
            ("true", "false"),
            place.id,
            reason="whether and when it was extended is not settled",
        ),
    }
    for extension in place.statute:
        start = extension.start.toordinal() if extension.start else 0
        until = extension.until.toordinal() if extension.until else NEVER
        canvas.paint(start, until, answers[extension.applies])


@painted("has_sovereign", "place", "host", reads="places")
def has_sovereign(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the place is any State's territory."""
    place = world.places[case.place]
    if not case.host and not place.responsible and not place.controllers:
        canvas.paint(0, NEVER, no(place.id))


@painted("in_control", "place", "host", reads="places")
def in_control(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the host itself, and not another State, holds the place."""
    place = world.places[case.place]
    for period in place.controllers:
        if period.state != case.host:
            canvas.paint(*span(period), no(place.id))
    for period in place.controllers:
        if period.state == case.host:
            canvas.paint(*span(period), yes(place.id))


@painted("own_state", "host", "person", reads="persons")
def own_state(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the host is the State whose office the person holds or held, or else nationality."""
    person = world.persons[case.person]
    offices = world.offices_of(person.id)
    if case.host in ({office.state for office in offices} or person.nationality):
        canvas.paint(0, NEVER, yes(person.id))


@painted("hosts_own_situation", "host", "situation", reads="situations")
def hosts_own_situation(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the situation is the host's own."""
    situation = world.situations[case.situation]
    if case.host in situation.states:
        canvas.paint(0, NEVER, yes(situation.id))


@painted("accepted_situation", "host", "situation", reads="declarations")
def accepted_situation(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the host accepted jurisdiction over the situation (art. 12(3)), from lodging."""
    # Earlier declarations stay the reason where a later one adds nothing: paint them last.
    for declaration in reversed(world.declarations_of(case.host)):
        relevant = declaration.kind == "article_12_3" and case.situation in declaration.situations
        if not relevant or not declaration.effective:
            continue
        if declaration.lodged is None:
            since = first_day(declaration.dated).toordinal() if declaration.dated else 0
            reason = "the day of lodging is not in the record"
            maybe = unknown(("true", "false"), declaration.id, reason=reason)
            canvas.paint(since, NEVER, maybe)
        else:
            canvas.paint_record(
                declaration.lodged, None, "true", (declaration.id,), otherwise="false"
            )


def council_order(world: World, state: str, situation: str, ground: Holding) -> Steps:
    """Whether the Security Council ordered ``state`` to cooperate fully in ``situation``."""
    canvas = Canvas(ground)
    for paragraph in world.paragraphs_on(state, situation):
        if paragraph.adopted and paragraph.effect == "obliges":
            canvas.paint(paragraph.on.toordinal(), NEVER, yes(paragraph.id))
    return canvas.steps()


@relation("obliged_by_council", "host", "situation", reads="resolutions")
def obliged_by_council(world: World, case: Case, ground: Holding) -> Steps:
    """Whether the Council ordered the host to cooperate (UN Charter, art. 25)."""
    return council_order(world, case.host, case.situation, ground)


@painted("high_seas", "place", reads="places")
def high_seas(world: World, case: Case, canvas: Canvas) -> None:
    """Whether it is the high seas, of which no State is sovereign."""
    place = world.places[case.place]
    if place.is_high_seas:
        canvas.paint(0, NEVER, yes(place.id))


@painted("inviolable_premises", "place", reads="places")
def inviolable_premises(world: World, case: Case, canvas: Canvas) -> None:
    """Whether it is the premises of an international organisation on a State's territory."""
    place = world.places[case.place]
    if place.kind == _INTERNATIONAL:
        for period in place.responsible:
            canvas.paint(*span(period), yes(place.id))


RoleName = Literal["territorial", "controller", "none"]


@dataclass(frozen=True, slots=True)
class Role:
    """A State (code; empty for none) and its role at a place."""

    state: str
    name: RoleName


def roles(place: Place, day: int) -> tuple[Role, ...]:
    """Return the States with a role at ``place`` on ``day`` (ordinal), the deciding one first.

    The State whose territory it is answers first; a State that merely controls the place answers
    beside it, or alone where title is not settled.
    """
    territorial = [period.state for period in place.responsible if holds(period, day)]
    controlling = [
        period.state
        for period in place.controllers
        if holds(period, day) and period.state not in territorial
    ]
    found = [
        *(Role(state, "territorial") for state in dict.fromkeys(territorial)),
        *(Role(state, "controller") for state in dict.fromkeys(controlling)),
    ]
    return tuple(found) or (Role("", "none"),)


def changes(place: Place) -> frozenset[int]:
    """Return the days (ordinals) on which the roles at a place may change."""
    edges = {edge for period in (*place.responsible, *place.controllers) for edge in span(period)}
    return frozenset(edges - {0, NEVER})
