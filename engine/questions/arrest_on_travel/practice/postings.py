"""For each premise, who shares it; and who shares the most of several premises.

Sets of members are the bits of integers (the posting lists of an inverted index as bitmaps). The
counts of all members are added up at once, as numbers whose binary digits stand in one integer
each, so that ten times as many members cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_


class Postings:
    """Which members, by their number, have a premise. Members are numbered in order of rank."""

    def __init__(self, members: Sequence[Iterable[Hashable]]) -> None:
        """Take the premises of each member."""
        masks: dict[Hashable, int] = {}
        for number, premises in enumerate(members):
            for premise in premises:
                masks[premise] = masks.get(premise, 0) | 1 << number
        self._masks: Mapping[Hashable, int] = masks

    def sharing(self, premises: Iterable[Hashable]) -> int:
        """Return the set of members that have at least one of these premises."""
        return reduce(or_, (self._masks.get(one, 0) for one in premises), 0)


def most(sets: Sequence[int], least: int, count: int) -> list[int]:
    """Return up to ``count`` members of at least ``least`` of the sets.

    Those of the most sets come first, and of as many the one with the lower number. ``least``: at
    least one.
    """
    digits: list[int] = []
    for members in sets:
        carried = members
        for place, digit in enumerate(digits):
            digits[place], carried = digit ^ carried, digit & carried
        if carried:
            digits.append(carried)
    found: list[int] = []
    for times in range(len(sets), least - 1, -1):
        for member in _bits(_exactly(digits, times)):
            if len(found) == count:
                return found
            found.append(member)
    return found


def _exactly(digits: Sequence[int], times: int) -> int:
    """Return the members whose count is ``times``, which is not zero."""
    if times >> len(digits):
        return 0
    wanted = [digit for place, digit in enumerate(digits) if times >> place & 1]
    others = [digit for place, digit in enumerate(digits) if not times >> place & 1]
    members = wanted[0]
    for digit in wanted[1:]:
        members &= digit
    for digit in others:
        members &= ~digit
    return members


def _bits(members: int) -> Iterator[int]:
    while members:
        lowest = members & -members
        yield lowest.bit_length() - 1
        members ^= lowest
