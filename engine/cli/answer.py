"""An assessment for people to read: what, how contested, why, on what it rests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..answer import Assessment
from ..assessment import TurnsOn
from ..explain import aged, contested, explain, headline
from ..words import STANDINGS, day, label
from .output import COLOURS, console, hanging, table

_CONTESTED: Final = {
    True: "yes: another reading of the law that is held today gives another outcome",
    False: "no: no other reading of the law that is held today gives another outcome",
    None: "not known: it depends on facts that are not on record",
}
_OTHERS: Final = "Other States with a role there:"


def show(answer: Assessment) -> None:
    """Print an assessment."""
    out = console()
    colour = COLOURS[answer.outcome.value]
    out.print(Text(hanging(headline(answer), out.width), colour))
    if answer.stale:
        out.print(hanging(" ".join(aged(answer)), out.width))
    out.print()
    out.print(_summary(answer, colour))
    for turn in answer.turns_on:
        out.print()
        out.print(_readings(turn, out.width))
    if len(answer.states) > 1:
        out.print()
        out.print(_states(answer))
    for block in _blocks(answer):
        out.print()
        _print_block(out, block)


def _summary(answer: Assessment, colour: str) -> Table:
    made = table("", "")
    made.show_header = False
    made.add_row("outcome", Text(label(answer.outcome.value), colour))
    made.add_row("exposure", f"{answer.exposure} (in law; no prediction)")
    made.add_row("contested", _CONTESTED[answer.contested])
    made.add_row("duty", ", ".join([answer.duty, *map(label, answer.grounds)]))
    made.add_row("surrender", label(answer.surrender))
    asked = [answer.presence, answer.purpose, f"profile {answer.profile}"]
    if answer.known_on:
        asked.append(f"as known on {day(answer.known_on)}")
    made.add_row("asked", ", ".join(asked))
    return made


def _readings(turn: TurnsOn, width: int) -> Table:
    made = table("", "Reading", "Standing", "Outcome", title=hanging(turn.question, width))
    for position in turn.positions:
        made.add_row(
            ">" if position.chosen else "",
            position.title,
            STANDINGS.get(position.standing, position.standing),
            Text(label(position.outcome.value), COLOURS[position.outcome.value]),
        )
    if turn.given:
        supposed = ", ".join(f"{label(i)}: {label(p)}" for i, p in turn.given.items())
        made.caption = f"If also {supposed}."
        made.caption_justify = "left"
    return made


def _states(answer: Assessment) -> Table:
    made = table("State", "Role", "Outcome", "Duty", title="States with a role there")
    for state in answer.states:
        made.add_row(
            state.name,
            label(state.role),
            Text(label(state.outcome.value), COLOURS[state.outcome.value]),
            state.duty,
        )
    return made


def _blocks(answer: Assessment) -> Iterator[str]:
    """Yield the parts of the explanation that are not already shown as tables."""
    _, *blocks = explain(answer).split("\n\n")
    for block in blocks:
        if block != contested(answer) and not block.startswith(_OTHERS):
            yield block


def _print_block(out: Console, block: str) -> None:
    title, *lines = block.split("\n")
    out.print(Text(hanging(title, out.width), "bold" if lines else ""))
    for line in lines:
        # A line that is piped on stays whole, so that it can be searched.
        out.print(hanging(line, out.width) if out.is_terminal else line, soft_wrap=True)
