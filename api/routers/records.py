"""The records, read only: persons, places, warrants, requests, challenges, sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from fastapi import APIRouter
from pydantic import create_model

from safeconduct import Engine
from safeconduct.records import (
    Challenge,
    Named,
    Person,
    Place,
    Record,
    RecordRef,
    Source,
    Summit,
    Warrant,
    registered,
)
from safeconduct.records import Request as CourtRequest

from .. import models
from ..search import matching
from ..service import Service
from ..turns import InTurn
from .listing import collection

router: Final = APIRouter(prefix="/v1", tags=["records"], route_class=InTurn)


def _of_person(service: Service, person: Person) -> Mapping[str, object]:
    world = service.engine.world
    return {
        "says": service.engine.describe(person),
        "warrants": service.described(world.warrants_of(person.id)),
        "offices": service.described(world.offices_of(person.id)),
        "custody": service.described(world.custody_of(person.id)),
        "visits": service.described(world.visits_of(person.id)),
    }


def _of_place(service: Service, place: Place) -> Mapping[str, object]:
    world = service.engine.world
    periods = (*place.responsible, *place.controllers)
    states = [s for s in dict.fromkeys(one.state for one in periods) if s in world.states]
    acts: Mapping[str, Callable[[str], tuple[Record, ...]]] = {
        "treaty_actions": world.treaty_actions_of,
        "declarations": world.declarations_of,
        "agreements": world.agreements_of,
    }
    return {
        "says": service.engine.describe(place),
        "states": tuple(Named(id=s, name=world.states[s].name) for s in states),
        **{
            name: tuple(one for s in states for one in service.described(of(s)))
            for name, of in acts.items()
        },
    }


def _of_warrant(service: Service, warrant: Warrant) -> Mapping[str, object]:
    world = service.engine.world
    return {
        "says": service.engine.describe(warrant),
        "requests": service.described(world.requests_on(warrant.id)),
        "challenges": service.described(world.challenges_to(warrant.id)),
    }


def _reach(engine: Engine) -> Mapping[str, object]:
    reach = engine.world.reach
    return {
        "reaches": {kind: one.until for kind, one in reach.items()},
        "reach": tuple(reach.values()),
    }


collection(
    router,
    "person",
    Person,
    (
        "Everybody named in a public warrant or summons",
        "One person, with everything on record",
    ),
    lambda engine: engine.world.persons,
    detail=models.PersonDetail,
    more=_of_person,
    find=Engine.person,
    search=lambda engine, q: matching(
        q, engine.world.persons, engine.person, lambda one: one.every_alias
    ),
)
collection(
    router,
    "place",
    Place,
    (
        "Every place that can be asked about",
        "One place, and what its States did about the Court",
    ),
    lambda engine: engine.world.places,
    detail=models.PlaceDetail,
    more=_of_place,
    find=Engine.place,
    search=lambda engine, q: matching(q, engine.world.places, engine.place, lambda _: ()),
)
collection(
    router,
    "warrant",
    Warrant,
    (
        "Every public warrant of arrest and summons to appear",
        "One warrant or summons, with what was asked on it and brought against its case",
    ),
    lambda engine: engine.world.warrants,
    detail=models.WarrantDetail,
    more=_of_warrant,
)
collection(
    router,
    "request",
    CourtRequest,
    (
        "What the Court asked of States on its warrants, and where it is known to have asked none",
        "One request of the Court",
    ),
    lambda engine: {one.id: one for one in engine.world.requests},
)
collection(
    router,
    "challenge",
    Challenge,
    (
        "What was brought against cases: challenges, postponements, competing requests",
        "One challenge, postponement or competing request",
    ),
    lambda engine: {one.id: one for one in engine.world.challenges},
)
collection(
    router,
    "summit",
    Summit,
    ("Meetings of leaders that were announced, with host and days", "One announced meeting"),
    lambda engine: {one.id: one for one in engine.world.summits},
)
collection(
    router,
    "source",
    Source,
    ("Every document that the records rest on", "One source"),
    lambda engine: engine.world.sources,
    page=models.Sources,
    beside=_reach,
)


def brought(service: Service) -> APIRouter:
    """Return the lists of the kinds of records that bindings bring, if there are or may be any.

    Each is at the name of its file: ``/v1/waivers``.
    """
    found = APIRouter(prefix="/v1", tags=["records"], route_class=InTurn)
    may_be = service.live is not None or bool(service.engine.world.tables.of_bindings)
    for kind in registered().values() if may_be else ():
        fields: dict[str, Any] = {kind.one: (kind.model, ...), "says": (RecordRef, ...)}
        collection(
            found,
            kind.one,
            kind.model,
            (f"Records of the kind {kind.name}", f"One record of the kind {kind.name}"),
            partial(_of_kind, kind.name),
            detail=create_model(f"{kind.one.title()}Detail", __base__=models.Detail, **fields),
            more=lambda service, one: {"says": service.engine.describe(one)},
            plural=kind.name,
        )
    return found


def _of_kind(kind: str, engine: Engine) -> Mapping[str, Record]:
    return {one.id: one for one in engine.world.tables.of(kind)}
