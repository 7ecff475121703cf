"""Ed25519 keys in PEM files, and signatures (RFC 8032) by them.

The files are those that OpenSSL makes: ``openssl genpkey -algorithm ed25519`` (RFC 8410).
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from ..base.atomic import AtomicFile
from ..base.errors import InputError

_MOST_BYTES: Final = 10_000
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_BEFORE: Final = b"safeconduct bundle, format 1\n"
"""Stands before what is signed, so that no signature means anything elsewhere."""


@dataclass(frozen=True)
class VerifyingKey:
    """A public key; ``id``: the first part of the SHA-256 of its 32 bytes."""

    key: Ed25519PublicKey

    @property
    def id(self) -> str:
        """What the key is called."""
        raw = self.key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return sha256(raw).hexdigest()[:16]

    def has_signed(self, data: bytes, signature: bytes) -> bool:
        """Return whether a signature is that of the data by this key."""
        try:
            self.key.verify(signature, _BEFORE + data)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """A private key."""

    key: Ed25519PrivateKey

    @property
    def verifying(self) -> VerifyingKey:
        """The public key that goes with it."""
        return VerifyingKey(self.key.public_key())

    def sign(self, data: bytes) -> bytes:
        """Return the signature of data: the same each time, as RFC 8032 has it."""
        return self.key.sign(_BEFORE + data)


def new_key(path: Path) -> SigningKey:
    """Make a key: the private one at ``path``, for its owner alone, the public one beside it.

    The public one lies at ``PATH.pub``. Raises `InputError` if either is there, or cannot be
    written.
    """
    made = SigningKey(Ed25519PrivateKey.generate())
    private = made.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = made.verifying.key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    beside = path.with_name(f"{path.name}.pub")
    try:
        with (
            AtomicFile(beside, force=False) as told,
            AtomicFile(path, force=False, private=True) as kept,
        ):
            told.write(public)
            kept.write(private)
            told.finish()
            kept.finish()
            kept.commit()
            told.commit()
    except FileExistsError as error:
        there = error.filename2 or error.filename or path
        raise InputError("FILE", str(there), "is there already; nothing was changed") from None
    except OSError as error:
        raise InputError("FILE", str(path), f"cannot be written: {error.strerror}") from None
    return made


def read_signing_key(path: Path, field: str = "--key") -> SigningKey:
    """Return the private key in a file; raises `InputError` for any that cannot be used."""
    data = _read(path, field)
    if os.name == "posix" and path.stat().st_mode & _OTHERS:
        raise InputError(field, str(path), "is open to others; chmod 600 mends it")
    try:
        found: Any = serialization.load_pem_private_key(data, None)
    except TypeError:
        told = "is encrypted; write it without a password where nobody else can read it"
        raise InputError(field, str(path), told) from None
    except (ValueError, UnsupportedAlgorithm):
        found = None
    if not isinstance(found, Ed25519PrivateKey):
        told = "is not a file of an Ed25519 private key; `safeconduct bundle new-key` makes one"
        raise InputError(field, str(path), told)
    return SigningKey(found)


def read_verifying_key(path: Path, field: str = "--key") -> VerifyingKey:
    """Return the public key in a file; raises `InputError` for any that cannot be used."""
    try:
        found: Any = serialization.load_pem_public_key(_read(path, field))
    except (ValueError, UnsupportedAlgorithm):
        found = None
    if not isinstance(found, Ed25519PublicKey):
        told = "is not a file of an Ed25519 public key; the one that ends in `.pub` is"
        raise InputError(field, str(path), told)
    return VerifyingKey(found)


def _read(path: Path, field: str) -> bytes:
    try:
        if not path.is_file():
            raise InputError(field, str(path), "is not a file")
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError as error:
        raise InputError(field, str(path), f"cannot be read: {error.strerror}") from None
