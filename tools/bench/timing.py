"""Times things side by side: short turns in shuffled order, so that all meet the same machine.

Every decision is timed by itself, so that the slow ones are seen too; what reading the clock costs
is measured in the same turn and taken off. The garbage collector runs between turns, not in them.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

Decide = Callable[[Any], object]

_FEWEST: Final = 5


@dataclass(frozen=True)
class Task:
    """Something to time: ``begin`` gives, at each turn, what decides one of ``inputs``.

    Within a turn no input comes twice, so that a ``begin`` that gives something with an empty memo
    is asked nothing that it remembers.
    """

    name: str
    inputs: Sequence[Any]
    begin: Callable[[], Decide]

    @classmethod
    def of(cls, name: str, inputs: Sequence[Any], decide: Decide) -> Task:
        """Return a task that keeps nothing from its turns but what ``decide`` itself keeps."""
        return cls(name, inputs, lambda: decide)


@dataclass(frozen=True)
class Timing:
    """How long one decision took, in nanoseconds, over ``count`` of them."""

    median: float
    p99: float
    count: int

    def __truediv__(self, other: Timing) -> float:
        return self.median / other.median


@dataclass(frozen=True)
class Effort:
    """How much to measure: ``rounds`` of turns, each ``turn`` seconds and ``most`` inputs long."""

    rounds: int
    turn: float
    most: int


def measure(tasks: Sequence[Task], effort: Effort, seed: int) -> dict[str, Timing]:
    """Return the timing of each task by its name.

    The inputs of a task are taken in random order, and again only after all had their turn.
    """
    source = random.Random(seed)
    samples: dict[str, list[int]] = {task.name: [] for task in tasks}
    decks = {task.name: _Deck(task.inputs, source.randrange(2**32)) for task in tasks}
    counts = {task.name: _count(task, decks[task.name], effort) for task in tasks}
    # What stands for good is not gone through at each turn: that takes longer than the turn.
    gc.collect()
    gc.freeze()
    try:
        for _ in range(effort.rounds):
            for task in source.sample(tasks, len(tasks)):
                chosen = decks[task.name].deal(counts[task.name])
                samples[task.name] += _turn(task.begin(), chosen)
    finally:
        gc.unfreeze()
    return {name: _timing(found) for name, found in samples.items()}


class _Deck:
    """Deals inputs in random order; shuffles anew when too few are left for a hand."""

    def __init__(self, inputs: Sequence[Any], seed: int) -> None:
        self._source = random.Random(seed)
        self._inputs = inputs
        self._left: list[int] = []

    def deal(self, count: int) -> list[Any]:
        if len(self._left) < count:
            self._left = self._source.sample(range(len(self._inputs)), len(self._inputs))
        dealt = self._left[len(self._left) - count :]
        del self._left[len(self._left) - count :]
        return [self._inputs[index] for index in dealt]


def first_calls(
    decides: Mapping[Any, Decide], inputs: Sequence[Any], seed: int
) -> dict[Any, Timing]:
    """Return the timing of asking each of ``decides`` each input once, one after the other."""
    source = random.Random(seed)
    samples: dict[Any, list[int]] = {key: [] for key in decides}
    for one in inputs:
        for key in source.sample(list(decides), len(decides)):
            samples[key] += _turn(decides[key], (one,), collect=False)
    return {key: _timing(found) for key, found in samples.items()}


def _count(task: Task, deck: _Deck, effort: Effort) -> int:
    """Warm up, and return how many decisions fit into a turn."""
    most = min(effort.most, len(task.inputs))
    fewest = min(_FEWEST, most)
    warm_up = deck.deal(most)
    decide, taken = task.begin(), []
    for one in warm_up:
        before = time.perf_counter()
        decide(one)
        taken.append(time.perf_counter() - before)
        if len(taken) >= fewest and sum(taken) > effort.turn:
            break
    return max(fewest, min(int(effort.turn / median(taken)), most))


def _turn(decide: Decide, inputs: Sequence[Any], *, collect: bool = True) -> list[int]:
    clock = time.perf_counter_ns
    found = []
    if collect:
        gc.collect()
    gc.disable()
    try:
        reading = _clock_cost()
        for one in inputs:
            before = clock()
            decide(one)
            found.append(clock() - before)
    finally:
        gc.enable()
    return [max(0, nanoseconds - reading) for nanoseconds in found]


def _clock_cost() -> int:
    """Return what an empty decision costs: two readings of the clock and a call."""
    clock = time.perf_counter_ns
    nothing: Decide = lambda _: None  # noqa: E731  # the cheapest thing that can be called
    found = []
    for _ in range(200):
        before = clock()
        nothing(None)
        found.append(clock() - before)
    return int(median(found))


def _timing(samples: list[int]) -> Timing:
    ordered = sorted(samples)
    return Timing(median(ordered), ordered[int(0.99 * (len(ordered) - 1))], len(ordered))
