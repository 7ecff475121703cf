"""What is derived behind an answer: every truth tried and what follows, for every State there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...engine import Engine
from ...inference.types import Derivation
from ...timeline.timeline import Truth
from .case import QuestionPut, WorkedCase


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
