"""Records on the terminal: what is wrong with them, the kinds that there are, or those of one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.text import Text

from ..base.errors import InputError
from ..base.words import counted, near
from ..records import check_records
from ..records.describe import describe
from ..records.registry import registered
from ..records.tables import RECORD_KINDS
from ..records.world import World
from ..rulebase.manifest import MANIFEST
from .output import print_json, print_table, say, table
from .reports import print_findings


def print_kinds(world: World, *, as_json: bool) -> None:
    """Print every kind of record with how many there are."""
    counts = {kind: len(world.tables.of(kind)) for kind in _kinds()}
    if as_json:
        print_json(counts)
        return
    made = table("Kind", "Records")
    for kind, count in counts.items():
        made.add_row(kind, f"{count:,}")
    print_table(made)


def print_records(world: World, kind: str, limit: int, offset: int, *, as_json: bool) -> None:
    """Print the records of a kind from ``offset`` on, at most ``limit`` of them.

    Raises `InputError` for a kind that there is not.
    """
    kinds = _kinds()
    if kind not in kinds:
        hint = near(kind, kinds) or "`safeconduct records list` names those that there are"
        raise InputError("kind", kind[:60], f"is not a kind of record; {hint}")
    records = world.tables.of(kind)
    shown = records[offset : offset + limit]
    if as_json:
        items: list[dict[str, Any]] = [
            {**one.model_dump(mode="json"), "says": describe(world, one).says} for one in shown
        ]
        page = {"kind": kind, "total": len(records), "limit": limit, "offset": offset}
        print_json({**page, "items": items, "world": world.digest})
        return
    made = table("Id", "Record")
    for one in shown:
        made.add_row(Text(one.id), Text(describe(world, one).says))
    if shown:
        print_table(made)
    last = offset + len(shown)
    which = f", {offset + 1} to {last}" if shown and len(shown) < len(records) else ""
    say(f"{counted(len(records), 'record')} of the kind {kind}{which}.")
    if last < len(records) and shown:
        say(f"--offset {last} goes on.")


def _kinds() -> tuple[str, ...]:
    """Return the kinds of ours, then those that bindings bring."""
    return (*RECORD_KINDS, *registered())


def print_checked(directory: Path | None, *, as_json: bool) -> None:
    """Print every finding about a directory of records, by default the embedded one.

    Raises `InputError` for records that go with rules, and `typer.Exit` if anything is found.
    """
    found = check_records(directory)
    if directory is not None and any(one.code == "missing-file" for one in found):
        rules = directory.absolute().parent
        if (rules / MANIFEST).is_file():  # they need not be complete
            wrong = "has records that go with the rules beside it, and are checked with them"
            right = (f"safeconduct rules check {rules}",)
            raise InputError("DIR", str(directory), wrong, right)
    print_findings("records", found, as_json=as_json)
