"""API keys at the terminal: a key is told once, and nothing is lost."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from safeconduct.api import keys as store
from safeconduct.api.keys import changed_keys, new_key, read_keys, write_used
from safeconduct.base import AtomicFile
from safeconduct.cli import operating
from safeconduct.cli.app import app


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAFECONDUCT_KEYS", str(tmp_path / "keys.json"))
    return tmp_path / "keys.json"


def keys(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["keys", *arguments])


def listed() -> Any:
    return json.loads(keys("list", "--json").stdout)


def test_a_key_is_printed_alone_and_once(file: Path) -> None:
    """On standard output, for a pipe; the file has a digest and is nobody else's."""
    done = keys("create", "the desk", "--scope", "read", "--scope", "screen", "--days", "90")
    assert done.exit_code == 0
    text = done.stdout.strip()
    assert store.id_in(text) == text[3:11]
    assert f"key {text[3:11]} for the desk; scopes: read, screen; expires: on 20" in done.stderr
    assert text not in done.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    assert text[12:] not in file.read_text("utf-8")
    (one,) = read_keys(file)
    assert one.sha256 == store.digest(text)
    assert one.expires is not None
    assert timedelta(days=89) < one.expires - datetime.now(UTC) < timedelta(days=91)
    assert keys("create", "another").stdout != done.stdout
    assert [one["scopes"] for one in listed()] == [["read", "screen"], ["read"]]
    assert not any("sha256" in one for one in listed())


def test_keys_are_listed_with_when_they_were_used(file: Path) -> None:
    """Each in one line, without anything that could be shown as a key."""
    text = keys("create", "the desk").stdout.strip()
    write_used(file, {text[3:11]: datetime(2026, 11, 24, tzinfo=UTC)})
    heading, row = keys("list").stdout.splitlines()
    assert heading.split() == [
        "id",
        "name",
        "scopes",
        "state",
        "created",
        "expires",
        "last",
        "used",
    ]
    assert row.startswith(f"{text[3:11]}  the desk  read    valid")
    assert row.endswith("never    2026-11-24")


def test_a_key_is_replaced(file: Path) -> None:
    """The old one is good for a while, or not; the new one allows the same."""
    text = keys("create", "the desk", "--scope", "screen", "--days", "30").stdout.strip()
    done = keys("rotate", text[3:11], "--hours", "2")
    assert done.exit_code == 0
    old, new = read_keys(file)
    assert new.sha256 == store.digest(done.stdout.strip())
    assert (new.name, new.scopes, new.rotated_from) == (old.name, old.scopes, old.id)
    assert old.expires is not None
    assert new.expires is not None
    left = old.expires - datetime.now(UTC)
    assert timedelta(hours=1) < left <= timedelta(hours=2)
    assert new.expires > old.expires
    assert keys("rotate", new.id, "--hours", "0").exit_code == 0
    assert [one["state"] for one in listed()] == ["valid", "expired", "valid"]
    again = keys("rotate", new.id)
    assert again.exit_code == 2
    assert "is of a key that is expired already" in again.stderr


def test_a_key_is_taken_back(file: Path) -> None:
    """And stays in the list, so that it can be seen that it was."""
    text = keys("create", "the desk").stdout.strip()
    done = keys("revoke", text[3:11])
    assert (done.exit_code, done.stdout) == (0, "")
    assert f"key {text[3:11]} is revoked" in done.stderr
    assert [one["state"] for one in listed()] == ["revoked"]
    assert "is of a key that is revoked already" in keys("revoke", text[3:11]).stderr
    assert text[12:] not in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("create", "x", "--scope", "admin"), "--scope 'admin': is not a scope of a key; valid: "),
        (("create", ""), "name '': is not a name of a key"),
        (("create", "a\nb"), r"name 'a\nb': is not a name of a key"),
        (("create", "a" * 101), "is not a name of a key"),
        (("create", "x", "--days", "0"), "--days"),
        (("revoke", "00000000"), "ID '00000000': is not the id of a key; `keys list` has them"),
        (("list", "--keys", "nowhere.json"), "SAFECONDUCT_KEYS 'nowhere.json': does not exist"),
    ],
)
def test_what_is_wrong_is_told(file: Path, arguments: tuple[str, ...], told: str) -> None:
    """With what would be right; the file stays as it was."""
    keys("create", "first")
    before = file.read_bytes()
    done = keys(*arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stdout == ""
    assert file.read_bytes() == before


def test_without_a_file_it_is_told_how_to_name_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is made in a place that nobody named."""
    monkeypatch.delenv("SAFECONDUCT_KEYS", raising=False)
    done = keys("create", "x")
    assert done.exit_code == 2
    assert "no file of keys is named; SAFECONDUCT_KEYS names it, too" in done.stderr


def test_several_hands_lose_nothing(file: Path) -> None:
    """Whoever comes second waits, and adds to what the first has written."""

    def add(number: int) -> None:
        with changed_keys(file) as kept:
            kept.append(new_key(f"key {number}", ("read",))[0])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(40)))
    assert sorted(one.name for one in read_keys(file)) == sorted(f"key {n}" for n in range(40))
    assert [one.name for one in file.parent.iterdir()] == ["keys.json"]


def test_keys_are_bounded_and_never_half_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fails leaves the file as it was, and no other beside it."""
    keys("create", "first")
    before = file.read_bytes()
    monkeypatch.setattr(store, "MOST_KEYS", 1)
    done = keys("create", "second")
    assert "keeps at most 1 key; take out those that have ended" in done.stderr
    monkeypatch.setattr(store, "MOST_KEYS", 1000)

    def full(_: AtomicFile) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(AtomicFile, "finish", full)
    done = keys("create", "third")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "cannot be written: No space left on device" in done.stderr
    assert file.read_bytes() == before
    assert [one.name for one in file.parent.iterdir()] == ["keys.json"]


def test_a_doctor_looks_at_the_keys(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether they can be read, and whether somebody may do what is closed."""

    def seen() -> str:
        (one,) = operating._safely(operating._access)
        return f"{one.state}  {one.seen}"

    assert "does not exist" in seen()
    assert seen().startswith("wrong")
    assert "wrong  access: " in CliRunner().invoke(app, ["doctor"]).stdout
    keys("create", "the desk")
    assert seen() == "well  1 key of use; open: read, screen"
    monkeypatch.setenv("SAFECONDUCT_ACCESS", "none")
    assert seen().startswith("look  1 key of use; open: nothing; nobody may screen")
    file.chmod(0o644)
    assert "chmod 600 mends it" in seen()
    monkeypatch.delenv("SAFECONDUCT_KEYS")
    assert seen().startswith("wrong  read and screen needs a key")
    monkeypatch.delenv("SAFECONDUCT_ACCESS")
    assert seen() == "well  everybody may read and screen; there are no keys"
