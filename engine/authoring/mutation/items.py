"""What may catch a mutant: one case, one ruling, one explanation, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from ...base.errors import SafeconductError
from ...case.query import Query
from ...inference.compiled import CompiledEvaluator
from ...inference.inference import InferenceTrace
from ...timeline.place import roles
from ...timeline.steps import Steps
from ...timeline.timeline import Variable
from ..cases.case import FactsCase, PutCase, WorkedCase
from .bench import Bench, Variant, compiled
from .draft import Draft


class NotMet(SafeconductError):
    """A case or an explanation does not stand under the law as it is: it could catch nothing."""

    code = "not-met"


class VoiceName(StrEnum):
    """Who catches a mutant, in the order in which they are asked."""

    CHECKS = "checks"
    CASES = "cases"
    DOCKET = "docket"
    GOLDEN = "golden"
    PROPERTIES = "properties"


Case = TypeVar("Case", WorkedCase, FactsCase, PutCase)

Check = Callable[[Any], str | None]
"""Returns how the answer differs under another law, a `Variant` of its kind, or ``None``."""


@dataclass(frozen=True)
class ItemQuestion:
    """Something that is asked of every mutant.

    ``prepare`` puts the question to the law as it stands and returns what checks a mutant; it
    raises `NotMet` if the answer is not as it should be. ``over_time``: the answer tells of other
    days than the one asked about.
    """

    voice: VoiceName
    id: str
    prepare: Callable[[Any], Check]
    over_time: bool = False


def prepared(check: Callable[[Case, Any], str | None], case: Case, law: Any) -> Check:
    """Return what checks a mutant by a case; raises `NotMet` if it does not stand under ``law``."""
    failed = check(case, law)
    if failed is not None:
        raise NotMet(f"the case {case.id}: {failed}")
    return partial(check, case)


@dataclass(frozen=True)
class Moment:
    """A fact looked up on a day: the steps from which it was read."""

    variable: Variable
    steps: Steps
    day: int


@dataclass(frozen=True)
class Item:
    """A question and everything that its answer was derived from under the law as it stands.

    ``known``: the days as known on which it is asked, if not with all records.
    """

    question: ItemQuestion
    check: Check
    asked: InferenceTrace
    queries: tuple[Query, ...]
    known: frozenset[date]
    moments: tuple[Moment, ...]


def record(bench: Bench, draft: Draft, questions: Iterable[ItemQuestion]) -> Iterator[Item]:
    """Yield each question with what it rests on.

    Raises `NotMet` if the law as it stands does not meet one.
    """
    evaluator = CompiledEvaluator(draft.base)
    for question in questions:
        inference = compiled(draft.base, evaluator)
        variant = Variant(bench, draft, inference)
        check = question.prepare(variant)
        queries = tuple(query for one in variant.variants() for query in one.asked)
        known = frozenset(one.day for one in variant.variants() if one.day is not None)
        yield Item(question, check, inference.asked, queries, known, _moments(variant))


def _moments(variant: Variant) -> tuple[Moment, ...]:
    """Return the facts looked up, each once for each day."""
    facts = {fact.name for fact in variant.rulebase.facts if fact.relation}
    found: dict[tuple[Variable, int, int], Moment] = {}
    for one in variant.variants():
        for query in one.asked:
            day = query.on.toordinal()
            for role in roles(query.place, day):
                for timeline in one.reasoner.subject(query, role).timelines:
                    for variable, steps in zip(timeline.variables, timeline.facts, strict=True):
                        if variable[0] in facts:
                            moment = Moment(variable, steps, day)
                            found.setdefault((variable, id(steps), day), moment)
    return tuple(found.values())
