"""A kernel for worlds that are seldom asked about: few questions are answered one by one.

The tables of a world take seconds to make, and every day of earlier knowledge is a world of its
own. Whoever asks a few questions about such a day gets what the engine says, in milliseconds; only
for many the tables are made.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any, Final, cast
from weakref import ref

import numpy as np
from numpy.typing import NDArray

from ..answers.assessor import Assessor
from ..base.errors import Contradiction, TooManyUnknowns
from ..case.terms import Presence, Purpose
from .contract import Kernel
from .days import DAYS, date_of
from .index.answers import Answer
from .index.model import IntArray
from .index.table import NONE, AnswerNumbers

FEW: Final = 200
"""So many distinct questions are answered one by one; each takes some milliseconds."""


class FewKernel:
    """Answers the questions of one profile, without tables at first.

    ``tables``: makes the kernel that has some, and goes on with the numbers that were given.
    """

    def __init__(
        self,
        assessor: Assessor,
        profile: str,
        tables: Callable[[Assessor, str, AnswerNumbers], Kernel],
    ) -> None:
        self._assessor = ref(assessor)  # by which kernels are kept, as long as it lives
        self._profile = profile
        self.persons = tuple(assessor.world.persons)
        self.places = tuple(assessor.world.places)
        self.presences = assessor.presences
        self.purposes = assessor.purposes
        self._numbers = AnswerNumbers()
        self._asked: dict[tuple[int, ...], int] = {}
        self._make = tables
        self._tables: Kernel | None = None
        self._making = Lock()

    @property
    def known(self) -> tuple[Answer, ...]:
        """The answers met so far, by number."""
        return tuple(self._numbers.answers)

    def answers(
        self,
        person: IntArray,
        place: IntArray,
        day: IntArray,
        presence: IntArray | int,
        purpose: IntArray | int,
    ) -> IntArray:
        """Return the number of the answer to each question, -1 for none, as `Kernel` says."""
        asked = person, place, day, presence, purpose
        if self._tables is None:
            rows = np.stack([one.astype(np.int64) for one in np.broadcast_arrays(*asked)], axis=1)
            distinct, inverse = np.unique(rows, axis=0, return_inverse=True)
            with self._making:
                if self._tables is None:
                    found = self._one_by_one(distinct)
                    if found is not None:
                        return found[inverse.reshape(-1)]
                    self._tables = self._make(self._engine, self._profile, self._numbers)
        return self._tables.answers(*asked)

    def _one_by_one(self, questions: NDArray[np.int64]) -> NDArray[np.int16] | None:
        """Return the answers to distinct questions, if there are few with those before."""
        keys = list(map(tuple, questions.tolist()))
        new = [key for key in keys if key not in self._asked]
        if len(self._asked) + len(new) > FEW:
            return None
        for key in new:
            self._asked[key] = self._answer(*key)
        return np.array([self._asked[key] for key in keys], np.int16)

    @property
    def _engine(self) -> Assessor:
        found = self._assessor()
        assert found is not None  # INVARIANT: who asks holds it
        return found

    def _answer(self, person: int, place: int, day: int, presence: int, purpose: int) -> int:
        codes: tuple[tuple[int, tuple[Any, ...]], ...] = (
            (person, self.persons),
            (place, self.places),
            (presence, self.presences),
            (purpose, self.purposes),
        )
        if day not in DAYS or not all(0 <= code < len(ids) for code, ids in codes):
            return NONE
        query = self._engine.query(
            self.persons[person],
            self.places[place],
            on=date_of(day),
            presence=cast("Presence", self.presences[presence]),
            purpose=cast("Purpose", self.purposes[purpose]),
            profile=self._profile,
        )
        try:
            found = self._engine.reasoner.determinations(query)[0].determination
        except (Contradiction, TooManyUnknowns):
            return NONE
        return self._numbers.of(
            Answer(
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
        )
