"""Worked examples of the semantics: rules, what is given, and what follows from it.

The file has ``facts`` and ``issues`` (names with their values; none: yes/no) and ``examples``, each
with ``title``, ``why``, ``rules``, ``given`` and the conclusions that are ``established``,
``unresolved`` and ``not_established``. ``applies`` and ``may_apply`` name rules; all others do not
apply. Facts that are not given are false, or have their first value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from safeconduct.authoring.kit.written import as_text, write_files
from safeconduct.base import yaml12
from safeconduct.inference.types import NO, UNRESOLVED, YES, Derivation
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import Assignment, RuleBase


@dataclass(frozen=True)
class Example:
    """One worked example: what follows from an assignment, to the last rule."""

    title: str
    written: Mapping[str, Any]
    rulebase: RuleBase
    assignment: Assignment
    expected: Derivation


def load_examples(path: Path) -> tuple[Example, ...]:
    """Return the examples of a file; each goes through the loader with all its checks.

    Raises `SourceFilesError` if the file is no YAML, and `RulesError` if an example is ill-formed.
    """
    written: Any = yaml12.load(path.read_text("utf-8"), file=path.name).value
    facts, issues = written["facts"], written["issues"]
    return tuple(_example(one, facts, issues) for one in written["examples"])


def _example(
    written: Mapping[str, Any], facts: Mapping[str, list[str]], issues: Mapping[str, list[str]]
) -> Example:
    files = _files(written["rules"], facts, issues)
    with TemporaryDirectory() as directory:
        write_files(as_text(files), Path(directory))
        rulebase = load_rules([Path(directory)], embedded=False)
    values = dict.fromkeys(rulebase.variables, 0)
    for one in written["given"]:
        name, value = (one, "true") if isinstance(one, str) else next(iter(one.items()))
        values[name] = rulebase.values[rulebase.variables[name]].index(value)
    conclusions = _statuses(written, "established", "unresolved")
    bodies = _statuses(written, "applies", "may_apply")
    return Example(
        written["title"],
        written,
        rulebase,
        tuple(values.values()),
        Derivation(
            bytes(bodies.get(rule.id, NO) for rule in rulebase.rules),
            bytes(conclusions.get(name, NO) for name in rulebase.conclusions),
        ),
    )


def _statuses(written: Mapping[str, Any], yes: str, unresolved: str) -> dict[str, int]:
    found = dict.fromkeys(written.get(unresolved, ()), UNRESOLVED)
    return found | dict.fromkeys(written.get(yes, ()), YES)


def _files(
    rules: list[dict[str, Any]], facts: Mapping[str, list[str]], issues: Mapping[str, list[str]]
) -> dict[str, Any]:
    """Return rule files with words for everything that an example leaves out."""
    position = {"title": "T", "says": "S", "holders": ["H"], "sources": ["S"]}
    position |= {"published": "2001", "standing": "states"}
    # A question that asks for everything, since the loader refuses what nothing uses.
    asked: list[Any] = [rule["then"].removeprefix("not ") for rule in rules]
    asked += [{name: values[0]} for name, values in [*facts.items(), *issues.items()] if values]
    asked += [name for name, values in facts.items() if not values]
    grades = {"uncontested": "low", "contested": "low"}
    return {
        "facts.yaml": [
            {
                "name": name,
                "meaning": name,
                "question": name,
                "absent": {"holds": "unknown", "reason": "an example"},
                **({"values": values} if values else {}),
            }
            for name, values in facts.items()
        ],
        "issues.yaml": {
            "issues": [
                {
                    "id": name,
                    "question": name,
                    "positions": [{"id": one, **position} for one in ids],
                }
                for name, ids in issues.items()
            ]
        },
        "law.yaml": [{"title": rule["id"], "cite": "art. 1", **rule} for rule in rules],
        "questions/q.yaml": {
            "id": "q",
            "title": "Q?",
            "outcome": [{"value": "some", "if": {"any": asked}}, {"value": "none"}],
            "severity": ["some", "none"],
            "exposure": dict.fromkeys(["some", "none", "undetermined"], grades),
        },
    }
