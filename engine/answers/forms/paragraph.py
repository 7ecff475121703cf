"""The answer in one paragraph for a reader in a hurry."""

from __future__ import annotations

from collections.abc import Iterator

from ...base.words import CONTEST, STANDINGS, day, listing, sentence
from ..document import AssessmentDocument, TurnsOn
from .text import aged, grade, headline


def paragraph(answer: AssessmentDocument) -> str:
    """Return outcome, ground, contest, labels, what is not known, and how old the records are."""
    words = answer.wording
    parts = [headline(answer), *aged(answer)]
    if answer.grounds:
        bound = listing([*map(words.ground_of, answer.grounds)])
        parts.append(f"It {'was' if answer.past else 'is'} bound {bound}.")
    parts.append(grade(answer))
    parts.append(f"{CONTEST[answer.contested]}.")
    parts += (" ".join([one.question, *_sides(answer, one)]) for one in answer.turns_on)
    parts += (words.qualification_of(one, past=answer.past) for one in answer.qualifications)
    if answer.unknown:
        parts.append(f"What to find out: {' '.join(fact.question for fact in answer.unknown)}")
    parts.append(f"The records were compiled on {day(answer.reaches['record'])}.")
    return " ".join(parts)


def _sides(answer: AssessmentDocument, turn: TurnsOn) -> Iterator[str]:
    """Yield each kind of authority with the outcomes its readings lead to."""
    for standing in dict.fromkeys(position.standing for position in turn.positions):
        outcomes = dict.fromkeys(
            answer.words(one.outcome) for one in turn.positions if one.standing == standing
        )
        yield sentence(f"{STANDINGS[standing]}: {listing(list(outcomes), 'or')}")
