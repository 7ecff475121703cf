"""The places that a question about a region or an organisation is about, and on which days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from ..engine import Engine
from ..records.organisations import members
from ..timeline.treaty import status_of
from .model import Understanding
from .peoples import peoples
from .phrases import COURT

_ONE_DAY: Final = timedelta(days=1)

Span = tuple[date, date]
"""First and last day, inclusive."""


def places_asked(engine: Engine, asked: Understanding) -> Mapping[str, Span]:
    """Return the places of the region and of the organisation asked about, by name.

    With each the days asked about on which it belongs there; without either, all places.
    """
    world = engine.world
    spans: Mapping[str, Span]
    if asked.organisation is None:
        spans = dict.fromkeys(world.places, (asked.since, asked.until))
    elif asked.organisation == COURT:
        spans = _parties(engine, asked)
    else:
        spans = _belonging(engine, asked)
    if asked.parties:
        bound = _parties(engine, asked)
        spans = {
            id_: (max(first, bound[id_][0]), min(last, bound[id_][1]))
            for id_, (first, last) in spans.items()
            if id_ in bound and max(first, bound[id_][0]) <= min(last, bound[id_][1])
        }
    if asked.region is not None:
        within = peoples().within(world, asked.region)
        spans = {id_: span for id_, span in spans.items() if id_ in within}
    known = (id_ for id_ in spans if id_ in world.places)
    return {id_: spans[id_] for id_ in sorted(known, key=lambda id_: world.places[id_].name)}


def _belonging(engine: Engine, asked: Understanding) -> dict[str, Span]:
    """Return who belonged to the organisation on at least one of the days, and on which."""
    found: dict[str, Span] = {}
    days, kinds = (asked.since, asked.until), (asked.membership,)
    for one, since, until in members(engine.world, asked.organisation or "", kinds, *days):
        before = found.get(one.state, (since, until))
        found[one.state] = (min(since, before[0]), max(until, before[1]))
    return found


def _parties(engine: Engine, asked: Understanding) -> dict[str, Span]:
    """Return for which States the Statute is in force on at least one of the days, and on which."""
    found: dict[str, Span] = {}
    for id_ in engine.world.places:
        actions = engine.world.treaty_actions_of(id_)
        steps = status_of(engine.world, id_)
        edges = {day for one in actions for day in (one.on, one.effect) if day is not None}
        inner = sorted({asked.since, *(d for d in edges if asked.since < d <= asked.until)})
        ends = [*(d - _ONE_DAY for d in inner[1:]), asked.until]
        held = [
            span
            for span in zip(inner, ends, strict=True)
            if steps.at(span[0].toordinal()).values == {"party"}
        ]
        if held:
            found[id_] = (held[0][0], held[-1][1])
    return found
