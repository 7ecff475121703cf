"""`records list`: the kinds that there are, and the records of one, in sentences."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct import Engine
from safeconduct.records import RecordKind, registered
from safeconduct.records.tables import RECORD_KINDS

from ..questions.test_own_records import forget
from .test_commands import run

QUESTIONS = Path(__file__).parents[1] / "questions"
WAIVERS = str(QUESTIONS / "waivers")


@pytest.fixture
def waivers() -> Iterator[RecordKind]:
    """The package that brings waivers is there, as if it were installed."""
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(QUESTIONS / "waivers_package"))
        forget()
        yield registered()["waivers"]
    sys.modules.pop("waivers_package", None)
    forget()


def test_every_kind_is_told_with_how_many_there_are(engine: Engine) -> None:
    """The numbers are those of the records."""
    counts = json.loads(run("records", "list", "--json").stdout)
    assert counts == {kind: len(engine.world.tables.of(kind)) for kind in RECORD_KINDS}


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_each_record_is_told_in_a_sentence(engine: Engine, kind: str) -> None:
    """Of every kind, as JSON with the whole record."""
    found = json.loads(run("records", "list", kind, "--limit", "2", "--json").stdout)
    ours = engine.world.tables.of(kind)
    assert (found["kind"], found["total"]) == (kind, len(ours))
    assert [one["id"] for one in found["items"]] == [one.id for one in ours[:2]]
    assert all(one["says"] for one in found["items"])


def test_a_page_says_how_it_goes_on(engine: Engine) -> None:
    """Until the last one; beyond it there is nothing."""
    total = len(engine.world.tables.visits)
    told = run("records", "list", "visits", "--limit", "3").stdout
    assert f"{total} records of the kind visits, 1 to 3." in told
    assert "--offset 3 goes on." in told
    told = run("records", "list", "visits", "--offset", str(total - 1)).stdout
    assert engine.world.tables.visits[-1].id in told
    assert "goes on" not in told
    beyond = json.loads(run("records", "list", "visits", "--offset", "1000000", "--json").stdout)
    assert beyond["items"] == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["vists"], "did you mean `visits`?"),
        (["x"], "`safeconduct records list` names those that there are"),
        (["visits", "--limit", "0"], "--limit"),
        (["visits", "--known-on", "2999-01-01"], "lies in the future"),
    ],
)
def test_what_cannot_be_listed_is_told(asked: list[str], words: str) -> None:
    """What is wrong, and what would be right."""
    done = run("records", "list", *asked)
    assert done.exit_code != 0
    assert words in done.output


def test_kinds_of_bindings_are_listed(waivers: RecordKind) -> None:
    """With the records that go with the rules; what was not public yet is left out."""
    assert json.loads(run("records", "list", "--json").stdout)[waivers.name] == 0
    told = run("records", "list", "waivers", "--rules", WAIVERS).stdout
    assert "France waived the immunity of its mission" in told
    early = ("--known-on", "2020-05-20", "--json")
    asked = run("records", "list", "waivers", "--rules", WAIVERS, *early).stdout
    assert json.loads(asked)["total"] == 0


def test_the_environment_names_rules_as_path_does(
    monkeypatch: pytest.MonkeyPatch, waivers: RecordKind, tmp_path: Path
) -> None:
    """Several directories; the help of `answer` reads them, and says what cannot be read."""
    assert waivers.name == "waivers"
    more = tmp_path / "more"
    more.mkdir()
    (more / "rulebase.yaml").write_text(f"extends: {WAIVERS}\n", "utf-8")
    monkeypatch.setenv("SAFECONDUCT_RULES", os.pathsep.join((WAIVERS, str(more))))
    told = run("records", "list", "waivers").stdout
    assert "France waived the immunity of its mission" in told
    assert "Inputs of mission-immunity" in run("answer", "--help").stdout
    monkeypatch.setenv("SAFECONDUCT_RULES", str(tmp_path / "nowhere"))
    told = " ".join(run("answer", "--help").stdout.split())
    assert "The rules cannot be read" in told
    assert "does not exist" in told
