"""The command that compares; what is heavy is imported when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import (
    Assume,
    Json,
    KnownOn,
    On,
    Person,
    Place,
    Positions,
    Presence,
    Profile,
    Purpose,
    Records,
    Rules,
)


def compare(  # noqa: PLR0913, PLR0917  # typer reads commands from their parameters
    person: Person,
    place: Place,
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
    presence: Presence = "ground",
    purpose: Purpose = "unspecified",
    profile: Profile = "icc",
    known_on: KnownOn = None,
    assume: Assume = None,
    position: Positions = None,
    with_assume: Annotated[
        list[str] | None,
        typer.Option(
            "--with-assume",
            metavar="FACT=VALUE",
            help="Compare with supposing a fact; may be repeated.",
        ),
    ] = None,
    with_position: Annotated[
        list[str] | None,
        typer.Option(
            "--with-position",
            metavar="ISSUE=POSITION",
            help="Compare with taking another position; may be repeated.",
        ),
    ] = None,
    as_json: Json = False,  # noqa: FBT002
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Put the same question twice, or to all profiles, and show the premises that differ."""
    from .errors import reporting

    with reporting():
        from ..answers.comparison.compare import compare as compared
        from ..answers.comparison.compare import two_or_more
        from ..case.question import Question
        from .compare import print_comparison
        from .question import load
        from .supposing import Supposed

        both, second = Supposed.of(assume, position), Supposed.of(with_assume, with_position)
        engine, question = load(
            records,
            rules,
            both,
            second,
            person=person,
            place=place,
            on=on,
            presence=presence,
            purpose=purpose,
            profile=profile,
            known_on=known_on,
            other_place=with_place,
            other_on=with_date,
        )
        questions = two_or_more(
            engine,
            other_place=question.pop("other_place", None),
            other_on=question.pop("other_on", None),
            question=Question(**question, assume=both.assumed, positions=both.positions),
            other_assume=second.assumed,
            other_positions=second.positions,
            profiles=profiles,
        )
        print_comparison(compared(engine, questions), as_json=as_json)
