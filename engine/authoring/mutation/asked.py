"""Mutants of a question whose file says how it is put: put to its cases, its docket and proofs.

What only the question about travel has, its days, places and kept explanations, is not mutated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import Any, Self

from ...base.dates import Day, day_of
from ...inference.compiled import CompiledEvaluator
from ...inference.inference import Inference
from ...questions.binding import RuledAnswer
from ...questions.putting import QuestionsEngine
from ...questions.score import known_before, scored
from ...rulebase.model import RuleBase
from ...timeline.case import Case
from ...timeline.timeline import Truth
from ..cases.case import PutCase
from ..cases.put import run_put
from .bench import asked_first, compiled
from .closer import look_at_rules
from .draft import Draft
from .equivalence import Equivalence
from .hearing import Progress, Trial
from .items import Check, Item, ItemQuestion, VoiceName, prepared
from .operators import OPERATORS
from .report import MutationReport
from .run import Put
from .trial import Court
from .voices import cases
from .voices.properties import PropertyVoice


@dataclass
class AskedBench:
    """What a question is put to, with all records and as they were known; each is made once."""

    base: QuestionsEngine
    _known: dict[date, QuestionsEngine] = field(default_factory=dict)

    def at(self, day: date | None) -> QuestionsEngine:
        """Return the same on the records that were public on a day."""
        if day is None:
            return self.base
        if day not in self._known:
            self._known[day] = self.base.known_on(day)
        return self._known[day]


class AskedVariant(QuestionsEngine):
    """Puts a question under another law; ``inference``: what derives its answers."""

    inference: Inference
    bench: AskedBench

    @classmethod
    def of(cls, bench: AskedBench, inference: Inference, known_on: date | None = None) -> Self:
        """Return what puts a question on the records of ``bench``, and with its names."""
        base = bench.at(known_on)
        made = cls(base.world, inference.rulebase, base.clock, None)
        made.inference, made.bench, question = inference, bench, inference.question.id
        vars(made)["_inferences"] = {question: inference}
        vars(made.question(question).answerer)["lookup"] = base.question(question).answerer.lookup
        return made

    def known_on(self, day: Day) -> Self:
        """Return the same law on the records that were public on a day; raises `InputError`."""
        known = day_of(day, "known_on")
        if known not in self._known:
            self._known[known] = type(self).of(self.bench, self.inference, known)
        return self._known[known]

    @property
    def known_days(self) -> tuple[date, ...]:
        """The days as known on which it was asked."""
        return tuple(self._known)

    @cached_property
    def _known(self) -> dict[date, Self]:
        return {}


@dataclass(frozen=True)
class _Law:
    """The law as it stands; what the records make of it is no part of this kind of trial."""

    inference: Inference

    @property
    def truths(self) -> Mapping[Truth, Case]:
        return {}


@dataclass
class AskedCourt(Court):
    """The law of a question, and everything that its mutants are put to."""

    bench: Any  # an `AskedBench`

    def variant(self, draft: Draft, inference: Inference) -> AskedVariant:  # noqa: ARG002
        """Return what puts the question under another law."""
        return AskedVariant.of(self.bench, inference)


def mutate_asked(
    base: QuestionsEngine,
    question: str,
    put: Put,
    progress: Progress = lambda _tried, _total: None,
) -> MutationReport:
    """Return who catches each mutant of the rules of a question, and what survives.

    Raises `NotMet` if a case does not stand under the law as it is, and `InputError` for a question
    that there is not.
    """
    rulebase = base.question(question).rulebase
    law = Draft.of(rulebase)
    bench = AskedBench(base)
    items = tuple(_recorded(bench, rulebase, _questions(base, question, put)))
    court = AskedCourt(bench, law, items)
    mutants = [
        mutant
        for operator in OPERATORS
        for mutant in operator(law)
        if put.only in mutant.id
        and (not put.files or mutant.where.file.startswith(tuple(put.files)))
    ]
    voice = PropertyVoice(_Law(compiled(rulebase)))
    trial = Trial(court, put.explained or {}, voice, partial(_closer, law))
    trial.hear_all(mutants, progress)
    report = trial.report(base, mutants, full=put.explained is not None and not put.only)
    return replace(report, rules=rulebase.digest)


def _questions(base: QuestionsEngine, question: str, put: Put) -> Iterator[ItemQuestion]:
    """Yield the cases that ask the question, and what courts answered to it."""
    for written in put.suite.put:
        if written.case.asks == question:
            prepare = partial(prepared, _check, written.case)
            yield ItemQuestion(VoiceName.CASES, written.case.id, prepare)
    for of_facts in put.suite.of_facts:
        if of_facts.case.asks in {question, None}:
            prepare = partial(prepared, cases.check_facts, of_facts.case)
            yield ItemQuestion(VoiceName.CASES, of_facts.case.id, prepare)
    asked = base.question(question)
    answered = asked.answerer.binding.ruled
    for number, one in enumerate(answered(base.world) if answered else (), 1):
        name = f"{one.ruling}/{number}"
        yield ItemQuestion(VoiceName.DOCKET, name, partial(_prepare_ruled, one))
        ruling = next(it for it in base.world.rulings if it.id == one.ruling)
        if ruling.public_on <= base.clock():
            before = known_before(asked, ruling)
            eve = partial(_prepare_ruled, one, before=before)
            yield ItemQuestion(VoiceName.DOCKET, f"{name}, the day before", eve)


def _recorded(
    bench: AskedBench, rulebase: RuleBase, questions: Iterator[ItemQuestion]
) -> Iterator[Item]:
    evaluator = CompiledEvaluator(rulebase)
    for question in questions:
        inference = compiled(rulebase, evaluator)
        variant = AskedVariant.of(bench, inference)
        check = question.prepare(variant)
        # Which readings there are, and who holds them, is looked up as of the day that is known.
        known = frozenset({bench.base.clock(), *variant.known_days})
        yield Item(question, check, inference.asked, (), known, ())


def _check(case: PutCase, variant: AskedVariant) -> str | None:
    found = run_put(case, variant).mismatches
    return str(found[0]) if found else None


def _prepare_ruled(
    one: RuledAnswer, law: AskedVariant, *, before: Mapping[str, date] | None = None
) -> Check:
    return partial(_check_ruled, one, before, _scores(one, before, law))


def _check_ruled(
    one: RuledAnswer,
    before: Mapping[str, date] | None,
    law: tuple[str, ...],
    variant: AskedVariant,
) -> str | None:
    found = _scores(one, before, variant)
    differs = next((pair for pair in zip(law, found, strict=True) if pair[0] != pair[1]), None)
    return f"{differs[0]}, now {differs[1]}" if differs else None


def _scores(
    one: RuledAnswer, before: Mapping[str, date] | None, variant: AskedVariant
) -> tuple[str, ...]:
    """Return how an answer compares with what a court found, under each profile.

    ``before``: what is said if it is asked as known on the day before, under the default one alone.
    """
    put = variant.question(variant.inference.question.id)
    found = []
    for profile in [*put.profiles] if before is None else [put.default_profile.id]:
        made = scored(put, one, {**one.said, "profile": profile, **(before or {})})
        found.append(f"{profile}: {made.label}, parts {made.parts.value}")
    return tuple(found)


def _closer(law: Draft, draft: Draft, rulebase: RuleBase) -> Equivalence:
    """Return whether a mutant answers every case like the law; of readings it is not decided."""
    before, after = asked_first(law.base), asked_first(rulebase)
    same = draft.issues is law.issues and draft.profiles is law.profiles
    if not same or before.severity != after.severity:
        return Equivalence(None)
    return look_at_rules(law.base, rulebase, before, after)
