"""An itinerary as it is written in JSON: members and types checked, every mistake told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from ..answers.mistakes import Mistakes
from ..base.errors import InputError
from ..base.words import near
from .asked import ItineraryQuestion, StopQuestion

_Kind = tuple[tuple[type, ...], str]
_TEXT: Final[_Kind] = ((str,), "text")
_MEMBERS: Final[Mapping[str, _Kind]] = {
    "stops": ((list,), "a list of stops"),
    "state_aircraft": ((bool,), "true or false"),
    "diversions_km": ((int, float), "a number of kilometres"),
    "track": ((str,), "the text of a file"),
    "avoiding": ((list,), "a list of what to avoid"),
    "exposure_weight": ((int, float), "a number"),
    "landing_within_km": ((int, float), "a number of kilometres"),
}
"""What a member is where it is no text."""


def question_of(content: Mapping[str, Any], mistakes: Mistakes) -> ItineraryQuestion:
    """Return the question in a JSON object; every mistake is added to ``mistakes``.

    What is mistaken is left out, so that the rest can be looked at as well.
    """
    said = _read(content, ItineraryQuestion, "", mistakes)
    stops = [
        _stop(one, f"stops.{number}", mistakes) for number, one in enumerate(said.pop("stops", ()))
    ]
    if "avoiding" in said:
        said["avoiding"] = tuple(said["avoiding"])
    return ItineraryQuestion(stops=tuple(one for one in stops if one is not None), **said)


def _stop(given: object, field: str, mistakes: Mistakes) -> StopQuestion | str | None:
    if isinstance(given, str):
        return given
    if not isinstance(given, dict):
        valid = ("an airport, such as BUD", 'an object such as {"at": "BUD", "on": "2025-04-03"}')
        mistakes.add(InputError(field, str(given)[:60], "is not a stop", valid))
        return None
    said = _read(given, StopQuestion, f"{field}.", mistakes)
    if "at" not in said:
        if "at" not in given:
            mistakes.add(InputError(f"{field}.at", None, "is missing, but required"))
        return None
    return StopQuestion(**said)


def _read(
    content: Mapping[str, Any], question: type[Any], path: str, mistakes: Mistakes
) -> dict[str, Any]:
    names = [one.name for one in fields(question)]
    found: dict[str, Any] = {}
    for name, value in content.items():
        if name not in names:
            hint = near(name, names) or f"valid: {', '.join(names)}"
            told = f"is not a member here; {hint}"
            mistakes.add(InputError(f"{path}{name}"[:100], None, told, code="unknown-parameter"))
            continue
        if value is None:
            continue
        types, expected = _MEMBERS.get(name, _TEXT)
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            shown = str(value)[:60]
            mistakes.add(InputError(f"{path}{name}", shown, "cannot be used", (expected,)))
        else:
            found[name] = value
    return found
