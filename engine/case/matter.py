"""A person at a place: the timelines of all the person's warrants for one State there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ..base.words import the
from ..records.describe import host_name
from ..records.models import Person, Place, Warrant
from ..records.world import World
from ..rulebase.model import RuleBase
from ..timeline.case import Case
from ..timeline.timeline import Timelines
from .cases import Cases
from .inputs import Inputs


@dataclass(frozen=True)
class Matter(Cases):
    """One person, one place and one State with a role there (``host``; empty for none).

    Each of its cases is one warrant.
    """

    person: Person
    place: Place
    host: str
    warrants: tuple[Warrant, ...]

    @classmethod
    def of(
        cls,
        world: World,
        rulebase: RuleBase,
        timelines: Timelines,
        person: Person,
        place: Place,
        host: str,
        given: Inputs,
    ) -> Matter:
        """Return the matter with the timelines of all the person's warrants."""
        warrants = tuple(world.warrants_of(person.id))
        built = tuple(
            timelines.of(Case(warrant.id, person.id, warrant.situation, place.id, host))
            for warrant in warrants
        )
        return cls(world, rulebase, given, built, person, place, host, warrants)

    def names(self, index: int) -> Mapping[str, str]:
        """Return what the placeholders stand for, the situation as it stands in a sentence."""
        return {**self._named, "situation": self._situation(index)}

    def asks(self, fact: int, index: int) -> str:
        """Return the question about a fact of the case at ``index``."""
        situation = f"the situation {self._situation(index)}"
        asks = self.rulebase.facts[fact].asks
        return asks.format_map({**self._named, "situation": situation})

    def _situation(self, index: int) -> str:
        return self.world.situations[self.warrants[index].situation].name

    @cached_property
    def _named(self) -> Mapping[str, str]:
        return {
            "person": self.person.name,
            "place": the(self.place.name),
            "host": host_name(self.world, self.place, self.host),
        }
