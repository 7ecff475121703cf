"""The records, read only: persons, places, warrants, sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from safeconduct.answers import Mistakes
from safeconduct.records import Named

from .. import models
from ..parameters import LIMIT, OFFSET, Parameter, documented, read, whole_number
from ..problems import ProblemError, shown
from ..responses import answer
from ..search import matching
from ..service import service_of

T = TypeVar("T")

Q: Final = Parameter(
    "q",
    "Only those of this name: exactly so named, else containing the text, else similar.",
    {"type": "string", "minLength": 1, "maxLength": 200},
    examples={"part of a name": "Put"},
    synonyms=("query", "search", "name"),
)

router: Final = APIRouter(prefix="/v1", tags=["records"])


def listed(
    request: Request,
    make: Callable[..., BaseModel],
    find: Callable[[str | None], Sequence[object]],
    *also: Parameter,
) -> Response:
    """Return one page of a list; ``find`` gets the search text, if there is one."""
    mistakes = Mistakes()
    given = read(request, (*also, LIMIT, OFFSET), mistakes)
    limit = mistakes.attempt(lambda: whole_number(given, LIMIT)) or 0
    offset = mistakes.attempt(lambda: whole_number(given, OFFSET)) or 0
    found = mistakes.attempt(lambda: find(given.get("q"))) or ()
    mistakes.done()

    def body() -> BaseModel:
        return make(
            items=found[offset : offset + limit],
            total=len(found),
            limit=limit,
            offset=offset,
            **service_of(request).digests,
        )

    return answer(request, (given.get("q"), limit, offset), body)


def looked_up(kind: str, id_: str, table: Mapping[str, T]) -> T:
    """Return the entry of that id, or end the request with a problem that says so."""
    if id_ not in table:
        raise ProblemError("unknown-record", f"there is no {kind} with the id {shown(id_)!r}")
    return table[id_]


_PAGED: Final[dict[str, Any]] = documented(LIMIT, OFFSET)
_SEARCHED: Final[dict[str, Any]] = documented(Q, LIMIT, OFFSET)


@router.get(
    "/persons",
    operation_id="listPersons",
    summary="Everybody named in a public warrant or summons",
    response_model=models.Persons,
    openapi_extra=_SEARCHED,
)
async def persons(request: Request) -> Response:
    engine = service_of(request).engine
    return listed(
        request,
        models.Persons,
        lambda q: matching(q, engine.world.persons, engine.person, lambda one: one.every_alias),
        Q,
    )


@router.get(
    "/persons/{id}",
    operation_id="getPerson",
    summary="One person, with everything on record",
    response_model=models.PersonDetail,
)
async def person(request: Request, id: str) -> Response:
    read(request, ())
    service = service_of(request)
    found, world = service.engine.person(id), service.engine.world

    def body() -> models.PersonDetail:
        return models.PersonDetail(
            person=found,
            says=service.engine.describe(found),
            warrants=service.described(world.warrants_of(found.id)),
            offices=service.described(world.offices_of(found.id)),
            custody=service.described(world.custody_of(found.id)),
            visits=service.described(world.visits_of(found.id)),
            **service.digests,
        )

    return answer(request, found.id, body)


@router.get(
    "/places",
    operation_id="listPlaces",
    summary="Every place that can be asked about",
    response_model=models.Places,
    openapi_extra=_SEARCHED,
)
async def places(request: Request) -> Response:
    engine = service_of(request).engine
    return listed(
        request,
        models.Places,
        lambda q: matching(q, engine.world.places, engine.place, lambda _: ()),
        Q,
    )


@router.get(
    "/places/{id}",
    operation_id="getPlace",
    summary="One place, and what its States did about the Court",
    response_model=models.PlaceDetail,
)
async def place(request: Request, id: str) -> Response:
    read(request, ())
    service = service_of(request)
    found, world = service.engine.place(id), service.engine.world
    periods = (*found.responsible, *found.controllers)
    states = [s for s in dict.fromkeys(one.state for one in periods) if s in world.states]

    def body() -> models.PlaceDetail:
        return models.PlaceDetail(
            place=found,
            says=service.engine.describe(found),
            states=tuple(Named(id=s, name=world.states[s].name) for s in states),
            treaty_actions=tuple(
                one for s in states for one in service.described(world.treaty_actions_of(s))
            ),
            declarations=tuple(
                one for s in states for one in service.described(world.declarations_of(s))
            ),
            agreements=tuple(
                one for s in states for one in service.described(world.agreements_of(s))
            ),
            **service.digests,
        )

    return answer(request, found.id, body)


@router.get(
    "/warrants",
    operation_id="listWarrants",
    summary="Every public warrant of arrest and summons to appear",
    response_model=models.Warrants,
    openapi_extra=_PAGED,
)
async def warrants(request: Request) -> Response:
    world = service_of(request).engine.world
    return listed(request, models.Warrants, lambda _: tuple(world.warrants.values()))


@router.get(
    "/warrants/{id}",
    operation_id="getWarrant",
    summary="One warrant or summons, with its sources",
    response_model=models.WarrantDetail,
)
async def warrant(request: Request, id: str) -> Response:
    read(request, ())
    service = service_of(request)
    found = looked_up("warrant", id, service.engine.world.warrants)

    def body() -> models.WarrantDetail:
        says = service.engine.describe(found)
        return models.WarrantDetail(warrant=found, says=says, **service.digests)

    return answer(request, found.id, body)


@router.get(
    "/sources",
    operation_id="listSources",
    summary="Every document that the records rest on",
    response_model=models.Sources,
    openapi_extra=_PAGED,
)
async def sources(request: Request) -> Response:
    world = service_of(request).engine.world
    reaches = {kind: one.until for kind, one in world.reach.items()}

    def make(**fields: Any) -> BaseModel:
        return models.Sources(reaches=reaches, reach=tuple(world.reach.values()), **fields)

    return listed(request, make, lambda _: tuple(world.sources.values()))


@router.get(
    "/sources/{id}",
    operation_id="getSource",
    summary="One source",
    response_model=models.SourceDetail,
)
async def source(request: Request, id: str) -> Response:
    read(request, ())
    service = service_of(request)
    found = looked_up("source", id, service.engine.world.sources)
    return answer(request, found.id, lambda: models.SourceDetail(source=found, **service.digests))
