"""Files that commands write, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from ..base.atomic import replace_text
from ..base.errors import InputError


def check_folder(field: str, path: Path) -> None:
    """Raise `InputError` if the folder of ``path`` is not there, before any work is done."""
    if not path.parent.is_dir():
        raise InputError(field, str(path), "the folder does not exist")


def replace_file(path: Path, text: str) -> None:
    """Write ``text`` to a file in one step; raises `InputError` if that is not possible."""
    try:
        replace_text(path, text)
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        raise InputError("file", str(path), message) from None
