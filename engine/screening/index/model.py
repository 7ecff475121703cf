"""What an index holds, and how it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import product
from math import prod
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ...base.dates import FIRST_DAY, LAST_DAY
from ...base.errors import TooManyUnknowns
from ...inference.inference import Inference
from ...inference.joint import JointQuestion

MOST = 1 << 12
"""More completions of one question are only tried over the unknown facts that matter."""


@dataclass(frozen=True, slots=True)
class Completions:
    """Completions of questions, question by question, each with one assignment per warrant.

    ``facts`` (uint8, assignments x facts): distinct assignments, as value indices.
    ``assignments`` (int32): the assignment of each warrant in each completion, in order.
    ``warrants`` (int64, completions): where in ``assignments`` each completion begins.
    ``questions`` (int64, questions): with which completion each question begins.
    ``lacking`` (int64): questions with too many unknown facts to be completed; they have one
    arbitrary completion here.
    """

    facts: NDArray[np.uint8]
    assignments: NDArray[np.int32]
    warrants: NDArray[np.int64]
    questions: NDArray[np.int64]
    lacking: NDArray[np.int64]


def completions(inference: Inference, questions: Iterable[JointQuestion]) -> Completions:
    """Return the completions of each question, impossible ones included."""
    numbers: dict[tuple[int, ...], int] = {}
    assignments: list[int] = []
    warrants: list[int] = []
    begins: list[int] = []
    lacking: list[int] = []
    for number, question in enumerate(questions):
        begins.append(len(warrants))
        try:
            unknowns = question.every_unknown()
            if prod(map(len, unknowns.values())) > MOST:
                unknowns = question.unknowns()
        except TooManyUnknowns:
            lacking.append(number)
            unknowns = {}
        for values in product(*unknowns.values()):
            warrants.append(len(assignments))
            known = dict(zip(unknowns, values, strict=True))
            for index in range(len(question.truths)):
                facts = question.assign(index, known)
                assignments.append(numbers.setdefault(facts, len(numbers)))
    width = len(inference.rulebase.facts)
    return Completions(
        np.array(list(numbers), np.uint8).reshape(len(numbers), width),
        np.array(assignments, np.int32),
        np.array(warrants, np.int64),
        np.array(begins, np.int64),
        np.array(lacking, np.int64),
    )


_ROWS: Final = "completions."

TYPES: Final[Mapping[str, type[np.integer[Any]]]] = MappingProxyType(
    {
        "edges": np.int32,
        "course_of": np.int32,
        "case_at": np.uint16,
        "cases": np.int32,
        f"{_ROWS}facts": np.uint8,
        f"{_ROWS}assignments": np.int32,
        f"{_ROWS}warrants": np.int64,
        f"{_ROWS}questions": np.int64,
        f"{_ROWS}lacking": np.int64,
    }
)
"""The type of each array of an index, by name, in the order of its fields."""

IntArray: TypeAlias = NDArray[np.signedinteger[Any]]
"""Codes or days, of any signed width."""


@dataclass(frozen=True, slots=True)
class Index:
    """Every timeline of a world. Persons and places are numbered in the order of the records.

    Days on which nothing at all changes are not told apart: an *epoch* is a stretch between two
    days on which something does, anywhere.

    ``edges`` (int32, epochs): the first day (ordinal) of each epoch.
    ``course_of`` (int32, persons x places): which course a person takes through time at a place.
    ``case_at`` (uint16, courses x epochs): which case holds; a case is a set of truths, one for
    each warrant, that is judged once.
    ``cases`` (int32, cases x 3): person, place and day of one example of each case.
    ``completions``: every way the unknown facts of each case may be.
    """

    edges: NDArray[np.int32]
    course_of: NDArray[np.int32]
    case_at: NDArray[np.uint16]
    cases: NDArray[np.int32]
    completions: Completions

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return every array by a name of its own."""
        own = {field.name: getattr(self, field.name) for field in fields(self)[:-1]}
        rows = {field.name: getattr(self.completions, field.name) for field in fields(Completions)}
        return own | {f"{_ROWS}{name}": array for name, array in rows.items()}

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> Index:
        """Return the index that has these arrays; the opposite of `arrays`."""
        rows = {name: arrays[name] for name in arrays if name.startswith(_ROWS)}
        own = {name: arrays[name] for name in arrays if name not in rows}
        completions = Completions(**{name.removeprefix(_ROWS): rows[name] for name in rows})
        return cls(**own, completions=completions)

    def is_sound(self, persons: int, places: int, values: Sequence[int]) -> bool:
        """Whether every number leads somewhere, in a world of so many persons and places.

        ``values``: how many values each fact has.
        """
        rows, (courses, epochs) = self.completions, _shape(self.case_at)
        return (
            self.course_of.shape == (persons, places)
            and self.edges.shape == (epochs,)
            and epochs > 0
            and self.edges[0] == 0
            and bool((np.diff(self.edges) > 0).all())
            and _within(self.course_of, courses)
            and _within(self.case_at, len(self.cases))
            and self.cases.shape == (len(rows.questions), 3)
            and all(map(_within, self.cases.T[:2], (persons, places)))
            and _within(self.cases[:, 2], LAST_DAY + 1)
            and _shape(rows.facts)[1] == len(values)
            and all(map(_within, rows.facts.T, values))
            and rows.assignments.ndim == rows.lacking.ndim == 1
            and _within(rows.assignments, len(rows.facts))
            and _divides(rows.warrants, len(rows.assignments))
            and _divides(rows.questions, len(rows.warrants))
            and _within(rows.lacking, len(rows.questions))
        )

    @property
    def nbytes(self) -> int:
        """The size of all arrays in bytes."""
        return sum(array.nbytes for array in self.arrays().values())

    def epochs(self) -> NDArray[np.int32]:
        """Return the epoch of each day from `FIRST_DAY` to the last edge, which later days share.

        Index it by ``min(day, last edge) - FIRST_DAY``.
        """
        last = min(max(int(self.edges[-1]), FIRST_DAY), LAST_DAY)
        days = np.arange(FIRST_DAY, last + 1, dtype=np.int32)
        found = np.searchsorted(self.edges, days, side="right") - 1
        return found.astype(np.int32)


def _shape(table: NDArray[Any]) -> tuple[int, int]:
    rows, columns = table.shape if table.ndim == 2 else (0, 0)
    return rows, columns


def _within(numbers: NDArray[Any], most: int) -> bool:
    """Whether all are from 0 to one below ``most``."""
    return not numbers.size or bool(numbers.min() >= 0 and numbers.max() < most)


def _divides(begins: NDArray[np.int64], total: int) -> bool:
    """Whether parts that begin there, none of them empty, make up the whole."""
    return (
        begins.ndim == 1
        and bool((np.diff(begins, append=total) > 0).all())
        and (begins[0] == 0 if len(begins) else total == 0)
    )
