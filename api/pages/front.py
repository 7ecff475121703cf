"""The front page: the map of a person, and the answer for a place where one is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request

from safeconduct import Engine
from safeconduct.base import day

from ..service import service_of
from .asked import PageQuestion, typed
from .render import render
from .time import time_view
from .view import answer_view
from .worldmap import WorldMap, world_map

_MOST: Final = 8
"""How many scheduled events and how many cases the page names."""


@dataclass(frozen=True)
class RuledJourney:
    """A journey on which a court ruled, with the answer for it."""

    on: str
    person: str
    place: str
    href: str


def form_parts(engine: Engine) -> dict[str, Any]:
    """Return what the form offers."""
    world = engine.world
    return {
        "profiles": tuple(engine.rulebase.effective_profiles.values()),
        "usual_profile": engine.profile().id,
        "presences": engine.presences,
        "purposes": engine.purposes,
        "persons": sorted(one.name for one in world.persons.values()),
        "places": sorted(one.name for one in world.places.values()),
    }


def front_page(request: Request, question: PageQuestion) -> str:
    """Return the page for a question."""
    engine = service_of(request).engine
    drawn = world_map(question.everywhere(engine), question, engine)
    chosen = answer_view(question.answer(engine)) if question.place else None
    person = engine.person(question.person)
    texts = {
        "person": person.name,
        "place": chosen.place.name if chosen else "",
        "on": question.on.isoformat(),
    }
    time = time_view(engine, question)
    title = chosen.headline if chosen else drawn.headline
    return render(
        "index.html",
        request,
        question.today,
        typed={**typed(request), **texts},
        map=drawn,
        a=chosen,
        on=question.on,
        title=f"{title} – safeconduct",
        description=f"{drawn.headline}, {day(question.on)}. {contest_of(drawn)}",
        sub=f"{day(question.on)}. {reading_of(engine, question)} {contest_of(drawn)}",
        canonical=question.address(),
        card=f"card.png{question.address()}",
        query=question.address(),
        time=time,
        next=[one for one in time["events"] if one.ahead and one.kind == "treaty"][:_MOST],
        cases=list(islice(_cases(engine), _MOST)),
        wanted=engine.wanted(),
        world=engine.world.digest,
        rules=engine.rulebase.digest,
        **form_parts(engine),
    )


def _cases(engine: Engine) -> Iterator[RuledJourney]:
    """Yield journeys on which a court ruled, the latest first, each person and place once."""
    persons, places, seen = engine.world.persons, engine.world.places, set()
    days = [
        (start, person, ruling.state)
        for ruling in engine.world.rulings
        for start, _ in ruling.visit_dates
        for person in ruling.persons
        if start and len(start) == 10 and ruling.state and ruling.state in places
    ]
    for start, person, state in sorted(days, reverse=True):
        if (person, state) not in seen:
            seen.add((person, state))
            href = f"?{urlencode({'person': person, 'place': state, 'on': start})}"
            yield RuledJourney(start, persons[person].name, places[state].name, href)


def reading_of(engine: Engine, question: PageQuestion) -> str:
    """Return whose reading of the law the map follows, in a sentence."""
    title = engine.profile(question.profile).title
    return f"Reading: {title[0].lower()}{title[1:].rstrip('.')}."


def contest_of(drawn: WorldMap) -> str:
    """Return in how many places another reading gives another answer, in a sentence."""
    if not drawn.contested and not drawn.not_known:
        return "No reading held today by the Court or by States gives another answer."
    told = (
        f"Another reading held today gives another answer in {drawn.contested} "
        f"of {drawn.total} places"
    )
    if drawn.not_known:
        told += f"; for {drawn.not_known} that turns on facts which are not on record"
    return f"{told}."
