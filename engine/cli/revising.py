"""Which answers a revision of the rules and the records changed, for people and as JSON."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Final

from rich.console import Console

from ..authoring.cases.load import load_suite
from ..authoring.revision import AnswerChange, AnswerParts, Revision, revision
from ..base.errors import InputError
from ..base.words import label
from ..engine import Engine
from ..records import load_world
from ..rulebase.load import load_rules
from ..rulebase.wording import embedded
from .cases import DIRECTORY
from .output import print_json, say

_MOST: Final = 3
"""How many ways in which answers changed are told of one cause."""


def print_revision(
    old: Path, after: Engine, *, examples: int, seed: int, as_json: bool, every: bool
) -> None:
    """Print what changed since the rules and records in ``old``, grouped by cause.

    Raises `InputError` if ``old`` holds no rules or records.
    """
    for part in ("rules", "fixtures"):
        if not (old / part).is_dir():
            raise InputError("OLD", str(old), f"has no folder {part}: name a checkout")
    before = Engine(
        load_world(old / "fixtures", check_citations=False),
        load_rules([old / "rules"], embedded=False),
        today=after.clock,
    )
    suite = load_suite(DIRECTORY) if DIRECTORY.is_dir() else None
    with Console(file=sys.stderr).status("asking") as status:
        found = revision(before, after, suite, examples=examples, seed=seed, progress=status.update)
    if as_json:
        print_json({"asked": found.asked, "changes": [*map(plain, found.changes)]})
    else:
        _show(found, every=every)


def _show(found: Revision, *, every: bool) -> None:
    asked = ", ".join(f"{count} of the {origin}" for origin, count in found.asked.items() if count)
    say(f"{len(found.changes)} answers changed. Asked: {asked}.")
    if every:
        for change in found.changes:
            say(f"\n{told(change)}\n  by {_cause(change)}")
        return
    groups: dict[str, list[AnswerChange]] = {}
    for change in found.changes:
        groups.setdefault(_cause(change), []).append(change)
    for cause, changes in sorted(groups.items(), key=lambda one: -len(one[1])):
        say(f"\n{len(changes)} by {cause}")
        ways = Counter(map(_way, changes))
        for way, count in ways.most_common(_MOST):
            example = next(one for one in changes if _way(one) == way)
            say(f"  {count}: {way} ({_question(example)})")
        if len(ways) > _MOST:
            say(f"  and {len(ways) - _MOST} other ways")


def told(change: AnswerChange) -> str:
    """Return what was asked, and below it what changed in the answer."""
    where = f"{change.origin} {change.id}: " if change.id else ""
    return f"{where}{_question(change)}\n  {_way(change)}"


def _cause(change: AnswerChange) -> str:
    return f"{change.cause}: {', '.join(change.by)}" if change.by else change.cause


def _way(change: AnswerChange) -> str:
    return "; ".join(
        f"{name} {_value(change.before, name)} → {_value(change.after, name)}"
        for name in change.differs
    )


def _value(told: AnswerParts | None, name: str) -> str:
    if told is None:
        return "not asked"
    value = getattr(told, name)
    if isinstance(value, tuple):
        return " and ".join(map(label, value)) or "none"
    if isinstance(value, str):
        return embedded().label_of(value)
    return {True: "yes", False: "no"}.get(value, "open")


def _question(change: AnswerChange) -> str:
    asked = change.question
    parts = [str(asked.person), str(asked.place), str(asked.on)]
    parts += [
        one for one in (asked.presence, asked.purpose) if one not in {"ground", "unspecified"}
    ]
    return " ".join(parts)


def plain(change: AnswerChange) -> dict[str, object]:
    """Return a changed answer as plain data."""
    return {
        "question": change.question.model_dump(mode="json", exclude_defaults=True),
        "origin": change.origin,
        "id": change.id,
        "cause": change.cause,
        "by": change.by,
        "before": change.before._asdict() if change.before else None,
        "after": change.after._asdict() if change.after else None,
    }
