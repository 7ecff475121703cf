"""Which unknown facts decide an answer, and what to ask, the most decisive first."""

from __future__ import annotations

from collections.abc import Iterator

from ..base.frozen import Part
from ..base.words import day
from ..timeline.timeline import Variable
from .determinations import StateDetermination
from .terms import Outcome


class UnknownFact(Part):
    """A fact that is not in the record and decides the answer, with what to ask."""

    fact: str
    question: str
    why: str
    values: tuple[str, ...]
    outcomes: dict[str, tuple[Outcome, ...]]
    """For each value: the outcomes that remain possible if it holds."""
    contested: dict[str, bool | None]


def unknown_facts(of_state: StateDetermination, on: int) -> tuple[UnknownFact, ...]:
    """Return the unknown facts that decide the outcome on a day, or whether it is contested.

    ``on``: the day (ordinal). The most decisive fact comes first: the one whose answers leave the
    fewest outcomes open; among equals, the one that settles whether the outcome is contested.
    """
    found = [fact for fact in _all(of_state, on) if _decides(fact)]
    return tuple(
        sorted(
            found,
            key=lambda fact: (
                sum(len(outcomes) for outcomes in fact.outcomes.values()),
                sum(contested is None for contested in fact.contested.values()),
            ),
        )
    )


def _decides(fact: UnknownFact) -> bool:
    outcomes = {tuple(sorted(one)) for one in fact.outcomes.values()}
    return len(outcomes) > 1 or len(set(fact.contested.values())) > 1


def _all(of_state: StateDetermination, on: int) -> Iterator[UnknownFact]:
    rulebase, determination = (
        of_state.subject.rulebase,
        of_state.determination,
    )
    settled = determination.settled
    for position, variable in enumerate(settled.unknowns):
        fact = rulebase.facts[rulebase.variables[variable[0]]]
        outcomes: dict[str, dict[Outcome, None]] = {}
        disputed: dict[str, set[bool]] = {}
        # Where nothing is contested, nothing is said of the single completions.
        flags = determination.contest.disputed or (False,) * len(settled.completions)
        for completion, contested in zip(settled.completions, flags, strict=True):
            value = fact.values[completion.values[position]]
            outcomes.setdefault(value, {})[Outcome(completion.outcome)] = None
            disputed.setdefault(value, set()).add(contested)
        question, why = _asked(of_state, variable, on)
        yield UnknownFact(
            fact=fact.name,
            question=question,
            why=why,
            values=tuple(outcomes),
            outcomes={value: tuple(found) for value, found in outcomes.items()},
            contested={
                value: found.pop() if len(found) == 1 else None for value, found in disputed.items()
            },
        )


def _asked(of_state: StateDetermination, unknown: Variable, on: int) -> tuple[str, str]:
    """Return the question about an unknown fact, by its names, and why it is not known."""
    subject = of_state.subject
    index, fact = subject.unknown(unknown)
    timeline, warrant = subject.timelines[index], subject.warrants[index]
    several = len(subject.warrants) > 1 and warrant.id in timeline.variables[fact][1:]
    which = f" ({warrant.kind} of {day(warrant.issued)})" if several else ""
    return subject.asks(fact, index) + which, timeline.holding(fact, on).reason
