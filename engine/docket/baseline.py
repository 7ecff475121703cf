"""The trivial answer that the engine has to beat: bound by something, so must arrest; else may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..base.dates import first_day
from ..case.terms import Outcome
from ..records.world import World
from ..timeline.place import council_order
from ..timeline.steps import Basis, Holding
from ..timeline.treaty import status_of


@dataclass(frozen=True, slots=True)
class Baseline:
    """The outcome and what binds the State; of immunity the baseline knows nothing."""

    outcome: Outcome
    sources: tuple[str, ...]


def baseline(world: World, person: str, state: str, on: date) -> Baseline:
    """Return must arrest if the State is a party, accepted the situation or was ordered; else may.

    It looks at no warrant's life, at no office and at no reading of the law.
    """
    sources = tuple(dict.fromkeys(_sources(world, person, state, on)))
    return Baseline(Outcome.MUST_ARREST if sources else Outcome.MAY_ARREST, sources)


def _sources(world: World, person: str, state: str, on: date) -> Iterator[str]:
    day = on.toordinal()
    nothing = Holding(frozenset({"false"}), Basis.NO_RECORD)
    if status_of(world, state, nothing).at(day).values == {"party"}:
        yield "as_party"
    situations = {warrant.situation for warrant in world.warrants_of(person)}
    for situation in sorted(situations):
        if council_order(world, state, situation, nothing).at(day).values == {"true"}:
            yield "by_council"
        if any(
            declaration.kind == "article_12_3"
            and situation in declaration.situations
            and declaration.effective
            and declaration.lodged is not None
            and first_day(declaration.lodged) <= on
            for declaration in world.declarations_of(state)
        ):
            yield "by_acceptance"
