"""Every id is used once, what is referred to is there, and a name means one thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from .names.fold import fold
from .names.persons import strong_names
from .registry import RecordDiagnostic, registered
from .source_files import FilesReading
from .tables import RECORD_KINDS, record_key

_REFERENCES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "places": {"claimants": ("states",)},
    "treaty_actions": {"state": ("states",)},
    "exclusive_jurisdiction": {"territory": ("states",), "nationality": ("states",)},
    "declarations": {"state": ("states",), "situations": ("situations",)},
    "resolutions": {"addressee_state": ("states",), "situation": ("situations",)},
    "agreements": {"state": ("states",), "counterparty": ("states",)},
    "legislation": {"state": ("states",)},
    "execution": {"state": ("states",)},
    # A member of an organisation may be none of the States of the record (the Sahrawi Republic).
    "memberships": {"state": ("states", "places")},
    "summits": {"place": ("places",)},
    "situations": {"states": ("states",)},
    "persons": {"nationality": ("states",)},
    "offices": {"person": ("persons",), "state": ("states",)},
    "warrants": {"person": ("persons",), "situation": ("situations",)},
    "custody": {"person": ("persons",)},
    "requests": {"warrant": ("warrants",)},
    "challenges": {"warrants": ("warrants",), "situation": ("situations",), "at": ("states",)},
    "visits": {"person": ("persons",), "state": ("states",)},
    "visits_without_finding": {
        "person": ("persons",),
        "states": ("states",),
        "visits": ("visits",),
    },
    "known_gaps": {"persons": ("persons",), "situation": ("situations",)},
    "stances": {"person": ("persons",), "state": ("states",)},
    "claims": {
        "person": ("persons",),
        "warrant": ("warrants",),
        "situation": ("situations",),
        "place": ("places",),
        "state": ("states",),
    },
    "rulings": {"persons": ("persons",), "state": ("states",)},
}
"""For each kind, the fields that hold ids and the kinds in which those are looked up."""

_OTHER_REACH: Final = frozenset(
    {"record", "apic", "genocide_convention", "aggression_amendments", "article_8_amendments"}
)


def check_ids(reading: FilesReading) -> Iterator[RecordDiagnostic]:
    """Yield a finding for an id that is used in two kinds; States and places may share a code."""
    seen: dict[str, str] = {}
    for kind, record in reading.tables().records():
        key = record_key(kind, record)
        if key in seen:
            message = f"`{record.id}` is an id among {seen[key]} too"
            yield RecordDiagnostic(kind, record.id, "repeated-id", message)
        seen.setdefault(key, kind)


def check_references(reading: FilesReading) -> Iterator[RecordDiagnostic]:
    """Yield a finding for each reference to a record that is not there."""
    tables = reading.tables()
    for kind, record in tables.records():
        refers = _REFERENCES[kind] if kind in _REFERENCES else _brought(kind)
        for field, targets in refers.items():
            for wanted in _values(getattr(record, field)):
                if not any((target, wanted) in reading.declared for target in targets):
                    yield _unknown(kind, record.id, field, wanted, targets)
    for place in tables.places:
        for field in ("responsible", "controllers"):
            for period in getattr(place, field):
                if ("states", period.state) not in reading.declared:
                    yield _unknown("places", place.id, field, period.state, ("states",))
    for custody in tables.custody:
        if custody.holder != "ICC" and ("states", custody.holder) not in reading.declared:
            yield _unknown("custody", custody.id, "holder", custody.holder, ("states",))
    for reach in tables.reach:
        known = (*_OTHER_REACH, *RECORD_KINDS)
        if reach.kind not in known and reach.kind not in registered():
            message = f"`{reach.kind}` is not a kind of record"
            yield RecordDiagnostic("reach", reach.kind, "unknown-kind", message)


def _brought(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return to what a kind refers that a binding brings; ours that is not listed to nothing."""
    return {} if kind in RECORD_KINDS else registered()[kind].refers or {}


def _values(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _unknown(
    kind: str, id: str, field: str, wanted: str, targets: tuple[str, ...]
) -> RecordDiagnostic:
    where = " or ".join(targets)
    return RecordDiagnostic(
        kind, id, "unknown-reference", f"`{field}`: there is no `{wanted}` in {where}"
    )


def check_names(reading: FilesReading) -> Iterator[RecordDiagnostic]:
    """Yield a finding for a name or alias that is no text, stands twice or means two persons.

    Usual and weak aliases may be those of several persons, but no strong name of another one. A
    name that is repeated among the usual aliases is itself no stronger.
    """
    persons = reading.tables().persons
    owners: dict[str, str] = {}
    for person in persons:
        seen: set[str] = set()
        for name in (*strong_names(person), *person.usual_aliases, *person.weak_aliases):
            folded = fold(name)
            if not folded:
                message = f"the name `{name}` holds no letter"
                yield RecordDiagnostic("persons", person.id, "empty-name", message)
            elif folded in seen:
                message = f"the name `{name}` is given already"
                yield RecordDiagnostic("persons", person.id, "repeated-name", message, "remove it")
            seen.add(folded)
        for name in strong_names(person):
            owners.setdefault(fold(name), person.id)
    for gap in reading.tables().known_gaps:
        for name in (gap.name, *gap.aliases, *gap.groups):
            owner = owners.get(fold(name), "")
            if owner or not fold(name):
                why = f"means {owner}, who is on record" if owner else "holds no letter"
                message = f"the name `{name}` {why}"
                yield RecordDiagnostic("known_gaps", gap.id, "ambiguous-name", message)
    for person in persons:
        for name in (person.name, *person.every_alias):
            folded = fold(name)
            owner = owners.get(folded, person.id)
            if folded and owner != person.id:
                message = f"the name `{name}` means {owner} too"
                yield RecordDiagnostic("persons", person.id, "ambiguous-name", message)
