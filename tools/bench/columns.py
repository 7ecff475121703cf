"""The table of bulk work: our screening, the floor, and the peers on the bare rules, in turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from safeconduct.screening.parallel import check_threads

from .bulk import BulkContestant, random_columns
from .contestant import Missing
from .journeys import enlist_journeys, journey_table
from .problem import Problem
from .results import BulkRow
from .screening import Screening
from .settings import Settings
from .timing import Decide, Task, measure

SCREEN = "safeconduct: screen, one thread"
SCREEN_ALL = "safeconduct: screen"
ONE_OUTCOME = "safeconduct: screen, outcome alone, one thread"
SCREEN_OUTCOME = "safeconduct: screen, outcome alone"
SCREEN_NAMES = "safeconduct: screen, ids as text, one thread"
OURS = (SCREEN, SCREEN_ALL, ONE_OUTCOME, SCREEN_OUTCOME, SCREEN_NAMES)
GATHER = "floor: one NumPy gather"


@dataclass(frozen=True)
class _Entry:
    name: str
    version: str
    how: str
    decide: Decide
    given: Any


def bulk_rows(
    problem: Problem,
    contestants: Sequence[BulkContestant],
    screening: Screening | Missing,
    settings: Settings,
    seed: int,
) -> tuple[BulkRow, ...]:
    """Return the rows of the table; all work on as many cases. Raises `Disagreement`."""
    columns = random_columns(problem, settings.bulk_rows, seed)
    given = [(one, one.prepare(columns)) for one in contestants]
    entries = []
    if isinstance(screening, Screening):
        entries = _screening(screening)
        given += enlist_journeys(problem, journey_table(problem, screening, seed))[0]
    entries += [_Entry(one.name, one.version, one.how, one.decide, it) for one, it in given]
    tasks = [Task.of(entry.name, [entry.given], entry.decide) for entry in entries]
    timings = measure(tasks, settings.bulk, seed)
    return tuple(
        BulkRow(entry.name, entry.version, entry.how, settings.bulk_rows, timings[entry.name])
        for entry in entries
    )


def _screening(one: Screening) -> list[_Entry]:
    version = metadata.version("safeconduct")
    gather, cells = one.gather()
    coded, threads = one.coded(), check_threads(None)
    outcome = "real rules: person, place and day to the outcome"
    whole = "real rules: person, place and day to six columns of the answer"
    return [
        _Entry(SCREEN, version, f"{whole}; codes", one.by(1), coded),
        _Entry(SCREEN_ALL, version, f"{whole}; codes, {threads} threads", one.by(threads), coded),
        _Entry(ONE_OUTCOME, version, f"{outcome}; codes", one.by(1, "outcome"), coded),
        _Entry(
            SCREEN_OUTCOME,
            version,
            f"{outcome}; codes, {threads} threads",
            one.by(threads, "outcome"),
            coded,
        ),
        _Entry(SCREEN_NAMES, version, whole, one.by(1), one.named()),
        _Entry(
            GATHER,
            metadata.version("numpy"),
            "random cells of a table of every person, place and day",
            gather,
            cells,
        ),
    ]
