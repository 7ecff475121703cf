"""Rule bases as the files in which somebody would have written them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from ...base.yaml12 import plain
from ...rulebase.model import (
    BOOLEAN,
    All,
    AnyOf,
    Atom,
    AtomKind,
    Condition,
    Fact,
    Issue,
    Not,
    Profile,
    Row,
    Rule,
    RuleBase,
    RuleKind,
)

WIDTH: Final = 98


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, indents lists, and puts lists of words on one line."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # PyYAML's name
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  # PyYAML's names
        super().increase_indent(flow, False)


def _sequence(dumper: yaml.SafeDumper, value: list[object] | tuple[object, ...]) -> yaml.Node:
    flat = all(isinstance(one, str | bool | int) for one in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flat)


def _words(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = ">" if len(value) > _LONG and " " in value else None
    # Some words would be read as something else: by us, or by those who read YAML 1.1.
    style = '"' if value in {"yes", "no"} or plain(value) != value else style
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_LONG: Final = 72

# YAML 1.2, as these files are read: days are text, and only `true` and `false` are Booleans.
_Dumper.yaml_implicit_resolvers = {
    first: [(tag, test) for tag, test in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
_Dumper.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), list("tf"))

_Dumper.add_representer(list, _sequence)
_Dumper.add_representer(tuple, _sequence)
_Dumper.add_representer(str, _words)


def dump(value: object) -> str:
    """Return plain data as YAML text, keys in their own order."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)


Files = Mapping[str, Any]
"""The content of rule files, as plain data, by name."""


def as_files(rulebase: RuleBase) -> dict[str, Any]:
    """Return the files that say what a rule base says, without its declared properties.

    Names stay as they are; what the loader would refuse is refused by it here as well.
    """
    files: dict[str, Any] = {"facts.yaml": [_fact(one) for one in rulebase.facts]}
    if rulebase.issues or rulebase.profiles:
        files["issues.yaml"] = {
            "issues": [_issue(one) for one in rulebase.issues],
            "profiles": [
                _profile(one, default=one is rulebase.default_profile)
                for one in rulebase.profiles.values()
            ],
        }
    if rulebase.constraints:
        files["constraints.yaml"] = [
            {"id": one.id, "never": as_source(one.never), "reason": one.reason}
            for one in rulebase.constraints
        ]
    files["law.yaml"] = [_rule(one) for one in rulebase.rules]
    for question in rulebase.questions.values():
        files[f"questions/{question.id}.yaml"] = {
            "id": question.id,
            "title": question.title,
            "outcome": _table(question.outcome),
            "severity": list(question.severity),
            "parts": {name: _table(rows) for name, rows in question.parts.items()},
            "grounds": dict(question.grounds),
            "qualifications": dict(question.qualifications),
            "exposure": {
                outcome: {"uncontested": one, "contested": other}
                for outcome, (one, other) in question.exposure.items()
            },
        }
    return files


def as_text(files: Files) -> dict[str, str]:
    """Return files as YAML text; content that is text already stays."""
    return {
        name: content if isinstance(content, str) else dump(content)
        for name, content in files.items()
    }


def as_source(condition: Condition) -> Any:
    """Return a condition as it is written in a rule file."""
    match condition:
        case Atom(kind=AtomKind.CONCLUSION, name=name):
            return name
        case Atom(name=name, value=value):
            return {name: value == "true"} if value in BOOLEAN else {name: value}
        case All(parts):
            return [as_source(part) for part in parts]
        case AnyOf(()):
            # An empty list of alternatives is refused; nothing is what never holds.
            return {"not": []}
        case AnyOf(parts):
            return {"any": [as_source(part) for part in parts]}
        case Not(part):
            return {"not": as_source(part)}


def _fact(fact: Fact) -> dict[str, Any]:
    absent: dict[str, Any] = {"holds": fact.absent.value, "reason": fact.absent_reason}
    if fact.absent.value == "false":
        absent["holds"] = False
    if fact.absent.value == "presumed":
        absent["value"] = fact.absent_value
    return {
        "name": fact.name,
        **({} if fact.boolean else {"values": list(fact.values)}),
        "meaning": fact.meaning,
        "question": fact.question,
        "absent": absent,
    }


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        "id": issue.id,
        "question": issue.question,
        "positions": [
            {
                "id": one.id,
                "title": one.title,
                "says": one.says,
                "holders": list(one.holders),
                "sources": list(one.sources),
                "published": one.published,
                "standing": one.standing.value,
                **({"rulings": list(one.rulings)} if one.rulings else {}),
            }
            for one in issue.positions
        ],
    }


def _profile(profile: Profile, *, default: bool) -> dict[str, Any]:
    told = {"default": True} if default else {}
    return {"id": profile.id, "title": profile.title, **told, "choices": dict(profile.choices)}


def _rule(rule: Rule) -> dict[str, Any]:
    written: dict[str, Any] = {"id": rule.id, "title": rule.title}
    if rule.cite:
        written["cite"] = rule.cite
    written["if"] = as_source(rule.body)
    written["then"] = rule.head if rule.positive else f"not {rule.head}"
    if rule.kind is not RuleKind.DEFEASIBLE:
        written["kind"] = rule.kind.value
    if rule.defeats:
        written["defeats"] = sorted(rule.defeats)
    return written


def _table(rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    return [
        {"value": row.value, **({} if row.when == All(()) else {"if": as_source(row.when)})}
        for row in rows
    ]


def write_files(files: Mapping[str, str], directory: Path) -> None:
    """Write files, text by name, below ``directory``, which need not exist yet."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # Text that is not UTF-8 is written all the same: it is one of the ways to be broken.
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
