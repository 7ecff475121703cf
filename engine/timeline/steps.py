"""Step functions over days: what a fact is, from when, on what basis and by which records."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from ..base.dates import LAST_DAY, first_day, last_day


class Basis(StrEnum):
    """Why a fact is taken to hold."""

    RECORD = "record"
    NO_RECORD = "no_record"
    """no record speaks of it, and absence means no"""
    PRESUMED = "presumed"
    ASKED = "asked"
    """part of the question itself: presence and purpose"""
    ASSUMED = "assumed"
    """the person who asks assumed it"""
    UNKNOWN = "unknown"


NEVER = LAST_DAY + 1
"""The open end of an interval: after every day."""


@dataclass(frozen=True, slots=True)
class Holding:
    """The values a fact may have during a stretch of days, and why.

    One value: it holds. Several: unknown, it is one of them. ``records`` are ids.
    """

    values: frozenset[str]
    basis: Basis
    records: tuple[str, ...] = ()
    reason: str = ""

    @property
    def known(self) -> bool:
        """Whether exactly one value is possible."""
        return len(self.values) == 1

    @property
    def value(self) -> str:
        """The value; only for a known holding."""
        (value,) = self.values
        return value


@dataclass(frozen=True, slots=True)
class Steps:
    """A step function from days to holdings.

    ``starts[i]`` is the first day (ordinal) of ``holdings[i]``; ``starts[0]`` is 0, before any day.
    """

    starts: tuple[int, ...]
    holdings: tuple[Holding, ...]

    def at(self, day: int) -> Holding:
        """Return what holds on ``day``."""
        return self.holdings[bisect_right(self.starts, day) - 1]

    def spans(self) -> Iterator[tuple[int, int, Holding]]:
        """Yield of each holding the day on which it begins, that on which it ends, and itself."""
        yield from zip(self.starts, (*self.starts[1:], NEVER), self.holdings, strict=True)

    def since(self, day: int) -> int:
        """Return the first day of what holds on ``day``."""
        return self.starts[bisect_right(self.starts, day) - 1]


@dataclass
class Canvas:
    """Builds a step function: later paint covers earlier paint."""

    ground: Holding
    _strokes: list[tuple[int, int, Holding]] = field(default_factory=list)

    def paint(self, start: int, until: int, holding: Holding) -> None:
        """Let ``holding`` hold in ``[start, until)``; an empty interval paints nothing."""
        if start < until:
            self._strokes.append((start, until, holding))

    def paint_record(
        self,
        start: date | str | None,
        until: date | str | None,
        value: str,
        records: Iterable[str],
        *,
        otherwise: str,
        reason: str = "",
    ) -> None:
        """Paint ``value`` between two partial dates, and *unknown* in the windows around them.

        ``until`` is exclusive when it is a `date`; a partial date (text) names the last day on
        which the value held. ``None`` at the start: since always; at the end: without end.
        """
        known = Holding(frozenset({value}), Basis.RECORD, tuple(records), reason)
        unknown = replace(
            known,
            values=frozenset({value, otherwise}),
            basis=Basis.UNKNOWN,
            reason=reason or "the day is not known more precisely",
        )
        earliest, latest = _window(start, 0)
        if isinstance(until, str):
            end_first, end_last = (
                first_day(until).toordinal() + 1,
                last_day(until).toordinal() + 1,
            )
        else:
            end_first = end_last = until.toordinal() if until else NEVER
        self.paint(earliest, min(latest, end_last), unknown)
        self.paint(latest, end_first, known)
        self.paint(max(latest, end_first), end_last, unknown)

    def steps(self) -> Steps:
        """Return the step function, neighbouring equal holdings merged."""
        if not self._strokes:
            return Steps((0,), (self.ground,))
        edges = sorted({0, *(edge for start, until, _ in self._strokes for edge in (start, until))})
        starts: list[int] = []
        holdings: list[Holding] = []
        for edge in edges:
            if edge >= NEVER:
                continue
            holding = self.ground
            for start, until, stroke in self._strokes:
                if start <= edge < until:
                    holding = stroke
            if not holdings or holdings[-1] != holding:
                starts.append(edge)
                holdings.append(holding)
        return Steps(tuple(starts), tuple(holdings))


def _window(start: date | str | None, default: int) -> tuple[int, int]:
    """Return the first and last day on which something may have begun."""
    if start is None:
        return default, default
    if isinstance(start, date):
        return start.toordinal(), start.toordinal()
    return first_day(start).toordinal(), last_day(start).toordinal()


def yes(*records: str, reason: str = "") -> Holding:
    """Return: it is so, by these records."""
    return Holding(frozenset({"true"}), Basis.RECORD, records, reason)


def no(*records: str, reason: str = "") -> Holding:
    """Return: it is not so, by these records."""
    return Holding(frozenset({"false"}), Basis.RECORD, records, reason)


def unknown(values: Iterable[str], *records: str, reason: str) -> Holding:
    """Return: it is one of these values, and which is not known, for this reason."""
    return Holding(frozenset(values), Basis.UNKNOWN, records, reason)
