"""Answers in words: one paragraph each, neutral and plain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from ..answers.assessment import Assessment
from ..answers.forms.text import aged, contested, headline
from ..answers.map import Atlas, Spot
from ..answers.timeline import History
from ..answers.upcoming import Change
from ..answers.venues.model import OWED, Reception
from ..answers.wanted import Wanted
from ..base.words import CONTESTED, at, counted, day, label, listing, sentence, the
from ..case.periods import AnswerPeriod
from ..case.terms import Outcome
from ..records.sentences import the_organisation
from ..rulebase.wording import AnswerWording
from .model import PlaceAnswer, Understanding
from .peoples import region_name
from .phrases import COURT

_MOST: Final = 12
_FEW: Final = 3
_DUTY: Final = frozenset((Outcome.MUST_ARREST,))
_POWER: Final = frozenset((Outcome.MUST_ARREST, Outcome.MAY_ARREST))
_PROTECTED: Final = frozenset(
    (Outcome.MUST_NOT_ARREST, Outcome.NO_POWER, Outcome.NO_WARRANT_IN_FORCE)
)


_KNOWN: Final = _POWER | _PROTECTED | {Outcome.UNDETERMINED}
"""Of an outcome of other rules it is only known what they call it."""


def days(asked: Understanding) -> str:
    """Return the day or days asked about: `on 3 July 2025`, `from 1 to …`."""
    if asked.one_day:
        return f"on {day(asked.since)}"
    return f"from {day(asked.since)} to {day(asked.until)}"


def arrest(
    asked: Understanding, found: Assessment, stretches: Sequence[AnswerPeriod], *, journey: str = ""
) -> str:
    """Return the answer about one person in one place; over several days, worst and changes.

    ``journey``: the journey on record that is meant, where the question names no day.
    """
    told = [headline(found.document), *aged(found.document), contested(found.document)]
    meant = f"No day was given; the only journey there on record is meant: {journey}."
    first = [meant] if journey else []
    if not stretches:
        return " ".join([*first, *told])
    changing = outcomes(stretches)
    if len(changing) == 1:
        return " ".join(
            [*first, *told, f"This holds on every day {days(asked)}.", *_reasons(stretches)]
        )
    changes = "; ".join(
        f"from {day(one.since)}: {_outcome(found.wording, one)}" for one in changing
    )
    lead = f"The answer changes {_times(len(changing) - 1)} {days(asked)}: {changes}."
    return " ".join([*first, lead, "The worst of these days:", *told])


def outcomes(stretches: Sequence[AnswerPeriod]) -> tuple[AnswerPeriod, ...]:
    """Return the stretches on which the outcome is another one than before."""
    return tuple(
        one
        for before, one in zip((None, *stretches), stretches, strict=False)
        if before is None or (before.outcome, before.reason) != (one.outcome, one.reason)
    )


def _reasons(stretches: Sequence[AnswerPeriod]) -> Iterator[str]:
    """Yield that the reasons change, or who disputes the answer, though the outcome does not."""
    for before, one in zip(stretches, stretches[1:], strict=False):
        if before.grounds != one.grounds:
            grounds = listing([label(ground) for ground in one.grounds]) or "no ground of a duty"
            yield f"From {day(one.since)} it rests on: {grounds}."
        elif before.contested != one.contested:
            yield f"From {day(one.since)} it is {CONTESTED[one.contested]}."


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _outcome(wording: AnswerWording, one: AnswerPeriod) -> str:
    reason = f" ({wording.reason_of(one.reason)})" if one.reason else ""
    return wording.label_of(one.outcome) + reason


def atlas(asked: Understanding, found: Atlas) -> str:
    """Return a map as counts, with the names of the side asked about."""
    counts = listing([f"{found.words(one)} in {number}" for one, number in found.outcomes.items()])
    return (
        f"For {found.person.name} {days(asked)}, over {len(found.places)} places: {counts}. "
        f"{sentence(_sides(asked, found.places, found.wording))} "
        f"In {found.contested} of the places this is contested."
    )


def places(asked: Understanding, found: Sequence[PlaceAnswer], wording: AnswerWording) -> str:
    """Return a list of members, or a map over several days, by the worst outcome."""
    person = asked.person.name if asked.person else ""
    whole = asked.organisation is None and asked.region is None
    if not found:
        return f"The records have no {_group(asked)} {days(asked)}."
    worst = "" if asked.one_day else ", the worst of the days counting"
    if whole:
        lead = f"For {person} {days(asked)}, over {len(found)} places{worst}:"
    else:
        lead = f"For {person} {days(asked)}, of the {len(found)} {_group(asked)}{worst}:"
    changing = sum(one.changes > 0 for one in found)
    tail = f" In {changing} of them the answer changes within these days." if changing else ""
    disputed = [one.place.name for one in found if one.contested is not False]
    if not whole and disputed:
        tail += f" Contested or not settled: {names(disputed)}."
    return f"{lead} {_sides(asked, found, wording)}{tail}"


def _group(asked: Understanding) -> str:
    """Return the places asked about: `members of the EU`, `places in Western Africa`."""
    where = f" in {region(asked)}" if asked.region else ""
    if asked.organisation is None:
        return f"places{where}"
    group = "parties to" if asked.organisation == COURT else f"{asked.membership}s of"
    if asked.membership == "invited":
        group = "States invited to"
    parties = " that are parties to the Rome Statute" if asked.parties else ""
    return f"{group} {the_organisation(asked.organisation)}{parties}{where}"


def region(asked: Understanding) -> str:
    """Return the region asked about, and who draws it so."""
    return f"{region_name(asked.region or '')} (as UN M49 has it)"


def _sides(
    asked: Understanding, found: Iterable[Spot | PlaceAnswer], wording: AnswerWording
) -> str:
    spots = tuple(found)
    person = asked.person.name if asked.person else "the person"

    def named(outcomes: Iterable[Outcome]) -> list[str]:
        return [one.place.name for one in spots if one.outcome in outcomes]

    bound, may = named(_DUTY), named((Outcome.MAY_ARREST,))
    free, open_ = named(_PROTECTED), named((Outcome.UNDETERMINED,))
    others = dict.fromkeys(one.outcome for one in spots if one.outcome not in _KNOWN)
    own = {wording.label_of(one): named((one,)) for one in others}
    sides = {
        f"no power or no duty that reaches {person}": free,
        "no duty, and whether there is a power depends on national law": may,
        f"a duty to arrest {person}": bound,
        **own,
        "not settled": open_,
    }
    known, rest = list(sides)[:3], list(sides)[3:]
    order = [*(known if asked.safe else reversed(known)), *rest]
    told = [f"{side}: {names(sides[side])}" for side in order if sides[side]]
    return f"{'; '.join(told)}."


def names(found: Sequence[str]) -> str:
    """Return names as a list; of many the first ones, and how many more there are."""
    if len(found) > 2 * _MOST:
        return f"{', '.join(found[:_MOST])} and {len(found) - _MOST} more"
    return listing([the(name) for name in found])


def timeline(asked: Understanding, found: History, today: date) -> str:
    """Return when a place became dangerous or safe, and what holds today."""
    now = next(one for one in reversed(found.stretches) if one.since <= today)
    host = found.wording.consequence(now.outcome.value, "the State", found.person.name)
    turned = [
        later
        for before, later in zip(found.stretches, found.stretches[1:], strict=False)
        if _turn(later.outcome) != _turn(before.outcome)
    ]
    within = f" {days(asked)}" if asked.day_given else ""
    if asked.day_given:
        turned = [one for one in turned if asked.since <= one.since <= asked.until]
    where = at(found.place.name)
    if not turned:
        lead = f"There is no day on record or scheduled that changes the answer {where}{within}."
    else:
        lead = " ".join(_change(found, one) for one in turned)
    reason = f": {found.wording.reason_of(now.reason)}" if now.reason else ""
    return f"{lead} Today {where} {host}{reason}, since {day(now.since)}."


def _turn(outcome: Outcome) -> object:
    """Return what an outcome makes of a place, so far as it matters for when that turned."""
    return (outcome in _POWER, outcome in _DUTY) if outcome in _KNOWN else outcome


def _change(found: History, one: AnswerPeriod) -> str:
    because = "; ".join(record.says for record in one.opened_by)
    place = the(found.place.name)
    told = f"from {day(one.since)} the answer for {place} is: {_outcome(found.wording, one)}"
    return sentence(f"{told}{f' ({because})' if because else ''}")


def reception(asked: Understanding, found: Reception) -> str:
    """Return whom a place would have to arrest, and whom not, with the names of the first."""
    worst = "" if asked.one_day else ", the worst of the days counting"
    must = [one.person.name for one in found.guests if one.duty == OWED]
    lead = (
        f"Of {counted(len(found.guests), 'person')} publicly wanted by the Court {days(asked)}"
        f"{worst}, {len(must)} would have to be arrested {at(found.place.name)}"
    )
    others = [
        f"{found.words(outcome)}: {number}"
        for outcome, number in Counter(
            one.outcome for one in found.guests if one.duty != OWED
        ).items()
    ]
    tail = f" Of the others: {'; '.join(others)}." if others else ""
    return f"{lead}{f': {names(must)}' if must else ''}.{tail}"


def wanted(asked: Understanding, found: Sequence[Wanted], warrants: Sequence[str] = ()) -> str:
    """Return who is wanted; of one person, ``warrants``: all that there ever were, in words."""
    when = days(asked)
    if asked.person is not None:
        does = "A public warrant of the Court calls" if found else "No public warrant calls"
        which = "; ".join(warrants)
        return sentence(
            f"{does} for the arrest of {asked.person.name} {when}{f': {which}' if which else ''}"
        )
    of = ""
    if asked.nationals is not None:
        of = f" of nationals of {the(asked.nationals.name)}"
    elif asked.organisation is not None or asked.region is not None:
        of = f" of nationals of {_group(asked)}"
    elif asked.place is not None:
        of = f" over the situation in {the(asked.place.name)}"
    if not found:
        return f"No public warrant of the Court calls for an arrest{of} {when}."
    persons = listing([one.person.name for one in found])
    noun = "person" if len(found) == 1 else "persons"
    lead = f"Public warrants of the Court call for the arrest of {len(found)} {noun}{of} {when}"
    return f"{lead}: {persons}."


def upcoming(asked: Understanding, found: Sequence[Change]) -> str:
    """Return what is scheduled to change."""
    who = f" for {asked.person.name}" if asked.person else ""
    where = f" {at(asked.place.name)}" if asked.place else ""
    if asked.organisation is not None or asked.region is not None:
        where += f" for the {_group(asked)}"
    if asked.day_given:
        where += f" {days(asked)}"
    if not found:
        return f"Nothing is scheduled to change{who}{where}."
    changes: dict[str, list[str]] = {}
    for one in found:  # most are the same for many persons
        told = (
            f"{day(one.on)}, {one.place.name}: "
            f"{_side(one.words(one.before), one.grounds_before, one.contested_before)} becomes "
            f"{_side(one.words(one.after), one.grounds_after, one.contested_after)}"
        )
        changes.setdefault(told, []).append(one.person.name)
    shown = [
        told if asked.person else f"{told} (for {_persons(whom)})"
        for told, whom in list(changes.items())[:_MOST]
    ]
    more = f"; and {len(changes) - _MOST} more" if len(changes) > _MOST else ""
    return f"Scheduled to change{who}{where}: {'; '.join(shown)}{more}."


def _persons(found: Sequence[str]) -> str:
    return listing(found) if len(found) <= _FEW else f"{len(found)} persons"


def _side(outcome: str, grounds: Sequence[str], contested_: bool | None) -> str:  # noqa: FBT001
    parts = [label(one) for one in grounds]
    if contested_ is not False:
        parts.append(CONTESTED[contested_])
    return outcome + (f" ({', '.join(parts)})" if parts else "")
