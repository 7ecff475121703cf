"""What stands beside the law of an answer: practice, decisions, execution, what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from ...base.words import sentence
from ...records.models import Actor
from ...records.sentences import BEGINS
from ..document import AssessmentDocument, ComparableVisits, NextAction

_FIELDS: Final = {
    "receives": "Receives the request",
    "arrests": "Arrests",
    "needs": "What comes before",
    "surrenders": "Surrenders",
    "immunity_decided_by": "Decides on immunity",
    "immunity_rule": "Rule on immunity",
}
_ACTORS: Final = {
    Actor.STATE: "What the State can do",
    Actor.PROSECUTOR: "What the Prosecutor can do",
    Actor.VICTIMS: "What victims and organisations can do",
    Actor.DEFENCE: "What the defence can do",
}


def practice(answer: AssessmentDocument) -> list[str]:
    """Return what happened and was said, each in a sentence."""
    found = answer.practice
    visits = [visit.record for visit in found.visits]
    told = [sentence(says) for says in answer.says((*visits, *found.stances))]
    if found.comparable:
        told += _comparable(answer, found.comparable)
    return [*told, found.note] if told else []


def _comparable(answer: AssessmentDocument, found: ComparableVisits) -> list[str]:
    lines = [found.says, *filter(None, [found.caveat])]
    listed = answer.says([visit.record for visit in found.listed])
    lines += [f"  - {sentence(says)}" for says in listed]
    return [*lines, f"  - and {found.unlisted} earlier."] if found.unlisted else lines


def precedents(answer: AssessmentDocument) -> list[str]:
    """Return the decisions most like the case, each with what it shares."""
    lines = []
    for ruling in answer.precedents:
        later = " (after the day asked about)" if ruling.later else ""
        shared = "; ".join(one.says for one in ruling.shared)
        lines += [sentence(answer.records[ruling.record].says + later), f"  Shared: {shared}."]
    return lines


def execution(answer: AssessmentDocument) -> list[str]:
    """Return how the State would carry out an arrest, with what is recalled said to be so."""
    found = answer.national_execution
    if found is None:
        return []
    law = ", ".join(filter(None, [found.law, found.sections]))
    lines = [sentence(f"{law}: {BEGINS[found.begins]}" if law else BEGINS[found.begins])]
    for name, title in _FIELDS.items():
        text = getattr(found, name)
        if text:
            recalled = " (recalled)" if name in found.recalled else ""
            lines.append(sentence(f"{title}: {text}{recalled}"))
    if "all" in found.recalled:
        lines.append("All of this is recalled: no text of the law was read.")
    return lines


def next_steps(answer: AssessmentDocument) -> Iterator[tuple[str, list[str]]]:
    """Yield for each actor a title, and what it can do from the day of reading on."""
    stage = "after" if answer.past else "before"
    steps = [one for one in answer.next_steps if one.stage in {stage, "any"}]
    steps.sort(key=lambda one: list(_ACTORS).index(one.actor))
    for actor, group in groupby(steps, key=lambda one: one.actor):
        yield _ACTORS[actor], [_step(one) for one in group]


def _step(one: NextAction) -> str:
    deadline = f" Time: {one.deadline}." if one.deadline else ""
    recalled = "; from knowledge" if one.recalled else ""
    return f"{one.says} ({one.provision}{recalled}){deadline}"
