"""The guide to rules of one's own: its files are taken, its cases stand, its record is told."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from safeconduct import Engine
from safeconduct.authoring.cases.check import check
from safeconduct.authoring.cases.load import load_suite
from safeconduct.authoring.cases.run import run
from safeconduct.authoring.lint.run import lint
from safeconduct.base.errors import RecordsError
from safeconduct.cli.app import app
from safeconduct.records import load_world

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "own-rules.md").read_text("utf-8")
BLOCKS = dict(re.findall(r'^```\w+ title="([^"]+)"\n(.*?)^```$', GUIDE, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the directory of the guide, written as it is shown."""
    where = tmp_path_factory.mktemp("guide")
    for name, text in BLOCKS.items():
        if "/" in name:
            (where / name).parent.mkdir(parents=True, exist_ok=True)
            (where / name).write_text(text, "utf-8")
    return where / "local-warrant"


@pytest.fixture(scope="module")
def with_layer(layer: Path) -> Engine:
    """Return an engine with the layer of the guide."""
    return Engine.load(rules=layer, today=lambda: date(2026, 11, 24))


@pytest.mark.slow
def test_the_layer_is_clean(layer: Path) -> None:
    """The linter has nothing to say of it."""
    assert [str(one) for one in lint([layer]).findings] == []


@pytest.mark.slow
def test_its_records_are_checked_with_it(layer: Path, tmp_path: Path) -> None:
    """A claim of a fact that the rules do not have is told with file and line."""
    copy = Path(shutil.copytree(layer, tmp_path / "mine"))
    claims = copy / "records" / "claims.csv"
    claims.write_text(claims.read_text("utf-8").replace("host.asks_local", "host.ask_local"))
    (found,) = lint([copy], load_world()).findings
    assert (found.diagnostic.file, found.diagnostic.line) == ("mine/records/claims.csv", 2)
    assert found.diagnostic.code == "unknown-fact"
    with pytest.raises(RecordsError, match="unknown-fact"):
        Engine.load(rules=copy)


def test_its_cases_stand(layer: Path, with_layer: Engine) -> None:
    """The duty stands, and is blocked until a court of the State has acted."""
    suite = load_suite(layer / "cases")
    check(suite, with_layer)
    assert [run(one.case, with_layer).mismatches for one in suite.cases] == [(), (), ()]


def test_the_claim_is_told_with_its_source(with_layer: Engine) -> None:
    """As any record: in the explanation, by its sentence, with its source."""
    answer = with_layer.travel_risk("vladimir-putin", "GBR", on="2026-11-20")
    told = answer.explain()
    assert "In the United Kingdom a judicial officer endorses the warrant before an arrest" in told
    assert "Explanatory Notes, section 23" in told
    assert "A court of the State had to issue or endorse a warrant" in told
    assert "claim-gbr-local-warrant" in {record.id for record in answer.document.records.values()}


def test_what_was_not_public_yet_is_left_out(with_layer: Engine) -> None:
    """As for any record, by the day on which it became public."""
    assert with_layer.known_on("2001-08-31").world.tables.claims == ()
    assert len(with_layer.known_on("2001-09-01").world.tables.claims) == 1


def test_the_command_tells_what_it_changes(layer: Path) -> None:
    """Execution, power and a label, and nothing of the outcome, the duty or the surrender."""
    options = ["--rules", str(layer), "--against", "safeconduct", "--most", "1"]
    done = CliRunner().invoke(app, ["verify", *options])
    assert done.exit_code == 1, done.output
    printed = " ".join(done.stdout.split())
    assert " ".join(BLOCKS["what changes"].split()) in printed
    assert "execution: possible → blocked" in printed
    kinds = set(re.findall(r"^(\w[\w ]*): .* → ", done.stdout, re.MULTILINE))
    assert kinds == {"execution", "power"}
