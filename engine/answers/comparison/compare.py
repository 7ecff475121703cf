"""The same question put several times: to all profiles, in two places, on two days, supposing.

>>> from safeconduct import Engine
>>> from safeconduct.answers.comparison.compare import Question, compare, two_or_more
>>> engine = Engine.load()
>>> question = Question(person="vladimir-putin", place="MNG", on="2024-09-02")
>>> questions = two_or_more(engine, question, other_place="KAZ")
>>> [side.outcome.value for side in compare(engine, questions).sides]
['must_arrest', 'may_arrest']
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ...base.dates import Day, day_of
from ...base.errors import InputError, UnknownName, mapping_of
from ...base.words import day, label, listing, sentence
from ...case.question import Question
from ...records.models import Place
from ...rulebase.wording import AnswerWording
from ..assessment import Assessment
from ..assessor import Assessor
from .differences import ComparedAnswer, facts_of, positions_of, rules_of
from .model import DifferingFact, Side, TravelRiskComparison


def two_or_more(
    engine: Assessor,
    question: Question,
    *,
    other_place: str | None = None,
    other_on: Day | None = None,
    other_assume: Mapping[str, str | bool] | None = None,
    other_positions: Mapping[str, str] | None = None,
    profiles: bool = False,
) -> tuple[Question, ...]:
    """Return the questions to compare: all profiles (that of the question first), or two.

    ``other_place`` and ``other_on`` take the place of place and day in the second question, which
    also supposes ``other_assume`` and ``other_positions`` beside what both suppose. Raises
    `InputError` if nothing is given to compare with, if ``profiles`` is given together with
    something else, or if both questions are the same; else what `Engine.travel_risk` raises for
    names and days, with the field ``other_place`` or ``other_on`` where that is wrong.
    """
    first = question.model_copy(
        update={"on": engine.clock() if question.on is None else day_of(question.on, "on")}
    )
    assume = mapping_of({} if other_assume is None else other_assume, "other_assume")
    positions = mapping_of({} if other_positions is None else other_positions, "other_positions")
    supposed = bool(assume or positions)
    if profiles:
        if other_place is not None or other_on is not None or supposed:
            raise InputError(
                "profiles",
                "true",
                "compares the profiles in one place on one day: leave out what else is to be "
                "compared with, or compare that under one profile",
            )
        names = dict.fromkeys(
            [engine.profile(question.profile).id, *engine.rulebase.effective_profiles]
        )
        return tuple(first.model_copy(update={"profile": name}) for name in names)
    if other_place is None and other_on is None and not supposed:
        raise InputError(
            "other_place",
            None,
            "there is nothing to compare with: give another place, another day, something to "
            "suppose on the other side, or ask for all profiles",
            ("other_place", "other_on", "other_assume", "other_positions", "profiles"),
        )
    second = first.model_copy(
        update={
            "place": first.place if other_place is None else other_place,
            "on": first.on if other_on is None else day_of(other_on, "other_on"),
            "assume": {**mapping_of(first.assume or {}, "assume"), **assume},
            "positions": {**mapping_of(first.positions or {}, "positions"), **positions},
        }
    )
    source = engine if first.known_on is None else engine.known_on(first.known_on)
    here = source.place(first.place)
    there = here if other_place is None else _other_named(source, other_place)
    if _same(first, second, here.id, there.id):
        field_, value = _given(other_place, other_on, other_assume, other_positions)
        raise InputError(field_, value, "is what is asked already: both questions are the same")
    return first, second


def _same(first: Question, second: Question, here: str, there: str) -> bool:
    changes = {"assume": first.assume or {}, "positions": first.positions or {}}
    return here == there and first.model_copy(
        update={**changes, "place": there}
    ) == second.model_copy(update={"place": there})


def _given(*others: object) -> tuple[str, str]:
    """Return the name and the value of what was given to compare with."""
    names = ("other_place", "other_on", "other_assume", "other_positions")
    return next((name, _written(value)) for name, value in zip(names, others, strict=True) if value)


def _written(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={one}" for name, one in value.items())
    return str(value)


def _other_named(engine: Assessor, place: str) -> Place:
    """Return the place; raises `UnknownName` or `InputError` about ``other_place``."""
    try:
        return engine.place(place)
    except (InputError, UnknownName) as error:
        raise replace(error, field="other_place") from None


def compare(engine: Assessor, questions: Sequence[Question]) -> TravelRiskComparison:
    """Return the answers to ``questions`` about one person, and the premises that differ.

    Facts are compared warrant by warrant and rules by whether they apply, whether or not an answer
    relies on them; what a proof names comes first. Raises `InputError` for fewer than two questions
    or more than one person, else what `Engine.travel_risk` raises.
    """
    if len(questions) < 2:
        raise InputError("questions", str(len(questions)), "a comparison needs at least two")
    asked = [_ask(engine, one) for one in questions]
    persons = dict.fromkeys(one.query.person.id for one in asked)
    if len(persons) > 1:
        raise InputError("person", listing(list(persons)), "one person is compared at a time")
    facts = tuple(facts_of(asked))
    first = asked[0].answer
    sides = tuple(_side(one, asked) for one in asked)
    return TravelRiskComparison(
        person=first.person,
        sides=sides,
        same_outcome=len({one.outcome for one in sides}) == 1,
        says=_says(sides, [one for one in facts if one.relied_on], first.wording),
        differing_facts=facts,
        differing_rules=tuple(rules_of(asked)),
        differing_positions=tuple(positions_of(asked)),
        world=first.world,
        rules=first.rules,
    ).told_in(first.wording)


def _ask(engine: Assessor, asked: Question) -> ComparedAnswer:
    source, query = engine.resolve(asked)
    answer = source.assess(asked.model_copy(update={"known_on": None}))
    return ComparedAnswer(query, answer, source.reasoner, source.reasoner.determinations(query)[0])


def _side(one: ComparedAnswer, asked: Sequence[ComparedAnswer]) -> Side:
    answer = one.answer
    return Side(
        label=_label(one, asked),
        place=answer.place,
        on=answer.on,
        presence=answer.presence,
        purpose=answer.purpose,
        profile=answer.profile,
        known_on=answer.known_on,
        assume=dict(one.query.given.assumed),
        positions=dict(one.query.positions),
        outcome=answer.outcome,
        reason=answer.reason,
        duty=answer.duty,
        power=answer.power,
        surrender=answer.surrender,
        execution=answer.execution,
        grounds=answer.grounds,
        contested=answer.contested,
        exposure=answer.exposure,
        qualifications=answer.qualifications,
        says=answer.headline,
    )


def _label(one: ComparedAnswer, asked: Sequence[ComparedAnswer]) -> str:
    """Return the parts of a question that are not the same in all, in words."""

    def differ(part: Callable[[Assessment], object]) -> bool:
        return len({part(other.answer) for other in asked}) > 1

    answer = one.answer
    parts = [
        answer.place.name if differ(lambda one: one.place.id) else "",
        day(answer.on) if differ(lambda one: one.on) else "",
        label(answer.presence) if differ(lambda one: one.presence) else "",
        label(answer.purpose) if differ(lambda one: one.purpose) else "",
        f"profile {answer.profile}" if differ(lambda one: one.profile) else "",
        _known(answer) if differ(lambda one: one.known_on) else "",
        _supposed(one) if len({_supposed(other) for other in asked}) > 1 else "",
    ]
    return ", ".join(filter(None, parts)) or "the same question"


def _supposed(one: ComparedAnswer) -> str:
    """Return what one question supposes, facts first."""
    pairs = {**one.query.given.assumed, **one.query.positions}
    told = [f"{label(name)}: {label(value)}" for name, value in pairs.items()]
    return f"supposing {listing(told)}" if told else "nothing supposed"


def _known(answer: Assessment) -> str:
    return f"as known on {day(answer.known_on)}" if answer.known_on else "on all records"


def _says(sides: Sequence[Side], relied: Sequence[DifferingFact], wording: AnswerWording) -> str:
    """Return in a sentence or two whether the answers differ, and by which facts."""
    groups: dict[str, list[str]] = {}
    for side in sides:
        groups.setdefault(wording.label_of(side.outcome), []).append(side.label)
    text = "The outcome is the same." if len(groups) == 1 else "The outcomes differ."
    told = [sentence(f"{outcome}: {listing(names)}") for outcome, names in groups.items()]
    names = listing([one.fact for one in relied])
    because = [f"The facts relied on that differ: {names}."] if names else []
    return " ".join([text, *told, *because])
