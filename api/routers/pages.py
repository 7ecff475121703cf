"""What people look at: the page, and a page for each kind of error."""

from __future__ import annotations

from html import escape
from importlib import resources
from typing import Final

from fastapi import APIRouter, Request, Response

from ..catalogue import KINDS, ErrorKind
from ..problems import ProblemError, shown
from ..responses import answer

_TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_INDEX: Final = "index.html"
_PROBLEM: Final = "problem.html"


def pages() -> APIRouter:
    """Return the routes of the page; its files are read once, here."""
    files = {
        entry.name: entry.read_bytes()
        for entry in resources.files("safeconduct.api").joinpath("static").iterdir()
        if entry.name.rpartition(".")[2] in _TYPES
    }
    problem_page = files.pop(_PROBLEM).decode()
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    async def page(request: Request) -> Response:
        return _file(request, files, _INDEX)

    @router.get("/static/{name}")
    async def static(request: Request, name: str) -> Response:
        if name not in files:
            raise ProblemError("not-found", f"there is no file {shown(name)!r}")
        return _file(request, files, name)

    @router.get("/problems/{code}")
    async def problem(request: Request, code: str) -> Response:
        if code not in KINDS:
            raise ProblemError("not-found", f"no kind of error is called {shown(code)!r}")
        filled = _fill(problem_page, KINDS[code])
        return answer(request, filled, lambda: filled, media_type=_TYPES["html"])

    return router


def _file(request: Request, files: dict[str, bytes], name: str) -> Response:
    body = files[name]
    return answer(request, body, lambda: body, media_type=_TYPES[name.rpartition(".")[2]])


def _fill(page: str, kind: ErrorKind) -> str:
    status = f"HTTP status {kind.status}" if kind.status else "not met over HTTP"
    words = {
        "title": kind.title,
        "code": kind.code,
        "status": status,
        "cause": kind.cause,
        "fix": kind.fix,
    }
    for name, text in words.items():
        page = page.replace(f"{{{name}}}", escape(text))
    return page
