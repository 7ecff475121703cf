"""One point at which a rule base can be looked at: a truth, and a position on each issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Final

from ...inference.types import impossible, members
from ...rulebase.model import Assignment, Profile, RuleBase
from ...timeline.timeline import Truth, mask, without_record

MOST_COMPLETIONS: Final = 4096
"""Beyond so many completions a point is not completed one by one."""


@dataclass(frozen=True, slots=True)
class Point:
    """``truth``: for each fact the bit mask of its possible values; ``positions``: one per issue.

    A point is *total* if every fact has one possible value.
    """

    truth: Truth
    positions: Assignment

    @classmethod
    def of(cls, rulebase: RuleBase, assignment: Assignment) -> Point:
        """Return the total point of an assignment."""
        facts = len(rulebase.facts)
        return cls(tuple(1 << value for value in assignment[:facts]), assignment[facts:])

    @property
    def size(self) -> int:
        """How many completions there are, possible or not."""
        return prod(one.bit_count() for one in self.truth)

    def completions(self, rulebase: RuleBase) -> Iterator[Assignment]:
        """Yield every total assignment of this point that the constraints allow."""
        for facts in product(*map(members, self.truth)):
            if impossible(rulebase, facts) is None:
                yield facts + self.positions


def nothing_on_record(rulebase: RuleBase) -> Truth:
    """Return what holds of each fact where no record speaks of it; it may be impossible."""
    return tuple(mask(fact, without_record(fact).values) for fact in rulebase.facts)


def positions_of(rulebase: RuleBase, profile: Profile) -> Assignment:
    """Return the position that a profile takes on each issue, as it stands today."""
    return tuple(
        rulebase.values[rulebase.variables[issue.id]].index(profile.choices[issue.id])
        for issue in rulebase.issues
    )


def usual_positions(rulebase: RuleBase) -> Assignment:
    """Return the positions of the default profile; without one, the first of each issue."""
    return positions_of(rulebase, rulebase.default_profile)


def named(rulebase: RuleBase, assignment: Sequence[int]) -> Mapping[str, str]:
    """Return an assignment by names: each fact and issue with its value."""
    return {
        name: rulebase.values[variable][assignment[variable]]
        for name, variable in rulebase.variables.items()
    }
