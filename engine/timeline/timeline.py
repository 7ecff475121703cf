"""The truth of a case over time: the steps of all its facts, merged."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from ..basis import Basis
from ..errors import Diagnostic, RulesError
from ..lang.model import Absence, Fact, RuleBase
from ..records.world import World
from .case import Case
from .relations import RELATIONS
from .steps import Holding, Steps

Truth = tuple[int, ...]
"""For each declared fact, in order, the set of its possible values as a bit mask."""

Variable = tuple[str, ...]
"""What identifies one unknown: the fact and the ids it depends on."""


@dataclass(frozen=True)
class Timeline:
    """The truth of one case on every day.

    ``truths[i]`` holds from day ``starts[i]``; ``facts`` are the steps of each fact in declared
    order, where the records are.
    """

    case: Case
    starts: tuple[int, ...]
    truths: tuple[Truth, ...]
    facts: tuple[Steps, ...]
    variables: tuple[Variable, ...]

    def at(self, day: int) -> Truth:
        """Return the truth on ``day``."""
        return self.truths[bisect_right(self.starts, day) - 1]

    def holding(self, fact: int, day: int) -> Holding:
        """Return what holds of the fact with that index on ``day``, with its records."""
        return self.facts[fact].at(day)


class Timelines:
    """Builds and keeps the timelines of a world under a rule base's facts.

    Raises `RulesError` if a fact names a relation that does not exist.
    """

    def __init__(self, world: World, rulebase: RuleBase) -> None:
        self._world = world
        self._facts = rulebase.facts
        self._steps: dict[Variable, Steps] = {}
        self._timelines: dict[Case, Timeline] = {}
        _check_relations(self._facts)

    def of(self, case: Case) -> Timeline:
        """Return the timeline of a case."""
        found = self._timelines.get(case)
        if found is None:
            found = self._timelines[case] = self._build(case)
        return found

    def partial(self, case: Case, day: int, scope: frozenset[str]) -> Truth:
        """Return the truth on ``day`` of the facts that depend on ``scope`` only.

        Every other fact is as it would be without a record.
        """
        return tuple(
            mask(
                fact,
                self._fact_steps(fact, _variable(fact, case), case).at(day).values
                if fact.relation and scope.issuperset(RELATIONS[fact.relation].scope)
                else without_record(fact).values,
            )
            for fact in self._facts
        )

    def _build(self, case: Case) -> Timeline:
        variables = tuple(_variable(fact, case) for fact in self._facts)
        steps = tuple(
            self._fact_steps(fact, variable, case)
            for fact, variable in zip(self._facts, variables, strict=True)
        )
        starts: list[int] = []
        truths: list[Truth] = []
        for day in sorted({start for one in steps for start in one.starts}):
            truth = tuple(
                mask(fact, one.at(day).values) for fact, one in zip(self._facts, steps, strict=True)
            )
            if not truths or truths[-1] != truth:
                starts.append(day)
                truths.append(truth)
        return Timeline(case, tuple(starts), tuple(truths), steps, variables)

    def _fact_steps(self, fact: Fact, variable: Variable, case: Case) -> Steps:
        found = self._steps.get(variable)
        if found is None:
            ground = without_record(fact)
            if fact.relation:
                found = RELATIONS[fact.relation].build(self._world, case, ground)
            else:
                found = Steps((0,), (ground,))
            self._steps[variable] = found
        return found


def without_record(fact: Fact) -> Holding:
    """Return what holds of a fact when no record speaks of it."""
    basis = {
        Absence.FALSE: Basis.NO_RECORD,
        Absence.PRESUMED: Basis.PRESUMED,
        Absence.UNKNOWN: Basis.UNKNOWN,
    }[fact.absent]
    values = frozenset(fact.values if fact.absent_value is None else (fact.absent_value,))
    return Holding(values, basis, reason=fact.absent_reason)


def mask(fact: Fact, values: frozenset[str]) -> int:
    """Return a set of values of a fact as a bit mask."""
    result = 0
    for value in values:
        result |= 1 << fact.values.index(value)
    return result


def _variable(fact: Fact, case: Case) -> Variable:
    scope = RELATIONS[fact.relation].scope if fact.relation else ()
    return (fact.name, *(getattr(case, name) for name in scope))


def _check_relations(facts: tuple[Fact, ...]) -> None:
    problems = [
        Diagnostic(
            fact.location.file,
            fact.location.line,
            "unknown-relation",
            f"there is no relation `{fact.relation}`",
            fact.name,
            f"one of: {', '.join(sorted(RELATIONS))}; or leave it out",
        )
        for fact in facts
        if fact.relation and fact.relation not in RELATIONS
    ]
    if problems:
        raise RulesError(problems)
