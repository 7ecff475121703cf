"""Asks the engine the questions of a ruling, each distinct one once, and by which reasoning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from ..answers.assessment import Assessment
from ..answers.assessor import Assessor
from ..case.proof.nodes import Absent, Clash, Step, walk
from ..case.terms import Outcome, Purpose
from ..questions.arrest_on_travel.rulings import RulingExpectation, RulingQuestion
from ..questions.arrest_on_travel.vocabulary import IMMUNITY
from .compare import compare, merged
from .entry import Comparison, Reply, RulingCase


@dataclass(frozen=True)
class Asker:
    """Asks one engine; answers are kept as long as the asker is."""

    engine: Assessor
    _kept: dict[tuple[object, ...], Assessment] = field(default_factory=dict)

    def replies(self, questions: tuple[RulingQuestion, ...], profile: str) -> tuple[Reply, ...]:
        """Return what the engine answers on each question; raises what `travel_risk` raises."""
        return tuple(_reply(self.answer(one, profile)) for one in questions)

    def comparison(
        self, questions: tuple[RulingQuestion, ...], expected: RulingExpectation, profile: str
    ) -> Comparison:
        """Return how the answers compare with the finding, all cases of the ruling together."""
        found = []
        for one in questions:
            answer = self.answer(one, profile)
            found.append(
                compare(expected, _reply(answer), answer.qualifications, self.engine.rulebase)
            )
        return merged(found)

    def answer(self, asked: RulingQuestion, profile: str) -> Assessment:
        """Return the answer to one question; raises what `travel_risk` raises."""
        key: tuple[object, ...] = (asked.person, asked.place, asked.on, asked.purpose, profile)
        if key not in self._kept:
            self._kept[key] = self.engine.travel_risk(
                asked.person,
                asked.place,
                on=asked.on,
                purpose=cast("Purpose", asked.purpose),
                profile=profile,
            )
        return self._kept[key]


def _reply(answer: Assessment) -> Reply:
    shown = reasoning(answer)
    return Reply(
        case=RulingCase(
            person=answer.person,
            place=answer.place,
            on=answer.on,
            purpose=answer.purpose,
            assumed={},
        ),
        says=answer.headline,
        outcome=answer.outcome,
        reason=answer.reason,
        duty=answer.duty,
        grounds=answer.grounds,
        contested=answer.contested,
        immunity=shown.result,
        immunity_rules=shown.rules,
    )


def known_before(engine: Assessor, day: date) -> Assessor | None:
    """Return the engine as known on ``day``, or ``None`` if that day is still to come."""
    return engine.known_on(day) if day <= engine.clock() else None


@dataclass(frozen=True, slots=True)
class Reasoning:
    """``result``: ``bar``, ``no_bar`` (raised and overcome), ``not_raised`` or ``unresolved``.

    ``rules``: the rules that decide, or that stand against each other, by id.
    """

    result: str
    rules: tuple[str, ...] = ()


def reasoning(answer: Assessment) -> Reasoning:
    """Return what the proof of an answer shows about personal immunity."""
    nodes = tuple(walk(answer.proof))
    if answer.outcome is Outcome.UNDETERMINED:
        clashes = [n for n in nodes if isinstance(n, Clash) and n.unresolved == IMMUNITY]
        sides = [step for one in clashes for step in (*one.supporting, *one.opposing)]
        return _of("unresolved", sides)
    standing = [n for n in nodes if isinstance(n, Step) and n.conclusion == IMMUNITY]
    if standing:
        return _of("bar", standing)
    overcome = [
        step
        for node in nodes
        if isinstance(node, Absent) and node.not_established == IMMUNITY
        for step in node.rebutted_by
        if step.defeated
    ]
    return _of("no_bar", overcome) if overcome else Reasoning("not_raised")


def _of(result: str, steps: Sequence[Step]) -> Reasoning:
    return Reasoning(result, tuple(dict.fromkeys(step.rule for step in steps)))
