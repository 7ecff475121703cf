"""Answers to columns of questions: two look-ups in tables that fit into the processor's cache.

The outcome of a question depends on person and place (a course), on the day only through the epoch
it lies in, and on presence and purpose. So a question is a place in a table of persons x places x
epochs, and a column of questions is one gather.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..dates import FIRST_DAY
from ..given import PRESENCE, PURPOSE
from ..index import Index
from ..index.answers import Answer
from ..index.model import IntArray
from ..index.table import AnswerTable

if TYPE_CHECKING:
    from ..engine import Engine

CHUNK: Final = 1 << 14
"""Rows worked on at a time: intermediate columns then stay in the fastest cache."""

Table: TypeAlias = NDArray[np.int16]

_WIDE: Final[Any] = {"dtype": np.int32, "casting": "same_kind"}
"""Codes may be of any width: what is made of them needs 32 bits."""


class ScreenKernel:
    """Answers questions of one profile by number; numbers of answers only ever grow.

    It may be shared between threads: tables are made under the interpreter's lock and never change.
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
        self._direct: dict[tuple[int, int], Table] = {}

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
        self, person: IntArray, place: IntArray, day: IntArray, table: Table
    ) -> NDArray[np.int32]:
        count, places, epochs = len(person), len(self.places), len(self._index.edges)
        flat = table.reshape(-1)
        last = len(self._epoch_of) - 1
        result = np.empty(count, np.int32)
        at = np.empty(CHUNK, np.int32)
        when = np.empty(CHUNK, np.int32)
        epoch = np.empty(CHUNK, np.int32)
        found = np.empty(CHUNK, np.int16)
        for start in range(0, count, CHUNK):
            stop = min(start + CHUNK, count)
            size = stop - start
            at_, when_, epoch_, found_ = at[:size], when[:size], epoch[:size], found[:size]
            np.subtract(day[start:stop], FIRST_DAY, out=when_, **_WIDE)
            np.minimum(when_, last, out=when_)
            self._epoch_of.take(when_, out=epoch_, mode="clip")
            np.multiply(person[start:stop], places, out=at_, **_WIDE)
            np.add(at_, place[start:stop], out=at_, **_WIDE)
            np.multiply(at_, epochs, out=at_)
            np.add(at_, epoch_, out=at_)
            flat.take(at_, out=found_, mode="clip")
            result[start:stop] = found_
        return result

    def _table(self, presence: int, purpose: int) -> Table:
        """Return the number of the answer for each person, place and epoch."""
        key = presence, purpose
        found = self._direct.get(key)
        if found is None:
            column = self._answers.of(self.purposes[purpose])[:, presence].astype(np.int16)
            courses = column[self._index.case_at]
            found = self._direct[key] = np.ascontiguousarray(courses[self._index.course_of])
        return found
