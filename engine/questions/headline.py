"""An answer in one sentence: of the cases that decide it, and of every day that was asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ..base.words import counted, day, listing, sentence
from ..case.joint import JointDetermination
from ..inference.inference import UNDETERMINED
from ..rulebase.asked import DAY, NOTHING
from ..rulebase.wording import OUTCOME
from .answer import OutcomePeriod
from .asked import AskedQuestion
from .cases import NamedCases
from .reasoner import QuestionReasoner

_MOST = 3
"""How many other stretches of a span the sentence tells."""

_DISPUTED = {
    True: "; this is disputed",
    None: "; whether this is disputed depends on what is not known",
    False: "",
}


def headline(
    reasoner: QuestionReasoner,
    asked: AskedQuestion,
    cases: NamedCases,
    found: JointDetermination,
    parts: Mapping[str, str],
    on: date,
    steps: Sequence[OutcomePeriod],
) -> str:
    """Return the answer in one sentence.

    ``parts``: what the parts of the answer say. ``on``: the day that is answered for; ``steps``:
    what follows within a span, which the sentence tells where it differs.
    """
    table = reasoner.table
    stretches = _stretches(steps)
    here = next((one for one in stretches if one.since == on), None)
    days = {table.asked.day: _days(here) if here else day(on)}
    names = {**_names(reasoner, asked, cases, _deciding(cases, found)), **days}
    tables = {OUTCOME: found.settled.outcome, **parts}
    said = table.wording.answer_of(tables, names, past=reasoner.past(on))
    said += _DISPUTED[found.contested]
    others = [one for one in stretches if one is not here]
    for one in others[:_MOST]:
        disputed = ", disputed" if one.contested else ""
        said += f"; on {_days(one)}: {table.wording.label_of(one.outcome)}{disputed}"
    if len(others) > _MOST:
        more = counted(len(others) - _MOST, "more time", "more times")
        said += f"; the answer changes {more} in the days asked about"
    return sentence(said)


def _stretches(steps: Sequence[OutcomePeriod]) -> list[OutcomePeriod]:
    """Return the periods of a span, neighbours joined that have one outcome, disputed or not."""
    found: list[OutcomePeriod] = []
    for one in steps:
        last = found[-1] if found else None
        if last and (last.outcome, last.contested) == (one.outcome, one.contested):
            found[-1] = last.model_copy(update={"until": one.until})
        else:
            found.append(one)
    return found


def _days(one: OutcomePeriod) -> str:
    """Return the days of a period, which has a first one, as they stand after “on”."""
    assert one.since is not None
    last = one.until - timedelta(days=1) if one.until else date.max
    return day(last) if last == one.since else f"any day from {day(one.since)} to {day(last)}"


def _deciding(cases: NamedCases, found: JointDetermination) -> Sequence[int]:
    """Return the cases that decide, by index; of what is open those that leave it open."""
    if found.settled.outcome != UNDETERMINED:
        return found.decisive
    open_ = [index for index in range(len(cases.ids)) if found.alone(index) == UNDETERMINED]
    return open_ or range(len(cases.ids))


def _names(
    reasoner: QuestionReasoner, asked: AskedQuestion, cases: NamedCases, deciding: Sequence[int]
) -> Mapping[str, str]:
    """Return what the inputs stand for; of what tells cases apart only what decides."""
    found = {}
    apart = reasoner.table.asked.cases
    for name, one in reasoner.table.asked.inputs.items():
        values = asked.values.get(name, ())
        if name in apart:
            decide = {cases.ids[index][name] for index in deciding}
            values = tuple(value for value in values if value in decide and value != NOTHING)
        if one.of == DAY and values:
            found[name] = day(values[0])
        elif values:
            found[name] = listing([reasoner.builder.named({name: it})[name] for it in values])
    return found
