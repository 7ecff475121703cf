"""Puts a case to an engine and says everything in which the answer differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ...answers.assessment import Assessment
from ...answers.assessor import Assessor
from ...base.errors import SafeconductError
from ...case.terms import DUTY, EXECUTION, POWER, REASON, SURRENDER, Outcome
from ..kit.under_test import UnderTest
from .case import QuestionPut, WorkedCase
from .mismatch import (
    Compared,
    Mismatch,
    among,
    broken,
    labelled,
    points_of,
    refused,
    rules_in,
    said,
    whole,
)

_SCALARS: Final = (
    *("outcome", "contested", REASON, DUTY, POWER, SURRENDER, EXECUTION, "exposure"),
)


@dataclass(frozen=True)
class CaseResult(Compared):
    """What came of a case; ``answer`` is ``None`` if the question could not be answered."""

    case: WorkedCase
    answer: Assessment | None
    mismatches: tuple[Mismatch, ...]

    @property
    def outcome(self) -> str | None:
        """The outcome, if there is one."""
        return self.answer.outcome.value if self.answer else None


def ask(
    engine: Assessor,
    put: QuestionPut,
    *,
    profile: str | None = None,
    positions: Mapping[str, str] | None = None,
) -> Assessment:
    """Return the answer to a question, under another profile or with other positions if given.

    Raises what `Engine.travel_risk` raises.
    """
    return engine.assess(put.asked(profile, positions))


def run(case: WorkedCase, engine: Assessor) -> CaseResult:
    """Return what comes of a case; an error of the engine is a mismatch, never an exception."""
    try:
        answer = ask(engine, case.question)
        mismatches = tuple(_answered(case, engine, answer))
    except SafeconductError as error:
        return CaseResult(case, None, tuple(refused(case.expect, error)))
    return CaseResult(case, answer, mismatches)


def mismatch(case: WorkedCase, engine: Assessor) -> Mismatch | None:
    """Return the first thing in which the answer differs, looking no further; ``None`` if none."""
    try:
        return next(_answered(case, engine, ask(engine, case.question)), None)
    except SafeconductError as error:
        return next(refused(case.expect, error), None)


def _answered(case: WorkedCase, engine: Assessor, answer: Assessment) -> Iterator[Mismatch]:
    """Yield how an answer differs."""
    if case.expect.impossible is not None:
        yield Mismatch("impossible", case.expect.impossible, f"answered {answer.outcome.value}")
        return
    yield from _first(case, engine, answer)
    yield from _others(case, engine, answer)


def _first(case: WorkedCase, engine: Assessor, answer: Assessment) -> Iterator[Mismatch]:
    """Yield how the answer to the question itself differs."""
    expect = case.expect
    for name in _SCALARS:
        wanted, found = getattr(expect, name), getattr(answer, name)
        if name in expect.model_fields_set and wanted != found:
            yield Mismatch(name, said(wanted), said(found))
    yield from whole("grounds", expect.grounds, answer.grounds)
    yield from whole("turns_on", expect.turns_on, [turn.issue for turn in answer.turns_on])
    yield from labelled(expect, answer.qualifications)
    yield from among("unknown", expect.unknown, [fact.fact for fact in answer.unknown])
    states = {state.state: state.outcome for state in answer.states}
    for state, outcome in expect.states.items():
        if states.get(state) != outcome:
            yield Mismatch(f"states.{state}", outcome.value, said(states.get(state)))
    for state in states.keys() - expect.states.keys() if expect.states else ():
        yield Mismatch(f"states.{state}", "no role there", states[state].value)
    told = tuple(dict.fromkeys(rules_told(answer)))
    yield from among("rules", case.rules, told)
    if expect.holds:
        points = points_of(case.question, engine)
        yield from broken(UnderTest(engine.rulebase), expect.holds, points)


def _others(case: WorkedCase, engine: Assessor, answer: Assessment) -> Iterator[Mismatch]:
    """Yield how answers under other profiles and positions differ."""
    for profile, outcome in case.expect.under.items():
        found = ask(engine, case.question, profile=profile).outcome
        if found != outcome:
            yield Mismatch(f"under.{profile}", outcome.value, found.value)
    for issue, outcomes in case.expect.by_position.items():
        compared = _compared(answer, issue)
        for position, outcome in outcomes.items():
            field = f"by_position.{issue}.{position}"
            found = ask(engine, case.question, positions={issue: position}).outcome
            if found != outcome:
                yield Mismatch(field, outcome.value, found.value)
            elif compared.get(position, found) != found:
                yield Mismatch(f"turns_on {field}", found.value, compared[position].value)


def _compared(answer: Assessment, issue: str) -> Mapping[str, Outcome]:
    """Return the outcomes that the answer itself gives for an issue's positions."""
    return {
        position.position: position.outcome
        for turn in answer.turns_on
        if turn.issue == issue and not turn.given
        for position in turn.positions
    }


def rules_told(answer: Assessment) -> Iterator[str]:
    """Yield the id of every rule in the proof and behind the qualifications."""
    for proof in (answer.proof, *(one.proof for one in answer.qualified_by)):
        yield from rules_in(proof)
