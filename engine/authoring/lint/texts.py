"""Every text of a rule base that is read by people, with what kind of text it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from ...rulebase.model import Location
from ...rulebase.read import SourceFiles, Written
from ...rulebase.source import IssueSource, QuestionSource, RowSource
from .model import Remark

TODO: Final = "TODO"
"""Begins a text that is still to be written; only the check for it speaks of such a text."""

_WHOLE: Final = ("qualifications", "about_the_answer")
"""The parts of a question's wording that are sentences; the others are clauses and labels."""

_END: Final = re.compile(r"(?<=[.?!])\s+(?=[A-Z*])")


class TextKind(StrEnum):
    """What a text is meant to be."""

    TITLE = "title"
    SENTENCE = "sentence"
    QUESTION = "question"
    CLAUSE = "clause"


@dataclass(frozen=True)
class Prose:
    """A text, where it stands, and the id of what it is about."""

    kind: TextKind
    text: str
    location: Location
    subject: str

    @property
    def unwritten(self) -> bool:
        """Whether it is still to be written."""
        return self.text.startswith(TODO)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences; abbreviations such as `art. 5` end none."""
        return tuple(_END.split(self.text))

    def remark(self, message: str, fix: str = "") -> Remark:
        """Return what a check says about it."""
        return Remark(self.location, message, self.subject, fix)


def prose(files: SourceFiles) -> Iterator[Prose]:
    """Yield every text but citations, in the order of the files; unwritten ones as well."""
    for rule in files.rules:
        yield Prose(TextKind.TITLE, rule.item.title, rule.at("title"), rule.item.id)
        if rule.item.says:
            yield Prose(TextKind.SENTENCE, rule.item.says, rule.at("says"), rule.item.id)
    for fact in files.facts:
        item = fact.item
        yield Prose(TextKind.SENTENCE, item.meaning, fact.at("meaning"), item.name)
        yield Prose(TextKind.QUESTION, item.question, fact.at("question"), item.name)
        for value, words in item.says.items():
            yield Prose(TextKind.CLAUSE, words, fact.at("says", value), item.name)
        yield Prose(TextKind.SENTENCE, item.absent.reason, fact.at("absent", "reason"), item.name)
    for constraint in files.constraints:
        where = constraint.at("reason")
        yield Prose(TextKind.SENTENCE, constraint.item.reason, where, constraint.item.id)
    for issue in files.issues:
        yield from _issue(issue)
    yield from _declared(files)
    for profile in files.profiles:
        yield Prose(TextKind.TITLE, profile.item.title, profile.at("title"), profile.item.id)
    for question in files.questions:
        yield from _question(question)


def written(files: SourceFiles, *kinds: TextKind) -> Iterator[Prose]:
    """Yield every text of these kinds (of all, if none is named) that has been written."""
    for one in prose(files):
        if not one.unwritten and (not kinds or one.kind in kinds):
            yield one


def _issue(issue: Written[IssueSource]) -> Iterator[Prose]:
    yield Prose(TextKind.QUESTION, issue.item.question, issue.at("question"), issue.item.id)
    for index, position in enumerate(issue.item.positions):
        subject = f"{issue.item.id}/{position.id}"
        at = ("positions", index)
        yield Prose(TextKind.TITLE, position.title, issue.at(*at, "title"), subject)
        yield Prose(TextKind.SENTENCE, position.says, issue.at(*at, "says"), subject)


def _declared(files: SourceFiles) -> Iterator[Prose]:
    for change in files.monotonicities:
        yield Prose(TextKind.SENTENCE, change.item.says, change.at("says"), change.item.id)
        yield Prose(TextKind.SENTENCE, change.item.reason, change.at("reason"), change.item.id)
    for always in files.invariants:
        yield Prose(TextKind.SENTENCE, always.item.says, always.at("says"), always.item.id)
        yield Prose(TextKind.SENTENCE, always.item.reason, always.at("reason"), always.item.id)
    for gap in files.left_open:
        yield Prose(TextKind.SENTENCE, gap.item.reason, gap.at("reason"), gap.item.id)
    for waiver in files.waivers:
        yield Prose(TextKind.SENTENCE, waiver.item.reason, waiver.at("reason"), waiver.item.id)


def _question(question: Written[QuestionSource]) -> Iterator[Prose]:
    item = question.item
    yield Prose(TextKind.QUESTION, item.title, question.at("title"), item.id)
    tables: list[tuple[tuple[str, ...], tuple[RowSource, ...]]] = [(("outcome",), item.outcome)]
    tables += [(("parts", name), rows) for name, rows in item.parts.items()]
    for path, rows in tables:
        for index, row in enumerate(rows):
            if row.says:
                where = question.at(*path, index, "says")
                yield Prose(TextKind.SENTENCE, row.says, where, item.id)
    for steps, text in _sentences(item.wording.model_dump() if item.wording else {}):
        kind = TextKind.SENTENCE if steps[0] in _WHOLE else TextKind.CLAUSE
        yield Prose(kind, text, question.at("wording", *steps), item.id)


def _sentences(
    said: Mapping[str, Any] | Sequence[Any], *path: str | int
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text under `wording`, with where it stands."""
    for name, part in said.items() if isinstance(said, Mapping) else enumerate(said):
        if isinstance(part, str):
            yield (*path, name), part
        elif name != "if_":
            yield from _sentences(part, *path, name)
