"""What follows for many questions at once: the answers behind bulk screening.

It gives what a `Judge` gives, without proof. Every assignment is derived in one pass for each
choice of positions, as bits; outcomes, contest and the parts of an answer are then read off in
columns. That both agree is tested on every case of the world.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ...case.inputs import Inputs
from ...case.joint import merged
from ...case.terms import DUTY, EXECUTION, POWER, REASON, SURRENDER, Outcome
from ...inference.bitset import BitsetEvaluator, Derived
from ...inference.inference import UNDETERMINED, Inference
from ...rulebase.model import Assignment, Row
from ...rulebase.readings import Readings
from ...rulebase.wording import BLOCKED
from .model import Completions

_OPEN: Final = 1
"""The rank of *undetermined*: only the most severe outcome stands before it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be screened for; the parts are those of an assessment.

    ``contested`` is ``None`` where unknown facts decide.
    """

    outcome: str
    exposure: str
    contested: bool | None
    reason: str | None
    duty: str
    power: str
    surrender: str
    execution: str
    grounds: tuple[str, ...]


def answer_all(
    readings: Readings,
    inference: Inference,
    positions: Assignment,
    rows: Completions,
    given: Inputs,
) -> list[Answer | None]:
    """Return the answer to each question under ``positions``, with what is ``given`` in it.

    ``None`` where too many facts are unknown, or where the records break a constraint.
    """
    facts = rows.facts.copy()
    for variable, mask in given.key:
        facts[:, variable] = mask.bit_length() - 1
    return _Table(readings, inference, positions, replace(rows, facts=facts)).answers()


class _Table:
    """Columns of what follows: one entry per assignment, per completion, per question."""

    def __init__(
        self, readings: Readings, inference: Inference, positions: Assignment, rows: Completions
    ) -> None:
        self._readings = readings
        self._inference = inference
        self._positions = positions
        self._rows = rows
        self._question = inference.question
        self._ranks = _ranks(inference)
        self._names = {rank: name for name, rank in self._ranks.items()}
        self._evaluator = BitsetEvaluator(inference.rulebase, rows.facts)
        self._base = self._evaluator.derive(positions)
        self._own = self._outcomes(self._base)
        self._possible = self._allowed()

    def answers(self) -> list[Answer | None]:
        """Return one answer per question."""
        joint = self._joint(self._own)
        least = self._reduce(np.minimum, np.where(self._possible, joint, 255))
        most = self._reduce(np.maximum, np.where(self._possible, joint, 0))
        outcome = np.where(least == most, least, _OPEN).astype(np.uint8)
        contested = self._contested(joint)
        told = self._told(joint, outcome)
        duties, executions = self._always(DUTY), self._always(EXECUTION)
        lacking = set(self._rows.lacking.tolist())
        found: list[Answer | None] = []
        known: dict[tuple[object, ...], Answer] = {}
        for number, key in enumerate(
            zip(outcome.tolist(), contested, told, duties, executions, strict=True)
        ):
            if least[number] == 255 or number in lacking:
                found.append(None)
                continue
            answer = known.get(key)
            if answer is None:
                answer = known[key] = self._answer(key)
            found.append(answer)
        return found

    def _outcomes(self, derived: Derived) -> NDArray[np.uint8]:
        """Return the rank of the outcome of each assignment."""
        return derived.decide(self._question.outcome, self._ranks, self._ranks[UNDETERMINED])

    def _allowed(self) -> NDArray[np.bool_]:
        """Return which completions break no constraint for any warrant."""
        broken = self._base.any_of([one.never for one in self._inference.rulebase.constraints])
        possible: NDArray[np.bool_] = (
            self._over_warrants(np.maximum, broken[self._rows.assignments]) == 0
        )
        return possible

    def _joint(self, outcomes: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the rank of the joint outcome of each completion: the least over its warrants."""
        return self._over_warrants(np.minimum, outcomes[self._rows.assignments])

    def _over_warrants(self, ufunc: np.ufunc, column: NDArray[np.generic]) -> NDArray[np.uint8]:
        found: NDArray[np.uint8] = ufunc.reduceat(column, self._rows.warrants)
        return found

    def _reduce(self, ufunc: np.ufunc, column: NDArray[np.generic]) -> NDArray[np.uint8]:
        """Return something over the completions of each question."""
        found: NDArray[np.uint8] = ufunc.reduceat(column, self._rows.questions)
        return found

    def _contested(self, joint: NDArray[np.uint8]) -> list[bool | None]:
        """Return whether each question is contested, as `inference.contest` decides it."""
        single = [
            (index, position)
            for index, issue in enumerate(self._inference.rulebase.issues)
            for position in self._readings.available(issue)
            if position != self._positions[index]
        ]
        undecided = np.ones(len(self._rows.questions), bool)
        result = np.zeros(len(self._rows.questions), np.int8)
        for size in (1, 2):
            counted = np.zeros(len(joint), bool)
            for changes in combinations(single, size):
                if len({index for index, _ in changes}) == size and self._counts(changes):
                    counted |= (self._under(changes) != joint) & self._possible
            decided = undecided & self._reduce(np.logical_or, counted).astype(bool)
            every = self._reduce(np.logical_and, counted | ~self._possible)
            result[decided] = np.where(every, 1, -1)[decided]
            undecided &= ~decided
            if not undecided.any():
                break
        # What was published only later leaves open whether an outcome was contested.
        for index, issue in enumerate(self._inference.rulebase.issues):
            for position in self._readings.later(issue):
                differs = (self._under(((index, position),)) != joint) & self._possible
                result[self._reduce(np.logical_or, differs).astype(bool) & (result == 0)] = -1
        return [None if one < 0 else bool(one) for one in result.tolist()]

    def _under(self, changes: Sequence[tuple[int, int]]) -> NDArray[np.uint8]:
        positions = list(self._positions)
        for index, position in changes:
            positions[index] = position
        return self._joint(self._outcomes(self._evaluator.derive(tuple(positions))))

    def _counts(self, changes: Sequence[tuple[int, int]]) -> bool:
        issues = self._inference.rulebase.issues
        return all(self._readings.counts(issues[index], position) for index, position in changes)

    def _told(
        self, joint: NDArray[np.uint8], outcome: NDArray[np.uint8]
    ) -> list[tuple[tuple[int, ...], tuple[tuple[str, ...], ...]]]:
        """Return, for each question, parts of the deciding warrant and the grounds of all such.

        They are those of the first completion with the outcome given, or of the first possible one.
        """
        shown = self._shown(joint, outcome)
        tables = [self._part(rows) for rows in self._question.parts.values()]
        grounds = self._grounds()
        ends = np.append(self._rows.warrants, len(self._rows.assignments))
        found = []
        for completion in shown.tolist():
            first, last = int(ends[completion]), int(ends[completion + 1])
            warrants = self._rows.assignments[first:last]
            deciding = [one for one in warrants.tolist() if self._own[one] == joint[completion]]
            leading = deciding[0] if deciding else int(warrants[0])
            found.append(
                (
                    tuple(int(codes[leading]) for codes, _ in tables),
                    tuple(grounds[one] for one in deciding),
                )
            )
        return found

    def _shown(self, joint: NDArray[np.uint8], outcome: NDArray[np.uint8]) -> NDArray[np.int64]:
        numbers = np.arange(len(joint))
        owner = np.searchsorted(self._rows.questions, numbers, side="right") - 1
        none = len(joint)
        has = self._possible & (joint == outcome[owner])
        first = np.minimum.reduceat(np.where(has, numbers, none), self._rows.questions)
        possible = np.minimum.reduceat(
            np.where(self._possible, numbers, none), self._rows.questions
        )
        found = np.where(first < none, first, np.where(possible < none, possible, 0))
        return found.astype(np.int64)

    def _part(self, rows: Sequence[Row]) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
        values = (*dict.fromkeys(row.value for row in rows), UNDETERMINED)
        codes = {value: code for code, value in enumerate(values)}
        return self._base.decide(rows, codes, codes[UNDETERMINED]), values

    def _always(self, name: str) -> list[str | None]:
        """Return what a part says for every warrant in every completion, if it is one thing."""
        codes, values = self._part(self._question.parts[name])
        each = codes[self._rows.assignments]
        least = self._over_warrants(np.minimum, each)
        most = self._over_warrants(np.maximum, each)
        least = self._reduce(np.minimum, np.where(self._possible, least, 255))
        most = self._reduce(np.maximum, np.where(self._possible, most, 0))
        return [
            values[low] if low == high and values[low] != UNDETERMINED else None
            for low, high in zip(least.tolist(), most.tolist(), strict=True)
        ]

    def _grounds(self) -> list[tuple[str, ...]]:
        labels = self._question.grounds
        columns = [self._base.established(name) for name in labels]
        codes, values = self._part(self._question.parts[DUTY])
        bound = codes == values.index("yes")
        return [
            tuple(label for label, holds in zip(labels.values(), row, strict=True) if holds)
            for row in np.logical_and(columns, bound).T.tolist()
        ]

    def _answer(
        self,
        key: tuple[
            int,
            bool | None,
            tuple[tuple[int, ...], tuple[tuple[str, ...], ...]],
            str | None,
            str | None,
        ],
    ) -> Answer:
        rank, contested, (codes, grounds), duty, execution = key
        outcome = self._names[rank]
        parts = {
            name: self._part_values(name)[code]
            for name, code in zip(self._question.parts, codes, strict=True)
        }
        is_open = outcome == UNDETERMINED
        execution = (execution or "unknown") if is_open else parts[EXECUTION]
        grades = self._question.exposure[outcome]
        return Answer(
            outcome=outcome,
            exposure=BLOCKED if execution == BLOCKED else grades[contested is not False],
            contested=contested,
            reason=parts[REASON] if outcome == Outcome.NO_WARRANT_IN_FORCE.value else None,
            duty=("no" if duty == "no" else "unresolved") if is_open else parts[DUTY],
            power="unknown" if is_open else parts[POWER],
            surrender="none" if is_open else parts[SURRENDER],
            execution=execution,
            grounds=() if is_open else merged(grounds),
        )

    def _part_values(self, name: str) -> tuple[str, ...]:
        rows = self._question.parts[name]
        return (*dict.fromkeys(row.value for row in rows), UNDETERMINED)


def _ranks(inference: Inference) -> dict[str, int]:
    """Return outcomes by rank, so that the joint outcome of several warrants has the least."""
    worst, *others = inference.question.severity
    names = (worst, UNDETERMINED, *others)
    return {name: rank for rank, name in enumerate(names)}
