"""An assessment within one screen: verdict, dispute, what happened, why, how old."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from ..answers.assessment import Assessment
from ..answers.summary import why
from ..base.words import CONTEST, CONTESTED, STANDINGS, label, listing, sentence
from .output import COLOURS, UNWRAPPED, say, width

_ROWS: Final = 3
"""How many lines of a terminal a block has at most, its title apart."""


def show(answer: Assessment) -> None:
    """Print the answer in short: at most 24 lines of 80 columns."""
    found = answer.summary
    say(found.headline, COLOURS[found.outcome.value])
    _paragraph(f"Exposure, in law: {answer.wording.grade_of(found.exposure)}.")
    _paragraph(_dispute(answer))
    if found.ask:
        _block("To find out", found.ask)
    if found.happened:
        _block("What happened", found.happened)
    _block("Why", [_cited(title, cite) for title, cite in why(answer.document)])
    if found.age:
        _block("How old", found.age)
    say()
    say("--full tells the whole: the proof, every reading, practice, sources.", "dim")


def _dispute(answer: Assessment) -> str:
    """Return in one sentence whether and by whom the answer is contested."""
    found = answer.summary
    if not found.contested:
        return sentence(CONTEST[found.contested])
    outcomes: dict[str, list[str]] = {}
    for one in found.contested_by:
        holder = STANDINGS.get(one.standing, one.standing)
        holders = outcomes.setdefault(answer.document.words(one.outcome), [])
        if holder not in holders:
            holders.append(holder)
    told = [f"{listing(holders)}: {outcome}" for outcome, holders in outcomes.items()]
    issues = listing(list(dict.fromkeys(label(one.issue) for one in found.contested_by)))
    return sentence(f"{CONTESTED[True]} over {issues}. By the reading of {'; '.join(told)}")


def _cited(title: str, cite: str) -> str:
    return f"{sentence(title)}{f' ({cite})' if cite else ''}"


def _paragraph(text: str) -> None:
    for line in _fitted(text, width(), _ROWS):
        say(line)


def _block(title: str, lines: Iterator[str] | tuple[str, ...] | list[str]) -> None:
    """Print a title and lines below it, on a terminal no more than fit."""
    say(f"{title}:", "bold")
    left = _ROWS
    for line in lines:
        fitted = _fitted(line, width() - 2, left)
        left -= len(fitted)
        for one in fitted:
            say(f"  {one}")
        if left <= 0 and width() < UNWRAPPED:
            return


def _fitted(text: str, room: int, rows: int) -> list[str]:
    """Return a text in at most so many rows of a terminal; in a pipe as one line."""
    if room >= UNWRAPPED - 2:
        return [text]
    return textwrap.wrap(
        text, room, max_lines=rows, placeholder=" …", break_long_words=False, break_on_hyphens=False
    )
