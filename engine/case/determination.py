"""What follows from the truths of a person's warrants: settled and contested, on any day.

A determination speaks of no day and no place: every case with the same truths shares it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..inference.contest import Contest
from ..inference.inference import UNDETERMINED, Decision
from ..inference.joint import Completion, Settled
from ..inference.types import Derivation
from ..rulebase.model import Assignment
from ..rulebase.wording import BLOCKED
from .terms import Outcome


@dataclass(frozen=True, eq=False)
class Determination:
    """What follows under ``positions`` in every completion of what is unknown.

    ``grades``: the travel-risk grade of each outcome, when uncontested and when contested.
    Determinations are compared by identity: a reasoner makes each distinct one once.
    """

    positions: Assignment
    settled: Settled
    weigh: Callable[[], Contest]
    grades: Mapping[str, tuple[str, str]]

    @cached_property
    def contest(self) -> Contest:
        """What the outcome turns on; found out when it is first asked."""
        return self.weigh()

    @cached_property
    def contested(self) -> bool | None:
        """Whether the outcome is contested; ``None``: what is unknown decides."""
        return self.contest.contested

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
    def derivations(self) -> tuple[Derivation, ...]:
        """What follows for each warrant, in the completion that is shown."""
        return tuple(verdict.derivation for verdict in self.shown.verdicts)

    @cached_property
    def shown(self) -> Completion:
        """A completion that has the outcome given (the first if it is undetermined)."""
        wanted = self.settled.outcome
        return next(
            (one for one in self.settled.completions if one.outcome == wanted),
            self.settled.completions[0],
        )

    @cached_property
    def decisive(self) -> tuple[int, ...]:
        """The indices of the warrants that decide the outcome."""
        shown = self.shown
        return tuple(
            index
            for index, verdict in enumerate(shown.verdicts)
            if verdict.outcome == shown.outcome
        )

    @property
    def leading(self) -> Decision:
        """The verdict on the first warrant that decides, or on the first of all."""
        decisive = self.decisive
        return self.shown.verdicts[decisive[0] if decisive else 0]

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
            return "no" if self._always("duty") == "no" else "unresolved"
        return self.leading.parts["duty"]

    @cached_property
    def power(self) -> str:
        """Whether the State has the power to arrest: yes, no, national_law or unknown."""
        return self._part("power", "unknown")

    @cached_property
    def surrender(self) -> str:
        """What is owed after an arrest: due, postponable, barred or none."""
        return self._part("surrender", "none")

    @cached_property
    def execution(self) -> str:
        """Whether an arrest can be carried out there: possible, blocked, impossible or none."""
        if self.outcome is Outcome.UNDETERMINED:
            return self._always("execution") or "unknown"
        return self.leading.parts.get("execution", "unknown")  # an earlier rule base has none

    @cached_property
    def signature(self) -> object:
        """What must stay the same for an answer to stay the same: outcome and grounds."""
        return frozenset(
            (one.outcome, merged(grounds_of(verdict) for verdict in one.verdicts))
            for one in self.settled.completions
        )

    def qualifications(self, labels: Iterable[str]) -> list[str]:
        """Return those of ``labels`` that hold in every completion, of the deciding warrants."""
        per_completion = [
            set(merged(one.verdicts[index].qualifications for index in self.decisive))
            for one in self.settled.completions
        ]
        return [label for label in labels if all(label in found for found in per_completion)]

    def _part(self, name: str, otherwise: str) -> str:
        return otherwise if self.outcome is Outcome.UNDETERMINED else self.leading.parts[name]

    def _always(self, name: str) -> str | None:
        """Return what a part says for every warrant in every completion, if it is one thing."""
        found = {one.parts.get(name) for each in self.settled.completions for one in each.verdicts}
        only = found.pop() if len(found) == 1 else None
        return None if only == UNDETERMINED else only


def grounds_of(verdict: Decision) -> tuple[str, ...]:
    """Return where the duty comes from; nothing if something bars it."""
    return verdict.grounds if verdict.parts["duty"] == "yes" else ()


def reason_of(verdict: Decision, outcome: Outcome) -> str | None:
    """Return why no warrant is in force, if that is the outcome."""
    return verdict.parts["reason"] if outcome is Outcome.NO_WARRANT_IN_FORCE else None


def merged(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the items of all groups, each once, in order."""
    return tuple(dict.fromkeys(item for group in groups for item in group))
