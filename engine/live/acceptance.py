"""Whether a change of records can be accepted: every reason against it, by field and value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ..base.errors import Diagnostic, InputError, RecordsError, SourceFilesError
from ..base.text_files import decode
from ..base.words import near
from ..base.yaml12 import load
from ..records.cells import ValueFault, validated
from ..records.export import WITHIN, files_of, yaml_of
from ..records.models import Record, Source
from ..records.source_files import FilesReading, add_source_files
from ..records.tables import OF_BINDINGS, RECORD_KINDS, Tables
from ..records.world import World
from .apply import RecordStep, applied, model_of, models
from .model import RecordChange, RecordRefused

if TYPE_CHECKING:
    from ..records.check_claims import Facts

_GENERAL: Final = "general-knowledge"
_UNSEEN: Final = frozenset({"Cc", "Cs", "Cn"})
"""Categories of Unicode: control characters, halves of a pair, what is not assigned."""
_FIELD: Final = re.compile(r"`(\w+)`")


def change_of(values: object) -> RecordChange:
    """Return the change that plain values say; raises `RecordRefused` with every mistake."""
    change, faults = validated(RecordChange, values)
    if change is None:
        raise RecordRefused([_fault("", one, RecordChange.model_fields) for one in faults])
    return change


def accepted(
    change: RecordChange, world: World, today: date, facts: Facts | None = None
) -> tuple[RecordStep, World]:
    """Return what a change does, and the world that comes of it.

    The record is checked as one in a file is: by itself, and with all others. Raises
    `RecordRefused` with every reason.
    """
    found = [*_of_change(change, world)]
    if found:
        raise RecordRefused(found)
    sources, faults = _sources(change, world)
    found += faults
    step, faults = _step(change, sources, today)
    found += faults
    found += _of_sources(change, step)
    if found:
        raise RecordRefused(found)
    try:
        made = applied(world, (step,), facts, check_citations=True)
    except RecordsError as error:
        raise RecordRefused([*map(_mistake, error.diagnostics)]) from error
    if made.digest == world.digest:
        told = "changes nothing: it stands on record like this"
        raise RecordRefused([InputError("record", step.record_id, told)])
    return step, made


def _of_change(change: RecordChange, world: World) -> Iterator[InputError]:
    """Yield what is wrong with a change whatever the record is."""
    if change.kind not in (kinds := models()):
        hint = near(change.kind, kinds, 1)
        told = f"is not a kind of record{f'; {hint}' if hint else ''}"
        yield InputError("kind", change.kind[:60], told, tuple(sorted(kinds)))
        return
    known = {one.id for one in world.tables.of(change.kind)}
    if change.action == "retract":
        if change.record is not None:
            yield InputError("record", None, "stands in a retraction; leave it out")
        if change.sources:
            yield InputError("sources", None, "stands in a retraction; leave it out")
    elif change.record is None:
        yield InputError("record", None, f"is missing, but required to {change.action}")
        return
    yield from _of_id(change, _id(change), known)
    yield from _of_reason(change)


def _of_id(change: RecordChange, id_: str, known: Collection[str]) -> Iterator[InputError]:
    """Yield what is wrong with an id: of what is added it must be new, else be on record."""
    if not id_:
        yield InputError("id", None, "is missing: which record is it")
    elif change.id and change.record is not None and change.id != id_:
        told = "is not the id in the record; leave it out"
        yield InputError("id", change.id[:60], told, (id_[:60],))
    elif change.action == "add" and id_ in known:
        told = f"is an id among {change.kind} already; correct it, or take another id"
        yield InputError("record.id", id_[:60], told)
    elif change.action != "add" and id_ not in known:
        hint = near(id_, known)
        told = f"is not an id among {change.kind}{f'; {hint}' if hint else ''}"
        yield InputError("id" if change.id else "record.id", id_[:60], told)


def _of_reason(change: RecordChange) -> Iterator[InputError]:
    """Yield what is wrong with what was wrong."""
    if change.action != "add":
        if not change.wrong:
            yield InputError("wrong", None, "is missing: what was wrong with the record")
        return
    for name, value in (("wrong", change.wrong), ("since", change.since)):
        if value:
            yield InputError(
                name, str(value)[:60], "is for what corrects or retracts; leave it out"
            )


def _id(change: RecordChange) -> str:
    if change.record is None:
        return change.id
    found = change.record.get("id", "")
    return found if isinstance(found, str) else ""


def _sources(change: RecordChange, world: World) -> tuple[list[Source], list[InputError]]:
    """Return the sources that are new, and what is wrong with them."""
    sources: list[Source] = []
    found: list[InputError] = []
    for number, values in enumerate(change.sources):
        field = f"sources.{number}"
        source, faults = validated(Source, values)
        found += (_fault(field, one, Source.model_fields) for one in faults)
        if source is None:
            continue
        known = world.sources.get(source.id)
        if known is not None and known != source:
            told = "is the id of another source on record; take another id"
            found.append(InputError(f"{field}.id", source.id[:60], told))
        elif source.id in {one.id for one in sources}:
            found.append(InputError(f"{field}.id", source.id[:60], "stands twice"))
        elif known is None:
            sources.append(source)
    return sources, found


def _step(
    change: RecordChange, sources: list[Source], today: date
) -> tuple[RecordStep, list[InputError]]:
    if change.record is None:
        return RecordStep(change.kind, change.id, None), []
    model = model_of(change.kind)
    record, faults = validated(model, change.record)
    step = RecordStep(change.kind, _id(change), change.record)
    if record is None:
        return step, [_fault("record", one, model.model_fields) for one in faults]
    if not _is_writable(change.kind, record, sources):
        told = "has characters, or spaces within a value of a list, that no file of records takes"
        return step, [InputError("record", record.id, told)]
    if record.public_on > today:
        told = "lies in the future; a record is added when it is public"
        valid = (f"{today} or earlier",)
        return step, [InputError("record.public_on", str(record.public_on), told, valid)]
    plain = tuple(one.model_dump(mode="json") for one in sources)
    return RecordStep(change.kind, record.id, record.model_dump(mode="json"), plain), []


def _of_sources(change: RecordChange, step: RecordStep) -> Iterator[InputError]:
    """Yield what is wrong with what a record rests on: others must be able to look it up."""
    if step.record is None:
        return
    named = step.record.get("sources")
    named = named if isinstance(named, list | tuple) else ()
    if {*named} == {_GENERAL}:
        told = "is not enough: a new record needs a source that others can look up"
        yield InputError("record.sources", _GENERAL, told)
    elif not named and "sources" in step.record:
        told = "is empty: a record needs a source that others can look up"
        yield InputError("record.sources", None, told)
    for number, one in enumerate(change.sources):
        id_ = one.get("id")
        if isinstance(id_, str) and id_ not in named:
            told = "is not among the sources of the record"
            yield InputError(f"sources.{number}.id", id_[:60], told)


def _is_writable(kind: str, record: Record, sources: Iterable[Source]) -> bool:
    """Whether a record and its sources, written to files, are read as what they were."""
    plain = record.model_dump(mode="json")
    if not all(_is_plain(one) for one in (plain, *(it.model_dump(mode="json") for it in sources))):
        return False
    try:
        files = files_of(Tables.model_construct(sources=tuple(sources)), ("sources",))
        if kind in WITHIN:
            document = load(decode(yaml_of([plain]), file=kind), file=kind)
            if document.value != [plain]:
                return False
        else:
            field = kind if kind in RECORD_KINDS else OF_BINDINGS
            alone: dict[str, Any] = {field: (record,)}
            files |= files_of(Tables.model_construct(**alone), (kind,))
    except (UnicodeEncodeError, SourceFilesError):
        return False
    reading = add_source_files(FilesReading(), files)
    read = {"sources": [*sources], **({} if kind in WITHIN else {kind: [record]})}
    return not reading.diagnostics and reading.rows == {k: them for k, them in read.items() if them}


def _is_plain(value: object) -> bool:
    """Whether no text in a value has characters that nobody sees."""
    if isinstance(value, str):
        return not any(unicodedata.category(one) in _UNSEEN for one in value if one != "\n")
    if isinstance(value, dict):
        return all(map(_is_plain, (*value, *value.values())))
    return not isinstance(value, list) or all(map(_is_plain, value))


def _fault(where: str, one: ValueFault, fields: Mapping[str, Any]) -> InputError:
    field = ".".join(filter(None, [where, *map(str, one.path)]))
    given = None if one.code == "missing-field" else _shown(one.value)
    message = re.sub(r"^`[^`]*`:? ", "", one.message)
    if one.code == "unknown-field":
        name = str(one.path[-1]) if one.path else ""
        hint = near(name, fields, 1)
        message = f"is not a field here{f'; {hint}' if hint else ''}"
        return InputError(field, None, message, tuple(fields) if len(one.path) == 1 else ())
    valid = (one.fix,) if one.fix else ()
    return InputError(field, given, message, valid)


def _shown(value: object) -> str:
    return str(value)[:60].encode("utf-8", "replace").decode()


def _mistake(one: Diagnostic) -> InputError:
    """Return a finding about all records as one about a value."""
    named = _FIELD.search(one.message)
    field = f"{one.subject}.{named[1]}" if named and one.subject else one.subject or "record"
    return InputError(field, None, one.message, (one.fix,) if one.fix else ())
