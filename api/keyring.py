"""The keys that a running service knows: those of its file, looked at again while it runs."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Final

from safeconduct import InputError

from .keys import ApiKey, digest, id_in, now, read_keys, write_used

_LOG: Final = logging.getLogger(__name__)
_LOOK: Final = 0.5
"""Seconds between two looks at the file; a key that is taken back is refused within a second."""
_NOTE: Final = 60
"""Seconds after which it is written when keys were used."""
_NOBODY: Final = digest("")


@dataclass(frozen=True)
class PresentedKey:
    """What a text that was shown as a key is: ``key``, or ``why`` it is of no use."""

    key: ApiKey | None
    why: str = ""


class Keyring:
    """The keys of a file; raises `InputError` if it cannot be used when the service starts.

    Where the file changes, the new keys hold within a second in every process. Where it changes to
    something that cannot be used, the log says why and what to do, and the old keys stay: whoever
    could put a link there would else lock everybody out. ``clock``: seconds that only ever grow.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = monotonic) -> None:
        self._path = path
        self._clock = clock
        self._seen = self._signature()
        self._keys = self._read()
        self._again = clock() + _LOOK
        self._used: dict[str, datetime] = {}
        self._noting: asyncio.TimerHandle | None = None

    def show(self, text: str) -> PresentedKey:
        """Return what a text is that was shown as a key; of wrong ones nothing is kept."""
        self._follow()
        id_ = id_in(text)
        key = self._keys.get(id_) if id_ is not None else None
        # Compared in constant time, and also if there is no such key.
        right = hmac.compare_digest(digest(text[:100]), key.sha256 if key else _NOBODY)
        if key is None or not right:
            return PresentedKey(None, "this key is not known")
        moment = now()
        state = key.state(moment)
        if state != "valid":
            return PresentedKey(None, f"this key is {state}")
        self._used[key.id] = moment
        return PresentedKey(key)

    def note_later(self) -> None:
        """See to it that it is written soon when keys were used, outside of any request."""
        if self._used and self._noting is None:
            self._noting = asyncio.get_running_loop().call_later(_NOTE, self._note_apart)

    def _note_apart(self) -> None:
        asyncio.get_running_loop().run_in_executor(None, self._write, self._taken())

    def note(self) -> None:
        """Write when keys were used since the last time: the service ends."""
        if self._noting is not None:
            self._noting.cancel()
        self._write(self._taken())

    def _taken(self) -> dict[str, datetime]:
        self._noting = None
        used, self._used = self._used, {}
        return used

    def _write(self, used: dict[str, datetime]) -> None:
        if not used:
            return
        try:
            write_used(self._path, used)
        except OSError as error:
            _LOG.warning("when keys were used is not written: %s", error.strerror)

    def _follow(self) -> None:
        if self._clock() < self._again:
            return
        self._again = self._clock() + _LOOK
        seen = self._signature()
        if seen == self._seen:
            return
        self._seen = seen
        try:
            self._keys = self._read()
        except InputError as error:
            _LOG.error("%s; the keys that were there before stay", error)

    def _read(self) -> Mapping[str, ApiKey]:
        return {one.id: one for one in read_keys(self._path)}

    def _signature(self) -> tuple[int, ...]:
        """Return what differs if the file is another, was written, or got another mode."""
        try:
            seen = self._path.lstat()
        except OSError:
            return ()
        return seen.st_ino, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_mode
