"""Whether a question's file has words for each value of an answer, and for nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .conditions import near
from .source import AnswerWordingSource, QuestionSource
from .wording import ABOUT_THE_ANSWER, BLOCKED

Mistake = tuple[tuple[str | int, ...], str, str, str]
"""Where it stands in the question, its code, what is wrong, and what would be right."""


def check_wording(
    question: QuestionSource, wording: AnswerWordingSource, visit: Mapping[str, set[str] | None]
) -> Iterator[Mistake]:
    """Yield what is missing and what no answer can have.

    ``visit``: what a question says of the journey, by fact: the values that need words; ``None``
    if the fact could not be read.
    """
    said = wording.model_dump(by_alias=True)
    values = {part: {row.value for row in rows} for part, rows in question.parts.items()}
    values["outcome"] = {*(row.value for row in question.outcome), "undetermined"}
    values["grounds"] = {*question.grounds.values()}
    labels = {*question.qualifications.values()}
    execution = values.get("execution", set())
    grades = {grade for both in question.exposure.values() for grade in dict(both).values()}
    needed: dict[str, set[str]] = {
        "outcome": values["outcome"],
        "reason": values.get("reason", set()),
        "execution": execution | {"unknown"} if execution else set(),
        "grounds": values["grounds"],
        "qualifications": labels,
        "about_the_answer": {*ABOUT_THE_ANSWER},
        "exposure": grades | (execution & {BLOCKED}),
        "visit": {*visit},
    }
    for part, wanted in needed.items():
        yield from _compare((part,), wanted, wanted, said[part])
    for fact, stated in visit.items():
        if stated is not None and fact in said["visit"]:
            yield from _compare(("visit", fact), stated, stated, said["visit"][fact])
    for part in ("blocks", "conditions"):
        yield from _compare((part,), set(), labels, said[part])
    for index, row in enumerate(said["instead"]):
        for name, value in row["if"].items():
            path = ("wording", "instead", index, "if", name)
            if name not in values:
                hint = near(name, values) or ", ".join(values)
                yield path, "unknown-value", f"`{name}` is not a part of an answer", hint
            elif value not in values[name]:
                hint = ", ".join(sorted(values[name]))
                yield path, "unknown-value", f"`{name}` cannot be `{value}`", hint


def _compare(
    path: tuple[str, ...], needed: set[str], possible: set[str], said: Mapping[str, object]
) -> Iterator[Mistake]:
    """Yield each value that has no words, though they are needed, and words about no value."""
    where = ("wording", *path)
    for value in sorted(needed - said.keys()):
        shown = ".".join((*where, value))
        yield where, "missing-sentence", f"`{shown}` is missing", f"{value}: …"
    for value in sorted(said.keys() - possible):
        message = f"`{'.'.join((*where, value))}` is not a value that an answer can have"
        fix = near(value, possible) or "leave it out"
        yield (*where, value), "superfluous-sentence", message, fix
