"""The truth of a case over time: the steps of all its facts, merged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, Final, TypeVar

from ..base.errors import Diagnostic, RulesError
from ..base.time_allowed import check_time
from ..base.words import near
from ..records.world import World
from ..rulebase.model import Absence, Fact, RuleBase
from .case import Relation
from .claims import claimed, scope_of
from .relations import RELATIONS
from .steps import Basis, Holding, Steps

T = TypeVar("T")

Truth = tuple[int, ...]
"""For each declared fact, in order, the set of its possible values as a bit mask."""

Variable = tuple[str, ...]
"""What identifies one unknown: the fact and the ids it depends on."""


WIDER: Final = (("warrant", "person", "situation"), ("place", "host"))
"""What belongs to the warrant and what to the place; the rest depends on both."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The truth of one case on every day.

    ``truths[i]`` holds from day ``starts[i]``, and ``ids[i]`` is the number of that truth among all
    that the same `Timelines` has met; ``facts`` are the steps of each fact in declared order, where
    the records are.
    """

    case: Any
    starts: tuple[int, ...]
    truths: tuple[Truth, ...]
    ids: tuple[int, ...]
    facts: tuple[Steps, ...]
    variables: tuple[Variable, ...]

    def at(self, day: int) -> Truth:
        """Return the truth on ``day``."""
        return self.truths[bisect_right(self.starts, day) - 1]

    def id_at(self, day: int) -> int:
        """Return the number of the truth on ``day``."""
        return self.ids[bisect_right(self.starts, day) - 1]

    def holding(self, fact: int, day: int) -> Holding:
        """Return what holds of the fact with that index on ``day``, with its records."""
        return self.facts[fact].at(day)


@dataclass(frozen=True, slots=True)
class _Part:
    """The facts that depend on the same ids, over time.

    ``first``: their masks before any change; ``changes``: day, place in the merged list and mask.
    """

    variables: tuple[Variable, ...]
    steps: tuple[Steps, ...]
    first: tuple[int, ...]
    changes: tuple[tuple[int, int, int], ...]


class Timelines:
    """Builds and keeps the timelines of a world under a rule base's facts.

    Facts that depend on the same ids (their scope) are read together and once, so that a timeline
    costs little more than the changes in it. ``relations``: what reads facts from the records, by
    name; a case has the fields of their scopes. ``together``: ids by which whatever depends on no
    others is read together. Raises `RulesError` if a fact names a relation that
    does not exist.
    """

    def __init__(
        self,
        world: World,
        rulebase: RuleBase,
        relations: Mapping[str, Relation] = RELATIONS,
        together: Sequence[tuple[str, ...]] = WIDER,
    ) -> None:
        self._world = world
        self._facts = rulebase.facts
        self._relations = relations
        self._steps: dict[Variable, Steps] = {}
        self._timelines: dict[Any, Timeline] = {}
        self._parts: dict[tuple[int, object], _Part] = {}
        self._numbers: dict[Truth, int] = {}
        self._truths: list[Truth] = []
        self._claims = {
            fact.name: claims
            for fact in self._facts
            if not fact.relation and (claims := world.claims_of(fact.name))
        }
        _check_relations(self._facts, relations)
        scopes: dict[tuple[str, ...], list[int]] = {}
        for index, fact in enumerate(self._facts):
            scopes.setdefault(_together(self._scope(fact), together), []).append(index)
        self._scopes = tuple(
            (attrgetter(*scope) if scope else _nothing, tuple(indices))
            for scope, indices in scopes.items()
        )
        merged = [index for _, indices in self._scopes for index in indices]
        self._order = tuple(merged.index(index) for index in range(len(merged)))
        self._grounds = {fact.name: without_record(fact) for fact in self._facts}

    @property
    def truths(self) -> Sequence[Truth]:
        """Every truth met so far, by its number."""
        return self._truths

    def __len__(self) -> int:
        """Return how many timelines are kept."""
        return len(self._timelines)

    def of(self, case: Any) -> Timeline:
        """Return the timeline of a case."""
        found = self._timelines.get(case)
        if found is None:
            found = self._timelines[case] = self._build(case)
        return found

    def steps(self, fact: Fact, case: Any) -> Steps:
        """Return the steps of one fact of a case."""
        return self._fact_steps(fact, self.variable(fact, case), case)

    def variable(self, fact: Fact, case: Any) -> Variable:
        """Return what identifies a fact of a case among those of all cases."""
        return (fact.name, *(getattr(case, name) for name in self._scope(fact)))

    def _scope(self, fact: Fact) -> tuple[str, ...]:
        if fact.relation:
            return self._relations[fact.relation].scope
        return scope_of(self._claims.get(fact.name, ()))

    def partial(self, case: Any, day: int, scope: frozenset[str]) -> Truth:
        """Return the truth on ``day`` of the facts that depend on ``scope`` only.

        Every other fact is as it would be without a record.
        """
        return tuple(
            mask(
                fact,
                self.steps(fact, case).at(day).values
                if fact.relation and scope.issuperset(self._relations[fact.relation].scope)
                else without_record(fact).values,
            )
            for fact in self._facts
        )

    def _build(self, case: Any) -> Timeline:
        check_time()
        parts = [self._part(number, case) for number in range(len(self._scopes))]
        masks = [mask for part in parts for mask in part.first]
        starts, truths = [0], [self._ordered(masks)]
        changes = sorted(change for part in parts for change in part.changes)
        for day, group in groupby(changes, key=itemgetter(0)):
            for _, place, changed in group:
                masks[place] = changed
            truth = self._ordered(masks)
            if truth != truths[-1]:
                starts.append(day)
                truths.append(truth)
        ids = tuple(map(self._number, truths))
        return Timeline(
            case,
            tuple(starts),
            tuple(self._truths[number] for number in ids),
            ids,
            self._ordered([steps for part in parts for steps in part.steps]),
            self._ordered([variable for part in parts for variable in part.variables]),
        )

    def _ordered(self, merged: Sequence[T]) -> tuple[T, ...]:
        """Return what is merged scope by scope in the declared order of the facts."""
        return tuple(merged) if len(merged) < 2 else itemgetter(*self._order)(merged)

    def _number(self, truth: Truth) -> int:
        found = self._numbers.get(truth)
        if found is None:
            found = self._numbers[truth] = len(self._truths)
            self._truths.append(truth)
        return found

    def _part(self, number: int, case: Any) -> _Part:
        ids, indices = self._scopes[number]
        key = number, ids(case)
        found = self._parts.get(key)
        if found is None:
            found = self._parts[key] = self._read(indices, case)
        return found

    def _read(self, indices: tuple[int, ...], case: Any) -> _Part:
        facts = [self._facts[index] for index in indices]
        variables = tuple(self.variable(fact, case) for fact in facts)
        steps = tuple(
            self._fact_steps(fact, variable, case)
            for fact, variable in zip(facts, variables, strict=True)
        )
        masks = [
            [mask(fact, holding.values) for holding in one.holdings]
            for fact, one in zip(facts, steps, strict=True)
        ]
        return _Part(
            variables,
            steps,
            tuple(one[0] for one in masks),
            tuple(
                (day, self._order[index], later)
                for index, one, values in zip(indices, steps, masks, strict=True)
                for day, later in zip(one.starts[1:], values[1:], strict=True)
            ),
        )

    def _fact_steps(self, fact: Fact, variable: Variable, case: Any) -> Steps:
        found = self._steps.get(variable)
        if found is None:
            ground = self._grounds[fact.name]
            if fact.relation:
                found = self._relations[fact.relation].build(self._world, case, ground)
            else:
                found = claimed(self._claims.get(fact.name, ()), fact, case, ground)
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


def _together(scope: tuple[str, ...], together: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the ids by which facts are read together: fewer parts are quicker to merge."""
    for wider in together:
        if set(scope) <= set(wider):
            return wider
    return scope


def _nothing(_: Any) -> None:
    """Return the ids of facts that depend on none."""


def _check_relations(facts: tuple[Fact, ...], relations: Mapping[str, Relation]) -> None:
    problems = [
        Diagnostic(
            fact.location.file,
            fact.location.line,
            "unknown-relation",
            f"there is no relation `{fact.relation}`",
            fact.name,
            near(fact.relation, relations)
            or f"one of: {', '.join(sorted(relations))}; or leave it out",
        )
        for fact in facts
        if fact.relation and fact.relation not in relations
    ]
    if problems:
        raise RulesError(problems)
