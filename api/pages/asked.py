"""What a page was asked for: the question in its address, read leniently and kept as typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from fastapi import Request

from safeconduct import Assessment, Atlas, Engine, History, InputError, Question
from safeconduct.answers import Mistakes, resolve
from safeconduct.base import counted
from safeconduct.case import meant_by, question_parts

from ..decisions import Decisions

if TYPE_CHECKING:
    from safeconduct.decisions import DecisionEntry

_PARTS: Final = {name: part for name, part in question_parts().items() if not part.mapping}
_USUAL: Final = {name: part.default for name, part in _PARTS.items() if part.kind == "choice"}
_OF_LATE: Final = timedelta(days=730)


@dataclass(frozen=True)
class PageQuestion:
    """A question about a person, everywhere or in one place; ``day`` is set if it was given."""

    person: str
    today: date
    place: str | None = None
    day: date | None = None
    until: date | None = None
    presence: str = _USUAL["presence"]
    purpose: str = _USUAL["purpose"]
    profile: str | None = _USUAL["profile"]
    known_on: date | None = None

    @property
    def on(self) -> date:
        """The day asked about, by default today."""
        return self.day or self.today

    @cached_property
    def key(self) -> tuple[object, ...]:
        """What determines the page, given records and rules."""
        return tuple(str(getattr(self, name)) for name in ("today", "day", *_PARTS))

    def address(self, **changes: Any) -> str:
        """Return the query of the page with some parts changed; ``None`` leaves a part out."""
        asked = replace(self, **changes)
        parts = {name: getattr(asked, name) for name in _PARTS} | {"on": asked.day}
        told = {
            name: str(value)
            for name, value in parts.items()
            if value is not None and value != _USUAL.get(name)
        }
        return f"?{urlencode(told)}"

    @property
    def _how(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in (*_USUAL, "known_on")}

    def everywhere(self, engine: Engine) -> Atlas:
        """Return what follows in every place."""
        return engine.map(self.person, on=self.on, **self._how)

    def answer(self, engine: Engine) -> Assessment:
        """Return what follows in the place asked about."""
        assert self.place is not None
        parts = {name: getattr(self, name) for name in _PARTS}
        return engine.assess(Question(**parts))

    def entries(self, log: Decisions) -> Iterator[DecisionEntry]:
        """Yield what is recorded of the answer for the place asked about, if there is one."""
        if self.place is not None:
            parts = {name: getattr(self, name) for name in _PARTS}
            yield log.of_travel(Question(**parts))

    def over_time(self, engine: Engine) -> History:
        """Return how the answer for the place became others."""
        assert self.place is not None
        return engine.timeline(self.person, self.place, **self._how)


def typed(request: Request) -> dict[str, str]:
    """Return what was typed: forms send empty fields, and others add parameters of their own."""
    given = request.query_params
    return {name: given.get(name, "").strip() for name in (*_PARTS, "q")}


def read_question(request: Request, engine: Engine) -> PageQuestion:
    """Return the question in what was typed; raises every mistake at once.

    What others add to an address counts for nothing, but what was meant to be a part of the
    question is never passed over, nor is a person chosen for a place.
    """
    mistakes, given = Mistakes(), typed(request)
    for name, values in _several(request).items():
        near = None if name in given else meant_by(name, tuple(_PARTS.values()))
        if near:
            told = f"is not a part of a question; did you mean {near!r}?"
            mistakes.add(InputError(name[:60], values[-1][:60], told, code="unknown-parameter"))
        elif name in _PARTS and len(set(values)) > 1:
            each = tuple(dict.fromkeys(value[:60] for value in values[:5]))
            told = f"is given {counted(len(values), 'time')}"
            mistakes.add(InputError(name, None, told, each, code="repeated-parameter"))
    if given["place"] and not given["person"]:
        told = "is missing: choose somebody, or leave the place out too"
        mistakes.add(InputError("person", None, told, code="missing-value"))
    texts = {name: given[name] or _USUAL.get(name) for name in _PARTS}
    found = resolve(engine, texts, mistakes, surnames=True)
    mistakes.done()
    found.setdefault("person", most_travelled(engine))
    if found.get("profile") == engine.profile().id:
        del found["profile"]  # as if it were not written
    day = found.pop("on", None)
    return PageQuestion(today=engine.clock(), day=day, **found)


def _several(request: Request) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        found.setdefault(name, []).append(value.strip())
    return found


def most_travelled(engine: Engine) -> str:
    """Return whose map the first page shows: of those wanted, who travelled most of late."""
    wanted = sorted(one.person.id for one in engine.wanted())
    if not wanted:
        return min(engine.world.persons)
    since = (engine.clock() - _OF_LATE).isoformat()
    return max(wanted, key=lambda person: _journeys(engine, person, since))


def _journeys(engine: Engine, person: str, since: str) -> tuple[int, int]:
    visits = engine.world.visits_of(person)
    return sum((one.start or one.end or "") >= since for one in visits), len(visits)
