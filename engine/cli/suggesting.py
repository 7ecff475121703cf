"""What could be declared of a rule base, for people to paste and as JSON."""

from __future__ import annotations

import sys
from typing import Any, Final

import typer
from rich.console import Console

from ..authoring.verification.suggest import (
    EffectShown,
    NotMonotone,
    ProposedMonotonicity,
    overlaps,
    suggestions,
)
from ..authoring.verification.tell import case_in_words, plain_example, slug
from ..authoring.verification.workbench import check_asks
from ..base.words import sentence
from ..inference.types import NO, UNRESOLVED, YES
from ..rulebase.model import RuleBase
from .output import print_json, say
from .proving import dump

STATUSES: Final = {NO: "not established", UNRESOLVED: "unresolved", YES: "established"}
"""What a conclusion is in a case, in words."""


def suggest_and_print(rulebase: RuleBase, *, seconds: float, as_json: bool) -> None:
    """Print the monotonicities that hold, as entries of a file, and rows that overlap.

    Raises `InputError` if the rules ask no question.
    """
    check_asks(rulebase)
    with Console(file=sys.stderr).status("looking") as status:
        looked = list(
            suggestions(
                rulebase,
                seconds=seconds,
                progress=lambda what, count: status.update(f"{what}: {count}"),
            )
        )
        found = [one for one in looked if isinstance(one, ProposedMonotonicity)]
        neither = [one for one in looked if isinstance(one, NotMonotone)]
        status.update("rows")
        rows = list(overlaps(rulebase, seconds=seconds))
    if as_json:
        print_json(
            {
                "rules": rulebase.digest,
                "monotonicities": [one.plain() for one in found],
                "not_monotone": [_plain(rulebase, one) for one in neither],
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
    if neither:
        say("\nNot monotone: what such a change does hangs on the rest of the case", "bold")
    for one in neither:
        say(f"  - {sentence(one.says)}")
        for shown in (one.creates, one.removes):
            told = f"`{one.conclusion}` is {STATUSES[shown.before]}, then {STATUSES[shown.after]}"
            say(f"    {case_in_words(rulebase, shown.example)} {sentence(told)}")
    if rows:
        say("\nRows of which the first counts because of their order alone", "bold")
    for row in rows:
        say(f"  - {row.says}.")
        say(f"    {case_in_words(rulebase, row.example)}")


def _plain(rulebase: RuleBase, one: NotMonotone) -> dict[str, Any]:
    """Return what is not monotone as plain data, with the smallest case of each effect."""
    name = slug(f"{one.fact} {one.after} {one.conclusion}")
    return {
        "fact": one.fact,
        "from": one.before,
        "to": one.after,
        "conclusion": one.conclusion,
        "says": one.says,
        "creates": _effect(rulebase, one.creates, f"{name}-gained", one.says),
        "removes": _effect(rulebase, one.removes, f"{name}-lost", one.says),
    }


def _effect(rulebase: RuleBase, one: EffectShown, id_: str, title: str) -> dict[str, Any]:
    return {
        "before": STATUSES[one.before],
        "after": STATUSES[one.after],
        "example": plain_example(rulebase, one.example, id_, title),
    }
