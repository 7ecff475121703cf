"""Every evaluator gives the answers of the worked examples in ``semantics.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.durable import DurableEvaluator, available
from safeconduct.inference.types import NO, UNRESOLVED, YES, Evaluator
from safeconduct.lang.load import load_rules
from safeconduct.lang.model import BOOLEAN, Assignment, RuleBase
from safeconduct.records import yaml12
from safeconduct.verification.evaluator import SolverEvaluator

from .oracle import Oracle

_WRITTEN: Any = yaml12.load(
    (Path(__file__).parent / "semantics.yaml").read_text("utf-8"), file="semantics.yaml"
).value
_EXAMPLES: list[dict[str, Any]] = _WRITTEN["examples"]
_FACTS: dict[str, list[str]] = _WRITTEN["facts"]
_ISSUES: dict[str, list[str]] = _WRITTEN["issues"]

EVALUATORS = [
    pytest.param(CompiledEvaluator, id="compiled"),
    pytest.param(
        DurableEvaluator,
        id="durable-rules",
        marks=pytest.mark.skipif(not available(), reason="durable-rules cannot be loaded"),
    ),
    pytest.param(Oracle, id="oracle"),
    pytest.param(SolverEvaluator, id="solver"),
]


def _load(example: dict[str, Any], directory: Path) -> RuleBase:
    """Return the rule base of an example, through the loader with all its checks."""
    rules = [{"title": rule["id"], "cite": "art. 1", **rule} for rule in example["rules"]]
    facts = [
        {
            "name": name,
            "meaning": name,
            "question": name,
            "absent": {"holds": "unknown", "reason": "an example"},
            **({"values": values} if values else {}),
        }
        for name, values in _FACTS.items()
    ]
    position = {"title": "T", "says": "S", "holders": ["H"], "sources": ["S"]}
    position |= {"published": "2001", "standing": "states"}
    issues = [
        {"id": name, "question": name, "positions": [{"id": id_, **position} for id_ in positions]}
        for name, positions in _ISSUES.items()
    ]
    # A question that asks for everything, since the loader refuses what nothing uses.
    asked: list[object] = [rule["then"].removeprefix("not ") for rule in rules]
    asked += [{name: values[0]} for name, values in [*_FACTS.items(), *_ISSUES.items()] if values]
    asked += [name for name, values in _FACTS.items() if not values]
    grades = {"uncontested": "low", "contested": "low"}
    question = {
        "id": "q",
        "title": "Q?",
        "outcome": [{"value": "some", "if": {"any": asked}}, {"value": "none"}],
        "severity": ["some", "none"],
        "exposure": dict.fromkeys(["some", "none", "undetermined"], grades),
    }
    files = {"facts": facts, "issues": {"issues": issues}, "law": rules, "questions/q": question}
    for name, value in files.items():
        file = directory / f"{name}.yaml"
        file.parent.mkdir(exist_ok=True)
        # Without aliases, which the rule language does not have.
        dumper = type("Plain", (yaml.SafeDumper,), {"ignore_aliases": lambda *_: True})
        file.write_text(yaml.dump(value, Dumper=dumper), "utf-8")
    return load_rules([directory], embedded=False)


def _assignment(rulebase: RuleBase, given: list[str | dict[str, str]]) -> Assignment:
    """Return the assignment in which what is given holds."""
    values = dict.fromkeys(rulebase.variables, 0)
    for one in given:
        name, value = (one, "true") if isinstance(one, str) else next(iter(one.items()))
        values[name] = rulebase.values[rulebase.variables[name]].index(value)
    return tuple(values.values())


def _expected(example: dict[str, Any], yes: str, unresolved: str) -> dict[str, int]:
    """Return the truth values that an example expects, those not `NO` by name."""
    found = dict.fromkeys(example.get(unresolved, ()), UNRESOLVED)
    return found | dict.fromkeys(example.get(yes, ()), YES)


def _names(example: dict[str, Any], *lists: str) -> Iterator[str]:
    for name in lists:
        yield from example.get(name, ())


@pytest.mark.parametrize("evaluator", EVALUATORS)
@pytest.mark.parametrize("example", _EXAMPLES, ids=lambda example: example["title"])
def test_worked_example(
    example: dict[str, Any], evaluator: type[Evaluator], tmp_path: Path
) -> None:
    """The conclusions stand as the example says, and exactly the rules it names apply."""
    rulebase = _load(example, tmp_path)
    derived = evaluator(rulebase).derive(_assignment(rulebase, example["given"]))
    conclusions = _expected(example, "established", "unresolved")
    found = dict(zip(rulebase.conclusions, derived.conclusions, strict=True))
    assert found == {name: conclusions.get(name, NO) for name in rulebase.conclusions}
    bodies = _expected(example, "applies", "may_apply")
    applied = {rule.id: one for rule, one in zip(rulebase.rules, derived.bodies, strict=True)}
    assert applied == {rule.id: bodies.get(rule.id, NO) for rule in rulebase.rules}


@pytest.mark.parametrize("example", _EXAMPLES, ids=lambda example: example["title"])
def test_example_is_complete(example: dict[str, Any]) -> None:
    """An example lists each conclusion once, and names only rules and facts that it has."""
    heads = {rule["then"].removeprefix("not ") for rule in example["rules"]}
    assert sorted(_names(example, "established", "unresolved", "not_established")) == sorted(heads)
    ids = {rule["id"] for rule in example["rules"]}
    assert ids >= set(_names(example, "applies", "may_apply"))
    boolean = {name for name, values in _FACTS.items() if (values or BOOLEAN) == BOOLEAN}
    assert {one for one in example["given"] if isinstance(one, str)} <= boolean


def test_there_are_enough_examples() -> None:
    """The table has not lost its rows, and no two have one title."""
    titles = {example["title"] for example in _EXAMPLES}
    assert len(titles) == len(_EXAMPLES) >= 15
