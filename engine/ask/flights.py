"""The way of a flight in a plain question: from where to where, over what, and around what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..base.errors import InputError, UnknownName
from ..base.extras import installed
from ..records.names import fold
from ..records.world import World
from .tokens import TokenMatch

_STOP: Final = r"(?:(?!(?:to|via|on|in|and|or|without|avoiding)\b)[^\W_][\w.'’-]*)"
_NAME: Final = rf"{_STOP}(?:[ ]{_STOP}){{0,4}}?"
_END: Final = (
    r"(?=\s*(?:[,;?!]|\.?\s*$)|\s+(?:on|in|at|during|and|without|avoiding|around|via|next|today"
    r"|tomorrow|this|for)\b|\s+\d)"
)
_VIA: Final = (
    rf"(?:,?\s+(?:via|by\s+way\s+of|with\s+a\s+stop\s+(?:in|at))\s+(?P<via>{_NAME}){_END})?"
)
_WAY: Final = re.compile(
    r"(?:\bon\s+(?:an?|the|his|her|its)\s+(?:\w+\s+)?(?:flight|plane|jet|aircraft|way)\s+)?"
    rf"\bfrom\s+(?P<start>{_NAME})\s+to\s+(?P<end>{_NAME}){_END}{_VIA}",
    re.IGNORECASE,
)
_AROUND: Final = re.compile(
    r",?\s*\b(?:without|avoiding|around|and\s+not|but\s+not)\s+"
    r"(?:(?:ever\s+)?(?:cross(?:ing)?|enter(?:ing)?|overfly(?:ing)?|pass(?:ing)?|fly(?:ing)?)\s+)?"
    r"(?:(?:over|through|into|across|the|airspace|of|an?|any|all)\s+)*"
    r"(?P<what>(?:(?:ICC|Rome\s+Statute|State|Court|member|States?)\s+)*"
    r"(?:members?(?:\s+(?:States?|countr(?:y|ies)))?(?:\s+of\s+the\s+(?:ICC|Court))?"
    r"|parties(?:\s+to\s+the\s+(?:Rome\s+)?Statute)?|States?\s+part(?:y|ies))"
    r"|(?:States?|countr(?:y|ies)|places?)\s+(?:that|which)\s+(?:would|must|will|could)"
    r"(?:\s+have\s+to)?\s+arrest(?:\s+(?:him|her|them))?)(?=\W|$)",
    re.IGNORECASE,
)
_OWED: Final = re.compile(r"\barrest\b", re.IGNORECASE)
_FLIES: Final = re.compile(
    r"^\W*(?:(?:and|so|please|tell\s+me|say|whether|if)\W+)*"
    r"(?:could|can|may|might|would|is\s+it\s+(?:safe|possible)\s+for)\b.*?"
    r"\b(?:fly|travel|get|go|be\s+flown)\s+(?:(?:safely|directly|non-?stop|straight)\s+)?$",
    re.IGNORECASE,
)
_OVER: Final = re.compile(
    r"\b(?:which|what|whose|list|over)\b.*\b(?:fly|flies|flying|pass(?:es|ing)?|cross(?:es|ing)?"
    r"|overfl(?:y|ies|ying|own)|flown)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FlownWay:
    """From where to where a flight goes, as codes of airports.

    ``taken``: what was chosen of a city with several airports, a sentence each.
    """

    stops: tuple[str, ...]
    taken: tuple[str, ...] = ()


def with_way(world: World, text: str, found: Sequence[TokenMatch]) -> Iterator[TokenMatch]:
    """Yield what was found in a question; the ends of a flight are no places to be arrested in.

    A flight is asked about where it goes via another airport, is to avoid something, or is asked
    for what it passes over, or where the question is whether somebody could fly at all. Else the
    end of a journey is the place that is asked about, as in *would he be arrested if he flew …*.
    """
    way = _WAY.search(text)
    around = _AROUND.search(text)
    if way is None or not _is_meant(world, text, way, around):
        yield from found
        return
    spans = [TokenMatch(way.start(), way.end(), "way", _written(way))]
    if around is not None:
        owed = "duties" if _OWED.search(around[0]) else "members"
        spans.append(TokenMatch(around.start(), around.end(), "avoiding", owed))
    apart = (
        one
        for one in found
        if all(one.end <= span.start or span.end <= one.start for span in spans)
    )
    yield from sorted([*apart, *spans], key=lambda one: one.start)


def flown_way(world: World, value: str) -> FlownWay:
    """Return the airports of the stops in ``value``, which have bars between.

    Of a city with several airports its main one is taken, by the record. Raises `UnknownName` for
    a stop that is no airport, or a State, and `MissingExtra` without the extra ``routes``.
    """
    from ..geography.airports import main_airport  # of most questions nobody needs it

    states = {fold(one.name) for one in world.places.values()}
    stops, taken = [], []
    for name in value.split("|"):
        if fold(name) in states:  # some are towns as well: Jordan, Montana
            raise UnknownName("airport", name, why="names a place: name an airport or a city")
        one, chosen = main_airport(name)
        stops.append(one.code)
        if chosen:
            taken.append(f"{name} is taken for its main airport, {one.name} ({one.code}).")
    return FlownWay(tuple(stops), tuple(taken))


def _is_meant(world: World, text: str, way: re.Match[str], around: re.Match[str] | None) -> bool:
    before = text[: way.start()]
    flies = _FLIES.search(before) is not None
    if _OVER.search(before) or (flies and (way["via"] or around)):
        return True
    # As it was without those packages: the end is where he might be arrested.
    return flies and installed("routes") and _are_airports(world, way)


def _written(way: re.Match[str]) -> str:
    """Return the stops in order, with bars between."""
    between = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", way["via"]) if way["via"] else []
    return "|".join([way["start"], *between, way["end"]])


def _are_airports(world: World, way: re.Match[str]) -> bool:
    try:
        flown_way(world, _written(way))
    except (InputError, UnknownName):
        return False
    return True
