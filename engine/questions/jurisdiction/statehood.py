"""Who is no member of the United Nations, and who claims it as a part of itself."""

from __future__ import annotations

from collections.abc import Iterator

from ...records.models import Place
from ...records.world import World
from ...timeline.case import painted
from ...timeline.steps import NEVER, Canvas, yes
from ...timeline.treaty import status_of
from .conduct import OfState


@painted("disputed_state", "state", reads="places")
def disputed_state(world: World, case: OfState, canvas: Canvas) -> None:
    """Whether it is disputed that it is a State: no member, and others hold or claim its places.

    So it is of a territory to which title is disputed.
    """
    if not _member(world, case.state):
        places = [
            place.id
            for place in world.places.values()
            if (
                any(period.state == case.state for period in place.responsible)
                or (place.id == case.state and title_disputed(place))
            )
            and (place.controllers or {*place.claimants} - {case.state})
        ]
        if places:
            reason = f"no member of the United Nations; others hold or claim {', '.join(places)}"
            canvas.paint(0, NEVER, yes(*places, reason=reason))


@painted("disputed_title", "state", reads="places")
def disputed_title(world: World, case: OfState, canvas: Canvas) -> None:
    """Whether it is a territory of no State on record, which others hold or claim."""
    place = world.places.get(case.state)
    if place is not None and title_disputed(place):
        canvas.paint(0, NEVER, yes(place.id))


@painted("claimed_by_party", "state", reads="treaty_actions")
def claimed_by_party(world: World, case: OfState, canvas: Canvas) -> None:
    """Whether a State that was a party on that day claims all of it as a part of itself."""
    place = world.places.get(case.state)
    if place is not None and not _member(world, case.state):
        for claimant in place.claimants:
            if claimant != case.state:
                for start, until, actions in _memberships(world, claimant):
                    canvas.paint(start, until, yes(place.id, *actions, reason=f"{claimant} does"))


def title_disputed(place: Place) -> bool:
    """Return whether a place is that of no State on record, while others hold or claim it."""
    return place.kind == "disputed" and not place.responsible and bool(place.claimants)


def _member(world: World, state: str) -> bool:
    found = world.states.get(state)
    return found is not None and found.un_status == "member"


def _memberships(world: World, state: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for start, until, holding in status_of(world, state).spans():
        if holding.values == {"party"}:
            yield start, until, holding.records
