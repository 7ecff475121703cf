"""A table of new facts of one kind: checked with all that is there, before anything is written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from ..base.errors import Diagnostic, InputError, RecordsError, SourceFilesError
from ..base.text_files import decode
from ..base.yaml12 import load
from .cells import columns, from_cells
from .checks import check_reading
from .source_files import KIND_FILES, PERSONS_FILE, Directory, read_bytes
from .source_files import read_source_files as read
from .table import read_table
from .world import World

_GENERAL: Final = "general-knowledge"
_WITHIN: Final = frozenset({"offices", "warrants", "custody"})
_BESIDE: Final = frozenset({"sources", "reach", "blocked_domains"})
_WIDTH: Final = 96
_DAY: Final = re.compile(r"'(\d{4}-\d{2}(?:-\d{2})?)'")

FILE_OF: Final[Mapping[str, str]] = {one.kind: name for name, one in KIND_FILES.items()}
"""The file that takes new records of a kind."""
_MODELS: Final = {one.kind: one.model for one in KIND_FILES.values()}


@dataclass(frozen=True)
class Entry:
    """One fact of a table: its values, and the line on which it stands."""

    id: str
    values: Mapping[str, Any]
    line: int


@dataclass(frozen=True)
class Intake:
    """What a table brings: ids by what becomes of them, files as they would be, and the world."""

    kind: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    files: Mapping[str, bytes]
    world: World


@dataclass
class _Merge:
    """The files as they come to be, and where each new record stands in its table."""

    data: dict[str, bytes]
    places: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


def take_in(
    table: Path, directory: Directory, *, kind: str = "", sources: Path | None = None
) -> Intake:
    """Return what the facts in ``table`` make of the records in ``directory``.

    ``kind``: their kind, by default the name of the table; ``sources``: a table of sources that
    are new. A fact with the id of a record takes its place. Nothing is written. Raises `InputError`
    for a kind that cannot be taken in or a file that cannot be read, and `RecordsError` with every
    finding: those on new facts have file and line of the table.
    """
    kind = _kind(kind or table.stem)
    merge = _Merge(read_bytes(directory))
    found: list[Diagnostic] = []
    if sources is not None:
        _merge(merge, "sources", sources, _entries("sources", sources, found))
    entries = _entries(kind, table, found)
    found += _without_source(kind, table.name, entries)
    added, changed = _merge(merge, kind, table, entries)
    reading = read(merge.data)
    kind_of = {id_: kind for kind, id_ in merge.places}
    for one in check_reading(reading):
        place = merge.places.get((kind_of.get(one.subject, ""), one.subject))
        file, line = place or (one.file, one.line)
        found.append(Diagnostic(file, line, one.code, one.message, one.subject, one.fix))
    if found:
        raise RecordsError(sorted(set(found)))
    return Intake(kind, added, changed, merge.files, World(reading.tables()))


def _kind(kind: str) -> str:
    if kind in _WITHIN:
        told = f"{kind} stand within their person: give whole persons, as in {PERSONS_FILE}"
        raise InputError("kind", kind, told, ("persons",))
    if kind not in FILE_OF or kind in _BESIDE:
        right = tuple(sorted(FILE_OF.keys() - _BESIDE))
        raise InputError("kind", kind, "is not a kind of record that can be imported", right)
    return kind


def _entries(kind: str, table: Path, found: list[Diagnostic]) -> tuple[Entry, ...]:
    """Return the facts of a table; what is wrong with it as a table is added to ``found``."""
    try:
        data = table.read_bytes()
    except OSError as error:
        raise InputError("table", str(table), f"cannot be read: {error.strerror}") from error
    reader: Callable[..., Iterator[Entry]]
    match table.suffix.lower():
        case ".csv" if kind != "persons":
            reader = _of_csv
        case ".yaml" | ".yml" if FILE_OF[kind].endswith(".yaml"):
            reader = _of_yaml
        case suffix:
            right = ".csv" if FILE_OF[kind].endswith(".csv") else ".csv or .yaml"
            right = ".yaml" if kind == "persons" else right
            ending = f"the ending {suffix}" if suffix else "no ending"
            told = f"has {ending}: {kind} are imported from {right}"
            raise InputError("table", table.name, told)
    entries = tuple(reader(kind, table.name, data, found))
    if not entries and not found:
        found.append(Diagnostic(table.name, 0, "empty-table", "there is no fact in it"))
    seen: dict[str, int] = {}
    for one in entries:
        if one.id in seen:
            message = f"`{one.id}` stands in line {seen[one.id]} already"
            found.append(Diagnostic(table.name, one.line, "repeated-id", message, one.id))
        seen.setdefault(one.id, one.line)
    return entries


def _of_csv(kind: str, file: str, data: bytes, found: list[Diagnostic]) -> Iterator[Entry]:
    required, optional = columns(_MODELS[kind])
    rows = read_table(data, file=file, required=required, optional=optional)
    found += rows.diagnostics
    for row in rows.rows:
        yield Entry(row.cells.get("id", ""), row.cells, row.line)


def _of_yaml(kind: str, file: str, data: bytes, found: list[Diagnostic]) -> Iterator[Entry]:
    del kind
    try:
        document = load(decode(data, file=file), file=file)
    except SourceFilesError as error:
        found += error.diagnostics
        return
    items = document.value if isinstance(document.value, list) else []
    if not items and document.value:
        found.append(Diagnostic(file, 1, "not-a-list", "the table must be a list of records"))
    for index, item in enumerate(items):
        if isinstance(item, dict):
            yield Entry(str(item.get("id", "")), item, document.line(index))
        else:
            message = "a record must have named fields"
            found.append(Diagnostic(file, document.line(index), "not-a-mapping", message))


def _without_source(kind: str, file: str, entries: tuple[Entry, ...]) -> Iterator[Diagnostic]:
    """Yield a finding for each fact that rests on nothing but the word of who brings it."""
    for one in entries if kind != "sources" else ():
        named = one.values.get("sources") or ()
        if set(named.split() if isinstance(named, str) else named) == {_GENERAL}:
            message = "a new fact needs a source that others can look up"
            yield Diagnostic(file, one.line, "no-source", message, one.id)


def _merge(
    merge: _Merge, kind: str, table: Path, entries: tuple[Entry, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Put facts into the file of their kind; return the ids that are new and those that change."""
    file = FILE_OF[kind]
    entries = tuple({one.id: one for one in reversed(entries)}.values())[::-1]
    for one in entries:
        merge.places[kind, one.id] = table.name, one.line
    old = merge.data.get(file, b"")
    write = _into_csv if file.endswith(".csv") else _into_yaml
    added, changed, text = write(kind, old.decode("utf-8-sig"), entries)
    if added or changed:
        merge.data[file] = merge.files[file] = text.encode()
    return tuple(added), tuple(changed)


def _into_csv(kind: str, text: str, entries: tuple[Entry, ...]) -> tuple[list[str], list[str], str]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    rows = {row["id"]: row for row in reader}
    required, optional = columns(_MODELS[kind])
    header = list(reader.fieldnames or (*required, *optional))
    header += sorted({name for one in entries for name in one.values} - {*header})
    added, changed = [], []
    for one in entries:
        row = {name: str(one.values.get(name, "")) for name in header}
        before = rows.get(one.id)
        if before is None:
            added.append(one.id)
        elif {name: before.get(name) or "" for name in header} != row:
            changed.append(one.id)
        rows[one.id] = row
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows.values())
    return added, changed, target.getvalue()


def _into_yaml(
    kind: str, text: str, entries: tuple[Entry, ...]
) -> tuple[list[str], list[str], str]:
    document = load(text, file=FILE_OF[kind])
    items = document.value if isinstance(document.value, list) else []
    lines = text.splitlines()
    at = {
        str(item.get("id")): (document.line(index) - 1, item)
        for index, item in enumerate(items)
        if isinstance(item, dict)
    }
    added, changed, replaced = [], [], {}
    for one in entries:
        values = _typed(kind, one.values)
        if one.id not in at:
            added.append(one.id)
            lines += ["", *_lines(values)]
        elif at[one.id][1] != values:
            changed.append(one.id)
            replaced[at[one.id][0]] = _lines(values)
    for start in sorted(replaced, reverse=True):
        end = start + 1
        while end < len(lines) and lines[end].startswith(" "):
            end += 1
        lines[start:end] = replaced[start]
    return added, changed, "\n".join(lines).lstrip("\n") + "\n"


def _typed(kind: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the cells of a row as YAML has them; what comes from YAML stays."""
    if kind == "persons" or not all(isinstance(one, str) for one in values.values()):
        return values
    typed = from_cells(_MODELS[kind], values)
    return {name: list(one) if isinstance(one, tuple) else one for name, one in typed.items()}


def _lines(values: Mapping[str, Any]) -> list[str]:
    text = yaml.safe_dump(
        dict(values),
        sort_keys=False,
        allow_unicode=True,
        width=_WIDTH,
        default_flow_style=None,
    )
    first, *rest = _DAY.sub(r"\1", text).splitlines()
    return [f"- {first}", *(f"  {line}" for line in rest)]
