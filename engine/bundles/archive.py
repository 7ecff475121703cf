"""Bundles as files: made of an engine, and opened if they are as they were signed."""

from __future__ import annotations

import io
import zipfile
import zlib
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from typing import Any, Final

import orjson

from ..base.errors import SafeconductError, shortened
from ..base.words import listing
from ..decisions.errors import LogFailed
from ..decisions.sources import (
    LARGEST,
    MOST_FILES,
    SAID,
    Files,
    PackedSources,
    files_of,
    pack,
)
from ..engine import Engine
from .manifest import BundleManifest, BundleRefused, check_name
from .signing import SigningKey, VerifyingKey

MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "signature.json"
MOST_BYTES: Final = 32 * 2**20
"""Of a bundle; what is in it may have twice as many."""
_SIGNATURE_BYTES: Final = 1000
_MANIFEST_BYTES: Final = 4 * 2**20
_TOLD: Final = 2000


@dataclass(frozen=True)
class Bundle:
    """A bundle that is as it was signed.

    ``digest``: the SHA-256 of the file. ``key``: the id of the key that signed it.
    """

    manifest: BundleManifest
    digest: str
    key: str
    sources: PackedSources

    def engine(self, of: Engine) -> Engine:
        """Return the engine on these records and rules, with the clock of another.

        Raises `BundleRefused` if they do not check, or are not those that the manifest names.
        """
        try:
            made = of.on_sources(self.sources)
        except LogFailed as error:
            raise BundleRefused(f"it cannot be laid out: {error}") from None
        except (SafeconductError, ValueError) as error:
            told = shortened(str(error), _TOLD)
            raise BundleRefused(f"what is in it does not check: {told}") from None
        named = {"records": self.manifest.world, "rules": self.manifest.rules}
        found = {"records": made.world.digest, "rules": made.rulebase.digest}
        other = [name for name in named if named[name] != found[name]]
        if other:
            by = self.manifest.version
            what = listing(other)
            told = f"its {what} are read otherwise here than by version {by}, which made it"
            raise BundleRefused(told)
        return made


def make_bundle(engine: Engine, key: SigningKey, *, serial: int = 0) -> bytes:
    """Return the records and rules of an engine in one file, signed.

    ``serial``: its number, greater than those of earlier ones; 0: none. Of the same records, rules,
    key and number come the same bytes. It is opened once, so that what is
    signed gives what the engine answers from. Raises `BundleRefused` if it does not, or if the
    files of the engine cannot be read any more or are too large.
    """
    files = files_of(engine)
    if files is None:
        told = "the files of these records and rules cannot be read, or are too large"
        raise BundleRefused(told)
    for name in files:
        check_name(name)
    manifest = BundleManifest(
        version=metadata.version("safeconduct"),
        serial=serial,
        world=engine.world.digest,
        rules=engine.rulebase.digest,
        files={name: sha256(content).hexdigest() for name, content in files.items()},
    ).to_bytes()
    signature = {"key": key.verifying.id, "ed25519": b64encode(key.sign(manifest)).decode()}
    signed = orjson.dumps(signature, option=orjson.OPT_SORT_KEYS)
    made = pack({**files, MANIFEST: manifest, SIGNATURE: signed})
    open_bundle(made, [key.verifying]).engine(engine)
    return made


def open_bundle(content: bytes, keys: Iterable[VerifyingKey]) -> Bundle:
    """Return the bundle in a file; nothing of it is believed before its signature is verified.

    ``keys``: those of which one must have signed it. Raises `BundleRefused` with the reason if
    anything is not as it was signed, or is larger than it may be.
    """
    if len(content) > MOST_BYTES:
        raise BundleRefused(f"it has more than {MOST_BYTES:,} bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _opened(archive, content, tuple(keys))
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        RuntimeError,  # of what is encrypted, or packed in a way that is not known here
        EOFError,
    ) as error:
        raise BundleRefused(f"it is not a whole archive: {error}"[:200]) from None


def _opened(archive: zipfile.ZipFile, content: bytes, keys: tuple[VerifyingKey, ...]) -> Bundle:
    entries: dict[str, zipfile.ZipInfo] = {}
    for one in archive.infolist():
        if one.filename in entries:
            raise BundleRefused(f"`{one.filename[:200]}` is in it twice")
        entries[one.filename] = one
    if len(entries) > MOST_FILES + 2:
        raise BundleRefused(f"it has more than {MOST_FILES:,} files")
    if sum(one.file_size for one in entries.values()) > LARGEST:
        raise BundleRefused(f"its files have more than {LARGEST:,} bytes")
    manifest = _part(archive, entries, MANIFEST, _MANIFEST_BYTES)
    key = _signer(manifest, _part(archive, entries, SIGNATURE, _SIGNATURE_BYTES), keys)
    for name in entries:
        check_name(name)
    files = {name: archive.read(one) for name, one in entries.items()}
    said = BundleManifest.from_bytes(manifest)
    said.check(files)
    _check_layers(files)
    sources = PackedSources.packing(files, check_citations=True)
    return Bundle(said, sha256(content).hexdigest(), key, sources)


def _part(
    archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], name: str, most: int
) -> bytes:
    found = entries.pop(name, None)
    if found is None:
        raise BundleRefused(f"it has no {name}: it is not signed")
    if found.file_size > most:
        raise BundleRefused(f"{name} has more than {most:,} bytes")
    return archive.read(found)


def _signer(manifest: bytes, signature: bytes, keys: tuple[VerifyingKey, ...]) -> str:
    """Return the id of the key that signed; raises `BundleRefused` if none of these did."""
    try:
        said: Any = orjson.loads(signature)
        name, signed = str(said["key"]), b64decode(said["ed25519"], validate=True)
    except (ValueError, KeyError, TypeError, NotBase64):
        raise BundleRefused(f"{SIGNATURE} is not a signature") from None
    known = {one.id: one for one in keys}
    if name not in known:
        valid = listing(sorted(known)) if known else "none"
        told = f"it names the key {name[:16]!r}, which is not known here; known: {valid}"
        raise BundleRefused(told)
    if not known[name].has_signed(manifest, signed):
        raise BundleRefused(f"its signature is not by the key {name}, or its manifest was changed")
    return name


def _check_layers(files: Files) -> None:
    """Raise `BundleRefused` if what says where layers lie leads elsewhere."""
    try:
        said = orjson.loads(files.get(SAID, b"{}"))
        named = [str(one) for them in said.values() for one in list(them)]
    except (ValueError, AttributeError, TypeError):
        raise BundleRefused(f"`{SAID}` must have the layers of each base") from None
    for one in named:
        if not any(name.startswith(f"{one}/") for name in files):
            raise BundleRefused(f"`{SAID}` names {one[:200]!r}, which is not in it")
