"""One engine as somebody who embeds it has it: with the clock that it comes with."""

from __future__ import annotations

import pytest

from safeconduct import Assessment, Engine


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine.load()


@pytest.fixture(scope="session")
def answer(engine: Engine) -> Assessment:
    return engine.travel_risk("vladimir-putin", "MNG", on="2024-09-02")
