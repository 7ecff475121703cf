"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

if TYPE_CHECKING:  # any text comes from a command line; the engine says which values there are
    from ..case import terms

    Presence: TypeAlias = terms.Presence
    Purpose: TypeAlias = terms.Purpose
else:
    Presence = Annotated[str, typer.Option(help="How the person is there.")]
    Purpose = Annotated[str, typer.Option(help="What the journey is for.")]

Person = Annotated[str, typer.Argument(metavar="PERSON", help="Id, name or alias, in any script.")]
Place = Annotated[
    str, typer.Argument(metavar="PLACE", help="Id, ISO 3166-1 code, name or main city.")
]
Json = Annotated[bool, typer.Option("--json", help="Print the same JSON as the HTTP service.")]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="The day, YYYY-MM-DD. Default: today (UTC)."),
]
KnownOn = Annotated[
    str | None,
    typer.Option(
        "--known-on",
        metavar="DATE",
        help="Answer from what was public on that day, YYYY-MM-DD. Default: all records.",
    ),
]
Assume = Annotated[
    list[str] | None,
    typer.Option(
        "--assume",
        metavar="FACT=VALUE",
        help="Suppose a fact in place of what the records say; may be repeated.",
    ),
]
Positions = Annotated[
    list[str] | None,
    typer.Option(
        "--position",
        metavar="ISSUE=POSITION",
        help="Take another position than the profile's on one issue; may be repeated.",
    ),
]
Profile = Annotated[str, typer.Option(help="Which readings of the law to follow.")]
Records = Annotated[
    Path | None,
    typer.Option(
        "--records",
        metavar="DIR",
        exists=True,
        file_okay=False,
        envvar="SAFECONDUCT_RECORDS",
        help="Records to use instead of the embedded ones.",
    ),
]
Rules = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules",
        metavar="DIR",
        exists=True,
        file_okay=False,
        envvar="SAFECONDUCT_RULES",
        help="Rules to layer on the embedded ones; may be repeated.",
    ),
]
