"""The answer to a plain question on a terminal: how it was understood, then the answer."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from ..ask import AskAnswer, Understanding
from ..words import day, label
from .output import COLOURS, console, hanging, print_json, table
from .views import print_map, print_timeline


def print_answer(found: AskAnswer, *, as_json: bool) -> None:
    """Print the understanding, the paragraph, the notes and the particulars."""
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    out = console()
    made = table("Understood", "")
    for name, told in _understood(found.understood):
        made.add_row(name, told)
    out.print(made)
    out.print()
    colour = COLOURS[found.assessment.outcome.value] if found.assessment else "bold"
    out.print(Text(hanging(found.says, out.width), colour))
    for note in found.notes:
        out.print(hanging(f"- {note}", out.width))
    _particulars(found)
    out.print()
    out.print(hanging(found.disclaimer, out.width))


def _understood(asked: Understanding) -> Iterator[tuple[str, str]]:
    yield "question", label(asked.kind.value) + (", asked for safety" if asked.safe else "")
    for name, one in (("person", asked.person), ("place", asked.place)):
        if one is not None:
            yield name, one.name
    if asked.organisation:
        yield "organisation", f"{asked.organisation} ({asked.membership})"
    until = "" if asked.one_day else f" to {day(asked.until)}"
    yield "day" if asked.one_day else "days", day(asked.since) + until
    yield "there", f"{label(asked.presence)}, {label(asked.purpose)}"
    for taken in asked.taken:
        yield f"“{taken.words}”", f"{taken.role} {taken.value}"


def _particulars(found: AskAnswer) -> None:
    out = console()
    if found.timeline is not None:
        out.print()
        print_timeline(found.timeline, found.understood.since, as_json=False)
    if found.map is not None:
        out.print()
        print_map(found.map, as_json=False)
    if found.assessment is not None:
        out.print()
        out.print(
            "The proof and the sources: safeconduct travel-risk "
            f"{found.assessment.person.id} {found.assessment.place.id} "
            f"--on {found.assessment.on.isoformat()} --presence {found.assessment.presence} "
            f"--purpose {found.assessment.purpose}",
            soft_wrap=True,
        )
