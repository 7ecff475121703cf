"""How much is measured, in a real run and in a short one that only shows that all works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .timing import Effort


@dataclass(frozen=True)
class Settings:
    """Counts and times of one run.

    ``places``: how many places the journeys go to (``None``: all); every person with each of them
    is asked about on ``warm_up_days`` days before warm assessments are timed.
    """

    name: str
    agreement_cases: int
    decision_cases: int
    places: int | None
    warm_up_days: int
    journeys: int
    decisions: Effort
    bulk_rows: int
    bulk: Effort
    growth_places: int
    growth_journeys: int
    growth_times: tuple[int, ...]
    growth: Effort
    memory_assessments: int
    memory_rows: int
    memory_batch: int
    memory_derivations: int
    http_seconds: float
    http_rounds: int


FULL: Final = Settings(
    name="full",
    agreement_cases=20_000,
    decision_cases=20_000,
    places=None,
    warm_up_days=2,
    journeys=100_000,
    decisions=Effort(rounds=40, turn=0.1, most=2_000),
    bulk_rows=8_000_000,
    bulk=Effort(rounds=15, turn=0.0, most=1),
    growth_places=40,
    growth_journeys=1_000,
    growth_times=(1, 10, 100),
    growth=Effort(rounds=15, turn=0.1, most=500),
    memory_assessments=1_000_000,
    memory_rows=20_000_000,
    memory_batch=1_000_000,
    memory_derivations=20_000,
    http_seconds=4.0,
    http_rounds=5,
)

QUICK: Final = Settings(
    name="short",
    agreement_cases=2_000,
    decision_cases=2_000,
    places=5,
    warm_up_days=10,
    journeys=5_000,
    decisions=Effort(rounds=4, turn=0.03, most=300),
    bulk_rows=200_000,
    bulk=Effort(rounds=4, turn=0.0, most=1),
    growth_places=5,
    growth_journeys=100,
    growth_times=(1, 10),
    growth=Effort(rounds=3, turn=0.03, most=60),
    memory_assessments=4_000,
    memory_rows=1_000_000,
    memory_batch=100_000,
    memory_derivations=2_000,
    http_seconds=0.5,
    http_rounds=2,
)
