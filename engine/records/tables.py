"""All records as one immutable value: a tuple of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..base.frozen import Frozen
from .models import (
    Agreement,
    BlockedDomain,
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


class Tables(Frozen):
    """Every record of ``fixtures/``, by kind; the field names are the names of the kinds."""

    sources: tuple[Source, ...] = ()
    reach: tuple[Reach, ...] = ()
    blocked_domains: tuple[BlockedDomain, ...] = ()
    states: tuple[State, ...] = ()
    places: tuple[Place, ...] = ()
    treaty_actions: tuple[TreatyAction, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    resolutions: tuple[ResolutionParagraph, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    legislation: tuple[Legislation, ...] = ()
    execution: tuple[NationalExecution, ...] = ()
    memberships: tuple[Membership, ...] = ()
    situations: tuple[Situation, ...] = ()
    persons: tuple[Person, ...] = ()
    offices: tuple[Office, ...] = ()
    warrants: tuple[Warrant, ...] = ()
    custody: tuple[Custody, ...] = ()
    requests: tuple[Request, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    visits: tuple[Visit, ...] = ()
    visits_without_finding: tuple[VisitWithoutFinding, ...] = ()
    stances: tuple[Stance, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    known_gaps: tuple[KnownGap, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    claims: tuple[FactClaim, ...] = ()

    def records(self) -> Iterator[tuple[str, Record]]:
        """Yield every record that rests on sources, with the name of its kind."""
        for kind in RECORD_KINDS:
            for record in self.of(kind):
                yield kind, record

    def of(self, kind: str) -> tuple[Record, ...]:
        """Return the records of one kind of `RECORD_KINDS`."""
        found: tuple[Record, ...] = getattr(self, kind)
        return found


RECORD_KINDS: Final = tuple(
    kind for kind in Tables.model_fields if kind not in {"sources", "reach", "blocked_domains"}
)
"""The kinds whose records rest on sources."""


def record_key(kind: str, record: Record) -> str:
    """Return the id under which a record is known among all kinds.

    States and places share the codes of ISO 3166-1; a State is told apart as ``state:FRA``.
    """
    return f"state:{record.id}" if kind == "states" else record.id
