"""What people look at: the map and its answer, static files, a page for each kind of error."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..catalogue import KINDS
from ..pages.asked import read_question
from ..pages.files import media_type
from ..pages.front import front_page
from ..pages.reference import reference
from ..pages.render import HTML, render
from ..problems import ProblemError, shown
from ..responses import answer
from ..service import service_of
from ..turns import InTurn


def pages() -> APIRouter:
    """Return the routes of the pages."""
    router = APIRouter(include_in_schema=False, route_class=InTurn)

    @router.get("/")
    def front(request: Request) -> Response:
        engine = service_of(request).engine
        question = read_question(request, engine)
        return answer(
            request,
            question.key,
            lambda: front_page(request, question),
            media_type=HTML,
            entries=question.entries,
        )

    @router.get("/static/{name}")
    async def static(request: Request, name: str) -> Response:
        body = service_of(request).files.static(name)
        if body is None:
            raise ProblemError("not-found", f"there is no file {shown(name)!r}")
        return answer(request, "", lambda: body, media_type=media_type(name))

    @router.get("/docs")
    def documentation(request: Request) -> Response:
        document, today = request.app.openapi(), service_of(request).engine.clock()
        return answer(
            request,
            today,
            lambda: render(
                "reference.html",
                request,
                today,
                chapters=reference(document),
                says=document["info"]["description"].strip().split("\n\n"),
                version=document["info"]["version"],
            ),
            media_type=HTML,
        )

    @router.get("/problems/{code}")
    def problem(request: Request, code: str) -> Response:
        if code not in KINDS:
            raise ProblemError("not-found", f"no kind of error is called {shown(code)!r}")
        kind, today = KINDS[code], service_of(request).engine.clock()
        status = f"HTTP status {kind.status}" if kind.status else "not met over HTTP"
        return answer(
            request,
            (code, today),
            lambda: render("kind.html", request, today, kind=kind, status=status),
            media_type=HTML,
        )

    return router
