"""The answers of one profile for every case of an index, presence and purpose, by number."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...case.inputs import PRESENCE, PURPOSE, Inputs
from ...inference.inference import Inference
from ...rulebase.model import Profile
from ...rulebase.readings import Readings
from .answers import Answer, answer_all
from .model import Index

NONE: int = -1
"""In place of an answer: too many facts are unknown, or the question is none."""


@dataclass
class AnswerTable:
    """Answers numbered as they are met; columns for a purpose are made when it is first asked for.

    A number once given means the same answer for good.
    """

    index: Index
    readings: Readings
    inference: Inference
    profile: Profile
    answers: list[Answer] = field(default_factory=list)
    _numbers: dict[Answer, int] = field(default_factory=dict)
    _columns: dict[str, NDArray[np.int32]] = field(default_factory=dict)

    def of(self, purpose: str) -> NDArray[np.int32]:
        """Return the number of the answer to each case (rows) for each presence (columns)."""
        found = self._columns.get(purpose)
        if found is None:
            found = self._columns[purpose] = self._make(purpose)
        return found

    def move(self, index: Index) -> None:
        """Answer from another index of the same world; numbers stay what they are."""
        self.index = index
        self._columns.clear()

    def _make(self, purpose: str) -> NDArray[np.int32]:
        rulebase = self.inference.rulebase
        presences = rulebase.values[rulebase.variables[PRESENCE]]
        columns = [
            self._numbered(Inputs(rulebase, {PRESENCE: presence, PURPOSE: purpose}, {}))
            for presence in presences
        ]
        return np.array(columns, np.int32).T.copy()

    def _numbered(self, given: Inputs) -> list[int]:
        positions = self.readings.positions(self.profile)
        rows = self.index.completions
        found = answer_all(self.readings, self.inference, positions, rows, given)
        return [NONE if answer is None else self._number(answer) for answer in found]

    def _number(self, answer: Answer) -> int:
        number = self._numbers.get(answer)
        if number is None:
            number = self._numbers[answer] = len(self.answers)
            self.answers.append(answer)
        return number
