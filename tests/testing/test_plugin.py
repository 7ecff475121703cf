"""The plugin: it tests a directory of rules, and is nothing to those who do not ask for it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from safeconduct.authoring.cases.load import load_suite

STANDALONE = {
    "rulebase.yaml": "extends: none\n",
    "facts.yaml": """\
- {name: host.party, meaning: M, question: Q?, absent: {holds: false, reason: r}}
- {name: person.immune, meaning: M, question: Q?, absent: {holds: false, reason: r}}
""",
    "law.yaml": """\
- {id: party, title: Party, cite: c, if: host.party, then: duty}
- {id: immunity, title: Immunity, cite: c, if: person.immune, then: not duty, defeats: [party]}
""",
    "questions/q.yaml": """\
id: q
title: Q?
outcome: [{value: must, if: duty}, {value: may}]
severity: [must, may]
exposure:
  must: {uncontested: a, contested: a}
  may: {uncontested: a, contested: a}
  undetermined: {uncontested: a, contested: a}
""",
    "properties.yaml": """\
monotonicities:
  - id: immunity-creates-nothing
    says: Immunity creates no duty.
    change: {person.immune: {to: true}}
    never: {creates: duty}
    reason: r
""",
    "cases/some.yaml": """\
- id: a-party
  title: A party
  facts: {host.party: true}
  expect: {outcome: must, conclusions: {duty: established}, rules: [party]}
  why: W
- id: immune
  title: Immune
  facts: {host.party: true, person.immune: [true, false]}
  expect: {outcome: undetermined}
  why: W
""",
}


def write(directory: Path, **changed: str) -> Path:
    """Write the small rule base, with other files in place of some (``__`` for ``/``)."""
    files = STANDALONE | {name.replace("__", "/") + ".yaml": text for name, text in changed.items()}
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return directory


def run(where: Path, *arguments: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """Run pytest in a directory of its own, with the plugins of the environment.

    But for one that takes longer to import than all the rest.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    options = (
        "-p",
        "no:cacheprovider",
        "-p",
        "no:schemathesis",
        "--safeconduct-examples",
        "30",
        *arguments,
    )
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "pytest", "--safeconduct-examples", "30", *options],
        cwd=where,
        env=kept | {"COLUMNS": "140", **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_a_rule_base_of_its_own_passes(tmp_path: Path) -> None:
    """Ten properties, one that is declared, thirteen proofs and two cases; all is counted."""
    write(tmp_path / "mine")
    done = run(
        tmp_path,
        *("--safeconduct-rules", "mine"),
        *("--safeconduct-report", "counts.json"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "26 passed" in done.stdout
    assert "collected 26 items" in done.stdout
    assert "points, cases and proofs in 26 tests; voices: compiled, oracle" in done.stdout
    counts = json.loads((tmp_path / "counts.json").read_text("utf-8"))
    assert counts["total"] == sum(one["looked"] for one in counts["tests"]) > 100
    assert len(counts["tests"]) == 26
    assert {one["outcome"] for one in counts["tests"]} == {"passed"}
    assert counts["rules"] != counts["properties"]


@pytest.mark.slow
def test_processes_that_run_in_parallel_are_counted_together(tmp_path: Path) -> None:
    """With several workers the count is the same."""
    write(tmp_path / "mine")
    found = []
    for name, workers in (("one", ()), ("two", ("-n", "2"))):
        done = run(
            tmp_path,
            *("--safeconduct-rules", "mine"),
            *("--safeconduct-report", f"{name}.json", *workers),
        )
        assert done.returncode == 0, done.stdout + done.stderr
        found.append(json.loads((tmp_path / f"{name}.json").read_text("utf-8")))
    assert found[0] == found[1]


@pytest.mark.slow
def test_what_is_found_is_printed_and_kept(tmp_path: Path) -> None:
    """An exception that does not say what it beats: the case is told, and written to a file."""
    law = STANDALONE["law.yaml"].replace(", defeats: [party]", "")
    write(tmp_path / "mine", law=law)
    done = run(
        tmp_path,
        *("--safeconduct-rules", "mine", "--safeconduct-keep", "found"),
    )
    assert done.returncode == 1
    assert "`party` speaks for `duty` and `immunity` speaks against it" in done.stdout
    assert "immunity (mine/law.yaml:2): Immunity" in done.stdout
    assert "Traceback" not in done.stdout
    suite = load_suite(tmp_path / "found")
    first = next(one.case for one in suite.of_facts if one.case.expect.holds == ("no-clash",))
    assert first.facts == {"host.party": True, "person.immune": True}
    # Pasted into the cases it fails; with the exception mended it passes.
    kept = (tmp_path / "found" / "found-no-clash.yaml").read_text("utf-8")
    write(tmp_path / "mine", law=law, cases__found=kept)
    chosen = ("--safeconduct-rules", "mine", "-k", "found")
    assert "1 failed" in run(tmp_path, *chosen).stdout
    write(tmp_path / "mine", cases__found=kept)
    assert "1 passed" in run(tmp_path, *chosen).stdout


@pytest.mark.slow
def test_a_declared_property_and_a_case_that_fail_are_told(tmp_path: Path) -> None:
    """A monotonicity that does not hold, and a case whose outcome is another."""
    properties = STANDALONE["properties.yaml"].replace("creates: duty", "removes: duty")
    cases = STANDALONE["cases/some.yaml"].replace("outcome: must", "outcome: may")
    write(tmp_path / "mine", properties=properties, cases__some=cases)
    done = run(tmp_path, "--safeconduct-rules", "mine")
    assert "3 failed, 23 passed" in done.stdout
    assert "when `person.immune` goes from false to true, `duty` goes from yes to no" in done.stdout
    assert "outcome: expected may, answered must" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "changed", "says"),
    [
        (("--safeconduct-rules", "absent"), {}, "no-directory"),
        (
            ("--safeconduct-rules", "mine"),
            {"law": "- {id: r, title: T, cite: c, if: nothing, then: duty}"},
            "law.yaml:1: unknown-atom [r]: nothing is called `nothing`",
        ),
        (
            ("--safeconduct-rules", "mine"),
            {
                "cases__some": "- {id: a, title: T, facts: {host.partyy: true}, "
                "expect: {outcome: must}, why: W}"
            },
            "some.yaml:1: unknown-fact [a]",
        ),
        (
            ("--safeconduct-rules", "mine"),
            {
                "cases__some": "- {id: a, title: T, question: {person: p, place: q, "
                "on: 2024-01-01}, expect: {outcome: must_arrest}, why: W, rests_on: [x]}"
            },
            "some.yaml:1: no-question [a]: is put to a person and a place",
        ),
        (
            (
                "--safeconduct-rules",
                "mine",
                "--safeconduct-cases",
                "no",
            ),
            {},
            "is not a directory with files of cases",
        ),
    ],
    ids=["directory", "rules", "cases", "persons", "cases directory"],
)
def test_bad_input_stops_the_run_with_all_that_is_wrong(
    arguments: tuple[str, ...], changed: dict[str, str], says: str, tmp_path: Path
) -> None:
    """Rules or cases that are ill-formed are a mistake in the call, not a failed test."""
    write(tmp_path / "mine", **changed)
    done = run(tmp_path, *arguments)
    assert done.returncode == 4, done.stdout + done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_others_are_not_slowed(tmp_path: Path) -> None:
    """Without the option neither Hypothesis nor the engine is imported, and nothing is added."""
    (tmp_path / "test_other.py").write_text(
        "import sys\n"
        "def test_nothing_is_imported():\n"
        "    loaded = {name for name in sys.modules if name.startswith('safeconduct.')}\n"
        "    kit = 'safeconduct.authoring.kit'\n"
        "    known = {kit, f'{kit}.plugin', 'safeconduct.authoring', 'safeconduct._moved'}\n"
        "    known |= {'safeconduct.base', 'safeconduct.base.lazy', 'safeconduct._needs'}\n"
        "    assert loaded <= known, loaded\n"
        "    assert 'hypothesis' not in sys.modules\n",
        "utf-8",
    )
    without = ("-p", "no:hypothesispytest", "-p", "no:schemathesis", "-p", "no:randomly")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "safeconduct.authoring.kit.plugin", *without],
        cwd=tmp_path,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_a_missing_extra_is_named(tmp_path: Path) -> None:
    """Without Hypothesis the kit says what to install, in code and to pytest."""
    (tmp_path / "block").mkdir()
    (tmp_path / "block" / "sitecustomize.py").write_text(
        "import importlib.util as u\n"
        "find = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'hypothesis' else find(name, *more)\n",
        "utf-8",
    )
    write(tmp_path / "mine")
    found = {"PYTHONPATH": str(tmp_path / "block")}
    code = "from safeconduct.testing import search"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | found,
        capture_output=True,
        text=True,
        check=False,
    )
    says = "safeconduct.testing needs hypothesis, which is not installed: pip install"
    assert says in done.stderr
    done = run(tmp_path, "--safeconduct-rules", "mine", **found)
    assert done.returncode == 4
    assert says in done.stderr


@pytest.mark.slow
def test_the_embedded_rules_with_an_empty_layer_pass(tmp_path: Path) -> None:
    """All properties, the cases of this project and the proofs of all records."""
    layer = tmp_path / "mine"
    layer.mkdir()
    (layer / "properties.yaml").write_text("monotonicities: []\n", "utf-8")
    shutil.copytree(Path(__file__).parents[1] / "cases", tmp_path / "cases")
    done = run(tmp_path, "--safeconduct-rules", "mine", "--safeconduct-cases", "cases")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "mine/proofs" in run(tmp_path, "--safeconduct-rules", "mine", "--co", "-q").stdout
