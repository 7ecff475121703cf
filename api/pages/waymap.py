"""The map of a journey: its line, and what it passes in the tone of what follows there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from safeconduct import Engine
from safeconduct.itineraries import Itinerary, PointAnswer

from .itinerary import answer_address, lines_of, places_on_the_way, worst_points
from .projection import projected
from .worldmap import HATCH, HIGH_SEAS, Key, Shape, WorldMap, drawing, drawn_line

_NARROWEST: Final = 420.0
"""Of the picture, in its units, at least so much is shown across."""
_AROUND: Final = 1.35
"""How much more than the line is shown, each way."""
_PASSED: Final = "marked"


def way_map(found: Itinerary, engine: Engine, root: str) -> WorldMap:
    """Return the map of an itinerary; a place has the tone of the riskiest that follows there.

    ``root``: the way from its page up to where the service lies.
    """
    world = drawing()
    entries = {one["id"]: one for one in world["shapes"]}
    worst, passed = worst_points(found), set(places_on_the_way(found))
    tones = found.wording.briefs()

    def shape(id_: str) -> Shape:
        entry, answer = entries.get(id_, {}), worst.get(id_)
        tone = tones[answer.outcome.value] if answer else "on the way"
        return Shape(
            id=id_,
            name=engine.world.places[id_].name,
            href=root + (answer_address(found, answer) if answer else f"places/{id_}"),
            outcome=answer.outcome.value if answer else _PASSED if id_ in passed else "plain",
            tone=tone if id_ in passed else "not on the way",
            contested=answer.contested if answer else False,
            d=entry.get("d", ""),
            dot=entry.get("dot"),
            dashed=entry.get("dashed", False),
            chosen=False,
        )

    shapes = [shape(id_) for id_ in entries if id_ in engine.world.places]
    told = [one.contested for one in worst.values()]
    lines = tuple(lines_of(found))
    return WorldMap(
        world=world,
        person="",
        headline=found.headline,
        sea=shape(HIGH_SEAS) if HIGH_SEAS in passed else None,
        shapes=shapes,
        legend=tuple(_legend(found, engine, worst, passed)),
        contested=told.count(True),
        not_known=told.count(None),
        total=len(passed),
        patterns=[(HATCH[kind], outcome) for outcome in tones for kind in (True, None)],
        ways=tuple(map(drawn_line, lines)),
        halts=tuple((*projected(one.longitude, one.latitude), one.name) for one in found.stops),
        view=_view([projected(lon, lat) for line in lines for lon, lat in line], world),
    )


def _legend(
    found: Itinerary, engine: Engine, worst: Mapping[str, PointAnswer], passed: set[str]
) -> Iterator[Key]:
    """Yield each tone on the way, the worst first."""
    places = engine.world.places
    tones = found.wording.briefs()
    by = Counter(one.outcome.value for one in worst.values())
    for outcome, count in by.items():
        ours = [id_ for id_, one in worst.items() if one.outcome.value == outcome]
        yield Key(
            outcome=outcome,
            says=tones[outcome],
            states=sum(places[id_].kind == "state" for id_ in ours),
            places=count,
            contested=sum(worst[id_].contested is True for id_ in ours),
        )
    if not worst:
        states = sum(places[id_].kind == "state" for id_ in passed)
        yield Key(_PASSED, "on the way", states, len(passed), 0)


def _view(points: list[tuple[float, float]], world: Mapping[str, float]) -> str:
    """Return the part of the picture around a line, in the shape of the whole picture."""
    width, height = world["width"], world["height"]
    xs, ys = zip(*points, strict=True)
    wide = max((max(xs) - min(xs)) * _AROUND, (max(ys) - min(ys)) * _AROUND * width / height)
    wide = min(max(wide, _NARROWEST), width)
    high = wide * height / width
    left = min(max((max(xs) + min(xs) - wide) / 2, 0), width - wide)
    top = min(max((max(ys) + min(ys) - high) / 2, 0), height - high)
    return f"{left:.0f} {top:.0f} {wide:.0f} {high:.0f}"
