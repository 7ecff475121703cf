"""Mistakes of a first rule: each is told with its line and the nearest right thing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from safeconduct.authoring.lint.run import lint
from safeconduct.base import yaml12
from safeconduct.base.errors import RulesError
from safeconduct.rulebase.load import load_rules

from .test_load import write

_TABLE: Any = yaml12.load(
    (Path(__file__).parent / "mistakes.yaml").read_text("utf-8"), file="mistakes.yaml"
).value
_FACT = "- {id: r, title: T, cite: c, if: host.x, then: duty_to_arrest}"


@pytest.mark.parametrize("row", _TABLE["mistakes"], ids=lambda row: row["name"])
def test_a_mistake_of_a_first_rule(row: dict[str, Any], tmp_path: Path) -> None:
    """The words are those of the table, and say more than what the parser saw."""
    write(tmp_path / "base", _TABLE["base"])
    files = {"rulebase.yaml": "extends: ../base", "law.yaml": _FACT, row["file"]: row["text"]}
    mine = write(tmp_path / "mine", files)
    with pytest.raises(RulesError) as caught:
        load_rules([mine])
    said = [str(one).removeprefix("mine/") for one in caught.value.diagnostics]
    assert said == row["says"]
    assert "Input should be" not in said[0]
    assert said[0].endswith(")") or "already written" in said[0]


def _found(where: Path, **files: str) -> list[str]:
    write(where / "base", _TABLE["base"])
    texts = {f"{name}.yaml": text for name, text in files.items()}
    mine = write(where / "mine", {"rulebase.yaml": "extends: ../base", **texts})
    return [str(one) for one in lint([mine]).findings if ": error:" in str(one)]


def test_what_an_engine_would_refuse_the_check_refuses(tmp_path: Path) -> None:
    """A relation that there is not; a condition that only one evaluator could take."""
    fact = (
        "- {name: host.x, meaning: M., question: Q?, relation: in_controll, "
        "absent: {holds: false, reason: R.}}"
    )
    (said,) = _found(tmp_path, facts=fact, law=_FACT)
    assert "facts.yaml:1: error: unknown-relation [host.x]: there is no relation" in said
    assert said.endswith("(did you mean `in_control`?)")


def test_a_rule_with_too_many_alternatives_is_refused(tmp_path: Path) -> None:
    """With the rule and its line; one with ten alternatives is taken by both evaluators."""
    facts, groups = [], []
    for group in range(4):
        names = [f"wide.g{group}_{number}" for number in range(10)]
        groups.append(f"{{any: [{', '.join(names)}]}}")
        facts += [
            f"- {{name: {name}, meaning: M., question: Q?, absent: {{holds: false, reason: R.}}}}"
            for name in names
        ]
    rule = "- {{id: wide, title: Wide, cite: Custom, if: [{}], then: duty_to_arrest}}\n"
    (said,) = _found(tmp_path, facts="\n".join(facts), law=rule.format(", ".join(groups)))
    assert (
        "law.yaml:1: error: too-wide [wide]: its condition has more than 512 alternatives" in said
    )
    assert said.endswith("(split the rule, or conclude parts of its condition first)")
    assert _found(tmp_path, facts="\n".join(facts[:10]), law=rule.format(groups[0])) == []
