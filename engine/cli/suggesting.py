"""What could be declared of a rule base, for people to paste and as JSON."""

from __future__ import annotations

import sys

import typer
from rich.console import Console

from ..authoring.verification.report import plain_example, slug
from ..authoring.verification.suggest import overlaps, suggestions
from ..authoring.verification.tell import case_in_words
from ..authoring.verification.workbench import check_asks
from ..rulebase.model import RuleBase
from .output import print_json, say
from .proving import dump


def suggest_and_print(rulebase: RuleBase, *, seconds: float, as_json: bool) -> None:
    """Print the monotonicities that hold, as entries of a file, and rows that overlap.

    Raises `InputError` if the rules ask no question.
    """
    check_asks(rulebase)
    with Console(file=sys.stderr).status("looking") as status:
        found = list(
            suggestions(
                rulebase,
                seconds=seconds,
                progress=lambda what, count: status.update(f"{what}: {count}"),
            )
        )
        status.update("rows")
        rows = list(overlaps(rulebase, seconds=seconds))
    if as_json:
        print_json(
            {
                "rules": rulebase.digest,
                "monotonicities": [one.plain() for one in found],
                "overlaps": [
                    {
                        "question": one.question,
                        "table": one.table,
                        "rows": [one.first, one.second],
                        "says": one.says,
                        "example": plain_example(
                            rulebase,
                            one.example,
                            slug(f"{one.table} {one.first} {one.second}"),
                            one.says,
                        ),
                    }
                    for one in rows
                ],
            }
        )
        return
    say(f"{len(found)} monotonicities hold and are not declared; keep those that are meant.\n")
    for line in dump([one.plain() for one in found]).splitlines() if found else ():
        typer.echo(f"  {line}")
    if rows:
        say("\nRows of which the first counts because of their order alone", "bold")
    for row in rows:
        say(f"  - {row.says}.")
        say(f"    {case_in_words(rulebase, row.example)}")
