"""The page about a journey: to look at, to link to, to show in other pages, to take along."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from safeconduct.answers import Mistakes
from safeconduct.base import written
from safeconduct.itineraries import Itinerary

from ..journey import itinerary_of, parameters_of_journeys
from ..media import is_of_program
from ..mounted import prefix_of
from ..pages.card import thing_card
from ..pages.front import form_parts
from ..pages.itinerary import empty_thing, itinerary_thing
from ..pages.picture import PNG
from ..pages.render import HTML, render, root_of
from ..pages.thing import Thing
from ..pages.venues import MeetingQuestion, read_meeting
from ..pages.waymap import way_map
from ..parameters import documented, read
from ..responses import answer, preferred
from ..service import Service, service_of
from ..turns import InTurn

GEOJSON: Final = "application/geo+json"
_PAGE: Final = "itinerary"


def journeys(service: Service) -> APIRouter:
    """Return the routes: the same by address as by body, and its page."""
    router = APIRouter(route_class=InTurn)
    taken = parameters_of_journeys(service.engine)

    @router.get(
        "/v1/itineraries",
        operation_id="itineraryByAddress",
        summary="What would follow along a journey, as an address asks it",
        response_model=Itinerary,
        tags=["questions"],
        responses={200: {"content": {GEOJSON: {"schema": {"type": "object"}}}}},
        openapi_extra=documented(*taken),
    )
    def by_address(request: Request) -> Response:
        engine, mistakes = service_of(request).engine, Mistakes()
        given = read(request, taken, mistakes)
        found = itinerary_of(engine, given, mistakes)
        key = engine.clock(), repr(sorted(given.items()))
        if preferred(request, (GEOJSON,)) is not None:
            return answer(request, key, lambda: written(found.geojson()), media_type=GEOJSON)
        return answer(request, key, lambda: found)

    def asked_of(request: Request) -> tuple[MeetingQuestion, Itinerary | None]:
        engine = service_of(request).engine
        asked = read_meeting(request, engine, taken)
        return asked, itinerary_of(engine, asked.given) if asked.given else None

    @router.get(f"/{_PAGE}", include_in_schema=False)
    def told(request: Request) -> Response:
        if is_of_program(request.scope):
            query = f"?{request.url.query}" if request.url.query else ""
            where = f"{prefix_of(request.scope)}/v1/itineraries{query}"
            return RedirectResponse(where, 303, {"Vary": "Accept"})
        return _shown(request, *asked_of(request), "itinerary.html")

    @router.get(f"/embed/{_PAGE}", include_in_schema=False)
    def embedded(request: Request) -> Response:
        return _shown(request, *asked_of(request), "embed-thing.html")

    @router.get(f"/{_PAGE}/card.png", include_in_schema=False)
    def drawn(request: Request) -> Response:
        asked, found = asked_of(request)
        return answer(
            request,
            asked.key,
            lambda: thing_card(request, _thing(request, asked, found)),
            media_type=PNG,
        )

    @router.get(f"/{_PAGE}.geojson", include_in_schema=False)
    def lines(request: Request) -> Response:
        engine = service_of(request).engine
        asked = read_meeting(request, engine, taken)
        found = itinerary_of(engine, asked.given)
        named = {"Content-Disposition": 'attachment; filename="itinerary.geojson"'}
        return answer(
            request,
            asked.key,
            lambda: written(found.geojson()),
            media_type=GEOJSON,
            headers=named,
        )

    return router


def _thing(request: Request, asked: MeetingQuestion, found: Itinerary | None) -> Thing:
    engine = service_of(request).engine
    return empty_thing() if found is None else itinerary_thing(engine, found, asked.query)


def _shown(
    request: Request, asked: MeetingQuestion, found: Itinerary | None, template: str
) -> Response:
    engine = service_of(request).engine

    def body() -> str:
        thing = _thing(request, asked, found)
        return render(
            template,
            request,
            asked.today,
            t=thing,
            map=way_map(found, engine, root_of(request)) if found else None,
            jsonld=None,
            typed=asked.given,
            wrong={},
            whole=f"{_PAGE}{asked.query}",
            lines=f"{_PAGE}.geojson{asked.query}" if found else "",
            title=f"{thing.title} – safeconduct",
            description=thing.lead,
            canonical=f"{_PAGE}{asked.query}",
            card=f"{_PAGE}/card.png{asked.query}",
            **form_parts(engine),
        )

    return answer(request, asked.key, body, media_type=HTML)
