"""Wrong days: a kind of change in the records that comes a day early or late.

Every relation of `safeconduct.timeline` turns dates into steps: the first day of an office, the day
after its last, entry into force, the effect of a withdrawal, unsealing, the end of a warrant. Where
the values of a fact change in the steps, that change is moved by one day; which changes there are
is read from the records. The same for the periods in which States have a role at a place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

from ....records.models import Period, Place
from ....rulebase.model import Fact, atoms_of
from ....timeline.steps import Steps
from ..draft import Draft, Mutant
from .bodies import rows_of

Values = frozenset[str]
Turn = tuple[Values, Values]
"""What the values of a fact were, and what they become."""

_BY = (-1, 1)


def mutants(draft: Draft, steps: Callable[[Fact], Iterable[tuple[Steps, int]]]) -> Iterator[Mutant]:
    """Yield the law with one kind of change moved by a day.

    ``steps`` gives all steps of a fact that occur in the records, with the day of the first warrant
    for which they count; what changed before it is history. A change between values that no rule
    and no table asks for is none in law. Both are left alone.
    """
    tested = _tested(draft)
    for fact in draft.base.facts:
        if fact.relation:
            told_apart = tested.get(fact.name, frozenset())
            found = {
                turn
                for one, since in steps(fact)
                for index, turn in turns_of(one)
                if one.starts[index] >= since
            }
            turns = {turn for turn in found if _differ(turn, told_apart)}
            for turn in sorted(turns, key=lambda turn: tuple(map(_text, turn))):
                for by in _BY:
                    yield _shifted(draft, fact, turn, by)
    for name, part in _ROLES.items():
        for edge in ("start", "until"):
            for by in _BY:
                yield _role(draft, name, part, edge, by)


def _differ(turn: Turn, told_apart: Values) -> bool:
    """Return whether the law can tell one from the other; values it never asks for are alike."""
    before, after = ({value if value in told_apart else "" for value in one} for one in turn)
    return before != after


def _tested(draft: Draft) -> Mapping[str, Values]:
    """Return for each fact the values that rules and tables ask for."""
    conditions = [rule.body for rule in draft.rules]
    for question in draft.questions.values():
        conditions += [row.when for _, _, row in rows_of(question)]
    found: dict[str, set[str]] = {}
    for condition in conditions:
        for atom in atoms_of(condition):
            found.setdefault(atom.name, set()).add(atom.value)
    return {name: frozenset(values) for name, values in found.items()}


def _shifted(draft: Draft, fact: Fact, turn: Turn, by: int) -> Mutant:
    kind = f"{_text(turn[0])}>{_text(turn[1])}"
    return Mutant(
        f"shift-day:{fact.relation}:{kind}:{by:+d}",
        "shift-day",
        f"`{fact.name}` goes from {_text(turn[0])} to {_text(turn[1])} a day {_when(by)}",
        fact.location,
        replace(draft, shifts={fact.relation: partial(shift, turn=turn, by=by)}),
    )


def turns_of(steps: Steps) -> Iterator[tuple[int, Turn]]:
    """Yield where the possible values change: the number of the step and the turn."""
    for index, (before, after) in enumerate(
        zip(steps.holdings, steps.holdings[1:], strict=False), start=1
    ):
        if before.values != after.values:
            yield index, (before.values, after.values)


def shift(steps: Steps, turn: Turn, by: int) -> Steps:
    """Return the steps with every change of that kind moved by so many days."""
    starts = list(steps.starts)
    for index, found in turns_of(steps):
        if found == turn:
            starts[index] += by
    kept: list[int] = []
    for index, start in enumerate(starts):
        # A step of a single day may be covered by its neighbour.
        if index + 1 == len(starts) or start < starts[index + 1]:
            kept.append(index)
    return Steps(
        tuple(starts[index] for index in kept), tuple(steps.holdings[index] for index in kept)
    )


def _text(values: Values) -> str:
    return "|".join(sorted(values))


def _when(by: int) -> str:
    return "early" if by < 0 else "late"


_ROLES = {"title": "responsible", "control": "controllers"}


def _role(draft: Draft, name: str, part: str, edge: str, by: int) -> Mutant:
    what = "begins" if edge == "start" else "ends"
    return Mutant(
        f"shift-day:{name}:{edge}:{by:+d}",
        "shift-day",
        f"{name} over a place {what} a day {_when(by)}",
        draft.base.facts[0].location,
        replace(draft, place=partial(_moved, part=part, edge=edge, by=by)),
    )


def _moved(place: Place, part: str, edge: str, by: int) -> Place:
    periods: tuple[Period, ...] = getattr(place, part)
    moved = tuple(
        one
        if getattr(one, edge) is None
        else one.model_copy(update={edge: getattr(one, edge) + timedelta(days=by)})
        for one in periods
    )
    return place.model_copy(update={part: moved})
