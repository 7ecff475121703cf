"""The answer over HTTP: short, with the parts that were asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import Field, create_model

from safeconduct import Assessment, AssessmentDocument, Changes
from safeconduct.answers import SUMMARY_PARTS as PARTS
from safeconduct.answers import Days, Form, Summary, Validity
from safeconduct.base import Part, escape_markdown
from safeconduct.base import written as json
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
    for part in (*PARTS.values(), ("records",))
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


def words(answer: Assessment, form: Form, parts: tuple[str, ...]) -> str:
    """Return the answer in words: in short, unless the whole is asked for or it is a diagram."""
    if parts == NAMES[:-1] or form == "mermaid":
        return answer.explain(form)
    headline, whole = answer.summary.headline, f"The whole answer: {INCLUDE.name}={ALL}."
    further = answer.explain("paragraph").removeprefix(headline).strip()
    if form == "markdown":
        headline, further = f"# {escape_markdown(headline)}", escape_markdown(further)
    return f"{headline}\n\n{further}\n\n{whole}"


def written(answer: Assessment, parts: tuple[str, ...], links: Mapping[str, str | None]) -> bytes:
    """Return the answer as JSON: the short one, its links, then the parts."""
    if not parts:
        return b'%b,"links":%b}' % (answer.summary_json[:-1], json(links))
    told: dict[str, object] = {**vars(answer.summary), "links": links}
    members = {name for part in parts if part in PARTS for name in PARTS[part]}
    if members:
        told |= answer.members((*members, "records"))
    if CHANGES in parts:
        told |= answer.members((CHANGES,))
    return json(told)
