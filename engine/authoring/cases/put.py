"""Cases put as any question is put, by the inputs that its file declares."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from ...base.errors import InputError, SafeconductError
from ...questions.answer import QuestionAnswer
from ...questions.putting import QuestionsEngine
from .case import PutCase
from .mismatch import Compared, Mismatch, among, labelled, member, refused, rules_in, said, whole


@dataclass(frozen=True)
class PutResult(Compared):
    """What came of a case; ``answer`` is ``None`` if it could not be answered."""

    case: PutCase
    answer: QuestionAnswer | None
    mismatches: tuple[Mismatch, ...]

    @property
    def outcome(self) -> str | None:
        """The outcome, if there is one."""
        return self.answer.outcome if self.answer else None


def run_put(case: PutCase, base: QuestionsEngine) -> PutResult:
    """Return what comes of a case; an error is a mismatch, never an exception."""
    try:
        put = base.question(case.asks)
        answer = put.answer(**case.question)
    except SafeconductError as error:
        return PutResult(case, None, tuple(refused(case.expect, error)))
    return PutResult(case, answer, tuple(_differences(case, base, answer)))


def _differences(
    case: PutCase, base: QuestionsEngine, answer: QuestionAnswer
) -> Iterator[Mismatch]:
    expect = case.expect
    if expect.impossible is not None:
        yield Mismatch("impossible", expect.impossible, f"answered {answer.outcome}")
        return
    if expect.outcome != answer.outcome:
        yield Mismatch("outcome", said(expect.outcome), answer.outcome)
    if expect.contested is not None and expect.contested != answer.contested:
        yield Mismatch("contested", said(expect.contested), said(answer.contested))
    for part, wanted in expect.parts.items():
        if answer.parts[part] != wanted:
            yield Mismatch(f"parts.{part}", wanted, answer.parts[part])
    yield from whole("grounds", expect.grounds, answer.grounds)
    yield from whole("turns_on", expect.turns_on, [one.issue for one in answer.turns_on])
    yield from labelled(expect, [one.qualification for one in answer.qualifications])
    yield from among("unknown", expect.unknown, [one.fact for one in answer.unknown])
    proofs = [one.proof for one in answer.cases] + [one.proof for one in answer.qualifications]
    yield from among("rules", expect.rules, [rule for one in proofs for rule in rules_in(one)])
    yield from _others(case, base)


def _others(case: PutCase, base: QuestionsEngine) -> Iterator[Mismatch]:
    put = base.question(case.asks)
    for profile, outcome in case.expect.under.items():
        found = put.answer(**{**case.question, "profile": profile}).outcome
        if found != outcome:
            yield Mismatch(f"under.{profile}", outcome, found)
    chosen = case.question.get("positions") or {}
    for issue, outcomes in case.expect.by_position.items():
        for position, outcome in outcomes.items():
            positions = {**chosen, issue: position}
            found = put.answer(**{**case.question, "positions": positions}).outcome
            if found != outcome:
                yield Mismatch(f"by_position.{issue}.{position}", outcome, found)


Look = tuple[tuple[str | int, ...], Callable[[], object]]
"""Where something is written, and what raises an error if it does not exist."""


def looks_of_put(case: PutCase, base: QuestionsEngine) -> Iterator[Look]:
    """Yield what to try, and where it is written, to find names that do not exist."""
    yield ("asks",), partial(base.question, case.asks)
    try:
        put = base.question(case.asks)
    except InputError:
        return
    yield ("question",), partial(put.check, **case.question)
    table, rulebase, expect = put.table, put.rulebase, case.expect
    outcomes = put.outcomes
    if expect.outcome is not None:
        yield ("expect", "outcome"), partial(member, "outcome", expect.outcome, outcomes)
    for part, value in expect.parts.items():
        rows = tuple(dict.fromkeys(row.value for row in table.parts.get(part, ())))
        yield ("expect", part), partial(member, "expect", part, tuple(table.parts))
        if rows:
            yield ("expect", part), partial(member, part, value, (*rows, outcomes[-1]))
    issues = {issue.id: [one.id for one in issue.positions] for issue in rulebase.issues}
    qualifications = tuple(table.qualifications.values())
    lists: tuple[tuple[str, Collection[str], Collection[str]], ...] = (
        ("grounds", expect.grounds or (), tuple(table.grounds.values())),
        ("turns_on", expect.turns_on or (), tuple(issues)),
        ("qualifications", expect.qualifications, qualifications),
        ("without", expect.without, qualifications),
        ("unknown", expect.unknown, tuple(fact.name for fact in rulebase.facts)),
        ("rules", expect.rules, tuple(rulebase.rule_index)),
        ("under", tuple(expect.under), tuple(rulebase.effective_profiles)),
        ("by_position", tuple(expect.by_position), tuple(issues)),
    )
    for field, wanted, known in lists:
        for one in wanted:
            yield ("expect", field), partial(member, field, one, known)
    yield from _positions(expect.by_position, issues)
    constraints = tuple(one.id for one in rulebase.constraints)
    if expect.impossible is not None:
        yield (
            ("expect", "impossible"),
            partial(member, "impossible", expect.impossible, constraints),
        )


def _positions(
    said_: Mapping[str, Mapping[str, str]], issues: Mapping[str, list[str]]
) -> Iterator[Look]:
    for issue, outcomes in said_.items():
        for position in outcomes:
            known = issues.get(issue, [])
            at = ("expect", "by_position", issue, position)
            yield at, partial(member, f"position on {issue}", position, known)
