"""A kind of record that the binding of another package brings, from its file to the service."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from safeconduct import Engine, RecordsError
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings
from safeconduct.authoring.base import load_base
from safeconduct.base.errors import InputError
from safeconduct.cli.app import app as command
from safeconduct.questions import QuestionsEngine, bindings
from safeconduct.records import build_prebuilt, load_world, registered, registry
from safeconduct.records.export import files_of
from safeconduct.records.prebuilt import read_prebuilt
from safeconduct.records.source_files import default_directory, read_bytes, sources_digest

from ..api.conftest import Client

HERE = Path(__file__).parent
RULES = HERE / "waivers"


def forget() -> None:
    """Let what packages bring be looked for again."""
    registry.registered.cache_clear()
    bindings._bindings.cache_clear()


@pytest.fixture(scope="module", autouse=True)
def installed() -> Iterator[None]:
    """The package is there while these tests run, as if it were installed."""
    sys.path.insert(0, str(HERE / "waivers_package"))
    forget()
    yield
    sys.path.remove(str(HERE / "waivers_package"))
    sys.modules.pop("waivers_package", None)
    forget()


@pytest.fixture(scope="module")
def base() -> QuestionsEngine:
    """The rules with their records."""
    return load_base(None, RULES)


def told(tmp_path: Path, old: str, new: str, name: str = "waivers.csv") -> list[str]:
    """Return what is found wrong after a change of the file."""
    shutil.copytree(RULES, tmp_path / "waivers")
    path = tmp_path / "waivers" / "records" / "waivers.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.unlink()
    (path.parent / name).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(RecordsError) as caught:
        load_base(None, tmp_path / "waivers")
    return [str(one) for one in caught.value.diagnostics]


def test_a_relation_reads_it_and_the_answer_tells_it(base: QuestionsEngine) -> None:
    """The record is in the proof, in a sentence, with its source; `known_on` leaves it out."""
    asked = {"sending": "France", "receiving": "Germany", "on": "2020-08-01"}
    answer = base.answer("mission-immunity", **asked)
    assert answer.outcome == "not_immune"
    record = answer.records["waiver-fra-deu"]
    assert record.says == "France waived the immunity of its mission"
    assert record.sources[0].id == "supposed"
    assert base.answer("mission-immunity", **{**asked, "on": "2022-08-01"}).outcome == "immune"
    early = {**asked, "on": "2020-05-15"}
    assert base.answer("mission-immunity", **early, known_on="2020-05-20").outcome == "immune"
    periods = base.question("mission-immunity").timeline(sending="FRA", receiving="DEU").periods
    assert [one.outcome for one in periods] == ["immune", "not_immune", "immune"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (",FRA,DEU,", ",FRA,XYZ,", ["waivers.csv:2", "`receiving`: there is no `XYZ` in states"]),
        (",FRA,DEU,", ",FRA,FRA,", ["waivers.csv:2", "`sending` and `receiving` are the same"]),
        ("2021-05-01", "2019-05-01", ["waivers.csv:2", "`since` 2020-05-01 is after `until`"]),
        ("2020-05-01", "soon", ["waivers.csv:2", "since"]),
        (",supposed,", ",nowhere,", ["waivers.csv:2", "there is no `nowhere` in sources"]),
        ("receiving,since", "recieving,since", ["waivers.csv:1", "receiving"]),
        ("waiver-fra-deu", "FRA", ["waivers.csv:2", "is an id among"]),
    ],
)
def test_its_mistakes_are_told_as_ours_are(
    tmp_path: Path, old: str, new: str, words: list[str]
) -> None:
    """References, days, sources, columns, ids, and what the kind itself checks."""
    found = told(tmp_path, old, new)
    assert any(all(word in one for word in words) for one in found), found


def test_a_misspelt_file_is_told_with_the_name_that_is_known(tmp_path: Path) -> None:
    """Also a name that only a binding knows."""
    assert any(
        "did you mean `waivers.csv`?" in one for one in told(tmp_path, "i", "i", "waver.csv")
    )


@pytest.mark.slow
def test_it_lies_in_a_directory_of_records_prebuilt_and_exported(tmp_path: Path) -> None:
    """Beside ours as in a layer; read back from a prebuilt file and from what is exported."""
    records = tmp_path / "records"
    shutil.copytree(str(default_directory()), records, ignore=shutil.ignore_patterns("_*", "*.py"))
    shutil.copy(RULES / "records" / "waivers.csv", records)
    line = "supposed,Supposed,secondary,https://example.org/,\n"
    with (records / "sources.csv").open("a", encoding="utf-8") as file:
        file.write(line)
    done = CliRunner().invoke(command, ["records", "check", str(records)])
    assert done.exit_code == 0, done.output
    world = load_world(records)
    (ours,) = world.tables.of("waivers")
    assert world.records["waiver-fra-deu"] is ours
    assert world.counts()["waivers"] == 1
    assert world.digest != load_world().digest
    assert world.as_known_on(ours.public_on).tables.of("waivers") == (ours,)
    target = build_prebuilt(records / "_prebuilt" / "world.json", records)
    assert target.is_file()
    read = read_prebuilt(records, sources_digest(read_bytes(records)))
    assert read is not None
    assert (read.tables.of("waivers"), read.digest) == ((ours,), world.digest)
    assert load_world(records).digest == world.digest
    assert b"waiver-fra-deu,supposed" in files_of(world.tables, ("waivers",))["waivers.csv"]
    assert Engine.load(records=records).travel_risk("putin", "MNG", on="2024-09-02").duty == "yes"


def test_the_service_lists_it(base: QuestionsEngine) -> None:
    """At the name of its file, with the record in words; it stands in the OpenAPI document."""
    client = Client(create_app(base, Settings()))
    listed = client.get("/v1/waivers").json()
    assert (listed["total"], listed["items"][0]["sending"]) == (1, "FRA")
    one = client.get("/v1/waivers/waiver-fra-deu").json()
    assert one["says"]["says"] == "France waived the immunity of its mission"
    assert client.get("/v1/waivers/waiver-fra-de").status_code == 404
    assert "/v1/waivers/{id}" in client.get("/openapi.json").json()["paths"]


def test_commands_know_it() -> None:
    """Check, cases and answer."""
    run = CliRunner().invoke
    assert run(command, ["rules", "check", str(RULES)]).exit_code == 0
    done = run(command, ["cases", str(RULES / "cases"), "--rules", str(RULES)])
    assert "2 of 2 cases are answered as expected" in done.output
    asked = "answer mission-immunity --sending FRA --receiving DEU --on 2020-08-01 --full --rules"
    done = run(command, [*asked.split(), str(RULES)])
    assert "France waived the immunity of its mission" in " ".join(done.output.split())


def test_without_the_package_its_file_is_none_of_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not passed over in silence, and the relation is not known."""
    monkeypatch.setattr(registry, "entry_points", lambda **_: ())
    registry.registered.cache_clear()
    try:
        with pytest.raises(RecordsError, match=r"waivers\.csv.*is not a file of records"):
            load_base(None, RULES)
    finally:
        registry.registered.cache_clear()


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (["text"], "of what is not a RecordKind"),
        (["kind", "kind"], "that another one brings"),
        (["Kind"], "whose name is not a small word"),
    ],
)
def test_what_a_binding_brings_wrongly_is_refused(
    monkeypatch: pytest.MonkeyPatch, kinds: list[str], words: str
) -> None:
    """In words that name the binding."""
    waiver = registered()["waivers"]

    class Point:
        name, value = "some", "some_package:BINDING"

        @staticmethod
        def load() -> object:
            made = [
                one if one == "text" else registry.RecordKind(one, "one", waiver.model, waiver.says)
                for one in kinds
            ]
            return type("Brought", (), {"records": made})

    monkeypatch.setattr(registry, "entry_points", lambda **_: (Point,))
    registry.registered.cache_clear()
    try:
        with pytest.raises(InputError, match=words):
            registered()
    finally:
        registry.registered.cache_clear()
