"""The answer to a plain question on a terminal, then how the question was understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..ask import AskAnswer, Understanding
from ..base.words import day, label
from .everywhere import print_map
from .meeting import print_reception
from .output import COLOURS, print_json, print_table, say, table
from .views import print_timeline


def print_answer(found: AskAnswer, order: Sequence[str], *, as_json: bool) -> None:
    """Print the paragraph, the notes, how the question was understood, and the particulars."""
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    colour = COLOURS[found.assessment.outcome.value] if found.assessment else "bold"
    say(found.says, colour)
    for note in found.notes:
        say(f"- {note}")
    say()
    made = table("Understood", "")
    for name, told in _understood(found.understood):
        made.add_row(name, told)
    print_table(made)
    _particulars(found, order)
    say()
    say(found.disclaimer)


def _understood(asked: Understanding) -> Iterator[tuple[str, str]]:
    what = f", {asked.conduct.value}" if asked.conduct else ""
    yield "question", label(asked.kind.value) + what + (", asked for safety" if asked.safe else "")
    for name, one in (("person", asked.person), ("place", asked.place)):
        if one is not None:
            yield name, one.name
    if asked.organisation:
        parties = ", parties to the Rome Statute" if asked.parties else ""
        yield "organisation", f"{asked.organisation} ({asked.membership}{parties})"
    if asked.region:
        yield "region", f"{asked.region.replace('|', ', ')} (UN M49)"
    if asked.nationals:
        yield "nationals of", asked.nationals.name
    until = "" if asked.one_day else f" to {day(asked.until)}"
    of_all_days = asked.kind.value in ("timeline", "upcoming", "practice")
    if asked.day_given or not of_all_days:
        yield "day" if asked.one_day else "days", day(asked.since) + until
    if asked.kind.value not in ("wanted", "upcoming", "practice", "belonging"):
        yield "there", f"{label(asked.presence)}, {label(asked.purpose)}"
    for taken in asked.taken:
        yield f"“{taken.words}”", f"{taken.role} {taken.value}"


def _particulars(found: AskAnswer, order: Sequence[str]) -> None:
    if found.timeline is not None:
        say()
        print_timeline(found.timeline, found.understood.since, order, as_json=False)
    if found.map is not None:
        say()
        print_map(found.map, as_json=False)
    if found.reception is not None:
        say()
        print_reception(found.reception, as_json=False)
    if found.itinerary is not None:
        say()
        say(found.itinerary.explain())
    if found.assessment is not None:
        say()
        say(
            "The proof and the sources: safeconduct travel-risk "
            f"{found.assessment.person.id} {found.assessment.place.id} "
            f"--on {found.assessment.on.isoformat()} --presence {found.assessment.presence} "
            f"--purpose {found.assessment.purpose}",
        )
