"""A friendly page for what cannot be shown: what is wrong, the nearest right things, the form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from fastapi import Request

from ..models import Mistake
from ..mounted import prefix_of
from ..service import service_of
from .asked import typed
from .front import form_parts
from .render import render, root_of

_MOST: Final = 8


@dataclass(frozen=True)
class Way:
    """A way out of a mistake: a right value, with the page that it leads to."""

    name: str
    href: str
    why: str = ""


def is_for_people(request: Request) -> bool:
    """Whether a browser asks for a page; what is below ``/v1`` is for programs."""
    path = request.url.path.removeprefix(prefix_of(request.scope))
    return "text/html" in request.headers.get("accept", "") and not path.startswith("/v1/")


def problem_page(request: Request, title: str, detail: str, mistakes: Sequence[Mistake]) -> str:
    """Return the page; nothing of what was typed is lost."""
    engine = service_of(request).engine
    told = [_told(request, one) for one in mistakes] or [(_friendly(detail), [], "")]
    return render(
        "problem.html",
        request,
        engine.clock(),
        title=_title(title, mistakes),
        told=told,
        typed=typed(request),
        wanted=engine.wanted(),
        **form_parts(engine),
    )


def _told(request: Request, mistake: Mistake) -> tuple[str, list[Way], str]:
    """Return what is wrong, the ways out, and the field; the ways are not told twice."""
    says, ways = _friendly(mistake.message), _ways(request, mistake)
    return says.partition(" Did you mean ")[0] if ways else says, ways, mistake.field


def _friendly(message: str) -> str:
    text = message.partition("; /v1/wanted")[0].partition("; the routes are listed")[0]
    return text[:1].upper() + text[1:]


def _title(title: str, mistakes: Sequence[Mistake]) -> str:
    """Return what a page is called where a single name is not on record."""
    if len(mistakes) != 1 or mistakes[0].code != "unknown-name":
        return title
    (mistake,) = mistakes
    kind = "person" if mistake.field == "person" else "place"
    if len(mistake.suggestions) > 1 and " may mean " in mistake.message:
        return f"Which {kind} is meant?"
    if kind == "person":
        return "Nobody of that name is on record as publicly sought"
    return "No place of that name is on record"


def _ways(request: Request, mistake: Mistake) -> list[Way]:
    """Return the nearest right values, each as the page with everything else as it was typed."""
    parts = {name: text for name, text in typed(request).items() if text}
    root = root_of(request)

    def way(value: str, name: str, why: str = "") -> Way:
        return Way(name, f"{root}?{urlencode({**parts, mistake.field: value})}", why)

    near = [way(one.id, one.name, one.why) for one in mistake.suggestions]
    if mistake.field in ("presence", "purpose", "profile"):
        near += [way(value, value) for value in mistake.allowed]
    return near[:_MOST]
