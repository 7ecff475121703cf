"""The OpenAPI document: what FastAPI derives, corrected and with a real answer as example."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from threading import Lock
from typing import Any, Final
from urllib.parse import urlencode

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from safeconduct import Outcome, SafeconductError

from .access import needed
from .answers import ALL, written
from .catalogue import KINDS
from .keys import SCOPES
from .mounted import prefix_of
from .problems import MEDIA_TYPE
from .service import Service

_DECISION: Final = ("getDecision", "replayDecision")
_WATCH: Final = ("getWatch", "listNotices", "replayWatch", "removeWatch")

_LINKS: Final = {
    "travelRisk": ("200", _DECISION, {"id": "$response.header.Decision-Id"}),
    "travelRiskSupposing": ("200", _DECISION, {"id": "$response.header.Decision-Id"}),
    "listDecisions": ("200", _DECISION, {"id": "$response.body#/items/0/id"}),
    "makeWatch": ("201", _WATCH, {"id": "$response.body#/watch/id"}),
    "listWatches": ("200", _WATCH, {"id": "$response.body#/items/0/id"}),
    "changeRecord": ("201", ("exportRecords",), {"world": "$response.body#/world"}),
}
"""By operation: of which answer, the operations that it leads to, and what they are asked with."""


def add_links(document: dict[str, Any]) -> None:
    """Add the links to a document; those to operations that are not in it are left out."""
    found = {
        operation["operationId"]: operation
        for path in document["paths"].values()
        for operation in path.values()
    }
    for name, status, target, parameters in _all(found):
        links = found[name]["responses"][status].setdefault("links", {})
        links[target] = {"operationId": target, "parameters": parameters}


def _all(found: dict[str, Any]) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    for name, (status, targets, parameters) in _LINKS.items():
        for target in targets:
            if name in found and target in found:
                yield name, status, target, parameters
    for name, operation in found.items():  # from a list to the first thing on it
        if name.startswith("list") and name not in _LINKS:
            for target, other in found.items():
                if target.startswith("get") and _told_by(operation, other):
                    yield name, "200", target, {"id": "$response.body#/items/0/id"}


def _told_by(listed: dict[str, Any], one: dict[str, Any]) -> bool:
    """Whether an operation gives one of the things that another lists, by their names."""
    many = str(listed["operationId"]).removeprefix("list")
    return f"{str(one['operationId']).removeprefix('get')}s" == many


DESCRIPTION: Final = """\
Answers, from dated and sourced records and a declarative rule base on the Rome Statute and its
neighbours, whether a person under a warrant of the International Criminal Court could be arrested
in a place on a day: with the proof, the sources, and the competing readings of the law.

Every answer carries the digests of the records and of the rules that gave it, in the body and as
the headers `Safeconduct-World` and `Safeconduct-Rules`, and an entity tag. Every error is a problem
document (RFC 9457) that names the field, the value and what would be right. Names are resolved
exactly or not at all; similar ones are only suggested.

A warrant is an allegation, not a finding of guilt. This is information on law, not legal advice.
"""

TAGS: Final[list[dict[str, Any]]] = [
    {"name": "questions", "description": "Arrest on travel; who is wanted"},
    {"name": "records", "description": "What the answers rest on"},
    {"name": "law", "description": "The rules, and where readings differ"},
    {"name": "watches", "description": "To be told when it matters; only where they are kept"},
    {"name": "operations", "description": "For those who run the service"},
]

EXAMPLE_QUESTION: Final[dict[str, Any]] = {
    "person": "vladimir-putin",
    "place": "MNG",
    "on": "2024-09-02",
}


def install(app: FastAPI, service: Service) -> None:
    """Make the app serve the corrected document, built on first use or when the app gets ready."""
    derive, making = app.openapi, Lock()

    def document() -> dict[str, Any]:
        with making:
            if app.openapi_schema is None:
                app.openapi_schema = _corrected(derive(), service)
            return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]

    @app.get("/openapi.json", include_in_schema=False)
    def served(request: Request) -> Response:  # not async: it may have to be made
        # FastAPI would say where the service lies only if it was first asked for there.
        prefix = prefix_of(request.scope)
        servers = {"servers": [{"url": prefix}]} if prefix else {}
        return JSONResponse({**document(), **servers})


def _corrected(document: dict[str, Any], service: Service) -> dict[str, Any]:
    document["components"]["securitySchemes"] = _SCHEMES
    for address, path in document["paths"].items():
        for method, operation in path.items():
            operation["security"] = _security(address, method, service.settings.access)
            error = operation["responses"]["default"]
            schema = error["content"].pop("application/json")
            error["content"][MEDIA_TYPE] = {**schema, "example": _problem_example()}
            for status, response in operation["responses"].items():
                if status == "200":
                    response["headers"] = {**_HEADERS, **response.get("headers", {})}
    add_links(document)
    problem = document["components"]["schemas"]["Problem"]
    problem["x-kinds"] = {code: kind.title for code, kind in KINDS.items() if kind.status}
    if not service.travel:
        return document
    question = service.engine.inference.question
    schema = document["components"]["schemas"]["Outcome"]
    known = (*question.severity, Outcome.UNDETERMINED.value)
    schema["enum"] = [*schema["enum"]] if {*schema["enum"]} == {*known} else [*known]
    schema["x-open"] = True  # a service on other rules may have others
    schema["description"] += f" Of these rules: {', '.join(f'`{it}`' for it in schema['enum'])}."
    found = document["paths"]["/v1/travel-risk"]["get"]["responses"]["200"]["content"]
    try:
        told = service.engine.travel_risk(**EXAMPLE_QUESTION)
    except SafeconductError:  # records of one's own may know neither person nor place
        return document
    address = f"v1/travel-risk?{urlencode({**EXAMPLE_QUESTION, 'include': ALL})}"
    found["application/json"]["example"] = orjson.loads(written(told, (), {"whole": address}))
    found["text/plain"]["example"] = told.explain()
    return document


_SCHEMES: Final = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A key of whoever runs the service, `sc_…`; what it allows are its scopes: "
        f"{', '.join(SCOPES)}",
    },
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "The same"},
}


def _security(address: str, method: str, anybody: Collection[str]) -> list[dict[str, list[str]]]:
    """Return how one may show who one is; an empty object where that need not be."""
    scope = needed(address, method.upper())
    if scope is None:
        return []
    keys: list[dict[str, list[str]]] = [{name: [scope]} for name in _SCHEMES]
    return [{}, *keys] if scope in anybody else keys


_HEADERS: Final = {
    name: {"description": told, "schema": {"type": "string"}}
    for name, told in {
        "Safeconduct-World": "Digest of the records",
        "Safeconduct-Rules": "Digest of the rule base",
        "Link": "Leads to the certificate of these rules, if they have one",
    }.items()
}


def _problem_example() -> dict[str, Any]:
    return {
        "type": "/problems/unknown-parameter",
        "title": "A parameter is not known",
        "status": 400,
        "detail": "there is no parameter 'date' here; did you mean 'on'?",
        "instance": "/v1/travel-risk?person=vladimir-putin&place=MNG&date=2024-09-02",
        "errors": [
            {
                "field": "date",
                "code": "unknown-parameter",
                "value": "2024-09-02",
                "message": "there is no parameter 'date' here; did you mean 'on'?",
                "allowed": ["person", "place", "on"],
                "suggestions": [],
            }
        ],
    }
