"""Records as the files of a directory: what is read from these is what was written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from pydantic import BaseModel

from .registry import by_kind, registered
from .source_files import KIND_FILES, PERSONS_FILE
from .tables import Tables

WITHIN: Final = ("offices", "warrants", "custody")
"""What stands within its person."""


def files_of(tables: Tables, kinds: Collection[str] = ()) -> dict[str, bytes]:
    """Return the files, by name, in which records stand as they would be read.

    Every field is written, so that nothing is taken from elsewhere; comments are not kept. Order
    within a kind stays. Files that may be missing are left out if there is nothing in them.
    ``kinds``: of which files are written, by default of all.

    >>> from safeconduct.records import load_world
    >>> from safeconduct.records.source_files import read_source_files
    >>> world = load_world()
    >>> read_source_files(files_of(world.tables)).tables() == world.tables
    True
    """
    found: dict[str, bytes] = {}
    for name, file in KIND_FILES.items():
        records = getattr(tables, file.kind)
        if kinds and file.kind not in kinds:
            continue
        if not records and file.may_be_missing:
            continue
        if name.endswith(".csv"):
            found[name] = _csv(file.model, records)
        elif name == PERSONS_FILE:
            found[name] = yaml_of(_persons(tables))
        else:
            found[name] = yaml_of([record.model_dump(mode="json") for record in records])
    for kind, records in by_kind(tables.of_bindings):
        one = registered()[kind]
        if not kinds or kind in kinds:
            values = [record.model_dump(mode="json") for record in records]
            found[one.file] = _csv(one.model, records) if one.ending == "csv" else yaml_of(values)
    return found


def _csv(model: type[BaseModel], records: Iterable[BaseModel]) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, list(model.model_fields), lineterminator="\n")
    writer.writeheader()
    for record in records:
        values = record.model_dump(mode="json")
        writer.writerow({name: _cell(value) for name, value in values.items()})
    return target.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _persons(tables: Tables) -> list[dict[str, Any]]:
    """Return persons with what stands within each."""
    found = {one.id: one.model_dump(mode="json") for one in tables.persons}
    for kind in WITHIN:
        for person in found.values():
            person[kind] = []
        for record in getattr(tables, kind):
            values = record.model_dump(mode="json")
            found[values.pop("person")][kind].append(values)
    return list(found.values())


def yaml_of(records: Iterable[Mapping[str, Any]]) -> bytes:
    """Return records as a file of YAML: each member on a line, its value as JSON, which YAML is."""
    lines = []
    for record in records:
        for number, (name, value) in enumerate(record.items()):
            text = json.dumps(value, ensure_ascii=False)
            lines.append(f"{'  ' if number else '- '}{name}: {text}")
        lines.append("")
    return "\n".join(lines or ["[]", ""]).encode()
