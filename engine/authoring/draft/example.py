"""A question in which a rule applies, found among the records, and the case made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from ...answers.assessment import Assessment
from ...base.errors import SafeconductError
from ...case.inputs import PRESENCE, PURPOSE
from ...engine import Engine
from ...inference.types import YES
from ...rulebase.model import AtomKind, Rule, RuleBase, atoms_of
from ..cases.case import QuestionPut
from ..cases.coverage import Tracer
from ..cases.run import ask, rules_told
from ..format import format_text
from ..format.scalars import shortest
from ..lint import logic
from ..lint.texts import TODO

_MOST_PERSONS: Final = 6
_MOST_PLACES: Final = 30
_MOST_WAYS: Final = 6
_MOST_QUESTIONS: Final = 400


@dataclass(frozen=True)
class WorkedExample:
    """A question and its answer today; ``told``: whether the answer tells of the rule."""

    question: QuestionPut
    answer: Assessment
    told: bool


def example(engine: Engine, rule: str) -> WorkedExample | None:
    """Return a question in which the rule applies, and its answer tells of it if any can be found.

    The search is bounded; what it cannot find is ``None``.
    """
    rulebase = engine.rulebase
    index = rulebase.rule_index[rule]
    tracer = Tracer(engine)
    fallback: WorkedExample | None = None
    for put in islice(_questions(engine, rulebase.rules[index]), _MOST_QUESTIONS):
        try:
            derived = tracer.question(put, put.profile, {}).derivations
            if not any(one.bodies[index] == YES for one in derived):
                continue
            answer = ask(engine, put)
        except SafeconductError:  # what is assumed cannot be, or is too much
            continue
        found = WorkedExample(put, answer, rule in set(rules_told(answer)))
        if found.told:
            return found
        fallback = fallback or found
    return fallback


def case_text(rule: str, found: WorkedExample) -> str:
    """Return a file with one case, laid out: what the engine answers, for its author to judge."""
    put, answer = found.question, found.answer
    question = {"person": put.person, "place": put.place, "on": put.on}
    if put.presence != "ground":
        question["presence"] = put.presence
    if put.purpose != "unspecified":
        question["purpose"] = put.purpose
    lines = [
        "# What is expected here is what the rules say today. Ask the law whether it is right, say",
        "# why, and change the question until it is one that somebody would ask.",
        "",
        f"- id: {rule}-applies",
        f"  title: {TODO} say in a line what happens",
        "  question:",
        *(f"    {key}: {shortest(value)}" for key, value in question.items()),
    ]
    lines += _mapping("assume", put.assume)
    lines += _mapping("positions", {**put.positions})
    contested = "null" if answer.contested is None else str(answer.contested).lower()
    lines += [
        "  expect:",
        f"    outcome: {answer.outcome.value}",
        f"    contested: {contested}",
        f"    duty: {shortest(answer.duty)}",
        f"  rules: [{rule if found.told else ''}]",
        f"  why: {TODO} say why, as to somebody who knows neither the rules nor the law.",
        f"  rests_on: [{rule}]",
    ]
    return format_text("\n".join(lines) + "\n", file=f"cases/{rule}.yaml", kind="other")


def _mapping(name: str, values: Mapping[str, bool | str]) -> Iterator[str]:
    if values:
        yield f"    {name}:"
        for key, value in values.items():
            shown = shortest(value) if isinstance(value, str) else str(value).lower()
            yield f"      {key}: {shown}"


def _questions(engine: Engine, rule: Rule) -> Iterator[QuestionPut]:
    """Yield questions that suppose what the condition of a rule asks for."""
    rulebase = engine.rulebase
    day = str(engine.world.reach["record"].until)
    persons = [one.person.id for one in engine.wanted(day)][:_MOST_PERSONS]
    places = list(engine.world.places)[:: max(1, len(engine.world.places) // _MOST_PLACES)]
    ways = list(islice(_ways(rulebase, rule), _MOST_WAYS))
    for place in places:
        for person in persons:
            for facts, positions in ways:
                given = dict(facts)
                yield QuestionPut(
                    person=person,
                    place=place,
                    on=day,
                    presence=given.pop(PRESENCE, "ground"),
                    purpose=given.pop(PURPOSE, "unspecified"),
                    assume={name: _plain(value) for name, value in given.items()},
                    positions=positions,
                )


def _plain(value: str) -> bool | str:
    return {"true": True, "false": False}.get(value, value)


def _ways(rulebase: RuleBase, rule: Rule) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Yield facts and positions with which a condition can hold, the fewest departures first."""
    kinds = {atom.name: atom.kind for atom in atoms_of(rule.body)}
    usual = {fact.name: fact.absent_value for fact in rulebase.facts}
    found: list[tuple[int, dict[str, str], dict[str, str]]] = []
    tried = logic.cases(rulebase, (rule.body,))
    for case in islice(tried, logic.MOST_CASES) if tried is not None else ():
        if logic.value(rule.body, case) != logic.YES:
            continue
        facts: dict[str, str] = {}
        positions: dict[str, str] = {}
        for name, value in case.items():
            if kinds[name] is AtomKind.CONCLUSION or not value:
                continue  # what follows cannot be supposed, and any other value will do
            if kinds[name] is AtomKind.POSITION:
                positions[name] = str(value)
            elif usual[name] != value:
                facts[name] = str(value)
        if (facts, positions) not in [(one, other) for _, one, other in found]:
            found.append((len(facts) + len(positions), facts, positions))
    for _, facts, positions in sorted(found, key=lambda way: way[0]):
        yield facts, positions
