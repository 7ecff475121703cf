"""The world: all records, indexed, immutable, with a digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, TypeVar

from .known import known_on
from .models import (
    CONSENTS,
    ActionKind,
    Agreement,
    Challenge,
    Custody,
    Declaration,
    FactClaim,
    KnownGap,
    Legislation,
    Membership,
    NationalExecution,
    NextStep,
    Office,
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
    TreatyAction,
    Visit,
    VisitWithoutFinding,
    Warrant,
)
from .tables import RECORD_KINDS, Tables, record_key

COMPILED: Final = "record"
"""The row of `World.reach` that has the day of compilation."""

R = TypeVar("R", bound=Record)
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


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
        return {kind: len(getattr(self.tables, kind)) for kind in ("sources", *RECORD_KINDS)}

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
    def visits_without_finding(self) -> tuple[VisitWithoutFinding, ...]:
        """Journeys on which no court has ruled."""
        return self.tables.visits_without_finding

    def treaty_actions_of(
        self, state: str, treaty: str = "rome-statute"
    ) -> tuple[TreatyAction, ...]:
        """Return a State's actions towards the depositary of ``treaty``, oldest first."""
        return self._actions.get((treaty, state), ())

    def declarations_of(self, state: str) -> tuple[Declaration, ...]:
        """Return a State's declarations under articles 12(3) and 124."""
        return self._declarations.get(state, ())

    def agreements_of(self, state: str) -> tuple[Agreement, ...]:
        """Return a State's bilateral non-surrender agreements."""
        return self._agreements.get(state, ())

    def legislation_of(self, state: str) -> tuple[Legislation, ...]:
        """Return a State's laws on cooperation with the Court."""
        return self._legislation.get(state, ())

    def execution_of(self, state: str) -> NationalExecution | None:
        """Return how a State carries out an arrest for the Court, if it is on record."""
        return self._execution.get(state)

    def memberships_of(self, state: str) -> tuple[Membership, ...]:
        """Return a State's memberships of organisations."""
        return self._memberships.get(state, ())

    def offices_of(self, person: str) -> tuple[Office, ...]:
        """Return the offices a person held."""
        return self._offices.get(person, ())

    def warrants_of(self, person: str) -> tuple[Warrant, ...]:
        """Return the warrants and summonses for a person, oldest first."""
        return self._warrants.get(person, ())

    def custody_of(self, person: str) -> tuple[Custody, ...]:
        """Return when a person was detained, oldest first."""
        return self._custody.get(person, ())

    def requests_on(self, warrant: str) -> tuple[Request, ...]:
        """Return what the Court asked for on a warrant, in the order of the record."""
        return self._requests.get(warrant, ())

    def challenges_to(self, warrant: str) -> tuple[Challenge, ...]:
        """Return what was brought against the case of a warrant, in the order of the record."""
        return self._challenges.get(warrant, ())

    def paragraphs_on(self, state: str, situation: str) -> tuple[ResolutionParagraph, ...]:
        """Return the paragraphs, also of drafts, that address a State on a situation."""
        return self._paragraphs.get((state, situation), ())

    def visits_of(self, person: str) -> tuple[Visit, ...]:
        """Return a person's known journeys."""
        return self._visits_of.get(person, ())

    def visits_to(self, state: str) -> tuple[Visit, ...]:
        """Return the known journeys to a State."""
        return self._visits_to.get(state, ())

    def stances_of(self, state: str, person: str | None = None) -> tuple[Stance, ...]:
        """Return what a State's government said, about ``person`` only if given."""
        stances = self._stances.get(state, ())
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
    def _declarations(self) -> Mapping[str, tuple[Declaration, ...]]:
        return _grouped((d.state, d) for d in self.tables.declarations)

    @cached_property
    def _agreements(self) -> Mapping[str, tuple[Agreement, ...]]:
        return _grouped((a.state, a) for a in self.tables.agreements)

    @cached_property
    def _legislation(self) -> Mapping[str, tuple[Legislation, ...]]:
        return _grouped((record.state, record) for record in self.tables.legislation)

    @cached_property
    def _execution(self) -> Mapping[str, NationalExecution]:
        return _frozen((record.state, record) for record in self.tables.execution)

    @cached_property
    def _memberships(self) -> Mapping[str, tuple[Membership, ...]]:
        return _grouped((m.state, m) for m in self.tables.memberships)

    @cached_property
    def _offices(self) -> Mapping[str, tuple[Office, ...]]:
        return _grouped((o.person, o) for o in self.tables.offices)

    @cached_property
    def _warrants(self) -> Mapping[str, tuple[Warrant, ...]]:
        ordered = sorted(self.tables.warrants, key=lambda w: (w.issued, w.id))
        return _grouped((w.person, w) for w in ordered)

    @cached_property
    def _custody(self) -> Mapping[str, tuple[Custody, ...]]:
        ordered = sorted(self.tables.custody, key=lambda c: (c.start, c.id))
        return _grouped((c.person, c) for c in ordered)

    @cached_property
    def claims_of(self) -> Mapping[str, tuple[FactClaim, ...]]:
        """What is claimed of facts, by the name of the fact."""
        return _grouped((one.fact, one) for one in self.tables.claims)

    @cached_property
    def _requests(self) -> Mapping[str, tuple[Request, ...]]:
        return _grouped((one.warrant, one) for one in self.tables.requests)

    @cached_property
    def _challenges(self) -> Mapping[str, tuple[Challenge, ...]]:
        return _grouped((w, one) for one in self.tables.challenges for w in one.warrants)

    @cached_property
    def _visits_of(self) -> Mapping[str, tuple[Visit, ...]]:
        return _grouped((v.person, v) for v in self.tables.visits)

    @cached_property
    def _visits_to(self) -> Mapping[str, tuple[Visit, ...]]:
        return _grouped((v.state, v) for v in self.tables.visits)

    @cached_property
    def _stances(self) -> Mapping[str, tuple[Stance, ...]]:
        return _grouped((s.state, s) for s in self.tables.stances)


def content_digest(tables: Tables) -> str:
    """Return the SHA-256, in hex, over canonical JSON of all records in the order of their ids."""
    total = hashlib.sha256()
    for kind, records in tables:
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


def _frozen(pairs: Iterable[tuple[K, V]]) -> Mapping[K, V]:
    return MappingProxyType(dict(pairs))


def _grouped(pairs: Iterable[tuple[K, R]]) -> Mapping[K, tuple[R, ...]]:
    groups: dict[K, list[R]] = {}
    for key, record in pairs:
        groups.setdefault(key, []).append(record)
    return MappingProxyType({key: tuple(group) for key, group in groups.items()})
