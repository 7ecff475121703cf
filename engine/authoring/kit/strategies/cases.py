"""Cases: questions about persons and places of a world, and cases made of facts alone."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ....base.dates import STATUTE_ADOPTED
from ....case.inputs import PRESENCE, PURPOSE
from ....records.world import World
from ....rulebase.model import RuleBase
from ...cases.case import FactsCase, QuestionPut
from ..reporting import facts_said, readings
from .truths import points


def questions_put(rulebase: RuleBase, world: World) -> st.SearchStrategy[QuestionPut]:
    """Draw questions that can be put to an engine: somebody, somewhere, on a day, in some way.

    The day is often one on which something changed for a warrant of the person. Of a world
    without persons or places nothing is drawn.
    """
    people, places = sorted(world.persons), sorted(world.places)
    ways, aims = (rulebase.values[rulebase.variables[name]] for name in (PRESENCE, PURPOSE))
    last = world.reach["record"].until
    if not (people and places):
        return st.nothing()

    @st.composite
    def questions_put(draw: st.DrawFn) -> QuestionPut:
        def one(options: Any) -> Any:
            return options[draw(st.integers(0, len(options) - 1))]

        person = one(people)
        turns = [day for w in world.warrants_of(person) for day in (w.issued, w.unsealed, w.ended)]
        known = [day for day in turns if day is not None and STATUTE_ADOPTED <= day <= last]
        turn = bool(known) and draw(st.integers(0, 1)) == 0
        day = one(known) if turn else draw(st.dates(STATUTE_ADOPTED, last))
        return QuestionPut(
            person=person,
            place=one(places),
            on=day.isoformat(),
            presence=one(ways),
            purpose=one(aims),
            profile=one(list(rulebase.effective_profiles)),
        )

    return questions_put()


def facts_cases(rulebase: RuleBase, most_unknown: int = 2) -> st.SearchStrategy[FactsCase]:
    """Draw cases of facts that are possible; nothing is expected but that there is an answer."""

    @st.composite
    def facts_cases(draw: st.DrawFn) -> FactsCase:
        point = draw(points(rulebase, most_unknown=most_unknown))
        return FactsCase.model_validate(
            {
                "id": "drawn",
                "title": "A drawn case",
                "facts": dict(facts_said(rulebase, point)),
                **readings(rulebase, point.positions),
                "expect": {"holds": ["totality"]},
                "why": "It was drawn.",
            }
        )

    return facts_cases()
