"""Print the page of what can be wrong with a rule base, with what the loader says to each."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from safeconduct.authoring.kit.strategies.spoiling import SPOILS, Spoil
from safeconduct.authoring.kit.written import as_text, write_files
from safeconduct.base.errors import Diagnostic, RulesError
from safeconduct.rulebase.load import load_rules

_POSITION = {"title": "T", "says": "S", "holders": ["H"], "sources": ["S"]}
_POSITION |= {"published": "2001", "standing": "states"}
_GRADES = {"uncontested": "low", "contested": "low"}

INTRODUCTION = """\
# What can be wrong with a rule base

The loader reports every mistake at once, each with file, line, a code that does not change, the
rule or fact, and what would be right. Below is each code with what is wrong and what the loader
says to a small rule base that is broken in that way.

This page is made from the broken rule bases of the kit for testing rules:
`python tools/write_rule_errors.py > docs/rule-errors.md`.
"""

BASE: dict[str, Any] = {
    "facts.yaml": [
        {
            "name": "host.party",
            "meaning": "M",
            "question": "Q?",
            "absent": {"holds": False, "reason": "r"},
        },
        {
            "name": "host.kind",
            "values": ["island", "mainland"],
            "meaning": "M",
            "question": "Q?",
            "absent": {"holds": "presumed", "value": "mainland", "reason": "r"},
        },
    ],
    "issues.yaml": {
        "issues": [
            {
                "id": "reach",
                "question": "Q?",
                "positions": [{"id": one, **_POSITION} for one in ("far", "near")],
            }
        ],
        "profiles": [{"id": "plain", "title": "T", "choices": {"reach": "far"}}],
    },
    "law.yaml": [
        {
            "id": "party",
            "title": "T",
            "cite": "c",
            "if": [{"host.party": True}, {"host.kind": "mainland"}, {"reach": "far"}],
            "then": "duty",
        },
    ],
    "questions/q.yaml": {
        "id": "q",
        "title": "Q?",
        "outcome": [{"value": "must", "if": "duty"}, {"value": "may"}],
        "severity": ["must", "may"],
        "exposure": dict.fromkeys(("must", "may", "undetermined"), _GRADES),
    },
}
"""A small rule base with nothing wrong in it."""


def told(spoil: Spoil) -> Diagnostic:
    """Return what the loader says when the small rule base is broken in that way."""
    files = as_text(spoil.of(BASE, lambda options: options[0]))
    with TemporaryDirectory() as directory:
        where = Path(directory) / "my-rules"
        if spoil.code != "no-directory":
            write_files(files, where)
        try:
            load_rules([where], embedded=False)
        except RulesError as error:
            return next(one for one in error.diagnostics if one.code == spoil.code)
    raise AssertionError(f"{spoil.code} is not told")


def page() -> str:
    """Return the page."""
    lines = [INTRODUCTION.rstrip()]
    for spoil in SPOILS:
        lines += ["", f"## {spoil.code}", "", spoil.says, "", "```text", str(told(spoil)), "```"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(page(), end="")
