"""Whether everything that cases name exists: persons, facts, rules, positions, days."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from ...base.dates import parse_day
from ...base.errors import Diagnostic, InputError, UnknownName
from ...case.foundation import Foundation
from ...case.inputs import Inputs, value_of
from ...case.question import QUESTION
from ...case.terms import DUTY, EXECUTION
from ...engine import Engine
from ...inference.inference import UNDETERMINED
from ...questions.putting import QuestionsEngine
from ...rulebase.model import Issue, Row
from ...rulebase.wording import BLOCKED, OUTCOME
from ..kit.properties import properties_of
from .case import CasesError, FactsCase, PutCase, Suite, WorkedCase, WrittenCase
from .facts import FactsRunners, looks
from .mismatch import member
from .put import looks_of_put

ABOUT_RECORDS: Final = ("projected", "low_confidence_record")
"""Labels that come from the records and not from a rule."""

_Part = tuple[str | int, ...]


def check(suite: Suite, base: Foundation) -> None:
    """Raise `CasesError` with everything that the cases name and ``base`` does not know.

    Cases of persons need an engine: without one each of them is a mistake.
    """
    problems = list(_in_cases(suite, base))
    runners = FactsRunners(base)
    for written in suite.of_facts:
        problems += _problems(written, looks(written.case, runners.of(written.case)))
    if isinstance(base, QuestionsEngine):
        for put in suite.put:
            problems += _problems(put, looks_of_put(put.case, base))
    if problems:
        raise CasesError(problems)


def _in_cases(suite: Suite, base: Foundation) -> Iterator[Diagnostic]:
    if not isinstance(base, Engine):
        message = f"is put to a person and a place, but the rules do not ask `{QUESTION}`"
        for written in suite.cases:
            place, id_ = written.at("question"), written.case.id
            fix = "make it a case of facts"
            yield Diagnostic(place.file, place.line, "no-question", message, id_, fix)
        return
    names = _Names(base)
    for written in suite.cases:
        looked = (*_in_question(written.case, names), *_in_answer(written.case, names))
        yield from _problems(written, looked)


class _Names:
    """What can be named, by kind."""

    def __init__(self, engine: Engine) -> None:
        rulebase = engine.rulebase
        question = engine.inference.question
        self.engine = engine
        self.rules = tuple(rule.id for rule in rulebase.rules)
        self.constraints = tuple(one.id for one in rulebase.constraints)
        self.facts = tuple(fact.name for fact in rulebase.facts)
        self.issues: Mapping[str, Issue] = {issue.id: issue for issue in rulebase.issues}
        self.profiles = tuple(rulebase.effective_profiles)
        self.grounds = tuple(question.grounds.values())
        self.qualifications = (*question.qualifications.values(), *ABOUT_RECORDS)
        self.outcomes = (*question.severity, UNDETERMINED)
        self.parts = {name: _values(rows) for name, rows in question.parts.items()}
        self.parts[OUTCOME] = self.outcomes
        self.parts[DUTY] += ("unresolved",)
        self.parts[EXECUTION] += ("unknown",)
        self.parts["exposure"] = tuple(
            dict.fromkeys(
                [*(grade for both in question.exposure.values() for grade in both), BLOCKED]
            )
        )
        self.states = tuple(engine.world.states)
        self.properties = tuple(one.name for one in properties_of(rulebase))


def _values(rows: tuple[Row, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.value for row in rows))


def _problems(
    written: WrittenCase[WorkedCase] | WrittenCase[FactsCase] | WrittenCase[PutCase],
    looks: Iterable[tuple[_Part, Callable[[], object]]],
) -> Iterator[Diagnostic]:
    """Yield what a case names that does not exist, each with its line."""
    for path, look in looks:
        try:
            look()
        except (InputError, UnknownName) as error:
            place = written.at(*path)
            yield Diagnostic(place.file, place.line, error.code, str(error), written.case.id)


def _in_question(case: WorkedCase, names: _Names) -> Iterator[tuple[_Part, Callable[[], object]]]:
    asked, rulebase = case.question, names.engine.rulebase
    at = partial(_path, "question")
    yield at("on"), partial(parse_day, asked.on, field="on")
    yield at("known_on"), partial(_known_on, names.engine, asked.known_on)
    # A person may become known later only: names are looked up among all records.
    yield at("person"), partial(names.engine.person, asked.person)
    yield at("place"), partial(names.engine.place, asked.place)
    yield at("presence"), partial(Inputs.of, rulebase, asked.presence, "unspecified", {})
    yield at("purpose"), partial(Inputs.of, rulebase, "ground", asked.purpose, {})
    yield at("profile"), partial(names.engine.profile, asked.profile)
    for fact, value in asked.assume.items():
        look = partial(value_of, rulebase, fact, value, field=f"assume.{fact}")
        yield at("assume", fact), look
    for issue, position in asked.positions.items():
        yield at("positions", issue), partial(_position, names, issue, position)


def _in_answer(case: WorkedCase, names: _Names) -> Iterator[tuple[_Part, Callable[[], object]]]:
    expect = case.expect
    at = partial(_path, "expect")
    for part, allowed in names.parts.items():
        value = getattr(expect, part)
        if value is not None:
            yield at(part), partial(member, part, str(value), allowed)
    lists: tuple[tuple[str, tuple[str, ...], Collection[str]], ...] = (
        ("grounds", expect.grounds or (), names.grounds),
        ("qualifications", expect.qualifications, names.qualifications),
        ("without", expect.without, names.qualifications),
        ("turns_on", expect.turns_on or (), names.issues),
        ("unknown", expect.unknown, names.facts),
        ("under", tuple(expect.under), names.profiles),
        ("states", tuple(expect.states), names.states),
        ("holds", expect.holds, names.properties),
    )
    for part, values, known in lists:
        for index, value in enumerate(values):
            key = value if part in {"under", "states"} else index
            yield at(part, key), partial(member, part, value, tuple(known))
    for part, found in (("under", expect.under), ("states", expect.states)):
        for key, outcome in found.items():
            yield at(part, key), partial(member, part, outcome.value, names.outcomes)
    for issue, outcomes in expect.by_position.items():
        for position, outcome in outcomes.items():
            path = at("by_position", issue, position)
            yield path, partial(_position, names, issue, position)
            yield path, partial(member, f"by_position.{issue}", outcome.value, names.outcomes)
    if expect.impossible is not None:
        yield at("impossible"), partial(member, "impossible", expect.impossible, names.constraints)
    for index, rule in enumerate(case.rules):
        yield ("rules", index), partial(member, "rules", rule, names.rules)


def _path(first: str, *rest: str | int) -> _Part:
    return (first, *rest)


def _known_on(engine: Engine, day: str | None) -> None:
    if day is not None:
        engine.known_on(day)


def _position(names: _Names, issue: str, position: str) -> None:
    member("issue", issue, tuple(names.issues))
    allowed = tuple(one.id for one in names.issues[issue].positions)
    member(f"position on {issue}", position, allowed)
