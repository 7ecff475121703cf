"""Answers to columns of questions: look-ups in tables that fit into the processor's cache.

The outcome of a question depends on person and place (a course), on the day only through the epoch
it lies in, and on presence and purpose. So a question is a place in a table of persons x places x
epochs. Most of its rows are alike, and most of its columns: see `distinct`.
"""

from __future__ import annotations

from threading import Lock
from typing import Final

import numpy as np

from ..answers.assessor import Assessor
from ..case.inputs import PRESENCE, PURPOSE
from .codes import within
from .contract import Kernel
from .few import FewKernel
from .gather import Distinct, distinct, gather
from .index.answers import Answer
from .index.load import KeptByReasoner, tried_index_of
from .index.model import IntArray
from .index.table import NONE, AnswerNumbers, AnswerTable


class ScreenKernel:
    """Answers questions of one profile by number; ``numbers`` of answers only ever grow.

    It may be shared between threads: a table never changes once it is made.
    """

    def __init__(
        self, assessor: Assessor, profile: str, numbers: AnswerNumbers | None = None
    ) -> None:
        rulebase = assessor.rulebase
        self.persons = tuple(assessor.world.persons)
        self.places = tuple(assessor.world.places)
        self.presences = rulebase.values[rulebase.variables[PRESENCE]]
        self.purposes = rulebase.values[rulebase.variables[PURPOSE]]
        self._tried = tried_index_of(assessor)
        self._answers = AnswerTable(
            self._tried.index,
            assessor.reasoner.readings,
            assessor.inference,
            assessor.profile(profile),
            numbers or AnswerNumbers(),
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
    ) -> IntArray:
        """Return the number of the answer to each question, -1 for none, as `Kernel` says."""
        self._tried.try_pairs(person, place)
        if self._answers.index is not self._tried.index:  # it was not right
            with self._making:
                self._answers.move(self._tried.index)
                self._tables.clear()
        if isinstance(presence, int) and isinstance(purpose, int):
            return gather(self._table(presence, purpose), person, place, day, len(self.places))
        how, why = np.broadcast_arrays(presence, purpose)
        result = np.full(len(person), NONE, np.int16)
        kinds = how.astype(np.int64) * len(self.purposes) + why
        known = within(how, range(len(self.presences))) & within(why, range(len(self.purposes)))
        for kind in np.unique(kinds[known]).tolist():
            rows = np.flatnonzero(known & (kinds == kind))
            table = self._table(*divmod(kind, len(self.purposes)))
            asked = person[rows], place[rows], day[rows]
            result[rows] = gather(table, *asked, len(self.places))
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
        numbers = self._answers.column(self.presences[presence], self.purposes[purpose])
        count = len(self._answers.answers)
        assert count <= np.iinfo(np.int16).max  # INVARIANT: some dozens
        small = count <= np.iinfo(np.int8).max
        narrow: IntArray = numbers.astype(np.int8) if small else numbers.astype(np.int16)
        index = self._answers.index
        return distinct(narrow[index.case_at], index.course_of, index.epochs())


_KERNELS: Final[KeptByReasoner[Kernel]] = KeptByReasoner()


def kernel_of(assessor: Assessor, profile: str) -> Kernel:
    """Return the kernel of an assessor and a profile, which lives as long as the assessor.

    Its tables take a while to make; for a day of earlier knowledge only if much is asked.
    """

    def make() -> Kernel:
        if assessor.world.known_on is None:
            return ScreenKernel(assessor, profile)
        return FewKernel(assessor, profile, ScreenKernel)

    return _KERNELS.get(assessor.reasoner, profile, make)
