"""What is derived behind an answer: every truth tried and what follows, for every State there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..dates import parse_day
from ..engine import Engine
from ..given import Given
from ..inference.types import Derivation
from ..lang.readings import Readings
from ..roles import roles
from ..subject import Subject
from ..timeline.timeline import Timelines, Truth
from .case import Case, QuestionPut


@dataclass(frozen=True)
class Traced:
    """What was derived for a question: the truths it started from, and every derivation."""

    truths: tuple[Truth, ...]
    derivations: tuple[Derivation, ...]


class Tracer:
    """Derives again what an engine derives for a question, without its proof."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._timelines: dict[str | None, Timelines] = {}

    def case(self, case: Case) -> Iterator[Traced]:
        """Yield what is derived for every answer that the case checks."""
        put = case.question
        yield self.question(put, put.profile, {})
        for profile in case.expect.under:
            yield self.question(put, profile, {})
        for issue, outcomes in case.expect.by_position.items():
            for position in outcomes:
                yield self.question(put, put.profile, {issue: position})

    def question(self, put: QuestionPut, profile: str, positions: Mapping[str, str]) -> Traced:
        """Return what is derived for one question under a profile and with ``positions``."""
        engine = self._engine if put.known_on is None else self._engine.known_on(put.known_on)
        rulebase = engine.rulebase
        readings = Readings(rulebase, engine.world.known_on)
        chosen = {**put.positions, **positions}
        inherited = readings.positions(engine.profile(profile))
        taken = tuple(
            [position.id for position in issue.positions].index(chosen[issue.id])
            if issue.id in chosen
            else inherited[index]
            for index, issue in enumerate(rulebase.issues)
        )
        person, place = engine.person(put.person), engine.place(put.place)
        given = Given.of(rulebase, put.presence, put.purpose, put.assume)
        day = parse_day(put.on, field="on").toordinal()
        timelines = self._timelines.setdefault(put.known_on, Timelines(engine.world, rulebase))
        truths: list[Truth] = []
        derivations: list[Derivation] = []
        for role in roles(place, day):
            subject = Subject.of(
                engine.world, rulebase, timelines, person, place, role.state, given
            )
            joint = subject.joint(engine.inference, day)
            truths.extend(joint.truths)
            derivations.extend(
                verdict.derivation
                for completion in joint.settle(taken).completions
                for verdict in completion.verdicts
            )
        return Traced(tuple(truths), tuple(derivations))
