"""One question seen whole, on a terminal: a bar of time, lists of places, what is scheduled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import Final

from rich.text import Text

from ..answers.forms.text import ahead, concerned
from ..answers.timeline import History
from ..base.words import PLAUSIBILITIES, YES, at, day, label, sentence
from ..case.counterfactual.model import Changes
from ..case.periods import AnswerPeriod
from ..case.terms import Outcome
from .output import COLOURS, console, print_json, print_table, say, table

_MARKS: Final[Mapping[str, str]] = {
    Outcome.MUST_ARREST.value: "█",
    "undetermined": "?",
    Outcome.MUST_NOT_ARREST.value: "░",
    Outcome.MAY_ARREST.value: "▒",
    Outcome.NO_POWER.value: "░",
    Outcome.NO_WARRANT_IN_FORCE.value: "·",
}
"""A mark for each outcome, the worst first: what is open may be the worst."""

_OTHER: Final = "▓"
"""The mark of the outcomes of other rules."""

_YEARS_AHEAD: Final = 2
_SHOWN: Final = 4
"""How many changes of one plausibility are told."""


def print_timeline(
    found: History, today: date, order: Sequence[str] = (), *, as_json: bool
) -> None:
    """Print a bar of the years and every stretch with the records that opened it.

    ``order``: the outcomes, the worst first; by default those of the embedded rules.
    """
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    say(f"{found.person.name} {at(found.place.name)}\n", "bold")
    out = console()
    for line in _bar(found.stretches, today.year + _YEARS_AHEAD, out.width, order):
        out.print(line, soft_wrap=True)
    used = dict.fromkeys(stretch.outcome for stretch in found.stretches)
    legend = Text()
    for outcome in used:
        legend.append("   " if legend else "")
        legend.append(f"{_mark(outcome)} {found.words(outcome)}", COLOURS[outcome.value])
    out.print(legend, soft_wrap=True)
    say()
    made = table("From", "Outcome", "Contested", "Because")
    for stretch in found.stretches:
        reason = f": {label(stretch.reason)}" if stretch.reason else ""
        made.add_row(
            stretch.since.isoformat(),
            Text(found.words(stretch.outcome) + reason, COLOURS[stretch.outcome.value]),
            YES[stretch.contested],
            "; ".join(record.says for record in stretch.opened_by),
        )
    print_table(made)


def _bar(
    stretches: Sequence[AnswerPeriod], last: int, width: int, order: Sequence[str]
) -> Iterator[Text]:
    """Yield lines of marks for the worst of each half-year, each above its years."""
    first, span = stretches[0].since.year, max(3, width // 2 // 3 * 3)
    for begin in range(first, last + 1, span):
        marks, years = Text(), ""
        for year in range(begin, min(begin + span, last + 1)):
            halves = (date(year, 1, 1), date(year, 7, 1), date(year + 1, 1, 1))
            for since, until in pairwise(halves):
                outcome = _worst(stretches, since, until, order or [*_MARKS])
                marks.append(_mark(outcome), COLOURS[outcome])
            years += f"{year}  " if (year - first) % 3 == 0 else ""
        yield marks
        yield Text(years.rstrip())


def _mark(outcome: str) -> str:
    return _MARKS.get(outcome, _OTHER)


def _worst(
    stretches: Sequence[AnswerPeriod], since: date, until: date, order: Sequence[str]
) -> str:
    """Return the worst outcome in ``[since, until)``; before all stretches that of the first."""
    within = [
        one.outcome.value
        for one in stretches
        if one.since < until and (one.until is None or one.until > since)
    ]
    return min(within or [stretches[0].outcome.value], key=order.index)


def print_changes(found: Changes, *, as_json: bool) -> None:
    """Print the outcome, then every way to another one."""
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    colour = COLOURS[found.outcome.value]
    head = f"{found.person.name} {at(found.place.name)} on {day(found.on)}: "
    say(head + found.words(found.outcome), colour)
    if found.scheduled:
        say("\nWhat will follow, as recorded", "bold")
    for stretch in found.scheduled:
        say(f"  {ahead(found, stretch)}", COLOURS[stretch.outcome.value])
        for record in stretch.opened_by:
            say(f"    {record.id}: {record.says}")
    for plausibility, group in groupby(found.facts, lambda one: one.plausibility):
        say(f"\n{PLAUSIBILITIES[plausibility.value]}", "bold")
        sets = tuple(group)
        for one in sets[:_SHOWN]:
            say(f"  {one.says}", COLOURS[one.outcome.value])
            for record in concerned(one):
                say(f"    {record.id}: {record.says}")
        if len(sets) > _SHOWN:
            say(f"  and {len(sets) - _SHOWN} more; --json lists them")
    if found.readings:
        say("\nOn another reading of the law", "bold")
    for reading in found.readings:
        say(f"  {reading.says}", COLOURS[reading.outcome.value])
    if found.note:
        say(f"\n{sentence(found.note)}")
