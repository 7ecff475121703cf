"""The bare problem: fourteen of our rules, without dates, proof or dispute, and random cases of it.

It is written once, in ``bare/``, in our own rule language; `plan` reads it for every other engine.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Final

from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import Assignment, RuleBase

from .plan import Plan, plan_of

BARE: Final = Path(__file__).parent / "bare"
QUESTION: Final = "arrest"

READINGS: Final = {
    "personal-immunity": "non_parties",
    "agreements-98-2": "broad",
    "party-officials": "everywhere",
}
"""The positions under which the real rules say the same; on every other issue the first."""

GIVEN: Final = {"warrant.public": "true", "request.received": "true"}
"""Facts of the real rules that the bare ones leave out and that are not as without a record."""

_USUAL: Final = {
    "warrant.issued": "true",
    "warrant.ended": "not_ended",
    "place.has_sovereign": "true",
    "agreement.with_persons_state": "none",
    "official.immunity_waived": "false",
    "visit.presence": "ground",
    "person.office": "head_of_state",
}
_OFTEN: Final = 0.75


@dataclass(frozen=True)
class Problem:
    """The bare rule base, and the same as a plan that is easy to translate."""

    rulebase: RuleBase

    @cached_property
    def plan(self) -> Plan:
        """The rules, level by level."""
        return plan_of(self.rulebase, self.rulebase.questions[QUESTION])

    @cached_property
    def facts(self) -> dict[str, tuple[str, ...]]:
        """The values of each fact, in declared order."""
        return {fact.name: fact.values for fact in self.rulebase.facts}

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Every outcome, in the order of the table."""
        return tuple(value for value, _ in self.plan.rows)

    def named(self, case: Assignment) -> dict[str, str]:
        """Return the value of each fact of a case by its name."""
        return {
            name: values[index]
            for (name, values), index in zip(self.facts.items(), case, strict=True)
        }

    def cases(self, count: int, seed: int) -> list[Assignment]:
        """Return random cases; the same ones for the same ``seed``.

        Facts that would end most cases at the first row of the table (no warrant, for instance)
        have their usual value three times out of four and more, so that every rule is needed.
        """
        source = random.Random(seed)
        return [
            tuple(self._draw(source, name, values) for name, values in self.facts.items())
            for _ in range(count)
        ]

    def every_case(self) -> Iterator[Assignment]:
        """Yield every combination of values, the last fact changing fastest."""
        yield from product(*(range(len(values)) for values in self.facts.values()))

    def _draw(self, source: random.Random, name: str, values: tuple[str, ...]) -> int:
        usual = _USUAL.get(name)
        if usual is not None and source.random() < _OFTEN:
            return values.index(usual)
        return source.randrange(len(values))


def bare_problem() -> Problem:
    """Return the bare problem, read by the loader of the real rules."""
    return Problem(load_rules([BARE], embedded=False))
