"""Telling a view by its template."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from fastapi import Request

from ..mounted import prefix_of
from ..service import service_of

HTML: Final = "text/html; charset=utf-8"
"""The media type of a page."""


def root_of(request: Request) -> str:
    """Return the way from a page up to where the service lies, which holds below any path."""
    path = request.url.path.removeprefix(prefix_of(request.scope))
    return "../" * (path.count("/") - 1) or "./"


def address_of(request: Request) -> str:
    """Return where the service lies: as it was set, or else relative to the page.

    Never as the request names the host: that anybody may choose, and pages are kept.
    """
    return service_of(request).address or root_of(request)


def way_of(request: Request) -> str:
    """Return the way to a page from where the service lies."""
    return request.url.path.removeprefix(prefix_of(request.scope)).removeprefix("/")


def render(template: str, request: Request, today: date, **parts: Any) -> str:
    """Return a page; nothing in ``parts`` is ever taken for markup."""
    found = service_of(request).files.environment.get_template(template)
    address = address_of(request)
    here = {"root": root_of(request), "address": address, "here": way_of(request)}
    tones = service_of(request).engine.inference.question.wording.briefs()
    return found.render(**here, today=today, tones=tones, **parts)
