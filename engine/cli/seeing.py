"""The commands that show more of a question: beside another, over time, everywhere, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from .options import Json, asking
from .parts import PARTS, Asked

if TYPE_CHECKING:
    from ..case.terms import OutcomeName

_HOW = ("presence", "purpose", "profile", "known_on")


@asking(*(name for name in PARTS if name != "until"))
def compare(
    asked: Asked,
    profiles: Annotated[
        bool, typer.Option("--profiles", help="Compare all readings of the law.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Put the same question twice, or to all profiles, and show the premises that differ."""
    from ..answers.comparison.compare import compare as compared
    from ..answers.comparison.compare import two_or_more
    from ..case.question import Question
    from .compare import print_comparison

    others = {name: asked.question.pop(name, None) for name in PARTS if name.startswith("other_")}
    question = Question(**asked.question)
    questions = two_or_more(asked.engine, question, profiles=profiles, **others)
    print_comparison(compared(asked.engine, questions), as_json=as_json)


@asking("person", "place", *_HOW)
def timeline(asked: Asked, as_json: Json = False) -> None:
    """Show every change of the answer since 2002 and into the scheduled future."""
    from ..case.periods import worst_first
    from .views import print_timeline

    found = asked.engine.timeline(**asked.question)
    order = worst_first(asked.engine.reasoner)
    print_timeline(found, asked.engine.clock(), order, as_json=as_json)


@asking("person", "on", *_HOW)
def map_(asked: Asked, as_json: Json = False) -> None:
    """Say what would follow in every place on that day, grouped by outcome."""
    from .everywhere import print_map

    print_map(asked.engine.map(**asked.question), as_json=as_json)


@asking("person", "place", "on", *_HOW, "assume", "positions")
def changes(asked: Asked, as_json: Json = False) -> None:
    """Say what would change the answer: facts, what is scheduled, other readings."""
    from .views import print_changes

    print_changes(asked.engine.changes(**asked.question), as_json=as_json)


@asking("person", "place", "on", *_HOW)
def why_not(
    asked: Asked,
    outcome: Annotated[
        str, typer.Argument(metavar="OUTCOME", help="The outcome one might have expected.")
    ],
    as_json: Json = False,
) -> None:
    """Say why the answer is not OUTCOME: the rules that nearly applied, and what they lack."""
    from .output import print_json, say

    found = asked.engine.why_not(outcome=cast("OutcomeName", outcome), **asked.question)
    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        say(found.explain())


@asking("profile")
def upcoming(
    asked: Asked,
    person: Annotated[
        str | None, typer.Argument(metavar="PERSON", help="Default: everybody who is wanted.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List what is scheduled to change, for whom and where."""
    from .ahead import print_upcoming

    print_upcoming(asked.engine.upcoming(person, **asked.question), as_json=as_json)
