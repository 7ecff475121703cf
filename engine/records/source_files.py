"""Reading a directory of source files into records.

Nothing is raised for a wrong file, row or value: all findings are collected, so that an author
sees every mistake at once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import BaseModel

from ..base.errors import Diagnostic, InputError, RecordsError, SourceFilesError
from ..base.text_files import decode, is_there, read_data
from ..base.words import near
from ..base.yaml12 import Document, load
from .cells import LineOf, build, columns, from_cells
from .models import Reach
from .persons_file import read_person
from .registry import registered
from .table import read_table
from .tables import OF_BINDINGS, KindFile, Tables

Directory = Path | Traversable


@dataclass(frozen=True)
class SourceFile:
    """What a file of the source holds."""

    kind: str
    model: type[BaseModel]
    may_be_missing: bool


def _source_files() -> Iterator[tuple[str, SourceFile]]:
    """Yield the file of each kind, as `Tables` declares it."""
    for kind, field_ in Tables.model_fields.items():
        model, _ = get_args(field_.annotation)
        for one in field_.metadata:
            if isinstance(one, KindFile):
                yield f"{kind}.{one.ending}", SourceFile(kind, model, one.may_be_missing)


KIND_FILES: Final[Mapping[str, SourceFile]] = dict(_source_files())
"""The file of each kind that has one, by its name."""
PERSONS_FILE: Final = "persons.yaml"
SOURCE_FILES: Final[Mapping[str, SourceFile]] = {
    **KIND_FILES,
    "sources-places.csv": replace(KIND_FILES["sources.csv"], may_be_missing=True),
}
"""Every file that is read, by its name."""
BESIDE: Final = re.compile(r"[._].*|geography|names|(README|LICENSE|NOTICE)(\..*)?")
"""What may lie in a directory of records and is none: hidden, made, read apart, or for people."""

Key = tuple[str, str]
"""Kind and id of a record."""


@dataclass(frozen=True)
class RecordLocation:
    """Where a record stands."""

    file: str
    line: int


@dataclass
class FilesReading:
    """What was read: records, where each stands, every id that was declared, and the findings."""

    rows: dict[str, list[BaseModel]] = field(default_factory=dict)
    locations: dict[Key, RecordLocation] = field(default_factory=dict)
    declared: set[Key] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @classmethod
    def of(cls, tables: Tables) -> FilesReading:
        """Return records as if they had been read from files."""
        reading = cls()
        for kind, records in tables.by_kind():
            for record in records:
                id_ = record.kind if kind == "reach" else record.id
                reading.rows.setdefault(kind, []).append(record)
                reading.declared.add((kind, id_))
                reading.locations[kind, id_] = RecordLocation(kind, 0)
        return reading

    def tables(self) -> Tables:
        """Return the valid records."""
        rows: dict[str, Any] = {kind: tuple(records) for kind, records in self.rows.items()}
        brought = [rows.pop(kind) for kind in [*rows] if kind not in Tables.model_fields]
        if brought:
            rows[OF_BINDINGS] = tuple(chain.from_iterable(brought))
        return Tables.model_construct(**rows)

    def add(
        self,
        kind: str,
        model: type[BaseModel],
        values: object,
        *,
        file: str,
        line_of: LineOf,
    ) -> None:
        """Validate and keep one record, or report what is wrong with it."""
        name = "kind" if model is Reach else "id"
        subject = str(values.get(name, "")) if isinstance(values, dict) else ""
        line = line_of((name,))
        record, found = build(model, values, file=file, subject=subject, line_of=line_of)
        self.diagnostics += found
        if not subject:
            return
        key = (kind, subject)
        if key in self.declared:
            first = self.locations.get(key)
            where = f", first in {first.file}:{first.line}" if first else ""
            message = f"`{subject}` stands twice among {kind}{where}"
            self.diagnostics.append(Diagnostic(file, line, "repeated-id", message, subject))
            return
        self.declared.add(key)
        if record is not None:
            self.locations[key] = RecordLocation(file, line)
            self.rows.setdefault(kind, []).append(record)


def default_directory() -> Traversable:
    """Return the directory of the embedded records."""
    return files(f"{__package__.rsplit('.', 1)[0]}.fixtures")


def read_bytes(directory: Directory, label: str = "") -> dict[str, bytes]:
    """Return the bytes of each source file that exists, by name; raises `RecordsError`.

    ``label`` stands before the name of a file that cannot be read.
    """
    found: dict[str, bytes] = {}
    brought = [name for name in _others(directory) if name in _brought()]
    for name in (*sorted(SOURCE_FILES), *brought):
        path = directory.joinpath(name)
        if is_there(path):
            try:
                found[name] = read_data(path, file=label + name)
            except SourceFilesError as error:
                raise RecordsError(error.diagnostics) from error
    return found


def sources_digest(data: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over the names and bytes of source files."""
    total = hashlib.sha256()
    for name in sorted(data):
        total.update(f"{name}\0{len(data[name])}\0".encode())
        total.update(data[name])
    return total.hexdigest()


def unknown_files(directory: Directory, label: str = "") -> Iterator[Diagnostic]:
    """Yield a finding for each file in a directory of records that is of no kind."""
    for name in _others(directory):
        if name not in _brought():
            known = sorted({*SOURCE_FILES, *_brought()})
            fix = near(name, known, 1) or f"one of: {', '.join(known)}"
            message = "this is not a file of records"
            yield Diagnostic(label + name, 0, "unknown-file", message, "", fix)


def _others(directory: Directory) -> list[str]:
    """Return the names of what lies in a directory of records and is of no kind of ours."""
    if not directory.is_dir():
        return []
    names = sorted(entry.name for entry in directory.iterdir())
    return [one for one in names if one not in SOURCE_FILES and not BESIDE.fullmatch(one)]


def _brought() -> Mapping[str, SourceFile]:
    """Return the files of the kinds that bindings bring; asked only where there are others."""
    ours = [name for name in registered() if name in Tables.model_fields]
    if ours:
        raise InputError(
            "records", ours[0], "is brought by a binding, and there is such a kind already"
        )
    return {
        one.file: SourceFile(one.name, one.model, may_be_missing=True)
        for one in registered().values()
    }


def _file(name: str) -> SourceFile:
    return SOURCE_FILES.get(name) or _brought()[name]


def read_source_files(data: Mapping[str, bytes]) -> FilesReading:
    """Return the records in the source files ``data`` (name to bytes) and every finding."""
    reading = FilesReading()
    for name in sorted(SOURCE_FILES):
        if name not in data and not SOURCE_FILES[name].may_be_missing:
            reading.diagnostics.append(Diagnostic(name, 0, "missing-file", "the file is missing"))
    return add_source_files(reading, data)


def add_source_files(
    reading: FilesReading, data: Mapping[str, bytes], label: str = ""
) -> FilesReading:
    """Add the records in source files, and every finding, to what was read; return that.

    ``label`` stands before the names of files in findings.
    """
    for name, content in data.items():
        if name.endswith(".csv"):
            _read_csv(reading, name, label + name, content)
        else:
            _read_yaml(reading, name, label + name, content)
    return reading


def _read_csv(reading: FilesReading, name: str, file: str, data: bytes) -> None:
    kind, model = _file(name).kind, _file(name).model
    required, optional = columns(model)
    table = read_table(data, file=file, required=required, optional=optional)
    reading.diagnostics += table.diagnostics
    for row in table.rows:
        line = row.line
        values = from_cells(model, row.cells)
        reading.add(kind, model, values, file=file, line_of=lambda _, line=line: line)  # type: ignore[misc]


def _read_yaml(reading: FilesReading, name: str, file: str, data: bytes) -> None:
    try:
        document = load(decode(data, file=file), file=file)
    except SourceFilesError as error:
        reading.diagnostics += error.diagnostics
        return
    items = [] if document.value is None else document.value
    if not isinstance(items, list):
        reading.diagnostics.append(
            Diagnostic(file, 1, "not-a-list", "the file must be a list of records")
        )
        return
    for index, item in enumerate(items):
        if not isinstance(item, dict):
            line = document.line(index)
            reading.diagnostics.append(
                Diagnostic(file, line, "not-a-mapping", "a record must have named fields")
            )
        elif name == PERSONS_FILE:
            _read_person(reading, document, index, item)
        else:
            source = _file(name)
            reading.add(
                source.kind, source.model, item, file=file, line_of=_lines(document, (index,))
            )


def _read_person(
    reading: FilesReading, document: Document, index: int, item: dict[str, Any]
) -> None:
    for part in read_person(item, file=document.file, line=document.line(index)):
        if isinstance(part, Diagnostic):
            reading.diagnostics.append(part)
        else:
            line_of = _lines(document, (index, *part.path))
            reading.add(part.kind, part.model, part.values, file=document.file, line_of=line_of)


def _lines(document: Document, base: tuple[str | int, ...]) -> LineOf:
    return lambda path: document.line(*base, *path)
