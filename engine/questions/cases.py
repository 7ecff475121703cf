"""The cases of a question whose file says what is put into it, and where their facts come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from types import SimpleNamespace
from typing import Any, Final

from ..base.errors import Diagnostic
from ..base.words import label, near
from ..case.cases import Cases
from ..records.world import World
from ..rulebase.asked import ANY, DAY, NOTHING, FactOrigin, QuestionInput
from ..rulebase.model import DecisionTable, Fact, RuleBase
from ..timeline.case import NamedCase, Relation
from ..timeline.claims import claimed
from ..timeline.relations import RELATIONS
from ..timeline.steps import NEVER, Basis, Canvas, Holding, Steps
from ..timeline.timeline import Timelines
from .asked import AskedQuestion
from .binding import Binding
from .kinds import STANDARD, Kind


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

    def moment(self, day: int) -> object:
        """Return what of its key belongs to ``day``: the truths, whoever numbered them."""
        return self.truths(day)


class CaseBuilder:
    """Makes the cases of one question, of which nothing is `unanswerable`, in one world."""

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

    def _relation(
        self, fact: Fact, origin: FactOrigin | None, relations: Mapping[str, Relation]
    ) -> Relation | None:
        """Return what reads a fact; nothing if only the question itself can say it."""
        if origin is None:
            return self._from_claims(fact, {}) if self._world.claims_of(fact.name) else None
        if origin.others:
            return self._from_others(fact, origin, relations[origin.relation])
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
            values = {getattr(case, name) for name in view.values()}
            if NOTHING in values:
                return Canvas(ground).steps()
            if "" in values:
                return self._open(fact, view, case)
            seen = SimpleNamespace(**{one: getattr(case, name) for one, name in view.items()})
            return _told(read.build(world, seen, ground), origin.told)

        return Relation(fact.name, tuple(dict.fromkeys(view.values())), build, read.reads)

    def _from_others(self, fact: Fact, origin: FactOrigin, read: Relation) -> Relation:
        """Return what reads whether a fact is so of any of the other values of an input."""
        single = self._from_relation(fact, origin, read)
        scope = tuple(_others(name) if name == origin.others else name for name in single.scope)

        def build(world: World, case: NamedCase, ground: Holding) -> Steps:
            found = [
                single.build(world, case.with_value(origin.others, one), ground)
                for one in getattr(case, _others(origin.others)).split()
            ]
            canvas = Canvas(ground)
            for open_ in (True, False):  # what is certain covers what may be
                for steps in found:
                    for start, until, holding in steps.spans():
                        if "true" in holding.values and (len(holding.values) > 1) == open_:
                            canvas.paint(start, until, holding)
            return canvas.steps()

        return Relation(fact.name, scope, build, read.reads)

    def _from_claims(self, fact: Fact, parts: Mapping[str, str]) -> Relation:
        """Return what reads claims of a fact; ``parts``: which inputs stand for theirs."""
        view = {_CLAIMED.get(one, one): name for one, name in parts.items()}

        def read(world: World, case: Any, ground: Holding) -> Steps:
            return claimed(world.claims_of(fact.name), fact, case, ground)

        relation = Relation(fact.name, tuple(view), read, "claims")
        return self._from_relation(fact, FactOrigin(view=view), relation)

    @staticmethod
    def _open(fact: Fact, view: Mapping[str, str], case: NamedCase) -> Steps:
        """Return that a fact may be anything, since the question leaves out what it depends on."""
        missing = [label(name) for name in dict.fromkeys(view.values()) if not getattr(case, name)]
        reason = f"the question does not say {' and '.join(f'the {one}' for one in missing)}"
        return Steps((0,), (Holding(frozenset(fact.values), Basis.UNKNOWN, (), reason),))

    def depends(self, name: str) -> frozenset[str]:
        """Return the facts that hang on an input."""
        return frozenset(fact for fact, scope in self._depends.items() if name in scope)

    def of(self, asked: AskedQuestion) -> NamedCases:
        """Return the cases of a question; what is left out is nothing in each of them."""
        given = [asked.values.get(name) or ("",) for name in self._cases]
        alike = {name: asked.one(name) for name in self._inputs if name not in self._cases}
        ids = [
            {**alike, **dict(zip(self._cases, combination, strict=True))}
            for combination in product(*given)
        ]
        many = dict(zip(self._cases, given, strict=True))
        return NamedCases(
            self._world,
            self._rulebase,
            asked.given,
            tuple(self.timelines.of(NamedCase(_with_others(one, many))) for one in ids),
            tuple(map(self.named, ids)),
            tuple(ids),
        )

    def every(self, asked: AskedQuestion, left_out: str) -> tuple[NamedCases, ...]:
        """Return the cases of a question for each record that an input may name on its day."""
        kind = self._kinds[self._inputs[left_out].of]
        return tuple(
            self.of(asked.with_value(left_out, id_)) for id_ in kind.every(self._world, asked.on)
        )

    def named(self, ids: Mapping[str, str]) -> Mapping[str, str]:
        """Return what the name of each input stands for within a sentence."""
        return {name: self._named(one, ids.get(name, "")) for name, one in self._inputs.items()}

    def _named(self, one: QuestionInput, id_: str) -> str:
        if id_ in {"", NOTHING}:
            return one.says
        if one.fact or one.of == DAY:
            return one.words.get(id_) or label(id_)
        return self._kinds[one.of].within(self._world, id_)


def unanswerable(table: DecisionTable, binding: Binding) -> list[Diagnostic]:
    """Return for what of its inputs and facts a question cannot be answered, though well-formed."""
    relations = {**RELATIONS, **{one.name: one for one in binding.relations}}
    kinds = (DAY, *STANDARD, *binding.kinds)
    place, inputs = table.location, table.asked.inputs
    found = []

    def report(code: str, message: str, fix: str) -> None:
        found.append(Diagnostic(place.file, place.line, code, message, table.id, fix))

    for name, one in inputs.items():
        if one.of and one.of not in kinds:
            message = f"`{name}`: `of: {one.of}` is not a kind of record that can be named"
            report("unknown-kind", message, near(one.of, kinds) or f"one of: {', '.join(kinds)}")
    for fact, origin in table.asked.origins.items():
        read = relations.get(origin.relation)
        if origin.relation and read is None:
            message = f"`{fact}`: there is no relation `{origin.relation}`"
            report("unknown-relation", message, near(origin.relation, relations))
        for part in read.scope if read else ():
            if origin.view.get(part, part) not in inputs:
                message = f"`{fact}`: `{origin.relation}` depends on `{part}`, not an input here"
                report("unknown-relation", message, f"with: {{{part}: …}}, naming an input")
    return found


_CLAIMED: Final = {"state": "host"}
"""The names that claims have for parts of a case, where those of a question are others."""


def _others(name: str) -> str:
    """Return what a case calls the other values of one of its inputs."""
    return f"{name} (others)"


def _with_others(ids: Mapping[str, str], many: Mapping[str, Sequence[str]]) -> dict[str, str]:
    others = {
        _others(name): " ".join(sorted({*values} - {ids[name]})) for name, values in many.items()
    }
    return {**ids, **others}


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
