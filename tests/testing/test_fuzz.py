"""The fuzzer finds what is wrong and keeps it as cases; what it found stays mended."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from safeconduct.authoring.cases.facts import FactsRunner
from safeconduct.authoring.cases.load import load_suite
from safeconduct.authoring.kit import UnderTest, all_voices
from safeconduct.authoring.kit.fuzz import Fuzz, app
from safeconduct.authoring.kit.voices import Derive, NamedVoice
from safeconduct.inference.types import YES, Derivation
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import Assignment, RuleBase

FOUND = Path(__file__).parents[1] / "fuzz-found"


def _forgets_defeats(rulebase: RuleBase) -> Derive:
    """Return a voice for which no rule ever beats another one."""
    tame = replace(rulebase, rules=tuple(replace(r, defeats=frozenset()) for r in rulebase.rules))
    return all_voices()[0](tame)


def test_an_evaluator_that_errs_is_found_and_kept(tmp_path: Path) -> None:
    """Its mistake becomes a small rule base with a case that fails under it, and under it only."""
    wrong = NamedVoice("forgetful", _forgets_defeats)
    fuzz = Fuzz(tmp_path, (all_voices()[0], wrong))
    assert fuzz.once("random agreement", seed=1)
    (path,) = fuzz.found
    where = path.parent.parent
    rulebase = load_rules([where], embedded=False)
    (written,) = load_suite(where / "cases").of_facts
    assert FactsRunner.of(rulebase).run(written.case).passed
    erring = FactsRunner(UnderTest(rulebase, (all_voices()[0], wrong)))
    mismatches = erring.run(written.case).mismatches
    assert any("forgetful" in str(one) for one in mismatches)
    # It is as small as the mistake allows: one rule that another one beats.
    assert len(rulebase.rules) <= 3


def test_a_mistake_in_the_embedded_rules_is_kept(tmp_path: Path) -> None:
    """What is found there becomes a file of cases."""

    def asleep(rulebase: RuleBase) -> Derive:
        derive = all_voices()[0](rulebase)

        def answer(assignment: Assignment) -> Derivation:
            said = derive(assignment)
            return replace(said, conclusions=bytes(YES - one for one in said.conclusions))

        return answer

    fuzz = Fuzz(tmp_path, (all_voices()[0], NamedVoice("contrary", asleep)))
    assert fuzz.once("embedded agreement", seed=1)
    (path,) = fuzz.found
    suite = load_suite(path.parent)
    assert suite.of_facts[0].case.expect.holds == ("agreement",)


@pytest.mark.slow
def test_a_short_run_finds_nothing_and_says_how_much_it_looked(tmp_path: Path) -> None:
    """A second of everything: counts for each property, no finding, exit code 0."""
    report = tmp_path / "counts.json"
    options = ["--seconds", "2", "--keep", str(tmp_path / "found"), "--seed", "7"]
    done = CliRunner().invoke(app, [*options, "--counts", str(report)])
    assert done.exit_code == 0, done.output
    assert "from seed 7" in done.output
    counts = json.loads(report.read_text("utf-8"))
    assert sum(counts["looked"].values()) > 0
    assert counts["found"] == []
    assert not (tmp_path / "found").exists()


def _directories() -> list[Path]:
    return sorted(path for path in FOUND.iterdir() if path.is_dir() and path.name != "embedded")


@pytest.mark.parametrize("where", _directories(), ids=lambda path: path.name)
def test_what_was_found_in_random_rules_stays_mended(where: Path) -> None:
    """Each rule base that once showed a mistake has the property now."""
    runner = FactsRunner.of(load_rules([where], embedded=False))
    suite = load_suite(where / "cases")
    assert suite.of_facts
    for written in suite.of_facts:
        assert runner.run(written.case).mismatches == ()


def test_what_was_found_in_our_rules_stays_mended() -> None:
    """Each case that once showed a mistake in the embedded rules is answered as it should be."""
    if (FOUND / "embedded").is_dir():
        runner = FactsRunner.of(load_rules())
        for written in load_suite(FOUND / "embedded").of_facts:
            assert runner.run(written.case).mismatches == (), written.case.id
