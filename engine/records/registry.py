"""Kinds of records that the binding of a question brings, beside those that are ours.

Another package names its binding by the entry point `GROUP`, as `questions/bindings.py` reads it;
here only its ``records`` are looked at, and only where something lies that is of no kind of ours.
"""

from __future__ import annotations

import hashlib
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Final, Literal

from ..base.errors import InputError
from .models import Record

GROUP: Final = "safeconduct.questions"
"""The entry points by which another package brings the binding of its question."""

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class RecordDiagnostic:
    """One thing wrong with the record ``id`` of ``kind``."""

    kind: str
    id: str
    code: str
    message: str
    fix: str = ""


@dataclass(frozen=True)
class RecordKind:
    """A kind of record, whose file is called as it is: ``waivers.csv`` for ``waivers``.

    ``one``: what one of them is called. ``model``: its columns, a `Record`. ``says``: tells one,
    in a `World`, in a sentence. ``refers``: by field, the kinds of ours in which its ids are looked
    up. ``ordered``: pairs of fields of which the first is not later than the second. ``check``:
    what else is wrong among all of them. ``known_on``: one as it was public on a day, if it was
    public at all.
    """

    name: str
    one: str
    model: type[Record]
    says: Callable[[Any, Any], str]
    ending: Literal["csv", "yaml"] = "csv"
    refers: Mapping[str, tuple[str, ...]] | None = None
    ordered: tuple[tuple[str, str], ...] = ()
    check: Callable[[Sequence[Any]], Iterable[RecordDiagnostic]] = lambda _: ()
    known_on: Callable[[Any, date], Record] = lambda record, _: record

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.{self.ending}"


@cache
def registered() -> Mapping[str, RecordKind]:
    """Return the kinds that bindings bring, by name.

    Raises `InputError` if one is not a `RecordKind`, has a name that is not a word, or is brought
    twice.
    """
    found: dict[str, RecordKind] = {}
    for point in entry_points(group=GROUP):
        for kind in getattr(point.load(), "records", ()):
            if not isinstance(kind, RecordKind) or not issubclass(kind.model, Record):
                told = f"the binding `{point.name}` brings records of what is not a RecordKind"
                raise InputError("records", point.value, told)
            if kind.name in found:
                told = f"the binding `{point.name}` brings records that another one brings"
                raise InputError("records", kind.name, told)
            if not (_NAME.fullmatch(kind.name) and _NAME.fullmatch(kind.one)):
                told = f"the binding `{point.name}` brings records whose name is not a small word"
                raise InputError("records", kind.name, told)
            found[kind.name] = kind
    return found


def kind_of(record: Record) -> RecordKind:
    """Return the kind of a record that a binding brought; raises `LookupError` for one of ours."""
    return next(kind for kind in registered().values() if type(record) is kind.model)


def by_kind(records: Iterable[Record]) -> Iterator[tuple[str, tuple[Record, ...]]]:
    """Yield records that bindings brought, kind by kind."""
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(kind_of(record).name, []).append(record)
    for kind, ours in found.items():
        yield kind, tuple(ours)


def written(records: Iterable[Record]) -> list[dict[str, Any]]:
    """Return records as plain data, each with its kind."""
    return [{"kind": kind_of(one).name, "record": one.model_dump(mode="json")} for one in records]


def read(values: object) -> tuple[Record, ...]:
    """Return records, as they are or as `written` has them; raises `ValueError` for others."""
    found: list[Record] = []
    for one in values if isinstance(values, list | tuple) else ():
        if isinstance(one, Record):
            found.append(one)
            continue
        kind = registered().get(one["kind"])
        if kind is None:
            raise ValueError(f"no binding brings records of the kind {one['kind']!r}")
        found.append(kind.model.model_validate(one["record"]))
    return tuple(found)


def code_digest(records: Iterable[Record]) -> str:
    """Return a digest of the modules whose kinds these records are; empty if there are none."""
    modules = {inspect.getsourcefile(kind_of(one).model) or "" for one in records}
    if not modules:
        return ""
    total = hashlib.sha256()
    for path in sorted(modules):
        total.update(Path(path).read_bytes() if path else b"")
    return total.hexdigest()
