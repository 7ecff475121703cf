"""The answer over HTTP: short, with the parts that were asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import orjson
from pydantic import Field, create_model

from safeconduct import Assessment, AssessmentDocument, Changes
from safeconduct.answers import SUMMARY_PARTS as PARTS
from safeconduct.answers import Days, Summary, Validity
from safeconduct.base import Part
from safeconduct.case import member

from .parameters import Parameter

ALL: Final = "all"
CHANGES: Final = "changes"
NAMES: Final = (*PARTS, CHANGES, ALL)

INCLUDE: Final = Parameter(
    "include",
    f"Parts to add to the short answer, with commas between them: {', '.join(NAMES)}.",
    {"type": "string", "minLength": 1, "maxLength": 200},
    examples={"why": "proof,readings", "the whole": ALL},
    synonyms=("parts", "fields", "expand", "full"),
)


class Links(Part):
    """Where more of an answer is, relative to the service."""

    whole: str | None = Field(description="the whole answer; null where something is supposed")


class ShortAnswer(Summary):
    """The answer in short, with where the whole of it is."""

    links: Links


_MORE: Final[dict[str, Any]] = {
    name: (
        (Validity | Days, ...)
        if name == "valid"
        else (AssessmentDocument.model_fields[name].annotation | None, None)  # type: ignore[operator]
    )
    for part in PARTS.values()
    for name in part
}
Answer: Final = create_model(
    "Answer", __base__=ShortAnswer, **_MORE, changes=(Changes | None, None)
)
"""The short answer and every part that can be asked for."""


def parts_of(text: str | None) -> tuple[str, ...]:
    """Return the parts that a caller asks for, in one order; raises `InputError`."""
    if text is None:
        return ()
    asked = [member("include", one.strip(), NAMES) for one in text.split(",")]
    return NAMES[:-1] if ALL in asked else tuple(one for one in NAMES if one in asked)


def written(answer: Assessment, parts: tuple[str, ...], links: Mapping[str, str | None]) -> bytes:
    """Return the answer as JSON: the short one, its links, then the parts."""
    told = {**answer.summary.model_dump(mode="json"), "links": links}
    members = {name for part in parts if part in PARTS for name in PARTS[part]}
    if members:
        told |= answer.document.model_dump(mode="json", include=members)
    if CHANGES in parts:
        told[CHANGES] = answer.changes.model_dump(mode="json")
    return orjson.dumps(told)
