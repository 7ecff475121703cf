"""What of the rule base the cases exercise: rules, defeats, positions, values of facts.

A rule or a defeat counts if it took part in deriving an answer that a case checks, whether or not
another derivation would have given the same answer. A position counts if the answer depends on its
issue and a case checks the outcome that it gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...answers.assessment import Assessment
from ...engine import Engine
from ...inference.joint import Settled
from ...inference.types import NO, YES, Derivation, members
from ...questions.put import PutQuestion
from ...rulebase.model import RuleBase
from ...timeline.timeline import Truth
from .case import QuestionPut, WorkedCase
from .put import PutResult
from .run import CaseResult


@dataclass(frozen=True)
class Traced:
    """What was derived for a question: the truths it started from, and every derivation."""

    truths: tuple[Truth, ...]
    derivations: tuple[Derivation, ...]


class Tracer:
    """Derives again what an engine derives for a question, without its proof."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def case(self, case: WorkedCase) -> Iterator[Traced]:
        """Yield what is derived for every answer that the case checks."""
        put = case.question
        yield self.question(put, put.profile, {})
        for profile in case.expect.under:
            yield self.question(put, profile, {})
        for issue, outcomes in case.expect.by_position.items():
            for position in outcomes:
                yield self.question(put, put.profile, {issue: position})

    def question(
        self, put: QuestionPut, profile: str | None, positions: Mapping[str, str]
    ) -> Traced:
        """Return what is derived for one question under a profile and with ``positions``.

        Raises what `Engine.travel_risk` raises.
        """
        engine, query = self._engine.resolve(put.asked(profile, positions))
        day = query.on.toordinal()
        determinations = engine.reasoner.determinations(query)
        return Traced(
            tuple(truth for one in determinations for truth in one.subject.truths(day)),
            tuple(
                verdict.derivation
                for one in determinations
                for completion in one.determination.settled.completions
                for verdict in completion.verdicts
            ),
        )


@dataclass(frozen=True)
class Share:
    """How many of the things that could be covered are; ``missing`` in the order declared."""

    what: str
    covered: int
    total: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """What a set of cases exercises.

    ``named``: rules that some case says must be told of; ``applied`` and ``not_applied``: rules
    seen to apply and seen not to; ``defeats``: pairs ``winner > loser`` that both applied;
    ``positions``: ``issue: position``; ``values``: ``fact: value`` that held in some case.
    """

    named: Share
    applied: Share
    not_applied: Share
    defeats: Share
    positions: Share
    values: Share

    @property
    def shares(self) -> tuple[Share, ...]:
        """All measures, in the order in which they are shown."""
        return (
            self.named,
            self.applied,
            self.not_applied,
            self.defeats,
            self.positions,
            self.values,
        )


def measure(results: Sequence[CaseResult], engine: Engine) -> Coverage:
    """Return what the cases behind ``results`` exercise; cases that failed count for nothing."""
    rulebase = engine.rulebase
    tracer = Tracer(engine)
    derivations: list[Derivation] = []
    values: set[str] = set()
    positions: set[str] = set()
    passed = [result for result in results if result.passed]
    for result in passed:
        if result.answer is None:  # what cannot be answered never stands
            continue
        for traced in tracer.case(result.case):
            for truth in traced.truths:
                values.update(_held(rulebase, truth))
            derivations += traced.derivations
        positions.update(_positions(result.case, result.answer, engine))
    named = {rule for result in passed for rule in result.case.rules}
    return _coverage(rulebase, named, derivations, positions, values)


def measure_put(
    put: PutQuestion, results: Sequence[PutResult], of_facts: Sequence[Settled]
) -> Coverage:
    """Return what cases of another question exercise; ``of_facts``: what followed from facts alone.

    Cases that failed count for nothing; a position counts if an answer turns on its issue and the
    case takes it, or checks the outcome that it gives.
    """
    rulebase, answerer = put.rulebase, put.answerer
    values: set[str] = set()
    positions: set[str] = set()
    derivations = [
        verdict.derivation
        for one in of_facts
        for completion in one.completions
        for verdict in completion.verdicts
    ]
    passed = [one for one in results if one.passed and one.answer is not None]
    for result in passed:
        asked = answerer.asked(result.case.question)
        cases, day = answerer.cases(asked), asked.on.toordinal()
        derivations += answerer.determination(asked, cases, day).derivations
        for truth in cases.truths(day):
            values.update(_held(rulebase, truth))
        positions.update(_positions_put(put, result))
    named = {rule for result in passed for rule in result.case.expect.rules}
    return _coverage(rulebase, named, derivations, positions, values)


def _coverage(
    rulebase: RuleBase,
    named: set[str],
    derivations: Iterable[Derivation],
    positions: set[str],
    values: set[str],
) -> Coverage:
    """Return what was met, as shares of all that there is."""
    bodies = [bytearray(3) for _ in rulebase.rules]
    pairs = tuple(_defeats(rulebase))
    won: set[tuple[str, str]] = set()
    for derived in derivations:
        for seen, status in zip(bodies, derived.bodies, strict=True):
            seen[status] = 1
        won.update(
            pair
            for pair in pairs
            if all(derived.bodies[rulebase.rule_index[rule]] == YES for rule in pair)
        )
    rules = [rule.id for rule in rulebase.rules]
    return Coverage(
        named=_share("rules told of", rules, named),
        applied=_share("rules applied", rules, _with_status(rules, bodies, YES)),
        not_applied=_share("rules not applied", rules, _with_status(rules, bodies, NO)),
        defeats=_share("defeats", [f"{a} > {b}" for a, b in pairs], {f"{a} > {b}" for a, b in won}),
        positions=_share("positions", list(_all_positions(rulebase)), positions),
        values=_share("values of facts", list(_all_values(rulebase)), values),
    )


def _positions_put(put: PutQuestion, result: PutResult) -> Iterator[str]:
    assert result.answer is not None
    for turn in result.answer.turns_on:
        checked = {one.position for one in turn.positions if one.chosen}
        checked.update(result.case.expect.by_position.get(turn.issue, {}))
        checked.update(put.profiles[one].choices[turn.issue] for one in result.case.expect.under)
        for position in checked:
            yield f"{turn.issue}: {position}"


def _share(what: str, everything: Sequence[str], covered: set[str]) -> Share:
    missing = tuple(one for one in everything if one not in covered)
    return Share(what, len(everything) - len(missing), len(everything), missing)


def _with_status(rules: Sequence[str], bodies: Sequence[bytearray], status: int) -> set[str]:
    return {rule for rule, seen in zip(rules, bodies, strict=True) if seen[status]}


def _defeats(rulebase: RuleBase) -> Iterator[tuple[str, str]]:
    for rule in rulebase.rules:
        for loser in sorted(rule.defeats):
            yield rule.id, loser


def _held(rulebase: RuleBase, truth: Sequence[int]) -> Iterator[str]:
    for fact, mask in zip(rulebase.facts, truth, strict=True):
        possible = members(mask)
        if len(possible) == 1:
            yield f"{fact.name}: {fact.values[possible[0]]}"


def _all_values(rulebase: RuleBase) -> Iterator[str]:
    for fact in rulebase.facts:
        for value in fact.values:
            yield f"{fact.name}: {value}"


def _all_positions(rulebase: RuleBase) -> Iterator[str]:
    for issue in rulebase.issues:
        for position in issue.positions:
            yield f"{issue.id}: {position.id}"


def _positions(case: WorkedCase, answer: Assessment, engine: Engine) -> Iterator[str]:
    """Yield the positions whose outcome a case checks on issues that its answer turns on.

    An issue about the surrender alone changes no outcome: there a position counts that a case takes
    and for which it says what becomes of the surrender.
    """
    if case.expect.surrender is not None:
        for issue, position in case.question.positions.items():
            yield f"{issue}: {position}"
    for turn in answer.turns_on:
        checked = {position.position for position in turn.positions if position.chosen}
        checked.update(case.expect.by_position.get(turn.issue, {}))
        if turn.issue not in case.question.positions:
            checked.update(
                engine.profile(profile).choices[turn.issue] for profile in case.expect.under
            )
        for position in checked:
            yield f"{turn.issue}: {position}"
