"""The cases of a question whose file says what is put into it, and where their facts come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from types import SimpleNamespace
from typing import Any, Final

from ..base.errors import Diagnostic, RulesError
from ..base.words import label, near
from ..case.cases import Cases
from ..records.world import World
from ..rulebase.asked import ANY, DAY, FactOrigin, QuestionInput
from ..rulebase.model import DecisionTable, Fact, RuleBase
from ..timeline.basis import Basis
from ..timeline.case import NamedCase, Relation
from ..timeline.claims import claimed
from ..timeline.relations import RELATIONS
from ..timeline.steps import NEVER, Canvas, Holding, Steps
from ..timeline.timeline import Timelines, without_record
from .asked import AskedQuestion
from .binding import Binding
from .kinds import Kind


@dataclass(frozen=True)
class NamedCases(Cases):
    """The cases of a question as it was put: one for each combination of what tells them apart.

    ``named``: what the placeholders stand for in each, ``ids``: of what each is, by input.
    """

    named: tuple[Mapping[str, str], ...]
    ids: tuple[Mapping[str, str], ...]

    def names(self, index: int) -> Mapping[str, str]:
        """Return what the placeholders stand for in the case at ``index``."""
        return self.named[index]


class CaseBuilder:
    """Makes the cases of one question in one world.

    Raises `RulesError` if the question reads a fact by a relation that there is not, or from a
    scope that is none of its inputs.
    """

    def __init__(
        self,
        world: World,
        rulebase: RuleBase,
        table: DecisionTable,
        binding: Binding,
        kinds: Mapping[str, Kind],
    ) -> None:
        self._world = world
        self._rulebase = rulebase
        self._inputs = table.asked.inputs
        self._cases = table.asked.cases
        self._kinds = kinds
        relations = {**RELATIONS, **{one.name: one for one in binding.relations}}
        origins = table.asked.origins
        problems = [
            problem
            for fact, origin in origins.items()
            if origin.relation
            for problem in self._problems(table, fact, origin, relations)
        ]
        if problems:
            raise RulesError(problems)
        read = {
            fact.name: found
            for fact in rulebase.facts
            if (found := self._relation(fact, origins.get(fact.name), relations)) is not None
        }
        facts = tuple(
            replace(one, relation=one.name if one.name in read else "") for one in rulebase.facts
        )
        self._depends = {name: one.scope for name, one in read.items()}
        self.timelines: Final = Timelines(world, replace(rulebase, facts=facts), read, ())

    def _problems(
        self,
        table: DecisionTable,
        fact: str,
        origin: FactOrigin,
        relations: Mapping[str, Relation],
    ) -> list[Diagnostic]:
        place = table.location
        found = relations.get(origin.relation)
        if found is None:
            message = f"`{fact}`: there is no relation `{origin.relation}`"
            hint = near(origin.relation, relations)
            return [Diagnostic(place.file, place.line, "unknown-relation", message, table.id, hint)]
        missing = [one for one in found.scope if origin.view.get(one, one) not in self._inputs]
        return [
            Diagnostic(
                place.file,
                place.line,
                "unknown-relation",
                f"`{fact}`: `{origin.relation}` depends on `{one}`, which is not an input",
                table.id,
                f"with: {{{one}: …}}, naming an input",
            )
            for one in missing
        ]

    def _relation(
        self, fact: Fact, origin: FactOrigin | None, relations: Mapping[str, Relation]
    ) -> Relation | None:
        """Return what reads a fact; nothing if only the question itself can say it."""
        if origin is None:
            return self._from_claims(fact, {}) if self._world.claims_of(fact.name) else None
        if origin.relation:
            return self._from_relation(fact, origin, relations[origin.relation])
        if origin.several:
            return None
        if origin.claims:
            return self._from_claims(fact, origin.claims)
        return Relation(fact.name, (), _between(origin), "the question")

    def _from_relation(self, fact: Fact, origin: FactOrigin, read: Relation) -> Relation:
        view = {one: origin.view.get(one, one) for one in read.scope}

        def build(world: World, case: NamedCase, ground: Holding) -> Steps:
            if not all(getattr(case, name) for name in view.values()):
                return _told(self._open(fact, read, view, case), origin.told)
            seen = SimpleNamespace(**{one: getattr(case, name) for one, name in view.items()})
            return _told(read.build(world, seen, ground), origin.told)

        return Relation(fact.name, tuple(dict.fromkeys(view.values())), build, read.reads)

    def _from_claims(self, fact: Fact, parts: Mapping[str, str]) -> Relation:
        """Return what reads claims of a fact; ``parts``: which inputs stand for theirs."""
        view = {_CLAIMED.get(one, one): name for one, name in parts.items()}

        def read(world: World, case: Any, ground: Holding) -> Steps:
            return claimed(world.claims_of(fact.name), fact, case, ground)

        relation = Relation(fact.name, tuple(view), read, "claims")
        return self._from_relation(fact, FactOrigin(view=view), relation)

    def _open(self, fact: Fact, read: Relation, view: Mapping[str, str], case: NamedCase) -> Steps:
        """Return what a fact may be where the question leaves out one thing that it depends on.

        It may be whatever it is for any record that could have been named. Where more is left out
        it may be anything.
        """
        missing = [name for name in dict.fromkeys(view.values()) if not getattr(case, name)]
        reason = f"the question does not say {' and '.join(f'the {label(one)}' for one in missing)}"
        if len(missing) > 1:
            return Steps((0,), (Holding(frozenset(fact.values), Basis.UNKNOWN, (), reason),))
        kind = self._kinds[self._inputs[missing[0]].of]
        every: list[Steps] = []
        for id_ in kind.every(self._world, date.max):
            seen = {part: getattr(case, name) or id_ for part, name in view.items()}
            every.append(read.build(self._world, SimpleNamespace(**seen), without_record(fact)))
        return _any_of(every, reason)

    def asks(self, fact: str, cases: NamedCases, index: int) -> str:
        """Return what to ask where a fact is open because the question leaves something out."""
        for name in self._depends.get(fact, ()):
            if not cases.ids[index][name]:
                return self._inputs[name].asks
        return ""

    def of(self, asked: AskedQuestion) -> NamedCases:
        """Return the cases of a question."""
        given = [asked.values.get(name) or ("",) for name in self._cases]
        alike = {name: asked.one(name) for name in self._inputs if name not in self._cases}
        ids = [
            {**alike, **dict(zip(self._cases, combination, strict=True))}
            for combination in product(*given)
        ]
        return NamedCases(
            self._world,
            self._rulebase,
            asked.given,
            tuple(self.timelines.of(NamedCase(one)) for one in ids),
            tuple(map(self.named, ids)),
            tuple(ids),
        )

    def named(self, ids: Mapping[str, str]) -> Mapping[str, str]:
        """Return what the name of each input stands for within a sentence."""
        return {name: self._named(one, ids.get(name, "")) for name, one in self._inputs.items()}

    def _named(self, one: QuestionInput, id_: str) -> str:
        if not id_:
            return one.says
        if one.fact or one.of == DAY:
            return one.words.get(id_) or label(id_)
        return self._kinds[one.of].within(self._world, id_)


_CLAIMED: Final = {"state": "host"}
"""The names that claims have for parts of a case, where those of a question are others."""


def _between(origin: FactOrigin) -> Callable[[World, Any, Holding], Steps]:
    """Return what says that a fact is so from one day to another, and not before and after."""

    def build(_world: World, _case: Any, _ground: Holding) -> Steps:
        since, until = origin.since, origin.until
        canvas = Canvas(Holding(frozenset({"false"}), Basis.ASKED))
        canvas.paint(
            since.toordinal() if since else 0,
            until.toordinal() if until else NEVER,
            Holding(frozenset({"true"}), Basis.ASKED),
        )
        return canvas.steps()

    return build


def _any_of(every: Sequence[Steps], reason: str) -> Steps:
    """Return what may be so if any of some steps may be the right ones."""
    starts = sorted({start for one in every for start in one.starts})
    holdings = []
    for start in starts:
        here = [one.at(start) for one in every]
        values = frozenset[str]().union(*(one.values for one in here))
        # Where it is the same whatever is meant, it is known.
        basis = here[0].basis if len(values) == 1 else Basis.UNKNOWN
        holdings.append(Holding(values, basis, (), here[0].reason if len(values) == 1 else reason))
    return Steps(tuple(starts), tuple(holdings))


def _told(steps: Steps, told: Mapping[str, str]) -> Steps:
    """Return steps with other values in place of those read."""
    if not told:
        return steps
    other = told.get(ANY, "")
    return Steps(
        steps.starts,
        tuple(
            replace(one, values=frozenset(told.get(value, other or value) for value in one.values))
            for one in steps.holdings
        ),
    )
