"""Rules that ask several questions: each mutant is put to what there is of every one of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from safeconduct import Engine
from safeconduct.authoring.base import load_base
from safeconduct.authoring.cases.load import load_suite
from safeconduct.authoring.mutation import MutationReport, Put, mutate_asked, mutate_several
from safeconduct.authoring.mutation.asked import AskedBench, AskedVariant
from safeconduct.cli.app import app
from safeconduct.questions import QuestionsEngine

HERE = Path(__file__).parent
_ASKED = """\
id: {id}
title: T?
inputs:
  agent: {{fact: person.agent, means: Whether the person is an agent.}}
  waived: {{fact: state.waived, means: Whether it is waived.}}
  on: {{of: day, default: today, means: The day.}}
day: on
outcome: [{{value: so, if: {conclusion}}}, {{value: not_so}}]
severity: [so, not_so]
"""
FILES = {
    "rulebase.yaml": "extends: none\n",
    "facts.yaml": """\
- {name: person.agent, meaning: M., question: Q?, absent: {holds: false, reason: R.}}
- {name: state.waived, meaning: M., question: Q?, absent: {holds: false, reason: R.}}
""",
    "law.yaml": """\
- {id: agents, title: Agents are immune, cite: c, if: person.agent, then: immune}
- {id: waiver, title: A waiver, cite: c, if: state.waived, then: not immune, defeats: [agents]}
- {id: tried, title: Tried, cite: c, if: [{not: immune}, state.waived], then: triable}
""",
    "questions/one.yaml": _ASKED.format(id="one", conclusion="immune"),
    "questions/two.yaml": _ASKED.format(id="two", conclusion="triable"),
    "cases/some.yaml": """\
- id: agent
  title: A
  asks: one
  question: {agent: true, on: 2024-01-01}
  expect: {outcome: so}
  why: W
  rests_on: [agents]
- id: waived
  title: B
  asks: two
  question: {agent: true, waived: true, on: 2024-01-01}
  expect: {outcome: so}
  why: W
  rests_on: [tried]
""",
}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the rules."""
    where = tmp_path_factory.mktemp("two")
    for name, text in FILES.items():
        (where / name).parent.mkdir(exist_ok=True)
        (where / name).write_text(text, "utf-8")
    return where


@pytest.fixture(scope="module")
def base(rules: Path) -> QuestionsEngine:
    """What puts the two questions."""
    return load_base(None, rules)


def reported(base: QuestionsEngine, rules: Path, *questions: str) -> MutationReport:
    """Return who catches mutants of these questions."""
    return mutate_several(base, questions, Put(load_suite(rules / "cases")))


def test_a_case_of_either_catches_who_changes_what_both_share(
    base: QuestionsEngine, rules: Path
) -> None:
    """What no case of one question notices a case of the other may."""
    one, two, both = (reported(base, rules, *names) for names in (["one"], ["two"], ["one", "two"]))
    shared = "negate-condition:agents:person.agent"
    assert shared in {it.mutant.id for it in two.survivors}
    assert one.catches[shared].by == both.catches[shared].by == "agent"
    # The first question catches it by a proof alone, and cases are asked before proofs.
    assert one.catches["drop-defeat:waiver:agents"].voice.value == "properties"
    assert both.catches["drop-defeat:waiver:agents"].by == "waived"
    assert {it.id for it in both.mutants} == {it.id for it in (*one.mutants, *two.mutants)}
    assert both.total == len({it.id for it in both.mutants})
    assert both.caught + len(both.survivors) == both.total
    # Of the part that the first question reaches the loader refuses it; of the whole it does not.
    assert one.catches["drop-rule:waiver"].voice.value == "checks"
    assert both.catches["drop-rule:waiver"].by == "waived"
    assert sum(both.asked.values()) == 2


def test_the_command_takes_all_of_them_or_those_named(rules: Path) -> None:
    """By default every question that the rules ask; a misspelt one is told."""

    def run(*words: str) -> tuple[int, str]:
        given = ["rules", "mutate", "--rules", str(rules), "--cases", str(rules / "cases")]
        done = CliRunner().invoke(app, [*given, *words])
        return done.exit_code, done.output

    whole = json.loads(run("--json")[1])
    one = json.loads(run("--json", "--question", "one")[1])
    assert whole["total"] > one["total"] > 0
    both = json.loads(run("--json", "--question", "one", "--question", "two")[1])
    assert both == whole
    code, said = run("--question", "on")
    assert code == 2
    assert "did you mean `one`?" in " ".join(said.split())


@pytest.mark.slow
def test_a_question_that_is_shipped_beside_can_be_named(engine: Engine) -> None:
    """Its rulings are asked as known on the day before as well; each world is made once."""
    suite = load_suite(HERE.parent / "questions" / "jurisdiction")
    report = mutate_asked(engine, "jurisdiction", Put(suite, only="drop-rule:rs-5"))
    asked = engine.question("jurisdiction")
    assert report.rules == asked.rulebase.digest != engine.rulebase.digest
    ruled = asked.answerer.binding.ruled
    assert ruled is not None
    eve = [one for one in report.asked if one.value == "docket"]
    assert report.asked[eve[0]] == 2 * len(tuple(ruled(engine.world)))
    bench = AskedBench(engine)
    law = AskedVariant.of(bench, asked.answerer.inference)
    known = law.known_on("2020-01-01")
    assert law.known_on("2020-01-01") is known
    assert known.world is AskedVariant.of(bench, law.inference).known_on("2020-01-01").world
    said = {"territory": "UKR", "nationality": "RUS", "on": "2022-03-20", "crime": "war_crimes"}
    early = {**said, "on": "2013-12-01", "asked": "2014-01-01", "known_on": "2014-01-01"}
    assert law.answer("jurisdiction", **early) == engine.answer("jurisdiction", **early)
