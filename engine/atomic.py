"""Writing files so that a reader finds the old one or the new one, never a part of either."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Replace what is in a file, keeping its mode; a link is followed. Raises `OSError`."""
    target = path.resolve()
    temporary = _beside(target, text)
    try:
        temporary.chmod(target.stat().st_mode)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


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
            temporary = _beside(path, text)
            try:
                _name(temporary, path)
                made.append(path)
            finally:
                temporary.unlink(missing_ok=True)
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        for folder in reversed(folders):
            with suppress(OSError):
                folder.rmdir()
        raise


def _beside(path: Path, text: str) -> Path:
    """Return a new file in the same folder that holds the text, safely on disk."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with temporary.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _name(temporary: Path, path: Path) -> None:
    """Give a finished file its name, which nothing else may have."""
    try:
        # A second name is refused if it is taken; a renaming would replace what is there.
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        if path.exists():
            raise FileExistsError(f"{path} is there already") from None
        temporary.replace(path)


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and those above it; return what was made, outermost first."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]
