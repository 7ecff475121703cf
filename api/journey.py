"""A journey as an address asks about it: its parameters, and the itinerary that answers them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from safeconduct import Engine, InputError, SeveralMistakes, UnknownName
from safeconduct.answers import Mistakes
from safeconduct.base import counted
from safeconduct.itineraries import Itinerary, ItineraryQuestion, itinerary

from .parameters import Parameter
from .question import parameters_of

MOST_BETWEEN: Final = 10
"""How many stops on the way an address can name; a body of ``POST /v1/itineraries`` takes more."""
_PARTED: Final = re.compile(r"-?\d+(?:\.\d+)?\s*,\s*-?\d+(?:\.\d+)?(?![\w.])|[^,;]+")
"""A stop: a position, which has a comma of its own, or what is between commas or semicolons."""
_STOP: Final = {"type": "string", "minLength": 1, "maxLength": 200}
_TRUE, _FALSE = "true", "false"

ENDS: Final = (
    Parameter(
        "from",
        "Where it begins: an airport (`BUD`, `LHBP`, its name), `place:HUN`, or a position.",
        _STOP,
        required=True,
        examples={"an airport": "TLV"},
        synonyms=("origin", "start", "departure"),
    ),
    Parameter(
        "to",
        "Where it ends.",
        _STOP,
        required=True,
        examples={"an airport": "JFK"},
        synonyms=("destination", "end", "arrival"),
    ),
    Parameter(
        "via",
        f"Stops on the way, in order, at most {MOST_BETWEEN}, with semicolons between.",
        {"type": "string", "minLength": 1, "maxLength": 210 * MOST_BETWEEN},
        examples={"two": "BUD;VIE"},
        synonyms=("stops", "stopover", "through"),
    ),
)
_CRAFT: Final = Parameter(
    "state_aircraft",
    "It is flown in an aircraft of the traveller's State.",
    {"type": "string", "enum": [_TRUE, _FALSE], "default": _FALSE},
)
_NEAR: Final = Parameter(
    "diversions_km",
    "Tell the airports within so many kilometres of the way as well.",
    {"type": "number", "exclusiveMinimum": 0, "maximum": 500},
    examples={"near": "50"},
    synonyms=("diversions",),
)
AROUND: Final = (
    Parameter(
        "avoiding",
        "What each leg is led around, with semicolons between: `parties` to the Rome Statute, an "
        "outcome such as `must_arrest` (wherever it would follow after a landing), places, "
        "organisations.",
        {"type": "string", "minLength": 1, "maxLength": 2_000},
        examples={"States Parties": "parties"},
        synonyms=("avoid", "around", "without"),
    ),
    Parameter(
        "exposure_weight",
        "Rather count a kilometre over them as so many more than forbid it.",
        {"type": "number", "minimum": 0.01, "maximum": 1000},
        synonyms=("weight",),
    ),
    Parameter(
        "landing_within_km",
        "An airport outside of them is never farther from the way.",
        {"type": "number", "minimum": 100, "maximum": 10_000},
        synonyms=("landing_within",),
    ),
)


def parameters_of_journeys(engine: Engine) -> tuple[Parameter, ...]:
    """Return the parameters of a question about a journey."""
    person, *how = parameters_of(engine, "person", "on", "purpose", "profile", "known_on").values()
    who = "Who travels, by id, name or alias. Default: the places alone are told."
    return (replace(person, description=who, required=False), *ENDS, *how, _CRAFT, _NEAR, *AROUND)


def itinerary_of(
    engine: Engine, given: Mapping[str, Any], mistakes: Mistakes | None = None
) -> Itinerary:
    """Return the itinerary for parameters by name, as they were typed.

    ``mistakes``: what was found wrong before. Raises every mistake at once, by the parameter.
    """
    found = mistakes or Mistakes()
    said = {name: str(value) for name, value in given.items() if value is not None}
    for one in ENDS:
        if one.required and one.name not in said and not _told(found, one.name):
            found.add(
                InputError(
                    one.name,
                    None,
                    f"is missing; name an airport, such as {next(iter(one.examples.values()))}",
                    code="missing-value",
                )
            )
    stops = list(_stops(said, found))
    avoiding = [one.strip() for one in said.get("avoiding", "").split(";") if one.strip()]
    asked = ItineraryQuestion(
        stops=tuple(at for _, at in stops),
        person=said.get("person"),
        on=said.get("on"),
        purpose=said.get("purpose", "unspecified"),  # type: ignore[arg-type]  # looked at there
        profile=said.get("profile"),
        known_on=said.get("known_on"),
        state_aircraft=_flag(said, found),
        diversions_km=_number("diversions_km", said, found),
        avoiding=tuple(avoiding),
        exposure_weight=_number("exposure_weight", said, found),
        landing_within_km=_number("landing_within_km", said, found),
    )
    try:
        return itinerary(engine, asked, found)
    except (InputError, UnknownName, SeveralMistakes) as error:
        told = error.mistakes if isinstance(error, SeveralMistakes) else (error,)
        renamed = Mistakes()
        for mistake in told:
            name = _parameter(mistake.field, [name for name, _ in stops])
            if name is not None:
                renamed.add(replace(mistake, field=name))
        renamed.done()
        raise


def _stops(said: Mapping[str, str], mistakes: Mistakes) -> Sequence[tuple[str, str]]:
    between = [one.strip() for one in _PARTED.findall(said.get("via", "")) if one.strip()]
    if len(between) > MOST_BETWEEN:
        told = f"names {counted(len(between), 'stop')}; at most {MOST_BETWEEN} can be named here"
        mistakes.add(InputError("via", None, told, code="too-many-values"))
        between = []
    whole = [("from", said.get("from")), *(("via", one) for one in between), ("to", said.get("to"))]
    return [(name, at) for name, at in whole if at is not None]


def _flag(said: Mapping[str, str], mistakes: Mistakes) -> bool:
    text = said.get("state_aircraft", _FALSE)
    if text not in (_TRUE, _FALSE):
        told = "is neither true nor false"
        mistakes.add(InputError("state_aircraft", text, told, (_TRUE, _FALSE)))
    return text == _TRUE


def _number(name: str, said: Mapping[str, str], mistakes: Mistakes) -> float | None:
    text = said.get(name)
    if text is None:
        return None
    if not re.fullmatch(r"\d{1,6}(\.\d{1,3})?", text, re.ASCII):
        what = "a number of kilometres" if name.endswith("_km") else "a number"
        mistakes.add(InputError(name, text, f"is not {what}", ("50",)))
        return None
    return float(text)


def _told(mistakes: Mistakes, name: str) -> bool:
    return any(one.field == name for one in mistakes.found)


def _parameter(field: str, stops: Sequence[str]) -> str | None:
    """Return what a field of an itinerary is called in an address; `None`: it is told already."""
    if field == "stops":  # too few, as an end is missing
        return None
    name, _, rest = field.partition(".")
    if name != "stops":
        return name
    number, _, part = rest.partition(".")
    return stops[int(number)] if part == "at" else part
