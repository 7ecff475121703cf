"""What follows from the truths of several cases at once: settled and contested, on any day.

It speaks of no day and no names: all cases with the same truths share it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from ..inference.contest import Contest
from ..inference.inference import UNDETERMINED, Decision
from ..inference.joint import Completion, Settled
from ..inference.types import Derivation
from ..rulebase.model import Assignment


@dataclass(frozen=True, eq=False)
class JointDetermination:
    """What follows under ``positions`` in every completion of what is unknown.

    Determinations are compared by identity: whoever settles makes each distinct one once.
    """

    positions: Assignment
    settled: Settled
    weigh: Callable[[], Contest]

    @cached_property
    def contest(self) -> Contest:
        """What the outcome turns on; found out when it is first asked."""
        return self.weigh()

    @cached_property
    def contested(self) -> bool | None:
        """Whether the outcome is contested; ``None``: what is unknown decides."""
        return self.contest.contested

    @cached_property
    def derivations(self) -> tuple[Derivation, ...]:
        """What follows for each case, in the completion that is shown."""
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
        """The indices of the cases that decide the outcome."""
        shown = self.shown
        return tuple(
            index
            for index, verdict in enumerate(shown.verdicts)
            if verdict.outcome == shown.outcome
        )

    def alone(self, index: int) -> str:
        """Return the outcome of one case by itself."""
        outcomes = {one.verdicts[index].outcome for one in self.settled.completions}
        return outcomes.pop() if len(outcomes) == 1 else UNDETERMINED

    @property
    def leading(self) -> Decision:
        """The verdict on the first case that decides, or on the first of all."""
        decisive = self.decisive
        return self.shown.verdicts[decisive[0] if decisive else 0]

    def qualifications(self, labels: Iterable[str]) -> list[str]:
        """Return those of ``labels`` that hold in every completion, of the deciding cases."""
        per_completion = [
            set(merged(one.verdicts[index].qualifications for index in self.decisive))
            for one in self.settled.completions
        ]
        return [label for label in labels if all(label in found for found in per_completion)]

    def always(self, part: str) -> str | None:
        """Return what a part says for every case in every completion, if it is one thing."""
        found = {one.parts.get(part) for each in self.settled.completions for one in each.verdicts}
        only = found.pop() if len(found) == 1 else None
        return None if only == UNDETERMINED else only


def merged(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the items of all groups, each once, in order."""
    return tuple(dict.fromkeys(item for group in groups for item in group))
