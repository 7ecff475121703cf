"""Our own evaluators on the bare rules and on the real ones, with and without their memo."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from safeconduct import Engine
from safeconduct.answers.document import AssessmentDocument
from safeconduct.case.question import QUESTION
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.inference import Inference, default_evaluators
from safeconduct.inference.types import Derivation, Evaluator
from safeconduct.rulebase.model import Assignment, DecisionTable, RuleBase

from .problem import QUESTION as BARE_QUESTION
from .problem import Problem
from .timing import Task

FIRST_DAY: Final = date(1998, 7, 17)
"""The Statute was adopted on that day: no question reaches further back."""

BOTH: Final = "safeconduct: both evaluators, which must agree, no memo"

PARTS: Final = tuple(AssessmentDocument.model_fields)
"""Of an assessment: proof, records, dates, readings, practice and all else."""

Journey = tuple[str, str, date]


@dataclass(frozen=True)
class Journeys:
    """Questions at random over all persons, all days, and ``places`` (``None``: all)."""

    engine: Engine
    last_day: date
    places: int | None = None

    def pairs(self) -> list[tuple[str, str]]:
        """Return every person with every place, in order."""
        places = sorted(self.engine.world.places)[: self.places]
        return [(person, place) for person in sorted(self.engine.world.persons) for place in places]

    def some(self, count: int, seed: int) -> list[Journey]:
        """Return random questions; the same ones for the same ``seed``."""
        return list(islice(self.stream(seed), count))

    def stream(self, seed: int) -> Iterator[Journey]:
        """Yield random questions without end."""
        source, pairs = random.Random(seed), self.pairs()
        while True:
            yield (*source.choice(pairs), self._day(source))

    def distinct(self, count: int, seed: int) -> list[Journey]:
        """Return random questions about as many different pairs of a person and a place."""
        source, pairs = random.Random(seed), self.pairs()
        chosen = source.sample(pairs, min(count, len(pairs)))
        return [(*pair, self._day(source)) for pair in chosen]

    def on_other_days(self, journeys: Sequence[Journey], seed: int) -> list[Journey]:
        """Return the same persons and places with other days, ten times over."""
        source = random.Random(seed)
        return [
            (person, place, self._day(source)) for _ in range(10) for person, place, _ in journeys
        ]

    def warm_up(self, seed: int, days: int = 1) -> int:
        """Ask about every pair of a person and a place on some ``days``; return how many pairs."""
        source, pairs = random.Random(seed), self.pairs()
        for person, place in pairs * days:
            self.tell((person, place, self._day(source)))
        return len(pairs)

    def warm_up_all(self) -> int:
        """Ask about every period of every pair, with every part; return how many."""
        count = 0
        for person, place in self.pairs():
            timeline = self.engine.reasoner.timeline(self.engine.query(person, place))
            for start in timeline.starts:
                on = date.fromordinal(max(start, FIRST_DAY.toordinal()))
                if on <= self.last_day:
                    count += 1
                    self.tell((person, place, on))
        return count

    def ask(self, journey: Journey) -> object:
        """Return the answer with what was derived: outcome, duty, contest, every rule's status."""
        person, place, on = journey
        answer = self.engine.travel_risk(person, place, on=on)
        return answer.outcome, answer.duty, answer.contested, answer.exposure, answer.derivations

    def tell(self, journey: Journey) -> object:
        """Return the answer with every part read, also those that are made only then."""
        person, place, on = journey
        answer = self.engine.travel_risk(person, place, on=on)
        return [getattr(answer, part) for part in PARTS]

    def whole(self, journey: Journey) -> bytes:
        """Return the whole answer as the bytes that are sent."""
        person, place, on = journey
        return self.engine.travel_risk(person, place, on=on).to_json().encode()

    def short(self, journey: Journey) -> bytes:
        """Return the short answer as the bytes that are sent."""
        person, place, on = journey
        return self.engine.travel_risk(person, place, on=on).summary.to_json().encode()

    def _day(self, source: random.Random) -> date:
        return date.fromordinal(source.randint(FIRST_DAY.toordinal(), self.last_day.toordinal()))


class Recorder:
    """An evaluator that also remembers what it was asked."""

    name = "recorder"

    def __init__(self, rulebase: RuleBase) -> None:
        self._inner = CompiledEvaluator(rulebase)
        self.asked: dict[Assignment, None] = {}

    def derive(self, assignment: Assignment) -> Derivation:
        """Return what follows from a total assignment."""
        self.asked[assignment] = None
        return self._inner.derive(assignment)


def random_truths(rulebase: RuleBase, count: int, seed: int) -> list[Assignment]:
    """Return distinct random assignments of a rule base, possible in the world or not."""
    source = random.Random(seed)
    return list(
        {tuple(source.randrange(len(v)) for v in rulebase.values): None for _ in range(count)}
    )


def truths_met(engine: Engine, journeys: Sequence[Journey]) -> list[Assignment]:
    """Return the distinct truths, with positions, that questions lead to in the real world."""
    recorder = Recorder(engine.rulebase)
    question = engine.rulebase.questions[QUESTION]
    recording = Engine(
        engine.world,
        engine.rulebase,
        today=engine.clock,
        inference=Inference(engine.rulebase, question, (recorder,)),
    )
    for person, place, on in journeys:
        recording.travel_risk(person, place, on=on)
    return list(recorder.asked)


def without_memo(
    name: str,
    rulebase: RuleBase,
    question: DecisionTable,
    evaluators: Sequence[Evaluator],
    assignments: Sequence[Assignment],
) -> Task:
    """Return the task of deriving a verdict by ``evaluators``, which must agree, anew each time."""

    def begin() -> Callable[[Assignment], object]:
        return Inference(rulebase, question, evaluators).verdict

    return Task(name, assignments, begin)


def evaluators_alone(engine: Engine, assignments: Sequence[Assignment]) -> list[Task]:
    """Return the tasks of deriving a verdict of the real rules: each evaluator alone, then both."""
    evaluators = default_evaluators(engine.rulebase)
    question = engine.rulebase.questions[QUESTION]
    sets = [(f"safeconduct: {one.name} alone, no memo", (one,)) for one in evaluators]
    if len(evaluators) > 1:
        sets.append((BOTH, evaluators))
    return [
        without_memo(name, engine.rulebase, question, chosen, assignments) for name, chosen in sets
    ]


def bare_task(name: str, problem: Problem, cases: Sequence[Assignment]) -> Task:
    """Return the task of answering bare cases by our compiled evaluator, anew each time."""
    evaluators = (CompiledEvaluator(problem.rulebase),)
    question = problem.rulebase.questions[BARE_QUESTION]

    def begin() -> Callable[[Assignment], object]:
        return Inference(problem.rulebase, question, evaluators).outcome

    return Task(name, cases, begin)


def bare_answers(
    problem: Problem, evaluator: type[Evaluator]
) -> Callable[[Sequence[Assignment]], Sequence[str]]:
    """Return what answers bare cases by one of our evaluators, for the check that all agree."""
    question = problem.rulebase.questions[BARE_QUESTION]
    inference = Inference(problem.rulebase, question, (evaluator(problem.rulebase),))
    return lambda cases: [inference.outcome(case) for case in cases]
