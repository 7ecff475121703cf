"""The answer as prose: one paragraph for a reader, numbered steps for a lawyer, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from ...base.tense import in_past
from ...base.words import (
    AGED,
    CONTEST,
    CONTESTED,
    KINDS,
    STANDINGS,
    at,
    day,
    label,
    listing,
    nobody,
    sentence,
    the,
)
from ...case.counterfactual.model import Changes, ChangeSet
from ...case.periods import AnswerPeriod
from ...case.terms import Outcome
from ...case.unknowns import UnknownFact
from ...records.reference import RecordRef
from ...records.world import COMPILED
from ..document import AssessmentDocument
from .beside import execution, next_steps, practice, precedents
from .steps import SourceList, steps_of, told

_SHOWN: Final = 3
"""How many changes of each kind are told in the text."""


_LATER: Final = "Other readings of the law were published only later: then the question was open."
"""What is said if an answer as known on a day has no rival for want of time."""
_OUTDATED: Final = "Readings that neither the Court nor States hold today differ"


def headline(answer: AssessmentDocument) -> str:
    """Return the answer as one sentence: outcome, person, place, day, reason."""
    host = answer.states[0].name if answer.states else nobody(answer.place.name)
    # A surname that others bear was taken to mean this person: whoever asked must see it.
    taken = f" (asked as “{answer.taken}”)" if answer.taken else ""
    person = f"{answer.person.name}{taken}"
    words = answer.wording
    clause = words.clause(answer, the(host), person, past=answer.past)
    where = "" if answer.place.name == host else f" {at(answer.place.name)}"
    if answer.execution == "impossible":
        why = words.execution_of(answer.execution, past=answer.past)
        return sentence(headline_of_day(answer.on, f" {clause}{where}: {why}"))
    how = words.visit_of(answer.presence, answer.purpose)
    visit = f" ({how})" if how else ""
    reason = f": {words.reason_of(answer.reason, past=answer.past)}" if answer.reason else ""
    blocks = [words.blocks[one] for one in answer.qualifications if one in words.blocks]
    if answer.execution == "blocked" and blocks:
        reason = f": {listing(blocks)}"
    conditions = [text for name, text in words.conditions.items() if name in answer.qualifications]
    told = "".join(f", {in_past(one) if answer.past else one}" for one in conditions)
    # What national law decides is told last: the place belongs to the duty.
    duty, semicolon, law = clause.partition(";")
    rest = f"{visit} {duty}{where}{told}{semicolon}{law}{reason}"
    return sentence(headline_of_day(answer.on, rest))


def headline_of_day(on: date, rest: str) -> str:
    """Return a headline, which begins with the day and names it there alone."""
    return f"On {day(on)}{rest}"


def contested(answer: AssessmentDocument) -> str:
    """Return in one or two sentences whether and on what the answer is contested."""
    if answer.contested is None and not any(len(one.positions) > 1 for one in answer.turns_on):
        return _LATER
    if not answer.turns_on:
        return "No other published reading of the law in the rule base gives another outcome."
    counts = _OUTDATED if answer.contested is False else CONTEST[answer.contested]
    parts = []
    for turn in answer.turns_on:
        readings = [
            f"{position.title} ({STANDINGS[position.standing]}): {answer.words(position.outcome)}."
            for position in turn.positions
        ]
        parts.append(" ".join([turn.question, *readings]))
    return f"{counts}. {' '.join(parts)}"


def grade(answer: AssessmentDocument) -> str:
    """Return the grade of exposure with what it means, in one sentence."""
    return f"Exposure, in law: {answer.wording.grade_of(answer.exposure)}."


def aged(answer: AssessmentDocument) -> Iterator[str]:
    """Yield in short what is known to be missing, and what is known up to an earlier day only."""
    yield from (sentence(answer.records[gap].says) for gap in answer.gaps)
    groups: dict[tuple[str, date], list[str]] = {}
    for one in answer.stale:
        if one.bears_on != "proof" or one.status == "limited":
            groups.setdefault((one.status, one.reaches), []).append(one.clause)
    shown = list(groups)[:_SHOWN]
    for status, reaches in shown:
        lead, clauses = AGED[status].format(day=day(reaches)), "; ".join(groups[status, reaches])
        yield sentence(lead if status == "limited" else f"{lead}: {clauses}")
    others = [one for one in answer.stale if (one.status, one.reaches) not in shown]
    if others:
        which = "one" if len(others) == 1 else f"{len(others)}"
        premises = f"{'more ' if shown else ''}premise{'s are' if len(others) > 1 else ' is'}"
        until = day(min(one.reaches for one in others))
        oldest = "" if len(others) == 1 else "the oldest: "
        yield sentence(f"{which} {premises} known up to an earlier day only ({oldest}{until})")


def explain(answer: AssessmentDocument, changes: Changes) -> str:
    """Return the whole answer as readable text, with citations and sources.

    ``changes``: what would change it.
    """
    sources = SourceList(answer.records, past=answer.past)
    steps = steps_of(answer.proof, sources)
    blocks = [
        "\n".join(filter(None, [headline(answer), " ".join(aged(answer))])),
        contested(answer),
        grade(answer),
        _block("The stay", _stay(answer)),
        _block("Why", steps),
        _block("Other States with a role there", _others(answer)),
        _block("To note", _notes(answer, sources)),
        _block("Taken to be so without a record", _assumptions(answer)),
        _block("Known only up to an earlier day", _stale(answer, sources)),
        _block("Not on record", _unknown(answer)),
        _block("Practice, apart from the law", practice(answer)),
        _block("National law", [sentence(one) for one in answer.says(answer.national_law)]),
        _block("How an arrest would be carried out", execution(answer)),
        _block("Decisions most like this case", precedents(answer)),
        *(_block(title, lines) for title, lines in next_steps(answer)),
        _block("What would change it", _changes(changes, sources)),
        _valid(answer),
        _confidence(answer),
        _block("Sources", sources.lines()),
        _reaches(answer),
        answer.disclaimer,
    ]
    return "\n\n".join(block for block in blocks if block)


def _reaches(answer: AssessmentDocument) -> str:
    """Return to which day each kind of record reaches, in one sentence, the oldest first."""
    kinds: dict[date, list[str]] = {}
    for kind, until in sorted(answer.reaches.items(), key=lambda one: one[1]):
        if kind != COMPILED:
            kinds.setdefault(until, []).append(KINDS.get(kind, label(kind)))
    told = "; ".join(f"{listing(names)} to {day(until)}" for until, names in kinds.items())
    known = f", as public on {day(answer.known_on)}" if answer.known_on else ""
    return f"Records compiled on {day(answer.reaches[COMPILED])}{known}. They reach: {told}."


def _block(title: str, lines: Sequence[str]) -> str:
    return "\n".join([f"{title}:", *(f"  {line}" for line in lines)]) if lines else ""


def _notes(answer: AssessmentDocument, sources: SourceList) -> list[str]:
    """Return each label in words, with the rule that adds it and what that rests on."""
    lines = []
    for name in answer.qualifications:
        lines.append(answer.wording.qualification_of(name, past=answer.past))
        for one in answer.qualified_by:
            if one.qualification == name:
                lines += (f"  {line}" for line in steps_of(one.proof, sources))
    return lines


def _stay(answer: AssessmentDocument) -> list[str]:
    if answer.stay is None:
        return []
    worst = f"The answer is that of the worst day, {day(answer.stay.worst)}."
    steps = [
        sentence(
            f"From {day(step.since)}: {answer.words(step.outcome)}{_by(answer, step.opened_by)}"
        )
        for step in answer.stay.steps
    ]
    return [worst, *steps]


def _others(answer: AssessmentDocument) -> list[str]:
    return [
        sentence(f"{state.name} ({state.role}): {answer.words(state.outcome)}")
        for state in answer.states[1:]
    ]


def _assumptions(answer: AssessmentDocument) -> list[str]:
    return [
        f"{told(one.says, one.basis, past=answer.past)} {sentence(one.reason)}".strip()
        for one in answer.assumptions
    ]


def _stale(answer: AssessmentDocument, sources: SourceList) -> list[str]:
    """Return one by one what is old, with why and the record that tells it."""
    return [
        " ".join([one.says, *map(sources.cite, filter(None, [one.record]))])
        for one in answer.stale
        if one.fact
    ]


def _unknown(answer: AssessmentDocument) -> list[str]:
    """Return what to ask, with what each answer would lead to."""
    lines = []
    for fact in answer.unknown:
        leads = [f"If {_answer(value)}: {_lead(answer, fact, value)}." for value in fact.outcomes]
        why = [f"({fact.why})"] if fact.why else []
        lines.append(" ".join([fact.question, *why, *leads]))
    return lines


def _answer(value: str) -> str:
    return {"true": "yes", "false": "no"}.get(value, label(value))


def _lead(answer: AssessmentDocument, fact: UnknownFact, value: str) -> str:
    outcomes = listing([*map(answer.words, fact.outcomes[value])], "or")
    if len(set(fact.contested.values())) == 1:
        return outcomes
    return f"{outcomes} ({CONTESTED[fact.contested[value]]})"


def _changes(found: Changes, sources: SourceList) -> list[str]:
    """Return what is scheduled and the most plausible changes, and how many more there are."""
    shown = (
        *((ahead(found, one), one.opened_by) for one in found.scheduled[:_SHOWN]),
        *((one.says, concerned(one)) for one in found.facts[:_SHOWN]),
        *((one.says, ()) for one in found.readings[:_SHOWN]),
    )
    lines = [
        " ".join([says, "".join(map(sources.cite, records))]).rstrip() for says, records in shown
    ]
    more = len(found.scheduled) + len(found.facts) + len(found.readings) - len(shown)
    return [*lines, *([f"And {more} more, less plausible."] if more else []), *_note(found)]


def _note(found: Changes) -> list[str]:
    return [sentence(f"Not looked for further: {found.note}")] if found.note else []


def ahead(found: Changes, stretch: AnswerPeriod) -> str:
    """Return a stretch that is to come as a sentence, in the words of an answer."""
    how = [label(one) for one in stretch.grounds]
    if stretch.contested is not False:
        how.append(CONTESTED[stretch.contested])
    outcome = found.words(stretch.outcome) + (f" ({', '.join(how)})" if how else "")
    return sentence(f"On record for later: from {day(stretch.since)}, {outcome}")


def concerned(found: ChangeSet) -> tuple[RecordRef, ...]:
    """Return the records that make the facts of a set what they are today."""
    records = (record for fact in found.facts for record in fact.records)
    return tuple({record.id: record for record in records}.values())


def _valid(answer: AssessmentDocument) -> str:
    since, until = answer.valid.since, answer.valid.until
    if since is None and until is None:
        return ""
    text = f"This outcome {'held' if answer.over else 'holds'}"
    text += f" from {day(since)}{_by(answer, answer.valid.opened_by)}" if since else ""
    text += f" until {_before(until)}{_by(answer, answer.valid.closed_by)}" if until else ""
    tail = "" if until else ", as far as is known today"
    return sentence(text + tail)


def _before(until: date | None) -> str:
    return "" if until is None else day(date.fromordinal(until.toordinal() - 1))


def _by(answer: AssessmentDocument, records: Sequence[str]) -> str:
    return f" ({'; '.join(answer.says(records))})" if records else ""


def _confidence(answer: AssessmentDocument) -> str:
    if not answer.weakest or answer.outcome is Outcome.UNDETERMINED:
        return ""
    weakest = listing(answer.says(answer.weakest[:3]))
    return sentence(f"Confidence in the records: {answer.confidence.value}, because of: {weakest}")
