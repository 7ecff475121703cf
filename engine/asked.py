"""Questions as they were written, with the courses they are about."""

from __future__ import annotations

from typing import Final

from .course import Course

_KEPT: Final = 1 << 16

_How = tuple[str, ...]
"""The parts of a question that seldom differ: presence, purpose, profile."""


class Asked:
    """Finds the course of a question that was asked before, without resolving any name.

    Persons and places are looked up one after the other: a table of all pairs would be far apart in
    memory, and no question is like the one before.
    """

    def __init__(self) -> None:
        self._courses: dict[_How, dict[str, dict[str, Course]]] = {}
        self._count = 0

    def get(self, person: str, place: str, how: _How) -> Course | None:
        """Return the course of a question as it is written, if it was asked before."""
        try:
            return self._courses[how][person][place]
        except KeyError:
            return None

    def add(self, person: str, place: str, how: _How, course: Course) -> None:
        """Keep the course of a question that can be answered."""
        if self._count >= _KEPT:
            self._courses.clear()
            self._count = 0
        self._count += 1
        self._courses.setdefault(how, {}).setdefault(person, {})[place] = course
