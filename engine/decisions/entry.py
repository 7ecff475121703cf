"""What is recorded of an answer, before it has a place in the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from ..case.question import QUESTION, Question
from .chain import canonical, digest_of
from .documents import AnswerText

if TYPE_CHECKING:
    from ..answers.assessment import Assessment
    from ..engine import Engine
    from ..questions.answer import QuestionAnswer

Kind = Literal["answer", "screening"]
Told = Literal["short", "whole", "rows"]
"""What the digest of a document is over: the answer in short, the whole of it, or screened rows."""

_DEFAULTS: Final = {
    name: None if field.is_required() else field.default
    for name, field in Question.model_fields.items()
}


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """What is recorded of one answer.

    ``asked``: the question as JSON, everything in it resolved. ``person``, ``place`` and ``day``
    stand apart so that they can be searched; empty where the question has none. ``today``: the day
    on which it was answered, by the clock of the engine. ``world`` and ``rules``: the digests of
    all records and of the rules, also where only what was known on a day counted. ``document``:
    the whole answer, if it is kept; else there is only a ``digest``. ``sources``: the digest under
    which the log keeps the files of records and rules; empty if it does not.
    """

    kind: Kind
    question: str
    asked: str
    person: str
    place: str
    day: str
    today: str
    outcome: str
    world: str
    rules: str
    told: Told
    digest: str = ""
    document: AnswerText | None = None
    sources: str = ""

    @property
    def digest_of_told(self) -> str:
        """The digest of what was answered."""
        return self.document.digest if self.document else self.digest


def travel_entry(
    engine: Engine, question: Question, answer: Assessment, *, whole: bool, sources: str = ""
) -> DecisionEntry:
    """Return what is recorded of an answer to the question of travel.

    ``question``: with everything resolved, its day included. ``whole``: whether the whole answer is
    kept, with its proof; else there is only the digest of the short one.
    """
    usual = {**_DEFAULTS, "profile": engine.profile().id}
    asked = {name: it for name, it in vars(question).items() if it and it != usual[name]}
    return DecisionEntry(
        "answer",
        QUESTION,
        canonical(asked),
        answer.person.id,
        answer.place.id,
        answer.on.isoformat(),
        engine.clock().isoformat(),
        answer.outcome.value,
        engine.world.digest,
        engine.rulebase.digest,
        "whole" if whole else "short",
        "" if whole else digest_of(answer.summary_json),
        AnswerText(answer.document_pieces) if whole else None,
        sources,
    )


def question_entry(
    engine: Engine,
    question: str,
    said: Mapping[str, Any],
    answer: QuestionAnswer,
    *,
    whole: bool,
    sources: str = "",
) -> DecisionEntry:
    """Return what is recorded of an answer to any other question; ``said``: its inputs by name."""
    named = {name: [one.id for one in them] for name, them in answer.inputs.items()}
    return DecisionEntry(
        "answer",
        question,
        canonical({name: it for name, it in said.items() if it is not None}),
        next(iter(named.get("person", ())), ""),
        next(iter(named.get("place", ())), ""),
        answer.on.isoformat(),
        engine.clock().isoformat(),
        answer.outcome,
        engine.world.digest,
        engine.question(question).rulebase.digest,
        "whole" if whole else "short",
        "" if whole else digest_of(answer.summary.to_json().encode()),
        AnswerText((answer.to_json().encode(),)) if whole else None,
        sources,
    )


def screening_entry(
    engine: Engine, options: Mapping[str, Any], *, rows: int, rejected: int, digest: str
) -> DecisionEntry:
    """Return what is recorded of rows that were screened at once: how many, and how.

    ``digest``: of all that was answered. The rows are not kept.
    """
    asked = {**options, "rows": rows, "rejected": rejected}
    return DecisionEntry(
        "screening",
        QUESTION,
        canonical({name: it for name, it in asked.items() if it is not None}),
        "",
        "",
        "",
        engine.clock().isoformat(),
        "",
        engine.world.digest,
        engine.rulebase.digest,
        "rows",
        digest,
    )
