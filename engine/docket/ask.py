"""Asks the engine the questions of a ruling, each distinct one once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from ..answers.assessment import Assessment
from ..answers.assessor import Assessor
from ..answers.forms.text import headline
from ..case.terms import Outcome, Purpose
from ..questions.arrest_on_travel.rulings import RulingExpectation, RulingQuestion
from ..questions.arrest_on_travel.vocabulary import REQUEST
from .compare import compare, merged
from .entry import Comparison, Reply, RulingCase
from .reasoning import reasoning


@dataclass(frozen=True)
class Asker:
    """Asks one engine; answers are kept as long as the asker is."""

    engine: Assessor
    _kept: dict[tuple[object, ...], Assessment] = field(default_factory=dict)

    def replies(self, questions: tuple[RulingQuestion, ...], profile: str) -> tuple[Reply, ...]:
        """Return what the engine answers on each question; raises what `travel_risk` raises."""
        return tuple(_reply(*self._ask(one, profile)) for one in questions)

    def comparison(
        self, questions: tuple[RulingQuestion, ...], expected: RulingExpectation, profile: str
    ) -> Comparison:
        """Return how the answers compare with the finding, all cases of the ruling together."""
        found = []
        for one in questions:
            answer, assumed = self._ask(one, profile)
            reply = _reply(answer, assumed)
            found.append(compare(expected, reply, answer.qualifications, self.engine.rulebase))
        return merged(found)

    def _ask(self, asked: RulingQuestion, profile: str) -> tuple[Assessment, Mapping[str, str]]:
        answer = self._answer(asked, profile, asked.assume)
        open_question = answer.outcome is Outcome.UNDETERMINED and any(
            unknown.fact == REQUEST for unknown in answer.unknown
        )
        if not (asked.request_taken_as_given and open_question):
            return answer, asked.assume
        # A sealed warrant: the records cannot say whom the Court asked, the ruling does.
        assumed = {**asked.assume, REQUEST: "true"}
        return self._answer(asked, profile, assumed), assumed

    def _answer(self, asked: RulingQuestion, profile: str, assume: Mapping[str, str]) -> Assessment:
        key: tuple[object, ...] = (
            asked.person,
            asked.place,
            asked.on,
            asked.purpose,
            profile,
            *sorted(assume.items()),
        )
        if key not in self._kept:
            self._kept[key] = self.engine.travel_risk(
                asked.person,
                asked.place,
                on=asked.on,
                purpose=cast("Purpose", asked.purpose),
                profile=profile,
                assume=assume,
            )
        return self._kept[key]


def _reply(answer: Assessment, assumed: Mapping[str, str]) -> Reply:
    shown = reasoning(answer)
    return Reply(
        case=RulingCase(
            person=answer.person,
            place=answer.place,
            on=answer.on,
            purpose=answer.purpose,
            assumed=dict(assumed),
        ),
        says=headline(answer.document),
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
