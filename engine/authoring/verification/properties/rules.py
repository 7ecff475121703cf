"""Rules: each applies in some case, and no rule or defeat could be left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import z3

from ....base.words import listing
from ....inference.types import YES
from ....rulebase.model import Rule, RuleBase
from ..claims import Claim, ClaimRequest, claimed
from ..encode import Encoding, without_defeat, without_rule
from ..search import Deadline, Search
from ..space import Case
from ..workbench import Engines, Workbench, answers_of


def differs_somewhere(  # what is compared, for the solver and the engine
    bench: Workbench,
    subject: str,
    head: str,
    encoding: Encoding,
    rulebase: RuleBase,
    says: str,
    because: Callable[[Search, Deadline], str] = lambda _search, _deadline: "",
) -> Claim:
    """Return the claim that a rule base differing in the rules about ``head`` answers otherwise.

    ``because``: what to say if it does not.
    """
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
        because=because,
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
            partial(_covered, bench, rule),
        )


def _covered(bench: Workbench, rule: Rule, search: Search, deadline: Deadline) -> str:
    """Return which other rules conclude the same wherever this one applies, if that is why."""
    base, encoding = bench.rulebase, bench.encoding
    same = base.supporters(rule.head) if rule.positive else base.attackers(rule.head)
    others = [one for one in same if one.id != rule.id]
    applies = encoding.condition(rule.body).holds

    def uncovered(by: Sequence[Rule]) -> bool:
        bodies = (z3.Not(encoding.condition(one.body).holds) for one in by)
        return search.find(z3.And(applies, *bodies), deadline) is not None

    alone = [one for one in others if not uncovered([one])]
    if not alone and (not others or uncovered(others)):
        return ""
    for one in () if alone else others:  # together: leave out who is not needed
        rest = [other for other in others if other is not one]
        others = others if uncovered(rest) else rest
    names = [f"`{one.id}`" for one in alone[:1] or others]
    return f": wherever it applies, {listing(names)} conclude{'' if names[1:] else 's'} the same"


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
