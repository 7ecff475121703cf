"""The world: all records, indexed, immutable, with a digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, TypeVar

from .known import known_on
from .models import (
    CONSENTS,
    ActionKind,
    Challenge,
    KnownGap,
    Membership,
    NationalExecution,
    NextStep,
    Person,
    Place,
    Reach,
    Record,
    Request,
    ResolutionParagraph,
    Ruling,
    Situation,
    Source,
    Stance,
    State,
    Summit,
    TreatyAction,
    VisitWithoutFinding,
    Warrant,
)
from .tables import RECORD_KINDS, Tables, record_key

COMPILED: Final = "record"
"""The row of `World.reach` that has the day of compilation."""

R = TypeVar("R", bound=Record)
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def _frozen(pairs: Iterable[tuple[K, V]]) -> Mapping[K, V]:
    return MappingProxyType(dict(pairs))


def _grouped(pairs: Iterable[tuple[K, R]]) -> Mapping[K, tuple[R, ...]]:
    groups: dict[K, list[R]] = {}
    for key, record in pairs:
        groups.setdefault(key, []).append(record)
    return MappingProxyType({key: tuple(group) for key, group in groups.items()})


def _by(
    field: str, records: Callable[[World], Iterable[R]]
) -> cached_property[Callable[[str], tuple[R, ...]]]:
    """Return a look-up, made when it is first used: the records with that value of a field."""

    def made(world: World) -> Callable[[str], tuple[R, ...]]:
        groups = _grouped((getattr(record, field), record) for record in records(world))
        return lambda value: groups.get(value, ())

    return cached_property(made)


@dataclass(frozen=True)
class World:
    """All records; ``known_on`` is the day to which what was public is restricted, if any.

    Look-ups are built when first used and kept. Every collection is immutable.
    """

    tables: Tables
    known_on: date | None = None
    stored_digest: str = ""
    """The digest, where it was computed before; else empty."""

    def as_known_on(self, day: date) -> World:
        """Return the world as it was public on ``day`` (or on its own `known_on`, if earlier)."""
        if self.known_on is not None and day >= self.known_on:
            return self
        return World(known_on(self.tables, day), day)

    @cached_property
    def told(self) -> dict[tuple[str, str], Any]:
        """Records in words, by kind and id: each is told once and kept here."""
        return {}

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hex, over all records; their order does not matter."""
        return self.stored_digest or content_digest(self.tables)

    def __reduce__(self) -> tuple[type[World], tuple[Tables, date | None, str]]:
        # Not what was looked up: it is made again where it is used.
        return type(self), (self.tables, self.known_on, self.digest)

    def counts(self) -> dict[str, int]:
        """Return how many records there are of each kind, sources included."""
        told = {"sources", *RECORD_KINDS}
        every = {kind: len(records) for kind, records in self.tables.by_kind()}
        fields = Tables.model_fields
        return {kind: one for kind, one in every.items() if kind in told or kind not in fields}

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """Every record by its id; a State, which shares its code with a place, as ``state:FRA``."""
        return _frozen((record_key(kind, record), record) for kind, record in self.tables.records())

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""
        return _frozen((s.id, s) for s in self.tables.sources)

    @cached_property
    def reach(self) -> Mapping[str, Reach]:
        """To which day each kind of record reaches; ``record``: the day of compilation.

        No kind reaches beyond ``known_on``.
        """
        return _frozen(
            (r.kind, r if r.kind == COMPILED else r.model_copy(update={"until": self._public(r)}))
            for r in self.tables.reach
        )

    def _public(self, reach: Reach) -> date:
        return reach.until if self.known_on is None else min(reach.until, self.known_on)

    @cached_property
    def states(self) -> Mapping[str, State]:
        """States by alpha-3 code."""
        return _frozen((s.id, s) for s in self.tables.states)

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Places by id."""
        return _frozen((p.id, p) for p in self.tables.places)

    @cached_property
    def persons(self) -> Mapping[str, Person]:
        """Persons by id."""
        return _frozen((p.id, p) for p in self.tables.persons)

    @cached_property
    def warrants(self) -> Mapping[str, Warrant]:
        """Warrants and summonses by id."""
        return _frozen((w.id, w) for w in self.tables.warrants)

    @cached_property
    def situations(self) -> Mapping[str, Situation]:
        """Situations before the Court by id."""
        return _frozen((s.id, s) for s in self.tables.situations)

    @property
    def requests(self) -> tuple[Request, ...]:
        """Requests of the Court on its warrants."""
        return self.tables.requests

    @property
    def challenges(self) -> tuple[Challenge, ...]:
        """What was brought against cases: challenges, requests to postpone, competing requests."""
        return self.tables.challenges

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        """Decisions of courts."""
        return self.tables.rulings

    @property
    def known_gaps(self) -> tuple[KnownGap, ...]:
        """What is known to be missing."""
        return self.tables.known_gaps

    @property
    def next_steps(self) -> tuple[NextStep, ...]:
        """What actors can do next, in the order of the record."""
        return self.tables.next_steps

    @property
    def resolutions(self) -> tuple[ResolutionParagraph, ...]:
        """Paragraphs of Security Council resolutions."""
        return self.tables.resolutions

    @property
    def memberships(self) -> tuple[Membership, ...]:
        """Memberships of organisations."""
        return self.tables.memberships

    @property
    def summits(self) -> tuple[Summit, ...]:
        """Meetings of leaders that were announced."""
        return self.tables.summits

    @property
    def visits_without_finding(self) -> tuple[VisitWithoutFinding, ...]:
        """Journeys on which no court has ruled."""
        return self.tables.visits_without_finding

    def treaty_actions_of(
        self, state: str, treaty: str = "rome-statute"
    ) -> tuple[TreatyAction, ...]:
        """Return a State's actions towards the depositary of ``treaty``, oldest first."""
        return self._actions.get((treaty, state), ())

    declarations_of = _by("state", lambda world: world.tables.declarations)
    """A State's declarations under articles 12(3) and 124."""
    agreements_of = _by("state", lambda world: world.tables.agreements)
    """A State's bilateral non-surrender agreements."""
    legislation_of = _by("state", lambda world: world.tables.legislation)
    """A State's laws on cooperation with the Court."""
    memberships_of = _by("state", lambda world: world.memberships)
    """A State's memberships of organisations."""
    offices_of = _by("person", lambda world: world.tables.offices)
    """The offices a person held."""
    warrants_of = _by(
        "person", lambda world: sorted(world.tables.warrants, key=attrgetter("issued", "id"))
    )
    """The warrants and summonses for a person, oldest first."""
    custody_of = _by(
        "person", lambda world: sorted(world.tables.custody, key=attrgetter("start", "id"))
    )
    """When a person was detained, oldest first."""
    claims_of = _by("fact", lambda world: world.tables.claims)
    """What is claimed of a fact, in the order of the record."""
    requests_on = _by("warrant", lambda world: world.requests)
    """What the Court asked for on a warrant, in the order of the record."""
    visits_of = _by("person", lambda world: world.tables.visits)
    """A person's known journeys."""
    visits_to = _by("state", lambda world: world.tables.visits)
    """The known journeys to a State."""
    _stances_of = _by("state", lambda world: world.tables.stances)

    def execution_of(self, state: str) -> NationalExecution | None:
        """Return how a State carries out an arrest for the Court, if it is on record."""
        return self._execution.get(state)

    def challenges_to(self, warrant: str) -> tuple[Challenge, ...]:
        """Return what was brought against the case of a warrant, in the order of the record."""
        return self._challenges.get(warrant, ())

    def paragraphs_on(self, state: str, situation: str) -> tuple[ResolutionParagraph, ...]:
        """Return the paragraphs, also of drafts, that address a State on a situation."""
        return self._paragraphs.get((state, situation), ())

    def stances_of(self, state: str, person: str | None = None) -> tuple[Stance, ...]:
        """Return what a State's government said, about ``person`` only if given."""
        stances = self._stances_of(state)
        return stances if person is None else tuple(s for s in stances if s.person == person)

    @cached_property
    def _actions(self) -> Mapping[tuple[str, str], tuple[TreatyAction, ...]]:
        ordered = sorted(self.tables.treaty_actions, key=_chronological)
        return _grouped(((a.treaty, a.state), a) for a in ordered)

    @cached_property
    def _paragraphs(
        self,
    ) -> Mapping[tuple[str | None, str | None], tuple[ResolutionParagraph, ...]]:
        return _grouped(((one.addressee_state, one.situation), one) for one in self.resolutions)

    @cached_property
    def _execution(self) -> Mapping[str, NationalExecution]:
        return _frozen((record.state, record) for record in self.tables.execution)

    @cached_property
    def _challenges(self) -> Mapping[str, tuple[Challenge, ...]]:
        return _grouped((w, one) for one in self.tables.challenges for w in one.warrants)


def content_digest(tables: Tables) -> str:
    """Return the SHA-256, in hex, over canonical JSON of all records in the order of their ids."""
    total = hashlib.sha256()
    for kind, records in tables.by_kind():
        if not records:
            continue
        lines = sorted(
            json.dumps(record.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
            for record in records
        )
        total.update("\n".join([kind, *lines, ""]).encode())
    return total.hexdigest()


def _chronological(action: TreatyAction) -> tuple[date, int, str]:
    later = 1 if action.kind in CONSENTS else 2
    order = 0 if action.kind is ActionKind.SIGNATURE else later
    return action.on, order, action.id
