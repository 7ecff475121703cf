"""All interval relations, by the name that ``facts.yaml`` uses, and what follows along with one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..records.world import World
from ..rulebase.model import RuleBase
from . import agreements, challenges, person, place, requests, treaty, warrant
from .case import Case, Follows, Relation, relations_in
from .steps import Holding

RELATIONS: Final[Mapping[str, Relation]] = {
    one.name: one
    for one in relations_in(treaty, place, warrant, requests, challenges, person, agreements)
}


_FOLLOWS: Final[Mapping[str, Follows]] = {
    name: one.follows for name, one in RELATIONS.items() if one.follows is not None
}

FOLLOWED: Final = frozenset(follows.relation for follows in _FOLLOWS.values())
"""The relations that others follow."""


def following(
    world: World, rulebase: RuleBase, case: Case, supposed: Mapping[str, str], day: int
) -> Mapping[int, Holding]:
    """Return what follows, by index of the fact, if ``supposed`` facts are so from ``day`` on.

    ``supposed``: values by name of the fact. What is itself supposed does not follow.
    """
    facts = rulebase.facts
    named = ((facts[rulebase.variables[name]], value) for name, value in supposed.items())
    values = {fact.relation: value for fact, value in named if fact.relation in FOLLOWED}
    found = {}
    for index, fact in enumerate(facts) if values else ():
        follows = _FOLLOWS.get(fact.relation)
        if follows and follows.relation in values and fact.name not in supposed:
            holding = follows.then(world, case, values[follows.relation], day)
            if holding is not None:
                found[index] = holding
    return found
