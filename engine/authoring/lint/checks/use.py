"""What is declared and makes no difference."""

from __future__ import annotations

from itertools import combinations

from ....rulebase.model import Rule, RuleBase, RuleKind
from ..logic import named_values, never, same
from ..model import LintSources, Remark, Remarks, Severity, law_lint
from ..texts import TODO


@law_lint()
def unused_position(rulebase: RuleBase, _: LintSources) -> Remarks:
    """At most one position of an issue is named by no rule.

    Two of them would give the same answers, so that nothing turns on the choice.
    """
    named = named_values(rulebase)
    for issue in rulebase.issues:
        unnamed = [one for one in issue.positions if (issue.id, one.id) not in named]
        for position in unnamed[1:]:
            message = f"no rule tells `{position.id}` from `{unnamed[0].id}`"
            fix = f"name it in a rule: `{issue.id}: {position.id}`"
            yield Remark(position.location, message, issue.id, fix)


@law_lint(Severity.HINT)
def untested_value(rulebase: RuleBase, _: LintSources) -> Remarks:
    """At most one value of a fact is named by no condition.

    Values that no condition tells apart lead to the same answer; perhaps a rule is missing.
    """
    named = named_values(rulebase)
    for fact in rulebase.facts:
        unnamed = [value for value in fact.values if (fact.name, value) not in named]
        if len(unnamed) > 1 and not fact.boolean:
            message = f"no condition tells apart {', '.join(f'`{value}`' for value in unnamed)}"
            yield Remark(fact.location, message, fact.name)


@law_lint()
def idle_profile(rulebase: RuleBase, _: LintSources) -> Remarks:
    """A profile takes other positions than every other profile.

    Two profiles that choose alike give the same answers under two names.
    """
    first: dict[tuple[tuple[str, str], ...], str] = {}
    for profile in rulebase.profiles.values():
        choices = tuple(sorted(profile.choices.items()))
        other = first.setdefault(choices, profile.id)
        if other != profile.id:
            message = f"it takes the same positions as `{other}`"
            yield Remark(profile.location, message, profile.id)


@law_lint()
def repeated_choice(rulebase: RuleBase, _: LintSources) -> Remarks:
    """A profile does not choose again what it inherits.

    When the profile above changes, the repeated choice stays behind unnoticed.
    """
    for profile in rulebase.profiles.values():
        above = rulebase.profiles.get(profile.inherits or "")
        for issue in sorted(profile.own) if above else ():
            if above is not None and above.choices[issue] == profile.choices[issue]:
                message = f"`{issue}: {profile.choices[issue]}` is inherited from `{above.id}`"
                yield Remark(profile.location, message, profile.id, "leave it out")


@law_lint()
def twin_rules(rulebase: RuleBase, sources: LintSources) -> Remarks:
    """No two rules have the same conclusion on the same conditions.

    One of them is superfluous: a second citation belongs into the first.
    """
    groups: dict[tuple[str, bool, RuleKind], list[Rule]] = {}
    for rule in rulebase.rules:
        groups.setdefault((rule.head, rule.positive, rule.kind), []).append(rule)
    for group in groups.values():
        for first, second in combinations(group, 2):
            if any(text.startswith(TODO) for text in (second.title, second.says)):
                continue  # still to be written
            if first.defeats == second.defeats and same(rulebase, first.body, second.body):
                where = sources.rule(rulebase.rule_index[second.id])
                message = f"it concludes the same as `{first.id}`, on the same conditions"
                yield Remark(where, message, second.id, "join their citations")


@law_lint()
def idle_defeat(rulebase: RuleBase, sources: LintSources) -> Remarks:
    """A rule and one that it defeats can apply together.

    If the conditions exclude each other, the defeat is never used; perhaps one is wrong.
    """
    for index, rule in enumerate(rulebase.rules):
        for loser in sorted(rule.defeats):
            other = rulebase.rules[rulebase.rule_index[loser]]
            if never(rulebase, rule.body, other.body):
                message = f"it never applies together with `{loser}`, which it defeats"
                yield Remark(sources.rule(index, "defeats"), message, rule.id)
