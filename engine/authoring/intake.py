"""Which answers of the docket and of worked cases other records change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..answers.assessment import Assessment
from ..base.errors import SafeconductError
from ..base.words import label
from ..case.terms import Outcome
from ..docket import answers_today
from ..engine import Engine
from .cases.case import Suite
from .cases.run import ask


@dataclass(frozen=True)
class ChangedAnswer:
    """An answer that is another one with the new records."""

    of: Literal["docket", "case"]
    id: str
    question: str
    before: str
    after: str


def changed_answers(before: Engine, after: Engine, suite: Suite | None) -> Iterator[ChangedAnswer]:
    """Yield the answers that differ, those of the docket first, then of the cases in ``suite``."""
    for of, old, new in (
        ("docket", _of_docket(before), _of_docket(after)),
        ("case", _of_cases(before, suite), _of_cases(after, suite)),
    ):
        for key in dict.fromkeys((*old, *new)):
            was, becomes = old.get(key, "not asked"), new.get(key, "not asked")
            if was != becomes:
                yield ChangedAnswer("docket" if of == "docket" else "case", *key, was, becomes)


def _of_docket(engine: Engine) -> dict[tuple[str, str], str]:
    return {
        (ruling, f"{one.person.name}, {one.place.name}, {one.on}"): _told(
            one.outcome, one.duty, one.grounds, contested=one.contested
        )
        for ruling, one in answers_today(engine)
    }


def _of_cases(engine: Engine, suite: Suite | None) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for written in suite.cases if suite else ():
        case = written.case
        try:
            answer: Assessment = ask(engine, case.question)
        except SafeconductError as error:
            told = f"no answer: {error}"
        else:
            told = _told(answer.outcome, answer.duty, answer.grounds, contested=answer.contested)
        found[case.id, case.title] = told
    return found


def _told(outcome: Outcome, duty: str, grounds: tuple[str, ...], *, contested: bool | None) -> str:
    dispute = {True: "contested", False: "not contested", None: "contested or not: not known"}
    return "; ".join(
        [
            outcome.words,
            f"duty: {duty}",
            dispute[contested],
            *(label(ground) for ground in grounds),
        ]
    )
