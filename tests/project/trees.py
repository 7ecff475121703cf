"""Copies of this project as somebody else would get it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

_MADE = {".git", ".hypothesis", "__pycache__", "build", "dist", "site", "_prebuilt"}


def files() -> Iterator[Path]:
    """Yield the files of the project, from git or, in a tree without it, all that was not made."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0:
        names = [name for name in listed.stdout.split("\0") if name]
        yield from (ROOT / name for name in names if (ROOT / name).is_file())
        return
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [
            name
            for name in folders
            if name not in _MADE and not name.startswith(".venv") and not name.endswith(".egg-info")
        ]
        yield from (Path(folder, name) for name in names if not name.endswith(".so"))


def copy(target: Path) -> Path:
    """Copy the project's files, as they are now, and return the folder."""
    for source in files():
        there = target / source.relative_to(ROOT)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(source.read_bytes())
        there.chmod(source.stat().st_mode)
    return target
