"""The commands about a decision log: verify, list, show, replay and export."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from .help import Commands
from .options import Json, Records, Rules

decisions_app = Commands(help="The log of what a service answered: look through it, prove it.")

LogUrl = Annotated[
    str,
    typer.Option(
        "--log",
        metavar="URL",
        envvar="SAFECONDUCT_DECISIONS_URL",
        help="sqlite:////PATH/FILE or postgresql://USER:PASSWORD@HOST/NAME. Default: the file of "
        "the user in which a service keeps it.",
    ),
]
Id = Annotated[str, typer.Argument(metavar="ID", help="Its id, as in the header Decision-Id.")]


@decisions_app.command("verify")
def verify_command(
    log: LogUrl = "",
    noted: Annotated[
        str | None,
        typer.Option(
            metavar="ROW:HASH",
            help="Number and hash of a row, as `verify` printed them once; they must still be so.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Walk the whole log; print every row that was changed, taken out, put in or swapped.

    Exit code 1 if there is any. At the end stand number and hash of the last row: noted where
    nobody who can write to the log can write, they show later that it was not made anew.
    """
    from .recorded import print_verified

    print_verified(log, noted, as_json=as_json)


@decisions_app.command("list")
def list_command(
    log: LogUrl = "",
    person: Annotated[str | None, typer.Option(help="Only of this person.")] = None,
    place: Annotated[str | None, typer.Option(help="Only about this place.")] = None,
    outcome: Annotated[str | None, typer.Option(help="Only those with this outcome.")] = None,
    question: Annotated[str | None, typer.Option(help="Only answers to this question.")] = None,
    caller: Annotated[str | None, typer.Option(help="Only of this caller.")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only those of this day (UTC) or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only those of this day (UTC) or earlier.")
    ] = None,
    limit: Annotated[str, typer.Option(help="How many at most, 1 to 500.")] = "20",
    cursor: Annotated[
        str | None, typer.Option(metavar="ID", help="Where the page before ended.")
    ] = None,
    as_json: Json = False,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """List decisions, the latest first."""
    from ..engine import Engine
    from .recorded import print_list

    given = {
        "person": person,
        "place": place,
        "outcome": outcome,
        "question": question,
        "caller": caller,
        "since": since,
        "until": until,
        "limit": limit,
        "cursor": cursor,
    }
    sought = {name: it for name, it in given.items() if it is not None}
    loaded = cache(lambda: Engine.load(records=records, rules=rules or ()))
    print_list(log, sought, loaded, as_json=as_json)


@decisions_app.command("show")
def show_command(id: Id, log: LogUrl = "", as_json: Json = False) -> None:
    """Print one decision, with what is kept of its answer."""
    from .recorded import print_decision

    print_decision(log, id, as_json=as_json)


@decisions_app.command("replay")
def replay_command(
    id: Id,
    log: LogUrl = "",
    as_json: Json = False,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Derive a decision again from the records and rules that it names.

    Exit codes: 0 it is the same, 1 it differs, 3 it cannot be derived here.
    """
    from ..engine import Engine
    from .recorded import print_replayed

    print_replayed(log, id, Engine.load(records=records, rules=rules or ()), as_json=as_json)


@decisions_app.command("export")
def export_command(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="Where to; default: standard output."),
    ] = None,
    log: LogUrl = "",
    answers: Annotated[
        bool, typer.Option("--answers", help="With the whole answers that are kept.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that exists.")] = False,
) -> None:
    """Write every decision as a line of JSON, in the order of the chain."""
    from .recorded import export

    export(log, file, answers=answers, force=force)
