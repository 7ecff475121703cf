"""The engine: records, rules and inference behind one object."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from .assess import Assessor
from .assessment import Assessment, Named, RecordRef
from .dates import check_day, parse_day
from .describe import describe
from .errors import InputError
from .given import PRESENCE, PURPOSE, Given
from .inference.inference import Inference, default_evaluators
from .judge import Judge, Query
from .lang.conditions import near
from .lang.load import load_rules
from .lang.model import Profile, RuleBase
from .names import Resolver
from .records import load_world
from .records.models import Person, Place, Record
from .records.world import World
from .wanted import wanted_on

QUESTION: Final = "arrest-on-travel"


class Wanted(BaseModel):
    """A person whom a warrant of the Court calls to arrest on a day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person: Named
    nationality: tuple[str, ...]
    offices: tuple[str, ...]
    situations: tuple[str, ...]
    warrants: tuple[RecordRef, ...]
    status: str


def utc_today() -> date:
    """Return today's date in UTC."""
    return datetime.now(UTC).date()


class Engine:
    """Answers whether a person wanted by the ICC could be arrested, with proof and sources.

    Make one with `Engine.load`; it is immutable to its user and safe to share between threads.
    """

    def __init__(
        self,
        world: World,
        rulebase: RuleBase,
        *,
        today: Callable[[], date] = utc_today,
        inference: Inference | None = None,
    ) -> None:
        self.world = world
        self.rulebase = rulebase
        self.clock = today
        question = rulebase.questions[QUESTION]
        self._inference = inference or Inference(rulebase, question, default_evaluators(rulebase))
        self._resolver = Resolver(world)
        self._judge = Judge(world, self._inference)
        self._assessor = Assessor(self._judge)
        self._known: dict[date, Engine] = {}

    @classmethod
    def load(
        cls,
        *,
        records: Path | None = None,
        rules: Sequence[Path] = (),
        today: Callable[[], date] = utc_today,
    ) -> Engine:
        """Return an engine on the embedded records and rules.

        ``records``: a directory of source files instead of the embedded records. ``rules``:
        directories layered on the embedded rules, in order. ``today``: the clock (UTC date).
        Raises `RecordsError` or `RulesError` with every mistake in the files.
        """
        return cls(load_world(records), load_rules(rules), today=today)

    @property
    def inference(self) -> Inference:
        """Derivations and verdicts, each made once; shared by engines of other known days."""
        return self._inference

    @property
    def evaluators(self) -> tuple[str, ...]:
        """The names of the evaluators that derive each answer and must agree."""
        return tuple(evaluator.name for evaluator in self._inference.evaluators)

    @property
    def presences(self) -> tuple[str, ...]:
        """How a person may be somewhere, as the rules know it."""
        return self.rulebase.values[self.rulebase.variables[PRESENCE]]

    @property
    def purposes(self) -> tuple[str, ...]:
        """What a journey may be for, as the rules know it."""
        return self.rulebase.values[self.rulebase.variables[PURPOSE]]

    def person(self, text: str) -> Person:
        """Return the person of that id, name or alias; raises `UnknownName` or `InputError`."""
        return self.world.persons[self._resolver.person(text)]

    def place(self, text: str) -> Place:
        """Return the place of that id, ISO code, name or alias; raises like `person`."""
        return self.world.places[self._resolver.place(text)]

    def describe(self, record: Record) -> RecordRef:
        """Return a record told in one sentence, with its sources."""
        return describe(self.world, record)

    def known_on(self, day: date | str) -> Engine:
        """Return the engine as its records were public on ``day``; the rules stay today's."""
        day = self._day(day, "known_on")
        if day > self.clock():
            raise InputError(
                "known_on",
                day.isoformat(),
                "lies in the future",
                ("a day up to today",),
            )
        found = self._known.get(day)
        if found is None:
            found = Engine(
                self.world.as_known_on(day),
                self.rulebase,
                today=self.clock,
                inference=self._inference,
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
        on: date | str | None = None,
        presence: str = "ground",
        purpose: str = "unspecified",
        profile: str = "icc",
        known_on: date | str | None = None,
        assume: Mapping[str, str | bool] | None = None,
        positions: Mapping[str, str] | None = None,
    ) -> Assessment:
        """Return whether ``person`` could be arrested in ``place`` on ``on``, and by what law.

        ``person`` and ``place``: ids, ISO codes, names or aliases in any script. ``on``: an ISO
        8601 day, by default today (UTC). ``presence`` and ``purpose``: how and why the person is
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
                presence=presence,
                purpose=purpose,
                profile=profile,
                assume=assume,
                positions=positions,
            )
        query = Query(
            self.person(person),
            self.place(place),
            self._day(on, "on"),
            Given.of(self.rulebase, presence, purpose, assume or {}),
            self.profile(profile),
            self.choosable(positions or {}),
        )
        return self._assessor.assess(query)

    def what_if(
        self,
        person: str,
        place: str,
        *,
        assume: Mapping[str, str | bool],
        on: date | str | None = None,
        presence: str = "ground",
        purpose: str = "unspecified",
        profile: str = "icc",
    ) -> Assessment:
        """Return `travel_risk` with ``assume`` in place of what the records say."""
        return self.travel_risk(
            person,
            place,
            on=on,
            presence=presence,
            purpose=purpose,
            profile=profile,
            assume=assume,
        )

    def assumable(self, assume: Mapping[str, str | bool]) -> None:
        """Raise `InputError` if a fact or value in ``assume`` does not exist."""
        Given.of(self.rulebase, "ground", "unspecified", assume)

    def choosable(self, positions: Mapping[str, str]) -> Mapping[str, str]:
        """Return ``positions``; raises `InputError` if an issue or position does not exist."""
        issues = {issue.id: issue for issue in self.rulebase.issues}
        for name, position in positions.items():
            issue = issues[_member("positions", name, tuple(issues))]
            _member(f"positions.{name}", position, tuple(p.id for p in issue.positions))
        return positions

    def profile(self, name: str) -> Profile:
        """Return the profile of that id; raises `InputError` listing the valid ones."""
        return self.rulebase.profiles[_member("profile", name, tuple(self.rulebase.profiles))]

    def wanted(
        self, on: date | str | None = None, *, known_on: date | str | None = None
    ) -> tuple[Wanted, ...]:
        """Return everybody whom a public warrant calls to arrest on ``on`` (default: today)."""
        engine = self if known_on is None else self.known_on(known_on)
        day = self._day(on, "on")
        world = engine.world
        return tuple(
            Wanted(
                person=Named(id=entry.person.id, name=entry.person.name),
                nationality=entry.person.nationality,
                offices=tuple(describe(world, office).says for office in entry.offices),
                situations=tuple(
                    dict.fromkeys(world.situations[w.situation].name for w in entry.warrants)
                ),
                warrants=tuple(describe(world, warrant) for warrant in entry.warrants),
                status=entry.person.status,
            )
            for entry in wanted_on(world, engine.inference, day)
        )

    def _day(self, day: date | str | None, field: str) -> date:
        if day is None:
            return self.clock()
        if isinstance(day, str):
            return parse_day(day, field=field)
        return check_day(day, field=field)


_KEPT: Final = 8
"""How many engines of other known days are kept; each holds a world of its own."""


def _member(field: str, value: str, allowed: Sequence[str]) -> str:
    if value in allowed:
        return value
    hint = near(value, allowed)
    message = "is not one of the values" + (f"; {hint}" if hint else "")
    raise InputError(field, value, message, tuple(allowed))
