"""Which file becomes which: checked before anything is loaded or written."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from ...base.errors import InputError
from .atomic import check_output
from .formats import STANDARD, Format, format_of


@dataclass(frozen=True)
class Plan:
    """Which file becomes which; made by `plan`, which checks it before anything is loaded."""

    source: str
    target: str
    rejected: Path
    source_format: Format
    target_format: Format
    force: bool


def plan(
    source: str,
    target: str,
    *,
    rejected: str | None = None,
    read_as: str | None = None,
    write_as: str | None = None,
    force: bool = False,
) -> Plan:
    """Return the plan of a run; raises `InputError` for anything that can be known to fail.

    ``source``, ``target``: paths, or ``-`` for standard input and output. ``rejected``: where bad
    rows go, by default the target's path with ``.rejected.ndjson`` after it.
    """
    read = format_of("input", source, read_as, "--from")
    written = format_of("output", target, write_as, "--to")
    _check_path("input", source)
    _check_path("output", target)
    if source != STANDARD and not Path(source).exists():
        raise InputError("input", source, "there is no such file")
    if source != STANDARD and Path(source).is_dir():
        raise InputError("input", source, "is a directory", ("the path of a file",))
    if rejected is None and target == STANDARD:
        raise InputError(
            "--rejected", None, "is needed with standard output: where do bad rows go?"
        )
    side = Path(rejected or f"{target}.rejected.ndjson")
    _check_path("--rejected", str(side))
    _check_apart(source, target, side)
    if target != STANDARD:
        check_output("output", Path(target), force=force)
    check_output("--rejected", side, force=force)
    return Plan(source, target, side, read, written, force)


def _check_path(field: str, path: str) -> None:
    """Raise `InputError` if the system does not let us look whether a file is there."""
    try:
        Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError) as error:  # too long, out of reach, or with a zero byte in it
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(field, path, f"cannot be used: {why}") from None


def _check_apart(source: str, target: str, side: Path) -> None:
    """Raise `InputError` if two of the files are one."""
    files = [("input", source), ("output", target), ("--rejected", str(side))]
    for (first, a), (second, b) in combinations([f for f in files if f[1] != STANDARD], 2):
        if os.path.realpath(a) == os.path.realpath(b) or _same(a, b):
            raise InputError(second, b, f"is the {first} itself; it would be lost")


def _same(a: str, b: str) -> bool:
    """Whether two paths lead to one file, by way of a hard link."""
    return Path(a).exists() and Path(b).exists() and Path(a).samefile(b)
