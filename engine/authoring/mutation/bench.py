"""Puts questions to many rule bases over one record; what does not depend on the law is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Self

from ...answers.assessor import Assessor
from ...base.dates import Day, day_of
from ...base.errors import SafeconductError
from ...case.query import Query
from ...case.question import QUESTION, Question
from ...case.resolve import Lookup
from ...engine import Engine
from ...inference.compiled import CompiledEvaluator
from ...inference.inference import Inference
from ...questions.arrest_on_travel.practice import Past
from ...records.world import World
from ...rulebase.model import DecisionTable, RuleBase
from ...timeline.case import Case, Relation
from ...timeline.relations import RELATIONS
from ...timeline.steps import Holding, Steps
from ...timeline.timeline import Timelines
from .draft import Draft, Shift

KnownOn = date | None
"""The day whose public records are used; ``None``: all of them."""


@dataclass
class Bench:
    """An engine with the records of other days, and every question resolved once."""

    engine: Engine
    _known: dict[KnownOn, Engine] = field(default_factory=dict)
    _queries: dict[tuple[object, ...], Query | SafeconductError] = field(default_factory=dict)

    def at(self, known_on: KnownOn) -> Engine:
        """Return the engine on the records public on a day."""
        if known_on is None:
            return self.engine
        if known_on not in self._known:
            self._known[known_on] = self.engine.known_on(known_on)
        return self._known[known_on]

    def query(self, known_on: KnownOn, key: Question, ask: Callable[[Engine], Query]) -> Query:
        """Return what ``ask`` gives of the engine of that day, asked once for each ``key``.

        Raises again what it raised.
        """
        found = self._queries.get((known_on, key))
        if found is None:
            try:
                found = ask(self.at(known_on))
            except SafeconductError as error:
                found = error
            self._queries[known_on, key] = found
        if isinstance(found, SafeconductError):
            raise found
        return found


def compiled(rulebase: RuleBase, evaluator: CompiledEvaluator | None = None) -> Inference:
    """Return the inference of a rule base by the compiled evaluator alone, or by one given.

    It is that of the question about travel or, where that is not asked, of the first one.
    """
    evaluators = (evaluator or CompiledEvaluator(rulebase),)
    return Inference(rulebase, asked_first(rulebase), evaluators)


def asked_first(rulebase: RuleBase) -> DecisionTable:
    """Return the question about travel, or the first one that a rule base asks."""
    questions = rulebase.questions
    return questions.get(QUESTION) or next(iter(questions.values()))


def _shifted(relation: Relation, shift: Shift) -> Relation:
    def build(world: World, case: Case, ground: Holding) -> Steps:
        return shift(relation.build(world, case, ground))

    return replace(relation, build=build)


class Variant(Assessor):
    """Answers under another law, with the records and names of a bench.

    ``asked`` are the questions put so far.
    """

    past = Past

    def __init__(
        self, bench: Bench, draft: Draft, inference: Inference, *, known_on: KnownOn = None
    ) -> None:
        self.bench = bench
        self.draft = draft
        self.asked: list[Query] = []
        self.day = known_on
        self._others: dict[KnownOn, Variant] = {}
        engine = bench.at(known_on)
        timelines = engine.reasoner.timelines
        if draft.shifts:
            shifted = {name: _shifted(RELATIONS[name], by) for name, by in draft.shifts.items()}
            timelines = Timelines(engine.world, inference.rulebase, {**RELATIONS, **shifted})
        super().__init__(
            engine.world,
            inference.rulebase,
            today=engine.clock,
            inference=inference,
            timelines=timelines,
        )

    def known_on(self, day: Day) -> Variant:
        """Return the same law on the records public on ``day``; raises like `Engine.known_on`."""
        day = day_of(day, "known_on")
        if day not in self._others:
            self._others[day] = Variant(self.bench, self.draft, self.inference, known_on=day)
        return self._others[day]

    def variants(self) -> Iterator[Variant]:
        """Yield this one and those of other known days that were asked."""
        yield self
        yield from self._others.values()

    @cached_property
    def lookup(self) -> Lookup:
        """What resolves names: that of the bench, since a draft changes none."""
        return self.bench.at(self.day).lookup

    def resolve(self, question: Question) -> tuple[Self, Query]:
        """Return who answers a question and the question resolved; raises like `Engine.resolve`."""
        if question.known_on is not None:
            return super().resolve(question)
        query = self.bench.query(self.day, question, lambda engine: engine.resolve(question)[1])
        query = query._replace(profile=self.rulebase.profiles[query.profile.id])
        if self.draft.place is not None:
            query = query._replace(place=self.draft.place(query.place))
        self.asked.append(query)
        return self, query
