"""The slow way: every distinct question judged by the engine itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from safeconduct import Engine, TooManyUnknowns
from safeconduct.screen.contract import KERNEL_COLUMNS, SEPARATOR, IntArray

Row = tuple[Any, ...]


@dataclass(frozen=True)
class OracleKernel:
    """A kernel without tables."""

    engine: Engine
    profile: str
    rows: dict[Row, int] = field(default_factory=dict)
    known: dict[tuple[int, ...], int] = field(default_factory=dict)

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

    def table(self) -> Mapping[str, pa.Array]:
        columns = list(zip(*self.rows, strict=True)) or [()] * len(KERNEL_COLUMNS)
        return {
            name: pa.array(column, kind)
            for (name, kind), column in zip(KERNEL_COLUMNS.items(), columns, strict=True)
        }

    def _answer(self, question: tuple[int, ...]) -> int:
        found = self.known.get(question)
        if found is None:
            found = self.known[question] = self._row(*question)
        return found

    def _row(self, person: int, place: int, day: int, presence: int, purpose: int) -> int:
        query = self.engine.query(
            self.persons[person],
            self.places[place],
            on=date.fromordinal(day),
            presence=self.presences[presence],
            purpose=self.purposes[purpose],
            profile=self.profile,
        )
        try:
            first = self.engine.judge.judgements(query)[0]
        except TooManyUnknowns:
            return -1
        settled = first.outcome.value != "undetermined"
        parts = first.leading.parts
        row = (
            first.outcome.value,
            self.engine.judge.exposure(first),
            first.contest.contested,
            first.reason,
            first.duty,
            parts["power"] if settled else "unknown",
            parts["surrender"] if settled else "none",
            SEPARATOR.join(first.grounds) or None,
        )
        return self.rows.setdefault(row, len(self.rows))
