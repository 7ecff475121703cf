"""Mistakes planted in somebody else's small rule base: the kit finds each, small, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from safeconduct.authoring.cases.case import FactsCase
from safeconduct.authoring.cases.facts import FactsRunner
from safeconduct.authoring.kit import proving
from safeconduct.authoring.kit.kit import Kit, Options
from safeconduct.authoring.kit.possible import no_case
from safeconduct.authoring.verification.suggest import ProposedMonotonicity, suggestions
from safeconduct.authoring.verification.verify import verify
from safeconduct.base import yaml12
from safeconduct.records import load_world
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import RuleBase

_TABLE: dict[str, Any] = yaml12.load(
    (Path(__file__).parent / "diplomats.yaml").read_text("utf-8"), file="diplomats.yaml"
).value  # type: ignore[assignment]


def planted(where: Path, *changes: dict[str, list[str]]) -> Path:
    """Write the rule base with texts replaced, each of which stands once."""
    files = dict(_TABLE["base"])
    for change in changes:
        for name, (old, new) in change.items():
            assert files[name].count(old) == 1, (name, old)
            files[name] = files[name].replace(old, new)
    for name, text in files.items():
        (where / name).parent.mkdir(parents=True, exist_ok=True)
        (where / name).write_text(text, "utf-8")
    return where


def kit(rules: Path, keep: Path | None = None) -> Kit:
    """Return the plugin for a directory of rules."""
    return Kit(Options((rules,), (), 30, 0, False, 30.0, keep, None))


def looks(of: Kit) -> dict[str, Any]:
    """Return what the plugin would run, by name."""
    return {**dict(of._properties()), **dict(of._prover.looks())}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the rule base without a mistake."""
    return planted(tmp_path_factory.mktemp("sound") / "diplomats")


@pytest.mark.slow
def test_nothing_is_found_where_nothing_is_wrong(sound: Path) -> None:
    """All that is looked for holds; rows that only their order tells apart are noted."""
    wrong = {name: look()[1] for name, look in looks(kit(sound)).items()}
    assert {name: said for name, said in wrong.items() if said} == {}
    assert len(load_rules([sound]).rules) == 12


@pytest.mark.parametrize("plant", _TABLE["plants"], ids=lambda plant: plant["name"])
def test_a_planted_mistake_is_found(plant: dict[str, Any], tmp_path: Path) -> None:
    """By the tests that the table names, in these words, with the smallest case."""
    rules = planted(tmp_path / "diplomats", plant["replace"], plant.get("also", {}))
    found = looks(kit(rules))
    for name, words in plant["found"].items():
        _, wrong, note = found[name]()
        said = " ".join((wrong + note).split())
        assert bool(said) == bool(words)
        for text in words:
            assert text in said
    runner = FactsRunner.of(load_rules([rules]))
    for name, facts in plant.get("facts", {}).items():
        _, wrong, _ = found[name]()
        (case,) = yaml.safe_load(wrong[wrong.index("- id: ") :])
        assert case["facts"] == facts
        # The case runs as it stands: what it expects is what is answered until it is mended.
        assert runner.run(FactsCase.model_validate(case)).mismatches == ()


EMPTY = [
    "- {id: a, never: act.official, reason: r}\n- {id: b, never: {not: act.official}, reason: r}\n",
    "- {id: c, never: {any: [claim.criminal, {not: claim.criminal}]}, reason: r}\n",
    (
        "- {id: d, never: {person.rank: [none, staff]}, reason: r}\n"
        "- {id: e, never: {person.rank: agent}, reason: r}\n"
    ),
]


@pytest.mark.parametrize(
    ("more", "names"), list(zip(EMPTY, ("`a` and `b`", "`c`", "`d` and `e`"), strict=True))
)
def test_constraints_that_leave_no_case_are_told_in_one_line(
    more: str, names: str, tmp_path: Path
) -> None:
    """Before anything is searched, and by the prover; with or without a solver."""
    change = {"constraints.yaml": ["- id: land-is-civil", more + "- id: land-is-civil"]}
    rules = planted(tmp_path / "diplomats", change)
    with pytest.raises(pytest.UsageError) as caught:
        kit(rules)
    said = str(caught.value)
    assert f"no case is possible: the constraint{'s' if ' and ' in names else ''} {names}" in said
    assert "\n" not in said
    assert "diplomats/constraints.yaml:1" in said
    (result,) = verify(load_rules([rules]), load_world()).results
    assert (result.id, len(result.findings)) == ("cases-possible", 1)
    assert "the constraints leave no case at all (excluded by" in result.findings[0].says


def test_a_rule_base_with_a_case_has_none_of_it() -> None:
    """Ours, too."""
    assert no_case(load_rules()) == ""


def test_what_is_not_looked_at_without_a_solver_is_said(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to install; nothing of it is run."""
    assert proving.not_looked_at() == ""
    monkeypatch.setattr(proving, "available", lambda: False)
    assert dict(kit(sound)._prover.looks()) == {}
    said = proving.not_looked_at()
    assert "not looked at without a solver (pip install 'safeconduct[verify]')" in said
    assert "dead and redundant rules, idle defeats" in said


def test_monotonicities_that_hold_are_proposed(sound: Path) -> None:
    """What is declared already is not; nor what has no effect, or both; each can be declared."""
    rulebase = load_rules([sound])
    found = _proposed(rulebase)
    told = {(one.fact, one.after, one.never.value, one.conclusion) for one in found}
    assert ("person.rank", "agent", "removes", "immune") in told
    assert ("claim.real_property", "true", "creates", "immune") in told
    assert ("post.ended", "true", "creates", "inviolable") in told
    assert ("state.waived", "true", "creates", "immune") not in told  # declared
    assert not [one for one in told if one[0] == "person.national" and one[3] == "execution"]
    declared = sound.parent / "declared"
    text = yaml.safe_dump({"monotonicities": [one.plain() for one in found]})
    files = {**_TABLE["base"], "properties.yaml": text}
    for name, content in files.items():
        (declared / name).parent.mkdir(parents=True, exist_ok=True)
        (declared / name).write_text(content, "utf-8")
    again = load_rules([declared])
    results = verify(again, load_world(), only=["monotonicities"]).results
    assert [one.findings for one in results] == [()]
    assert {one.conclusion for one in _proposed(again)} <= {"immune"}


def _proposed(rulebase: RuleBase) -> list[ProposedMonotonicity]:
    return [one for one in suggestions(rulebase) if isinstance(one, ProposedMonotonicity)]


def test_what_is_kept_can_be_run(tmp_path: Path) -> None:
    """Cases that the prover found are written beside those of the search."""
    plant = next(one for one in _TABLE["plants"] if one["name"] == "a clash")
    rules = planted(tmp_path / "diplomats", plant["replace"])
    of = kit(rules, tmp_path / "kept")
    for name in ("no-clash", "proved-no-clash"):
        looks(of)[name]()
    assert sorted(one.name for one in (tmp_path / "kept").iterdir()) == [
        "found-no-clash.yaml",
        "found-proved-no-clash.yaml",
    ]
