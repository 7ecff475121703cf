"""A page for every person, place, warrant, situation, rule, issue, ruling and organisation.

A browser gets a page; a program that asks for JSON is sent to the same thing below ``/v1``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from html import escape
from typing import Final, TypeAlias
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from safeconduct import Engine

from ..media import is_of_program
from ..mounted import prefix_of
from ..pages import law, lists, records
from ..pages.asked import PageQuestion
from ..pages.card import thing_card
from ..pages.picture import PNG
from ..pages.problem import Way
from ..pages.render import HTML, render, root_of, way_of
from ..pages.thing import Thing
from ..pages.worldmap import world_map
from ..problems import unknown_record
from ..responses import answer
from ..service import Service, service_of
from ..turns import InTurn

_Kind: TypeAlias = tuple[str, Callable[[Engine, str], Thing], bool]
_ONE: Final[Mapping[str, _Kind]] = {
    "persons": ("person", records.person_page, True),
    "places": ("place", records.place_page, True),
    "warrants": ("warrant", records.warrant_page, True),
    "situations": ("situation", records.situation_page, False),
    "organisations": ("organisation", records.organisation_page, False),
    "issues": ("question of law", law.issue_page, True),
}
"""By folder: what one of it is called, its page, and whether programs find it below ``/v1``."""
_LISTED_IN: Final[Mapping[str, str]] = {
    "persons": "wanted",
    "warrants": "wanted",
    "situations": "wanted",
    "rulings": "docket",
    "rules": "issues",
    "places": "#list",
}
"""The page that lists what is in a folder, where the folder has none of its own."""
_LISTS: Final[Mapping[str, tuple[Callable[[Engine], Thing], bool]]] = {
    "wanted": (lists.wanted_page, True),
    "upcoming": (lists.upcoming_page, True),
    "docket": (lists.docket_page, True),
    "organisations": (lists.organisations_page, False),
    "summits": (lists.summits_page, True),
    "issues": (law.issues_page, True),
}


def things(service: Service) -> APIRouter:
    """Return the routes of these pages."""
    router = APIRouter(include_in_schema=False, route_class=InTurn)

    def score_of(engine: Engine) -> Thing:
        return lists.score_page(service.dockets.of(engine=engine))

    scored = _list("docket", score_of, for_programs=True)

    @router.get("/docket/score")
    async def score(request: Request) -> Response:
        return await service.dockets.waiting(lambda: scored(request))

    @router.get("/docket/score/card.png")
    async def score_card(request: Request) -> Response:
        card = _list_card("score", score_of)
        return await service.dockets.waiting(lambda: card(request))

    for name, (list_page, for_programs) in _LISTS.items():
        router.get(f"/{name}")(_list(name, list_page, for_programs=for_programs))
        router.get(f"/{name}/card.png")(_list_card(name, list_page))
    with_texts: dict[str, _Kind] = {  # they name what they cite by the library of texts
        "rulings": ("ruling", partial(records.ruling_page, service), False),
        "rules": ("rule", partial(law.rule_page, service), True),
    }
    for folder, (kind, page, for_programs) in {**_ONE, **with_texts}.items():
        router.get(f"/{folder}/{{id}}")(_one(folder, kind, page, for_programs=for_programs))
        router.get(f"/{folder}/{{id}}/card.png")(_one_card(folder, kind, page))
        if folder in _LISTED_IN:
            router.get(f"/{folder}")(_folder(folder, for_programs=for_programs))

    @router.get("/sitemap.xml")
    def sitemap(request: Request) -> Response:
        # Without an entity tag: it may name the host it was asked from, and must not be kept.
        base = service_of(request).address or request.base_url
        ids = _ids(service_of(request).engine)
        paths = [
            "",
            *_LISTS,
            "venues",
            "reception",
            "itinerary",
            "docket/score",
            "corrections",
            "report",
            *(f"{folder}/{quote(id_)}" for folder in ids for id_ in ids[folder]),
        ]
        told = "".join(f"<url><loc>{escape(f'{base}{path}')}</loc></url>" for path in paths)
        text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{told}</urlset>'
        return Response(text, media_type="application/xml")

    return router


def _list(
    name: str, page: Callable[[Engine], Thing], *, for_programs: bool
) -> Callable[[Request], Response]:
    def told(request: Request) -> Response:
        if for_programs and is_of_program(request.scope):
            return _led(request, f"/v1/{name}")
        engine = service_of(request).engine
        key = ("page", name, engine.clock())
        return answer(request, key, lambda: _page(request, page(engine)), media_type=HTML)

    return told


def _folder(folder: str, *, for_programs: bool) -> Callable[[Request], Response]:
    def led(request: Request) -> Response:
        told_apart = for_programs and is_of_program(request.scope)
        return _led(request, f"/v1/{folder}" if told_apart else f"/{_LISTED_IN[folder]}")

    return led


def _one(
    folder: str, kind: str, page: Callable[[Engine, str], Thing], *, for_programs: bool
) -> Callable[[Request, str], Response]:
    def told(request: Request, id: str) -> Response:
        if for_programs and is_of_program(request.scope):
            return _led(request, f"/v1/{folder}/{id}")
        engine = service_of(request).engine
        thing = _thing(engine, folder, kind, page, id)
        key = ("page", folder, id, engine.clock())
        return answer(request, key, lambda: _page(request, thing), media_type=HTML)

    return told


def _list_card(name: str, page: Callable[[Engine], Thing]) -> Callable[[Request], Response]:
    def drawn(request: Request) -> Response:
        engine = service_of(request).engine
        return answer(
            request,
            ("card", name, engine.clock()),
            lambda: thing_card(request, page(engine)),
            media_type=PNG,
        )

    return drawn


def _one_card(
    folder: str, kind: str, page: Callable[[Engine, str], Thing]
) -> Callable[[Request, str], Response]:
    def drawn(request: Request, id: str) -> Response:
        engine = service_of(request).engine
        thing = _thing(engine, folder, kind, page, id)
        key = ("card", folder, id, engine.clock())
        return answer(request, key, lambda: thing_card(request, thing), media_type=PNG)

    return drawn


def _thing(
    engine: Engine, folder: str, kind: str, page: Callable[[Engine, str], Thing], id_: str
) -> Thing:
    try:
        return page(engine, id_)
    except KeyError:
        known = _ids(engine)[folder]
        raise unknown_record(
            kind,
            id_,
            known,
            lambda near: Way(page(engine, near).title, f"{folder}/{quote(near)}", near),
        ) from None


def _ids(engine: Engine) -> dict[str, Iterable[str]]:
    """Return of what there is a page, by folder."""
    world, rulebase = engine.world, engine.rulebase
    return {
        "persons": world.persons,
        "places": world.places,
        "warrants": world.warrants,
        "situations": world.situations,
        "rulings": (one.id for one in world.rulings),
        "organisations": sorted({one.organisation for one in world.memberships}),
        "issues": (one.id for one in rulebase.issues),
        "rules": (one.id for one in rulebase.rules),
    }


def _led(request: Request, path: str) -> Response:
    asked = f"?{request.url.query}" if request.url.query and path.startswith("/v1/") else ""
    return RedirectResponse(f"{prefix_of(request.scope)}{path}{asked}", 303, {"Vary": "Accept"})


def _page(request: Request, thing: Thing) -> str:
    engine = service_of(request).engine
    told = {"@context": "https://schema.org", **thing.schema} if thing.schema else None
    drawn, card = None, f"{way_of(request)}/card.png"
    if thing.mapped:
        question = PageQuestion(thing.mapped, engine.clock())
        drawn = world_map(question.everywhere(engine), question, engine, base=root_of(request))
        card = f"card.png{question.address()}"
    return render(
        "thing.html",
        request,
        engine.clock(),
        t=thing,
        map=drawn,
        jsonld=told,
        title=f"{thing.title} – safeconduct",
        description=thing.lead or thing.title,
        canonical=way_of(request),
        card=card,
    )
