"""A record that is added while everything runs is told by the next look."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from typer.testing import CliRunner

from safeconduct import Engine
from safeconduct.cli.app import app
from safeconduct.live import Live, RecordChange
from safeconduct.watches import WatchRequest, WatchStore, new_watch

from .conftest import visit


def test_a_journey_that_is_announced_now(tmp_path: Path, store: WatchStore, url: str) -> None:
    """The watcher reads live records over those of the files."""
    kept = f"sqlite:///{tmp_path / 'live.sqlite'}"
    engine = Engine.load()

    def look() -> str:
        words = ["watch", "run", "--once", "--watches", url, "--live", kept]
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, done.output
        return done.stdout

    with Live.open(engine, kept) as live:
        assert look() == "0 notices\n"
        asked = WatchRequest(person="putin", condition="journey_announced", places=("MNG",))
        watch, _ = new_watch(engine, asked)
        store.add(watch, {})
        today = datetime.now(UTC).date()
        start = (today + timedelta(days=10)).isoformat()
        record = visit("vladimir-putin-to-come", "MNG", start).model_dump(mode="json")
        said = {**record, "public_on": today.isoformat(), "public_on_basis": "recorded"}
        said["sources"] = ["npwj-chad-should-stand-up-justice-not"]
        change = RecordChange(action="add", kind="visits", record=said, reason="news")
        live.accept(change, "key-1", seconds=0)
    assert look() == "1 notice\n"
    assert look() == "0 notices\n"
    (notice,) = store.notices(watch.id)
    assert notice.body["data"]["journey"]["record"] == "vladimir-putin-to-come"
    assert notice.body["data"]["event"]["kind"] in {"world_changed", "journey_recorded"}


def test_records_that_come_in_a_bundle(tmp_path: Path, store: WatchStore, url: str) -> None:
    """The watcher reads the bundle that lies there, and says why it does not read another."""
    from safeconduct.bundles import make_bundle, new_key

    path, key = tmp_path / "bundle", new_key(tmp_path / "key")
    path.write_bytes(make_bundle(Engine.load(), key))
    named = {"SAFECONDUCT_BUNDLE": str(path), "SAFECONDUCT_BUNDLE_KEYS": f"{tmp_path}/key.pub"}
    words = ["watch", "run", "--once", "--watches", url]
    assert CliRunner().invoke(app, words, env=named).stdout == "0 notices\n"
    path.write_bytes(path.read_bytes()[:-9])
    done = CliRunner().invoke(app, words, env=named)
    assert done.exit_code == 1
    assert "bundle-refused: it is not a whole archive" in done.stderr
