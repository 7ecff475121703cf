"""Cases made of facts alone, put to a rule base without records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as _field
from functools import cached_property, partial
from typing import Final

from ...base.errors import InputError, SafeconductError
from ...case.foundation import Foundation
from ...case.inputs import value_of
from ...inference.inference import UNDETERMINED, Inference, default_evaluators
from ...inference.joint import JointQuestion, Settled
from ...inference.types import YES, impossible
from ...questions.putting import QuestionsEngine
from ...rulebase.model import DecisionTable, RuleBase
from ..kit.point import Point, nothing_on_record, positions_of, usual_positions
from ..kit.properties import properties_of
from ..kit.under_test import UnderTest
from .case import FactsCase
from .mismatch import Compared, Mismatch, among, broken, member

_STATUS: Final = ("not_established", "unresolved", "established")


@dataclass(frozen=True)
class FactsResult(Compared):
    """What came of a case of facts; ``outcome`` is ``None`` if it could not be answered."""

    case: FactsCase
    outcome: str | None
    mismatches: tuple[Mismatch, ...]


@dataclass(frozen=True)
class FactsRunner:
    """Puts cases of facts to a rule base, with all evaluators that the engine has.

    ``made``: inferences to use instead, by question, where there are some already.
    """

    under_test: UnderTest
    made: Mapping[str, Inference] = _field(default_factory=dict)

    @classmethod
    def of(cls, rulebase: RuleBase) -> FactsRunner:
        """Return what puts cases to a rule base."""
        return cls(UnderTest(rulebase))

    @property
    def rulebase(self) -> RuleBase:
        """The rule base that cases are put to."""
        return self.under_test.rulebase

    @cached_property
    def _inferences(self) -> Mapping[str, Inference]:
        others = {id_: one for id_, one in self.rulebase.questions.items() if id_ not in self.made}
        evaluators = default_evaluators(self.rulebase) if others else ()
        made = {id_: Inference(self.rulebase, one, evaluators) for id_, one in others.items()}
        return {**self.made, **made}

    def question(self, case: FactsCase) -> DecisionTable:
        """Return the question that a case asks; raises `InputError` if there is none."""
        questions = self.rulebase.questions
        if case.asks is None and questions:
            return next(iter(questions.values()))
        return questions[member("asks", case.asks or "", questions)]

    def point(self, case: FactsCase) -> Point:
        """Return the facts and positions of a case.

        Raises `InputError` for a name or value that does not exist, or facts that cannot be so.
        """
        truth = list(nothing_on_record(self.rulebase))
        for name in case.facts:
            mask = self.fact(case, name)
            truth[self.rulebase.variables[name]] = mask
        point = Point(tuple(truth), self.positions(case))
        if next(point.completions(self.rulebase), None) is None:
            # Any completion shows what is broken: each breaks something.
            first = tuple((one & -one).bit_length() - 1 for one in truth)
            broken = impossible(self.rulebase, first)
            reason = next(one.reason for one in self.rulebase.constraints if one.id == broken)
            raise InputError(
                "facts",
                ", ".join(case.facts) or None,
                f"cannot be so together with what holds without a record: {reason} "
                f"(constraint {broken})",
                code="impossible-facts",
            )
        return point

    def fact(self, case: FactsCase, name: str) -> int:
        """Return the possible values of a fact as a bit mask; raises `InputError`."""
        said, mask = case.facts[name], 0
        for value in said if isinstance(said, tuple) else (said,):
            text = value_of(self.rulebase, name, value, field=f"facts.{name}")
            mask |= 1 << self._values(name).index(text)
        return mask

    def _values(self, name: str) -> tuple[str, ...]:
        return self.rulebase.values[self.rulebase.variables[name]]

    def positions(self, case: FactsCase) -> tuple[int, ...]:
        """Return the positions of a case; raises `InputError`."""
        profiles = self.rulebase.effective_profiles
        if case.profile is None:
            chosen = list(usual_positions(self.rulebase))
        else:
            profile = profiles[member("profile", case.profile, profiles)]
            chosen = list(positions_of(self.rulebase, profile))
        issues = [issue.id for issue in self.rulebase.issues]
        for issue, position in case.positions.items():
            index = issues.index(member("positions", issue, issues))
            known = self._values(issue)
            chosen[index] = known.index(member(f"positions.{issue}", position, known))
        return tuple(chosen)

    def run(self, case: FactsCase) -> FactsResult:
        """Return what comes of a case; an error is a mismatch, never an exception."""
        try:
            point = self.point(case)
            inference, settled = self._settled(case, point)
            mismatches = (
                *_differences(case, inference, settled),
                *broken(self.under_test, case.expect.holds, (point,)),
            )
        except SafeconductError as error:
            wanted = case.expect.outcome or "an answer"
            return FactsResult(case, None, (Mismatch("answer", wanted, f"{error.code}: {error}"),))
        return FactsResult(case, settled.outcome, mismatches)

    def settled(self, case: FactsCase) -> Settled:
        """Return what follows from a case; raises `InputError` for one that cannot be put."""
        return self._settled(case, self.point(case))[1]

    def _settled(self, case: FactsCase, point: Point) -> tuple[Inference, Settled]:
        inference = self._inferences[self.question(case).id]
        return inference, JointQuestion.alone(inference, point.truth).settle(point.positions)


class FactsRunners:
    """What puts cases of facts, each to the rules of the question that it asks.

    Those are the ones of ``base``, or those of a question that is shipped beside them.
    """

    def __init__(self, base: Foundation) -> None:
        self._base = base
        self._own = FactsRunner.of(base.rulebase)
        self._beside: dict[str, FactsRunner] = {}

    def of(self, case: FactsCase) -> FactsRunner:
        """Return what puts one case."""
        asks, base = case.asks, self._base
        if asks is None or asks in base.rulebase.questions or not isinstance(base, QuestionsEngine):
            return self._own
        put = base.questions.get(asks)
        if put is None:
            return self._own
        if asks not in self._beside:
            self._beside[asks] = FactsRunner.of(put.rulebase)
        return self._beside[asks]


def _differences(case: FactsCase, inference: Inference, settled: Settled) -> Iterator[Mismatch]:
    expect, rulebase = case.expect, inference.rulebase
    if expect.outcome is not None and expect.outcome != settled.outcome:
        yield Mismatch("outcome", expect.outcome, " or ".join(settled.outcomes))
    verdicts = [verdict for one in settled.completions for verdict in one.verdicts]
    for part, wanted in expect.parts.items():
        found = {verdict.parts[part] for verdict in verdicts}
        if found != {wanted}:
            yield Mismatch(f"parts.{part}", wanted, " or ".join(sorted(found)))
    for name, status in expect.conclusions.items():
        index = rulebase.conclusion_index[name]
        said = {_STATUS[verdict.derivation.conclusions[index]] for verdict in verdicts}
        if said != {status}:
            yield Mismatch(f"conclusions.{name}", status, " or ".join(sorted(said)))
    for verdict in verdicts:
        yield from among("grounds", expect.grounds, verdict.grounds)
        yield from among("qualifications", expect.qualifications, verdict.qualifications)
        applied = [
            rule.id
            for rule, body in zip(rulebase.rules, verdict.derivation.bodies, strict=True)
            if body == YES
        ]
        yield from among("rules", expect.rules, applied)


def looks(
    case: FactsCase, runner: FactsRunner
) -> Iterator[tuple[tuple[str | int, ...], Callable[[], object]]]:
    """Yield what to try, and where it is written, to find names that do not exist."""
    for fact in case.facts:
        yield ("facts", fact), partial(runner.fact, case, fact)
    yield ("positions" if case.positions else "profile",), partial(runner.positions, case)
    try:
        for fact in case.facts:
            runner.fact(case, fact)
        runner.positions(case)
    except InputError:
        pass
    else:
        yield ("facts",), partial(runner.point, case)
    yield ("asks",), partial(runner.question, case)
    try:
        question = runner.question(case)
    except InputError:
        return
    rulebase = runner.rulebase
    outcomes = (*question.severity, UNDETERMINED)
    expect = case.expect
    if expect.outcome is not None:
        yield ("expect", "outcome"), partial(member, "outcome", expect.outcome, outcomes)
    for part, value in expect.parts.items():
        at = ("expect", "parts", part)
        yield at, partial(member, "parts", part, question.parts)
        rows = [row.value for row in question.parts.get(part, ())]
        if rows:
            yield at, partial(member, f"parts.{part}", value, (*rows, UNDETERMINED))
    lists: tuple[tuple[str, Sequence[str], Collection[str]], ...] = (
        ("conclusions", tuple(expect.conclusions), rulebase.conclusions),
        ("grounds", expect.grounds, question.grounds.values()),
        ("qualifications", expect.qualifications, question.qualifications.values()),
        ("rules", expect.rules, rulebase.rule_index),
        ("holds", expect.holds, [one.name for one in properties_of(rulebase)]),
    )
    for field, wanted, known in lists:
        for value in wanted:
            yield ("expect", field), partial(member, field, value, known)
