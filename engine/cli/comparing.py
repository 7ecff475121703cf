"""The command that compares; what is heavy is imported when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from .options import Json, asking
from .parts import PARTS, Asked


@asking(*(name for name in PARTS if name != "until"))
def compare(
    asked: Asked,
    profiles: Annotated[  # noqa: FBT002  # a switch
        bool, typer.Option("--profiles", help="Compare all readings of the law.")
    ] = False,
    as_json: Json = False,  # noqa: FBT002
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
