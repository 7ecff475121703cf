"""The command that screens files; what is heavy is imported when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import KnownOn, Profile, Records, Rules


def screen(  # noqa: PLR0913, PLR0917  # typer reads commands from their parameters
    source: Annotated[
        str, typer.Argument(metavar="IN", help="File of persons, places and days; - for stdin.")
    ],
    target: Annotated[str, typer.Argument(metavar="OUT", help="File to write; - for stdout.")],
    on: Annotated[
        str | None,
        typer.Option(
            "--on", metavar="DATE", help="The day of all rows, if there is no column `on`."
        ),
    ] = None,
    presence: Annotated[
        str, typer.Option(help="How the person is there, where the row does not say.")
    ] = "ground",
    purpose: Annotated[
        str, typer.Option(help="What the journey is for, where the row does not say.")
    ] = "unspecified",
    profile: Profile = None,
    known_on: KnownOn = None,
    columns: Annotated[
        str | None,
        typer.Option(metavar="NAMES", help="Columns of the answer to add, separated by commas."),
    ] = None,
    read_as: Annotated[
        str | None,
        typer.Option("--from", metavar="FORMAT", help="csv, ndjson or parquet. Default: by name."),
    ] = None,
    write_as: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help="csv, ndjson or parquet. Default: by name."),
    ] = None,
    surnames: Annotated[  # noqa: FBT002  # a switch
        bool,
        typer.Option("--surnames", help="Take a surname for whom the press means by it."),
    ] = False,
    rejected: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Where bad rows go. Default: OUT.rejected.ndjson."),
    ] = None,
    force: Annotated[  # noqa: FBT002  # a switch
        bool, typer.Option("--force", help="Replace files that exist.")
    ] = False,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Answer a file of questions, one in each row, into another file.

    Columns: person, place, on, and if you like presence and purpose; others are passed through.
    Rows that cannot be answered go to a file of their own, with their line and the reason.
    Exit codes: 0 all rows answered, 3 some rejected, 2 wrong input, 1 failure, 130 or 143
    interrupted; but for 0 and 3, no output is there.
    """
    from ..answers.mistakes import Mistakes
    from ..screening.columns import named_columns
    from ..screening.files import plan

    mistakes = Mistakes()
    planned = mistakes.attempt(
        lambda: plan(
            source, target, rejected=rejected, read_as=read_as, write_as=write_as, force=force
        )
    )
    chosen = mistakes.attempt(lambda: named_columns(columns)) if columns is not None else None
    from .screening import run

    question = {
        "on": on,
        "presence": presence,
        "purpose": purpose,
        "profile": profile,
        "known_on": known_on,
    }
    raise typer.Exit(
        run(planned, question, chosen, mistakes, records, rules or (), surnames=surnames)
    )
