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
