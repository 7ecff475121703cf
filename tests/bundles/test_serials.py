"""Which bundle is older is known after a restart as well, where a directory is named for that."""

from __future__ import annotations

import errno
import json
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from safeconduct import Engine, InputError
from safeconduct.api.app import create_app
from safeconduct.api.mcp.server import AgentServer
from safeconduct.api.settings import Settings
from safeconduct.bundles import (
    BundleRefused,
    BundleSerials,
    FollowedBundle,
    SigningKey,
    make_bundle,
    new_key,
    serials,
)
from safeconduct.cli import operating
from safeconduct.cli.app import app

from .conftest import put

FIRST, SECOND = "00112233aabbccdd", "ffffffffffffffff"
Numbered = Callable[[int], bytes]


@pytest.fixture(scope="module")
def numbered(engine: Engine, key: SigningKey) -> Numbered:
    made: dict[int, bytes] = {}

    def number(serial: int) -> bytes:
        if serial not in made:
            made[serial] = make_bundle(engine, key, serial=serial)
        return made[serial]

    return number


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "below" / "state"


def test_an_older_bundle_is_refused_after_a_restart(
    tmp_path: Path, state: Path, public: Path, engine: Engine, numbered: Numbered
) -> None:
    """One that is equal or newer is taken, and going back once does not lower what is known."""
    path = tmp_path / "bundle"

    def start(serial: int, *, older: bool = False) -> FollowedBundle:
        put(path, numbered(serial))
        kept = BundleSerials(state)
        return FollowedBundle(path, [public], engine, older=older, serials=kept)

    followed = start(5)
    put(path, numbered(7))
    assert followed.current() is not engine
    assert followed.bundle.manifest.serial == 7
    for serial, told in ((5, "its number is 5"), (0, "it has no number")):
        with pytest.raises(BundleRefused, match=f"{told}, and number 7 was in use: it is older"):
            start(serial)
    assert start(7).bundle.manifest.serial == 7
    assert start(5, older=True).bundle.manifest.serial == 5
    with pytest.raises(BundleRefused, match="number 7 was in use"):
        start(5)
    assert start(8).bundle.manifest.serial == 8
    put(path, numbered(5))
    assert FollowedBundle(path, [public], engine).bundle.manifest.serial == 5  # nothing is named


@pytest.mark.skipif(sys.platform == "win32", reason="not run: modes are others there")
def test_what_is_remembered_is_its_owners_alone(state: Path) -> None:
    """And there whole: nothing else lies beside it."""
    BundleSerials(state).note(FIRST, 3)
    (file,) = state.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    assert json.loads(file.read_bytes()) == {"version": 1, "serials": {FIRST: 3}}
    file.chmod(0o622)
    with pytest.raises(InputError, match="is open to others"):
        BundleSerials(state)


def test_a_key_that_is_named_no_more_does_not_count(
    tmp_path: Path, state: Path, public: Path, engine: Engine, numbered: Numbered
) -> None:
    """But of those that are, none lets an older bundle pass that another one had signed."""
    path, other = tmp_path / "bundle", new_key(tmp_path / "other")
    BundleSerials(state).note(other.verifying.id, 9)
    path.write_bytes(numbered(5))
    keys = [public, tmp_path / "other.pub"]
    with pytest.raises(BundleRefused, match="number 9 was in use"):
        FollowedBundle(path, keys, engine, serials=BundleSerials(state))
    followed = FollowedBundle(path, [public], engine, serials=BundleSerials(state))
    assert followed.bundle.manifest.serial == 5
    assert BundleSerials(state).by_key[other.verifying.id] == 9


def test_many_that_start_at_once_remember_all(state: Path) -> None:
    """Each has its own view, as workers have, and none takes away what another wrote."""
    started = threading.Barrier(8)

    def start(number: int) -> None:
        own = BundleSerials(state)
        started.wait(20)
        for serial in range(1, 6):
            own.note(f"{number:016x}", serial)
            own.note(FIRST, 10 * serial + number)

    threads = [threading.Thread(target=start, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    expected = {f"{number:016x}": 5 for number in range(8)}
    assert BundleSerials(state).by_key == {**expected, FIRST: 57}
    assert len([*state.iterdir()]) == 1


def test_what_cannot_be_written_is_told_and_the_service_goes_on(
    state: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is remembered while the process runs; what was on the disk stays."""
    BundleSerials(state).note(FIRST, 3)

    def full(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr(serials, "write_private", full)
        kept = BundleSerials(state)
        kept.note(FIRST, 4)
        assert kept.highest([FIRST, SECOND]) == 4
        assert "cannot be written: Read-only file system" in caplog.text
        assert "only this process remembers" in caplog.text
    assert BundleSerials(state).by_key == {FIRST: 3}
    kept.note(SECOND, 1)  # it can be written again
    assert BundleSerials(state).by_key == {FIRST: 4, SECOND: 1}


DAMAGED = (
    b"",
    b'{"version": 1, "serials": {"00112233aa',
    b"[]",
    b'{"version": 1}',
    b'{"version": 2, "serials": {}}',
    b'{"version": 1, "serials": {"00112233aabbccdd": 0}}',
    b'{"version": 1, "serials": {"00112233aabbccdd": "12"}}',
    b'{"version": 1, "serials": {"00112233aabbccdd": 12, "00112233aabbccdd": 1}}',
    b'{"version": 1, "serials": {"key": 12}}',
    b"\xff\xfe",
)


@pytest.mark.parametrize("content", DAMAGED)
def test_nothing_starts_where_it_is_not_known_what_is_older(
    state: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """The message says what to do; what is damaged while a service runs is left as it is."""
    running = BundleSerials(state)
    running.note(FIRST, 12)
    (file,) = state.iterdir()
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"is damaged .*or take it away") as raised:
        BundleSerials(state)
    assert str(file) in str(raised.value)
    running.note(FIRST, 13)
    assert running.highest([FIRST]) == 13
    assert file.read_bytes() == content
    assert "is damaged" in caplog.text


def test_a_service_and_agents_remember(
    tmp_path: Path, state: Path, public: Path, engine: Engine, numbered: Numbered
) -> None:
    path = tmp_path / "bundle"
    settings = Settings(bundle=path, bundle_keys=(public,), bundle_state=state)
    path.write_bytes(numbered(7))
    create_app(engine, settings)
    put(path, numbered(5))
    with pytest.raises(BundleRefused, match="number 7 was in use"):
        create_app(engine, settings)
    with pytest.raises(BundleRefused, match="number 7 was in use"):
        AgentServer(engine, settings)
    create_app(engine, settings.model_copy(update={"bundle_older": "take"}))
    with pytest.raises(InputError, match="remembers bundles, and none is named"):
        Settings.from_environment({"SAFECONDUCT_BUNDLE_STATE": str(state)})


def test_whoever_runs_it_is_told(
    tmp_path: Path,
    state: Path,
    public: Path,
    engine: Engine,
    numbered: Numbered,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the doctor and with the settings, which write nothing; watches heed it as well."""
    path = tmp_path / "bundle"
    path.write_bytes(numbered(5))
    for name, value in (("", path), ("_KEYS", public), ("_STATE", state)):
        monkeypatch.setenv(f"SAFECONDUCT_BUNDLE{name}", str(value))

    def seen() -> tuple[str, str]:
        found = operating._bundle_state()
        return found.state, found.seen

    assert seen() == ("well", f"{state} has none yet")
    assert operating._engine().world.digest == engine.world.digest
    assert not state.exists()
    BundleSerials(state).note(serials_key(public), 7)
    assert seen() == ("well", f"{state} has 7 of the key {serials_key(public)}")
    with pytest.raises(BundleRefused, match="number 7 was in use"):
        operating._engine()
    watching = ["watch", "run", "--once", "--watches", f"sqlite:///{tmp_path}/watches.sqlite"]
    done = CliRunner().invoke(app, watching)
    assert done.exit_code != 0
    assert "number 7 was in use" in done.stderr
    assert CliRunner().invoke(app, [*watching, "--bundle-older", "take"]).exit_code == 0
    monkeypatch.setattr(serials.os, "access", lambda *_: False)
    assert seen()[0] == "look"
    told = "SAFECONDUCT_BUNDLE_STATE: nothing can be written into"
    assert told in CliRunner().invoke(app, ["config"]).stderr
    monkeypatch.undo()
    (state / serials.NAME).write_bytes(b"")
    monkeypatch.setenv("SAFECONDUCT_BUNDLE_STATE", str(state))
    assert seen()[0] == "wrong"


def serials_key(public: Path) -> str:
    from safeconduct.bundles import read_verifying_key

    return read_verifying_key(public).id
