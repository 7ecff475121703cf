"""The journey on record that a question about the past means, where it names no day."""

from __future__ import annotations

from datetime import date

from ..base.dates import first_day, last_day
from ..records.describe import describe
from ..records.models import Visit
from ..timeline.roles import roles
from .reading import QuestionReading


def the_journey(reading: QuestionReading, person: str, place: str) -> Visit:
    """Return the only journey of the person to the place on record.

    Raises `QuestionNotUnderstood` if there is none or several; then those are named.
    """
    world, today = reading.engine.world, reading.engine.clock()
    states = {role.state for role in roles(world.places[place], today.toordinal())} | {place}
    flown = reading.first("presence")
    wanted = "overflight" if flown is not None and flown.value == "overflight" else "visit"
    found = [
        one
        for one in world.visits_of(person)
        if one.state in states
        and one.kind == wanted
        and one.start is not None
        and one.confidence != "low"
        and first_day(one.start) <= today
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise reading.error(
            "it is about the past and names no day: say when (no journey there is on record)"
        )
    told = "; ".join(describe(world, one).says for one in found[:6])
    raise reading.error(
        f"it is about the past and names no day: say when. {len(found)} journeys are on record: "
        f"{told}"
    )


def days_of(journey: Visit) -> tuple[date, date]:
    """Return the first and the last day of a journey; each as early and as late as it may be."""
    assert journey.start is not None  # those without a day are never meant
    return first_day(journey.start), last_day(journey.end or journey.start)
