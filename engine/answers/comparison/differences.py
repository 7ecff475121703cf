"""What differs between answers to nearly the same question: facts, rules, positions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...base.words import listing, sentence
from ...case.determinations import StateDetermination
from ...case.matter import Matter
from ...case.proof.leaves import leaves_of
from ...case.proof.nodes import Defeated, Lacking, Node, Step, walk
from ...case.query import Query
from ...case.reasoner import Reasoner
from ...case.terms import Outcome
from ...inference.types import NO, UNRESOLVED, YES, Derivation
from ...records.describe import describe
from ...rulebase.model import RuleBase
from ..assessment import Assessment
from .model import Applied, DifferingFact, DifferingPosition, DifferingRule, FactSide, PositionSide


@dataclass(frozen=True, slots=True)
class ComparedAnswer:
    """A question with its answer and the facts behind it."""

    query: Query
    answer: Assessment
    reasoner: Reasoner
    of_state: StateDetermination

    @property
    def subject(self) -> Matter:
        """The warrants' timelines for the State that answers."""
        return self.of_state.subject

    @property
    def day(self) -> int:
        """The asked day as an ordinal."""
        return self.query.on.toordinal()


def facts_of(asked: Sequence[ComparedAnswer]) -> Iterator[DifferingFact]:
    """Yield each fact that differs, once, for the first warrant for which it does."""
    rulebase = asked[0].reasoner.inference.rulebase
    relied = {ground.fact for one in asked for ground in leaves_of(one.answer.proof)}
    decisive = {warrant for one in asked for warrant in one.answer.decisive}
    warrants = sorted(
        {warrant.id for one in asked for warrant in one.subject.warrants},
        key=lambda warrant: (warrant not in decisive, warrant),
    )
    found = {}
    for warrant in warrants:
        indices = [_index(one.subject, warrant) for one in asked]
        if None in indices:  # not public yet on one of the known days
            continue
        known = [index for index in indices if index is not None]
        truths = [
            one.query.given.over(one.subject.recorded(index, one.day))
            for one, index in zip(asked, known, strict=True)
        ]
        for number, fact in enumerate(rulebase.facts):
            if fact.name in found or len({truth[number] for truth in truths}) == 1:
                continue
            found[fact.name] = DifferingFact(
                fact=fact.name,
                question=fact.question,
                warrant=warrant,
                relied_on=fact.name in relied,
                sides=tuple(
                    _fact_side(one, index, number, truth)
                    for one, index, truth in zip(asked, known, truths, strict=True)
                ),
            )
    yield from sorted(found.values(), key=lambda one: not one.relied_on)


def _index(subject: Matter, warrant: str) -> int | None:
    ids = [one.id for one in subject.warrants]
    return ids.index(warrant) if warrant in ids else None


def _fact_side(one: ComparedAnswer, index: int, fact: int, truth: Sequence[int]) -> FactSide:
    grounds = [
        one.subject.ground(index, one.day, tuple(assignment), fact)
        for assignment in _possible(truth, fact)
    ]
    first = grounds[0]
    says = listing([ground.says for ground in grounds], "or")
    return FactSide(
        values=tuple(ground.value for ground in grounds),
        says=sentence(says if len(grounds) == 1 else f"not known: {says}"),
        basis=first.basis,
        reason=first.reason,
        records=tuple(
            describe(one.subject.world, one.subject.world.records[id_]) for id_ in first.records
        ),
    )


def _possible(truth: Sequence[int], fact: int) -> Iterator[list[int]]:
    """Yield assignments in which one fact takes each of its possible values."""
    for value in range(truth[fact].bit_length()):
        if truth[fact] >> value & 1:
            assignment = [0] * len(truth)
            assignment[fact] = value
            yield assignment


def rules_of(asked: Sequence[ComparedAnswer]) -> Iterator[DifferingRule]:
    """Yield the rules that do not do the same, those in a proof first.

    Each side is taken for the warrant that decides it. A rule that does one thing or another,
    depending on facts that are not known, is unresolved.
    """
    rulebase = asked[0].reasoner.inference.rulebase
    named = {rule for one in asked for rule in _named(one.answer.proof)}
    derivations = [_derivations(one.of_state) for one in asked]
    found = []
    for number, rule in enumerate(rulebase.rules):
        sides = tuple(_applied(rulebase, side, number) for side in derivations)
        if len(set(sides)) > 1:
            found.append(
                DifferingRule(
                    rule=rule.id,
                    title=rule.title,
                    cite=rule.cite,
                    in_proof=rule.id in named,
                    sides=sides,
                )
            )
    yield from sorted(found, key=lambda one: not one.in_proof)


def _derivations(of_state: StateDetermination) -> tuple[Derivation, ...]:
    """Return what follows for the deciding warrant in every completion of what is not known."""
    determination = of_state.determination
    index = next(iter(determination.decisive), 0)
    return tuple(
        dict.fromkeys(one.verdicts[index].derivation for one in determination.settled.completions)
    )


def _applied(rulebase: RuleBase, derivations: Sequence[Derivation], number: int) -> Applied:
    found = {_applied_in(rulebase, derivation, number) for derivation in derivations}
    return found.pop() if len(found) == 1 else Applied.UNRESOLVED


def _applied_in(rulebase: RuleBase, derivation: Derivation, number: int) -> Applied:
    """Return whether a rule applied and whether what it concludes stands."""
    status, rule = derivation.bodies[number], rulebase.rules[number]
    if status == NO:
        return Applied.NOT_APPLIED
    concluded = derivation.conclusions[rulebase.conclusion_index[rule.head]]
    if UNRESOLVED in (status, concluded):
        return Applied.UNRESOLVED
    return Applied.APPLIED if (concluded == YES) is rule.positive else Applied.OVERCOME


def _named(proof: Sequence[Node]) -> Iterator[str]:
    """Yield the rules of a proof."""
    for part in walk(proof):
        if isinstance(part, Step | Lacking | Defeated):
            yield part.rule


def positions_of(asked: Sequence[ComparedAnswer]) -> Iterator[DifferingPosition]:
    """Yield the issues on which other positions are taken or matter; those that matter first."""
    rulebase = asked[0].reasoner.inference.rulebase
    found = []
    taken = [one.of_state.determination.positions for one in asked]
    for number, issue in enumerate(rulebase.issues):
        outcomes = [_outcomes(one.answer, issue.id) for one in asked]
        differs = len({positions[number] for positions in taken}) > 1
        if not differs and all(one == outcomes[0] for one in outcomes):
            continue
        found.append(
            DifferingPosition(
                issue=issue.id,
                question=issue.question,
                turns_on=any(outcomes),
                sides=tuple(
                    PositionSide(
                        position=issue.positions[positions[number]].id,
                        title=issue.positions[positions[number]].title,
                        standing=one.reasoner.readings.standing(
                            issue.positions[positions[number]]
                        ).value,
                        outcomes=turning,
                    )
                    for one, positions, turning in zip(asked, taken, outcomes, strict=True)
                ),
            )
        )
    yield from sorted(found, key=lambda one: not one.turns_on)


def _outcomes(answer: Assessment, issue: str) -> dict[str, Outcome]:
    """Return the outcome of each position if the answer turns on the issue."""
    return next(
        (
            {position.position: position.outcome for position in turn.positions}
            for turn in answer.turns_on
            if turn.issue == issue
        ),
        {},
    )
