"""Live records in a file of their own, over the embedded ones; keys are not their matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from safeconduct import Engine
from safeconduct.live import Live, RecordChange

Change = Callable[..., RecordChange]
WARRANT = "joseph-kony-2005-07-08"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/live.sqlite"


@pytest.fixture
def live(engine: Engine, url: str) -> Iterator[Live]:
    with Live.open(engine, url) as opened:
        yield opened


@pytest.fixture(scope="session")
def warrant(engine: Engine) -> dict[str, Any]:
    """A warrant as it stands on record, as plain data."""
    return engine.world.warrants[WARRANT].model_dump(mode="json")


@pytest.fixture
def unsealed(warrant: dict[str, Any]) -> RecordChange:
    """A second warrant for somebody, unsealed today."""
    days = dict.fromkeys(("unsealed", "public_on", "status_as_of"), "2026-11-24")
    record = {**warrant, **days, "id": "joseph-kony-made-up", "issued": "2026-11-01", "events": []}
    return RecordChange(action="add", kind="warrants", record=record, reason="unsealed today")


def retraction(engine: Engine, index: int = 0) -> RecordChange:
    """Return what takes out a journey on which nothing else rests."""
    without = {one for it in engine.world.visits_without_finding for one in it.visits}
    visits = [one.id for one in engine.world.tables.visits if one.id not in without]
    return RecordChange(
        action="retract", kind="visits", id=visits[index], reason="it is said", wrong="no journey"
    )
