"""Engines whose records, rules and day are set by a test, and stores in a directory of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import update

from safeconduct import Engine
from safeconduct.records.models import Confidence, Visit
from safeconduct.records.world import World
from safeconduct.watches import Watch, WatchEvent, WatchStore, new_secret
from safeconduct.watches.evaluate import DraftNotice
from safeconduct.watches.event_log import WatchEventLog
from safeconduct.watches.tables import DELIVERIES

Made = Callable[..., Engine]


def visit(id_: str, state: str, start: str, end: str | None = None, **more: Any) -> Visit:
    """Return the record of a journey of Vladimir Putin."""
    said = {
        "person": "vladimir-putin",
        "purpose": "talks",
        "kind": "visit",
        "outcome": "not_arrested",
        "host_party_on_date": None,
        "serving_head": True,
        "warrant_public_on_date": True,
        "counted_in_base_rate": False,
        "voluntary_surrender": False,
        "sources": ("general-knowledge",),
        "confidence": Confidence.LOW,
        "public_on": date.fromisoformat(start),
        **more,
    }
    return Visit(id=id_, state=state, start=start, end=end, **said)


def fill(
    store: WatchStore, notices: int, due: float, hook: str = "https://receiver.example/"
) -> tuple[str]:
    """Make a watch with so many notices to be sent, and return its id."""
    watch = Watch(
        profile="icc",
        id=f"watch-of-{notices}",
        person="vladimir-putin",
        condition="changes",
        made_on=date(2026, 1, 1),
        hook=hook,
    )
    store.add(watch, {}, new_secret())
    event = WatchEvent(
        seq=1, key="e", kind="day_passed", day=date(2026, 1, 2), world="w", rules="r"
    )
    told = [
        DraftNotice(watch.id, f"k{number}", "watch.changes", {"number": number, "says": "x"})
        for number in range(notices)
    ]
    meant: Any = SimpleNamespace(told=told, answers={})
    assert WatchEventLog(store.database).conclude(event, meant) == notices
    with store.database.changing() as connection:
        connection.execute(update(DELIVERIES).values(due=due))
    return (watch.id,)


@pytest.fixture(scope="session")
def shipped() -> Engine:
    """Return the engine on the embedded records."""
    return Engine.load()


@pytest.fixture
def made(shipped: Engine) -> Made:
    """Return a function that makes an engine of a day, with further journeys or other records."""

    def make(today: str, *visits: Visit, **tables: Any) -> Engine:
        more = {"visits": (*shipped.world.tables.visits, *visits)} if visits else {}
        found = shipped.world.tables.model_copy(update={**more, **tables})
        world = World(found) if visits or tables else shipped.world
        day = date.fromisoformat(today)
        return Engine(world, shipped.rulebase, today=lambda: day, inference=shipped.inference)

    return make


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return where the watches of a test are kept."""
    return f"sqlite:///{tmp_path / 'watches.sqlite'}"


@pytest.fixture
def store(url: str) -> Iterator[WatchStore]:
    """Return a store of watches."""
    with WatchStore(url) as found:
        yield found
