"""The commands that show one question whole: over time, everywhere, and what would change it."""

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


def timeline(
    person: Person,
    place: Place,
    presence: Presence = "ground",
    purpose: Purpose = "unspecified",
    profile: Profile = "icc",
    known_on: KnownOn = None,
    as_json: Json = False,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Show every change of the answer since 2002 and into the scheduled future."""
    from .errors import reporting

    with reporting():
        from .question import load
        from .views import print_timeline

        engine, question = load(
            records,
            rules,
            person=person,
            place=place,
            presence=presence,
            purpose=purpose,
            profile=profile,
            known_on=known_on,
        )
        found = engine.timeline(**question)
        print_timeline(found, engine.clock(), as_json=as_json)


def map_(
    person: Person,
    on: On = None,
    presence: Presence = "ground",
    purpose: Purpose = "unspecified",
    profile: Profile = "icc",
    known_on: KnownOn = None,
    as_json: Json = False,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Say what would follow in every place on that day, grouped by outcome."""
    from .errors import reporting

    with reporting():
        from .everywhere import print_map
        from .question import load

        engine, question = load(
            records,
            rules,
            person=person,
            on=on,
            presence=presence,
            purpose=purpose,
            profile=profile,
            known_on=known_on,
        )
        found = engine.map(**question)
        print_map(found, as_json=as_json)


def changes(
    person: Person,
    place: Place,
    on: On = None,
    presence: Presence = "ground",
    purpose: Purpose = "unspecified",
    profile: Profile = "icc",
    known_on: KnownOn = None,
    assume: Assume = None,
    position: Positions = None,
    as_json: Json = False,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Say what would change the answer: facts, what is scheduled, other readings."""
    from .errors import reporting

    with reporting():
        from .question import load
        from .supposing import Supposed
        from .views import print_changes

        supposed = Supposed.of(assume, position)
        engine, question = load(
            records,
            rules,
            supposed,
            person=person,
            place=place,
            on=on,
            presence=presence,
            purpose=purpose,
            profile=profile,
            known_on=known_on,
        )
        found = engine.changes(**question, assume=supposed.assumed, positions=supposed.positions)
        print_changes(found, as_json=as_json)


def why_not(
    person: Person,
    place: Place,
    outcome: Annotated[
        str, typer.Argument(metavar="OUTCOME", help="The outcome one might have expected.")
    ],
    on: On = None,
    presence: Presence = "ground",
    purpose: Purpose = "unspecified",
    profile: Profile = "icc",
    known_on: KnownOn = None,
    as_json: Json = False,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Say why the answer is not OUTCOME: the rules that nearly applied, and what they lack."""
    from .errors import reporting
    from .output import print_json, say

    with reporting():
        from .question import load

        engine, question = load(
            records,
            rules,
            person=person,
            place=place,
            outcome=outcome,
            on=on,
            presence=presence,
            purpose=purpose,
            profile=profile,
            known_on=known_on,
        )
        found = engine.why_not(**question)
        if as_json:
            print_json(found.model_dump(mode="json"))
        else:
            say(found.explain())


def upcoming(
    person: Annotated[
        str | None, typer.Argument(metavar="PERSON", help="Default: everybody who is wanted.")
    ] = None,
    profile: Profile = "icc",
    as_json: Json = False,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """List what is scheduled to change, for whom and where."""
    from .errors import reporting

    with reporting():
        from .ahead import print_upcoming
        from .question import load

        engine, question = load(records, rules, person=person, profile=profile)
        print_upcoming(engine.upcoming(**question), as_json=as_json)
