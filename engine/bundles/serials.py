"""The highest numbers of bundles that were in use, so that no older one takes their place."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationError

from ..base.errors import InputError
from ..base.frozen import Frozen
from ..base.json_text import read_json
from ..base.private import alone_in, read_private, write_private
from .manifest import MOST_SERIAL

_LOG: Final = logging.getLogger(__name__)
SETTING: Final = "SAFECONDUCT_BUNDLE_STATE"
NAME: Final = "bundle-serials.json"
_MOST_BYTES: Final = 2**16

KeyId = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
Serial = Annotated[int, Field(ge=1, le=MOST_SERIAL, strict=True)]


class _Remembered(Frozen):
    """What is in the file."""

    version: Literal[1] = 1
    serials: dict[KeyId, Serial]


class BundleSerials:
    """The highest number of a bundle that was in use, by the id of the key that signed it.

    ``directory``: where that is remembered when the process has ended, ``None``: nowhere.
    ``keep``: whether anything is written there. What cannot be is remembered for as long as the
    process runs, and logged. Raises `InputError` if what is there cannot be read, or is not as it
    was written: then nobody knows what is older.

    >>> serials = BundleSerials()
    >>> serials.note("00112233aabbccdd", 12)
    >>> serials.highest(["00112233aabbccdd"]), serials.highest(["ffffffffffffffff"])
    (12, 0)
    """

    def __init__(self, directory: Path | None = None, *, keep: bool = True) -> None:
        self._directory = directory if keep else None
        self._highest: dict[str, int] = {}
        if directory is not None:
            self._highest = _read(directory)

    @property
    def by_key(self) -> Mapping[str, int]:
        """The numbers, by key."""
        return dict(self._highest)

    def highest(self, keys: Iterable[str]) -> int:
        """Return the highest number of a bundle that one of these keys signed; 0: none."""
        return max((self._highest.get(one, 0) for one in keys), default=0)

    def note(self, key: str, serial: int) -> None:
        """Remember that a bundle is in use; a lower number than is remembered changes nothing."""
        self._add({key: serial} if serial else {})
        if self._directory is None:
            return
        try:
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            with alone_in(self._directory):
                there = _read(self._directory)
                self._add(there)
                if self._highest != there:
                    file = _Remembered(serials=self._highest).model_dump_json(indent=1)
                    write_private(self._directory / NAME, f"{file}\n".encode())
        except (OSError, InputError) as error:
            if not isinstance(error, InputError):
                told = f"cannot be written: {error.strerror}"
                error = InputError(SETTING, str(self._directory), told)
            _LOG.warning("%s; until it can be, only this process remembers what is in use", error)

    def _add(self, others: Mapping[str, int]) -> None:
        for key, serial in others.items():
            self._highest[key] = max(serial, self._highest.get(key, 0))


def unwritable(directory: Path) -> str:
    """Return why nothing could be remembered in a directory; empty if it could. Writes nothing."""
    there = next((one for one in (directory, *directory.parents) if one.exists()), None)
    if there is None or not there.is_dir():
        return f"{there or directory} is not a directory"
    if not os.access(there, os.W_OK | os.X_OK):
        return f"nothing can be written into {there}"
    return ""


def _read(directory: Path) -> dict[str, int]:
    path = directory / NAME
    try:
        data = read_private(path, SETTING, _MOST_BYTES)
    except FileNotFoundError:  # nothing was in use yet
        return {}
    try:
        return dict(_Remembered.model_validate(read_json(data)).serials)
    except ValidationError as error:
        first = error.errors()[0]
        why = f"{'.'.join(map(str, first['loc'])) or 'all of it'}: {first['msg']}"
    except ValueError as error:
        why = f"it {error}"
    told = (
        f"is damaged ({why}), so that it is not known which bundles are older; put back a copy "
        "of it, or take it away, after which any bundle that is signed is taken"
    )
    raise InputError(SETTING, str(path), told)
