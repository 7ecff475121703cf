"""What puts worked questions and rulings to the law needs of an engine, and no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from .answer import Assessment
from .dates import Day
from .inference.inference import Inference
from .judge import Judge, Query
from .lang.model import RuleBase
from .records.world import World
from .terms import Presence, Purpose


class Answers(Protocol):
    """Answers questions from one world under one rule base; `Engine` does."""

    @property
    def world(self) -> World:
        """The records."""
        ...

    @property
    def rulebase(self) -> RuleBase:
        """The rules."""
        ...

    @property
    def clock(self) -> Callable[[], date]:
        """What gives today's date."""
        ...

    @property
    def inference(self) -> Inference:
        """Derivations and verdicts."""
        ...

    @property
    def judge(self) -> Judge:
        """What settles questions without proving them."""
        ...

    def known_on(self, day: Day) -> Answers:
        """Return what answers from the records that were public on ``day``."""
        ...

    def query(
        self,
        person: str,
        place: str,
        *,
        on: Day,
        presence: str,
        purpose: str,
        profile: str,
        assume: Mapping[str, str | bool],
        positions: Mapping[str, str],
    ) -> Query:
        """Return a question with everything resolved, as `Engine.query` does."""
        ...

    def travel_risk(
        self,
        person: str,
        place: str,
        *,
        on: Day,
        presence: Presence = "ground",
        purpose: Purpose = "unspecified",
        profile: str = "icc",
        known_on: Day | None = None,
        assume: Mapping[str, str | bool] | None = None,
        positions: Mapping[str, str] | None = None,
    ) -> Assessment:
        """Return whether ``person`` could be arrested there, as `Engine.travel_risk` does."""
        ...
