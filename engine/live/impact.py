"""Which answers a change of records changes: those of the docket, and today's about everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final

from ..answers.assessment import Assessment
from ..answers.map import Spot
from ..base.dates import day_of
from ..base.errors import SafeconductError
from ..base.time_allowed import OutOfTime, TimeAllowed
from ..case.question import Question
from ..docket import answers_today
from ..engine import Engine
from .model import MOST_EXAMPLES, AnswerBrief, ChangedAnswer, RecordImpact

SECONDS: Final = 10.0
"""So long answers are compared; how many were is told."""
NOTHING: Final = RecordImpact(asked=0, possible=0, changed=0, docket=0, outcomes={}, examples=())

_NONE: Final = AnswerBrief(outcome=None, contested=None)


def impact_of(
    before: Engine, after: Engine, named: Collection[str] = (), seconds: float = SECONDS
) -> RecordImpact:
    """Return which answers ``after`` gives otherwise than ``before``.

    ``named``: the persons who are asked about first. What ``seconds`` leave no time for is not
    asked, and is counted in ``possible`` only.
    """
    persons = {*before.world.persons, *after.world.persons}
    wanted = {one.person.id for engine in (before, after) for one in engine.wanted()}
    order = sorted(persons, key=lambda one: (one not in named, one not in wanted, one))
    places = len({*before.world.places, *after.world.places})
    found = _Comparison()
    try:
        with TimeAllowed(seconds):
            found.docket(before, after)
            for person in order:
                found.everywhere(before, after, person)
    except OutOfTime:
        pass
    return RecordImpact(
        asked=found.asked,
        possible=max(found.asked, found.of_docket + len(persons) * places),
        changed=found.changed,
        docket=found.changed_in_docket,
        outcomes=dict(found.outcomes.most_common()),
        examples=tuple(found.examples),
    )


class _Comparison:
    """Counts what differs and keeps some of it."""

    def __init__(self) -> None:
        self.asked = self.of_docket = self.changed = self.changed_in_docket = 0
        self.outcomes: Counter[str] = Counter()
        self.examples: list[ChangedAnswer] = []

    def docket(self, before: Engine, after: Engine) -> None:
        """Compare the answers to the questions of the docket."""
        old, new = dict(_of_docket(before)), dict(_of_docket(after))
        self.of_docket = len({**old, **new})
        for ruling, question in {**new, **old}:
            key = ruling, question
            self._look(question, old.get(key, _NONE), new.get(key, _NONE), ruling)
        self.changed_in_docket = self.changed

    def everywhere(self, before: Engine, after: Engine, person: str) -> None:
        """Compare today's answers about a person in every place."""
        old, new = _spots(before, person), _spots(after, person)
        on = after.clock()
        for place in {**new, **old}:
            question = Question(person=person, place=place, on=on)
            self._look(question, old.get(place, _NONE), new.get(place, _NONE))

    def _look(
        self, question: Question, old: AnswerBrief, new: AnswerBrief, ruling: str = ""
    ) -> None:
        self.asked += 1
        if old == new:
            return
        self.changed += 1
        self.outcomes[f"{old.outcome or 'none'} → {new.outcome or 'none'}"] += 1
        if len(self.examples) < MOST_EXAMPLES:
            one = ChangedAnswer(
                person=str(question.person),
                place=str(question.place),
                on=day_of(question.on or "", "on"),
                purpose=str(question.purpose),
                ruling=ruling,
                before=old,
                after=new,
            )
            self.examples.append(one)


def _of_docket(engine: Engine) -> Iterator[tuple[tuple[str, Question], AnswerBrief]]:
    for ruling, one in answers_today(engine):
        question = Question(
            person=one.person.id, place=one.place.id, on=one.on, purpose=one.purpose
        )
        yield (ruling, question), _brief(one)


def _spots(engine: Engine, person: str) -> dict[str, AnswerBrief]:
    if person not in engine.world.persons:
        return {}
    try:
        return {one.place.id: _brief(one) for one in engine.map(person).places}
    except SafeconductError:  # a question that cannot be settled has no answer
        return {}


def _brief(one: Assessment | Spot) -> AnswerBrief:
    return AnswerBrief(outcome=one.outcome.value, contested=one.contested, grounds=one.grounds)
