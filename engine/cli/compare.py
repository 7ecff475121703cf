"""Answers side by side on a terminal, with the premises on which they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from ..answers.comparison.model import TravelRiskComparison
from ..base.words import YES, day, label, listing
from .output import COLOURS, print_json, print_table, say, table


def print_comparison(found: TravelRiskComparison, *, as_json: bool) -> None:
    """Print each answer, then the facts, rules and positions that differ."""
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    say(f"{found.person.name}: {found.says}", "bold")
    say()
    made = table("Question", "Outcome", "Contested", "Exposure", "Bound", "Day")
    for side in found.sides:
        made.add_row(
            side.label,
            Text(found.words(side.outcome), COLOURS[side.outcome.value]),
            YES[side.contested],
            side.exposure,
            ", ".join(map(label, side.grounds)) or side.duty,
            day(side.on),
        )
    print_table(made)
    say(f"\nExposure, in law: {'. '.join(_grades(found))}.")
    labels = [side.label for side in found.sides]
    _facts(found, labels)
    _rules(found, labels)
    _positions(found, labels)
    say()
    say(found.disclaimer, "dim")


def _grades(found: TravelRiskComparison) -> Iterator[str]:
    """Yield each grade in the table with what it means."""
    yield from map(found.wording.grade_of, dict.fromkeys(side.exposure for side in found.sides))


def _facts(found: TravelRiskComparison, labels: list[str]) -> None:
    _title("Facts that differ", bool(found.differing_facts))
    for fact in found.differing_facts:
        mark = "" if fact.relied_on else " (no answer relies on it)"
        say(f"  {fact.fact}{mark}")
        for name, side in zip(labels, fact.sides, strict=True):
            say(f"    {name}: {side.says}")
            for record in side.records:
                say(f"      {record.id}: {record.says}")


def _rules(found: TravelRiskComparison, labels: list[str]) -> None:
    named = [rule for rule in found.differing_rules if rule.in_proof]
    _title("Rules that do not do the same", bool(found.differing_rules))
    for rule in named:
        cite = f" ({rule.cite})" if rule.cite else ""
        say(f"  {rule.rule}: {rule.title}{cite}")
        for status, sides in _alike(rule.sides, labels).items():
            say(f"    {label(status)}: {sides}")
    if others := len(found.differing_rules) - len(named):
        say(f"  and {others} more that no proof names; --json lists them")


def _positions(found: TravelRiskComparison, labels: list[str]) -> None:
    _title(
        "Readings of the law that differ, or on which the outcome turns",
        bool(found.differing_positions),
    )
    for position in found.differing_positions:
        mark = "" if position.turns_on else " (the outcome does not turn on it)"
        say(f"  {position.question}{mark}")
        for title, sides in _alike([side.title for side in position.sides], labels).items():
            say(f"    {title}: {sides}")


def _alike(sides: Sequence[str], labels: list[str]) -> dict[str, str]:
    """Return for each thing said of the questions the labels of those of which it is said."""
    found: dict[str, list[str]] = {}
    for told, name in zip(sides, labels, strict=True):
        found.setdefault(told, []).append(name)
    return {told: listing(names) for told, names in found.items()}


def _title(text: str, wanted: bool) -> None:  # noqa: FBT001  # whether there is anything below
    if wanted:
        say()
        say(text, "bold")
