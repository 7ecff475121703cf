"""The command that compares; what is heavy is imported when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import Json, KnownOn, On, Profile, Records, Rules


def compare(  # noqa: PLR0913, PLR0917  # typer reads commands from their parameters
    person: Annotated[str, typer.Argument(help="Id, name or alias, in any script.")],
    place: Annotated[str, typer.Argument(help="Id, ISO 3166-1 code, name or main city.")],
    with_place: Annotated[
        str | None, typer.Option("--with-place", metavar="PLACE", help="Another place.")
    ] = None,
    on: On = None,
    with_date: Annotated[
        str | None,
        typer.Option("--with-date", metavar="DATE", help="Another day, YYYY-MM-DD."),
    ] = None,
    profiles: Annotated[  # noqa: FBT002  # a switch
        bool, typer.Option("--profiles", help="Compare all readings of the law.")
    ] = False,
    presence: Annotated[str, typer.Option(help="How the person is there.")] = "ground",
    purpose: Annotated[str, typer.Option(help="What the journey is for.")] = "unspecified",
    profile: Profile = "icc",
    known_on: KnownOn = None,
    as_json: Json = False,  # noqa: FBT002
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Put the same question twice, or to all profiles, and show the premises that differ."""
    from .errors import reporting

    with reporting():
        from ..compare import Asked, two_or_more
        from ..compare import compare as compared
        from ..engine import Engine
        from .compare import print_comparison

        engine = Engine.load(records=records, rules=rules or ())
        if with_place is None and with_date is None and not profiles:
            raise typer.BadParameter("say with what: --with-place, --with-date or --profiles")
        questions = two_or_more(
            engine,
            Asked(person, place, on, presence, purpose, profile, known_on),
            other_place=with_place,
            other_on=with_date,
            profiles=profiles,
        )
        print_comparison(compared(engine, questions), as_json=as_json)
