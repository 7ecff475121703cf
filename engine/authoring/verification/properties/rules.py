"""Rules: each applies in some case, and no rule or defeat could be left out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import z3

from ....inference.types import YES
from ....rulebase.model import RuleBase
from ..claims import Claim, ClaimRequest, claimed
from ..encode import Encoding, without_defeat, without_rule
from ..space import Case
from ..workbench import Engines, Workbench, answers_of


def differs_somewhere(  # what is compared, for the solver and the engine
    bench: Workbench, subject: str, head: str, encoding: Encoding, rulebase: RuleBase, says: str
) -> Claim:
    """Return the claim that a rule base differing in the rules about ``head`` answers otherwise."""
    differences = []
    for name, variant in answers_of(encoding).items():
        answers = bench.answers[name]
        differences.append(answers.differ(variant, tuple(answers.rests_on(head))))
    return Claim(
        subject,
        ClaimRequest.SOMEWHERE,
        z3.Or(differences),
        says,
        partial(_answered_otherwise, bench.engines, Engines(rulebase)),
    )


def _answered_otherwise(one: Engines, other: Engines, case: Case) -> bool:
    questions = one.rulebase.questions
    return any(one.reply(case, name) != other.reply(case, name) for name in questions)


@claimed
def no_dead_rule(bench: Workbench) -> Iterator[Claim]:
    """Every rule applies in some case."""
    for rule in bench.rulebase.rules:
        yield Claim(
            rule.id,
            ClaimRequest.SOMEWHERE,
            bench.encoding.condition(rule.body).holds,
            f"the rule `{rule.id}` can never apply",
            partial(_applies, bench, rule.id),
        )


def _applies(bench: Workbench, rule: str, case: Case) -> bool:
    return bench.engines.body(case, rule) == YES


@claimed
def no_redundant_rule(bench: Workbench) -> Iterator[Claim]:
    """Every rule is needed: without it some case would be answered otherwise."""
    for rule in bench.rulebase.rules:
        yield differs_somewhere(
            bench,
            rule.id,
            rule.head,
            bench.encoding.without_rule(rule.id),
            without_rule(bench.rulebase, rule.id),
            f"without the rule `{rule.id}` every case would be answered the same",
        )


@claimed
def defeats_matter(bench: Workbench) -> Iterator[Claim]:
    """Every defeat is needed: without it some case would be answered otherwise."""
    for rule in bench.rulebase.rules:
        for loser in sorted(rule.defeats):
            yield differs_somewhere(
                bench,
                f"{rule.id} > {loser}",
                rule.head,
                bench.encoding.without_defeat(rule.id, loser),
                without_defeat(bench.rulebase, rule.id, loser),
                f"every case would be answered the same if `{rule.id}` did not defeat `{loser}`",
            )
