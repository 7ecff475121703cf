"""The engine with today frozen, and screeners on the slow kernel that asks it row by row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from safeconduct import Engine
from safeconduct.screening import Screener

from .oracle import OracleKernel

TODAY = date(2026, 11, 24)

MakeScreener = Callable[..., Screener]


@pytest.fixture(scope="session")
def oracle() -> Callable[[Engine, str], OracleKernel]:
    """Return kernels that ask the engine; each answer is kept."""
    made: dict[tuple[int, str], OracleKernel] = {}
    kept = []  # so that no id is used twice

    def of(engine: Engine, profile: str) -> OracleKernel:
        kept.append(engine)
        return made.setdefault((id(engine), profile), OracleKernel(engine, profile))

    return of


@pytest.fixture(scope="session")
def screener(engine: Engine, oracle: Any) -> MakeScreener:
    """Make a screener on the slow kernel."""

    def make(*arguments: Any, **options: Any) -> Screener:
        return Screener(engine, *arguments, **{"kernel": oracle, **options})

    return make
