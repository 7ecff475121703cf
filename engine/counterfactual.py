"""What would change the answer: the smallest changes of facts, what is scheduled, other readings.

The sets are minimal: no part of one changes the outcome by itself. They are found with one
evaluator and confirmed with both before they are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from .assessment import Named, Outcome, RecordRef
from .course import Judgement
from .describe import describe
from .history import Stretch, stretches
from .inference.joint import JointQuestion
from .judge import Judge, Query
from .lang.model import Assignment, Changeability
from .timeline.timeline import Variable
from .words import day

MOST: Final = 12
"""How many sets are told, the most plausible first."""

_RANK: Final = {kind: rank for rank, kind in enumerate(Changeability)}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ChangedFact(_Frozen):
    """A fact that would be otherwise, and the records that make it what it is."""

    fact: str
    now: str
    then: str
    says: str
    records: tuple[RecordRef, ...]


class ChangeSet(_Frozen):
    """Facts that together would change the outcome; none of them would alone."""

    facts: tuple[ChangedFact, ...]
    outcome: Outcome
    says: str


class OtherReading(_Frozen):
    """A reading of the law that would change the outcome."""

    issue: str
    position: str
    title: str
    standing: str
    outcome: Outcome


class Changes(_Frozen):
    """Everything that would change an answer."""

    person: Named
    place: Named
    on: date
    outcome: Outcome
    scheduled: tuple[Stretch, ...] = Field(description="what is already set to change, in order")
    facts: tuple[ChangeSet, ...] = Field(description="the most plausible first")
    readings: tuple[OtherReading, ...]
    world: str
    rules: str


@dataclass(frozen=True, slots=True)
class _Change:
    """One variable with another value; ``rank`` 0 is the most plausible."""

    variable: Variable
    fact: int
    value: int
    rank: int


def changes(judge: Judge, query: Query) -> Changes:
    """Return what would change the answer to ``query``.

    Where the outcome is undetermined no facts are told: the answer's unknown facts are what counts.
    """
    first = judge.judgements(query)[0]
    settled = first.finding.outcome is not Outcome.UNDETERMINED
    search = _Search(judge, query, first)
    ahead = () if query.given.assumed else stretches(judge, query, query.on)[1:]
    return Changes(
        person=Named(id=query.person.id, name=query.person.name),
        place=Named(id=query.place.id, name=query.place.name),
        on=query.on,
        outcome=first.finding.outcome,
        scheduled=ahead,
        facts=tuple(search.told()) if settled else (),
        readings=tuple(_readings(judge, first)),
        world=judge.world.digest,
        rules=judge.inference.rulebase.digest,
    )


class _Search:
    """Tries every change of one fact, then of two, on one completion of the answer."""

    def __init__(self, judge: Judge, query: Query, judgement: Judgement) -> None:
        self._judge = judge
        self._inference = judge.inference
        self._judgement = judgement
        self._day = query.on.toordinal()
        self._joint: JointQuestion = judgement.subject.joint(judge.inference, self._day)
        count = len(judge.inference.rulebase.facts)
        self._base: list[Assignment] = [
            judge.assignment(judgement, index, self._day)[:count]
            for index in range(len(self._joint.truths))
        ]
        fixed = {*query.given.asked, *query.given.assumed}
        self._candidates = tuple(self._single(fixed))

    def told(self) -> Iterator[ChangeSet]:
        """Yield the minimal sets, smaller and more plausible ones first."""
        alone = [change for change in self._candidates if self._differs((change,))]
        rest = [change for change in self._candidates if change not in alone]
        # Of several values of a fact that lead to one outcome, the first stands for all.
        ones = {
            (change.variable, self._outcome({change.variable: change.value})): (change,)
            for change in reversed(alone)
        }
        found: list[tuple[_Change, ...]] = sorted(ones.values(), key=_plausible)
        if len(found) < MOST:
            pairs = (
                pair
                for pair in combinations(rest, 2)
                if pair[0].variable != pair[1].variable and self._differs(pair)
            )
            found += sorted(pairs, key=_plausible)
        for changed in found[:MOST]:
            yield self._tell(changed)

    def _single(self, fixed: set[str]) -> Iterator[_Change]:
        facts = self._inference.rulebase.facts
        seen: set[Variable] = set()
        for variables, base in zip(self._joint.variables, self._base, strict=True):
            for index, (fact, variable) in enumerate(zip(facts, variables, strict=True)):
                if variable in seen or fact.name in fixed:
                    continue
                seen.add(variable)
                if fact.changes is not Changeability.NEVER:
                    for value in range(len(fact.values)):
                        if value != base[index]:
                            yield _Change(variable, index, value, _RANK[fact.changes])

    def _differs(self, changed: Sequence[_Change]) -> bool:
        outcome = self._outcome({change.variable: change.value for change in changed})
        return outcome is not None and outcome != self._judgement.finding.outcome

    def _outcome(self, changed: Mapping[Variable, int], *, confirmed: bool = False) -> str | None:
        """Return the joint outcome, or ``None`` if the facts cannot be so."""
        outcomes = set()
        for variables, base in zip(self._joint.variables, self._base, strict=True):
            facts = tuple(changed.get(v, value) for v, value in zip(variables, base, strict=True))
            if self._inference.impossible(facts) is not None:
                return None
            assignment = facts + self._judgement.finding.positions
            if confirmed:
                outcomes.add(self._inference.verdict(assignment).outcome)
            else:
                outcomes.add(self._inference.outcome(assignment))
        return self._joint.most_severe(outcomes)

    def _tell(self, changed: Sequence[_Change]) -> ChangeSet:
        outcome = self._outcome({one.variable: one.value for one in changed}, confirmed=True)
        facts = tuple(self._fact(change) for change in changed)
        # INVARIANT: what is told was found possible before.
        assert outcome is not None
        return ChangeSet(
            facts=facts,
            outcome=Outcome(outcome),
            says=f"if {' and '.join(fact.says for fact in facts)}",
        )

    def _fact(self, change: _Change) -> ChangedFact:
        subject = self._judgement.subject
        index = next(i for i, names in enumerate(self._joint.variables) if change.variable in names)
        declared = self._inference.rulebase.facts[change.fact]
        value = declared.values[change.value]
        holding = subject.timelines[index].holding(change.fact, self._day)
        world = self._judge.world
        return ChangedFact(
            fact=declared.name,
            now=declared.values[self._base[index][change.fact]],
            then=value,
            says=subject.says(change.fact, value, subject.warrants[index]) + self._which(change),
            records=tuple(describe(world, world.records[record]) for record in holding.records),
        )

    def _which(self, change: _Change) -> str:
        """Return which warrant a fact is about, where there are several."""
        warrants = self._judgement.subject.warrants
        for warrant in warrants if len(warrants) > 1 else ():
            if warrant.id in change.variable[1:]:
                return f" (warrant of {day(warrant.issued)})"
        return ""


def _plausible(changed: Sequence[_Change]) -> tuple[int, int]:
    return max(change.rank for change in changed), sum(change.rank for change in changed)


def _readings(judge: Judge, judgement: Judgement) -> Iterator[OtherReading]:
    finding = judgement.finding
    for turn in finding.contest.turns_on:
        issue = judge.inference.rulebase.issues[turn.issue]
        for index, outcome in turn.outcomes.items():
            if outcome != finding.outcome and index != finding.positions[turn.issue]:
                position = issue.positions[index]
                yield OtherReading(
                    issue=issue.id,
                    position=position.id,
                    title=position.title,
                    standing=judge.readings.standing(position).value,
                    outcome=Outcome(outcome),
                )
