"""Whatever happens in whatever order, and whenever a look breaks off: each thing is told once."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import Engine
from safeconduct.records.models import Visit
from safeconduct.records.world import World
from safeconduct.watches import Watch, WatchAnswer, Watcher, WatchStore
from safeconduct.watches.answers import AnswersOnDay
from safeconduct.watches.event_log import WatchEventLog

from .conftest import visit

START = date(2024, 1, 28)
"""Four days before the Statute binds Armenia."""


class BrokenOff(Exception):
    """What happens where a process ends."""


class Breaking(WatchEventLog):
    """A log that breaks off before or after something is written, when a test says so."""

    breaks: Iterator[bool]

    def look(self, now: Any) -> int:
        return self._maybe(lambda: WatchEventLog.look(self, now))

    def conclude(self, event: Any, evaluation: Any) -> int | None:
        return self._maybe(lambda: WatchEventLog.conclude(self, event, evaluation))

    def _maybe(self, work: Any) -> Any:
        if next(self.breaks):
            raise BrokenOff
        done = work()
        if next(self.breaks):
            raise BrokenOff
        return done


steps = st.lists(
    st.tuples(st.integers(0, 3), st.booleans(), st.sampled_from([None, "late", "early"])),
    min_size=1,
    max_size=5,
)
"""Of each look: the days that have passed, whether Mongolia is a party, what visit is known."""

WORLDS: dict[tuple[bool, str | None], World] = {}
ENGINES: dict[tuple[bool, str | None, date], Engine] = {}

VISITS = {
    "early": visit("journey", "MNG", "2024-01-29", "2024-01-30"),
    "late": visit("journey", "MNG", "2024-02-03", "2024-02-04"),
}


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(steps=steps, breaks=st.lists(st.booleans(), max_size=30))
def test_each_change_is_told_once(
    shipped: Engine, steps: list[tuple[int, bool, str | None]], breaks: list[bool]
) -> None:
    """The notices are those that a reader of the same days would write down himself."""

    def engine(day: date, known: str | None, *, party: bool) -> Engine:
        if (party, known) not in WORLDS:
            tables = shipped.world.tables
            actions = tables.treaty_actions
            if not party:
                actions = tuple(one for one in actions if one.state != "MNG")
            visits: tuple[Visit, ...] = tables.visits
            if known is not None:
                visits = (*visits, VISITS[known])
            told = tables.model_copy(update={"treaty_actions": actions, "visits": visits})
            WORLDS[party, known] = World(told)
        if (party, known, day) not in ENGINES:
            ENGINES[party, known, day] = Engine(
                WORLDS[party, known],
                shipped.rulebase,
                today=lambda: day,
                inference=shipped.inference,
            )
        return ENGINES[party, known, day]

    watch = Watch(
        profile="icc",
        id="w",
        person="vladimir-putin",
        condition="changes",
        places=("ARM", "MNG"),
        made_on=START,
    )
    passed = watch.model_copy(update={"id": "p", "condition": "journey_passed", "places": ()})
    begun = engine(START, None, party=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        WatchStore(f"sqlite:///{Path(folder) / 'w.sqlite'}") as store,
    ):
        seen = [begun]
        watcher = Watcher(store, lambda: seen[0])
        watcher.look()
        store.add(watch, AnswersOnDay(begun, START).of_watch(watch))
        store.add(passed, {})
        log = watcher._log = Breaking(store.database)
        log.breaks = itertools.chain(breaks, itertools.repeat(False))

        day, last = START, dict(AnswersOnDay(begun, START).of_watch(watch))
        expected: list[tuple[str, str]] = []
        overdue: set[str] = set()
        for ahead, party, known in steps:
            days = [day + timedelta(days=one) for one in range(1, ahead + 1)] or [day]
            day = days[-1]
            seen[0] = engine(day, known, party=party)
            while True:
                try:
                    watcher.look()
                    break
                except BrokenOff:
                    continue
            for one in days:
                for place, now in AnswersOnDay(seen[0], one).of_watch(watch).items():
                    if differs(last[place], now):
                        expected.append((place, one.isoformat()))
                    last[place] = now
                if known is not None and one > ends(known) + timedelta(days=3):
                    overdue.add(known)
        told = [
            (one.body["data"]["place"]["id"], one.body["data"]["event"]["day"])
            for one in store.notices("w")
        ]
        assert sorted(told) == sorted(expected)
        assert len(store.notices("p")) == min(1, len(overdue)), "one journey, told of once"


def differs(one: WatchAnswer, other: WatchAnswer) -> bool:
    return (one.outcome, one.exposure) != (other.outcome, other.exposure)


def ends(known: str) -> date:
    return date.fromisoformat(str(VISITS[known].end))
