"""Positions, constraints and values: each makes a difference, and some case is possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import combinations

import z3

from ....inference.types import impossible
from ..answers import Answers
from ..claims import Claim, ClaimRequest, claimed
from ..space import Case, Formula, assignment, changed
from ..workbench import Workbench


@claimed
def cases_possible(bench: Workbench) -> Iterator[Claim]:
    """The constraints leave some case."""
    # Otherwise everything holds of the rules, and nothing means anything.
    yield Claim(
        "cases",
        ClaimRequest.SOMEWHERE,
        z3.BoolVal(True),
        "the constraints leave no case at all",
        bench.engines.allowed,
    )


@claimed
def positions_matter(bench: Workbench) -> Iterator[Claim]:
    """Any two positions on an issue answer some case differently."""
    for issue in bench.rulebase.issues:
        for one, other in combinations(issue.positions, 2):
            then = {issue.id: other.id}
            differences = [_differ(bench, answers, then) for answers in bench.answers.values()]
            yield Claim(
                f"{issue.id}: {one.id} / {other.id}",
                ClaimRequest.SOMEWHERE,
                z3.And(bench.space.holds(issue.id, one.id), z3.Or(differences)),
                f"on the issue `{issue.id}` the positions `{one.id}` and `{other.id}` answer every "
                "case the same",
                partial(_differently, bench, then),
                then,
            )


def _differ(bench: Workbench, answers: Answers, then: Mapping[str, str]) -> Formula:
    """Return when an answer changes as values change to ``then``."""
    formulas = []
    for status in answers.labels.values():
        formulas += [status.holds, status.fails]
    for table in answers.tables.values():
        formulas += [table.gives(value) for value in table.possible]
    return z3.Or([z3.Xor(one, changed(bench.space, one, then)) for one in formulas])


def _differently(bench: Workbench, then: Mapping[str, str], case: Case) -> bool:
    engines = bench.engines
    return any(
        engines.reply(case, name) != engines.reply({**case, **then}, name)
        for name in bench.rulebase.questions
    )


@claimed
def constraints_exclude(bench: Workbench) -> Iterator[Claim]:
    """Every constraint excludes some case that the other constraints allow."""
    for constraint in bench.rulebase.constraints:
        yield Claim(
            constraint.id,
            ClaimRequest.SOMEWHERE,
            bench.encoding.broken(constraint.id),
            f"the constraint `{constraint.id}` excludes nothing that the others allow",
            partial(_broken, bench, constraint.id),
            suspended=constraint.id,
        )


def _broken(bench: Workbench, constraint: str, case: Case) -> bool:
    facts = assignment(bench.rulebase, case)[: len(bench.rulebase.facts)]
    return impossible(bench.rulebase, facts) == constraint


@claimed
def values_possible(bench: Workbench) -> Iterator[Claim]:
    """Every value of every fact occurs in a case that is allowed."""
    for fact in bench.rulebase.facts:
        for value in fact.values:
            yield Claim(
                f"{fact.name}: {value}",
                ClaimRequest.SOMEWHERE,
                bench.space.holds(fact.name, value),
                f"the constraints leave no case in which `{fact.name}` is `{value}`",
                partial(_has, fact.name, value),
            )


def _has(name: str, value: str, case: Case) -> bool:
    return case[name] == value
