"""An assessment for people to read: what, how contested, why, on what it rests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.text import Text

from ..answers.assessment import Assessment
from ..answers.document import TurnsOn
from ..answers.forms.text import aged, contested, explain, grade, headline
from ..base.words import STANDINGS, YES, day, label
from ..case.terms import DUTY, EXECUTION, SURRENDER
from .output import COLOURS, TerminalTable, paged, print_table, say, table

_OTHERS: Final = "Other States with a role there:"


def show_full(answer: Assessment) -> None:
    """Print an assessment as a whole, page by page on a terminal."""
    with paged():
        _show(answer)


def _show(answer: Assessment) -> None:
    colour = COLOURS[answer.outcome.value]
    document = answer.document
    say(headline(document), colour)
    if answer.stale:
        say(" ".join(aged(document)))
    say()
    print_table(_summary(answer, colour))
    for turn in answer.turns_on:
        say()
        print_table(_readings(answer, turn))
    if len(answer.states) > 1:
        say()
        print_table(_states(answer))
    for block in _blocks(answer):
        say()
        _print_block(block)


def _summary(answer: Assessment, colour: str) -> TerminalTable:
    made = table("", "")
    made.add_row("outcome", Text(answer.document.words(answer.outcome), colour))
    made.add_row("exposure", f"{answer.wording.grade_of(answer.exposure)}; in law, no prediction")
    made.add_row("contested", YES[answer.contested])
    made.add_row(DUTY, ", ".join([answer.duty, *map(label, answer.grounds)]))
    made.add_row(SURRENDER, label(answer.surrender))
    made.add_row(EXECUTION, label(answer.execution))
    asked = [answer.presence, answer.purpose, f"profile {answer.profile}"]
    if answer.known_on:
        asked.append(f"as known on {day(answer.known_on)}")
    made.add_row("asked", ", ".join(asked))
    return made


def _readings(answer: Assessment, turn: TurnsOn) -> TerminalTable:
    made = table("", "Reading", "Standing", "Outcome", title=turn.question)
    for position in turn.positions:
        made.add_row(
            ">" if position.chosen else "",
            position.title,
            STANDINGS.get(position.standing, position.standing),
            Text(answer.document.words(position.outcome), COLOURS[position.outcome.value]),
        )
    if turn.given:
        supposed = ", ".join(f"{label(i)}: {label(p)}" for i, p in turn.given.items())
        made.caption = f"If also {supposed}."
    return made


def _states(answer: Assessment) -> TerminalTable:
    made = table("State", "Role", "Outcome", "Duty", title="States with a role there")
    for state in answer.states:
        made.add_row(
            state.name,
            label(state.role),
            Text(answer.document.words(state.outcome), COLOURS[state.outcome.value]),
            state.duty,
        )
    return made


def _blocks(answer: Assessment) -> Iterator[str]:
    """Yield the parts of the explanation that are not already shown as tables."""
    document = answer.document
    _, *blocks = explain(document, answer.changes).split("\n\n")
    for block in blocks:
        if block not in {contested(document), grade(document)} and not block.startswith(_OTHERS):
            yield block


def _print_block(block: str) -> None:
    title, *lines = block.split("\n")
    say(title, "bold" if lines else "")
    for line in lines:
        say(line)
