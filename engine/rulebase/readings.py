"""The positions on each issue as they stood on a day: published or not, and held by whom.

Law is argued over time: a reading that the Court took in 2014 and gave up in 2019 was its current
case law in between, and a reading nobody had published could not be chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..base.dates import first_day, last_day
from .model import Assignment, Issue, Position, Profile, RuleBase, Standing

COUNTED: Final = frozenset({Standing.COURT_CURRENT, Standing.COURT_REPORTED, Standing.STATES})
"""Another position of this standing makes an outcome contested (docs/architecture.md)."""

OPEN_COUNTED: Final = frozenset({Standing.COURT_REPORTED, Standing.STATES, Standing.ACADEMIC})
"""The same where the Court has not spoken on the issue."""


@dataclass(frozen=True)
class Readings:
    """Positions as published by ``known_on`` and as they stood then; ``None``: as of today."""

    rulebase: RuleBase
    known_on: date | None = None

    def available(self, issue: Issue) -> tuple[int, ...]:
        """Return the indices of the positions published by then, or all if none was."""
        found = tuple(
            index
            for index, position in enumerate(issue.positions)
            if self.known_on is None or last_day(position.published) <= self.known_on
        )
        return found or tuple(range(len(issue.positions)))

    def standing(self, position: Position) -> Standing:
        """Return who stood behind a position then."""
        if self.known_on is None or not position.court:
            return position.standing
        if self._held(position):
            reported = position.standing is Standing.COURT_REPORTED
            return position.standing if reported else Standing.COURT_CURRENT
        begun = any(first_day(since) <= self.known_on for since, _ in position.court)
        return Standing.COURT_SUPERSEDED if begun else Standing.ACADEMIC

    def counts(self, issue: Issue, index: int) -> bool:
        """Return whether taking this position instead makes an outcome contested."""
        if index not in self.available(issue):
            return False
        spoken = any(
            self.standing(position) is Standing.COURT_CURRENT for position in issue.positions
        )
        return self.standing(issue.positions[index]) in (COUNTED if spoken else OPEN_COUNTED)

    def later(self, issue: Issue) -> tuple[int, ...]:
        """Return the positions that were published later and today make an outcome contested."""
        if self.known_on is None:
            return ()
        today, available = Readings(self.rulebase), self.available(issue)
        return tuple(
            index
            for index in range(len(issue.positions))
            if index not in available and today.counts(issue, index)
        )

    def choose(self, profile: Profile, issue: Issue) -> int:
        """Return the position a profile takes.

        A profile that takes the Court's current position takes the one the Court held then. A
        position not yet published is replaced by the Court's of that day, or the oldest one.
        """
        ids = [position.id for position in issue.positions]
        chosen = ids.index(profile.choices[issue.id])
        if self.known_on is None:
            return chosen
        available = self.available(issue)
        held = [i for i in available if self.standing(issue.positions[i]) is Standing.COURT_CURRENT]
        follows_court = issue.positions[chosen].standing is Standing.COURT_CURRENT
        if held and (follows_court or chosen not in available):
            return held[0]
        if chosen in available:
            return chosen
        return min(available, key=lambda index: first_day(issue.positions[index].published))

    def positions(self, profile: Profile) -> Assignment:
        """Return one position index per issue."""
        return tuple(self.choose(profile, issue) for issue in self.rulebase.issues)

    def with_choices(self, profile: Profile, choices: Mapping[str, str]) -> Assignment:
        """Return the same, with the positions that were chosen, by issue, in their place."""
        inherited = self.positions(profile)
        return tuple(
            [one.id for one in issue.positions].index(choices[issue.id])
            if issue.id in choices
            else inherited[index]
            for index, issue in enumerate(self.rulebase.issues)
        )

    def _held(self, position: Position) -> bool:
        day = self.known_on
        return day is not None and any(
            first_day(since) <= day and (until is None or day < first_day(until))
            for since, until in position.court
        )
