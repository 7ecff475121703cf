"""Where guests could meet, and whom a place could receive, for programs.

These handlers are no coroutines: what they ask settles many questions, which takes a thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from safeconduct import Engine, InputError, Reception, Venues
from safeconduct.answers import MOST_GUESTS, MOST_PLACES, Mistakes

from ..body import read_object, unknown_member
from ..parameters import Parameter, documented, read
from ..question import parameters_of
from ..responses import answer
from ..service import Service, service_of
from ..turns import InTurn, take_turn

Look = Callable[[Engine, Mapping[str, Any]], Venues | Reception]

_LISTS: Final = {"guests": MOST_GUESTS, "places": MOST_PLACES, "summits": MOST_PLACES}
_SWITCH: Final = {"true": True, "false": False}
_NAMES: Final = "with commas between names"
_HOW: Final = ("on", "until", "presence", "purpose", "profile", "known_on")
_EXAMPLE: Final = {
    "guests": ["putin", "netanyahu"],
    "organisation": "BRICS",
    "on": "2027-01-01",
}


def _text(longest: int) -> dict[str, object]:
    return {"type": "string", "minLength": 1, "maxLength": longest}


GUESTS: Final = Parameter(
    "guests",
    f"Who comes, at most {MOST_GUESTS}, {_NAMES}: ids, names or aliases.",
    _text(200 * MOST_GUESTS),
    required=True,
    examples={"two": "putin,netanyahu"},
    synonyms=("persons", "person", "guest", "who"),
)
WHERE: Final = (
    Parameter(
        "places",
        f"Candidates, at most {MOST_PLACES}, {_NAMES}: ids, codes, names or main cities. One of "
        "`places`, `organisation` and `summits` is needed.",
        _text(200 * MOST_PLACES),
        examples={"two": "MNG,KAZ"},
        synonyms=("place", "countries", "states", "venues"),
    ),
    Parameter(
        "organisation",
        "Its members on the days asked about are the candidates.",
        _text(200),
        examples={"one": "BRICS"},
        synonyms=("organization", "members", "group", "org"),
    ),
    Parameter(
        "summits",
        f"Meetings on record, {_NAMES}: by id, or all of who holds them. Each has days of its own, "
        "so that `on` and `until` are not given.",
        _text(200 * MOST_PLACES),
        examples={"those of one": "SCO", "one": "summit-brics-2023"},
        synonyms=("summit", "meetings", "events"),
    ),
)


OVERFLOWN: Final = Parameter(
    "overflown",
    "Tell what lies between the capital of each guest's State and each venue as well.",
    {"type": "string", "enum": ["true", "false"], "default": "false"},
)


def parameters_of_meetings(
    engine: Engine,
) -> tuple[tuple[Parameter, ...], tuple[Parameter, ...]]:
    """Return the parameters of a question about venues, and of one about a reception."""
    place, *how = parameters_of(engine, "place", *_HOW).values()
    return (GUESTS, *WHERE, *how, OVERFLOWN), (place, *how)


def venues(service: Service) -> APIRouter:
    """Return the routes about venues and receptions, and their pages."""
    router = APIRouter(route_class=InTurn)
    venues, reception = parameters_of_meetings(service.engine)

    def asked(
        path: str,
        name: str,
        summary: str,
        model: type[Any],
        taken: tuple[Parameter, ...],
        look: Look,
    ) -> None:
        @router.get(
            f"/v1/{path}",
            operation_id=name,
            summary=summary,
            response_model=model,
            tags=["questions"],
            openapi_extra=documented(*taken),
        )
        def handler(request: Request) -> Response:
            mistakes = Mistakes()
            return _answered(request, read(request, taken, mistakes), look, mistakes)

    asked(
        "venues",
        "venuesByAddress",
        "Which places could receive all guests without a duty to arrest?",
        Venues,
        venues,
        venues_of,
    )
    asked(
        "reception",
        "reception",
        "Whom of those publicly wanted could a place not receive?",
        Reception,
        reception,
        reception_of,
    )

    @router.post(
        "/v1/venues",
        operation_id="venues",
        summary="The same with lists of names in a JSON object",
        response_model=Venues,
        tags=["questions"],
        openapi_extra={"requestBody": _body_of(venues)},
    )
    async def posted(request: Request) -> Response:
        mistakes = Mistakes()
        said = await read_object(request, mistakes)
        names = tuple(one.name for one in venues)
        for name in said.keys() - set(names):
            mistakes.add(unknown_member(name, said[name], names))
        given = {name: said[name] for name in names if said.get(name) is not None}
        return await take_turn(request, lambda: _answered(request, given, venues_of, mistakes))

    return router


def venues_of(engine: Engine, given: Mapping[str, Any]) -> Venues:
    """Return the engine's answer; raises every mistake at once."""
    asked = {name: value for name, value in given.items() if name != GUESTS.name}
    between = asked.pop(OVERFLOWN.name, False)
    if between not in (True, False, *_SWITCH):
        valid = tuple(_SWITCH)
        raise InputError(OVERFLOWN.name, str(between)[:60], "is neither true nor false", valid)
    asked[OVERFLOWN.name] = _SWITCH.get(between, between)
    return engine.venues(given.get(GUESTS.name), **asked)  # type: ignore[arg-type]


def reception_of(engine: Engine, given: Mapping[str, Any]) -> Reception:
    """Return the engine's answer; raises every mistake at once."""
    asked = {name: value for name, value in given.items() if name != "place"}
    return engine.reception(given.get("place"), **asked)  # type: ignore[arg-type]


def _answered(
    request: Request, given: Mapping[str, Any], look: Look, mistakes: Mistakes
) -> Response:
    """Return what the question is answered with; raises one problem with every mistake."""
    engine = service_of(request).engine
    found = mistakes.attempt(lambda: look(engine, given))
    mistakes.done()
    assert found is not None  # INVARIANT: without a mistake it is there
    key = engine.clock(), repr(sorted(given.items()))
    return answer(request, key, lambda: found)


def _body_of(parameters: Sequence[Parameter]) -> dict[str, object]:
    """Return the OpenAPI description of the body: names may be lists; what is null is absent."""
    name = _text(200)
    members: dict[str, object] = {}
    for one in parameters:
        kinds: list[object] = [dict(one.schema)]
        if one is OVERFLOWN:
            kinds.append({"type": "boolean"})
        if one.name in _LISTS:
            many = {"type": "array", "items": name, "minItems": 1, "maxItems": _LISTS[one.name]}
            kinds.append(many)
        if not one.required:
            kinds.append({"type": "null"})
        members[one.name] = {"anyOf": kinds, "description": one.description}
    schema = {
        "type": "object",
        "required": [one.name for one in parameters if one.required],
        "properties": members,
        "additionalProperties": False,
    }
    content = {"schema": schema, "example": _EXAMPLE}
    return {"required": True, "content": {"application/json": content}}
