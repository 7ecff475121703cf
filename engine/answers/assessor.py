"""What answers single questions: records, rules and inference behind one object."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final, Self, Unpack

from ..base.dates import Day, day_of, utc_today
from ..base.errors import InputError, mapping_of
from ..base.words import listing
from ..case.foundation import AnyPath, Foundation, SourceDirectories
from ..case.inputs import Inputs
from ..case.query import Query
from ..case.question import QUESTION, Question, QuestionParts, Supposing
from ..case.reasoner import Reasoner
from ..case.resolve import Lookup
from ..case.stay import stay_of
from ..case.terms import PARTS_NEEDED
from ..inference.durable_host import missing
from ..inference.inference import Inference, default_evaluators
from ..records.models import Person, Place
from ..records.world import World
from ..rulebase.model import Profile, RuleBase
from ..rulebase.wording import VISIT
from ..timeline.timeline import Timelines
from .assessment import Assessment
from .parts import Parts, PracticeSource, Untold


class Assessor(Foundation):
    """Answers whether a person could be arrested; `Engine` is one, and adds the other questions.

    What is compared, docketed, screened or put to worked cases needs no more than this.
    """

    past: Callable[[Reasoner], PracticeSource] = Untold
    """Makes what tells what happened and what courts decided: nothing here; `Engine` tells it."""

    def __init__(
        self,
        world: World,
        rulebase: RuleBase,
        *,
        today: Callable[[], date] = utc_today,
        inference: Inference | None = None,
        sources: SourceDirectories | None = None,
        timelines: Timelines | None = None,
    ) -> None:
        super().__init__(world, rulebase, today, sources)
        question = rulebase.questions.get(QUESTION)
        if question is None:
            asked = ", ".join(f"`{one}`" for one in rulebase.questions) or "nothing"
            message = f"do not ask `{QUESTION}`, to which an engine answers; they ask {asked}"
            raise InputError("rules", None, message, code="question-not-asked")
        parts = [one for one in PARTS_NEEDED if one not in question.parts]
        lacking = [*parts, *(one for one in VISIT if one not in rulebase.variables)]
        if lacking:
            named = listing([f"`{one}`" for one in lacking])
            message = f"ask `{QUESTION}` without {named}, which each answer of an engine tells"
            raise InputError("rules", None, message, code="question-not-asked")
        self._inference = inference or Inference(rulebase, question, default_evaluators(rulebase))
        self._reasoner = Reasoner(world, self._inference, timelines, today=today)
        self._parts = Parts(self._reasoner, self.past(self._reasoner))
        self._known: dict[date, Self] = {}

    @classmethod
    def load(
        cls,
        *,
        records: AnyPath | None = None,
        rules: AnyPath | Sequence[AnyPath] = (),
        today: Callable[[], date] = utc_today,
    ) -> Self:
        """Return an engine on the embedded records and rules.

        ``records``: a directory of source files instead of the embedded records. ``rules``: a
        directory, or several, layered on the embedded rules in order. Paths may be text.
        ``today``: the clock (UTC date). Raises `RecordsError` or `RulesError` with every mistake
        in the files, and `InputError` for what is no path.
        """
        sources = SourceDirectories.of(records, rules)
        return cls(*sources.read(), today=today, sources=sources)

    @cached_property
    def lookup(self) -> Lookup:
        """What resolves names, days and readings."""
        return Lookup(self.world, self.rulebase)

    @property
    def inference(self) -> Inference:
        """Derivations and verdicts, each made once; shared by engines of other known days."""
        return self._inference

    @property
    def reasoner(self) -> Reasoner:
        """What settles questions without proving them."""
        return self._reasoner

    @property
    def evaluators(self) -> tuple[str, ...]:
        """The names of the two evaluators that derive each answer and must agree."""
        return tuple(evaluator.name for evaluator in self._inference.evaluators)

    @property
    def evaluators_note(self) -> str | None:
        """Where durable-rules is not one of the evaluators: why, and how to get it; else `None`."""
        return missing()

    def person(self, text: str) -> Person:
        """Return the person of that id, name or alias; raises `UnknownName` or `InputError`."""
        return self.lookup.person(text)

    def place(self, text: str) -> Place:
        """Return the place of that id, ISO code, name or alias; raises like `person`."""
        return self.lookup.place(text)

    def known_on(self, day: Day) -> Self:
        """Return the engine as its records were public on ``day``; the rules stay today's."""
        day = day_of(day, "known_on")
        if day > self.clock():
            raise InputError("known_on", str(day), "lies in the future", ("a day up to today",))
        found = self._known.get(day)
        if found is None:
            world = self.world.as_known_on(day)
            found = type(self)(
                world,
                self.rulebase,
                today=self._today,
                inference=self._inference,
                sources=self._sources,
            )
            if len(self._known) >= _KEPT:
                self._known.pop(next(iter(self._known)))
            self._known[day] = found
        return found

    def travel_risk(self, person: str, place: str, **parts: Unpack[QuestionParts]) -> Assessment:
        """Return whether ``person`` could be arrested in ``place`` on ``on``, and by what law.

        ``person`` and ``place``: ids, ISO codes, names or aliases in any script. ``on``: an ISO
        8601 day, by default today (UTC); with ``until``, the last day of a stay, the answer is that
        of its worst day and has every step. ``presence`` and ``purpose``: how and why the person is
        there. ``profile``: the readings of the law to follow; ``positions`` takes another one on
        single issues. ``known_on``: answer from what was public on that day. ``assume``: facts to
        suppose, by name, in place of what the records say. `Question` declares these parts.

        Raises `InputError` for a value that cannot be used, or that cannot be assumed with
        what else to assume, `UnknownName` with suggestions, `TooManyUnknowns` and
        `EvaluatorDisagreement`.
        """
        return self.assess(Question(person=person, place=place, **parts))

    def assess(self, question: Question) -> Assessment:
        """Return the answer to a question; raises what `travel_risk` does."""
        if question.known_on is not None:
            known_on = self.known_on(question.known_on)
            return known_on.assess(question.model_copy(update={"known_on": None}))
        _, query = self.resolve(question)
        taken, stay = self.lookup.surname(question.person), None
        if question.until is not None:
            stay = stay_of(self._reasoner, query, day_of(question.until, "until"))
            query = query._replace(on=stay.worst)
        return Assessment(self._parts, self._reasoner.timeline(query), query.on, stay, taken)

    def at_once(
        self, question: Question, *, whole: bool = False, changes: bool = False
    ) -> Assessment | None:
        """Return the answer if it is told in less than a millisecond, else `None`.

        So it can if person and place are given by their ids, the question is about one day with
        nothing supposed, and nothing has to be derived or searched for. That is said of the short
        answer; ``whole``: of the document, ``changes``: of what would change it. Whoever must not
        be held up asks so first. Raises `InputError` for a day, presence, purpose or profile that
        there is not.
        """
        try:
            known = question.person in self.world.persons and question.place in self.world.places
        except TypeError:  # one of them is no text, which is told where it is resolved
            return None
        if (
            not known
            or question.until
            or question.known_on
            or question.assume
            or question.positions
        ):
            return None
        _, query = self.resolve(question)
        if not self._reasoner.is_determined(query):
            return None
        found = Assessment(self._parts, self._reasoner.timeline(query), query.on)
        return found if found.at_once(whole=whole, changes=changes) else None

    def query(self, person: str, place: str, **parts: Unpack[Supposing]) -> Query:
        """Return a question with everything resolved, for `reasoner`; raises like `travel_risk`."""
        return self.resolve(Question(person=person, place=place, **parts))[1]

    def resolve(self, question: Question) -> tuple[Self, Query]:
        """Return who answers a question, as known on its day, and the question resolved.

        Every name is looked up here, and once. Raises like `travel_risk`.
        """
        if question.known_on is not None:
            known_on = self.known_on(question.known_on)
            return known_on.resolve(question.model_copy(update={"known_on": None}))
        return self, self.lookup.query(question, self._day(question.on, "on"))

    def check_assumed(self, assume: Mapping[str, str | bool]) -> None:
        """Raise `InputError` if a fact or value in ``assume`` does not exist."""
        Inputs.of(self.rulebase, "ground", "unspecified", mapping_of(assume, "assume"))

    def check_positions(self, positions: Mapping[str, str]) -> Mapping[str, str]:
        """Return ``positions``; raises `InputError` if an issue or position does not exist."""
        return self.lookup.positions(positions)

    def profile(self, name: str | None = None) -> Profile:
        """Return the profile of that id, by default that of the rules.

        Raises `InputError` listing the valid ones.
        """
        return self.lookup.profile(name)

    def _day(self, day: Day | None, field: str) -> date:
        return self.clock() if day is None else day_of(day, field)


_KEPT: Final = 8
"""How many engines of other known days are kept; each holds a world of its own."""
