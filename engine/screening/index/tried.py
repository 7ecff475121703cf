"""An index from a file is tried against the engine: when it is loaded, and where it is used.

Whoever can write to the cache could say there what he likes, with the right digest. So courses of
every person and of every place are made anew when a file is read, and those that are asked about
later as well: what a batch of a few rows is told has all been tried, of many rows a course now and
then.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import Any, Final
from weakref import ref

import numpy as np
from numpy.typing import NDArray

from ...case.reasoner import Reasoner
from .build import CourseBuilder, build_index
from .model import Completions, Index, IntArray, completions
from .store import warn

AT_ONCE: Final = 64
"""So many courses are tried with a batch; each takes less than a millisecond."""
_LOOKED_THROUGH: Final = 1 << 12
"""Of a batch with more rows a course is tried now and then, one for every `_ROWS` on average."""
_ROWS: Final = 1 << 24
"""To look so many up takes some forty milliseconds: to try a course for them is a tenth of that."""

_OTHER: Final = "it says something else than the engine"


class TriedIndex:
    """The index of a reasoner's world, in which what is wrong is noticed and made anew.

    ``path``: the file it is from, and ``make``: what makes it anew; without them it was built here,
    and there is nothing to try.
    """

    def __init__(
        self,
        reasoner: Reasoner,
        index: Index,
        path: Path | None = None,
        make: Callable[[Reasoner, Path], Index] = lambda reasoner, _: build_index(reasoner),
    ) -> None:
        self.index = index
        self._reasoner = ref(reasoner)  # by which indexes are kept, as long as it lives
        self._path = path
        self._make = make
        self._untried = np.ones(index.course_of.size, bool)
        self._trying = Lock()

    def fault(self, reasoner: Reasoner) -> str:
        """Return what is wrong with the index as a whole, or where it is tried; empty: nothing."""
        index, world = self.index, reasoner.world
        values = [len(fact.values) for fact in reasoner.inference.rulebase.facts]
        if not index.is_sound(len(world.persons), len(world.places), values):
            return "its numbers lead nowhere"
        return "" if self._agrees(reasoner, _sample(*index.course_of.shape)) else _OTHER

    def try_pairs(self, persons: IntArray, places: IntArray) -> None:
        """Try courses that are asked about, and make the index anew if one is wrong.

        ``persons``, ``places``: codes; those that are none are passed over.
        """
        if self._path is None:
            return
        many, each = self.index.course_of.shape
        if len(persons) > _LOOKED_THROUGH:
            if random.random() * _ROWS > len(persons):  # noqa: S311  # no secret
                return
            some = np.random.default_rng().integers(0, len(persons), 1)
            persons, places = persons[some], places[some]
        known = (persons >= 0) & (persons < many) & (places >= 0) & (places < each)
        pairs = np.unique(persons[known].astype(np.int64) * each + places[known])
        untried = pairs[self._untried[pairs]].tolist()
        if len(untried) > AT_ONCE:
            untried = random.sample(untried, AT_ONCE)
        reasoner = self._reasoner()
        if not untried or reasoner is None:
            return
        with self._trying:
            self._try(reasoner, [divmod(pair, each) for pair in untried])

    def _try(self, reasoner: Reasoner, pairs: Iterable[tuple[int, int]]) -> None:
        if self._path is not None and not self._agrees(reasoner, pairs):
            warn(self._path, _OTHER)
            self.index, self._path = self._make(reasoner, self._path), None

    def _agrees(self, reasoner: Reasoner, pairs: Iterable[tuple[int, int]]) -> bool:
        index, world = self.index, reasoner.world
        persons, places = list(world.persons.values()), list(world.places.values())
        for row, column in pairs:
            builder = CourseBuilder(reasoner)
            stretches = builder.stretches(persons[row], places[column], (row, column))
            days, cases = zip(*stretches, strict=True)
            epochs = np.searchsorted(index.edges, days)
            course = index.case_at[index.course_of[row, column]]
            if not np.isin(days, index.edges).all():
                return False
            held = course[epochs]
            expected = np.repeat(held, np.diff(epochs, append=len(index.edges)))
            made = completions(reasoner.inference, builder.questions)
            if not np.array_equal(course, expected) or not all(
                _alike(index.completions, int(ours), made, case)
                for ours, case in {*zip(held.tolist(), cases, strict=True)}
            ):
                return False
            self._untried[row * index.course_of.shape[1] + column] = False
        return True


def _sample(persons: int, places: int) -> list[tuple[int, int]]:
    """Return pairs by chance in which every person and every place is there."""
    count = max(persons, places) if persons and places else 0
    who, where = list(range(persons)), list(range(places))
    random.shuffle(who)
    random.shuffle(where)
    return [(who[number % persons], where[number % places]) for number in range(count)]


def _alike(one: Completions, case: int, other: Completions, number: int) -> bool:
    """Whether the unknown facts of two cases may be in the same ways."""
    return all(map(np.array_equal, _ways(one, case), _ways(other, number)))


def _ways(rows: Completions, case: int) -> tuple[NDArray[Any], ...]:
    """Return how the unknown facts of a case may be: its facts, where each way begins, how many."""
    ways = slice(*_part(rows.questions, case, len(rows.warrants)))
    begins = rows.warrants[ways]
    first, _ = _part(rows.warrants, ways.start, len(rows.assignments))
    _, last = _part(rows.warrants, ways.stop - 1, len(rows.assignments))
    lacking = np.isin(case, rows.lacking)
    return rows.facts[rows.assignments[first:last]], begins - first, lacking


def _part(begins: NDArray[Any], number: int, total: int) -> tuple[int, int]:
    after = number + 1
    return int(begins[number]), int(begins[after]) if after < len(begins) else total
