"""The commands about meetings: where guests could meet, whom a place could receive, summits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from .options import Json, KnownOn, Profile, Records, Rules
from .parts import PARTS

if TYPE_CHECKING:
    from ..case.terms import Presence, Purpose

_On = Annotated[str | None, typer.Option("--on", metavar="DATE", help=PARTS["on"].description)]
_Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="The last day: the answer is that of the worst."),
]
_Presence = Annotated[str, typer.Option(help=PARTS["presence"].description)]
_Purpose = Annotated[str, typer.Option(help=PARTS["purpose"].description)]


def venues(  # noqa: PLR0913, PLR0917  # typer reads commands from their parameters
    guests: Annotated[
        list[str],
        typer.Option(metavar="NAMES", help="Who comes, with commas between; may be repeated."),
    ],
    places: Annotated[
        list[str] | None,
        typer.Option(metavar="NAMES", help="Candidates, with commas between; may be repeated."),
    ] = None,
    organisation: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Its members on those days are the candidates."),
    ] = None,
    summits: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAMES",
            help="Meetings on record, by id or by who holds them, each on its own days.",
        ),
    ] = None,
    on: _On = None,
    until: _Until = None,
    presence: _Presence = "ground",
    purpose: _Purpose = "unspecified",
    profile: Profile = None,
    known_on: KnownOn = None,
    overflown: Annotated[  # noqa: FBT002  # a switch
        bool,
        typer.Option("--overflown", help="Tell what lies between the guests' capitals and venues."),
    ] = False,
    as_json: Json = False,  # noqa: FBT002  # a switch
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Rank places where several wanted persons could meet, by who would have to be arrested.

    Example: safeconduct venues --guests putin,netanyahu --organisation BRICS --on 2027-01-01
    """
    from ..engine import Engine
    from .meeting import print_venues

    found = Engine.load(records=records, rules=rules or ()).venues(
        ",".join(guests),
        places=",".join(places) if places else None,
        organisation=organisation,
        summits=",".join(summits) if summits else None,
        on=on,
        until=until,
        presence=cast("Presence", presence),
        purpose=cast("Purpose", purpose),
        profile=profile,
        known_on=known_on,
        overflown=overflown,
    )
    print_venues(found, as_json=as_json)


def reception(
    place: Annotated[str, typer.Argument(metavar="PLACE", help=PARTS["place"].description)],
    on: _On = None,
    until: _Until = None,
    presence: _Presence = "ground",
    purpose: _Purpose = "unspecified",
    profile: Profile = None,
    known_on: KnownOn = None,
    as_json: Json = False,  # noqa: FBT002  # a switch
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Say whom of those publicly wanted PLACE could not receive without a duty to arrest."""
    from ..engine import Engine
    from .meeting import print_reception

    found = Engine.load(records=records, rules=rules or ()).reception(
        place,
        on=on,
        until=until,
        presence=cast("Presence", presence),
        purpose=cast("Purpose", purpose),
        profile=profile,
        known_on=known_on,
    )
    print_reception(found, as_json=as_json)


def summits(
    organisation: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="Who holds them. Default: all on record."),
    ] = None,
    known_on: KnownOn = None,
    as_json: Json = False,  # noqa: FBT002  # a switch
    records: Records = None,
    rules: Rules = None,
) -> None:
    """List meetings of leaders that were announced, with host, days and sources."""
    from ..engine import Engine
    from .meeting import print_summits

    engine = Engine.load(records=records, rules=rules or ())
    print_summits(engine if known_on is None else engine.known_on(known_on), organisation, as_json)
