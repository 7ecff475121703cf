"""Whether a question's file has words for each value of an answer, and for nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ..base.words import near
from .conditions import Report
from .source import AnswerWordingSource, QuestionSource
from .wording import ABOUT_THE_ANSWER, BLOCKED, DISCLAIMER

ReportAt: TypeAlias = Callable[[tuple[str | int, ...]], Report]
"""Returns what takes a mistake at a path of the question."""


def check_wording(
    question: QuestionSource,
    wording: AnswerWordingSource,
    visit: Mapping[str, set[str] | None],
    report_at: ReportAt,
) -> None:
    """Report what is missing and what no answer can have.

    ``visit``: what a question says of the journey, by fact: the values that need words; ``None``
    if the fact could not be read.
    """
    said = wording.model_dump(by_alias=True)
    visit = {} if question.inputs else visit  # one that is put with inputs tells of no journey
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
        possible = wanted | {DISCLAIMER} if part == "about_the_answer" else wanted
        _compare((part,), wanted, possible, said[part], report_at)
    for fact, stated in visit.items():
        if stated is not None and fact in said["visit"]:
            _compare(("visit", fact), stated, stated, said["visit"][fact], report_at)
    if question.inputs:
        told = {name: told for name, told in values.items() if name not in needed}
        _compare(("parts",), {*told}, {*told}, said["parts"], report_at)
        for name in told.keys() & said["parts"].keys():
            wanted = told[name]
            _compare(("parts", name), wanted, wanted, said["parts"][name], report_at)
    for part in ("blocks", "conditions"):
        _compare((part,), set(), labels, said[part], report_at)
    _compare(("brief",), set(), values["outcome"], said["brief"], report_at)
    for index, row in enumerate(said["instead"]):
        for name, value in row["if"].items():
            report = report_at(("wording", "instead", index, "if", name))
            if name not in values:
                hint = near(name, values) or ", ".join(values)
                report("unknown-value", f"`{name}` is not a part of an answer", hint)
            elif value not in values[name]:
                hint = ", ".join(sorted(values[name]))
                report("unknown-value", f"`{name}` cannot be `{value}`", hint)


def _compare(
    path: tuple[str, ...],
    needed: set[str],
    possible: set[str],
    said: Mapping[str, object],
    report_at: ReportAt,
) -> None:
    """Report each value that has no words, though they are needed, and words about no value."""
    where = ("wording", *path)
    for value in sorted(needed - said.keys()):
        report, shown = report_at(where), ".".join((*where, value))
        report("missing-sentence", f"`{shown}` is missing", f"{value}: …")
    for value in sorted(said.keys() - possible):
        report = report_at((*where, value))
        message = f"`{'.'.join((*where, value))}` is not a value that an answer can have"
        report("superfluous-sentence", message, near(value, possible) or "leave it out")
