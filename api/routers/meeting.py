"""The pages about venues and receptions: to look at, to link to, to show in other pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from safeconduct import Engine

from ..media import is_of_program
from ..mounted import prefix_of
from ..pages.card import thing_card
from ..pages.front import form_parts
from ..pages.picture import PNG
from ..pages.render import HTML, render
from ..pages.thing import Thing
from ..pages.venues import (
    MeetingQuestion,
    read_meeting,
    reception_thing,
    usual_reception,
    usual_venues,
    venues_thing,
)
from ..parameters import Parameter
from ..responses import answer
from ..service import Service, service_of
from ..turns import InTurn
from .venues import parameters_of_meetings, reception_of, venues_of


@dataclass(frozen=True)
class _Page:
    """One of the two pages: what it takes, what it is about by default, and what it shows."""

    name: str
    parameters: tuple[Parameter, ...]
    usual: Callable[[Engine, MeetingQuestion], Mapping[str, str]]
    look: Callable[[Engine, Mapping[str, Any]], Any]
    thing: Callable[[Engine, Any, MeetingQuestion], Thing]

    def read(self, request: Request) -> tuple[MeetingQuestion, Thing]:
        """Return what was asked, and the page; raises every mistake at once."""
        engine = service_of(request).engine
        asked = read_meeting(request, engine, self.parameters)
        whole = MeetingQuestion(self.usual(engine, asked), asked.today)
        return asked, self.thing(engine, self.look(engine, whole.given), whole)


def meetings(service: Service) -> APIRouter:
    """Return the routes of these pages."""
    router = APIRouter(include_in_schema=False, route_class=InTurn)
    of_venues, of_reception = parameters_of_meetings(service.engine)
    for page in (
        _Page("venues", of_venues, usual_venues, venues_of, venues_thing),
        _Page("reception", of_reception, usual_reception, reception_of, reception_thing),
    ):
        _add(router, page)
    return router


def _add(router: APIRouter, page: _Page) -> None:
    @router.get(f"/{page.name}")
    def told(request: Request) -> Response:
        if is_of_program(request.scope):
            query = f"?{request.url.query}" if request.url.query else ""
            where = f"{prefix_of(request.scope)}/v1/{page.name}{query}"
            return RedirectResponse(where, 303, {"Vary": "Accept"})
        return _shown(request, page, "venues.html")

    @router.get(f"/embed/{page.name}")
    def embedded(request: Request) -> Response:
        return _shown(request, page, "embed-thing.html")

    @router.get(f"/{page.name}/card.png")
    def drawn(request: Request) -> Response:
        asked, thing = page.read(request)
        return answer(request, asked.key, lambda: thing_card(request, thing), media_type=PNG)


def _shown(request: Request, page: _Page, template: str) -> Response:
    asked, thing = page.read(request)
    engine = service_of(request).engine
    world = engine.world

    def body() -> str:
        return render(
            template,
            request,
            asked.today,
            t=thing,
            map=None,
            jsonld=None,
            page=page.name,
            typed={one.name: asked.given.get(one.name, "") for one in page.parameters},
            organisations=sorted({one.organisation for one in world.memberships}),
            meetings=sorted({one.organisation for one in world.summits}),
            whole=f"{page.name}{asked.query}",
            title=f"{thing.title} – safeconduct",
            description=thing.lead,
            canonical=f"{page.name}{asked.query}",
            card=f"{page.name}/card.png{asked.query}",
            **form_parts(engine),
        )

    return answer(request, asked.key, body, media_type=HTML)
