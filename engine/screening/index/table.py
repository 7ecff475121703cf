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
class AnswerNumbers:
    """Answers numbered as they are met; a number once given means the same answer for good."""

    answers: list[Answer] = field(default_factory=list)
    _numbers: dict[Answer, int] = field(default_factory=dict)

    def of(self, answer: Answer) -> int:
        """Return the number of an answer."""
        number = self._numbers.get(answer)
        if number is None:
            number = self._numbers[answer] = len(self.answers)
            self.answers.append(answer)
        return number


@dataclass
class AnswerTable:
    """The number of the answer to every case; columns are made when they are first asked for."""

    index: Index
    readings: Readings
    inference: Inference
    profile: Profile
    numbers: AnswerNumbers = field(default_factory=AnswerNumbers)
    _columns: dict[tuple[str, str], NDArray[np.int32]] = field(default_factory=dict)

    @property
    def answers(self) -> list[Answer]:
        """The answers, by number."""
        return self.numbers.answers

    def of(self, purpose: str) -> NDArray[np.int32]:
        """Return the number of the answer to each case (rows) for each presence (columns)."""
        rulebase = self.inference.rulebase
        presences = rulebase.values[rulebase.variables[PRESENCE]]
        return np.array([self.column(one, purpose) for one in presences], np.int32).T.copy()

    def column(self, presence: str, purpose: str) -> NDArray[np.int32]:
        """Return the number of the answer to each case for one presence."""
        found = self._columns.get((presence, purpose))
        if found is None:
            found = self._columns[presence, purpose] = self._make(presence, purpose)
        return found

    def move(self, index: Index) -> None:
        """Answer from another index of the same world; numbers stay what they are."""
        self.index = index
        self._columns.clear()

    def _make(self, presence: str, purpose: str) -> NDArray[np.int32]:
        positions = self.readings.positions(self.profile)
        given = Inputs(self.inference.rulebase, {PRESENCE: presence, PURPOSE: purpose}, {})
        rows = self.index.completions
        found = answer_all(self.readings, self.inference, positions, rows, given)
        numbers = [NONE if answer is None else self.numbers.of(answer) for answer in found]
        return np.array(numbers, np.int32)
