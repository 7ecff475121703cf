"""A friendly page for what cannot be shown: what is wrong, the nearest right things, the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, TypeAlias
from urllib.parse import urlencode

from fastapi import Request

from safeconduct import SafeconductError
from safeconduct.base import label, sentence
from safeconduct.case import meant_by, question_parts

from ..media import JSON, PAGE, header_of, liked
from ..models import Mistake
from ..mounted import prefix_of
from ..service import service_of
from .asked import typed
from .front import form_parts
from .render import render, way_of

_MOST: Final = 8
DID_YOU_MEAN: Final = "Did you mean"
PAGES: Final = {
    "": "the map",
    "wanted": "who is wanted",
    "upcoming": "what is scheduled to change",
    "docket": "what courts found",
    "docket/score": "how the answers compare with it",
    "organisations": "organisations",
    "venues": "where they could meet",
    "reception": "whom a place could not receive",
    "itinerary": "what would follow along a flight",
    "summits": "announced meetings",
    "issues": "questions of law",
    "docs": "the documentation for programs",
}
"""What can be opened by its name alone."""
FOLDERS: Final = (
    *("persons", "places", "warrants", "situations"),
    *("organisations", "issues", "rules", "rulings"),
)
"""What has a page for each thing in it."""


MEETINGS: Final = frozenset(("venues", "reception", "itinerary"))
"""Pages with a question of their own, of which nothing that was typed is lost either."""
_WAY: Final = "itinerary"
"""The page whose form stands with its mistakes, each beside its field."""
_SEVERAL: Final = frozenset(("guests", "places", "summits", "via"))
_AIRPORTS: Final = frozenset(("from", "to", "via"))
"""Fields in which an airport is named."""
_CHOICES: Final = frozenset(("presence", "purpose", "profile"))
_LABELS: Final = {
    "person": "the person",
    "place": "the place",
    "on": "the day",
    "until": "the last day",
    "presence": "how he is there",
    "purpose": "why he is there",
    "profile": "the reading of the law",
    "known_on": "the day on which it was known",
    "from": "where it begins",
    "to": "where it ends",
    "via": "the stop on the way",
    "diversions_km": "the distance from the way",
    "state_aircraft": "the aircraft",
    "avoiding": "what to avoid",
    "exposure_weight": "the weight of what is avoided",
    "landing_within_km": "the distance to an airport",
}
"""What the fields of the form are called in a sentence."""
_VERBS: Final = frozenset(("is", "lies", "holds"))
"""With these a message goes on after the value."""


@dataclass(frozen=True)
class Way:
    """A way out of a mistake: a right value, with the page that it leads to, from the root."""

    name: str
    href: str
    why: str = ""


Ways: TypeAlias = Mapping[str, Sequence[Way]]
"""Ways out by what they are called together."""


def is_for_people(request: Request) -> bool:
    """Whether a browser asks for a page; what is below ``/v1`` is for programs."""
    path = request.url.path.removeprefix(prefix_of(request.scope))
    accept = header_of(request.scope, b"accept")
    return not path.startswith("/v1/") and PAGE in accept and liked(accept, (PAGE, JSON)) == PAGE


def problem_page(
    request: Request, title: str, detail: str, mistakes: Sequence[Mistake], ways: Ways
) -> str:
    """Return the page; nothing of what was typed is lost."""
    engine = service_of(request).engine
    texts = typed(request)
    parts = {name: text for name, text in texts.items() if text and name != "q"}
    page = way_of(request).removeprefix("embed/")
    way = page if page == _WAY else ""
    if page in MEETINGS:
        parts = {name: one for name, one in request.query_params.items() if one.strip()}
    told = [_told(request, parts, one) for one in mistakes] or [(_friendly(detail), {})]
    says, last = told[-1]
    last = {heading: listed for heading, listed in {**last, **ways}.items() if listed}
    told[-1] = sentence(says.partition("; did you mean ")[0]) if last else says, last
    wanted = [
        Way(one.person.name, f"{way}?{urlencode({**parts, 'person': one.person.id})}")
        for one in engine.wanted()
    ]
    return render(
        "problem.html",
        request,
        engine.clock(),
        title=_title(title, mistakes),
        told=told,
        typed=parts if page == _WAY else texts,
        asking="ask-way.html" if page == _WAY else "ask.html",
        wrong={one.field: says for one, (says, _) in zip(mistakes, told, strict=False)},
        wanted=wanted,
        **form_parts(engine),
    )


def _told(request: Request, parts: Mapping[str, str], mistake: Mistake) -> tuple[str, Ways]:
    """Return what is wrong and the ways out, which are not told twice."""
    ways, says = _ways(request, parts, mistake), mistake.message
    value = "" if mistake.value is None else f" {mistake.value!r}"
    if says.startswith(f"{mistake.field}{value}: ") and mistake.field in _LABELS:
        told = says.removeprefix(f"{mistake.field}{value}: ")
        joint = " " if told.partition(" ")[0] in _VERBS else ": "
        says = f"{_LABELS[mistake.field]}{value}{joint}{told}"
    if ways:
        says = says.partition(" Did you mean ")[0].partition("; valid: ")[0]
    return _friendly(says), ways


def _friendly(message: str) -> str:
    return sentence(message.partition("; /v1/wanted")[0].partition("; the routes are listed")[0])


def _title(title: str, mistakes: Sequence[Mistake]) -> str:
    """Return what a page is called where a single name is not on record, or is missing."""
    if [(one.code, one.field) for one in mistakes] == [("missing-value", "person")]:
        return "Whose arrest is it about?"
    if len(mistakes) != 1 or mistakes[0].code != "unknown-name":
        return title
    (mistake,) = mistakes
    if mistake.field in {"organisation", "summits"}:
        return "No organisation of that name is on record"
    kind = "person" if mistake.field in {"person", "guests"} else "place"
    if mistake.field in _AIRPORTS:
        several = len(mistake.suggestions) > 1 and " may mean " in mistake.message
        return "Which airport is meant?" if several else "No airport of that name is known"
    if len(mistake.suggestions) > 1 and " may mean " in mistake.message:
        return f"Which {kind} is meant?"
    if kind == "person":
        return "Nobody of that name is on record as publicly sought"
    return "No place of that name is on record"


def _ways(request: Request, parts: Mapping[str, str], mistake: Mistake) -> Ways:
    """Return the nearest right values, each as the page with everything else as it was typed."""
    if mistake.field == "q":
        return {}  # what it leads to is another question
    here = way_of(request)

    def asked(name: str, value: str) -> str:
        folder, slash, _ = here.partition("/")
        if slash and folder in FOLDERS:
            return f"{folder}/{value}"
        if name in _SEVERAL and mistake.value:  # the others that are named beside it stay
            value = parts.get(name, "").replace(mistake.value, value)
        return f"{here}?{urlencode({**parts, name: value})}"

    meant = meant_by(mistake.field, tuple(question_parts().values()))
    if mistake.code == "unknown-parameter" and meant and mistake.value:
        return {DID_YOU_MEAN: [Way(f"{meant}: {mistake.value}", asked(meant, mistake.value))]}
    if mistake.code == "missing-value" and mistake.field == "person":
        with suppress(SafeconductError):  # of a place that is not known something else is said
            place = service_of(request).engine.place(parts["place"])
            return {"Everybody wanted, today": [Way(place.name, f"places/{place.id}")]}
    if mistake.suggestions:
        near = [Way(one.name, asked(mistake.field, one.id), one.why) for one in mistake.suggestions]
        return {DID_YOU_MEAN: near[:_MOST]}
    if mistake.field in _CHOICES or mistake.code == "repeated-parameter":
        profiles = service_of(request).engine.rulebase.effective_profiles
        names = {
            one: one if mistake.field not in _CHOICES else label(one) for one in mistake.allowed
        }
        names |= {one: profiles[one].title for one in names if one in profiles}
        return {"Possible": [Way(name, asked(mistake.field, one)) for one, name in names.items()]}
    return {}
