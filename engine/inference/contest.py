"""Whether the outcome is contested, and on which issues it turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

from ..rulebase.model import Assignment, Issue
from ..rulebase.readings import Readings
from .joint import JointQuestion, Settled

Change = tuple[int, int]
"""An issue and a position, by index."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An issue the outcome depends on: the outcome under each of its positions.

    ``outcomes``: by index of the position; those not yet published are left out. ``given``: other
    changes without which this issue would not matter.
    """

    issue: int
    outcomes: Mapping[int, str]
    given: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Contest:
    """``contested`` is ``None`` when unknown facts decide it, or readings not yet published.

    ``disputed``: whether it is in each completion of what was settled; nothing if it never is.
    """

    contested: bool | None
    turns_on: tuple[Turn, ...]
    disputed: tuple[bool, ...] = field(default=(), compare=False)


def contest(
    readings: Readings, joint: JointQuestion, positions: Assignment, settled: Settled
) -> Contest:
    """Change one position at a time, then two where no single change makes it contested.

    Positions on issues that cannot matter to the question are not tried. ``settled`` is the answer
    under ``positions``; completions of unknown facts are compared one with one, so the answer can
    be: contested if the person is still in office, otherwise not.
    """
    found = _contest(readings, joint, positions, settled)
    if found.contested is not False or readings.known_on is None:
        return found
    # That nobody had published a reading yet does not make an outcome uncontested.
    if any(
        any(_differences(settled, joint.settle(_with(positions, (change,)))))
        for change in _changes(readings, joint, readings.later)
    ):
        return replace(found, contested=None)
    return found


def _contest(
    readings: Readings, joint: JointQuestion, positions: Assignment, settled: Settled
) -> Contest:
    single = tuple(
        (issue, position)
        for issue, position in _changes(readings, joint, readings.available)
        if position != positions[issue]
    )
    moved: list[tuple[tuple[Change, ...], tuple[bool, ...]]] = []
    for size in (1, 2):
        # Where single changes matter, pairs are asked only whether they make it contested.
        only_counted = bool(moved)
        for changes in combinations(single, size):
            if len({issue for issue, _ in changes}) < size:
                continue
            if only_counted and not _counts(readings, changes):
                continue
            differs = _differences(settled, joint.settle(_with(positions, changes)))
            if any(differs):
                moved.append((changes, differs))
        if any(_counts(readings, changes) for changes, _ in moved):
            break
    return _weigh(readings, joint, positions, settled, moved)


def _weigh(
    readings: Readings,
    joint: JointQuestion,
    positions: Assignment,
    settled: Settled,
    moved: list[tuple[tuple[Change, ...], tuple[bool, ...]]],
) -> Contest:
    counted = [differs for changes, differs in moved if _counts(readings, changes)]
    per_completion = tuple(
        any(differs[index] for differs in counted) for index in range(len(settled.completions))
    )
    contested = True if all(per_completion) else None if any(per_completion) else False
    turns: dict[int, Turn] = {}
    for changes, _ in moved:
        for issue, _ in changes:
            given = tuple(change for change in changes if change[0] != issue)
            if issue not in turns:
                turns[issue] = _turn(readings, joint, _with(positions, given), issue, given)
    return Contest(contested, tuple(turns[issue] for issue in sorted(turns)), per_completion)


def _turn(
    readings: Readings,
    joint: JointQuestion,
    positions: Assignment,
    issue: int,
    given: tuple[Change, ...],
) -> Turn:
    outcomes = {
        position: joint.settle(_with(positions, ((issue, position),))).outcome
        for position in readings.available(readings.rulebase.issues[issue])
    }
    return Turn(issue, outcomes, given)


def _counts(readings: Readings, changes: tuple[Change, ...]) -> bool:
    issues = readings.rulebase.issues
    return all(readings.counts(issues[issue], position) for issue, position in changes)


def _changes(
    readings: Readings, joint: JointQuestion, of: Callable[[Issue], tuple[int, ...]]
) -> Iterator[Change]:
    """Yield the positions that ``of`` returns, on every issue that could matter."""
    first = len(readings.rulebase.facts)
    matters = frozenset[int]().union(*map(joint.inference.matters, joint.truths))
    for index, issue in enumerate(readings.rulebase.issues):
        if first + index in matters:
            for position in of(issue):
                yield index, position


def _with(positions: Assignment, changes: tuple[Change, ...]) -> Assignment:
    changed = list(positions)
    for issue, position in changes:
        changed[issue] = position
    return tuple(changed)


def _differences(one: Settled, other: Settled) -> tuple[bool, ...]:
    return tuple(
        a.outcome != b.outcome for a, b in zip(one.completions, other.completions, strict=True)
    )
