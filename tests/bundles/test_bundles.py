"""A bundle gives the records and rules that were signed, or is refused with the reason."""

from __future__ import annotations

import os
import pickle
import struct
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import orjson
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from safeconduct import Engine, InputError
from safeconduct.bundles import (
    BundleManifest,
    BundleRefused,
    FollowedBundle,
    SigningKey,
    archive,
    make_bundle,
    new_key,
    open_bundle,
    read_signing_key,
    read_verifying_key,
)
from safeconduct.cli.app import app
from safeconduct.decisions.sources import files_of

from .conftest import archive_of, files_in, put

Files = dict[str, bytes]
PERSONS = "records/persons.yaml"


def signed(files: Files, key: SigningKey, engine: Engine, **said: str) -> bytes:
    """Return files as a bundle that is signed, whatever they are."""
    manifest = BundleManifest(
        version="test",
        files={name: sha256(content).hexdigest() for name, content in files.items()},
        **{"world": engine.world.digest, "rules": engine.rulebase.digest, **said},
    ).to_bytes()
    signature = {"key": key.verifying.id, "ed25519": b64encode(key.sign(manifest)).decode()}
    told = {"manifest.json": manifest, "signature.json": orjson.dumps(signature)}
    return archive_of({**files, **told})


def contents(bundle: bytes) -> Files:
    files = files_in(bundle)
    del files["manifest.json"], files["signature.json"]
    return files


def test_what_was_signed_comes_out(
    other: Engine, engine: Engine, other_bundle: bytes, key: SigningKey
) -> None:
    found = open_bundle(other_bundle, [key.verifying])
    made = found.engine(engine)
    assert (made.world.digest, made.rulebase.digest) == (
        other.world.digest,
        other.rulebase.digest,
    )
    assert made.travel_risk("putin", "MNG", profile="ours").to_json()
    assert made.clock() == engine.clock()
    assert found.key == key.verifying.id
    assert {*made.questions} == {*engine.questions}


def test_it_is_the_same_bytes_each_time(engine: Engine, bundle: bytes, key: SigningKey) -> None:
    assert make_bundle(engine, key) == bundle


def test_an_engine_of_a_bundle_is_kept_as_any_other(
    other: Engine, engine: Engine, other_bundle: bytes, key: SigningKey
) -> None:
    """In a pickle, and among the sources of a decision log."""
    made = open_bundle(other_bundle, [key.verifying]).engine(engine)
    assert files_of(made) == files_of(other)
    world, rules = pickle.loads(pickle.dumps(made.sources)).read()
    assert (world.digest, rules.digest) == (other.world.digest, other.rulebase.digest)
    again = open_bundle(make_bundle(made, key), [key.verifying])
    assert again.manifest.files == files_digests(other_bundle)


def files_digests(bundle: bytes) -> dict[str, str]:
    return {name: sha256(it).hexdigest() for name, it in contents(bundle).items()}


def without(name: str) -> Callable[[Files], Files]:
    return lambda files: {one: it for one, it in files.items() if one != name}


def changed(name: str, content: bytes) -> Callable[[Files], Files]:
    return lambda files: {**files, name: content}


TAMPERED: dict[str, tuple[Callable[[Files], Files], str]] = {
    "no signature": (without("signature.json"), "it is not signed"),
    "no manifest": (without("manifest.json"), "it is not signed"),
    "a signature that is none": (changed("signature.json", b"[]"), "is not a signature"),
    "a signature that is not text": (
        changed("signature.json", b'{"key": "x", "ed25519": "*"}'),
        "is not a signature",
    ),
    "an unknown key": (
        changed("signature.json", b'{"key": "0000000000000000", "ed25519": ""}'),
        "the key '0000000000000000', which is not known here",
    ),
    "a changed file": (changed(PERSONS, b"[]"), f"`{PERSONS}` was changed after"),
    "a file more": (changed("rules/more.yaml", b"[]"), "`rules/more.yaml` is in it, and was not"),
    "a file less": (without(PERSONS), f"`{PERSONS}` was signed, and is not in it"),
    "a way up": (changed("rules/../../x.yaml", b""), "`rules/../../x.yaml` leads out of it"),
    "a way from the root": (changed("/etc/x.yaml", b""), "`/etc/x.yaml` leads out of it"),
    "another way up": (changed("rules\\..\\x.yaml", b""), "leads out of it"),
    "a drive": (changed("C:/x.yaml", b""), "`C:/x.yaml` leads out of it"),
    "a folder": (changed("rules/x/", b""), "leads out of it"),
    "something else": (changed("bin/sh", b""), "belongs neither to records nor to rules"),
    "a name that hides": (changed("rules/a\nb.yaml", b""), "is not the name of a file"),
    "too large": (changed("rules/x.yaml", b" " * (64 * 2**20)), "more than 67,108,864 bytes"),
    "a signature too large": (changed("signature.json", b" " * 2000), "more than 1,000 bytes"),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_what_is_not_as_it_was_signed_is_refused(bundle: bytes, key: SigningKey, case: str) -> None:
    change, why = TAMPERED[case]
    with pytest.raises(BundleRefused) as refused:
        open_bundle(archive_of(change(files_in(bundle))), [key.verifying])
    assert why in str(refused.value)


def test_a_manifest_is_as_it_was_signed(bundle: bytes, key: SigningKey) -> None:
    files = files_in(bundle)
    said = orjson.loads(files["manifest.json"])
    said["files"][PERSONS] = sha256(b"[]").hexdigest()
    files |= {PERSONS: b"[]", "manifest.json": orjson.dumps(said)}
    with pytest.raises(BundleRefused, match="its signature is not by the key"):
        open_bundle(archive_of(files), [key.verifying])


def test_another_key_is_not_known(bundle: bytes, tmp_path: Path, key: SigningKey) -> None:
    stranger = new_key(tmp_path / "stranger")
    with pytest.raises(
        BundleRefused, match=f"which is not known here; known: {stranger.verifying.id}"
    ):
        open_bundle(bundle, [stranger.verifying])
    assert open_bundle(bundle, [stranger.verifying, key.verifying]).key == key.verifying.id


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda content: b"",
    "half": lambda content: content[: len(content) // 2],
    "no archive": lambda content: b"%PDF-" + content[:100],
    "a byte": lambda content: content[:2000] + bytes([content[2000] ^ 1]) + content[2001:],
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused(bundle: bytes, key: SigningKey, case: str) -> None:
    with pytest.raises(BundleRefused):
        open_bundle(BROKEN[case](bundle), [key.verifying])


def test_what_is_encrypted_or_twice_is_refused(bundle: bytes, key: SigningKey) -> None:
    locked = bytearray(archive_of({"manifest.json": b"x", "signature.json": b"x"}))
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = locked.find(signature)
        while at >= 0:
            struct.pack_into("<H", locked, at + offset, 1)
            at = locked.find(signature, at + 1)
    with pytest.raises(BundleRefused, match="is not a whole archive"):
        open_bundle(bytes(locked), [key.verifying])
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = _twice(bundle)
    with pytest.raises(BundleRefused, match="is in it twice"):
        open_bundle(twice, [key.verifying])


def _twice(bundle: bytes) -> bytes:
    import io
    import zipfile

    out = io.BytesIO(bundle)
    with zipfile.ZipFile(out, "a") as opened:
        opened.writestr(PERSONS, b"[]")
    return out.getvalue()


def test_a_large_file_is_not_looked_into(
    bundle: bytes, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", len(bundle) - 1)
    with pytest.raises(BundleRefused, match="it has more than"):
        open_bundle(bundle, [key.verifying])


WRONG: dict[str, tuple[Callable[[Files], Files], str]] = {
    "rules that do not check": (
        changed("rules/law/more.yaml", b"- {id: x, title: X, cite: c, if: nothing, then: duty}"),
        "what is in it does not check",
    ),
    "records that do not check": (changed(PERSONS, b"- {id: x}"), "unknown-reference"),
    "no rules": (
        lambda files: {one: it for one, it in files.items() if not one.startswith("rules/")},
        "what is in it does not check",
    ),
    "layers elsewhere": (
        changed("layers.json", b'{"safeconduct": ["../../etc"]}'),
        "names '../../etc', which is not in it",
    ),
    "layers that are none": (changed("layers.json", b"[1]"), "must have the layers of each base"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_does_not_check_is_refused_though_it_is_signed(
    bundle: bytes, engine: Engine, key: SigningKey, case: str
) -> None:
    change, why = WRONG[case]
    made = signed(change(contents(bundle)), key, engine)
    with pytest.raises(BundleRefused) as refused:
        open_bundle(made, [key.verifying]).engine(engine)
    assert why in str(refused.value)


def test_what_is_read_otherwise_here_is_refused(
    bundle: bytes, engine: Engine, key: SigningKey
) -> None:
    made = signed(contents(bundle), key, engine, world="0" * 64)
    with pytest.raises(BundleRefused, match="its records are read otherwise here than by version"):
        open_bundle(made, [key.verifying]).engine(engine)


def test_a_followed_bundle_stays_until_a_better_one_comes(
    tmp_path: Path,
    public: Path,
    engine: Engine,
    other: Engine,
    bundle: bytes,
    other_bundle: bytes,
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = tmp_path / "bundle"
    with pytest.raises(InputError, match=r"SAFECONDUCT_BUNDLE .*cannot be read"):
        FollowedBundle(path, [public], engine)
    path.write_bytes(bundle)
    followed = FollowedBundle(path, [public], engine)
    assert followed.look() is None
    put(path, bundle[:-9])
    with pytest.raises(BundleRefused):
        followed.look()
    assert "not a whole archive" in followed.refused
    assert followed.current().world.digest == engine.world.digest
    path.unlink()
    with pytest.raises(InputError, match="cannot be read"):
        followed.look()
    os.mkfifo(path)
    with pytest.raises(InputError, match="is not a regular file"):
        followed.look()
    path.unlink()
    put(path, other_bundle)
    assert followed.current().world.digest == other.world.digest
    assert followed.refused == ""
    put(path, bundle[:-9])
    assert followed.current().world.digest == other.world.digest
    assert "is not a whole archive" in followed.refused
    assert "the last bundle stays" in caplog.text
    put(path, other_bundle)  # the same that is in use
    assert followed.look() is None
    assert followed.refused == ""


@pytest.mark.slow
def test_an_older_bundle_is_refused_unless_that_is_wanted(
    tmp_path: Path, public: Path, engine: Engine, other: Engine, key: SigningKey, bundle: bytes
) -> None:
    """So is one without a number; an equal or greater one is taken, and format 1 has none."""
    path = tmp_path / "bundle"
    path.write_bytes(make_bundle(engine, key, serial=5))
    followed = FollowedBundle(path, [public], engine)
    allowing = FollowedBundle(path, [public], engine, older=True)
    fourth = make_bundle(other, key, serial=4)
    for content, why in ((fourth, "its number is 4, and number 5"), (bundle, "it has no number")):
        put(path, content)
        with pytest.raises(BundleRefused, match=f"{why}.*SAFECONDUCT_BUNDLE_OLDER=take"):
            followed.look()
        assert "it is older" in followed.refused
        assert followed.bundle.manifest.serial == 5
    assert allowing.look() is not None
    put(path, make_bundle(other, key, serial=5))
    assert followed.current().world.digest == other.world.digest
    put(path, make_bundle(engine, key, serial=6))
    assert followed.current().world.digest == engine.world.digest
    assert followed.bundle.manifest.serial == 6


def test_a_bundle_of_the_first_format_is_read(
    tmp_path: Path, public: Path, engine: Engine, key: SigningKey, bundle: bytes
) -> None:
    files = files_in(bundle)
    manifest = orjson.loads(files["manifest.json"])
    del manifest["serial"]
    manifest["format"] = "safeconduct-bundle/1"
    files["manifest.json"] = orjson.dumps(manifest)
    signature = b64encode(key.sign(files["manifest.json"])).decode()
    files["signature.json"] = orjson.dumps({"key": key.verifying.id, "ed25519": signature})
    found = open_bundle(archive_of(files), [key.verifying])
    assert found.manifest.serial == 0
    assert found.engine(engine).world.digest == engine.world.digest


def test_keys_are_their_owners_and_of_the_right_kind(tmp_path: Path) -> None:
    path = tmp_path / "key"
    made = new_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    public = tmp_path / "key.pub"
    assert read_signing_key(path).verifying.id == read_verifying_key(public).id == made.verifying.id
    with pytest.raises(InputError, match="is there already"):
        new_key(path)
    public.chmod(0o600)
    with pytest.raises(InputError, match="is not a file of an Ed25519 private key"):
        read_signing_key(public)
    with pytest.raises(InputError, match="is not a file of an Ed25519 public key"):
        read_verifying_key(path)
    path.chmod(0o644)
    with pytest.raises(InputError, match="chmod 600 mends it"):
        read_signing_key(path)
    for name, other, password in (
        ("curve", ec.generate_private_key(ec.SECP256R1()), None),
        ("locked", Ed25519PrivateKey.generate(), b"sesame"),
    ):
        how = serialization.BestAvailableEncryption(password) if password else None
        data = other.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            how or serialization.NoEncryption(),
        )
        (tmp_path / name).touch(0o600)
        (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError, match=r"is encrypted|is not a file of an Ed25519"):
            read_signing_key(tmp_path / name)
    for wrong in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(InputError, match="is not a file"):
            read_verifying_key(wrong)


@pytest.mark.slow
def test_the_commands_make_and_verify(tmp_path: Path) -> None:
    run = CliRunner().invoke
    key, path = str(tmp_path / "key"), str(tmp_path / "bundle")
    assert run(app, ["bundle", "new-key", key]).exit_code == 0
    made = run(app, ["bundle", "make", path, "--key", key])
    assert made.exit_code == 0, made.output
    shown = run(app, ["bundle", "verify", path, "--key", f"{key}.pub", "--json"])
    assert shown.exit_code == 0, shown.output
    said = orjson.loads(shown.stdout)
    assert said["world"] == Engine.load().world.digest
    assert (
        run(
            app, ["bundle", "verify", path], env={"SAFECONDUCT_BUNDLE_KEYS": f"{key}.pub"}
        ).exit_code
        == 0
    )
    Path(path).write_bytes(Path(path).read_bytes()[:-9])
    broken = run(app, ["bundle", "verify", path, "--key", f"{key}.pub"])
    assert broken.exit_code == 1
    assert "bundle-refused: it is not a whole archive" in broken.stderr
    nowhere = run(app, ["bundle", "make", f"{tmp_path}/none/b", "--key", key])
    assert nowhere.exit_code == 2
    assert "cannot be written" in nowhere.stderr
