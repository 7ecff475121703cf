"""Puts questions to many rule bases over one record; what does not depend on the law is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ..assess import Assessor
from ..assessment import Assessment
from ..dates import parse_day
from ..engine import QUESTION, Engine
from ..errors import SafeconductError
from ..inference.compiled import CompiledEvaluator
from ..inference.inference import Inference
from ..judge import Judge, Query
from ..lang.model import RuleBase
from ..records.world import World
from ..timeline.case import Case, Relation
from ..timeline.relations import RELATIONS
from ..timeline.steps import Holding, Steps
from ..timeline.timeline import Timelines
from .draft import Draft, Shift

Day = date | None
"""The day whose public records are used; ``None``: all of them."""


@dataclass
class Bench:
    """An engine with the records of other days, and every question resolved once."""

    engine: Engine
    _known: dict[Day, Engine] = field(default_factory=dict)
    _queries: dict[tuple[object, ...], Query | SafeconductError] = field(default_factory=dict)

    def at(self, known_on: Day) -> Engine:
        """Return the engine on the records public on a day."""
        if known_on is None:
            return self.engine
        if known_on not in self._known:
            self._known[known_on] = self.engine.known_on(known_on)
        return self._known[known_on]

    def query(
        self, known_on: Day, key: tuple[object, ...], ask: Callable[[Engine], Query]
    ) -> Query:
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
    """Return the inference of a rule base by the compiled evaluator alone, or by one given."""
    evaluators = (evaluator or CompiledEvaluator(rulebase),)
    return Inference(rulebase, rulebase.questions[QUESTION], evaluators)


def _shifted(relation: Relation, shift: Shift) -> Relation:
    def build(world: World, case: Case, ground: Holding) -> Steps:
        return shift(relation.build(world, case, ground))

    return replace(relation, build=build)


class Variant:
    """Answers under another law, with the records and names of a bench.

    ``told``: also what `Assessment` tells of the past and how long it is valid, which costs most of
    the time. Implements `safeconduct.answers.Answers`.
    """

    def __init__(
        self,
        bench: Bench,
        draft: Draft,
        inference: Inference,
        *,
        known_on: Day = None,
        told: bool = False,
    ) -> None:
        self.bench = bench
        self.draft = draft
        self.inference = inference
        self.asked: list[Query] = []
        self._day = known_on
        self._told = told
        self._others: dict[Day, Variant] = {}
        self._engine = bench.at(known_on)
        self._judge = Judge(self._engine.world, inference, self._timelines())
        self._assessor = Assessor(self._judge, law_only=not told)

    def _timelines(self) -> Timelines:
        if not self.draft.shifts:
            return self._engine.judge.timelines
        shifted = {name: _shifted(RELATIONS[name], by) for name, by in self.draft.shifts.items()}
        return Timelines(self._engine.world, self.rulebase, {**RELATIONS, **shifted})

    @property
    def world(self) -> World:
        """The records."""
        return self._engine.world

    @property
    def rulebase(self) -> RuleBase:
        """The law."""
        return self.inference.rulebase

    @property
    def clock(self) -> Callable[[], date]:
        """What gives today's date."""
        return self._engine.clock

    @property
    def judge(self) -> Judge:
        """What settles questions without proving them."""
        return self._judge

    def known_on(self, day: date | str) -> Variant:
        """Return the same law on the records public on ``day``; raises like `Engine.known_on`."""
        day = parse_day(day, field="known_on") if isinstance(day, str) else day
        if day not in self._others:
            self._others[day] = Variant(
                self.bench, self.draft, self.inference, known_on=day, told=self._told
            )
        return self._others[day]

    def variants(self) -> Iterator[Variant]:
        """Yield this one and those of other known days that were asked."""
        yield self
        yield from self._others.values()

    def travel_risk(
        self,
        person: str,
        place: str,
        *,
        on: date | str,
        presence: str = "ground",
        purpose: str = "unspecified",
        profile: str = "icc",
        known_on: date | str | None = None,
        assume: Mapping[str, str | bool] | None = None,
        positions: Mapping[str, str] | None = None,
    ) -> Assessment:
        """Return the answer; takes and raises what `Engine.travel_risk` does."""
        if known_on is not None:
            return self.known_on(known_on).travel_risk(
                person,
                place,
                on=on,
                presence=presence,
                purpose=purpose,
                profile=profile,
                assume=assume,
                positions=positions,
            )
        assumed, chosen = tuple((assume or {}).items()), tuple((positions or {}).items())
        query = self.bench.query(
            self._day,
            (person, place, on, presence, purpose, profile, assumed, chosen),
            lambda engine: engine.query(
                person,
                place,
                on=on,
                presence=presence,
                purpose=purpose,
                profile=profile,
                assume=assume,
                positions=positions,
            ),
        )
        return self._assessor.assess(self._under_this_law(query))

    def _under_this_law(self, query: Query) -> Query:
        profile = self.rulebase.profiles[query.profile.id]
        place = self.draft.place(query.place) if self.draft.place else query.place
        query = replace(query, profile=profile, place=place)
        self.asked.append(query)
        return query
