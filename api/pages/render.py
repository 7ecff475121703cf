"""Telling a view by its template."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from safeconduct.base import day, label

from ..mounted import prefix_of
from .worldmap import TONES


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("safeconduct.api", "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["day"] = day
    found.filters["label"] = label
    found.globals["tones"] = TONES
    return found


def root_of(request: Request) -> str:
    """Return the way from a page up to where the service lies, which holds below any path."""
    path = request.url.path.removeprefix(prefix_of(request.scope))
    return "../" * (path.count("/") - 1) or "./"


def render(template: str, request: Request, today: date, **parts: Any) -> str:
    """Return a page; nothing in ``parts`` is ever taken for markup."""
    found = _environment().get_template(template)
    return found.render(root=root_of(request), today=today, **parts)
