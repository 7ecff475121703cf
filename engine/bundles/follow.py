"""A bundle at a path, taken over when another is put there and is as it was signed."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ..base.errors import InputError, SafeconductError
from ..engine import Engine
from .archive import MOST_BYTES, Bundle, open_bundle
from .manifest import BundleRefused
from .serials import BundleSerials
from .signing import read_verifying_key

_LOG: Final = logging.getLogger(__name__)
SETTING: Final = "SAFECONDUCT_BUNDLE"
KEYS_SETTING: Final = "SAFECONDUCT_BUNDLE_KEYS"
OLDER_SETTING: Final = "SAFECONDUCT_BUNDLE_OLDER"


class FollowedBundle:
    """The last good bundle that lay at a path.

    ``keys``: files of the public keys of which one must have signed it; they are read with each
    bundle, so that keys can be exchanged as well. ``of``: an engine whose clock the engines have.
    Raises `BundleRefused`, or `InputError` about a setting, if the first cannot be used.
    ``older``: whether one is taken that is numbered lower than one that was in use. ``serials``:
    what remembers these numbers, by default for as long as this object is there. ``refused``: why
    the one that lies there now is not in use; empty if it is.
    """

    def __init__(
        self,
        path: Path,
        keys: Sequence[Path],
        of: Engine,
        *,
        older: bool = False,
        serials: BundleSerials | None = None,
    ) -> None:
        self._path, self._keys, self._of, self._older = path, tuple(keys), of, older
        self._serials = serials or BundleSerials()
        self._bundle: Bundle | None = None
        self.refused = ""
        self._seen = self._signature()
        self.take(*self._open())

    @property
    def bundle(self) -> Bundle:
        """The bundle that is in use."""
        assert self._bundle is not None  # there is one from the beginning
        return self._bundle

    @property
    def engine(self) -> Engine:
        """The engine on it."""
        return self._engine

    def look(self) -> tuple[Bundle, Engine] | None:
        """Return what was put there since the last look; `take` says that it is in use.

        Raises `BundleRefused` or `InputError`, once for each that is put there, and `OSError` where
        it cannot be looked at now, after which it is looked at again.
        """
        seen = self._signature()
        if seen == self._seen:
            return None
        try:
            found = self._open()
        except (BundleRefused, InputError) as error:
            self._seen = seen
            self.refuse(error)
            raise
        self._seen = seen
        if found[0].digest == self.bundle.digest:
            self.refused = ""
            return None
        return found

    def take(self, bundle: Bundle, engine: Engine) -> None:
        """Note that a bundle is in use from now on."""
        self._bundle, self._engine, self.refused = bundle, engine, ""
        self._serials.note(bundle.key, bundle.manifest.serial)

    def refuse(self, error: Exception) -> None:
        """Note why the bundle that lies there is not in use."""
        self.refused = str(error)

    def current(self) -> Engine:
        """Return the engine on the last good bundle; what is wrong with a later one is logged."""
        try:
            found = self.look()
        except (SafeconductError, OSError) as error:
            _LOG.error("%s; the last bundle stays", error)
            return self._engine
        if found is not None:
            self.take(*found)
        return self._engine

    def _open(self) -> tuple[Bundle, Engine]:
        keys = [read_verifying_key(one, KEYS_SETTING) for one in self._keys]
        bundle = open_bundle(read_bundle(self._path, SETTING), keys)
        serial, highest = bundle.manifest.serial, self._serials.highest(one.id for one in keys)
        if serial < highest and not self._older:
            numbered = f"its number is {serial}" if serial else "it has no number"
            told = f"{numbered}, and number {highest} was in use: it is older; {OLDER_SETTING}=take"
            raise BundleRefused(f"{told} lets it be taken")
        return bundle, bundle.engine(self._of)

    def _signature(self) -> tuple[int, ...]:
        """Return what differs if the file is another or was written."""
        try:
            seen = self._path.stat()
        except OSError:
            return ()
        return seen.st_ino, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size


def read_bundle(path: Path, field: str) -> bytes:
    """Return what is in the file of a bundle, no more than one may have; raises `InputError`."""
    how = getattr(os, "O_NONBLOCK", 0)  # a pipe is refused, not waited for
    try:
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | how)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise InputError(field, str(path), "is not a regular file")
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        told = f"cannot be read: {error.strerror}"
        raise InputError(field, str(path), told) from None
