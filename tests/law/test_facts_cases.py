"""Cases made of facts: what follows is compared with what is expected, and mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from safeconduct import Engine
from safeconduct.authoring.cases.case import CasesError
from safeconduct.authoring.cases.check import check
from safeconduct.authoring.cases.facts import FactsRunner
from safeconduct.authoring.cases.load import load_suite
from safeconduct.authoring.cases.run import run
from safeconduct.cli.app import app
from safeconduct.rulebase.load import load_rules

GOOD = """\
- id: a-party
  title: A party and a public warrant
  facts:
    host.status: party
    warrant.issued: true
    warrant.kind: warrant
    warrant.public: true
  expect:
    outcome: must_arrest
    parts: {duty: "yes", surrender: due}
    conclusions: {duty_to_arrest: established, arrest_forbidden: not_established}
    grounds: [as_party]
    rules: [rs-89-1]
    holds: [no-clash]
  why: Because.
"""
RUNNER = FactsRunner.of(load_rules())


def _mismatches(directory: Path, text: str) -> list[str]:
    (directory / "some.yaml").write_text(text, "utf-8")
    (written,) = load_suite(directory).of_facts
    return [str(one) for one in RUNNER.run(written.case).mismatches]


def _replaced(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


def test_a_case_of_facts_is_answered_as_expected(tmp_path: Path) -> None:
    """Everything that the example expects follows."""
    assert _mismatches(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("outcome: must", "outcome: may", "outcome: expected may_arrest, answered must_arrest"),
        ('duty: "yes"', 'duty: "no"', "parts.duty: expected no, answered yes"),
        (
            "duty_to_arrest: established",
            "duty_to_arrest: unresolved",
            "conclusions.duty_to_arrest: expected unresolved, answered established",
        ),
        ("[as_party]", "[by_council]", "grounds: expected by_council, answered as_party"),
        ("[rs-89-1]", "[rs-127-2-own]", "rules: expected rs-127-2-own, answered"),
    ],
)
def test_every_difference_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    """What is expected and what was answered stand side by side."""
    found = _mismatches(tmp_path, _replaced(old, new))
    assert len(found) == 1
    assert found[0].startswith(told)


def test_facts_that_are_not_known_leave_the_answer_open(tmp_path: Path) -> None:
    """A list of values: one of them holds; the answer has to be the same for each."""
    text = _replaced("host.status: party", "host.status: [party, never]")
    (difference, *_) = _mismatches(tmp_path, text)
    assert difference == "outcome: expected must_arrest, answered may_arrest or must_arrest"
    same = _replaced("warrant.public: true", "warrant.public: [true, false]")
    assert _mismatches(tmp_path, same) == []


def test_profiles_and_positions_are_followed(tmp_path: Path) -> None:
    """Another reading of the law, and another one on a single issue."""
    office = "warrant.public: true\n    person.office: head_of_state"
    protected = _replaced("warrant.public: true", office).split("  expect:")[0]
    for reading in (
        "profile: african-union",
        "positions: {personal-immunity: african_union}",
    ):
        text = f"{protected}  {reading}\n  expect: {{outcome: must_not_arrest}}\n  why: W\n"
        assert _mismatches(tmp_path, text) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("host.status: party", "host.statuss: party", 4, "there is no fact 'host.statuss'"),
        ("host.status: party", "host.status: partly", 4, "did you mean `party`"),
        ("warrant.issued: true", "warrant.issued: false", 3, "(constraint public-after-issue)"),
        ("outcome: must_arrest", "outcome: must", 9, "must_arrest, must_not_arrest"),
        ('duty: "yes"', 'dutty: "yes"', 10, "did you mean `duty`"),
        ('duty: "yes"', 'duty: "maybe"', 10, "parts.duty 'maybe'"),
        ("duty_to_arrest: est", "duty_to_arest: est", 11, "did you mean `duty_to_arrest`"),
        ("[as_party]", "[as_partie]", 12, "did you mean `as_party`"),
        ("[rs-89-1]", "[rs-89-0]", 13, "did you mean"),
        ("[no-clash]", "[no-clashes]", 14, "did you mean `no-clash`"),
        ("  why:", "  asks: nothing\n  why:", 15, "asks 'nothing'"),
        ("  why:", "  profile: icd\n  why:", 15, "did you mean `icc`"),
        ("  why:", "  positions: {overflight: ground}\n  why:", 15, "positions.overflight"),
    ],
)
def test_what_does_not_exist_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    """A name that is not known, and facts that cannot be so, are mistakes in the file."""
    (tmp_path / "some.yaml").write_text(_replaced(old, new), "utf-8")
    with pytest.raises(CasesError) as caught:
        check(load_suite(tmp_path), Engine.load())
    assert any(one.line == line and says in one.message for one in caught.value.diagnostics), str(
        caught.value
    )


def test_a_case_of_facts_needs_something_expected(tmp_path: Path) -> None:
    """A case that expects nothing would always pass."""
    text = GOOD.split("  expect:", maxsplit=1)[0] + "  expect: {}\n  why: W\n"
    (tmp_path / "some.yaml").write_text(text, "utf-8")
    with pytest.raises(CasesError, match="say something that is expected"):
        load_suite(tmp_path)


CASE = """\
- id: a-visit
  title: A visit
  question: {person: vladimir-putin, place: MNG, on: 2024-09-03}
  expect: {holds: [no-clash, joining-removes-no-duty]}
  why: Because.
  rests_on: [rs-89-1]
"""


def test_a_case_of_persons_may_expect_properties_alone(tmp_path: Path) -> None:
    """Until somebody says what the answer is, it is enough that the rules give one."""
    (tmp_path / "some.yaml").write_text(CASE, "utf-8")
    suite = load_suite(tmp_path)
    engine = Engine.load()
    check(suite, engine)
    assert run(suite.cases[0].case, engine).passed


def test_a_case_of_persons_needs_an_outcome_or_a_property(tmp_path: Path) -> None:
    """One that says neither is refused, and a property that does not exist is named."""
    (tmp_path / "some.yaml").write_text(
        CASE.replace("{holds: [no-clash, joining-removes-no-duty]}", "{contested: true}"), "utf-8"
    )
    with pytest.raises(CasesError, match="say the `outcome`, a property that `holds`"):
        load_suite(tmp_path)
    (tmp_path / "some.yaml").write_text(CASE.replace("no-clash", "no-clsh"), "utf-8")
    with pytest.raises(CasesError, match="did you mean `no-clash`"):
        check(load_suite(tmp_path), Engine.load())


def test_the_command_runs_cases_of_facts(tmp_path: Path) -> None:
    """`safeconduct cases` counts them with the others and tells what differs."""
    (tmp_path / "some.yaml").write_text(CASE + _replaced("must_arrest", "may_arrest"), "utf-8")
    done = CliRunner().invoke(app, ["cases", str(tmp_path)])
    assert done.exit_code == 1
    assert "1 of 2 cases are answered as expected" in done.output
    assert "some.yaml:7: a-party" in done.output
    done = CliRunner().invoke(app, ["cases", str(tmp_path), "--json"])
    assert '"passed": 1' in done.output
