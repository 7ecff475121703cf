"""The mutation score of the law: 95 of 100 wrong changes are noticed, and we know the rest."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from safeconduct.authoring.mutation.report import load_explained
from safeconduct.authoring.verification.certificate.evidence import read_evidence
from safeconduct.rulebase.load import load_rules

ROOT = Path(__file__).parents[2]
SURVIVORS = ROOT / "tests" / "mutation" / "survivors.yaml"

RULE = """\
- id: own-plea
  title: Our law forbids to surrender our nationals
  cite: Our law, art. 1
  if: [host.plea: own_national, visit.presence: ground]
  then: not duty_to_arrest
  defeats: [duty]
"""
CASE = """\
- id: own-plea-helps
  title: The plea helps under our law
  question: {person: joseph-kony, place: Uganda, on: 2026-03-01, assume: {host.plea: own_national}}
  expect: {outcome: may_arrest, duty: "no"}
  why: Our law says so.
  rests_on: [our-law]
"""


def mutate(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as a user does."""
    command = [sys.executable, "-m", "safeconduct", "rules", "mutate", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def own(tmp_path: Path) -> tuple[Path, Path]:
    """Rules of somebody else, with a case."""
    rules, cases = tmp_path / "own-rules", tmp_path / "own-cases"
    for directory, name, text in ((rules, "law.yaml", RULE), (cases, "cases.yaml", CASE)):
        directory.mkdir()
        (directory / name).write_text(text, encoding="utf-8")
    return rules, cases


@pytest.mark.slow
def test_rules_of_others_are_mutated_alone(own: tuple[Path, Path]) -> None:
    """What their cases miss survives, with a case that would show it."""
    rules, cases = own
    done = mutate("--rules", rules, "--cases", cases, "--json")
    assert done.returncode == 0, done.stderr
    found: Mapping[str, Any] = json.loads(done.stdout)
    survivors = {one["id"]: one for one in found["survivors"]}
    assert found["total"] == found["caught"] + len(survivors)
    assert all("own-plea" in name for name in survivors)
    missed = survivors["drop-condition:own-plea:visit.presence=ground"]
    assert missed["equivalent"] is False
    assert "host.plea: own_national" in missed["shown_by"]
    assert missed["file"] == "own-rules/law.yaml"
    # The case itself, and the docket, catch what touches them.
    assert "negate-condition:own-plea:host.plea=own_national" not in survivors
    assert "drop-defeat:own-plea:duty" not in survivors


@pytest.mark.slow
def test_rules_of_others_have_a_list_of_their_own(own: tuple[Path, Path], tmp_path: Path) -> None:
    """With a list each survivor has to be on it, and nothing else."""
    rules, cases = own
    listed = tmp_path / "survivors.yaml"
    listed.write_text("- {id: drop-rule:own-plea, why: it should not}\n", encoding="utf-8")
    done = mutate("--rules", rules, "--cases", cases, "--survivors", listed)
    assert done.returncode == 1
    assert "is on the list and is caught: drop-rule:own-plea" in done.stderr
    assert "not explained: drop-condition:own-plea:visit.presence=ground" in done.stderr
    assert "would show: " in done.stdout


def test_what_does_not_stand_cannot_catch(own: tuple[Path, Path]) -> None:
    """A case that fails under the rules as they are is an error, before anything is mutated."""
    rules, cases = own
    wrong = CASE.replace("may_arrest", "must_arrest").replace('"no"', '"yes"')
    (cases / "cases.yaml").write_text(wrong, encoding="utf-8")
    done = mutate("--rules", rules, "--cases", cases)
    assert done.returncode == 1
    assert "own-plea-helps" in done.stderr
    assert done.stdout == ""


@pytest.mark.slow
def test_single_mutants_can_be_asked_for(tmp_path: Path) -> None:
    """`--only` tries those with a text in their ids; a table says who caught them."""
    done = mutate("--only", "drop-rule:rs-89")
    assert done.returncode == 0, done.stderr
    assert "mutants are caught (100.0 %)" in done.stdout
    assert "drop rule" in done.stdout
    unknown = mutate("--cases", tmp_path / "nowhere")
    assert unknown.returncode == 2
    assert "nowhere" in unknown.stderr


@pytest.mark.slow(minutes=9)
def test_the_law_is_tested_and_the_survivors_are_explained(tmp_path: Path) -> None:
    """At least 95 % are caught, each survivor is on the list, a certificate takes the score."""
    done = mutate("--json")
    assert done.returncode == 0, done.stderr
    found: Mapping[str, Any] = json.loads(done.stdout)
    assert found["total"] > 1500
    assert found["score"] >= 0.95
    listed = load_explained(SURVIVORS)
    assert {one["id"]: one["equivalent"] is True for one in found["survivors"]} == {
        name: entry.equivalent for name, entry in listed.items()
    }
    assert all(one["why"] for one in found["survivors"])
    evidence = tmp_path / "mutation.json"
    evidence.write_text(done.stdout, encoding="utf-8")
    taken = read_evidence([evidence], load_rules().digest)
    assert taken.mutation is not None
    assert (taken.mutation.caught, taken.mutation.total) == (found["caught"], found["total"])


@pytest.mark.slow
def test_the_second_question_is_mutated_as_well() -> None:
    """Every label that is not told is caught: by a case, or because a rule has no use then."""
    words = ("--rules", "safeconduct/jurisdiction", "--cases", "tests/questions/jurisdiction")
    report = json.loads(mutate(*words, "--only", "drop-label", "--json").stdout)
    assert report["caught"] == report["total"] > 20
