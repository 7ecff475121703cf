"""`rules new`: a rule and its case that can be run at once, or nothing at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from safeconduct import Engine
from safeconduct.authoring.cases.check import check
from safeconduct.authoring.cases.load import load_suite
from safeconduct.authoring.cases.run import run as put
from safeconduct.authoring.format import format_text
from safeconduct.authoring.lint.run import lint
from safeconduct.cli.app import app
from safeconduct.records import load_world
from safeconduct.rulebase.load import load_rules

ROOT = Path(__file__).parents[2]


def new(directory: Path, *arguments: object) -> Result:
    return CliRunner().invoke(app, ["rules", "new", *map(str, arguments), "--dir", str(directory)])


def codes(directory: Path) -> list[str]:
    findings = lint([directory], load_world()).findings
    return [f"{one.severity} {one.diagnostic.code}" for one in findings]


def run_cases(directory: Path) -> list[bool]:
    engine = Engine.load(rules=[directory])
    suite = load_suite(directory / "cases")
    check(suite, engine)
    return [put(written.case, engine).passed for written in suite.cases]


@pytest.mark.slow
def test_a_rule_is_begun_with_nothing_but_its_id(tmp_path: Path) -> None:
    """The rule is well-formed, changes no answer, says what is to be written; its case passes."""
    own = tmp_path / "mine"
    result = new(own, "own-rule")
    assert result.exit_code == 0, result.stderr
    assert (
        f"wrote {own / 'own-rule.yaml'}\nwrote {own / 'cases' / 'own-rule.yaml'}\n" in result.stdout
    )
    assert codes(own) == ["hint todo"] * 3
    assert run_cases(own) == [True]
    (written,) = load_suite(own / "cases").cases
    assert written.case.rules == ("own-rule",)
    assert written.case.why.startswith("TODO")
    question = ("vladimir-putin", "MNG")
    ours, theirs = Engine.load(), Engine.load(rules=[own])
    before, after = (one.travel_risk(*question, on="2024-09-02").document for one in (ours, theirs))
    assert before.model_copy(update={"rules": ""}) == after.model_copy(update={"rules": ""})


@pytest.mark.slow
def test_a_rule_with_all_its_parts_is_complete(tmp_path: Path) -> None:
    """With every part given nothing is left to write in the rule, and the case shows its effect."""
    result = new(
        tmp_path / "mine",
        *("host-courtesy", "--title", "A host: courtesy", "--cite", "Rome Statute, art. 97"),
        *("--says", "It is so.", "--if", "[{visit.purpose: conference}, warrant_calls_for_arrest]"),
        *("--then", "not duty_to_arrest", "--defeats", "duty"),
    )
    assert result.exit_code == 0, result.stderr
    assert codes(tmp_path / "mine") == []
    (rule,) = [one for one in load_rules([tmp_path / "mine"]).rules if one.id == "host-courtesy"]
    assert (rule.title, rule.head, rule.positive, rule.defeats) == (
        *("A host: courtesy", "duty_to_arrest", False, frozenset({"duty"})),
    )
    assert run_cases(tmp_path / "mine") == [True]
    (written,) = load_suite(tmp_path / "mine" / "cases").cases
    assert written.case.question.purpose == "conference"
    assert written.case.expect.outcome != "must_arrest"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rule", "cite"),
    [
        ("rs-89-2-words", "Rome Statute, art. 89(2)"),
        ("rpe-176", "Rules of Procedure and Evidence, rule 176"),
        ("chicago-3d", "Chicago Convention, art. 3(d)"),
        ("scr-1970-7", "UNSC res. 1970 (2011), para. 7"),
        ("cpiun-12", "Convention on the Privileges and Immunities of the United Nations, s. 12"),
    ],
)
def test_an_id_stands_for_its_citation(rule: str, cite: str, tmp_path: Path) -> None:
    """What the convention of ids says is filled in, and passes the checks of citations."""
    assert new(tmp_path / "mine", rule).exit_code == 0
    (found,) = [one for one in load_rules([tmp_path / "mine"]).rules if one.id == rule]
    assert found.cite == cite
    assert codes(tmp_path / "mine") == ["hint todo"] * 2


@pytest.mark.slow
def test_a_second_rule_in_the_same_folder(tmp_path: Path) -> None:
    """Rules begun one after the other do not get into each other's way; files are laid out."""
    own = tmp_path / "mine"
    assert new(own, "first").exit_code == 0
    assert new(own, "second").exit_code == 0
    assert codes(own) == ["hint todo"] * 6
    assert run_cases(own) == [True, True]
    for path in own.rglob("*.yaml"):
        kind = "other" if path.parent.name == "cases" else "rules"
        assert format_text(path.read_text(), file="f", kind=kind) == path.read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["rs-89-1"], "is a rule already, at law/duties.yaml:"),
        (["rs-89-7"], "article 89 of Rome Statute has no paragraph 7: it has paragraphs 1 to 4"),
        (["Own_Rule"], "cannot be the id of a rule"),
        (["../own"], "cannot be the id of a rule"),
        (["own", "--then", "duty_to_arest"], "did you mean `duty_to_arrest`?"),
        (["own", "--then", "not nothing_known_here"], "no rule and no question asks for"),
        (["own", "--if", "[a"], "is not a condition"),
        (["own", "--if", "[no.such]"], "unknown-atom [own]: nothing is called `no.such`"),
        (["own", "--if", "a: b\nthen: c"], "is not a condition"),
        (["own", "--kind", "strict"], "shape [own]"),
        (["own", "--then", "duty_to_arrest", "--defeats", "duty"], "defeat-without-conflict"),
    ],
)
def test_what_cannot_be_begun_leaves_nothing_behind(
    arguments: list[str], told: str, tmp_path: Path
) -> None:
    """The mistake is told, and neither a file nor a folder is made."""
    result = new(tmp_path / "mine", *arguments)
    assert result.exit_code in {1, 2}
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_not_touched(tmp_path: Path) -> None:
    """A file of the rule, of its case, or a file in place of the folder."""
    own = tmp_path / "mine"
    (own / "cases").mkdir(parents=True)
    (own / "cases" / "own.yaml").write_text("mine")
    assert "has a file already" in new(own, "own").stderr
    assert [one.name for one in own.rglob("*.yaml")] == ["own.yaml"]
    assert (own / "cases" / "own.yaml").read_text() == "mine"
    (tmp_path / "file").write_text("")
    assert "is not a folder" in new(tmp_path / "file", "own").stderr
    assert "holds the embedded rules" in new(ROOT / "rules", "own").stderr


def test_rules_that_are_ill_formed_already_are_told(tmp_path: Path) -> None:
    """A folder with a mistake in it is mended first."""
    (tmp_path / "bad.yaml").write_text("- {id: x")
    result = new(tmp_path, "own")
    assert result.exit_code == 1
    assert "bad.yaml:2: yaml-syntax" in result.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["bad.yaml"]


@pytest.mark.slow
def test_a_failure_of_the_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the second file cannot be written the first is taken away, and the folders with it."""
    real, calls = os.fsync, []

    def fail(handle: Any) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", fail)
    result = new(tmp_path / "deep" / "mine", "own")
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert list(tmp_path.iterdir()) == []
