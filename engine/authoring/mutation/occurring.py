"""Everything that occurs in the records: cases, steps, truths, and the assignments they allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ...inference.inference import Inference
from ...records.world import World
from ...rulebase.model import Fact
from ...timeline.case import Case
from ...timeline.place import changes, roles
from ...timeline.steps import Steps
from ...timeline.timeline import Timelines, Truth, Variable


@dataclass(frozen=True)
class Occurring:
    """What occurs in ``world`` for any warrant, place, State with a role there, and day."""

    world: World
    timelines: Timelines
    inference: Inference

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Every warrant at every place, for every State that ever has a role there."""
        hosts = {
            place.id: sorted(
                {role.state for day in {1, *changes(place)} for role in roles(place, day)}
            )
            for place in self.world.places.values()
        }
        return tuple(
            Case(warrant.id, warrant.person, warrant.situation, place, host)
            for warrant in self.world.warrants.values()
            for place, found in hosts.items()
            for host in found
        )

    def steps(self, fact: Fact) -> Iterator[tuple[Steps, int]]:
        """Yield the steps of a fact, once for all cases that share them.

        With the day (ordinal) on which the first warrant of these cases was issued.
        """
        found: dict[Variable, tuple[Steps, int]] = {}
        for case in self.cases:
            variable = self.timelines.variable(fact, case)
            issued = self.world.warrants[case.warrant].issued.toordinal()
            if variable not in found:
                found[variable] = self.timelines.steps(fact, case), issued
            elif issued < found[variable][1]:
                found[variable] = found[variable][0], issued
        yield from found.values()

    @cached_property
    def truths(self) -> Mapping[Truth, Case]:
        """Each distinct truth, with a case in which it occurs."""
        found: dict[Truth, Case] = {}
        for case in self.cases:
            for truth in self.timelines.of(case).truths:
                found.setdefault(truth, case)
        return found
