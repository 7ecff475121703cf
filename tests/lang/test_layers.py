"""Directories of rules that say what they stand on and what they amend there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from safeconduct.base import yaml12
from safeconduct.base.errors import RulesError
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.inference import default_evaluators
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import RuleBase

from .test_load import write

_TABLE: dict[str, Any] = yaml12.load(
    (Path(__file__).parent / "layers.yaml").read_text("utf-8"), file="layers.yaml"
).value  # type: ignore[assignment]


def layered(
    where: Path, amends: list[str], files: dict[str, str] | None = None, *, extends: str = "../base"
) -> Path:
    """Write the base and a layer that amends it; return the directory of the layer."""
    write(where / "base", _TABLE["base"])
    text = f"extends: {extends}\namends:\n" + "".join(f"- {one}\n" for one in amends)
    if not amends:
        text = text.replace("amends:\n", "")
    return write(where / "mine", {"rulebase.yaml": text, **(files or {})})


@pytest.mark.parametrize("case", _TABLE["bad"], ids=lambda case: case["name"])
def test_a_mistake_is_told_with_what_would_be_right(case: dict[str, Any], tmp_path: Path) -> None:
    """Each is told with file, line and what is valid, all at once, and nothing else is."""
    mine = layered(tmp_path, case.get("amends", []), case.get("files"))
    if "rulebase" in case:
        (mine / "rulebase.yaml").write_text(case["rulebase"], "utf-8")
    if "other" in case:
        write(tmp_path / "other", {"rulebase.yaml": case["other"]})
    named = [tmp_path / name for name in case.get("load", ["mine"])]
    if not case["expect"]:
        load_rules(named)
        return
    with pytest.raises(RulesError) as caught:
        load_rules(named)
    found = caught.value.diagnostics
    told = [
        f"{one.file}:{one.line} {one.code}: {one.message}" + (f" ({one.fix})" if one.fix else "")
        for one in found
    ]
    assert told == case["expect"]


def position(id_: str) -> str:
    """Return a position as it is written in an amendment."""
    said = "title: T, says: S., holders: [H], sources: [S], published: '2020', standing: states"
    return f"{{id: {id_}, {said}}}"


def answers(rulebase: RuleBase, **values: str) -> str:
    """Return the outcome of the question under the profile `plain`, by the first evaluator."""
    from safeconduct.inference.inference import Inference

    facts = {"host.party": "false", "host.kind": "mainland"}
    facts |= {name.replace("_", ".", 1): value for name, value in values.items()}
    given = {**facts, **rulebase.profiles["plain"].choices}
    assignment = tuple(
        options.index(given[name])
        for name, options in zip(rulebase.variables, rulebase.values, strict=True)
    )
    inference = Inference(rulebase, rulebase.questions["q"], default_evaluators(rulebase))
    return inference.verdict(assignment).outcome


def test_a_layer_stands_on_what_it_extends(tmp_path: Path) -> None:
    """Its rules see the facts of the other directory, and ours are not among them."""
    rule = "- {id: own, title: O, cite: c, if: {host.kind: island}, then: duty, defeats: [island]}"
    rulebase = load_rules([layered(tmp_path, [], {"more.yaml": rule})])
    assert {one.id for one in rulebase.rules} == {"party", "island", "leave", "own"}
    assert answers(rulebase, host_kind="island") == "must"
    assert rulebase.rules[-1].location.file == "mine/more.yaml"
    assert rulebase.rules[0].location.file == "base/law.yaml"


def test_what_is_named_twice_is_read_once(tmp_path: Path) -> None:
    """A directory that another one extends may be named as well, before it or after."""
    mine = layered(tmp_path, [])
    once = load_rules([mine])
    assert load_rules([tmp_path / "base", mine]).digest == once.digest
    assert load_rules([mine, tmp_path / "base", mine]).digest == once.digest


def test_without_a_file_a_directory_stands_on_what_is_named_before_it(tmp_path: Path) -> None:
    """Nothing is guessed from what lies in it: not even a question makes it stand alone."""
    write(tmp_path / "base", _TABLE["base"])
    rule = "- {id: own, title: O, cite: c, if: {host.kind: island}, then: duty, defeats: [island]}"
    more = write(tmp_path / "more", {"more.yaml": rule})
    assert "own" in load_rules([tmp_path / "base", more]).rule_index
    with pytest.raises(RulesError, match=r"`host\.kind` is not a fact"):
        load_rules([more])
    (tmp_path / "base" / "rulebase.yaml").unlink()
    with pytest.raises(RulesError, match=r"duplicate-id|name-clash|unused|no position") as caught:
        load_rules([tmp_path / "base"])
    assert "base/" in str(caught.value)


def test_a_position_added_can_be_chosen_and_tested(tmp_path: Path) -> None:
    """It stands at the end of its issue, and is found where the amendment is written."""
    mine = layered(
        tmp_path,
        [
            f"{{what: position, id: reach, add: {position('here')}, reason: r}}",
            "{what: choice, id: plain, choose: {reach: here}, reason: r}",
        ],
        {"more.yaml": "- {id: own, title: O, cite: c, if: [host.party, reach: here], then: leave}"},
    )
    rulebase = load_rules([mine])
    (issue,) = rulebase.issues
    assert [position.id for position in issue.positions] == ["far", "near", "here"]
    assert (issue.positions[2].location.file, issue.positions[2].location.line) == (
        "mine/rulebase.yaml",
        3,
    )
    assert issue.positions[0].location.file == "base/issues.yaml"
    assert rulebase.profiles["other"].choices == {"reach": "here"}  # it inherits
    assert answers(rulebase, host_party="true") == "may"
    assert [one.says for one in rulebase.amendments] == [
        "the position `here` added",
        "`here` chosen on `reach`",
    ]


def test_profiles_take_the_usual_position_on_an_issue_that_was_added(tmp_path: Path) -> None:
    """Those that choose keep their choice; a profile of the layer's own may say nothing."""
    issue = (
        f"{{what: issue, id: paper, usual: no_it_does_not, reason: r, add: {{question: Q?, "
        f"positions: [{position('yes_it_does')}, {position('no_it_does_not')}]}}}}"
    )
    mine = layered(
        tmp_path,
        [issue, "{what: choice, id: other, choose: {paper: yes_it_does}, reason: r}"],
        {
            "more.yaml": "- {id: own, title: O, cite: c, if: [{paper: yes_it_does}], then: leave}",
            "issues.yaml": "profiles: [{id: third, title: T, choices: {reach: near}}]",
        },
    )
    rulebase = load_rules([mine])
    assert {id_: one.choices["paper"] for id_, one in rulebase.profiles.items()} == {
        "plain": "no_it_does_not",
        "other": "yes_it_does",
        "third": "no_it_does_not",
    }
    (mine / "rulebase.yaml").write_text(
        (mine / "rulebase.yaml").read_text().replace("usual: no_it_does_not", "usual: yes_it_does"),
    )
    assert load_rules([mine]).digest != rulebase.digest


def test_a_rule_withdrawn_leaves_what_rests_on_it_standing(tmp_path: Path) -> None:
    """What only it concluded never holds; what only it asked for is no mistake of the layer."""
    withdrawn = "{{what: rule, id: {}, withdraw: true, reason: r}}"
    mine = layered(tmp_path, [withdrawn.format("party"), withdrawn.format("leave")])
    rulebase = load_rules([mine])
    assert [one.id for one in rulebase.rules] == ["island"]
    assert rulebase.rules[0].defeats == frozenset()
    for kind in ("island", "mainland"):
        assert answers(rulebase, host_party="true", host_kind=kind) == "not_at_all"
    assert "leave" in rulebase.conclusions
    CompiledEvaluator(rulebase)


def test_a_rule_replaced_keeps_its_id_and_its_place_in_defeats(tmp_path: Path) -> None:
    """Other rules still beat it."""
    new = "{title: P, cite: art. 9, if: host.party, then: duty}"
    mine = layered(tmp_path, [f"{{what: rule, id: party, replace: {new}, reason: r}}"])
    rulebase = load_rules([mine])
    rule = rulebase.rules[rulebase.rule_index["party"]]
    assert (rule.cite, rule.location.file) == ("art. 9", "mine/rulebase.yaml")
    assert answers(rulebase, host_party="true") == "must"
    assert answers(rulebase, host_party="true", host_kind="island") == "may"


@pytest.mark.parametrize(
    ("row", "kind", "outcome"),
    [
        ("row: must, add: {value: not_at_all, if: leave}", "island", "not_at_all"),
        ("row: may, replace: {value: must, if: leave}", "island", "must"),
        ("row: may, withdraw: true", "island", "not_at_all"),
        ("row: must, replace: {value: must, if: leave}", "mainland", "not_at_all"),
    ],
)
def test_a_row_is_added_replaced_or_withdrawn(
    tmp_path: Path, row: str, kind: str, outcome: str
) -> None:
    """The other rows keep their order and are found where they are written."""
    rulebase = load_rules([layered(tmp_path, [f"{{what: row, id: q, {row}, reason: r}}"])])
    assert answers(rulebase, host_kind=kind, host_party="true") == outcome
    files = [one.location.file for one in rulebase.questions["q"].outcome]
    assert files.count("mine/rulebase.yaml") == (0 if "withdraw" in row else 1)
    last = rulebase.questions["q"].outcome[-1]
    assert (last.location.file, last.location.line) == ("base/questions/q.yaml", 6)


def test_rows_of_one_layer_stand_in_the_order_in_which_they_are_added(tmp_path: Path) -> None:
    """Each goes before the row that it names, after those that went there before."""
    rows = [
        f"{{what: row, id: q, row: may, add: {{value: must, if: {{reach: {one}}}}}, reason: r}}"
        for one in ("far", "near")
    ]
    rulebase = load_rules([layered(tmp_path, rows)])
    lines = [one.location.line for one in rulebase.questions["q"].outcome]
    assert lines == [4, 3, 4, 5, 6]


def test_a_label_comes_with_its_sentence(tmp_path: Path) -> None:
    """An answer then has it where the conclusion is established."""
    label = "{what: qualification, id: q, label: on_leave, if: leave, says: It may., reason: r}"
    question = load_rules([layered(tmp_path, [label])]).questions["q"]
    assert question.qualifications == {"leave": "on_leave"}


def test_the_embedded_rules_say_that_they_stand_alone() -> None:
    """A copy of them is compared as a whole rule base, without a word on the command line."""
    from importlib import resources

    ours = resources.files("safeconduct.rules")
    assert load_rules([ours]).digest == load_rules().digest  # type: ignore[list-item]
    with pytest.raises(RulesError, match="no-directory"):
        load_rules([Path("nowhere")])


def test_a_copy_of_the_embedded_rules_stands_alone(tmp_path: Path) -> None:
    """So an earlier checkout can be named as it is."""
    import shutil

    ours = Path(__file__).parents[2] / "rules"
    shutil.copytree(ours, tmp_path / "rules")
    assert load_rules([tmp_path / "rules"]).digest == load_rules().digest
    # One of before there was such a file is told in one line how to become one.
    (tmp_path / "rules" / "rulebase.yaml").unlink()
    with pytest.raises(RulesError) as caught:
        load_rules([tmp_path / "rules"])
    (said,) = (str(one) for one in caught.value.diagnostics)
    assert said.endswith("(write `extends: none` into rules/rulebase.yaml)")


def test_a_layer_says_which_profile_is_the_default(tmp_path: Path) -> None:
    """The one that was is it no longer; without the amendment it stays."""
    mine = layered(tmp_path, ["{what: default, id: other, reason: We read it so.}"])
    rulebase = load_rules([mine])
    assert rulebase.default_profile.id == "other"
    assert [one.id for one in rulebase.profiles.values() if one.default] == ["other"]
    assert load_rules([tmp_path / "base"]).default_profile.id == "plain"
    assert load_rules([mine]).digest != load_rules([tmp_path / "base"]).digest
