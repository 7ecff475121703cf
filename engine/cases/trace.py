"""What is derived behind an answer: every truth tried and what follows, for every State there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..dates import parse_day
from ..engine import Engine
from ..given import Given
from ..inference.types import Derivation
from ..judge import Judge, Query
from ..timeline.timeline import Truth
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
        self._judges: dict[str | None, Judge] = {}

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
        """Return what is derived for one question under a profile and with ``positions``.

        Raises what `Engine.travel_risk` raises.
        """
        engine = self._engine if put.known_on is None else self._engine.known_on(put.known_on)
        query = Query(
            engine.person(put.person),
            engine.place(put.place),
            parse_day(put.on, field="on"),
            Given.of(engine.rulebase, put.presence, put.purpose, put.assume),
            engine.profile(profile),
            {**put.positions, **positions},
        )
        if put.known_on not in self._judges:
            self._judges[put.known_on] = Judge(engine.world, engine.inference)
        day = query.on.toordinal()
        judgements = self._judges[put.known_on].judgements(query)
        return Traced(
            tuple(
                truth
                for one in judgements
                for truth in one.subject.joint(engine.inference, day).truths
            ),
            tuple(
                verdict.derivation
                for one in judgements
                for completion in one.settled.completions
                for verdict in completion.verdicts
            ),
        )
