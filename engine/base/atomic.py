"""Files that are there whole or not at all: whoever reads finds the old one or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self


class AtomicFile:
    """A file that is written beside its place and put there at the end.

    ``force``: whether it may take the place of a file that exists, whose mode it then gets.
    ``private``: nobody else may read it, from its first byte on. Leaving the context without
    `commit` removes what was written. Raises `OSError`.
    """

    def __init__(self, path: Path, *, force: bool, private: bool = False) -> None:
        self.path = path
        self._place = Path(os.path.realpath(path))  # a link stays a link
        self._force = force
        self._private = private
        self._partial = self._place.with_name(f".{self._place.name}.{secrets.token_hex(4)}.partial")
        self._file: BinaryIO | None = None

    @property
    def begun(self) -> bool:
        """Whether anything was written."""
        return self._file is not None

    def write(self, data: bytes | memoryview) -> int:
        """Write all of ``data``; the file is made when the first comes."""
        if self._file is None:
            if self._private:
                self._partial.touch(0o600, exist_ok=False)
            self._file = self._partial.open("r+b" if self._private else "xb")
        return self._file.write(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError):  # a full disk again: it is removed anyway
                self._file.close()
            self._partial.unlink(missing_ok=True)

    def finish(self) -> None:
        """Bring all that was written onto the disk, so that `commit` cannot fail for space."""
        self.write(b"")
        assert self._file is not None  # INVARIANT: `write` opens it
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def put(self, data: bytes) -> None:
        """Write ``data`` and nothing else, and put the file in its place."""
        self.write(data)
        self.finish()
        self.commit()

    def commit(self) -> None:
        """Put the finished file in its place, in one step."""
        if self._force:
            with contextlib.suppress(FileNotFoundError):
                self._partial.chmod(stat.S_IMODE(self._place.stat().st_mode))
            self._partial.replace(self._place)
        else:
            _place_new(self._partial, self._place)


def _place_new(partial: Path, place: Path) -> None:
    """Rename, but never over a file that has come in the meantime."""
    try:
        # A second name is refused if it is taken; a renaming would replace what is there.
        place.hardlink_to(partial)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        if place.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place)) from None
        partial.replace(place)


def replace_text(path: Path, text: str) -> None:
    """Replace what is in a file, keeping its mode; a link is followed. Raises `OSError`."""
    with AtomicFile(path, force=True) as file:
        file.put(text.encode())


def replace_all(contents: Mapping[Path, bytes]) -> None:
    """Replace what is in files, in all of them or in none. Raises `OSError`.

    All is on the disk before the first file changes; if one cannot be put in its place then, those
    before it get back what they held.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in contents}
    done: list[Path] = []
    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(AtomicFile(path, force=True)) for path in contents]
        for file in files:
            file.write(contents[file.path])
            file.finish()
        try:
            for file in files:
                file.commit()
                done.append(file.path)
        except BaseException:
            for path in done:
                _put_back(path, before[path])
            raise


def _put_back(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
        return
    with AtomicFile(path, force=True) as file:
        file.put(data)


def create_all(texts: Mapping[Path, str]) -> None:
    """Create files that are not there yet, all of them or none; missing folders are made.

    Raises `FileExistsError` if one is there, and `OSError` if one cannot be written; what was
    created by then is taken away again.
    """
    made: list[Path] = []
    folders: list[Path] = []
    try:
        for path, text in texts.items():
            folders += _make_folder(path.parent)
            with AtomicFile(path, force=False) as file:
                file.put(text.encode())
                made.append(path)
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        for folder in reversed(folders):
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and those above it; return what was made, outermost first."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]
