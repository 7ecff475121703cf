"""Which answers a revision of the rules and the records changed, and by which of the two.

The same questions are put to the earlier and the later law on the earlier and the later records.
What the later law alone would have changed is a change of the rules; what the later records alone
would have changed, one of the records; else it takes both.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, NamedTuple

from ..answers.assessment import Assessment
from ..base.errors import SafeconductError
from ..case.inputs import PRESENCE, PURPOSE
from ..case.periods import BEGINNING
from ..case.proof.nodes import Ground, Step, walk
from ..case.question import Question
from ..docket import answers_today
from ..engine import Engine
from .cases.case import Suite

Cause = Literal["rules", "records", "both"]
Origin = Literal["docket", "case", "random"]


class AnswerParts(NamedTuple):
    """What of an answer is compared; ``contested`` is ``None`` where it is open."""

    outcome: str
    contested: bool | None
    duty: str
    power: str
    surrender: str
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An answer that the revision changed.

    ``id``: the ruling or the case whose question it is. ``before`` or ``after`` is ``None`` if the
    question could not be put then. ``by``: the rules that apply, the facts that hold
    (``fact = value``) and the positions taken (``issue: position``) in one of the answers only.
    """

    question: Question
    origin: Origin
    id: str
    before: AnswerParts | None
    after: AnswerParts | None
    cause: Cause
    by: tuple[str, ...]

    @property
    def differs(self) -> tuple[str, ...]:
        """The parts of the answer that changed."""
        if self.before is None or self.after is None:
            return ("outcome",)
        pairs = zip(AnswerParts._fields, self.before, self.after, strict=True)
        return tuple(name for name, old, new in pairs if old != new)


@dataclass(frozen=True, slots=True)
class Revision:
    """``asked``: how many questions of each origin were put."""

    asked: dict[Origin, int]
    changes: tuple[AnswerChange, ...]


def revision(
    before: Engine,
    after: Engine,
    suite: Suite | None = None,
    *,
    examples: int = 10_000,
    seed: int = 0,
    progress: Callable[[str], None] = lambda _: None,
) -> Revision:
    """Return every answer that ``after`` gives otherwise than ``before``.

    Asked are the questions of the docket, those of the worked cases in ``suite``, and ``examples``
    random ones about anybody wanted, anywhere, on any day.
    """
    # The law of one with the records of the other: what each of them alone changes.
    only_rules = Engine(before.world, after.rulebase, today=after.clock)
    only_records = Engine(after.world, before.rulebase, today=after.clock)
    asked: dict[Origin, int] = {"docket": 0, "case": 0, "random": 0}
    changes = []
    for origin, id_, question in _questions(after, suite, examples, seed):
        asked[origin] += 1
        if asked[origin] % 500 == 0:
            progress(f"{origin}: {asked[origin]}")
        old, new = _answer(before, question), _answer(after, question)
        was, told = _told(old), _told(new)
        if was == told:
            continue
        cause: Cause = "both"
        if _is(only_rules, question, told):
            cause = "rules"
        elif _is(only_records, question, told):
            cause = "records"
        changes.append(AnswerChange(question, origin, id_, was, told, cause, tuple(_by(old, new))))
    return Revision(asked, tuple(changes))


def _questions(
    engine: Engine, suite: Suite | None, examples: int, seed: int
) -> Iterator[tuple[Origin, str, Question]]:
    for ruling, one in answers_today(engine):
        yield (
            "docket",
            ruling,
            Question(person=one.person.id, place=one.place.id, on=one.on, purpose=one.purpose),
        )
    for written in suite.cases if suite else ():
        yield "case", written.case.id, written.case.question.asked()
    chance = random.Random(seed)  # noqa: S311 (a sample of questions, no secret)
    persons, places = list(engine.world.persons), list(engine.world.places)
    values, variables = engine.rulebase.values, engine.rulebase.variables
    presences, purposes = values[variables[PRESENCE]], values[variables[PURPOSE]]
    days = (engine.clock() - BEGINNING).days + 366
    for _ in range(examples if persons and places else 0):
        usual = chance.random() < 0.5
        yield (
            "random",
            "",
            Question(
                person=chance.choice(persons),
                place=chance.choice(places),
                on=BEGINNING + timedelta(chance.randrange(days)),
                presence="ground" if usual else chance.choice(presences),
                purpose="unspecified" if usual else chance.choice(purposes),
            ),
        )


def _answer(engine: Engine, question: Question) -> Assessment | None:
    try:
        return engine.assess(question)
    except SafeconductError:
        return None


def _is(engine: Engine, question: Question, told: AnswerParts | None) -> bool:
    return _told(_answer(engine, question)) == told


def _told(answer: Assessment | None) -> AnswerParts | None:
    if answer is None:
        return None
    return AnswerParts(
        answer.outcome.value,
        answer.contested,
        answer.duty,
        answer.power,
        answer.surrender,
        answer.grounds,
    )


def _by(old: Assessment | None, new: Assessment | None) -> Iterator[str]:
    """Yield the rules that apply, facts that hold and positions taken in one answer only."""
    if old is None or new is None:
        return
    for kind in (_applied, _facts, _chosen):
        was, now = dict.fromkeys(kind(old)), dict.fromkeys(kind(new))
        yield from (one for one in (*now, *was) if (one in now) != (one in was))


def _parts(answer: Assessment) -> Iterator[object]:
    for proof in (answer.proof, *(one.proof for one in answer.qualified_by)):
        yield from walk(proof)


def _applied(answer: Assessment) -> Iterator[str]:
    return (part.rule for part in _parts(answer) if isinstance(part, Step))


def _facts(answer: Assessment) -> Iterator[str]:
    grounds = (part for part in _parts(answer) if isinstance(part, Ground))
    return (f"{ground.fact} = {ground.value}" for ground in grounds)


def _chosen(answer: Assessment) -> Iterator[str]:
    """Return the positions taken on what the answer turns on, as ``issue: position``."""
    for turn in answer.turns_on:
        yield from (f"{turn.issue}: {one.position}" for one in turn.positions if one.chosen)
