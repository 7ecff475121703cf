"""`safeconduct verify`: what it prints, its exit codes, and what it refuses before any work."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from safeconduct.authoring.cases.load import load_suite
from safeconduct.authoring.verification.certificate import Certificate
from safeconduct.authoring.verification.workbench import Engines
from safeconduct.cli.app import app

ROOT = Path(__file__).parents[2]

CLASH = """\
- id: guest
  title: A guest is not arrested
  cite: Custom
  if: [{visit.purpose: private}]
  then: not duty_to_arrest
"""


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["verify", *map(str, arguments)])


@pytest.fixture
def clashing(tmp_path: Path) -> Path:
    """Return a layer of rules that clash with the embedded ones."""
    layer = tmp_path / "layer"
    layer.mkdir()
    (layer / "guests.yaml").write_text(CLASH, encoding="utf-8")
    return layer


def test_properties_that_hold_are_printed_with_their_times() -> None:
    """Exit 0, one line for each."""
    done = _run("--only", "no-clash", "--only", "monotonicities")
    assert done.exit_code == 0, done.output
    assert "no-clash" in done.stdout
    assert "2 properties, for every case that could be; Z3" in done.stdout


def test_a_failure_is_told_in_words_and_as_a_case(clashing: Path, tmp_path: Path) -> None:
    """Exit 1; the file of cases can be loaded, and the engine answers them as they say."""
    file = tmp_path / "found" / "found.yaml"
    file.parent.mkdir()
    done = _run("--rules", clashing, "--only", "no-clash", "--cases", file)
    assert done.exit_code == 1
    text = " ".join(done.stdout.split())
    assert "rules clash over `duty_to_arrest` and neither side beats the other" in text
    assert "the journey is private" in text
    assert "visit.purpose: private" in text
    (written,) = load_suite(file.parent).of_facts
    assert written.case.id == "no-clash-duty-to-arrest"
    assert written.case.expect.outcome == "undetermined"
    cases = CliRunner().invoke(app, ["cases", str(file.parent), "--rules", str(clashing)])
    assert cases.exit_code == 0, cases.output


def test_the_guide_shows_what_is_printed(clashing: Path) -> None:
    """The counterexample in the guide is the one that the command prints, word by word."""
    guide = (ROOT / "docs" / "guides" / "verify.md").read_text("utf-8")
    shown = guide.partition("```text\n")[2].partition("```")[0]
    done = _run("--rules", clashing, "--only", "no-clash")
    assert " ".join(shown.split()) in " ".join(done.stdout.split())


def test_json_has_results_digests_and_cases(clashing: Path) -> None:
    """The same as data, whatever came of it."""
    done = _run("--rules", clashing, "--only", "one-answer", "--json")
    assert done.exit_code == 1
    data = json.loads(done.stdout)
    assert data["state"] == "fails"
    assert len(data["rules"]) == len(data["world"]) == len(data["properties"]) == 64
    (result,) = data["results"]
    first = result["findings"][0]
    assert first["example"]["cases"][0]["facts"]["visit.purpose"] == "private"
    assert first["example"]["in_words"].startswith("Suppose that")


def test_no_time_is_no_answer() -> None:
    """Exit 3, and never a word of holding."""
    done = _run("--only", "no-clash", "--timeout", "0")
    assert done.exit_code == 3
    assert "not established" in done.stdout
    assert "not established: duty_to_arrest: was not decided within 0 s" in done.stdout
    data = json.loads(_run("--only", "no-clash", "--timeout", "0", "--json").stdout)
    assert data["state"] == data["results"][0]["state"] == "not_established"


def test_a_mistake_of_ours_has_its_own_code(
    clashing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 4 where the engine does not confirm what the solver found."""
    monkeypatch.setattr(Engines, "status", lambda *_: 0)
    done = _run("--rules", clashing, "--only", "no-clash")
    assert done.exit_code == 4
    assert "disagrees" in done.stdout


@pytest.mark.slow
def test_the_change_of_a_pull_request_is_shown(tmp_path: Path) -> None:
    """Earlier rules are a whole rule base; answers that change give exit 1."""
    old = tmp_path / "old"
    shutil.copytree(ROOT / "rules", old)
    same = _run("--against", old)
    assert same.exit_code == 0, same.output
    assert "No answer changes, under any of 8 profiles" in same.stdout
    bars = old / "law" / "bars.yaml"
    text = bars.read_text("utf-8")
    wanted = "    - not: official.immunity_waived\n  then: un_immunity\n\n- id: cpiun-22\n"
    assert text.count(wanted) == 1
    changed = text.replace(wanted, "  then: un_immunity\n\n- id: cpiun-22\n")
    bars.write_text(changed, encoding="utf-8")
    done = _run("--against", old)
    assert done.exit_code == 1
    printed = " ".join(done.stdout.split())
    assert "Rules changed: cpiun-11." in printed
    assert "outcome: must not arrest → no duty; national law decides" in printed
    assert "the person's State has waived the immunity" in printed
    data = json.loads(_run("--against", old, "--json").stdout)
    assert data["rules"] != data["against"]
    assert data["count"] == sum(len(one["cases"]) for one in data["changes"]) > 0
    outcomes = [one["cases"][0] for one in data["changes"] if one["part"] == "outcome"]
    assert ("must_not_arrest", "may_arrest") in [
        (one["before"]["outcome"], one["after"]["outcome"]) for one in outcomes
    ]


@pytest.mark.slow
def test_a_layer_is_compared_as_a_layer(clashing: Path, tmp_path: Path) -> None:
    """A directory without questions stands on the embedded rules, before as after."""
    before = tmp_path / "before"
    shutil.copytree(clashing, before)
    assert _run("--rules", clashing, "--against", before).exit_code == 0
    done = _run("--against", before)
    assert done.exit_code == 1
    assert "gone: guest" in done.stdout


def test_a_certificate_is_written_as_its_ending_says(tmp_path: Path) -> None:
    """JSON and Markdown in one run, each whole; evidence is taken in."""
    score = tmp_path / "score.json"
    score.write_text('{"caught": 1, "total": 2, "survivors": ["that"]}', encoding="utf-8")
    files = (tmp_path / "c.json", tmp_path / "c.md")
    options = [part for file in files for part in ("--certificate", file)]
    done = _run("--only", "no-clash", *options, "--evidence", score)
    assert done.exit_code == 0, done.output
    made = Certificate.model_validate_json(files[0].read_text("utf-8"))
    assert made.mutation is not None
    assert "* That." in files[1].read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.json", "c.md", "score.json"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--certificate", "c.txt"), "valid: .json, .md"),
        (("--certificate", "nowhere/c.json"), "the folder does not exist"),
        (("--cases", "nowhere/c.yaml"), "the folder does not exist"),
        (("--evidence", "e.json"), "say --certificate"),
        (("--only", "no-clashes"), "did you mean `no-clash`"),
    ],
)
def test_what_cannot_be_done_is_said_first(arguments: tuple[str, ...], says: str) -> None:
    """Exit 2, before anything is proved."""
    done = _run(*arguments)
    assert done.exit_code == 2
    assert says in done.stderr
    assert done.stdout == ""


@pytest.mark.slow
def test_nothing_else_loads_the_solver() -> None:
    """Asking a question, or starting the service, does not import it."""
    code = (
        "import sys\n"
        "from safeconduct.api.app import create_app\n"
        "from safeconduct import Engine\n"
        "from safeconduct.cli.app import app\n"
        "create_app(Engine.load())\n"
        "Engine.load().travel_risk('putin', 'MNG', on='2024-09-02')\n"
        "print('z3' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_cases_are_written_whole(clashing: Path, tmp_path: Path) -> None:
    """What was in the file goes, and nothing is left beside it."""
    file = tmp_path / "cases.yaml"
    file.write_text("old", encoding="utf-8")
    assert _run("--only", "no-clash", "--cases", file).exit_code == 0
    assert yaml.safe_load(file.read_text("utf-8")) == []
    assert {path.name for path in tmp_path.iterdir()} == {"cases.yaml", clashing.name}
