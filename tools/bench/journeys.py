"""Peers that are given a person, a place and a day for each row, as screening is.

The facts of the bare rules change where and when the cases of the real records do; which facts hold
in a case is drawn at random.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from safeconduct.screening.index import Index

from .agree import Disagreement
from .bulk import BulkContestant, Columns, columns_of
from .contestant import Entrant, Missing, recorded_failures
from .problem import Problem
from .reference import decide
from .screening import Screening

FROM_JOURNEYS: Final = "polars (from person, place and day)"
ENTRANT: Final = Entrant(FROM_JOURNEYS, "polars", "polars", "polars_journeys")

_CHECKED: Final = 2_000


@dataclass(frozen=True)
class JourneyTable:
    """Questions, and what holds when.

    ``person``, ``place``, ``day`` (ordinal): one row for each question. ``facts``: one row for each
    stretch of days, with ``since`` (its first day), for each ``of_person`` in ``of_place``.
    """

    person: NDArray[Any]
    place: NDArray[Any]
    day: NDArray[Any]
    of_person: NDArray[Any]
    of_place: NDArray[Any]
    since: NDArray[Any]
    facts: Columns

    def first(self, rows: int) -> JourneyTable:
        """Return the same with the first questions alone."""
        asked = (self.person[:rows], self.place[:rows], self.day[:rows])
        return JourneyTable(*asked, self.of_person, self.of_place, self.since, self.facts)

    def answers(self, problem: Problem) -> list[str]:
        """Return the outcome of each question, slowly."""
        found = []
        for person, place, day in zip(self.person, self.place, self.day, strict=True):
            own = np.flatnonzero((self.of_person == person) & (self.of_place == place))
            row = own[np.flatnonzero(self.since[own] <= day)[-1]]
            case = tuple(int(column[row]) for column in self.facts.values())
            found.append(decide(problem.named(case)))
        return found


def journey_table(problem: Problem, screening: Screening, seed: int) -> JourneyTable:
    """Return the questions that screening is asked, with facts at random for every case."""
    index = screening.engine.index
    person, place, since, case = _stretches(index)
    cases = problem.cases(len(index.cases), seed)
    facts = {name: column[case] for name, column in columns_of(problem, cases).items()}
    return JourneyTable(*screening.cells(), person, place, since, facts)


def enlist_journeys(
    problem: Problem, table: JourneyTable, entrants: Sequence[Entrant] = (ENTRANT,)
) -> tuple[list[tuple[BulkContestant, Any]], list[Missing]]:
    """Return who takes part, each with what it is given, and who is missing.

    Raises `Disagreement` if one answers otherwise than rule by rule.
    """
    failures = recorded_failures()
    some = table.first(_CHECKED)
    expected = some.answers(problem)
    entered: list[tuple[BulkContestant, Any]] = []
    missing = []
    for entrant in entrants:
        one: Any = entrant.enter(problem, failures)
        if isinstance(one, Missing):
            missing.append(one)
            continue
        found = [problem.outcomes[answer] for answer in one.decide(one.prepare(some))]
        if found != expected:
            raise Disagreement(f"{one.name} answers questions otherwise than the rules")
        entered.append((one, one.prepare(table)))
    return entered, missing


def _stretches(index: Index) -> tuple[NDArray[Any], ...]:
    """Return person, place, first day and case of every stretch of days with one case."""
    changes = np.ones(index.case_at.shape, bool)
    changes[:, 1:] = index.case_at[:, 1:] != index.case_at[:, :-1]
    columns: list[list[NDArray[Any]]] = [[], [], [], []]
    for (person, place), course in np.ndenumerate(index.course_of):
        at = np.flatnonzero(changes[course])
        own = (person, place, index.edges[at], index.case_at[course][at])
        for column, values in zip(columns, own, strict=True):
            column.append(np.broadcast_to(values, at.shape))
    person, place, since, case = (np.concatenate(column) for column in columns)
    return person.astype(np.int16), place.astype(np.int16), since, case
