"""From the columns of a table to the codes that a kernel takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Final

import numpy as np
import pyarrow as pa

from ..answers.assessor import Assessor
from ..base.errors import UnknownName
from ..case.inputs import PRESENCE as PRESENCE_FACT
from ..case.inputs import PURPOSE as PURPOSE_FACT
from ..case.inputs import value_of
from ..records.names import Resolver
from .codes import BAD, CodedColumn, TextCodes, check_whole
from .contract import Kernel
from .days import DayColumn
from .index.model import IntArray
from .layout import ON, PERSON, PLACE, PRESENCE, PURPOSE, Layout
from .mistakes import CellMistake


@dataclass(frozen=True)
class Questions:
    """The questions of a batch in codes, by column; a single number stands for all rows.

    Codes may be out of range: a kernel finds that out on the way.
    """

    codes: Mapping[str, IntArray | int]

    @property
    def days(self) -> IntArray:
        """The day of each question, by number."""
        return np.asarray(self.codes[ON])

    def put_to(self, kernel: Kernel) -> IntArray:
        """Return the kernel's row for each question; -1: none."""
        codes = self.codes
        return kernel.answers(
            np.asarray(codes[PERSON]),
            np.asarray(codes[PLACE]),
            self.days,
            codes[PRESENCE],
            codes[PURPOSE],
        )

    def one(self, row: int) -> dict[str, int]:
        """Return the codes of one question."""
        return {n: c if isinstance(c, int) else int(c[row]) for n, c in self.codes.items()}


class ColumnReader:
    """Reads questions from batches; ``day`` (its number) is that of tables without days."""

    def __init__(
        self,
        engine: Assessor,
        kernel: Kernel,
        day: int,
        presence: str,
        purpose: str,
        *,
        surnames: bool = False,
    ) -> None:
        self._day = day
        self._days = DayColumn()
        rulebase = engine.rulebase
        names = NameCodes(engine.lookup.resolver, surnames=surnames)

        def value(fact: str, column: str) -> Callable[[str], str]:
            return lambda text: value_of(rulebase, fact, text, field=column)

        self._coded = {
            PERSON: _coded(PERSON, kernel.persons, names.person),
            PLACE: _coded(PLACE, kernel.places, names.place),
            PRESENCE: _coded(
                PRESENCE, kernel.presences, value(PRESENCE_FACT, PRESENCE), (presence,)
            ),
            PURPOSE: _coded(PURPOSE, kernel.purposes, value(PURPOSE_FACT, PURPOSE), (purpose,)),
        }

    def read(self, batch: pa.RecordBatch, layout: Layout) -> Questions:
        """Return the questions of a batch.

        Raises `InputError` about a column that has a wrong type, or breaks the rules of Arrow.
        """
        for name, place in layout.at.items():
            check_whole(name, batch.column(place))
        codes: dict[str, IntArray | int] = {}
        for name, coded in self._coded.items():
            at = layout.at.get(name)
            codes[name] = coded.default if at is None else coded.encode(batch.column(at))
        at = layout.at.get(ON)
        codes[ON] = (
            np.full(batch.num_rows, self._day, np.int32)
            if at is None
            else self._days.encode(batch.column(at))
        )
        return Questions(codes)

    def mistakes(
        self, batch: pa.RecordBatch, layout: Layout, codes: Mapping[str, int], row: int
    ) -> Iterator[CellMistake]:
        """Yield what is wrong with the cells of a row, whose codes are given."""
        for name, at in layout.at.items():
            column = self._days if name == ON else self._coded[name]
            if codes[name] not in column.codes:
                yield column.mistake(batch.column(at), row)


def _coded(
    column: str, ids: tuple[str, ...], look: Callable[[str], str], default: tuple[str, ...] = ()
) -> CodedColumn:
    """Return what reads a column; ``look`` returns the id that a text means, or raises.

    ``default``: what stands for an empty cell, if something does.
    """
    index = {name: number for number, name in enumerate(ids)}
    blank = index[look(default[0])] if default else BAD
    return CodedColumn(TextCodes(column, lambda text: index[look(text)], blank), ids)


MOST_SUGGESTED: Final = 100
"""For so many unknown names near ones are looked up, which takes some milliseconds each."""


class NameCodes:
    """Resolves names as `Engine.person` and `Engine.place` do; errors too, but for suggestions.

    ``surnames``: whether a usual surname is enough. Nobody looks at each row of a file, so that a
    namesake would go unnoticed.
    """

    def __init__(self, resolver: Resolver, *, surnames: bool = False) -> None:
        self._resolver = resolver
        self._by_name = partial(resolver.person, surnames=surnames)
        self._left = MOST_SUGGESTED
        self._counting = Lock()

    def person(self, text: str) -> str:
        """Return the id of the person that ``text`` names exactly."""
        return self._resolve(text, self._by_name)

    def place(self, text: str) -> str:
        """Return the id of the place that ``text`` names exactly."""
        return self._resolve(text, self._resolver.place)

    def _resolve(self, text: str, look: Callable[..., str]) -> str:
        try:
            return look(text, suggest=False)
        except UnknownName:
            with self._counting:
                if not self._left:
                    raise
                self._left -= 1
            return look(text)
