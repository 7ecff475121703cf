"""The commands about live records: what was changed, adding, retracting, writing them as files."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from ..base.errors import InputError
from ..base.extras import require_extra
from ..base.words import counted
from .help import Commands
from .options import Records, Rules

if TYPE_CHECKING:
    from ..live import Live
    from ..live.model import CheckedChange, LiveEntry

_SETTING: Final = "SAFECONDUCT_LIVE"

LiveUrl = Annotated[
    str,
    typer.Option(
        "--live",
        metavar="URL",
        envvar=_SETTING,
        help="The database: sqlite:////PATH/FILE or postgresql://USER:PASSWORD@HOST/NAME.",
        show_envvar=True,
    ),
]
Reason = Annotated[str, typer.Option("--reason", help="Why, for whoever reads the log.")]
Since = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        formats=["%Y-%m-%d"],
        help="Since when it was wrong in these records. Default: not known.",
    ),
]
Report = Annotated[str, typer.Option("--report", help="The id of the report that led to it.")]
Who = Annotated[str, typer.Option("--who", help="Who changes it. Default: you, as you are known.")]
Check = Annotated[
    bool, typer.Option("--check", help="Only tell what would change; nothing is kept.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


def add_live_commands(app: Commands) -> None:
    """Add the commands to those about records."""
    app.command("log")(log)
    app.command("add")(add)
    app.command("retract")(retract)
    app.command("export")(export_records)


def log(
    live: LiveUrl = "",
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many at most.")] = 20,
    records: Records = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """List what was added, corrected and retracted, the latest first."""
    from .output import TerminalTable, print_json, print_table

    with _opened(live, records, rules, make=False) as opened:
        total, entries = opened.entries(limit)
    if as_json:
        print_json([one.model_dump(mode="json") for one in entries])
        return
    made = TerminalTable(("no.", "when", "who", "what", "kind", "record", "answers"))
    for one in entries:
        made.add_row(
            str(one.seq),
            f"{one.at[:19]}Z",
            one.who,
            one.action,
            one.kind,
            one.record_id,
            f"{one.impact.changed} of {one.impact.asked}",
        )
    made.caption = f"{counted(total, 'entry', 'entries')} in all"
    print_table(made)


def add(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="As its file is called: warrants.")],
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", exists=True, dir_okay=False, help="The record, as YAML or JSON."
        ),
    ],
    reason: Reason,
    wrong: Annotated[
        str, typer.Option("--wrong", help="What was wrong: the record is corrected, not new.")
    ] = "",
    since: Since = None,
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="A list of sources that are new, as YAML or JSON.",
        ),
    ] = None,
    report: Report = "",
    who: Who = "",
    live: LiveUrl = "",
    check: Check = False,
    records: Records = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Add a record, or correct one that is there, and tell which answers that changes."""
    values = {
        "action": "correct" if wrong else "add",
        "kind": kind,
        "record": _read(file, "FILE", list_of_one=True),
        "sources": () if sources is None else _read(sources, "--sources"),
    }
    said = {"reason": reason, "wrong": wrong, "since": since and since.date(), "report": report}
    with _opened(live, records, rules) as opened:
        _change(opened, {**values, **said}, who, check=check, as_json=as_json)


def retract(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="As its file is called: visits.")],
    id: Annotated[str, typer.Argument(metavar="ID", help="Which record.")],
    reason: Reason,
    wrong: Annotated[str, typer.Option("--wrong", help="What was wrong with it.")],
    since: Since = None,
    report: Report = "",
    who: Who = "",
    live: LiveUrl = "",
    check: Check = False,
    records: Records = None,
    rules: Rules = None,
    as_json: AsJson = False,
) -> None:
    """Take out a record, and tell which answers that changes."""
    values = {"action": "retract", "kind": kind, "id": id}
    said = {"reason": reason, "wrong": wrong, "since": since and since.date(), "report": report}
    with _opened(live, records, rules) as opened:
        _change(opened, {**values, **said}, who, check=check, as_json=as_json)


def export_records(
    directory: Annotated[
        Path,
        typer.Argument(metavar="DIR", file_okay=False, help="An empty directory, or a new one."),
    ],
    world: Annotated[
        str, typer.Option("--world", help="The digest that the records had. Default: as they are.")
    ] = "",
    live: LiveUrl = "",
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Write all records as files that `safeconduct records check` takes."""
    from ..live import export
    from .output import say

    with _opened(live, records, rules, make=False) as opened:
        found = opened.at(world) if world else opened.engine.world
    names = export(found, directory)
    say(f"{counted(len(names), 'file')} in {directory}: the records {found.digest}")


@contextmanager
def _opened(
    url: str, records: Path | None, rules: list[Path] | None, *, make: bool = True
) -> Iterator[Live]:
    require_extra("store")
    from ..engine import Engine
    from ..live import Live

    if not url:
        valid = ("sqlite:////PATH/FILE", "postgresql://USER:PASSWORD@HOST/NAME")
        raise InputError("--live", None, f"is missing; {_SETTING} may say it as well", valid)
    with Live.open(Engine.load(records=records, rules=rules or ()), url, make=make) as opened:
        yield opened


def _read(file: Path, field: str, *, list_of_one: bool = False) -> Any:
    """Return what a file says; of a list of one, as files of records are, that one if asked."""
    from ..base.text_files import read_text
    from ..base.yaml12 import load

    value = load(read_text(file, file=file.name), file=file.name).value
    if list_of_one and isinstance(value, list) and len(value) == 1:
        return value[0]
    right = dict if list_of_one else list
    if not isinstance(value, right):
        told = "must have one record, with named fields" if list_of_one else "must be a list"
        raise InputError(field, file.name, told)
    return value


def _change(live: Live, values: dict[str, Any], who: str, *, check: bool, as_json: bool) -> None:
    from ..live import change_of
    from ..live.impact import SECONDS
    from .output import print_json

    change = change_of(values)
    done: CheckedChange | LiveEntry
    if check:
        done = live.check(change, seconds=SECONDS)
    else:
        done = live.accept(change, who or _user(), seconds=SECONDS)
    if as_json:
        print_json(done.model_dump(mode="json"))
        return
    _tell(done, kept=not check)


def _tell(done: CheckedChange | LiveEntry, *, kept: bool) -> None:
    from .output import say

    impact = done.impact
    answers = counted(impact.changed, "answer")
    be = "changed" if kept else "would change"
    say(f"{answers} {be}, of {impact.asked:,} that were compared; there are {impact.possible:,}.")
    for way, count in impact.outcomes.items():
        say(f"  {count}: {way}")
    if kept:
        say(f"{done.kind} {done.record_id}: kept. The records are {done.world} from now on.")
    else:
        say("Nothing was kept.")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # nobody that the system knows
        return "the terminal"
