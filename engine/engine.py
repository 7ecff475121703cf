"""The engine: records, rules and inference behind one object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, Unpack

from .answers.assessment import Assessment
from .answers.assessor import Assessor
from .answers.map import Atlas, atlas
from .answers.timeline import History, history
from .answers.upcoming import Change, scheduled
from .answers.wanted import Wanted, not_listed, wanted
from .base.dates import Day, day_of
from .base.errors import InputError
from .case.foundation import SourceDirectories
from .case.inputs import Inputs
from .case.periods import BEGINNING
from .case.query import Query
from .case.question import QUESTION, Manner, OnDay, Question, Supposing
from .case.terms import Outcome, OutcomeName
from .questions.arrest_on_travel.practice import Past
from .questions.putting import QuestionsEngine, sharing
from .records.reference import RecordRef
from .records.world import World

if TYPE_CHECKING:
    import pyarrow as pa

    from .answers.venues.candidates import Names, ReceptionAsked, VenuesAsked
    from .answers.venues.model import Reception, Venues
    from .answers.why_not import WhyNot
    from .case.counterfactual.model import Changes
    from .case.proof.check import ProofCheck
    from .itineraries import Itinerary, StopQuestion
    from .itineraries.asked import ItineraryParts
    from .questions.answer import QuestionAnswer
    from .questions.put import PutQuestion
    from .screening.index import Index
    from .screening.screener import Errors, ScreenOptions
    from .screening.tabular import Tabular


class Engine(Assessor, QuestionsEngine):
    """Answers whether a person wanted by the ICC could be arrested, with proof and sources.

    Make one with `Engine.load`; it is immutable to its user and safe to share between threads. How
    engines are compared, copied and pickled is said of `Foundation`.
    """

    past = Past

    @cached_property
    def index(self) -> Index:
        """The whole world as arrays of integers; read from the cache or built when first asked."""
        from .screening.index import index_of

        return index_of(self)

    def what_if(
        self, person: str, place: str, *, assume: Mapping[str, str | bool], **how: Unpack[OnDay]
    ) -> Assessment:
        """Return `travel_risk` with ``assume`` in place of what the records say."""
        return self.travel_risk(person, place, assume=assume, **how)

    def timeline(self, person: str, place: str, **how: Unpack[Manner]) -> History:
        """Return every change of the answer since 2002 and into the scheduled future.

        Takes and raises what `travel_risk` does.
        """
        engine, query = self.resolve(Question(person=person, place=place, on=BEGINNING, **how))
        return history(engine.reasoner, query)

    def map(self, person: str, **how: Unpack[OnDay]) -> Atlas:
        """Return what would follow in every place on ``on``.

        Takes and raises what `travel_risk` does.
        """
        somewhere = next(iter(self.world.places))
        engine, query = self.resolve(Question(person=person, place=somewhere, **how))
        return atlas(engine.reasoner, lambda place: query._replace(place=place))

    def changes(self, person: str, place: str, **how: Unpack[Supposing]) -> Changes:
        """Return what would change the answer: facts, what is scheduled, other readings.

        Takes and raises what `travel_risk` does.
        """
        from .case.counterfactual.search import changes  # only for those who ask

        engine, query = self.resolve(Question(person=person, place=place, **how))
        return changes(engine.reasoner, query)

    def why_not(
        self, person: str, place: str, outcome: Outcome | OutcomeName, **how: Unpack[OnDay]
    ) -> WhyNot:
        """Return what stands between the answer and ``outcome``: rules that nearly applied.

        Takes and raises what `travel_risk` does, and `InputError` for an outcome that is none.
        """
        from .answers.why_not import why_not  # only for those who ask

        engine, query = self.resolve(Question(person=person, place=place, **how))
        return why_not(engine.reasoner, query, outcome)

    def screen(
        self, data: Tabular, *, errors: Errors = "mark", **options: Unpack[ScreenOptions]
    ) -> pa.Table | pa.RecordBatch:
        """Return an Arrow table with an answer beside each row of any table or data frame.

        ``data``: of PyArrow, pandas, polars or whatever has the Arrow interface; of a record batch
        comes a record batch. ``errors``: what becomes of rows that cannot be answered. ``mark``:
        every row comes back in its place, and the last column, `error`, says why it has no answer;
        ``raise``: an `InputError` shows the first of them. ``options``: those of `screen.Screener`.
        Raises `InputError` about columns as well.
        """
        from .screening import Screener  # only for those who ask

        return Screener(self, **options).screen(data, errors=errors)

    def upcoming(
        self, person: str | None = None, *, profile: str | None = None
    ) -> tuple[Change, ...]:
        """Return what is scheduled to change after today, for one person or all who are wanted."""
        today, chosen = self.clock(), self.profile(profile)
        given = Inputs.of(self.rulebase, "ground", "unspecified", {})
        names = [one.person.id for one in self.wanted(today)] if person is None else [person]
        return scheduled(
            self._reasoner,
            tuple(map(self.person, names)),
            lambda who, place: Query(who, place, today, given, chosen, {}),
            today,
        )

    def answer(self, question: str, /, **said: Any) -> QuestionAnswer | Assessment:
        """Return the answer to a question, by its id; ``said``: its inputs by name.

        Besides them may be said, in every question: ``profile``, ``positions``, ``assume`` and
        ``known_on``. `arrest-on-travel` is `travel_risk` and returns an `Assessment`. Raises
        `InputError` for a question that there is not, and what `PutQuestion` raises.
        """
        if question == QUESTION:
            return self.assess(Question(**said))
        return super().answer(question, **said)

    def question(self, question: str) -> PutQuestion:
        """Return one of `questions`; raises `InputError` for one that there is not."""
        if question == QUESTION:
            told = "is put by methods of its own: travel_risk, timeline, map, changes and why_not"
            raise InputError("question", question, told, tuple(self.questions))
        return super().question(question)

    def known_on(self, day: Day) -> Self:
        """Return the engine as its records were public on ``day``; the rules stay today's."""
        return sharing(self, super().known_on(day))

    def venues(self, guests: Names, **asked: Unpack[VenuesAsked]) -> Venues:
        """Return what follows for each guest at each candidate place, the safest places first.

        ``guests``: up to 50 names, as a list or with commas between them. Candidates are ``places``
        (up to 250 names), the members of an ``organisation`` on the days from ``on`` to ``until``,
        or ``summits`` on record, by id or by who holds them, each on days of its own.
        ``overflown``: tell what lies between the capital of each guest's State and each venue as
        well, for up to 400 ways; it needs the extra ``routes``. The other parts are those of
        `travel_risk`. Raises what `travel_risk` does, every mistake at once.
        """
        from .answers.venues.compare import venues  # only for those who ask

        return venues(self, guests, **asked)

    def reception(self, place: str, **asked: Unpack[ReceptionAsked]) -> Reception:
        """Return whom of those publicly wanted a place could not receive without a duty to arrest.

        Takes and raises what `travel_risk` does, but for a person, and every mistake at once.
        """
        from .answers.venues.compare import reception  # only for those who ask

        return reception(self, place, **asked)

    def as_if_today(self, day: Day) -> Self:
        """Return the same engine with its clock stopped on ``day``: its answers as told then.

        >>> engine = Engine.load().as_if_today("2024-09-02")
        >>> engine.travel_risk("vladimir-putin", "MNG").on.isoformat()
        '2024-09-02'
        """
        today = day_of(day, "today")
        made = type(self)(
            self.world,
            self.rulebase,
            today=lambda: today,
            inference=self.inference,
            sources=self.sources,
        )
        return sharing(self, made)

    def on_records(self, world: World, sources: SourceDirectories | None = None) -> Self:
        """Return the same engine on other records; what was derived from the rules is shared.

        ``sources``: from where they can be read again, if they can.
        """
        made = type(self)(
            world, self.rulebase, today=self._today, inference=self.inference, sources=sources
        )
        return sharing(self, made)

    def on_sources(self, sources: SourceDirectories) -> Self:
        """Return an engine on the records and rules that lie elsewhere, with the same clock.

        Raises `RecordsError` or `RulesError` with every mistake, those of other questions included.
        """
        made = type(self)(*sources.read(), today=self._today, sources=sources)
        len(made.questions)  # they are read now
        return made

    def check_proofs(self, progress: Callable[[str], None] = lambda _: None) -> ProofCheck:
        """Check the proof of every truth in the records, under every profile.

        The checker shares no code with the evaluators. ``progress`` is told each person's name.
        """
        from .case.proof.check import check_proofs  # only for those who ask

        return check_proofs(
            self._reasoner, tuple(self.rulebase.effective_profiles.values()), progress
        )

    def itinerary(
        self,
        stops: Iterable[str | StopQuestion] = (),
        *,
        person: str | None = None,
        **how: Unpack[ItineraryParts],
    ) -> Itinerary:
        """Return what would follow along a journey, the riskiest point first.

        ``stops``: airports by code or name, ``place:HUN`` for a place as a whole, positions as
        ``latitude,longitude``, or a `StopQuestion` with a day and manner of its own. ``person``:
        who travels; without one the places alone are told. `ItineraryQuestion` declares the rest.
        Raises what `travel_risk` does, all mistakes at once, and `MissingExtra` without the extra
        ``routes``.
        """
        from .itineraries import ItineraryQuestion, itinerary  # only for those who ask

        return itinerary(self, ItineraryQuestion(stops=tuple(stops), person=person, **how))

    def wanted(self, on: Day | None = None, *, known_on: Day | None = None) -> tuple[Wanted, ...]:
        """Return everybody whom a public warrant calls to arrest on ``on`` (default: today)."""
        engine = self if known_on is None else self.known_on(known_on)
        return wanted(engine.world, engine.inference, self._day(on, "on"))

    def not_listed(
        self, on: Day | None = None, *, known_on: Day | None = None
    ) -> tuple[RecordRef, ...]:
        """Return warrants of which it is known on ``on`` that `wanted` lacks them."""
        engine = self if known_on is None else self.known_on(known_on)
        return not_listed(engine.world, self._day(on, "on"))
