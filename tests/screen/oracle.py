"""The slow way: every distinct question judged by the engine itself."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from safeconduct import Engine, TooManyUnknowns
from safeconduct.base.errors import Contradiction
from safeconduct.screening.days import DAYS, date_of
from safeconduct.screening.index.answers import Answer
from safeconduct.screening.index.model import IntArray


@dataclass(frozen=True)
class OracleKernel:
    """A kernel without tables."""

    engine: Engine
    profile: str
    rows: dict[Answer, int] = field(default_factory=dict)
    asked: dict[tuple[int, ...], int] = field(default_factory=dict)

    @property
    def persons(self) -> tuple[str, ...]:
        return tuple(self.engine.world.persons)

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(self.engine.world.places)

    @property
    def presences(self) -> tuple[str, ...]:
        return self.engine.presences

    @property
    def purposes(self) -> tuple[str, ...]:
        return self.engine.purposes

    def answers(
        self,
        person: IntArray,
        place: IntArray,
        day: IntArray,
        presence: IntArray | int,
        purpose: IntArray | int,
    ) -> NDArray[np.int32]:
        asked = np.broadcast_arrays(person, place, day, presence, purpose)
        assert all(one.shape == person.shape for one in asked)
        questions = zip(*(one.tolist() for one in asked), strict=True)
        return np.fromiter(map(self._answer, questions), np.int32, len(person))

    @property
    def known(self) -> tuple[Answer, ...]:
        return tuple(self.rows)

    def _answer(self, question: tuple[int, ...]) -> int:
        found = self.asked.get(question)
        if found is None:
            found = self.asked[question] = self._row(*question)
        return found

    def _row(self, person: int, place: int, day: int, presence: int, purpose: int) -> int:
        ids = (self.persons, self.places, self.presences, self.purposes)
        codes = (person, place, presence, purpose)
        if day not in DAYS or any(
            code not in range(len(one)) for code, one in zip(codes, ids, strict=True)
        ):
            return -1
        query = self.engine.query(
            self.persons[person],
            self.places[place],
            on=date_of(day),
            presence=self.presences[presence],
            purpose=self.purposes[purpose],
            profile=self.profile,
        )
        try:
            found = self.engine.reasoner.determinations(query)[0].determination
        except (Contradiction, TooManyUnknowns):
            return -1
        answer = Answer(
            outcome=found.outcome.value,
            exposure=found.exposure,
            contested=found.contest.contested,
            reason=found.reason,
            duty=found.duty,
            power=found.power,
            surrender=found.surrender,
            execution=found.execution,
            grounds=tuple(found.grounds),
        )
        return self.rows.setdefault(answer, len(self.rows))
