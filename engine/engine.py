"""The engine: records, rules and inference behind one object."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, Unpack

from .answer import Assessment
from .asked import Asked
from .assess import Assessor
from .assessment import Outcome, RecordRef
from .atlas import Atlas, atlas
from .dates import Day, day_of, utc_today
from .describe import describe
from .errors import InputError, mapping_of
from .foundation import AnyPath, Foundation, Sources
from .given import Given
from .history import BEGINNING, History, history
from .inference.durable_host import missing
from .inference.inference import Inference, default_evaluators
from .judge import Judge, Query
from .lang.model import Profile, RuleBase
from .lookup import Lookup
from .records.models import Person, Place, Record
from .records.world import World
from .stay import stay_of
from .terms import OutcomeName, Presence, Purpose
from .upcoming import Change, scheduled
from .wanted import Wanted, wanted

if TYPE_CHECKING:
    import pyarrow as pa

    from .changed import Changes
    from .index import Index
    from .screen.contract import Kernel
    from .screen.screener import Errors, Options
    from .screen.tabular import Tabular
    from .verify import ProofCheck
    from .why_not import WhyNot

QUESTION: Final = "arrest-on-travel"


class Engine(Foundation):
    """Answers whether a person wanted by the ICC could be arrested, with proof and sources.

    Make one with `Engine.load`; it is immutable to its user and safe to share between threads. How
    engines are compared, copied and pickled is said of `Foundation`.
    """

    def __init__(
        self,
        world: World,
        rulebase: RuleBase,
        *,
        today: Callable[[], date] = utc_today,
        inference: Inference | None = None,
        sources: Sources | None = None,
    ) -> None:
        super().__init__(world, rulebase, today, sources)
        question = rulebase.questions[QUESTION]
        self._inference = inference or Inference(rulebase, question, default_evaluators(rulebase))
        self.lookup = Lookup(world, rulebase)
        self._judge = Judge(world, self._inference, today=today)
        self._assessor = Assessor(self._judge)
        self._known: dict[date, Engine] = {}
        self._asked = Asked()
        self.kernels: dict[str, Kernel] = {}  # of bulk screening, by profile

    @classmethod
    def load(
        cls,
        *,
        records: AnyPath | None = None,
        rules: AnyPath | Sequence[AnyPath] = (),
        today: Callable[[], date] = utc_today,
    ) -> Engine:
        """Return an engine on the embedded records and rules.

        ``records``: a directory of source files instead of the embedded records. ``rules``: a
        directory, or several, layered on the embedded rules in order. Paths may be text.
        ``today``: the clock (UTC date). Raises `RecordsError` or `RulesError` with every mistake
        in the files, and `InputError` for what is no path.
        """
        sources = Sources.of(records, rules)
        return cls(*sources.read(), today=today, sources=sources)

    @property
    def inference(self) -> Inference:
        """Derivations and verdicts, each made once; shared by engines of other known days."""
        return self._inference

    @property
    def judge(self) -> Judge:
        """What settles questions without proving them."""
        return self._judge

    @cached_property
    def index(self) -> Index:
        """The whole world as arrays of integers; read from the cache or built when first asked."""
        from .index import load_index

        return load_index(self._judge)

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

    def describe(self, record: Record) -> RecordRef:
        """Return a record told in one sentence, with its sources."""
        return describe(self.world, record)

    def known_on(self, day: Day) -> Engine:
        """Return the engine as its records were public on ``day``; the rules stay today's."""
        day = day_of(day, "known_on")
        if day > self.clock():
            raise InputError("known_on", str(day), "lies in the future", ("a day up to today",))
        found = self._known.get(day)
        if found is None:
            world = self.world.as_known_on(day)
            found = Engine(
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

    def travel_risk(
        self,
        person: str,
        place: str,
        *,
        on: Day | None = None,
        until: Day | None = None,
        presence: Presence = "ground",
        purpose: Purpose = "unspecified",
        profile: str = "icc",
        known_on: Day | None = None,
        assume: Mapping[str, str | bool] | None = None,
        positions: Mapping[str, str] | None = None,
    ) -> Assessment:
        """Return whether ``person`` could be arrested in ``place`` on ``on``, and by what law.

        ``person`` and ``place``: ids, ISO codes, names or aliases in any script. ``on``: an ISO
        8601 day, by default today (UTC); with ``until``, the last day of a stay, the answer is that
        of its worst day and has every step. ``presence`` and ``purpose``: how and why the person is
        there. ``profile``: the readings of the law to follow; ``positions`` takes another one on
        single issues. ``known_on``: answer from what was public on that day. ``assume``: facts to
        suppose, by name, in place of what the records say.

        Raises `InputError` for a value that cannot be used, or that cannot be assumed with
        what else to assume, `UnknownName` with suggestions, `TooManyUnknowns` and
        `EvaluatorDisagreement`.
        """
        if known_on is not None:
            return self.known_on(known_on).travel_risk(
                person,
                place,
                on=on,
                until=until,
                presence=presence,
                purpose=purpose,
                profile=profile,
                assume=assume,
                positions=positions,
            )
        plain = until is None and _nothing(assume) and _nothing(positions)
        if plain:
            day = self.clock() if on is None else day_of(on, "on")
            how = presence, purpose, profile
            known = self._asked.get(person, place, how)
            if known is not None:
                return Assessment(self._assessor, known, day, None, self.lookup.surname(person))
        query = self.query(
            person,
            place,
            on=on,
            presence=presence,
            purpose=purpose,
            profile=profile,
            assume=assume,
            positions=positions,
        )
        taken = self.lookup.surname(person)
        if until is None:
            found = self._assessor.assess(query, taken=taken)
            if plain:
                self._asked.add(person, place, how, self._judge.course(query))
            return found
        stay = stay_of(self._judge, query, day_of(until, "until"))
        return self._assessor.assess(query._replace(on=stay.worst), stay, taken)

    def query(
        self,
        person: str,
        place: str,
        *,
        on: Day | None = None,
        presence: str = "ground",
        purpose: str = "unspecified",
        profile: str = "icc",
        assume: Mapping[str, str | bool] | None = None,
        positions: Mapping[str, str] | None = None,
    ) -> Query:
        """Return a question with everything resolved, for `judge`; raises like `travel_risk`."""
        given = self.lookup.given(presence, purpose, assume)
        return self.lookup.query(person, place, self._day(on, "on"), given, profile, positions)

    def what_if(
        self,
        person: str,
        place: str,
        *,
        assume: Mapping[str, str | bool],
        on: Day | None = None,
        presence: Presence = "ground",
        purpose: Purpose = "unspecified",
        profile: str = "icc",
    ) -> Assessment:
        """Return `travel_risk` with ``assume`` in place of what the records say."""
        return self.travel_risk(
            person, place, on=on, presence=presence, purpose=purpose, profile=profile, assume=assume
        )

    def timeline(
        self,
        person: str,
        place: str,
        *,
        presence: Presence = "ground",
        purpose: Purpose = "unspecified",
        profile: str = "icc",
        known_on: Day | None = None,
    ) -> History:
        """Return every change of the answer since 2002 and into the scheduled future.

        Takes and raises what `travel_risk` does.
        """
        engine = self if known_on is None else self.known_on(known_on)
        query = engine.query(
            person, place, on=BEGINNING, presence=presence, purpose=purpose, profile=profile
        )
        return history(engine.judge, query)

    def map(
        self,
        person: str,
        *,
        on: Day | None = None,
        presence: Presence = "ground",
        purpose: Purpose = "unspecified",
        profile: str = "icc",
        known_on: Day | None = None,
    ) -> Atlas:
        """Return what would follow in every place on ``on``.

        Takes and raises what `travel_risk` does.
        """
        engine = self if known_on is None else self.known_on(known_on)
        who, day = engine.person(person), self._day(on, "on")
        given = Given.of(self.rulebase, presence, purpose, {})
        chosen = self.profile(profile)
        return atlas(engine.judge, lambda place: Query(who, place, day, given, chosen, {}))

    def changes(
        self,
        person: str,
        place: str,
        *,
        on: Day | None = None,
        presence: Presence = "ground",
        purpose: Purpose = "unspecified",
        profile: str = "icc",
        known_on: Day | None = None,
        assume: Mapping[str, str | bool] | None = None,
        positions: Mapping[str, str] | None = None,
    ) -> Changes:
        """Return what would change the answer: facts, what is scheduled, other readings.

        Takes and raises what `travel_risk` does.
        """
        from .counterfactual import changes  # only for those who ask

        engine = self if known_on is None else self.known_on(known_on)
        day, given = self._day(on, "on"), engine.lookup.given(presence, purpose, assume)
        query = engine.lookup.query(person, place, day, given, profile, positions)
        return changes(engine.judge, query)

    def why_not(
        self,
        person: str,
        place: str,
        outcome: Outcome | OutcomeName,
        *,
        on: Day | None = None,
        presence: Presence = "ground",
        purpose: Purpose = "unspecified",
        profile: str = "icc",
        known_on: Day | None = None,
    ) -> WhyNot:
        """Return what stands between the answer and ``outcome``: rules that nearly applied.

        Takes and raises what `travel_risk` does, and `InputError` for an outcome that is none.
        """
        from .why_not import why_not  # only for those who ask

        engine = self if known_on is None else self.known_on(known_on)
        query = engine.query(
            person, place, on=on, presence=presence, purpose=purpose, profile=profile
        )
        return why_not(engine.judge, query, outcome)

    def screen(
        self, data: Tabular, *, errors: Errors = "mark", **options: Unpack[Options]
    ) -> pa.Table | pa.RecordBatch:
        """Return an Arrow table with an answer beside each row of any table or data frame.

        ``data``: of PyArrow, pandas, polars or whatever has the Arrow interface; of a record batch
        comes a record batch. ``errors``: what becomes of rows that cannot be answered. ``mark``:
        every row comes back in its place, and the last column, `error`, says why it has no answer;
        ``raise``: an `InputError` shows the first of them. ``options``: those of `screen.Screener`.
        Raises `InputError` about columns as well.
        """
        from .screen import Screener  # only for those who ask

        return Screener(self, **options).screen(data, errors=errors)

    def upcoming(self, person: str | None = None, *, profile: str = "icc") -> tuple[Change, ...]:
        """Return what is scheduled to change after today, for one person or all who are wanted."""
        today, chosen = self.clock(), self.profile(profile)
        given = Given.of(self.rulebase, "ground", "unspecified", {})
        names = [one.person.id for one in self.wanted(today)] if person is None else [person]
        return scheduled(
            self._judge,
            tuple(map(self.person, names)),
            lambda who, place: Query(who, place, today, given, chosen, {}),
            today,
        )

    def check_proofs(self, progress: Callable[[str], None] = lambda _: None) -> ProofCheck:
        """Check the proof of every truth in the records, under every profile.

        The checker shares no code with the evaluators. ``progress`` is told each person's name.
        """
        from .verify import check_proofs  # only for those who ask

        return check_proofs(self._judge, tuple(self.rulebase.profiles.values()), progress)

    def check_assumed(self, assume: Mapping[str, str | bool]) -> None:
        """Raise `InputError` if a fact or value in ``assume`` does not exist."""
        Given.of(self.rulebase, "ground", "unspecified", mapping_of(assume, "assume"))

    def check_positions(self, positions: Mapping[str, str]) -> Mapping[str, str]:
        """Return ``positions``; raises `InputError` if an issue or position does not exist."""
        return self.lookup.positions(positions)

    def profile(self, name: str) -> Profile:
        """Return the profile of that id; raises `InputError` listing the valid ones."""
        return self.lookup.profile(name)

    def wanted(self, on: Day | None = None, *, known_on: Day | None = None) -> tuple[Wanted, ...]:
        """Return everybody whom a public warrant calls to arrest on ``on`` (default: today)."""
        engine = self if known_on is None else self.known_on(known_on)
        return wanted(engine.world, engine.inference, self._day(on, "on"))

    def _day(self, day: Day | None, field: str) -> date:
        return self.clock() if day is None else day_of(day, field)


_KEPT: Final = 8
"""How many engines of other known days are kept; each holds a world of its own."""


def _nothing(supposed: object) -> bool:
    return supposed is None or (isinstance(supposed, dict) and not supposed)
