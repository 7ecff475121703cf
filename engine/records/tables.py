"""All records as one immutable value: a tuple of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, PlainSerializer

from ..base.frozen import Frozen
from . import models, registry


@dataclass(frozen=True)
class KindFile:
    """The file of a kind, called as the kind is; ``may_be_missing``: there need not be one."""

    ending: str
    may_be_missing: bool = False


_CSV: Final = KindFile("csv")
_MAY_BE_CSV: Final = KindFile("csv", may_be_missing=True)
_YAML: Final = KindFile("yaml")
_MAY_BE_YAML: Final = KindFile("yaml", may_be_missing=True)


class Tables(Frozen):
    """Every record of ``fixtures/``, by kind: the name of the kind, its model, and its file.

    Offices, warrants and custody stand within their person. ``of_bindings``: those of kinds that
    bindings of questions bring, each in a file of its kind.
    """

    sources: Annotated[tuple[models.Source, ...], _CSV] = ()
    reach: Annotated[tuple[models.Reach, ...], _CSV] = ()
    blocked_domains: Annotated[tuple[models.BlockedDomain, ...], _MAY_BE_CSV] = ()
    states: Annotated[tuple[models.State, ...], _CSV] = ()
    places: Annotated[tuple[models.Place, ...], _MAY_BE_YAML] = ()
    treaty_actions: Annotated[tuple[models.TreatyAction, ...], _CSV] = ()
    declarations: Annotated[tuple[models.Declaration, ...], _CSV] = ()
    resolutions: Annotated[tuple[models.ResolutionParagraph, ...], _CSV] = ()
    agreements: Annotated[tuple[models.Agreement, ...], _CSV] = ()
    exclusive_jurisdiction: Annotated[tuple[models.ExclusiveJurisdiction, ...], _MAY_BE_CSV] = ()
    legislation: Annotated[tuple[models.Legislation, ...], _CSV] = ()
    execution: Annotated[tuple[models.NationalExecution, ...], _MAY_BE_CSV] = ()
    memberships: Annotated[tuple[models.Membership, ...], _CSV] = ()
    summits: Annotated[tuple[models.Summit, ...], _MAY_BE_CSV] = ()
    situations: Annotated[tuple[models.Situation, ...], _CSV] = ()
    persons: Annotated[tuple[models.Person, ...], _YAML] = ()
    offices: tuple[models.Office, ...] = ()
    warrants: tuple[models.Warrant, ...] = ()
    custody: tuple[models.Custody, ...] = ()
    requests: Annotated[tuple[models.Request, ...], _MAY_BE_CSV] = ()
    challenges: Annotated[tuple[models.Challenge, ...], _MAY_BE_CSV] = ()
    visits: Annotated[tuple[models.Visit, ...], _YAML] = ()
    visits_without_finding: Annotated[tuple[models.VisitWithoutFinding, ...], _YAML] = ()
    stances: Annotated[tuple[models.Stance, ...], _YAML] = ()
    rulings: Annotated[tuple[models.Ruling, ...], _YAML] = ()
    known_gaps: Annotated[tuple[models.KnownGap, ...], _MAY_BE_YAML] = ()
    next_steps: Annotated[tuple[models.NextStep, ...], _MAY_BE_YAML] = ()
    claims: Annotated[tuple[models.FactClaim, ...], _MAY_BE_CSV] = ()
    of_bindings: Annotated[
        tuple[models.Record, ...],
        PlainSerializer(registry.written),
        BeforeValidator(registry.read),
    ] = ()

    def records(self) -> Iterator[tuple[str, models.Record]]:
        """Yield every record that rests on sources, with the name of its kind."""
        for kind, records in self.by_kind():
            if kind not in _NO_RECORDS:
                for record in records:
                    yield kind, record

    def by_kind(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Yield each kind with all that is in it, also sources and how far records reach."""
        for kind, records in self:
            if kind != OF_BINDINGS:
                yield kind, records
        yield from registry.by_kind(self.of_bindings)

    def of(self, kind: str) -> tuple[models.Record, ...]:
        """Return the records of one kind; none of a kind that nothing brings."""
        if kind not in RECORD_KINDS:
            return dict(registry.by_kind(self.of_bindings)).get(kind, ())
        found: tuple[models.Record, ...] = getattr(self, kind)
        return found


OF_BINDINGS: Final = "of_bindings"
"""Where the records of all kinds stand that bindings bring."""

_NO_RECORDS: Final = frozenset({"sources", "reach", "blocked_domains"})

RECORD_KINDS: Final = tuple(
    kind for kind in Tables.model_fields if kind not in {*_NO_RECORDS, OF_BINDINGS}
)
"""The kinds of ours whose records rest on sources."""


def record_key(kind: str, record: models.Record) -> str:
    """Return the id under which a record is known among all kinds.

    States and places share the codes of ISO 3166-1; a State is told apart as ``state:FRA``.
    """
    return f"state:{record.id}" if kind == "states" else record.id
