"""Whether the outcome is contested, and on which issues it turns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from ..lang.model import Assignment, RuleBase, Standing
from .joint import JointQuestion, Settled

COUNTED: Final = frozenset({Standing.COURT_CURRENT, Standing.STATES})
"""Positions of this standing make an outcome contested (DESIGN, words)."""

Change = tuple[int, int]
"""An issue and a position, by index."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An issue the outcome depends on: the outcome under each of its positions.

    ``given``: other changes without which this issue would not matter.
    """

    issue: int
    outcomes: tuple[str, ...]
    given: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Contest:
    """``contested`` is ``None`` when unknown facts decide whether it is."""

    contested: bool | None
    turns_on: tuple[Turn, ...]


def contest(
    rulebase: RuleBase, joint: JointQuestion, positions: Assignment, settled: Settled
) -> Contest:
    """Change one position at a time, then two where no single change matters.

    ``settled`` is the answer under ``positions``; completions of unknown facts are compared one
    with one, so the answer can be: contested if the person is still in office, otherwise not.
    """
    for size in (1, 2):
        moved = [
            (changes, _differences(settled, joint.settle(_with(positions, changes))))
            for changes in _changes(rulebase, positions, size)
        ]
        moved = [(changes, differs) for changes, differs in moved if any(differs)]
        if moved:
            return _weigh(rulebase, joint, positions, settled, moved)
    return Contest(contested=False, turns_on=())


def _weigh(
    rulebase: RuleBase,
    joint: JointQuestion,
    positions: Assignment,
    settled: Settled,
    moved: list[tuple[tuple[Change, ...], tuple[bool, ...]]],
) -> Contest:
    counted = [differs for changes, differs in moved if _counts(rulebase, changes)]
    per_completion = [
        any(differs[index] for differs in counted) for index in range(len(settled.completions))
    ]
    contested = True if all(per_completion) else None if any(per_completion) else False
    turns: dict[int, Turn] = {}
    for changes, _ in moved:
        for issue, _ in changes:
            given = tuple(change for change in changes if change[0] != issue)
            if issue not in turns:
                turns[issue] = _turn(rulebase, joint, _with(positions, given), issue, given)
    return Contest(contested, tuple(turns[issue] for issue in sorted(turns)))


def _turn(
    rulebase: RuleBase,
    joint: JointQuestion,
    positions: Assignment,
    issue: int,
    given: tuple[Change, ...],
) -> Turn:
    outcomes = tuple(
        joint.settle(_with(positions, ((issue, position),))).outcome
        for position in range(len(rulebase.issues[issue].positions))
    )
    return Turn(issue, outcomes, given)


def _counts(rulebase: RuleBase, changes: tuple[Change, ...]) -> bool:
    return all(
        rulebase.issues[issue].positions[position].standing in COUNTED
        for issue, position in changes
    )


def _changes(rulebase: RuleBase, positions: Assignment, size: int) -> Iterator[tuple[Change, ...]]:
    single = [
        (issue, position)
        for issue, one in enumerate(rulebase.issues)
        for position in range(len(one.positions))
        if position != positions[issue]
    ]
    for changes in combinations(single, size):
        if len({issue for issue, _ in changes}) == size:
            yield changes


def _with(positions: Assignment, changes: tuple[Change, ...]) -> Assignment:
    changed = list(positions)
    for issue, position in changes:
        changed[issue] = position
    return tuple(changed)


def _differences(one: Settled, other: Settled) -> tuple[bool, ...]:
    return tuple(
        a.outcome != b.outcome for a, b in zip(one.completions, other.completions, strict=True)
    )
