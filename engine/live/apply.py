"""Entries make records of others: what is added stands beside them, what is corrected in place.

Whether an entry may be is looked at when it is accepted (`checked`). Where accepted entries are
layered over other packaged records, they are applied whatever stands there: an entry is the later
word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast

from pydantic import BaseModel

from ..base.errors import InputError, RecordsError
from ..records.checks import check_reading
from ..records.export import WITHIN
from ..records.models import Record, Source
from ..records.registry import registered
from ..records.source_files import FilesReading
from ..records.tables import OF_BINDINGS, RECORD_KINDS, Tables
from ..records.world import COMPILED, World

if TYPE_CHECKING:
    from ..records.check_claims import Facts

_OURS: Final[Mapping[str, type[Record]]] = {
    kind: cast("Any", Tables.model_fields[kind].annotation).__args__[0] for kind in RECORD_KINDS
}


def models() -> Mapping[str, type[Record]]:
    """Return the model of each kind of record, of those that bindings bring as well."""
    return {**_OURS, **{kind: one.model for kind, one in registered().items()}}


def model_of(kind: str) -> type[Record]:
    """Return the model of a kind; raises `InputError` for one that nothing installed brings."""
    found = _OURS.get(kind)  # bindings are looked for only where a kind is none of ours
    if found is None:
        brought = registered().get(kind)
        if brought is None:
            told = "is not a kind of record here; is the package installed that brings it"
            raise InputError("kind", kind[:60], told, tuple(sorted(models())))
        found = brought.model
    return found


@dataclass(frozen=True)
class RecordStep:
    """What an entry does to records: a record is put in its place, or taken out if there is none.

    ``sources``: those that are new.
    """

    kind: str
    record_id: str
    record: Mapping[str, Any] | None = field(hash=False)
    sources: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)


@dataclass
class _Rows:
    """All records by kind and id, and how many rest on each source."""

    kinds: dict[str, dict[str, BaseModel]]
    used: Counter[str]

    @classmethod
    def of(cls, tables: Tables) -> _Rows:
        kinds = {
            kind: {(one.kind if kind == "reach" else one.id): one for one in records}
            for kind, records in (*((one, ()) for one in _OURS), *tables.by_kind())
        }
        return cls(kinds, Counter(s for _, one in tables.records() for s in one.sources))

    def apply(self, one: RecordStep) -> None:
        """Put a record in its place, or take it out; sources that nothing rests on go."""
        for values in one.sources:
            source = Source.model_validate(values)
            self.kinds["sources"].setdefault(source.id, source)
        records = self.kinds.setdefault(one.kind, {})
        old = records.pop(one.record_id, None) if one.record is None else None
        if one.record is not None:
            new = model_of(one.kind).model_validate(one.record)
            old = records.get(one.record_id)
            records[one.record_id] = new
            self.used.update(new.sources)
            self._reach(new.public_on)
        if isinstance(old, Record):
            self.used.subtract(old.sources)
        named = {*(s["id"] for s in one.sources), *(old.sources if isinstance(old, Record) else ())}
        for id_ in named:
            if self.used[id_] <= 0:
                self.kinds["sources"].pop(id_, None)

    def _reach(self, day: date) -> None:
        """Records that became public after the day of compilation are compiled later."""
        reach = self.kinds["reach"].get(COMPILED)
        if reach is not None and day > cast("Any", reach).until:
            self.kinds["reach"][COMPILED] = reach.model_copy(update={"until": day})

    def tables(self) -> Tables:
        rows: dict[str, Any] = {kind: tuple(one.values()) for kind, one in self.kinds.items()}
        brought = sorted(kind for kind in rows if kind not in Tables.model_fields)
        rows[OF_BINDINGS] = tuple(one for kind in brought for one in rows.pop(kind))
        place = {one: at for at, one in enumerate(self.kinds["persons"])}
        for kind in WITHIN:  # in the order in which they stand in a file
            rows[kind] = tuple(sorted(rows[kind], key=lambda one: place.get(one.person, 0)))
        return Tables.model_construct(**rows)


def layered(tables: Tables, steps: Iterable[RecordStep]) -> Tables:
    """Return records with steps applied, in their order; nothing is checked."""
    rows = _Rows.of(tables)
    for one in steps:
        rows.apply(one)
    return rows.tables()


def applied(
    world: World,
    steps: Sequence[RecordStep],
    facts: Facts | None = None,
    *,
    check_citations: bool = False,
) -> World:
    """Return the world that steps make of another; raises `RecordsError` with every finding.

    It is checked as files of records are. ``facts``: those of which claims may be made.
    ``check_citations``: whether sources must be cited as they are today.

    >>> from safeconduct.records import load_world
    >>> world = load_world()
    >>> len(world.tables.visits) - len(
    ...     applied(world, [RecordStep("visits", world.tables.visits[0].id, None)]).tables.visits
    ... )
    1
    """
    if not steps:
        return world
    tables = layered(world.tables, steps)
    found = check_reading(FilesReading.of(tables), facts, citations=check_citations)
    if found:
        raise RecordsError(sorted(found))
    return World(tables)
