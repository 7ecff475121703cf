"""A closer look at a survivor: is there a case that could tell it from the law?"""

from __future__ import annotations

from datetime import timedelta

from ...base.dates import STATUTE_ADOPTED, first_day
from ...case.question import QUESTION
from ...rulebase.model import DecisionTable, RuleBase
from .bench import Bench
from .draft import Draft
from .equivalence import Equivalence, compare, never_contested
from .joined import Joined
from .moved import moved
from .occurring import Occurring
from .suspects import readings_on
from .voices.properties import available

_NOT_DECIDED = Equivalence(None)


def look_closer(
    bench: Bench, draft: Draft, rulebase: RuleBase, occurring: Occurring, joined: Joined
) -> Equivalence:
    """Return whether a mutant answers every case like the law, where there is a way to show it.

    Changes of rules, tables and constraints are compared for every case that could be, by the
    solver; moved days, readings and orders for everything that occurs in the records.
    """
    law = draft.base
    if draft.shifts:
        return moved(draft, occurring)
    if draft.place is not None or rulebase.profiles is not law.profiles:
        return _NOT_DECIDED
    if rulebase.issues is not law.issues:
        return _readings(bench, law, rulebase)
    before, after = law.questions[QUESTION], rulebase.questions[QUESTION]
    if before.severity != after.severity:
        return joined.decides(before, after)
    return look_at_rules(law, rulebase, before, after)


def look_at_rules(
    law: RuleBase, rulebase: RuleBase, before: DecisionTable, after: DecisionTable
) -> Equivalence:
    """Return the same of a mutant whose readings and order of severity are those of the law."""
    if not available():
        return _NOT_DECIDED
    if before.exposure != after.exposure:
        return _grades(law, before, after)
    return compare(law, rulebase)


def _grades(law: RuleBase, before: DecisionTable, after: DecisionTable) -> Equivalence:
    """Return whether only a grade differs that no answer is given: where nothing is contested."""
    for outcome, (uncontested, contested) in before.exposure.items():
        other = after.exposure[outcome]
        if other[0] != uncontested:
            return _NOT_DECIDED
        if other[1] != contested and not never_contested(law, outcome):
            return _NOT_DECIDED
    return Equivalence(True)


def _readings(bench: Bench, law: RuleBase, mutant: RuleBase) -> Equivalence:
    """Return whether positions only differ on days on which nobody was wanted in public."""
    days = {
        day + timedelta(days=by)
        for rulebase in (law, mutant)
        for issue in rulebase.issues
        for position in issue.positions
        for text in (position.published, *(day for line in position.court for day in line if day))
        for day in (first_day(text),)
        for by in (-1, 0, 1)
    }
    asked = (day for day in sorted(days) if day >= STATUTE_ADOPTED)
    differs = [day for day in asked if readings_on(law, day) != readings_on(mutant, day)]
    wanted = any(bench.at(day).world.warrants for day in differs)
    return _NOT_DECIDED if wanted else Equivalence(True)
