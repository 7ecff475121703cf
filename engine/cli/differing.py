"""What a change of the rules changes in law, for people and as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from ..authoring.verification.difference.compare import compare
from ..authoring.verification.difference.model import (
    CaseChange,
    ChangeKind,
    RuleBaseComparison,
    ShownCase,
)
from ..authoring.verification.results import ProofExample
from ..authoring.verification.tell import case_in_words, plain_finding, suppose
from ..base.words import label, listing
from ..rulebase.load import load_rules
from ..rulebase.manifest import SAFECONDUCT
from ..rulebase.model import AppliedAmendment, RuleBase
from .output import print_json, say
from .proving import EXITS


def print_differences(
    old: Path, rules: Sequence[Path], *, most: int, seconds: float, as_json: bool
) -> None:
    """Compare the rules with earlier ones in the directory ``old`` and print the differences.

    What ``old`` stands on its `rulebase.yaml` says; ``safeconduct`` are the embedded rules. Raises
    `RulesError`, and `typer.Exit` with code 1 if an answer changes.
    """
    ours = str(old) == SAFECONDUCT and not old.is_dir()
    before = load_rules() if ours else load_rules([old])
    after = load_rules(rules)
    with Console(file=sys.stderr).status("comparing") as status:
        found = compare(
            after,
            before,
            most=most,
            seconds=seconds,
            progress=lambda what: status.update(f"comparing {what}"),
        )
    if as_json:
        print_json(_plain(after, before, found))
    else:
        for one in _amendments(after, before):
            say(f"Amended: {one.what} `{one.id}`, {one.says}. {one.reason}")
        _Show(after, found).all()
    code = EXITS[found.state]
    if code:
        raise typer.Exit(code)


class _Show:
    """Prints a comparison; a case is told once and has a number from then on."""

    def __init__(self, rulebase: RuleBase, found: RuleBaseComparison) -> None:
        self._rulebase = rulebase
        self._found = found
        self._numbers: dict[tuple[tuple[str, str], ...], int] = {}

    def all(self) -> None:
        """Print everything."""
        found = self._found
        for line in _written(found):
            say(line)
        if not found.changes and not found.closed and not found.opened:
            say(
                f"No answer changes, under any of {len(found.compared)} profiles and any other "
                "choice of positions."
                if not found.problems
                else "No change was found, but not everything was decided."
            )
        else:
            kinds = len(found.changes)
            say(f"\n{kinds} kinds of change, {found.count} differences found", "bold")
        for change in found.changes:
            self._change(change)
        for what, example in (("no longer", found.closed), ("now", found.opened)):
            if example is not None:
                words = suppose(self._rulebase, example)
                say(f"\nCases that are {what} allowed", "bold")
                say(f"  - {words}.")
        if found.broken:
            say("\nWhat no longer holds", "bold")
        for broken in found.broken:
            say(f"  - `{broken.subject}`: {broken.says}.")
            if broken.example is not None:
                say(f"    {case_in_words(self._rulebase, broken.example)}")
        for problem in found.problems:
            say(f"  - {label(problem.state.value)}: {problem.says}")

    def _change(self, change: CaseChange) -> None:
        kind = change.kind
        before, after = (self._value(kind, value) for value in (kind.before, kind.after))
        say(f"\n{label(kind.part)}: {before} → {after}", "bold")
        say(f"  under {self._profiles(change.profiles)}")
        for shown in change.shown:
            say(f"  - {self._case(shown, change)}")
        if change.more:
            say("  - and further cases (--most)")

    def _value(self, kind: ChangeKind, value: str) -> str:
        question = self._rulebase.questions[kind.question]
        return question.wording.label_of(value) if kind.part == "outcome" else label(value)

    def _profiles(self, profiles: Sequence[str]) -> str:
        everywhere = set(self._found.compared) <= set(profiles)
        return "every profile" if everywhere else listing(profiles)

    def _case(self, shown: ShownCase, change: CaseChange) -> str:
        key = tuple(shown.example.stated.items())
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._numbers) + 1
            words = f"[{number}] {suppose(self._rulebase, shown.example)}"
        else:
            words = f"[{number}] as above"
        only = "" if shown.profiles == change.profiles else f" ({listing(shown.profiles)})"
        return f"{words}{only}."


def _amendments(after: RuleBase, before: RuleBase) -> list[AppliedAmendment]:
    """Return what the later rules amend and the earlier ones do not."""
    known = {(one.what, one.id, one.says) for one in before.amendments}
    return [one for one in after.amendments if (one.what, one.id, one.says) not in known]


def _written(found: RuleBaseComparison) -> Iterator[str]:
    for one in found.written:
        parts = [
            f"{what}: {', '.join(names)}"
            for what, names in (
                ("new", one.added),
                ("gone", one.removed),
                ("changed", one.changed),
                ("other words", one.worded),
            )
            if names
        ]
        yield f"{one.what.capitalize()} {'; '.join(parts)}."


def _plain(after: RuleBase, before: RuleBase, found: RuleBaseComparison) -> dict[str, Any]:
    return {
        "state": found.state.value,
        "rules": after.digest,
        "against": before.digest,
        "amendments": [
            {"what": one.what, "id": one.id, "says": one.says, "reason": one.reason}
            for one in _amendments(after, before)
        ],
        "profiles": list(found.compared),
        "written": [
            {
                "what": one.what,
                "added": list(one.added),
                "removed": list(one.removed),
                "changed": list(one.changed),
                "worded": list(one.worded),
            }
            for one in found.written
        ],
        "count": found.count,
        "changes": [
            {
                "question": change.kind.question,
                "part": change.kind.part,
                "before": change.kind.before,
                "after": change.kind.after,
                "profiles": list(change.profiles),
                "more": change.more,
                "cases": [
                    {"profiles": list(shown.profiles), **_example(after, shown.example)}
                    for shown in change.shown
                ],
            }
            for change in found.changes
        ],
        "no_longer_allowed": found.closed and _example(after, found.closed),
        "now_allowed": found.opened and _example(after, found.opened),
        "broken": [plain_finding(after, "invariants", one) for one in found.broken],
        "problems": [plain_finding(after, "against", one) for one in found.problems],
    }


def _example(rulebase: RuleBase, example: ProofExample) -> dict[str, Any]:
    return {
        "in_words": suppose(rulebase, example),
        "stated": dict(example.stated),
        "before": dict(example.answer),
        "after": dict(example.after),
    }
