"""Scores the engine against the rulings on record, profile by profile, and walks forward."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..answers.assessment import Assessment
from ..answers.assessor import Assessor
from ..base.dates import first_day
from ..base.errors import InputError, UnknownName
from ..questions.arrest_on_travel.rulings import (
    RulingExpectation,
    RulingQuestion,
    asked,
    day_before,
    expected,
    why_not_scored,
)
from ..records.describe import describe, state_name
from ..records.models import Ruling
from .ask import Asker, known_before
from .compare import baseline, compare_baseline, merged, score
from .entry import (
    AsKnown,
    Comparison,
    CourtFinding,
    DayBefore,
    Docket,
    DocketEntry,
    NotScored,
    ProfileScore,
    Verdict,
    WithoutFinding,
)


@dataclass(frozen=True)
class _Row:
    """A ruling that can be scored, with its questions and what it expects."""

    ruling: Ruling
    questions: tuple[RulingQuestion, ...]
    expected: RulingExpectation
    under: dict[str, Comparison]
    """How each profile compares, with all records and the positions of today."""


def docket(engine: Assessor, profile: str | None = None) -> Docket:
    """Return the engine scored against every ruling on record.

    ``profile``: the readings of the law for the columns of each entry; all profiles are counted.
    Each case is asked with all records and as known on the day before its ruling, with the
    positions of that day. Raises `InputError` for a profile that does not exist.
    """
    chosen = engine.profile(profile).id
    world = engine.world
    rulings = sorted(world.rulings, key=lambda one: (first_day(one.on), one.id))
    asker = Asker(engine)
    reasons = {one.id: why_not_scored(world, one) for one in rulings}
    rows = [_row(asker, one) for one in rulings if not reasons[one.id]]
    entries = tuple(_entry(asker, row, chosen) for row in rows)
    return Docket(
        profile=chosen,
        total=len(rulings),
        score=score([entry.today for entry in entries]),
        day_before=score([entry.day_before.comparison for entry in entries]),
        baseline=score([entry.baseline for entry in entries]),
        profiles=tuple(
            _profile_score(engine, name, rows) for name in engine.rulebase.effective_profiles
        ),
        entries=entries,
        not_scored=tuple(
            NotScored(
                ruling=one.id,
                on=one.on,
                body=one.body,
                topic=one.topic,
                why=reasons[one.id],
                record=describe(world, one),
            )
            for one in rulings
            if reasons[one.id]
        ),
        without_finding=tuple(
            WithoutFinding(id=one.id, person=one.person, states=one.states, status=one.status)
            for one in world.visits_without_finding
        ),
        world=world.digest,
        rules=engine.rulebase.digest,
    )


def answers_today(engine: Assessor, profile: str | None = None) -> Iterator[tuple[str, Assessment]]:
    """Yield the answer on each case of each ruling, with the ruling's id; nothing is compared.

    Raises what `docket` does.
    """
    asker, chosen = Asker(engine), engine.profile(profile).id
    for ruling in engine.world.rulings:
        if not why_not_scored(engine.world, ruling):
            for question in asked(ruling):
                yield ruling.id, asker.answer(question, chosen)


def day_before_rows(found: Docket) -> tuple[DayBefore, ...]:
    """Return the table: what would the engine have said the day before each ruling?

    ``found``: a docket. One row for each ruling that can be scored, oldest first; several cases
    of one ruling are told one after the other.
    """
    return tuple(_day_before_row(entry) for entry in found.entries)


def _row(asker: Asker, ruling: Ruling) -> _Row:
    engine = asker.engine
    questions = tuple(asked(ruling))
    wanted = expected(engine.world, ruling)
    under = {
        name: asker.comparison(questions, wanted, name)
        for name in engine.rulebase.effective_profiles
    }
    return _Row(ruling, questions, wanted, under)


def _entry(asker: Asker, row: _Row, profile: str) -> DocketEntry:
    ruling, world = row.ruling, asker.engine.world
    replies = asker.replies(row.questions, profile)
    before = _as_known(asker.engine, row, profile, 0)
    return DocketEntry(
        ruling=ruling.id,
        on=ruling.on,
        body=ruling.body,
        kind=ruling.kind,
        topic=ruling.topic,
        state=state_name(world, ruling.state or ""),
        question=ruling.question,
        record=describe(world, ruling),
        finding=CourtFinding(
            obliged_to_arrest=ruling.finding.obliged_to_arrest,
            immunity=ruling.finding.immunity,
            ground=ruling.finding.ground,
            referred_to=ruling.finding.referred_to,
        ),
        compliance=ruling.finding.complied,
        duty=" / ".join(dict.fromkeys(reply.duty for reply in replies)),
        replies=replies,
        today=row.under[profile],
        day_before=before,
        made_the_reading=_made(asker.engine, row, profile, before),
        baseline=merged(
            [
                compare_baseline(
                    row.expected,
                    baseline(asker.engine.world, one.person, one.place, one.on),
                    asker.engine.rulebase,
                )
                for one in row.questions
            ]
        ),
        agrees_under=tuple(name for name, found in row.under.items() if found.agrees),
    )


def _as_known(engine: Assessor, row: _Row, profile: str, days_after: int) -> AsKnown:
    """Return the ruling asked as known on the day before it, or so many days after that."""
    eve = day_before(row.ruling)
    day = type(eve).fromordinal(eve.toordinal() + days_after)
    known = known_before(engine, day)
    if known is None:
        return AsKnown(known_on=day, unanswerable="that day is still to come")
    asker = Asker(known)
    try:
        replies = asker.replies(row.questions, profile)
        found = asker.comparison(row.questions, row.expected, profile)
    except UnknownName as error:
        why = f"no public warrant named {error.value} on that day"
        return AsKnown(known_on=day, unanswerable=why)
    except InputError as error:
        return AsKnown(known_on=day, unanswerable=str(error))
    return AsKnown(known_on=day, replies=replies, comparison=found)


def _made(engine: Assessor, row: _Row, profile: str, before: AsKnown) -> bool:
    if before.comparison is None or before.comparison.agrees:
        return False
    on_the_day = _as_known(engine, row, profile, 1).comparison
    return on_the_day is not None and on_the_day.agrees


def _profile_score(engine: Assessor, name: str, rows: Sequence[_Row]) -> ProfileScore:
    return ProfileScore(
        profile=name,
        title=engine.profile(name).title,
        score=score([row.under[name] for row in rows]),
        explains=tuple(row.ruling.id for row in rows if row.under[name].agrees),
        differs=tuple(
            row.ruling.id for row in rows if row.under[name].outcome.verdict is Verdict.DIFFERS
        ),
    )


def _day_before_row(entry: DocketEntry) -> DayBefore:
    before = entry.day_before
    told = dict.fromkeys(reply.says for reply in before.replies)
    contested = {reply.contested for reply in before.replies}
    compared = before.comparison
    return DayBefore(
        ruling=entry.ruling,
        on=entry.on,
        body=entry.body,
        persons=tuple(dict.fromkeys(reply.case.person.name for reply in entry.replies)),
        state=entry.state,
        question=entry.question,
        known_on=before.known_on,
        engine_said=" ".join(told) or f"No answer: {before.unanswerable}.",
        contested=contested.pop() if len(contested) == 1 else None,
        court_found=entry.record.says,
        verdict=compared.outcome.verdict if compared else Verdict.NOT_COMPARABLE,
        made_the_reading=entry.made_the_reading,
    )
