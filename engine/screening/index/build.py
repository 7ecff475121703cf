"""From timelines to an index: courses of all persons through all places, told apart by content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from ...base.errors import SafeconductError
from ...base.time_allowed import check_time
from ...case.inputs import PRESENCE, PURPOSE, Inputs
from ...case.matter import Matter
from ...case.reasoner import Reasoner
from ...inference.joint import JointQuestion
from ...records.models import Person, Place
from ...timeline.place import changes, roles
from .model import Index, completions

Stretches = tuple[tuple[int, int], ...]
"""First day (ordinal) and case of each stretch; the first one begins before any day."""

MOST_CASES = 1 << 16


def build_index(reasoner: Reasoner) -> Index:
    """Return the index of a reasoner's world.

    Raises `SafeconductError` if the world has more distinct cases than fit into 16 bits.
    """
    world = reasoner.world
    builder = CourseBuilder(reasoner)
    courses: dict[Stretches, int] = {}
    course_of = np.empty((len(world.persons), len(world.places)), np.int32)
    for row, person in enumerate(world.persons.values()):
        for column, place in enumerate(world.places.values()):
            stretches = builder.stretches(person, place, (row, column))
            course_of[row, column] = courses.setdefault(stretches, len(courses))
    if len(builder.examples) > MOST_CASES:
        raise SafeconductError(f"{len(builder.examples)} distinct cases: at most {MOST_CASES}")
    edges = np.array(sorted({day for course in courses for day, _ in course} or {0}), np.int32)
    return Index(
        edges,
        course_of,
        _dense(courses, edges),
        np.array(builder.examples, np.int32).reshape(-1, 3),
        completions(reasoner.inference, builder.questions),
    )


def _dense(courses: Iterable[Stretches], edges: NDArray[np.int32]) -> NDArray[np.uint16]:
    rows = list(courses)
    found = np.zeros((len(rows), len(edges)), np.uint16)
    for row, course in zip(found, rows, strict=True):
        starts, cases = zip(*course, strict=True)
        lengths = np.diff(np.append(np.searchsorted(edges, starts), len(edges)))
        row[:] = np.repeat(np.array(cases, np.uint16), lengths)
    return found


class CourseBuilder:
    """Numbers cases as it meets them; of each it keeps an example and its question."""

    def __init__(self, reasoner: Reasoner) -> None:
        self._reasoner = reasoner
        self._cases: dict[tuple[object, ...], int] = {}
        self.examples: list[tuple[int, int, int]] = []
        self.questions: list[JointQuestion] = []
        # Any presence and purpose will do: a case is the same for all, and they are put in later.
        rulebase = reasoner.inference.rulebase
        first = {name: rulebase.values[rulebase.variables[name]][0] for name in (PRESENCE, PURPOSE)}
        self._given = Inputs(rulebase, first, {})

    def stretches(self, person: Person, place: Place, codes: tuple[int, int]) -> Stretches:
        """Return what a person goes through at a place, for the State that answers there."""
        check_time()
        found: list[tuple[int, int]] = []
        for day, subject in self._days(person, place):
            key = subject.key(day)
            case = self._cases.get(key)
            if case is None:
                case = self._cases[key] = len(self.examples)
                self.examples.append((*codes, day))
                self.questions.append(subject.alike(self._reasoner.inference, day))
            if not found or found[-1][1] != case:
                found.append((day, case))
        return tuple(found)

    def _days(self, person: Person, place: Place) -> Iterator[tuple[int, Matter]]:
        """Yield each day on which something may change, with what answers from then on."""
        edges = sorted({0, *changes(place)})
        first = [roles(place, edge)[0] for edge in edges]
        subjects = {role: self._subject(person, place, role.state) for role in dict.fromkeys(first)}
        for index, (edge, role) in enumerate(zip(edges, first, strict=True)):
            until = edges[index + 1] if index + 1 < len(edges) else None
            subject = subjects[role]
            yield edge, subject
            for day in sorted(set(subject.changes())):
                if day > edge and (until is None or day < until):
                    yield day, subject

    def _subject(self, person: Person, place: Place, state: str) -> Matter:
        world, rulebase = self._reasoner.world, self._reasoner.inference.rulebase
        timelines = self._reasoner.timelines
        return Matter.of(world, rulebase, timelines, person, place, state, self._given)
