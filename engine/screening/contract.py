"""What bulk screening asks of the kernel that answers it, and the columns of an answer."""

from __future__ import annotations

from typing import Protocol

from .index.answers import Answer
from .index.model import IntArray


class Kernel(Protocol):
    """Answers for every person, place, day, presence and purpose, under one profile.

    A code is an index into ``persons``, ``places``, ``presences`` or ``purposes``; nobody has
    checked codes and days before. Columns have any signed width, so whoever calculates with codes
    widens them first. Several threads may ask at the same time.
    """

    @property
    def persons(self) -> tuple[str, ...]:
        """Ids of persons."""

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of places."""

    @property
    def presences(self) -> tuple[str, ...]:
        """Values of `presence`."""

    @property
    def purposes(self) -> tuple[str, ...]:
        """Values of `purpose`."""

    @property
    def known(self) -> tuple[Answer, ...]:
        """The answers met so far, by number: a number once given means the same for good."""

    def answers(
        self,
        person: IntArray,
        place: IntArray,
        day: IntArray,
        presence: IntArray | int,
        purpose: IntArray | int,
    ) -> IntArray:
        """Return the number of the answer to each question.

        ``day``: days since 1970-01-01. A question gets -1 if it cannot be settled, if a code is
        none, or if the day is not from the one on which the Statute was adopted to
        `datetime.date.max`; so the others still have an answer.
        """
