"""Wrong rules: dropped, turned round, of another kind, or without a defeat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ....rulebase.model import Rule, RuleKind
from ..draft import Draft, Mutant


def mutants(draft: Draft) -> Iterator[Mutant]:
    """Yield the law with one rule changed otherwise than in its conditions."""
    for rule in draft.rules:
        yield _mutant(draft, rule, None, "drop-rule", f"without `{rule.id}`")
        opposite = f"{'not ' if rule.positive else ''}{rule.head}"
        turned = replace(rule, positive=not rule.positive)
        says = f"`{rule.id}` concludes `{opposite}`"
        yield _mutant(draft, rule, turned, "flip-conclusion", says)
        for loser in sorted(rule.defeats):
            weaker = replace(rule, defeats=rule.defeats - {loser})
            says = f"`{rule.id}` does not defeat `{loser}`"
            yield _mutant(draft, rule, weaker, "drop-defeat", says, loser)
        for kind in RuleKind:
            if kind is not rule.kind:
                other = replace(rule, kind=kind)
                says = f"`{rule.id}` is a {kind}" if kind != "defeasible" else f"`{rule.id}` yields"
                yield _mutant(draft, rule, other, "change-kind", says, kind.value)


def _mutant(
    draft: Draft, rule: Rule, new: Rule | None, operator: str, says: str, part: str = ""
) -> Mutant:
    name = f"{operator}:{rule.id}" + (f":{part}" if part else "")
    return Mutant(name, operator, says, rule.location, draft.with_rule(rule, new))
