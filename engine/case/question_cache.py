"""Questions as they were written, with the courses they are about."""

from __future__ import annotations

from threading import Lock
from typing import Final

from .determinations import DeterminationTimeline, Line

_KEPT: Final = 1 << 16

_How = tuple[str, ...]
"""The parts of a question that seldom differ: presence, purpose, profile."""


class QuestionCache:
    """Finds the line of a question that was asked before, without resolving any name.

    Persons and places are looked up one after the other: a table of all pairs would be far apart in
    memory, and no question is like the one before.
    """

    def __init__(self) -> None:
        self._lines: dict[_How, dict[str, dict[str, Line]]] = {}
        self._count = 0
        self._adding = Lock()

    def get(self, person: str, place: str, how: _How) -> Line | None:
        """Return the line of a question as it is written, if it was asked before."""
        try:
            return self._lines[how][person][place]
        except (KeyError, TypeError):  # not asked before, or no text
            return None

    def add(self, person: str, place: str, how: _How, course: DeterminationTimeline) -> None:
        """Keep the course of a question that can be answered."""
        with self._adding:
            if self._count >= _KEPT:
                self._lines.clear()
                self._count = 0
            self._lines.setdefault(how, {}).setdefault(person, {})[place] = course.line
            self._count += 1
            if self._count < _KEPT and self._count & (self._count - 1) == 0:  # a power of two
                self._put_together()

    def _put_together(self) -> None:
        """Copy all lines, one after another: in the end each at most twice on average.

        They were made among all that is made for a course, each on another page of memory: finding
        the page takes as long as reading it.
        """
        before = []  # not to be overwritten yet: each copy would come where a line was
        moved: dict[
            DeterminationTimeline, Line
        ] = {}  # a course may have been asked about in other words
        for persons in self._lines.values():
            for person, lines in persons.items():
                before.append(lines)
                courses = {place: line[-1] for place, line in lines.items()}
                moved |= {one: one.moved() for one in courses.values() if one not in moved}
                persons[person] = {place: moved[course] for place, course in courses.items()}
