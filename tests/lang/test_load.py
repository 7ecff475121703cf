"""Loading rule bases: the embedded one is well-formed, and every kind of mistake is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from safeconduct.base import yaml12
from safeconduct.base.errors import Diagnostic, RulesError
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import AtomKind, Effect, PropertyChange, Target, atoms_of
from safeconduct.rulebase.schema import schemas

_TABLE: dict[str, Any] = yaml12.load(
    (Path(__file__).parent / "bad.yaml").read_text("utf-8"), file="bad.yaml"
).value  # type: ignore[assignment]


def write(directory: Path, files: dict[str, str]) -> Path:
    """Write rule files into a directory and return it."""
    for name, text in files.items():
        target = directory / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return directory


def shown(diagnostic: Diagnostic, expected: str) -> str:
    """Return a diagnostic in the notation of the table, as detailed as the expectation."""
    text = f"{diagnostic.file}:{diagnostic.line} {diagnostic.code}"
    if diagnostic.subject and "[" in expected:
        text += f" [{diagnostic.subject}]"
    if not expected.endswith(("]", diagnostic.code)):
        text += f" {diagnostic.fix[:1] if expected.endswith(' -') else diagnostic.fix}"
    return text


def test_common_rule_base_is_well_formed(tmp_path: Path) -> None:
    """The base that each bad one adds to has no mistake of its own."""
    rulebase = load_rules([write(tmp_path, _TABLE["common"])], embedded=False)
    assert [rule.id for rule in rulebase.rules] == ["base"]


@pytest.mark.parametrize("case", _TABLE["bad"], ids=lambda case: case["name"])
def test_bad_rule_base(case: dict[str, Any], tmp_path: Path) -> None:
    """Each mistake is reported with file, line, rule and what was expected, and nothing else is."""
    directory = write(tmp_path, {**_TABLE["common"], **case["files"]})
    with pytest.raises(RulesError) as caught:
        load_rules([directory], embedded=False)
    found = caught.value.diagnostics
    assert len(found) == len(case["expect"]), str(caught.value)
    for diagnostic, expected in zip(found, case["expect"], strict=True):
        assert shown(diagnostic, expected) == expected


def test_embedded_rule_base_cites_law_and_settles_every_issue() -> None:
    """Each embedded rule that tests a fact cites law; each profile takes one position per issue."""
    rulebase = load_rules()
    for rule in rulebase.rules:
        if any(atom.kind is AtomKind.FACT for atom in atoms_of(rule.body)):
            assert rule.cite, rule.id
            assert rule.says, rule.id
    for profile in rulebase.profiles.values():
        assert set(profile.choices) == {issue.id for issue in rulebase.issues}


def test_a_layer_may_defeat_an_embedded_rule(tmp_path: Path) -> None:
    """A further directory adds rules that overcome embedded ones by id."""
    layer = write(
        tmp_path,
        {
            "own.yaml": "- {id: own, title: T, cite: C, if: host.is_own_state, "
            "then: not duty_to_arrest, defeats: [duty]}"
        },
    )
    rulebase = load_rules([layer])
    assert "duty" in rulebase.rules[rulebase.rule_index["own"]].defeats


def test_a_layer_with_a_mistake_names_its_directory(tmp_path: Path) -> None:
    """Messages about a layer start with the name of its directory."""
    layer = write(
        tmp_path / "mine", {"own.yaml": "- {id: own, title: T, cite: C, if: nothing, then: duty}"}
    )
    with pytest.raises(RulesError, match=r"mine/own\.yaml:1: unknown-atom \[own\]"):
        load_rules([layer])


def test_a_directory_without_rules_is_refused(tmp_path: Path) -> None:
    """An empty directory and one that does not exist are errors, not empty layers."""
    for directory in (tmp_path, tmp_path / "absent"):
        with pytest.raises(RulesError):
            load_rules([directory])


def test_the_digest_ignores_order_and_comments(tmp_path: Path) -> None:
    """Two rule bases that say the same have the same digest; a changed rule changes it."""
    common = _TABLE["common"]
    two = common["law.yaml"] + "- {id: z, title: Z, cite: c, if: host.party, then: duty}\n"
    swapped = "# a comment\n" + "\n".join(reversed(two.strip().split("\n"))) + "\n"
    one = load_rules([write(tmp_path / "a", {**common, "law.yaml": two})], embedded=False)
    other = load_rules([write(tmp_path / "b", {**common, "law.yaml": swapped})], embedded=False)
    changed = load_rules(
        [write(tmp_path / "c", {**common, "law.yaml": two.replace("title: Z", "title: Y")})],
        embedded=False,
    )
    assert one.digest == other.digest != changed.digest


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("rules", "law/*.yaml"),
        ("facts", "facts.yaml"),
        ("constraints", "constraints.yaml"),
        ("issues", "issues.yaml"),
        ("properties", "properties.yaml"),
        ("question", "questions/*.yaml"),
    ],
)
def test_embedded_files_fit_the_published_schema(schema: str, pattern: str) -> None:
    """Editors that use the published JSON Schema accept every embedded file."""
    from importlib import resources

    root = Path(str(resources.files("safeconduct.rules")))
    files = sorted(root.glob(pattern))
    assert files
    for file in files:
        document = yaml12.load(file.read_text("utf-8"), file=file.name)
        jsonschema.Draft202012Validator(schemas()[schema]).validate(document.value)


def test_the_schema_refuses_what_the_loader_refuses() -> None:
    """A misspelt key of a rule is an error for editors, too."""
    bad = yaml.safe_load("[{id: r, title: R, thn: duty}]")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schemas()["rules"]).validate(bad)


def test_declared_properties_are_no_law(tmp_path: Path) -> None:
    """They are read in the order of the layers, and only their own digest changes with them."""
    common = _TABLE["common"]
    declared = """
monotonicities:
  - id: party
    says: Joining removes no duty.
    when: {not: {reach: near}}
    change: {host.party: {from: false, to: true}, host.kind: {to: [mainland]}}
    never: {removes: duty}
    reason: r
  - id: place
    says: Where it is does not matter to the answer.
    change: {host.kind: {to: [island, mainland]}}
    never: {changes: outcome}
    reason: r
  - id: party-again
    says: s
    change: {host.party: {to: true}}
    never: {removes: {outcome: yes_it_is}}
    reason: r
left_open:
  - {id: gap, when: host.party, conclusions: [duty], reason: r}
"""
    without = load_rules([write(tmp_path / "a", common)], embedded=False)
    with_ = write(tmp_path / "b", {**common, "properties.yaml": declared})
    rulebase = load_rules([with_], embedded=False)
    assert rulebase.digest == without.digest
    assert rulebase.properties.digest != without.properties.digest
    first, second, third = rulebase.properties.monotonicities
    assert first.never is Effect.REMOVES
    assert first.of == Target("duty")
    assert first.changes == (
        PropertyChange("host.party", ("false",), ("true",)),
        PropertyChange("host.kind", ("island", "mainland"), ("mainland",)),
    )
    assert second.of == Target("outcome", "q")
    assert third.of == Target("outcome", "q", "yes_it_is")
    assert third.changes == (PropertyChange("host.party", ("false", "true"), ("true",)),)
    assert rulebase.properties.left_open[0].conclusions == ("duty",)
    layer = write(
        tmp_path / "c",
        {
            "properties.yaml": "monotonicities:\n- {id: mine, says: s, reason: r, "
            "change: {case.deferred: {to: true}}, never: {creates: duty_to_arrest}}"
        },
    )
    ids = [one.id for one in load_rules([layer]).properties.monotonicities]
    assert ids[-1] == "mine"
    assert ids[:-1] == [one.id for one in load_rules().properties.monotonicities]


def test_yaml_is_read_as_1_2() -> None:
    """``NO``, ``on`` and dates stay text; only true and false are Booleans."""
    document = yaml12.load("a: NO\non: 2024-09-02\nb: true\nc: 12\nd: '12'\n", file="f")
    assert document.value == {"a": "NO", "on": "2024-09-02", "b": True, "c": 12, "d": "12"}
    assert document.line("on") == 2
