"""The smallest sets of other values, of at most two variables, that change a joint outcome.

Every set of one and of two choices is a cell of a square; its bits are the completions of the
unknown facts. The rules decide all of them in one pass (`bitwise`), and what was found is kept by
truth, so that cases which share a truth share the search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import product
from typing import Final

from ..base.errors import TooManyUnknowns
from ..base.words import counted
from ..rulebase.model import DecisionTable, RuleBase
from .bitwise import BitwiseQuestion
from .types import MOST_UNKNOWNS, members

UNDETERMINED: Final = "undetermined"
_KEPT: Final = 2048
"""How many searches are kept; then all are forgotten."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One variable with another value, and what follows from that for others.

    ``variable`` is a number as in `AlternativeCase`; ``follows``: pairs of a variable and the bit
    mask of the values it may then have.
    """

    variable: int
    value: int
    follows: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AlternativeCase:
    """The cases of one person on one day, without names.

    ``masks``: for each case and variable of the rule base the possible values as a bit mask.
    ``numbers``: which of them are the same: equal numbers, equal variables.
    """

    masks: tuple[tuple[int, ...], ...]
    numbers: tuple[tuple[int, ...], ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """A smallest set: the indices of its choices, and the outcomes that may follow."""

    choices: tuple[int, ...]
    outcomes: tuple[str, ...]

    @property
    def outcome(self) -> str:
        """The one outcome, or *undetermined*."""
        return self.outcomes[0] if len(self.outcomes) == 1 else UNDETERMINED


class Alternatives:
    """Searches for one rule base and question; each search is made once."""

    def __init__(
        self,
        rulebase: RuleBase,
        question: DecisionTable,
        matters: Callable[[tuple[int, ...]], AbstractSet[int]],
    ) -> None:
        self._bitwise = BitwiseQuestion(rulebase, question)
        self._severity = (question.severity[0], UNDETERMINED, *question.severity[1:])
        self._matters = matters
        self._values = rulebase.values
        self._found: dict[tuple[AlternativeCase, tuple[Choice, ...]], tuple[Alternative, ...]] = {}

    def of(
        self, situation: AlternativeCase, choices: tuple[Choice, ...]
    ) -> tuple[Alternative, ...]:
        """Return every smallest set of one or two ``choices`` that gives another outcome.

        A set is left out if the constraints forbid it in every completion of the unknown facts, or
        if a part of it changes the outcome. Raises `TooManyUnknowns` beyond twelve unknown facts.
        """
        key = (situation, choices)
        found = self._found.get(key)
        if found is None:
            found = tuple(self.search(situation, choices)) if choices else ()
            if len(self._found) >= _KEPT:
                self._found.clear()
            self._found[key] = found
        return found

    def search(
        self, situation: AlternativeCase, choices: tuple[Choice, ...]
    ) -> Iterator[Alternative]:
        """Yield what `of` returns, found anew; there must be some ``choices``."""
        square = _Square(len(choices), self._completions(situation, choices))
        found = self._decided(*self._tests(situation, choices, square), square)
        now = situation.outcome
        if now == UNDETERMINED:
            settled = (
                one & ~_union(other for name, other in found.items() if name != outcome)
                for outcome, one in found.items()
                if outcome != now
            )
            changed = _union(settled)
        else:
            changed = _union(one for outcome, one in found.items() if outcome != now)
        for cell in square.smallest(changed, _clashing(choices)):
            outcomes = tuple(name for name, one in found.items() if one >> square.at(*cell) & 1)
            yield Alternative(tuple(dict.fromkeys(cell)), outcomes)

    def _completions(
        self, situation: AlternativeCase, choices: Sequence[Choice]
    ) -> dict[int, tuple[int, ...]]:
        """Return for each variable that has to be completed the values it may have."""
        unknown = _unknown(situation, choices, None)
        if len(unknown) > MOST_UNKNOWNS:
            unknown = _unknown(situation, choices, self._opened(situation, choices))
        if len(unknown) > MOST_UNKNOWNS:
            raise TooManyUnknowns(f"{counted(len(unknown), 'fact')} are unknown at once")
        return {number: members(mask) for number, mask in unknown.items()}

    def _opened(self, situation: AlternativeCase, choices: Sequence[Choice]) -> AbstractSet[int]:
        """Return the numbers of what can matter while every choice is open."""
        open_ = {choice.variable for choice in choices}
        open_ |= {number for choice in choices for number, _ in choice.follows}
        found: set[int] = set()
        for masks, numbers in zip(situation.masks, situation.numbers, strict=True):
            wide = tuple(
                (1 << len(values)) - 1 if number in open_ else mask
                for mask, number, values in zip(masks, numbers, self._values, strict=True)
            )
            found.update(numbers[index] for index in self._matters(wide))
        return found

    def _tests(
        self, situation: AlternativeCase, choices: Sequence[Choice], square: _Square
    ) -> tuple[list[list[int]], int]:
        """Return the tests of each case, as `BitwiseQuestion` takes them, and the sound bits.

        A bit is not sound where the completion gives a variable a value that it cannot have there.
        """
        settings: dict[int, list[tuple[int, int]]] = {}
        for index, choice in enumerate(choices):
            for number, mask in ((choice.variable, 1 << choice.value), *choice.follows):
                settings.setdefault(number, []).append((square.cells(index), mask))
        made: dict[int, list[int]] = {}
        sound = square.every
        found = []
        for masks, numbers in zip(situation.masks, situation.numbers, strict=True):
            tests: list[int] = []
            for mask, number, values in zip(masks, numbers, self._values, strict=True):
                if number not in made:
                    made[number] = square.tests(number, mask, settings.get(number, []), len(values))
                    if number in square.completions:
                        sound &= _union(made[number])
                tests += made[number]
            found.append(tests)
        return found, sound

    def _decided(
        self, tests: Sequence[Sequence[int]], sound: int, square: _Square
    ) -> dict[str, int]:
        """Return for each outcome the cells in which some possible completion has it."""
        joint = dict.fromkeys(self._severity, 0)
        left = sound
        for one in tests:
            settled, left_open, impossible = self._bitwise.decide(one, square.every)
            left &= ~impossible
            for name, bits in zip(self._bitwise.outcomes, settled, strict=True):
                joint[name] = joint.get(name, 0) | bits
            joint[UNDETERMINED] |= left_open
        found = {}
        for name, bits in joint.items():
            found[name] = square.any(left & bits)
            left &= ~bits
        return found


class _Square:
    """Sets of one or two of ``size`` choices as cells; each has a bit for every completion.

    Cell ``(a, b)`` is the set of both, on the diagonal of one. Above the bits of a cell is a guard
    bit, into which an addition carries if any of them is set.
    """

    def __init__(self, size: int, completions: dict[int, tuple[int, ...]]) -> None:
        ways = list(product(*completions.values()))
        self.completions = completions
        self.size = size
        self._width = len(ways) + 1
        self._group = (1 << len(ways)) - 1
        row = size * self._width
        self._unit = ((1 << size * row) - 1) // ((1 << self._width) - 1)
        self.every = self._group * self._unit
        self._row = self._group * (((1 << row) - 1) // ((1 << self._width) - 1))
        self._column = self._group * (((1 << size * row) - 1) // ((1 << row) - 1))
        self._patterns = {
            (number, value): self._unit
            * sum(1 << index for index, way in enumerate(ways) if way[position] == value)
            for position, (number, values) in enumerate(completions.items())
            for value in values
        }

    def at(self, one: int, other: int) -> int:
        """Return the position of the unit bit of a cell."""
        return (one * self.size + other) * self._width

    def cells(self, choice: int) -> int:
        """Return every bit of the sets that hold a choice."""
        return self._row << self.at(choice, 0) | self._column << self.at(0, choice)

    def tests(
        self, number: int, mask: int, settings: Sequence[tuple[int, int]], width: int
    ) -> list[int]:
        """Return for each of ``width`` values the bits that give it to a variable.

        It has the values of ``mask``, but in some cells those that ``settings`` give.
        """
        free = self.every & ~_union(cells for cells, _ in settings)
        return [
            _union(cells & self._filled(number, one, value) for cells, one in settings)
            | free & self._filled(number, mask, value)
            for value in range(width)
        ]

    def _filled(self, number: int, mask: int, value: int) -> int:
        """Return the bits with ``value`` if a variable may have the values of ``mask``."""
        if not mask >> value & 1:
            return 0
        if mask & (mask - 1) == 0:
            return self.every
        if number in self.completions:
            return self._patterns[number, value]
        # What cannot matter gets its first possible value.
        return self.every if mask & -mask == 1 << value else 0

    def any(self, bits: int) -> int:
        """Return the unit bits of the cells in which some bit is set."""
        return (bits + self.every) >> (self._width - 1) & self._unit

    def smallest(
        self, changed: int, clashing: AbstractSet[tuple[int, int]]
    ) -> Iterator[tuple[int, int]]:
        """Yield the cells of ``changed`` (unit bits) of which no part is in it, singles first."""
        alone = [one for one in range(self.size) if changed >> self.at(one, one) & 1]
        yield from ((one, one) for one in alone)
        for one in alone:
            changed &= ~self.cells(one)
        rest = [one for one in range(self.size) if one not in set(alone)]
        for one in rest:
            row = changed >> self.at(one, 0) & self._row
            for other in rest:
                if other > one and row >> other * self._width & 1 and (one, other) not in clashing:
                    yield one, other


def _union(numbers: Iterable[int]) -> int:
    found = 0
    for one in numbers:
        found |= one
    return found


def _unknown(
    situation: AlternativeCase, choices: Sequence[Choice], wanted: AbstractSet[int] | None
) -> dict[int, int]:
    found: dict[int, int] = {}
    given = [
        (number, mask)
        for masks, numbers in zip(situation.masks, situation.numbers, strict=True)
        for mask, number in zip(masks, numbers, strict=True)
    ]
    for number, mask in (*given, *(pair for choice in choices for pair in choice.follows)):
        if mask & (mask - 1) and (wanted is None or number in wanted):
            found[number] = found.get(number, 0) | mask
    return found


def _clashing(choices: Sequence[Choice]) -> set[tuple[int, int]]:
    """Return the pairs of choices that give one variable two values."""
    touched = [{choice.variable, *(number for number, _ in choice.follows)} for choice in choices]
    return {
        (one, other)
        for other in range(len(choices))
        for one in range(other)
        if touched[one] & touched[other]
    }
