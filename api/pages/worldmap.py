"""The map: every place of the records as a shape or a dot, with the tone of its answer."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from safeconduct import Atlas, Engine, Outcome
from safeconduct.base import CONTESTED, counted

from .asked import PageQuestion
from .projection import projected

HIGH_SEAS: Final = "high-seas"
"""The one place that is drawn as the ground of the map."""

HATCH: Final = {True: "h", False: "", None: "q"}
"""What is laid over a tone: lines where contested, dots where that is not known."""


@dataclass(frozen=True)
class Shape:
    """A place as it is drawn; ``fill`` names the pattern of a contested answer."""

    id: str
    name: str
    href: str
    outcome: str
    tone: str
    contested: bool | None
    d: str
    dot: tuple[float, float] | None
    dashed: bool
    chosen: bool

    @property
    def fill(self) -> str:
        """The id of the pattern, empty for a plain tone."""
        kind = HATCH[self.contested]
        return f"{kind}-{self.outcome}" if kind else ""

    @property
    def title(self) -> str:
        """What is said of the place."""
        told = f"{self.name}: {self.tone}"
        return told if self.contested is False else f"{told}, {CONTESTED[self.contested]}"


@dataclass(frozen=True)
class Key:
    """A line of the legend: a tone and how many States and places have it."""

    outcome: str
    says: str
    states: int
    places: int
    contested: int

    @property
    def counts(self) -> str:
        """How many States and places, in words."""
        places = counted(self.places, "place")
        return f"{counted(self.states, 'State')}, {places}" if self.states else places


@dataclass(frozen=True)
class WorldMap:
    """Everything the template draws and tells of a map.

    ``ways``: lines, as they are drawn; ``halts``: where they begin, halt and end; ``view``: the
    part of the picture that is shown, all of it where that is empty.
    """

    world: Mapping[str, Any]
    person: str
    headline: str
    sea: Shape | None
    shapes: Sequence[Shape]
    legend: Sequence[Key]
    contested: int
    not_known: int
    total: int
    patterns: Sequence[tuple[str, str]]
    ways: Sequence[str] = ()
    halts: Sequence[tuple[float, float, str]] = ()
    view: str = ""

    @property
    def by_outcome(self) -> Iterator[tuple[Key, list[Shape]]]:
        """Every line of the legend with its places by name."""
        listed = [*self.shapes, *([self.sea] if self.sea else [])]
        for key in self.legend:
            ours = [one for one in listed if one.outcome == key.outcome]
            yield key, sorted(ours, key=lambda one: one.name)


@cache
def drawing() -> Mapping[str, Any]:
    """Return the drawn world, made beforehand by `tools/build_map.py`."""
    text = resources.files("safeconduct.api").joinpath("pages", "world.json").read_bytes()
    found: dict[str, Any] = json.loads(text)
    return found


def world_map(atlas: Atlas, question: PageQuestion, engine: Engine, base: str = "") -> WorldMap:
    """Return the map for an answer about every place.

    ``base``: what stands before the query in the address of each place.
    """
    world = drawing()
    past = question.on < question.today
    tones = atlas.wording.briefs(past=past)
    spots = {spot.place.id: spot for spot in atlas.places}
    entries = {one["id"]: one for one in world["shapes"]}

    def shape(id_: str) -> Shape:
        spot, entry = spots[id_], entries.get(id_, {})
        return Shape(
            id=id_,
            name=spot.place.name,
            href=base + question.address(place=id_),
            outcome=spot.outcome.value,
            tone=tones[spot.outcome.value],
            contested=spot.contested,
            d=entry.get("d", ""),
            dot=entry.get("dot"),
            dashed=entry.get("dashed", False),
            chosen=id_ == question.place,
        )

    shapes = [shape(id_) for id_ in entries if id_ in spots]
    # Places of records of one's own have no shape, and are in the table all the same.
    shapes += [shape(id_) for id_ in spots if id_ not in entries and id_ != HIGH_SEAS]
    legend = tuple(_legend(atlas, engine, tones))
    return WorldMap(
        world=world,
        person=atlas.person.id,
        headline=headline(atlas, legend, past=past),
        sea=shape(HIGH_SEAS) if HIGH_SEAS in spots else None,
        shapes=shapes,
        legend=legend,
        contested=atlas.contested,
        not_known=atlas.contest_not_known,
        total=len(atlas.places),
        patterns=[(HATCH[kind], outcome) for outcome in tones for kind in (True, None)],
    )


def marked_map(
    marks: Collection[str], engine: Engine, ways: Iterable[Sequence[tuple[float, float]]] = ()
) -> WorldMap:
    """Return a map without answers, on which some places are marked and lines are drawn."""
    world = drawing()
    shapes = [
        Shape(
            id=one["id"],
            name=engine.world.places[one["id"]].name,
            href="",
            outcome="marked" if one["id"] in marks else "plain",
            tone="",
            contested=False,
            d=one.get("d", ""),
            dot=one.get("dot"),
            dashed=one.get("dashed", False),
            chosen=False,
        )
        for one in world["shapes"]
        if one["id"] in engine.world.places
    ]
    drawn = tuple(map(drawn_line, ways))
    return WorldMap(world, "", "", None, shapes, (), 0, 0, len(shapes), (), drawn)


def drawn_line(points: Sequence[tuple[float, float]]) -> str:
    """Return a line through points, degrees east and north, as the path of a picture."""
    there = (projected(lon, lat) for lon, lat in points)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in there)


def _legend(atlas: Atlas, engine: Engine, tones: Mapping[str, str]) -> Iterable[Key]:
    places = engine.world.places
    for outcome, says in tones.items():
        ours = [spot for spot in atlas.places if spot.outcome.value == outcome]
        if ours:
            yield Key(
                outcome=outcome,
                says=says,
                states=sum(places[spot.place.id].kind == "state" for spot in ours),
                places=len(ours),
                contested=sum(spot.contested is True for spot in ours),
            )


def headline(atlas: Atlas, legend: Sequence[Key], *, past: bool) -> str:
    """Return how many States have to arrest and how many do not, in one sentence."""
    who = atlas.person.name
    told: list[str] = []
    for key in legend:
        outcome, count = key.outcome, key.states
        if not count:
            continue
        if outcome in (Outcome.MUST_ARREST, Outcome.MAY_ARREST, Outcome.MUST_NOT_ARREST):
            told.append(_clause(outcome, count, who, past=past, first=not told))
        elif outcome == "undetermined":
            whether = "" if told else f" whether they have to arrest {who}"
            told.append(
                f"for {counted(count, 'State') if not told else count} it is not settled{whether}"
            )
        elif outcome not in (Outcome.NO_POWER, Outcome.NO_WARRANT_IN_FORCE):  # of other rules
            said = f"the answer {'was' if past else 'is'}: {atlas.words(outcome)}"
            told.append(f"for {counted(count, 'State') if not told else count} {said}")
    if not told:
        calls = "called" if past else "calls"
        told = [f"no warrant of the Court {calls} for the arrest of {who} anywhere"]
    text = "; ".join(told)
    return text[0].upper() + text[1:]


def _clause(outcome: str, count: int, who: str, *, past: bool, first: bool) -> str:
    states = counted(count, "State") if first else str(count)
    if outcome == Outcome.MAY_ARREST.value:
        has = ("had" if past else "has" if count == 1 else "have") + " no duty to"
        return f"{states} {has}{f' arrest {who}' if first else ''}"
    if outcome == Outcome.MUST_ARREST.value:
        return f"{states} {'had to' if past else 'would have to'} arrest {who}"
    may = ("was" if count == 1 else "were") + " not allowed to" if past else "may not"
    return f"{states} {may}{f' arrest {who}' if first else ''}"
