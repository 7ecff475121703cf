"""Looks at what happens and writes down what watches are told; begins again where it ended."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from ..base.dates import utc_today
from ..base.errors import EvaluatorDisagreement, SafeconductError, SourceFilesError
from ..engine import Engine
from ..inference.durable_host import available
from .durable_joins import DurableJoins
from .evaluate import Evaluation
from .event_log import WatchEventLog
from .happened import Seen
from .joins import Joins, JourneyCase, JourneyStage, PlainJoins
from .store import WatchStore


class WitnessedJoins:
    """Decides in two ways; raises `EvaluatorDisagreement` where they differ, so nothing is told."""

    def __init__(self, first: Joins, second: Joins) -> None:
        self._first, self._second = first, second
        self.name = f"{first.name} and {second.name}"

    def met(self, properties: Mapping[str, int]) -> frozenset[str]:
        """Return the conditions that both find met."""
        one, two = self._first.met(properties), self._second.met(properties)
        if one != two:
            raise self._differ(f"conditions {sorted(one)} and {sorted(two)} of {properties}")
        return one

    def stage(self, case: JourneyCase) -> JourneyStage:
        """Return where both find that a journey stands."""
        one, two = self._first.stage(case), self._second.stage(case)
        if one != two:
            raise self._differ(f"stages {one} and {two} of {case}")
        return one

    def _differ(self, what: str) -> EvaluatorDisagreement:
        return EvaluatorDisagreement(f"{self.name} differ over a watch: {what}")


def default_joins() -> Joins:
    """Return what decides here: with durable-rules, if it is installed, and plain Python beside."""
    if not available():
        return PlainJoins()
    return WitnessedJoins(DurableJoins(), PlainJoins())


_LOG: Final = logging.getLogger(__name__)
MOST_FILES: Final = 20_000
"""How many files of records and rules are looked at for changes."""


class EngineFiles:
    """The engine on directories of records and rules, loaded again when a file of them changes.

    While the files are not valid, for instance because somebody writes them, the last engine stays;
    ``problem`` says why. Raises `RecordsError` or `RulesError` if the first cannot be loaded.
    """

    def __init__(
        self,
        records: Path | None = None,
        rules: Sequence[Path] = (),
        today: Callable[[], date] = utc_today,
    ) -> None:
        self._records, self._rules, self._today = records, tuple(rules), today
        self.problem = ""
        self._print = self._look()
        self._engine = Engine.load(records=records, rules=self._rules, today=today)

    def current(self) -> Engine:
        """Return the engine of now."""
        print_ = self._look()
        if print_ != self._print:
            try:
                made = Engine.load(records=self._records, rules=self._rules, today=self._today)
            except (SafeconductError, OSError) as error:
                count = len(error.diagnostics) if isinstance(error, SourceFilesError) else 1
                told = f"records or rules have changed and are not valid ({count}); not taken"
                if told != self.problem:
                    _LOG.warning("%s", told)
                self.problem = told
            else:
                if self._look() == print_:  # else it is looked at once more
                    self._engine, self._print, self.problem = made, print_, ""
        return self._engine

    def _look(self) -> tuple[tuple[str, int, int], ...]:
        found: list[tuple[str, int, int]] = []
        for directory in (self._records, *self._rules):
            if directory is None:
                continue
            for path in sorted(Path(directory).rglob("*"))[:MOST_FILES]:
                try:
                    stat = path.stat()
                except OSError:
                    continue
                if path.is_file():
                    found.append((str(path), stat.st_mtime_ns, stat.st_size))
        return tuple(found)


class Watcher:
    """Looks at events for the watches of a store, one process for each store.

    ``current`` returns the engine of now. ``joins``: what decides; by default durable-rules and
    plain Python, which must agree.
    """

    def __init__(
        self, store: WatchStore, current: Callable[[], Engine], joins: Joins | None = None
    ) -> None:
        self._log = WatchEventLog(store.database)
        self._current = current
        self._joins = joins or default_joins()

    @property
    def decides(self) -> str:
        """The names of what decides."""
        return self._joins.name

    def look(self) -> int:
        """Write down what happened, look at all that was not looked at; return how many notices.

        Raises `WatchesFailed`, and `EvaluatorDisagreement` where what is joined is decided in two
        ways: that event stays to be looked at.
        """
        engine = self._current()
        self._log.look(Seen.of(engine))
        made = 0
        while (event := self._log.next()) is not None:
            watches, before = self._log.concerned(event)
            evaluation = Evaluation(engine, event, self._joins).of(watches, before)
            made += self._log.conclude(event, evaluation) or 0
        return made

    def run(self, every: float, ended: threading.Event) -> None:
        """Look again and again, ``every`` so many seconds, until it has ``ended``."""
        while not ended.is_set():
            made = self.look()
            if made:
                _LOG.info("notices made: %d", made)
            ended.wait(every)
