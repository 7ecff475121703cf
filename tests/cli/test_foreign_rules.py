"""A rule base of somebody else's, with another question, on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from safeconduct import Engine
from safeconduct.base.errors import InputError
from safeconduct.cli.app import app
from safeconduct.rulebase.load import load_rules

FILES = {
    "rulebase.yaml": "extends: none\n",
    "facts.yaml": """\
- {name: person.agent, meaning: M., question: Q?, absent: {holds: false, reason: R.}}
- {name: state.waived, meaning: M., question: Q?, absent: {holds: false, reason: R.}}
""",
    "law.yaml": """\
- {id: agents, title: Agents are immune, cite: c, if: person.agent, then: immune}
- {id: waiver, title: A waiver, cite: c, if: state.waived, then: not immune, defeats: [agents]}
""",
    "questions/q.yaml": """\
id: privileges
title: Can the person be tried?
outcome: [{value: immune, if: immune}, {value: triable}]
severity: [immune, triable]
exposure:
  immune: {uncontested: a, contested: a}
  triable: {uncontested: a, contested: a}
  undetermined: {uncontested: a, contested: a}
""",
    "cases/some.yaml": """\
- {id: agent, title: A, facts: {person.agent: true}, expect: {outcome: immune}, why: W}
""",
}


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """Return the directory of the rule base."""
    for name, text in FILES.items():
        path = tmp_path / "foreign" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "foreign"


_ASKED = """\
id: privileges
title: Can the person be tried?
inputs:
  agent: {fact: person.agent, means: Whether the person is an agent.}
  waived: {fact: state.waived, means: Whether it is waived.}
  on: {of: day, default: today, means: The day.}
day: on
outcome: [{value: immune, if: immune}, {value: triable}]
severity: [immune, triable]
"""


def asking(foreign: Path, more: str = "") -> Path:
    """Return the same rules with a question that can be put."""
    (foreign / "questions" / "q.yaml").write_text(_ASKED + more, "utf-8")
    return foreign


def test_the_help_lists_the_inputs_of_the_rules_that_are_named(foreign: Path) -> None:
    """They were left out; where the rules cannot be read, that is said."""
    rules = asking(foreign)
    for given in (("--rules", str(rules)), (f"--rules={rules}",)):
        code, said = run("answer", "privileges", *given, "--help")
        assert code == 0
        assert "Inputs of privileges" in said
        assert "--waived Whether it is waived." in said
        assert "Inputs of jurisdiction" not in said
    assert "Inputs of jurisdiction" in run("answer", "--help", "--rules", rules)[1]
    (rules / "law.yaml").write_text("- {id: agents}", "utf-8")
    code, said = run("answer", "privileges", "--rules", rules, "--help")
    assert code == 0
    assert "The rules cannot be read" in said
    assert "law.yaml:1" in said


_WORDING = """\
wording:
  outcome:
    immune: {label: immune, today: the person is immune, past: p, supposed: s}
    triable: {label: triable, today: the person can be tried, past: p, supposed: s}
    undetermined: {label: open, today: it is open, past: p, supposed: s}
  about_the_answer:
    projected: The day lies ahead.
    low_confidence_record: Some record is not certain.
"""


def test_an_answer_ends_with_what_its_own_question_says(foreign: Path) -> None:
    """Of warrants only answers about the Court speak."""
    asked = ("answer", "privileges", "--agent", "--full", "--rules")
    said = run(*asked, asking(foreign, _WORDING))[1]
    assert said.endswith("no prediction of what a State will do.")
    assert "warrant" not in said
    own = asking(foreign, f"{_WORDING}    disclaimer: Ask a lawyer.\n")
    assert run("rules", "check", own)[0] == 0
    assert run(*asked, own)[1].endswith("Ask a lawyer.")
    bucha = ("--territory", "UKR", "--crime", "genocide", "--on", "2022-03-20")
    told = run("answer", "jurisdiction", *bucha, "--full")[1]
    assert "A warrant is an allegation" in told


def test_a_conclusion_that_is_taken_for_a_rule_is_told(foreign: Path) -> None:
    """With the rules about it."""
    code, said = run("rules", "explain", "immune", "--rules", foreign)
    assert code == 2
    assert "'immune' is what these rules are about: agents and waiver" in said


def test_a_mutant_of_a_row_is_found_where_the_row_is(foreign: Path) -> None:
    """And not at the head of the file."""
    given = ("rules", "mutate", "--rules", asking(foreign), "--cases", foreign / "cases", "--json")
    made = json.loads(CliRunner().invoke(app, [*map(str, given), "--only", "swap-rows"]).stdout)
    assert made["total"] == 1
    table = load_rules([foreign]).questions["privileges"].outcome
    assert table[0].location.line == 8
    done = json.loads(CliRunner().invoke(app, [*map(str, given), "--only", "and"]).stdout)
    assert all(one["line"] for one in done["survivors"])


_ANYBODY = "if: {any: [person.agent, {not: person.agent}]}"


def run(*arguments: object) -> tuple[int, str]:
    """Return the exit code of a command and all that it printed."""
    done = CliRunner().invoke(app, [str(one) for one in arguments])
    return done.exit_code, " ".join(done.output.split())


def test_commands_take_it_as_it_is(foreign: Path) -> None:
    """It is checked, put to cases, explained and proved, and nothing of ours is in it."""
    code, said = run("rules", "check", foreign)
    assert (code, "rules: valid" in said) == (0, True)
    assert "law/" not in said
    code, said = run("cases", foreign / "cases", "--rules", foreign)
    assert (code, "1 of 1 cases are answered as expected" in said) == (0, True)
    code, said = run("rules", "explain", "waiver", "--rules", foreign)
    assert (code, "A waiver" in said) == (0, True)
    code, said = run("verify", "--rules", foreign, "--json")
    assert code == 0, said
    found = {one["property"]: one["claims"] for one in json.loads(said)["results"]}
    assert (found["no-dead-rule"], found["records-allowed"]) == (2, 0)
    code, said = run("verify", "--rules", foreign, "--suggest")
    assert (code, "That `person.agent` becomes `true` removes no `immune`." in said) == (0, True)


def test_it_is_compared_with_an_earlier_state(foreign: Path, tmp_path: Path) -> None:
    """Both stand on nothing, because each says so."""
    old = Path(shutil.copytree(foreign, tmp_path / "old"))
    law = old / "law.yaml"
    law.write_text(law.read_text("utf-8").replace("if: person.agent", _ANYBODY), "utf-8")
    code, said = run("verify", "--rules", foreign, "--against", old)
    assert (code, "outcome: immune → triable" in said) == (1, True)


@pytest.mark.parametrize(
    "command",
    [("travel-risk", "putin", "mongolia"), ("serve", "--port", "0"), ("rules", "mutate")],
    ids=lambda one: one[0] + one[-1],
)
def test_what_needs_our_question_says_so(foreign: Path, command: tuple[str, ...]) -> None:
    """With the question that is asked instead."""
    extra = ("--cases", foreign / "cases") if command[0] == "rules" else ()
    code, said = run(*command, *extra, "--rules", foreign)
    assert code != 0
    if command[0] == "rules":
        assert "ask no question that can be put" in said
    else:
        assert "do not ask `arrest-on-travel`" in said
        assert "they ask `privileges`" in said


def test_an_engine_says_so_too(foreign: Path) -> None:
    """In a program the mistake has the name of the argument."""
    with pytest.raises(InputError) as caught:
        Engine.load(rules=foreign)
    assert caught.value.field == "rules"
