"""Records of kinds that a binding brings are live like ours: added, corrected, retracted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from safeconduct import Engine
from safeconduct.api.app import create_app
from safeconduct.api.keys import changed_keys, new_key
from safeconduct.api.settings import Settings
from safeconduct.base.errors import InputError
from safeconduct.live import Live, RecordChange, RecordRefused, export
from safeconduct.questions import bindings
from safeconduct.records import load_world, registry

from ..api.test_live import Desk

QUESTIONS = Path(__file__).parents[1] / "questions"
ASKED = {"sending": "France", "receiving": "Germany", "on": "2020-08-01"}
SOURCE = {
    "id": "supposed",
    "title": "Supposed for a test; there was no such waiver",
    "kind": "secondary",
    "url": "https://example.org/",
    "read_through": "",
}
WAIVER = {
    "id": "waiver-fra-deu",
    "sending": "FRA",
    "receiving": "DEU",
    "since": "2020-05-01",
    "until": "2021-05-01",
    "sources": ["supposed"],
    "confidence": "medium",
    "public_on": "2020-06-01",
}


def forget() -> None:
    """Let what packages bring be looked for again."""
    registry.registered.cache_clear()
    bindings._bindings.cache_clear()


@pytest.fixture(scope="module", autouse=True)
def installed() -> Iterator[None]:
    """The package that brings waivers is there, as if it were installed."""
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(QUESTIONS / "waivers_package"))
        forget()
        yield
    forget()


@pytest.fixture(scope="module")
def engine(installed: None, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Our question and that of waivers, without any record of them."""
    rules = tmp_path_factory.mktemp("rules") / "waivers"
    shutil.copytree(QUESTIONS / "waivers", rules, ignore=shutil.ignore_patterns("records"))
    (rules / "rulebase.yaml").write_text("extends: safeconduct\n", "utf-8")
    return Engine.load(rules=rules, today=lambda: date(2026, 11, 24))


@pytest.fixture
def live(engine: Engine, tmp_path: Path) -> Iterator[Live]:
    with Live.open(engine, f"sqlite:///{tmp_path}/live.sqlite") as opened:
        yield opened


def added(**other: Any) -> dict[str, Any]:
    """Return what adds the waiver, with other values of the record."""
    record = {**WAIVER, **other}
    said = {"action": "add", "kind": "waivers", "reason": "It was found."}
    return {**said, "record": record, "sources": [SOURCE]}


def outcome(engine: Engine, **how: str) -> str:
    return str(engine.answer("mission-immunity", **ASKED, **how).outcome)


@pytest.mark.slow
def test_it_is_added_corrected_and_retracted(live: Live, engine: Engine, tmp_path: Path) -> None:
    """Each change counts at once, for whoever opens the log again too; `known_on` leaves it out."""
    assert outcome(live.engine) == "immune"
    entry = live.accept(RecordChange(**added()), "somebody", seconds=0)
    assert (entry.kind, entry.record_id) == ("waivers", WAIVER["id"])
    assert outcome(live.engine) == "not_immune"
    assert outcome(live.engine, known_on="2020-05-20") == "immune"
    said = live.engine.answer("mission-immunity", **ASKED).records[WAIVER["id"]].says
    assert said == "France waived the immunity of its mission"
    with Live.open(engine, f"sqlite:///{tmp_path}/live.sqlite") as again:
        assert again.engine.world.digest == live.engine.world.digest
    later = {**WAIVER, "since": "2020-10-01"}
    corrected = {**added(), "action": "correct", "record": later, "wrong": "It began later."}
    corrected["sources"] = []
    entry = live.accept(RecordChange(**corrected), "somebody", seconds=0)
    assert entry.before is not None
    assert entry.before["since"] == "2020-05-01"
    assert outcome(live.engine) == "immune"
    gone = {"action": "retract", "kind": "waivers", "id": WAIVER["id"]}
    why = {"reason": "It was made up.", "wrong": "There was none."}
    live.accept(RecordChange(**gone, **why), "somebody", seconds=0)
    assert live.engine.world.tables.of("waivers") == ()
    assert live.engine.world.digest == engine.world.digest  # its source went with it


@pytest.mark.parametrize(
    ("other", "field", "words"),
    [
        ({"receiving": "XYZ"}, "waiver-fra-deu.receiving", "there is no `XYZ` in states"),
        ({"receiving": "FRA"}, "waiver-fra-deu.sending", "are the same State"),
        ({"until": "2019-05-01"}, "waiver-fra-deu.since", "is after `until`"),
        ({"since": "soon"}, "record.since", "since"),
        ({"recieving": "DEU"}, "record.recieving", "did you mean `receiving`?"),
        ({"sources": ["nowhere"]}, "sources.0.id", "is not among the sources"),
        ({"public_on": "2027-01-01"}, "record.public_on", "lies in the future"),
        ({"id": "FRA"}, "FRA.FRA", "is an id among"),
    ],
)
def test_it_is_checked_as_one_in_a_file(
    live: Live, other: dict[str, Any], field: str, words: str
) -> None:
    """References, days, fields, sources, ids, and what the kind itself checks."""
    with pytest.raises(RecordRefused) as caught:
        live.accept(RecordChange(**added(**other)), "somebody", seconds=0)
    found = {one.field: str(one) for one in caught.value.mistakes}
    assert any(words in one for one in found.values()), found
    assert field in found
    assert live.engine.world.tables.of("waivers") == ()


def test_what_is_exported_is_read_again(live: Live, tmp_path: Path) -> None:
    """The file of the kind lies beside ours."""
    live.accept(RecordChange(**added()), "somebody", seconds=0)
    names = export(live.engine.world, tmp_path / "records")
    assert "waivers.csv" in names
    assert load_world(tmp_path / "records").digest == live.engine.world.digest


def test_a_kind_that_nothing_brings_any_more_is_told(
    live: Live, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log is kept; whoever opens it hears what is missing."""
    live.accept(RecordChange(**added()), "somebody", seconds=0)
    monkeypatch.setattr(registry, "entry_points", lambda **_: ())
    registry.registered.cache_clear()
    try:
        with pytest.raises(InputError, match="is the package installed that brings it"):
            Live.open(engine, f"sqlite:///{tmp_path}/live.sqlite")
    finally:
        monkeypatch.undo()
        forget()


@pytest.fixture
def desk(engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    """A service on live records, with a key that may write."""
    settings = Settings(
        live=SecretStr(f"sqlite:///{tmp_path}/live.sqlite"),
        keys=tmp_path / "keys.json",
        live_seconds=1,
    )
    key, write = new_key("the desk", ("read", "write"))
    with changed_keys(tmp_path / "keys.json") as kept:
        kept.append(key)
    app = create_app(engine, settings)
    yield Desk(app, write, "")
    app.state.service.live.close()


@pytest.mark.slow
def test_it_is_added_over_http(desk: Desk) -> None:
    """With a key that may write; it is listed, told, logged and exported from then on."""
    write = desk.write
    assert desk.send("GET", "/v1/waivers", key=write).json()["total"] == 0
    refused = desk.change(added(receiving="XYZ"))
    assert refused.status_code == 400, refused.text
    assert "there is no `XYZ` in states" in refused.text
    assert desk.change(added(), "?check=true").status_code == 200
    assert desk.change(added()).status_code == 201
    asked = "&".join(f"{name}={value}" for name, value in ASKED.items())
    answer = desk.send("GET", f"/v1/questions/mission-immunity?{asked}", key=write).json()
    assert answer["outcome"] == "not_immune"
    assert desk.send("GET", "/v1/waivers", key=write).json()["items"][0]["id"] == WAIVER["id"]
    (logged,) = desk.send("GET", "/v1/records/log", key=write).json()["items"]
    assert json.loads(json.dumps(logged["record"]))["receiving"] == "DEU"
    assert b"waivers.csv" in desk.send("GET", "/v1/records/export", key=write).content
    gone = {"action": "retract", "kind": "waivers", "id": WAIVER["id"]}
    done = desk.change({**gone, "reason": "Made up.", "wrong": "There was none."})
    assert done.status_code == 201, done.text
    assert desk.send("GET", "/v1/waivers", key=write).json()["total"] == 0
