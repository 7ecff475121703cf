"""Answers to columns of questions: look-ups in tables that fit into the processor's cache.

The outcome of a question depends on person and place (a course), on the day only through the epoch
it lies in, and on presence and purpose. So a question is a place in a table of persons x places x
epochs. Most of its rows are alike, and most of its columns: see `distinct`.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from ..dates import FIRST_DAY
from ..given import PRESENCE, PURPOSE
from ..index import Index
from ..index.answers import Answer
from ..index.model import IntArray
from ..index.table import AnswerTable
from .distinct import Distinct, distinct

if TYPE_CHECKING:
    from ..engine import Engine

CHUNK: Final = 1 << 16
"""Rows worked on at a time: few enough for the cache, enough for threads not to wait in turn."""

_WIDE: Final[Any] = {"dtype": np.int32, "casting": "same_kind"}
"""Codes may be of any width: what is made of them needs 32 bits."""


class ScreenKernel:
    """Answers questions of one profile by number; numbers of answers only ever grow.

    It may be shared between threads: a table never changes once it is made.
    """

    def __init__(self, engine: Engine, profile: str) -> None:
        rulebase = engine.rulebase
        self.persons = tuple(engine.world.persons)
        self.places = tuple(engine.world.places)
        self.presences = rulebase.values[rulebase.variables[PRESENCE]]
        self.purposes = rulebase.values[rulebase.variables[PURPOSE]]
        self._index: Index = engine.index
        self._epoch_of = self._index.epochs()
        self._answers = AnswerTable(
            self._index, engine.judge.readings, engine.inference, engine.profile(profile)
        )
        self._tables: dict[tuple[int, int], Distinct] = {}
        self._making = Lock()

    @property
    def known(self) -> tuple[Answer, ...]:
        """The answers met so far, by number."""
        return tuple(self._answers.answers)

    def answers(
        self,
        person: IntArray,
        place: IntArray,
        day: IntArray,
        presence: IntArray | int,
        purpose: IntArray | int,
    ) -> NDArray[np.int32]:
        """Return the number of the answer to each question; -1: too many facts are unknown.

        ``person``, ``place``, ``presence``, ``purpose``: codes, which index the names above.
        ``day``: ordinals from the adoption of the Statute on. The caller has checked them.
        """
        if isinstance(presence, int) and isinstance(purpose, int):
            return self._gather(person, place, day, self._table(presence, purpose))
        how, why = np.broadcast_arrays(presence, purpose)
        result = np.empty(len(person), np.int32)
        kinds = how.astype(np.int64) * len(self.purposes) + why
        for kind in np.unique(kinds).tolist():
            rows = np.flatnonzero(kinds == kind)
            table = self._table(*divmod(kind, len(self.purposes)))
            result[rows] = self._gather(person[rows], place[rows], day[rows], table)
        return result

    def _gather(
        self, person: IntArray, place: IntArray, day: IntArray, table: Distinct
    ) -> NDArray[np.int32]:
        count, places = len(person), len(self.places)
        result = np.empty(count, np.int32)
        course, when = np.empty(CHUNK, np.int32), np.empty(CHUNK, np.int32)
        row, column = np.empty(CHUNK, np.int32), np.empty(CHUNK, np.int32)
        found = np.empty(CHUNK, np.int16)
        for start in range(0, count, CHUNK):
            stop = min(start + CHUNK, count)
            size = stop - start
            course_, when_, row_, column_ = course[:size], when[:size], row[:size], column[:size]
            np.multiply(person[start:stop], places, out=course_, **_WIDE)
            np.add(course_, place[start:stop], out=course_, **_WIDE)
            table.row_of.take(course_, out=row_, mode="clip")
            np.subtract(day[start:stop], FIRST_DAY, out=when_, **_WIDE)
            table.column_of.take(when_, out=column_, mode="clip")  # later days: the last column
            np.add(row_, column_, out=row_)
            result[start:stop] = table.cells.take(row_, out=found[:size], mode="clip")
        return result

    def _table(self, presence: int, purpose: int) -> Distinct:
        """Return the number of the answer for each person, place and day."""
        key = presence, purpose
        found = self._tables.get(key)
        if found is None:
            # Numbers must be given one after another, also if two ask for them at once.
            with self._making:
                found = self._tables.get(key) or self._make(presence, purpose)
                self._tables[key] = found
        return found

    def _make(self, presence: int, purpose: int) -> Distinct:
        numbers = self._answers.of(self.purposes[purpose])[:, presence].astype(np.int16)
        return distinct(numbers[self._index.case_at], self._index.course_of, self._epoch_of)
