"""The docket of a question: its answers scored against what courts found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from pydantic import Field

from ..base.errors import InputError, SafeconductError
from ..base.frozen import Frozen, Shown, Table
from ..base.words import day
from ..case.inputs import member
from ..records.describe import describe
from ..records.models import Ruling
from ..records.reference import Named, RecordRef
from .answer import QuestionAnswer
from .binding import RuledAnswer
from .put import PutQuestion


class Concurrence(StrEnum):
    """Whether an answer says what the court found."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_COMPARABLE = "not_comparable"
    """it could not be asked"""


class AnswerScored(Frozen):
    """What a question is answered with, and whether the court found the same.

    ``parts``: whether the parts on which the court spoke are as it found them.
    """

    outcome: str | None
    label: str
    verdict: Concurrence
    parts: Concurrence


class RulingScored(Frozen):
    """A decision with one question that it answered, with all records and as known before it."""

    ruling: RecordRef
    asked: dict[str, tuple[Named, ...]]
    found: tuple[str, ...] = Field(description="the outcomes that fit what the court found")
    found_parts: dict[str, str]
    today: AnswerScored
    day_before: AnswerScored


class QuestionDocket(Shown):
    """A question scored against the record of court findings."""

    question: str
    profile: str
    entries: tuple[RulingScored, ...]
    agrees: int = Field(description="how many answers with all records agree in the outcome")
    parts_agree: int
    agrees_before: int = Field(description="the same as known on the day before each decision")
    compared: int
    compared_before: int
    world: str
    rules: str

    def table(self) -> Table:
        """Return a row for each decision."""
        rows = (
            (
                f"{day(one.ruling.public_on)}: {one.ruling.says.partition(':')[0]}",
                one.today.label,
                one.today.verdict.value,
                one.day_before.verdict.value,
            )
            for one in self.entries
        )
        return Table(
            f"{self.agrees} of {self.compared} findings agree in the outcome, {self.parts_agree} "
            f"in what it rests on; {self.agrees_before} of {self.compared_before} as known on the "
            "day before",
            ("ruling", "answer", "today", "the day before"),
            rows,
        )


def question_docket(put: PutQuestion, profile: str | None = None) -> QuestionDocket:
    """Return a question scored against the record of what courts answered.

    Raises `InputError` for a profile that does not exist, and where no such answers are on record.
    """
    answered = put.answerer.binding.ruled
    if answered is None:
        raise InputError("question", put.id, "no answers of courts to it are on record")
    profile = member("profile", profile or put.default_profile.id, tuple(put.profiles))
    world = put.answerer.world
    entries = []
    for one in answered(world):
        ruling = next(it for it in world.rulings if it.id == one.ruling)
        said = {**one.said, "profile": profile}
        entries.append(
            RulingScored(
                ruling=describe(world, ruling),
                asked=put.answerer.inputs(put.answerer.asked(said)),
                found=one.outcomes,
                found_parts=dict(one.parts),
                today=scored(put, one, said),
                day_before=scored(put, one, {**said, **known_before(put, ruling)}),
            )
        )
    today = [one.today for one in entries]
    earlier = [one.day_before for one in entries]
    return QuestionDocket(
        question=put.id,
        profile=profile,
        entries=tuple(entries),
        agrees=_count(today),
        parts_agree=sum(one.parts is Concurrence.AGREES for one in today),
        agrees_before=_count(earlier),
        compared=_compared(today),
        compared_before=_compared(earlier),
        world=world.digest,
        rules=put.rulebase.digest,
    )


def known_before(put: PutQuestion, ruling: Ruling) -> dict[str, date]:
    """Return what is said of a question as it would have been put on the day before a ruling.

    That day as the one of the records, and as each day that is today's if nothing is said.
    """
    before = ruling.public_on - timedelta(days=1)
    inputs = put.inputs.inputs.items()
    days = {name: before for name, one in inputs if one.default and name != put.inputs.day}
    return {"known_on": before, **days}


def scored(put: PutQuestion, one: RuledAnswer, said: Mapping[str, object]) -> AnswerScored:
    """Return what a question is answered with, and whether a court found the same."""
    try:
        answer = put.answer(**said)
    except SafeconductError as error:
        no = Concurrence.NOT_COMPARABLE
        return AnswerScored(outcome=None, label=str(error), verdict=no, parts=no)
    agrees = answer.outcome in one.outcomes
    return AnswerScored(
        outcome=answer.outcome,
        label=answer.label,
        verdict=Concurrence.AGREES if agrees else Concurrence.DIFFERS,
        parts=_parts(answer, one),
    )


def _parts(answer: QuestionAnswer, one: RuledAnswer) -> Concurrence:
    if not one.parts:
        return Concurrence.NOT_COMPARABLE
    # Of several grounds the court may have named another one than the part that comes first.
    same = all(
        value == answer.parts[name] or value in answer.grounds for name, value in one.parts.items()
    )
    return Concurrence.AGREES if same else Concurrence.DIFFERS


def _count(scored: list[AnswerScored]) -> int:
    return sum(one.verdict is Concurrence.AGREES for one in scored)


def _compared(scored: list[AnswerScored]) -> int:
    return sum(one.verdict is not Concurrence.NOT_COMPARABLE for one in scored)
