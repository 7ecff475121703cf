"""Files that are their owner's alone: read if nobody else could have written them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from .atomic import AtomicFile
from .errors import InputError

_BY_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_WRITTEN_BY_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH


def read_private(path: Path, field: str, most: int) -> bytes:
    """Return what is in a file that is our own and nobody else's.

    ``field``: what messages call it. ``most``: bytes that it may have. Raises `FileNotFoundError`
    if there is none, and `InputError` if it is a link or a device, belongs to somebody else, can be
    read or written by others, is too large or cannot be read; the message says what to do.
    """

    def refused(message: str) -> InputError:
        return InputError(field, str(path)[:200], message)

    how = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        if path.is_symlink():
            raise refused("is a symbolic link; put the file itself there")
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | how)) as file:
            why = _shared(os.fstat(file.fileno()), path.parent.stat())
            if why:
                raise refused(why)
            data = file.read(most + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise refused(f"cannot be read: {error.strerror}") from None
    if len(data) > most:
        raise refused(f"has more than {most:,} bytes")
    return data


def _shared(file: os.stat_result, folder: os.stat_result) -> str:
    """Return why a file is not ours alone; empty if it is."""
    if not stat.S_ISREG(file.st_mode):
        return "is not a regular file"
    if os.name != "posix":
        return ""
    if file.st_uid not in (0, os.geteuid()):
        return f"belongs to user {file.st_uid}; `chown` gives it to who runs the service"
    if file.st_mode & _BY_OTHERS:
        mode = stat.S_IMODE(file.st_mode)
        return f"is open to others (mode {mode:04o}; chmod 600 mends it)"
    if folder.st_mode & _WRITTEN_BY_OTHERS and not folder.st_mode & stat.S_ISVTX:
        mode = stat.S_IMODE(folder.st_mode)
        return f"lies where others may write (mode {mode:04o}; chmod go-w mends it)"
    return ""


def write_private(path: Path, data: bytes) -> None:
    """Replace what is in a file, in one step; a new one is its owner's alone. Raises `OSError`."""
    with AtomicFile(path, force=True, private=True) as file:
        file.put(data)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, where the system has one; others wait. Raises `OSError`."""
    try:
        import fcntl
    except ImportError:  # not there on every system
        yield
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)
