"""What governments said they would do, as it stood on a day."""

from __future__ import annotations

from datetime import date

from ....base.dates import last_day
from ....records.models import Stance
from ....records.world import World


class Stances:
    """The stances of one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._kept: dict[tuple[str, str], tuple[tuple[date, str, str], ...]] = {}

    def in_force(self, state: str, person: str, on: date) -> tuple[str, ...]:
        """Return the ids of each body's latest stance of ``state`` on ``person``, oldest first.

        A stance known to the month counts from the last day on which it may have been taken.
        """
        latest: dict[str, str] = {}
        for day, body, stance in self._of(state, person):
            if day <= on:
                # Taken out and put back, so that the order stays that of the days.
                latest.pop(body, None)
                latest[body] = stance
        return tuple(latest.values())

    def _of(self, state: str, person: str) -> tuple[tuple[date, str, str], ...]:
        found = self._kept.get((state, person))
        if found is None:
            stances = sorted(
                self._world.stances_of(state, person), key=lambda one: (last_day(one.on), one.id)
            )
            found = tuple((last_day(one.on), body_of(one), one.id) for one in stances)
            if found:
                self._kept[state, person] = found
        return found


def body_of(stance: Stance) -> str:
    """Return the body that spoke: the record's words up to a person's name.

    ``prime minister De Croo`` and ``prime minister`` are one body, whoever holds the office.
    """
    words = stance.by.split()
    name = next((i for i, word in enumerate(words) if i and word[:1].isupper()), len(words))
    # A body whose own name is capitalised (a federal office) is kept whole.
    office = words if words and words[0][:1].isupper() else words[:name]
    return " ".join(office).casefold()
