"""The same question put several times, with the premises on which the answers differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from fastapi import APIRouter, Request, Response

from safeconduct import Engine
from safeconduct.compare import Asked, compare, other_named, two_or_more
from safeconduct.comparison import TravelRiskComparison

from ..parameters import Mistakes, Parameter, documented, read
from ..question import KNOWN_ON, ON, PERSON, PLACE, Look, choices, resolve
from ..responses import answer
from ..service import Service, service_of

OTHER_PLACE: Final = Parameter(
    "other_place",
    "Compare with this place: id, ISO 3166-1 code, name or main city.",
    PLACE.schema,
    examples={"code": "KAZ", "name": "Kazakhstan"},
    synonyms=("with_place", "place2", "place_2", "otherplace", "with"),
)
OTHER_ON: Final = Parameter(
    "other_on",
    "Compare with this day, ISO 8601, not before the adoption of the Rome Statute (1998-07-17).",
    ON.schema,
    examples={"a day": "2023-03-01"},
    synonyms=("with_date", "on2", "on_2", "other_date", "otheron", "with_on"),
)
PROFILES: Final = Parameter(
    "profiles",
    "`true`: compare all profiles, the one in `profile` first. Not together with another place or "
    "day. One of `other_place`, `other_on` and `profiles` is needed.",
    {"type": "string", "enum": ["false", "true"], "default": "false"},
    examples={"all profiles": "true"},
    synonyms=("all_profiles", "with_profiles"),
)

_LOOKS: Final[Mapping[str, Look]] = {
    PERSON.name: Engine.person,
    PLACE.name: Engine.place,
    OTHER_PLACE.name: other_named,
}


def comparisons(service: Service) -> APIRouter:
    """Return the route that compares."""
    router = APIRouter(prefix="/v1", tags=["questions"])
    chosen = choices(service.engine)
    parameters = (PERSON, PLACE, ON, *chosen, KNOWN_ON, OTHER_PLACE, OTHER_ON, PROFILES)

    @router.get(
        "/travel-risk/compare",
        operation_id="compare",
        summary="The question in two places, on two days or under all profiles: what differs",
        response_model=TravelRiskComparison,
        openapi_extra=documented(*parameters),
    )
    def compared(request: Request) -> Response:  # not async: it answers several questions
        engine = service_of(request).engine
        asked = _asked(request, engine, parameters)
        return answer(request, (engine.clock(), asked), lambda: compare(engine, asked))

    return router


def _asked(
    request: Request, engine: Engine, parameters: tuple[Parameter, ...]
) -> tuple[Asked, ...]:
    """Return the questions, names resolved; raises one problem with every mistake."""
    mistakes = Mistakes()
    given = read(request, parameters, mistakes)
    found = resolve(engine, given, parameters, mistakes, _LOOKS)
    mistakes.done()
    other_place, other_on, profiles = (
        found.pop(one.name, None) for one in (OTHER_PLACE, OTHER_ON, PROFILES)
    )
    questions = mistakes.attempt(
        lambda: two_or_more(
            engine,
            Asked(**found),
            other_place=other_place,
            other_on=other_on,
            profiles=profiles == "true",
        )
    )
    mistakes.done()
    assert questions is not None  # INVARIANT: without a mistake it is there
    return questions
