"""Conditions: written directly, and holding in some cases but not in all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ....rulebase.condition import notation
from ....rulebase.model import All, AnyOf, Atom, Condition, Not, RuleBase, atoms_of
from ..logic import YES, always, cases, conditions, never, simplest, value
from ..model import LintSources, Remark, Remarks, Severity, law_lint


@law_lint()
def redundant_part(rulebase: RuleBase, sources: LintSources) -> Remarks:
    """No part of a condition can be left out without a change: not `b` in *a or (a and b)*.

    A part that adds nothing looks as if it did; a reader asks in which case it matters.
    """
    for placed in conditions(rulebase, sources):
        shorter, left_out = simplest(rulebase, placed.condition)
        if left_out:
            parts = ", ".join(f"`{notation(part)}`" for part in left_out)
            message = f"{parts} {'adds' if len(left_out) == 1 else 'add'} nothing"
            fix = f"the same as `{notation(shorter)}`"
            yield placed.remark(message, fix)


@law_lint()
def roundabout_condition(rulebase: RuleBase, sources: LintSources) -> Remarks:
    """A condition is written directly: no double negation, no list of one.

    *not not a* is *a*, and *any of: a* is *a*.
    """
    for placed in conditions(rulebase, sources):
        for message in sorted(set(_roundabout(placed.condition, outermost=True))):
            yield placed.remark(message)


def _roundabout(condition: Condition, *, outermost: bool = False) -> Iterator[str]:
    match condition:
        case Not(Not(part)):
            yield f"`{notation(condition)}` is `{notation(part)}`"
            yield from _roundabout(part)
        case Not(part):
            yield from _roundabout(part)
        case All(parts) | AnyOf(parts):
            if len(parts) == 1 and not (outermost and isinstance(condition, All)):
                yield f"`{notation(condition)}` is `{notation(parts[0])}`"
            for part in parts:
                if type(part) is type(condition) and len(part.parts) > 1 and not _values(part):
                    word = "and" if isinstance(part, All) else "or"
                    yield f"`{notation(part)}` stands in a list that already means *{word}*"
                yield from _roundabout(part)


def _values(condition: Condition) -> bool:
    """Whether a condition may stand as `fact: [value, value]`, the shortest way to write it."""
    return (
        isinstance(condition, AnyOf)
        and all(isinstance(part, Atom) for part in condition.parts)
        and len({atom.name for atom in atoms_of(condition)}) == 1
    )


@law_lint(Severity.HINT)
def always_holds(rulebase: RuleBase, sources: LintSources) -> Remarks:
    """A rule that has an `if` does not apply in every case.

    A condition that always holds is written by leaving `if` out.
    """
    for placed in conditions(rulebase, sources):
        if list(atoms_of(placed.condition)) and always(rulebase, placed.condition):
            message = f"`{notation(placed.condition)}` always holds"
            yield placed.remark(message, "leave `if` out")


@law_lint()
def never_holds(rulebase: RuleBase, sources: LintSources) -> Remarks:
    """A condition holds in some case.

    A rule that never applies, or a row that is never the answer, is a mistake in its condition.
    """
    for placed in conditions(rulebase, sources):
        if never(rulebase, placed.condition):
            message = f"`{notation(placed.condition)}` never holds"
            yield placed.remark(message)


@law_lint()
def dead_row(rulebase: RuleBase, _: LintSources) -> Remarks:
    """A row of a table is the answer in some case: no earlier row always comes first.

    The first row that holds is the answer, so that a row behind a wider one is never reached.
    """
    for question in rulebase.questions.values():
        for table in question.tables.values():
            for index, row in enumerate(table):
                if _covered(rulebase, row.when, [other.when for other in table[:index]]):
                    message = f"an earlier row holds whenever that of `{row.value}` does"
                    yield Remark(row.location, message, question.id)


def _covered(rulebase: RuleBase, when: Condition, earlier: Sequence[Condition]) -> bool:
    """Whether in every case in which a row holds an earlier one does."""
    tried = cases(rulebase, (when, *earlier)) if earlier else None
    return tried is not None and not any(
        value(when, case) == YES and all(value(one, case) != YES for one in earlier)
        for case in tried
    )


_MOST: Final = 3


@law_lint(Severity.HINT)
def repeated_block(rulebase: RuleBase, sources: LintSources) -> Remarks:
    """The same group of three or more conditions does not stand in three rules.

    A conclusion of its own gives it a name and one place to change.
    """
    places: dict[str, list[int]] = {}
    for index, rule in enumerate(rulebase.rules):
        for block in {notation(part) for part in _blocks(rule.body)}:
            places.setdefault(block, []).append(index)
    for block, indices in places.items():
        if len(indices) >= _MOST:
            names = ", ".join(f"`{rulebase.rules[index].id}`" for index in indices)
            last = rulebase.rules[indices[-1]].id
            message = f"`{block}` stands in {names}"
            yield Remark(sources.rule(indices[-1], "if"), message, last, "name it by a rule")


def _blocks(condition: Condition) -> Iterator[Condition]:
    """Yield the groups within a condition that have three parts or more."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                if isinstance(part, All | AnyOf) and len(part.parts) >= _MOST:
                    yield part
                yield from _blocks(part)
        case Not(part):
            yield from _blocks(part)
