"""What follows from the truths of a person's warrants: settled and contested, on any day.

A determination speaks of no day and no place: every case with the same truths shares it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..inference.inference import Decision
from ..rulebase.wording import BLOCKED
from .joint import JointDetermination, merged
from .terms import DUTY, EXECUTION, POWER, REASON, SURRENDER, Outcome


@dataclass(frozen=True, eq=False)
class Determination(JointDetermination):
    """What follows for the warrants of a person; ``grades``: the travel-risk grade of each outcome.

    The first grade is that of an outcome that is not contested.
    """

    grades: Mapping[str, tuple[str, str]]

    @cached_property
    def outcome(self) -> Outcome:
        """The joint outcome over all warrants."""
        return Outcome(self.settled.outcome)

    @cached_property
    def exposure(self) -> str:
        """The travel-risk grade, in law only."""
        if self.execution == BLOCKED:
            return BLOCKED
        return self.grades[self.outcome.value][self.contested is not False]

    @cached_property
    def reason(self) -> str | None:
        """Why no warrant is in force, if that is the outcome."""
        return reason_of(self.leading, self.outcome)

    @cached_property
    def grounds(self) -> tuple[str, ...]:
        """The sources of the duty, if there is one."""
        if self.outcome is Outcome.UNDETERMINED:
            return ()
        return merged(grounds_of(self.shown.verdicts[index]) for index in self.decisive)

    @cached_property
    def duty(self) -> str:
        """Whether there is a duty: yes, no (whatever is unknown) or unresolved."""
        if self.outcome is Outcome.UNDETERMINED:
            return "no" if self.always(DUTY) == "no" else "unresolved"
        return self.leading.parts[DUTY]

    @cached_property
    def power(self) -> str:
        """Whether the State has the power to arrest: yes, no, national_law or unknown."""
        return self._part(POWER, "unknown")

    @cached_property
    def surrender(self) -> str:
        """What is owed after an arrest: due, postponable, barred or none."""
        return self._part(SURRENDER, "none")

    @cached_property
    def execution(self) -> str:
        """Whether an arrest can be carried out there: possible, blocked, impossible or none."""
        if self.outcome is Outcome.UNDETERMINED:
            return self.always(EXECUTION) or "unknown"
        return self.leading.parts.get(EXECUTION, "unknown")  # an earlier rule base has none

    @cached_property
    def signature(self) -> object:
        """What must stay the same for an answer to stay the same: outcome and grounds."""
        return frozenset(
            (one.outcome, merged(grounds_of(verdict) for verdict in one.verdicts))
            for one in self.settled.completions
        )

    def _part(self, name: str, otherwise: str) -> str:
        return otherwise if self.outcome is Outcome.UNDETERMINED else self.leading.parts[name]


def grounds_of(verdict: Decision) -> tuple[str, ...]:
    """Return where the duty comes from; nothing if something bars it."""
    return verdict.grounds if verdict.parts[DUTY] == "yes" else ()


def reason_of(verdict: Decision, outcome: Outcome) -> str | None:
    """Return why no warrant is in force, if that is the outcome."""
    return verdict.parts[REASON] if outcome is Outcome.NO_WARRANT_IN_FORCE else None
