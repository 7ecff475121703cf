"""What could be declared monotone, and of what it is shown that it is not."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("z3", reason="the solver is not installed")

from safeconduct.authoring.verification.suggest import (
    NotMonotone,
    ProposedMonotonicity,
    suggestions,
)
from safeconduct.cli.app import app
from safeconduct.inference.types import NO, YES
from safeconduct.rulebase.load import load_rules

from ..lang.test_load import write

FILES = {
    "rulebase.yaml": "extends: none\n",
    "facts.yaml": """\
- {name: person.agent, meaning: M., question: Q?, absent: {holds: false, reason: R.}}
- {name: state.bound, meaning: M., question: Q?, absent: {holds: false, reason: R.}}
- {name: state.hosts, meaning: M., question: Q?, absent: {holds: false, reason: R.}}
""",
    "law.yaml": """\
- {id: bound, title: A, cite: c, if: [state.bound, {not: person.agent}], then: owed}
- {id: host, title: B, cite: c, if: [state.hosts, person.agent], then: owed}
""",
    "questions/q.yaml": """\
id: q
title: Is it owed?
outcome: [{value: owed, if: owed}, {value: not_owed}]
severity: [owed, not_owed]
exposure:
  owed: {uncontested: a, contested: a}
  not_owed: {uncontested: a, contested: a}
  undetermined: {uncontested: a, contested: a}
""",
}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The directory of the rules."""
    return write(tmp_path / "mine", FILES)


def test_what_has_both_effects_is_told_with_the_smallest_case_of_each(rules: Path) -> None:
    """Being an agent gives the duty where the State hosts, and takes it away where it is bound."""
    looked = [*suggestions(load_rules([rules]))]
    (one,) = (it for it in looked if isinstance(it, NotMonotone))
    assert (one.fact, one.before, one.after, one.conclusion) == (
        *("person.agent", "false", "true"),
        "owed",
    )
    assert one.creates.example.stated == {"state.hosts": "true", "person.agent": "false"}
    assert (one.creates.before, one.creates.after) == (NO, YES)
    assert one.creates.example.answer["outcome"] == "not_owed"
    assert one.creates.example.after["outcome"] == "owed"
    assert one.removes.example.stated == {"state.bound": "true", "person.agent": "false"}
    assert (one.removes.before, one.removes.after) == (YES, NO)
    proposed = [it for it in looked if isinstance(it, ProposedMonotonicity)]
    assert {it.fact for it in proposed} == {"state.bound", "state.hosts"}


def test_the_command_tells_it_in_words_and_as_cases(rules: Path) -> None:
    """The cases of the JSON can be kept in a file of cases."""

    def run(*more: str) -> str:
        done = CliRunner().invoke(app, ["verify", "--rules", str(rules), "--suggest", *more])
        assert done.exit_code == 0, done.output
        return done.stdout

    said = " ".join(run().split())
    assert "Not monotone" in said
    assert (
        "That `person.agent` becomes `true` gives `owed` in one case and takes it away in another."
        in said
    )
    assert "`owed` is established, then not established." in said
    (one,) = json.loads(run("--json"))["not_monotone"]
    assert (one["creates"]["before"], one["creates"]["after"]) == ("not established", "established")
    first, then = one["removes"]["example"]["cases"]
    assert (first["expect"]["outcome"], then["expect"]["outcome"]) == ("owed", "not_owed")
    ids = [it["id"] for effect in ("creates", "removes") for it in one[effect]["example"]["cases"]]
    assert len({*ids}) == 4


def test_of_our_rules_each_effect_that_is_shown_is_one(engine: object) -> None:
    """A status that the engine derives rises in the one case and falls in the other."""
    rulebase = engine.question("jurisdiction").rulebase  # type: ignore[attr-defined]
    every = (it for it in suggestions(rulebase) if isinstance(it, NotMonotone))
    found = list(islice(every, 4))
    assert len(found) == 4
    assert all(it.creates.before < it.creates.after for it in found)
    assert all(it.removes.before > it.removes.after for it in found)
